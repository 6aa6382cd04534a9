"""Action plans, theories of change and the strategy map.

Source: contract 2011, sections 2.2 and 2.3, appendices 1 and 2. The written account of 2009 for one goal or budget that
is off is a line of ``warnings_due``.
"""

from schemas.codes import Light, PlanStatus, YesNo
from schemas.document_codes import RequestStatus, StepKind
from schemas.fields import Field, Kind, Table


class Themes(Table, name="themes"):
    """Themed plans: what each is about, the contract's goals it serves, and its log."""

    THEME = Field("theme", required=True, nullable=False)
    BACKGROUND = Field("background")
    THEME_GOALS = Field("theme_goals")
    """The numbers of the goals, as people write them: ``1-7`` or ``1, 2, 6``."""
    STATUS = Field("status", Kind.CODE, PlanStatus)
    LOG = Field("log")


class ActionPlans(Table, name="action_plans"):
    """Actions with owner, deadline as written and log.

    ``due``, ``is_overdue`` and ``movement`` are computed.
    """

    GOAL = Field("goal")
    THEME = Field("theme")
    FOCUS = Field("focus")
    ACTION = Field("action", required=True, nullable=False)
    RESPONSIBLE = Field("responsible")
    DEADLINE = Field("deadline")
    DUE = Field("due", Kind.DATE)
    STATUS = Field("status", Kind.CODE, PlanStatus)
    CENTRAL_CONTRIBUTION = Field("central_contribution")
    LOG = Field("log")
    IS_OVERDUE = Field("is_overdue", Kind.CODE, YesNo)
    MOVEMENT = Field("movement")
    """The goal's figure before the deadline and after it, as text."""


class Requests(Table, name="requests"):
    """What is asked of the central administration (*Centralforvaltningens bidrag*), with its answer."""

    CENTRE = Field("centre")
    THEME = Field("theme")
    FOCUS = Field("focus")
    REQUEST = Field("request", required=True, nullable=False)
    ASKED_ON = Field("asked_on", Kind.DATE)
    STATUS = Field("status", Kind.CODE, RequestStatus)
    ANSWER = Field("answer")
    ANSWERED_ON = Field("answered_on", Kind.DATE)


class Theories(Table, name="theories"):
    """Theories of change: a chain of actions and effects, with the goals that tell whether it works."""

    THEORY = Field("theory", required=True, nullable=False)
    VISION_POINT = Field("vision_point")
    STEP_NUMBER = Field("step_number", Kind.WHOLE)
    STEP_KIND = Field("step_kind", Kind.CODE, StepKind)
    TEXT = Field("text")
    """Blank where the source is not legible: it is shown as a marked blank."""
    THEORY_GOALS = Field("theory_goals")
    CHOSEN = Field("chosen", Kind.CODE, YesNo)


class StrategyLines(Table, name="strategy"):
    """The strategy map as lines: perspective, focus area, what it supports; lights and plan lines are computed."""

    PERSPECTIVE = Field("perspective")
    FOCUS = Field("focus")
    SUPPORTS = Field("supports")
    """The focus areas of the perspective above that an arrow leads to."""
    STRATEGY_GOALS = Field("strategy_goals")
    LIGHT = Field("light", Kind.CODE, Light)
    ROLLED_UP = Field("rolled_up")
    """How the light came about, in words."""
    PLAN_LINES = Field("plan_lines")
