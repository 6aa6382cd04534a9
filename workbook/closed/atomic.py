"""Writing a file in one step: a temporary file beside it, flushed, then renamed. The old one survives failure."""

import contextlib
import os
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from schemas.errors import CannotOpenError, not_written
from schemas.issues.issue import Issue, Place
from workbook.closed.attributes import keep_attributes
from workbook.closed.run_lock import SUFFIX, beside, writing_alone

_RENAMES = 20 if sys.platform == "win32" else 1
_PAUSE = 0.1
"""Seconds between two attempts to rename."""


_WORD_ENDINGS = frozenset({".docx", ".docm", ".dotx", ".doc", ".rtf"})
_WORD_SHORT, _WORD_MOST = 6, 2
"""Letters of a name that Word keeps whole in its lock's name; of longer ones the lock's sign takes the first two."""


def lock_of(path: Path) -> Path | None:
    """The lock file of a program that has the file open (Excel and Word ``~$…``, LibreOffice ``.~lock.…#``)."""
    locks = (path.with_name(f"~${path.name[_dropped(path) :]}"), path.with_name(f".~lock.{path.name}#"))
    found = next((lock for lock in locks if lock.exists()), None)
    return found or _lock_of_nobody_else(path)


def _dropped(path: Path) -> int:
    """How many letters of a file's name its Office lock leaves out: Word's one or two of a long name, Excel's none."""
    is_word = path.suffix.casefold() in _WORD_ENDINGS
    return min(max(len(path.stem) - _WORD_SHORT, 0), _WORD_MOST) if is_word else 0


def _lock_of_nobody_else(path: Path) -> Path | None:
    """A lock that may be a Word file's, as other programs name it, where no other file of the folder has that lock."""
    if path.suffix.casefold() not in _WORD_ENDINGS or not path.parent.is_dir():
        return None
    for lock in (path.with_name(f"~${path.name[count:]}") for count in range(_WORD_MOST + 1)):
        if lock.exists():
            others = (each for each in path.parent.iterdir() if not each.name.startswith("~$"))
            if not any(f"~${each.name[_dropped(each) :]}" == lock.name for each in others):
                return lock
    return None


def check_writable(path: Path) -> None:
    """Refuse a file that is open elsewhere or read-only, or whose folder does not exist.

    Raises:
        CannotOpenError: With the reason.
    """
    path = path.resolve()
    if not path.parent.is_dir():
        raise CannotOpenError([Issue("folder_missing", Place(path.name), str(path.parent))])
    if path.is_dir():
        raise CannotOpenError([Issue("file_is_folder", Place(str(path)))])
    if not os.access(path.parent, os.W_OK):
        raise CannotOpenError([folder_locked(path)])
    lock = lock_of(path)
    if lock is not None:
        raise CannotOpenError([_locked(path, lock)])
    if path.exists() and not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise CannotOpenError([Issue("file_read_only", Place(path.name))])


def folder_locked(path: Path) -> Issue:
    """That nobody may write in a file's folder, or not this user."""
    return Issue("folder_locked", Place(path.name), str(path.parent))


def _locked(path: Path, lock: Path | None) -> Issue:
    who = f" ({owner})" if lock is not None and (owner := _owner(lock)) else ""
    name = f" ({lock.name})" if lock is not None else ""
    return Issue("file_locked", Place(path.name), details={"who": who, "lock": name})


def _owner(lock: Path) -> str:
    """The user whom an Excel lock file names: its first byte is the length of the name."""
    if not lock.name.startswith("~$"):
        return ""
    try:
        content = lock.read_bytes()
    except OSError:
        return ""
    return content[1 : 1 + content[0]].decode("cp1252", "replace").strip("\x00 ") if content else ""


@contextlib.contextmanager
def replacing(
    path: Path, check: Callable[[], None] | None = None, keep: Callable[[Path, Path], None] | None = None
) -> Iterator[BinaryIO]:
    """A file to write to; when the block ends well it takes the place of ``path``, otherwise nothing changes.

    Args:
        path: The file to make or replace; its permissions, owner, group and further attributes are kept, as far as
            the system allows.
        check: Called when all is written and nobody else of ours can write: raises where the file is not the one
            that was read any more.
        keep: Called last of all, with the file and what will take its place: keeps what must not be lost.

    Raises:
        CannotOpenError: It cannot be written (open elsewhere, read-only, disk full, no such folder, another run).
    """
    check_writable(path)
    path = path.resolve()  # a link stays a link: the file it leads to is replaced
    with writing_alone(path):
        temporary: Path | None = None
        try:
            handle, name = _beside(path)
            temporary = Path(name)
            with os.fdopen(handle, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                keep_attributes(path, temporary)
            else:
                temporary.chmod(0o666 & ~_umask())
            if check is not None:
                check()
            check_writable(path)  # somebody may have opened it meanwhile
            if keep is not None:
                keep(path, temporary)
            put_in_place(temporary, path)
        except PermissionError as error:
            raise CannotOpenError([_locked(path, None)]) from error
        except OSError as error:
            raise not_written(path.name, error) from error
        finally:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)


def _beside(path: Path) -> tuple[int, str]:
    """A new file beside a file.

    Raises:
        CannotOpenError: Nobody may make one in that folder, or not this user.
    """
    try:
        return tempfile.mkstemp(prefix=f"{beside(path)}-", suffix=SUFFIX, dir=path.parent)
    except PermissionError as error:
        raise CannotOpenError([folder_locked(path)]) from error


def must_be_new(path: Path) -> None:
    """Refuse a place that is taken.

    Raises:
        CannotOpenError: A file is there.
    """
    if path.exists():
        raise CannotOpenError([Issue("file_exists", Place(path.name))])


def put_in_place(temporary: Path, path: Path) -> None:
    """Rename; Windows refuses while anybody looks into the file, as virus scanners and cloud drives do for a moment."""
    for left in reversed(range(_RENAMES)):
        try:
            temporary.replace(path)
        except PermissionError:
            if not left:
                raise
            threading.Event().wait(_PAUSE)
        else:
            return


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
