"""Csv lists of any length, condensed a block at a time: regular rows summed by group, irregular rows as they stand."""

import csv
from pathlib import Path

from schemas.errors import CannotOpenError, not_read
from schemas.issues.issue import Issue, Place
from workbook.exports.files.encoding import UTF_8, WINDOWS, encoding_of, in_utf8, is_broken_utf8
from workbook.exports.large.condensed import Condensed, Plan
from workbook.exports.large.plain_records import NotPlainError, PlainRecords, pieces
from workbook.exports.large.records import Form, form_of, read_over
from workbook.exports.large.row_groups import Grouping
from workbook.exports.large.text_blocks import TextBlock
from workbook.temporary import work_folder


def condense_delimited(path: Path, plan: Plan) -> Condensed:
    """Read a csv list, summed by group.

    Args:
        path: The file.
        plan: Where its list stands, and what the columns are.

    Returns:
        The groups, and the irregular rows as the ordinary reader gives them.

    Raises:
        CannotOpenError: The file cannot be read.
        CellsOutsideListError: Something stands beside the list.
    """
    try:
        with work_folder() as folder:
            return _condensed(path, folder / "list.csv", plan)
    except (OSError, csv.Error) as error:
        raise not_read(path, error) from error


def _condensed(path: Path, copy: Path, plan: Plan) -> Condensed:
    form = form_of(path, plan)
    if form and (found := _plain(form, path.name, plan)):
        return found
    encoding = encoding_of(path)  # only now: it takes a reading of the whole file
    if encoding == WINDOWS and is_broken_utf8(path):
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), UTF_8)])
    if encoding != UTF_8:
        form = form_of(in_utf8(path, copy, encoding), plan)
        if form and (found := _plain(form, path.name, plan)):
            return found
    if not form:
        raise CannotOpenError([Issue("no_table", Place(path.name))])
    return Grouping(plan, path.name, form.sample).condensed(lambda: read_over(form), _itself)


def _plain(form: Form, file: str, plan: Plan) -> Condensed | None:
    """A plain file condensed; None where it is not plain."""
    if not form.is_even or len(form.separator.encode()) > 1:
        return None
    try:
        return Grouping(plan, file, form.sample).condensed(lambda: pieces(form), PlainRecords(form).block)
    except NotPlainError:
        return None


def _itself(block: TextBlock) -> TextBlock:
    return block
