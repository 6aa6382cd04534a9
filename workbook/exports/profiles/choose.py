"""Which profile an export is read by: the user's own before the shipped ones, the narrowest that fits."""

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import Path

from schemas.cells import CellKind, Grid
from schemas.errors import CannotOpenError, RefusedError
from schemas.issues.issue import Issue, Place
from schemas.lexicon.match import label_key
from schemas.profiles.export_profile import NO_PROFILE, SAID_BY_PROGRAM, ExportProfile
from schemas.profiles.profile_files import parse_profile
from schemas.thresholds import DEEPEST_ROW
from schemas.words.vocabulary import LANGUAGES, words
from workbook.opc.package import check_file

_LARGEST = 4 << 20
"""Bytes of a profile; a person writes some thousands of them."""


@cache
def shipped_profiles() -> tuple[ExportProfile, ...]:
    """The profiles that are shipped."""
    entries = sorted(files("workbook").joinpath("profiles").iterdir(), key=lambda entry: entry.name)
    found = []
    for entry in entries:
        if entry.name.endswith(".toml"):
            profile, issues = parse_profile(entry.read_text(encoding="utf-8"), entry.name)
            assert profile is not None, issues
            found.append(replace(profile, on=SAID_BY_PROGRAM))
    return tuple(found)


def profile_endings() -> list[str]:
    """How the names of the user's profiles end, in every language (``udtræk.profil.toml``)."""
    return [words(language).text("profile_ending") for language in LANGUAGES]


def is_profile(path: Path) -> bool:
    """Whether a file is one of the user's profiles, by its name."""
    return path.name.endswith(tuple(profile_endings()))


def own_profiles(folder: Path) -> tuple[list[ExportProfile], list[Issue]]:
    """The user's profiles beside a workbook.

    Args:
        folder: The workbook's folder.

    Returns:
        The profiles, and what is wrong with those that cannot be used.

    Raises:
        CannotOpenError: A profile cannot be read.
    """
    found: list[ExportProfile] = []
    issues: list[Issue] = []
    for path in sorted({path for ending in profile_endings() for path in folder.glob(f"*{ending}")}):
        profile, problems = read_profile(path)
        issues += problems
        found += [profile] if profile else []
    return found, issues


def read_profile(path: Path) -> tuple[ExportProfile | None, list[Issue]]:
    """Read one profile.

    Raises:
        CannotOpenError: It cannot be read.
    """
    check_file(path)
    try:
        if (size := path.stat().st_size) > _LARGEST:
            raise CannotOpenError([Issue("file_bomb", Place(path.name), str(size >> 20))])
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [Issue("profile_unreadable", Place(path.name), str(error))]
    except OSError as error:
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), str(error))]) from error
    return parse_profile(text, path.name)


def fits(profile: ExportProfile, grid: Grid) -> bool:
    """Whether all that a profile's ``match`` names holds of a sheet; one that names nothing fits none."""
    match = profile.match
    if not (match.files or match.sheets or match.words):
        return False
    return (
        _one_of(match.files, grid.file)
        and _one_of(match.sheets, grid.sheet)
        and ({label_key(word) for word in match.words} <= _texts(grid))
    )


def _one_of(patterns: Sequence[str], name: str) -> bool:
    return not patterns or any(fnmatchcase(name.casefold(), pattern.casefold()) for pattern in patterns)


def _texts(grid: Grid) -> set[str]:
    rows = [row for number, row in grid.rows.items() if number <= DEEPEST_ROW]
    return {label_key(cell.text) for row in rows for cell in row.values() if cell.kind is CellKind.TEXT}


def choose(own: Sequence[ExportProfile], shipped: Sequence[ExportProfile], grid: Grid) -> ExportProfile:
    """The profile that a sheet is read by.

    Args:
        own: The user's profiles.
        shipped: The shipped ones.
        grid: The sheet.

    Returns:
        The narrowest that fits, the user's own first; ``NO_PROFILE`` where none fits.

    Raises:
        RefusedError: Two of the user's own fit equally.
    """
    for profiles in (own, shipped):
        fitting = sorted((each for each in profiles if fits(each, grid)), key=_width)
        if not fitting:
            continue
        rivals = [each for each in fitting if _width(each) == _width(fitting[0])]
        if len(rivals) > 1:
            names = ", ".join(each.path or each.name for each in rivals)
            raise RefusedError([Issue("profile_ambiguous", Place(grid.file, grid.sheet), names)])
        return fitting[0]
    return NO_PROFILE


def _width(profile: ExportProfile) -> int:
    """Less for a profile that names more."""
    match = profile.match
    return -(len(match.words) + bool(match.files) + bool(match.sheets))
