"""Rows that are parts of a centre's figure (a team's, a day's) added to it."""

import pandas as pd

from schemas.codes import Summary, Unit
from schemas.context import Context
from schemas.fields import Table
from schemas.frames import is_missing
from schemas.issues.issue import Issue, Place
from schemas.reading import Understood
from schemas.tables import FIGURES, KEYS, MARK, UNKNOWN_MARK, Goals, Observations
from schemas.text.periods import is_day_or_week, is_week

RATIOS = frozenset({Unit.PCT, Unit.PCT_POINT, Unit.DAYS, Unit.MONTHS})
"""Units of figures that have no sum."""


def summed(table: type[Table], frame: pd.DataFrame, context: Context, place: Place) -> tuple[pd.DataFrame, list[Issue]]:
    """Add rows of the same centre, measure (account) and period.

    Args:
        table: Observations or budget lines.
        frame: Their rows.
        context: For the measures' units.
        place: The sheet, for findings.

    Returns:
        One row each, and findings. A value that is a ratio has no sum: it is left to its numerator and denominator,
        and without them it is an error. A sum with a suppressed part is suppressed too, and nobody knows what it lies
        below: 90 and ``<5`` are not under five.
    """
    keys, figures = KEYS[table], FIGURES[table]
    if not len(frame):
        return frame, []
    told = frame[keys].itertuples(index=False, name=None)  # a cell of a row with errors may be missing
    key = pd.Series(["\x1f".join(map(str, each)) for each in told], index=frame.index, dtype=object)
    groups = frame.groupby(key, sort=False)
    first = groups.head(1).copy()
    sums = groups[figures].sum(min_count=1)
    lacking = groups[figures].count().ne(groups.size(), axis=0)
    order = key.loc[first.index]
    for column in figures:
        # A part of which one row says nothing is no sum.
        taken = sums[column].where(~lacking[column]) if table is Observations else sums[column]
        first[column] = taken.loc[order].array
    if table is not Observations:
        return first, []
    several = pd.Series((groups.size() > 1).loc[order].to_numpy(), index=first.index)
    first[MARK] = groups[MARK].first().loc[order].to_numpy()
    hidden = several & first[MARK].notna()
    first.loc[hidden, figures] = float("nan")
    first.loc[hidden, MARK] = UNKNOWN_MARK
    return ratios_to_parts(first, several, context, place)


def non_additive_period_issues(understood: Understood, goals: pd.DataFrame) -> list[Issue]:
    """Parts of a month that are weeks or days, of measures that are no sums: a stock or a mean has no sum over time.

    Args:
        understood: The rows; those of one centre, measure and month are to be added.
        goals: The contract's goals.

    Returns:
        An error for each such centre, measure and month, at its second week or day.
    """
    if understood.table is not Observations or Observations.PERIOD not in understood.positions:
        return []
    sums = set(goals.loc[goals[Goals.SUMMARY].isin([Summary.SUM, Summary.RATIO]), Goals.MEASURE])
    first: dict[tuple[object, ...], str] = {}
    found: dict[tuple[object, ...], Issue] = {}
    keys = understood.frame[[*KEYS[Observations]]]
    for row, key in zip(understood.frame.index, keys.itertuples(index=False, name=None), strict=True):
        measure, text = key[1], understood.value(int(row), Observations.PERIOD).strip()
        if measure in sums or is_missing(measure) or not is_day_or_week(text):
            continue
        if first.setdefault(key, text) != text:
            where = understood.place(int(row), Observations.PERIOD)
            found.setdefault(key, Issue("parts_over_time", where, text, {"measure": measure, "other": first[key]}))
    return list(found.values())


def week_issues(understood: Understood) -> list[Issue]:
    """An error for each row of a week, where rows are not added: its figure is no month's."""
    if understood.table is not Observations or Observations.PERIOD not in understood.positions:
        return []
    rows = [int(row) for row in understood.frame.index]
    texts = {row: understood.value(row, Observations.PERIOD).strip() for row in rows}
    weeks = {text for text in set(texts.values()) if is_week(text)}
    return [
        Issue("week_for_month", understood.place(row, Observations.PERIOD), text)
        for row, text in texts.items()
        if text in weeks
    ]


def ratios_to_parts(
    frame: pd.DataFrame, several: "pd.Series[bool]", context: Context, place: Place
) -> tuple[pd.DataFrame, list[Issue]]:
    """Leave values that are ratios to their parts.

    Args:
        frame: The rows, one for each figure; they are changed.
        several: Which of them were added from several rows.
        context: For the measures' units.
        place: The sheet, for findings.

    Returns:
        The rows, and a finding for each ratio without parts.
    """
    units = frame[Observations.MEASURE].map(context.measures)
    ratio = units.isin(list(RATIOS)) & several
    parts = frame[Observations.NUMERATOR].notna() & frame[Observations.DENOMINATOR].notna()
    frame.loc[ratio | (parts & several), Observations.VALUE] = float("nan")
    alone = frame[ratio & ~parts & frame[MARK].isna()]
    issues = [
        Issue(
            "ratio_not_summed",
            place,
            str(row[Observations.PERIOD]),
            {"centre": row[Observations.CENTRE], "measure": row[Observations.MEASURE]},
        )
        for _, row in alone.iterrows()
    ]
    return frame, issues
