"""Putting a workbook back to what it was before a command, or forth again: byte for byte, in one step."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.errors import CannotOpenError, RefusedError, not_read
from schemas.issues.issue import Issue, Place
from workbook.closed.atomic import check_writable, replacing
from workbook.closed.undo.history import MOST_STEPS, Act, History, Step, UnreadableIndexError, Version
from workbook.closed.undo.keeping import kept_copy, known_history, write_history
from workbook.closed.undo.places import FOLDER, index_of, state_folder
from workbook.digests import sha256
from workbook.opc.package import check_file

UNDO, AGAIN = "undo", "again"


@dataclass(frozen=True)
class Way:
    """A step that can be taken back, or done again.

    Args:
        path: The workbook, with links followed.
        what: ``UNDO`` or ``AGAIN``.
        history: What is kept of it.
        digest: The workbook's digest as it is.
        step: The step.
        changed: Whether somebody has changed the workbook since.
    """

    path: Path
    what: str
    history: History
    digest: str
    step: Step
    changed: bool

    @property
    def target(self) -> Version:
        """What the workbook becomes."""
        return self.step.before if self.what == UNDO else self.step.after


def history_of(path: Path) -> tuple[History, str]:
    """What is kept of a workbook, with its place in it, and its digest.

    Args:
        path: The workbook, with links followed.

    Raises:
        CannotOpenError: It, or what is kept of it, cannot be read.
    """
    check_file(path)
    try:
        digest = sha256(path)
        return known_history(path, digest), digest
    except UnreadableIndexError as error:
        details = {"folder": FOLDER}
        raise CannotOpenError([Issue("state_index_broken", Place(path.name), index_of(path).name, details)]) from error
    except OSError as error:
        raise not_read(path, error) from error


def way(path: Path, what: str) -> Way:
    """The step that a workbook can go.

    Args:
        path: The workbook.
        what: ``UNDO`` or ``AGAIN``.

    Raises:
        CannotOpenError: The workbook or its copy cannot be read, or the copy is gone or another than it was.
        RefusedError: There is no step to go.
    """
    path = path.resolve()
    history, digest = history_of(path)
    step = history.last if what == UNDO else history.next
    if step is None:
        raise RefusedError([_nothing(path.name, what)])
    found = Way(path, what, history, digest, step, not history.knows(digest))
    _require_copy(found)
    return found


def _nothing(name: str, what: str) -> Issue:
    details = {"folder": FOLDER, "most": MOST_STEPS}
    if what == UNDO:
        return Issue("nothing_to_undo", Place(name), details=details)
    return Issue("nothing_again", Place(name), details=details)


def _require_copy(found: Way) -> None:
    """Make sure that the copy is there, and is what was kept.

    Raises:
        CannotOpenError: It is not.
    """
    place, name = Place(found.path.name), found.target.file
    copy = state_folder(found.path) / name
    try:
        is_same = bool(name) and sha256(copy) == found.target.digest
    except FileNotFoundError:
        raise CannotOpenError([Issue("state_gone", place, name, {"folder": FOLDER})]) from None
    except OSError as error:
        raise not_read(copy, error) from error
    if not is_same:
        raise CannotOpenError([Issue("state_broken", place, name, {"folder": FOLDER})])


def go(found: Way, when: str, person: str) -> None:
    """Go a step. What the workbook is now is kept too, so that it can be gone the other way.

    Args:
        found: The step.
        when: The time, as ISO 8601.
        person: Who goes.

    Raises:
        CannotOpenError: The workbook is open elsewhere, cannot be written, or somebody has changed it meanwhile.
    """
    path = found.path
    check_writable(path)

    def check() -> None:
        history, digest = history_of(path)
        if (history, digest) != (found.history, found.digest):
            raise CannotOpenError([Issue("file_changed", Place(path.name))])

    copy = state_folder(path) / found.target.file
    with replacing(path, check, _keeper(found, when, person)) as file, copy.open("rb") as content:
        shutil.copyfileobj(content, file)


def _keeper(found: Way, when: str, person: str) -> Callable[[Path, Path], None]:
    """What is done right before the workbook is replaced: it is kept, and the index tells where it goes."""

    def keep(path: Path, new: Path) -> None:
        if sha256(new) != found.target.digest:
            raise CannotOpenError([Issue("state_broken", Place(path.name), found.target.file, {"folder": FOLDER})])
        try:
            present = Version(found.digest, kept_copy(path, found.history, found.digest, (found.what, when)))
            act = Act(found.what, when, person, found.step.command, found.step.when)
            write_history(path, _gone(found, present).acted(act))
        except PermissionError as error:
            place = Place(path.name)
            raise CannotOpenError([Issue("folder_locked", place, str(state_folder(path)))]) from error

    return keep


def _gone(found: Way, present: Version) -> History:
    """The history when the step is gone."""
    history, step, at, aside = found.history, found.step, found.history.at, found.history.aside
    if found.what == UNDO:
        at -= 1
        gone = replace(step, after=present, changed=found.changed)
    else:
        if found.changed:
            aside = (*aside, replace(step, before=Version(""), after=step.before))
        gone = replace(step, before=present, changed=found.changed)
    steps = (*history.steps[:at], gone, *history.steps[at + 1 :])
    return replace(history, steps=steps, at=at if found.what == UNDO else at + 1, aside=aside)
