"""The register that a workbook was made of, or the only one that lies beside it."""

from collections.abc import Sequence
from pathlib import Path

from macros.steps.all_workbooks.folder import shown_files
from macros.steps.register import read_register
from macros.steps.updating.state import read_state
from schemas.errors import StepError
from schemas.tables import RegisterState
from schemas.words.vocabulary import Words
from workbook.port import Book

_ENDINGS = frozenset({".csv", ".xlsx", ".xlsm"})
_LARGEST = 5_000_000
"""Bytes; a register is small, and exports of a year are not read to find that out."""
_MOST = 50
"""Files that are looked into; in a folder with more the user is asked."""


def register_beside(book: Book, words: Words) -> Path | None:
    """The register of a workbook: the file that it was last made of, or else the only one in its folder or the next.

    Args:
        book: The workbook.
        words: Its language.

    Returns:
        None where there is none or several, or the workbook lies in no folder of this machine.
    """
    if book.folder is None:
        return None
    places = list(dict.fromkeys([book.folder, book.folder.parent]))
    if RegisterState.name in book.tables():
        state = read_state(book.read(RegisterState.name), words)
        named = [place / Path(state.source.file).name for place in places] if state and state.source.file else []
        if found := next((path for path in named if path.is_file()), None):
            return found
    found_all = [path for path in _candidates(places) if _is_register(path, words)]
    return found_all[0] if len(found_all) == 1 else None


def _candidates(places: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for place in places:
        try:
            files = [each for each in shown_files(place, _ENDINGS) if each.stat().st_size <= _LARGEST]
        except OSError:
            continue  # a folder above may be one that this user does not see
        found += files
    return sorted(found) if len(found) <= _MOST else []


def _is_register(path: Path, words: Words) -> bool:
    """Whether a file is read as a register without errors; our workbooks, exports and a csv's papers are none."""
    try:
        read_register(path, words)
    except StepError:
        return False
    return True
