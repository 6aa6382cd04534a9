"""Writing typed frames to a book's tables."""

from collections.abc import Sequence

import pandas as pd

from macros.steps.columns import column_issues
from macros.steps.row_identity import rows_from
from schemas.cells import RawTable
from schemas.errors import RefusedError
from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words, titles_by_field
from workbook.layout import TABLES
from workbook.port import Book
from workbook.present import titled


def write_table(
    book: Book,
    table: str,
    frame: pd.DataFrame,
    words: Words,
    raw: RawTable | None = None,
    continued: Sequence[int | None] | None = None,
) -> None:
    """Write a typed frame to a table of the workbook.

    Args:
        book: The workbook.
        table: The table's name.
        frame: Typed rows.
        words: The workbook's language.
        raw: The table as it stands, where it was read already.
        continued: For each row the position of the old row that it continues, where the step knows; otherwise rows are
            told by what they stand for.

    The headers are those that stand in the workbook, in whichever language; columns of the frame that the table does
    not have are left out, columns of the user's own stay as they are.

    Raises:
        RefusedError: A column of the table is renamed or missing; nothing was written.
    """
    model = TABLES[table]
    raw = raw or book.read(table)
    if lacking := column_issues(book, table, raw, words):
        raise RefusedError(lacking)
    standing = titles_by_field(model, raw.header)
    standing |= {title: title for title in raw.header if title in frame and title not in standing}
    modelled = {str(field) for field in model.fields}
    names = [str(name) for name in frame.columns if str(name) in standing]
    fields = [name for name in names if name in modelled]
    shown = titled(model, fields, frame, words)
    shown.columns = pd.Index([standing[name] for name in fields])
    for name in (name for name in names if name not in modelled):
        values = [None if pd.isna(value) else value for value in frame[name].tolist()]
        shown[standing[name]] = pd.Series(values, dtype=object)
    book.write(table, shown, rows_from(table, raw, shown, standing) if continued is None else continued)


def unsaid(book: Book, said: Sequence[Issue]) -> list[Issue]:
    """What saving a book did beside its cells and has not been said yet."""
    return [notice for notice in book.notices if notice not in said]
