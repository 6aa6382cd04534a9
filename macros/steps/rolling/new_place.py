"""Where next year's workbooks go: a folder that holds no files, filled in one step or not at all."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.steps.new import ENDING, MACRO_ENDING, safe_name
from macros.steps.rolling.glance import Glance
from schemas.errors import CannotOpenError, RefusedError, not_written
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import text_key

_NAMED = 5
"""Files of a folder that a refusal names."""
_STAGING = ".resultatkontrakt-"


def require_empty(out: Path) -> None:
    """Refuse a folder that holds files, naming some of them, and a place that is no folder.

    Raises:
        CannotOpenError: It holds files, is a file, or cannot be looked into.
    """
    try:
        if not out.exists():
            return
        standing = sorted(each.name for each in out.iterdir())
    except NotADirectoryError as error:
        raise CannotOpenError([Issue("roll_over_no_folder", Place(out.name), str(out))]) from error
    except OSError as error:
        raise CannotOpenError([Issue("folder_missing", Place(out.name), str(out))]) from error
    if standing:
        raise folder_full(out, standing)


def folder_full(out: Path, names: Sequence[str]) -> CannotOpenError:
    """That a folder holds files, some of them named."""
    more = len(names) - _NAMED
    told = ", ".join(sorted(names)[:_NAMED]) + (f" (+{more})" if more > 0 else "")
    return CannotOpenError([Issue("roll_over_folder_full", Place(), str(out), {"files": told})])


@contextlib.contextmanager
def all_or_nothing(out: Path) -> Iterator[Path]:
    """A folder beside nothing else, whose files go to ``out`` when the block ends well.

    Args:
        out: A folder that holds no files; it is made where there is none, and gone again where nothing comes of it.

    Raises:
        CannotOpenError: It cannot be made or written in, or somebody has put files there meanwhile.
    """
    is_new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out))
    except OSError as error:
        raise not_written(out.name, error) from error
    try:
        yield staging
        _put_in_place(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if is_new:
            with contextlib.suppress(OSError):  # it holds what was made
                out.rmdir()


def _put_in_place(staging: Path, out: Path) -> None:
    if others := [each.name for each in out.iterdir() if each != staging]:
        raise folder_full(out, others)
    moved: list[Path] = []
    try:
        for file in sorted(staging.iterdir()):
            moved.append(file.rename(out / file.name))
    except OSError as error:
        for file in moved:
            with contextlib.suppress(OSError):
                file.unlink()
        raise not_written(out.name, error) from error


@dataclass(frozen=True)
class Target:
    """A workbook of the old year, and where next year's is made."""

    seen: Glance
    path: Path


def targets_of(seen: Sequence[Glance], year: int, folder: Path) -> list[Target]:
    """Where each is made: under the old name with the new year in it, or else under the centre's.

    Args:
        seen: The workbooks of the old year.
        year: Next year.
        folder: The folder.

    Raises:
        RefusedError: Two of them are of one centre, or would have one name.
    """
    targets = [Target(each, folder / _name(each, year)) for each in seen]
    first: dict[str, Glance] = {}
    issues = []
    for target in targets:
        for key in (text_key(target.seen.holder), target.path.stem.casefold()):
            before = first.setdefault(key, target.seen)
            if before is not target.seen:
                details = {"other": before.path.name, "centre": target.seen.holder}
                issues.append(Issue("roll_over_twice", Place(target.seen.path.name), target.path.name, details))
                break
    if issues:
        raise RefusedError(issues)
    return targets


def _name(seen: Glance, year: int) -> str:
    ending = MACRO_ENDING if seen.has_macros else ENDING
    stem = seen.path.stem
    named = stem.replace(str(seen.year), str(year)) if stem.count(str(seen.year)) == 1 else ""
    return f"{named or f'{safe_name(seen.holder)} {year}'}{ending}"
