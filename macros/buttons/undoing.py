"""The button *Fortryd*: the tables that the last button wrote are put back as they were; and what is kept for it."""

import gzip
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from macros.buttons.desk import Desk
from macros.kept_runs import folder_lines, kept_lines, new_run
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from schemas.tables import IssueGroups, Issues, StrategyLines
from schemas.words.vocabulary import Words
from workbook.closed.undo.keeping import keeping
from workbook.layout import IssueCounts
from workbook.live.kept_tables import KeptTable, changed, collecting, kept_from, put_back
from workbook.live.places import OpenPlace

_NEVER_UNDONE = frozenset({"undo", "validate"})
"""Buttons that nothing is kept of: one goes back itself, the other lists findings alone."""
_MAKES_FILES = frozenset({"new", "roll_over"})
"""Buttons that write new files alone, which nothing is kept of."""
_LISTS = frozenset({Issues.name, IssueGroups.name, IssueCounts.name})
"""Tables that a refused button writes too; what they hold is nobody's work."""
_MAPS = frozenset({StrategyLines.name})
"""Tables beside which a map is drawn, whose colours the next recalculation sets."""
_MOST_PACKED, _MOST_BYTES = 16 << 20, 256 << 20
"""Bytes of what is kept of one button, packed and not."""
_FORM = 1


@dataclass(frozen=True)
class _Kept:
    button: str
    when: datetime
    tables: list[KeptTable]


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
    with keeping(new_run(button, now)) as run, collecting() as kept:
        text, bad = do()
    lines = [text, *folder_lines(run, language), *kept_lines(run, language)]
    if kept and not bad:
        lines += place_lines(desk.book().place, language)
        lines += [] if button in _NEVER_UNDONE else _kept(desk, button, kept, language, now)
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


def _kept(desk: Desk, button: str, tables: Sequence[KeptTable], language: Words, now: datetime) -> list[str]:
    """Keep what a button has written over; what there is to tell where it cannot be kept."""
    told = {
        "form": _FORM,
        "button": button,
        "when": now.isoformat(timespec="seconds"),
        "tables": [asdict(each) for each in tables],
    }
    packed = gzip.compress(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"), mtime=0)
    if len(packed) > _MOST_PACKED:
        return [language.text("undo_button_too_much")]
    try:
        desk.keep(packed)
    except OSError:
        return [language.text("undo_button_not_kept")]
    return []


def undo(desk: Desk, language: Words, now: datetime) -> tuple[str, bool]:
    """Put back what the last button wrote.

    Args:
        desk: The host.
        language: The workbook's language.
        now: Not needed.

    Returns:
        What is told to the user, and whether it was refused.
    """
    del now
    book = desk.book()
    packed = desk.kept()
    if packed is None:
        return language.text("undo_button_nothing"), True
    kept = _unpacked(packed, book.name)
    other = list(dict.fromkeys(each.sheet for each in changed(book, kept.tables) if each.table not in _LISTS))
    about = {"button": language.text(f"button_{kept.button}"), "when": f"{kept.when:%d-%m-%Y %H:%M}"}
    if other and not desk.agrees_to_lose(language.text("undo_button_asked", sheets=", ".join(other), **about)):
        return language.text("undo_button_changed", sheets=", ".join(other), **about), True
    desk.progress(language.text("progress_writing"))
    try:
        put_back(book, kept.tables)
    except ValueError as error:
        raise CannotOpenError([Issue("kept_unfit", Place(book.name))]) from error
    book.save()
    desk.used()
    sheets = ", ".join(dict.fromkeys(each.sheet for each in kept.tables))
    lines = [language.text("undo_button_done", sheets=sheets, **about)]
    lines += [language.text("undo_button_map")] if any(each.table in _MAPS for each in kept.tables) else []
    return "\n".join([*lines, *(notice.message(language) for notice in book.notices)]), False


def _unpacked(packed: bytes, name: str) -> _Kept:
    """What was kept.

    Raises:
        CannotOpenError: It is not what we keep.
    """
    try:
        told = _told(packed)
        when = datetime.fromisoformat(told["when"])
        if told["form"] != _FORM:
            raise ValueError(told["form"])
        return _Kept(_button(told["button"]), when, kept_from(told["tables"]))
    except (ValueError, KeyError, TypeError, zlib.error, EOFError) as error:
        raise CannotOpenError([Issue("kept_unfit", Place(name))]) from error


def _told(packed: bytes) -> Any:
    """The plain data, no more than so much: a browser sends it, and may be sent anything."""
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    content = unpacking.decompress(packed, _MOST_BYTES)
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise ValueError(len(packed))
    return json.loads(content.decode("utf-8", "surrogatepass"))


def _button(name: object) -> str:
    from macros.buttons.names import BUTTON_NAMES

    if name not in BUTTON_NAMES:
        raise ValueError(name)
    return str(name)
