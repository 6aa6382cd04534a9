"""The lines of the report to the committee: each goal with its result, and what people wrote of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.documents.material import Material, goes_to_committee
from macros.steps.documents.report_totals import total_lines
from macros.steps.papers.comments import is_of
from schemas.codes import PlanStatus, Unit
from schemas.economy_codes import WarningKind
from schemas.frames import Record, is_missing, records
from schemas.tables import ActionPlans, Centres, Comments, Goals, Observations, Results, Themes, WarningsDue
from schemas.tables.observations import MARK
from schemas.text.cited_tables import cited_table
from schemas.text.goal_lists import goal_list
from workbook.documents.prose.shown_figures import is_small

_DIGITS = re.compile(r"(\d+)")
_ADDED = frozenset({Unit.COUNT, Unit.FULL_TIME})


@dataclass(frozen=True)
class Line:
    """A goal of the report.

    Args:
        goal: Its line of the contract.
        row: Its line of the results.
        as_of: Its workbook's reporting date.
        is_total: Whether it is of all centres together; its name bears a star.
        is_computed: Whether it is no contract's line, but worked out of its members'.
        is_masked: Whether its result is not printed: it is small, tells a small one, or its export hides it.
        comments: What people wrote of it at the reporting date.
        plans: The actions that are to put it right.
        account: The written account of why it is off; blank where there is none.
        table: The number of its table in the year's own report; None where its source names none.
    """

    goal: Record
    row: Record
    as_of: date
    is_total: bool = False
    is_computed: bool = False
    is_masked: bool = False
    comments: tuple[Record, ...] = ()
    plans: tuple[Record, ...] = ()
    account: str = ""
    table: int | None = None

    @property
    def centre(self) -> str:
        """The centre, group or total."""
        return str(self.row[Results.CENTRE])

    @property
    def shown_centre(self) -> str:
        """The centre as tables name it: the total with the star of its note."""
        return f"{self.centre}*" if self.is_total else self.centre

    @property
    def number(self) -> str:
        """The number of the goal in its contract."""
        return str(self.goal[Goals.NUMBER])

    @property
    def title(self) -> str:
        """What the goal is called."""
        return str(self.goal[Goals.TITLE])

    @property
    def named(self) -> dict[str, object]:
        """Number, title and centre, as sentences name the goal."""
        return {"number": self.number, "title": self.title, "centre": self.centre}


@dataclass(frozen=True)
class ReportLines:
    """The goals of the report.

    Args:
        lines: Those that go to the committee.
        left_out: How many do not.
        goals: The contracts' lines that go there, for counts.
        results: Their results, row by row.
    """

    lines: tuple[Line, ...]
    left_out: int
    goals: pd.DataFrame
    results: pd.DataFrame


def in_order(number: str) -> tuple[tuple[int, int | str], ...]:
    """A goal's number as it is sorted: 2 before 10, 1.9 before 1.10."""
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in _DIGITS.split(number) if part)


def report_lines(material: Material) -> ReportLines:
    """The goals that go to the committee, those of totals behind those they are made of.

    Args:
        material: The workbooks.
    """
    goals, results = material.together.goals, material.together.results
    chosen = goes_to_committee(goals).to_numpy()
    own_goals, own_results = goals[chosen], results[chosen]
    days = {str(centre): part.as_of for part in material.parts for centre in part.goals[Goals.CENTRE]}
    written = _Written(material, goals)
    total = material.words.text("total_name")
    lines = [
        _line(goal, row, days[str(goal[Goals.CENTRE])], total, written, material.year)
        for goal, row in zip(records(own_goals), records(own_results), strict=True)
    ]
    totals = [
        Line(goal, row, material.as_of, str(row[Results.CENTRE]) == total, is_computed=True, table=like.table)
        for goal, row, like in total_lines(material, lines)
    ]
    order = _centre_order(material, total)
    every = sorted([*lines, *totals], key=lambda line: (line.is_total, order.get(line.centre, len(order))))
    shown = with_masks(every, hidden_by_export(material))
    return ReportLines(tuple(shown), int((~chosen).sum()), own_goals, own_results)


def _line(goal: Record, row: Record, day: date, total: str, written: "_Written", year: int) -> Line:
    source = goal[Goals.SOURCE]
    return Line(
        goal,
        row,
        day,
        str(goal[Goals.CENTRE]) == total,
        comments=written.comments(goal, day),
        plans=written.plans(goal),
        account=written.account(goal),
        table=None if is_missing(source) else cited_table(str(source), year),
    )


def _centre_order(material: Material, total: str) -> Mapping[str, int]:
    """Groups stand where their first centre stands in the list of centres; the total comes last."""
    names: list[str] = []
    for row in records(material.centres):
        names += [str(name) for name in (row[Centres.GROUP], row[Centres.CENTRE]) if not is_missing(name)]
    return {name: at for at, name in enumerate(dict.fromkeys(name for name in names if name != total))}


def hidden_by_export(material: Material) -> set[tuple[str, str]]:
    """The centres and measures of which an export hides a figure of the year."""
    found: set[tuple[str, str]] = set()
    for part in material.parts:
        if MARK in part.observations:
            marked = part.observations[part.observations[MARK].notna()]
            found |= {
                (str(centre), str(measure))
                for centre, measure, period in zip(
                    marked[Observations.CENTRE], marked[Observations.MEASURE], marked[Observations.PERIOD], strict=True
                )
                if period.year == material.year
            }
    return found


def with_masks(lines: Sequence[Line], hidden: set[tuple[str, str]]) -> list[Line]:
    """The lines with those masked whose results are small, or would tell the only small one beside them."""
    masked = [
        is_small(line.row)
        or (is_missing(line.row[Results.RESULT]) and (line.centre, str(line.row[Results.MEASURE])) in hidden)
        for line in lines
    ]
    lone = _lone_small(lines, masked)
    return [
        line if not (mask or ((line.is_total or line.is_computed) and _key(line) in lone)) else _with_mask(line)
        for line, mask in zip(lines, masked, strict=True)
    ]


def _lone_small(lines: Sequence[Line], masked: Sequence[bool]) -> set[str]:
    """Measures of counts of which one member alone is masked: their total less the others would tell it."""
    counts: dict[str, int] = {}
    for line, mask in zip(lines, masked, strict=True):
        if mask and line.row[Results.UNIT] in _ADDED and not (line.is_total or line.is_computed):
            counts[_key(line)] = counts.get(_key(line), 0) + 1
    return {key for key, count in counts.items() if count == 1}


def _key(line: Line) -> str:
    return str(line.row[Results.MEASURE])


def _with_mask(line: Line) -> Line:
    return Line(**{**vars(line), "is_masked": True})


def _by_centre(rows: Sequence[Record], field: str) -> dict[str, list[Record]]:
    """Rows by the centre that they name; where they name none, by that of their workbook."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(str(row["holder"] if is_missing(row[field]) else row[field]), []).append(row)
    return found


class _Written:
    """What people wrote of goals, by centre and number."""

    def __init__(self, material: Material, goals: pd.DataFrame) -> None:
        self._numbers = {
            str(centre): list(map(str, own)) for centre, own in goals.groupby(Goals.CENTRE, sort=False)[Goals.NUMBER]
        }
        self._comments = _by_centre(records(material.papers(Comments)), Comments.CENTRE)
        self._plans = _by_centre(
            [
                row
                for row in records(material.papers(ActionPlans))
                if row[ActionPlans.STATUS] not in (PlanStatus.DONE, PlanStatus.DROPPED)
            ],
            "holder",
        )
        themes = records(material.papers(Themes))
        self._themes = {(row["holder"], row[Themes.THEME]): row[Themes.THEME_GOALS] for row in themes}
        due = records(material.together.economy.frame(WarningsDue))
        self._accounts = {
            (str(row[WarningsDue.CENTRE]), str(row[WarningsDue.SUBJECT])): str(row[WarningsDue.WHY]).strip()
            for row in due
            if row[WarningsDue.KIND] == WarningKind.GOAL and not is_missing(row[WarningsDue.WHY])
        }

    def comments(self, goal: Record, day: date) -> tuple[Record, ...]:
        """What was written of a goal at a reporting date."""
        return tuple(
            row
            for row in self._comments.get(str(goal[Goals.CENTRE]), ())
            if is_of(row, day) and self._names(row[Comments.GOAL], goal)
        )

    def plans(self, goal: Record) -> tuple[Record, ...]:
        """The open actions for a goal: its own, and those of themes that serve it."""
        return tuple(
            row
            for row in self._plans.get(str(goal[Goals.CENTRE]), ())
            if self._names(row[ActionPlans.GOAL], goal)
            or self._names(self._themes.get((row["holder"], row[ActionPlans.THEME])), goal)
        )

    def account(self, goal: Record) -> str:
        """The written account of why a goal is off."""
        return self._accounts.get((str(goal[Goals.CENTRE]), str(goal[Goals.NUMBER])), "")

    def _names(self, text: object, goal: Record) -> bool:
        if is_missing(text):
            return False
        known = self._numbers[str(goal[Goals.CENTRE])]
        return str(goal[Goals.NUMBER]) in goal_list(text, known).goals
