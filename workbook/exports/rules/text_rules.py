"""What follows from the texts around a table, by the table of rules in ``text_rules.toml``."""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from schemas.cells import Cell, CellKind
from schemas.issues.issue import Issue, Place
from schemas.profiles.export_profile import ExportProfile, Switch
from schemas.tables import EXPORT_TABLES
from workbook.exports.facts import Label, Role
from workbook.exports.facts import place as place_of
from workbook.exports.rules.text_tests import TESTS, Around
from workbook.exports.tidy.block import sheet_name

_RULES = ("exports", "rules", "text_rules.toml")
_ALWAYS = "always"
_KEYS = frozenset({"says", "why", "of", "asks", "switch", "unless"})


class TextPlace(StrEnum):
    """Where a text around a table stands, as the rules name it."""

    TITLE = "title"
    BESIDE = "beside"
    SHEET = "sheet"
    FILE = "file"
    NOTE = "note"


class Unless(StrEnum):
    """When a rule is not asked."""

    NEVER = ""
    ROW_SPOKEN = "row_spoken"
    SPOKEN_NEARER = "spoken_nearer"


class Asks(StrEnum):
    """What a rule must know."""

    TEXTS = "texts"
    FIGURES = "figures"


_PLACES: Mapping[Role, TextPlace] = {
    Role.BESIDE: TextPlace.BESIDE,
    Role.SHEET: TextPlace.SHEET,
    Role.FILE: TextPlace.FILE,
    Role.NOTE: TextPlace.NOTE,
}


@dataclass(frozen=True)
class TextRule:
    """A rule about texts around a table.

    Args:
        says: The name of the test.
        why: What would go wrong without it.
        findings: Where such a text stands → the finding that follows.
        of: The names of the tables it is for.
        asks: What it must know.
        switch: What must be on; None for a rule that no profile switches off.
        unless: When it is not asked.
    """

    says: str
    why: str
    findings: Mapping[TextPlace, str]
    of: frozenset[str]
    asks: Asks
    switch: Switch | None
    unless: Unless


@cache
def text_rules() -> tuple[TextRule, ...]:
    """The rules, in the order in which they are asked."""
    text = files("workbook").joinpath(*_RULES).read_text(encoding="utf-8")
    return tuple(_rule(each) for each in tomllib.loads(text)["rule"])


def _rule(told: Mapping[str, Any]) -> TextRule:
    switch, of = told.get("switch", Switch.TEXTS_AROUND), told.get("of")
    return TextRule(
        says=str(told["says"]),
        why=str(told["why"]),
        findings={TextPlace(key): str(code) for key, code in told.items() if key not in _KEYS},
        of=frozenset(of or (table.name for table in EXPORT_TABLES)),
        asks=Asks(told.get("asks", Asks.TEXTS)),
        switch=None if switch == _ALWAYS else Switch(switch),
        unless=Unless(told.get("unless", Unless.NEVER)),
    )


def text_issues(texts: Sequence[Label], around: Around, profile: ExportProfile, asks: Asks = Asks.TEXTS) -> list[Issue]:
    """Findings about the texts around the tables of a sheet.

    Args:
        texts: Titles, corners and notes; the names of the sheet and the file are added.
        around: What is known of the tables.
        profile: What it has not switched off.
        asks: Which rules: those about texts alone, or those that ask what was read.
    """
    once = {(label.at, label.role): label for label in [*texts, *_names(around)]}
    return asked(sorted(once.values(), key=lambda label: label.role is Role.NOTE), around, profile, asks)


def asked(labels: Sequence[Label], around: Around, profile: ExportProfile, asks: Asks = Asks.TEXTS) -> list[Issue]:
    """Findings about just these texts."""
    found: list[tuple[Label, Issue]] = []
    for rule in text_rules():
        is_on = rule.switch is None or rule.switch in profile.on
        if is_on and rule.asks is asks and around.table.name in rule.of:
            found += _findings(rule, labels, around, {_row(label) for label, _ in found})
    return [issue for _, issue in found]


def _row(label: Label) -> tuple[int, Role | None]:
    """What a text stands in: its row, or the name that it is."""
    return label.row, None if label.row else label.role


def _names(around: Around) -> Iterable[Label]:
    """The names of the sheet and of the file, as texts."""
    yield sheet_name(around.grid)
    yield Label(0, 0, Cell(CellKind.TEXT, Path(around.grid.file).stem), Role.FILE)


def _findings(
    rule: TextRule, labels: Sequence[Label], around: Around, spoken: Collection[tuple[int, Role | None]]
) -> list[tuple[Label, Issue]]:
    """What a rule finds in texts, each with its text."""
    found: list[tuple[Label, Issue]] = []
    for label in labels:
        place = _PLACES.get(label.role, TextPlace.TITLE)
        code = rule.findings.get(place)
        is_spoken = (rule.unless is Unless.ROW_SPOKEN and _row(label) in spoken) or (
            rule.unless is Unless.SPOKEN_NEARER and place is TextPlace.FILE and bool(found)
        )
        if code is not None and not is_spoken:
            where = _place(label, around)
            found += [(label, Issue(code, where, said.value, said.details)) for said in TESTS[rule.says](label, around)]
    return found


def _place(label: Label, around: Around) -> Place:
    return Place(around.grid.file) if label.role is Role.FILE else place_of(around.grid, label)
