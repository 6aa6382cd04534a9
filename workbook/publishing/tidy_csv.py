"""A published table as csv: one row an observation, codes and plain numbers, nothing that only a reader understands."""

import csv
import io
from datetime import date

from workbook.documents.plain_text import one_line
from workbook.publishing.model import Mark, PublishedTable, Value

_STATUS = "status"
_DIGITS = 12
"""Digits of a number: what differs behind them is no more than how a computer adds."""


def tidy_csv(table: PublishedTable) -> bytes:
    """A table as csv: UTF-8, commas, decimal points, ISO dates; a value that is not there is empty.

    Args:
        table: The table. The marks of its main figure stand in a column ``status``.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    keys = [column.key for column in table.columns]
    writer.writerow([*keys, *([_STATUS] if table.told else [])])
    at = keys.index(table.told) if table.told else 0
    for row in table.codes:
        mark = row[at]
        status = [mark.value if isinstance(mark, Mark) else ""] if table.told else []
        writer.writerow([*map(_plain, row), *status])
    return text.getvalue().encode("utf-8")


def _plain(value: Value) -> str:
    if isinstance(value, Mark):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.{_DIGITS}g}"
    return one_line(str(value))
