"""The button *Hent til alle centre*: one export into the open workbook and all the closed ones beside it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from macros.buttons.desk import Desk, Wanted
from macros.steps.all_workbooks.folder import workbooks_of
from macros.steps.all_workbooks.importing_all import How, import_by_all
from macros.steps.contract import is_ours, language_of
from macros.terminal.all_lines import all_message
from schemas.errors import CannotOpenError
from schemas.words.vocabulary import Words
from workbook.exports.read import ReadOptions
from workbook.live.book import LiveBook


def import_all(desk: Desk, language: Words, now: datetime) -> tuple[str, bool]:
    """Bring exports into all workbooks, and recalculate them.

    Args:
        desk: The host.
        language: The language of the message.
        now: The time.

    Returns:
        What is told to the user, and whether it was refused.

    Raises:
        StepError: It was refused or cannot be done; nothing was written to any of them.
    """
    book = desk.book()
    language_of(book)
    chosen = desk.files(Wanted.EXPORTS, language.text("choose_exports"))
    exports = [path for path in chosen if not is_ours(path)]
    if not exports:
        return language.text("nothing_chosen"), False
    closed = _others([path for path in chosen if path not in exports] or _beside(desk, book, language), book)
    desk.progress(language.text("progress_reading"))
    how = How(
        now,
        options=ReadOptions(shown=desk.paths_by_name(exports)),
        told=lambda done, count: desk.progress(language.text("all_progress", done=done, count=count)),
    )
    done = import_by_all(closed, exports, language, how, book)
    desk.made(closed)
    notices = [notice.message(language) for notice in book.notices]
    return "\n".join([all_message(done, language), *notices]), False


def _beside(desk: Desk, book: LiveBook, language: Words) -> list[Path]:
    """The workbooks of the open one's folder; those that the user chooses where that is no folder of this machine."""
    if book.folder is None:
        return [path for path in desk.files(Wanted.WORKBOOKS, language.text("choose_all_workbooks")) if is_ours(path)]
    try:
        return workbooks_of([book.folder]).paths
    except CannotOpenError:
        return []  # the open one itself was never saved there


def _others(paths: Sequence[Path], book: LiveBook) -> list[Path]:
    """The workbooks without the open one, which is written through Excel alone."""
    return [path for path in paths if path.name.casefold() != book.name.casefold()]
