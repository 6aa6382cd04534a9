"""The port: a book of named tables. Every step reads everything it needs first and writes last."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import pandas as pd

from schemas.cells import CellValue, RawTable
from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.strategy.model import StrategyMap


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula to write, with the value to show until the spreadsheet program calculates.

    Args:
        text: The formula without its ``=``.
        cached: The value.
    """

    text: str
    cached: CellValue = None


class Book(Protocol):
    """A workbook as steps see it, whether closed, open in Excel, or behind a server."""

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        ...

    @property
    def folder(self) -> Path | None:
        """The folder it lies in, where the user's profiles lie too; None where that is no folder of this machine."""
        ...

    def tables(self) -> list[str]:
        """The names of its tables."""
        ...

    def defined_name(self, name: str) -> str | None:
        """The text of a defined name without its ``=`` (the mark of our workbooks); None where there is none."""
        ...

    def read(self, table: str) -> RawTable:
        """Read a table's cells, with value, kind and number format.

        Raises:
            CannotOpenError: There is no such table.
        """
        ...

    def write(self, table: str, frame: pd.DataFrame, rows_from: Sequence[int | None] | None = None) -> None:
        """Write a table: it grows or shrinks to the frame's rows.

        Args:
            table: The table's name.
            frame: Its columns are headers of the table; the table's other columns are left as they are. Values are
                text, numbers, bools, dates, ``Formula``, or None (also NaN) for a blank cell.
            rows_from: For each row of the frame the position of the old row that stood for the same (None for a new
                one), so that comments and references go with it; None where rows stand for nothing in particular.

        Raises:
            RefusedError: Something of the user's stands in the way.
        """
        ...

    def foreseen(self) -> list[Issue]:
        """What saving the writes so far will do beside the cells, to be said before: filters cleared, comments left."""
        ...

    @property
    def notices(self) -> list[Issue]:
        """What the last save did beside the cells."""
        ...

    def save(self) -> None:
        """Put what was written where the user finds it, in one step."""
        ...


@runtime_checkable
class DrawsMap(Protocol):
    """A book that can draw the strategy map anew; in the others its texts follow their cells."""

    def draw_map(self, table: str, plan: StrategyMap, words: Words) -> None:
        """Draw the map beside a table anew, where its sheet has one.

        Args:
            table: The table of the map.
            plan: What it shows.
            words: The workbook's language.
        """
        ...
