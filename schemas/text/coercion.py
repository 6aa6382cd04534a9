"""One column at a time from cells to values. Nothing is guessed; every conversion is a finding."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from schemas.cells import Cell, CellKind
from schemas.codes import YesNo
from schemas.fields import Field, Kind
from schemas.tables import Goals
from schemas.text.amounts import AmountError, kroner, ore_of
from schemas.text.period_patterns import made_by_spreadsheet
from schemas.text.periods import Period, PeriodError, needs_year, parse_period, period_of_date
from schemas.text.values import (
    AmbiguousNumberError,
    Decimal,
    NumberError,
    decimal_of,
    is_absent,
    is_error_text,
    is_suppressed,
    parse_number,
    without_hedge,
)
from schemas.words.vocabulary import Words, code_of

_ANSWER = Field("answer", Kind.CODE, YesNo)  # a milestone is reported as yes or no
_HUNDRED = 100.0
_DIGITS = 10  # 0.954 x 100 is 95.4, not 95.39999999999999
_IN_UNITS = frozenset({Kind.FIGURE, Kind.AMOUNT})
_DATE_LIKE = re.compile(r"^\d{1,2}[-. ](?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)", re.IGNORECASE)
_DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%y", "%Y-%m-%d %H:%M:%S")
_MAY_BE_DAY = re.compile(r"\d{1,4}[-./]")
"""How every day begins that a pattern may fit; most cells are told from one at a glance."""


@dataclass(frozen=True)
class ColumnToRead:
    """What a column is read with.

    Args:
        field: The field.
        text_only: The source has no types (csv): a plain number is no conversion.
        fallback: The decimal sign where the column's own values do not tell.
        default_year: The year of periods that name none.
        words: The user's language.
        factors: What each cell's figure is multiplied by (the scale of a header, ``mio. kr.``); empty where all are 1.
    """

    field: Field
    text_only: bool
    fallback: Decimal
    default_year: int | None
    words: Words
    factors: Sequence[float] = ()


@dataclass(frozen=True)
class CellFinding:
    """A finding in a column, by the row's position."""

    code: str
    row: int
    value: str
    details: dict[str, object] = field(default_factory=dict)


@dataclass
class Coerced:
    """A column's values, the marks of suppressed ones, and the findings."""

    values: list[object]
    marks: list[str | None]
    findings: list[CellFinding] = field(default_factory=list)


class _NotValidError(Exception):
    """A value that cannot be taken, with its issue code."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class _Reader:
    """Reads the cells of one column and collects findings."""

    def __init__(self, column: ColumnToRead, cells: Sequence[Cell]) -> None:
        self.column = column
        self.field = column.field
        self._cells = cells
        self.out = Coerced([None] * len(cells), [None] * len(cells))
        self.row = 0
        self._said: set[str] = set()

    @cached_property
    def decimal(self) -> Decimal:
        """The decimal sign that the column's own texts show, or else that of its neighbours."""
        own = decimal_of([without_hedge(text) for text in {c.text for c in self._cells if c.kind is CellKind.TEXT}])
        return self.column.fallback if own is Decimal.UNKNOWN else own

    def note(self, code: str, cell: Cell, **details: object) -> None:
        self.out.findings.append(CellFinding(code, self.row, self.seen(cell), details))

    def seen(self, cell: Cell) -> str:
        """What stands in a cell, as the user's spreadsheet shows it."""
        if cell.kind is CellKind.NUMBER and isinstance(cell.value, float | int):
            scaled = cell.is_percent
            shown = self.column.words.number(round(cell.value * _HUNDRED, _DIGITS) if scaled else cell.value)
            return f"{shown} %" if scaled else shown
        if isinstance(cell.value, date):
            return self.column.words.day(cell.value)
        return cell.text

    def note_once(self, code: str, cell: Cell, **details: object) -> None:
        """For conversions that repeat down a column: one finding for each distinct value."""
        if cell.text not in self._said:
            self._said.add(cell.text)
            self.note(code, cell, **details)

    def read(self, cell: Cell) -> object:
        if cell.kind is CellKind.ERROR or (cell.kind is CellKind.TEXT and is_error_text(cell.text)):
            raise _NotValidError("error_value")
        if cell.kind is CellKind.BLANK:
            if cell.formula:
                raise _NotValidError("formula_without_value")
            return self.absent()
        return _PARSERS[self.field.kind](self, cell)

    def absent(self) -> object:
        return self.field.default

    def figure(self, cell: Cell) -> float | None:
        """A figure, scaled as its header says; the scaled value alone is listed, beside what stands in the cell."""
        factor = self.column.factors[self.row] if self.column.factors else 1.0
        said = len(self.out.findings)
        value = self.unscaled(cell)
        if value is None or factor == 1 or self.field.kind is not Kind.FIGURE:
            return value
        del self.out.findings[said:]
        scaled = round(value * factor, _DIGITS)
        self.note("coerced_value", cell, taken=self.shown(scaled))
        return scaled

    def amount(self, cell: Cell) -> int | None:
        """An amount in whole øre, scaled as its header says; what is listed is in kroner."""
        factor = self.column.factors[self.row] if self.column.factors else 1.0
        said = len(self.out.findings)
        value = self.unscaled(cell)
        if value is None or math.isnan(value):
            return None
        try:
            ore = ore_of(self.exact(cell, value), factor)
        except AmountError as error:
            del self.out.findings[said:]  # nothing was taken
            raise _NotValidError("amount_too_large") from error
        if factor != 1:
            del self.out.findings[said:]
            self.note("coerced_value", cell, taken=self.shown(kroner(ore)))
        return ore

    def exact(self, cell: Cell, taken: float) -> float | str:
        """What was taken of a cell: the digits of a text, which a float may hold only nearly; else the number."""
        if cell.kind is not CellKind.TEXT or code_of(_ANSWER, cell.text) is not None:
            return taken
        return parse_number(without_hedge(cell.text), self.decimal).digits

    def unscaled(self, cell: Cell) -> float | None:
        if isinstance(cell.value, float | int) and cell.kind is CellKind.NUMBER:
            return self.formatted(cell, float(cell.value))
        if cell.kind is CellKind.DATE:
            raise _NotValidError("date_for_number", guess=self.guess(cell.value))
        if cell.kind is not CellKind.TEXT:
            raise _NotValidError("not_a_number")
        return self.written(cell)

    def guess(self, day: object) -> str:
        """The figure that a spreadsheet has probably made a date of: 22 May for 22.5; proposed, never taken."""
        if not isinstance(day, date):
            return ""
        return self.column.words.text(
            "probably_figure", figure=self.column.words.number(float(f"{day.day}.{day.month}"))
        )

    def formatted(self, cell: Cell, number: float) -> float:
        """A number cell: in a percent format 0.95 is what the user sees as 95 per cent."""
        if not cell.is_percent or self.field.kind not in _IN_UNITS:
            return number
        taken = round(number * _HUNDRED, _DIGITS)
        self.note("coerced_value", cell, taken=self.shown(taken))
        return taken

    def written(self, cell: Cell) -> float | None:
        text = cell.text
        if is_suppressed(text):
            self.out.marks[self.row] = text.strip()
            self.note("suppressed_value", cell)
            return None
        if is_absent(text):
            if text.strip():
                self.note_once("coerced_value", cell, taken=self.shown(None))
            return None
        if (answer := code_of(_ANSWER, text)) is not None:
            value = 1.0 if answer == YesNo.YES else 0.0
            self.note_once("coerced_value", cell, taken=self.shown(value))
            return value
        try:
            number = parse_number(without_hedge(text), self.decimal)
        except AmbiguousNumberError as error:
            raise _NotValidError("ambiguous_number") from error
        except NumberError as error:
            if made := made_by_spreadsheet(text):
                shown = self.column.words.text("probably_figure", figure=self.column.words.number(made))
                raise _NotValidError("date_for_number", guess=shown) from error
            raise _NotValidError("not_a_number") from error
        value = number.value
        if self.field.kind is Kind.SHARE and "%" in text:
            value = round(value / _HUNDRED, _DIGITS)
        if not math.isfinite(value):
            raise _NotValidError("not_a_number")
        if not (number.plain and self.column.text_only and without_hedge(text) == text.strip()):
            self.note("coerced_value", cell, taken=self.shown(value))
        return value

    def shown(self, value: float | None) -> str:
        if value is None:
            return self.column.words.text("taken_as_blank")
        return self.column.words.number(value)

    def whole(self, cell: Cell) -> float | None:
        value = self.figure(cell)
        if value is not None and not value.is_integer():
            raise _NotValidError("not_whole")
        return value

    def code(self, cell: Cell) -> object:
        text = cell.text.strip()
        if cell.kind is CellKind.BOOL:
            text = YesNo.YES if cell.value else YesNo.NO
        if not text:
            return self.absent()
        found = code_of(self.field, text)
        if found is None:
            choices = ", ".join(self.column.words.choices(self.field.codes)) if self.field.codes else ""
            raise _NotValidError("unknown_code", choices=choices)
        return found

    def period(self, cell: Cell) -> Period | None:
        if not cell.text.strip():
            return None
        try:
            if isinstance(cell.value, date):
                found = period_of_date(cell.value, cell.number_format)
            else:
                found = parse_period(cell.text, self.column.default_year)
        except PeriodError as error:
            raise _NotValidError("year_missing" if needs_year(cell.text) else "not_a_period") from error
        if str(found) != cell.text.strip():
            self.note_once("coerced_value", cell, taken=str(found))
        return found

    def date(self, cell: Cell) -> date | None:
        if isinstance(cell.value, datetime):
            return cell.value.date()
        if isinstance(cell.value, date):
            return cell.value
        text = cell.text.strip()
        if not text:
            return None
        day = written_day(text)
        if day is None:
            raise _NotValidError("not_a_date")
        return day

    def text(self, cell: Cell) -> object:
        if self.field in _NUMBERING and (cell.kind is CellKind.DATE or _DATE_LIKE.match(cell.text)):
            raise _NotValidError("date_for_number", guess="")
        if isinstance(cell.value, date):
            return f"{cell.value:%d-%m-%Y}"
        return cell.text.strip() or self.absent()


_NUMBERING = frozenset({str(Goals.NUMBER)})
_PARSERS: dict[Kind, Callable[[_Reader, Cell], object]] = {
    Kind.FIGURE: _Reader.figure,
    Kind.AMOUNT: _Reader.amount,
    Kind.SHARE: _Reader.figure,
    Kind.WHOLE: _Reader.whole,
    Kind.CODE: _Reader.code,
    Kind.OPEN_CODE: _Reader.code,
    Kind.PERIOD: _Reader.period,
    Kind.DATE: _Reader.date,
    Kind.TEXT: _Reader.text,
}


def written_day(text: str) -> date | None:
    """The day that a text writes (``15-07-2009``, ``2009-07-15``); None where it writes none."""
    bare = text.strip()
    for pattern in _DATES if _MAY_BE_DAY.match(bare) else ():
        try:
            return datetime.strptime(bare, pattern).date()
        except ValueError:
            continue
    return None


def coerce_column(column: ColumnToRead, cells: Sequence[Cell]) -> Coerced:
    """Turn a column's cells into values.

    Args:
        column: What the column is, and how its source writes.
        cells: Its cells.

    Returns:
        One value a cell (None where there is none or where it could not be taken), with the findings.
    """
    reader = _Reader(column, cells)
    for row, cell in enumerate(cells):
        reader.row = row
        try:
            reader.out.values[row] = reader.read(cell)
        except _NotValidError as finding:
            reader.note(finding.code, cell, **finding.details)
    return reader.out
