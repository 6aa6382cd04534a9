"""The codes of plans, meetings, contract texts and documents; what a user reads for each stands in ``words/``.

Sources: steering model 2006 (citizen contracts), half-year report 2008, contract 2009 (sections 1-5), contract 2011
(sections 1-4, appendices 1 and 2).
"""

from enum import StrEnum


class DocumentKind(StrEnum):
    """A document that is made from workbooks or a register; the values are those of ``report --kind``."""

    HALF_YEAR = "half-year"
    ANNUAL = "annual"
    STATUS = "status"
    CONTRACT = "contract"
    CITIZEN = "citizen"
    """The contract with the citizen of the 2006 model, a page a target group."""
    PLANS = "plans"
    """The action plans, their requests to the central administration, and the strategy map they belong to."""


class RequestStatus(StrEnum):
    """How far a request to the central administration has come."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


class MeetingKind(StrEnum):
    """What a date of the year's calendar is."""

    STATUS_MEETING = "status_meeting"
    HALF_YEAR_REPORT = "half_year_report"
    ANNUAL_REPORT = "annual_report"
    QUARTERLY = "quarterly"
    """Follow-up of a quarter, as in 2007."""
    FORECAST = "forecast"
    """A forecast of the year's use is due (July, October)."""
    BUDGET = "budget"
    """A step of the budget cycle: the frame in January, the budget in October."""
    REWARD = "reward"


class Need(StrEnum):
    """What must be there before a date of the calendar."""

    FIGURES = "figures"
    COMMENTS = "comments"
    ACCOUNTS = "accounts"
    """The written accounts of what is off."""
    APPROVAL = "approval"
    FORECASTS = "forecasts"
    REWARD = "reward"


class ContractPart(StrEnum):
    """What a line of a contract's text is."""

    EDITION = "edition"
    """Which edition of the contract it is, and its date (2011: latest updated on)."""
    PARTY = "party"
    PURPOSE = "purpose"
    FRAME = "frame"
    MISSION = "mission"
    VISION = "vision"
    """A sentence of the vision (2009), or a vision point (2011)."""
    AIM = "aim"
    """An aim of the centre's own (2009, section 2.3)."""
    FOCUS = "focus"
    """What is said of a focus area, or of a parameter; ``under`` names it."""
    CONTRIBUTION = "contribution"
    """What the centre contributes to a focus area (2009, section 2.4)."""
    EFFORT = "effort"
    """An effort towards the goals of the focus area in ``under``."""
    FOLLOW_UP = "follow_up"
    CHANGE = "change"
    """How the contract may be changed."""
    COMMITMENT = "commitment"
    """What those who sign commit themselves to, and what the contract is not."""
    SIGNATURE = "signature"
    """Who signs, as what (the text), and when."""


class StepKind(StrEnum):
    """A step of a theory of change."""

    ACTION = "action"
    EFFECT = "effect"
    LONG_TERM = "long_term"


class CitizenPart(StrEnum):
    """What a line of a contract with the citizen says."""

    HELP = "help"
    OFFER = "offer"
    EXPECTED = "expected"
    """What is expected of the citizen."""
    PROMISE = "promise"
    """A service standard: its goal tells how it was kept."""
    NOTE = "note"
    """What must be known of the page as a whole: that its text is an example, from when it is valid."""
