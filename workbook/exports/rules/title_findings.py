"""What titles say that no cell does: that figures are no results of their months, or that they stand in thousands."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path

from schemas.cells import Cell, CellKind, Grid, RawTable, column_letters
from schemas.issues.issue import Issue, Place
from schemas.lexicon.filters import filters_in, kind_filtered
from schemas.lexicon.labels import FigureRole, Labels, is_note, label_key, says_drawn, scale_of
from schemas.lexicon.lexicon import cue_words
from schemas.lexicon.title_names import is_understood, names_in, without_measure
from schemas.lexicon.titles import is_doubtful_year, is_metadata_line, non_result_cue, whole_words, years_in
from schemas.reading import fitting_table
from schemas.tables import EXPORT_TABLES, Observations
from schemas.thresholds import MOST_TITLE_CELLS, MOST_TITLE_WORDS
from schemas.words.vocabulary import text_key
from workbook.exports.facts import Label, Role
from workbook.exports.meaning.titled_lists import TitledList
from workbook.exports.rules.budget_columns import to_date_issues
from workbook.exports.tidy.regions import sheet_name, texts

_THOUSAND = r"1[. ,\u00a0]?000(?:[. ,\u00a0]?000)?(?![\d.,])"
_WORDS = (
    r"hundreder?|tusinde?r?|tus|tusen|tsd|thous|t\.?kr|tkr|kkr|[tkm]dkk|dkk[tkm]|[tkm]eur|[tkm]\u20ac|"
    r"t\.?kwh|mwh|gwh|mio|mill|mia|mld|mrd|mn|bn|million(?:er)?|milliard(?:er)?|hundreds?|thousands?|millions?|billions?"
)
_MARK = r"['\u2018\u2019\u00b4`]?"
_ZEROS = rf"(?<![\w.,]){_MARK}000{_MARK}s?(?![\w.,])|[x\u00d7*]\s*10(?:\^[36]|\u00b3|\u2076)"
"""``(000'S)``, ``in '000``, ``x 10^3``"""
_UNIT = r"(?=\s*(?:kr|dkk|kwh|timer|hours|pers|stk|enheder|units|\)|$))"
SCALED = re.compile(
    rf"(?<![\w.,])(?:{_WORDS})(?!\w)|(?:^|[(:])\s*{_THOUSAND}{_UNIT}|\b(?:i|in|hele|med|by)\s+{_THOUSAND}"
    rf"|^[*x\u00d7]\s*{_THOUSAND}|{_ZEROS}"
)
"""``Tal i tusinde``, ``Enhed: 1.000 kWh``, ``(1.000 kr.)``, ``divideret med 1.000``; not ``de 1.000 ledige``."""

_WORDS_OF_NAME = re.compile(r"[_\W]+")


def _idle_words() -> frozenset[str]:
    """Words of a file's name that say nothing of its figures."""
    return frozenset(cue_words("file_name_words"))


def title_issues(
    grid: Grid, spots: Iterable[Label], labels: Labels, scaled: bool, notes: Iterable[Label] = ()
) -> list[Issue]:
    """Findings about titles and notes, where no profile of the user's says how the sheet is to be read.

    Args:
        grid: The sheet.
        spots: The texts above its tables and in their corners.
        labels: The measures, whose own names may hold any word.
        scaled: Whether headers say the scale already.
        notes: The texts below its tables.

    Returns:
        Errors: accumulated figures, forecasts and targets are no results of a month, and a scale that no header says
        would be lost. A note may speak of other figures than the table's, so there the former are warnings. A title
        that nothing is known of is said: it may change what the figures are.
    """
    name = sheet_name(grid)
    titles = list({spot.at: spot for spot in spots}.values())
    found = _said(grid, [*titles, name], labels, scaled) + _filters(grid, [*titles, name])
    stem = " ".join(word for word in _WORDS_OF_NAME.split(Path(grid.file).stem) if text_key(word) not in _idle_words())
    if word := non_result_cue(stem):
        found.append(Issue("note_no_results", Place(grid.file), grid.file, {"word": word}))
    found += _unread(grid, titles, labels, {issue.place.row for issue in found})
    if word := next((each for each in cue_words("no_results_sheets") if _is_sheet_of(grid.sheet, each)), ""):
        found.append(Issue("title_no_results", Place(grid.file, grid.sheet), grid.sheet, {"word": word}))
    below = list(notes)
    return found + _said(grid, below, labels, scaled, notes=True) + _filters(grid, below)


def list_titles(
    grid: Grid, found: Sequence[TitledList], above: Sequence[Label], labels: Labels, out: Sequence[Label] = ()
) -> list[Issue]:
    """Findings about the titles above the lists of a sheet, and the notes below each.

    Args:
        grid: The sheet.
        found: Its lists.
        above: The titles, as ``titles_of`` gives them.
        labels: The measures, whose own names may hold any word.
        out: The titles of lists that are left out.
    """
    lists = [each.raw for each in found]
    others = {number for each in lists for number in (each.header_row, *each.row_numbers)}
    others |= {each.row for each in (*above, *out)}
    first = lists[0].header_row
    below = texts(grid, (number for number in grid.rows if number > first and number not in others), Role.NOTE)
    scaled = any(labels.scaled(title)[1] != 1 for each in lists for title in each.header)
    issues = title_issues(grid, above, labels, scaled, below)
    if fitting_table(EXPORT_TABLES, lists[0].read_as or lists[0].header) is Observations:
        return issues + [issue for each in found for issue in _told(each, labels)]
    scales = [issue for issue in issues if issue.code == "title_scale"]  # budget lines are no results
    return scales + to_date_issues(grid, above, below)


def titles_of(grid: Grid, lists: Sequence[RawTable]) -> list[list[Label]]:
    """The texts above the first list of a sheet, and those between each other and the list before it."""
    found = [texts(grid, (number for number in grid.rows if number < lists[0].header_row))]
    taken = sorted({number for each in lists for number in (each.header_row, *each.row_numbers)})
    for each in lists[1:]:
        at = bisect_left(taken, each.header_row)
        found.append(texts(grid, _between(grid, taken[at - 1] if at else 0, each.header_row)))
    return found


def _between(grid: Grid, above: int, header: int) -> list[int]:
    """The rows of titles between the last row of a list and the header of the next.

    What stands right below the list is its notes, unless it stands right above the header too.
    """
    gap = next(number for number in count(above + 1) if number not in grid.rows)
    start = above if gap > header else gap
    return [number for number in grid.rows if start < number < header and _may_be_title(grid.rows[number])]


def _may_be_title(row: Mapping[int, Cell]) -> bool:
    """Whether a row between two lists is no total, nor a note of the list above."""
    return len(row) <= MOST_TITLE_CELLS and not is_note(next(iter(row.values())).text)


def _told(found: TitledList, labels: Labels) -> list[Issue]:
    """Warnings about titles that were taken for a column that the list lacks."""
    return [
        Issue(
            "told_by_title",
            Place(found.raw.file, found.raw.sheet, None, "", told.cell),
            told.text,
            {"column": labels.words.title(Observations, field), "taken": told.value},
        )
        for field, told in found.told.items()
    ]


def says_scale(text: str) -> bool:
    """Whether a text says that figures stand in thousands or the like."""
    return SCALED.search(text_key(text)) is not None or scale_of(text)[1] != 1


def word_of_others(text: str, labels: Labels) -> str:
    """The word of a title that says that its table is no results; empty where none does."""
    if labels.measure(text) is not None or len(text.split()) > MOST_TITLE_WORDS:
        return ""
    return non_result_cue(text_key(without_measure(text, labels))) or _passed_over(text, labels)


def _said(grid: Grid, spots: Iterable[Label], labels: Labels, scaled: bool, notes: bool = False) -> list[Issue]:
    issues: list[Issue] = []
    for row, column, cell, *_ in spots:
        text = text_key(without_measure(cell.text, labels)) if cell.kind is CellKind.TEXT else ""
        if not text or len(text.split()) > MOST_TITLE_WORDS or labels.measure(cell.text) is not None:
            continue
        address = f"{column_letters(column)}{row}" if row else ""
        place = Place(grid.file, grid.sheet, row or None, "", address)
        told = _note_word if notes else _passed_over
        if word := non_result_cue(text) or told(cell.text, labels):
            about = (place, cell.text.strip(), {"word": word})
            issues.append(Issue("note_no_results", *about) if notes else Issue("title_no_results", *about))
        if not scaled and (SCALED.search(text) or scale_of(cell.text)[1] != 1):
            issues.append(Issue("title_scale", place, cell.text.strip()))
    return issues


def _note_word(text: str, labels: Labels) -> str:
    """A word of a note that narrows the figures, or makes them another year's; empty where there is none."""
    narrowing = whole_words(text, cue_words("note_words"))
    is_year = not says_drawn(text) and not is_doubtful_year(text) and labels.year is not None
    others = sorted(years_in(text) - {labels.year}) if is_year else []
    return next(narrowing, "") or next(map(str, others), "")


def _passed_over(text: str, labels: Labels) -> str:
    """A title that is what columns are passed over for (``Change``, ``Target``): it holds for all of its table."""
    if labels.part(text) in {FigureRole.NUMERATOR, FigureRole.DENOMINATOR}:
        return label_key(text)  # over columns that say no more: a part alone is no result
    remarks = {*cue_words("remark_words")} - {*cue_words("rank_words")}
    names = (label_key(name) for name in names_in(text, labels) if labels.part(name) == FigureRole.IGNORE)
    return next((name for name in names if name not in remarks), "")


def _unread(grid: Grid, spots: Sequence[Label], labels: Labels, said: set[int | None]) -> list[Issue]:
    """Warnings about titles of which nothing is known, periods and words of the table's make apart."""
    issues = []
    for row, column, cell, *_ in spots:
        text = cell.text
        if row in said or cell.kind is not CellKind.TEXT or is_note(text) or says_drawn(text) or is_metadata_line(text):
            continue
        if not any(is_understood(name, labels) for name in names_in(text, labels)):
            place = Place(grid.file, grid.sheet, row, "", f"{column_letters(column)}{row}")
            issues.append(Issue("title_unread", place, text.strip()))
    return issues


def _filters(grid: Grid, spots: Iterable[Label]) -> list[Issue]:
    """Filters around a table: of other figures than results (errors), or that make its figures ones of a part only."""
    issues = []
    for row, column, cell, *_ in spots:
        beside = grid.rows[row].get(column + 1) if row else None
        pairs = filters_in(cell.text) or [(cell.text, beside.text.strip() if beside else "")]
        place = Place(grid.file, grid.sheet, row or None, "", f"{column_letters(column)}{row}" if row else "")
        if word := kind_filtered(cell.text):
            issues.append(Issue("title_no_results", place, cell.text.strip(), {"word": text_key(word)}))
        for name, value in pairs:
            about = (place, f"{name.strip(' :')}: {value}")
            if value and label_key(name) in cue_words("time_filters") and _is_open(value):
                issues.append(Issue("filter_of_time", *about))
            elif value and _narrows(name, value):
                issues.append(Issue("filter_above", *about))
        if label_key(cell.text) in cue_words("filter_texts") or _starts_narrower(text_key(cell.text)):
            issues.append(Issue("filter_above", place, cell.text.strip()))
    return issues


def _narrows(name: str, value: str) -> bool:
    """Whether a filter lets a part through only."""
    is_named = label_key(name) in {*cue_words("filter_names"), *cue_words("breakdown_titles")}
    is_part = is_named and label_key(value).strip("()") not in cue_words("filter_all")
    return is_part or text_key(value) in cue_words("filter_several")


def _is_open(value: str) -> bool:
    """Whether a filter lets all or several through."""
    return text_key(value) in cue_words("filter_several") or label_key(value).strip("()") in cue_words("filter_all")


def _starts_narrower(text: str) -> bool:
    """Whether a title begins with a word that narrows what follows (``Only women``)."""
    return any(text.startswith(f"{word} ") for word in cue_words("filter_starts"))


def _is_sheet_of(sheet: str, word: str) -> bool:
    """Whether a sheet is named by a word, alone or with a year."""
    return re.fullmatch(rf"{re.escape(word)}(?:\s+\d{{4}})?", text_key(sheet)) is not None
