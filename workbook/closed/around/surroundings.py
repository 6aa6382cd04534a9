"""All that goes along when tables of a file are written, prepared before the write so that it can be said."""

from collections.abc import Callable, Mapping
from functools import partial

from schemas.issues.issue import Issue, Place
from workbook.closed.around.comments import SheetComments
from workbook.closed.around.criteria import without_criteria
from workbook.closed.around.filters import Shown, shown
from workbook.closed.around.formula_stream import FormulaStream, Stuck
from workbook.closed.around.notices import issues_of, stuck_issues
from workbook.closed.around.parts import PartFollower, Values, referring_parts
from workbook.closed.edits import SheetEdit, TableWrite
from workbook.closed.table_facts import Facts
from workbook.notes import NotePlan, plan
from workbook.opc.index import Index, SheetPart
from workbook.opc.refs import Area


class Surroundings:
    """What stands around the tables that are written.

    Args:
        index: The workbook's parts.
        edits: Sheet part → what is written to it.
        facts: Sheet part → what the scan of it found.
        values: What stands in a column's area afterwards.
    """

    def __init__(
        self, index: Index, edits: Mapping[str, SheetEdit], facts: Mapping[str, Facts], values: Values
    ) -> None:
        self._index = index
        self._edits = edits
        writes = [write for edit in edits.values() for write in edit.writes]
        self.moves = [write.move for write in writes if write.move.matters]
        self._values = values
        self._stuck: list[Stuck] = []
        self.shown: dict[str, Shown] = {
            part: shown(edit, index, facts[part].hidden, facts[part].filter) for part, edit in edits.items()
        }
        self._comments: dict[str, tuple[SheetComments, NotePlan[TableWrite]]] = {}
        for part, edit in edits.items():
            comments = SheetComments(index.package, part)
            if notes := comments.notes():
                self._comments[part] = (comments, plan(notes, edit.writes, self._areas(edit)))

    def _areas(self, edit: SheetEdit) -> list[Area]:
        written = {write.table.name: write.whole for write in edit.writes}
        tables = (each for each in self._index.tables.values() if each.sheet == edit.sheet)
        return [written.get(each.name, each.area) for each in tables]

    # -- the write -----------------------------------------------------------------------------------------------

    def changed(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """The small parts that go along.

        Args:
            parts: Those that change anyhow, as they will be.
        """
        self._stuck.clear()
        done = dict(parts)
        for comments, moved in self._comments.values():
            done |= comments.moved(moved.cells) if moved.cells else {}
        for table in (each for sheet in self.shown.values() for each in sheet.filters):
            done[table.part] = without_criteria(self._content(table.part, done))
        return done | self._following(done) if self.moves else done

    def _content(self, part: str, done: Mapping[str, bytes]) -> bytes:
        return done[part] if part in done else b"".join(self._index.package.text(part))

    def _following(self, done: Mapping[str, bytes]) -> dict[str, bytes]:
        follower = PartFollower(self.moves, self._values, self._stuck)
        followed: dict[str, bytes] = {}

        def keep(part: str, change: Callable[[bytes], bytes]) -> None:
            content = self._content(part, done)
            new = change(content)
            if new != content:
                followed[part] = new

        keep(self._index.workbook, follower.names)
        for table in self._index.tables.values():
            keep(table.part, partial(follower.table, table.name, table.sheet.name))
        for kind, part in referring_parts(self._index.package):
            keep(part, partial(follower.changed, kind, part))
        return followed

    def through(self, sheet: SheetPart, out: Callable[[bytes], object]) -> FormulaStream | None:
        """What a sheet's bytes go through on their way to the file; None where nothing of it goes along."""
        seen = self.shown.get(sheet.part)
        unfiltered = seen is not None and seen.sheet_filter
        if not self.moves and not unfiltered:
            return None
        return FormulaStream(out, sheet.name, self.moves, self._stuck, unfiltered)

    # -- what is said --------------------------------------------------------------------------------------------

    def rehearse(self) -> None:
        """Find what cannot follow, without writing anything."""
        self.changed({})
        for sheet in self._index.sheets:
            stream = self.through(sheet, lambda _: None)
            if stream is not None:
                for chunk in self._index.package.text(sheet.part):
                    stream.write(chunk)
                stream.close()

    def issues(self, file: str) -> list[Issue]:
        """What the user must know of it.

        Args:
            file: The workbook's name.
        """
        found: list[Issue] = []
        for part, edit in self._edits.items():
            place = Place(file, edit.sheet.name)
            gone = self._comments[part][1] if part in self._comments else NotePlan[TableWrite]()
            found += issues_of(place, self.shown[part], gone, self._has_slicer(part))
        return [*found, *stuck_issues(file, self._stuck)]

    def _has_slicer(self, part: str) -> bool:
        return any(each.kind == "slicer" for each in self._index.package.relations(part))
