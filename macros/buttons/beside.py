"""Which saved workbooks a button means: all of the open one's folder, and otherwise those that the user chooses."""

from pathlib import Path

from macros.buttons.desk import Desk, Wanted
from macros.steps.all_workbooks.folder import contract_years, workbooks_of
from macros.steps.contract import language_of
from schemas.errors import CannotOpenError, RefusedError
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words
from workbook.live.book import LiveBook

_SEVERAL = 2


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
    book = _open(desk)
    found = _beside(book.folder) if book is not None and book.folder is not None else []
    if book is None or len(found) < _SEVERAL or len(contract_years(found)) > 1:
        return desk.files(Wanted.WORKBOOKS, language.text("choose_workbooks"))
    if desk.unsaved() and book.name.casefold() in {path.name.casefold() for path in found}:
        raise RefusedError([Issue("open_workbook_unsaved", Place(book.name))])
    return found


def _open(desk: Desk) -> LiveBook | None:
    """The open workbook where it is a centre's."""
    try:
        book = desk.book()
        language_of(book)
    except CannotOpenError:
        return None
    return book


def _beside(folder: Path) -> list[Path]:
    try:
        return workbooks_of([folder]).paths
    except CannotOpenError:
        return []
