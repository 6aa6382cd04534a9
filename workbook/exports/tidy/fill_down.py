"""Rows of a list as people print them: labels that stand once for the rows below, and rows of totals between them."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import label_key
from schemas.reading import fields_of, place_in
from schemas.tables import KEYS, Observations
from schemas.thresholds import FEWEST_TO_PROVE


def filled_down(raw: RawTable, table: type[Table], picking: Sequence[int] = ()) -> tuple[RawTable, list[Issue]]:
    """A list with the labels that it prints once, as pivot tables do, in each row that they hold for.

    Args:
        raw: The list.
        table: What it is a list of.
        picking: The positions of the columns that say which of its rows are read (``Result``, ``Target``).

    Returns:
        The list, and a finding for each label taken. Nothing is taken where a label is printed again in the next row:
        there a blank is no repeat but missing.
    """
    at = _printed_positions(raw, table, picking)
    if not at:
        return raw, []
    ends = _ends(raw.row_numbers)
    rows: list[Sequence[Cell]] = []
    issues: list[Issue] = []
    carried: Sequence[Cell] = ()
    for number, row in enumerate(raw.rows):
        filled = list(row)
        if not is_empty(row):
            if number in ends and is_empty([row[position] for position in at[:-1]]):
                return raw, []  # below a blank line a blank label repeats nothing
            for position in at[: _leading_blanks([row[position] for position in at])]:
                filled[position] = carried[position]
                taken = {"taken": carried[position].text.strip()}
                issues.append(Issue("label_repeated", place_in(raw, number, position), "", taken))
            carried = filled
        rows.append(filled)
    return replace(raw, rows=rows), issues


def _printed_positions(raw: RawTable, table: type[Table], picking: Sequence[int]) -> list[int]:
    """The positions of the labels that are printed once: the keys, or those with the columns that pick rows."""
    keys = sorted(_key_positions(raw, table))
    for at in (keys, sorted([*keys, *picking])):
        if _is_printed_once(raw.rows, at):
            return at
    return []


def _ends(numbers: Sequence[int]) -> set[int]:
    """The positions of rows that stand below a blank line."""
    return {at for at, (above, below) in enumerate(itertools.pairwise(numbers), start=1) if below - above > 1}


def needs_fill_down(raw: RawTable, table: type[Table], whole: int) -> bool:
    """Whether blanks in the rows that are not whole could stand for labels of rows that are no longer above them.

    Args:
        raw: The rows of a list in another order than the file's: first those with all labels, then the others.
        table: What it is a list of.
        whole: How many have all labels.
    """
    at = _key_positions(raw, table)
    missing = any(is_empty([row[position]]) for row in raw.rows[whole:] for position in at)
    first = [label_key(row[min(at)].text) for row in raw.rows[:whole]] if at else []
    merged = not raw.text_only  # cells of a sheet may be merged with the one above
    return missing and (merged or not any(one == other for one, other in itertools.pairwise(first)))


def _is_printed_once(rows: Sequence[Sequence[Cell]], at: Sequence[int]) -> bool:
    """Whether blanks stand for the label above: always left of the filled ones, and no label is printed again."""
    filled = [[row[position] for position in at] for row in rows if not is_empty(row)]
    if not filled or any(is_empty([cell]) for cell in filled[0]):
        return False
    carried = filled[0]
    repeats = 0
    for labels in filled[1:]:
        first = _leading_blanks(labels)
        if any(is_empty([cell]) for cell in labels[first:]) or first == len(labels):
            return False
        if first < len(labels) - 1 and label_key(labels[first].text) == label_key(carried[first].text):
            return False
        carried = [*carried[:first], *labels[first:]]
        repeats += bool(first)
    return repeats >= FEWEST_TO_PROVE


def _leading_blanks(labels: Sequence[Cell]) -> int:
    return next((number for number, cell in enumerate(labels) if not is_empty([cell])), len(labels))


def printed_once(raw: RawTable, at: int) -> list[Cell]:
    """A column's cells, blanks filled with the one above.

    Args:
        raw: The list.
        at: The column's position.

    Returns:
        The cells as they stand where one is printed again in the next row, or a blank stands below a blank line: there
        a blank is no repeat but missing.
    """
    cells = [row[at] for row in raw.rows]
    blanks = [number for number, cell in enumerate(cells) if is_empty([cell])]
    again = any(
        label_key(one.text) == label_key(other.text) and one.text.strip() for one, other in itertools.pairwise(cells)
    )
    if again or len(blanks) < FEWEST_TO_PROVE or blanks[0] == 0 or _ends(raw.row_numbers).intersection(blanks):
        return cells
    filled = cells[:1]
    for cell in cells[1:]:
        filled.append(filled[-1] if is_empty([cell]) else cell)
    return filled


def texts_filled(raw: RawTable, at: int) -> tuple[RawTable, list[Issue]]:
    """A list with the texts of one column that it prints once, and a finding for each text taken."""
    cells = printed_once(raw, at)
    rows = [[*row[:at], cell, *row[at + 1 :]] for row, cell in zip(raw.rows, cells, strict=True)]
    taken = [number for number, (row, cell) in enumerate(zip(raw.rows, cells, strict=True)) if row[at] is not cell]
    issues = [
        Issue("label_repeated", place_in(raw, number, at), "", {"taken": cells[number].text.strip()})
        for number in taken
        if not is_empty(raw.rows[number])
    ]
    return (replace(raw, rows=rows), issues) if issues else (raw, [])


def is_empty(cells: Sequence[Cell]) -> bool:
    """Whether nothing stands in any of some cells."""
    return all(cell.kind is CellKind.BLANK and not cell.formula for cell in cells)


def without_totals(raw: RawTable, table: type[Table], labels: Labels) -> tuple[RawTable, RawTable]:
    """The rows of a list that are of a centre and a period, and those that are totals.

    Args:
        raw: The list.
        table: What it is a list of.
        labels: What is known: a centre whose own name says ``i alt`` is no total.

    Returns:
        Two lists as long as the one given, rows of the other kind blank, so that a row's place tells where it stood.
    """
    known = fields_of(raw, table)
    at = [known.index(field) for field in (Observations.CENTRE, Observations.PERIOD) if field in known]
    if table is not Observations:
        return raw, replace(raw, rows=[[BLANK] * len(row) for row in raw.rows])
    total = [
        any(row[position].kind is CellKind.TEXT and labels.is_mere_total(row[position].text) for position in at)
        for row in raw.rows
    ]
    blank = [BLANK] * len(raw.header)
    rows = [blank if of_all else row for of_all, row in zip(total, raw.rows, strict=True)]
    totals = [row if of_all else blank for of_all, row in zip(total, raw.rows, strict=True)]
    return replace(raw, rows=rows), replace(raw, rows=totals)


def _key_positions(raw: RawTable, table: type[Table]) -> list[int]:
    """Where a list's keys stand."""
    known = fields_of(raw, table)
    return [known.index(key) for key in KEYS[table] if key in known]
