"""The goals of next year: which come along, with which target and baseline, and what must be decided of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from macros.steps.rolling.carrying import only
from macros.steps.rolling.choice import Choice, names_of
from macros.steps.rolling.new_baselines import NewBaseline, new_baselines
from macros.steps.rolling.old_year import OldYear
from schemas.codes import Basis, Rule, Summary, Verdict
from schemas.frames import Record, is_missing, records
from schemas.reading import frame_of
from schemas.roll_over_codes import GoalFate
from schemas.tables import Centres, Goals, Results
from schemas.text.last_year import last_years_target, without_last_year
from schemas.text.periods import MONTHS_A_YEAR, Period
from schemas.words.vocabulary import Words
from udfs.goals.goal_columns import in_force
from udfs.goals.validity import validity

_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\.(?=\d{3}(?:\D|$))")
_OF_THE_VERSION = (Goals.VERSION_KIND, Goals.DECIDED_BY, Goals.REASON, Goals.VALID_FROM, Goals.TARGET_IN_WORDS)
"""What belongs to a renegotiation of the old year."""


@dataclass(frozen=True)
class GoalLine:
    """What becomes of a goal.

    Args:
        goal: Its line in force: next year's where it comes along, else the old year's.
        fate: Whether it comes along, and why not.
        baseline: Its new baseline.
        is_decided: Whether its target is agreed for next year already.
        dated: What its title says of the old year: a year, or the old baseline; empty where nothing.
        months: Of how many months of the old year its target is the sum, where that is not all of them; else None.
    """

    goal: Record
    fate: GoalFate
    baseline: NewBaseline = field(default_factory=NewBaseline)
    is_decided: bool = False
    dated: str = ""
    months: int | None = None

    @property
    def centre(self) -> str:
        """Whose goal it is."""
        return str(self.goal[Goals.CENTRE])

    @property
    def number(self) -> str:
        """Its number."""
        return str(self.goal[Goals.NUMBER])

    @property
    def is_carried(self) -> bool:
        """Whether it comes along."""
        return self.fate is GoalFate.CARRIED


@dataclass(frozen=True)
class NewGoals:
    """The goals of a workbook of next year.

    Args:
        frame: Their lines, numbered from 0.
        lines: What becomes of each goal of the old year, in the contract's order.
    """

    frame: pd.DataFrame
    lines: Sequence[GoalLine]


def new_goals(old: OldYear, chosen: Choice, year: int) -> NewGoals:
    """Carry the goals.

    Args:
        old: The year that ends.
        chosen: Which goals somebody wants.
        year: Next year.

    Returns:
        Of a renegotiated goal the version in force when the new year begins.
    """
    lines = in_force(old.contract.goals, date(year, 1, 1))
    fates = _fates(old, lines, chosen)
    carried = only(lines, [fate is GoalFate.CARRIED for fate in fates])
    found = iter(new_baselines(old, carried))
    spans = [int(span) for span in validity(old.contract.goals, lines, old.year).span]
    told = [
        _told(line, fate, found, old, _part_of_year(line, span, year))
        for line, fate, span in zip(records(lines), fates, spans, strict=True)
    ]
    return NewGoals(frame_of(Goals, [each.goal for each in told if each.is_carried]), told)


def _fates(old: OldYear, lines: pd.DataFrame, chosen: Choice) -> list[GoalFate]:
    met = {
        (row[Results.CENTRE], row[Results.NUMBER])
        for row in records(old.results)
        if row[Results.RULE] == Rule.MILESTONE and row[Results.VERDICT] == Verdict.MET
    }
    centres = old.contract.frame(Centres)
    fates = []
    for line in records(lines):
        names, number = names_of(str(line[Goals.CENTRE]), centres), str(line[Goals.NUMBER])
        ends = line[Goals.VALID_TO]
        if chosen.is_dropped(names, number):
            fates.append(GoalFate.CHOSEN)
        elif chosen.is_kept(names, number):
            fates.append(GoalFate.CARRIED)
        elif isinstance(ends, date) and ends < old.last_day:
            fates.append(GoalFate.ENDED)
        else:
            is_met = (line[Goals.CENTRE], line[Goals.NUMBER]) in met
            fates.append(GoalFate.MET if is_met else GoalFate.CARRIED)
    return fates


def _is_decided(line: Record, year: int) -> bool:
    """Whether a line is agreed for next year."""
    start = line[Goals.VALID_FROM]
    return isinstance(start, date) and start.year == year


def _part_of_year(line: Record, span: int, year: int) -> int | None:
    """Of how many months a target is the sum, where a goal of part of the old year is to be of all of the next."""
    is_part = line[Goals.SUMMARY] == Summary.SUM and span < MONTHS_A_YEAR and not is_missing(line[Goals.TARGET])
    return span if is_part and line[Goals.BASIS] == Basis.ABSOLUTE and not _is_decided(line, year) else None


def _told(line: Record, fate: GoalFate, found: Iterator[NewBaseline], old: OldYear, months: int | None) -> GoalLine:
    if fate is not GoalFate.CARRIED:
        return GoalLine(line, fate)
    year = old.year + 1
    baseline, end, is_decided = next(found), line[Goals.VALID_TO], _is_decided(line, year)
    goal = {
        **line,
        **dict.fromkeys(map(str, _OF_THE_VERSION)),
        Goals.YEAR: year,
        Goals.VALID_TO: end if isinstance(end, date) and end.year >= year else None,
        Goals.BASELINE_PERIOD: baseline.period,
        Goals.BASELINE: baseline.value,
        Goals.NOTE: _note(line[Goals.NOTE], year, is_decided, months, old.words),
    }
    return GoalLine(goal, fate, baseline, is_decided, _dated(line, old.year), months)


def _dated(line: Record, year: int) -> str:
    """The first number in a goal's title that is of the old contract: its year, its baseline's, or the baseline."""
    before, figure = line[Goals.BASELINE_PERIOD], line[Goals.BASELINE]
    years = {float(year), *([float(before.year)] if isinstance(before, Period) else [])}
    stale = years if is_missing(figure) else years | {float(figure)}
    found = (text for text in _NUMBER.findall(str(line[Goals.TITLE])) if _read(text) in stale)
    return next(found, "")


def _read(text: str) -> float:
    """A number as a Danish title writes it: 412.854 and 20,4."""
    return float(_THOUSANDS.sub("", text).replace(",", "."))


def _note(note: object, year: int, is_decided: bool, months: int | None, words: Words) -> str | None:
    """A goal's note, that its target is last year's before it."""
    own = "" if is_missing(note) else without_last_year(str(note))
    told = "" if is_decided else last_years_target(year, words)
    part = words.text("target_of_months", last=year - 1, months=months) if months else ""
    return " ".join(filter(None, (told, part, own))) or None
