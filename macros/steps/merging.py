"""New rows into old ones: figures are replaced in place, new rows come after, and each change is listed."""

from dataclasses import dataclass, field

import pandas as pd

from schemas.fields import Kind, Table
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.masking import Amount
from schemas.reading import frame_of
from schemas.tables import FIGURES, KEYS, MARK, BudgetLines, Observations
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words, words

_FIGURES: dict[type[Table], list[str]] = {
    Observations: [*FIGURES[Observations], MARK],
    BudgetLines: [*FIGURES[BudgetLines]],
}


@dataclass
class Changes:
    """What a merge did: rows added, changed (each with its finding) and left as they were.

    Args:
        added: How many.
        changed: How many.
        unchanged: How many.
        differences: A finding for each that was changed.
        keys: Table, centre, measure (account) and period of those that are not as they were.
        words: The language of the findings.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    differences: list[Issue] = field(default_factory=list)
    keys: set[tuple[object, ...]] = field(default_factory=set)
    words: Words = field(default_factory=words)

    @property
    def moved(self) -> int:
        """How many rows are not as they were."""
        return self.added + self.changed


def merge(table: type[Table], old: pd.DataFrame, new: pd.DataFrame, changes: Changes, file: str) -> pd.DataFrame:
    """Merge an export into a workbook's table.

    Args:
        table: Observations or budget lines.
        old: The workbook's rows.
        new: The export's rows.
        changes: Counts and findings are added here.
        file: The workbook's name, for findings.

    Returns:
        The old rows in their order, so that a user's columns beside them stay in line, with the new figures; then the
        new rows. A row's other fields keep what they held where the export leaves them blank.
    """
    keys = KEYS[table]
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
        changes.differences.append(_difference(table, before, record, file, changes.words))
        given = {name: value for name, value in record.items() if name in _FIGURES[table] or not is_missing(value)}
        merged[positions[key]] = before | given
    frame = frame_of(table, merged)
    if table is Observations:
        frame[MARK] = pd.Series([row.get(MARK) for row in merged], dtype=object)
    return frame


def _same_figures(table: type[Table], before: Record, after: Record) -> bool:
    pairs = [(before.get(name), after.get(name)) for name in _FIGURES[table]]
    return all(one == other or (is_missing(one) and is_missing(other)) for one, other in pairs)


def _difference(table: type[Table], before: Record, after: Record, file: str, language: Words) -> Issue:
    centre, what, period = (after[column] for column in KEYS[table])
    details = {"centre": centre, "measure": what, "period": period, "old": _figures(table, before, language)}
    return Issue("month_figure", Place(file), _figures(table, after, language), details)


def _figures(table: type[Table], record: Record, language: Words) -> Amount:
    """A row's figures as a finding shows them; amounts in kroner."""
    kinds = {str(field): field.kind for field in table.fields}
    shown = [
        kroner(record[name]) if kinds.get(name) is Kind.AMOUNT else record[name]
        for name in _FIGURES[table]
        if not is_missing(record.get(name))
    ]
    texts = (language.number(value) if isinstance(value, float) else str(value) for value in shown)
    return Amount(" / ".join(texts) or "–")
