"""What of the other tables of a workbook comes along into next year.

Every table that people fill in comes along as it stands, also one that this module has never heard of; the few that
belong to the year, or name goals, are told here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from macros.steps.rolling.carried_papers import actions, comments, requests, themes, warnings
from macros.steps.rolling.carrying import Carrying, only, without_goals
from schemas.fields import Field, Table
from schemas.frames import records
from schemas.reading import frame_of
from schemas.tables import (
    ActionPlans,
    BudgetLines,
    Centres,
    CitizenLines,
    Comments,
    ContractTexts,
    ForecastsMade,
    Goals,
    Inflows,
    LearnedKernels,
    Measures,
    Meetings,
    Observations,
    Parameters,
    Reallocations,
    Requests,
    RewardBasis,
    RewardDecisions,
    Services,
    StrategyLines,
    Taxameters,
    Themes,
    Theories,
    WarningsDue,
)
from schemas.text.periods import Period
from workbook.layout import TABLES, sheets
from workbook.shipped_calendars import shipped_calendar

_OF_THEIR_OWN: tuple[type[Table], ...] = (Goals, Observations, BudgetLines, Measures, Parameters)
"""Inputs that other modules carry."""
_TEXTS: dict[type[Table], tuple[Field, ...]] = {
    Goals: (Goals.SOURCE,),
    ContractTexts: (ContractTexts.HEADING, ContractTexts.TEXT),
    CitizenLines: (CitizenLines.TEXT, CitizenLines.GIVEN),
    Theories: (Theories.TEXT,),
}
"""Texts of a contract that may name its year."""


@dataclass(frozen=True)
class CarriedTables:
    """The other tables of next year's workbook.

    Args:
        frames: Their rows, by table name.
        left: Table -> how many rows of the old workbook stay behind.
        plans: How many actions, themes, requests and accounts of recovery go on.
        assessments: How many assessments in force at the year's end are told among the comments.
        naming_year: Table -> how many of its texts name the old year.
    """

    frames: dict[str, pd.DataFrame]
    left: Mapping[str, int] = field(default_factory=dict)
    plans: int = 0
    assessments: int = 0
    naming_year: Mapping[str, int] = field(default_factory=dict)


def carried_tables(about: Carrying) -> CarriedTables:
    """Carry them.

    Args:
        about: The year that ends, and what comes along of its goals.
    """
    frames: dict[str, pd.DataFrame] = {}
    left: dict[str, int] = {}
    for name in _inputs():
        table = TABLES[name]
        before = about.old.frame(name)
        frames[name] = _CARRIED[table](before, about) if table in _CARRIED else before
        left[name] = len(before) - len(frames[name])
    del left[Meetings.name]  # the new year has a calendar of its own
    told = comments(about.old.frame(Comments.name), about)
    frames[Comments.name], left[Comments.name] = told.frame, told.left
    frames[WarningsDue.name], left[WarningsDue.name] = warnings(about)
    frames[LearnedKernels.name] = about.old.frame(LearnedKernels.name)
    plans = sum(len(frames[table.name]) for table in (ActionPlans, Themes, Requests, WarningsDue))
    whole = {**frames, Goals.name: about.goals}
    naming = {table.name: _naming(whole[table.name], names, about.old.year) for table, names in _TEXTS.items()}
    return CarriedTables(
        frames,
        {name: count for name, count in left.items() if count > 0},
        plans,
        told.assessments,
        {name: count for name, count in naming.items() if count},
    )


def _inputs() -> list[str]:
    """The tables that people fill in, in the order of the sheets."""
    own = {table.name for table in _OF_THEIR_OWN}
    blocks = (block for sheet in sheets() if not sheet.protect for block in sheet.blocks)
    return [block.table for block in blocks if block.inputs and block.table not in own]


def _naming(frame: pd.DataFrame, names: Sequence[Field], year: int) -> int:
    """How many rows name a year in one of their texts."""
    named = re.compile(rf"(?<!\d){year}(?!\d)")
    rows = frame[list(names)].itertuples(index=False, name=None)
    return sum(any(isinstance(text, str) and named.search(text) for text in row) for row in rows)


def _calendar(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
    """What the old workbook has of the new year's calendar, else the shipped one."""
    own = frame[frame[Meetings.YEAR] == about.year]
    return own if len(own) else shipped_calendar(about.year, about.old.words)


def _services(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
    """The catalogue with last year's prices and budgeted activity; what is already of next year stands as it is."""
    known = frame[frame[Services.YEAR] == about.year]
    last = frame[frame[Services.YEAR] == about.old.year] if not len(known) else known
    blank = {} if len(known) else {Services.ACTUAL_ACTIVITY: None, Services.ACTUAL_COST: None}
    rows = [{**row, **blank, Services.YEAR: about.year} for row in records(last)]
    return without_goals(frame_of(Services, rows), Services.GOALS, about)


def _cleared(table: type[Table], *fields: Field) -> Callable[[pd.DataFrame, Carrying], pd.DataFrame]:
    """The rows with columns of the old year's blank."""

    def carried(frame: pd.DataFrame, _: Carrying) -> pd.DataFrame:
        rows = [{**row, **dict.fromkeys(fields)} for row in records(frame)]
        return frame_of(table, rows)

    return carried


def _of_new_year(day: Field) -> Callable[[pd.DataFrame, Carrying], pd.DataFrame]:
    """Only the rows of a day in the new year or later."""

    def carried(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
        kept = [isinstance(each, date) and each.year >= about.year for each in frame[day]]
        return only(frame, kept)

    return carried


def _forecasts(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
    return frame[frame[ForecastsMade.YEAR] >= about.year].reset_index(drop=True)


def _basis(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
    """Of the recipients of benefits the old year, which the new one is held against."""
    kept = [isinstance(each, Period) and each.year >= about.old.year for each in frame[RewardBasis.PERIOD]]
    return only(frame, kept)


def _none(frame: pd.DataFrame, _: Carrying) -> pd.DataFrame:
    return frame.iloc[:0]


def _listing(column: Field) -> Callable[[pd.DataFrame, Carrying], pd.DataFrame]:
    """The rows with the goals that stay behind taken out of a list of goals."""
    return lambda frame, about: without_goals(frame, column, about)


def _unsigned(frame: pd.DataFrame, _: Carrying) -> pd.DataFrame:
    """The contract's own text: a signature's day is of the old contract."""
    return frame.assign(**{ContractTexts.DATE: pd.Series(None, index=frame.index, dtype=object)})


def _map(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
    blank = pd.Series(None, index=frame.index, dtype=object)
    computed = dict.fromkeys((StrategyLines.LIGHT, StrategyLines.ROLLED_UP, StrategyLines.PLAN_LINES), blank)
    return without_goals(frame.assign(**computed), StrategyLines.STRATEGY_GOALS, about)


def _open_centres(frame: pd.DataFrame, about: Carrying) -> pd.DataFrame:
    """The centres that are not closed: next year's reports ask nothing of those that are."""
    ends = frame[Centres.VALID_TO]
    return only(frame, [not isinstance(each, date) or each.year >= about.year for each in ends])


_CARRIED: dict[type[Table], Callable[[pd.DataFrame, Carrying], pd.DataFrame]] = {
    Centres: _open_centres,
    Meetings: _calendar,
    Services: _services,
    Taxameters: _cleared(Taxameters, Taxameters.ACTUAL_ACTIVITY, Taxameters.THROUGH),
    Inflows: _cleared(Inflows, Inflows.INFLOW, Inflows.LAST_YEAR_TO_DATE, Inflows.LAST_YEAR),
    Reallocations: _of_new_year(Reallocations.DATE),
    ForecastsMade: _forecasts,
    RewardBasis: _basis,
    RewardDecisions: _none,
    Themes: themes,
    ActionPlans: actions,
    Requests: requests,
    Theories: _listing(Theories.THEORY_GOALS),
    StrategyLines: _map,
    ContractTexts: _unsigned,
    CitizenLines: _listing(CitizenLines.GOAL),
    Comments: lambda frame, _: frame,  # with the assessments, below
}
