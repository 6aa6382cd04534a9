"""Where each figure came from, kept beside the figures: the table of origins, written by the import."""

from collections.abc import Mapping, Set

import pandas as pd

from macros.steps.table_writing import write_table
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


class Trail:
    """The origins of a workbook, read before anything is written.

    Args:
        book: The workbook; one made before origins were kept has no table of them, and gets none here.
        words: Its language.

    Raises:
        RefusedError: The table is not as it was written.
    """

    def __init__(self, book: Book, words: Words) -> None:
        self._book = book
        self._words = words
        self._raw: RawTable | None = book.read(Origins.name) if Origins.name in book.tables() else None
        self._old: list[Record] = []
        if self._raw is not None:
            understood = read_table(Origins, self._raw, words)
            if errors(understood.issues):
                raise RefusedError(understood.issues)
            self._old = records(understood.frame)

    def write(self, export: Export, moved: Set[Key], digests: Mapping[str, str]) -> None:
        """Note the origin of rows that an import has added or changed; the others keep theirs.

        Args:
            export: What was imported.
            moved: Table, centre, measure (account) and period of those rows.
            digests: The SHA-256 of each file, by its name.
        """
        if self._raw is None or not moved:
            return
        kept = {_key(record): record for record in self._old}
        numbers = [
            int(record[Origins.IMPORT_NUMBER]) for record in self._old if not is_missing(record[Origins.IMPORT_NUMBER])
        ]
        number = max(numbers, default=0) + 1
        for record in origins_of(export.parts, digests):
            if _key(record) in moved:
                kept[_key(record)] = {**record, Origins.IMPORT_NUMBER: number}
        frame: pd.DataFrame = frame_of(Origins, list(kept.values()))
        write_table(self._book, Origins.name, frame, self._words, self._raw)


def _key(record: Record) -> Key:
    return tuple(record[field] for field in _KEY)
