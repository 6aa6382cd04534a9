"""New figures against what the workbook holds: jumps beyond a measure's own history, months that goals still lack."""

from collections.abc import Iterator

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.observed import all_observations
from schemas.fields import Field
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals, Observations
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period, running_month
from schemas.versions import replaced_from, starts
from udfs.goals.goal_columns import last_figure_stands
from udfs.goals.validity import validity


def month_issues(observations: pd.DataFrame, budget_lines: pd.DataFrame, contract: Contract) -> list[Issue]:
    """Which goal lacks which month of the contract year, up to the last month that any figure covers.

    Args:
        observations: The workbook's, with the new ones.
        budget_lines: The workbook's, with the new ones; budget goals are observed by them.
        contract: The workbook.

    Returns:
        One warning for each goal with some months but not all, and one that names the goals with none.
    """
    year = contract.year
    covered = _covered(all_observations(observations, budget_lines), year)
    last = max((max(months) for months in covered.values()), default=0)
    if not last:
        return []
    none: list[str] = []
    issues = []
    place = Place(contract.book.name, contract.tables[Goals.name].raw.sheet)
    for (number, centre, measure, unit), first, end, stands in goals_of_year(contract.goals, year):
        due = min(_last_due(contract, measure, unit, last), end)
        months = covered.get((centre, measure), set()) & {*range(first, end + 1)}
        missing = [str(Period(year, Grain.MONTH, month)) for month in range(first, due + 1) if month not in months]
        if not months and due >= first:
            none.append(number)
        elif missing and not stands:
            about = {"measure": measure, "centre": centre, "months": ", ".join(missing)}
            issues.append(Issue("months_missing", place, number, about))
    if none:
        issues.append(Issue("goals_without_figures", place, ", ".join(none), {"count": len(none)}))
    return issues


def _covered(observations: pd.DataFrame, year: int) -> dict[tuple[str, str], set[int]]:
    """Centre and measure -> the months of the year (1 to 12) that some observation covers."""
    found: dict[tuple[str, str], set[int]] = {}
    columns = (Observations.CENTRE, Observations.MEASURE, Observations.PERIOD)
    for centre, measure, period in observations[list(columns)].itertuples(index=False, name=None):
        if isinstance(period, Period) and period.year == year:
            start = period.first_month % MONTHS_A_YEAR + 1
            found.setdefault((centre, measure), set()).update(range(start, start + period.grain))
    return found


def _last_due(contract: Contract, measure: str, unit: str, month: int) -> int:
    """The month of the year (1 to 12) up to which a measure's figures are due; 0 or less where none is yet."""
    start = Period(contract.year, Grain.YEAR).first_month
    return contract.catalogue.facts(measure, unit).last_due(start + month - 1) - start + 1


def goals_of_year(goals: pd.DataFrame, year: int) -> Iterator[tuple[tuple[str, ...], int, int, bool]]:
    """Each goal once, the first and last month of the year (1 to 12) it is of, and whether its last figure stands.

    A milestone and a survey are not expected every month; a measure that a later version of the goal has replaced is
    not expected from then on.
    """
    columns = [Goals.NUMBER, Goals.CENTRE, Goals.MEASURE, Goals.UNIT]
    lines = _latest(goals, columns)
    months = validity(goals, lines, year)
    start = Period(year, Grain.YEAR).first_month
    stands = last_figure_stands(lines)
    replaced = replaced_from(goals)
    rows = zip(lines[columns].to_numpy().tolist(), months.first, months.last, stands, strict=True)
    for row, first, last, is_kept in rows:
        number, centre, measure, _ = row
        day = replaced.get((centre, number, measure))
        until = last if day is None else min(int(last), running_month(day) - 1)
        yield tuple(map(str, row)), int(first) - start + 1, int(until) - start + 1, bool(is_kept)


def _latest(goals: pd.DataFrame, columns: list[Field]) -> pd.DataFrame:
    """The line of each goal and measure that is valid last, in the order of the first ones.

    A goal that a later line ends is not of the months after it, though its earlier lines name no end.
    """
    order = goals[columns].drop_duplicates()
    by_start = goals.assign(_start=starts(goals)).sort_values("_start", kind="stable")
    return order.merge(by_start.drop_duplicates(columns, keep="last"), on=columns, how="left")
