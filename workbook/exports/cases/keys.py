"""What the rows of a case list are grouped by at first: all that the rules and the checks ask of a row, and no more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ibis

from schemas.issues.issue import Issue
from schemas.masking import JOINT
from schemas.profiles.export_profile import CaseKind, CaseRule, Cases
from schemas.text.periods import MONTHS_A_YEAR
from workbook.exports.cases.columns import wanted
from workbook.exports.cases.dates import day_key
from workbook.exports.cases.opened import OpenCaseList

CENTRE, PRIVATE, COUNT, IDS = "centre", "private", "cases", "ids"
_DAY_OF_TWO_DIGITS = "(0[1-9]|[12][0-9]|3[01])"
_CPR = f"(^|[^0-9]){_DAY_OF_TWO_DIGITS}(0[1-9]|1[0-2])[0-9]{{2}}{JOINT}[0-9]{{4}}([^0-9]|$)"
_CPR_DIGITS = 10
_ABOVE_DAY, _ABOVE_MONTH, _LAST_DAY = 10**8, 10**6, 31


@dataclass(frozen=True)
class Keys:
    """A case list's keys.

    Args:
        cases: What the profile says.
        columns: The profile's spelling of a header → name of the column.
        others: Columns of text that no rule groups by, looked through for personal numbers: header, name.
        embedded: Whether the engine is our own.
    """

    cases: Cases
    columns: Mapping[str, str]
    others: Sequence[tuple[str, str]] = ()
    embedded: bool = False

    @property
    def dates(self) -> dict[str, str]:
        """Column of dates → prefix of its keys."""
        return {name: f"d{number}" for number, name in enumerate(wanted(self.cases).dates)}

    @property
    def outcomes(self) -> dict[str, str]:
        """Column of outcomes → its key."""
        return {name: f"o{number}" for number, name in enumerate(wanted(self.cases).outcomes)}

    @property
    def spells(self) -> set[str]:
        """Prefixes of the keys of dates whose very day counts, for days are counted from the one to the other."""
        rules = [rule for rule in self.cases.rules if rule.kind is CaseKind.DAYS]
        return {self.dates[name] for rule in rules for name in (rule.start, rule.end)}

    @property
    def months(self) -> set[str]:
        """Prefixes of the keys of dates whose month counts."""
        kinds = [rule for rule in self.cases.rules if rule.kind is not CaseKind.DAYS]
        return {self.dates[rule.month] for rule in kinds} | self.spells

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
        long = _bytes if self.embedded else None
        hits = [(has_cpr(table[name], long), number) for number, (_, name) in enumerate(self.others, start=1)]
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


def strlen(text: str) -> int:
    """DuckDB's count of bytes, for which a text's characters need not be told apart: a third less to read."""
    raise NotImplementedError


_bytes: Any = ibis.udf.scalar.builtin(strlen)


def has_cpr(text: Any, long: Callable[[Any], Any] | None = None) -> Any:
    """Whether a text holds ten digits, with or without a hyphen, whose first six are a date.

    Most texts are told by their length; in ten or eleven characters the second is one of the first six digits.

    Args:
        text: The text.
        long: What counts no fewer than the characters, where an engine has something quicker than to count them.
    """
    length = long(text) if long else text.length()
    digit = text.substr(1, 1)
    likely = ibis.ifelse((length > _CPR_DIGITS + 1) | ((digit >= "0") & (digit <= "9")), text.re_search(_CPR), False)
    return ibis.ifelse(length >= _CPR_DIGITS, likely, False)


def private_numbers(source: OpenCaseList) -> list[Issue]:
    """Columns of whole numbers that are personal numbers, most of them.

    Args:
        source: The open list.

    Returns:
        One finding for each column; its rows are not named, for single numbers may be anything.
    """
    types = source.table.schema()
    whole = [(header, name) for header, name in source.headers if types[name].is_integer()]
    if not whole:
        return []
    counts: dict[str, Any] = {}
    for at, (_, name) in enumerate(whole):
        counts |= {f"n{at}": source.table[name].count(), f"p{at}": _is_private(source.table[name]).sum()}
    found = source.connection.to_pyarrow(source.table.aggregate(**counts)).to_pylist()[0]
    suspect = [header for at, (header, _) in enumerate(whole) if (found[f"p{at}"] or 0) * 2 > (found[f"n{at}"] or 0)]
    counted = {header: int(found[f"p{at}"] or 0) for at, (header, _) in enumerate(whole)}
    return [Issue("case_cpr", replace(source.place, column=each), "", {"count": counted[each]}) for each in suspect]


def _is_private(number: Any) -> Any:
    """Whether a number's digits may be a birthday and four more; the first may be a zero that is not there."""
    wide = number.cast("int64")
    day, month = wide // _ABOVE_DAY, wide // _ABOVE_MONTH % 100
    return day.between(1, _LAST_DAY) & month.between(1, MONTHS_A_YEAR)
