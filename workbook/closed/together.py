"""Writing several files in one step: worked on as copies beside them, put in place when all are done, or none.

All room on the disk is taken before the first file is replaced; replacing is renaming. What fails then (somebody has
opened a file meanwhile) is told before the first one is touched wherever that can be known, and otherwise every file
that was replaced is renamed back: byte for byte what it was.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import CannotOpenError, StepError, not_written
from schemas.issues.issue import Issue, Place
from workbook.closed.atomic import check_writable, folder_locked, put_in_place
from workbook.closed.attributes import keep_attributes
from workbook.closed.run_lock import PREFIX, SUFFIX, writing_alone
from workbook.closed.undo.keeping import keep_state
from workbook.digests import sha256
from workbook.temporary import OLD

_PREFIX = f"{PREFIX}all-"
_NEW, _OLD = "new", "old"


@dataclass(frozen=True)
class Staged:
    """A file that is being written together with others.

    Args:
        path: Where it lies, with links followed; or is to lie.
        copy: The copy that is worked on, of the same name; none yet of a file that is to be made.
        old: The copy that stays as it was; none of a file that is to be made.
        is_kept: Whether what it was is kept, so that the run can be undone.
    """

    path: Path
    copy: Path
    old: Path
    is_kept: bool = True


@contextlib.contextmanager
def staged(paths: Sequence[Path], is_kept: bool = True) -> Iterator[list[Staged]]:
    """Copies of files to work on, beside them; gone when the block ends.

    Args:
        paths: The files; one that does not exist yet is to be made.
        is_kept: Whether what they were is kept, so that the run can be undone: of our workbooks.

    Raises:
        CannotOpenError: Some cannot be written, or there is no room; with each of them.
    """
    whole = [path.resolve() for path in paths]
    _check(whole)
    folders: dict[Path, Path] = {}
    try:
        for parent in dict.fromkeys(path.parent for path in whole):
            folders[parent] = _work_folder(parent)
        yield [_copied(path, number, folders[path.parent], is_kept) for number, path in enumerate(whole)]
    except _StuckError as stuck:
        folders = {parent: folder for parent, folder in folders.items() if folder not in stuck.kept}
        raise CannotOpenError(stuck.issues) from stuck.__cause__
    finally:
        for folder in folders.values():
            shutil.rmtree(folder, ignore_errors=True)


def nothing() -> None:
    """No more is to be done."""


def place_together(done: Sequence[Staged], last: Callable[[], None] = nothing) -> None:
    """Put the copies in the files' places: all of them, or none.

    Args:
        done: What was worked on.
        last: What is done when all are in place, and belongs to the same step: where it fails they are put back.

    Raises:
        CannotOpenError: One cannot be replaced, or is not what was read any more; every one is what it was.
    """
    with ExitStack() as alone:
        for each in done:
            alone.enter_context(writing_alone(each.path))
        _check([each.path for each in done])
        if changed := [each.path.name for each in done if not _same(each.path, each.old)]:
            raise CannotOpenError([Issue("file_changed", Place(name)) for name in changed])
        replaced: list[Staged] = []
        try:
            for each in done:
                if each.is_kept:
                    _keep(each)
            for each in done:
                if each.old.exists():
                    keep_attributes(each.path, each.copy)
                    keep_attributes(each.path, each.old)
                replaced.append(each)
                _replace(each.copy, each.path)
            last()
        except BaseException as error:
            _put_back(replaced, error)
            raise


class _StuckError(StepError):
    """Files could neither be replaced nor put back.

    Args:
        issues: Which, and where they lie as they were.
        kept: The folders that hold those.
    """

    def __init__(self, issues: Sequence[Issue], kept: frozenset[Path]) -> None:
        super().__init__(issues)
        self.kept = kept


def _put_back(replaced: Sequence[Staged], error: BaseException) -> None:
    """Rename the old files back.

    Raises:
        _StuckError: Some would not; their old copies are kept.
    """
    stuck = []
    for each in reversed(replaced):
        if each.copy.exists():
            continue  # it was not replaced: the copy still waits
        try:
            if each.old.exists():
                put_in_place(each.old, each.path)
            else:
                each.path.unlink(missing_ok=True)  # there was none
        except OSError:
            stuck.append(each)
    if stuck:
        told = error.issues if isinstance(error, StepError) else []
        lost = [Issue("not_put_back", Place(each.path.name), str(each.old)) for each in stuck]
        raise _StuckError([*lost, *told], frozenset(each.old.parents[2] for each in stuck)) from error


def _keep(each: Staged) -> None:
    """Keep a workbook, so that the run can be undone, before the first of all is replaced."""
    try:
        keep_state(each.path, each.copy)
    except OSError as error:
        raise not_written(each.path.name, error) from error


def _replace(new: Path, path: Path) -> None:
    try:
        put_in_place(new, path)
    except PermissionError as error:
        raise CannotOpenError([Issue("file_locked", Place(path.name), details={"who": "", "lock": ""})]) from error
    except OSError as error:
        raise not_written(path.name, error) from error


def _check(paths: Sequence[Path]) -> None:
    """Refuse files that are open elsewhere or read-only: all that are, at once."""
    found: list[Issue] = []
    for path in paths:
        try:
            check_writable(path)
        except CannotOpenError as error:
            found += error.issues
    if found:
        raise CannotOpenError(found)


def _work_folder(parent: Path) -> Path:
    """A hidden folder beside the workbooks; what killed runs have left goes."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, suffix=SUFFIX, dir=parent))
    except PermissionError as error:
        raise CannotOpenError([folder_locked(parent / "_")]) from error
    except OSError as error:
        raise not_written(parent.name, error) from error
    with contextlib.suppress(OSError):
        now = folder.stat().st_mtime  # by the drive's own clock
        for left in parent.glob(f"{_PREFIX}*{SUFFIX}"):
            if left != folder and now - left.stat().st_mtime > OLD:
                shutil.rmtree(left, ignore_errors=True)
    return folder


def _copied(path: Path, number: int, folder: Path, is_kept: bool) -> Staged:
    """Two copies in folders of their own: messages name the file by its name, which stays the same."""
    copy, old = (folder / kind / str(number) / path.name for kind in (_NEW, _OLD))
    try:
        for each in (copy, old):
            each.parent.mkdir(parents=True)
            if path.exists():
                shutil.copyfile(path, each)
    except OSError as error:
        raise not_written(path.name, error) from error
    return Staged(path, copy, old, is_kept)


def _same(one: Path, other: Path) -> bool:
    """Whether two files hold the same, or neither is there."""
    if not one.exists() and not other.exists():
        return True
    try:
        return sha256(one) == sha256(other)
    except OSError:
        return False
