"""The workbooks that are meant where a folder is named."""

from collections.abc import Sequence
from pathlib import Path

from macros.steps.contract import is_ours
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place

_ENDINGS = frozenset({".xlsx", ".xlsm"})
_LOCK = "~$"


def centre_workbooks(paths: Sequence[Path]) -> list[Path]:
    """Files as they are, and of a folder all of our centres' workbooks in it.

    Args:
        paths: Files and folders.

    Raises:
        CannotOpenError: A folder holds none.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        files = sorted(each for each in path.iterdir() if each.suffix.casefold() in _ENDINGS)
        ours = [each for each in files if not each.name.startswith(_LOCK) and is_ours(each)]
        if not ours:
            raise CannotOpenError([Issue("roll_over_no_workbooks", Place(), str(path))])
        found += ours
    return found
