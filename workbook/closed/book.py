"""The closed adapter: a book of named tables in a file that no program has open."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, BinaryIO
from xml.parsers import expat

import pandas as pd

from schemas.cells import CellKind, CellValue, RawTable
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place, TableName
from schemas.words.vocabulary import Words
from workbook.closed.around.surroundings import Surroundings
from workbook.closed.atomic import check_writable, replacing
from workbook.closed.calc import pruned_chain, with_full_calculation, without_part
from workbook.closed.cellxml import CellWriter
from workbook.closed.edits import SheetEdit, Stay, TableWrite, Written
from workbook.closed.map_drawing import map_parts
from workbook.closed.rewrite import Rewriter
from workbook.closed.table_facts import Facts
from workbook.closed.undo.keeping import keep_state
from workbook.notes import label_of
from workbook.opc.index import Index, SheetPart, TablePart
from workbook.opc.package import Package, same_member
from workbook.opc.refs import Area, name_of
from workbook.opc.sheet_cells import CellReader
from workbook.opc.styles import Styles
from workbook.opc.tags import edited_tags, with_attribute
from workbook.plain import plain_values, same
from workbook.port import Formula
from workbook.strategy.model import StrategyMap

_ENDING_WITH_DATA = frozenset({"autoFilter", "sortState", "sortCondition"})
_COMPARED = 200_000  # cells; a larger table is written without asking which cells already hold their value


class ClosedBook:
    """A workbook file.

    Args:
        path: The file.

    Raises:
        CannotOpenError: It cannot be read as a workbook.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._package = Package(path)
        self._index = Index(self._package)
        self._styles = Styles(self._index)
        self._reader = CellReader(self._index, self._styles)
        self._writes: dict[str, TableWrite] = {}
        self._maps: dict[str, tuple[StrategyMap, Words]] = {}
        self._read: dict[str, RawTable] = {}
        self._facts: dict[str, Facts] = {}
        self._surroundings: Surroundings | None = None
        self.notices: list[Issue] = []
        """What the last save did beside the cells."""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def folder(self) -> Path | None:
        """The folder it lies in."""
        return self.path.absolute().parent

    def close(self) -> None:
        """Let go of the file."""
        self._package.close()

    def __enter__(self) -> "ClosedBook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def tables(self) -> list[str]:
        """The names of the tables."""
        return list(self._index.tables)

    def sheets(self) -> list[str]:
        """The names of the worksheets."""
        return [sheet.name for sheet in self._index.sheets]

    def defined_name(self, name: str) -> str | None:
        """The text of a defined name, for example the mark of our workbooks."""
        return self._index.defined_name(name)

    def _table(self, name: str) -> TablePart:
        if name not in self._index.tables:
            raise CannotOpenError([Issue("table_missing", Place(self.name), details={"table": TableName(name)})])
        return self._index.tables[name]

    def read(self, table: str) -> RawTable:
        """Read a table's cells; a small table is kept, for it is read again when it is written."""
        if table in self._read:
            return self._read[table]
        part = self._table(table)
        raw = self._raw(part)
        if len(raw.header) * len(raw.rows) <= _COMPARED:
            self._read[table] = raw
        return raw

    def _raw(self, part: TablePart) -> RawTable:
        data = part.data
        after = part.area.bottom + 1
        top = data.top - part.headers
        rows = self._reader.area(part.sheet, top, data.left, after, data.right)
        shown = [cell.text for heading in rows[: part.headers] for cell in heading]
        del rows[: part.headers]
        filled = [place for place, cell in enumerate(rows[after - data.top]) if cell.kind is not CellKind.BLANK]
        below = name_of(after, data.left + filled[0]) if filled else ""
        del rows[data.bottom - data.top + 1 :]
        return RawTable(
            file=self.name,
            sheet=part.sheet.name,
            header=part.header,
            rows=rows,
            row_numbers=range(data.top, data.bottom + 1),
            first_column=data.left,
            header_row=part.area.top,
            name=part.name,
            below=below,
            shown=shown,
        )

    def write(self, table: str, frame: pd.DataFrame, rows_from: Sequence[int | None] | None = None) -> None:
        """Write a table; nothing reaches the file before ``save``."""
        part = self._table(table)
        columns: dict[int, list[Written]] = {
            part.area.left + part.header.index(str(title)): [*plain_values(frame[title])] for title in frame.columns
        }
        write = TableWrite(part, max(len(frame), 1), columns, rows_from)
        if rows_from is not None:
            self._note_gone(write, rows_from)
        if len(write.columns) * (write.old.bottom - write.old.top + 1) <= _COMPARED:
            self._keep_same(write)
        self._writes[table] = write
        self._surroundings = None

    def draw_map(self, table: str, plan: StrategyMap, words: Words) -> None:
        """Draw the map beside a table anew, where its sheet has one; nothing reaches the file before ``save``."""
        self._maps[table] = (plan, words)

    def _note_gone(self, write: TableWrite, rows_from: Sequence[int | None]) -> None:
        """Note which of the old rows that no new one comes from were blank, and what the user calls the others."""
        kept = set(rows_from)
        gone = [position for position in range(write.old.bottom - write.old.top + 1) if position not in kept]
        rows = self.read(write.table.name).rows if gone else []
        filled = {at: [cell.text for cell in rows[at] if cell.kind is not CellKind.BLANK] for at in gone}
        write.blank = frozenset(at for at, texts in filled.items() if not texts)
        write.labels = {write.old.top + at: label_of(texts) for at, texts in filled.items() if texts}

    def _keep_same(self, write: TableWrite) -> None:
        """Leave the cells that already hold their value, so that a user's formula or format there stays."""
        left = write.old.left
        for row, cells in enumerate(self.read(write.table.name).rows):
            for column, values in write.columns.items():
                if row < len(values) and same(cells[column - left], values[row]):
                    values[row] = Stay.KEEP

    def foreseen(self) -> list[Issue]:
        """What saving the writes so far will do beside the cells: filters cleared, comments and references left."""
        around = self._around()
        around.rehearse()
        return around.issues(self.name)

    def save(self) -> None:
        """Write the file in one step.

        Raises:
            RefusedError: Something of the user's stands in the way.
            CannotOpenError: The file cannot be written.
        """
        check_writable(self.path)
        self._package.require_as_opened()
        around = self._around()
        with replacing(self.path, self._package.require_as_opened, keep_state) as file:
            self._save(file, around)
            notices = around.issues(self.name)
            # Windows does not replace a file that is open, not even one that we have open ourselves.
            self.close()
        self.notices = notices

    def _around(self) -> Surroundings:
        """What stands around the tables that are written; found once for the same writes."""
        if self._surroundings is None:
            edits = self._edits()
            self._facts = {sheet: self._scanned(edit) for sheet, edit in edits.items()}
            self._surroundings = Surroundings(self._index, edits, self._facts, self._values_after)
        return self._surroundings

    def _edits(self) -> dict[str, SheetEdit]:
        edits: dict[str, SheetEdit] = {}
        for write in self._writes.values():
            sheet = write.table.sheet
            edits.setdefault(sheet.part, SheetEdit(sheet)).writes.append(write)
        return edits

    def _scanned(self, edit: SheetEdit) -> Facts:
        known = self._facts.get(edit.sheet.part)
        return known if known is not None and known.is_of(edit) else self._scan(edit)

    def _scan(self, edit: SheetEdit) -> Facts:
        facts = Facts(edit)
        try:
            facts.run(self._package.text(edit.sheet.part))
        except expat.ExpatError as error:
            raise self._package.unreadable(error) from error
        others = [
            (each.name, self._writes[each.name].whole if each.name in self._writes else each.area)
            for each in self._index.tables.values()
            if each.sheet == edit.sheet
        ]
        facts.refuse(self.name, others)
        return facts

    def _save(self, file: BinaryIO, around: Surroundings) -> None:
        parts, dropped = self._changed_parts()
        changed = around.changed(parts)
        for table, (plan, words) in self._maps.items():
            changed |= map_parts(self._package, self._table(table), plan, words, changed)
        sheets = {sheet.part: sheet for sheet in self._index.sheets}
        late: list[str] = [self._styles.part] if self._styles.part else []
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
            for name, member in self._package.names.items():
                if name in dropped or name in late:
                    continue
                with target.open(same_member(member), "w", force_zip64=member.file_size > 1 << 30) as out:
                    if name in sheets:
                        self._copy_sheet(sheets[name], around, out)
                    elif name in changed:
                        out.write(changed[name])
                    else:
                        for chunk in self._package.chunks(name):
                            out.write(chunk)
            # The styles come last: writing the sheets may have appended a date format.
            for name in late:
                new = self._styles.rewritten()
                content = self._package.read(name) if new is None else new
                target.writestr(same_member(self._package.names[name]), content)

    def _copy_sheet(self, sheet: SheetPart, around: Surroundings, out: IO[bytes]) -> None:
        """A sheet on its way to the file: its tables written, and its formulas following tables that moved."""
        stream = around.through(sheet, out.write)
        write = out.write if stream is None else stream.write
        facts = self._facts.get(sheet.part)
        if facts is None:
            for chunk in self._package.chunks(sheet.part):
                write(chunk)
        else:
            cells = CellWriter(self._styles, self._index.date1904, facts.prefix)
            rewriter = Rewriter(facts.edit, facts, cells, write, around.shown[sheet.part].rows)
            rewriter.run(self._package.text(sheet.part))
            rewriter.finish()
        if stream is not None:
            stream.close()

    def _values_after(self, sheet: str, area: Area) -> list[CellValue] | None:
        """What a column's area of a table that is written holds afterwards; None where that is not known."""
        for write in self._writes.values():
            if write.table.sheet.name.casefold() == sheet.casefold() and write.new.holds(area.top, area.left):
                values = [self._value_after(write, row, area.left) for row in range(area.top, area.bottom + 1)]
                known = area.left == area.right and area.bottom <= write.new.bottom
                return [value for value in values if not isinstance(value, Stay)] if known else None
        return None

    def _value_after(self, write: TableWrite, row: int, column: int) -> CellValue | Stay:
        value = write.value(row, column)
        if isinstance(value, Formula):
            return value.cached
        if value is Stay.KEEP and row <= write.old.bottom:
            return self.read(write.table.name).rows[row - write.old.top][column - write.old.left].value
        return value

    def _whole(self, part: str) -> bytes:
        """A small part in UTF-8."""
        return b"".join(self._package.text(part))

    def _changed_parts(self) -> tuple[dict[str, bytes], set[str]]:
        """The small parts that change, and those that go."""
        changed = {self._index.workbook: with_full_calculation(self._whole(self._index.workbook))}
        for write in self._writes.values():
            if write.table.part and write.whole != write.table.area:
                changed[write.table.part] = _resized(self._whole(write.table.part), write)
        lost = {each.edit.sheet.sheet_id: each.lost_formulas for each in self._facts.values()}
        chain = pruned_chain(self._index, lost)
        if chain is None:
            return changed, set()
        part, content = chain
        if content is not None:
            return changed | {part: content}, set()
        return changed | without_part(self._index, part), {part}


def _resized(table: bytes, write: TableWrite) -> bytes:
    """The table part with its new area; its filter and its sort end with the data, not with the totals."""

    def new(name: str, tag: bytes) -> bytes:
        if name == "table":
            bottom = write.whole.bottom
            tag = with_attribute(tag, "insertRow", lambda _: None)
        elif name in _ENDING_WITH_DATA:
            bottom = write.new.bottom
        else:
            return tag
        return with_attribute(tag, "ref", lambda ref: str(Area.of(ref).to_bottom(bottom)))

    return edited_tags(table, new)
