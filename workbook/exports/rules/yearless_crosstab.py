"""Months whose labels name no year, where something on the sheet speaks against the year they were read as."""

import itertools
from collections.abc import Iterator, Sequence
from math import isclose

from schemas.lexicon.labels import Dimension
from schemas.lexicon.titles import year_in
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from workbook.exports.facts import Label
from workbook.exports.meaning.crossing import is_bare, names_no_year
from workbook.exports.meaning.reading import Reading
from workbook.exports.tidy.crosstab import Crosstab

_PAIR = 2
"""Two months may as well stand the newest first."""
_Label = tuple[Label, Period, bool, Reading]
"""A label of periods, the period it was read as, whether it names no year, and one of its figures."""


def unclear_months(tab: Crosstab) -> list[tuple[Label, str]]:
    """The labels of months whose year is a guess, each with what speaks against it.

    Args:
        tab: The crosstab.

    Returns:
        Labels without a year beside ones of another year (``okt 2008``, ``nov``), under titles that name another or
        several years, or running backwards (``nov``, ``dec``, ``jan``); each once.
    """
    found: dict[tuple[int, int], tuple[Label, str]] = {}
    closing = _closing_years(tab) | _summed_years(tab)
    for across, line in _lines(tab):
        alike: dict[object, list[Period]] = {}
        for _, period, _, figure in line:
            alike.setdefault(_kind(figure, period), []).append(period)
        once = {kind for kind, periods in alike.items() if turns_once(periods)}
        before: dict[object, Period] = {}
        told = _told_years(line)
        for spot, period, bare, figure in line:
            kind = _kind(figure, period)
            falls = (across and bare) or kind in once
            turned = _turned(before.get(kind), period, falls) if names_no_year(spot) else None
            if turned and not bare and turned.year == period.year:
                found.setdefault(spot.at, (spot, str(turned)))  # a year that is told for December and January
            if bare:
                other = next((each[0].shown for each in told if _speaks_against(each, spot, period)), "")
                closed = "" if period.year in closing else next(iter(closing.values()), "")
                against = other or closed or tab.years.against(period.year) or tab.years.later_than(period)
                against = against or (str(turned) if turned else "")
                if against:
                    found.setdefault(spot.at, (spot, against))
            before[kind] = period
    return list(found.values())


def yearless(tab: Crosstab) -> dict[tuple[int, int], Label]:
    """The labels of periods that name no year where nothing else around them does, by their place."""
    bare = (figure.known for figure in tab.figures if figure.known.year is None and is_bare(figure.known))
    return {spot.at: spot for spot in (known.places[Dimension.PERIOD] for known in bare)}


def _kind(figure: Reading, period: Period) -> object:
    """What the periods of a line are compared by: those of other measures, centres and lengths stand between them."""
    return figure.known.measure, figure.known.centre, figure.known.part, period.grain


def _closing_years(tab: Crosstab) -> dict[int, str]:
    """The years that labels of totals name (``2008 in all``)."""
    known = [figure.known for figure in tab.figures if figure.known.total is not None]
    texts = {spot.shown for each in known if (spot := each.places.get(Dimension.TOTAL))}
    return {year: text for text in texts if (year := year_in(text)) is not None}


def _summed_years(tab: Crosstab) -> dict[int, str]:
    """The years of periods whose figures are the sums of months that name none (``jan``, ``feb``, ``2008``)."""
    lines: dict[object, list[tuple[Label, Period, float, bool]]] = {}
    for figure in tab.figures:
        known, value = figure.known, figure.cell.value
        spot, period = known.places.get(Dimension.PERIOD), known.period
        if spot and spot.row and period and known.total is None and isinstance(value, float):
            place = figure.row if spot.row != figure.row else -figure.column
            label = (spot, period, value, names_no_year(spot) and not known.dated)
            lines.setdefault((place, known.measure, known.centre, known.part), []).append(label)
    found: dict[int, str] = {}
    for line in lines.values():
        months = [value for _, period, value, bare in line if bare and period.grain is Grain.MONTH]
        whole = sum(months)
        for spot, period, value, _ in line if len(months) >= _PAIR else ():
            if period.grain is not Grain.MONTH and not names_no_year(spot) and isclose(value, whole):
                found[period.year] = spot.shown
    return found


def _lines(tab: Crosstab) -> Iterator[tuple[bool, list[_Label]]]:
    """The labels of periods in a row of headers (said so), in a column of labels, or over groups of rows, in order."""
    left = min((figure.column for figure in tab.figures), default=0)
    lines: dict[tuple[bool, bool, int], dict[tuple[int, int], _Label]] = {}
    for figure in tab.figures:
        spot, period = figure.known.places.get(Dimension.PERIOD), figure.known.period
        if spot is None or period is None or not spot.row:
            continue
        across = spot.column >= left
        line = lines.setdefault((across, spot.row != figure.row, spot.row if across else spot.column), {})
        line.setdefault(spot.at, (spot, period, names_no_year(spot) and not figure.known.dated, figure))
    for (across, *_), line in lines.items():
        yield across, [line[place] for place in sorted(line)]


def _told_years(line: Sequence[_Label]) -> list[_Label]:
    """The first label of each year and length that says its year; what a later one speaks against, it does too."""
    found: dict[tuple[int, Grain], _Label] = {}
    for each in line:
        _, period, bare, _ = each
        if not bare:
            found.setdefault((period.year, period.grain), each)
    return list(found.values())


def _speaks_against(label: _Label, spot: Label, period: Period) -> bool:
    """Whether another label says another year: one of the same kind, or a year that stands above the months."""
    there, told, bare, _ = label
    is_above = told.grain is Grain.YEAR and there.row < spot.row
    return not bare and told.year != period.year and (told.grain is period.grain or is_above)


def _turned(last: Period | None, period: Period, falls: bool) -> Period | None:
    """The period before, where the year turns after it although no label says so.

    Months down may be sorted by name, and dated groups newest first; there only December beside January tells of two
    years, and months in order but for one turn.
    """
    is_turned = last is not None and (last > period if falls else over_new_year(last, period))
    return last if is_turned else None


def turns_once(periods: Sequence[Period]) -> bool:
    """Whether periods of one year run on but for one turn to some before the first (``oct, nov, jan``)."""
    downs = sum(one > other for one, other in itertools.pairwise(periods))
    return len(periods) > _PAIR and downs == 1 and periods[-1] < periods[0]


def over_new_year(one: Period, other: Period) -> bool:
    """Whether two periods of a year are its last and its first; of half-years there are no others."""
    last = MONTHS_A_YEAR // one.grain
    return one.grain is other.grain and one.grain < Grain.HALF_YEAR and {one.index, other.index} == {1, last}
