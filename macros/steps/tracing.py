"""Where each figure came from, kept beside the figures: the table of origins, written by the import."""

from collections.abc import Mapping, Set

import pandas as pd

from schemas.cells import RawTable
from schemas.errors import RefusedError
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import errors
from schemas.reading import frame_of, read_table
from schemas.tables import Origins
from schemas.words.vocabulary import Words
from workbook.exports.read import Export
from workbook.exports.rows.origins import origins_of
from workbook.port import Book

Key = tuple[object, ...]
_KEY = (Origins.TABLE, Origins.CENTRE, Origins.MEASURE, Origins.PERIOD)


def with_origins(
    book: Book, words: Words, export: Export, moved: Set[Key], digests: Mapping[str, str]
) -> tuple[pd.DataFrame, RawTable] | None:
    """The origins of a workbook, with those of the rows that an import has added or changed; the others keep theirs.

    Args:
        book: The workbook, to which nothing has been written yet.
        words: Its language.
        export: What is imported.
        moved: Table, centre, measure (account) and period of those rows.
        digests: The SHA-256 of each file, by its name.

    Returns:
        The table to write, and how it stands; None where nothing changes, or the workbook was made before origins were
        kept.

    Raises:
        RefusedError: The table is not as it was written.
    """
    if not moved or Origins.name not in book.tables():
        return None
    raw = book.read(Origins.name)
    understood = read_table(Origins, raw, words)
    if errors(understood.issues):
        raise RefusedError(understood.issues)
    kept = {_key(record): record for record in records(understood.frame)}
    told = [record[Origins.IMPORT_NUMBER] for record in kept.values()]
    number = max((int(each) for each in told if not is_missing(each)), default=0) + 1
    for record in origins_of(export.parts, digests):
        if _key(record) in moved:
            kept[_key(record)] = {**record, Origins.IMPORT_NUMBER: number}
    return frame_of(Origins, list(kept.values())), raw


def _key(record: Record) -> Key:
    return tuple(record[field] for field in _KEY)
