"""The XML of Excel 2002 and 2003 (SpreadsheetML), which web systems still write under the name .xls."""

from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from schemas.cells import Cell, CellKind, Grid, Span
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.exports.files.named_formats import GENERAL, Texts, figure, named_format
from workbook.exports.files.sizes import Filled
from workbook.opc.package import BROKEN_INSIDE, has_doctype, local
from workbook.opc.refs import MAX_COLUMN, MAX_ROW
from workbook.opc.sheet_cells import BrokenCellError, forget, written_day

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_OURS = f"{{{NAMESPACE}}}"
_TAGS = [f"{_OURS}{name}" for name in ("Workbook", "Style", "Worksheet", "Table", "Column", "Row")]
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_DATE_1904, _VISIBLE = f"{_EXCEL}Date1904", f"{_EXCEL}Visible"
_SHOWN = "SheetVisible"
_DEFAULT = "Default"
_SAFE: dict[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
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
        events = etree.iterparse(file, events=("start", "end"), tag=[*_TAGS, _DATE_1904, _VISIBLE], **_SAFE)
        try:
            for event, element in events:
                reader.take(event, element)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise CannotOpenError([Issue("file_unreadable", Place(path.name), BROKEN_INSIDE)]) from error
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
        self._texts = Texts()
        self._styles: dict[str, str] = {}
        self._date1904 = False
        self._fresh("")

    def _fresh(self, sheet: str) -> None:
        """Start a sheet."""
        self._sheet = sheet
        self._hidden = False
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
        elif name == "Visible":
            self._hidden = (element.text or _SHOWN).strip() != _SHOWN
        elif name == "Style":
            self._style(element)
        elif name == "Column":
            self._column_style(element)
        elif name == "Row":
            self._read_row(element)
            forget(element)
        elif name == "Worksheet":
            if self._rows:
                rows = {number: self._rows[number] for number in sorted(self._rows)}
                self.grids.append(Grid(self._file, self._sheet, rows, self._merged, hidden=self._hidden))
            forget(element)

    def _started(self, name: str, element: etree._Element) -> None:
        if name == "Workbook" and has_doctype(element):
            raise ValueError("DOCTYPE")  # it could define entities; Excel writes none
        if name == "Worksheet":
            self._fresh(_attributes(element).get("Name", ""))
        elif name == "Table":
            self._table_style = _attributes(element).get("StyleID", "")

    def _style(self, element: etree._Element) -> None:
        attributes = _attributes(element)
        shown = element.find(f"{_OURS}NumberFormat")
        if shown is None:
            code = self._styles.get(attributes.get("Parent", ""), "")
        else:
            code = named_format(_attributes(shown).get("Format") or GENERAL)
        self._styles[attributes.get("ID", "")] = code

    def _column_style(self, element: etree._Element) -> None:
        attributes = _attributes(element)
        self._column = _position(attributes, self._column, MAX_COLUMN)
        last = _further(attributes, "Span", self._column, MAX_COLUMN)
        if style := attributes.get("StyleID"):
            self._column_styles.update(dict.fromkeys(range(self._column, last + 1), style))
        self._column = last

    def _read_row(self, element: etree._Element) -> None:
        row = _attributes(element)
        self._row = _position(row, self._row, MAX_ROW)
        style = row.get("StyleID", "")
        cells: dict[int, Cell] = {}
        column = 0
        for child in element.iterchildren(f"{_OURS}Cell"):
            attributes = _attributes(child)
            column = _position(attributes, column, MAX_COLUMN)
            if column in cells:
                raise BrokenCellError("cell_twice", column=column).at(self._file, self._sheet, self._row)
            own = attributes.get("StyleID") or style or self._column_styles.get(column, "") or self._table_style
            cell = self._cell(child, attributes, self._styles.get(own or _DEFAULT, "") or GENERAL)
            if cell.kind is not CellKind.BLANK or cell.formula:
                cells[column] = cell
            column = self._merge(attributes, column)
        if cells and self._row in self._rows:
            raise BrokenCellError("row_twice", str(self._row)).at(self._file, self._sheet, self._row)
        if cells:
            self._filled.add(self._row, cells)
            self._rows[self._row] = {column: cells[column] for column in sorted(cells)}
        self._row = _further(row, "Span", self._row, MAX_ROW)

    def _merge(self, attributes: Mapping[str, str], column: int) -> int:
        """Note the range that a cell is merged with; its last column."""
        last = _further(attributes, "MergeAcross", column, MAX_COLUMN)
        bottom = _further(attributes, "MergeDown", self._row, MAX_ROW)
        if (last, bottom) != (column, self._row):
            self._merged.append((self._row, column, bottom, last))
        return last

    def _cell(self, element: etree._Element, attributes: Mapping[str, str], code: str) -> Cell:
        formula = attributes.get("Formula", "").removeprefix("=")
        data = element.find(f"{_OURS}Data")
        text = "" if data is None else "".join(map(str, data.itertext())) if len(data) else data.text or ""
        if data is None or not text.strip():
            return Cell(CellKind.BLANK, None, code, formula)
        cell = self._typed(_attributes(data).get("Type", ""), text, code)
        return cell._replace(formula=formula) if formula else cell

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
        return self._texts.cell(text, code)


def _attributes(element: etree._Element) -> dict[str, str]:
    """An element's attributes by their bare names: some programs write them without the namespace."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.items()}


def _position(attributes: Mapping[str, str], before: int, most: int) -> int:
    """The row or column of an element: its index, or the one after the last."""
    position = int(attributes["Index"]) if "Index" in attributes else before + 1
    if not 1 <= position <= most:
        raise ValueError(f"Index {position}")
    return position


def _further(attributes: Mapping[str, str], name: str, first: int, most: int) -> int:
    """The last row or column that an element covers, within the sheet."""
    return min(first + max(int(attributes[name]), 0), most) if name in attributes else first
