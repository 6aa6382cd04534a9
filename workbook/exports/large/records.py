"""Where the records of a large csv stand, and what they hold as the csv module reads them."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from workbook.exports.files.delimited import hint_of, separator_of
from workbook.exports.large.condensed import CellsOutsideListError, Plan
from workbook.exports.large.text_blocks import TextBlock, column_of

_HEADS = (1 << 16, 1 << 22)
"""A header stands within the first characters, almost always within the first few of them."""
_SAMPLE = 100
_BATCH = 50_000
_MAX_FIELD = 1 << 20


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


def read_over(form: Form) -> Iterator[TextBlock]:
    """The records of any file, as the csv module reads them, in blocks like those of a plain one.

    Args:
        form: The file's form.

    Raises:
        CellsOutsideListError: A field beside the wanted ones holds something.
        OSError: The file cannot be read.
        csv.Error: It has quotes that do not pair, which the reader of whole files copes with.
    """
    with form.path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        below = islice(text, form.last, None)
        reader = _numbered(csv.reader(below, delimiter=form.separator, strict=True))
        while batch := list(islice(reader, _BATCH)):
            lines = np.array([line + form.last for line, _ in batch], dtype=np.int64)
            columns = zip(*(_fitted(row, form) for _, row in batch), strict=True)
            yield TextBlock(lines, [column_of(pa.array(column, pa.string()).dictionary_encode()) for column in columns])


def _fitted(row: list[str], form: Form) -> list[str]:
    stop = form.first + form.wanted
    if any(map(str.strip, (*row[: form.first], *row[stop:]))):
        raise CellsOutsideListError
    wanted = row[form.first : stop]
    return wanted + [""] * (form.wanted - len(wanted))
