"""The records of a large csv as a polars frame: as the file stands where it is plain, else read over by the csv module.

Plain is a file whose quotes, if any, are around whole fields, without quotes and line breaks in them; whose lines end
in LF or CRLF; and whose records are no wider than the first. polars does not say of every file that it is none: whoever
sums a plain file looks for quotes and line breaks in its texts.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from workbook.exports.files.delimited import hint_of, separator_of
from workbook.exports.large.condensed import CellsOutsideListError, Plan

LINE = "line"
"""The column with the line that a record starts on."""
BESIDE = "beside"
"""What the names of columns that no plan asks for begin with."""
_HEADS = (1 << 16, 1 << 22)
"""A header stands within the first characters, almost always within the first few of them."""
_SAMPLE = 100
_BATCH = 50_000
_MAX_FIELD = 1 << 20
_QUOTE = '"'
_TEXT = "text"
_NO_SEPARATOR = "\x00"
"""Stands in no text."""


@dataclass(frozen=True)
class Form:
    """How a csv is laid out.

    Args:
        path: The file, in UTF-8.
        separator: What stands between fields.
        width: How many fields the widest of the first records has.
        last: The last line of the header.
        first: The position of the first wanted field.
        wanted: How many fields are wanted.
        sample: The wanted fields of the first records.
        is_even: Every CR in the head belongs to a CRLF.
    """

    path: Path
    first: int
    wanted: int
    separator: str = ""
    width: int = 0
    last: int = 0
    sample: Sequence[Sequence[str]] = ()
    is_even: bool = True


def column(position: int) -> str:
    """The name of a wanted column in a frame."""
    return f"c{position}"


def form_of(path: Path, plan: Plan) -> Form | None:
    """Find a csv's form.

    Args:
        path: The file, in UTF-8.
        plan: Where its list stands.

    Returns:
        The form; None where the header does not stand where the plan says.

    Raises:
        OSError: The file cannot be read.
        csv.Error: It is no csv.
    """
    csv.field_size_limit(_MAX_FIELD)
    for size in _HEADS:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
            head = text.read(size)
        if found := _found(head, plan, Form(path, plan.first_column - 1, len(plan.titles))):
            is_cut = len(head) == size
            return replace(found, sample=found.sample[:-1]) if is_cut and len(found.sample) < _SAMPLE else found
    return None


def _found(head: str, plan: Plan, form: Form) -> Form | None:
    """The form that a head tells; None where the header is not in it."""
    given, head, hinted = hint_of(head)
    at = plan.header_row - hinted
    lines = list(islice(io.StringIO(head, newline=""), max(at, 0)))
    title_line = lines[-1] if len(lines) == at > 0 else ""
    for separator in dict.fromkeys([given or separator_of(title_line), ";", "\t", ","]):
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
        for line, row in _numbered(reader):
            if line > at:
                break
            titles = tuple(title.strip() for title in row[form.first :][: form.wanted])
            if line == at and titles == tuple(plan.titles):
                last = reader.line_num + hinted
                below = list(islice(reader, _SAMPLE))
                return replace(
                    form,
                    separator=separator,
                    width=max(len(each) for each in [row, *below[:1]]),
                    last=last,
                    sample=[each[form.first :][: form.wanted] for each in below],
                    is_even=head.count("\r") in {0, head.count("\r\n"), head.count("\r\n") + head.endswith("\r")},
                )
    return None


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """A csv reader's records with the line that each starts on, from 1."""
    before = 0
    for row in reader:
        yield before + 1, row
        before = reader.line_num


def as_it_stands(form: Form, whole: frozenset[int], quoted: bool) -> pl.LazyFrame:
    """The records of a plain file.

    Args:
        form: The file's form.
        whole: The positions of columns to be read as whole numbers; the file is refused where one holds another text.
        quoted: Fields may stand in quotes.

    Returns:
        The wanted columns, texts with null for blank; those beside them; and the lines. Whoever collects it meets a
        ``PolarsError`` where a record is wider than the first, or the file is not in UTF-8.
    """
    names = [
        column(at - form.first) if 0 <= at - form.first < form.wanted else f"{BESIDE}{at}" for at in range(form.width)
    ]
    numbers = {column(position) for position in whole}
    schema = {name: pl.Int64 if name in numbers else pl.String for name in names}
    frame = _scanned(form, form.separator, schema, _QUOTE if quoted else None)
    return frame.with_columns(pl.col(pl.String).replace("", None)) if quoted else frame


def _scanned(form: Form, separator: str, schema: Mapping[str, type[pl.DataType]], quote: str | None) -> pl.LazyFrame:
    """What stands below the header, with the line of each record."""
    return pl.scan_csv(
        form.path,
        glob=False,  # browsers name downloads list[1].csv
        separator=separator,
        quote_char=quote,
        has_header=False,
        skip_lines=form.last,
        schema=dict(schema),
        row_index_name=LINE,
        row_index_offset=form.last + 1,
    )


def has_plain_quotes(form: Form) -> bool:
    """Whether every quote opens or closes a whole field, on the same line; polars drops what else there is of them."""
    sign = re.escape(form.separator)
    field = f'(?:"[^"]*"|[^"{sign}]*)'
    lines = _scanned(form, _NO_SEPARATOR, {_TEXT: pl.String}, None)
    plain = pl.col(_TEXT).str.contains(f"^{field}(?:{sign}{field})*\r?$").all()
    try:
        return bool(lines.select(plain).collect(engine="streaming").item())
    except pl.exceptions.PolarsError:
        return False  # another encoding


def read_over(form: Form) -> pl.LazyFrame:
    """The records of any file, as the csv module reads them, in a frame like that of a plain one.

    Args:
        form: The file's form.

    Raises:
        BesideError: A field beside the wanted ones holds something.
        OSError: The file cannot be read.
        csv.Error: It has quotes that do not pair, which the reader of whole files copes with.
    """
    frames = [pl.DataFrame(schema={LINE: pl.UInt32, **{column(at): pl.String for at in range(form.wanted)}})]
    with form.path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        below = islice(text, form.last, None)
        reader = _numbered(csv.reader(below, delimiter=form.separator, strict=True))
        while batch := list(islice(reader, _BATCH)):
            lines = [line + form.last for line, _ in batch]
            rows = zip(*(_fitted(row, form) for _, row in batch), strict=True)
            frames.append(pl.DataFrame([lines, *rows], schema=frames[0].schema))
    return pl.concat(frames).lazy()


def _fitted(row: list[str], form: Form) -> list[str | None]:
    stop = form.first + form.wanted
    if any(map(str.strip, (*row[: form.first], *row[stop:]))):
        raise CellsOutsideListError
    wanted = [text or None for text in row[form.first : stop]]
    return wanted + [None] * (form.wanted - len(wanted))
