"""Test fixtures with (nearly) everything a user can put into an Excel file.

``decorate`` adds sheets with every feature XlsxWriter can make; ``inject`` adds by hand what it cannot.
"""

from __future__ import annotations

import xlsxwriter  # type: ignore[import-untyped]

from tests.kitchen.cells import add_cell_sheets
from tests.kitchen.charts import add_chart_sheets
from tests.kitchen.inject import inject
from tests.kitchen.tools import add_tool_sheets

__all__ = ["decorate", "inject"]


def decorate(book: xlsxwriter.Workbook) -> None:
    """Adds sheets whose names start with "Bruger", using every feature XlsxWriter can make.

    Args:
        book: An open workbook, not in constant-memory mode; it may have other sheets.
    """
    add_cell_sheets(book)
    add_tool_sheets(book)
    add_chart_sheets(book)
    book.set_custom_property("Bruger ansvarlig", "Åse Ærøskøbing")
    book.set_custom_property("Bruger version", 3)
    book.set_custom_property("Bruger andel", 0.25)
    book.set_custom_property("Bruger godkendt", True)
