"""The button *Hent til alle centre*: one export into the open workbook and all the closed ones beside it."""

from datetime import datetime

from macros.buttons.beside import beside, others
from macros.buttons.desk import Desk, Wanted
from macros.steps.all_workbooks.importing_all import How, import_by_all
from macros.steps.contract import is_ours, language_of
from macros.terminal.all_lines import all_message
from schemas.words.vocabulary import Words
from workbook.exports.read import ReadOptions


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
    closed = others(
        [path for path in chosen if path not in exports] or beside(desk, book, language, "choose_all_workbooks"), book
    )
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
