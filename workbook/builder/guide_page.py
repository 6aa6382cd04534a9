"""The sheet that tells how the workbook is used: a line a step, with links to the sheets that it speaks of."""

from typing import Any, NamedTuple

from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import HEADING, Formats
from workbook.builder.row_heights import lines
from workbook.layout import header_row, height


class Step(NamedTuple):
    """One step of the guide.

    Args:
        key: Its title and text among the words: ``guide_<key>_title`` and ``guide_<key>``.
        sheets: The sheets that it leads to.
    """

    key: str
    sheets: tuple[str, ...] = ()


STEPS = (
    Step("goals", ("contract", "measures")),
    Step("import", ("front", "validation")),
    Step("names", ("translations",)),
    Step("status", ("data_status", "calendar")),
    Step("recalculate", ("front", "changes")),
    Step("lights", ("follow_up", "parameters")),
    Step("explain", ("follow_up", "log")),
    Step("assess", ("follow_up", "assessed")),
    Step("try", ("what_if",)),
    Step("undo", ("front",)),
    Step("together"),
    Step("next_year"),
)
"""The steps, in the order of the year."""
_FEWEST_LINES = 2
_LINE = 0.85
"""Of a row's height, which has room around its one line."""
_NUMBER, _TITLE, _TEXT, _LINKS = range(4)
_WIDTHS = (4, 26, 92, 19, 19)
"""In characters: number, title, text, and two links; together a page."""


def guide_page(sheet: Any, formats: Formats, words: Words) -> None:
    """Write the steps.

    Args:
        sheet: The worksheet.
        formats: Its workbook's formats.
        words: Its language.
    """
    sheet.hide_gridlines(2)
    for column, characters in enumerate(_WIDTHS):
        sheet.set_column(column, column, characters)
    text = formats.make(text_wrap=True, valign="top")
    title = formats.make(text_wrap=True, valign="top", bold=True, font_color=HEADING)
    link = formats.make(valign="top", font_color=HEADING, underline=1)
    for number, step in enumerate(STEPS, start=1):
        row = header_row() - 2 + number
        told = words.text(f"guide_{step.key}")
        sheet.set_row(row, max(lines(told, _WIDTHS[_TEXT]), _FEWEST_LINES) * height("row") * _LINE)
        sheet.write_number(row, _NUMBER, number, title)
        sheet.write_string(row, _TITLE, words.text(f"guide_{step.key}_title"), title)
        sheet.write_string(row, _TEXT, told, text)
        for column, key in enumerate(step.sheets, start=_LINKS):
            name = words.sheet(key)
            sheet.write_url(row, column, f"internal:'{name}'!A1", link, f"\u2192 {name}")
