"""Where each figure came from, kept beside the figures: the table of origins, written by the import."""

from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

import pandas as pd

from schemas.cells import RawTable
from schemas.errors import RefusedError
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import errors
from schemas.reading import frame_of, read_table
from schemas.tables import LogLines, Origins
from schemas.words.vocabulary import Words
from workbook.exports.read import Export
from workbook.exports.rows.origins import origins_of
from workbook.port import Book

Key = tuple[object, ...]
_DAY = len("2009-07-20")
_KEY = (Origins.TABLE, Origins.CENTRE, Origins.MEASURE, Origins.PERIOD)


class Provenance(Enum):
    """Whose a figure of the workbook is."""

    LIS = auto()
    """An import wrote it, and it stands as it was written."""
    TYPED = auto()
    """Somebody wrote it, or changed what an import had written."""
    UNKNOWN = auto()
    """The workbook, or the figure, is older than the table of origins."""


@dataclass(frozen=True)
class OldOrigins:
    """What a workbook knows of where its figures came from, before an import.

    Args:
        raw: The table as it stands; None where the workbook was made before origins were kept.
        kept: Key → its origin.
        from_the_start: Whether every import into the workbook has told its origins: only then is a figure without
            one known to be nobody's but the user's.
        imported_on: The SHA-256 of each imported file -> the day of its last import, as the log has it.
    """

    raw: RawTable | None = None
    kept: Mapping[Key, Record] = field(default_factory=dict)
    from_the_start: bool = False
    imported_on: Mapping[str, date] = field(default_factory=dict)

    def provenance(self, key: Key, written: str) -> Provenance:
        """Whose the figures of a row are.

        Args:
            key: Table, centre, measure (account) and period.
            written: The row's figures, as ``schemas.written`` tells them.
        """
        origin = self.kept.get(key)
        if origin is None:
            return Provenance.TYPED if self.raw is not None and self.from_the_start else Provenance.UNKNOWN
        told = origin.get(Origins.WRITTEN)
        if is_missing(told):
            return Provenance.LIS  # imported before what was written was kept
        return Provenance.LIS if told == written else Provenance.TYPED


def known_origins(book: Book, words: Words) -> OldOrigins:
    """Read what a workbook knows of where its figures came from.

    Args:
        book: The workbook, to which nothing has been written yet.
        words: Its language.

    Raises:
        RefusedError: The table is not as it was written.
    """
    if Origins.name not in book.tables():
        return OldOrigins()
    raw = book.read(Origins.name)
    understood = read_table(Origins, raw, words)
    if errors(understood.issues):
        raise RefusedError(understood.issues)
    kept = {_key(record): record for record in records(understood.frame)}
    log = records(read_table(LogLines, book.read(LogLines.name), words).frame)
    return OldOrigins(raw, kept, _from_the_start(log, words), _imported_on(log))


def _imported_on(log: Sequence[Record]) -> dict[str, date]:
    """The day of the last line of each file that the log names."""
    days = {}
    for line in log:
        digest, time = line[LogLines.SHA256], str(line[LogLines.TIME])[:_DAY]
        if not is_missing(digest):
            with suppress(ValueError):  # a time that somebody has changed tells no day
                days[str(digest)] = date.fromisoformat(time)
    return days


def _from_the_start(log: Sequence[Record], words: Words) -> bool:
    """Whether no import came before an upgrade that brought the table of origins, as the log has it."""
    brought = [
        at
        for at, line in enumerate(log)
        if line[LogLines.STEP] == words.text("step_upgrade") and words.sheet("origins") in str(line[LogLines.DETAIL])
    ]
    return not brought or all(line[LogLines.STEP] != words.text("step_import") for line in log[: brought[-1]])


def with_origins(
    old: OldOrigins,
    export: Export,
    moved: Set[Key],
    digests: Mapping[str, str],
    replaced: Mapping[Key, str] | None = None,
) -> pd.DataFrame | None:
    """The origins of a workbook, with those of the rows that an import has added or changed; the others keep theirs.

    Args:
        old: What the workbook knows.
        export: What is imported.
        moved: Table, centre, measure (account) and period of those rows.
        digests: The SHA-256 of each file, by its name.
        replaced: Of the rows whose figures are replaced, what stood there before.

    Returns:
        The table to write; None where nothing changes, or the workbook was made before origins were kept.
    """
    if old.raw is None:
        return None
    kept = dict(old.kept)
    told = [record[Origins.IMPORT_NUMBER] for record in kept.values()]
    number = max((int(each) for each in told if not is_missing(each)), default=0) + 1
    for record in origins_of(export.parts, digests):
        if _key(record) in moved:
            before = (replaced or {}).get(_key(record))
            kept[_key(record)] = {**record, Origins.IMPORT_NUMBER: number, Origins.REPLACED: before}
    return frame_of(Origins, list(kept.values()))


def _key(record: Record) -> Key:
    return tuple(record[name] for name in _KEY)
