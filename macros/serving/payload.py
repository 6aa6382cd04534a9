"""Requests as they must be before xlwings sees them: types, names, addresses and sizes, after Office.js.

xlwings trusts its own script and takes what it is given: an address of a whole sheet makes it fill sixteen thousand
million cells, and an unknown name is an error of the server's. Here each is refused with a sentence.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, ValidationError

MOST_SHEETS = 200
MOST_CELLS = 2_000_000
MOST_ARGUMENTS = 40
MOST_FUNCTION_CELLS = 1_000_000
LONGEST_TEXT = 32_767
_LONGEST_NAME = 255
_ROWS, _COLUMNS = 1_048_576, 16_384
_ADDRESS = re.compile(r"^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?$")
_NOT_IN_BOOK_NAMES = re.compile(r"[\x00-\x1f/\\]|^\.{1,2}$")
_NOT_IN_SHEET_NAMES = re.compile(r"[\x00-\x1f/\\?*:\[\]]")
_TABLE_NAME = re.compile(r"^[^\W\d][\w.]*$")
_LARGEST = 10**308
_RICH = frozenset({"Error", "FormattedNumber", "Double", "String", "Boolean"})


_Model = TypeVar("_Model", bound=BaseModel)


class WrongRequestError(ValueError):
    """A request that is not what Office.js sends.

    Args:
        reason: What is wrong, for the log and the answer; no values of cells.
    """


def _named(pattern: re.Pattern[str], text: str) -> str:
    if pattern.search(text):
        raise ValueError("a character that no such name has")
    return text


def area(text: str) -> tuple[int, int, int, int]:
    """An address as first row, first column, last row, last column.

    Raises:
        ValueError: It is none, or lies outside a sheet.
    """
    found = _ADDRESS.match(text)
    if not found:
        raise ValueError("not an address")
    top, left = int(found[2]), _column(found[1])
    bottom, right = (int(found[4]), _column(found[3])) if found[4] else (top, left)
    if not (top <= bottom <= _ROWS and left <= right <= _COLUMNS):
        raise ValueError("an address outside a sheet")
    return top, left, bottom, right


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _address(text: str) -> str:
    area(text)
    return text


def _table_name(text: str) -> str:
    if not _TABLE_NAME.match(text):
        raise ValueError("not a table's name")
    return text


_Address = Annotated[StrictStr, Field(max_length=32), AfterValidator(_address)]
_Name = Annotated[StrictStr, Field(min_length=1, max_length=_LONGEST_NAME)]
_Row = Annotated[StrictInt, Field(ge=1, le=_ROWS)]
_Column = Annotated[StrictInt, Field(ge=1, le=_COLUMNS)]


class _Part(BaseModel):
    """Whatever else Office.js sends beside the fields that matter here is let through."""

    model_config = ConfigDict(extra="allow")


class _Table(_Part):
    name: Annotated[_Name, AfterValidator(_table_name)]
    range_address: _Address
    data_body_range_address: _Address | None
    header_row_range_address: _Address | None
    total_row_range_address: _Address | None
    show_totals: StrictBool
    show_autofilter: StrictBool


class _Sheet(_Part):
    name: Annotated[
        StrictStr, Field(min_length=1, max_length=31), AfterValidator(lambda text: _named(_NOT_IN_SHEET_NAMES, text))
    ]
    values: list[list[Any]]
    tables: Annotated[list[_Table], Field(max_length=500)] = []


class _DefinedName(_Part):
    name: _Name
    refers_to: Annotated[StrictStr, Field(max_length=8192)] | None = None
    sheet_index: StrictInt | None = None
    address: Annotated[StrictStr, Field(max_length=8192)] | None = None
    book_scope: StrictBool
    scope_sheet_index: StrictInt | None = None
    scope_sheet_name: StrictStr | None = None


class _Book(_Part):
    name: Annotated[_Name, AfterValidator(lambda text: _named(_NOT_IN_BOOK_NAMES, text))]
    active_sheet_index: Annotated[StrictInt, Field(ge=0)]
    calculation: StrictStr | None = None


class _OwnSheet(_Part):
    formulas: list[tuple[_Row, _Column, Annotated[StrictStr, Field(max_length=8192)]]] = []
    percent: list[tuple[_Row, _Column]] = []
    merged: Annotated[list[tuple[_Row, _Column, _Row, _Column]], Field(max_length=100_000)] = []
    filtered: list[StrictStr] = []
    comments: Annotated[list[tuple[_Row, _Column, StrictStr]], Field(max_length=100_000)] = []


class _Own(_Part):
    sheets: dict[str, _OwnSheet] = {}
    place: Annotated[StrictStr, Field(max_length=4096)] = ""


class _File(BaseModel):
    name: Annotated[_Name, AfterValidator(lambda text: _named(_NOT_IN_BOOK_NAMES, text))]
    content: StrictStr


class _ScriptRequest(_Part):
    client: Literal["Office.js"]
    version: Annotated[StrictStr, Field(max_length=32)]
    book: _Book
    names: Annotated[list[_DefinedName], Field(max_length=10_000)]
    sheets: Annotated[list[_Sheet], Field(min_length=1, max_length=MOST_SHEETS)]
    resultatkontrakt: _Own = _Own()
    args: Annotated[list[list[_File]], Field(max_length=1)] = []


class _FunctionRequest(_Part):
    func_name: StrictStr
    args: Annotated[list[Any], Field(max_length=MOST_ARGUMENTS)]
    client: Literal["Office.js"]
    version: Annotated[StrictStr, Field(max_length=32)]
    runtime: Annotated[StrictStr, Field(pattern=r"^\d\.\d{1,2}$")]
    caller_address: Annotated[StrictStr, Field(max_length=1000)] | None = None
    date_format: Annotated[StrictStr, Field(max_length=100)] | None = None
    culture_info_name: Annotated[StrictStr, Field(max_length=35)] | None = None


def check_script(data: object) -> None:
    """Check a request that runs a button.

    Raises:
        WrongRequestError: It is not what the task pane sends.
    """
    request = _parsed(_ScriptRequest, data)
    if request.book.active_sheet_index >= len(request.sheets):
        raise WrongRequestError("book.active_sheet_index: no such sheet")
    _check_distinct("sheets", (sheet.name.casefold() for sheet in request.sheets))
    _check_distinct("tables", (table.name.casefold() for sheet in request.sheets for table in sheet.tables))
    _check_cells("sheets.values", [sheet.values for sheet in request.sheets], MOST_CELLS, _is_cell)
    covered = 0
    for sheet in request.sheets:
        for table in sheet.tables:
            covered += _check_table(table)
    if covered > MOST_CELLS:
        raise WrongRequestError(f"tables: more than {MOST_CELLS} cells")


def _check_table(table: _Table) -> int:
    """A table's own addresses fit one another; how many cells it covers."""
    top, left, bottom, right = area(table.range_address)
    for text in (table.data_body_range_address, table.header_row_range_address, table.total_row_range_address):
        if text is None:
            continue
        inner = area(text)
        if not (top <= inner[0] <= inner[2] <= bottom and left <= inner[1] <= inner[3] <= right):
            raise WrongRequestError(f"tables.{table.name}: its parts lie outside it")
    if bottom - top < 1 + table.show_totals:
        raise WrongRequestError(f"tables.{table.name}: no row below the header")
    return (bottom - top + 2) * (right - left + 1)  # with the row below, which is read too


def check_function(data: object, known: Iterable[str]) -> None:
    """Check a request that calls a function.

    Args:
        data: The request.
        known: The functions there are.

    Raises:
        WrongRequestError: It is not what Excel sends, or there is no such function.
    """
    request = _parsed(_FunctionRequest, data)
    if request.func_name not in set(known):
        raise WrongRequestError("func_name: no such function")
    matrices = [argument if _is_matrix(argument) else [[argument]] for argument in request.args]
    _check_cells("args", matrices, MOST_FUNCTION_CELLS, _is_argument)


def _is_matrix(argument: object) -> bool:
    return isinstance(argument, list) and all(isinstance(row, list) for row in argument)


def _parsed(model: type[_Model], data: object) -> _Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise WrongRequestError(f"{place}: {first['msg']}") from None


def _check_distinct(place: str, names: Iterable[str]) -> None:
    listed = list(names)
    if len(set(listed)) != len(listed):
        raise WrongRequestError(f"{place}: a name stands twice")


def _check_cells(place: str, matrices: Sequence[list[list[Any]]], most: int, fits: Callable[[object], bool]) -> None:
    cells = 0
    for matrix in matrices:
        width = len(matrix[0]) if matrix else 0
        for row in matrix:
            if len(row) != width or width > _COLUMNS:
                raise WrongRequestError(f"{place}: rows of different lengths, or too long")
            cells += len(row) or 1
            if cells > most or len(matrix) > _ROWS:
                raise WrongRequestError(f"{place}: more than {most} cells")
            if not all(map(fits, row)):
                raise WrongRequestError(f"{place}: a cell holds what no cell can")


def _is_cell(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or (isinstance(value, int) and abs(value) <= _LARGEST)


def _is_argument(value: object) -> bool:
    """A cell of a function's argument may also be an error or a formatted number."""
    if isinstance(value, dict):
        kind = value.get("type")
        return isinstance(kind, str) and kind in _RICH and _is_cell(value.get("basicValue"))
    return _is_cell(value)
