"""The action plans of a workbook as a document tells them: by theme, each with its goals, actions and requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from macros.steps.centre_results import CentreResults
from macros.steps.papers.action_plans import unplanned
from schemas.codes import YesNo
from schemas.fields import Field, Table
from schemas.frames import Record, is_missing, records
from schemas.rules.plan_rules import CLOSED
from schemas.tables import ActionPlans, Goals, Requests, Results, Themes
from schemas.text.goal_lists import goal_list
from schemas.words.vocabulary import text_key


@dataclass(frozen=True)
class Plan:
    """A theme with all that belongs to it.

    Args:
        holder: The centre whose workbook it stands in.
        name: The theme; blank for actions and requests that name none.
        background: Why, as it is written.
        status: The theme's status; blank where none is written.
        log: The entries of the theme's log, one a line.
        goals: The lines of results of the goals that it serves.
        actions: Its actions, with what is computed of them.
        requests: What it asks of the central administration.
    """

    holder: str
    name: str
    background: str
    status: str
    log: tuple[str, ...]
    goals: tuple[Record, ...]
    actions: tuple[Record, ...]
    requests: tuple[Record, ...]

    @property
    def overdue(self) -> tuple[Record, ...]:
        """Its actions that are past their deadline."""
        return tuple(row for row in self.actions if row[ActionPlans.IS_OVERDUE] == YesNo.YES)

    @property
    def closed(self) -> tuple[Record, ...]:
        """Its actions that are done or dropped."""
        return tuple(row for row in self.actions if row[ActionPlans.STATUS] in CLOSED)


def line_of(value: object) -> str:
    """What a person wrote, on one line; nothing where there is nothing."""
    return "" if is_missing(value) else " ".join(str(value).split())


def entries_of(value: object) -> tuple[str, ...]:
    """The entries of a log: one a line."""
    return () if is_missing(value) else tuple(filter(None, map(line_of, str(value).splitlines())))


def plans_of(part: CentreResults) -> list[Plan]:
    """The themes of a workbook in their order; what names another theme, or none, follows under that name."""
    themes = {_key(row[Themes.THEME]): row for row in records(part.paper(Themes)) if _key(row[Themes.THEME])}
    actions, requests = _by_theme(part, ActionPlans, ActionPlans.THEME), _by_theme(part, Requests, Requests.THEME)
    others = sorted({*actions, *requests} - {*themes}, key=lambda key: (not key, key))  # those without a theme last
    return [
        _plan(part, key, themes.get(key), actions.get(key, []), requests.get(key, [])) for key in (*themes, *others)
    ]


def _key(value: object) -> str:
    return text_key(line_of(value))


def _by_theme(part: CentreResults, table: type[Table], theme: Field) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in records(part.paper(table)):
        found.setdefault(_key(row[theme]), []).append(row)
    return found


def _plan(
    part: CentreResults, key: str, theme: Record | None, actions: Sequence[Record], requests: Sequence[Record]
) -> Plan:
    own: Mapping[str, object] = theme or {}
    written = [
        own.get(Themes.THEME),
        *(row[ActionPlans.THEME] for row in actions),
        *(row[Requests.THEME] for row in requests),
    ]
    return Plan(
        part.holder,
        next((line_of(name) for name in written if line_of(name)), "") if key else "",
        line_of(own.get(Themes.BACKGROUND)),
        line_of(own.get(Themes.STATUS)),
        entries_of(own.get(Themes.LOG)),
        _goals(part, own.get(Themes.THEME_GOALS), actions),
        tuple(actions),
        tuple(requests),
    )


def _goals(part: CentreResults, written: object, actions: Sequence[Record]) -> tuple[Record, ...]:
    """The goals that a theme names, and those that its actions name besides."""
    known = numbers_of(part)
    named = {
        number
        for text in (written, *(row[ActionPlans.GOAL] for row in actions))
        for number in goal_list(text, known).goals
    }
    return tuple(row for row in records(part.results) if str(row[Results.NUMBER]) in named)


def numbers_of(part: CentreResults) -> list[str]:
    """The numbers of a workbook's goals, in the contract's order."""
    return list(dict.fromkeys(map(str, part.goals[Goals.NUMBER])))


def without_plan(part: CentreResults) -> list[str]:
    """The goals of a workbook that no theme and no action serves."""
    now = list(dict.fromkeys(map(str, part.results[Results.NUMBER])))
    return unplanned(now, numbers_of(part), part.paper(Themes), part.paper(ActionPlans))


def days_late(row: Record, as_of: date) -> int:
    """How many days an action is past its deadline."""
    due = row[ActionPlans.DUE]
    return (as_of - due).days if isinstance(due, date) else 0
