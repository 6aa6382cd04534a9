"""Where things stand on a machine: xlwings' settings, the trusted folder, the registry's keys."""

import re
from collections.abc import Iterator
from pathlib import Path

from macros.setup.machine import MAC, PRODUCT, WINDOWS, Machine

_POLICIES = r"HKCU\Software\Policies\Microsoft\Office\16.0"
_OWN = r"HKCU\Software\Microsoft\Office\16.0"
EXCEL_POLICY = rf"{_POLICIES}\Excel\Security"
EXCEL_OWN = rf"{_OWN}\Excel\Security"
TRUSTED_POLICY = rf"{EXCEL_POLICY}\Trusted Locations"
TRUSTED_COMMON_POLICY = rf"{_POLICIES}\Common\Security\Trusted Locations"
TRUSTED_OWN = rf"{EXCEL_OWN}\Trusted Locations"
TRUSTED_OURS = rf"{TRUSTED_OWN}\{PRODUCT}"
_SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_POLICY_LOCATIONS = 20  # as many as the administrative templates have room for
_VARIABLE = re.compile(r"%([^%]+)%")


def config_file(machine: Machine) -> Path:
    """Where xlwings keeps the user's settings, for Python and for VBA alike."""
    if machine.platform == MAC:
        return machine.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "xlwings.conf"
    return machine.home / ".xlwings" / "xlwings.conf"


def trusted_folder(machine: Machine) -> Path:
    """Our folder, which Excel is told to trust, where the user names no other."""
    if machine.platform == WINDOWS:
        named = (machine.environ.get(variable, "") for variable in ("APPDATA", "LOCALAPPDATA"))
        # Many administrations keep APPDATA on a server, and Excel trusts no folder on a network unless IT says so.
        local = next((folder for folder in named if folder and not is_network(folder)), "")
        base = Path(local) if local else machine.home / "AppData" / "Local"
    elif machine.platform == MAC:
        base = machine.home / "Documents"
    else:
        base = machine.home
    return base / PRODUCT


def registered_folder(machine: Machine) -> Path | None:
    """Our folder as Excel knows it; None where it was never registered."""
    value = machine.registry(TRUSTED_OURS, "Path")
    return Path(expanded(value, machine)) if isinstance(value, str) and value else None


def folder_allowed(machine: Machine) -> str:
    """Which policy forbids the user a trusted folder: ``all``, ``own``, or empty where none does."""
    if machine.registry(TRUSTED_POLICY, "AllLocationsDisabled") == 1:
        return "all"
    if machine.registry(TRUSTED_COMMON_POLICY, "Allow User Locations") == 0:
        return "own"
    return ""


def named_by_policy(machine: Machine, folder: Path) -> bool:
    """Whether IT has named a folder as trusted, or one above it with all that it holds."""
    for number in range(_POLICY_LOCATIONS + 1):
        key = rf"{TRUSTED_POLICY}\Location{number}"
        value = machine.registry(key, "Path")
        if isinstance(value, str) and value:
            named = Path(expanded(value, machine))
            below = machine.registry(key, "AllowSubfolders") == 1 and is_inside(folder, named, machine)
            if below or same_path(folder, named, machine):
                return True
    return False


def network_allowed(machine: Machine) -> bool:
    """Whether Excel trusts folders on a network at all."""
    return 1 in (machine.registry(key, "AllowNetworkLocations") for key in (TRUSTED_POLICY, TRUSTED_OWN))


def is_network(path: Path | str) -> bool:
    """Whether a path names a server; a letter that stands for one cannot be told from the path."""
    return str(path).startswith(("\\\\", "//"))


def documents(machine: Machine) -> Path:
    """The user's folder of documents, which Windows may have moved."""
    value = machine.registry(_SHELL_FOLDERS, "Personal") if machine.platform == WINDOWS else None
    return Path(expanded(value, machine)) if isinstance(value, str) and value else machine.home / "Documents"


def onedrives(machine: Machine) -> Iterator[Path]:
    """The folders that OneDrive keeps in step with a server."""
    for variable in _ONEDRIVE:
        if value := machine.environ.get(variable):
            yield Path(value)
    if machine.platform == MAC:
        yield machine.home / "Library" / "CloudStorage"


def expanded(text: str, machine: Machine) -> str:
    """A path with its ``%VARIABLES%`` filled in, in any letter case; unknown ones stay."""
    known = {name.casefold(): value for name, value in machine.environ.items()}
    return _VARIABLE.sub(lambda match: known.get(match[1].casefold(), match[0]), text)


def same_path(one: Path | str, other: Path | str, machine: Machine) -> bool:
    """Whether two paths name the same place; on Windows letter case and the slash's direction do not matter."""
    return _comparable(one, machine) == _comparable(other, machine)


def is_inside(path: Path, folder: Path, machine: Machine) -> bool:
    """Whether a path lies in a folder, or is it."""
    inner, outer = _comparable(path, machine), _comparable(folder, machine)
    return bool(outer) and (inner == outer or inner.startswith(f"{outer}/"))


def _comparable(path: Path | str, machine: Machine) -> str:
    text = str(path)
    if machine.platform == WINDOWS:
        text = text.replace("\\", "/").casefold()
    return text.rstrip("/")
