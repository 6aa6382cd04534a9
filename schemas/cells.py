"""A cell as an adapter hands it over: value, kind, number format and address, before anything is understood."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

CellValue = str | float | bool | datetime | date | None

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
"""What a number format shows as it stands: quoted text, an escaped sign, a space as wide as a sign, a filler."""


def is_percent_format(code: str) -> bool:
    """Whether a number format multiplies by a hundred (a quoted, escaped or spacing ``%`` does not)."""
    return "%" in _LITERAL.sub("", code)


class CellKind(Enum):
    """What stands in a cell."""

    __hash__ = object.__hash__  # each is one object, and Enum's own is written in Python

    BLANK = auto()
    TEXT = auto()
    NUMBER = auto()
    BOOL = auto()
    DATE = auto()
    ERROR = auto()


class Cell(NamedTuple):
    """A cell.

    Args:
        kind: What stands in it.
        value: Text, number, bool, date, the error's text (``#N/A``), or None.
        number_format: The cell's number format code; empty where the file has none (csv).
        formula: The formula that the value is the cached one of, in English without its ``=``; empty where none stands
            there, and a sign of its own where only the first of its cells tells it.
    """

    kind: CellKind
    value: CellValue = None
    number_format: str = ""
    formula: str = ""

    @property
    def text(self) -> str:
        """The value as a user would point at it."""
        value = self.value
        if type(value) is str:  # most cells, and every cell is asked several times
            return value
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value)

    @property
    def is_percent(self) -> bool:
        """Whether the number format multiplies by a hundred."""
        return is_percent_format(self.number_format)


BLANK = Cell(CellKind.BLANK)
LONGEST_TEXT = 32_767
"""Characters that a cell of a spreadsheet holds."""
ERROR_NUMBERS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826242: "#CONNECT!",
    -2146826241: "#BLOCKED!",
    -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!",
    -2146826238: "#CALC!",
}
"""Error cells as Excel hands them to another program."""
_FIRST_ERROR, _LAST_ERROR = -2146826288, -2146826200
"""All error numbers, known and to come, lie in here; no figure of a contract does."""
_OTHER_ERROR = "#ERROR!"


def is_error_number(value: Any) -> Any:
    """Whether a number, or each of an array of them, stands for an error cell."""
    return (value >= _FIRST_ERROR) & (value <= _LAST_ERROR)


def error_text(value: int) -> str:
    """The error that a whole number stands for; empty where it stands for none."""
    return ERROR_NUMBERS.get(value, _OTHER_ERROR) if is_error_number(value) else ""


SHARED_FORMULA = "\u2026"
"""A formula that is written in another cell only."""


Span = tuple[int, int, int, int]
"""A merged range: top, left, bottom, right, counted from 1, all inclusive."""


@dataclass(frozen=True)
class Grid:
    """A sheet of a file from outside as it stands, before anything is known of its layout.

    Args:
        file: The file's name.
        sheet: The sheet's name; empty where the kind of file has no sheets (csv).
        rows: Row number → column number → cell, both from 1, in ascending order; only cells that hold something (a
            value, or a formula without one) are there, and only rows that have such a cell.
        merged: The merged ranges; their value stands in the first cell.
        text_only: The cells have no types of their own (csv, HTML): figures are texts as they were written.
        hidden: The sheet is hidden from whoever opens the file.
        unseen: Its rows and columns that are hidden, and hold something, by number and letter.
        widths: How many fields each row has, blank ones too; empty where the kind of file does not tell (all but csv).
        separator: What stands between them.
    """

    file: str
    sheet: str
    rows: Mapping[int, Mapping[int, Cell]]
    merged: Sequence[Span] = ()
    text_only: bool = False
    hidden: bool = False
    unseen: Sequence[str] = ()
    widths: Mapping[int, int] = field(default_factory=dict)
    separator: str = ""


@dataclass(frozen=True)
class RawTable:
    """Rows of cells under a header, with where they stand.

    Args:
        file: The file's name.
        sheet: The sheet's name; empty for csv.
        header: The header cells' texts.
        rows: The cells below, each row as long as the header.
        row_numbers: The row number of each row, as the user's program shows it.
        first_column: The column number (from 1) of the first header cell.
        header_row: The row number of the header.
        name: The table's own name, where it has one.
        text_only: The cells have no types of their own (csv).
        below: The address of a filled cell right below the table; empty where there is none.
        addresses: The address of each cell, where rows do not stand one below the other as a list's do; empty where the
            position tells the address.
        read_as: The titles that the header is matched by, where a profile renames them; empty for the header itself.
        shown: The header cells' texts, where the table tells its titles apart from them (a file's table part).
        factors: What each cell's figure is multiplied by (1,000,000 under ``mio. kr.``); empty where all are 1.
    """

    file: str
    sheet: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    row_numbers: Sequence[int]
    first_column: int = 1
    header_row: int = 1
    name: str = ""
    text_only: bool = field(default=False)
    below: str = ""
    addresses: Sequence[Sequence[str]] = ()
    factors: Sequence[Sequence[float]] = ()
    read_as: Sequence[str] = ()
    shown: Sequence[str] = ()

    def address(self, row: int, column: int) -> str:
        """The A1 address of a cell by its position in the table (both from 0)."""
        if self.addresses:
            return self.addresses[row][column]
        return f"{column_letters(self.first_column + column)}{self.row_numbers[row]}"

    def is_shared(self, column: int) -> bool:
        """Whether one cell is the label of several rows in a column (from 0), as the header of a crosstab is."""
        return column in self._shared

    @cached_property
    def _shared(self) -> frozenset[int]:
        columns = enumerate(zip(*self.addresses, strict=True))
        return frozenset(column for column, cells in columns if len(set(cells)) < len(cells))

    def kept(self, rows: Sequence[int]) -> "RawTable":
        """The table with some of its rows alone (positions from 0, in their order)."""

        def of(values: Sequence[Any]) -> list[Any]:
            return [values[row] for row in rows] if values else []

        return replace(
            self,
            rows=of(self.rows),
            row_numbers=of(self.row_numbers),
            addresses=of(self.addresses),
            factors=of(self.factors),
        )


_LETTERS = 26


@lru_cache(maxsize=1 << 15)
def column_letters(number: int) -> str:
    """The letters of a column number (1 is A)."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
