"""Where comments go when the rows of a table move: the same for closed files and open workbooks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from schemas.cells import CellValue
from schemas.issues.issue import Issue, Place
from workbook.opc.refs import Area, name_of

Cell = tuple[int, int]
"""Row and column, from 1."""
_NAMED_BY = 2  # cells of a row that name it
_GAP = 2  # rows between a table and the comments of rows that it no longer has


class Rows(Protocol):
    """A table that is written, as far as its rows move."""

    @property
    def old(self) -> Area:
        """The data rows before."""
        ...

    @property
    def standing(self) -> Area:
        """Header, data and totals before."""
        ...

    @property
    def whole(self) -> Area:
        """Header, data and totals after."""
        ...

    @property
    def labels(self) -> Mapping[int, str]:
        """What the user calls the rows that are gone."""
        ...

    @property
    def moved_rows(self) -> Mapping[int, int | None]:
        """The rows that stand elsewhere: row before → row after, None where it is gone."""
        ...


Written = TypeVar("Written", bound=Rows)


@dataclass(frozen=True)
class Note:
    """A comment: its cell, and what it says (of a thread, all of it)."""

    row: int
    column: int
    text: str

    @property
    def cell(self) -> Cell:
        """Its cell."""
        return self.row, self.column


@dataclass
class NotePlan(Generic[Written]):
    """Where the comments of a sheet go.

    Args:
        cells: Cell before → cell after, of those that move.
        gone: The comments of rows that are gone, with the table's write.
    """

    cells: dict[Cell, Cell] = field(default_factory=dict)
    gone: list[tuple[Note, Written]] = field(default_factory=list)

    def put(self, note: Note, row: int) -> None:
        """Note where a comment goes."""
        if row != note.row:
            self.cells[note.cell] = (row, note.column)


def moved_rows(
    top: int, count: int, rows_from: Sequence[int | None] | None, blank: Iterable[int]
) -> dict[int, int | None]:
    """The rows of a table that stand elsewhere after a write.

    Args:
        top: The first data row.
        count: How many data rows there were.
        rows_from: For each new row the position of the old row that stood for the same; None where that is not known.
        blank: The positions of old rows that held nothing; they go nowhere.
    """
    if rows_from is None:
        return {}
    left = set(blank)
    after = {old: top + new for new, old in enumerate(rows_from) if old is not None}
    places = {top + at: after.get(at) for at in range(count) if at in after or at not in left}
    return {row: place for row, place in places.items() if row != place}


def plan(notes: Iterable[Note], writes: Sequence[Written], tables: Iterable[Area]) -> NotePlan[Written]:
    """Where the comments of a sheet go when tables are written.

    Args:
        notes: The comments.
        writes: The tables that are written.
        tables: Where the sheet's tables stand afterwards.

    Returns:
        Each beside its row; those of rows that are gone, and those that a table would grow over, below the table.
    """
    done: NotePlan[Written] = NotePlan()
    areas = [*tables]
    parked: list[tuple[Note, Written]] = []
    taken = set()
    for note in notes:
        write = next((each for each in writes if _concerns(each, note)), None)
        row = note.row if write is None else _row_after(write, note.row)
        if row is None and write is not None:
            parked.append((note, write))
        elif row is not None:
            taken.add((row, note.column))
            done.put(note, row)
    for note, write in parked:
        row = write.whole.bottom + _GAP
        while (row, note.column) in taken or any(area.holds(row, note.column) for area in areas):
            row += 1
        taken.add((row, note.column))
        done.put(note, row)
        if note.row <= write.old.bottom:
            done.gone.append((note, write))
    return done


def kept_notes(place: Place, done: NotePlan[Written]) -> list[Issue]:
    """What is said of the comments of rows that are gone.

    Args:
        place: The file and the sheet.
        done: Where the comments went.
    """
    found = []
    for note, write in done.gone:
        after = done.cells.get(note.cell, note.cell)
        where = Place(place.file, place.sheet, after[0], "", name_of(*after))
        details = {"before": name_of(*note.cell), "row": write.labels.get(note.row, str(note.row))}
        found.append(Issue("comment_kept", where, note.text, details))
    return found


def label_of(cells: Iterable[CellValue]) -> str:
    """What the user calls a row: its first cells that hold something."""
    texts = [str(value) for value in cells if value not in {None, ""}]
    return " ".join(texts[:_NAMED_BY])


def _concerns(write: Rows, note: Note) -> bool:
    last = max(write.standing.bottom, write.whole.bottom)
    return write.old.left <= note.column <= write.old.right and write.old.top <= note.row <= last


def _row_after(write: Rows, row: int) -> int | None:
    """Where a row of a table stands afterwards; None where it is gone, or another takes its place."""
    if row <= write.old.bottom:
        return write.moved_rows.get(row, row)
    if row <= write.standing.bottom:
        return write.whole.bottom  # the totals
    return row if row > write.whole.bottom else None
