"""Two pages of a consolidated workbook: the matrix of lights and the counts of goals."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from schemas.codes import GoalType, Light
from schemas.fields import Field, Kind
from schemas.frames import is_missing
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import Formats
from workbook.builder.row_heights import BOLD, fitting, header_height, least_width
from workbook.builder.sheet_tables import TableBuilder
from workbook.layout import TableBlock, header_row, height, page_width, width

COUNTS, MATRIX = "counts", "matrix"
_COUNT_COLUMNS = (
    "parameter",
    *(kind.value for kind in GoalType),
    "goals",
    *(light.value for light in Light),
    "assessed_otherwise",
)
_COUNT_WIDTH = 13
_TITLE_WIDTHS = 36, 44  # as wide as the centres leave room for
_LIGHT_WIDTH = 13  # a light by shape and word
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
    widths, is_upright = _widths(centres)
    sheet.set_row(top, max(height("header"), _tall(centres, widths, is_upright)))
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
    block = TableBlock(MATRIX, tuple(names), frozenset(), visible=len(names) - 1, widths=widths)
    for row, values in enumerate(frame.itertuples(index=False), start=top + 1):
        sheet.set_row(row, fitting(block, values))
    bottom = top + max(len(frame), 1)
    sheet.add_table(top, 0, bottom, len(names) - 1, {"name": MATRIX, "columns": headers, "style": None})
    if centres:
        # A cell may name two lights: the one in force comes first.
        TableBuilder(sheet, formats, words).lights(top + 1, 1, bottom, len(centres), first=True)


def _widths(centres: Sequence[str]) -> tuple[dict[str, float], bool]:
    """The widths of all columns, and whether the centres are too many for a page with their names across."""
    least, usual = _TITLE_WIDTHS
    widths = {name: max(_LIGHT_WIDTH, BOLD * least_width(name)) for name in centres}
    is_upright = least + sum(widths.values()) > page_width()
    if is_upright:
        widths = dict.fromkeys(centres, float(_LIGHT_WIDTH))
    room = page_width() - sum(widths.values())
    return widths | {"title": min(usual, max(least, room)), "measure": width("measure")}, is_upright


def _tall(centres: Sequence[str], widths: Mapping[str, float], is_upright: bool) -> float:
    if is_upright:
        return _LETTER * max(map(len, centres), default=0)
    return header_height(centres, (widths[name] for name in centres))


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
        if numeric:
            whole = sum(int(each) for each in values if not is_missing(each))
            header |= {"total_function": "sum", "total_value": whole}
        else:
            header["total_string"] = words.text("counts_total")
        headers.append(header)
    bottom = top + max(len(frame), 1) + 1
    options = {"name": COUNTS, "columns": headers, "style": None, "total_row": True}
    sheet.add_table(top, 0, bottom, len(_COUNT_COLUMNS) - 1, options)
    _totals(sheet, bottom, headers, formats)


def _totals(sheet: Any, row: int, headers: Sequence[Mapping[str, Any]], formats: Formats) -> None:
    """The cells of a line of totals over those that the table writes, whose formulas not all programs understand."""
    for column, header in enumerate(headers):
        if "total_string" in header:
            sheet.write_string(row, column, header["total_string"], formats.total(is_text=True))
        else:
            formula = f"=SUBTOTAL(109,{COUNTS}[{header['header']}])"
            sheet.write_formula(row, column, formula, formats.total(), header["total_value"])


def _text(sheet: Any, row: int, column: int, value: object, cell: Any) -> None:
    if is_missing(value):
        sheet.write_blank(row, column, None, cell)
    else:
        sheet.write_string(row, column, str(value), cell)
