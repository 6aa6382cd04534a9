"""Reading a sheet's cells as a stream: value, kind and number format. Its own ``<dimension>`` is not trusted."""

import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property

from lxml import etree

from schemas.cells import BLANK, SHARED_FORMULA, Cell, CellKind
from workbook.closed.index import Index, SheetPart, unescaped
from workbook.closed.package import local
from workbook.closed.refs import MAX_COLUMN, MAX_ROW, cell_of
from workbook.closed.styles import Styles, is_date

_SAFE: dict[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
}
_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LEAP_BUG = 60  # Excel counts 29 February 1900, which never was
MAX_SERIAL = 2_958_466
"""The first number that is no date, though it is formatted as one."""


class _Stream:
    """The chunks of a member as a file, for a parser that wants one."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _size: int = -1) -> bytes:
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

    def code(self, style: int) -> str:
        """The number format code of a style."""
        return self._styles.code(style)

    @cached_property
    def strings(self) -> list[str]:
        """The texts that cells share."""
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
        stream = _Stream(self._index.package.chunks(sheet.part))
        events = etree.iterparse(stream, events=("end",), tag="{*}row", **_SAFE)
        number = 0
        try:
            for _, row in events:
                number = int(row.get("r", number + 1))
                if number > last:
                    break
                if number >= first:
                    yield number, self.cells(row)
                row.clear()
                while row.getprevious() is not None:
                    del row.getparent()[0]
        except (etree.XMLSyntaxError, ValueError, IndexError, OverflowError) as error:
            raise self._index.package.unreadable(error) from error

    def cells(self, row: etree._Element) -> dict[int, Cell]:
        """The cells of a row element, by column number.

        Raises:
            ValueError: One of them is broken.
        """
        found = {}
        column = 0
        for element in row.iterchildren("{*}c"):
            reference = element.get("r")
            column = cell_of(reference)[1] if reference else column + 1
            if column <= MAX_COLUMN:
                found[column] = self.cell(element)
        return found

    def cell(self, element: etree._Element) -> Cell:
        """The cell that an element is.

        Raises:
            ValueError: It is broken.
        """
        code = self.code(int(element.get("s", "0")))
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
                return _text(self.strings[int(value)])
            case "inlineStr":
                return _text(value)
            case "str":
                return _text(unescaped(value))
            case "b":
                return CellKind.BOOL, value in {"1", "true"}
            case "e":
                return CellKind.ERROR, value
            case "d":
                return CellKind.DATE, _day(datetime.fromisoformat(value))
        number = float(value)
        if not math.isfinite(number):
            return CellKind.ERROR, value
        if is_date(code) and 0 <= number < MAX_SERIAL:
            return CellKind.DATE, _day(self._moment(number))
        return CellKind.NUMBER, number

    def _moment(self, serial: float) -> datetime:
        if self._index.date1904:
            return _EPOCH_1904 + timedelta(days=serial)
        return _EPOCH_1900 + timedelta(days=serial if serial >= _LEAP_BUG else serial + 1)

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


def _day(moment: datetime) -> date:
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
