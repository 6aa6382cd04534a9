"""Plans that go on, requests without an answer, open accounts of recovery, and what was said of the year's end."""

from dataclasses import dataclass

import pandas as pd

from macros.steps.economy.due import owner
from macros.steps.economy.recoveries import recoveries
from macros.steps.rolling.carrying import Carrying, only, without_goals
from schemas.economy_codes import RecoveryStatus, WarningKind
from schemas.frames import Record, is_missing, records
from schemas.parameters import RECOVERY_DAYS
from schemas.reading import frame_of
from schemas.rules.plan_rules import CLOSED, is_answered, name_key
from schemas.tables import ActionPlans, Comments, Goals, Requests, Results, Themes, WarningsDue
from schemas.text.deadlines import deadline
from udfs.goals.goal_columns import in_force

_OVER = frozenset({RecoveryStatus.APPROVED.value, RecoveryStatus.LAPSED.value})
_FIGURES = (
    WarningsDue.LIGHT,
    WarningsDue.LIMIT,
    WarningsDue.FORECAST,
    WarningsDue.FORECAST_USE,
    WarningsDue.OVER,
    WarningsDue.CROSSED,
)
"""What is computed of a warning: the old year's."""


def actions(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
    """The actions that are not done, with their logs; not those whose every goal stays behind.

    A deadline that names no year is the old year's, and is made to say so.
    """
    rows = []
    for row in records(frame):
        left = about.left_of(row[ActionPlans.GOAL])
        served = without_goals(frame_of(ActionPlans, [row]), ActionPlans.GOAL, about).iloc[0][ActionPlans.GOAL]
        is_over = row[ActionPlans.STATUS] in CLOSED or (bool(left) and is_missing(served))
        if not is_over:
            written = _dated(row[ActionPlans.DEADLINE], about)
            blank: Record = {ActionPlans.IS_OVERDUE: None, ActionPlans.MOVEMENT: None}
            rows.append({**row, **blank, ActionPlans.GOAL: served, ActionPlans.DEADLINE: written})
    return frame_of(ActionPlans, rows)


def _dated(text: object, about: Carrying) -> object:
    """A deadline that means the same day in the new year's workbook as it did in the old one."""
    parameters = about.old.contract.parameters
    due = deadline(text, about.old.year, parameters).due
    if due is None or deadline(text, about.year, parameters).due == due:
        return text
    for said in (f"{text} {about.old.year}", f"{about.old.words.day(due)} ({text})"):
        if deadline(said, about.year, parameters).due == due:
            return said
    return about.old.words.day(due)


def themes(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
    """The themes that are not closed, and those that an action goes on under."""
    going = {name_key(name) for name in actions(about.old.frame(ActionPlans.name), about)[ActionPlans.THEME]}
    kept = [row[Themes.STATUS] not in CLOSED or name_key(row[Themes.THEME]) in going for row in records(frame)]
    return without_goals(only(frame, kept), Themes.THEME_GOALS, about)


def requests(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
    """The requests without an answer; the theme of one that stays behind is no longer a theme."""
    going = {name_key(name) for name in themes(about.old.frame(Themes.name), about)[Themes.THEME]}
    rows = [
        {**row, Requests.THEME: row[Requests.THEME] if name_key(row[Requests.THEME]) in going else None}
        for row in records(frame)
        if not is_answered(row)
    ]
    return frame_of(Requests, rows)


def warnings(about: Carrying) -> tuple[pd.DataFrame, int]:
    """The accounts of recovery that somebody has written and nobody has closed, and how many lines stay behind.

    A warning that nobody has written anything about is left: the new year's figures open it anew where it still holds.
    """
    found = recoveries(about.old.raws.get(WarningsDue.name), about.old.words)
    goals = set(zip(about.goals[Goals.CENTRE], about.goals[Goals.NUMBER], strict=True))
    days = int(about.old.contract.parameters[RECOVERY_DAYS])
    owners = _owners(about)
    written = [line.is_written(owner(line.key, about.old.results, owners), days) for line in found.lines]
    rows = [
        _going_on(line.record, about)
        for line, is_written in zip(found.lines, written, strict=True)
        if is_written and _is_open(line.record, goals)
    ]
    return frame_of(WarningsDue, rows), len(found.lines) - len(rows)


def _owners(about: Carrying) -> dict[tuple[str, str], str]:
    """Who is responsible for each goal of the old year, by centre and number."""
    lines = records(in_force(about.old.contract.goals, about.old.last_day))
    named = [line for line in lines if not is_missing(line[Goals.RESPONSIBLE])]
    return {(str(line[Goals.CENTRE]), str(line[Goals.NUMBER])): str(line[Goals.RESPONSIBLE]) for line in named}


def _is_open(record: Record, goals: set[tuple[object, object]]) -> bool:
    """Whether nobody has closed an account of recovery, and its goal comes along."""
    key = (record[WarningsDue.CENTRE], record[WarningsDue.SUBJECT])
    return record[WarningsDue.STATUS] not in _OVER and (record[WarningsDue.KIND] != WarningKind.GOAL or key in goals)


def _going_on(record: Record, about: Carrying) -> Record:
    told = about.old.words.text("rolled_warning", year=about.old.year, message=record[WarningsDue.MESSAGE] or "")
    return {**record, **dict.fromkeys(map(str, _FIGURES)), WarningsDue.MESSAGE: told.strip()}


@dataclass(frozen=True)
class CarriedComments:
    """What was said of the year's end.

    Args:
        frame: The comments of that reporting date, and the assessments in force on it.
        left: How many comments stay behind.
        assessments: How many assessments are told.
    """

    frame: pd.DataFrame
    left: int
    assessments: int


def comments(frame: pd.DataFrame, about: Carrying) -> CarriedComments:
    """The comments of the year's last day, and the assessments that were in force on it, as history.

    An assessment lapses at the next reporting date, so it is no light of the new year; it is told as a comment where it
    was made, with its author and date.
    """
    last, known = about.old.last_day, set(about.numbers)
    whole = [row for row in records(frame) if not is_missing(row[Comments.TEXT])]
    kept = [row for row in whole if row[Comments.AS_OF] == last and not about.left_of(row[Comments.GOAL])]
    left = len(whole) - len(kept)
    told = [_assessment(row, about) for row in _assessed(about) if str(row[Results.NUMBER]) in known]
    for line in told:
        same = next((row for row in kept if _is_of(row, line)), None)
        if same is None:
            kept.append(line)
        else:
            kept[kept.index(same)] = {**same, Comments.TEXT: f"{same[Comments.TEXT]}\n{line[Comments.TEXT]}"}
    return CarriedComments(frame_of(Comments, kept), left, len(told))


def _is_of(row: Record, line: Record) -> bool:
    """Whether a comment is of the same goal and person as an assessment: two of them would look like one."""
    return all(
        name_key(row[name]) == name_key(line[name]) for name in (Comments.CENTRE, Comments.GOAL, Comments.AUTHOR)
    )


def _assessed(about: Carrying) -> list[Record]:
    """The lines of results whose assessment is in force at the year's end."""
    rows = records(about.old.frame(Results.name))
    return [row for row in rows if row[Results.AS_OF] == about.old.last_day and not is_missing(row[Results.ASSESSMENT])]


def _assessment(row: Record, about: Carrying) -> Record:
    words = about.old.words
    text = words.text(
        "rolled_assessment",
        year=about.old.year,
        light=words.show(Results.ASSESSMENT, str(row[Results.ASSESSMENT])),
        computed=words.show(Results.COMPUTED_LIGHT, str(row[Results.COMPUTED_LIGHT])),
        reason=row[Results.ASSESSMENT_REASON] or "",
    )
    return {
        Comments.CENTRE: row[Results.CENTRE],
        Comments.GOAL: row[Results.NUMBER],
        Comments.AS_OF: row[Results.AS_OF],
        Comments.TEXT: text.strip(),
        Comments.AUTHOR: row[Results.ASSESSED_BY],
        Comments.WRITTEN_ON: row[Results.ASSESSED_ON],
    }
