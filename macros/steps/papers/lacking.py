"""What a date of the calendar lacks, need by need: how much, and in words which goals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.economy.warning_texts import lacks_account, open_lines
from macros.steps.papers.about import About
from macros.steps.papers.comments import comments_of, goals_off, lights_at, without_comment
from macros.steps.papers.due_dates import DueDate
from macros.steps.snapshots import closed_dates
from schemas.codes import Account, YesNo
from schemas.document_codes import Need
from schemas.economy_codes import WarningKind
from schemas.fields import Field
from schemas.frames import Record, is_missing, records
from schemas.measures import deviation_measure
from schemas.tables import BudgetLines, Goals, History, Measures, Results, RewardBasis, WarningsDue
from schemas.text.periods import Grain, Period, running_month
from schemas.words.vocabulary import Words

_MOST_NAMED = 8
_WRITTEN = (WarningsDue.WHY, WarningsDue.WHAT, WarningsDue.WHO, WarningsDue.BY_WHEN)


@dataclass(frozen=True)
class Lacking:
    """What is lacking of one need.

    Args:
        count: How much; 0 where all is there.
        message: Which goals or accounts, in a sentence.
    """

    count: int
    message: str


def lacking(about: About, due: DueDate, need: Need) -> Lacking:
    """What a date lacks of one of its needs."""
    found = _LACK[need](about, due)
    return found if found.message else Lacking(0, about.words.text("ready_nothing"))


def named(names: Sequence[str], words: Words, between: str = ", ") -> str:
    """Names in a row; of many the first, and how many are left."""
    shown = between.join(names[:_MOST_NAMED])
    return f"{shown} {words.text('and_more', count=len(names) - _MOST_NAMED)}" if len(names) > _MOST_NAMED else shown


def _told(key: str, names: Sequence[str], words: Words, **values: object) -> Lacking:
    """What is lacking, named; nothing where there is none."""
    return Lacking(len(names), words.text(key, names=named(names, words), **values) if names else "")


def _figures(about: About, due: DueDate) -> Lacking:
    """The goals without figures as far as they are due."""
    day = due.reporting_day or about.as_of
    names = _with_persons(about.figures.missing(day), about, with_measures=True)
    return _told("ready_figures", names, about.words, day=about.words.day(day))


def _comments(about: About, due: DueDate) -> Lacking:
    """The goals that are yellow or red at the reporting date and have no comment of it."""
    day = due.reporting_day or about.as_of
    lights = lights_at(about.results, about.history, about.as_of, day)
    numbers = [number for _, number in lights]
    missing = without_comment(goals_off(lights), comments_of(about.comments, day), numbers)
    names = _with_persons([number for _, number in missing], about)
    return _told("ready_comments", names, about.words, day=about.words.day(day))


def _with_persons(numbers: Sequence[str], about: About, with_measures: bool = False) -> list[str]:
    """Goals by their numbers, each with the person who answers for it where one is named: ``1.3 (Anne Holm)``.

    Args:
        numbers: The goals.
        about: The workbook.
        with_measures: Whether the person who answers for the figures of the goal's measure will do too.
    """
    measures = about.contract.measures
    of_figures = dict(zip(measures[Measures.MEASURE], measures[Measures.RESPONSIBLE], strict=True))
    persons: dict[str, str] = {}
    for goal in records(about.contract.goals):
        own, other = goal[Goals.RESPONSIBLE], of_figures.get(goal[Goals.MEASURE]) if with_measures else None
        persons[str(goal[Goals.NUMBER])] = next((str(each) for each in (own, other) if not is_missing(each)), "")
    return [f"{number} ({persons[number]})" if persons.get(number) else number for number in numbers]


def _accounts(about: About, _: DueDate) -> Lacking:
    """The warnings without a written account; those that are begun are named with what they lack."""
    lines, words = open_lines(about.economy.frame(WarningsDue)), about.words
    missing = [_owed(line, words) for line in lines if lacks_account(line)]
    begun = [each for each in (_begun(line, words) for line in lines if not lacks_account(line)) if each]
    told = [_told("ready_accounts", missing, words).message, _told("ready_accounts_begun", begun, words).message]
    return Lacking(len(missing), " ".join(filter(None, told)))


def _owed(line: Record, words: Words) -> str:
    """What an account is owed about, and by whom where another than the centre is written."""
    subject, who = subject_of(line, words), line[WarningsDue.WHO]
    return subject if is_missing(who) or who == line[WarningsDue.CENTRE] else f"{subject} ({who})"


def _begun(line: Record, words: Words) -> str:
    """A written account that lacks one of its parts, with what it lacks."""
    blank = [words.title(WarningsDue, name).lower() for name in _WRITTEN if is_missing(line[name])]
    return f"{subject_of(line, words)} ({', '.join(blank)})" if blank else ""


def subject_of(line: Record, words: Words) -> str:
    """What a warning is about: a goal by its number, an account by its name."""
    if line[WarningsDue.KIND] == WarningKind.GOAL:
        return words.text("warning_goal_named", number=line[WarningsDue.SUBJECT])
    subject: Field = WarningsDue.SUBJECT
    return words.show(subject, str(line[WarningsDue.SUBJECT]))


def approved_on(history: pd.DataFrame, day: date) -> date | None:
    """When the figures of a reporting date were approved; None where they were not."""
    approved = [line for line in records(history) if not is_missing(line[History.APPROVED])]
    closed = {running_month(each): on for each, on in closed_dates(approved).items()}
    return closed.get(running_month(day))


def _approval(about: About, due: DueDate) -> Lacking:
    day = due.reporting_day or about.as_of
    if approved_on(about.history, day) is not None:
        return Lacking(0, "")
    return Lacking(1, about.words.text("ready_approval", day=about.words.day(day)))


def _forecasts(about: About, due: DueDate) -> Lacking:
    """The accounts whose forecast of the month was not made: those of goals about it, else any account."""
    words, month, year = about.words, due.day.month, due.day.year
    made = {
        (str(line[BudgetLines.CENTRE]), str(line[BudgetLines.ACCOUNT]))
        for line in records(about.contract.figure_lines)
        if line[BudgetLines.PERIOD] == Period(year, Grain.MONTH, month) and not is_missing(line[BudgetLines.FORECAST])
    }
    asked = _forecasts_asked(about, month)
    missing = [account for centre, account in asked if (centre, account) not in made]
    if not asked and not made:
        missing = [Account.OPERATING.value]
    account: Field = BudgetLines.ACCOUNT
    names = [words.show(account, each) for each in missing]
    return _told("ready_forecasts", names, words, month=words.text(f"month_name_{month}"), year=year)


def _forecasts_asked(about: About, month: int) -> list[tuple[str, str]]:
    """The accounts that goals hold a month's forecast of against the final accounts."""
    accounts = [*Account, *about.contract.frame(BudgetLines)[BudgetLines.ACCOUNT]]
    by_measure = {deviation_measure(str(each), month): str(each) for each in accounts}
    rows = records(about.results)
    return [
        (str(row[Results.CENTRE]), by_measure[row[Results.MEASURE]])
        for row in rows
        if row[Results.MEASURE] in by_measure
    ]


def _reward(about: About, _: DueDate) -> Lacking:
    if len(about.contract.frame(RewardBasis)):
        return Lacking(0, "")
    return Lacking(1, about.words.text("ready_reward", sheet=about.words.sheet("reward")))


_LACK: dict[Need, Callable[[About, DueDate], Lacking]] = {
    Need.FIGURES: _figures,
    Need.COMMENTS: _comments,
    Need.ACCOUNTS: _accounts,
    Need.APPROVAL: _approval,
    Need.FORECASTS: _forecasts,
    Need.REWARD: _reward,
}


def yes_no(flag: bool) -> YesNo:
    """A flag as a table has it."""
    return YesNo.YES if flag else YesNo.NO
