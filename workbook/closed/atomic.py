"""Writing a file in one step: a temporary file beside it, flushed, then renamed. The old one survives failure."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place


def lock_of(path: Path) -> Path | None:
    """The lock file of a program that has the workbook open (Excel ``~$…``, LibreOffice ``.~lock.…#``)."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return next((lock for lock in locks if lock.exists()), None)


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
    lock = lock_of(path)
    if lock is not None:
        raise CannotOpenError([_locked(path, lock)])
    if path.exists() and not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise CannotOpenError([Issue("file_read_only", Place(path.name))])


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
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; when the block ends well it takes the place of ``path``, otherwise nothing changes.

    Args:
        path: The file to make or replace; its permissions are kept.

    Raises:
        CannotOpenError: It cannot be written (open elsewhere, read-only, disk full, no such folder).
    """
    check_writable(path)
    path = path.resolve()  # a link stays a link: the file it leads to is replaced
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except PermissionError as error:
        raise CannotOpenError([_locked(path, None)]) from error
    except OSError as error:
        raise CannotOpenError([Issue("cannot_write", Place(path.name), f"{error.strerror or error}.")]) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
