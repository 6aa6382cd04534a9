"""Csv lists of any length, condensed by polars: regular rows summed by group, irregular rows as they stand."""

import csv
import tempfile
from pathlib import Path

import polars as pl

from schemas.errors import CannotOpenError, not_read
from schemas.issues.issue import Issue, Place
from workbook.exports.files.encoding import UTF_8, WINDOWS, encoding_of, in_utf8, is_broken_utf8
from workbook.exports.large.condensed import ABSENT, Condensed, Plan
from workbook.exports.large.number_texts import are_whole
from workbook.exports.large.records import Form, as_it_stands, form_of, has_plain_quotes, read_over
from workbook.exports.large.row_groups import Frames, Grouping, NotPlainError


def condense_delimited(path: Path, plan: Plan) -> Condensed:
    """Read a csv list, summed by group.

    Args:
        path: The file.
        plan: Where its list stands, and what the columns are.

    Returns:
        The groups, and the irregular rows as the ordinary reader gives them.

    Raises:
        CannotOpenError: The file cannot be read.
        BesideError: Something stands beside the list.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="resultatkontrakt-", ignore_cleanup_errors=True) as folder:
            return _condensed(path, Path(folder, "list.csv"), plan)
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
    texts = read_over(form)
    return Grouping(plan, path.name, form.sample, Frames(texts, texts, frozenset(), wary=False)).condensed()


def _plain(form: Form, file: str, plan: Plan) -> Condensed | None:
    """A plain file condensed; None where it is not plain.

    Figures that begin as whole numbers are first read as such, which is quicker than as texts.
    """
    if not form.is_even or len(form.separator.encode()) > 1:
        return None
    for quoted in (False, True):
        if quoted and not has_plain_quotes(form):
            return None
        for whole in dict.fromkeys([_whole(form, plan), frozenset[int]()]):
            texts, records = (as_it_stands(form, each, quoted) for each in (frozenset[int](), whole))
            try:
                return Grouping(plan, file, form.sample, Frames(texts, records, whole, wary=True)).condensed()
            except NotPlainError:
                break
            except pl.exceptions.PolarsError:
                continue  # a figure that is no whole number, wider records, or another encoding
    return None


def _whole(form: Form, plan: Plan) -> frozenset[int]:
    """The figures that are whole numbers in all of the first records."""
    positions = (position for position in plan.figures if position != ABSENT)
    return frozenset(at for at in positions if are_whole(row[at] for row in form.sample if at < len(row)))
