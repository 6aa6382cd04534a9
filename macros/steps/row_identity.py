"""What a row of one of our tables stands for, so that what a user put beside it goes where it goes."""

from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from schemas.cells import RawTable
from schemas.frames import is_missing
from schemas.tables import AssessedGoals, BudgetFollowUp, IssueGroups, Issues, Origins, Results, WarningsDue
from workbook.layout import About, Attention, IssueCounts, LightCounts
from workbook.port import Formula

_KEYS: dict[str, tuple[str, ...]] = {
    Results.name: (Results.CENTRE, Results.NUMBER),
    AssessedGoals.name: (AssessedGoals.CENTRE, AssessedGoals.NUMBER),
    BudgetFollowUp.name: (BudgetFollowUp.CENTRE, BudgetFollowUp.ACCOUNT, BudgetFollowUp.PERIOD),
    WarningsDue.name: (WarningsDue.CENTRE, WarningsDue.KIND, WarningsDue.SUBJECT),
    Attention.name: (Attention.NUMBER, Attention.TITLE),
    About.name: (About.LABEL,),
    LightCounts.name: (LightCounts.LIGHT,),
    Issues.name: (Issues.CODE, Issues.FILE, Issues.SHEET, Issues.MESSAGE),
    IssueGroups.name: (IssueGroups.TITLE, IssueGroups.FILE, IssueGroups.SHEET),
    IssueCounts.name: (IssueCounts.SEVERITY,),
    Origins.name: (Origins.TABLE, Origins.CENTRE, Origins.MEASURE, Origins.PERIOD),
}


def rows_from(table: str, raw: RawTable, shown: pd.DataFrame, titles: dict[str, str]) -> list[int | None] | None:
    """Which old row each new row continues.

    Args:
        table: The table's name.
        raw: The table as it stands.
        shown: Its new rows, as its cells show them, headed by its titles.
        titles: The title of each field.

    Returns:
        For each new row the position of the old one that stood for the same, None for one that is new; None altogether
        for a table whose rows stand for nothing in particular.
    """
    keys = _KEYS.get(table)
    if keys is None or any(titles.get(key) not in shown for key in keys):
        return None
    headings = [titles[key] for key in keys]
    places = [list(raw.header).index(title) for title in headings]
    old = _told_apart([row[place].value for place in places] for row in raw.rows)
    positions = {key: at for at, key in enumerate(old) if any(key[:-1])}
    new = _told_apart(zip(*(shown[title].tolist() for title in headings), strict=True))
    return [positions.get(key) for key in new]


def _told_apart(rows: Iterable[Sequence[object]]) -> list[tuple[str | int, ...]]:
    """The keys of rows; of several alike the first is the first again, and so on."""
    seen: Counter[tuple[str, ...]] = Counter()
    keys: list[tuple[str | int, ...]] = []
    for row in rows:
        key = tuple(_text(value) for value in row)
        keys.append((*key, seen[key]))
        seen[key] += 1
    return keys


def _text(value: object) -> str:
    if isinstance(value, Formula):
        return _text(value.cached)
    if is_missing(value):
        return ""
    return f"{value:.10g}" if isinstance(value, float | int) else str(value).strip()
