"""Each kind of rule as an Ibis expression over the groups of a case list."""

from datetime import date
from typing import Any

import ibis

from schemas.profiles.export_profile import CaseKind, CaseRule
from schemas.text.periods import MONTHS_A_YEAR
from workbook.exports.cases.columns import counted_columns, date_columns
from workbook.exports.cases.dates import first_day, number_of
from workbook.exports.cases.keys import CENTRE, COUNT, Keys


def points_of(rule: CaseRule, outcome: Any) -> Any:
    """The points of an outcome, compared without letter case and spaces around it; null where it is not known."""
    bare = outcome.strip().lower()
    pairs = [(bare == text.strip().lower(), float(points)) for text, points in rule.points.items()]
    return ibis.cases(*pairs, else_=ibis.null("float64"))


def fitting(table: Any, keys: Keys, position: int) -> Any:
    """Whether a group is one that a rule is for: its filter fits."""
    return table[keys.filters[position]] if position in keys.filters else ibis.literal(True)


def end_of(table: Any, keys: Keys, rule: CaseRule) -> Any:
    """The number of a spell's last day; an open spell runs to the day the list was drawn, if that is known."""
    key = keys.dates[rule.end]
    if not keys.cases.extracted:
        return table[f"{key}_number"]
    drawn = number_of(date.fromisoformat(keys.cases.extracted))
    return ibis.ifelse(table[f"{key}_blank"], drawn, table[f"{key}_number"])


def figures(table: Any, keys: Keys, position: int) -> Any:
    """A rule's figures.

    Args:
        table: The groups, as ``facts.read`` gives them.
        keys: Their keys.
        position: The rule's position in the profile.

    Returns:
        One row a centre and running month: centre, measure, month, value, numerator, denominator.
    """
    rule = keys.cases.rules[position]
    usable = table[CENTRE].notnull() & fitting(table, keys, position)
    for name in date_columns(rule):
        usable = usable & ~table[f"{keys.dates[name]}_wrong"]
    for name in counted_columns(rule):
        usable = usable & (~table[f"{keys.dates[name]}_blank"])
    rows = table.filter(usable)
    counted = _spread(rows, keys, rule) if rule.kind is CaseKind.DAYS else _counted(rows, keys, position)
    sums = counted.group_by("centre", "month").aggregate(
        value=counted["value"].sum(), numerator=counted["numerator"].sum(), denominator=counted["denominator"].sum()
    )
    figure = {name: sums[name].cast("float64") for name in ("value", "numerator", "denominator")}
    month = sums["month"].cast("int64")
    return sums.select(centre=sums["centre"], measure=ibis.literal(rule.measure), month=month, **figure)


def _counted(rows: Any, keys: Keys, position: int) -> Any:
    """What each group adds to its month."""
    rule = keys.cases.rules[position]
    cases = rows[COUNT]
    nothing = ibis.null("float64")
    value, numerator, denominator = nothing, nothing, nothing
    if rule.kind is CaseKind.COUNT:
        value = cases.cast("float64")
    elif rule.kind is CaseKind.POINTS:
        value = cases * points_of(rule, rows[keys.outcomes[rule.outcome]])
    else:
        numerator, denominator = ibis.ifelse(rows[f"in{position}"], cases, 0).cast("float64"), cases.cast("float64")
    month = rows[f"{keys.dates[rule.month]}_month"]
    return rows.select(centre=rows[CENTRE], month=month, value=value, numerator=numerator, denominator=denominator)


def _spread(rows: Any, keys: Keys, rule: CaseRule) -> Any:
    """The days of each spell in each month that it spans."""
    nothing = ibis.null("float64")
    spells = rows.select(
        centre=rows[CENTRE],
        cases=rows[COUNT],
        first=rows[f"{keys.dates[rule.start]}_number"],
        start=rows[f"{keys.dates[rule.start]}_month"],
        last=end_of(rows, keys, rule),
        stop=_last_month(rows, keys, rule),
    )
    spells = spells.filter(spells["last"] >= spells["first"])
    months = spells.mutate(month=ibis.range(spells["start"], spells["stop"] + 1).unnest())
    months = months.mutate(opens=first_day(months["month"]), closes=first_day(months["month"] + 1) - 1)
    days = ibis.least(months["last"], months["closes"]) - ibis.greatest(months["first"], months["opens"]) + 1
    value = (months["cases"] * days).cast("float64")
    return months.select("centre", "month", value=value, numerator=nothing, denominator=nothing)


def _last_month(rows: Any, keys: Keys, rule: CaseRule) -> Any:
    key = keys.dates[rule.end]
    if not keys.cases.extracted:
        return rows[f"{key}_month"]
    drawn = date.fromisoformat(keys.cases.extracted)
    return ibis.ifelse(rows[f"{key}_blank"], drawn.year * MONTHS_A_YEAR + drawn.month - 1, rows[f"{key}_month"])
