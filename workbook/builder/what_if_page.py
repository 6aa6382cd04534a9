"""The sheet on which a goal is tried out: a form of lines, and beside it which level gives which light."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from schemas.codes import Unit, WhatIf
from schemas.measures import WHOLE_UNITS
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import CHANCE, FIGURE, INPUT_FILL, INPUT_TEXT, LINE, MUTED, PER_CENT, WHOLE, Formats
from workbook.builder.cell_formats import with_decimals as of_decimals
from workbook.builder.sheet_tables import TableBuilder
from workbook.builder.special import choice
from workbook.layout import LightLevels, TableBlock, WhatIfPage, header_row
from workbook.opc.refs import letters_of

_LINES = tuple(WhatIf)
_CHANGED = frozenset({WhatIf.RESULT, WhatIf.TARGET, WhatIf.TARGET_MAX, WhatIf.REST})
_ANSWERS = frozenset({WhatIf.FORECAST, WhatIf.CHANCE, WhatIf.REQUIRED, WhatIf.LIGHT})
_MAIN = _LINES[: _LINES.index(WhatIf.LIGHT) + 1]
_FIGURES = frozenset(
    {
        WhatIf.RESULT, WhatIf.TARGET, WhatIf.TARGET_MAX, WhatIf.REST, WhatIf.FORECAST, WhatIf.LOW, WhatIf.HIGH,
        WhatIf.REQUIRED, WhatIf.REQUIRED_MAX, WhatIf.BASELINE, WhatIf.DUE, WhatIf.DUE_MAX, WhatIf.LOWEST,
        WhatIf.HIGHEST,
    }
)  # fmt: skip
"""The lines whose figures are in the goal's unit."""
_NUMBER_FORMATS = {
    WhatIf.CHANCE: CHANCE,
    WhatIf.TOLERANCE: "0.0 %",
    **dict.fromkeys((WhatIf.RED, WhatIf.FAR, WhatIf.YELLOW), "0 %"),
}
_COUNT = "0"
_MORE_DECIMALS = range(2, 7)


def what_if_page(
    sheet: Any, formats: Formats, words: Words, blocks: Sequence[TableBlock], frames: Sequence[pd.DataFrame]
) -> None:
    """Write the sheet.

    Args:
        sheet: The worksheet.
        formats: The workbook's formats.
        words: Its language.
        blocks: The form, and the table of levels.
        frames: Their rows.
    """
    sheet.hide_gridlines(2)
    top = header_row() - 1
    tables = TableBuilder(sheet, formats, words)
    form, levels = blocks
    sheet.write_string(top - 1, levels.first_column, words.text("what_if_levels"), formats.make(bold=True))
    ends = [tables.add(block, frame, top) for block, frame in zip(blocks, frames, strict=True)]
    _form(sheet, formats, form, frames[0], top + 1)
    change = form.columns.index(WhatIfPage.CHANGE)
    if len(frames[0]):
        choice(sheet, formats, words, form.table, (top + 1, change), frames[0][WhatIfPage.CHANGE].iloc[0])
    light = top + 1 + _LINES.index(WhatIf.LIGHT)
    for field in (WhatIfPage.TODAY, WhatIfPage.OUTCOME):
        column = form.columns.index(field)
        tables.lights(light, column, light, column)
    _units(sheet, formats, words, form, top + 1)
    places = [levels.first_column + levels.columns.index(field) for field in (LightLevels.REST, LightLevels.FORECAST)]
    _figures(sheet, formats, words, form, (top + 1, min(places), ends[1], max(places)), top + 1)


def _form(sheet: Any, formats: Formats, form: TableBlock, frame: pd.DataFrame, first: int) -> None:
    """The form's cells as their lines are; what is written is blue, what is behind is pale."""
    for at, line in enumerate(_LINES[: len(frame)]):
        for column, field in enumerate(form.columns):
            is_input = field == WhatIfPage.CHANGE and line in _CHANGED
            properties: dict[str, object] = {"bottom": 1, "bottom_color": LINE, "locked": not is_input}
            if is_input:
                properties |= {"bg_color": INPUT_FILL, "font_color": INPUT_TEXT}
            elif line not in _MAIN or field == WhatIfPage.HINT:
                properties["font_color"] = MUTED
            if field == WhatIfPage.OUTCOME or (line in _ANSWERS and field == WhatIfPage.LINE) or line is WhatIf.GOAL:
                properties["bold"] = True
            if field in {WhatIfPage.LINE, WhatIfPage.HINT}:
                properties |= {"align": "left", "indent": 1}
            else:
                properties |= {"align": "right", "num_format": _number_format(line)}
            _again(sheet, first + at, column, frame[field].iloc[at], formats.make(**properties))


def _number_format(line: WhatIf) -> str:
    return FIGURE if line in _FIGURES else _NUMBER_FORMATS.get(line, _COUNT)


def _again(sheet: Any, row: int, column: int, value: Any, cell: Any) -> None:
    """A cell written anew, with a format of its line."""
    if hasattr(value, "text"):
        sheet.write_formula(row, column, f"={value.text}", cell, value.cached)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, cell)
    elif value is None:
        sheet.write_blank(row, column, None, cell)
    else:
        sheet.write_number(row, column, value, cell)


def _units(sheet: Any, formats: Formats, words: Words, form: TableBlock, first: int) -> None:
    """The form's figures in the goal's unit, line by line."""
    columns = [form.columns.index(field) for field in (WhatIfPage.TODAY, WhatIfPage.CHANGE, WhatIfPage.OUTCOME)]
    for at, line in enumerate(_LINES):
        if line in _FIGURES:
            _figures(sheet, formats, words, form, (first + at, min(columns), first + at, max(columns)), first)


def _figures(
    sheet: Any, formats: Formats, words: Words, form: TableBlock, area: tuple[int, int, int, int], first: int
) -> None:
    """Show an area's figures in the unit of the goal that is chosen, with as many decimals as it takes."""
    today = letters_of(form.first_column + form.columns.index(WhatIfPage.TODAY) + 1)
    unit, decimals = (f"${today}${first + 1 + _LINES.index(line)}" for line in (WhatIf.UNIT, WhatIf.DECIMALS))
    corner = f"{letters_of(area[1] + 1)}{area[0] + 1}"
    per_cent = f'{unit}="{words.word(Unit.PCT)}"'
    whole = ",".join(f'{unit}="{words.word(each)}"' for each in WHOLE_UNITS)
    yes_no = formats.unit_formats()[Unit.YES_NO]
    rules = [(f'={unit}="{words.word(Unit.YES_NO)}"', yes_no)]
    for count in _MORE_DECIMALS:
        rules.append((f"=AND({decimals}={count},{per_cent})", of_decimals(PER_CENT, count)))
        rules.append((f"={decimals}={count}", of_decimals(FIGURE, count)))
    rules.append((f"={per_cent}", PER_CENT))
    rules.append((f"=AND(OR({whole}),ISNUMBER({corner}),ROUND({corner},1)=ROUND({corner},0))", WHOLE))
    for criteria, number_format in rules:
        rule = {
            "type": "formula",
            "criteria": criteria,
            "format": formats.number_format(number_format),
            "stop_if_true": True,
        }
        sheet.conditional_format(*area, rule)
