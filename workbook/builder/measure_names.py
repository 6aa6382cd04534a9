"""Measures are shown by their names where figures stand by their codes; the code is what the cell holds."""

from typing import Any

import pandas as pd

from schemas.frames import is_missing, records
from schemas.tables import Inflows, Measures, Observations, Revisions, Taxameters
from workbook.builder.cell_formats import Formats
from workbook.layout import Sheet

_SHOWN = frozenset({Observations.name, Inflows.name, Taxameters.name, Revisions.name})
_CODE = "measure"
_LONGEST = 240  # letters of a number format


def measure_names(sheet: Any, layout: Sheet, measures: pd.DataFrame, bottoms: dict[str, int], formats: Formats) -> None:
    """Rules that show a measure's name for its code; one that the catalogue does not name shows its code.

    Args:
        sheet: The worksheet.
        layout: Its layout.
        measures: The workbook's catalogue of measures.
        bottoms: The last row of each table, from 0.
        formats: The workbook's formats.
    """
    for block in layout.blocks:
        if block.table not in _SHOWN or _CODE not in block.columns:
            continue
        column = block.first_column + block.columns.index(_CODE)
        for row in records(measures):
            code, name = row[Measures.MEASURE], row[Measures.TITLE]
            if is_missing(name) or str(name) == str(code):
                continue
            shown = str(name).replace('"', "'")[:_LONGEST]
            rule = {"type": "cell", "criteria": "==", "value": f'"{code}"', "stop_if_true": True}
            look = formats.number_format(f'General;General;General;"{shown}"')
            sheet.conditional_format(layout.header_row, column, bottoms[block.table], column, {**rule, "format": look})
