"""What charts of formulas are drawn from: the figures of a table again, with an error where there is none.

A line or a label stops at an error; a blank text, which the table shows, would be drawn as nought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbook.layout import TableBlock
from workbook.opc.refs import letters_of

MISSING = "#N/A"


@dataclass(frozen=True)
class DrawnFrom:
    """Where a table's figures are drawn from.

    Args:
        sheet: The name of the sheet that holds them.
        column: Its first column for this table.
        names: The table's columns that are drawn, in order.
    """

    sheet: str
    column: int
    names: Sequence[str]

    def place(self, name: str) -> int:
        """The column of a name."""
        return self.column + list(self.names).index(name)


def drawn_cells(sheet: Any, page: str, block: TableBlock, frame: pd.DataFrame, first: int, drawn: DrawnFrom) -> None:
    """Write a table's figures again, in the same rows.

    Args:
        sheet: The worksheet that charts read.
        page: The name of the sheet with the table.
        block: The table's place there.
        frame: Its lines, of formulas.
        first: Its first row, from 0.
        drawn: Where they go.
    """
    for name in drawn.names:
        letter = letters_of(block.first_column + block.columns.index(name) + 1)
        for row, formula in enumerate(frame[name], start=first):
            cell = f"'{page}'!{letter}{row + 1}"
            known = formula.cached if isinstance(formula.cached, float) else MISSING
            sheet.write_formula(row, drawn.place(name), f"=IF(ISNUMBER({cell}),{cell},NA())", None, known)
