"""The button *Ret kontrakt*: the register is changed step by step: what, which goal, from when, why, who decided it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from macros.buttons.beside import open_one
from macros.buttons.desk import Desk, Wanted
from macros.steps.contract_changes.applying import apply
from macros.steps.contract_changes.centre_changes import TargetsLeft, close_centre
from macros.steps.contract_changes.goal_changes import (
    KEEP,
    TO_DATE,
    Ending,
    add_goal,
    close_goal,
    renegotiate_goal,
)
from macros.steps.contract_changes.opened import OpenRegister, open_register
from macros.steps.contract_changes.planned import Decision, Planned
from macros.steps.contract_changes.read_given import typed
from macros.steps.updating.register_beside import register_beside
from macros.terminal.change_days import change_day
from schemas.codes import VersionKind
from schemas.errors import RefusedError
from schemas.fields import Field
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals
from schemas.text.values import NumberError, parse_number
from schemas.words.vocabulary import Words, headers, text_key

_Chosen = TypeVar("_Chosen")
_RENEGOTIATE, _ADD, _CLOSE, _CLOSE_CENTRE = "1", "2", "3", "4"
_LEFT = {"1": TO_DATE, "2": KEEP}
_KINDS = {"1": VersionKind.SUBSTANTIAL, "2": VersionKind.METHOD}


class _StoppedError(Exception):
    """The user thinks better of it, or the host cannot ask."""


@dataclass(frozen=True)
class _Asking:
    """The questions to the user, about a register."""

    desk: Desk
    opened: OpenRegister
    language: Words
    proposed: tuple[str, str]

    def answer(self, key: str, suggestion: str = "", **about: object) -> str:
        """An answer, or the suggestion; never a blank one."""
        given = self.desk.choose(self.language.text(key, **about), suggestion)
        if not (given or "").strip():
            raise _StoppedError
        return str(given).strip()

    def day(self, key: str, is_first: bool) -> date:
        text = self.answer(key)
        day = change_day(text, is_first)
        if day is None:
            raise RefusedError([Issue("not_a_date", Place(column=words_of(self.language, Goals.VALID_FROM)), text)])
        return day

    def decision(self, day: date) -> Decision:
        reason = self.answer("ask_change_reason")
        return Decision(day, reason, self.answer("ask_change_decided", self.language.text("change_board")))

    def goal(self) -> tuple[str, str]:
        """Centre and number of a goal; the selected row's goal is proposed."""
        number = self.answer("ask_change_goal", self.proposed[1])
        goals = self.opened.goals
        same = goals[Goals.NUMBER].map(lambda each: text_key(str(each))) == text_key(number)
        having = list(dict.fromkeys(map(str, goals.loc[same, Goals.CENTRE])))
        if len(having) <= 1:
            return self.opened.whose(number, [])[0], number
        usual = self.proposed[0] if self.proposed[0] in having else ""
        return self.opened.centre(self.answer("ask_change_centre", usual, choices=", ".join(having))), number


def change_contract(desk: Desk, language: Words, proposed: tuple[str, str]) -> tuple[str, bool]:
    """Change a register, asking step by step.

    Args:
        desk: The host.
        language: The user's language.
        proposed: Centre and number of the goal of the selected row; blank where none is selected.

    Returns:
        What is told to the user, and whether it was refused.
    """
    register = _register(desk, language)
    if register is None:
        return language.text("nothing_chosen"), False
    asking = _Asking(desk, open_register(register, language), language, proposed)
    try:
        what = asking.answer("ask_change_what", _RENEGOTIATE, register=register.name)
        if what not in _STEPS:
            return language.text("change_unknown", answer=what), True
        planned = _STEPS[what](asking)
    except _StoppedError:
        return language.text("change_stopped"), False
    tried = apply(asking.opened, planned, is_dry=True)
    warnings = [issue.message(language) for issue in tried.issues]
    if not desk.agrees("\n".join([*tried.told, *warnings, language.text("change_asked", file=register.name)])):
        return language.text("nothing_chosen"), False
    done = apply(asking.opened, planned)
    files = ", ".join(path.name for path in done.paths)
    return "\n".join([*done.told, *warnings, language.text("register_changed_button", files=files)]), False


def _register(desk: Desk, language: Words) -> Path | None:
    """The register of the open workbook, or else the one that the user chooses."""
    opened = open_one(desk) if desk.has_own_files else None
    known = register_beside(opened, language) if opened is not None else None
    if known is not None:
        return known
    return next(iter(desk.files(Wanted.REGISTER, language.text("choose_register"))), None)


def _renegotiate(asking: _Asking) -> Planned:
    centre, number = asking.goal()
    given = _fields(asking, asking.answer("ask_change_fields", f"{asking.language.title(Goals, Goals.TARGET)} = "))
    day = asking.day("ask_change_from", is_first=True)
    kind = _one_of(_KINDS, asking.answer("ask_change_kind", "1"))
    return renegotiate_goal(asking.opened, centre, number, given, asking.decision(day), kind)


def _add(asking: _Asking) -> Planned:
    like = asking.goal()
    number = asking.answer("ask_change_number")
    title, target = asking.answer("ask_change_title"), asking.answer("ask_change_target")
    given = typed({Goals.TITLE: title, Goals.TARGET: target}, asking.opened.year, asking.language)
    decision = asking.decision(asking.day("ask_change_from", is_first=True))
    return add_goal(asking.opened, like[0], number, given, decision, like)


def _close(asking: _Asking) -> Planned:
    centre, number = asking.goal()
    day = asking.day("ask_change_last", is_first=False)
    answer = asking.answer("ask_change_left", "1")
    if answer in _LEFT:
        return close_goal(asking.opened, centre, number, asking.decision(day), Ending(_LEFT[answer]))
    try:
        target = parse_number(answer).value
    except NumberError as error:
        raise RefusedError(
            [Issue("not_a_number", Place(column=words_of(asking.language, Goals.TARGET)), answer)]
        ) from error
    return close_goal(asking.opened, centre, number, asking.decision(day), Ending(target=target))


def _close_centre(asking: _Asking) -> Planned:
    choices = ", ".join(asking.opened.register.holders)
    centre = asking.opened.centre(asking.answer("ask_change_centre", asking.proposed[0], choices=choices))
    day = asking.day("ask_change_last", is_first=False)
    left = TargetsLeft(_one_of(_LEFT, asking.answer("ask_change_left_centre", "1")))
    return close_centre(asking.opened, centre, asking.decision(day), left)


_STEPS: dict[str, Callable[[_Asking], Planned]] = {
    _RENEGOTIATE: _renegotiate,
    _ADD: _add,
    _CLOSE: _close,
    _CLOSE_CENTRE: _close_centre,
}


def words_of(language: Words, field: Field) -> str:
    """A field of goals by its title."""
    return language.title(Goals, field)


def _one_of(choices: Mapping[str, _Chosen], answer: str) -> _Chosen:
    if answer not in choices:
        raise _StoppedError
    return choices[answer]


def _fields(asking: _Asking, text: str) -> dict[Field, object]:
    """The fields of ``Måltal = 700; Mål = 700 pladser``, by the titles of the columns."""
    known = headers(Goals)
    texts: dict[Field, str] = {}
    for part in text.split(";"):
        title, sign, value = part.partition("=")
        field = known.get(text_key(title))
        if field is None or not sign:
            raise RefusedError([Issue("change_field_unknown", Place(), " ".join(part.split()))])
        texts[field] = value.strip()
    return typed(texts, asking.opened.year, asking.language)
