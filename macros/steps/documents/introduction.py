"""The report's introduction: who has contracts, what is steered by, what lights mean, and how tables are read."""

from collections.abc import Sequence

from macros.steps.documents.material import Material
from macros.steps.documents.report_basis import absent, unmarked
from macros.steps.documents.report_lines import ReportLines
from macros.steps.papers.due_dates import is_proposed
from schemas.codes import Light, YesNo
from schemas.document_codes import ContractPart, MeetingKind
from schemas.frames import is_missing, records
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import Centres, ContractTexts, Goals, Meetings
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import Words, text_key
from workbook.documents.model import Block, Bullets, Cell, Column, DataTable, Facts, Heading, Paragraph, TextKind
from workbook.documents.prose.goal_standing import listed
from workbook.documents.prose.shown_figures import LEAST_SHOWN

_PARAMETERS = ("employment", "quality", "staff", "economy")
"""The four steering parameters of the contracts of 2007-2009; others are told of in the contracts' own texts."""


def introduction(material: Material, found: ReportLines, parameters: Sequence[str], is_annual: bool) -> list[Block]:
    """The blocks of the introduction.

    Args:
        material: The workbooks.
        found: The goals of the report.
        parameters: Its steering parameters, in order.
        is_annual: Whether it is the report of a year.
    """
    words = material.words
    return [
        Heading(words.text("report_introduction"), 1, "indledning"),
        *_units(material),
        *_date(material, is_annual),
        Heading(words.text("report_parameters", count=len(parameters)), 2),
        *_parameters(material, parameters, found),
        Heading(words.text("report_purpose"), 2),
        *_purpose(material, found, is_annual),
        Heading(words.text("report_lights"), 2),
        *_lights(material, words),
        Heading(words.text("report_reading"), 2),
        _reading(words, is_annual),
    ]


def definition_of(material: Material, parameter: str) -> str:
    """What a steering parameter is about: in the contracts' own words, or the usual ones; blank where nobody says.

    Args:
        material: The workbooks.
        parameter: Its name.
    """
    for row in records(material.papers(ContractTexts)):
        is_told = row[ContractTexts.PART] == ContractPart.FOCUS and not is_missing(row[ContractTexts.TEXT])
        if is_told and text_key(str(row[ContractTexts.UNDER] or "")) == text_key(parameter):
            return str(row[ContractTexts.TEXT])
    for key in _PARAMETERS:
        names = material.words.text(f"parameter_names_{key}").split(";")
        if text_key(parameter) in {text_key(name) for name in names}:
            return material.words.text(f"parameter_about_{key}")
    return ""


def _units(material: Material) -> list[Block]:
    """Which units have contracts, which have workbooks here, and whose is missing."""
    words = material.words
    units = [row for row in records(material.centres) if row[Centres.IN_TOTAL] == YesNo.YES]
    groups: dict[str, list[str]] = {}
    for row in units:
        group = str(row[Centres.CENTRE] if is_missing(row[Centres.GROUP]) else row[Centres.GROUP])
        groups.setdefault(group, []).append(str(row[Centres.CENTRE]))
    named = [
        name if inside == [name] else words.text("report_group", group=name, centres=listed(inside, words))
        for name, inside in groups.items()
    ]
    blocks: list[Block] = [
        Paragraph(words.text("report_units", year=material.year, count=len(units))),
        Bullets(tuple(named)),
    ]
    if missing := absent(material):
        blocks.append(Paragraph(words.text("report_missing", centres=listed(missing, words)), TextKind.OWED))
    if not units:
        holders = sorted({str(name) for name in material.together.goals[Goals.CENTRE]})
        blocks = [Paragraph(words.text("report_holders", centres=listed(holders, words)))]
    if without := unmarked(material):
        blocks.append(Paragraph(words.text("report_none_marked", centres=listed(without, words)), TextKind.OWED))
    return blocks


def _date(material: Material, is_annual: bool) -> list[Block]:
    """The reporting date; a word where it is not that of a half-year."""
    words = material.words
    blocks: list[Block] = [Paragraph(words.text("report_as_of", day=words.day(material.as_of)))]
    half = Period(material.year, Grain.HALF_YEAR).last_day
    if is_annual or material.as_of == half:
        return blocks
    text = words.text("report_half_otherwise", half=words.day(half), day=words.day(material.as_of))
    return [*blocks, Paragraph(text, TextKind.OWED)]


def _parameters(material: Material, parameters: Sequence[str], found: ReportLines) -> list[Block]:
    words = material.words
    told = [(name, definition_of(material, name)) for name in parameters]
    lines = tuple(
        (name or words.text("report_no_parameter"), text or words.text("report_background_parameter"))
        for name, text in told
    )
    types = len(found.goals[Goals.GOAL_TYPE].unique())
    key = "report_types" if types > 1 else "report_types_one"
    return [Facts(lines), Paragraph(words.text(key))]


def _purpose(material: Material, found: ReportLines, is_annual: bool) -> list[Block]:
    words = material.words
    blocks: list[Block] = [Paragraph(words.text("report_purpose_annual" if is_annual else "report_purpose_half"))]
    blocks.append(Paragraph(_chosen(found, words)))
    meetings = records(material.papers(Meetings))
    held = sorted(
        {
            row[Meetings.DATE]
            for row in meetings
            if row[Meetings.MEETING_KIND] == MeetingKind.STATUS_MEETING
            and row[Meetings.YEAR] == material.year
            and row[Meetings.DATE] <= min(material.as_of, material.made_on)
            and not is_proposed(row, words)
        }
    )
    if held:
        days = listed([words.day(day) for day in held], words)
        key = "report_meetings" if len(held) > 1 else "report_meetings_one"
        blocks.append(Paragraph(words.text(key, count=len(held), days=days)))
    blocks.append(Paragraph(words.text("report_background_purpose"), TextKind.PLACEHOLDER))
    return blocks


def _chosen(found: ReportLines, words: Words) -> str:
    """How many goals the report shows, and how many it leaves out."""
    shown = len(found.goals)
    if not found.left_out:
        return words.text("report_all_goals", count=shown)
    key = "report_left_out" if found.left_out > 1 else "report_left_out_one"
    return words.text(key, count=shown, left_out=found.left_out)


def _lights(material: Material, words: Words) -> list[Block]:
    rule = material.together.lights
    held = f"{HUNDRED_PER_CENT * rule.hold:.0f} {words.text('per_cent_points')}"
    told = {"red": _share(rule.red), "far": _share(rule.far), "yellow": _share(rule.yellow)}
    rows = tuple(
        (
            Cell(words.light(light), light),
            Cell(words.text(f"report_light_{light.value}")),
            Cell(words.text(f"report_computed_{light.value}", **told)),
        )
        for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE)
    )
    columns = (
        Column(words.text("report_light"), width=1.2),
        Column(words.text("report_light_means"), width=3),
        Column(words.text("report_light_computed"), width=4),
    )
    return [
        Paragraph(words.text("report_lights_lead")),
        DataTable(words.text("report_lights_caption"), columns, rows),
        *([Paragraph(words.text("report_lights_held", held=held))] if rule.hold else []),
        Paragraph(words.text("report_lights_person")),
    ]


def _share(value: float) -> str:
    return f"{HUNDRED_PER_CENT * value:.0f} %"


def _reading(words: Words, is_annual: bool) -> Block:
    keys = ["report_read_difference", "report_read_target", "report_read_forecast"]
    keys += ["report_read_verdict"] if is_annual else []
    keys += ["report_read_small", "report_read_totals", "report_read_places"]
    return Bullets(tuple(words.text(key, least=LEAST_SHOWN) for key in keys))
