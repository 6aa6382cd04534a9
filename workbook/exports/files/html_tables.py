"""HTML tables, saved under a spreadsheet's name by web systems, report servers and Excel itself."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from schemas.cells import Cell, CellKind, Grid, Span
from schemas.text.values import AmbiguousNumberError, Decimal, NumberError, decimal_of, parse_number
from workbook.exports.files.html_cells import cell_of, is_bare_share, shown
from workbook.exports.files.named_formats import Texts, formats_of_classes
from workbook.exports.files.sizes import Filled, too_large
from workbook.opc.refs import MAX_COLUMN
from workbook.opc.sheet_cells import raised_text

_APART = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
"""Elements that stand on lines of their own."""
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
"""Elements whose text, right above a table, is a line of its own there, as it is when a spreadsheet opens the page."""
_MOST_TITLES, _LONGEST_TITLE = 10, 200
_UNSEEN = frozenset({"script", "style", "head", "template", "select", "textarea", "object", "svg", "xml"})
_CELLS = frozenset({"td", "th", "caption"})
_ROWS = frozenset({"tr", "caption"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
"""Sort keys that stand unseen before a figure; rows and columns are read even where they are hidden."""
_OF_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "col", "colgroup"}) | _CELLS | _ROWS
_MOST_ACROSS, _MOST_DOWN = 1000, 65_534
"""As HTML itself bounds colspan and rowspan."""
_A_TABLE = 2
"""A table in a table is one of its own from so many rows and columns; a smaller one only arranges a cell's text."""


class _Table:
    """A table that is being read: where its next cell comes to stand, and what its cells hold."""

    def __init__(self, order: int, page: "_Page") -> None:
        self.order = order
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[Span] = []
        self.has_tables = False
        self.titles: list[str] = []
        self._page = page
        self._text: list[str] = []
        self._cell: dict[str, str] | None = None
        self._row, self._column, self._next = 0, 0, 1
        self._taken_until: dict[int, int] = {}
        self._shares: list[tuple[int, int]] = []

    def say(self, text: str | None) -> None:
        """Take a text; outside of cells it says nothing."""
        if text and self._cell is not None:
            self._text.append(text)

    def open_row(self) -> None:
        """Start a row."""
        self.close_cell()
        self._row += 1
        self._next = 1

    def open_cell(self, element: etree._Element) -> None:
        """Start a cell in the next place that no cell from above reaches down to."""
        self.close_cell()
        if not self._row:
            self.open_row()
        column = self._next
        while self._taken_until.get(column, 0) >= self._row:
            column += 1
        attributes = {str(name): str(value) for name, value in element.items()}
        right = column + _spanned(attributes, "colspan", _MOST_ACROSS) - 1
        bottom = self._row + _spanned(attributes, "rowspan", _MOST_DOWN) - 1
        if right > MAX_COLUMN:
            raise too_large(self._page.file, self._row, right)
        if bottom > self._row:
            self._taken_until.update(dict.fromkeys(range(column, right + 1), bottom))
        if (bottom, right) != (self._row, column):
            self.merged.append((self._row, column, bottom, right))
        self._cell, self._text = attributes, []
        self._column, self._next = column, right + 1

    def close_cell(self) -> None:
        """End the cell that is open."""
        if self._cell is None:
            return
        cell = cell_of(self._cell, shown(self._text), self._page.formats, self._page.texts)
        self._cell = None
        if cell.kind is CellKind.BLANK and not cell.formula:
            return
        self._page.filled.add(self._row, (self._column,))
        self.rows.setdefault(self._row, {})[self._column] = cell
        if is_bare_share(cell):
            self._shares.append((self._row, self._column))

    def finish(self) -> None:
        """End the table."""
        self.close_cell()
        clamped = ((top, left, min(bottom, self._row), right) for top, left, bottom, right in self.merged)
        self.merged = [span for span in clamped if span[:2] != span[2:]]
        decimal = decimal_of([self.rows[row][column].text for row, column in self._shares])
        for row, column in self._shares:
            self.rows[row][column] = _share(self.rows[row][column], decimal)

    def grid(self, file: str) -> Grid:
        """The table as a sheet, the titles above it on its first rows."""
        down = len(self.titles)
        rows = {row: {1: Cell(CellKind.TEXT, title)} for row, title in enumerate(self.titles, start=1)}
        rows |= {row + down: cells for row, cells in self.rows.items()}
        merged = [(top + down, left, bottom + down, right) for top, left, bottom, right in self.merged]
        return Grid(file, "", rows, merged, text_only=True)

    @property
    def stands_alone(self) -> bool:
        """Whether it is a table of its own even inside another one."""
        columns = {column for cells in self.rows.values() for column in cells}
        return self.has_tables or (len(self.rows) >= _A_TABLE and len(columns) >= _A_TABLE)

    @property
    def is_layout(self) -> bool:
        """Whether it only arranges other tables on the page."""
        return self.has_tables and sum(len(cells) >= _A_TABLE for cells in self.rows.values()) < _A_TABLE

    def told(self) -> str:
        """All its texts."""
        return " ".join(cell.text for cells in self.rows.values() for cell in cells.values())


class _Page:
    """A page that is walked through."""

    def __init__(self, file: str, formats: dict[str, str], filled: Filled) -> None:
        self.file = file
        self.formats = formats
        self.filled = filled
        self.texts = Texts()
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._raised = 0
        self._begun = 0
        self._titles: list[str] = []
        self._title: list[str] | None = None

    def walk(self, root: etree._Element) -> None:
        """Find the tables."""
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            name = str(element.tag)
            unseen = name not in _OF_TABLES and _is_unseen(name, element)
            if event == "end":
                self._end(name, element, unseen)
            elif unseen:
                events.skip_subtree()
            else:
                self._start(name, element)

    def _start(self, name: str, element: etree._Element) -> None:
        if name == "table":
            table = _Table(self._begun, self)
            if not self._open:
                table.titles, self._titles = self._titles, []
            self._open.append(table)
            self._begun += 1
        elif not self._open and name in _TITLES:
            self._title = []
        elif self._open and name in _ROWS:
            self._open[-1].open_row()
        if self._open and name in _CELLS:
            self._open[-1].open_cell(element)
        self._raised += name == "sup"
        self._say(" " if name in _APART else None)
        self._say(element.text)

    def _end(self, name: str, element: etree._Element, unseen: bool) -> None:
        if not unseen:
            self._raised -= name == "sup"
            if name in _TITLES:
                self._end_title()
            if name == "table" and self._open:
                self._close(self._open.pop())
            elif name in _CELLS and self._open:
                self._open[-1].close_cell()
            self._say(" " if name in _APART else None)
        self._say(element.tail)

    def _end_title(self) -> None:
        text = " ".join("".join(self._title or ()).split())
        self._title = None
        if text and len(text) <= _LONGEST_TITLE:
            self._titles = [*self._titles, text][-_MOST_TITLES:]

    def _say(self, text: str | None) -> None:
        if text and self._title is not None and not self._open:
            self._title.append(text)
        if text and self._open:
            self._open[-1].say(raised_text(text) if self._raised else text)

    def _close(self, table: _Table) -> None:
        table.finish()
        outer = self._open[-1] if self._open else None
        if outer is not None and not table.stands_alone:
            outer.say(f" {table.told()} ")
            return
        if outer is not None:
            outer.has_tables = True
        if table.rows and not table.is_layout:
            self.found.append(table)


def grids_of(root: etree._Element, file: str, filled: Filled) -> Iterator[Grid]:
    """The tables of a page that hold anything; those in a table that only lays out the page are on their own.

    Args:
        root: The page.
        file: The file's name.
        filled: Counts the cells of the file.

    Raises:
        CannotOpenError: It holds more than any export does.
    """
    sheet = "\n".join(str(style.text or "") for style in root.iter("style"))
    page = _Page(file, formats_of_classes(sheet), filled)
    page.walk(root)
    for table in sorted(page.found, key=lambda table: table.order):
        yield table.grid(file)


def _is_unseen(name: str, element: etree._Element) -> bool:
    return name in _UNSEEN or bool(_HIDDEN.search(str(element.get("style") or "")))


def _spanned(attributes: Mapping[str, str], name: str, most: int) -> int:
    """How many rows or columns a cell covers; what is no number, or zero, is one."""
    if name not in attributes:
        return 1
    text = attributes[name].strip()
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) <= len(str(most)) else 1


def _share(cell: Cell, decimal: Decimal) -> Cell:
    """A share under a percent format as the number that it is; a single ``1,045`` is 104.5 %, and no thousands."""
    text = cell.text
    try:
        return cell._replace(kind=CellKind.NUMBER, value=parse_number(text, decimal).value)
    except AmbiguousNumberError:
        apart = Decimal.COMMA if "," in text else Decimal.POINT
        return cell._replace(kind=CellKind.NUMBER, value=parse_number(text, apart).value)
    except NumberError:
        return cell
