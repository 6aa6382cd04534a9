"""Reading a sheet's cells as a stream: value, kind and number format. Its own ``<dimension>`` is not trusted."""

import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property

from lxml import etree

from schemas.cells import BLANK, SHARED_FORMULA, Cell, CellKind
from workbook.closed.format_codes import is_date
from workbook.closed.index import Index, SheetPart, unescaped
from workbook.closed.package import local
from workbook.closed.refs import MAX_COLUMN, MAX_ROW, cell_of
from workbook.closed.styles import Styles

SAFE: dict[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
}
"""How a part is parsed as a stream: no entity is resolved, and no file or link opened."""
_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LEAP_BUG = 60  # Excel counts 29 February 1900, which never was
_MAX_SERIAL = 2_958_466
_MILLISECONDS = 86_400_000


class Stream:
    """The chunks of a member as a file, for a parser that wants one."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _size: int = -1) -> bytes:
        """The next piece, however long it is; empty at the end."""
        return next(self._chunks, b"")


class CellReader:
    """Reads cells of a workbook's sheets.

    Args:
        index: The workbook's parts.
        styles: Its styles.
    """

    def __init__(self, index: Index, styles: Styles) -> None:
        self._index = index
        self._styles = styles

    @cached_property
    def _strings(self) -> list[str]:
        part = self._index.part("sharedStrings")
        if part is None or part not in self._index.package.names:
            return []
        return [rich_text(item) for item in self._index.package.tree(part).iterchildren("{*}si")]

    def rows(self, sheet: SheetPart, first: int = 1, last: int = MAX_ROW) -> Iterator[tuple[int, dict[int, Cell]]]:
        """The non-empty rows of a sheet, from ``first`` to ``last``.

        Args:
            sheet: The sheet.
            first: The first row wanted.
            last: The last row wanted; reading stops there.

        Yields:
            Row number → its cells by column number.

        Raises:
            CannotOpenError: The sheet is broken.
        """
        stream = Stream(self._index.package.chunks(sheet.part))
        events = etree.iterparse(stream, events=("end",), tag="{*}row", **SAFE)
        number = 0
        try:
            for _, row in events:
                number = int(row.get("r", number + 1))
                if number > last:
                    break
                if number >= first:
                    yield number, self._cells(row)
                row.clear()
                while row.getprevious() is not None:
                    del row.getparent()[0]
        except (etree.XMLSyntaxError, ValueError, IndexError, OverflowError) as error:
            raise self._index.package.unreadable(error) from error

    def _cells(self, row: etree._Element) -> dict[int, Cell]:
        found = {}
        column = 0
        for element in row.iterchildren("{*}c"):
            reference = element.get("r")
            column = cell_of(reference)[1] if reference else column + 1
            if column <= MAX_COLUMN:
                found[column] = self._cell(element)
        return found

    def _cell(self, element: etree._Element) -> Cell:
        code = self._styles.code(int(element.get("s", "0")))
        value, formula = None, ""
        for child in element:
            name = local(child)
            if name == "v":
                value = child.text
            elif name == "is":
                value = rich_text(child)
            elif name == "f":
                formula = child.text or SHARED_FORMULA
        if value is None:
            return Cell(CellKind.BLANK, None, code, formula)
        kind, taken = self._typed(element.get("t", "n"), value, code)
        return Cell(kind, taken, code, formula)

    def _typed(self, kind: str, value: str, code: str) -> tuple[CellKind, str | float | bool | date | None]:
        match kind:
            case "s":
                return _text(self._strings[int(value)])
            case "inlineStr":
                return _text(value)
            case "str":
                return _text(unescaped(value))
            case "b":
                return CellKind.BOOL, value in {"1", "true"}
            case "e":
                return CellKind.ERROR, value
            case "d":
                return CellKind.DATE, day_of(datetime.fromisoformat(value))
        number = float(value)
        if not math.isfinite(number):
            return CellKind.ERROR, value
        if is_date(code) and is_serial(number, self._index.date1904):
            return CellKind.DATE, date_of(number, self._index.date1904)
        return CellKind.NUMBER, number

    def area(self, sheet: SheetPart, top: int, left: int, bottom: int, right: int) -> list[list[Cell]]:
        """The cells of an area, row by row; what is not there is blank."""
        rows = [[BLANK] * (right - left + 1) for _ in range(bottom - top + 1)]
        for number, cells in self.rows(sheet, top, bottom):
            row = rows[number - top]
            for column, cell in cells.items():
                if left <= column <= right:
                    row[column - left] = cell
        return rows


def _text(value: str) -> tuple[CellKind, str | None]:
    return (CellKind.TEXT, value) if value else (CellKind.BLANK, None)


def is_serial(number: float, date1904: bool) -> bool:
    """Whether a number stands for a date up to the year 9999, where the dates count from 1900 or from 1904."""
    last = _MAX_SERIAL - (_EPOCH_1904 - _EPOCH_1900).days * date1904
    return 0 <= number < last and round(number * _MILLISECONDS) < last * _MILLISECONDS


def date_of(serial: float, date1904: bool) -> date:
    """The date or moment that a number stands for.

    Args:
        serial: The number, for which ``is_serial`` holds.
        date1904: Whether the workbook's dates count from 1904.
    """
    gone = timedelta(milliseconds=round(serial * _MILLISECONDS))  # what Excel tells apart; the rest is of the division
    if date1904:
        return day_of(_EPOCH_1904 + gone)
    return day_of(_EPOCH_1900 + gone + timedelta(days=serial < _LEAP_BUG))


def day_of(moment: datetime) -> date:
    """A date where the time is midnight, otherwise the moment."""
    midnight = not (moment.hour or moment.minute or moment.second)
    return moment.date() if midnight else moment


def rich_text(item: etree._Element) -> str:
    """The text of a string item, with its runs joined and phonetic hints left out."""
    parts = []
    for child in item:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(text.text or "" for text in child.iterchildren("{*}t"))
    return unescaped("".join(parts))


def serial(day: date, date1904: bool) -> float:
    """The number that stands for a date or moment in a workbook."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    gone = (moment - (_EPOCH_1904 if date1904 else _EPOCH_1900)).total_seconds() / timedelta(days=1).total_seconds()
    return gone if date1904 or gone > _LEAP_BUG else gone - 1
