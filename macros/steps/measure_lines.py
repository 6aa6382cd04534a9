"""The catalogue of measures of a contract: its own lines, the shipped ones, and those made of its goals."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from schemas.codes import FigureKind, PeriodKind, Unit
from schemas.context import measures_of, year_of
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import OF_GOAL, Issue
from schemas.measures import Catalogue, by_unit, catalogue_of, fed_by, period_kind_of
from schemas.reading import Understood, frame_of
from schemas.rules.validation import goal_of
from schemas.tables import BudgetLines, Goals, Measures, Observations
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import Words
from workbook.shipped import shipped_measures

_UNDOUBTED = (None, Grain.YEAR)
"""What figures cover, where a code's shipped line may be trusted before the first of them."""


def catalogue_for(own: pd.DataFrame, budget_lines: pd.DataFrame) -> Catalogue:
    """The catalogue that a contract's figures are checked and computed by.

    Args:
        own: The lines of its sheet of measures.
        budget_lines: Its budget lines, whose accounts feed measures of their own.
    """
    return catalogue_of(own, shipped_measures(), fed_by(map(str, budget_lines[BudgetLines.ACCOUNT])))


def lines_for(goals: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """A line for each measure of a contract, for its sheet.

    Args:
        goals: The contract's goals.
        own: Lines that stand already; they are kept as they are.

    Returns:
        Those lines; then, in the goals' order, the shipped line of each further measure, or one with what its goal
        tells.
    """
    standing = set(own[Measures.MEASURE])
    shipped = {str(line[Measures.MEASURE]): line for line in records(shipped_measures())}
    titles = _titles(goals)
    made = [
        _line(measure, unit, titles[measure], shipped.get(measure))
        for measure, unit in measures_of(goals).items()
        if measure not in standing
    ]
    return frame_of(Measures, [*records(own), *made])


def _line(measure: str, unit: str, title: str, shipped: Record | None) -> Record:
    if shipped is not None and (is_missing(shipped[Measures.UNIT]) or shipped[Measures.UNIT] == unit):
        return {**shipped, Measures.UNIT: unit}
    # The kind and the bounds stay open: what the unit says of them holds also after the unit is corrected.
    return {
        Measures.MEASURE: measure,
        Measures.TITLE: title,
        Measures.UNIT: unit,
        Measures.DECIMALS: by_unit(unit).decimals,
    }


def lines_before(goals: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Lines for a workbook made before there was a catalogue, so that what it holds already goes on as it did.

    Args:
        goals: Its goals.
        observations: What it holds.

    Returns:
        Lines of measures that are others than the shipped ones of their codes, for their figures of the contract year
        are of another length; and of measures that nothing is known of, but whose figures lie outside of what their
        unit allows. All others are left to the shipped lines and to the units.
    """
    catalogue = catalogue_of(shipped_measures())
    shipped = set(shipped_measures()[Measures.MEASURE])
    titles, year = _titles(goals), year_of(goals)
    held = dict(list(observations.groupby(Observations.MEASURE, sort=False)))
    found = []
    for measure, unit in measures_of(goals).items():
        facts = catalogue.facts(measure, unit)
        rows = held.get(measure, observations.head(0))
        values, periods = rows[Observations.VALUE], _own_year(rows[Observations.PERIOD], year)
        line = _line(measure, unit, titles[measure], None)
        if not (all(map(facts.fits, periods)) if periods else facts.length in _UNDOUBTED):
            found.append({**line, Measures.KIND: facts.kind, Measures.PERIOD_KIND: _covered(periods)})
        elif measure not in shipped and ((values < facts.lower) | (values > facts.upper)).any():
            found.append({**line, Measures.KIND: _widened(unit, values)})
    return frame_of(Measures, found)


def _own_year(periods: "pd.Series[Any]", year: int) -> list[Period]:
    """The periods of the contract year, or all of them where it has none yet."""
    known = [period for period in periods if isinstance(period, Period)]
    return [period for period in known if period.year == year] or known


def _titles(goals: pd.DataFrame) -> dict[str, str]:
    """Measure -> the title of its first goal."""
    return dict(zip(reversed(goals[Goals.MEASURE].tolist()), reversed(goals[Goals.TITLE].tolist()), strict=True))


def _covered(periods: Iterable[Period]) -> PeriodKind:
    """What figures cover that are all of one length; of several lengths, their own periods."""
    grains = {period.grain for period in periods}
    return period_kind_of(next(iter(grains))) if len(grains) == 1 else PeriodKind.PERIOD


def _widened(unit: str, values: "pd.Series[float]") -> FigureKind:
    """The narrowest kind that a measure's figures are of, although its unit does not allow them."""
    return FigureKind.USE if unit == Unit.PCT and values.min() >= 0 else FigureKind.FREE


def of_other_length(observations: pd.DataFrame, goals: pd.DataFrame, catalogue: Catalogue) -> "pd.Series[bool]":
    """Which observations cover a longer or shorter period than their measure is counted over."""
    units = measures_of(goals)
    facts = {measure: catalogue.facts(measure, unit) for measure, unit in units.items()}
    columns = (observations[Observations.MEASURE], observations[Observations.PERIOD])
    other = [
        measure in facts and isinstance(period, Period) and not facts[measure].fits(period)
        for measure, period in zip(*columns, strict=True)
    ]
    return pd.Series(other, index=observations.index, dtype=bool)


def other_units(goals: Understood, lines: pd.DataFrame, language: Words) -> list[Issue]:
    """Goals of another unit than the catalogue gives their measure, said once for each measure.

    Args:
        goals: The goals, as they stand.
        lines: The lines of the contract's or register's own catalogue.
        language: The user's language, for the units.
    """
    units = {line[Measures.MEASURE]: line[Measures.UNIT] for line in records(lines)}
    found: dict[str, Issue] = {}
    for row, goal in numbered(goals.frame):
        measure, unit = str(goal[Goals.MEASURE]), goal[Goals.UNIT]
        listed = units.get(measure)
        if not is_missing(listed) and listed is not None and listed != unit and measure not in found:
            details = {"measure": measure, "listed": language.word(Unit(listed)), OF_GOAL: goal_of(goal)}
            found[measure] = Issue(
                "measure_unit_differs", goals.place(row, Goals.UNIT), language.word(Unit(unit)), details
            )
    return list(found.values())
