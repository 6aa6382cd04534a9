"""Checks of where the user works: synchronised folders, the console, long paths, other programs."""

from collections.abc import Iterator

from macros.setup.check_result import CheckResult, Status
from macros.setup.machine import WINDOWS, Machine
from macros.setup.places import documents, is_inside, onedrives, registered_folder, trusted_folder

_FILE_SYSTEM = r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem"
_OFFICES = ("soffice", "libreoffice")


def check_onedrive(machine: Machine) -> Iterator[CheckResult]:
    """Whether the folders that one works in are kept in step by OneDrive: files are locked meanwhile."""
    folders = {
        "current": machine.current,
        "documents": documents(machine),
        "trusted": registered_folder(machine) or trusted_folder(machine),
    }
    drives = list(onedrives(machine))
    inside = [path for path in folders.values() if any(is_inside(path, drive, machine) for drive in drives)]
    if inside:
        paths = ", ".join(dict.fromkeys(map(str, inside)))
        yield CheckResult(Status.WARNING, "onedrive", "onedrive", {"paths": paths}, "onedrive")
    else:
        yield CheckResult(Status.OK, "onedrive", "onedrive_none")


def check_console(machine: Machine) -> Iterator[CheckResult]:
    """The console's encoding, which is only told: signs that it lacks are replaced."""
    yield CheckResult(Status.OK, "console", "console", {"encoding": machine.console})


def check_long_paths(machine: Machine) -> Iterator[CheckResult]:
    """Whether Windows lets paths be longer than 260 characters."""
    if machine.platform != WINDOWS:
        return
    value = machine.registry(_FILE_SYSTEM, "LongPathsEnabled")
    if value == 1:
        yield CheckResult(Status.OK, "long_paths", "long_paths")
    elif value == 0:
        yield CheckResult(Status.WARNING, "long_paths", "short_paths", {}, "long_paths")
    else:
        yield CheckResult(Status.UNKNOWN, "long_paths", "paths_unknown")


def check_office(machine: Machine) -> Iterator[CheckResult]:
    """LibreOffice, which only pictures and tests need: well either way."""
    where = next(filter(None, map(machine.which, _OFFICES)), None)
    if where:
        yield CheckResult(Status.OK, "libreoffice", "file", {"path": where})
    else:
        yield CheckResult(Status.OK, "libreoffice", "libreoffice_none")
