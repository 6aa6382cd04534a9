"""The button *Ret kontrakt*: what, which goal, from when, why, who decided it; then register and workbooks at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from macros.buttons.beside import beside, open_one, others
from macros.buttons.change_questions import Asking, StoppedError, box_of, field_texts, one_of, words_of
from macros.buttons.desk import Desk, Wanted
from macros.buttons.listed_question import listed_question
from macros.buttons.update_workbooks import changes_told, met
from macros.steps.contract_changes.applying import Tried, register_staged, tried
from macros.steps.contract_changes.centre_changes import TargetsLeft, close_centre
from macros.steps.contract_changes.goal_changes import (
    KEEP,
    TO_DATE,
    Ending,
    add_goal,
    close_goal,
    renegotiate_goal,
    together,
)
from macros.steps.contract_changes.opened import open_register
from macros.steps.contract_changes.planned import Planned
from macros.steps.contract_changes.read_given import typed
from macros.steps.updating.plan import REFUSE, UpdatePlan, plan_update
from macros.steps.updating.register_beside import register_beside
from macros.steps.updating.update import How, update
from macros.terminal.updated_lines import updated_lines
from schemas.codes import VersionKind
from schemas.errors import RefusedError, StepError
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals
from schemas.text.values import NumberError, parse_number
from schemas.words.vocabulary import Words
from workbook.closed.together import place_together
from workbook.live.book import LiveBook

_RENEGOTIATE, _ADD, _CLOSE, _CLOSE_CENTRE = "1", "2", "3", "4"
_LEFT = {"1": TO_DATE, "2": KEEP}
_KINDS = {"1": VersionKind.SUBSTANTIAL, "2": VersionKind.METHOD}


@dataclass(frozen=True)
class _Workbooks:
    """What a changed register does to the workbooks beside it.

    Args:
        opened: The open one; None where the register alone is changed.
        plan: What it does; None where it does nothing, or that cannot be done.
        reason: Why not.
    """

    opened: LiveBook | None = None
    plan: UpdatePlan | None = None
    reason: str = ""

    @property
    def count(self) -> int:
        """How many workbooks change."""
        return len({line.workbook for line in self.plan.taken(REFUSE)}) if self.plan is not None else 0

    def lines(self, language: Words) -> list[str]:
        """What is told of them before it is done."""
        if self.plan is None:
            return [self.reason] if self.reason else []
        changes = changes_told(self.plan, self.plan.taken(REFUSE), language)
        return [language.text("change_in_workbooks", count=self.count), *changes]


def change_contract(desk: Desk, language: Words, proposed: tuple[str, str], now: datetime) -> tuple[str, bool]:
    """Change a register, asking step by step, and the workbooks beside it with it.

    Args:
        desk: The host.
        language: The user's language.
        proposed: Centre and number of the goal of the selected row; blank where none is selected.
        now: The time.

    Returns:
        What is told to the user, and whether it was refused.
    """
    register = _register(desk, language)
    if register is None:
        return language.text("nothing_chosen"), False
    asking = Asking(desk, open_register(register, language), language, proposed)
    try:
        what = asking.answer("ask_change_what", _RENEGOTIATE, register=register.name)
        if what not in _STEPS:
            return language.text("change_unknown", answer=what), True
        planned = _STEPS[what](asking)
    except StoppedError:
        return language.text("change_stopped"), False
    with tried(asking.opened, planned) as done:
        return _carried_out(desk, language, done, now)


def _carried_out(desk: Desk, language: Words, done: Tried, now: datetime) -> tuple[str, bool]:
    """Write register and workbooks after one yes: all of them or none."""
    found = _workbooks(desk, language, done, now)
    plan = found.plan
    warnings = [issue.message(language) for issue in done.issues]
    key = "change_asked" if plan is None else "change_asked_both"
    question = language.text(key, file=done.source.name, count=found.count)
    if not desk.agrees(listed_question([*done.told, *warnings, *found.lines(language)], question, language)):
        return language.text("nothing_chosen"), False
    desk.progress(language.text("progress_writing"))
    lines = [*done.told, *warnings]
    files = ", ".join(path.name for path in done.paths)
    with register_staged(done) as staged:
        if plan is not None:
            updated = update(plan, How(now), found.opened, staged)
            lines += updated_lines(updated, language)
            last = [language.text("register_written", files=files), met(updated, found.opened, language)]
        else:
            place_together(staged)
            last = [found.reason, language.text("register_changed_button", files=files)]
    return listed_question(lines, "\n".join(filter(None, last)), language), False


def _workbooks(desk: Desk, language: Words, done: Tried, now: datetime) -> _Workbooks:
    """What the register as it will be does to the open workbook and those beside it."""
    opened = open_one(desk) if desk.has_own_files else None
    if opened is None or opened.folder is None:
        return _Workbooks()
    desk.progress(language.text("progress_reading"))
    try:
        closed = others(beside(desk, opened, language, "choose_updated"), opened)
        plan = plan_update(closed, done.source, language, now, opened)
    except StepError as error:
        first = error.issues[0]
        told = ": ".join(filter(None, (first.place.text, first.message(language))))
        reason = language.text("change_not_in_workbooks", reason=told)
        return _Workbooks(reason=reason)
    if plan.conflicts:
        return _Workbooks(reason=language.text("change_conflicts", count=len(plan.conflicts)))
    return _Workbooks(opened, plan) if plan.taken(REFUSE) else _Workbooks()


def _register(desk: Desk, language: Words) -> Path | None:
    """The register of the open workbook, or else the one that the user chooses."""
    opened = open_one(desk) if desk.has_own_files else None
    known = register_beside(opened, language) if opened is not None else None
    if known is not None:
        return known
    return next(iter(desk.files(Wanted.REGISTER, language.text("choose_register"))), None)


def _renegotiate(asking: Asking) -> Planned:
    centre, number = asking.goal()
    asked = asking.answer("ask_change_fields", f"{asking.language.title(Goals, Goals.TARGET)} = ")
    given = typed(field_texts(asked), asking.opened.year, asking.language)
    day = asking.day("ask_change_from", is_first=True)
    kind = one_of(_KINDS, asking.answer("ask_change_kind", "1"))
    return renegotiate_goal(asking.opened, centre, number, given, asking.decision(day), kind)


def _add(asking: Asking) -> Planned:
    opened, like = asking.opened, asking.model()
    named = asking.centres(like[0])
    box = box_of(asking.answer("ask_change_box", year=opened.year), opened, asking.language)
    decision = asking.decision(box.day)
    names = named or opened.open_then(box.day)
    return together([add_goal(opened, name, box.number, box.given, decision, like) for name in names])


def _close(asking: Asking) -> Planned:
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


def _close_centre(asking: Asking) -> Planned:
    centre = asking.centre(asking.opened.register.holders, asking.proposed[0])
    day = asking.day("ask_change_last", is_first=False)
    left = TargetsLeft(one_of(_LEFT, asking.answer("ask_change_left_centre", "1")))
    return close_centre(asking.opened, centre, asking.decision(day), left)


_STEPS: dict[str, Callable[[Asking], Planned]] = {
    _RENEGOTIATE: _renegotiate,
    _ADD: _add,
    _CLOSE: _close,
    _CLOSE_CENTRE: _close_centre,
}
