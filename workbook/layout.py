"""The layout of a workbook, read from ``layout.toml``: sheets, their tables, columns and widths."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from schemas.codes import Severity
from schemas.fields import Field, Kind, Table
from schemas.tables import (
    Accounts,
    ActionPlans,
    AssessedGoals,
    BalancedAttainments,
    BudgetFollowUp,
    BudgetLines,
    CentreData,
    CentreEconomy,
    Centres,
    Changes,
    CitizenLines,
    ClosedInputs,
    ClosedResults,
    Comments,
    ContractTexts,
    DataFacts,
    DataLacks,
    DataStatus,
    ForecastAccuracy,
    ForecastsMade,
    Goals,
    History,
    InflowBudgets,
    Inflows,
    IssueGroups,
    Issues,
    LearnedKernels,
    LogLines,
    Measures,
    Meetings,
    MemberFigures,
    MemberGoals,
    Observations,
    Origins,
    Parameters,
    Readiness,
    Reallocations,
    Received,
    RegisterState,
    Requests,
    Results,
    Revisions,
    RewardBasis,
    RewardDecisions,
    Rewards,
    Services,
    ServiceVariances,
    SnapshotInputs,
    StrategyLines,
    TaxameterBudgets,
    Taxameters,
    Themes,
    Theories,
    Trade,
    TranslationChoices,
    TranslationLines,
    WarningsDue,
)
from workbook.goal_page import GOAL_PAGE_TABLES
from workbook.reallocation import PAGE_TABLES

MARK_NAME = "resultatkontrakt_layout"
EXAMPLE_NAME = "resultatkontrakt_example"
"""Defined in a workbook whose figures are made up; what is made of it says so too."""
"""The defined name that marks our workbooks; it holds the layout's version."""
LANGUAGE_NAME = "resultatkontrakt_language"
COLUMNS_NAME = "resultatkontrakt_columns"
"""The defined name that tells which columns a workbook was made or upgraded with; older workbooks have none."""
CONSOLIDATED_TABLES = frozenset({"matrix", "all_goals", "groups", "counts"})
"""The tables of a workbook that brings others together, by which it is known."""
MONTHS = 12
_HEADER_AND_GAP = 2  # rows that a table above others takes beside its own


class About(Table, name="about"):
    """Facts on the front page."""

    LABEL = Field("label")
    FACT = Field("fact")


class LightCounts(Table, name="light_counts"):
    """How many goals have which light."""

    LIGHT = Field("light")
    COUNT = Field("count", Kind.WHOLE)


class Attention(Table, name="attention"):
    """The goals that are not green, worst first, and those whose light has moved."""

    NUMBER = Field("number")
    TITLE = Field("title")
    LIGHT = Field("light")
    LIGHT_MOVED = Field("light_moved")
    SHOWN_TARGET = Field("shown_target")
    SHOWN_RESULT = Field("shown_result")
    REASON = Field("reason")


class IssueCounts(Table, name="issue_counts"):
    """How many errors and warnings a run found."""

    SEVERITY = Field("severity", Kind.CODE, Severity)
    COUNT = Field("count", Kind.WHOLE)


class TryOut(Table, name="try_out"):
    """The functions on the workbook's own figures: name, outcome, what the inputs are, and the inputs."""

    FUNCTION = Field("function")
    OUTCOME = Field("outcome", Kind.FIGURE)
    ARGUMENTS = Field("arguments")
    INPUT_A = Field("input_a", Kind.FIGURE)
    INPUT_B = Field("input_b", Kind.FIGURE)
    INPUT_C = Field("input_c", Kind.FIGURE)
    INPUT_D = Field("input_d", Kind.FIGURE)
    INPUT_E = Field("input_e", Kind.FIGURE)
    INPUT_F = Field("input_f", Kind.FIGURE)
    INPUT_G = Field("input_g", Kind.FIGURE)
    INPUT_H = Field("input_h", Kind.FIGURE)
    INPUT_I = Field("input_i", Kind.FIGURE)
    INPUT_J = Field("input_j", Kind.FIGURE)
    INPUT_K = Field("input_k", Kind.FIGURE)
    INPUT_L = Field("input_l", Kind.FIGURE)
    INPUT_M = Field("input_m", Kind.FIGURE)
    INPUT_N = Field("input_n", Kind.FIGURE)
    INPUT_O = Field("input_o", Kind.FIGURE)
    INPUT_P = Field("input_p", Kind.FIGURE)
    INPUT_Q = Field("input_q", Kind.FIGURE)
    INPUT_R = Field("input_r", Kind.FIGURE)
    COMPUTED_OUTCOME = Field("computed_outcome", Kind.FIGURE)


class WhatIfPage(Table, name="what_if"):
    """A goal to try out, a line each: its figures of today, what they are changed to, and what comes of it."""

    LINE = Field("line")
    TODAY = Field("today", Kind.FIGURE)
    CHANGE = Field("changed_to", Kind.FIGURE)
    OUTCOME = Field("outcome", Kind.FIGURE)
    HINT = Field("hint")


class LightLevels(Table, name="light_levels"):
    """Which level for the rest of the year gives which light."""

    REST = Field("rest", Kind.FIGURE)
    FORECAST = Field("forecast", Kind.FIGURE)
    CHANCE = Field("chance", Kind.SHARE)
    LIGHT = Field("light")
    BORDER = Field("border")


TABLES: dict[str, type[Table]] = {
    table.name: table
    for table in (
        Goals,
        Measures,
        Observations,
        BudgetLines,
        Services,
        Results,
        AssessedGoals,
        BudgetFollowUp,
        ActionPlans,
        StrategyLines,
        WhatIfPage,
        LightLevels,
        TryOut,
        Issues,
        IssueGroups,
        IssueCounts,
        Parameters,
        Centres,
        LogLines,
        Origins,
        LearnedKernels,
        Changes,
        ClosedResults,
        Revisions,
        SnapshotInputs,
        History,
        ClosedInputs,
        Accounts,
        Reallocations,
        ForecastsMade,
        ForecastAccuracy,
        WarningsDue,
        ServiceVariances,
        Trade,
        Taxameters,
        TaxameterBudgets,
        Inflows,
        InflowBudgets,
        RewardBasis,
        RewardDecisions,
        Rewards,
        BalancedAttainments,
        CentreEconomy,
        Themes,
        Requests,
        Theories,
        Comments,
        Meetings,
        Readiness,
        DataStatus,
        DataFacts,
        DataLacks,
        CentreData,
        Received,
        RegisterState,
        ContractTexts,
        CitizenLines,
        TranslationLines,
        TranslationChoices,
        MemberGoals,
        MemberFigures,
        About,
        LightCounts,
        Attention,
    )
} | {table.name: table for table in (*PAGE_TABLES, *GOAL_PAGE_TABLES)}


@dataclass(frozen=True)
class TableBlock:
    """A table on a sheet.

    Args:
        table: Its name.
        columns: Its fields, in order.
        inputs: The fields the user fills in.
        first_column: Its first column, from 0.
        rows: How many rows it always has, where that is fixed; otherwise 0.
        visible: How many columns are seen at once; those after them are folded, and can be opened. 0 for all.
        widths: Widths of its own in characters, where they are not those of the fields.
        tall: The height of its rows in points, where its texts are longer than two lines; otherwise 0.
        fit: Whether a row is as tall as its texts need, where they are known when the sheet is made.
    """

    table: str
    columns: tuple[str, ...]
    inputs: frozenset[str]
    first_column: int = 0
    rows: int = 0
    visible: int = 0
    widths: Mapping[str, float] = field(default_factory=dict)
    tall: float = 0
    fit: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that are not folded."""
        return self.columns[: self.visible] if self.visible else self.columns

    def width(self, name: str) -> float:
        """The width of a column in characters."""
        return self.widths.get(str(name), width(name))


@dataclass(frozen=True)
class Sheet:
    """A sheet: its key in the vocabulary and its tables.

    Args:
        key: The key in the vocabulary.
        tab: The tab's colour.
        protect: Whether it is locked (without a password).
        hidden: Whether it is hidden until somebody unhides it.
        blocks: Its tables, from left to right.
        frozen: Columns that stay in view.
        printed: How many columns go on paper; 0 for all.
        months: Whether the first table has twelve columns of monthly values to its right.
        own_pages: Whether each of its tables has pages of its own on paper.
        portrait: Whether its pages stand upright: a long list of few columns.
        above: Tables of a fixed size above the others, so that those begin where they always do.
        breaks: The columns that begin a page on paper; the frozen ones stand on every page.
    """

    key: str
    tab: str
    protect: bool
    blocks: tuple[TableBlock, ...]
    frozen: int
    printed: int
    months: bool
    above: tuple[TableBlock, ...] = ()
    hidden: bool = False
    own_pages: bool = False
    breaks: tuple[str, ...] = ()
    portrait: bool = False

    @property
    def header_row(self) -> int:
        """The row of its (lowest) tables' headers, from 1."""
        return header_row() + sum(block.rows + _HEADER_AND_GAP for block in self.above)


@dataclass(frozen=True)
class Button:
    """A button.

    Args:
        name: The command that does the same on closed files; its words are ``button_`` and ``tip_`` and the name.
        macro: Its macro in a workbook with macros.
        group: Its group in the ribbon.
        icon: One of Office's own icons.
        accept: The file endings it asks for; empty where it needs no file.
        many: Whether it takes several files.
        front: Whether it stands on the front page, which is a screen wide: not what is pressed once a year.
    """

    name: str
    macro: str
    group: str
    icon: str
    accept: str = ""
    many: bool = False
    front: bool = True


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(files("workbook").joinpath("layout.toml").read_text(encoding="utf-8"))


def month_titles(year: int) -> list[str]:
    """The titles of the columns of a year's monthly values."""
    return [f"{year}-{month:02d}" for month in range(1, MONTHS + 1)]


def version() -> int:
    """The layout's version."""
    return int(_data()["version"])


def columns_version() -> int:
    """The version of the tables' columns."""
    return int(_data()["columns_version"])


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table, in order; of the front page's tables their fields."""
    blocks = (block for sheet in sheets() for block in (*sheet.above, *sheet.blocks))
    fields = tuple(str(field) for field in TABLES[table].fields)
    return next((block.columns for block in blocks if block.table == table), fields)


def required_columns(table: str, standing: Collection[str], told: int | None) -> list[str]:
    """The columns that a workbook's table must have.

    Args:
        table: The table.
        standing: The columns that it has.
        told: The version of its columns, where the workbook tells it.

    Columns that came later are left out where the workbook is older: it tells so, or it tells nothing and has none of
    those that came together. A table that was another one then stays what it was.
    """
    older: set[str] = set()
    is_other = was_another(table, standing)
    for later in _data().get("later", ()):
        columns = set(later.get(table, ()))
        has_none = not columns & set(standing)
        is_older = told < later["version"] if told is not None else has_none
        older |= columns if is_older or (is_other and has_none) else set()
    return [name for name in columns_of(table) if name not in older]


def was_another(table: str, standing: Collection[str]) -> bool:
    """Whether a workbook's table is that of an earlier design, with none of the columns that it was made over with.

    Args:
        table: The table.
        standing: The columns that it has.
    """
    remade = [later[table] for later in _data().get("later", ()) if table in later.get("remade", ())]
    return any(not set(columns) & set(standing) for columns in remade)


def shown_since(told: int | None) -> list[str]:
    """The tables whose sheets were hidden in a workbook of an earlier version, and are pages now.

    Args:
        told: The version of its columns; None where it tells none.
    """
    return [
        name for later in _data().get("later", ()) if (told or 0) < later["version"] for name in later.get("shown", ())
    ]


def header_row() -> int:
    """The row of the tables' headers, from 1."""
    return int(_data()["header_row"])


def page_width() -> float:
    """The widest page that reads on A4 landscape and on a screen, in characters."""
    return float(_data()["page"])


def height(kind: str) -> float:
    """A row's height in points: ``header``, ``row`` or ``tall_row``."""
    return float(_data()[f"{kind}_height"])


def wraps(field: str) -> bool:
    """Whether a long text in the column continues on a new line."""
    return str(field) not in _data()["unwrapped"]


def font() -> str:
    """The one typeface."""
    return str(_data()["font"])


def width(field: str) -> float:
    """A column's width in characters."""
    widths = _data()["widths"]
    return float(widths.get(str(field), widths["default"]))


@lru_cache(maxsize=1)
def buttons() -> tuple[Button, ...]:
    """The buttons, in order."""
    return tuple(Button(**entry) for entry in _data()["button"])


@lru_cache(maxsize=1)
def sheets() -> tuple[Sheet, ...]:
    """The sheets of a centre's workbook, in order."""
    return tuple(_sheet(entry) for entry in _data()["sheet"])


_OWN = ("visible", "widths", "tall", "fit")


def _listed(tables: Any) -> list[dict[str, Any]]:
    return [tables] if isinstance(tables, dict) else list(tables)


def _sheet(entry: dict[str, Any]) -> Sheet:
    blocks = []
    if "table" in entry:
        filled = [name for name in entry["columns"] if name not in entry.get("computed", ())]
        inputs = filled if entry.get("inputs") == "all" else entry.get("inputs", ())
        own = {name: entry[name] for name in _OWN if name in entry}
        blocks.append(TableBlock(entry["table"], tuple(entry["columns"]), frozenset(inputs), **own))
    start = len(entry.get("columns", ()))
    for beside in _listed(entry.get("beside", ())):
        filled = beside.get("inputs", beside["columns"])
        own = {name: beside[name] for name in _OWN if name in beside}
        blocks.append(TableBlock(beside["table"], tuple(beside["columns"]), frozenset(filled), start + 1, **own))
        start += 1 + len(beside["columns"])
    above = tuple(
        TableBlock(each["table"], tuple(each["columns"]), frozenset(), rows=int(each["rows"]))
        for each in entry.get("above", ())
    )
    return Sheet(
        key=entry["key"],
        tab=entry["tab"],
        protect=bool(entry.get("protect", False)),
        blocks=tuple(blocks),
        frozen=int(entry.get("frozen", 0)),
        printed=int(entry.get("printed", 0)),
        months=bool(entry.get("months", False)),
        above=above,
        hidden=bool(entry.get("hidden", False)),
        own_pages=bool(entry.get("own_pages", False)),
        breaks=tuple(entry.get("breaks", ())),
        portrait=bool(entry.get("portrait", False)),
    )
