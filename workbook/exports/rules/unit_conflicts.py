"""Labels and titles that say another unit than the measure's: kroner above kilowatt-hours, per cent above a count."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.cells import BLANK, Grid
from schemas.codes import Unit
from schemas.context import Context
from schemas.frames import is_missing, numbered
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Dimension, FigureRole
from schemas.lexicon.match import label_key, says, word_of
from schemas.lexicon.scale_texts import holds_scale, scale_of
from schemas.lexicon.titles import is_non_result
from schemas.lexicon.unit_texts import is_unit_title, unit_in, without_unit
from schemas.reading import Understood, fields_of, header_cell, place_in
from schemas.tables import Observations
from schemas.words.vocabulary import text_key
from workbook.exports.facts import Label, place
from workbook.exports.meaning.crosstab import Crosstab
from workbook.exports.meaning.titled_lists import TitledList

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_LITERAL = re.compile(r'"([^"]*)"')
_ALSO: Mapping[str, frozenset[str]] = {
    Unit.PCT: frozenset({Unit.PCT, Unit.PCT_POINT}),
    Unit.COUNT: frozenset({Unit.COUNT, Unit.FULL_TIME, Unit.POINTS}),
}
"""The measures' units that a unit in a text may stand for, where they are others than itself."""


class UnitConflict(NamedTuple):
    """A unit that is said of figures of a measure that has another.

    Args:
        is_per_cent: Whether what is said is per cent.
        details: The measure and its unit, for a finding.
    """

    is_per_cent: bool
    details: Mapping[str, object]


def unit_issues(understood: Understood, context: Context, given: Collection[str] = ()) -> list[Issue]:
    """Headers, titles and cells of a list that say another unit than that of the figures.

    Args:
        understood: The rows, centres and measures by their names.
        context: The measures' units; a measure of an unknown unit may have any.
        given: Headers, as ``text_key`` gives them, whose meaning a profile tells: they say no unit.

    Returns:
        An error for each such text, once for each measure.
    """
    raw = understood.raw
    if understood.table is not Observations or not len(understood.frame):
        return []
    every = list(dict.fromkeys(understood.frame[Observations.MEASURE].dropna()))
    found: list[Issue | None] = []
    at = understood.positions.get(Observations.VALUE)
    if at is not None and at < len(raw.header):
        title = raw.header[at]
        where = Place(raw.file, raw.sheet, raw.header_row, title, header_cell(raw, at))
        whole = [] if text_key(title) in given else [title]
        found.append(_issue([*_units_of(title), *whole], title, where, every, context))
    return _once([*found, *_of_cells(understood, context), *_of_formats(understood, context)])


def told_unit_issues(found: TitledList, context: Context) -> list[Issue]:
    """An error where a title that tells the measure of a list says another unit than the measure's."""
    told = found.told.get(Observations.MEASURE)
    if told is None:
        return []
    where = Place(found.raw.file, found.raw.sheet, None, "", told.cell)
    return _once([_issue(_units_of(told.text), told.text, where, [told.value], context)])


def _of_formats(understood: Understood, context: Context) -> Iterator[Issue | None]:
    """Findings about the texts that figures are shown with (``0.0" DKK"``): a unit, or a scale that would be lost."""
    at = understood.positions.get(Observations.VALUE)
    raw = understood.raw
    if raw.text_only:
        return
    for row, record in numbered(understood.frame):
        cell = raw.rows[row][at] if at is not None and row < len(raw.rows) else BLANK
        shown = "".join(_LITERAL.findall(cell.number_format)).strip()
        if not shown or is_missing(record[Observations.VALUE]) or is_missing(record[Observations.MEASURE]):
            continue
        where = understood.place(row, Observations.VALUE)
        yield _issue([shown], shown, where, [record[Observations.MEASURE]], context)
        if word := word_of(shown, "no_results_words") or (shown if is_non_result(shown.strip(" :")) else ""):
            details = {"measure": record[Observations.MEASURE], "word": text_key(word)}
            yield Issue("title_no_results", where, shown, details)
        if holds_scale(shown):
            yield Issue("title_scale", where, shown, {"measure": record[Observations.MEASURE]})


def _of_cells(understood: Understood, context: Context) -> Iterator[Issue | None]:
    """Findings about a list's column of units."""
    raw = understood.raw
    known = fields_of(raw, Observations)
    titled = [at for at, title in enumerate(raw.header) if known[at] is None and label_key(title)]
    free = [at for at in titled if not says(raw.header[at], "remark_words")]
    columns = [at for at in free if is_unit_title(raw.header[at]) or _are_units(row[at].text for row in raw.rows)]
    for row, record in numbered(understood.frame) if columns else ():
        measure = record[Observations.MEASURE]
        for at in columns if row < len(raw.rows) and not is_missing(measure) else []:
            text = raw.rows[row][at].text
            yield _issue([text], text, place_in(raw, row, at), [measure], context)


def _are_units(texts: Iterable[str]) -> bool:
    """Whether all texts of a column are units, under whatever title."""
    different = {text for text in texts if text.strip()}
    return bool(different) and all(unit_in(text) is not None for text in different)


def label_unit_issues(grid: Grid, tabs: Sequence[Crosstab], context: Context) -> list[Issue]:
    """Labels of crosstabs that say another unit than that of the figures beside or below them.

    Args:
        grid: The sheet.
        tabs: Its crosstabs.
        context: The measures' units.

    Returns:
        An error for each such label.
    """
    return _once(
        _issue(texts, spot.text, place(grid, spot), [measure], context)
        for tab in tabs
        for texts, spot, measure in _labels(tab)
    )


def _labels(tab: Crosstab) -> Iterator[tuple[list[str], Label, str]]:
    """The texts that may be a unit, the label that they are of, and the measure of the figures that it stands by."""
    for figure in (each for each in tab.figures if each.part == FigureRole.VALUE and each.known.measure):
        known, named = figure.known, figure.known.places.get(Dimension.MEASURE)
        part = known.places.get(Dimension.PART)
        labels = {label.at: label for label in (*figure.fact.labels, named, part) if label is not None}
        for label in labels.values():
            words = [] if named is not None and label.at == named.at else label.text.split()
            beginnings = (" ".join(words[:stop]) for stop in range(len(words), 0, -1))  # "Per cent 2008"
            yield [*_units_of(label.text), *beginnings], label, known.measure or ""


def _units_of(label: str) -> list[str]:
    """What a label may say of its unit: in brackets, or at its end (``Spent (DKK) 2009``)."""
    return [*_IN_BRACKETS.findall(label), label.removeprefix(scale_of(label)[0]), without_unit(label)[1]]


def unit_conflict(texts: Iterable[str], measures: Collection[str], context: Context) -> UnitConflict | None:
    """What a label says of units that is not the measures'; None where it says none, or the right one.

    Args:
        texts: What of the label may be a unit, the likeliest first.
        measures: The measures of its figures; of the first that has another unit is told.
        context: Their units; a measure of an unknown unit may have any.
    """
    said = next((unit for text in texts if (unit := unit_in(text)) is not None), None)
    if said is None:
        return None
    for measure in measures:
        unit = context.measures.get(measure)
        if unit is not None and unit not in _ALSO.get(said, frozenset({said})):
            return UnitConflict(said == Unit.PCT, {"measure": measure, "unit": context.words.word(Unit(unit))})
    return None


def _issue(texts: Sequence[str], label: str, where: Place, measures: Collection[str], context: Context) -> Issue | None:
    """The finding about a label, one of whose texts is a unit; None where none is, or it is the right one."""
    found = unit_conflict(texts, measures, context)
    if found is None:
        return None
    about = (where, label.strip(), found.details)
    return Issue("percent_for_other_unit", *about) if found.is_per_cent else Issue("unit_disagrees", *about)


def _once(found: Iterable[Issue | None]) -> list[Issue]:
    """The findings, each cell's once."""
    known = {(each.code, each.place.cell, each.details["measure"]): each for each in found if each}
    return list(known.values())
