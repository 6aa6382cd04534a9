"""Two pages of a consolidated workbook: the matrix of lights and the counts of goals."""

from typing import Any

import pandas as pd

from schemas.codes import GoalType, Light
from schemas.fields import Field, Kind
from schemas.frames import is_missing
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import Formats
from workbook.builder.row_heights import lines
from workbook.builder.sheet_tables import TableBuilder
from workbook.layout import header_row, height, page_width, width

COUNTS, MATRIX = "counts", "matrix"
_COUNT_COLUMNS = (
    "parameter",
    *(kind.value for kind in GoalType),
    "goals",
    *(light.value for light in Light),
    "assessed_otherwise",
)
_COUNT_WIDTH = 13
_TITLE_WIDTH = 44
_LIGHT_WIDTH = 13  # a light by shape and word
_BOLD = 1.2  # characters of a column that a letter of a bold header takes
_LINE = 13.0  # points
_UPRIGHT = 90  # degrees
_LETTER = 6.5  # points, of an upright header


def matrix_page(sheet: Any, frame: pd.DataFrame, formats: Formats, words: Words) -> None:
    """Goals down, centres across, a light in each cell; what a goal is measured by is folded.

    Args:
        sheet: The worksheet.
        frame: ``title``, the centres, ``measure``.
        formats: The workbook's formats.
        words: Its language.

    Names of centres break between words; where they are too many for a page they stand upright.
    """
    top = header_row() - 1
    names = [str(name) for name in frame.columns]
    centres = [name for name in names if name not in {"title", "measure"}]
    widths = {name: max(_LIGHT_WIDTH, _BOLD * max(map(len, name.split())) + 2) for name in centres}
    is_upright = _TITLE_WIDTH + sum(widths.values()) > page_width()
    if is_upright:
        widths = dict.fromkeys(centres, float(_LIGHT_WIDTH))
    widths |= {"title": _TITLE_WIDTH, "measure": width("measure")}
    longest = max(map(len, centres), default=0)
    tall = max((lines(name, widths[name] / _BOLD) for name in centres), default=1)
    sheet.set_row(top, max(height("header"), _LETTER * longest if is_upright else _LINE * tall + 6))
    headers = []
    for column, name in enumerate(names):
        is_ours = name in {"title", "measure"}
        looks = formats.upright_header(_UPRIGHT) if is_upright and not is_ours else formats.header(numeric=False)
        title = words.title(Results if name == "measure" else "goal_counts", name) if is_ours else name
        headers.append({"header": title, "header_format": looks})
        folded = {"level": 1, "hidden": True} if name == "measure" else {}
        sheet.set_column(column, column, widths[name], None, folded)
        cell = formats.cell(Field(name), MATRIX, is_input=False)
        for row, value in enumerate(frame[name].tolist(), start=top + 1):
            _text(sheet, row, column, value, cell)
    for row, values in enumerate(frame.itertuples(index=False), start=top + 1):
        needed = max(lines(str(value), widths[name]) for name, value in zip(names, values, strict=True) if value)
        sheet.set_row(row, max(height("row"), _LINE * needed + 5))
    bottom = top + max(len(frame), 1)
    sheet.add_table(top, 0, bottom, len(names) - 1, {"name": MATRIX, "columns": headers, "style": None})
    if centres:
        # A cell may name two lights: the one in force comes first.
        TableBuilder(sheet, formats, words).lights(top + 1, 1, bottom, len(centres), first=True)


def counts_page(sheet: Any, frame: pd.DataFrame, formats: Formats, words: Words) -> None:
    """Goals by steering parameter, by type and by light, with a line of totals.

    Args:
        sheet: The worksheet.
        frame: A row a parameter.
        formats: The workbook's formats.
        words: Its language.
    """
    top = header_row() - 1
    sheet.set_row(top, height("header") + height("row"))
    total = formats.total()
    headers: list[dict[str, Any]] = []
    for column, name in enumerate(_COUNT_COLUMNS):
        numeric = column > 0
        cell = formats.cell(Field(name, Kind.WHOLE if numeric else Kind.TEXT), COUNTS, is_input=False)
        header = {"header": words.title("goal_counts", name), "header_format": formats.header(numeric)}
        sheet.set_column(column, column, _COUNT_WIDTH if numeric else width(name) + 4)
        values = frame[name].tolist()
        for row, value in enumerate(values, start=top + 1):
            sheet.set_row(row, height("row"))
            if numeric and not is_missing(value):
                sheet.write_number(row, column, value, cell)
            else:
                _text(sheet, row, column, value, cell)
        said: dict[str, Any] = {"total_string": words.text("counts_total")}
        if numeric:
            said = {"total_function": "sum", "total_value": sum(each for each in values if not is_missing(each))}
        headers.append(header | said | {"format": total})
    bottom = top + max(len(frame), 1) + 1
    options = {"name": COUNTS, "columns": headers, "style": None, "total_row": True}
    sheet.add_table(top, 0, bottom, len(_COUNT_COLUMNS) - 1, options)


def _text(sheet: Any, row: int, column: int, value: object, cell: Any) -> None:
    if is_missing(value):
        sheet.write_blank(row, column, None, cell)
    else:
        sheet.write_string(row, column, str(value), cell)
