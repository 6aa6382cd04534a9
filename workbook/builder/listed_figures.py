"""A long list of figures has the same decimals within a measure: 1.14 and 1.10, never 1.1 and 1."""

from typing import Any

import pandas as pd

from schemas.frames import is_missing, records
from schemas.measures import WHOLE_UNITS
from schemas.tables import Measures, Observations
from workbook.builder.cell_formats import LISTED_WITH_DECIMALS, Formats
from workbook.layout import Sheet
from workbook.opc.refs import letters_of

_TOGETHER = 50  # measures that one rule names, for a formula takes no more than so many texts


def listed_figures(sheet: Any, layout: Sheet, rows: int, measures: pd.DataFrame, formats: Formats) -> None:
    """Rules for the figures of measures that are no counts; written before the table, so that they win over its own.

    Args:
        sheet: The worksheet.
        layout: Its layout.
        rows: How many rows the table has now.
        measures: The workbook's catalogue of measures.
        formats: The workbook's formats.
    """
    block = next((each for each in layout.blocks if each.table == Observations.name), None)
    if block is None:
        return
    first, last = layout.header_row, layout.header_row - 1 + max(rows, 1)
    measure, value = (
        block.first_column + block.columns.index(name) for name in (Observations.MEASURE, Observations.VALUE)
    )
    cell, code = f"{letters_of(value + 1)}{first + 1}", f"${letters_of(measure + 1)}{first + 1}"
    look = formats.number_format(LISTED_WITH_DECIMALS)
    codes = _with_decimals(measures)
    for start in range(0, len(codes), _TOGETHER):
        named = ",".join(f'{code}="{each}"' for each in codes[start : start + _TOGETHER])
        criteria = f"=AND(ISNUMBER({cell}),OR({named}))"
        rule = {"type": "formula", "criteria": criteria, "format": look, "stop_if_true": True}
        sheet.conditional_format(first, value, last, value, rule)


def _with_decimals(measures: pd.DataFrame) -> list[str]:
    """The codes of the measures whose figures are no whole counts by the catalogue."""
    return [
        str(row[Measures.MEASURE])
        for row in records(measures)
        if row[Measures.UNIT] not in WHOLE_UNITS
        and not is_missing(row[Measures.UNIT])
        and (is_missing(row[Measures.DECIMALS]) or row[Measures.DECIMALS] > 0)
    ]
