"""The live adapter: named tables of a workbook that is open in Excel.

It keeps to the calls that the desktop and the server's engine both have. Everything is read before anything is written,
a table with one read and one write for neighbouring columns; nothing is written before ``save``, and what cannot be
written is found before the first cell is touched.
"""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from schemas.cells import CellKind, RawTable, column_letters
from schemas.errors import CannotOpenError, RefusedError
from schemas.issues.issue import Issue, Place, TableName, Term
from schemas.words.vocabulary import Words
from workbook.live.cell_values import cell_of, rows_of
from workbook.live.host import Bare, Excel, Looks
from workbook.live.kept_tables import collected
from workbook.live.places import OpenPlace
from workbook.live.writes import OpenTable, OpenWrite
from workbook.notes import NotePlan, kept_notes, plan
from workbook.opc.refs import name_of
from workbook.plain import plain_values
from workbook.strategy.figures import figures
from workbook.strategy.layout import laid_out
from workbook.strategy.links import links_of
from workbook.strategy.model import StrategyMap

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table

_FORMATS_ONLY = "fill_formats"
_LAST_ROW = 1_048_576


class LiveBook:
    """A workbook open in Excel.

    Args:
        book: xlwings' book.
        excel: What its host can do beyond xlwings' common calls.
    """

    def __init__(self, book: "xw.Book", excel: Excel | None = None) -> None:
        self._book = book
        self._excel = excel or Bare()
        self._tables = {table.name: _opened(sheet, table) for sheet in book.sheets for table in sheet.tables}
        self._read: dict[str, tuple[RawTable, Looks]] = {}
        self._writes: dict[str, OpenWrite] = {}
        self._maps: dict[str, StrategyMap] = {}
        self.notices: list[Issue] = []

    @property
    def name(self) -> str:
        """The file's name."""
        return str(self._book.name)

    @property
    def folder(self) -> Path | None:
        """The folder it lies in; None for a workbook never saved, one on the web, or one behind a server."""
        return self._excel.folder(self._book)

    @property
    def place(self) -> OpenPlace:
        """Where it lies, as far as its host tells."""
        return self._excel.place(self._book)

    def tables(self) -> list[str]:
        """The names of the tables."""
        return list(self._tables)

    def defined_name(self, name: str) -> str | None:
        """The text of a defined name, for example the mark of our workbooks."""
        for each in self._book.names:
            if each.name == name:
                return str(each.refers_to).removeprefix("=")
        return None

    def read(self, table: str) -> RawTable:
        """Read a table's cells: one read, with the row below it."""
        if table not in self._tables:
            raise CannotOpenError([Issue("table_missing", Place(self.name), details={"table": TableName(table)})])
        if table not in self._read:
            self._read[table] = self._cells(self._tables[table])
        return self._read[table][0]

    def _cells(self, table: OpenTable) -> tuple[RawTable, Looks]:
        last = min(table.bottom + 1, _LAST_ROW)
        raw = rows_of(table.area(table.top, last).raw_value)
        looks = self._excel.looks(table.area(table.first, table.first + table.rows - 1), raw[1 : table.rows + 1])
        rows = [
            [
                cell_of(value, looks.formula(row, column), (row, column) in looks.percent)
                for column, value in enumerate(values)
            ]
            for row, values in enumerate(raw[1 : table.rows + 1])
        ]
        below = [place for place, value in enumerate(raw[-1]) if last > table.bottom and value not in {None, ""}]
        return RawTable(
            file=self.name,
            sheet=table.sheet.name,
            header=["" if title is None else str(title) for title in raw[0]],
            rows=rows,
            row_numbers=range(table.first, table.first + table.rows),
            first_column=table.left,
            header_row=table.top,
            name=table.table.name,
            below=f"{column_letters(table.left + below[0])}{last}" if below else "",
        ), looks

    def write(self, table: str, frame: pd.DataFrame, rows_from: Sequence[int | None] | None = None) -> None:
        """Write a table; nothing reaches Excel before ``save``."""
        raw = self.read(table)
        columns = {raw.header.index(str(title)): plain_values(frame[title]) for title in frame.columns}
        self._writes[table] = OpenWrite(
            self._tables[table], raw, self._read[table][1], max(len(frame), 1), columns, rows_from
        )

    def draw_map(self, table: str, plan: StrategyMap, words: Words) -> None:
        """Draw the map beside a table anew, where its sheet has one and Excel can; nothing happens before ``save``."""
        del words  # an open Excel knows its language
        self._maps[table] = plan

    def foreseen(self) -> list[Issue]:
        """The filters that saving the writes so far will clear, and the comments whose rows will be gone."""
        touching = [write for write in self._writes.values() if write.touches]
        sheets = {write.table.sheet.name for write in touching if self._hides(write)}
        kept = [issue for sheet, done in self._plans(touching) for issue in self._kept(sheet, done)]
        return [*(Issue("filter_cleared", Place(self.name, sheet)) for sheet in sheets), *kept]

    def _plans(self, writes: list[OpenWrite]) -> list[tuple["xw.Sheet", NotePlan[OpenWrite]]]:
        """Where the comments go of the sheets on which rows move."""
        plans = []
        for name in dict.fromkeys(write.table.sheet.name for write in writes if write.moved_rows or write.grows):
            here = [write for write in writes if write.table.sheet.name == name]
            after = {write.table.table.name: write.whole for write in here}
            others = [other for other in self._tables.values() if other.sheet.name == name]
            areas = [after.get(other.table.name, other.whole) for other in others]
            sheet = here[0].table.sheet
            plans.append((sheet, plan(self._excel.notes(sheet), here, areas)))
        return plans

    def _kept(self, sheet: "xw.Sheet", done: NotePlan[OpenWrite]) -> list[Issue]:
        return kept_notes(Place(self.name, sheet.name), done)

    def _move_notes(self, plans: list[tuple["xw.Sheet", NotePlan[OpenWrite]]]) -> None:
        """Move comments with their rows; where Excel will not, they stay and are named."""
        for sheet, done in plans:
            moved = False
            with contextlib.suppress(Exception):  # whatever Excel says: the figures are written, and stay
                moved = not done.cells or self._excel.move_notes(sheet, done.cells)
            if moved:
                self.notices += self._kept(sheet, done)
            else:
                cells = ", ".join(name_of(*cell) for cell in done.cells)
                self.notices.append(Issue("comments_stay", Place(self.name, sheet.name), cells))

    def _draw_maps(self) -> None:
        """Draw the maps; where Excel will not, the figures are written all the same, and it is said."""
        for name, shown in self._maps.items():
            table, raw = self._tables[name], self.read(name)
            links = links_of(shown, table.sheet.name, raw.header, table.left, table.first)
            try:
                self._excel.draw_map(table.sheet, figures(laid_out(shown), links), shown.alt)
            except Exception:  # noqa: BLE001  whatever Excel says
                self.notices.append(Issue("map_not_drawn", Place(self.name, table.sheet.name)))

    def _hides(self, write: OpenWrite) -> bool:
        return any(self._excel.filtered(table.table) for table in self._filters(write))

    def forget(self) -> None:
        """Drop what was to be written: the step was refused."""
        self._writes.clear()
        self._maps.clear()

    def save(self) -> None:
        """Put what was written into the open workbook; the user saves the file.

        Raises:
            RefusedError: Something of the user's stands in the way; nothing was written.
        """
        writes = [write for write in self._writes.values() if write.touches]
        if obstacles := [issue for write in writes for issue in self._obstacles(write)]:
            raise RefusedError(obstacles)
        sheets = {write.table.sheet.name: write.table.sheet for write in writes}
        plans = self._plans(writes)
        with collected(writes), self._excel.writing(list(sheets.values())):
            done: list[OpenWrite] = []
            try:
                for write in writes:
                    done.append(write)
                    self._apply(write)
            except BaseException as error:
                if stuck := [write.table.sheet.name for write in reversed(done) if not _put_back(write)]:
                    place = Place(self.name, ", ".join(dict.fromkeys(stuck)))
                    raise CannotOpenError([Issue("undo_failed", place)]) from error
                raise
            self._move_notes(plans)
            self._draw_maps()
        self._writes.clear()
        self._maps.clear()
        self._read.clear()

    def _obstacles(self, write: OpenWrite) -> Iterator[Issue]:
        place = Place(self.name, write.table.sheet.name)
        if write.looks.merged and write.changed:
            cell = f"{column_letters(write.table.left + write.changed[0])}{write.table.first}"
            yield _obstacle("cell_blocked", place, cell, "merge", write)
        if not write.grows:
            return
        bottom = write.table.top + write.rows + write.table.totals
        if bottom > _LAST_ROW:
            yield _obstacle("table_blocked", place, f"A{_LAST_ROW}", "sheet_end", write)
            return
        zone = write.table.area(write.table.bottom + 1, bottom)
        standing = rows_of(zone.raw_value)
        looks = self._excel.looks(zone, standing)
        for row, values in enumerate(standing):
            cells = [cell_of(value, looks.formula(row, column)) for column, value in enumerate(values)]
            if filled := [
                column for column, cell in enumerate(cells) if cell.kind is not CellKind.BLANK or cell.formula
            ]:
                cell = f"{column_letters(write.table.left + filled[0])}{write.table.bottom + 1 + row}"
                yield _obstacle("table_blocked", place, cell, "cell", write)
                return
        if any(_overlap(write.table, bottom, other) for other in self._tables.values()):
            cell = f"{column_letters(write.table.left)}{write.table.bottom + 1}"
            yield _obstacle("table_blocked", place, cell, "table", write)
        elif looks.merged:
            cell = f"{column_letters(write.table.left)}{write.table.bottom + 1}"
            yield _obstacle("table_blocked", place, cell, "merge", write)

    def _apply(self, write: OpenWrite) -> None:
        table = write.table
        self._clear_filters(write)
        _resize(write, write.rows)
        for first, width in write.runs():
            table.area(table.first, table.top + write.rows, first, width).value = write.block(first, width)

    def _filters(self, write: OpenWrite) -> list[OpenTable]:
        """The tables whose filters hide rows that are to be written, or may hide them."""
        table, last = write.table, write.table.top + write.rows
        found = []
        for other in self._tables.values():
            own = other.table.name == table.table.name
            beside = other.sheet.name == table.sheet.name and other.top <= last and table.top <= other.bottom
            if (own or beside) and other.table.show_autofilter:
                hidden = self._excel.filtered(other.table)
                if hidden or (own and hidden is None):
                    found.append(other)
        return found

    def _clear_filters(self, write: OpenWrite) -> None:
        """Show the rows that are to be written: Excel fills only the visible ones, each with the first value."""
        sheet = write.table.sheet
        cleared = self._excel.clear_sheet_filter(sheet)
        for table in self._filters(write):
            # Where a host cannot tell, the filter is cleared to be sure, and nothing is said.
            cleared = bool(self._excel.filtered(table.table)) or cleared
            table.table.autofilter.clear()
        notice = Issue("filter_cleared", Place(self.name, sheet.name))
        if cleared and notice not in self.notices:
            self.notices.append(notice)


def _opened(sheet: "xw.Sheet", table: "Table") -> OpenTable:
    area = table.range
    rows, width = area.shape
    totals = bool(table.show_totals)
    return OpenTable(table, sheet, area.row, area.column, width, max(rows - 1 - totals, 1), totals)


def _resize(write: OpenWrite, rows: int) -> None:
    """Give the table its rows: new ones look like the last one, rows it leaves are blank."""
    table, old = write.table, write.table.rows
    if rows == old:
        return
    if table.totals:
        table.table.show_totals = False  # Excel moves the totals row itself when it is shown again
    if rows > old:
        last = table.top + old
        table.area(last, last).autofill(table.area(last, table.top + rows), _FORMATS_ONLY)
    table.table.resize(table.area(table.top, table.top + rows))
    if rows < old:
        table.area(table.first + rows, table.top + old).clear_contents()
    if table.totals:
        table.table.show_totals = True


def _put_back(write: OpenWrite) -> bool:
    """Undo a write as far as it came.

    Returns:
        Whether it is as it was; Excel may refuse this too.
    """
    table = write.table
    resized = write.rows != table.rows
    try:
        if resized and table.totals:
            table.table.show_totals = False
        if write.grows:
            table.area(table.first + table.rows, table.top + write.rows).clear_contents()
        if resized:
            table.table.resize(table.area(table.top, table.top + table.rows))
        for first, width in [(0, table.width)] if resized else write.runs():
            table.area(table.first, table.top + table.rows, first, width).value = write.before(first, width)
        if resized and table.totals:
            table.table.show_totals = True
    except Exception:  # noqa: BLE001  whatever Excel says: the other tables must still be put back, and it is told
        return False
    return True


def _overlap(table: OpenTable, bottom: int, other: OpenTable) -> bool:
    """Whether a table that grows to a row would run into another."""
    if other.table.name == table.table.name or other.sheet.name != table.sheet.name:
        return False
    beside = other.left > table.left + table.width - 1 or other.left + other.width - 1 < table.left
    return not beside and table.bottom < other.top <= bottom


def _obstacle(code: str, place: Place, cell: str, kind: str, write: OpenWrite) -> Issue:
    where = Place(place.file, place.sheet, None, "", cell)
    details = {"table": write.table.table.name, "cell": cell, "blocker": Term(f"blocker_{kind}")}
    return Issue(code, where, details=details)
