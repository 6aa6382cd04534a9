"""Action plans and the strategy map."""

from schemas.codes import PlanStatus
from schemas.fields import Field, Kind, Table


class ActionPlans(Table, name="action_plans"):
    """Actions with owner, deadline as written, due date and log (2011 contract, appendix 2)."""

    GOAL = Field("goal", required=True, nullable=False)
    THEME = Field("theme")
    FOCUS = Field("focus")
    ACTION = Field("action", required=True, nullable=False)
    RESPONSIBLE = Field("responsible")
    DEADLINE = Field("deadline")
    DUE = Field("due", Kind.DATE)
    STATUS = Field("status", Kind.CODE, PlanStatus)
    CENTRAL_CONTRIBUTION = Field("central_contribution")
    LOG = Field("log")


class StrategyLines(Table, name="strategy"):
    """The strategy map as lines: perspective, focus, the goals it serves (2011 contract, appendix 1)."""

    PERSPECTIVE = Field("perspective")
    FOCUS = Field("focus")
    SUPPORTS = Field("supports")
