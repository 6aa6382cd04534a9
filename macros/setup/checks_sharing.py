"""Checks of where a workbook lies: kept in step with a cloud, on a server, read-only, beside copies of itself."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from macros.setup.check_result import CheckResult, Status
from macros.setup.machine import Machine
from macros.setup.places import is_inside, is_network, onedrives
from workbook.closed.atomic import lock_of
from workbook.closed.conflict_copies import copies_of, is_copy_of
from workbook.closed.undo.places import FOLDER

_NOT_HERE = 0x1000 | 0x40000 | 0x400000
"""FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN and _RECALL_ON_DATA_ACCESS: the content is in the cloud alone."""
_NAMED = 3


def check_sharing(workbook: Path, machine: Machine) -> Iterator[CheckResult]:
    """Where a workbook lies, and what stands in the way of writing it there.

    Args:
        workbook: The workbook; where there is none, nothing is said of it.
        machine: The machine.
    """
    path = workbook.absolute()
    if not path.is_file():
        return
    yield _place(path, machine)
    yield _writing(path)
    names = [each.name for each in path.parent.iterdir()]
    if originals := [name for name in names if is_copy_of(path.name, name)]:
        about = {"files": ", ".join(originals[:_NAMED])}
        yield CheckResult(Status.WARNING, "shared_copies", "shared_is_copy", about, "shared_copies")
    if copies := copies_of(path, names):
        more = f" (+{len(copies) - _NAMED})" if len(copies) > _NAMED else ""
        about = {"files": ", ".join(copies[:_NAMED]) + more}
        yield CheckResult(Status.WARNING, "shared_copies", "shared_copies", about, "shared_copies")


def _place(path: Path, machine: Machine) -> CheckResult:
    """What kind of place it is."""
    about = {"path": path}
    if _attributes(path) & _NOT_HERE:
        return CheckResult(Status.WARNING, "shared_place", "place_cloud", about, "place_cloud")
    if any(is_inside(path, drive, machine) for drive in onedrives(machine)):
        return CheckResult(Status.OK, "shared_place", "place_synced", about)
    found = "place_server" if is_network(path) else "place_here"
    return CheckResult(Status.OK, "shared_place", found, about)


def _attributes(path: Path) -> int:
    """What Windows notes of a file; nothing elsewhere."""
    return int(getattr(path.stat(), "st_file_attributes", 0))


def _writing(path: Path) -> CheckResult:
    """Whether it can be written, and its versions be kept beside it."""
    check = "shared_writing"
    if lock := lock_of(path):
        return CheckResult(Status.WARNING, check, "writing_open", {"lock": lock.name}, "writing_open")
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return CheckResult(Status.WARNING, check, "writing_read_only", {}, "writing_read_only")
    if not os.access(path.parent, os.W_OK):
        return CheckResult(Status.WARNING, check, "writing_folder", {"folder": path.parent}, "writing_folder")
    kept = path.parent / FOLDER
    if kept.exists() and not (kept.is_dir() and os.access(kept, os.W_OK)):
        return CheckResult(Status.WARNING, check, "writing_kept", {"folder": kept}, "writing_kept")
    return CheckResult(Status.OK, check, "writing_free")
