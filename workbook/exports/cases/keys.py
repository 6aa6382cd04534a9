"""What the rows of a case list are grouped by: all that the rules and the checks ask of a row, and no more.

Reading the rows is what takes time, so it is done once: rows that are alike in these keys are counted together, and
dates, outcomes and findings are worked out for each group. A million rows are a few thousand groups.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis

from schemas.profiles import CaseRule, Cases
from workbook.exports.cases.columns import wanted
from workbook.exports.cases.dates import blank_day, day_key, day_number, month_index, parts, valid

CENTRE, PRIVATE, COUNT, IDS = "centre", "private", "cases", "ids"
_DAY_OF_TWO_DIGITS = "(0[1-9]|[12][0-9]|3[01])"
_CPR = f"(^|[^0-9]){_DAY_OF_TWO_DIGITS}(0[1-9]|1[0-2])[0-9]{{2}}[- ]?[0-9]{{4}}([^0-9]|$)"
_CPR_DIGITS = 10


@dataclass(frozen=True)
class Keys:
    """A case list's keys.

    Args:
        cases: What the profile says.
        columns: The profile's spelling of a header → name of the column.
        others: Columns of text that no rule groups by, looked through for personal numbers: header, name.
    """

    cases: Cases
    columns: Mapping[str, str]
    others: Sequence[tuple[str, str]] = ()

    @property
    def dates(self) -> dict[str, str]:
        """Column of dates → prefix of its keys."""
        return {name: f"d{number}" for number, name in enumerate(wanted(self.cases).dates)}

    @property
    def outcomes(self) -> dict[str, str]:
        """Column of outcomes → its key."""
        return {name: f"o{number}" for number, name in enumerate(wanted(self.cases).outcomes)}

    @property
    def filters(self) -> dict[int, str]:
        """Position of a rule with a filter → its key."""
        return {number: f"w{number}" for number, rule in enumerate(self.cases.rules) if rule.where}

    def of(self, table: Any) -> dict[str, Any]:
        """The keys of a table's rows, as expressions."""
        found = {CENTRE: table[self.columns[self.cases.centre]].cast("string")}
        for name, key in self.dates.items():
            column = table[self.columns[name]]
            found[key] = day_key(column, has_cpr(column.cast("string")))
        found |= {key: table[self.columns[name]].cast("string") for name, key in self.outcomes.items()}
        for number, key in self.filters.items():
            found[key] = self._fits(table, self.cases.rules[number])
        hits = [(has_cpr(table[name]), number) for number, (_, name) in enumerate(self.others, start=1)]
        if hits:
            found[PRIVATE] = ibis.cases(*hits, else_=0).cast("int32")
        return found

    def _fits(self, table: Any, rule: CaseRule) -> Any:
        """Whether a row has the texts that a rule's filter asks for."""
        fits = ibis.literal(True)
        for name, texts in rule.where.items():
            known = [text.strip().lower() for text in texts]
            fits = fits & table[self.columns[name]].cast("string").strip().lower().isin(known)
        return fits.fill_null(False)


def has_cpr(text: Any) -> Any:
    """Whether a text holds ten digits, with or without a hyphen, whose first six are a date.

    Most texts are told by their length; in ten or eleven characters the second is one of the first six digits.
    """
    length = text.length()
    outside = (length <= _CPR_DIGITS + 1) & ~text.substr(1, 1).between("0", "9")
    return ibis.cases((text.isnull() | (length < _CPR_DIGITS), False), (outside, False), else_=text.re_search(_CPR))


def groups(table: Any, keys: Keys, identified: str = "") -> Any:
    """Rows that are alike in the keys, counted.

    Args:
        table: The rows.
        keys: What they are grouped by.
        identified: The column of case ids whose hashes are collected; empty for none.
    """
    made = keys.of(table)
    counts: dict[str, Any] = {}
    if identified:
        text = table[identified].cast("string")
        rows = table.select(**made, **{IDS: ibis.ifelse(text.nullif("").isnull(), ibis.null("int64"), text.hash())})
        counts[IDS] = rows[IDS].collect()
    else:
        rows = table.select(**made)
    return rows.group_by(list(made)).aggregate(**{COUNT: rows.count()}, **counts)


def read(keyed: Any, keys: Keys) -> Any:
    """Work out what the keys say.

    Args:
        keyed: Groups, or rows with the keys as columns.
        keys: The keys.

    Returns:
        The same with, for each date column's prefix, ``_blank``, ``_wrong`` (no date), ``_number`` (days since 1970)
        and ``_month`` (running month), the latter two null where there is no date.
    """
    split: dict[str, Any] = {CENTRE: keyed[CENTRE].strip().nullif("")}
    for key in keys.dates.values():
        year, month, day = parts(keyed[key])
        split |= {f"{key}_y": year, f"{key}_m": month, f"{key}_d": day, f"{key}_blank": blank_day(keyed[key])}
    taken = keyed.mutate(**split)
    known: dict[str, Any] = {}
    for key in keys.dates.values():
        whole = valid(*_written(taken, key))
        known |= {f"{key}_valid": whole & ~taken[f"{key}_blank"]}
    checked = taken.mutate(**known)
    worked: dict[str, Any] = {}
    for key in keys.dates.values():
        year, month, day = _written(checked, key)
        is_day = checked[f"{key}_valid"]
        worked |= {
            f"{key}_wrong": ~is_day & ~checked[f"{key}_blank"],
            f"{key}_number": ibis.ifelse(is_day, day_number(year, month, day), ibis.null("int32")),
            f"{key}_month": ibis.ifelse(is_day, month_index(year, month), ibis.null("int32")),
        }
    return checked.mutate(**worked)


def _written(table: Any, key: str) -> tuple[Any, Any, Any]:
    return table[f"{key}_y"], table[f"{key}_m"], table[f"{key}_d"]
