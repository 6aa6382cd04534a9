"""Making folders and files, with every failure in words: no rights, no room, in use, something else in the way."""

from pathlib import Path

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue
from workbook.closed.atomic import replacing


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are missing.

    Raises:
        CannotOpenError: It cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_usable(path, error) from error


def write(path: Path, content: bytes) -> None:
    """Write a file in one step.

    Raises:
        CannotOpenError: It cannot be written.
    """
    try:
        with replacing(path) as file:
            file.write(content)
    except CannotOpenError as problem:
        if isinstance(problem.__cause__, PermissionError) and not path.exists():
            # A file that is not there is not open elsewhere: it is the folder that may not be written in.
            raise not_usable(path.parent, problem.__cause__) from problem
        raise
    except OSError as error:  # the folder may not even be looked into
        raise not_usable(path.parent, error) from error


def not_usable(folder: Path, error: OSError) -> CannotOpenError:
    """The finding that a folder cannot be made or written in."""
    return CannotOpenError([Issue("install_folder", value=str(folder), details={"reason": reason(error)})])


def reason(error: OSError) -> str:
    """What the system says of an error, without the path, which the message names itself."""
    return error.strerror or type(error).__name__
