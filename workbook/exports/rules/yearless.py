"""Periods whose labels name no year, where something on the sheet speaks against the year they are read as."""

import itertools
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from math import isclose
from typing import NamedTuple

from schemas.lexicon.labels import Dimension
from schemas.lexicon.titles import year_in
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from schemas.thresholds import FEWEST_TO_PROVE
from workbook.exports.facts import Label, Role
from workbook.exports.meaning.crossing import is_bare
from workbook.exports.meaning.periods import names_no_year
from workbook.exports.meaning.reading import Reading
from workbook.exports.meaning.years import TitleYears


class PeriodLabel(NamedTuple):
    """A label of periods as it was read.

    Args:
        label: The label.
        period: The period.
        is_bare: Whether neither it nor what stands above or beside it names its year.
        about: What its figures are of beside it: the labels of other measures and centres may stand between.
    """

    label: Label
    period: Period
    is_bare: bool
    about: Hashable

    @property
    def kind(self) -> Hashable:
        """What it is compared with others by."""
        return self.about, self.period.grain


class Line(NamedTuple):
    """Labels of periods that stand in a line.

    Args:
        is_header: Whether they stand in a row of headers, where months run on; a column may be sorted by their names.
        labels: The labels, in order.
    """

    is_header: bool
    labels: Sequence[PeriodLabel]


def unclear_years(
    lines: Iterable[Line], years: TitleYears, others: Mapping[int, str] | None = None
) -> list[tuple[Label, str]]:
    """The labels whose year is a guess, each with what speaks against it.

    Args:
        lines: The labels of a table.
        years: The years around it.
        others: Further years that are told of such months, each with the text that does.

    Returns:
        Labels without a year beside ones of another year (``okt 2008``, ``nov``), under titles that name another or
        several years, or running backwards (``nov``, ``dec``, ``jan``); each once, and each text of a line once where
        the same speaks against it.
    """
    found: dict[tuple[int, int], tuple[Label, str]] = {}
    for line in lines:
        turns = _turns(line)
        told = _told_years(line.labels)
        said: set[tuple[str, str]] = set()
        for each in line.labels:
            turned = turns.get(each.label.at) if names_no_year(each.label) else None
            if turned and not each.is_bare and turned.period.year == each.period.year:
                found.setdefault(each.label.at, (each.label, turned.label.shown))  # the year told is of both
            if not each.is_bare:
                continue
            other = next((one.label.shown for one in told if _speaks_against(one, each)), "")
            against = other or _told_beside(each.period, others or {}) or years.against(each.period.year)
            against = against or years.later_than(each.period)
            if against and (each.label.shown, against) not in said:
                said.add((each.label.shown, against))
                found.setdefault(each.label.at, (each.label, against))
            elif turned and not against:
                found.setdefault(each.label.at, (each.label, turned.label.shown))
    return list(found.values())


def lines_of(readings: Sequence[Reading]) -> Iterator[Line]:
    """The labels of periods in a row of headers, in a column of a stub, or over groups of rows, in order."""
    lines: dict[tuple[bool, bool, int], dict[tuple[int, int], PeriodLabel]] = {}
    for reading in readings:
        label, period = reading.known.places.get(Dimension.PERIOD), reading.known.period
        if label is None or period is None or label.role is Role.SHEET:
            continue
        across = label.role is Role.COLUMN
        line = lines.setdefault((across, label.row != reading.row, label.row if across else label.column), {})
        known = reading.known
        about = (known.measure, known.centre, known.part)
        line.setdefault(label.at, PeriodLabel(label, period, is_bare(known), about))
    for (across, *_), labels in lines.items():
        yield Line(across, [labels[place] for place in sorted(labels)])


def closing_years(readings: Sequence[Reading]) -> dict[int, str]:
    """The years that totals of months name (``2008 in all``), or whose figures are sums of months that name none."""
    return _of_totals(readings) | _of_sums(readings)


def yearless(readings: Sequence[Reading]) -> dict[tuple[int, int], Label]:
    """The labels of periods that name no year where nothing else around them does, by their place."""
    bare = (each.known for each in readings if each.known.year is None and is_bare(each.known))
    return {label.at: label for label in (known.places[Dimension.PERIOD] for known in bare)}


def _of_totals(readings: Sequence[Reading]) -> dict[int, str]:
    known = [each.known for each in readings if each.known.total is not None]
    texts = {label.shown for each in known if (label := each.places.get(Dimension.TOTAL))}
    return {year: text for text in texts if (year := year_in(text)) is not None}


def _of_sums(readings: Sequence[Reading]) -> dict[int, str]:
    """The years of periods whose figures are the sums of months that name none (``jan``, ``feb``, ``2008``)."""
    lines: dict[object, list[tuple[Label, Period, float, bool]]] = {}
    for each in readings:
        known, value = each.known, each.cell.value
        label, period = known.places.get(Dimension.PERIOD), known.period
        if label and label.row and period and known.total is None and isinstance(value, float):
            place = each.row if label.row != each.row else -each.column
            told = (label, period, value, is_bare(known))
            lines.setdefault((place, known.measure, known.centre, known.part), []).append(told)
    found: dict[int, str] = {}
    for line in lines.values():
        months = [value for _, period, value, bare in line if bare and period.grain is Grain.MONTH]
        whole = sum(months)
        for label, period, value, _ in line if len(months) >= FEWEST_TO_PROVE else ():
            if period.grain is not Grain.MONTH and not names_no_year(label) and isclose(value, whole):
                found[period.year] = label.shown
    return found


def _turns(line: Line) -> dict[tuple[int, int], PeriodLabel]:
    """The label before each one after which the year turns although no label says so.

    Months down may be sorted by name, and dated groups newest first; there only December beside January tells of two
    years, and months in order but for one turn.
    """
    alike: dict[Hashable, list[Period]] = {}
    for each in line.labels:
        alike.setdefault(each.kind, []).append(each.period)
    once = {kind for kind, periods in alike.items() if turns_once(periods)}
    before: dict[Hashable, PeriodLabel] = {}
    found: dict[tuple[int, int], PeriodLabel] = {}
    for each in line.labels:
        last = before.get(each.kind)
        falls = (line.is_header and each.is_bare) or each.kind in once
        is_turned = last is not None and (
            last.period > each.period if falls else over_new_year(last.period, each.period)
        )
        if last is not None and is_turned:
            found[each.label.at] = last
        before[each.kind] = each
    return found


def _told_years(labels: Sequence[PeriodLabel]) -> list[PeriodLabel]:
    """The first label of each year and length that says its year; what a later one speaks against, it does too."""
    found: dict[tuple[int, Grain], PeriodLabel] = {}
    for each in labels:
        if not each.is_bare:
            found.setdefault((each.period.year, each.period.grain), each)
    return list(found.values())


def _speaks_against(told: PeriodLabel, bare: PeriodLabel) -> bool:
    """Whether a label says another year: one of the same length, or a year that stands above the months."""
    is_above = told.period.grain is Grain.YEAR and told.label.row < bare.label.row
    is_other = told.period.year != bare.period.year
    return is_other and (told.period.grain is bare.period.grain or is_above)


def _told_beside(period: Period, others: Mapping[int, str]) -> str:
    return "" if period.year in others else next(iter(others.values()), "")


def turns_once(periods: Sequence[Period]) -> bool:
    """Whether periods of one year run on but for one turn to some before the first (``oct, nov, jan``)."""
    downs = sum(one > other for one, other in itertools.pairwise(periods))
    return len(periods) > FEWEST_TO_PROVE and downs == 1 and periods[-1] < periods[0]


def over_new_year(one: Period, other: Period) -> bool:
    """Whether two periods of a year are its last and its first; of half-years there are no others."""
    last = MONTHS_A_YEAR // one.grain
    return one.grain is other.grain and one.grain < Grain.HALF_YEAR and {one.index, other.index} == {1, last}
