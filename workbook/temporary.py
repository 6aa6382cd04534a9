"""Folders for what a run keeps on disk meanwhile; what killed runs have left behind goes."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from schemas.errors import CannotOpenError, is_full
from schemas.issues.issue import Issue

PREFIX = "resultatkontrakt-"
OLD = 24 * 60 * 60.0
"""Seconds after which nothing that a run keeps can still be in use: its reader is stopped long before."""


def new_work_folder() -> Path:
    """A new folder among the temporary ones, which the caller removes.

    Raises:
        CannotOpenError: None can be made: the disk is full, or no such folder may be written in.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    except OSError as error:
        raise no_temporary_room() from error
    _remove_old_ones(folder)
    return folder


@contextlib.contextmanager
def work_folder() -> Iterator[Path]:
    """A folder among the temporary ones that is gone when the block ends.

    Raises:
        CannotOpenError: It cannot be made, or the disk is full.
    """
    folder = new_work_folder()
    try:
        yield folder
    except OSError as error:
        if is_full(error):
            raise no_temporary_room() from error
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def no_temporary_room() -> CannotOpenError:
    """What is said where nothing can be kept meanwhile."""
    try:
        place = f" ({tempfile.gettempdir()})"
    except OSError:
        place = ""
    return CannotOpenError([Issue("no_temporary_room", value=place)])


def _remove_old_ones(ours: Path) -> None:
    """Remove folders of the same name that a killed run left; their age is told by that of a new one."""
    with contextlib.suppress(OSError):
        now = ours.stat().st_mtime
        for folder in ours.parent.glob(f"{PREFIX}*"):
            if folder.is_dir() and not folder.is_symlink() and now - folder.stat().st_mtime > OLD:
                shutil.rmtree(folder, ignore_errors=True)
