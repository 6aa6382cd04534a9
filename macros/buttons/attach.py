"""``resultatkontrakt attach``: the buttons from outside Excel, where IT forbids macros or what they start.

A console program finds the open workbook through Excel's object model and runs the same steps; the workbook is then a
plain .xlsx. With ``--do`` it runs one button and ends, for a shortcut on the desktop.
"""

import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime

import xlwings as xw

from macros.buttons import actions
from macros.buttons.desktop import DesktopDesk, status_bar
from macros.buttons.names import BUTTON_NAMES
from macros.buttons.undoing import place_lines
from macros.steps.contract import language_of
from macros.terminal.console import say
from schemas.errors import CannotOpenError, ExitCode
from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.live.book import LiveBook
from workbook.live.desktop import DesktopExcel


class ConsoleDesk(DesktopDesk):
    """Excel's dialogues, with the message also on the console, where the user may be looking."""

    def tell(self, text: str, bad: bool) -> None:
        """On the console and in Excel."""
        say(text)
        super().tell(text, bad)


def attach(workbook: str | None, button: str | None, words: Words, ask: Callable[[str], str] = input) -> int:
    """Run buttons on the workbook that is open in Excel.

    Args:
        workbook: Its name, where several are open.
        button: The one button to run; without one, a menu is shown until the user ends it.
        words: The language of the menu.
        ask: Asks for a line.

    Returns:
        0 done; 1 the last button was refused.

    Raises:
        CannotOpenError: There is no Excel, no workbook of ours, or several and none was named.
    """
    book = _chosen(workbook, words, None if button else ask)
    say(words.text("attach_found", book=book.name))
    for line in place_lines(DesktopExcel(book.app).place(book), words):
        say(line)
    if button:
        return _run(button, book, words)
    code: int = ExitCode.DONE
    while (number := _number(_menu(words), words.text("attach_menu"), ask)) is not None:
        code = _run(BUTTON_NAMES[number], book, words)
    return code


def _run(button: str, book: xw.Book, words: Words) -> int:
    with status_bar(book):
        outcome = actions.press(button, ConsoleDesk(book, words), datetime.now())
    return ExitCode.REFUSED if outcome.bad else ExitCode.DONE


def _menu(words: Words) -> list[str]:
    return [words.text(f"button_{name}") for name in BUTTON_NAMES]


def _number(lines: Sequence[str], question: str, ask: Callable[[str], str]) -> int | None:
    """The position of the line that the user chooses; None for none."""
    for number, line in enumerate(lines, start=1):
        say(f"  {number}  {line}")
    while True:
        try:
            answer = ask(question).strip()
        except (EOFError, KeyboardInterrupt):
            return None
        if not answer:
            return None
        if answer.isdigit() and 1 <= int(answer) <= len(lines):
            return int(answer) - 1


def _chosen(workbook: str | None, words: Words, ask: Callable[[str], str] | None) -> xw.Book:
    books = _open_books()
    if workbook:
        for book in books:
            if book.name.casefold() == workbook.casefold():
                return book
        standing = ", ".join(book.name for book in books)
        raise CannotOpenError([Issue("not_open", value=workbook, details={"open": standing})])
    ours = [book for book in books if _is_ours(book)]
    if not ours:
        raise CannotOpenError([Issue("no_open_workbook", value=", ".join(book.name for book in books) or "–")])
    if len(ours) == 1:
        return ours[0]
    names = [book.name for book in ours]
    chosen = _number(names, words.text("attach_which"), ask) if ask else _in_front(ours)
    if chosen is None:
        raise CannotOpenError([Issue("several_open", value=", ".join(names))])
    return ours[chosen]


def _open_books() -> list[xw.Book]:
    """The workbooks open in every Excel that runs."""
    try:
        books = [book for app in xw.apps for book in app.books]
    except (KeyError, AttributeError, xw.XlwingsError) as error:
        # xlwings has no desktop engine here: no Excel is installed, or this is neither Windows nor a Mac.
        raise CannotOpenError([Issue("excel_missing", value="xlwings")]) from error
    if not books:
        raise CannotOpenError([Issue("excel_missing", value="Excel")])
    return books


def _is_ours(book: xw.Book) -> bool:
    with contextlib.suppress(CannotOpenError):
        language_of(LiveBook(book, DesktopExcel(book.app)))
        return True
    return False


def _in_front(ours: Sequence[xw.Book]) -> int | None:
    """The position of the workbook that the user looks at, where it is one of ours."""
    active = xw.books.active.name
    return next((place for place, book in enumerate(ours) if book.name == active), None)
