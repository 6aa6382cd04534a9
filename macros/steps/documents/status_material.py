"""The material of a centre's status meeting: what the centre and the central administration go through together.

Sources: contract 2009, section 4, and contract 2011, section 3: written material lies before the meetings of spring and
autumn, on the figures of the first and the third quarter, and the meetings follow up on the economy too.
"""

from macros.steps.documents.material import Material
from macros.steps.documents.status_centre import StatusCentre, status_centres
from macros.steps.documents.status_economy import economy_blocks
from macros.steps.documents.status_goals import goals_table, without_figures
from macros.steps.documents.status_plans import plans_blocks
from macros.steps.documents.status_points import points_blocks
from macros.steps.documents.written import written
from macros.steps.papers.lacking import named
from schemas.codes import Light
from schemas.document_codes import MeetingKind
from schemas.frames import Record
from schemas.tables import Meetings, Results
from schemas.text.periods import Period
from schemas.words.vocabulary import Words
from workbook.documents.model import (
    Block,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    TextKind,
    WritingLines,
)
from workbook.documents.prose.period_words import period_words

_NOTES = 5
"""Lines for notes: as many as the last page mostly has room for."""


def status_material(material: Material) -> Document:
    """The material of the status meetings, two to four pages a centre.

    Args:
        material: The workbooks, one centre or several.
    """
    words, centres = material.words, status_centres(material)
    is_one = len(centres) == 1
    blocks: list[Block] = []
    for at, centre in enumerate(centres):
        head: list[Block] = [] if is_one else [Heading(centre.name, 1, f"center-{at + 1}"), _facts(centre)]
        blocks += [*([] if is_one else [PageBreak()]), *head, *_centre_blocks(centre, 1 if is_one else 2)]
    title = words.text("status_title", centre=centres[0].name) if is_one else words.text("status_title_several")
    return Document(
        title,
        tuple(blocks),
        subtitle=_subtitle(centres[0]) if is_one else str(material.year),
        facts=_facts(centres[0]) if is_one else Facts(((words.text("status_made"), words.day(material.made_on)),)),
        language=words.language,
        is_draft=not material.is_locked,
        has_contents=not is_one,
        is_landscape=True,
    )


def _centre_blocks(centre: StatusCentre, level: int) -> list[Block]:
    words = centre.words
    return [
        *_other_day(centre),
        *_late(centre),
        Paragraph(_lead(centre), TextKind.LEAD),
        Heading(words.text("status_goals"), level),
        goals_table(centre),
        Heading(words.text("status_economy"), level),
        *economy_blocks(centre),
        Heading(words.text("status_plans"), level),
        *plans_blocks(centre),
        Heading(words.text("status_points"), level),
        *points_blocks(centre),
        Heading(words.text("status_notes"), level),
        WritingLines(_NOTES),
    ]


def _subtitle(centre: StatusCentre) -> str:
    """The figures that the meeting is about, in words."""
    words, meeting = centre.words, centre.meeting
    through = None if meeting is None else meeting[Meetings.THROUGH]
    if isinstance(through, Period) and through.last_day == centre.as_of:
        return words.text("status_on", period=period_words(through, words))
    return words.text("status_on_day", day=words.day(centre.as_of))


def _facts(centre: StatusCentre) -> Facts:
    """When the meeting is, who takes part, and how the figures stand."""
    words, meeting = centre.words, centre.meeting
    lines = [
        (words.text("status_date"), _date(meeting, words)),
        (words.text("status_participants"), _participants(meeting, words)),
        (words.text("status_as_of"), f"{words.day(centre.as_of)}; {_status(centre)}"),
    ]
    note = "" if meeting is None else written(meeting[Meetings.NOTE])
    return Facts((*lines, *([(words.text("status_note"), note)] if note else [])))


def _status(centre: StatusCentre) -> str:
    """Whether the figures are approved as they stand, or were revised since."""
    words, revised = centre.words, centre.part.revised
    if revised is not None:
        return words.text("status_revised", approved=words.day(revised.approved), goals=named(revised.goals, words))
    return words.text("status_approved" if centre.part.is_approved else "status_not_approved")


def _date(meeting: Record | None, words: Words) -> str:
    if meeting is None:
        return words.text("status_no_date")
    return f"{words.day(meeting[Meetings.DATE])} ({words.word(MeetingKind(meeting[Meetings.MEETING_KIND]))})"


def _participants(meeting: Record | None, words: Words) -> str:
    named = "" if meeting is None else written(meeting[Meetings.PARTICIPANTS])
    return named or words.text("status_no_participants")


def _other_day(centre: StatusCentre) -> list[Block]:
    """Said where the meeting is to be held on figures of another day than those that are shown."""
    words, meeting = centre.words, centre.meeting
    through = None if meeting is None else meeting[Meetings.THROUGH]
    if not isinstance(through, Period) or through.last_day == centre.as_of:
        return []
    text = words.text("status_other_day", day=words.day(centre.as_of), period=period_words(through, words))
    return [Paragraph(text, TextKind.OWED)]


def _late(centre: StatusCentre) -> list[Block]:
    """The goals whose figures are older than the reporting date, or are not there at all."""
    words, goals = centre.words, without_figures(centre)
    if not goals:
        return []
    return [Paragraph(words.text("ready_figures", names=", ".join(goals), day=words.day(centre.as_of)), TextKind.OWED)]


def _lead(centre: StatusCentre) -> str:
    """How many goals have which light, and how many changed since the reporting date before."""
    words = centre.words
    lights = [str(line.row[Results.LIGHT]) for line in centre.lines]
    order = (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE)
    counts = ", ".join(f"{words.light(light)} {lights.count(light)}" for light in order if light in lights)
    worse = sum(each.is_worse is True for each in centre.moved)
    better = sum(each.is_worse is False for each in centre.moved)
    text = words.text("status_lead", count=len(lights), lights=counts)
    if not centre.moved:
        return text
    since = words.day(centre.moved[0].since)
    return f"{text} {words.text('status_lead_moved', since=since, worse=worse, better=better)}"
