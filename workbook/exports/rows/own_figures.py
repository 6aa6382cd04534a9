"""Rows with each period's own figures: sums to date divided, budgets of the month, and what the export lacks kept."""

import pandas as pd

from schemas.expected import Expected
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import Issue
from schemas.profiles.export_profile import ExportProfile
from schemas.reading import Understood
from schemas.tables import FIGURES, KEYS, BudgetLines, Observations
from schemas.words.vocabulary import Words
from workbook.exports.rows.budget_figures import figure_issues
from workbook.exports.rows.budget_reach import with_own_budgets
from workbook.exports.rows.by_difference import by_difference


def own_figures(
    understood: Understood,
    frame: pd.DataFrame,
    profile: ExportProfile,
    expected: Expected | None,
    words: Words,
    is_said: bool = False,
) -> tuple[pd.DataFrame, list[Issue]]:
    """Make rows hold each period's own figures.

    Args:
        understood: Where the rows stand.
        frame: The rows as the export has them.
        profile: What the user has said: whether figures are sums to date, and what budgets are.
        expected: The contract, whose own figures tell and complete.
        words: The language of the findings.
        is_said: Whether it was found already that figures are not their periods' own.

    Returns:
        The rows, and findings.
    """
    is_budget = understood.table is BudgetLines
    own, issues = frame, list[Issue]()
    if profile.accumulated and len(frame):
        sums = [BudgetLines.ACTUAL] if is_budget else FIGURES[Observations]
        divided = by_difference(understood, frame, sums, expected, words)
        own, issues = divided.frame, divided.issues
    if not is_budget:
        return own, issues
    if profile.accumulated is None and not is_said:
        issues += figure_issues(understood, frame, expected, bool(profile.budget_is), words)
    if BudgetLines.BUDGET in understood.positions:
        own, further = with_own_budgets(understood, frame, own, profile, expected, words)
        issues += further
    return _completed(understood, own, expected), issues


def _completed(understood: Understood, frame: pd.DataFrame, expected: Expected | None) -> pd.DataFrame:
    """Budget lines with the workbook's own amounts where the export has no column of them at all."""
    lacking = [field for field in FIGURES[BudgetLines] if field not in understood.positions]
    if expected is None or not lacking or not len(frame):
        return frame
    key = [*KEYS[BudgetLines]]
    known: dict[tuple[object, ...], Record] = {
        tuple(record[each] for each in key): record for record in records(expected.budget_lines)
    }
    filled = frame.copy()
    for field in lacking:
        values = [
            known.get(tuple(record[each] for each in key), {}).get(field)
            if is_missing(record[field])
            else record[field]
            for _, record in numbered(frame)
        ]
        filled[field] = pd.Series(
            [None if is_missing(value) else value for value in values], frame.index, dtype="Int64"
        )
    return filled
