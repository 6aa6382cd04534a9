"""Where an open workbook lies: a path of this machine, a server's, or an address on the web and its copy here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote

_WEB = "://"
_SERVER = "\\\\"


@dataclass(frozen=True)
class Mount:
    """A library on the web that OneDrive keeps in step with a folder of this machine.

    Args:
        address: Its address.
        folder: The folder.
    """

    address: str
    folder: str


@dataclass(frozen=True)
class OpenPlace:
    """Where an open workbook lies, and what that means for what is written in it.

    Args:
        shown: Its whole path or address; blank for one that was never saved, or where the host does not tell.
        local: The path of its copy on this machine, where ``shown`` is an address.
        synced: Whether OneDrive keeps the file in step.
        read_only: Whether it cannot be saved where it lies.
        autosave: Whether Excel saves it by itself.
    """

    shown: str = ""
    local: str = ""
    synced: bool = False
    read_only: bool = False
    autosave: bool = False

    @property
    def path(self) -> str:
        """Its path on this machine; blank where it has none."""
        return self.local or ("" if _WEB in self.shown else self.shown)


def place_of(fullname: str, mounts: Sequence[Mount], exists: Callable[[str], bool]) -> OpenPlace:
    """Where a workbook lies, by what Excel calls it.

    Args:
        fullname: Its path or address; a name alone where it was never saved.
        mounts: What OneDrive keeps in step here.
        exists: Whether there is a file of a path.
    """
    if _WEB in fullname:
        shown = unquote(fullname)
        return OpenPlace(shown, _local_copy(shown, mounts, exists), synced=True)
    if not (PureWindowsPath(fullname).is_absolute() or PurePosixPath(fullname).is_absolute()):
        return OpenPlace()
    return OpenPlace(fullname, synced=any(_inside(fullname, mount.folder) for mount in mounts))


def is_on_server(path: str) -> bool:
    """Whether a path names a server; a letter that stands for one cannot be told from the path."""
    return path.startswith((_SERVER, "//"))


def _inside(path: str, folder: str) -> bool:
    return bool(folder) and PureWindowsPath(path).is_relative_to(PureWindowsPath(folder))


def _local_copy(address: str, mounts: Sequence[Mount], exists: Callable[[str], bool]) -> str:
    """The copy that OneDrive keeps of an address; blank where it keeps none, or two might be it.

    Somebody who keeps only a folder of a library in step has it without the folders above it: the beginning of the
    address is left out, folder by folder, until a file is there.
    """
    found: dict[str, None] = {}
    for mount in mounts:
        base = unquote(mount.address).rstrip("/")
        if not mount.folder or not address.casefold().startswith(f"{base.casefold()}/"):
            continue
        parts = address[len(base) + 1 :].split("/")
        paths = (str(PureWindowsPath(mount.folder, *parts[start:])) for start in range(len(parts)))
        if first := next(filter(exists, paths), ""):
            found[first] = None
    return next(iter(found)) if len(found) == 1 else ""
