"""Rules of comments: what a person wrote is kept whatever it lacks, and is told where it would reach nobody."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pandas as pd

from schemas.codes import Account
from schemas.context import Context
from schemas.frames import is_missing
from schemas.rules.row_rules import Row, RowRule, marked, none_of, outside_centres
from schemas.tables import Comments
from schemas.text.goal_lists import goal_list
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import LANGUAGES, text_key, words

_PLACES = (Comments.GOAL, Comments.AS_OF)
_SIGNED = (Comments.AUTHOR, Comments.WRITTEN_ON)
_SAME = (Comments.CENTRE, Comments.GOAL, Comments.AS_OF, Comments.AUTHOR)
"""What two comments share when they are likely to be one that was written twice."""


def _has_text(frame: pd.DataFrame) -> "pd.Series[bool]":
    return frame[Comments.TEXT].notna()


def _not_placed(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """Comments without a goal or a reporting date: no report knows where they belong."""
    return _has_text(frame) & frame[list(_PLACES)].isna().any(axis=1)


def _unsigned(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return _has_text(frame) & frame[list(_SIGNED)].isna().any(axis=1)


def _blank(*fields: str) -> Callable[[Row, Context], dict[str, object]]:
    """What the message needs: the titles of those of the columns that are blank."""

    def details(row: Row, context: Context) -> dict[str, object]:
        titles = [context.words.title(Comments, field).lower() for field in fields if is_missing(row[field])]
        return {"columns": ", ".join(titles)}

    return details


def _unknown_goal(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    if not context.numbers:
        return none_of(frame)
    known = sorted(context.numbers)
    return marked(frame, [not is_missing(goal) and not _is_known(str(goal), known) for goal in frame[Comments.GOAL]])


def _is_known(goal: str, numbers: list[str]) -> bool:
    """Whether a text names goals of the contract and nothing else, or one of the accounts."""
    if text_key(goal) in _accounts():
        return True
    found = goal_list(goal, numbers)
    return bool(found.goals) and not found.unknown


@lru_cache(maxsize=1)
def _accounts() -> frozenset[str]:
    return frozenset(text_key(words(language).word(each)) for language in LANGUAGES for each in Account)


def _doubled(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return _has_text(frame) & frame.duplicated(list(_SAME), keep="first")


def _other_year(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """Comments of dates outside the year; what was said of the year before's last day comes along with a roll-over."""
    last = None if context.year is None else Period(context.year - 1, Grain.YEAR).last_day
    days = frame[Comments.AS_OF]
    return marked(
        frame, [isinstance(day, date) and context.year not in {None, day.year} and day != last for day in days]
    )


COMMENT_RULES: tuple[RowRule, ...] = (
    outside_centres(Comments.CENTRE),
    RowRule("comment_not_placed", Comments.TEXT, _not_placed, _blank(*_PLACES)),
    RowRule(
        "comment_unknown_goal",
        Comments.GOAL,
        _unknown_goal,
        lambda row, context: {"near": context.near(str(row[Comments.GOAL]), context.numbers)},
    ),
    RowRule("comment_unsigned", Comments.TEXT, _unsigned, _blank(*_SIGNED)),
    RowRule("duplicate_comment", Comments.TEXT, _doubled, lambda row, _: {"goal": row[Comments.GOAL]}),
    RowRule("comment_other_year", Comments.AS_OF, _other_year, lambda _, context: {"year": context.year}),
)
