"""Preview: how exports are read for a workbook, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros.steps.contract import Contract, open_book, read_contract
from macros.steps.importing import read_for
from macros.steps.listing_names import Names, names_in, refused
from schemas.errors import RefusedError
from schemas.fields import Table
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, errors
from schemas.profiles.export_profile import Layout
from schemas.reading import Understood
from schemas.tables import FIGURES, KEYS, BudgetLines
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words
from workbook.exports.read import DEFAULT, Export, ReadOptions
from workbook.exports.rows.table_rows import SheetRead
from workbook.port import Book

_FIRST = 5
"""So many rows of a sheet are shown."""
_OUT = "_left_out"
_FURTHER_OUT = frozenset({"other_centre", "sheet_of_others", "unknown_column"})
"""Findings that something was left out are called so, and these."""


@dataclass(frozen=True)
class ShownRow:
    """A figure as it was read.

    Args:
        centre: The centre.
        measure: The measure, or the account.
        period: The period.
        figures: The figures by their fields, as far as they are there.
        cell: Where it stands.
    """

    centre: str
    measure: str
    period: str
    figures: dict[str, float]
    cell: str


@dataclass(frozen=True)
class ShownSheet:
    """A sheet as it was read.

    Args:
        file: The file.
        sheet: The sheet.
        layout: How it lies; None where it is no table of ours.
        rows: The first rows.
        count: How many rows there are.
        out: What was left out of it.
    """

    file: str
    sheet: str
    layout: Layout | None
    rows: list[ShownRow]
    count: int
    out: list[Issue] = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    """Exports as they were read.

    Args:
        export: What they hold.
        contract: The workbook they were read for.
        sheets: Each sheet with its first rows.
        names: The names that nothing is known of.
        issues: Every finding.
    """

    export: Export
    contract: Contract
    sheets: list[ShownSheet]
    names: Names
    issues: list[Issue]

    @property
    def is_refused(self) -> bool:
        """Whether an import of them is refused."""
        return bool(errors(self.issues))


def preview(workbook: Path, paths: Sequence[Path], options: ReadOptions = DEFAULT) -> Preview:
    """Read exports for a closed workbook, and write nothing.

    Args:
        workbook: One of our workbooks.
        paths: The exports.
        options: What to read them by.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: The workbook's own tables hold errors.
    """
    book, words = open_book(workbook)
    with book:
        return preview_into(book, words, paths, options)


def preview_into(book: Book, words: Words, paths: Sequence[Path], options: ReadOptions = DEFAULT) -> Preview:
    """Read exports for a book, closed or open, and write nothing.

    Args:
        book: One of our workbooks.
        words: Its language.
        paths: The exports.
        options: What to read them by.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: The workbook's own tables hold errors.
    """
    contract = read_contract(book, words)
    export = read_for(contract, paths, words, options)
    names = names_in(export, contract, None, None)
    issues = refused(RefusedError(export.issues), names).issues if errors(export.issues) else export.issues
    return Preview(export, contract, shown_sheets(export), names, issues)


def shown_sheets(export: Export) -> list[ShownSheet]:
    """The sheets of exports as they are shown."""
    return [_shown(file, sheet, export.issues) for file, sheet in export.sheets]


def _shown(file: str, sheet: SheetRead, issues: Sequence[Issue]) -> ShownSheet:
    rows: list[ShownRow] = []
    for part in sheet.parts:
        frame = part.frame.head(_FIRST - len(rows))
        for row, record in zip(frame.index, records(frame), strict=True):
            rows.append(_row(part.table, record, part.understood, int(row)))
    own = [issue for issue in issues if _tells_what_is_out(issue) and _is_of(issue, file, sheet.sheet)]
    return ShownSheet(file, sheet.sheet, sheet.layout, rows, sum(len(part.frame) for part in sheet.parts), own)


def _row(table: type[Table], record: Record, understood: Understood, row: int) -> ShownRow:
    centre, measure, period = (record[column] for column in KEYS[table])
    figures = {str(field): float(record[field]) for field in FIGURES[table] if not is_missing(record[field])}
    if table is BudgetLines:
        figures = {name: float(kroner(int(value))) for name, value in figures.items()}
    places = [understood.place(row, field) for field in (*FIGURES[table], *KEYS[table])]
    cell = next((place.cell for place in places if place.cell), "")
    return ShownRow(_text(centre), _text(measure), _text(period), figures, cell)


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)


def _tells_what_is_out(issue: Issue) -> bool:
    return issue.code.endswith(_OUT) or issue.code in _FURTHER_OUT


def _is_of(issue: Issue, file: str, sheet: str) -> bool:
    """Whether a finding is of a sheet; one of whole files is told of none."""
    return issue.place.file == file and issue.place.sheet == sheet
