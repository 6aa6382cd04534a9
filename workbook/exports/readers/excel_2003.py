"""The XML of Excel 2002 and 2003 (SpreadsheetML), which web systems still write under the name .xls."""

from pathlib import Path

from lxml import etree

from schemas.cells import Cell, CellKind, Grid, Span
from schemas.errors import CannotOpenError
from schemas.issues import Issue, Place
from workbook.closed.package import local
from workbook.closed.reader import written_day
from workbook.closed.refs import MAX_COLUMN, MAX_ROW
from workbook.exports.readers.formats import GENERAL, figure, named_format
from workbook.exports.sizes import Filled

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_OURS = f"{{{NAMESPACE}}}"
_TAGS = [f"{_OURS}{name}" for name in ("Workbook", "Style", "Worksheet", "Table", "Column", "Row")]
_DATE_1904 = "{urn:schemas-microsoft-com:office:excel}Date1904"
_DEFAULT = "Default"
_TRUE = frozenset({"1", "true", "True"})


def read(path: Path) -> list[Grid]:
    """Read the sheets of a workbook in XML.

    Args:
        path: The file.

    Returns:
        One grid for each sheet that holds anything.

    Raises:
        CannotOpenError: It is broken, defines entities, or is larger than any export is.
    """
    reader = _Reader(path.name)
    with path.open("rb") as file:
        events = etree.iterparse(
            file,
            events=("start", "end"),
            tag=[*_TAGS, _DATE_1904],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for event, element in events:
                reader.take(event, element)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise CannotOpenError([Issue("file_unreadable", Place(path.name), str(error))]) from error
    return reader.grids


class _Reader:
    """Takes the elements of the file as they pass.

    Args:
        file: The file's name.
    """

    def __init__(self, file: str) -> None:
        self.grids: list[Grid] = []
        self._file = file
        self._filled = Filled(file)
        self._styles: dict[str, str] = {}
        self._date1904 = False
        self._fresh("")

    def _fresh(self, sheet: str) -> None:
        """Start a sheet."""
        self._sheet = sheet
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merged: list[Span] = []
        self._row = 0
        self._column = 0
        self._table_style = ""
        self._column_styles: dict[int, str] = {}

    def take(self, event: str, element: etree._Element) -> None:
        """Take the start or the end of an element."""
        name = local(element)
        if event == "start":
            self._started(name, element)
        elif name == "Date1904":
            self._date1904 = True
        elif name == "Style":
            self._style(element)
        elif name == "Column":
            self._column_style(element)
        elif name == "Row":
            self._read_row(element)
            _let_go(element)
        elif name == "Worksheet":
            if self._rows:
                rows = {number: self._rows[number] for number in sorted(self._rows)}
                self.grids.append(Grid(self._file, self._sheet, rows, self._merged))
            _let_go(element)

    def _started(self, name: str, element: etree._Element) -> None:
        if name == "Workbook" and element.getroottree().docinfo.internalDTD is not None:
            raise ValueError("DOCTYPE")  # it could define entities; Excel writes none
        if name == "Worksheet":
            self._fresh(_get(element, "Name"))
        elif name == "Table":
            self._table_style = _get(element, "StyleID")

    def _style(self, element: etree._Element) -> None:
        inherited = self._styles.get(_get(element, "Parent"), "")
        shown = element.find(f"{_OURS}NumberFormat")
        code = inherited if shown is None else named_format(_get(shown, "Format") or GENERAL)
        self._styles[_get(element, "ID")] = code

    def _column_style(self, element: etree._Element) -> None:
        self._column = _position(element, self._column, MAX_COLUMN)
        last = _further(element, "Span", self._column, MAX_COLUMN)
        if style := _get(element, "StyleID"):
            self._column_styles.update(dict.fromkeys(range(self._column, last + 1), style))
        self._column = last

    def _read_row(self, row: etree._Element) -> None:
        self._row = _position(row, self._row, MAX_ROW)
        style = _get(row, "StyleID")
        cells: dict[int, Cell] = {}
        column = 0
        for element in row.iterchildren(f"{_OURS}Cell"):
            column = _position(element, column, MAX_COLUMN)
            last = _further(element, "MergeAcross", column, MAX_COLUMN)
            bottom = _further(element, "MergeDown", self._row, MAX_ROW)
            if (last, bottom) != (column, self._row):
                self._merged.append((self._row, column, bottom, last))
            own = _get(element, "StyleID") or style or self._column_styles.get(column, "") or self._table_style
            cell = self._cell(element, self._styles.get(own or _DEFAULT, "") or GENERAL)
            if cell.kind is not CellKind.BLANK or cell.formula:
                cells[column] = cell
            column = last
        if cells:
            self._filled.add(self._row, cells)
            self._rows[self._row] = {column: cells[column] for column in sorted(cells)}
        self._row = _further(row, "Span", self._row, MAX_ROW)

    def _cell(self, element: etree._Element, code: str) -> Cell:
        formula = _get(element, "Formula").removeprefix("=")
        data = element.find(f"{_OURS}Data")
        text = "" if data is None else "".join(str(part) for part in data.itertext())
        if not text.strip():
            return Cell(CellKind.BLANK, None, code, formula)
        return self._typed(_get(data, "Type"), text, code)._replace(formula=formula)

    def _typed(self, kind: str, text: str, code: str) -> Cell:
        match kind:
            case "Number":
                return figure(text, code, self._date1904) or Cell(CellKind.ERROR, text, code)
            case "DateTime":
                return Cell(*written_day(text), code)
            case "Boolean":
                return Cell(CellKind.BOOL, text.strip() in _TRUE, code)
            case "Error":
                return Cell(CellKind.ERROR, text.strip(), code)
        return Cell(CellKind.TEXT, text, code)


def _get(element: etree._Element | None, name: str) -> str:
    """An attribute, which some programs write without its namespace."""
    if element is None:
        return ""
    return str(element.get(f"{_OURS}{name}") or element.get(name) or "")


def _position(element: etree._Element, before: int, most: int) -> int:
    """The row or column of an element: its index, or the one after the last."""
    position = int(_get(element, "Index") or before + 1)
    if not 1 <= position <= most:
        raise ValueError(f"Index {position}")
    return position


def _further(element: etree._Element, name: str, first: int, most: int) -> int:
    """The last row or column that an element covers, within the sheet."""
    return min(first + max(int(_get(element, name) or 0), 0), most)


def _let_go(element: etree._Element) -> None:
    """Forget what has been read."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
