"""What a case list was counted to, as rows of observations."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.codes import Unit
from schemas.context import Context
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import label_key
from schemas.profiles.export_profile import CaseKind, ExportProfile
from schemas.tables import Observations
from schemas.text.periods import Period
from workbook.exports.cases.case_figures import CaseFigure
from workbook.exports.meaning.unpivot import LONG_FIELDS

_UNITS = {
    CaseKind.ON_TIME: {Unit.PCT},
    CaseKind.WITHIN_DAYS: {Unit.PCT},
    CaseKind.POINTS: {Unit.POINTS, Unit.COUNT},
    CaseKind.COUNT: {Unit.COUNT, Unit.FULL_TIME},
    CaseKind.DAYS: {Unit.DAYS, Unit.COUNT},
}
"""What each kind of rule counts in."""


def by_name(figures: Sequence[CaseFigure], labels: Labels, place: Place) -> tuple[list[CaseFigure], list[Issue]]:
    """The figures under the centres' names; those of several spellings of one centre are added.

    Args:
        figures: The figures by the labels that the list has.
        labels: Every spelling of a centre.
        place: The file and sheet, for findings.

    Returns:
        One figure for each centre, measure and month, and each spelling that was read as a centre, once.
    """
    found: dict[tuple[str, str, Period], CaseFigure] = {}
    taken: dict[str, str] = {}
    for figure in figures:
        name = labels.centres.get(label_key(figure.centre), figure.centre)
        if figure.centre and not name:
            continue  # the user passes it over
        if name != figure.centre and (not labels.holders or name in labels.holders):
            taken[figure.centre] = name
        named = replace(figure, centre=name)
        key = (name, figure.measure, figure.period)
        found[key] = _added(found[key], named) if key in found else named
    return list(found.values()), [Issue("label_taken", place, old, {"taken": new}) for old, new in taken.items()]


def months_that_count(
    figures: Sequence[CaseFigure], year: int | None, drawn: date | None, place: Place
) -> tuple[list[CaseFigure], list[Issue]]:
    """The figures of months that are over and not after the contract year; a list of cases may have dates beyond.

    Args:
        figures: The figures.
        year: The contract year; None without a workbook.
        drawn: The day that the list was drawn, where it is known.
        place: The file and sheet, for findings.

    Returns:
        The figures, and a warning for each month that is left out.
    """
    months = sorted({figure.period for figure in figures}, key=lambda each: each.first_month)
    late = [each for each in months if year is not None and each.year > year]
    unfinished = [each for each in months if each not in late and drawn is not None and each.last_day > drawn]
    issues = [Issue("case_month_after_year", place, str(each)) for each in late]
    issues += [Issue("case_month_open", place, str(each), {"extracted": drawn}) for each in unfinished]
    return [figure for figure in figures if figure.period not in {*late, *unfinished}], issues


def rule_unit_issues(profile: ExportProfile, context: Context) -> list[Issue]:
    """Rules that count something else than their measure is measured in.

    Args:
        profile: The rules.
        context: The measures' units.

    Returns:
        An error for each such rule.
    """
    units = {rule.measure: context.measures.get(rule.measure) for rule in profile.cases.rules}
    return [
        Issue("case_rule_unit", Place(profile.path or profile.name), rule.measure, _about(rule.kind, unit, context))
        for rule in profile.cases.rules
        if (unit := units[rule.measure]) is not None and unit not in _UNITS[rule.kind]
    ]


def _about(kind: CaseKind, unit: str, context: Context) -> dict[str, object]:
    return {"kind": str(kind), "unit": context.words.word(Unit(unit))}


def _added(one: CaseFigure, other: CaseFigure) -> CaseFigure:
    return replace(
        one,
        value=_sum((one.value, other.value)),
        numerator=_sum((one.numerator, other.numerator)),
        denominator=_sum((one.denominator, other.denominator)),
    )


def _sum(values: Iterable[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return sum(there) if there else None


def case_rows(figures: Sequence[CaseFigure], place: Place, labels: Labels) -> RawTable:
    """The figures of a case list as a long table.

    Args:
        figures: The figures.
        place: The file and sheet they were counted from; no cell holds them.
        labels: For the titles.
    """
    return RawTable(
        file=place.file,
        sheet=place.sheet,
        header=[labels.words.title(Observations, field) for field in LONG_FIELDS],
        rows=[_cells(figure) for figure in figures],
        row_numbers=list(range(1, len(figures) + 1)),
        addresses=[[""] * len(LONG_FIELDS) for _ in figures],
    )


def _cells(figure: CaseFigure) -> list[Cell]:
    texts = [Cell(CellKind.TEXT, text) for text in (figure.centre, figure.measure, str(figure.period))]
    numbers = (figure.value, figure.numerator, figure.denominator)
    return [*texts, *(BLANK if number is None else Cell(CellKind.NUMBER, float(number)) for number in numbers)]
