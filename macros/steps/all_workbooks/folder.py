"""A folder in a workbook's place: all of our centres' workbooks in it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import pandas as pd

from macros.steps.contract import is_ours, open_book
from schemas.context import holders_of, year_of
from schemas.errors import CannotOpenError, RefusedError
from schemas.issues.issue import Issue, Place
from schemas.reading import read_table
from schemas.tables import Goals
from schemas.text.natural_order import natural_key
from workbook.closed.book import ClosedBook
from workbook.closed.conflict_copies import copy_and_original
from workbook.layout import MARK_NAME

ENDINGS = frozenset({".xlsx", ".xlsm"})
_HIDDEN = ("~$", ".")
"""Lock files of open workbooks, and hidden files, are none of the user's."""


@dataclass
class Workbooks:
    """The workbooks that somebody means.

    Args:
        paths: The workbooks.
        issues: Files of a folder that may be some too, and cannot be read.
        of_folder: Whether a folder was named.
    """

    paths: list[Path] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    of_folder: bool = False


def workbooks_of(paths: Sequence[Path]) -> Workbooks:
    """What a command's workbooks are: files as they are named, and for a folder all of our centres' workbooks in it.

    Args:
        paths: Files and folders; those in folders of folders are not looked at.

    Raises:
        CannotOpenError: A folder holds none.
        RefusedError: One is a copy of another.
    """
    found = Workbooks()
    for path in paths:
        if path.is_dir():
            found.of_folder = True
            found.paths += _inside(path, found.issues)
        else:
            found.paths.append(path)
    found.paths = list(dict.fromkeys(found.paths))
    if copies := list(_copies(found.paths)):
        raise RefusedError(copies)
    return found


def folders_of(paths: Sequence[Path]) -> list[Path]:
    """The folders that files lie in, each once: the user's profiles lie beside the workbooks."""
    return list(dict.fromkeys(path.absolute().parent for path in paths))


def shown_files(folder: Path, endings: Collection[str]) -> list[Path]:
    """The files of a folder with one of some endings; lock files of open workbooks and hidden files are none.

    Args:
        folder: The folder.
        endings: The endings, in small letters.

    Raises:
        OSError: It cannot be read.
    """
    files = (each for each in folder.iterdir() if each.suffix.casefold() in endings and each.is_file())
    return [each for each in files if not each.name.startswith(_HIDDEN)]


def goals_of(path: Path) -> pd.DataFrame:
    """The goals of a closed workbook as they are read, without any check.

    Args:
        path: One of our workbooks.

    Raises:
        CannotOpenError: It cannot be read.
    """
    book, words = open_book(path)
    with book:
        return read_table(Goals, book.read(Goals.name), words).frame


def _copies(paths: Sequence[Path]) -> Iterator[Issue]:
    """Workbooks that are copies of others among them: what is done to both would be done to one centre twice."""
    for one, other in combinations(paths, 2):
        if pair := copy_and_original(one.name, other.name):
            both = _holders(one) & _holders(other)
            if both:
                yield Issue("conflict_copy", Place(pair[0]), ", ".join(sorted(both)), {"first": pair[1]})


def _holders(path: Path) -> frozenset[str]:
    """Whose contract a workbook holds; nobody's where it cannot be read, which is said where it is worked on."""
    try:
        goals = goals_of(path)
    except (CannotOpenError, RefusedError):
        return frozenset()
    return frozenset(holders_of(goals)) if len(goals) else frozenset()


def _inside(folder: Path, issues: list[Issue]) -> list[Path]:
    """Our workbooks in a folder; consolidated ones and files of others are passed over."""
    shown = sorted(shown_files(folder, ENDINGS), key=lambda each: natural_key(each.name))
    kinds = {each: _is_ours(each) for each in shown}
    ours = [path for path, is_one in kinds.items() if is_one]
    issues += [Issue("workbook_unreadable", Place(path.name)) for path, is_one in kinds.items() if is_one is None]
    if not ours:
        raise CannotOpenError([Issue("no_workbooks_in_folder", Place(), str(folder)), *issues])
    return ours


def _is_ours(path: Path) -> bool | None:
    """Whether a file is one of our workbooks; None where it cannot be read, and may be a centre's that is damaged."""
    try:
        with ClosedBook(path) as book:
            return book.defined_name(MARK_NAME) is not None
    except CannotOpenError:
        return None


def contract_years(paths: Sequence[Path]) -> set[int]:
    """The contract years of workbooks.

    Args:
        paths: Our workbooks.

    Raises:
        CannotOpenError: One cannot be read.
    """
    return {year_of(goals) for goals in map(goals_of, paths) if len(goals)}


def leading_workbooks(files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The workbooks that stand before the exports, and the exports.

    Args:
        files: What was named after the first workbook. Where all of it are workbooks there is no export among them,
            and the reading says so.
    """
    count = next((at for at, path in enumerate(files) if not is_ours(path)), 0)
    return list(files[:count]), list(files[count:])
