"""Copies of a file beside it, told by their names: those that people make, and programs that keep files in step."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

_SAID = re.compile(r"konflikt|conflict", re.IGNORECASE)
_MACHINE = re.compile(r"-[A-Z0-9\u00c6\u00d8\u00c5][A-Z0-9\u00c6\u00d8\u00c5_-]{2,62}( ?\(?\d{1,3}\)?)?")
"""OneDrive adds the machine's name, which Windows writes in capitals."""
_NUMBER = re.compile(r" ?\(\d{1,3}\)")
_COPY = re.compile(r" ?[-\u2013] ?(kopi|copy)( ?\(\d{1,3}\))?", re.IGNORECASE)
_BEFORE = re.compile(r"(kopi af|copy of) ", re.IGNORECASE)
_PATTERNS = (_MACHINE, _NUMBER, _COPY)


def is_copy_of(name: str, other: str) -> bool:
    """Whether a file's name says that it is a copy of another beside it.

    Args:
        name: The file's name.
        other: The other's.
    """
    (stem, ending), (theirs, their_ending) = map(_parts, (name, other))
    if ending == their_ending and (before := _BEFORE.match(stem)) and stem[before.end() :] == theirs:
        return True
    if ending != their_ending or not stem.startswith(theirs) or stem == theirs:
        return False
    added = stem[len(theirs) :]
    return bool(_SAID.search(added)) or any(pattern.fullmatch(added) for pattern in _PATTERNS)


def _parts(name: str) -> tuple[str, str]:
    path = Path(unicodedata.normalize("NFC", name))
    return path.stem, path.suffix.casefold()


def copy_and_original(name: str, other: str) -> tuple[str, str] | None:
    """Which of two files is the copy and which the original; None where their names do not tell.

    Args:
        name: One file's name.
        other: The other's.
    """
    pairs = ((name, other), (other, name))
    return next((pair for pair in pairs if is_copy_of(*pair)), None)


def copies_of(path: Path, names: Iterable[str]) -> list[str]:
    """The names among those of a folder that say they are copies of a file.

    Args:
        path: The file.
        names: The names.
    """
    return sorted(name for name in names if is_copy_of(name, path.name))
