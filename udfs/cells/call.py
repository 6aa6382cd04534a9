"""What cells hand to a function and what it hands back: scalars or columns, and sentences in place of errors.

A range that is one thing (a year's months) is told as such, and does not take part in the result's shape.

Values come unconverted: a scalar or rows of cells, with what each host puts there for a blank, an error or a date.
Converting whole columns here is several times faster than cell by cell, and the same on every host.
"""

import os
from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from decimal import Decimal
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from schemas.fields import Field, Kind
from schemas.text.values import NumberError, is_absent, is_suppressed, parse_number
from schemas.words.function_help import function_words
from schemas.words.vocabulary import DEFAULT_LANGUAGE, code_of, words
from udfs.cells.cell_values import Objects, basic_of, error_of, numbers_of, text_of
from udfs.goals.arrays import Codes, Figures, codes

MOST_CELLS = 2_000_000
"""More result cells than any sheet here needs; past it a row met a column by mistake."""

LANGUAGE_VARIABLE = "RESULTATKONTRAKT_LANGUAGE"
_PROCESS_LANGUAGE: str = os.environ.get(LANGUAGE_VARIABLE, DEFAULT_LANGUAGE)
LANGUAGE: ContextVar[str] = ContextVar("language", default=_PROCESS_LANGUAGE)
"""The language that functions answer in: the process's, or that of the workbook a step works on."""


class ArgumentError(Exception):
    """The arguments do not go together.

    Args:
        key: The sentence's key in the vocabulary.
        details: What it needs.
    """

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.details = details


def _grid(value: object) -> Objects:
    """Any argument as rows of cells."""
    if not isinstance(value, list | tuple):
        value = [[value]]
    elif not value or not isinstance(value[0], list | tuple):
        value = [value]
    width = len(value[0])
    grid = np.empty((len(value), width), dtype=object)
    if any(len(row) != width for row in value):
        raise ArgumentError("cell_ragged")
    grid[:] = value
    return grid


class Call:
    """One call of a function from a cell.

    Its messages are in the language of ``LANGUAGE``.

    Args:
        function: The function's name.
        arguments: Key → what the cell handed over.
        ranges: The arguments that are one thing together; the result has the shape of the others.
        names: What messages call the arguments, where those are not the function's own.

    Raises:
        ArgumentError: The arguments' lengths do not go together, or the result would be larger than a sheet can use.
    """

    def __init__(
        self,
        function: str,
        arguments: Mapping[str, object],
        ranges: Collection[str] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.words = words(LANGUAGE.get())
        self.function = function
        own = {argument.key: argument.name for argument in function_words(function, self.words).arguments}
        self._names = own if names is None else names
        self._grids = {key: _grid(value) for key, value in arguments.items()}
        self._ranges = frozenset(ranges)
        shapes = [grid.shape for key, grid in self._grids.items() if key not in self._ranges]
        try:
            self.shape: tuple[int, ...] = np.broadcast_shapes(*shapes)
        except ValueError as error:
            raise ArgumentError("cell_shapes", shapes=", ".join(self._sizes())) from error
        if int(np.prod(self.shape)) > MOST_CELLS:
            raise ArgumentError("cell_too_many", most=MOST_CELLS)
        self._said: Objects | None = None

    def _sizes(self) -> list[str]:
        return [
            f"{self._names[key]} {grid.shape[0]}×{grid.shape[1]}"
            for key, grid in self._grids.items()
            if grid.size > 1 and key not in self._ranges
        ]

    def figures(self, key: str, least: float = -np.inf, most: float = np.inf) -> Figures:
        """An argument of figures; a blank, absent or suppressed one is NaN.

        Args:
            key: The argument.
            least: The least figure that makes sense.
            most: The highest.
        """
        grid = self._grids[key]
        flat = grid.ravel()
        values, wrong = numbers_of(flat)
        texts: dict[int, str] = {}
        for place in wrong:
            values[place], message = self._figure(flat[place], key)
            if message:
                texts[int(place)] = message
        for place in np.flatnonzero((values < least) | (values > most)):
            shown = self.words.number(values[place])
            texts[int(place)] = self._message("cell_range", key, shown, least=f"{least:g}", most=f"{most:g}")
        self._say(texts, grid, key)
        return values.reshape(grid.shape)

    def series(self, key: str, most: int) -> Figures:
        """A range of figures in order; a blank or suppressed one is NaN.

        Args:
            key: The argument.
            most: How many cells it may have.
        """
        if self._grids[key].size > most:
            raise ArgumentError("cell_too_long", argument=self._names[key], most=most)
        return self.figures(key).ravel()

    def cells(self, key: str) -> list[object]:
        """The cells of a range, as they were handed over."""
        return list(self._grids[key].ravel())

    def single(self) -> None:
        """Require that every argument but the ranges is one cell."""
        for key, grid in self._grids.items():
            if grid.size != 1 and key not in self._ranges:
                raise ArgumentError("cell_one_cell", argument=self._names[key])

    def codes(self, key: str, enumeration: type[StrEnum], default: StrEnum) -> Codes:
        """An argument of codes or their words in either language; a blank one is the default."""
        grid = self._grids[key]
        field = Field(key, Kind.CODE, enumeration)
        known: dict[str, str | None] = {}
        found: list[StrEnum | str] = []
        texts: dict[int, str] = {}
        for place, value in enumerate(grid.ravel()):
            text = text_of(value, enumeration)
            if text not in known:
                known[text] = code_of(field, text) if text else default.value
            code = known[text]
            if error := error_of(value):
                texts[place] = self._message("cell_error_value", key, error)
            elif code is None:
                choices = ", ".join(self.words.choices(enumeration))
                texts[place] = self._message("cell_unknown_code", key, text, choices=choices)
            found.append(code or default)
        self._say(texts, grid, key)
        return codes(np.array(found, dtype=object), enumeration).reshape(grid.shape)

    def each(
        self, key: str, beside: Figures, read: Callable[[object, float], object], wrong: type[Exception], text: str
    ) -> list[list[object]]:
        """Read an argument cell by cell, each distinct one once.

        Args:
            key: The argument.
            beside: A figure for each cell, which reading needs too.
            read: Reads a cell.
            wrong: What ``read`` raises where it cannot.
            text: The sentence for such a cell.
        """
        cells = np.broadcast_to(self._grids[key], self.shape).ravel()
        known: dict[tuple[type, str, str], object] = {}
        out = np.empty(cells.size, dtype=object)
        for place, (cell, figure) in enumerate(zip(cells, np.broadcast_to(beside, self.shape).ravel(), strict=True)):
            mark = (type(cell), str(cell), str(figure))
            if mark not in known:
                known[mark] = self._read(key, cell, figure, read, wrong, text)
            out[place] = known[mark]
        return self.with_messages(out.reshape(self.shape))

    def _read(
        self,
        key: str,
        cell: object,
        beside: float,
        read: Callable[[object, float], object],
        wrong: type[Exception],
        text: str,
    ) -> object:
        if error := error_of(cell):
            return self._message("cell_error_value", key, error)
        try:
            return read(basic_of(cell), beside)
        except wrong:
            return self._message(text, key, str(basic_of(cell)))

    @property
    def is_wrong(self) -> bool:
        """Whether any cell that was read so far could not be understood."""
        return self._said is not None

    @property
    def message(self) -> str:
        """What is wrong with the first such cell; empty where none is."""
        said = [] if self._said is None else [text for text in self._said.ravel() if text is not None]
        return str(said[0]) if said else ""

    def name(self, key: str) -> str:
        """What an argument is called."""
        return self._names[key]

    def is_suppressed(self, key: str) -> NDArray[np.bool_]:
        """The cells of an argument whose figure is withheld (``<5``)."""
        grid = self._grids[key]
        found = [isinstance(value, str) and is_suppressed(value) for value in map(basic_of, grid.ravel())]
        return np.array(found, dtype=bool).reshape(grid.shape)

    def is_given(self, key: str) -> bool:
        """Whether an argument holds anything."""
        return any(text_of(value) for value in self._grids[key].ravel())

    def same_shape(self, *columns: Figures) -> list[Figures]:
        """Columns in the shape of the result."""
        return [np.broadcast_to(column, self.shape) for column in columns]

    def answer(self, values: Figures) -> list[list[object]]:
        """The result's cells: a figure, a blank where there is none, a message where an argument is wrong."""
        spread = np.broadcast_to(values, self.shape)
        cells = np.array(spread, dtype=object)
        cells[~np.isfinite(spread)] = ""
        return self.with_messages(cells)

    def words_of(self, numbers: Codes, texts: list[str]) -> list[list[object]]:
        """The result's cells where it is a code: the text of each."""
        cells = np.array(texts, dtype=object)[np.broadcast_to(numbers, self.shape)]
        return self.with_messages(cells)

    def with_messages(self, cells: Objects) -> list[list[object]]:
        """Cells, with messages over them where an argument was wrong."""
        if self._said is not None:
            cells = np.where(self._said == None, cells, self._said)  # noqa: E711  element by element
        return list(cells.tolist())

    def _figure(self, value: object, key: str) -> tuple[float, str]:
        """One cell's figure, or NaN with a message."""
        error = error_of(value)
        if error:
            return np.nan, self._message("cell_error_value", key, error)
        value = basic_of(value)
        if value is None:
            return np.nan, ""
        try:
            if isinstance(value, float | int | Decimal):
                return float(value), ""
            if isinstance(value, str):
                silent = is_absent(value) or is_suppressed(value)
                return (np.nan if silent else parse_number(value).value), ""
        except (NumberError, OverflowError):
            pass  # said below, like a date or whatever else is no number
        return np.nan, self._message("cell_not_number", key, str(value))

    def _message(self, text: str, key: str, value: str, **details: str) -> str:
        return self.words.text(text, argument=self._names[key], value=value[:60], **details)

    def _notes(self) -> Objects:
        if self._said is None:
            self._said = np.full(self.shape, None, dtype=object)
        return self._said

    def _say(self, texts: dict[int, str], grid: Objects, key: str) -> None:
        if not texts:
            return
        if key in self._ranges:  # what is wrong with a cell of it is wrong with the whole result
            texts, grid = {0: texts[min(texts)]}, np.empty((1, 1), dtype=object)
        notes = np.full(grid.size, None, dtype=object)
        notes[list(texts)] = list(texts.values())
        spread = np.broadcast_to(notes.reshape(grid.shape), self.shape)
        said = self._notes()
        said[:] = np.where(said == None, spread, said)  # noqa: E711  element by element


def answered(body: Callable[..., list[list[object]]], *given: object) -> list[list[object]]:
    """Call a function of the cells: wrong arguments are a sentence, figures out of bounds a blank.

    Args:
        body: The function, named as the cells call it.
        given: What the cell hands over.
    """
    described = function_words(body.__name__, words(LANGUAGE.get()))
    least, most = described.required, len(described.arguments)
    if not least <= len(given) <= most:
        details = {"function": described.name, "least": least, "most": most}
        return [[words(LANGUAGE.get()).text("cell_arguments", **details)]]
    try:
        with np.errstate(all="ignore"):
            return body(*given)
    except ArgumentError as error:
        return [[words(LANGUAGE.get()).text(error.key, **error.details)]]
