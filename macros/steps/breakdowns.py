"""Lists whose rows a further column divides (``women``, ``men``, ``total``): the totals are read, not the parts."""

from collections.abc import Sequence
from dataclasses import replace

from macros.steps.scales import unknown_columns
from macros.steps.tidying import is_empty
from schemas.cells import BLANK, Cell, RawTable
from schemas.fields import Table
from schemas.issues import Issue
from schemas.labels import listed, plain
from schemas.reading import fields_of, left_out_column, place_in
from schemas.tables import KEYS, Observations

_SHOWN = 4


def without_parts(
    raw: RawTable, totals: RawTable, table: type[Table], adds: bool
) -> tuple[RawTable, RawTable, list[Issue]]:
    """A list with those of its rows alone that are of the whole.

    Args:
        raw: The list, labels that it prints once in each row.
        totals: Its rows that are totals of centres or periods; all others blank.
        table: What it is a list of.
        adds: Whether parts are to be added.

    Returns:
        Both, rows of parts blank, so that a row's place tells where it stood; a warning for each column that says
        which rows are of the whole, or that all may be parts, and an error for each part whose whole is not there.
        Nothing is left out by a column with blanks: there a blank may be the whole.
    """
    issues: list[Issue] = []
    if raw.addresses or table is not Observations:
        return raw, totals, issues
    for at in unknown_columns(raw, table):
        wholes, parts = _told_apart(raw.rows, at)
        if not parts or not (wholes or _divides(raw.header[at])):
            continue
        keys = _keys(raw, table)
        there = {keys[number] for number in wholes}
        alone = [number for number in parts if keys[number] not in there]
        if len(alone) < len(parts):
            issues += _about(raw, at, wholes[0], parts, alone)
            raw = left_out_column(_blanked(raw, parts), at)
            totals = _blanked(totals, _told_apart(totals.rows, at)[1])
        elif _divides(raw.header[at]) and not adds and len({keys[number] for number in parts}) == len(parts):
            issues.append(_narrowed(raw, at, parts))
    return raw, totals, issues


def _told_apart(rows: Sequence[Sequence[Cell]], at: int) -> tuple[list[int], list[int]]:
    """The rows of the whole, and those of its parts; none where a row does not say which it is."""
    texts = {number: row[at].text.strip() for number, row in enumerate(rows) if not is_empty(row)}
    if not all(texts.values()):
        return [], []
    whole = {text for text in set(texts.values()) if plain(text) in listed("breakdown_totals")}
    wholes = [number for number, text in texts.items() if text in whole]
    return wholes, [number for number, text in texts.items() if text not in whole]


def _divides(title: str) -> bool:
    """Whether a title alone says that its column divides the figures (``Sex``, ``Team``)."""
    return plain(title) in {*listed("filter_names"), *listed("breakdown_titles")}


def _keys(raw: RawTable, table: type[Table]) -> list[tuple[str, ...]]:
    """The centre, measure and period of each row, as they stand."""
    known = fields_of(raw, table)
    positions = [known.index(key) for key in KEYS[table] if key in known]
    return [tuple(row[position].text.strip().casefold() for position in positions) for row in raw.rows]


def _about(raw: RawTable, at: int, first: int, parts: Sequence[int], alone: Sequence[int]) -> list[Issue]:
    column, whole = raw.header[at], raw.rows[first][at].text.strip()
    errors = [
        Issue(
            "part_alone", place_in(raw, each, at), raw.rows[each][at].text.strip(), {"column": column, "whole": whole}
        )
        for each in alone
    ]
    about = {"column": column, "count": len(parts)}
    return [*errors, Issue("parts_left_out", place_in(raw, first, at), whole, about)]


def _narrowed(raw: RawTable, at: int, parts: Sequence[int]) -> Issue:
    texts = list(dict.fromkeys(raw.rows[number][at].text.strip() for number in parts))
    shown = ", ".join(texts[:_SHOWN]) + (", \u2026" if len(texts) > _SHOWN else "")
    return Issue("filter_column", place_in(raw, parts[0], at), shown, {"column": raw.header[at]})


def _blanked(raw: RawTable, numbers: Sequence[int]) -> RawTable:
    out, blank = set(numbers), [BLANK] * len(raw.header)
    return replace(raw, rows=[blank if number in out else row for number, row in enumerate(raw.rows)])
