"""The buttons of a workbook with macros: VBA forwards to ``press`` in a Python process of its own (RunPython)."""

from datetime import datetime

import xlwings as xw

from macros.buttons import actions
from macros.buttons.desktop import DesktopDesk, status_bar
from schemas.words.vocabulary import words


def press(button: str) -> None:
    """What a button's macro calls.

    Args:
        button: One of ``actions.BUTTONS``.
    """
    book = xw.Book.caller()
    with status_bar(book):
        actions.press(button, DesktopDesk(book, words()), datetime.now())
