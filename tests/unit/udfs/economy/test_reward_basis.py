"""The basis of the reward: a year's own line, or the mean of its twelve months; everything else is refused."""

import pytest

from schemas.economy_codes import RewardLine
from schemas.reading import frame_of
from schemas.tables import RewardBasis
from schemas.text.periods import parse_period
from udfs.economy.reward_basis import BasisFault, reward_basis

YEARS = [("2008", 21000, 30000), ("2009", 19530, 28800)]


def basis(rows, year=2009):
    lines = [
        {RewardBasis.PERIOD: parse_period(period), RewardBasis.OWN: own, RewardBasis.BENCHMARK: benchmark}
        for period, own, benchmark in rows
    ]
    return reward_basis(frame_of(RewardBasis, lines), year)


def months(year, own, benchmark, but=()):
    return [(f"{year}-{month:02d}", own + month, benchmark) for month in range(1, 13) if month not in but]


def faults(found):
    return [(fault.kind, fault.line, [str(period) for period in fault.periods]) for fault in found.faults]


def test_years_months_and_both_mixed():
    assert [float(each) for each in basis(YEARS).figures.values()] == [21000, 19530, 30000, 28800]
    mixed = basis([*months(2008, 20993.5, 30000), YEARS[1]])
    assert (mixed.faults, float(mixed.figures[RewardLine.OWN_BEFORE])) == ([], 21000)
    apart = basis([("2008", 21000, None), *months(2008, None or 0, 30000)[:0], ("2009", 19530, 28800)])
    assert faults(apart) == [(BasisFault.MISSING, RewardLine.BENCHMARK_BEFORE, ["2008"])]


def test_a_benchmark_without_november():
    rows = [YEARS[0], *months(2009, 19530, 28800)]
    at = next(place for place, row in enumerate(rows) if row[0] == "2009-11")
    rows[at] = ("2009-11", 19541, None)
    assert faults(basis(rows)) == [(BasisFault.MISSING, RewardLine.BENCHMARK_NOW, ["2009-11"])]


NOVEMBER = [YEARS[0], *months(2009, 0, 1, but={11})]


@pytest.mark.parametrize(
    ("rows", "kind", "periods"),
    [
        (NOVEMBER, BasisFault.MISSING, ["2009-11"]),
        ([YEARS[0]], BasisFault.MISSING, ["2009"]),
        ([("2007", 1, 1)], BasisFault.MISSING, ["2008"]),
        ([*YEARS, ("2009", 19530, 28800)], BasisFault.TWICE, ["2009"]),
        ([YEARS[0], *months(2009, 0, 1), ("2009-03", 3, 1)], BasisFault.TWICE, ["2009-03"]),
        ([*YEARS, ("2009-03", 3, 1)], BasisFault.BOTH, ["2009"]),
        ([*YEARS, ("2009-Q1", 3, 1)], BasisFault.LENGTH, ["2009-Q1"]),
        ([YEARS[0], ("2009", -1, 28800)], BasisFault.NEGATIVE, ["2009"]),
        ([YEARS[0], ("2009", 1e300, 28800)], BasisFault.UNLIKELY, ["2009"]),
        ([("2008", 21000, 0), YEARS[1]], BasisFault.ZERO, ["2008"]),
        ([YEARS[0], ("2009", 19530, 0)], BasisFault.ZERO, ["2009"]),
    ],
)
def test_what_is_refused(rows, kind, periods):
    found = faults(basis(rows))
    assert (kind, periods) in [(each[0], each[2]) for each in found]


def test_other_years_are_passed_over():
    assert basis([("2006", 1, 1), ("2007", 1, 1), *YEARS]).faults == []
