"""Reading a profile's TOML: whatever it says that no attribute names, or in another form, is a finding."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from schemas.issues.issue import Issue, Place
from schemas.lexicon.budget_titles import Reach
from schemas.lexicon.labels import PARTS_OF_WORDS
from schemas.parameters import all_parameters
from schemas.profiles.export_profile import (
    LEFT_OUT,
    CaseKind,
    CaseRule,
    Cases,
    CaseSource,
    ExportProfile,
    Layout,
    Match,
    Totals,
)
from schemas.tables import EXPORT_TABLES
from schemas.text.periods import Grain, Period, PeriodError, parse_period
from schemas.words.vocabulary import headers, text_key

_MOST_DAYS = range(100 * 366)
"""A limit of a hundred years is no limit, and one of thousands of digits no database takes."""
_DECIMALS = ("comma", "point", "")


class _WrongError(Exception):
    """A value of another form than its key takes."""

    def __init__(self, key: str, value: object, choices: str) -> None:
        super().__init__(key)
        self.key, self.value, self.choices = key, value, choices


@dataclass
class _Table:
    """A table of the TOML file; keys are taken one by one, and what is left over is not known.

    Args:
        values: The keys and values.
        path: Where it is in the file, for findings.
        left: The keys nobody has asked for.
    """

    values: Mapping[str, Any]
    path: str = ""
    left: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left[:] = list(self.values)

    def take(self, key: str, kind: type | tuple[type, ...], default: Any, choices: str) -> Any:
        if key not in self.values:
            return default
        self.left.remove(key)
        value = self.values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise _WrongError(f"{self.path}{key}", value, choices)
        return value

    def string(self, key: str) -> str:
        return str(self.take(key, str, "", '"text"'))

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.take(key, list, [], '["text", "text"]')
        if not all(isinstance(each, str) for each in found):
            raise _WrongError(f"{self.path}{key}", found, '["text", "text"]')
        return tuple(found)

    def mapping(self, key: str, kind: type | tuple[type, ...] = str) -> dict[str, Any]:
        choices = f'[{self.path}{key}]\n"..." = {"1000" if kind is not str else chr(34) * 2}'
        found = self.take(key, dict, {}, choices)
        if not all(isinstance(value, kind) and not isinstance(value, bool) for value in found.values()):
            raise _WrongError(f"{self.path}{key}", found, choices)
        return dict(found)

    def code(self, key: str, codes: type[StrEnum], default: StrEnum | None) -> Any:
        text = self.take(key, str, default, ", ".join(codes))
        if text not in set(codes):
            raise _WrongError(f"{self.path}{key}", text if text is not None else "", ", ".join(codes))
        return codes(text)

    def table(self, key: str) -> "_Table":
        return _Table(self.take(key, dict, {}, f"[{self.path}{key}]"), f"{self.path}{key}.")

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = self.take(key, list, [], f"[[{key}]]")
        if not all(isinstance(each, dict) for each in found):
            raise _WrongError(f"{self.path}{key}", found, f"[[{key}]]")
        return found

    def figures(self, key: str) -> dict[str, float]:
        found = self.mapping(key, (int, float))
        try:
            figures = {name: float(value) for name, value in found.items()}
        except OverflowError as error:
            raise _WrongError(f"{self.path}{key}", found, "1000") from error
        if not all(map(math.isfinite, figures.values())):
            raise _WrongError(f"{self.path}{key}", found, "1000")
        return figures

    def unknown(self) -> list[str]:
        return [f"{self.path}{key}" for key in self.left]


def parse_profile(text: str, file: str) -> tuple[ExportProfile | None, list[Issue]]:
    """Read a profile.

    Args:
        text: The TOML text.
        file: The file's name, for findings.

    Returns:
        The profile, or None where it cannot be used, with the findings.
    """
    try:
        root = _Table(tomllib.loads(text.lstrip("\ufeff")))
    except (ValueError, RecursionError) as error:  # no TOML, a number of thousands of digits, or nested without end
        return None, [Issue("profile_unreadable", Place(file), str(error))]
    try:
        profile, tables = _profile(root, file)
    except _WrongError as wrong:
        details = {"key": wrong.key, "choices": wrong.choices}
        return None, [Issue("profile_value", Place(file), _shown(wrong.value), details)]
    issues = [Issue("profile_key", Place(file), key) for table in tables for key in table.unknown()]
    return (None if issues else profile), issues


def _shown(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # a whole number of more digits than Python writes out
        return "\u2026"


def _profile(root: _Table, file: str) -> tuple[ExportProfile, list[_Table]]:
    match, cases, source = root.table("match"), root.table("cases"), root.table("source")
    rules = [_Table(each, f"rules[{n}].") for n, each in enumerate(root.tables("rules"), start=1)]
    parts = root.mapping("parts")
    year = _year(root)
    for label, part in parts.items():
        if part not in PARTS_OF_WORDS:
            raise _WrongError(f"parts.{label}", part, ", ".join(PARTS_OF_WORDS))
    profile = ExportProfile(
        name=root.string("name") or file,
        layout=root.code("layout", Layout, Layout.LIST),
        match=Match(match.texts("files"), match.texts("sheets"), match.texts("words")),
        columns=_columns(root),
        centres=root.mapping("centres"),
        measures=root.mapping("measures"),
        not_mine=root.texts("not_mine"),
        parts=parts,
        scales=_scales(root),
        centre=root.string("centre"),
        measure=root.string("measure"),
        period=_period(root, year),
        year=year,
        decimal=_decimal(root),
        aggregate=root.take("aggregate", bool, False, "true, false"),
        totals=root.code("totals", Totals, Totals.CHECK),
        accumulated=root.take("accumulated", bool, None, "true, false"),
        budget_is=_budget_is(root),
        cases=Cases(
            centre=cases.string("centre"),
            case=cases.string("case"),
            extracted=_day(cases),
            rules=tuple(_rule(each) for each in rules),
            source=CaseSource(source.string("url"), source.string("table")),
        ),
        path=file,
    )
    return profile, [root, match, cases, source, *rules]


def _columns(root: _Table) -> dict[str, str]:
    """Which header means which field, by its code or title; one that no table has would be left out without a word."""
    found: dict[str, str] = root.mapping("columns")
    known = {spelling for table in EXPORT_TABLES for spelling in headers(table)}
    for title, meant in found.items():
        if meant != LEFT_OUT and text_key(meant) not in known:
            choices = dict.fromkeys(str(field) for table in EXPORT_TABLES for field in table.fields)
            raise _WrongError(f"columns.{title}", meant, ", ".join([*choices, LEFT_OUT]))
    return found


def _scales(root: _Table) -> dict[str, float]:
    found = root.figures("scales")
    for label, factor in found.items():
        if factor <= 0:
            raise _WrongError(f"scales.{label}", factor, "1000")
    return found


def _year(root: _Table) -> int | None:
    year: int | None = root.take("year", int, None, "2009")
    if year is None:
        return None
    try:
        return Period(year, Grain.YEAR).year
    except ValueError as error:
        raise _WrongError("year", year, "2009") from error


def _period(root: _Table, year: int | None) -> str:
    text = root.string("period")
    if text:
        try:
            parse_period(text, year)
        except PeriodError as error:
            raise _WrongError("period", text, "2009-06, 2009-Q2, 2009-H1, 2009") from error
    return text


def _day(cases: _Table) -> str:
    """A day, written as TOML's own date or as text."""
    from datetime import date

    value = cases.take("extracted", (str, date), "", "2009-07-15")
    try:
        return date.fromisoformat(str(value)).isoformat() if value else ""
    except ValueError as error:
        raise _WrongError("cases.extracted", value, "2009-07-15") from error


def _decimal(root: _Table) -> str:
    text = root.string("decimal")
    if text not in _DECIMALS:
        raise _WrongError("decimal", text, "comma, point")
    return text


def _budget_is(root: _Table) -> str:
    text = root.string("budget_is")
    if text not in {*Reach, ""}:
        raise _WrongError("budget_is", text, ", ".join(Reach))
    return text


def _days(table: _Table) -> int | None:
    days: int | None = table.take("days", int, None, "14")
    if days is not None and days not in _MOST_DAYS:
        raise _WrongError(f"{table.path}days", days, "14")
    return days


def _rule(table: _Table) -> CaseRule:
    choices = '{ "column" = ["text"] }'
    where = table.take("where", dict, {}, choices)
    listed = {key: tuple(map(_shown, value if isinstance(value, list) else [value])) for key, value in where.items()}
    if any(isinstance(value, dict) for value in where.values()):
        raise _WrongError(f"{table.path}where", where, choices)
    return CaseRule(
        measure=table.string("measure"),
        kind=table.code("kind", CaseKind, None),
        month=table.string("month"),
        start=table.string("start"),
        end=table.string("end"),
        days=_days(table),
        outcome=table.string("outcome"),
        points=_points(table),
        where=listed,
    )


def _points(table: _Table) -> dict[str, float | str]:
    """The points of each outcome, as figures or as the parameter that says them."""
    found: dict[str, Any] = table.mapping("points", (int, float, str))
    named = {text: said for text, said in found.items() if isinstance(said, str)}
    known = sorted({each.name for each in all_parameters()})
    for text, said in named.items():
        if said not in known:
            raise _WrongError(f"{table.path}points.{text}", said, ", ".join(["1", "0.5", *known]))
    figures = _Table({"points": {text: said for text, said in found.items() if text not in named}}, table.path)
    return {**figures.figures("points"), **named}
