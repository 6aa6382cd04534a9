"""Rules of action plans: their themes, their actions, and the requests to the central administration.

A plan cannot be closed without a log entry: an action's own, or, as in the form of 2011, which has one log a theme,
that of its theme.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from schemas.codes import PlanStatus
from schemas.context import Context
from schemas.document_codes import RequestStatus
from schemas.fields import Field, Table
from schemas.frames import is_missing
from schemas.issues.issue import Issue
from schemas.parameters import shipped
from schemas.rules.row_rules import Row, RowRule, none_of, outside_centres
from schemas.tables import ActionPlans, Requests, StrategyLines, Themes
from schemas.text.deadlines import Reading, deadline
from schemas.text.few_words import in_few_words
from schemas.text.goal_lists import goal_list
from schemas.text.periods import ANY_YEAR
from schemas.words.vocabulary import text_key

CLOSED = frozenset({PlanStatus.DONE.value, PlanStatus.DROPPED.value})
"""What is done or given up is no longer due."""
ANSWERED = frozenset({RequestStatus.ACCEPTED.value, RequestStatus.DECLINED.value, RequestStatus.DONE.value})
"""A request that has one of these is to have an answer."""
FREE_BEFORE = (ActionPlans, StrategyLines)
"""Tables that were free text until they were read: what stands there from then must not stop anything."""
_WITHOUT_LOG = "plan_closed_without_log"
_NO_RESULT = frozenset({"formula_without_value", "error_value"})


def with_themes(context: Context, themes: pd.DataFrame) -> Context:
    """A context that knows the themes of the action plans, and which of them have a log entry."""
    named = themes[themes[Themes.THEME].notna()]
    logs = {str(name): _says_something(log) for name, log in zip(named[Themes.THEME], named[Themes.LOG], strict=True)}
    return replace(context, themes=logs)


def eased(table: type[Table], issues: Sequence[Issue], *, is_new: bool) -> list[Issue]:
    """The findings of a table as far as they stop anything.

    Args:
        table: The table.
        issues: What was found in it.
        is_new: Whether the workbook has its columns of today.

    Returns:
        In tables that were free text before, errors are warnings: the cell stays and is not followed. A plan that is
        closed without a log entry is refused where the workbook knows that rule.
    """
    if table not in FREE_BEFORE:
        return list(issues)
    found = [issue for issue in issues if issue.code != "missing_value"]
    return [
        issue if not issue.is_error or (issue.code == _WITHOUT_LOG and is_new) else _unread(issue) for issue in found
    ]


def _unread(issue: Issue) -> Issue:
    if issue.code == _WITHOUT_LOG:
        return Issue("plan_log_missing", issue.place, issue.value, issue.details)
    if issue.code in _NO_RESULT:
        return Issue("plan_formula_unread", issue.place)
    return Issue("plan_cell_unread", issue.place, issue.value)


def _says_something(value: object) -> bool:
    """Whether a cell holds words: a dash is no log entry, and no answer."""
    return not is_missing(value) and any(letter.isalnum() for letter in str(value))


def is_answered(request: Row) -> bool:
    """Whether a request has an answer: one that is written. A status alone tells those who ask nothing."""
    return _says_something(request[Requests.ANSWER])


def _blank(values: "pd.Series[Any]") -> "pd.Series[bool]":
    return ~values.map(_says_something).astype(bool)


def name_key(value: object) -> str:
    """A name in a cell as it is compared; blank where there is none."""
    return "" if is_missing(value) else text_key(str(value))


def _doubled_theme(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    keys = frame[Themes.THEME].map(name_key)
    return keys.ne("") & keys.duplicated(keep="first")


def _unknown_goals(column: Field) -> RowRule:
    """The rule of a list of goals: what in it names no goal of the contract."""

    def unknown(text: object, context: Context) -> tuple[str, ...]:
        return goal_list(text, sorted(context.numbers)).unknown

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        if not context.numbers:
            return none_of(frame)
        return frame[column].map(lambda text: bool(unknown(text, context))).astype(bool)

    def details(row: Row, context: Context) -> dict[str, object]:
        names = unknown(row[column], context)
        return {"unknown": ", ".join(names), "near": context.near(names[0], context.numbers)}

    return RowRule("plan_goal_unknown", column, breaks, details)


def _unknown_theme(column: Field) -> RowRule:
    """The rule of the theme of an action or a request: one that is not among the themes."""

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        if not context.themes:
            return none_of(frame)
        known = {name_key(name) for name in context.themes}
        keys = frame[column].map(name_key)
        return keys.ne("") & ~keys.isin(known)

    def details(row: Row, context: Context) -> dict[str, object]:
        return {"near": context.near(str(row[column]), context.themes)}

    return RowRule("plan_theme_unknown", column, breaks, details)


def _without_log(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """The closed actions that nothing is written about, neither in their own log nor in their theme's."""
    logged = {name_key(name) for name, has_log in context.themes.items() if has_log}
    return (
        frame[ActionPlans.STATUS].isin(CLOSED)
        & _blank(frame[ActionPlans.LOG])
        & ~frame[ActionPlans.THEME].map(name_key).isin(logged)
    )


def _theme_without_log(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return frame[Themes.STATUS].isin(CLOSED) & _blank(frame[Themes.LOG])


def _of_action(row: Row, context: Context) -> dict[str, object]:
    return _closed(row[ActionPlans.ACTION], row[ActionPlans.STATUS], context)


def _closed(name: object, status: object, context: Context) -> dict[str, object]:
    return {
        "name": "" if is_missing(name) else in_few_words(name),
        "status": context.words.show(ActionPlans.STATUS, str(status)),
        "running": context.words.show(ActionPlans.STATUS, PlanStatus.RUNNING.value),
    }


def _deadlines_read_as(reading: Reading) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    """The actions that are not closed, and whose deadline is read so."""

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        year, rule = context.year or ANY_YEAR, shipped()
        found = frame[ActionPlans.DEADLINE].map(lambda text: deadline(text, year, rule).reading is reading)
        return found.astype(bool) & ~frame[ActionPlans.STATUS].isin(CLOSED)

    return breaks


def _without_answer(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    said = frame[Requests.STATUS].isin(ANSWERED) | frame[Requests.ANSWERED_ON].notna()
    return said & _blank(frame[Requests.ANSWER])


def _said_to_be_answered(row: Row, context: Context) -> dict[str, object]:
    if row[Requests.STATUS] in ANSWERED:
        return {"status": context.words.show(Requests.STATUS, str(row[Requests.STATUS]))}
    return {"status": context.words.day(row[Requests.ANSWERED_ON])}


def _still_asked(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return frame[Requests.STATUS].eq(RequestStatus.ASKED.value) & ~_blank(frame[Requests.ANSWER])


def _of_asked(_: Row, context: Context) -> dict[str, object]:
    return {"status": context.words.show(Requests.STATUS, RequestStatus.ASKED.value)}


def _answered_before(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    days = zip(frame[Requests.ASKED_ON], frame[Requests.ANSWERED_ON], strict=True)
    before = [isinstance(first, date) and isinstance(last, date) and last < first for first, last in days]
    return pd.Series(before, index=frame.index, dtype=bool)


def _asked_on(row: Row, context: Context) -> dict[str, object]:
    days = {"asked": row[Requests.ASKED_ON], "answered": row[Requests.ANSWERED_ON]}
    return {name: context.words.day(day) for name, day in days.items()}


THEME_RULES = (
    RowRule("duplicate_theme", Themes.THEME, _doubled_theme),
    _unknown_goals(Themes.THEME_GOALS),
    RowRule(
        "plan_closed_without_log",
        Themes.LOG,
        _theme_without_log,
        lambda row, context: _closed(row[Themes.THEME], row[Themes.STATUS], context),
    ),
)
ACTION_RULES = (
    _unknown_goals(ActionPlans.GOAL),
    _unknown_theme(ActionPlans.THEME),
    RowRule("plan_closed_without_log", ActionPlans.LOG, _without_log, _of_action),
    RowRule("deadline_without_day", ActionPlans.DEADLINE, _deadlines_read_as(Reading.NO_DAY)),
    RowRule("deadline_unreadable", ActionPlans.DEADLINE, _deadlines_read_as(Reading.UNREADABLE)),
)
REQUEST_RULES = (
    outside_centres(Requests.CENTRE),
    _unknown_theme(Requests.THEME),
    RowRule(
        "request_without_answer",
        Requests.ANSWER,
        _without_answer,
        _said_to_be_answered,
    ),
    RowRule("request_still_asked", Requests.STATUS, _still_asked, _of_asked),
    RowRule("request_answered_before", Requests.ANSWERED_ON, _answered_before, _asked_on),
)
