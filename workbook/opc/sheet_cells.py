"""Reading a sheet's cells as a stream: value, kind and number format. Its own ``<dimension>`` is not trusted."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from lxml import etree

from schemas.cells import BLANK, SHARED_FORMULA, Cell, CellKind
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.opc.format_codes import is_date
from workbook.opc.index import Index, SheetPart, unescaped
from workbook.opc.package import has_doctype, local
from workbook.opc.refs import MAX_COLUMN, MAX_ROW, Area, cell_of, name_of
from workbook.opc.styles import Styles

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
MAX_SERIAL = 2_958_466
"""The first number that is no date, though it is formatted as one."""
_RAISED = str.maketrans("0123456789()", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207d\u207e")
_MILLISECONDS = 86_400_000
_TRUE = frozenset({"1", "true"})


class BrokenCellError(ValueError):
    """A cell that no program could have meant: two of one place, a text that is not there, a number that is none.

    Args:
        code: What is wrong, as the catalogue of findings has it.
        value: What stands there.
        column: The cell's column, once it is known.
    """

    def __init__(self, code: str, value: str = "", column: int = 0) -> None:
        super().__init__(value)
        self.code, self.value, self.column = code, value, column

    def at(self, file: str, sheet: str, row: int) -> CannotOpenError:
        """The error that the user is told of, with the cell's place."""
        cell = name_of(row, self.column) if self.column else ""
        return CannotOpenError([Issue(self.code, Place(file, sheet, row, "", cell), self.value)])


class Stream:
    """The chunks of a member as a file, for a parser that wants one."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _size: int = -1) -> bytes:
        """The next piece, however long it is; empty at the end."""
        return next(self._chunks, b"")


@dataclass
class Unseen:
    """Rows and columns of a sheet that are hidden.

    Args:
        rows: Their numbers.
        columns: First and last number of each run.
    """

    rows: list[int] = field(default_factory=list)
    columns: list[tuple[int, int]] = field(default_factory=list)

    def take_columns(self, run: etree._Element) -> None:
        """Take a run of columns if it is hidden."""
        if run.get("hidden") in _TRUE:
            self.columns.append((int(run.get("min", "1")), int(run.get("max", "1"))))


class CellReader:
    """Reads cells of a workbook's sheets.

    Args:
        index: The workbook's parts.
        styles: Its styles.
        raised: Whether text that is set raised is told apart, in raised digits.
    """

    def __init__(self, index: Index, styles: Styles, raised: bool = False) -> None:
        self._index = index
        self._raised = raised
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
        return [rich_text(item, self._raised) for item in self._index.package.tree(part).iterchildren("{*}si")]

    def rows(
        self,
        sheet: SheetPart,
        first: int = 1,
        last: int = MAX_ROW,
        merged: list[Area] | None = None,
        unseen: Unseen | None = None,
    ) -> Iterator[tuple[int, dict[int, Cell]]]:
        """The non-empty rows of a sheet, from ``first`` to ``last``.

        Args:
            sheet: The sheet.
            first: The first row wanted.
            last: The last row wanted; reading stops there.
            merged: Takes the sheet's merged ranges, which stand below its rows; none are looked for without it.
            unseen: Takes the rows and columns that are hidden.

        Yields:
            Row number → its cells by column number.

        Raises:
            CannotOpenError: The sheet is broken.
        """
        chunks = self._index.package.chunks(sheet.part)
        tags = ["{*}row", *(["{*}mergeCell"] if merged is not None else []), *(["{*}col"] if unseen else [])]
        events = etree.iterparse(Stream(chunks), events=("end",), tag=tags, **SAFE)
        number = 0
        seen = False
        try:
            for _, row in events:
                if not seen and has_doctype(row):
                    raise self._index.package.declares(sheet.part)
                seen = True
                if merged is not None and local(row) == "mergeCell":
                    merged.append(Area.of(row.get("ref", "")))
                    continue
                if unseen and local(row) == "col":
                    unseen.take_columns(row)
                    continue
                number = int(row.get("r", number + 1))
                if unseen and row.get("hidden") in _TRUE:
                    unseen.rows.append(number)
                if number > last:
                    break
                if number >= first:
                    yield number, self.cells(row)
                forget(row)
        except BrokenCellError as error:
            raise error.at(self._index.package.path.name, sheet.name, number) from error
        except (etree.XMLSyntaxError, ValueError, IndexError, OverflowError) as error:
            raise self._index.package.unreadable(error) from error
        finally:
            chunks.close()  # it holds the file open

    def cells(self, row: etree._Element) -> dict[int, Cell]:
        """The cells of a row element, by column number.

        Raises:
            BrokenCellError: One of them is broken, or stands twice.
            ValueError: One has no reference that is any.
        """
        found: dict[int, Cell] = {}
        column = 0
        for element in row.iterchildren("{*}c"):
            reference = element.get("r")
            column = cell_of(reference)[1] if reference else column + 1
            if column in found:
                raise BrokenCellError("cell_twice", column=column)
            if column <= MAX_COLUMN:
                found[column] = self._placed(element, column)
        return found

    def _placed(self, element: etree._Element, column: int) -> Cell:
        """A cell, or what is wrong with it and where it stands."""
        try:
            return self.cell(element)
        except BrokenCellError as error:
            error.column = column
            raise
        except (ValueError, IndexError, OverflowError) as error:
            raise BrokenCellError("cell_broken", element.findtext("{*}v") or "", column) from error

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
                value = rich_text(child, self._raised)
            elif name == "f":
                formula = child.text or SHARED_FORMULA
        if value is None:
            return Cell(CellKind.BLANK, None, code, formula)
        kind, taken = self._typed(element.get("t", "n"), value, code)
        return Cell(kind, taken, code, formula)

    def _typed(self, kind: str, value: str, code: str) -> tuple[CellKind, str | float | bool | date | None]:
        match kind:
            case "s":
                return _text(self._shared(value))
            case "inlineStr":
                return _text(value)
            case "str":
                return _text(unescaped(value))
            case "b":
                return CellKind.BOOL, value in _TRUE
            case "e":
                return CellKind.ERROR, value
            case "d":
                return written_day(value)
        number = number_of(value)
        if not math.isfinite(number):
            return CellKind.ERROR, value
        return figure_or_day(number, code, self._index.date1904)

    def _shared(self, value: str) -> str:
        """The text that a cell points at; a number below zero points at none."""
        number = int(value)
        if not 0 <= number < len(self.strings):
            raise BrokenCellError("text_missing", value)
        return self.strings[number]

    def area(self, sheet: SheetPart, top: int, left: int, bottom: int, right: int) -> list[list[Cell]]:
        """The cells of an area, row by row; what is not there is blank."""
        rows = [[BLANK] * (right - left + 1) for _ in range(bottom - top + 1)]
        for number, cells in self.rows(sheet, top, bottom):
            row = rows[number - top]
            for column, cell in cells.items():
                if left <= column <= right:
                    row[column - left] = cell
        return rows


def forget(row: etree._Element) -> None:
    """Let go of a row, or of another element, that was read, and of all before it."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]


def figure_or_day(number: float, code: str, date1904: bool) -> tuple[CellKind, float | date]:
    """A number, or the day or moment that it stands for under a number format that shows one.

    Args:
        number: The number.
        code: The number format.
        date1904: Whether dates count from 1904.
    """
    if is_date(code) and is_serial(number, date1904):
        return CellKind.DATE, date_of(number, date1904)
    return CellKind.NUMBER, number


def written_day(value: str) -> tuple[CellKind, str | date | None]:
    """A day or moment as ISO 8601 writes it, without its zone; other texts (a mere time of day) as they stand."""
    try:
        return CellKind.DATE, day_of(datetime.fromisoformat(value.strip()).replace(tzinfo=None))
    except ValueError:
        return _text(value)


def _text(value: str) -> tuple[CellKind, str | None]:
    return (CellKind.TEXT, value) if value else (CellKind.BLANK, None)


def number_of(text: str) -> float:
    """The number that a file writes; what Python reads beyond that (``1_472``, digits of other scripts) is none.

    Raises:
        BrokenCellError: It is no number.
    """
    try:
        if text.isascii() and "_" not in text:
            return float(text)
    except ValueError:
        pass
    raise BrokenCellError("cell_broken", text)


def is_serial(number: float, date1904: bool) -> bool:
    """Whether a number stands for a date up to the year 9999, where the dates count from 1900 or from 1904."""
    last = MAX_SERIAL - (_EPOCH_1904 - _EPOCH_1900).days * date1904
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


def raised_text(text: str) -> str:
    """A text in raised digits, so that ``12,4`` with a raised ``1`` behind is not taken for 12,41."""
    return text.translate(_RAISED)


def rich_text(item: etree._Element, raised: bool = False) -> str:
    """The text of a string item, with its runs joined and phonetic hints left out."""
    parts = []
    for child in item:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            run = "".join(text.text or "" for text in child.iterchildren("{*}t"))
            parts.append(raised_text(run) if raised and _is_raised(child) else run)
    return unescaped("".join(parts))


def _is_raised(run: etree._Element) -> bool:
    aligned = run.find("{*}rPr/{*}vertAlign")
    return aligned is not None and aligned.get("val") == "superscript"


def serial(day: date, date1904: bool) -> float:
    """The number that stands for a date or moment in a workbook."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    gone = (moment - (_EPOCH_1904 if date1904 else _EPOCH_1900)).total_seconds() / timedelta(days=1).total_seconds()
    return gone if date1904 or gone > _LEAP_BUG else gone - 1
