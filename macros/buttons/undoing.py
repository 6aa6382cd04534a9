"""The button *Fortryd*: the tables that the last button wrote are put back as they were; and what is kept for it."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from macros.buttons.desk import Desk
from macros.buttons.kept_presses import Press, packed, unpacked
from macros.kept_runs import folder_lines, kept_lines, new_run
from macros.steps.undoing import undo as undo_closed
from macros.steps.undoing import undo_run
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from schemas.tables import IssueGroups, Issues, StrategyLines
from schemas.words.vocabulary import Words
from workbook.closed.undo.going_back import AGAIN
from workbook.closed.undo.keeping import keeping
from workbook.layout import IssueCounts
from workbook.live.book import LiveBook
from workbook.live.kept_tables import changed, collecting, put_back
from workbook.live.places import OpenPlace

_NEVER_UNDONE = frozenset({"undo", "validate"})
"""Buttons that nothing is kept of: one goes back itself, the other lists findings alone."""
_MAKES_FILES = frozenset({"new", "roll_over"})
"""Buttons that write new files alone, which nothing is kept of."""
_NAMED = 10
"""Workbooks that a question names."""
_LISTS = frozenset({Issues.name, IssueGroups.name, IssueCounts.name})
"""Tables that a refused button writes too; what they hold is nobody's work."""
_MAPS = frozenset({StrategyLines.name})
"""Tables beside which a map is drawn, whose colours the next recalculation sets."""


def undoable(
    button: str, desk: Desk, language: Words, now: datetime, do: Callable[[], tuple[str, bool]]
) -> tuple[str, bool]:
    """Do what a button does; what it writes over, in the open workbook or in closed ones, is kept before.

    Args:
        button: The button.
        desk: The host.
        language: The workbook's language.
        now: The time.
        do: Does it: what is told, and whether it was refused.

    Returns:
        The same, with which copy was written, and whether it cannot be undone.
    """
    if button in _MAKES_FILES:
        return do()
    run = new_run(button, now)
    # Behind a server closed workbooks are copies of the user's, and go back to be opened.
    with keeping(run) if desk.has_own_files else nullcontext(), collecting() as kept:
        text, bad = do()
    lines = [text, *folder_lines(run, language), *kept_lines(run, language)]
    tables = [] if bad else kept  # a refused button lists findings alone
    if tables:
        lines += place_lines(desk.book().place, language)
    if button not in _NEVER_UNDONE and (tables or run.written):
        lines += _kept(desk, Press(button, now, tables, run.id, run.written), language)
    return "\n".join(lines), bad


def place_lines(place: OpenPlace, language: Words) -> list[str]:
    """Which copy of a workbook was written, in a line; none where that is not known.

    Args:
        place: Where it lies.
        language: The user's language.
    """
    if not place.shown:
        return []
    about = {"place": place.shown, "local": place.local}
    if place.local:
        said = [language.text("place_with_copy", **about)]
    elif place.synced:
        said = [language.text("place_synced", **about)]
    else:
        said = [language.text("place_here", **about)]
    said += [language.text("place_read_only")] if place.read_only else []
    said += [language.text("place_autosave")] if place.autosave else []
    return [" ".join(said)]


def _kept(desk: Desk, press: Press, language: Words) -> list[str]:
    """Keep what a button has written over; what there is to tell where it cannot be kept."""
    content = packed(press)
    if content is None:
        return [language.text("undo_button_too_much")]
    try:
        desk.keep(content)
    except OSError:
        return [language.text("undo_button_not_kept")]
    return []


def undo(desk: Desk, language: Words, now: datetime) -> tuple[str, bool]:
    """Put back what the last button wrote.

    Args:
        desk: The host.
        language: The workbook's language.
        now: The time.

    Returns:
        What is told to the user, and whether it was refused.
    """
    content = desk.kept()
    if content is None:
        return language.text("undo_button_nothing"), True
    book = desk.book()
    press = unpacked(content, book.name)
    about = {"button": language.text(f"button_{press.button}"), "when": f"{press.when:%d-%m-%Y %H:%M}"}
    # All is asked before anything is put back: what is undone is all of it.
    other = list(dict.fromkeys(each.sheet for each in changed(book, press.tables) if each.table not in _LISTS))
    if other and not desk.agrees_to_lose(language.text("undo_button_asked", sheets=", ".join(other), **about)):
        return language.text("undo_button_changed", sheets=", ".join(other), **about), True
    closed = press.closed if desk.has_own_files else ()
    if closed and not desk.agrees(_asked(press, about, language)):
        return language.text("nothing_chosen"), False
    desk.progress(language.text("progress_writing"))
    try:
        put_back(book, press.tables)
    except ValueError as error:
        raise CannotOpenError([Issue("kept_unfit", Place(book.name))]) from error
    _all_back(book, closed, press.run, now)
    desk.used()
    return "\n".join(
        [*_told(press, closed, about, language), *(each.message(language) for each in book.notices)]
    ), False


def _all_back(book: LiveBook, closed: Sequence[Path], run: str, now: datetime) -> None:
    """Put the closed workbooks and the open one back: all of them, or none."""
    if closed:
        undo_run(closed, run, now)
    try:
        book.save()
    except BaseException:
        if closed:
            undo_closed(closed, AGAIN, now)
        raise


def _told(press: Press, closed: Sequence[Path], about: dict[str, str], language: Words) -> list[str]:
    """What was undone."""
    lines = [language.text("undo_button_closed", count=len(closed), **about)] if closed else []
    if press.tables:
        sheets = ", ".join(dict.fromkeys(each.sheet for each in press.tables))
        lines.append(language.text("undo_button_done", sheets=sheets, **about))
    return lines + ([language.text("undo_button_map")] if any(each.table in _MAPS for each in press.tables) else [])


def _asked(press: Press, about: dict[str, str], language: Words) -> str:
    names = "\n".join(path.name for path in press.closed[:_NAMED])
    more = language.text("undo_and_more", count=len(press.closed) - _NAMED) if len(press.closed) > _NAMED else ""
    return f"{language.text('undo_button_closed_asked', count=len(press.closed), **about)}\n{names}{more}"
