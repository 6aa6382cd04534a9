"""The profile: what an export of one kind looks like, in a TOML file that the user can edit.

Its keys are the attributes below; what a file says and no attribute names is a finding, so that a misspelt key is not
passed over in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

LEFT_OUT = "ignore"
"""What a profile calls a column that is to be passed over."""


class Layout(StrEnum):
    """How the rows of an export lie."""

    LIST = "list"
    """One row for each centre, measure and period."""
    CROSSTAB = "crosstab"
    """Centres or measures down, periods or measures across, with titles, totals and notes."""
    CASES = "cases"
    """One row a case (an interview, a complaint, an application, an absence)."""


class Totals(StrEnum):
    """What is done with a crosstab's totals."""

    CHECK = "check"
    IGNORE = "ignore"


class CaseKind(StrEnum):
    """How cases become a figure of a centre and a month."""

    ON_TIME = "on_time"
    """Numerator: cases whose ``end`` is not after ``start`` (held by the day they were due); denominator: all."""
    WITHIN_DAYS = "within_days"
    """Numerator: cases whose ``end`` is at most ``days`` after ``start``; denominator: all."""
    POINTS = "points"
    """Value: the sum of the points of each case's ``outcome``."""
    COUNT = "count"
    """Value: the number of cases."""
    DAYS = "days"
    """Value: the days from ``start`` to ``end``, both included, each in the month it lies in."""


class Switch(StrEnum):
    """What the reading does by itself, until somebody has said how an export is to be read."""

    FIND_LAYOUT = "find_layout"
    """Find out how the sheet lies, propose it, and leave out what is none of ours: lookup sheets, sheets of others."""
    TEXTS_AROUND = "texts_around"
    """Take what titles, notes and names of sheets say against the figures; who wrote a profile has seen them."""
    CELLS_BESIDE = "cells_beside"
    """Refuse figures beside a list and tell of its columns without a title."""
    HOLD_TO_PROFILE = "hold_to_profile"
    """Tell what a profile says that comes to nothing; a shipped one is for many sheets, and says more than one has."""


SAID_BY_NOBODY = frozenset({Switch.FIND_LAYOUT, Switch.TEXTS_AROUND, Switch.CELLS_BESIDE})
SAID_BY_PROGRAM = frozenset({Switch.TEXTS_AROUND, Switch.CELLS_BESIDE})
SAID_BY_USER = frozenset({Switch.HOLD_TO_PROFILE})


@dataclass(frozen=True)
class CaseRule:
    """How one measure is counted from a case list.

    Args:
        measure: The measure's code.
        kind: How cases are counted.
        month: The column whose date says which month a case counts in (not for ``days``).
        start: The column with the day due, received, or the first day.
        end: The column with the day held, decided, or the last day; blank while the case is open.
        days: The limit of ``within_days``.
        outcome: The column of codes that ``points`` gives points for.
        points: Outcome → points, as a complaint upheld is 1, partly upheld 0.5; or the name of the parameter that says
            how many (``points_partly_upheld``), of which ``with_parameters`` makes the points in force.
        where: Column → the texts a case must have there to be counted.
    """

    measure: str
    kind: CaseKind
    month: str = ""
    start: str = ""
    end: str = ""
    days: int | None = None
    outcome: str = ""
    points: Mapping[str, float | str] = field(default_factory=dict)
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseSource:
    """Where the rows of a case list are.

    Args:
        url: A connection URL as Ibis takes it (``postgres://...``, ``pyspark://...``); empty for the file itself.
        table: The table's name behind the URL.
    """

    url: str = ""
    table: str = ""


@dataclass(frozen=True)
class Cases:
    """A case list.

    Args:
        centre: The column of the centre.
        case: The column that names the case, for finding doubled ones; empty where there is none.
        extracted: The day the list was drawn, ISO; empty where it is not known. Later dates are findings.
        rules: The measures counted from it.
        source: Where the rows are.
    """

    centre: str = ""
    case: str = ""
    extracted: str = ""
    rules: tuple[CaseRule, ...] = ()
    source: CaseSource = field(default_factory=CaseSource)


@dataclass(frozen=True)
class Match:
    """Which exports a profile is for: all that is named must hold.

    Args:
        files: Patterns of file names (``*`` stands for anything, letter case does not matter).
        sheets: Patterns of sheet names.
        words: Texts that stand on the sheet.
    """

    files: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportProfile:
    """What an export of one kind looks like.

    Args:
        name: What the user calls it.
        layout: How its rows lie.
        match: Which exports it is for.
        columns: Header → field of the observations or budget lines (lists).
        centres: Label → centre; an empty one is not this contract's.
        measures: Label → measure; an empty one is not this contract's.
        not_mine: Centres, measures, titles of tables and names of sheets that this contract does not have.
        parts: Label → ``value``, ``numerator``, ``denominator``, or ``ignore``.
        scales: Header, label or measure → factor that its figures are multiplied by (1000000 for ``mio. kr.``).
        centre: The centre of the whole sheet, where no cell says it.
        measure: The measure of the whole sheet.
        period: The period of the whole sheet.
        year: The year of periods that name none.
        decimal: ``comma`` or ``point``, where the figures do not tell.
        aggregate: Rows are parts of a centre's figure, which are added.
        totals: What is done with totals.
        accumulated: Whether figures are sums since the year began, of which months are made by difference; None where
            the user has not said, and what tells of it is a finding.
        budget_is: Of which months the budgets of such an export are: ``month``, ``to_date``, ``year``; empty where the
            titles and figures tell.
        cases: The rules of a case list.
        path: The file it was read from; empty for a proposal.
        on: What the reading does by itself beside it.
    """

    name: str = ""
    layout: Layout = Layout.LIST
    match: Match = field(default_factory=Match)
    columns: Mapping[str, str] = field(default_factory=dict)
    centres: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    not_mine: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    centre: str = ""
    measure: str = ""
    period: str = ""
    year: int | None = None
    decimal: str = ""
    aggregate: bool = False
    totals: Totals = Totals.CHECK
    accumulated: bool | None = None
    budget_is: str = ""
    cases: Cases = field(default_factory=Cases)
    path: str = ""
    on: frozenset[Switch] = SAID_BY_USER

    @property
    def given(self) -> Mapping[str, str]:
        """What it says of every row of a sheet: ``centre``, ``measure`` or ``period`` → the text."""
        pairs = (("centre", self.centre), ("measure", self.measure), ("period", self.period))
        return {name: text for name, text in pairs if text}


NO_PROFILE = ExportProfile(on=SAID_BY_NOBODY)
"""Nobody has said anything of an export."""


def with_parameters(profile: ExportProfile, parameters: Mapping[str, float]) -> ExportProfile:
    """A profile whose rules count the points that the parameters say.

    Args:
        profile: What the user has said.
        parameters: The parameters in force.
    """
    if not any(isinstance(each, str) for rule in profile.cases.rules for each in rule.points.values()):
        return profile
    rules = tuple(
        replace(rule, points={text: _points(said, parameters) for text, said in rule.points.items()})
        for rule in profile.cases.rules
    )
    return replace(profile, cases=replace(profile.cases, rules=rules))


def _points(said: float | str, parameters: Mapping[str, float]) -> float:
    return parameters[said] if isinstance(said, str) else said
