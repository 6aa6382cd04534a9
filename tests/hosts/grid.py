"""A workbook as Excel holds it in memory, as far as our steps can tell: cells, tables, filters, locks, merged areas.

Both stand-ins for Excel (the desktop engine and the browser's side of the server) work on it. It behaves as Excel does
where that hurts: text that looks like a formula becomes one, a filtered table is filled wrongly, a locked cell refuses.
"""

import datetime as dt
import io
import pickle
import re
from dataclasses import dataclass, field
from functools import lru_cache

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from tests.hosts.shapes import Shapes

EPOCH = dt.datetime(1899, 12, 30)
DATE_PARTS = re.compile(r"(?i)(d{1,4}|y{2,4})[-./ ]")
TEXT = "@"


class ExcelRefusedError(Exception):
    """What Excel says with error 1004."""


@dataclass
class Cell:
    value: object = None  # number, text, bool or an error's text; a date is a number in a date format
    formula: str = ""
    number_format: str = "General"
    locked: bool = True

    @property
    def is_date(self):
        return isinstance(self.value, float | int) and not isinstance(self.value, bool) and is_date(self.number_format)


def is_date(code):
    return bool(DATE_PARTS.search(re.sub(r'"[^"]*"', "", code)))


@dataclass
class Table:
    name: str
    top: int
    left: int
    bottom: int
    right: int
    totals: bool = False
    autofilter: bool = True
    hidden: set = field(default_factory=set)  # rows that a filter hides

    @property
    def last(self):
        """The last data row."""
        return self.bottom - self.totals

    @property
    def address(self):
        return address(self.top, self.left, self.bottom, self.right)


def address(top, left, bottom, right):
    first, last = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


@dataclass
class Sheet:
    name: str
    cells: dict = field(default_factory=dict)
    tables: list = field(default_factory=list)
    merged: list = field(default_factory=list)  # (top, left, bottom, right)
    protected: bool = False
    password: str = ""
    hidden: set = field(default_factory=set)  # rows that a filter outside tables hides
    visible: bool = True
    comments: dict = field(default_factory=dict)  # (row, column) -> text
    shapes: Shapes = field(default_factory=Shapes)

    def cell(self, row, column):
        return self.cells.setdefault((row, column), Cell())

    def at(self, row, column):
        return self.cells.get((row, column), Cell())

    def check(self, top, left, bottom, right):
        if self.protected and any(
            self.at(row, column).locked for row in range(top, bottom + 1) for column in range(left, right + 1)
        ):
            raise ExcelRefusedError(f"{self.name}: the cell is protected")

    def put(self, top, left, matrix):
        """Assign a matrix as Excel does, with what it does to the rows that a filter hides."""
        bottom, right = top + len(matrix) - 1, left + len(matrix[0]) - 1
        self.check(top, left, bottom, right)
        hidden = self.hidden.union(*(table.hidden for table in self.tables)) & set(range(top, bottom + 1))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if row in hidden:
                    continue
                source = matrix[0] if hidden else matrix[row - top]
                self.enter(row, column, source[column - left])

    def enter(self, row, column, value):
        """What becomes of a value that is set: the same as if it had been typed."""
        cell = self.cell(row, column)
        cell.formula = ""
        if isinstance(value, dt.datetime):
            cell.value = (value - EPOCH) / dt.timedelta(days=1)
            if not is_date(cell.number_format):
                cell.number_format = "dd-mm-yyyy"
        elif value is None or value == "":
            cell.value = None
        elif isinstance(value, str):
            self._typed(cell, value)
        else:
            cell.value = value if isinstance(value, bool) else float(value)

    def _typed(self, cell, text):
        if text.startswith("'"):
            cell.value = text[1:]
        elif text.startswith("=") and cell.number_format != TEXT:
            cell.formula, cell.value = text, calculated(text)
        elif cell.number_format == TEXT:
            cell.value = text
        elif re.fullmatch(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?", text):
            cell.value = (dt.datetime.fromisoformat(text) - EPOCH) / dt.timedelta(days=1)
            if not is_date(cell.number_format):
                cell.number_format = "dd-mm-yyyy"
        elif re.fullmatch(r"-?\d+(\.\d+)?", text):
            cell.value = float(text)
        else:
            cell.value = text

    def blank(self, top, left, bottom, right):
        self.check(top, left, bottom, right)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                cell = self.cell(row, column)
                cell.value, cell.formula = None, ""

    def fill_formats(self, source, last):
        """The formats of a row, down to another."""
        row, left, right = source
        for below in range(row + 1, last + 1):
            for column in range(left, right + 1):
                like, cell = self.at(row, column), self.cell(below, column)
                cell.number_format, cell.locked = like.number_format, like.locked

    def table(self, name):
        return next(table for table in self.tables if table.name == name)

    def resize(self, name, top, left, bottom, right):
        if self.protected:
            raise ExcelRefusedError(f"{self.name} is protected")
        table = self.table(name)
        if (top, left, right) != (table.top, table.left, table.right) or bottom <= top:
            raise ExcelRefusedError("A table keeps its header and columns")
        table.bottom = bottom

    def show_totals(self, name, shown):
        table = self.table(name)
        if shown == table.totals:
            return
        if shown:
            table.bottom += 1
            self.put(table.bottom, table.left, [["I alt"] + [None] * (table.right - table.left)])
        else:
            self.blank(table.bottom, table.left, table.bottom, table.right)
            table.bottom -= 1
        table.totals = shown

    @property
    def used(self):
        """The used range's last row and column."""
        filled = [place for place, cell in self.cells.items() if cell.value is not None]
        return (max((row for row, _ in filled), default=1), max((column for _, column in filled), default=1))


@dataclass
class Grid:
    name: str
    sheets: list
    names: dict
    calculation: str = "automatic"
    active: str = ""

    def sheet(self, name):
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def locate(self, table):
        return next((sheet, each) for sheet in self.sheets for each in sheet.tables if each.name == table)

    def header(self, table):
        """A table's titles."""
        sheet, area = self.locate(table)
        return [sheet.at(area.top, column).value for column in range(area.left, area.right + 1)]

    def rows(self, table):
        """A table's data as values, for comparison."""
        sheet, area = self.locate(table)
        return [
            [sheet.at(row, column).value for column in range(area.left, area.right + 1)]
            for row in range(area.top + 1, area.last + 1)
        ]


def calculated(formula):
    """The value of a formula of plain numbers; whatever else counts as 0."""
    text = formula.removeprefix("=")
    if shown := re.fullmatch(r'(?:HYPERLINK\(.*,)?"([^"]*)"\)?', text):
        return shown[1]
    return float(eval(text, {})) if re.fullmatch(r"[\d+*/. ()-]+", text) else 0.0


def grid_of(path):
    """A workbook file as Excel would hold it once opened; the same content is read once, and each grid is its own."""
    grid = pickle.loads(_pickled(path.read_bytes()))
    grid.name = path.name
    return grid


@lru_cache(maxsize=8)
def _pickled(content):
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    sheets = [_sheet(formulas[name], values[name]) for name in formulas.sheetnames]
    names = {name: f"={each.attr_text}" for name, each in formulas.defined_names.items()}
    formulas.close()
    values.close()
    return pickle.dumps(Grid("", sheets, names, active=sheets[0].name))


def _sheet(page, values):
    sheet = Sheet(page.title, protected=bool(page.protection.sheet))
    for row in page.iter_rows():
        for source in row:
            cell = sheet.cell(source.row, source.column)
            cell.number_format, cell.locked = source.number_format, source.protection.locked
            shown = values.cell(source.row, source.column).value
            if source.data_type == "f":
                cell.formula = str(source.value)
            if isinstance(shown, dt.datetime):
                shown = (shown - EPOCH) / dt.timedelta(days=1)
            cell.value = float(shown) if isinstance(shown, int) and not isinstance(shown, bool) else shown
    for table in page.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        totals = bool(table.totalsRowCount)
        sheet.tables.append(Table(table.displayName, top, left, bottom, right, totals, table.autoFilter is not None))
    sheet.merged = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in page.merged_cells.ranges]
    return sheet
