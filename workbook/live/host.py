"""What an open workbook's host can do and xlwings has no common call for: looks, merged cells, locks, filters."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workbook.live.places import OpenPlace
from workbook.notes import Cell, Note
from workbook.strategy.figures import Figure
from workbook.strategy.routes import Route

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table


@dataclass(frozen=True)
class Looks:
    """What a range's cells are beside their values.

    Args:
        formulas: Rows of formulas in English (``=A1*2``; empty where there is none); None where the host cannot tell.
        percent: The places (row, column from 0) whose number format multiplies by a hundred.
        merged: Whether any cell belongs to a merged area.
    """

    formulas: list[list[str]] | None = None
    percent: frozenset[tuple[int, int]] = frozenset()
    merged: bool = False

    def formula(self, row: int, column: int) -> str:
        """The formula at a place; empty where there is none or it is not known."""
        return self.formulas[row][column] if self.formulas is not None else ""


class Excel(Protocol):
    """The host's side of an open workbook."""

    def folder(self, book: "xw.Book") -> Path | None:
        """The folder of this machine that a workbook lies in; None where there is none."""
        ...

    def place(self, book: "xw.Book") -> OpenPlace:
        """Where a workbook lies, as far as the host tells."""
        ...

    def looks(self, area: "xw.Range", values: Sequence[Sequence[object]]) -> Looks:
        """What the cells of a range are beside their values (given, for they tell texts from formulas)."""
        ...

    def filtered(self, table: "Table") -> bool | None:
        """Whether a filter hides rows of a table; None where the host cannot tell."""
        ...

    def clear_sheet_filter(self, sheet: "xw.Sheet") -> bool:
        """Show the rows that a filter outside tables hides; whether there was one."""
        ...

    def notes(self, sheet: "xw.Sheet") -> list[Note]:
        """The comments of a sheet; none where the host cannot tell."""
        ...

    def move_notes(self, sheet: "xw.Sheet", cells: Mapping[Cell, Cell]) -> bool:
        """Move comments to other cells of a sheet; whether the host can."""
        ...

    def draw_map(self, sheet: "xw.Sheet", figures: Iterable[Figure | Route], alt: str) -> None:
        """Draw the strategy map anew where the sheet has it; where the host cannot, its texts follow their cells."""
        ...

    def writing(self, sheets: Sequence["xw.Sheet"]) -> contextlib.AbstractContextManager[None]:
        """While it lasts: sheets unlocked, screen still, no events, no recalculation. Restored also after an error."""
        ...


class Bare:
    """A host of which nothing is known beyond xlwings' common calls."""

    def folder(self, book: "xw.Book") -> Path | None:
        """Not known."""
        del book
        return None

    def place(self, book: "xw.Book") -> OpenPlace:
        """Not known."""
        del book
        return OpenPlace()

    def looks(self, area: "xw.Range", values: Sequence[Sequence[object]]) -> Looks:
        """Nothing beyond the values."""
        del area, values
        return Looks()

    def filtered(self, table: "Table") -> bool | None:
        """Not known."""
        del table
        return None

    def clear_sheet_filter(self, sheet: "xw.Sheet") -> bool:
        """Not known."""
        del sheet
        return False

    def notes(self, sheet: "xw.Sheet") -> list[Note]:
        """Not known."""
        del sheet
        return []

    def move_notes(self, sheet: "xw.Sheet", cells: Mapping[Cell, Cell]) -> bool:
        """Not known how."""
        del sheet, cells
        return False

    def draw_map(self, sheet: "xw.Sheet", figures: Iterable[Figure | Route], alt: str) -> None:
        """Not known how."""
        del sheet, figures, alt

    @contextlib.contextmanager
    def writing(self, sheets: Sequence["xw.Sheet"]) -> Iterator[None]:
        """Nothing to hold still."""
        del sheets
        yield
