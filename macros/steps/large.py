"""Large exports: the head tells what is wanted, and the file is condensed or counted where it is read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from macros.steps.rows import year_column
from macros.steps.sheets import SheetRead, SheetReader
from schemas.cells import Cell, CellKind, Grid, RawTable
from schemas.condensed import ABSENT, Condensed, Plan
from schemas.errors import CannotOpenError
from schemas.fields import Field
from schemas.issues import Issue, Place
from schemas.masking import MASK
from schemas.private import without_cpr
from schemas.profiles import Layout, Profile
from schemas.reading import fitting_table
from schemas.tables import EXPORT_TABLES, Observations
from schemas.vocabulary import headers, normal
from workbook.exports.guarded import Readings
from workbook.exports.layouts.lists import find_lists

_KEYS = (Observations.CENTRE, Observations.MEASURE, Observations.PERIOD, Observations.EXTRACTED)
_FIGURES = (Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR)


def read_large(path: Path, readings: Readings, reader: SheetReader) -> list[SheetRead] | None:
    """Read a large export without taking every cell of it apart.

    Args:
        path: The file.
        readings: What is being read.
        reader: What reads its sheets.

    Returns:
        What each sheet that is a list or a case list holds; None where the file is neither, and is to be read whole.

    Raises:
        CannotOpenError: It cannot be read.
        RefusedError: Two of the user's profiles fit it equally.
    """
    found: list[SheetRead] = []
    for head in readings.heads(path):
        profile = reader.profile_of(head)
        if profile and profile.layout is Layout.CASES and not head.sheet:
            figures = readings.cases(path, profile)
            found.append(reader.take_cases(figures, profile, Place(head.file)))
            continue
        read = _list(path, head, profile, readings, reader)
        if read is None:
            return None
        found.append(read)
    return found


def _list(path: Path, head: Grid, profile: Profile | None, readings: Readings, reader: SheetReader) -> SheetRead | None:
    """A list, condensed; None where the sheet is no single list of observations, or cannot be condensed."""
    if profile and profile.layout is not Layout.LIST:
        return None
    labels = reader.labels_of(profile)
    lists = find_lists(head, labels, profile)
    if len(lists) != 1 or fitting_table(EXPORT_TABLES, lists[0].read_as or lists[0].header) is not Observations:
        return None
    first = lists[0]
    if year_column(first, Observations) is not None:
        return None
    try:
        condensed = readings.condensed(path, _plan(first))
    except CannotOpenError:
        return None  # quotes that do not pair, and the like: the reader of whole files says what it is
    if not condensed.is_whole:
        return None
    plain = len(condensed.table.rows) - condensed.odd
    titles = {first.first_column + at: Cell(CellKind.TEXT, title) for at, title in enumerate(first.header) if title}
    odd = replace(head, rows={first.header_row: titles, **_odd(condensed, plain)})
    safe, private = without_cpr(odd, condensed.rows)
    below = find_lists(safe, labels, profile)
    if len(below) != 1:
        return None
    scales = [labels.scaled(title)[1] for title in first.header]
    result = SheetRead(layout=Layout.LIST)
    joined = _joined(condensed, plain, below[0], scales, first.year)
    reader.take(joined, labels, profile, reader.context_of(profile, None), result)
    if profile is None or not profile.aggregate:
        result.issues += _doubled(condensed, plain, result)
    shown = [issue for issue in result.issues if MASK not in issue.value]
    return replace(result, issues=[*private, *shown])


def _joined(condensed: Condensed, plain: int, odd: RawTable, scales: Sequence[float], year: int | None) -> RawTable:
    """The groups of plain rows, then those of the odd rows that belong to the list."""
    groups = condensed.table.rows[:plain]
    return replace(
        odd,
        year=year,
        rows=[*groups, *odd.rows],
        row_numbers=[*condensed.table.row_numbers[:plain], *odd.row_numbers],
        factors=[scales] * (plain + len(odd.rows)) if any(scale != 1 for scale in scales) else (),
    )


def _doubled(condensed: Condensed, plain: int, read: SheetRead) -> list[Issue]:
    """Groups of more than one row, which in a list that is not to be summed are one too many."""
    issues = []
    for part in read.parts:
        for row in part.frame.index:
            if row < plain and condensed.counts[int(row)] > 1:
                record = part.frame.loc[row]
                about = {"centre": record[Observations.CENTRE], "measure": record[Observations.MEASURE], "also": ""}
                place = part.understood.place(int(row), Observations.PERIOD)
                issues.append(Issue("duplicate_observation", place, str(record[Observations.PERIOD]), about))
    return issues


def _plan(first: RawTable) -> Plan:
    known = headers(Observations)
    fields: list[Field | None] = [known.get(normal(title)) for title in first.read_as or first.header]

    def at(field: Field) -> int:
        return fields.index(field) if field in fields else ABSENT

    keys = tuple(position for field in _KEYS if (position := at(field)) != ABSENT)
    value, numerator, denominator = (at(field) for field in _FIGURES)
    return Plan(
        sheet=first.sheet,
        header_row=first.header_row,
        first_column=first.first_column,
        titles=tuple(first.header),
        keys=keys,
        figures=(value, numerator, denominator),
        optional=tuple(each for each in keys if each == at(Observations.EXTRACTED)),
    )


def _odd(condensed: Condensed, plain: int) -> dict[int, dict[int, Cell]]:
    """The odd rows as a sheet has them, by row and column number."""
    table = condensed.table
    numbered = zip(table.row_numbers[plain:], table.rows[plain:], strict=True)
    return {number: _filled(table.first_column, row) for number, row in numbered}


def _filled(first: int, row: Sequence[Cell]) -> dict[int, Cell]:
    return {first + at: cell for at, cell in enumerate(row) if cell.kind is not CellKind.BLANK or cell.formula}
