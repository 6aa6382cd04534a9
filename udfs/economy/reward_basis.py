"""The basis of the reward: full-year recipients of two years, here and in the benchmark, of years or of all months.

Source: the steering model of 2006 (development here against the rest of Zealand).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

import pandas as pd

from schemas.economy_codes import RewardLine
from schemas.fields import Field
from schemas.frames import is_missing, numbered
from schemas.tables import RewardBasis
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from udfs.economy.reward import fraction

_MOST_PERSONS, _LEAST_PERSONS = 1e8, 1e-3
FIGURES: Mapping[RewardLine, tuple[Field, int]] = {
    RewardLine.OWN_BEFORE: (RewardBasis.OWN, -1),
    RewardLine.OWN_NOW: (RewardBasis.OWN, 0),
    RewardLine.BENCHMARK_BEFORE: (RewardBasis.BENCHMARK, -1),
    RewardLine.BENCHMARK_NOW: (RewardBasis.BENCHMARK, 0),
}
"""Each figure: the column it stands in, and its year counted from the contract year."""


class BasisFault(StrEnum):
    """Why a year has no figure."""

    MISSING = "missing"
    """Months, or the whole year, without a figure."""
    TWICE = "twice"
    """A month, or the year, with several figures."""
    BOTH = "both"
    """A figure of the whole year beside figures of its months."""
    LENGTH = "length"
    """A quarter or half-year."""
    NEGATIVE = "negative"
    UNLIKELY = "unlikely"
    """More than any land has, or a small part of one person."""
    ZERO = "zero"
    """A benchmark of 0: nothing develops from it."""


@dataclass(frozen=True)
class Fault:
    """Something that keeps the reward from being computed.

    Args:
        kind: What it is.
        line: The figure that is lacking.
        periods: The periods it is about.
        row: The row of the table that it points at; None where rows are missing.
    """

    kind: BasisFault
    line: RewardLine
    periods: tuple[Period, ...]
    row: int | None = None


@dataclass(frozen=True)
class Basis:
    """The basis of a reward.

    Args:
        figures: The figures of the two years, exactly.
        faults: Why figures are lacking.
    """

    figures: dict[RewardLine, Fraction] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def reward_basis(rows: pd.DataFrame, year: int) -> Basis:
    """The figures of a year and the year before.

    Args:
        rows: The table of the basis; lines of other years are left out.
        year: The contract year.

    Returns:
        A year's figure is that of its own line, or the mean of its twelve months; every other case is a fault.
    """
    figures: dict[RewardLine, Fraction] = {}
    faults: list[Fault] = []
    for line, (column, offset) in FIGURES.items():
        stated = _stated(rows, column, year + offset)
        found = _faults(line, stated, year + offset)
        if found:
            faults += found
            continue
        values = [fraction(value) for _, _, value in stated]
        figures[line] = sum(values, Fraction(0)) / len(values)
        if column == RewardBasis.BENCHMARK and not figures[line]:
            faults.append(Fault(BasisFault.ZERO, line, (Period(year + offset, Grain.YEAR),), stated[0][0]))
    return Basis(figures, faults)


def _stated(rows: pd.DataFrame, column: Field, year: int) -> list[tuple[int, Period, float]]:
    """The figures of a column in a year: row, period, figure."""
    return [
        (number, row[RewardBasis.PERIOD], float(row[column]))
        for number, row in numbered(rows)
        if isinstance(row[RewardBasis.PERIOD], Period)
        and row[RewardBasis.PERIOD].year == year
        and not is_missing(row[column])
    ]


def _faults(line: RewardLine, stated: list[tuple[int, Period, float]], year: int) -> list[Fault]:
    """What keeps the figures of a year from being its figure."""
    faults: list[Fault] = []
    seen: set[Period] = set()
    for row, period, value in stated:
        if period.grain not in {Grain.MONTH, Grain.YEAR}:
            faults.append(Fault(BasisFault.LENGTH, line, (period,), row))
        if period in seen:
            faults.append(Fault(BasisFault.TWICE, line, (period,), row))
        if value < 0:
            faults.append(Fault(BasisFault.NEGATIVE, line, (period,), row))
        if value > _MOST_PERSONS or 0 < value < _LEAST_PERSONS:
            faults.append(Fault(BasisFault.UNLIKELY, line, (period,), row))
        seen.add(period)
    whole = Period(year, Grain.YEAR)
    months = [Period(year, Grain.MONTH, month) for month in range(1, MONTHS_A_YEAR + 1)]
    missing = tuple(month for month in months if month not in seen)
    if whole in seen:
        at = next(row for row, period, _ in stated if period == whole)
        return faults + ([Fault(BasisFault.BOTH, line, (whole,), at)] if len(missing) < MONTHS_A_YEAR else [])
    if missing:
        faults.append(Fault(BasisFault.MISSING, line, (whole,) if len(missing) == MONTHS_A_YEAR else missing))
    return faults
