"""Rows held against others: those of other sheets and files, and what the workbook knows of their measures."""

from collections.abc import Sequence

import pandas as pd

from schemas.expected import Expected
from schemas.fields import Field, Table
from schemas.frames import is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.reading import frame_of
from schemas.rules.jumps import jumps
from schemas.tables import FIGURES, KEYS, BudgetLines, Observations
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words
from workbook.exports.rows.table_rows import TableRows

_JUMPS: dict[type[Table], Field] = {Observations: Observations.VALUE, BudgetLines: BudgetLines.ACTUAL}


def doubled_across(parts: Sequence[TableRows], words: Words) -> list[Issue]:
    """Rows that stand on more than one sheet or in more than one file; within a sheet its own rules tell."""
    issues = []
    before: dict[tuple[object, ...], tuple[int, Place]] = {}
    for number, part in enumerate(parts):
        for row, record in zip(part.frame.index, records(part.frame), strict=True):
            centre, measure, period = (record[column] for column in KEYS[part.table])
            if any(map(is_missing, (centre, measure, period))):
                continue
            place = part.understood.place_of_key(int(row), KEYS[part.table][-1], FIGURES[part.table][0])
            first, there = before.setdefault((part.table.name, centre, measure, period), (number, place))
            if first != number:
                about = {"centre": centre, "also": words.text("also_in", place=there.text)}
                issues.append(_doubled(part.table, place, str(period), str(measure), about, words))
    return issues


def _doubled(
    table: type[Table], place: Place, period: str, measure: str, about: dict[str, object], words: Words
) -> Issue:
    if table is Observations:
        return Issue("duplicate_observation", place, period, {**about, "measure": measure})
    return Issue("duplicate_budget_line", place, period, {**about, "account": words.show(BudgetLines.ACCOUNT, measure)})


def jump_issues(parts: Sequence[TableRows], expected: Expected) -> list[Issue]:
    """Figures that move further than their measure ever did.

    Args:
        parts: What the exports hold.
        expected: The contract, whose observations and budget lines are the history.

    Returns:
        Warnings, each at the figure's cell.
    """
    context = expected.context
    histories = {Observations: expected.observations, BudgetLines: _spent(expected.budget_lines, context.words)}
    issues = []
    for part in (each for each in parts if len(each.frame)):
        number = context.words.number
        frame = part.frame if part.table is Observations else _spent(part.frame, context.words)
        for jump in jumps(histories[part.table], frame, context):
            row = frame.loc[jump.row]
            details = {
                "centre": row[Observations.CENTRE],
                "measure": row[Observations.MEASURE],
                "period": row[Observations.PERIOD],
                "before": number(round(jump.before, 2)),
                "period_before": jump.period,
                "usual": number(round(jump.usual, 2)),
            }
            place = part.understood.place(jump.row, _JUMPS[part.table])
            issues.append(Issue("jump", place, number(round(jump.value, 2)), details))
    return issues


def _spent(lines: pd.DataFrame, words: Words) -> pd.DataFrame:
    """What was spent, in kroner, as observations of accounts by their names, of the same index."""
    rows = [
        {
            Observations.CENTRE: line[BudgetLines.CENTRE],
            Observations.MEASURE: words.show(BudgetLines.ACCOUNT, str(line[BudgetLines.ACCOUNT])),
            Observations.PERIOD: line[BudgetLines.PERIOD],
            Observations.VALUE: None
            if is_missing(line[BudgetLines.ACTUAL])
            else float(kroner(line[BudgetLines.ACTUAL])),
        }
        for line in records(lines)
    ]
    return frame_of(Observations, rows).set_index(lines.index)
