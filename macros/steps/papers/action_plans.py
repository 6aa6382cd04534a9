"""The computed columns of the action plans: when an action is due, whether it is late, how its goal moved."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from macros.steps.papers.about import About
from macros.steps.papers.goal_movement import Figures, figures_of, movement
from schemas.codes import YesNo
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.rules.plan_rules import CLOSED
from schemas.tables import ActionPlans, Goals, Results, Themes
from schemas.text.deadlines import Reading, deadline
from schemas.text.few_words import in_few_words
from schemas.text.goal_lists import goal_list
from schemas.words.vocabulary import Words, text_key

_NAMED = 5
"""Actions that a finding names."""


def action_plans(about: About) -> pd.DataFrame:
    """The actions with what is computed of them.

    ``due`` is what the deadline names; where no deadline is written, the day that a person wrote there stays. An action
    is overdue when it is neither done nor dropped and was due before the reporting date.
    """
    frame = about.contract.frame(ActionPlans)
    if not len(frame):
        return frame
    figures, served = figures_of(about), goals_served(about)
    rows = records(frame)
    due = [due_day(row, about) for row in rows]
    late = [YesNo.YES.value if is_overdue(row, day, about.as_of) else None for row, day in zip(rows, due, strict=True)]
    moved = [_moved(row, day, about, figures, served) for row, day in zip(rows, due, strict=True)]
    columns = {ActionPlans.DUE: due, ActionPlans.IS_OVERDUE: late, ActionPlans.MOVEMENT: moved}
    return frame.assign(**{str(name): pd.Series(values, frame.index, object) for name, values in columns.items()})


def due_day(row: Record, about: About) -> date | None:
    """The day on which an action is due."""
    found = deadline(row[ActionPlans.DEADLINE], about.contract.year, about.contract.parameters)
    if found.reading is not Reading.BLANK:
        return found.due
    typed = row[ActionPlans.DUE]
    return typed if isinstance(typed, date) else None


def is_overdue(row: Record, due: date | None, as_of: date) -> bool:
    """Whether an action should have been done before a day."""
    return due is not None and due < as_of and row[ActionPlans.STATUS] not in CLOSED


def numbers_of(about: About) -> list[str]:
    """The numbers of the contract's goals, in its order."""
    return list(dict.fromkeys(map(str, about.contract.goals[Goals.NUMBER])))


def goals_served(about: About) -> dict[str, tuple[str, ...]]:
    """Theme → the numbers of the goals that it serves."""
    known = numbers_of(about)
    themes = records(about.contract.frame(Themes))
    return {text_key(str(row[Themes.THEME])): goal_list(row[Themes.THEME_GOALS], known).goals for row in themes}


def _goals_of(row: Record, known: list[str], served: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The goals of an action: its own, else those of its theme."""
    own = goal_list(row[ActionPlans.GOAL], known).goals
    theme = row[ActionPlans.THEME]
    return own or (() if is_missing(theme) else served.get(text_key(str(theme)), ()))


def _moved(
    row: Record, due: date | None, about: About, figures: Figures, served: dict[str, tuple[str, ...]]
) -> str | None:
    if due is None or due >= about.as_of:
        return None
    return movement(_goals_of(row, numbers_of(about), served), due, figures, about.words)


def plan_findings(about: About, actions: pd.DataFrame) -> list[Issue]:
    """What must be said of the plans as a whole, each in one line.

    Args:
        about: The workbook.
        actions: Its actions, with what is computed of them.
    """
    return [*_overdue(about, actions), *_without_plan(about, actions), *_closed_too_early(about, actions)]


def _place(about: About, table: type[ActionPlans] | type[Themes]) -> Place:
    known = about.contract.tables.get(table.name)
    return Place(about.contract.book.name, known.raw.sheet if known else "")


def _overdue(about: About, actions: pd.DataFrame) -> list[Issue]:
    late = records(actions[actions[ActionPlans.IS_OVERDUE] == YesNo.YES])
    if not late:
        return []
    named = [_named(row, about.words) for row in late[:_NAMED]]
    more = about.words.text("plan_more", count=len(late) - _NAMED) if len(late) > _NAMED else ""
    text = "; ".join(filter(None, [*named, more]))
    return [Issue("actions_overdue", _place(about, ActionPlans), text, {"count": len(late), "as_of": about.as_of})]


def _named(row: Record, words: Words) -> str:
    """An action in a few words, with its deadline as it is written."""
    written = row[ActionPlans.DEADLINE]
    when = words.day(row[ActionPlans.DUE]) if is_missing(written) else str(written)
    return f"{short_name(row)} ({when})"


def short_name(row: Record) -> str:
    """An action in a few words: what stands before its first colon or full stop, or else its focus."""
    name = next((str(row[name]) for name in (ActionPlans.ACTION, ActionPlans.FOCUS) if not is_missing(row[name])), "–")
    return in_few_words(name)


def _without_plan(about: About, actions: pd.DataFrame) -> list[Issue]:
    """The goals that no theme and no action serves, where there are plans at all."""
    now = list(dict.fromkeys(map(str, about.results[Results.NUMBER])))
    left = unplanned(now, numbers_of(about), about.contract.frame(Themes), actions)
    return [Issue("goals_without_plan", _place(about, Themes), ", ".join(left))] if left else []


def unplanned(now: Sequence[str], known: Sequence[str], themes: pd.DataFrame, actions: pd.DataFrame) -> list[str]:
    """The goals that are in no plan; none where no theme serves a goal at all.

    Args:
        now: The numbers of the goals that have a result.
        known: The numbers of the contract's goals, in its order.
        themes: The themes of the action plans.
        actions: Their actions.
    """
    served = {number for text in themes[Themes.THEME_GOALS] for number in goal_list(text, known).goals}
    planned = served | {number for text in actions[ActionPlans.GOAL] for number in goal_list(text, known).goals}
    return [number for number in now if number not in planned] if served else []


def _closed_too_early(about: About, actions: pd.DataFrame) -> list[Issue]:
    """The themes that are closed while actions of theirs are not."""
    open_ones = actions[~actions[ActionPlans.STATUS].isin(CLOSED)][ActionPlans.THEME].dropna()
    keys = open_ones.map(lambda name: text_key(str(name)))
    themes = about.contract.frame(Themes)
    running = about.words.show(Themes.STATUS, "running")
    found = []
    for row in records(themes[themes[Themes.STATUS].isin(CLOSED) & themes[Themes.THEME].notna()]):
        count = int((keys == text_key(str(row[Themes.THEME]))).sum())
        if count:
            details = {"count": count, "running": running}
            found.append(Issue("plan_closed_with_open_actions", _place(about, Themes), str(row[Themes.THEME]), details))
    return found
