"""The browser's side of the server: the payload that xlwings' script sends, and what it does with the answer's actions.

After ``custom-scripts/index.js`` of xlwings Server (``getBookData`` and the action callbacks) and our task pane.
"""

import datetime as dt

from openpyxl.utils import range_boundaries as boundaries

from schemas.cells import is_percent_format
from tests.hosts.grid import EPOCH, address


def payload_of(grid, version, with_part=True):
    """The request for a script."""
    index = [sheet.name for sheet in grid.sheets].index(grid.active)
    payload = {
        "client": "Office.js",
        "version": version,
        "book": {
            "name": grid.name,
            "active_sheet_index": index,
            "selection": "A1",
            "calculation": grid.calculation.capitalize(),
        },
        "names": [_name(name, text) for name, text in grid.names.items()],
        "sheets": [_sheet(sheet) for sheet in grid.sheets],
    }
    if with_part:
        payload["resultatkontrakt"] = {"sheets": {sheet.name: _part(sheet) for sheet in grid.sheets if sheet.tables}}
    return payload


def _name(name, refers_to):
    return {
        "name": name,
        "sheet_index": None,
        "address": None,
        "refers_to": refers_to,
        "scope_sheet_name": None,
        "scope_sheet_index": None,
        "book_scope": True,
    }


def _raw(cell):
    if cell.value is None:
        return ""
    if cell.is_date:
        return (EPOCH + dt.timedelta(days=cell.value)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return cell.value


def _sheet(sheet):
    rows, columns = sheet.used
    return {
        "name": sheet.name,
        "visibility": "Visible",
        "show_gridlines": True,
        "print_area": None,
        "notes": [],
        "notes_supported": True,
        "used_range_address": address(1, 1, rows, columns),
        "used_range_row_count": rows,
        "used_range_column_count": columns,
        "values": [[_raw(sheet.at(row, column)) for column in range(1, columns + 1)] for row in range(1, rows + 1)],
        "pictures": [],
        "shapes": [],
        "charts": [],
        "tables": [_table(sheet, table) for table in sheet.tables],
        "pivot_tables": [],
    }


def _table(sheet, table):
    total = address(table.bottom, table.left, table.bottom, table.right)
    return {
        "name": table.name,
        "range_address": table.address,
        "row_count": table.bottom - table.top + 1,
        "column_count": table.right - table.left + 1,
        "columns": [sheet.at(table.top, column).value for column in range(table.left, table.right + 1)],
        "header_row_range_address": address(table.top, table.left, table.top, table.right),
        "data_body_range_address": address(table.top + 1, table.left, table.last, table.right),
        "total_row_range_address": total if table.totals else None,
        "show_headers": True,
        "show_totals": table.totals,
        "table_style": "",
        "show_autofilter": table.autofilter,
        "show_table_style_first_column": False,
        "show_table_style_last_column": False,
        "show_table_style_row_stripes": False,
        "show_table_style_column_stripes": False,
    }


def _part(sheet):
    cells = sheet.cells.items()
    return {
        "formulas": [[row, column, cell.formula] for (row, column), cell in cells if cell.formula],
        "percent": [
            [row, column]
            for (row, column), cell in cells
            if isinstance(cell.value, float) and is_percent_format(cell.number_format)
        ],
        "merged": [list(area) for area in sheet.merged],
        "filtered": [table.name for table in sheet.tables if table.hidden],
        "comments": [[row, column, text] for (row, column), text in sheet.comments.items()],
    }


class Browser:
    """Does what an answer asks for, on a grid."""

    def __init__(self, grid):
        self.grid = grid
        self.locked = {}
        self.macros = []
        self.alerts = []

    def run(self, answer):
        for action in answer["actions"]:
            getattr(self, action["func"])(action, *(action["args"] or []))

    def _at(self, action):
        sheet = self.grid.sheets[action["sheet_position"]]
        top, left = action["start_row"] + 1, action["start_column"] + 1
        return sheet, top, left, top + action["row_count"] - 1, left + action["column_count"] - 1

    def _table(self, action, position):
        sheet = self.grid.sheets[action["sheet_position"]]
        return sheet, sheet.tables[position]

    def setValues(self, action, *_):  # noqa: N802  Office.js names
        sheet, top, left, *_ = self._at(action)
        sheet.put(top, left, action["values"])

    def rangeClearContents(self, action, *_):  # noqa: N802
        sheet, *area = self._at(action)
        sheet.blank(*area)

    def rangeAutofill(self, action, destination, kind):  # noqa: N802
        sheet, top, left, _, right = self._at(action)
        assert kind == "FillFormats"
        sheet.fill_formats((top, left, right), boundaries(destination.replace("$", ""))[3])

    def resizeTable(self, action, position, area):  # noqa: N802
        sheet, table = self._table(action, position)
        left, top, right, bottom = boundaries(area.replace("$", ""))
        sheet.resize(table.name, top, left, bottom, right)

    def showTotalsTable(self, action, position, shown):  # noqa: N802
        sheet, table = self._table(action, position)
        sheet.show_totals(table.name, shown)

    def clearAutoFilterTable(self, action, position, *_):  # noqa: N802
        self._table(action, position)[1].hidden.clear()

    def activateSheet(self, _, position):  # noqa: N802
        self.grid.active = self.grid.sheets[position].name

    def rangeSelect(self, *_):  # noqa: N802
        pass

    def setScreenUpdating(self, *_):  # noqa: N802
        pass

    def calculate(self, *_):
        pass

    def alert(self, _, prompt, *__):
        self.alerts.append(prompt)

    def runMacro(self, _, name, *arguments):  # noqa: N802
        self.macros.append((name, *arguments))
        if name == "rkUnlock":
            for sheet in map(self.grid.sheet, arguments):
                self.locked[sheet.name] = sheet.protected
                sheet.protected = False
        elif name == "rkLock":
            for sheet in map(self.grid.sheet, arguments):
                sheet.protected = self.locked.pop(sheet.name)
