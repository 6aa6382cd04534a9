"""Filling a workbook's input tables from csv files, each named as its table and headed by the titles of its columns."""

from collections.abc import Sequence
from pathlib import Path

from macros.steps.contract import open_book, read_contract
from macros.steps.table_writing import unsaid, write_table
from schemas.errors import RefusedError
from schemas.fields import Table
from schemas.issues.issue import Issue, Place, errors
from schemas.reading import read_table
from schemas.rules.plan_rules import with_themes
from schemas.rules.validation import validate
from schemas.tables import DOCUMENT_INPUTS, ECONOMY_INPUTS, Themes
from workbook.closed.atomic import check_writable
from workbook.exports.files.plain_tables import read_file

FILLED: tuple[type[Table], ...] = (*ECONOMY_INPUTS, *DOCUMENT_INPUTS)
"""The input tables that people type in the workbook, and no export brings."""


def fill_tables(workbook: Path, files: Sequence[Path]) -> list[Issue]:
    """Fill input tables of a closed workbook: all of them or none.

    Args:
        workbook: One of our workbooks; what stands in the tables is replaced.
        files: A csv for each table, named as the table (``services.csv``).

    Returns:
        Warnings.

    Raises:
        CannotOpenError: A file cannot be read or written.
        RefusedError: Rows that are not right; the workbook is untouched.
    """
    check_writable(workbook)
    tables = {table.name: table for table in FILLED}
    if unknown := [Issue("no_table", Place(path.name)) for path in files if path.stem not in tables]:
        raise RefusedError(unknown)
    book, words = open_book(workbook)
    with book:
        contract = read_contract(book, words)
        found = [read_table(tables[path.stem], read_file(path)[0], words, contract.year) for path in files]
        themes = next((each.frame for each in found if each.table is Themes), contract.frame(Themes))
        context = with_themes(contract.expected.context, themes)
        issues = [issue for each in found for issue in validate(each, context)]
        if errors(issues):
            raise RefusedError(issues)
        for each in found:
            write_table(book, each.table.name, each.frame, words, contract.tables[each.table.name].raw)
        book.save()
    return issues + unsaid(book, issues)
