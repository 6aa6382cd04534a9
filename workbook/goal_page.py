"""The page of one goal across centres: its tables, and the names that its formulas call the choices by."""

from enum import StrEnum

from schemas.codes import Light, Unit
from schemas.fields import Field, Kind, Table


class GoalLines(Table, name="goal_lines"):
    """What the page looks up: one line a goal and centre; behind these columns the figures of two years' months."""

    LINE = Field("line_number", Kind.WHOLE)
    GOAL = Field("listed_goal")
    PLACE = Field("place", Kind.WHOLE)
    """The line's place in the ranking of its goal; none for groups and the total."""
    CENTRE = Field("centre")
    SHORT_NAME = Field("short_name")
    RANK = Field("rank", Kind.WHOLE)
    LIGHT = Field("light", Kind.CODE, Light)
    UNIT = Field("unit", Kind.CODE, Unit)
    SHOWN_UNIT = Field("shown_unit", Kind.CODE, Unit)
    SHOWN_RESULT = Field("shown_result", Kind.FIGURE)
    SHOWN_TARGET = Field("shown_target", Kind.FIGURE)
    TARGET_WHOLE = Field("target_whole")
    AHEAD = Field("ahead", Kind.SHARE)
    MEAN = Field("group_mean", Kind.FIGURE)
    MEAN_OF = Field("mean_of")
    NATURAL_LOW = Field("natural_low", Kind.FIGURE)
    NATURAL_HIGH = Field("natural_high", Kind.FIGURE)
    TOLD = Field("told")


class GoalChoice(Table, name="goal_choice"):
    """The goal and the centre that are looked at, and what is said of them."""

    LINE = Field("line")
    CHOICE = Field("choice")


class GoalTrend(Table, name="goal_trend"):
    """The chosen centre's months of two years, with what they were to give and the natural limits."""

    MONTH = Field("trend_month")
    VALUE = Field("trend_value", Kind.FIGURE)
    ASKED = Field("trend_asked", Kind.FIGURE)
    ASKED_MAX = Field("trend_asked_max", Kind.FIGURE)
    NATURAL_LOW = Field("natural_low", Kind.FIGURE)
    NATURAL_HIGH = Field("natural_high", Kind.FIGURE)


class GoalRanking(Table, name="goal_ranking"):
    """The centres with the chosen goal, the one farthest ahead of its own target first."""

    RANK = Field("rank", Kind.WHOLE)
    CENTRE = Field("centre")
    SHORT_NAME = Field("short_name")
    LIGHT = Field("light", Kind.CODE, Light)
    SHOWN_RESULT = Field("shown_result", Kind.FIGURE)
    TARGET_WHOLE = Field("target_whole")
    AHEAD = Field("ahead", Kind.SHARE)
    MEAN = Field("group_mean", Kind.FIGURE)
    MEAN_OF = Field("mean_of")
    SHOWN_TARGET = Field("shown_target", Kind.FIGURE)
    LINE = Field("line_number", Kind.WHOLE)


class ListedGoals(Table, name="listed_goals"):
    """The goals that may be chosen."""

    GOAL = Field("listed_goal")


class ListedCentres(Table, name="listed_centres"):
    """The centres, groups and the total that may be chosen."""

    CENTRE = Field("centre")


GOAL_PAGE_TABLES: tuple[type[Table], ...] = (
    GoalLines,
    GoalChoice,
    GoalTrend,
    GoalRanking,
    ListedGoals,
    ListedCentres,
)


class Looked(StrEnum):
    """The lines of the choice; each value's cell bears the name."""

    GOAL = "one_goal_goal"
    CENTRE = "one_goal_centre"
    SAID = "one_goal_said"
    UNIT = "one_goal_unit"
    LINE = "one_goal_line"
