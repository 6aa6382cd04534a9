"""What stops a step. Each carries findings that are worded for the user; a traceback never reaches one."""

import errno
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from schemas.issues.issue import Issue, Place

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_ON_WINDOWS = frozenset({39, 112, 1295})
"""ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED."""


_CLOUD = frozenset({*range(358, 405), 426, 475})
"""ERROR_CLOUD_FILE_…: a file that OneDrive or another provider keeps on the web, and could not bring here."""


class ExitCode(IntEnum):
    """The command line's exit codes (design, section 6)."""

    DONE = 0
    REFUSED = 1
    WRONG_USAGE = 2
    CANNOT_OPEN = 3


class StepError(Exception):
    """A step that could not be done.

    Args:
        issues: Why, as findings; warnings may stand among them.
    """

    exit_code = ExitCode.REFUSED

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__(", ".join(issue.code for issue in issues))
        self.issues = list(issues)

    def __reduce__(self) -> tuple[type["StepError"], tuple[list[Issue]]]:
        """Cross from a worker process with the findings."""
        return type(self), (self.issues,)


class RefusedError(StepError):
    """The data was refused; nothing was written."""

    exit_code = ExitCode.REFUSED


class CannotOpenError(StepError):
    """A file cannot be opened or written: missing, locked, read-only, corrupt, not ours, disk full."""

    exit_code = ExitCode.CANNOT_OPEN


def require_none(failed: Sequence[StepError]) -> None:
    """Fail where any of several workbooks did.

    Args:
        failed: What kept each of those back.

    Raises:
        StepError: With the findings of all; of the gravest kind among them.
    """
    if failed:
        worst = max(failed, key=lambda error: error.exit_code)
        kind = CannotOpenError if worst.exit_code == ExitCode.CANNOT_OPEN else RefusedError
        raise kind([issue for error in failed for issue in error.issues])


def is_in_cloud(error: BaseException) -> bool:
    """Whether an error says that a file stands here by its name alone, and its content could not be brought."""
    return isinstance(error, OSError) and getattr(error, "winerror", None) in _CLOUD


def not_read(path: Path, error: Exception) -> CannotOpenError:
    """What is said of a file that could not be read.

    Args:
        path: The file.
        error: What the system, or a reader, said.
    """
    if isinstance(error, FileNotFoundError):
        return CannotOpenError([Issue("file_missing", Place(str(path)))])
    if is_in_cloud(error):
        return CannotOpenError([Issue("file_in_cloud", Place(path.name))])
    if isinstance(error, PermissionError):
        return CannotOpenError([Issue("file_locked", Place(path.name), details={"who": "", "lock": ""})])
    return CannotOpenError([Issue("file_unreadable", Place(path.name), str(error))])


def is_full(error: BaseException) -> bool:
    """Whether an error says that the disk has no room: none left, no more of one's own, or not for such a file."""
    if not isinstance(error, OSError):
        return False
    return error.errno in _FULL or getattr(error, "winerror", None) in _FULL_ON_WINDOWS


def not_written(name: str, error: OSError) -> CannotOpenError:
    """What is said of a file that could not be written.

    Args:
        name: The file's name.
        error: What the system said.
    """
    if is_full(error):
        return CannotOpenError([Issue("disk_full", Place(name), details={"what": name})])
    if is_in_cloud(error):
        return CannotOpenError([Issue("file_in_cloud", Place(name))])
    return CannotOpenError([Issue("cannot_write", Place(name), f"{error.strerror or error}.")])
