"""A book whose reads see what was written to it: for a step that goes on from another before both are saved at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.plain import Plain, plain_values, same
from workbook.port import Book, DrawsMap, Formula
from workbook.strategy.model import StrategyMap

_Rows = Sequence[int | None] | None


@dataclass
class _State:
    """A table as it will be.

    Args:
        raw: Its cells.
        columns: Title -> its new values, of the columns that are written.
        rows_from: For each row the position of the old row that stood for the same; None where rows stand still.
    """

    raw: RawTable
    columns: dict[str, list[Plain]] = field(default_factory=dict)
    rows_from: _Rows = None


class PendingBook:
    """A book with what is to be written laid over it; the book itself is written when this one is saved.

    Args:
        book: The book, closed or open.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self.is_last_step = True
        """Whether what saving will do beside the cells is to be told: a step that goes on from this one tells it."""
        self._states: dict[str, _State] = {}

    @property
    def name(self) -> str:
        """The file's name."""
        return self._book.name

    @property
    def folder(self) -> Path | None:
        """The folder it lies in."""
        return self._book.folder

    @property
    def notices(self) -> list[Issue]:
        """What the last save did beside the cells."""
        return self._book.notices

    def tables(self) -> list[str]:
        """The names of the tables."""
        return self._book.tables()

    def defined_name(self, name: str) -> str | None:
        """The text of a defined name."""
        return self._book.defined_name(name)

    def read(self, table: str) -> RawTable:
        """A table's cells as they will be."""
        return self._states[table].raw if table in self._states else self._book.read(table)

    def write(self, table: str, frame: pd.DataFrame, rows_from: Sequence[int | None] | None = None) -> None:
        """Write a table; what an earlier step has written to it and this one does not stays."""
        before = self._states.get(table) or _State(self._book.read(table))
        count = max(len(frame), 1)
        columns = {title: _fitted(values, count) for title, values in before.columns.items()}
        columns |= {str(title): _fitted(plain_values(frame[title]), count) for title in frame.columns}
        old = len(self._book.read(table).rows)
        came_from = _composed(before.rows_from, rows_from, old, count)
        self._states[table] = _State(_laid_over(before.raw, columns, count), columns, came_from)
        written = {title: pd.Series(list[object](values), dtype=object) for title, values in columns.items()}
        self._book.write(table, pd.DataFrame(written), came_from)

    def draw_map(self, table: str, plan: StrategyMap, words: Words) -> None:
        """Draw the map beside a table anew, where the book can."""
        if isinstance(self._book, DrawsMap):
            self._book.draw_map(table, plan, words)

    def foreseen(self) -> list[Issue]:
        """What saving the writes so far will do beside the cells."""
        return self._book.foreseen() if self.is_last_step else []

    def save(self) -> None:
        """Put what was written where the user finds it, in one step."""
        self._book.save()
        self._states.clear()


def _fitted(values: Sequence[Plain], count: int) -> list[Plain]:
    return [*values[:count], *[None] * (count - len(values))]


def _composed(first: _Rows, second: _Rows, old: int, count: int) -> _Rows:
    """Where rows came from that were written twice; rows of a write that does not tell stand where they stood."""
    if first is None and second is None:
        return None
    told = list(first) if first is not None else list(range(old))
    positions = second if second is not None else range(count)
    return [told[at] if at is not None and at < len(told) else None for at in positions]


def _laid_over(raw: RawTable, columns: dict[str, list[Plain]], count: int) -> RawTable:
    """A table with new values; cells that hold their value already stay, with whatever formula they have."""
    header = list(map(str, raw.header))
    at = {header.index(title): values for title, values in columns.items()}
    rows = []
    for number in range(count):
        is_old = number < len(raw.rows)
        standing = raw.rows[number] if is_old else [BLANK] * len(header)
        looks = raw.rows[min(number, len(raw.rows) - 1)] if raw.rows else standing
        rows.append(
            [
                _cell(at[column][number], cell, looks[column]) if column in at else cell
                for column, cell in enumerate(standing)
            ]
        )
    first = raw.row_numbers[0] if raw.row_numbers else raw.header_row + 1
    return replace(raw, rows=rows, row_numbers=range(first, first + count))


def _cell(value: Plain, standing: Cell, looks: Cell) -> Cell:
    """A cell with a value, in the number format of its place."""
    if not isinstance(value, Formula) and same(standing, value):
        return standing
    shown, formula = (value.cached, value.text) if isinstance(value, Formula) else (value, "")
    if shown is None or shown == "":
        return Cell(CellKind.BLANK, None, looks.number_format, formula)
    if isinstance(shown, bool):
        return Cell(CellKind.BOOL, shown, looks.number_format, formula)
    if isinstance(shown, str):
        return Cell(CellKind.TEXT, shown, looks.number_format, formula)
    if isinstance(shown, date):
        return Cell(CellKind.DATE, shown, looks.number_format, formula)
    return Cell(CellKind.NUMBER, float(shown), looks.number_format, formula)
