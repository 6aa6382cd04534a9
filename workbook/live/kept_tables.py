"""Tables of an open workbook as they stood before a button wrote them, to be put back as they were.

Writing through Excel's object model empties Excel's own list of what can be undone. What is kept here is plain data, so
that it can outlive the process of a button, or stand in the pane of a browser.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from schemas.cells import Cell, CellKind
from schemas.frames import is_missing
from workbook.live.writes import OpenWrite
from workbook.plain import Plain
from workbook.port import Book, Formula

_DAY, _FORMULA, _ERROR = "day", "formula", "error"


@dataclass(frozen=True)
class KeptTable:
    """A table before it was written.

    Args:
        table: Its name.
        sheet: The sheet that it stands on.
        titles: The columns that are put back.
        rows: Their cells before, as plain data.
        came_from: For each row the position at which it stood afterwards; None where rows stand for nothing.
        after: The digest of these columns as they were written.
    """

    table: str
    sheet: str
    titles: list[str]
    rows: list[list[object]]
    came_from: list[int | None] | None
    after: str


_COLLECTED: ContextVar[list[KeptTable] | None] = ContextVar("collected", default=None)


@contextlib.contextmanager
def collecting() -> Iterator[list[KeptTable]]:
    """While it lasts, tables of open workbooks are kept before they are written; the first of each counts."""
    found: list[KeptTable] = []
    token = _COLLECTED.set(found)
    try:
        yield found
    finally:
        _COLLECTED.reset(token)


@contextlib.contextmanager
def collected(writes: Sequence[OpenWrite]) -> Iterator[None]:
    """Keep tables, if the block that writes them ends well."""
    wanted = _COLLECTED.get()
    before = {each.table: each for each in wanted or ()}
    kept = [] if wanted is None else [_kept(write, before.get(write.table.table.name)) for write in writes]
    yield
    if wanted is not None:
        wanted[:] = list((before | {each.table: each for each in kept}).values())


def _kept(write: OpenWrite, first: KeptTable | None) -> KeptTable:
    """A table as it is before a write, or was before the first one of the same button."""
    resized = write.rows != write.table.rows
    titles = list(write.raw.header) if resized else [write.raw.header[at] for at in write.changed]
    if first is not None:
        titles = [*first.titles, *(title for title in titles if title not in first.titles)]
    columns = [write.raw.header.index(title) for title in titles]
    rows = [
        [_plain(cells[at], write.looks.formula(row, at)) for at in columns] for row, cells in enumerate(write.raw.rows)
    ]
    if first is not None:  # a table whose rows were another number has all its columns there
        rows = [[*told, *(rows[at][len(told) :] if at < len(rows) else ())] for at, told in enumerate(first.rows)]
    after = digest(_values_after(write, at) for at in columns)
    came_from = _came_from(write) if first is None else None
    return KeptTable(write.table.table.name, write.raw.sheet, titles, rows, came_from, after)


def _came_from(write: OpenWrite) -> list[int | None] | None:
    """For each row before, where it stands afterwards."""
    if write.rows_from is None:
        return None
    after = {old: new for new, old in enumerate(write.rows_from) if old is not None}
    return [after.get(row) for row in range(len(write.raw.rows))]


def _values_after(write: OpenWrite, column: int) -> list[Plain | Cell]:
    """What a column holds when it is written: the new values; what stood there, where none are written."""
    given = write.columns.get(column)
    if given is not None:
        padded = [*given, *[None] * (write.rows - len(given))]
        return [write.raw.rows[row][column] if write.keeps(row, column) else new for row, new in enumerate(padded)]
    standing: list[Plain | Cell] = [cells[column] for cells in write.raw.rows[: write.rows]]
    return [*standing, *[None] * (write.rows - len(standing))]


def _plain(cell: Cell, formula: str) -> object:
    """A cell as plain data."""
    if formula:
        return {_FORMULA: formula.removeprefix("=")}
    if cell.kind is CellKind.ERROR:
        return {_ERROR: str(cell.value)}
    if cell.kind is CellKind.DATE and isinstance(cell.value, date):
        return {_DAY: cell.value.isoformat()}
    return cell.value


def _cell(told: object) -> Plain:
    """Plain data as it is written.

    Raises:
        ValueError: It is no cell of ours.
    """
    match told:
        case None | bool() | int() | float() | str():
            return told
        case {"day": str(text)}:
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        case {"formula": str(text)}:
            return Formula(text)
        case {"error": str(text)}:
            return Formula(text)
    raise ValueError(told)


def digest(columns: Iterable[Iterable[Plain | Cell]]) -> str:
    """What tells whether columns still hold what was written; a formula's value may move, and counts as itself.

    Args:
        columns: The values of each.
    """
    told = hashlib.sha256()
    for column in columns:
        told.update(b"\x1d")
        for value in column:
            told.update(_said(value).encode("utf-8", "surrogatepass") + b"\x1f")
    return told.hexdigest()


def _said(value: Plain | Cell) -> str:
    """A value as hosts agree on it: Excel keeps dates as numbers of days, and line ends in its own way."""
    if isinstance(value, Cell):
        if value.formula:
            return "="
        value = None if value.kind is CellKind.BLANK else value.value
    if isinstance(value, Formula):
        return "="
    if is_missing(value) or value == "":
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return "=" if value.startswith("=") else "".join(value.split())
    if isinstance(value, date):
        return value.isoformat().removesuffix("T00:00:00")
    return repr(round(float(value), _DECIMALS))  # type: ignore[arg-type]  # what is left is a number


_DECIMALS = 9


def put_back(book: Book, kept: Sequence[KeptTable]) -> None:
    """Write tables as they were before; the caller saves.

    Args:
        book: The open workbook.
        kept: The tables.

    Raises:
        CannotOpenError: A table is gone.
        ValueError: What was kept does not fit the table.
    """
    for each in kept:
        standing = book.read(each.table)
        if missing := set(each.titles) - set(standing.header):
            raise ValueError(missing)
        columns = {
            title: pd.Series([_cell(row[at]) for row in each.rows], dtype=object)
            for at, title in enumerate(each.titles)
        }
        book.write(each.table, pd.DataFrame(columns), each.came_from)


def changed(book: Book, kept: Sequence[KeptTable]) -> list[KeptTable]:
    """The tables that no longer hold what the button wrote: somebody has changed them since.

    Args:
        book: The open workbook.
        kept: The tables.

    Raises:
        CannotOpenError: A table is gone.
    """
    found = []
    for each in kept:
        standing = book.read(each.table)
        places = [standing.header.index(title) for title in each.titles if title in standing.header]
        if digest([row[at] for row in standing.rows] for at in places) != each.after:
            found.append(each)
    return found


def kept_from(told: Any) -> list[KeptTable]:
    """Kept tables from plain data.

    Args:
        told: As JSON gives it.

    Raises:
        ValueError: It is not what we keep.
    """
    try:
        kept = [KeptTable(**each) for each in told]
        for each in kept:
            _check(each)
    except (TypeError, KeyError) as error:
        raise ValueError(told) from error
    return kept


def _check(kept: KeptTable) -> None:
    texts = [kept.table, kept.sheet, kept.after, *kept.titles]
    if not all(isinstance(text, str) for text in texts) or len(set(kept.titles)) != len(kept.titles) or not kept.rows:
        raise ValueError(kept.table)
    for row in kept.rows:
        if len(row) != len(kept.titles):
            raise ValueError(kept.table)
        for told in row:
            _cell(told)
    places = kept.came_from
    if places is not None and (len(places) != len(kept.rows) or not all(_is_place(place) for place in places)):
        raise ValueError(kept.table)


def _is_place(place: object) -> bool:
    return place is None or (type(place) is int and place >= 0)
