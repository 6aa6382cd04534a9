"""Rows held against others: those of other sheets and files, and what the workbook knows of their measures."""

from collections.abc import Sequence

from schemas.expected import Expected
from schemas.frames import is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.rules.jumps import jumps
from schemas.tables import KEYS, Observations
from schemas.words.vocabulary import Words
from workbook.exports.rows.table_rows import TableRows


def doubled_across(parts: Sequence[TableRows], words: Words) -> list[Issue]:
    """Rows that stand on more than one sheet or in more than one file; within a sheet its own rules tell."""
    issues = []
    before: dict[tuple[object, ...], tuple[int, Place]] = {}
    for number, part in enumerate(parts):
        if part.table is not Observations:
            continue
        for row, record in zip(part.frame.index, records(part.frame), strict=True):
            key = tuple(record[column] for column in KEYS[Observations])
            if any(map(is_missing, key)):
                continue
            # A crosstab's period is a header; there the figure itself is the place.
            shown = Observations.VALUE if part.understood.raw.addresses else Observations.PERIOD
            place = part.understood.place(int(row), shown)
            first, there = before.setdefault(key, (number, place))
            if first != number:
                about = {
                    "centre": record[Observations.CENTRE],
                    "measure": record[Observations.MEASURE],
                    "also": words.text("also_in", place=there.text),
                }
                issues.append(Issue("duplicate_observation", place, str(record[Observations.PERIOD]), about))
    return issues


def jump_issues(parts: Sequence[TableRows], expected: Expected) -> list[Issue]:
    """Figures that move further than their measure ever did.

    Args:
        parts: What the exports hold.
        expected: The contract, whose observations are the history.

    Returns:
        Warnings, each at the figure's cell.
    """
    history, context = expected.observations, expected.context
    issues = []
    for part in (each for each in parts if each.table is Observations and len(each.frame)):
        number = context.words.number
        for jump in jumps(history, part.frame, context):
            row = part.frame.loc[jump.row]
            details = {
                "centre": row[Observations.CENTRE],
                "measure": row[Observations.MEASURE],
                "period": row[Observations.PERIOD],
                "before": number(round(jump.before, 2)),
                "period_before": jump.period,
                "usual": number(round(jump.usual, 2)),
            }
            place = part.understood.place(jump.row, Observations.VALUE)
            issues.append(Issue("jump", place, number(round(jump.value, 2)), details))
    return issues
