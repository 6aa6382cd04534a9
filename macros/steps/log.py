"""The log: who did what, when, with which files. It is only appended to, and each line is linked to the one before."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from macros.kept_runs import person
from macros.steps.table_writing import write_table
from schemas.cells import LONGEST_TEXT, RawTable
from schemas.fields import Field
from schemas.reading import fields_of, frame_of
from schemas.tables import LogLines
from schemas.words.vocabulary import Words
from workbook.digests import sha256
from workbook.port import Book
from workbook.trail.log_chain import links

LogLine = dict[str, object]
LONGEST_DETAIL = LONGEST_TEXT // 2
"""Letters of a line's text: a cell counts some letters as two, and what it cut off would look like a broken chain."""


def log_line(
    step: str, detail: str, now: datetime, file: Path | None = None, digest: str = "", goals: Iterable[str] = ()
) -> LogLine:
    """One line of the log: who, when, what, with which file and version.

    Args:
        step: What was done.
        detail: With which outcome.
        now: When.
        file: With which file.
        digest: The file's SHA-256, where it is known already.
        goals: The numbers of the goals that it concerns; none where it concerns the whole workbook.
    """
    return {
        LogLines.TIME: f"{now:%Y-%m-%d %H:%M:%S}",
        LogLines.PERSON: person(),
        LogLines.STEP: step,
        LogLines.DETAIL: detail[:LONGEST_DETAIL],
        LogLines.FILE: file.name if file else None,
        LogLines.SHA256: (digest or sha256(file)) if file else None,
        LogLines.VERSION: version("resultatkontrakt"),
        LogLines.GOALS: ", ".join(dict.fromkeys(goals)) or None,
    }


def log_lines(raw: RawTable) -> dict[int, LogLine]:
    """The lines of a log as they stand, each by its position among the table's rows; blank rows are none.

    Args:
        raw: The log.
    """
    places: dict[Field, int] = {}
    for place, field in enumerate(fields_of(raw, LogLines)):
        if field is not None:
            places.setdefault(field, place)
    lines: dict[int, LogLine] = {
        at: {str(field): cells[place].value for field, place in places.items()} for at, cells in enumerate(raw.rows)
    }
    return {at: line for at, line in lines.items() if any(value not in {None, ""} for value in line.values())}


def write_log(book: Book, lines: Sequence[LogLine], words: Words) -> None:
    """Add lines to the log, each linked to the one before; what stands there stays as it is."""
    raw = book.read(LogLines.name)
    if LogLines.GOALS not in fields_of(raw, LogLines):  # what the log has no room for is no part of its lines
        lines = [{**line, LogLines.GOALS: None} for line in lines]
    standing = log_lines(raw)
    told = links([*standing.values()], lines)
    rows = [{**line, LogLines.CHAIN: link} for line, link in zip([*standing.values(), *lines], told, strict=True)]
    write_table(book, LogLines.name, frame_of(LogLines, rows), words, raw, [*standing, *[None] * len(lines)])
