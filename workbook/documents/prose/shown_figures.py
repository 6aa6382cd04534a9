"""The figures of a goal as a document prints them: the same text in its table and in its sentences.

Source: half-year report 2008, tables 1-21 (a band prints both differences, table 20; a count its difference in per cent
of the target too, table 11; counts under five are not printed, design section 7).
"""

from dataclasses import dataclass

from schemas.codes import Rule, Unit
from schemas.frames import Record, is_missing
from schemas.measures import HUNDRED_PER_CENT, WHOLE_UNITS
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.documents.prose.reasons import expected
from workbook.present import amount

LEAST_SHOWN = 5
"""Counts of persons and cases below this are not printed."""
PERSONS = frozenset({Unit.COUNT, Unit.FULL_TIME})
"""Units in which persons and cases are counted."""
_RELATIVE = frozenset({Unit.COUNT, Unit.FULL_TIME, Unit.KR, Unit.KWH})
"""Units of amounts: of these a difference is told in per cent of the target too."""
_NAMED = frozenset({Unit.DAYS, Unit.MONTHS, Unit.POINTS, Unit.KR, Unit.KWH})
"""Units whose word stands behind a figure in a sentence."""
_TOGETHER = (
    Results.SHOWN_TARGET,
    Results.SHOWN_TARGET_MAX,
    Results.SHOWN_YEAR_TARGET,
    Results.SHOWN_YEAR_TARGET_MAX,
    Results.SHOWN_RESULT,
    Results.SHOWN_DIFFERENCE,
)
_WHOLE = 1e-9


def is_small(row: Record) -> bool:
    """Whether a goal's result is a count so small that it is not printed; points, days and shares count no persons."""
    return row[Results.UNIT] in PERSONS and not is_missing(row[Results.RESULT]) and row[Results.RESULT] < LEAST_SHOWN


def decimals_of(rows: list[Record]) -> int:
    """The decimals of a table: none where all its figures are whole, else as many as the line that needs most."""
    values = [row[name] for row in rows for name in _TOGETHER if not is_missing(row[name])]
    # The forecast of what is counted is whole in any case.
    values += [row[Results.SHOWN_FORECAST] for row in rows if _has_fraction(row)]
    if all(abs(value - round(value)) < _WHOLE for value in values):
        return 0
    return max(int(row[Results.DECIMALS]) for row in rows)


def _has_fraction(row: Record) -> bool:
    return has_forecast(row) and row[Results.SHOWN_UNIT] not in WHOLE_UNITS


def has_forecast(row: Record) -> bool:
    """Whether there is a forecast worth printing: one with a chance, which takes three months of figures or more."""
    return not is_missing(row[Results.CHANCE]) and not is_missing(row[Results.SHOWN_FORECAST])


@dataclass(frozen=True)
class Shown:
    """A goal's figures as text.

    Args:
        row: The goal's line of the results table.
        count: Decimals.
        words: The language.
        is_masked: Whether its result is not printed, since it is small or tells a small one.
    """

    row: Record
    count: int
    words: Words
    is_masked: bool = False

    @property
    def unit(self) -> str:
        """The unit in which it is shown."""
        return str(self.row[Results.SHOWN_UNIT])

    def figure(self, value: float | None, sign: bool = False) -> str:
        """Any figure in the goal's unit."""
        return amount(value, self.unit, self.words, sign=sign, count=self.count, even=self.count > 0)

    def said(self, text: str) -> str:
        """A figure in a sentence, with the word of its unit."""
        named = self.unit in _NAMED and text != "–"
        return f"{text} {self.words.word(Unit(self.unit))}" if named else text

    @property
    def target(self) -> str:
        """The target to date; of a band both bounds."""
        return self._both(Results.SHOWN_TARGET, Results.SHOWN_TARGET_MAX)

    @property
    def year_target(self) -> str:
        """The year's target; of a band both bounds."""
        return self._both(Results.SHOWN_YEAR_TARGET, Results.SHOWN_YEAR_TARGET_MAX)

    def _both(self, low: str, high: str) -> str:
        first, last = self.row[low], self.row[high]
        text = self.figure(first)
        return text if is_missing(last) else f"{text.removesuffix(' %')}–{self.figure(last)}"

    @property
    def result(self) -> str:
        """The result, or a mark that it is too small to be printed."""
        if self.is_masked:
            return self.words.text("report_under" if is_small(self.row) else "report_hidden", least=LEAST_SHOWN)
        return self.figure(self.row[Results.SHOWN_RESULT])

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The differences to a band's lower and upper bound, where the result lies outside it."""
        low, high, result = (
            self.row[name] for name in (Results.SHOWN_TARGET, Results.SHOWN_TARGET_MAX, Results.SHOWN_RESULT)
        )
        if self.row[Results.RULE] != Rule.BAND or any(map(is_missing, (low, high, result))) or low <= result <= high:
            return None
        return result - low, result - high

    @property
    def difference(self) -> str:
        """The difference; of a band both, of an amount in per cent of the target too."""
        value = self.row[Results.SHOWN_DIFFERENCE]
        if self.is_masked or is_missing(value):
            return "–"
        if self.bounds is not None:
            low, high = (self.figure(each, sign=True) for each in self.bounds)
            return f"{low.removesuffix(self._points)}/{high}"
        text = self.figure(value, sign=True)
        relative = self._relative(value)
        return f"{text} ({relative})" if relative else text

    @property
    def _points(self) -> str:
        return f" {self.words.text('per_cent_points')}"

    def _relative(self, value: float) -> str:
        target = self.row[Results.SHOWN_TARGET]
        if self.unit not in _RELATIVE or is_missing(target) or not target:
            return ""
        return amount(HUNDRED_PER_CENT * value / abs(target), Unit.PCT, self.words, count=0)

    @property
    def forecast(self) -> str:
        """Where the year is expected to end; a dash where too few figures say it."""
        return "–" if self.is_masked or not has_forecast(self.row) else expected(self.row, self.words)
