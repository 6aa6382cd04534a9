"""What a text around a table may say of its figures: one test for each class that ``text_rules.toml`` names."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from schemas.cells import Cell, CellKind, Grid
from schemas.context import Context
from schemas.fields import Table
from schemas.lexicon.filters import filters_in, is_filter_name, kind_filtered
from schemas.lexicon.labels import FigureRole, Labels, is_note
from schemas.lexicon.match import Match, label_key, says, word_of
from schemas.lexicon.scale_texts import holds_scale, scale_of
from schemas.lexicon.title_names import is_understood, names_in, without_measure
from schemas.lexicon.titles import is_doubtful_year, years_in
from schemas.tables import Observations
from schemas.text.periods import Grain
from schemas.thresholds import MOST_LABEL_WORDS, MOST_TITLE_WORDS
from schemas.words.vocabulary import text_key
from workbook.exports.facts import Label, Role
from workbook.exports.rules.kinds import is_other_kind
from workbook.exports.rules.period_lengths import is_of_other_length
from workbook.exports.rules.unit_conflicts import UnitConflict, unit_conflict

_LETTER = re.compile(r"[^\W\d_]")
_FACTOR = re.compile("10{2,}")
_YEAR_BEHIND = re.compile(r"\s+\d{4}$")
_WORDS_OF_NAME = re.compile(r"[_\W]+")
_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Around:
    """What is known of the tables that texts stand around.

    Args:
        grid: The sheet.
        labels: The measures, whose own names may hold any word.
        table: What they are tables of.
        is_scaled: Whether headers say the scale already.
        scaled_rows: The rows whose figures are scaled already.
        unknown: Where labels stand of which is said already that they are not known.
        measures: The measures that were read, once they were.
        grains: How long the periods are that were read.
        context: The measures' units.
    """

    grid: Grid
    labels: Labels
    table: type[Table] = Observations
    is_scaled: bool = False
    scaled_rows: Collection[int] = ()
    unknown: Collection[tuple[int, int]] = ()
    measures: Collection[str] = ()
    grains: Collection[Grain] = ()
    context: Context = field(default_factory=Context)


class Said(NamedTuple):
    """What a text says.

    Args:
        value: As a finding names it.
        details: What the finding needs beside it.
    """

    value: str
    details: Mapping[str, object] = _NOTHING


Test = Callable[[Label, Around], Iterator[Said]]


def other_figures(label: Label, around: Around) -> Iterator[Said]:
    """Forecasts, targets, changes, figures to date; of a note also what narrows its figures, or makes them older."""
    if label.role is Role.FILE:
        name = " ".join(word for word in _WORDS_OF_NAME.split(label.text) if not says(word, "file_name_words"))
        if word := word_of(name, "no_results_words"):
            yield Said(around.grid.file, {"word": word})
        return
    told = _note_word if label.role is Role.NOTE else passed_over
    bare = _bare(label, around)
    if bare and (word := word_of(bare, "no_results_words") or told(label.text, around.labels)):
        yield Said(label.shown, {"word": word})


def sheet_of_other_figures(label: Label, around: Around) -> Iterator[Said]:
    """A sheet's name that is a word for such figures, alone or with a year."""
    del around
    if word := word_of(_YEAR_BEHIND.sub("", label.text), "no_results_sheets"):
        yield Said(label.shown, {"word": word})


def a_scale(label: Label, around: Around) -> Iterator[Said]:
    """Thousands, millions, where no header says so."""
    bare = "" if around.is_scaled else _bare(label, around)
    if bare and (holds_scale(bare) or scale_of(label.text)[1] != 1):
        yield Said(label.shown)


def rows_of_other_figures(label: Label, around: Around) -> Iterator[Said]:
    """``Target``, ``Numerator``, or yes in a column of sums to date."""
    del around
    text, title = label.shown, label.heading
    if says(text, "yes_words"):
        word = title if is_other_kind(title) else ""
    elif says(title, "remark_words"):  # there only the plainest words say it, and not ``Fall``
        is_plain = says(text, "no_results_words", Match.EQUAL) or says(text, "no_results_sheets")
        word = text if is_plain else ""
    elif is_other_kind(text) or says(text, "part_numerator") or says(text, "part_denominator"):
        word = text
    else:
        word = "" if len(text.split()) > MOST_LABEL_WORDS else word_of(text, "no_results_words")
    if word:
        yield Said(text, {"word": text_key(word)})


def rows_in_a_scale(label: Label, around: Around) -> Iterator[Said]:
    """``mio. kr.``, or 1000 in a column of scales."""
    is_factor = says(label.heading, "scale_titles") and _FACTOR.fullmatch(_digits(label.text))
    if label.row not in around.scaled_rows and (is_factor or is_scale_cell(label.cell)):
        yield Said(label.shown)


def a_filter_to_other_figures(label: Label, around: Around) -> Iterator[Said]:
    """``Type: Target``."""
    del around
    if word := kind_filtered(label.text):
        yield Said(label.shown, {"word": text_key(word)})


def a_filter_open_in_time(label: Label, around: Around) -> Iterator[Said]:
    """``Year: (All)``."""
    yield from (Said(shown) for _, shown, is_time in _filters(label, around) if is_time)


def a_filter_to_a_part(label: Label, around: Around) -> Iterator[Said]:
    """``Sex: women``, ``Only women``."""
    yield from (Said(shown) for narrows, shown, is_time in _filters(label, around) if narrows and not is_time)
    before = around.grid.rows.get(label.row, {}).get(label.column - 1)
    if before is not None and is_filter_name(before.text):
        return  # it is told with its name, one cell to the left
    if says(label.text, "filter_starts") or says(label.text, "filter_texts"):
        yield Said(label.shown)


def nothing_known(label: Label, around: Around) -> Iterator[Said]:
    """A title of which nothing is known, periods and words of the table's make apart."""
    text = label.text
    is_other = label.cell.kind is not CellKind.TEXT or is_note(text) or says(text, "drawn_words")
    is_other = is_other or says(text, "metadata_starts") or label.at in around.unknown
    if not is_other and not any(is_understood(name, around.labels) for name in names_in(text, around.labels)):
        yield Said(label.shown)


def a_sum_to_date(label: Label, around: Around) -> Iterator[Said]:
    """Amounts since the year began."""
    is_short = label.cell.kind is CellKind.TEXT and len(label.text.split()) <= MOST_TITLE_WORDS
    if is_short and (word := word_of(label.text, "to_date_words")):
        yield Said(around.grid.file if label.role is Role.FILE else label.shown, {"word": word})


def another_unit(label: Label, around: Around) -> Iterator[Said]:
    """A unit and nothing else, that is not the measure's."""
    yield from (Said(label.shown, each.details) for each in _units(label, around) if not each.is_per_cent)


def per_cent_of_a_count(label: Label, around: Around) -> Iterator[Said]:
    """Per cent, where the measure is counted in something else."""
    yield from (Said(label.shown, each.details) for each in _units(label, around) if each.is_per_cent)


def another_length_of_time(label: Label, around: Around) -> Iterator[Said]:
    """``Interviews per quarter``, above months."""
    row = around.grid.rows.get(label.row, {})
    is_alone = sum(cell.kind is not CellKind.BLANK for cell in row.values()) == 1
    text = without_measure(label.text, around.labels) if label.cell.kind is CellKind.TEXT else ""
    if is_of_other_length(text, label.text if is_alone else "", around.grains):
        yield Said(label.shown)


TESTS: Mapping[str, Test] = {
    test.__name__: test
    for test in (
        other_figures,
        sheet_of_other_figures,
        a_scale,
        rows_of_other_figures,
        rows_in_a_scale,
        a_filter_to_other_figures,
        a_filter_open_in_time,
        a_filter_to_a_part,
        nothing_known,
        a_sum_to_date,
        another_unit,
        per_cent_of_a_count,
        another_length_of_time,
    )
}


def word_of_others(text: str, labels: Labels) -> str:
    """The word of a title that says that its table is no results; empty where none does."""
    if labels.measure(text) is not None or len(text.split()) > MOST_TITLE_WORDS:
        return ""
    return word_of(without_measure(text, labels), "no_results_words") or passed_over(text, labels)


def passed_over(text: str, labels: Labels) -> str:
    """A title that is what columns are passed over for (``Change``, ``Target``): it holds for all of its table."""
    if labels.part(text) in {FigureRole.NUMERATOR, FigureRole.DENOMINATOR}:
        return label_key(text)  # over columns that say no more: a part alone is no result
    names = (label_key(name) for name in names_in(text, labels) if labels.part(name) == FigureRole.IGNORE)
    return next((name for name in names if not says(name, "remark_words") or says(name, "rank_words")), "")


def _bare(label: Label, around: Around) -> str:
    """A text as words are looked for in it, without the measure's name; empty for what is no title or note."""
    text = text_key(without_measure(label.text, around.labels)) if label.cell.kind is CellKind.TEXT else ""
    is_other = len(text.split()) > MOST_TITLE_WORDS or around.labels.measure(label.text) is not None
    return "" if is_other else text


def _note_word(text: str, labels: Labels) -> str:
    """A word of a note that narrows the figures, or makes them another year's; empty where there is none."""
    is_year = not says(text, "drawn_words") and not is_doubtful_year(text) and labels.year is not None
    others = sorted(years_in(text) - {labels.year}) if is_year else []
    return word_of(text, "note_words") or next(map(str, others), "")


def _filters(label: Label, around: Around) -> Iterator[tuple[bool, str, bool]]:
    """Filters that a text tells: whether each lets a part through only, how it is shown, whether it is of time."""
    is_pair = label.row and label.role is not Role.CORNER  # beside a corner stands the header of the next column
    beside = around.grid.rows[label.row].get(label.column + 1) if is_pair else None
    for name, value in filters_in(label.text) or [(label.text, beside.text.strip() if beside else "")]:
        if not value:
            continue
        is_all = says(label_key(value).strip("()"), "filter_all")
        is_several = says(value, "filter_several")
        is_named = is_filter_name(name)
        is_time = says(name, "time_filters") and (is_all or is_several)
        yield (is_named and not is_all) or is_several, f"{name.strip(' :')}: {value}", is_time


def is_scale_cell(cell: Cell) -> bool:
    """Whether a short text is a scale (``1.000 kWh``, ``mio. kr.``): no amount, no number and no place."""
    text = cell.text.strip()
    if cell.kind is not CellKind.TEXT or not _LETTER.search(text) or len(text.split()) > MOST_LABEL_WORDS:
        return False
    bare, factor = scale_of(text)
    return not bare[-1:].isdigit() if factor != 1 else holds_scale(text)


def _digits(text: str) -> str:
    return text.strip().replace(".", "").replace(" ", "").replace("\u00a0", "")


def _units(label: Label, around: Around) -> list[UnitConflict]:
    """What speaks against the measures' units; a note may mean one of several measures."""
    if label.role is not Role.NOTE:
        found = unit_conflict([label.text], around.measures, around.context)
        return [found] if found else []
    each = [unit_conflict([label.text], [measure], around.context) for measure in around.measures]
    known = [conflict for conflict in each if conflict is not None]
    return known if len(known) == len(each) else []
