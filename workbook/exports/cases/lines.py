"""What DuckDB must be told of a csv file, and the line that each of its rows starts on."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.profiles.export_profile import Cases
from workbook.exports.cases.columns import header_row
from workbook.exports.files.delimited import separator_of
from workbook.exports.files.encoding import UTF_8, WINDOWS, encoding_of, in_utf8

_LOOKED_AT = 4 << 20
"""The bytes that tell an encoding; the engine reads the rest anyway, and says so if it is not UTF-8."""
_HEAD_LINES = 200
_HINT = "sep="
_MAX_FIELD = 1 << 20


class NotUtf8Error(Exception):
    """The list began as UTF-8, and its rows are in something else."""


class UnevenError(Exception):
    """The engine cannot read the list as it stands; with line ends of one kind it may."""


@dataclass(frozen=True)
class Reading:
    """How a csv file is read.

    Args:
        is_utf_8: Whether it is in UTF-8, where that is known; None to judge by its beginning.
        evened: Whether its line ends are made of one kind first.
    """

    is_utf_8: bool | None = None
    evened: bool = False


@dataclass(frozen=True)
class CsvForm:
    """A csv file's form.

    Args:
        path: The file in UTF-8: the one given, or a copy.
        separator: What stands between its fields.
        header: The titles.
        skipped: The lines down to and with the header.
        cut: Lines of the file given that the copy does not have.
    """

    path: Path
    separator: str
    header: tuple[str, ...]
    skipped: int
    cut: int = 0


def csv_form(path: Path, cases: Cases, folder: Path, reading: Reading) -> CsvForm | None:
    """Find a csv file's form.

    Args:
        path: The file.
        cases: What the profile says of it, by which the header is told from titles above it.
        folder: Where a copy may be made, if it is not in UTF-8.
        reading: How it is read.

    Returns:
        The form; None where the file has no rows.

    Raises:
        OSError: It cannot be read.
    """
    known = reading.is_utf_8
    encoding = encoding_of(path, _LOOKED_AT) if known is None else UTF_8 if known else WINDOWS
    file = in_utf8(path, folder / "cases.csv", encoding)
    with file.open(encoding="utf-8-sig", newline="", errors="replace") as lines:
        head = [line for line, _ in zip(lines, range(_HEAD_LINES), strict=False)]
    hint = head[0].strip() if head and head[0][: len(_HINT)].casefold() == _HINT else ""
    body = head[1:] if hint else head
    separator = hint[len(_HINT) :][:1] or separator_of(max(body, key=_signs, default=""))
    rows = list(_rows(body, separator))
    if not rows:
        return None
    found = header_row([row for row, _, _ in rows], cases)
    header, _, last = rows[found]
    titles, skipped = tuple(title.strip() for title in header), last + bool(hint)
    if not reading.evened and all(first == end for _, first, end in rows[: found + 1]):
        return CsvForm(file, separator, titles, skipped)
    # The engine counts rows where lines are meant, and wants line ends of one kind.
    start = sum(len(line.encode()) for line in head[:skipped])
    return CsvForm(_rows_alone(file, folder / "rows.csv", start), separator, titles, 0, skipped)


def _rows_alone(file: Path, copy: Path, start: int) -> Path:
    """A copy of the rows of a file in UTF-8, from a byte on, with line ends of one kind."""
    with file.open("rb") as source, copy.open("wb") as target:
        mark = source.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
        source.seek(start + len(codecs.BOM_UTF8) * mark)
        kept = b""
        while chunk := source.read(_LOOKED_AT):
            chunk, kept = kept + chunk, b""
            if chunk.endswith(b"\r"):
                chunk, kept = chunk[:-1], b"\r"  # its second half may come with the next
            target.write(chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        target.write(kept.replace(b"\r", b"\n"))
    return copy


def _signs(line: str) -> int:
    return line.count(separator_of(line))


def _rows(lines: Iterable[str], separator: str) -> Iterator[tuple[list[str], int, int]]:
    """The filled rows with their first and last line, from 1."""
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(lines, delimiter=separator)
    before = 0
    try:
        for row in reader:
            if row:
                yield row, before + 1, reader.line_num
            before = reader.line_num
    except csv.Error:
        return


def line_numbers(form: CsvForm, rows: set[int]) -> dict[int, int]:
    """The lines that rows start on.

    Args:
        form: The file's form.
        rows: Rows below the header, counted from 1 without blank lines.

    Returns:
        Row → line, from 1. A row that takes several lines, and blank lines, move those below them.
    """
    if not rows:
        return {}
    found: dict[int, int] = {}
    last = max(rows)
    with form.path.open(encoding="utf-8", newline="", errors="replace") as lines:
        for _ in range(form.skipped):
            lines.readline()
        for number, (_, first, _) in enumerate(_rows(lines, form.separator), start=1):
            if number in rows:
                found[number] = first + form.skipped + form.cut
            if number >= last:
                break
    return found
