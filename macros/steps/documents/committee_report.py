"""The report to the committee, of a half-year or a year.

Source: half-year report 2008; contract 2009, section 5 (reports on the second and fourth quarter).
"""

from macros.steps.documents.at_a_glance import at_a_glance
from macros.steps.documents.closing import appendices, missing_explanations
from macros.steps.documents.goal_sections import chapter_blocks
from macros.steps.documents.goal_table import Printing
from macros.steps.documents.introduction import introduction
from macros.steps.documents.material import Material
from macros.steps.documents.report_basis import require_basis
from macros.steps.documents.report_lines import ReportLines, report_lines
from macros.steps.documents.report_tables import chapters
from macros.steps.papers.lacking import named
from schemas.codes import Verdict
from schemas.frames import is_missing
from schemas.tables import Measures, Results
from schemas.text.periods import Grain, Period
from workbook.documents.model import Block, Document, Facts, Paragraph, TextKind
from workbook.shipped import shipped_measures


def half_year_report(material: Material) -> Document:
    """The report to the committee at half-year.

    Args:
        material: The workbooks.
    """
    return _report(material, is_annual=False)


def annual_report(material: Material) -> Document:
    """The report to the committee of a year: each goal has a verdict, and each that was not met an explanation.

    Args:
        material: The workbooks.
    """
    return _report(material, is_annual=True)


def _report(material: Material, is_annual: bool) -> Document:
    words = material.words
    require_basis(material)
    found = report_lines(material)
    divided = chapters(found.lines)
    printing = Printing(
        words,
        material.year,
        _of_catalogue(material, Measures.SOURCE),
        _of_catalogue(material, Measures.TITLE),
        is_annual,
        is_year_over=_is_over(material),
        is_draft=not material.is_locked,
    )
    blocks: list[Block] = [
        *_still_open(material, found, is_annual),
        *introduction(material, found, [chapter.parameter for chapter in divided], is_annual),
        *at_a_glance(material, found, divided, is_annual),
    ]
    for number, chapter in enumerate(divided, start=1):
        blocks += chapter_blocks(chapter, number, printing)
    if is_annual:
        blocks += missing_explanations(material, found.lines)
    return Document(
        words.text("report_title_annual" if is_annual else "report_title_half", year=material.year),
        (*blocks, *appendices(material)),
        facts=_facts(material),
        language=words.language,
        is_draft=not material.is_locked,
    )


def _still_open(material: Material, found: ReportLines, is_annual: bool) -> list[Block]:
    """A word where the year's report is made before the year is over, or verdicts stand open."""
    words = material.words
    if not is_annual:
        return []
    undecided = int(found.results[Results.VERDICT].map(_is_open).sum())
    if not _is_over(material):
        day = words.day(material.as_of)
        return [Paragraph(words.text("report_year_open", day=day, count=undecided), TextKind.OWED)]
    return [Paragraph(words.text("report_verdicts_open", count=undecided), TextKind.OWED)] if undecided else []


def _is_over(material: Material) -> bool:
    return material.as_of >= Period(material.year, Grain.YEAR).last_day


def _is_open(verdict: object) -> bool:
    return is_missing(verdict) or verdict == Verdict.OPEN


def _facts(material: Material) -> Facts:
    words = material.words
    return Facts(
        (
            (words.text("report_fact_as_of"), words.day(material.as_of)),
            (words.text("report_fact_made"), words.day(material.made_on)),
            (words.text("report_fact_status"), _status(material)),
        )
    )


def _status(material: Material) -> str:
    """Whether the figures are approved as they stand; of those revised since, the day of approval and the goals."""
    words = material.words
    revised = [
        words.text(
            "report_revised", centre=part.holder, approved=words.day(each.approved), goals=named(each.goals, words)
        )
        for part in material.parts
        if (each := part.revised) is not None
    ]
    if revised:
        return words.text("report_status_revised", told="; ".join(revised))
    return words.text("report_status_locked" if material.is_locked else "report_status_draft")


def _of_catalogue(material: Material, field: str) -> dict[str, str]:
    """Measure -> what a column of the catalogue says of it: the workbooks' catalogues, then the shipped one."""
    found: dict[str, str] = {}
    for measures in (*(part.measures for part in material.parts), shipped_measures()):
        for measure, text in zip(measures[Measures.MEASURE], measures[field], strict=True):
            if not is_missing(text):
                found.setdefault(str(measure), str(text))
    return found
