"""Writing a sheet: the original bytes go through, and only the cells of the tables are put in anew."""

import re
from collections.abc import Callable, Collection
from html import escape

from workbook.closed.cellxml import CellWriter
from workbook.closed.edits import SheetEdit, Stay, TableWrite
from workbook.closed.stretch import beside, moved_rows, row_of, stretched, stretched_formula, translated
from workbook.closed.table_facts import Facts, WriteFacts
from workbook.opc.refs import Area, name_of
from workbook.opc.tags import with_attribute, with_reference
from workbook.opc.tokens import CellSpan, RowSpan, SheetTokens
from workbook.port import Formula

_FORMULA = re.compile(rb"<((?:\w+:)?)f\b[^>]*?(?:/>|>.*?</(?:\w+:)?f>)", re.DOTALL)
_FORMULA_TEXT = re.compile(rb"(<(?:\w+:)?f\b[^>]*>)([^<]*)(</)")
_WITH_SQREF = frozenset({"conditionalFormatting", "dataValidation", "ignoredError", "protectedRange"})


class Rewriter(SheetTokens):
    """Copies a sheet part with its edits.

    Args:
        edit: What is written.
        facts: What the scan before found.
        cells: Writes single cells.
        out: Takes the bytes.
        shown: The hidden rows that are shown again.
    """

    def __init__(
        self,
        edit: SheetEdit,
        facts: Facts,
        cells: CellWriter,
        out: Callable[[bytes], object],
        shown: Collection[int] = (),
    ) -> None:
        super().__init__()
        self._edit = edit
        self._facts = facts
        self._shown = shown
        self._cells = cells
        self._out = out
        self._copied = 0
        self._hold: int | None = None
        self._expansions = facts.expansions()
        self._expanded_rows = {row for row, _ in self._expansions}
        self._pending = iter(edit.rows())
        self._next = next(self._pending, None)
        self._resized = [write.resized for write in edit.writes]
        self._text_start = 0
        self._group: int | None = None
        self._group_edits: list[tuple[int, int, bytes]] = []
        self._group_size = 0
        self._sparkline: int | None = None
        self._texts: list[str] = []

    # -- copying -------------------------------------------------------------------------------------------------

    def _copy(self, until: int) -> None:
        if until > self._copied:
            self._out(self.raw(self._copied, until))
            self._copied = until

    def _replace(self, start: int, end: int, new: bytes) -> None:
        self._copy(start)
        self._out(new)
        self._copied = end

    def after_chunk(self) -> None:
        """Let through what no edit can reach any more."""
        safe = min(self._hold if self._hold is not None else self.offset, self.offset)
        if self._row is not None:
            safe = min(safe, self._row.start)
        self._copy(safe)
        self.forget(self._copied)

    def finish(self) -> None:
        """Let the rest through."""
        self._out(self.raw(self._copied, self.held + len(self._buffer)))

    # -- rows ----------------------------------------------------------------------------------------------------

    def row(self, row: RowSpan) -> None:
        """Put the row's new cells in, after the new rows that come before it."""
        self._new_rows(row.number, row.start)
        wanted = self._next == row.number
        if wanted:
            self._next = next(self._pending, None)
        shown = row.number in self._shown
        if not wanted and not shown and row.number not in self._expanded_rows:
            return
        new = self._merged(row)
        if new is not None:
            self._replace(row.start, row.end, new)
        elif shown:
            self._replace(row.start, row.inner, self._head(row))

    def _head(self, row: RowSpan) -> bytes:
        head = self.raw(row.start, row.inner)
        return with_attribute(head, "hidden", lambda _: None) if row.number in self._shown else head

    def _new_rows(self, before: int | None, at: int) -> None:
        """Rows that the file does not have yet."""
        while self._next is not None and (before is None or self._next < before):
            cells = self._changed(self._next, {})
            inner = b"".join(content for _, content in sorted(cells.items()))
            if inner:
                self._copy(at)
                tag = f'<{self.prefix}row r="{self._next}"{self._height(self._next)}>'
                self._out(tag.encode() + inner + f"</{self.prefix}row>".encode())
            self._next = next(self._pending, None)

    def _height(self, row: int) -> str:
        """The height of the row above a table's new rows."""
        pairs = zip(self._edit.writes, self._facts.writes, strict=True)
        return next((facts.height for write, facts in pairs if write.old.bottom < row <= write.new.bottom), "")

    def _merged(self, row: RowSpan) -> bytes | None:
        old = {cell.column: cell for cell in row.cells}
        new = self._changed(row.number, old)
        for column in (column for number, column in self._expansions if number == row.number):
            new[column] = self._expanded(row.number, old[column])
        if not new:
            return None
        head = self._head(row)
        if any(column not in old for column in new):
            head = with_attribute(head, "spans", lambda _: None)
        closing = f"</{self.prefix}row>".encode()
        if head.endswith(b"/>"):
            head = head[:-2].rstrip() + b">"
        pieces = [head]
        position = row.inner
        added = sorted(column for column in new if column not in old)
        for cell in row.cells:
            while added and added[0] < cell.column:
                pieces.append(new[added.pop(0)])
            pieces.append(self.raw(position, cell.start))
            kept = self.raw(cell.start, cell.end)
            if not cell.named:
                kept = with_reference(kept, name_of(row.number, cell.column))
            pieces.append(new.get(cell.column, kept))
            position = cell.end
        pieces += [new[column] for column in added]
        tail = self.raw(position, row.end) if not self.raw(row.start, row.inner).endswith(b"/>") else closing
        return b"".join([*pieces, tail])

    def _changed(self, row: int, old: dict[int, CellSpan]) -> dict[int, bytes]:
        """The cells of a row that change, as they shall be."""
        new: dict[int, bytes] = {}
        for write, facts in zip(self._edit.writes, self._facts.writes, strict=True):
            if row not in write.touched:
                continue
            for column in range(write.old.left, write.old.right + 1):
                if write.changes(row, column):
                    content = self._one(row, column, write, facts, old.get(column))
                    if content or column in old:
                        new[column] = content
        return new

    def _one(self, row: int, column: int, write: TableWrite, facts: WriteFacts, old: CellSpan | None) -> bytes:
        if row > write.new.bottom:
            moved = facts.totals.get(column, b"") if row == write.whole.bottom else b""
            return self._moved(moved, row, column, write)
        value = write.value(row, column)
        style = old.style if old is not None and row <= write.old.bottom else facts.styles.get(column, 0)
        if isinstance(value, Stay):
            return self._continued(row, column, write, facts, style)
        return self._cells.cell(row, column, value, style)

    def _moved(self, cell: bytes, row: int, column: int, write: TableWrite) -> bytes:
        """A totals cell in its new row, with the ranges of its formula ending where the data now ends."""
        if not cell:
            return b""
        named = with_reference(cell, name_of(row, column))

        def follow(match: re.Match[bytes]) -> bytes:
            text = stretched_formula(match[2].decode(), write.old.bottom, write.new.bottom)
            return match[1] + text.encode() + match[3]

        return _FORMULA_TEXT.sub(follow, named, count=1)

    def _continued(self, row: int, column: int, write: TableWrite, facts: WriteFacts, style: int) -> bytes:
        """A new row's cell in a column that is not ours: the style, and the formula, of the row above."""
        found = self._facts.continued(write, facts, column)
        if found is None:
            return self._cells.cell(row, column, None, style)
        text, origin = found
        formula = translated(text, origin, name_of(row, column))
        return self._cells.cell(row, column, Formula(formula), style)

    def _expanded(self, row: int, cell: CellSpan) -> bytes:
        formula = escape(self._expansions[row, cell.column], quote=False).encode()
        raw = self.raw(cell.start, cell.end)
        return _FORMULA.sub(lambda match: b"<%sf>%s</%sf>" % (match[1], formula, match[1]), raw, count=1)

    # -- what stands around the rows -----------------------------------------------------------------------------

    def element(self, name: str, attributes: dict[str, str], start: int) -> None:
        """Let formats and validations follow their table."""
        if name == "dimension":
            self._attribute(start, "ref", self._widened)
        elif name in _WITH_SQREF and "sqref" in attributes:
            self._attribute(start, "sqref", lambda sqref: stretched(sqref, self._resized))
        elif name == "sparklineGroup":
            self._hold = self._group = start
            self._group_edits, self._group_size = [], 0
        elif name == "sparkline":
            self._sparkline = start
            self._group_size += 1
            self._texts = []
        elif name in {"f", "sqref"} and self._hold is None:
            self._hold = start
            self._text_start = self.tag_end(start)

    def element_end(self, name: str, text: str, start: int, end: int) -> None:
        """Let x14 ranges and sparklines follow; close the rows."""
        if name == "sheetData":
            self._close_rows(start, end)
        elif name in {"f", "sqref"} and self._sparkline is not None:
            self._texts.append(text)
        elif name == "sqref":
            new = stretched(text, self._resized)
            if new != text:
                self._replace(self._text_start, start, new.encode())
        elif name == "sparkline" and self._sparkline is not None:
            self._follow(self._sparkline, end)
            self._sparkline = None
        elif name == "sparklineGroup" and self._group is not None:
            self._close_group(self._group, end)
            self._group = None
        if self._group is None:
            self._hold = None

    def _close_rows(self, start: int, end: int) -> None:
        raw = self.raw(start, end)
        if not raw.endswith(b"/>"):
            self._new_rows(None, start)
            return
        self._replace(start, end, raw[:-2].rstrip() + b">")
        self._new_rows(None, self._copied)
        self._out(f"</{self.prefix}sheetData>".encode())

    def _attribute(self, start: int, name: str, change: Callable[[str], str]) -> None:
        end = self.tag_end(start)
        raw = self.raw(start, end)
        new = with_attribute(raw, name, change)
        if new != raw:
            self._replace(start, end, new)

    def _widened(self, reference: str) -> str:
        try:
            area = Area.of(reference)
        except ValueError:
            return reference
        for write in self._edit.writes:
            whole = write.whole
            area = Area(
                min(area.top, whole.top),
                min(area.left, whole.left),
                max(area.bottom, whole.bottom),
                max(area.right, whole.right),
            )
        return str(area)

    def _close_group(self, start: int, end: int) -> None:
        """Apply a group's changes; a group that loses its last sparkline goes, for none may be empty."""
        removed = sum(not content for *_, content in self._group_edits)
        if removed == self._group_size and removed:
            self._replace(start, end, b"")
            return
        for first, last, content in self._group_edits:
            self._replace(first, last, content)

    def _follow(self, start: int, end: int) -> None:
        """A sparkline of a table's last row is repeated for new rows; one of a removed row goes."""
        if len(self._texts) < len(("data", "place")):
            return
        data, place = self._texts
        for write in self._edit.writes:
            row = row_of(place)
            if row is None or not beside(data, place, write.old):
                continue
            if row > write.new.bottom:
                self._group_edits.append((start, end, b""))
            elif row == write.old.bottom and write.new.bottom > row:
                raw = self.raw(start, end)
                clones = [self._clone(raw, data, place, row, number) for number in range(row + 1, write.new.bottom + 1)]
                self._group_edits.append((end, end, b"".join(clones)))
            return

    def _clone(self, raw: bytes, data: str, place: str, row: int, number: int) -> bytes:
        by = number - row
        new_data = escape(moved_rows(data, row, by), quote=False).encode()
        raw = raw.replace(escape(data, quote=False).encode(), new_data, 1)
        old_place = b">" + place.encode() + b"<"
        return raw.replace(old_place, b">" + moved_rows(place, row, by).encode() + b"<", 1)
