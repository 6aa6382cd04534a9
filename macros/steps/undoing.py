"""Undo: workbooks are put back to what they were before the last command that wrote them, byte for byte."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from macros.kept_runs import person
from macros.steps.all_workbooks.folder import ENDINGS, shown_files
from macros.steps.contract import is_ours
from macros.steps.log import log_lines
from schemas.errors import RefusedError, StepError, require_none
from schemas.issues.issue import Issue, Place
from schemas.tables import LogLines
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable
from workbook.closed.book import ClosedBook
from workbook.closed.undo.going_back import AGAIN, UNDO, Way, go, history_of, way
from workbook.closed.undo.history import MOST_STEPS, History, Step, Version, read_history
from workbook.closed.undo.places import FOLDER, index_of, state_folder

_LONGEST = 160
"""Letters of what a step changed, in a list."""


@dataclass(frozen=True)
class Undone:
    """A workbook that was put back, or forth again.

    Args:
        path: The workbook.
        what: ``undo`` or ``again``.
        step: The step that was taken back, or done again.
        changed: Whether somebody had changed it since; what it was then is kept.
        others: Other workbooks beside it that the same run wrote and that stay as they are.
    """

    path: Path
    what: str
    step: Step
    changed: bool = False
    others: Sequence[str] = ()


@dataclass(frozen=True)
class Listed:
    """What is kept of a workbook.

    Args:
        path: The workbook.
        folder: Where the copies are.
        history: Its steps.
        told: For each step what it changed, by the workbook's own log; blank where that is not known.
        changed: Whether somebody has changed the workbook since.
    """

    path: Path
    folder: Path
    history: History
    told: Sequence[str]
    changed: bool


def undo(paths: Sequence[Path], what: str, now: datetime, force: bool = False) -> list[Undone]:
    """Put workbooks back, all of them or none.

    Args:
        paths: Workbooks, each of which goes a step; or folders, of which the workbooks go that one run wrote last.
        what: ``UNDO``, or ``AGAIN`` to go forth what was gone back.
        now: The time, for the index.
        force: Go also where somebody has changed the workbook since; what it is now is kept.

    Returns:
        What was put back.

    Raises:
        CannotOpenError: A workbook or its copy cannot be read or written.
        RefusedError: There is nothing to go, or somebody has changed a workbook since.
    """
    return _gone(
        _ways(list(dict.fromkeys(each.resolve() for path in paths for each in _targets(path, what))), what), now, force
    )


def undo_run(paths: Sequence[Path], run: str, now: datetime) -> list[Undone]:
    """Put back the workbooks that a run wrote, all of them or none.

    Args:
        paths: The workbooks.
        run: The run.
        now: The time, for the index.

    Returns:
        What was put back.

    Raises:
        CannotOpenError: A workbook or its copy cannot be read or written.
        RefusedError: Another run, or somebody, has written one of them since.
    """
    ways = _ways(paths, UNDO)
    if others := [each for each in ways if each.step.run != run]:
        raise RefusedError([_written_since(each) for each in others])
    return _gone(ways, now, force=False)


def _written_since(found: Way) -> Issue:
    details = {"command": found.step.command, "when": moment(found.step.when)}
    return Issue("written_since", Place(found.path.name), details=details)


def _gone(ways: Sequence[Way], now: datetime, force: bool) -> list[Undone]:
    """Go all steps, or none."""
    changed = [_changed(each) for each in ways if each.changed]
    if changed and not force:
        raise RefusedError(changed)
    for each in ways:
        check_writable(each.path)
    gone: list[Way] = []
    try:
        for each in ways:
            go(each, now.isoformat(timespec="seconds"), person())
            gone.append(each)
    except BaseException:
        for each in reversed(gone):
            go(way(each.path, AGAIN if each.what == UNDO else UNDO), now.isoformat(timespec="seconds"), person())
        raise
    ours = {each.path for each in ways}
    return [Undone(each.path, each.what, each.step, each.changed, _others(each, ours)) for each in ways]


def _ways(paths: Sequence[Path], what: str) -> list[Way]:
    found, errors = [], []
    for path in paths:
        try:
            found.append(way(path, what))
        except StepError as error:
            errors.append(error)
    require_none(errors)
    return found


def _changed(found: Way) -> Issue:
    """That a workbook is not as our command left it, and what going back would take away."""
    saved = datetime.fromtimestamp(found.path.stat().st_mtime)
    details = {"command": found.step.command, "when": moment(found.step.when), "saved": f"{saved:%d-%m-%Y %H:%M}"}
    return Issue("changed_since", Place(found.path.name), details=details)


def moment(when: str) -> str:
    """A moment as it is shown."""
    return f"{datetime.fromisoformat(when):%d-%m-%Y %H:%M}"


def _targets(path: Path, what: str) -> list[Path]:
    """A workbook; of a folder those that one run wrote last.

    Raises:
        RefusedError: Nothing is kept of any in the folder.
    """
    if not path.is_dir():
        if path.is_file() and not index_of(path.resolve()).exists() and not is_ours(path):
            raise RefusedError([Issue("undo_of_workbooks_alone", Place(path.name))])
        return [path]
    steps = {each: step for each in kept_in(path) if (step := _step(each, what)) is not None}
    if not steps:
        return _none_in(path, what)
    _, run = max(steps.values())
    return [each for each, (_, of) in steps.items() if of == run]


def _none_in(folder: Path, what: str) -> list[Path]:
    place, details = Place(str(folder.resolve())), {"folder": FOLDER, "most": MOST_STEPS}
    if what == UNDO:
        raise RefusedError([Issue("nothing_to_undo", place, details=details)])
    raise RefusedError([Issue("nothing_again", place, details=details)])


def _step(path: Path, what: str) -> tuple[str, str] | None:
    """When a workbook's step was done, or was taken back, and the run it belongs to."""
    history, _ = history_of(path.resolve())
    step = history.last if what == UNDO else history.next
    if step is None:
        return None
    back = [act.when for act in history.acts if act.what == UNDO and act.of == step.when]
    return (back[-1] if what == AGAIN and back else step.when), step.run


def kept_in(folder: Path) -> list[Path]:
    """The workbooks of a folder of which something is kept.

    Args:
        folder: The folder.
    """
    return [each for each in sorted(shown_files(folder, ENDINGS)) if index_of(each.resolve()).exists()]


def _others(found: Way, ours: set[Path]) -> list[str]:
    """The workbooks beside one that its run wrote too, and that still stand so."""
    names = []
    with contextlib.suppress(OSError):
        for each in (path.resolve() for path in kept_in(found.path.parent)):
            history = read_history(each)
            step = history.last if found.what == UNDO else history.next
            if each not in ours and step is not None and step.run == found.step.run:
                names.append(each.name)
    return names


def listed(path: Path) -> Listed:
    """What is kept of a workbook.

    Args:
        path: The workbook.

    Raises:
        CannotOpenError: It cannot be read.
    """
    path = path.resolve()
    history, digest = history_of(path)
    known = [_told(path, history, digest, step) for step in history.steps]
    has_last = history.last is not None
    return Listed(path, state_folder(path), history, known, has_last and not history.knows(digest))


def _told(path: Path, history: History, digest: str, step: Step) -> str:
    """What a step changed: the lines that the workbook's log has more after it."""
    before, after = (_log(path, history, digest, version) for version in (step.before, step.after))
    if before is None or after is None:
        return ""
    lines = [
        ": ".join(str(line[field]) for field in (LogLines.STEP, LogLines.DETAIL) if line.get(field))
        for line in after[len(before) :]
    ]
    whole = " ".join(lines[0].split()) if lines else ""
    short = whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}\u2026"
    return f"{short} (+{len(lines) - 1})" if len(lines) > 1 else short


def _log(path: Path, history: History, digest: str, version: Version) -> list[dict[str, object]] | None:
    """The log of a version; None where no copy of it is there, or it cannot be read."""
    name = history.copy_of(version.digest)
    if version.digest != digest and not name:
        return None
    try:
        with ClosedBook(path if version.digest == digest else state_folder(path) / name) as book:
            return list(log_lines(book.read(LogLines.name)).values())
    except StepError:
        return None


def undone_line(done: Undone, words: Words) -> str:
    """What was done, in a sentence.

    Args:
        done: A workbook that was put back, or forth.
        words: The user's language.
    """
    details = {"file": done.path.name, "command": done.step.command, "when": moment(done.step.when)}
    told = words.text("undone" if done.what == UNDO else "done_again", **details)
    return f"{told} {words.text('undone_changed')}" if done.changed else told
