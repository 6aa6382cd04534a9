"""The open workbook, and the closed ones that lie beside it."""

from collections.abc import Sequence
from pathlib import Path

from macros.buttons.desk import Desk, Wanted
from macros.steps.all_workbooks.folder import contract_years, workbooks_of
from macros.steps.contract import is_ours, language_of
from schemas.errors import CannotOpenError, RefusedError
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words
from workbook.live.book import LiveBook

_SEVERAL = 2


def open_one(desk: Desk) -> LiveBook | None:
    """The open workbook, where it is one of ours and a centre's."""
    try:
        book = desk.book()
        language_of(book)
    except CannotOpenError:
        return None
    return book


def beside(desk: Desk, book: LiveBook, language: Words, title: str) -> list[Path]:
    """The workbooks of the open one's folder; those that the user chooses where that is no folder of this machine.

    Args:
        desk: The host.
        book: The open workbook.
        language: The user's language.
        title: The words with which they are asked for.
    """
    if book.folder is None:
        return [path for path in desk.files(Wanted.WORKBOOKS, language.text(title)) if is_ours(path)]
    return _inside(book.folder)


def others(paths: Sequence[Path], book: LiveBook) -> list[Path]:
    """The workbooks without the open one, which is written through Excel alone."""
    return [path for path in paths if path.name.casefold() != book.name.casefold()]


def saved_workbooks(desk: Desk, language: Words) -> list[Path]:
    """The saved workbooks that are brought together: those beside the open one, without asking.

    They are asked for where none of ours is open, where its folder is none of this machine's, and where it holds only
    one of ours or those of several years.

    Args:
        desk: The host.
        language: The user's language.

    Raises:
        RefusedError: The open workbook holds what its file does not: it would be left out in silence.
    """
    book = open_one(desk)
    found = _inside(book.folder) if book is not None and book.folder is not None else []
    if book is None or len(found) < _SEVERAL or len(contract_years(found)) > 1:
        return desk.files(Wanted.WORKBOOKS, language.text("choose_workbooks"))
    if desk.unsaved() and book.name.casefold() in {path.name.casefold() for path in found}:
        raise RefusedError([Issue("open_workbook_unsaved", Place(book.name))])
    return found


def _inside(folder: Path) -> list[Path]:
    try:
        return workbooks_of([folder]).paths
    except CannotOpenError:
        return []  # the open one itself was never saved there
