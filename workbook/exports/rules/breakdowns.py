"""Lists whose rows a further column divides (``women``, ``men``, ``total``): the totals are read, not the parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.cells import RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue, Place
from schemas.lexicon.filters import is_filter_name
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import label_key, says
from schemas.reading import left_out_column, place_in
from schemas.text.first_names import first_names
from schemas.thresholds import MOST_SHOWN
from workbook.exports.rules.selector_columns import (
    blanked,
    first_rows,
    further_columns,
    name_of,
    of_other_centres,
    passed_over,
    row_keys,
    rows_with,
)


@dataclass(frozen=True)
class _Column:
    """A column that may divide the figures: its texts for the whole, for parts, and for what is not divided."""

    at: int
    wholes: Sequence[str]
    parts: Sequence[str]
    undivided: Sequence[str]


def without_parts(
    raw: RawTable, totals: RawTable, table: type[Table], labels: Labels, adds: bool
) -> tuple[RawTable, RawTable, list[Issue]]:
    """A list with those of its rows alone that are of the whole in every column that divides the figures.

    Args:
        raw: The list, labels that it prints once in each row.
        totals: Its rows that are totals of centres or periods; all others blank.
        table: What it is a list of.
        labels: Centres and measures.
        adds: Whether rows about the same are to be added.

    Returns:
        Both, rows of parts blank; a warning for each column that says which rows are of the whole, or that all may be
        parts; an error for each part whose whole is not there, and for wholes that would be added to their parts.
    """
    told = [_column(raw, at) for at in further_columns(raw, table)]
    columns = [each for each in told if each.parts and (each.wholes or _narrows(raw, each))]
    both = [each for each in columns if each.wholes]
    keys = row_keys(raw, table, labels) if columns else []
    dividing = [each for each in both if is_filter_name(raw.header[each.at]) and _is_clear(raw, each, keys)]
    issues: list[Issue] = []
    if dividing:
        raw, totals, issues = _picked(raw, totals, dividing, keys, of_other_centres(raw, table, labels))
    for at in [each.at for each in columns if each not in dividing]:
        issues += _doubts(raw, _column(raw, at), keys, adds)  # of the rows that are left
    if adds:
        passed = (_column(raw, at) for at in passed_over(raw, table))
        issues += [issue for each in passed for issue in _doubts(raw, each, keys, adds) if each.wholes]
    return raw, totals, issues


def _doubts(raw: RawTable, column: _Column, keys: Sequence[tuple[str, ...]], adds: bool) -> list[Issue]:
    """What is to be said of a column that picks no rows, but may divide the figures."""
    if not column.parts or says(raw.header[column.at], "remark_words"):
        return []
    if column.wholes and adds:
        about = {"column": name_of(raw, column.at)}
        return [Issue("wholes_among_parts", _place(raw, column), column.wholes[0], about)]
    if column.wholes or (_narrows(raw, column) and not adds):
        return _narrowed(raw, column, keys)
    return []


def is_breakdown(raw: RawTable, at: int) -> bool:
    """Whether a column divides the figures, by its title or by a word for the whole in it."""
    return is_filter_name(raw.header[at]) or bool(_column(raw, at).wholes)


def _column(raw: RawTable, at: int) -> _Column:
    title, texts = label_key(raw.header[at]), first_rows(raw, at)
    wholes = [text for text in texts if says(text, "breakdown_totals") or _is_total_of(label_key(text), title)]
    undivided = [text for text in texts if not label_key(text).strip("-\u2013.") or says(text, "undivided_words")]
    others = {*wholes, *undivided}
    return _Column(at, wholes, [text for text in texts if text not in others], undivided)


def _is_total_of(label: str, title: str) -> bool:
    """Whether a label is a column's title with a word for a total behind it (``Team total``)."""
    return label.startswith(f"{title} ") and says(label.removeprefix(f"{title} "), "total_words")


def _is_clear(raw: RawTable, column: _Column, keys: Sequence[tuple[str, ...]]) -> bool:
    """Whether what is not divided is never so: a blank of a measure that is divided may be forgotten."""
    undivided = {keys[number][:-1] for number in rows_with(raw, column.at, column.undivided)}
    divided = {keys[number][:-1] for number in rows_with(raw, column.at, [*column.wholes, *column.parts])}
    return undivided.isdisjoint(divided)


def _narrows(raw: RawTable, column: _Column) -> bool:
    """Whether a column's title, or one of its texts (``Women``), says that rows are of a part."""
    return is_filter_name(raw.header[column.at]) or any(says(text, "filter_texts") for text in column.parts)


def _picked(
    raw: RawTable, totals: RawTable, columns: Sequence[_Column], keys: Sequence[tuple[str, ...]], others: set[int]
) -> tuple[RawTable, RawTable, list[Issue]]:
    """The rows that are of the whole in each of some columns."""
    issues: list[Issue] = []
    parts = {each.at: rows_with(raw, each.at, each.parts) for each in columns}
    out = {number for rows in parts.values() for number in rows}
    there = {key for number, key in enumerate(keys) if number not in out}
    for each in columns:
        alone = [number for number in parts[each.at] if keys[number] not in there and number not in others]
        issues += [_alone(raw, each, number) for number in alone]
        first, whole = first_rows(raw, each.at)[each.wholes[0]], each.wholes[0]
        about = {"column": name_of(raw, each.at), "count": len(parts[each.at])}
        issues.append(Issue("parts_left_out", place_in(raw, first, each.at), whole, about))
        left = [text for text in first_rows(totals, each.at) if text not in each.wholes]
        totals = blanked(totals, rows_with(totals, each.at, left))
    for each in columns:
        raw = left_out_column(raw, each.at)
    return blanked(raw, out), totals, issues


def _alone(raw: RawTable, column: _Column, number: int) -> Issue:
    about = {"column": name_of(raw, column.at), "whole": column.wholes[0]}
    return Issue("part_alone", place_in(raw, number, column.at), raw.rows[number][column.at].text.strip(), about)


def _narrowed(raw: RawTable, column: _Column, keys: Sequence[tuple[str, ...]]) -> list[Issue]:
    """A warning about parts; none where several are about the same, for those are an error of their own."""
    here = [keys[number] for number in rows_with(raw, column.at, column.parts)]
    if len(set(here)) < len(here):
        return []
    about = {"column": name_of(raw, column.at)}
    return [Issue("filter_column", _place(raw, column), first_names(column.parts, MOST_SHOWN), about)]


def _place(raw: RawTable, column: _Column) -> Place:
    """Where the first part stands."""
    return place_in(raw, first_rows(raw, column.at)[column.parts[0]], column.at)
