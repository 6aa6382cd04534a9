"""A workbook's tables with the register's changes: rows keep their places, new ones come beside what they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from macros.steps.updating.differences import Difference
from macros.steps.updating.state import KEYED, Key, key_of, paper_fields, paper_rows
from schemas.fields import Field, Kind, Table
from schemas.frames import Record, is_missing, records
from schemas.reading import frame_of
from schemas.tables import Goals
from schemas.text.periods import parse_period


@dataclass
class Merged:
    """A table as it will be.

    Args:
        table: Which table.
        rows: Its rows.
        continued: For each row the position of the row of the workbook that it continues; None for a new one.
    """

    table: type[Table]
    rows: list[Record] = field(default_factory=list)
    continued: list[int | None] = field(default_factory=list)

    @property
    def frame(self) -> pd.DataFrame:
        """Its typed rows."""
        return frame_of(self.table, self.rows)

    def add(self, row: Record, at: int) -> None:
        """Put a new row in at a place."""
        self.rows.insert(at, row)
        self.continued.insert(at, None)


def merged(standing: pd.DataFrame, register: pd.DataFrame, taken: Sequence[Difference], table: type[Table]) -> Merged:
    """A table with what is taken from the register.

    Args:
        standing: The workbook's rows, each under its position.
        register: The register's rows.
        taken: The differences that are taken, all of this table.
        table: Which table.
    """
    done = Merged(table, records(standing), [int(at) for at in standing.index])
    return _keyed(done, register, taken) if table in KEYED else _paper(done, register, taken)


def _keyed(done: Merged, register: pd.DataFrame, taken: Sequence[Difference]) -> Merged:
    table = done.table
    theirs = {key_of(table, row): row for row in records(register)}
    for each in taken:
        if each.field is not None:
            places = [at for at, row in enumerate(done.rows) if key_of(table, row) == each.key]
            for at in places:
                done.rows[at] = {**done.rows[at], str(each.field): theirs[each.key][each.field]}
    gone = {each.key for each in taken if each.field is None and each.after is None}
    kept = [at for at, row in enumerate(done.rows) if key_of(table, row) not in gone]
    done.rows, done.continued = [done.rows[at] for at in kept], [done.continued[at] for at in kept]
    new = {each.key for each in taken if each.field is None and each.before is None}
    order = list(theirs)
    for key in order:
        if key in new:
            done.add(theirs[key], _place(done, order, key))
    return done


def _place(done: Merged, order: Sequence[Key], key: Key) -> int:
    """Where a new row comes: after the rows of its own goal, or else after the row that it follows in the register."""
    standing = [key_of(done.table, row) for row in done.rows]
    if done.table is Goals:
        same = [at for at, each in enumerate(standing) if each[0] == key[0]]
        if same:
            return same[-1] + 1
    before = order[: order.index(key)]
    places = [at for at, each in enumerate(standing) if each in set(before)]
    return max(places) + 1 if places else len(standing)


def _paper(done: Merged, register: pd.DataFrame, taken: Sequence[Difference]) -> Merged:
    table = done.table
    gone = {int(each.key[0]) for each in taken if each.after is None}
    new = {int(each.key[0]) for each in taken if each.before is None}
    kept = [at for at in range(len(done.rows)) if at not in gone]
    done.rows, done.continued = [done.rows[at] for at in kept], [done.continued[at] for at in kept]
    theirs, told = records(register), paper_rows(table, register)
    for number in sorted(new):
        standing = paper_rows(table, done.frame)
        before = [at for at, row in enumerate(standing) if row in told[:number]]
        done.add(theirs[number], max(before) + 1 if before else len(standing))
    return done


def typed_value(column: Field, value: object) -> object:
    """A value of a state as a frame holds it."""
    if is_missing(value):
        return None
    if column.kind is Kind.DATE:
        return date.fromisoformat(str(value))
    if column.kind is Kind.PERIOD:
        return parse_period(str(value))
    if column.codes is not None and value in set(column.codes):
        return column.codes(str(value))
    return value


def shown_fields(table: type[Table], row: Mapping[str, object]) -> list[Field]:
    """The fields of a row that say something, in the table's order."""
    fields = table.fields if table in KEYED else paper_fields(table)
    return [each for each in fields if not is_missing(row.get(str(each)))]
