"""Links from a finding to its place, as formulas that every spreadsheet program knows."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from schemas.issues.issue import Place
from workbook.port import Formula

_LONGEST = 255  # characters: of a text in a formula, and of a link's address
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}(:[A-Z]{1,3}[1-9]\d{0,6})?")
_WITH_CELLS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_IN_THE_WAY = re.compile(r"[\x00-\x1f\ufffe\uffff\ud800-\udfff]")
_BRACKETS = frozenset("[]")  # they stand around the file in a link to a cell


def whole_paths(paths: Iterable[Path]) -> dict[str, Path]:
    """Where the files lie that findings name; a name that two of them bear leads nowhere, for it may be the other."""
    found: dict[str, Path] = {}
    twice: set[str] = set()
    for path in (each.absolute() for each in paths):
        if path.name in found and found[path.name] != path:
            twice.add(path.name)
        found[path.name] = path
    return {name: path for name, path in found.items() if name not in twice}


def linked(place: Place, own: str, paths: Mapping[str, Path]) -> Formula | str | None:
    """The address of a place as a link to it.

    Args:
        place: The place.
        own: The name of the workbook that the link stands in; its own cells need no path.
        paths: Where files lie, by name, with their whole path.

    Returns:
        The link; the plain address where the file's place is not known or a link cannot hold it; None without address.
        A file without sheets (csv) has no cells to lead to: its link opens the file.
    """
    if not place.cell:
        return None
    target = _target(place, own, paths)
    if target is None or len(target) > _LONGEST or _IN_THE_WAY.search(target + place.cell):
        return place.cell
    return Formula(f"HYPERLINK({quoted(target)},{quoted(place.cell)})", place.cell)


def _target(place: Place, own: str, paths: Mapping[str, Path]) -> str | None:
    """What a link leads to; None where that is not known."""
    has_cell = bool(place.sheet) and _ADDRESS.fullmatch(place.cell) is not None
    cell = f"'{place.sheet.replace(chr(39), 2 * chr(39))}'!{place.cell}"
    path = paths.get(place.file)
    if path is None:
        return f"#{cell}" if has_cell and place.file == own else None
    if place.file == own:
        return None  # it may be either of two files
    if has_cell and path.suffix.casefold() in _WITH_CELLS and not _BRACKETS & set(str(path)):
        return f"[{path}]{cell}"
    return None if "#" in str(path) else str(path)


def quoted(text: str) -> str:
    """A text as a formula holds it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
