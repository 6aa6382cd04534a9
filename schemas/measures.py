"""What the figures of a measure may be, by the catalogue of measures; and which measure a budget account feeds.

Source: design, section 4: what a figure may be is said in the catalogue, never by how a code ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from schemas.codes import FigureKind, PeriodKind, Unit
from schemas.frames import Record, is_missing, records
from schemas.reading import frame_of
from schemas.tables import Measures
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from schemas.toml_data import data

HUNDRED_PER_CENT = 100.0
_NONE_BELOW, _NONE_ABOVE = float("-inf"), float("inf")
_ANY_SIGN = frozenset({Unit.PCT_POINT, Unit.KR})
"""Units that figures of both signs come in: changes, and amounts of money (a surplus, a refund)."""
_LOWER = {FigureKind.SHARE: 0.0, FigureKind.USE: 0.0}
_UPPER = {FigureKind.SHARE: HUNDRED_PER_CENT, FigureKind.CHANGE: HUNDRED_PER_CENT}
"""The bounds that lie in the kind itself; an amount or a free figure has those that the catalogue gives it."""
_LENGTHS = {
    PeriodKind.MONTH: Grain.MONTH,
    PeriodKind.QUARTER: Grain.QUARTER,
    PeriodKind.HALF_YEAR: Grain.HALF_YEAR,
    PeriodKind.YEAR: Grain.YEAR,
}
WHOLE_UNITS = (Unit.COUNT, Unit.KR, Unit.KWH)
"""Units whose whole figures have no decimals: 154, never 154,0."""
_TO_SHOW = 1


def period_kind_of(length: Grain) -> PeriodKind:
    """The kind of period of figures that all cover that length."""
    return next(kind for kind, grain in _LENGTHS.items() if grain is length)


@dataclass(frozen=True)
class MeasureFacts:
    """What the figures of a measure are.

    Args:
        kind: The kind of figure.
        lower: The least figure that can occur; minus infinity for none.
        upper: The greatest one; infinity for none.
        decimals: How many decimals its figures are shown with.
        period_kind: What a figure covers.
        lag: How many months pass after a period until its figure is final.
    """

    kind: FigureKind
    lower: float
    upper: float
    decimals: int
    period_kind: PeriodKind = PeriodKind.PERIOD
    lag: int = 0

    @property
    def length(self) -> Grain | None:
        """The length that the period of a figure must have; None where any will do."""
        return _LENGTHS.get(self.period_kind)

    def fits(self, period: Period) -> bool:
        """Whether a figure of a period is the measure's own; a year's figure may stand at the month it ends with."""
        if self.length is None or period.grain is self.length:
            return True
        return self.length is Grain.YEAR and (period.last_month + 1) % MONTHS_A_YEAR == 0

    def last_due(self, month: int, usual: Grain = Grain.MONTH) -> int:
        """The last month that a figure is due of at the end of a month.

        Args:
            month: The month, as a running number (12 a year).
            usual: What a figure covers where any length will do.

        Returns:
            A running number.
        """
        length = int(self.length or usual)
        return (month - self.lag + 1) // length * length - 1


@lru_cache(maxsize=64)
def by_unit(unit: str) -> MeasureFacts:
    """What a unit alone says of figures: all that is known of a measure that the catalogue does not have."""
    decimals = 0 if unit in WHOLE_UNITS else _TO_SHOW
    if unit == Unit.PCT:
        return MeasureFacts(FigureKind.SHARE, 0.0, HUNDRED_PER_CENT, decimals)
    if unit in _ANY_SIGN:
        return MeasureFacts(FigureKind.FREE, _NONE_BELOW, _NONE_ABOVE, decimals)
    return MeasureFacts(FigureKind.AMOUNT, 0.0, _NONE_ABOVE, decimals)


@dataclass(frozen=True)
class Catalogue:
    """The catalogue of measures, as the rules and the arithmetic ask it.

    Args:
        lines: Measure -> its lines, the one that counts most first.
    """

    lines: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    _known: dict[tuple[str, str], MeasureFacts] = field(default_factory=dict, compare=False, repr=False)

    def facts(self, measure: str, unit: str) -> MeasureFacts:
        """What the figures of a measure are.

        Args:
            measure: Its code.
            unit: The unit of the goal that uses it. A line of another unit speaks of other figures, and is not used.
        """
        key = (measure, str(unit))
        if key not in self._known:
            found = by_unit(str(unit))
            for line in reversed(self.lines.get(measure, ())):
                if is_missing(line[Measures.UNIT]) or line[Measures.UNIT] == unit:
                    found = _completed(line, found)
            self._known[key] = found
        return self._known[key]

    def title(self, measure: str, goal_titles: Iterable[str], hold: bool = True) -> str:
        """What a line over several centres is called: as their goals are, where all are called the same.

        Args:
            measure: The measure's code.
            goal_titles: The titles of the centres' goals.
            hold: Whether what they say holds for the line too; ``650 new placements`` does not, where targets add up.

        Returns:
            The goals' title; else the measure's own. A line of the catalogue that was made of one centre's goal bears
            that goal's title, so one that no goal bears goes before; without one, the code.
        """
        called = list(dict.fromkeys(map(str, goal_titles)))
        if len(called) == 1 and hold:
            return called[0]
        lines = self.lines.get(measure, ())
        listed = dict.fromkeys(str(line[Measures.TITLE]) for line in lines if not is_missing(line[Measures.TITLE]))
        found = [title for title in listed if title not in called]
        return next(iter([*found, *(listed if len(listed) == 1 else ())]), measure)

    def bounds(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[float, float]]:
        """The least and the greatest figure of measures in their units."""
        facts = (self.facts(measure, unit) for measure, unit in pairs)
        return [(each.lower, each.upper) for each in facts]


BY_UNITS = Catalogue()
"""The catalogue that has no lines: each measure is what its unit says."""


def catalogue_of(*frames: pd.DataFrame) -> Catalogue:
    """The catalogue of validated lines.

    Args:
        frames: Tables of measures; of two lines of one measure that of the earlier table counts, and the later one
            gives what it leaves open.
    """
    lines: dict[str, tuple[Record, ...]] = {}
    for frame in frames:
        for record in records(frame):
            measure = str(record[Measures.MEASURE])
            lines[measure] = (*lines.get(measure, ()), record)
    return Catalogue(lines)


def _completed(line: Record, otherwise: MeasureFacts) -> MeasureFacts:
    """What a line says, and where it says nothing what is known otherwise.

    A line that names its kind names its bounds too: a bound left open is that of the kind, and an amount has none.
    """
    kind = line[Measures.KIND]
    low, high = otherwise.lower, otherwise.upper
    if not is_missing(kind):
        low, high = _LOWER.get(FigureKind(kind), _NONE_BELOW), _UPPER.get(FigureKind(kind), _NONE_ABOVE)
    decimals, lag, covers = line[Measures.DECIMALS], line[Measures.LAG], line[Measures.PERIOD_KIND]
    return replace(
        otherwise,
        kind=otherwise.kind if is_missing(kind) else FigureKind(kind),
        lower=low if is_missing(line[Measures.LOWER]) else float(line[Measures.LOWER]),
        upper=high if is_missing(line[Measures.UPPER]) else float(line[Measures.UPPER]),
        decimals=otherwise.decimals if is_missing(decimals) else int(decimals),
        period_kind=otherwise.period_kind if is_missing(covers) else PeriodKind(covers),
        lag=otherwise.lag if is_missing(lag) else int(lag),
    )


def fed_by(accounts: Iterable[str]) -> pd.DataFrame:
    """Lines for the measures that budget accounts feed: uses of a budget, and how far forecasts lay from the accounts.

    Args:
        accounts: The accounts of a workbook's budget lines, among them the user's own.
    """
    fed = [
        measure
        for account in dict.fromkeys(accounts)
        for measure in (
            account_measure(account),
            *(deviation_measure(account, month) for month in range(1, MONTHS_A_YEAR + 1)),
        )
    ]
    return frame_of(
        Measures, [{Measures.MEASURE: each, Measures.UNIT: Unit.PCT, Measures.KIND: FigureKind.USE} for each in fed]
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return data("measures.toml")


def account_measure(account: str) -> str:
    """The measure that an account's budget use is an observation of."""
    return str(_data()["accounts"].get(account, f"{account}_use"))


def is_account_measure(measure: str) -> bool:
    """Whether a measure is the use of one of the budgets that contracts know."""
    return measure in _data()["accounts"].values()


def deviation_measure(account: str, month: int) -> str:
    """The measure of how far a month's forecast of an account lies from the final accounts."""
    return str(_data()["forecast_deviation"]["pattern"].format(account=account, month=month))
