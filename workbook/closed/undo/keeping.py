"""Keeping a workbook as it is before a command replaces it. Which command, and when, the caller has told before."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from schemas.errors import is_full
from schemas.issues.issue import Issue, Place
from workbook.closed.atomic import put_in_place
from workbook.closed.attributes import keep_attributes
from workbook.closed.run_lock import PREFIX, SUFFIX, beside
from workbook.closed.undo.history import (
    History,
    Step,
    UnreadableIndexError,
    Version,
    history_text,
    read_history,
    renamed_index,
)
from workbook.closed.undo.places import broken_index_of, copy_name, index_of, is_of, long, state_folder
from workbook.digests import sha256


@dataclass
class Run:
    """One run of a command or a button.

    Args:
        command: Its name.
        when: When it began.
        id: Its own name; workbooks that one run wrote are taken back together.
        person: Who runs it.
        issues: Workbooks that it wrote and that could not be kept before.
        folders: Folders of states that it made.
        written: Workbooks that it wrote and that were kept before.
    """

    command: str
    when: datetime
    id: str
    person: str = ""
    issues: list[Issue] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)

    def add(self, other: "Run") -> None:
        """Add what there is to tell of the same run in another process."""
        self.issues += other.issues
        self.folders += other.folders
        self.written += other.written


_RUN: ContextVar[Run | None] = ContextVar("kept_for", default=None)


@contextlib.contextmanager
def keeping(run: Run) -> Iterator[Run]:
    """While it lasts, each workbook of ours that is written is kept before, as what the run changed."""
    token = _RUN.set(run)
    try:
        yield run
    finally:
        _RUN.reset(token)


@contextlib.contextmanager
def not_keeping() -> Iterator[None]:
    """While it lasts, nothing that is written is kept: copies that a step works on are nobody's workbooks."""
    token = _RUN.set(None)
    try:
        yield
    finally:
        _RUN.reset(token)


def current_run() -> Run | None:
    """The run that workbooks are kept for now; for work that is handed to other processes, which it does not reach."""
    return _RUN.get()


def keep_state(path: Path, new: Path) -> None:
    """Keep a workbook before a file takes its place; nobody else of ours writes it meanwhile.

    Where nothing can be kept (a folder that may not be written in), the work is done all the same and that is told
    of the run. Where there is no room, it is not: a workbook is not replaced on a full disk without a copy.

    Args:
        path: The workbook, with links followed.
        new: What will take its place.

    Raises:
        OSError: The disk is full.
    """
    run = _RUN.get()
    is_working_copy = any(part.startswith(PREFIX) for part in path.parts)  # what is put in place of is kept then
    if run is None or is_working_copy or not path.exists():
        return
    try:
        _keep(path, new, run)
    except OSError as error:
        if is_full(error):
            raise
        details = {"folder": state_folder(path).name}
        run.issues.append(Issue("state_not_kept", Place(path.name), error.strerror or str(error), details))


def _keep(path: Path, new: Path, run: Run) -> None:
    before, after = sha256(path), sha256(new)
    if before == after:
        return
    if make_folder(path):
        run.folders.append(state_folder(path))
    try:
        history = known_history(path, before)
    except UnreadableIndexError:
        index_of(path).replace(broken_index_of(path))
        details = {"folder": state_folder(path).name}
        run.issues.append(Issue("state_index_set_aside", Place(path.name), broken_index_of(path).name, details))
        history = known_history(path, before)
    last = history.last
    if last is not None and last.run == run.id and last.after.digest == before:
        steps = (*history.steps[: history.at - 1], replace(last, after=Version(after), via=(*last.via, before)))
        write_history(path, replace(history, steps=steps))
        return
    when = run.when.isoformat(timespec="seconds")
    copy, history = kept_with_room(path, history, before, (run.command, when))
    step = Step(run.command, when, run.id, run.person, Version(before, copy), Version(after))
    write_history(path, history.with_step(step).bounded(state_folder(path)))
    run.written.append(path)


def known_history(path: Path, digest: str) -> History:
    """What is kept of a workbook, with its place in it; of one that was renamed, what was kept under its old name.

    Args:
        path: The workbook.
        digest: Its digest.

    Raises:
        OSError: The index cannot be read.
    """
    if not index_of(path).exists() and (old := renamed_index(path, digest)) is not None:
        old.replace(index_of(path))
    return read_history(path).located(digest)


def kept_with_room(path: Path, history: History, digest: str, of: tuple[str, str]) -> tuple[str, History]:
    """Keep a workbook as it is; where there is no room, older steps give way first.

    Args:
        path: The workbook.
        history: What is kept of it.
        digest: Its digest now.
        of: The command that it is kept for, and when, for the copy's name.

    Returns:
        The copy's name, and the history without the steps that gave way.

    Raises:
        OSError: It cannot be kept.
    """
    while True:
        try:
            return kept_copy(path, history, digest, of), history
        except OSError as error:
            if not is_full(error) or not history.files():
                raise
            history = history.without_oldest()
            write_history(path, history)


def kept_copy(path: Path, history: History, digest: str, of: tuple[str, str]) -> str:
    """Keep a workbook as it is; one that is kept already is not kept twice.

    Args:
        path: The workbook.
        history: What is kept of it.
        digest: Its digest now.
        of: The command that it is kept for, and when, for the copy's name.

    Returns:
        The copy's name.

    Raises:
        OSError: It cannot be kept.
    """
    standing = history.copy_of(digest)
    if standing and (state_folder(path) / standing).exists():
        return standing
    return _copied(path, *of)


def make_folder(path: Path) -> bool:
    """Make the folder of states, with the rights of the folder that the workbook is in; whether it is new."""
    folder = state_folder(path)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise
        return False
    with contextlib.suppress(OSError):
        keep_attributes(path.parent, folder)
    return True


def _copied(path: Path, command: str, when: str) -> str:
    """A copy of a workbook in the folder of states, with its rights; its name."""
    folder = state_folder(path)
    name = copy_name(path, command, when, {each.name for each in folder.iterdir()})
    if sys.platform != "win32":
        # The very same file, which costs nothing; it is ours alone as soon as another takes its place beside it.
        with contextlib.suppress(OSError):
            os.link(path, folder / name)
            return name
    with _new_file(path, folder / name) as temporary:
        shutil.copyfile(path, temporary)
    return name


@contextlib.contextmanager
def _new_file(path: Path, target: Path) -> Iterator[Path]:
    """A file to fill that then stands at its place, whole, with the workbook's rights."""
    handle, name = tempfile.mkstemp(prefix=f"{beside(path)}-", suffix=SUFFIX, dir=target.parent)
    os.close(handle)
    temporary = long(Path(name))
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        with contextlib.suppress(OSError):
            keep_attributes(path, temporary)
        put_in_place(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def write_history(path: Path, history: History) -> None:
    """Write the index of a workbook, and remove the copies that it does not name any more.

    Args:
        path: The workbook.
        history: What is kept of it.

    Raises:
        OSError: It cannot be written.
    """
    before = read_history(path).files()  # some may bear the name that the workbook had once
    with _new_file(path, index_of(path)) as temporary:
        temporary.write_text(history_text(path, history), encoding="utf-8")
    needed = history.files()
    is_all_known = not broken_index_of(path).exists()  # an index that nobody can read may name copies
    for each in state_folder(path).iterdir():
        ours = (
            each.name in before
            or (is_all_known and is_of(path, each.name))
            or (each.suffix == SUFFIX and each.name.startswith(f"{beside(path)}-"))
        )
        if ours and each.name not in needed:
            with contextlib.suppress(OSError):  # somebody looks into it: next time
                each.unlink()
