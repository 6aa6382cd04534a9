"""The reward model of 2006, balanced attainment, and the centres' economy beside their results."""

from schemas.economy_codes import RewardLine
from schemas.fields import Field, Kind, Table


class RewardBasis(Table, name="reward_basis"):
    """Full-year recipients of benefits, here and in the benchmark (rest of Zealand): the year before and the year.

    A line a month, of which a year must have all twelve; or one of the whole year.
    """

    PERIOD = Field("period", Kind.PERIOD, required=True, nullable=False)
    OWN = Field("own", Kind.FIGURE)
    BENCHMARK = Field("benchmark", Kind.FIGURE)
    SOURCE = Field("source")


class RewardDecisions(Table, name="reward_decisions"):
    """What the sharing needs of a centre, and who approved it; until then it is a proposal."""

    CENTRE = Field("centre")
    ACTIVITY = Field("activity", Kind.FIGURE)
    APPROVED_BY = Field("approved_by")
    APPROVED_ON = Field("approved_on", Kind.DATE)
    NOTE = Field("note")


class Rewards(Table, name="reward"):
    """The reward line by line: from recipients to the bonus, then each centre's share."""

    LINE = Field("reward_line", Kind.CODE, RewardLine)
    CENTRE = Field("centre")
    FIGURE = Field("persons", Kind.FIGURE)
    ATTAINMENT = Field("balanced_attainment", Kind.SHARE)
    ACTIVITY = Field("activity", Kind.FIGURE)
    SHARE = Field("bonus_share", Kind.SHARE)
    AMOUNT = Field("amount", Kind.AMOUNT)
    STATUS = Field("status")
    NOTE = Field("note")


class BalancedAttainments(Table, name="balanced_attainments"):
    """Balanced attainment of a centre: within a steering parameter by weight, capped at 1; parameters equal."""

    CENTRE = Field("centre", nullable=False)
    PARAMETER = Field("parameter")
    GOALS = Field("goals", Kind.WHOLE)
    WITH_FIGURES = Field("with_figures", Kind.WHOLE)
    ATTAINMENT = Field("balanced_attainment", Kind.SHARE)


class CentreEconomy(Table, name="centre_economy"):
    """Spend against attainment: the use of budgets beside activation and timeliness, a line a centre.

    Source: half-year report 2008, section 4.1, which reads them together.
    """

    CENTRE = Field("centre", nullable=False)
    PURCHASE_USE = Field("purchase_use", Kind.FIGURE)
    OPERATING_USE = Field("operating_use", Kind.FIGURE)
    ACTIVATION = Field("activation", Kind.FIGURE)
    ON_TIME = Field("on_time", Kind.FIGURE)
    ATTAINMENT = Field("balanced_attainment", Kind.SHARE)
    NOTE = Field("note")
