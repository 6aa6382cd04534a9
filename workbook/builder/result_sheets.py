"""The sheets with a line a goal of all centres, and of groups and the total: figures on a page, reasons on the next."""

from dataclasses import replace
from typing import Any

import pandas as pd

from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import Formats
from workbook.builder.row_heights import with_whole_words
from workbook.builder.sheet_tables import TableBuilder
from workbook.layout import Sheet, TableBlock, header_row, width

_GROUPS = "groups"
_FIGURES = (
    "centre", "number", "title", "light", "shown_unit", "shown_result", "target_whole", "ahead", "trend",
    "year_target_whole", "shown_forecast", "chance",
)  # fmt: skip
"""How each goal stands: the first page, and a screen of 1366 pixels with the reason."""
_WHY = ("reason", "shown_assessment", "note")
_PAST = ("light_strip", "last_shown", "change_shown")
"""What was reported before; of groups nothing was."""
_NOW_AND_THEN = (
    *_PAST, "forecast_ahead", "stability", "required_whole", "reached", "to_next_light", "shown_between", "based_on",
    "shown_backtest", "verdict", "assessment", "assessment_reason", "assessed_by", "assessed_on",
)  # fmt: skip
_LEAST_REASON = 32
_WIDTHS = {
    "centre": 16, "number": 6, "title": 24, "light": 10, "shown_unit": 7, "shown_result": 9, "target_whole": 10,
    "ahead": 12, "trend": 14, "year_target_whole": 10, "shown_forecast": 10, "chance": 7, "reason": 44,
    "shown_assessment": 26, "note": 24, "made_of": 24, "forecast_ahead": 12, "stability": 20, "required_whole": 12,
    "to_next_light": 18, "shown_between": 15, "based_on": 14,
}  # fmt: skip
_OF_GROUPS = {
    "centre": 18, "title": 26, "reason": 40, "shown_assessment": 14, "made_of": 22, "note": 28,
    "number": width("measure"),
}  # fmt: skip
"""A line of a group says more, and has no number before its goal."""


def result_columns(key: str) -> tuple[str, ...]:
    """The columns of such a sheet; a line of a group says on paper what it is made of.

    Args:
        key: Its key, ``all_goals`` or ``groups``.
    """
    is_group = key == _GROUPS
    why = ("reason", "shown_assessment", "made_of", "note") if is_group else _WHY
    first = (*_figures(key), *why, *(name for name in _NOW_AND_THEN if not is_group or name not in {"verdict", *_PAST}))
    # What is computed besides stands behind, folded: figures are explained by it.
    return (*first, *(str(field) for field in Results.fields if field not in {*first, "made_of"}))


def _figures(key: str) -> tuple[str, ...]:
    """A group's line has the code of its measure for a number, for its members may number the goal differently."""
    return tuple(name for name in _FIGURES if key != _GROUPS or name != "number")


def result_sheet(key: str, tab: str, frame: pd.DataFrame) -> Sheet:
    """The layout of such a sheet.

    Args:
        key: Its key.
        tab: The tab's colour.
        frame: Its lines, of whose texts no word is broken.
    """
    columns = result_columns(key)
    visible = columns.index(_NOW_AND_THEN[-1]) + 1
    widths = _WIDTHS | (_OF_GROUPS if key == _GROUPS else {})
    block = TableBlock(Results.name, columns, frozenset(), visible=visible, widths=widths, fit=True)
    block = _roomy(block, frame)
    frozen = columns.index("light")
    return Sheet(key, tab, False, (block,), frozen, columns.index("note") + 1, False, breaks=("reason",))


def _roomy(block: TableBlock, frame: pd.DataFrame) -> TableBlock:
    """No word of a text is broken; what that takes of the second page, the reason gives, for it goes on below."""
    roomy = with_whole_words(block, frame)
    printed = [*block.columns[: block.columns.index("light")], *block.columns[block.columns.index("reason") :]]
    taken = sum(roomy.width(name) - block.width(name) for name in printed[: printed.index("note") + 1])
    reason = max(_LEAST_REASON, roomy.width("reason") - taken)
    return replace(roomy, widths={**roomy.widths, "reason": reason})


def result_rows(sheet: Any, layout: Sheet, frame: pd.DataFrame, formats: Formats, words: Words) -> None:
    """Write the table of such a sheet.

    Args:
        sheet: The worksheet.
        layout: From ``result_sheet``.
        frame: Its lines.
        formats: The workbook's formats.
        words: Its language.
    """
    TableBuilder(sheet, formats, words).add(layout.blocks[0], frame, header_row() - 1, name=layout.key)
