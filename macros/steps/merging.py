"""New rows into old ones: figures are replaced in place, new rows come after, and each change is kept."""

from dataclasses import dataclass, field

import pandas as pd

from schemas.fields import Table
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue
from schemas.reading import frame_of
from schemas.tables import KEYS, MARK, Observations
from schemas.written import compared


@dataclass(frozen=True)
class Replaced:
    """A row whose figures are replaced.

    Args:
        table: Observations or budget lines.
        before: The row as it stood.
        after: The export's row.
        at: Its position among the workbook's rows.
    """

    table: type[Table]
    before: Record
    after: Record
    at: int


@dataclass
class Changes:
    """What a merge did: rows added, changed and left as they were.

    Args:
        added: How many.
        changed: How many.
        unchanged: How many.
        replaced: The rows that were changed, before and after.
        differences: A finding for each figure that was replaced, once it is known whose it was.
        keys: Table, centre, measure (account) and period of those that are not as they were.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    replaced: list[Replaced] = field(default_factory=list)
    differences: list[Issue] = field(default_factory=list)
    keys: set[tuple[object, ...]] = field(default_factory=set)

    @property
    def moved(self) -> int:
        """How many rows are not as they were."""
        return self.added + self.changed


def merge(table: type[Table], old: pd.DataFrame, new: pd.DataFrame, changes: Changes) -> pd.DataFrame:
    """Merge an export into a workbook's table.

    Args:
        table: Observations or budget lines.
        old: The workbook's rows.
        new: The export's rows.
        changes: Counts and replaced rows are added here.

    Returns:
        The old rows in their order, so that a user's columns beside them stay in line, with the new figures; then the
        new rows. A row's other fields keep what they held where the export leaves them blank.
    """
    keys, figures = KEYS[table], compared(table)
    merged = records(old)
    positions = {tuple(row[column] for column in keys): at for at, row in enumerate(merged)}
    for record in records(new):
        key = tuple(record[column] for column in keys)
        if key not in positions:
            positions[key] = len(merged)
            merged.append(record)
            changes.added += 1
            changes.keys.add((table.name, *key))
            continue
        before = merged[positions[key]]
        if _same_figures(table, before, record):
            changes.unchanged += 1
            continue
        changes.changed += 1
        changes.keys.add((table.name, *key))
        changes.replaced.append(Replaced(table, before, record, positions[key]))
        given = {name: value for name, value in record.items() if name in figures or not is_missing(value)}
        merged[positions[key]] = before | given
    frame = frame_of(table, merged)
    if table is Observations:
        frame[MARK] = pd.Series([row.get(MARK) for row in merged], dtype=object)
    return frame


def _same_figures(table: type[Table], before: Record, after: Record) -> bool:
    pairs = [(before.get(name), after.get(name)) for name in compared(table)]
    return all(one == other or (is_missing(one) and is_missing(other)) for one, other in pairs)
