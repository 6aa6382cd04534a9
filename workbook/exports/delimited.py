"""Csv files: the separator, the encoding and the rows; values stay text until ``schemas`` reads them."""

import csv
import io
from pathlib import Path

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.errors import CannotOpenError
from schemas.issues import Issue, Place
from workbook.exports.sizes import check_size

_SEPARATORS = ";\t,"
_MAX_FIELD = 1 << 20
_HINT = "sep="


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 (with or without BOM), UTF-16 with BOM, or else cp1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")  # a file cut short is no reason to stop
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def separator_of(line: str) -> str:
    """The separator that stands most often in the header line outside quotes."""
    bare = "".join(line.split('"')[::2])
    return max(_SEPARATORS, key=lambda sign: (bare.count(sign), -_SEPARATORS.index(sign)))


def read_delimited(path: Path) -> RawTable:
    """Read a csv file.

    Args:
        path: The file.

    Returns:
        Its rows; the first filled one is the header.

    Raises:
        CannotOpenError: It holds no rows, or is not a csv.
    """
    text = decoded(path.read_bytes())
    skipped = 0
    separator = None
    if text[: len(_HINT)].casefold() == _HINT:
        hint, _, text = text.partition("\n")
        separator, skipped = hint.strip()[len(_HINT) :][:1], 1
    filled = next((line for line in text.splitlines() if line.strip()), "")
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or separator_of(filled))
    rows: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for row in reader:
            if any(field.strip() for field in row):
                rows.append((before + 1 + skipped, row))
            before = reader.line_num
    except csv.Error as error:
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), str(error))]) from error
    if not rows:
        raise CannotOpenError([Issue("no_table", Place(path.name))])
    (header_row, header), *body = rows
    width = max(len(header), *(len(row) for _, row in body)) if body else len(header)
    check_size(path.name, len(rows), width)
    return RawTable(
        file=path.name,
        sheet="",
        header=[title.strip() for title in header] + [""] * (width - len(header)),
        rows=[[_cell(row[column]) if column < len(row) else BLANK for column in range(width)] for _, row in body],
        row_numbers=[number for number, _ in body],
        header_row=header_row,
        text_only=True,
    )


def _cell(text: str) -> Cell:
    return Cell(CellKind.TEXT, text) if text.strip() else BLANK
