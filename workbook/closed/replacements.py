"""Several files written together: all of them, or none; whoever has saved one of them meanwhile is not overwritten."""

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from schemas.errors import CannotOpenError, StepError
from schemas.issues.issue import Issue, Place
from workbook.closed.atomic import check_writable, replacing
from workbook.closed.undo.keeping import keep_state


@dataclass(frozen=True)
class Replacement:
    """A file and what it is to hold.

    Args:
        path: The file.
        content: Its new bytes.
        digest: The SHA-256 of what was read of it; None for a file that does not exist yet.
        is_kept: Whether what it was is kept beside it, so that the run can be taken back.
    """

    path: Path
    content: bytes
    digest: str | None
    is_kept: bool = False


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def replace_together(files: Sequence[Replacement]) -> None:
    """Write several files: all of them, or none.

    Args:
        files: Each with what it is to hold.

    Raises:
        CannotOpenError: One is open elsewhere, cannot be written, or is not what was read any more; what was written
            by then is put back.
    """
    for each in files:
        check_writable(each.path)
        _require_same(each)
    written: list[tuple[Path, bytes | None]] = []
    try:
        for each in files:
            before = each.path.read_bytes() if each.path.exists() else None
            keep = keep_state if each.is_kept else None
            with replacing(each.path, partial(_require_same, each), keep) as out:
                out.write(each.content)
            written.append((each.path, before))
    except StepError:
        _put_back(written)
        raise


def _put_back(written: Sequence[tuple[Path, bytes | None]]) -> None:
    """Put back what files held; each is tried, whatever becomes of the others."""
    with ExitStack() as undo:
        for path, before in written:
            undo.callback(_restored, path, before)


def _restored(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
        return
    with replacing(path) as out:
        out.write(before)


def _require_same(each: Replacement) -> None:
    """Refuse a file that somebody has saved, or made, since it was read."""
    if digest_of(each.path) != each.digest:
        raise CannotOpenError([Issue("file_changed", Place(each.path.name))])
