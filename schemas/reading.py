"""From cells to typed columns: headers are matched, values are parsed, and whatever cannot be is an issue."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from schemas.cells import Cell, CellKind, RawTable, column_letters
from schemas.fields import Field, Kind, Table
from schemas.frames import typed_frame
from schemas.issues.issue import Issue, Place
from schemas.profiles.export_profile import LEFT_OUT
from schemas.tables import FIGURES, MARK, BudgetLines, Goals, Observations
from schemas.text.bands import without_bands
from schemas.text.coercion import Coerced, ColumnToRead, coerce_column
from schemas.text.values import Decimal, decimal_of
from schemas.thresholds import MOSTLY
from schemas.words.vocabulary import Words, headers, text_key


@dataclass
class Understood:
    """A table as it was understood.

    Args:
        table: Which table it is.
        frame: One row a non-blank row of the source, indexed by its position there; every field of the table is a
            column (figures float, amounts whole øre in ``Int64``, codes, texts, periods and dates objects; None, NaN
            or NA where there is nothing).
        raw: Where it came from.
        positions: The source column of each field that the source has.
        issues: What could not be understood, and what was converted.
    """

    table: type[Table]
    frame: pd.DataFrame
    raw: RawTable
    positions: dict[Field, int]
    issues: list[Issue] = field(default_factory=list)

    def place(self, row: int, column: Field) -> Place:
        """Where a value of the frame stands in the source."""
        return place_in(self.raw, row, self.positions.get(column))

    def place_of_key(self, row: int, key: Field, figure: Field) -> Place:
        """Where a finding about a row's key points: at the key, or at the figure where one key heads many rows."""
        position = self.positions.get(key)
        return self.place(row, figure if position is not None and self.raw.is_shared(position) else key)

    def value(self, row: int, column: Field) -> str:
        """What stands in the source there, as the user would point at it."""
        position = self.positions.get(column)
        return "" if position is None else self.raw.rows[row][position].text


def place_in(raw: RawTable, row: int, position: int | None) -> Place:
    """Where a cell of a raw table stands; without a position, the row."""
    if position is None:
        return Place(raw.file, raw.sheet, raw.row_numbers[row])
    return Place(raw.file, raw.sheet, raw.row_numbers[row], raw.header[position], raw.address(row, position))


def match_headers(table: type[Table], raw: RawTable, words: Words) -> tuple[dict[Field, int], list[Issue]]:
    """Find which source column is which field.

    Args:
        table: The table sought.
        raw: The source.
        words: Words for the titles in the findings.

    Returns:
        Field → column position, and findings: unknown columns (warnings), missing and doubled ones (errors).
    """
    known = headers(table)
    positions: dict[Field, int] = {}
    issues = []
    for position, (title, wanted) in enumerate(zip(raw.header, raw.read_as or raw.header, strict=True)):
        if not title.strip() or wanted == LEFT_OUT:
            continue
        found = known.get(text_key(wanted))
        place = Place(raw.file, raw.sheet, raw.header_row, title, header_cell(raw, position))
        if found is None:
            issues.append(Issue("unknown_column", place, title))
        elif found in positions:
            issues.append(Issue("duplicate_column", place, title))
        else:
            positions[found] = position
    for column in _missing(table, positions):
        place = Place(raw.file, raw.sheet, raw.header_row, words.title(table, column))
        issues.append(Issue("missing_column", place, details={"table": words.table(table)}))
    return positions, issues


def _missing(table: type[Table], found: Collection[Field]) -> list[Field]:
    """The required fields that a source lacks."""
    missing = [column for column in table.fields if column.required and column not in found]
    # A register or export may give ratios by their parts alone.
    if Observations.VALUE in missing and {Observations.NUMERATOR, Observations.DENOMINATOR} <= set(found):
        missing.remove(Observations.VALUE)
    # A budget may have no use yet, and an export of the use may leave the budget to the workbook.
    if table is BudgetLines and not set(_AMOUNTS) <= set(missing):
        missing = [column for column in missing if column not in _AMOUNTS]
    return missing


_AMOUNTS = (BudgetLines.BUDGET, BudgetLines.ACTUAL)


def header_cell(raw: RawTable, position: int) -> str:
    """The address of a column's header."""
    return f"{column_letters(raw.first_column + position)}{raw.header_row}"


def fields_of(raw: RawTable, table: type[Table]) -> list[Field | None]:
    """The field that each column of a source is, by the titles it is matched by; None for a column of no field."""
    known = headers(table)
    return [known.get(text_key(title)) for title in raw.read_as or raw.header]


def left_out_column(raw: RawTable, at: int) -> RawTable:
    """A source with a column that was made use of, and is to be passed over from now on."""
    titles = list(raw.read_as or raw.header)
    titles[at] = LEFT_OUT
    return replace(raw, read_as=titles)


def fitting_table(candidates: Iterable[type[Table]], header: Iterable[str]) -> type[Table] | None:
    """The table that a header fits best, or None where none fits."""
    titles = list(header)
    best = max(candidates, key=lambda table: score(table, titles))
    return best if score(best, titles)[0] >= MOSTLY else None


def score(table: type[Table], header: Sequence[str]) -> tuple[float, int]:
    """How well a header fits a table: the share of its required fields (0 to 1), then how many of its fields."""
    known = headers(table)
    found = {known[text_key(title)] for title in header if text_key(title) in known}
    required = [column for column in table.fields if column.required]
    if table is BudgetLines and not _missing(table, found):
        return 1.0, len(found)
    # Of a table that requires nothing a header can only be told by its titles, never by what is required.
    share = sum(column in found for column in required) / len(required) if required else 0.0
    return share, len(found)


def read_table(
    table: type[Table],
    raw: RawTable,
    words: Words,
    default_year: int | None = None,
    decimal: Decimal = Decimal.UNKNOWN,
) -> Understood:
    """Understand a table.

    Args:
        table: Which table it is.
        raw: Its cells.
        words: The user's language, for titles and choices in findings.
        default_year: The year of periods that name none.
        decimal: The decimal sign where the figures do not tell.

    Returns:
        The typed frame with every finding; where a required column is missing the frame is empty.
    """
    positions, issues = match_headers(table, raw, words)
    if any(issue.is_error for issue in issues):
        return Understood(table, empty(table), raw, positions, issues)
    if table is Goals:
        raw, positions, banded = without_bands(raw, positions, words)
        issues += banded
    kept = [
        row for row, cells in enumerate(raw.rows) if any(_filled(cells[position]) for position in positions.values())
    ]
    fallback = _file_decimal(table, raw, positions)
    fallback = decimal if fallback is Decimal.UNKNOWN else fallback
    index = pd.Index(kept)
    columns: dict[Field, Sequence[object]] = {}
    marks: list[str | None] = [None] * len(kept)
    for column in table.fields:
        position = positions.get(column)
        if position is None:
            columns[column] = [column.default] * len(kept)
            continue
        cells = [raw.rows[row][position] for row in kept]
        factors = [raw.factors[row][position] for row in kept] if raw.factors else ()
        coerced = coerce_column(ColumnToRead(column, raw.text_only, fallback, default_year, words, factors), cells)
        columns[column] = coerced.values
        issues += _located(coerced, raw, kept, position)
        if table is Observations and column in FIGURES[Observations]:
            marks = [old or new for old, new in zip(marks, coerced.marks, strict=True)]
    frame = typed_frame(table, columns, index)
    if table is Observations:
        frame[MARK] = pd.Series(marks, index=index, dtype=object)
    return Understood(table, frame, raw, positions, issues)


def _filled(cell: Cell) -> bool:
    return cell.kind is not CellKind.BLANK or bool(cell.formula)


def _located(coerced: Coerced, raw: RawTable, kept: list[int], position: int) -> list[Issue]:
    return [
        Issue(finding.code, place_in(raw, kept[finding.row], position), finding.value, finding.details)
        for finding in coerced.findings
    ]


def _file_decimal(table: type[Table], raw: RawTable, positions: dict[Field, int]) -> Decimal:
    """The decimal sign of the whole file, for columns whose own values do not tell."""
    texts = [
        cells[position].text
        for column, position in positions.items()
        if column.kind in {Kind.FIGURE, Kind.AMOUNT, Kind.SHARE}
        for cells in raw.rows
        if cells[position].kind is CellKind.TEXT
    ]
    return decimal_of(texts)


def empty(table: type[Table]) -> pd.DataFrame:
    """A frame of the table with no rows."""
    frame = frame_of(table, [])
    if table is Observations:
        frame[MARK] = pd.Series([], dtype=object)
    return frame


def frame_of(table: type[Table], rows: Sequence[Mapping[Any, object]]) -> pd.DataFrame:
    """A frame of the table from records, whose amounts are whole øre; what a record leaves out is missing."""
    columns = {column: [row.get(column) for row in rows] for column in table.fields}
    return typed_frame(table, columns, pd.Index(list(range(len(rows)))))


def with_figures(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that hold something; a row without any figure was said, and is left out."""
    if MARK not in frame:
        return frame
    figures = frame[list(FIGURES[Observations])].notna().any(axis=1)
    return frame[figures | frame[MARK].notna()]
