"""Figures of closed periods that an import revises: taken into the workbook, and listed beside what was approved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from macros.steps.changed_figures import Difference, figures_text, named
from macros.steps.closed_dates import listed
from macros.steps.columns import require_columns_of
from macros.steps.contract import Contract
from macros.steps.merging import Changes
from macros.steps.snapshots import closed_dates, read_history
from macros.steps.table_writing import write_table
from macros.steps.tracing import Provenance
from schemas.cells import RawTable
from schemas.fields import Table
from schemas.frames import Record, records
from schemas.issues.issue import Issue, Place
from schemas.reading import frame_of, read_table
from schemas.tables import EXPORT_TABLES, KEYS, Goals, Observations, Origins, Revisions
from schemas.text.periods import Period
from schemas.words.vocabulary import Words
from workbook.exports.read import Export
from workbook.exports.rows.origins import origins_of
from workbook.port import Book

Key = tuple[object, ...]
_ORIGIN = (Origins.TABLE, Origins.CENTRE, Origins.MEASURE, Origins.PERIOD)


@dataclass(frozen=True)
class Revised:
    """Figures of closed periods that an import revises.

    Args:
        raw: The table of revisions as it stands.
        lines: What it lists already.
        fresh: What comes now.
        keys: Table, centre, measure and period of those.
        issues: The finding that names them.
    """

    raw: RawTable | None = None
    lines: Sequence[Record] = ()
    fresh: Sequence[Record] = ()
    keys: frozenset[Key] = frozenset()
    issues: Sequence[Issue] = ()

    def without(self, found: Sequence[Difference]) -> list[Difference]:
        """Differences that this finding does not tell already; who typed a figure is told all the same."""
        return [
            each
            for each in found
            if each.provenance is Provenance.TYPED
            or (each.replaced.table.name, *(each.replaced.after[name] for name in KEYS[each.replaced.table]))
            not in self.keys
        ]

    def write(self, book: Book, words: Words) -> None:
        """List them beneath those that are listed."""
        if self.fresh and self.raw is not None:
            continued = [*range(len(self.lines)), *[None] * len(self.fresh)]
            frame = frame_of(Revisions, [*self.lines, *self.fresh])
            write_table(book, Revisions.name, frame, words, self.raw, continued)


@dataclass(frozen=True)
class _Moved:
    """A row that an import adds or changes."""

    table: type[Table]
    key: Key
    old: str
    new: str


def revised_figures(book: Book, contract: Contract, export: Export, merged: Changes, now: datetime) -> Revised:
    """Which figures of closed periods an import revises; one that comes late is revised too.

    Args:
        book: The workbook, to which nothing has been written yet.
        contract: Its tables.
        export: What is imported.
        merged: What the import moves.
        now: When.
    """
    if not merged.keys or Revisions.name not in book.tables():
        return Revised()
    dates = sorted(closed_dates(read_history(book, contract.words)))
    moved = [each for each in _moved(contract, export, merged) if _closed_of(each, dates)] if dates else []
    if not moved:
        return Revised()
    raw = book.read(Revisions.name)
    require_columns_of(book, [raw], contract.words)
    standing = records(read_table(Revisions, raw, contract.words).frame)
    places = {tuple(row[name] for name in _ORIGIN): row for row in origins_of(export.parts, {})}
    fresh = [_line(each, _closed_of(each, dates), places.get(each.key), contract.words, now) for each in moved]
    told = [_figure(each, contract.words) for each in moved]
    details = {"count": len(moved), "figures": listed(told, contract.words)}
    sheet = contract.tables[moved[0].table.name].raw.sheet
    keys = frozenset(each.key for each in moved)
    return Revised(raw, standing, fresh, keys, [Issue("closed_figure_revised", Place(book.name, sheet), "", details)])


def _moved(contract: Contract, export: Export, merged: Changes) -> list[_Moved]:
    """The rows that an import adds or changes and that a goal is computed from."""
    words = contract.words
    goals = contract.goals
    used = set(zip(goals[Goals.CENTRE], goals[Goals.MEASURE], strict=True))
    found = {}
    for each in merged.replaced:
        key = (each.table.name, *(each.after[name] for name in KEYS[each.table]))
        old, new = (figures_text(each.table, row, words) for row in (each.before, each.after))
        found[key] = _Moved(each.table, key, old, new)
    for table in EXPORT_TABLES:
        for row in records(export.rows[table]):
            key = (table.name, *(row[name] for name in KEYS[table]))
            if key in merged.keys and key not in found:
                found[key] = _Moved(table, key, "–", figures_text(table, row, words))
    return [each for each in found.values() if each.table is not Observations or each.key[1:3] in used]


def _closed_of(moved: _Moved, dates: Sequence[date]) -> list[date]:
    """The closed dates that a row's period had passed on."""
    period = moved.key[-1]
    return [day for day in dates if isinstance(period, Period) and period.last_day <= day]


def _line(moved: _Moved, closed: Sequence[date], origin: Record | None, words: Words, now: datetime) -> Record:
    _, centre, what, period = moved.key
    place = origin or {}
    return {
        Revisions.FOUND: f"{now:%Y-%m-%d %H:%M:%S}",
        Revisions.AS_OF: ", ".join(map(words.day, closed)),
        Revisions.CENTRE: centre,
        Revisions.MEASURE: named(moved.table, what, words),
        Revisions.PERIOD: period,
        Revisions.OLD: moved.old,
        Revisions.NEW: moved.new,
        Revisions.FILE: place.get(Origins.FILE),
        Revisions.SHEET: place.get(Origins.SHEET),
        Revisions.CELL: place.get(Origins.CELL),
    }


def _figure(moved: _Moved, words: Words) -> str:
    _, _, what, period = moved.key
    return f"{named(moved.table, what, words)} {period}: {moved.old} → {moved.new}"
