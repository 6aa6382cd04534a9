"""What documents and meetings need beside the figures: comments, the year's calendar, the contract's own text."""

from schemas.codes import YesNo
from schemas.document_codes import CitizenPart, ContractPart, MeetingKind
from schemas.fields import Field, Kind, Table


class Comments(Table, name="comments"):
    """What a person says of a goal (or an account) at a reporting date."""

    CENTRE = Field("centre")
    GOAL = Field("goal", required=True)
    AS_OF = Field("as_of", Kind.DATE, required=True)
    TEXT = Field("text", required=True)
    AUTHOR = Field("author")
    WRITTEN_ON = Field("written_on", Kind.DATE)
    PARTS = Field("parts")
    """What the goal's figure is made of, in words with figures: ``131 virksomhedspraktikker + 150 løntilskud``."""


class Meetings(Table, name="meetings"):
    """The follow-up calendar of a year: what takes place when, on which figures, and what it needs."""

    YEAR = Field("year", Kind.WHOLE)
    """Blank for the contract year; the calendars of other years may stay."""
    DATE = Field("date", Kind.DATE, required=True)
    MEETING_KIND = Field("meeting_kind", Kind.CODE, MeetingKind, required=True)
    THROUGH = Field("through", Kind.PERIOD)
    """The figures it is held on run to the end of this period."""
    NEEDS = Field("needs")
    """What must be there, in words of the list: figures, comments, accounts, approval."""
    PARTICIPANTS = Field("participants")
    NOTE = Field("note")


class Readiness(Table, name="readiness"):
    """What the next dates of the calendar still lack; computed, one line a date and a need."""

    DATE = Field("date", Kind.DATE)
    MEETING_KIND = Field("meeting_kind", Kind.CODE, MeetingKind)
    THROUGH = Field("through", Kind.PERIOD)
    NEED = Field("need")
    MISSING = Field("missing", Kind.WHOLE)
    IS_LATE = Field("is_late", Kind.CODE, YesNo)
    MESSAGE = Field("message")
    CENTRE = Field("centre")


class Received(Table, name="received"):
    """What each centre has handed in and what is approved: a line a workbook, on the page of all centres."""

    CENTRE = Field("centre")
    AS_OF = Field("as_of", Kind.DATE)
    GOALS = Field("goals", Kind.WHOLE)
    FIGURES = Field("with_figures", Kind.WHOLE)
    COMMENTS_DUE = Field("comments_due", Kind.WHOLE)
    COMMENTS = Field("comments_in", Kind.WHOLE)
    ACCOUNTS_DUE = Field("accounts_due", Kind.WHOLE)
    ACCOUNTS = Field("accounts_in", Kind.WHOLE)
    APPROVED = Field("approved", Kind.DATE)
    NEXT_DUE = Field("next_due")
    LACKS = Field("lacks")
    FILE = Field("file")


class ContractTexts(Table, name="contract_texts"):
    """The contract's own text in lines: parties, purpose, frames, efforts, signatories."""

    CENTRE = Field("centre")
    """Whose contract, in a register of several centres; a line that names none is of them all."""
    PART = Field("contract_part", Kind.CODE, ContractPart, required=True, nullable=False)
    HEADING = Field("heading")
    """What several lines of a part stand under (2009: the primary focus areas, those of inner efficiency)."""
    UNDER = Field("under")
    """The focus area, vision point or heading that the line stands under."""
    TEXT = Field("text")
    NAME = Field("person_name")
    DATE = Field("date", Kind.DATE)


class CitizenLines(Table, name="citizen_lines"):
    """The contract with the citizen of the 2006 model, in lines, a page a target group."""

    CENTRE = Field("centre")
    """Whose contract, in a register of several centres; a line that names none is of them all."""
    TARGET_GROUP = Field("target_group", required=True, nullable=False)
    PART = Field("citizen_part", Kind.CODE, CitizenPart, required=True, nullable=False)
    TEXT = Field("text", required=True, nullable=False)
    GIVEN = Field("given_when")
    """When it is given, in words: within 10 days."""
    GOAL = Field("goal")
    """The number of the goal that measures a promise, or of several."""
    ACCOUNT = Field("account")
    """The account of the budget, or the service, that pays for it."""
