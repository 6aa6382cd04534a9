"""What makes a workbook one with macros: the project, the sheets' code names, the buttons, the ribbon tab."""

import io
from typing import Any
from xml.sax.saxutils import quoteattr

from schemas.words.vocabulary import Words
from workbook.builder.finishing import RIBBON_PART, RIBBON_TYPE, add_part
from workbook.layout import buttons
from workbook.vba.build import WORKBOOK_NAME, sheet_names, shipped

_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
_SIZE = {"width": 138, "height": 28}  # pixels: one line of the longest label
_GAP = 6
_ROW = 0
_COLUMN = 3  # right of the heading


def add_macros(book: Any, words: Words) -> None:
    """Give an XlsxWriter workbook, whose sheets are made, the project and the buttons.

    Args:
        book: The workbook.
        words: Its language.
    """
    book.add_vba_project(io.BytesIO(shipped(words)), True)
    book.set_vba_name(WORKBOOK_NAME)
    sheets = book.worksheets()
    for sheet, name in zip(sheets, sheet_names(), strict=True):
        sheet.set_vba_name(name)
    for place, button in enumerate(button for button in buttons() if button.front):
        options = {
            "macro": f"RkButtons.{button.macro}",
            "caption": words.text(f"button_{button.name}"),
            "description": words.text(f"tip_{button.name}"),
            "x_offset": _GAP + place * (_SIZE["width"] + _GAP),
            "y_offset": 4,
            **_SIZE,
        }
        sheets[0].insert_button(_ROW, _COLUMN, options)


def finished(package: bytes, words: Words) -> bytes:
    """The package with what XlsxWriter does not write: the ribbon tab."""
    return add_part(package, RIBBON_PART, ribbon(words), RIBBON_TYPE)


def ribbon(words: Words) -> bytes:
    """The ribbon tab as customUI14: two groups, each button with its label and what it does."""
    groups: dict[str, list[str]] = {}
    for button in buttons():
        label, tip = words.text(f"button_{button.name}"), words.text(f"tip_{button.name}")
        groups.setdefault(button.group, []).append(
            f'<button id="rk_{button.name}" label={quoteattr(label)} imageMso="{button.icon}" size="large"'
            f' screentip={quoteattr(label)} supertip={quoteattr(tip)} onAction="RkRibbon.RkRibbonPress"/>'
        )
    inner = "".join(
        f'<group id="rk_group_{group}" label={quoteattr(words.text(f"ribbon_{group}"))}>{"".join(items)}</group>'
        for group, items in groups.items()
    )
    tab = f'<tab id="rk_tab" label={quoteattr(words.text("ribbon_tab"))}>{inner}</tab>'
    return f'<customUI xmlns="{_NAMESPACE}"><ribbon><tabs>{tab}</tabs></ribbon></customUI>'.encode()
