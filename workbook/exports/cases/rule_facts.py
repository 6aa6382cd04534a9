"""What rules and checks ask of each case: its month, whether it was in time (within days), what is wrong with it.

Worked out as few times as may be.

Reading the rows is what takes time, so it is done once, and rows that are alike are counted together. Where all dates
are dates already, what is asked of them costs less than a larger grouping: the facts are what rows are grouped by.
Where they are texts, rows are grouped by the texts, and each different text is read once: ten million rows are some
hundred thousand groups, and these have some hundred different texts.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis

from schemas.profiles.export_profile import CaseKind, CaseRule
from workbook.exports.cases.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    PRIVATE_TEXT,
    blank_day,
    day_number,
    month_index,
    number_of,
    parts,
    valid,
)
from workbook.exports.cases.keys import CENTRE, COUNT, IDS, PRIVATE, Keys, has_cpr

_TEXT = "text"
_BITS = "bits"
_FLAGS_TOGETHER = 20
"""Flags that share a whole number: a key less to group by is worth more than the sum that makes it."""
_ABOVE_FLAGS = 1 << _FLAGS_TOGETHER
_OF_TEXTS = ("wrong", "cpr")
_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def groups(table: Any, keys: Keys, identified: str = "") -> tuple[Any, list[str]]:
    """Rows that are alike, counted.

    Args:
        table: The rows.
        keys: What they are grouped by.
        identified: The column of case ids whose hashes are collected; empty for none.

    Returns:
        The facts, packed, where they are told at once, or else the keys; with ``COUNT``, and ``IDS`` if asked for.
        Further the flags that are packed; none where the groups are by keys.
    """
    rows = table.select(**keys.of(table), **_hashed(table, identified))
    names = [name for name in rows.columns if name != IDS]
    flags: list[str] = []
    if told_at_once(rows, keys):
        dated = _typed(rows, keys)
        made, flags = _packed(_facts(dated, keys))
        rows = dated.select(**made, **({IDS: dated[IDS]} if identified else {}))
        names = list(made)
    counts = {IDS: rows[IDS].collect()} if identified else {}
    return rows.group_by(names).aggregate(**{COUNT: rows.count()}, **counts), flags


def _hashed(table: Any, identified: str) -> dict[str, Any]:
    if not identified:
        return {}
    text = table[identified].cast("string").strip()
    return {IDS: ibis.ifelse(text.nullif("").isnull(), ibis.null("int64"), text.hash())}


def _packed(facts: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Facts with their flags, and the column with a personal number, as bits of whole numbers; and the flags."""
    flags = [name for name, fact in facts.items() if fact.type().is_boolean()]
    found = {name: fact for name, fact in facts.items() if name not in flags and name != PRIVATE}
    for first in range(0, len(flags), _FLAGS_TOGETHER):
        together = flags[first : first + _FLAGS_TOGETHER]
        bits = [ibis.ifelse(facts[flag], 1 << place, 0) for place, flag in enumerate(together)]
        found[f"{_BITS}{first // _FLAGS_TOGETHER}"] = sum(bits[1:], start=bits[0])
    if PRIVATE in facts:
        found[f"{_BITS}0"] = found[f"{_BITS}0"] + facts[PRIVATE].cast("int64") * _ABOVE_FLAGS
    return found, flags


def unpacked(packed: Any, keys: Keys, flags: Sequence[str]) -> Any:
    """The facts of ``read`` and ``COUNT``.

    Args:
        packed: Groups by facts.
        keys: Their keys.
        flags: The flags that are packed, in their order.
    """
    found = {name: packed[name] for name in packed.columns if not name.startswith(_BITS) and name != IDS}
    for position, name in enumerate(flags):
        chunk, place = divmod(position, _FLAGS_TOGETHER)
        found[name] = (packed[f"{_BITS}{chunk}"] & (1 << place)) != 0
    if keys.others:
        found[PRIVATE] = packed[f"{_BITS}0"] >> _FLAGS_TOGETHER
    return packed.select(**found | {CENTRE: _bare(packed[CENTRE])})


def _bare(centre: Any) -> Any:
    return centre.strip().nullif("")


def told_at_once(keyed: Any, keys: Keys) -> bool:
    """Whether facts are told from the rows themselves: all dates are such, and none is counted by the day."""
    return not keys.spells and not any(keyed[key].type().is_string() for key in keys.dates.values())


def texts(keyed: Any, keys: Keys) -> Any:
    """The different texts of the date columns, read; None where there are none."""
    columns = [key for key in keys.dates.values() if keyed[key].type().is_string()]
    if not columns:
        return None
    each = [keyed.select(**{_TEXT: keyed[key]}).filter(keyed[key].notnull()) for key in columns]
    different = (ibis.union(*each, distinct=True) if len(each) > 1 else each[0].distinct()).view()
    return _read(different, {_TEXT: different[_TEXT]})


def gathered(keyed: Any, keys: Keys, known: Any) -> tuple[Any, list[str]]:
    """Groups by their facts.

    Args:
        keyed: Groups by their keys.
        keys: The keys.
        known: The texts, as ``texts`` reads them; None to read them anew in each group.

    Returns:
        The facts, packed, with ``COUNT``; and the flags that are packed.
    """
    dated = _read(keyed, _days(keyed, keys)) if known is None else _looked_up(keyed, keys, known)
    made, flags = _packed(_facts(dated, keys))
    rows = dated.select(**{COUNT: dated[COUNT]}, **made)
    return rows.group_by(list(made)).aggregate(**{COUNT: rows[COUNT].sum()}), flags


def _days(keyed: Any, keys: Keys) -> dict[str, Any]:
    return {key: keyed[key] for key in keys.dates.values()}


def _looked_up(keyed: Any, keys: Keys, known: Any) -> Any:
    """Groups with their dates read, texts among those that are known."""
    days = _days(keyed, keys)
    written = [key for key, day in days.items() if day.type().is_string()]
    dated = _read(keyed, {key: day for key, day in days.items() if key not in written})
    for key in written:
        told = {name.replace(_TEXT, key, 1): known[name] for name in known.columns if name != _TEXT}
        entries = known.select(**{f"{key}_text": known[_TEXT]}, **told)
        dated = dated.left_join(entries, dated[key] == entries[f"{key}_text"])
    blanks = {f"{key}_blank": dated[f"{key}_blank"].fill_null(True) for key in written}  # no text, so none known
    others = {f"{key}_{what}": dated[f"{key}_{what}"].fill_null(False) for key in written for what in _OF_TEXTS}
    return dated.mutate(**blanks, **others)


def read(keyed: Any, keys: Keys, *kept: str) -> Any:
    """Work out the facts of groups or rows.

    Args:
        keyed: Groups, or rows, with the keys as columns.
        keys: The keys.
        kept: Further columns to keep.

    Returns:
        Centre, outcomes, filters and the column with a personal number; for each date column's prefix ``_blank``,
        ``_wrong`` (no date), ``_cpr`` (of texts), ``_later`` than the list was drawn, ``_month`` (running month, where
        it counts) and ``_number`` (days since 1970, where it counts); for each rule's position ``in`` (in time) and
        ``back`` (the end is before the start).
    """
    dated = _typed(keyed, keys) if told_at_once(keyed, keys) else _read(keyed, _days(keyed, keys))
    facts = _facts(dated, keys)
    return dated.select(*kept, **facts | {CENTRE: _bare(dated[CENTRE])})


def _facts(dated: Any, keys: Keys) -> dict[str, Any]:
    """What is asked of dates that have been read."""
    found = {CENTRE: dated[CENTRE]}
    for key in keys.dates.values():
        asked = [f"{key}_blank", f"{key}_wrong", f"{key}_cpr"]
        asked += [f"{key}_month"] * (key in keys.months) + [f"{key}_number"] * (key in keys.spells)
        found |= {name: dated[name] for name in asked if name in dated.columns}
        if keys.cases.extracted:
            found[f"{key}_later"] = _after(dated[f"{key}_number"], date.fromisoformat(keys.cases.extracted))
    for position, rule in enumerate(keys.cases.rules):
        if rule.kind in {CaseKind.ON_TIME, CaseKind.WITHIN_DAYS}:
            start, end = _span(dated, keys, rule)
            limit = rule.days or 0
            found[f"in{position}"] = _within(start, end, limit)
        if rule.kind in {CaseKind.DAYS, CaseKind.WITHIN_DAYS}:
            found[f"back{position}"] = _back(*_span(dated, keys, rule))
    others = (*keys.outcomes.values(), *keys.filters.values(), PRIVATE)
    return found | {name: dated[name] for name in others if name in dated.columns}


def _span(dated: Any, keys: Keys, rule: CaseRule) -> tuple[Any, Any]:
    return dated[f"{keys.dates[rule.start]}_number"], dated[f"{keys.dates[rule.end]}_number"]


def _after(day: Any, drawn: date) -> Any:
    if day.type().is_date():
        return (day > ibis.literal(drawn)) & (day <= ibis.literal(_LAST_DAY))
    return day > number_of(drawn)


def _within(start: Any, end: Any, days: int) -> Any:
    if not days:
        return end <= start
    return (end.delta(start, unit="day") if start.type().is_date() else end - start) <= days


def _back(start: Any, end: Any) -> Any:
    if start.type().is_date():
        return (end < start) & (end >= ibis.literal(_FIRST_DAY)) & (start <= ibis.literal(_LAST_DAY))
    return end < start


def _typed(keyed: Any, keys: Keys) -> Any:
    """Dates as they are; their number is the date itself, for it is only compared."""
    worked: dict[str, Any] = {}
    for key, day in _days(keyed, keys).items():
        is_wrong = ~day.between(ibis.literal(_FIRST_DAY), ibis.literal(_LAST_DAY))
        worked |= {f"{key}_blank": day.isnull(), f"{key}_wrong": is_wrong, f"{key}_number": day}
        if key in keys.months:
            worked[f"{key}_month"] = month_index(day.year(), day.month())
    return keyed.mutate(**worked)


def _read(table: Any, days: dict[str, Any]) -> Any:
    """A table with dates read from columns of texts or dates, by the prefix of what is told of them."""
    split: dict[str, Any] = {}
    for key, day in days.items():
        year, month, of_month = parts(day)
        split |= {f"{key}_y": year, f"{key}_m": month, f"{key}_d": of_month, f"{key}_blank": blank_day(day)}
        if day.type().is_string():
            split[f"{key}_cpr"] = ((day == PRIVATE_TEXT) | has_cpr(day)).fill_null(False)
    taken = table.mutate(**split)
    known = {f"{key}_valid": valid(*_written(taken, key)) & ~taken[f"{key}_blank"] for key in days}
    checked = taken.mutate(**known)
    worked: dict[str, Any] = {}
    for key in days:
        year, month, day = _written(checked, key)
        is_day = checked[f"{key}_valid"]
        worked |= {
            f"{key}_wrong": ~is_day & ~checked[f"{key}_blank"],
            f"{key}_number": ibis.ifelse(is_day, day_number(year, month, day), ibis.null("int32")),
            f"{key}_month": ibis.ifelse(is_day, month_index(year, month), ibis.null("int32")),
        }
    return checked.mutate(**worked).drop(*[f"{key}_{part}" for key in days for part in ("y", "m", "d", "valid")])


def _written(table: Any, key: str) -> tuple[Any, Any, Any]:
    return table[f"{key}_y"], table[f"{key}_m"], table[f"{key}_d"]
