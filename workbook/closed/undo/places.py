"""Where the kept versions of a workbook lie: one folder beside it, with names that tell what they are."""

import sys
from pathlib import Path, PureWindowsPath

from workbook.closed.run_lock import beside

FOLDER = "Fortryd"
"""The same in both languages, for colleagues share a folder."""
_SHORT = 218
"""Letters of a path that Excel opens."""
_LONG = 248
"""Letters from which on Windows wants a path said in another way."""
_LEAST = 6
"""Letters of a workbook's name that a copy's name keeps, however deep the folder."""
_VERBATIM = "\\\\?\\"


def state_folder(path: Path) -> Path:
    """The folder beside a workbook."""
    return long(path.parent / FOLDER)


def index_of(path: Path) -> Path:
    """The file that tells what is kept of a workbook."""
    return state_folder(path) / f"{_key(path)}.json"


def broken_index_of(path: Path) -> Path:
    """Where such a file is put that cannot be read; as long as it is there, no copy is removed that it may name."""
    return index_of(path).with_suffix(".json.ulaeselig")


def _key(path: Path) -> str:
    """What names of one workbook's files have in common, also where its own name is cut."""
    return beside(path).rpartition("-")[2]


def is_of(path: Path, name: str) -> bool:
    """Whether a file in the folder is a copy of a workbook, as we name them."""
    return Path(name).stem.endswith(f" {_key(path)}") and Path(name).suffix == path.suffix


def copy_name(path: Path, command: str, when: str, taken: set[str]) -> str:
    """A name for a copy that nobody has yet.

    Args:
        path: The workbook.
        command: What it is kept before.
        when: When, as ISO 8601.
        taken: Names that are taken.
    """
    moment = when[: len("2009-07-20T09:30:00")].replace("T", " ").replace(":", "")
    for number in range(len(taken) + 1):
        more = f" {number + 1}" if number else ""
        tail = f" {moment} {command}{more} {_key(path)}{path.suffix}"
        room = max(_SHORT - len(str(path.parent / FOLDER)) - 1 - len(tail), _LEAST)
        name = f"{_cut(path.stem, room)}{tail}"
        if name not in taken:
            return name
    raise AssertionError(taken)


_BYTES = 150
"""Of a name's beginning: a file system takes 255 of the whole name, and a letter may be four."""


def _cut(stem: str, room: int) -> str:
    """The beginning of a name, never within a letter."""
    short = stem[:room].encode("utf-8", "surrogateescape")[:_BYTES].decode("utf-8", "ignore")
    return short.rstrip(" .") or "_"


def long(path: Path) -> Path:
    """A path as Windows takes it where it is longer than 260 letters; elsewhere the same."""
    return Path(verbatim(str(path))) if sys.platform == "win32" else path


def verbatim(path: str) -> str:
    """A long path of Windows as it is to be said; a short one, and one that is said so already, stays.

    Args:
        path: A whole path.
    """
    if len(path) < _LONG or path.startswith(_VERBATIM) or not PureWindowsPath(path).is_absolute():
        return path
    return f"{_VERBATIM}UNC\\{path[2:]}" if path.startswith("\\\\") else f"{_VERBATIM}{path}"
