"""One writer at a time of one file: a lock of the operating system, which ends with the process that holds it.

The lock is on a small file beside the workbook, so that it holds on a network drive too. It is held only while the
file is written: whoever has read the file before is told by its content that it has changed. Where a file system
knows no locks, that check alone remains.
"""

import contextlib
import errno
import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.temporary import OLD

PREFIX = ".resultatkontrakt-"
SUFFIX = ".tmp"
"""A cloud drive does not synchronise files of this ending."""
_KEY_LENGTH = 12
_TRIES = 20
"""How often a lock file may vanish under our hands before it is taken as in use."""
_BUSY = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK})


def beside(path: Path) -> str:
    """What the names of our own files beside a file begin with; short, whatever its name."""
    name = unicodedata.normalize("NFC", path.name).casefold()  # some file systems see no difference
    return f"{PREFIX}{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:_KEY_LENGTH]}"


@contextlib.contextmanager
def writing_alone(path: Path) -> Iterator[None]:
    """Keep other runs from writing a file; what a killed one has left beside it goes.

    Args:
        path: The file, with links followed.

    Raises:
        CannotOpenError: Another run is writing it.
    """
    lock = path.with_name(f"{beside(path)}{SUFFIX}")
    handle = _taken(lock, path)
    try:
        _remove_leftovers(path, lock, alone=handle is not None)
        yield
    finally:
        if handle is not None:
            _released(lock, handle)


def _taken(lock: Path, path: Path) -> int | None:
    """The lock's handle; None where the file system, or another user's file, allows none."""
    for _ in range(_TRIES):
        try:
            handle = _opened(lock)
        except OSError as error:
            if sys.platform == "win32" and error.errno in _BUSY:
                raise _busy(path) from error  # a lock whose owner is just letting go of it
            return None
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in _BUSY:
                raise _busy(path) from error
            return None
        if _is_still(lock, handle):
            return handle
        os.close(handle)  # its owner removed it between our opening and our locking
    raise _busy(path)


def _busy(path: Path) -> CannotOpenError:
    return CannotOpenError([Issue("file_busy", Place(path.name))])


def _is_still(lock: Path, handle: int) -> bool:
    if sys.platform == "win32":
        return True  # nobody removes a file that is open
    try:
        now = lock.stat()
    except OSError:
        return False
    mine = os.fstat(handle)
    return (now.st_ino, now.st_dev) == (mine.st_ino, mine.st_dev)


if sys.platform == "win32":
    import msvcrt

    def _opened(lock: Path) -> int:
        """Open it so that Windows removes it when its last handle is closed, also by the end of the process."""
        return os.open(lock, os.O_CREAT | os.O_RDWR | os.O_TEMPORARY | os.O_NOINHERIT)

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _released(_lock: Path, handle: int) -> None:
        with contextlib.suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)

else:
    import fcntl

    def _opened(lock: Path) -> int:
        return os.open(lock, os.O_CREAT | os.O_RDONLY | os.O_NOFOLLOW, 0o666)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _released(lock: Path, handle: int) -> None:
        with contextlib.suppress(OSError):
            lock.unlink()  # while it is held: whoever has it open sees that it is another one now
        os.close(handle)


def _remove_leftovers(path: Path, lock: Path, alone: bool) -> None:
    """Remove what killed runs left: all of this file where nobody else can be writing it, otherwise what is old."""
    with contextlib.suppress(OSError):
        now = lock.stat().st_mtime if alone else path.parent.stat().st_mtime  # by the drive's own clock
        for left in path.parent.glob(f"{PREFIX}*{SUFFIX}"):
            if left == lock:
                continue
            own = alone and left.name.startswith(f"{beside(path)}-")
            with contextlib.suppress(OSError):
                if own or now - left.stat().st_mtime > OLD:
                    left.unlink()
