"""The port: a book of named tables. Every step reads everything it needs first and writes last."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pandas as pd

from schemas.cells import CellValue, RawTable


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

    def write(self, table: str, frame: pd.DataFrame) -> None:
        """Write a table: it grows or shrinks to the frame's rows.

        Args:
            table: The table's name.
            frame: Its columns are headers of the table; the table's other columns are left as they are. Values are
                text, numbers, bools, dates, ``Formula``, or None (also NaN) for a blank cell.

        Raises:
            RefusedError: Something of the user's stands in the way.
        """
        ...

    def save(self) -> None:
        """Put what was written where the user finds it, in one step."""
        ...
