"""A goal's target in words, as a contract says it, and what a renegotiation changed of it.

Source: the contracts of 2009 and 2011; design section 5 (how a target is stated). The year's target is told, not the
part of it that is due at a reporting date.
"""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from schemas.codes import Basis, Rule, Summary, Unit, VersionKind, YearProfile, YesNo
from schemas.frames import Record, is_missing
from schemas.tables import Goals
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import Words
from workbook.present import amount

_MOST_DECIMALS = 6
_WITHOUT_WORD = frozenset({Unit.PCT, Unit.COUNT, Unit.YES_NO, Unit.PCT_POINT})
_SINGULAR = frozenset({Unit.DAYS, Unit.MONTHS, Unit.FULL_TIME, Unit.POINTS})
_LAST_OF = {Grain.QUARTER: "period_quarter", Grain.HALF_YEAR: "period_half"}
_ENDS = " .;,"


def target_in_words(row: Record, words: Words) -> str:
    """A goal's target as a phrase: ``mindst 95 % i gennemsnit over året``.

    Args:
        row: Its line of the contract, by the fields of ``Goals``.
        words: The language.
    """
    target = row[Goals.TARGET]
    basis = row.get(Goals.BASIS) or Basis.ABSOLUTE
    if basis == Basis.MAINTAIN:
        said = _kept(row, words)
    elif is_missing(target):
        return words.text("target_none")
    elif row[Goals.UNIT] == Unit.YES_NO:
        # A milestone has no level: it is done, or it is not.
        said = words.text("target_done") if target >= 1 else words.text("no_short")
        return said + _hard(row, words)
    elif basis == Basis.ABSOLUTE:
        said = _level(row, words)
    else:
        said = _moved(row, words)
    return said + _when(row, words) + _hard(row, words)


def target_as_written(row: Mapping[Any, object], target: float, upper: float | None, words: Words) -> str:
    """A target as it was typed, with all its decimals and the unit it is stated in: ``−2,75 %``, ``85–100 %``.

    Args:
        row: The goal's unit and basis, by the fields of ``Goals``.
        target: The target; of a band its lower bound.
        upper: A band's upper bound; None or NaN of any other.
        words: The language.
    """
    unit, basis = str(row[Goals.UNIT]), row.get(Goals.BASIS)
    if basis == Basis.CHANGE_PCT:
        unit = Unit.PCT
    elif basis == Basis.CHANGE_POINTS:
        unit = _unit_of_change(unit)
    if upper is None or math.isnan(upper):
        return _figure(target, unit, words)
    count = max(_decimals(target), _decimals(upper))
    return f"{amount(target, unit, words, count=count).removesuffix(' %')}–{_figure(upper, unit, words, count)}"


def target_with_versions(row: Record, versions: Sequence[Record], words: Words) -> str:
    """The target in words, with what a renegotiation changed of it.

    Args:
        row: A line of the contract.
        versions: All lines of the same goal, by the day from which they are valid.
        words: The language.
    """
    target = target_in_words(row, words)
    at = next((place for place, each in enumerate(versions) if each is row), 0)
    if at + 1 < len(versions) and not is_missing(versions[at + 1][Goals.VALID_FROM]):
        return words.text("target_replaced", target=target, start=words.day(versions[at + 1][Goals.VALID_FROM]))
    if at == 0 or is_missing(row[Goals.VALID_FROM]):
        return target
    before = target_in_words(versions[at - 1], words)
    key = "target_same_measured" if before == target else "target_renegotiated"
    counted = words.text("target_versions", count=at + 1) if at > 1 else ""
    return words.text(key, target=target, head=_head(row, words), before=before) + counted


def _head(row: Record, words: Words) -> str:
    """That a line is a later version, since when, and by whom: ``Genforhandlet pr. 01-07-2009 (direktionen)``."""
    by = "" if is_missing(row[Goals.DECIDED_BY]) else f" ({str(row[Goals.DECIDED_BY]).strip(_ENDS)})"
    kind = row[Goals.VERSION_KIND] or VersionKind.SUBSTANTIAL
    return words.text(f"version_head_{kind}", start=words.day(row[Goals.VALID_FROM]), by=by)


def _level(row: Record, words: Words) -> str:
    """A level with the rule's word before it; a band by both its bounds."""
    low, high = row[Goals.TARGET], row[Goals.TARGET_MAX]
    if row[Goals.RULE] == Rule.BAND and not is_missing(high):
        count = max(_decimals(low), _decimals(high))
        start = amount(low, row[Goals.UNIT], words, count=count).removesuffix(" %")
        return f"{start}–{_figure(high, row[Goals.UNIT], words, count)}"
    return words.text("target_level", limit=_limit(row, words), figure=_figure(low, row[Goals.UNIT], words))


def _moved(row: Record, words: Words) -> str:
    """A change on the baseline: ``mindst 5,5 % ned fra ultimo 2008 (1.234)``."""
    low, high = row[Goals.TARGET], row[Goals.TARGET_MAX]
    unit = Unit.PCT if row[Goals.BASIS] == Basis.CHANGE_PCT else _unit_of_change(row[Goals.UNIT])
    baseline = _baseline(row, words)
    if row[Goals.RULE] == Rule.BAND and not is_missing(high):
        both = (_signed(each, unit, words) for each in (low, high))
        return words.text("target_between", baseline=baseline, **dict(zip(("low", "high"), both, strict=True)))
    if low == 0:
        return _unmoved(row, baseline, words)
    limit = _limit(row, words)
    if low < 0:
        # At most a change of −5 is a fall of at least 5: the limit is that of the fall.
        turned = {Rule.AT_LEAST: Rule.AT_MOST, Rule.AT_MOST: Rule.AT_LEAST}
        limit = _limit({**row, Goals.RULE: turned.get(row[Goals.RULE], row[Goals.RULE])}, words)
    figure = _figure(abs(low), unit, words)
    return words.text("target_down" if low < 0 else "target_up", limit=limit, figure=figure, baseline=baseline)


def _kept(row: Record, words: Words) -> str:
    return _unmoved(row, _baseline(row, words), words)


def _unmoved(row: Record, baseline: str, words: Words) -> str:
    sides = {Rule.AT_LEAST: "target_kept_at_least", Rule.AT_MOST: "target_kept_at_most"}
    return words.text(sides.get(row[Goals.RULE], "target_kept"), baseline=baseline)


def _unit_of_change(unit: str) -> Unit:
    """A change of a share is told in per-cent points."""
    return Unit.PCT_POINT if unit == Unit.PCT else Unit(unit)


def _limit(row: Record, words: Words) -> str:
    """The rule's word and a blank; none for a milestone, and a band of which one bound is missing is read at least."""
    rule = row[Goals.RULE]
    if rule not in {Rule.AT_LEAST, Rule.AT_MOST, Rule.BAND}:
        return ""
    return f"{words.word(Rule.AT_MOST if rule == Rule.AT_MOST else Rule.AT_LEAST)} "


def _baseline(row: Record, words: Words) -> str:
    """The baseline by its period and level: ``ultimo 2008 (1.234)``; by what is known of it."""
    period, level = row[Goals.BASELINE_PERIOD], row[Goals.BASELINE]
    shown = None if is_missing(level) else _figure(level, row[Goals.UNIT], words)
    if not isinstance(period, Period):
        return shown or words.text("target_baseline_unknown")
    # Of a stock its state at the period's end, of anything else the period's level: "not over 2008" says neither.
    key = "target_stock_end" if row[Goals.SUMMARY] == Summary.LAST else "target_level_of"
    named = words.text(key, period=period_in_words(period, words))
    return words.text("target_baseline", period=named, level=shown) if shown else named


def figure_in_words(value: float, unit: str, words: Words, count: int | None = None) -> str:
    """A figure with its unit: ``412.854 kWh``, ``3,43 %``, ``1 måned``.

    Args:
        value: The figure.
        unit: Its unit.
        words: The language.
        count: How many decimals; without one, as many as it was written with.
    """
    return _figure(value, unit, words, count)


def period_in_words(period: Period, words: Words) -> str:
    """A period as a sentence names it: ``juni 2008``, ``2. kvartal 2008``, ``2008``."""
    if period.grain is Grain.YEAR:
        return str(period.year)
    if period.grain is Grain.MONTH:
        return f"{words.text(f'month_name_{period.index}')} {period.year}"
    return words.text(_LAST_OF[period.grain], number=period.index, year=period.year)


def _when(row: Record, words: Words) -> str:
    """Over what the figures are held against the target: the year's mean, its sum, its end."""
    if row[Goals.SUMMARY] == Summary.SUM:
        return words.text("target_in_all")
    if row[Goals.SUMMARY] != Summary.LAST:
        return words.text("target_over_year")
    is_flat = row[Goals.PROFILE] == YearProfile.FLAT
    return words.text("target_at_latest" if is_flat else "target_at_end")


def _hard(row: Record, words: Words) -> str:
    return words.text("target_hard") if row.get(Goals.HARD_LIMIT) == YesNo.YES else ""


def _decimals(value: float) -> int:
    """As many decimals as the figure was written with."""
    exponent = Decimal(repr(round(float(value), _MOST_DECIMALS))).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def _figure(value: float, unit: str, words: Words, count: int | None = None) -> str:
    """A figure with its unit, with the decimals it was written with: ``95 %``, ``7,2 dage``, ``1.472``."""
    shown = amount(value, unit, words, count=_decimals(value) if count is None else count)
    if unit == Unit.PCT_POINT:
        return f"{shown} {words.text('per_cent_points')}"
    if unit in _WITHOUT_WORD:
        return shown
    if math.isclose(value, 1.0) and unit in _SINGULAR:
        named = f"target_singular_{unit}"
        return f"{shown} {words.text(named)}"
    return f"{shown} {words.word(Unit(unit))}"


def _signed(value: float, unit: str, words: Words) -> str:
    shown = _figure(abs(value), unit, words)
    return shown if value == 0 else f"{'+' if value > 0 else '−'}{shown}"
