"""Reading a profile's TOML: whatever it says that no attribute names, or in another form, is a finding."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from schemas.issues import Issue, Place
from schemas.labels import Part
from schemas.periods import PeriodError, parse_period
from schemas.profiles import CaseKind, CaseRule, Cases, CaseSource, Layout, Match, Profile, Totals

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

    def unknown(self) -> list[str]:
        return [f"{self.path}{key}" for key in self.left]


def parse_profile(text: str, file: str) -> tuple[Profile | None, list[Issue]]:
    """Read a profile.

    Args:
        text: The TOML text.
        file: The file's name, for findings.

    Returns:
        The profile, or None where it cannot be used, with the findings.
    """
    try:
        root = _Table(tomllib.loads(text.lstrip("\ufeff")))
    except tomllib.TOMLDecodeError as error:
        return None, [Issue("profile_unreadable", Place(file), str(error))]
    try:
        profile, tables = _profile(root, file)
    except _WrongError as wrong:
        details = {"key": wrong.key, "choices": wrong.choices}
        return None, [Issue("profile_value", Place(file), str(wrong.value), details)]
    issues = [Issue("profile_key", Place(file), key) for table in tables for key in table.unknown()]
    return (None if issues else profile), issues


def _profile(root: _Table, file: str) -> tuple[Profile, list[_Table]]:
    match, cases, source = root.table("match"), root.table("cases"), root.table("source")
    listed = root.take("rules", list, [], "[[rules]]")
    if not all(isinstance(each, dict) for each in listed):
        raise _WrongError("rules", listed, "[[rules]]")
    rules = [_Table(each, f"rules[{number}].") for number, each in enumerate(listed, start=1)]
    parts = root.mapping("parts")
    for label, part in parts.items():
        if part not in set(Part):
            raise _WrongError(f"parts.{label}", part, ", ".join(Part))
    profile = Profile(
        name=root.string("name") or file,
        layout=root.code("layout", Layout, Layout.LIST),
        match=Match(match.texts("files"), match.texts("sheets"), match.texts("words")),
        columns=root.mapping("columns"),
        centres=root.mapping("centres"),
        measures=root.mapping("measures"),
        parts=parts,
        scales={key: float(value) for key, value in root.mapping("scales", (int, float)).items()},
        centre=root.string("centre"),
        measure=root.string("measure"),
        period=_period(root),
        year=root.take("year", int, None, "2009"),
        decimal=_decimal(root),
        aggregate=root.take("aggregate", bool, False, "true, false"),
        totals=root.code("totals", Totals, Totals.CHECK),
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


def _period(root: _Table) -> str:
    text = root.string("period")
    if text:
        try:
            parse_period(text, root.values.get("year"))
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


def _rule(table: _Table) -> CaseRule:
    where = table.take("where", dict, {}, '{ "column" = ["text"] }')
    listed = {key: tuple(value) if isinstance(value, list) else (str(value),) for key, value in where.items()}
    return CaseRule(
        measure=table.string("measure"),
        kind=table.code("kind", CaseKind, None),
        month=table.string("month"),
        start=table.string("start"),
        end=table.string("end"),
        days=table.take("days", int, 0, "14"),
        outcome=table.string("outcome"),
        points={key: float(value) for key, value in table.mapping("points", (int, float)).items()},
        where=listed,
    )
