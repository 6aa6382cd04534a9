"""What the checks and the installation ask of a machine. Tests answer for a machine that is not there."""

import importlib
import os
import shutil
import struct
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Protocol

PRODUCT = "resultatkontrakt"
WINDOWS = "win32"
MAC = "darwin"
_PIN = "xlwings=="


class Machine(Protocol):
    """A machine, as far as setting up must know it."""

    platform: str
    """As ``sys.platform``: ``win32``, ``darwin`` or another."""
    python: tuple[int, int, int]
    """The running Python's version."""
    bits: int
    """Whether the running Python is one of 32 or 64 bits."""
    executable: Path
    """The running Python."""
    base: Path
    """The folder of the Python that a virtual environment was made from."""
    home: Path
    current: Path
    """The current folder."""
    environ: Mapping[str, str]
    console: str
    """The encoding of what is printed."""
    ansi: str
    """The encoding in which VBA reads text files."""
    oem: str
    """The encoding in which the command prompt reads its scripts."""

    def version_of(self, package: str) -> str | None:
        """The installed version of a package; None where it is not installed."""

    def importable(self, module: str) -> bool:
        """Whether a module can be imported."""

    def registry(self, path: str, name: str) -> str | int | None:
        r"""A value of the registry; None where there is none, no right to read it, or no registry.

        Args:
            path: The key, with its root: ``HKCU\Software\…``.
            name: The value's name; empty for the key's own value.
        """

    def set_registry(self, path: str, name: str, value: str | int) -> None:
        """Write a value of the registry: text as REG_SZ, a whole number as REG_DWORD.

        Raises:
            OSError: It may not be written, or there is no registry.
        """

    def exists(self, path: Path) -> bool:
        """Whether a file or folder exists."""

    def content(self, path: Path) -> bytes | None:
        """A file's content; None where it does not exist or may not be read."""

    def which(self, program: str) -> str | None:
        """Where a program stands on the search path."""


class ThisMachine:
    """The machine that the program runs on.

    Args:
        platform: As ``sys.platform``.
    """

    def __init__(self, platform: str) -> None:
        self.platform = platform
        self.python = sys.version_info[:3]
        self.bits = struct.calcsize("P") * 8
        self.executable = Path(sys.executable)
        self.base = Path(sys.base_prefix)
        self.home = Path.home()
        self.current = _current()
        self.environ: Mapping[str, str] = os.environ
        self.console = sys.stdout.encoding or "utf-8"
        # Python's name for the two code pages of the Windows that it runs on; elsewhere everything is UTF-8.
        self.ansi, self.oem = ("mbcs", "oem") if platform == WINDOWS else ("utf-8", "utf-8")

    def version_of(self, package: str) -> str | None:
        """The installed version of a package."""
        try:
            return version(package)
        except PackageNotFoundError:
            return None

    def importable(self, module: str) -> bool:
        """Whether a module can be imported; one that is found but whose DLL is missing cannot."""
        try:
            importlib.import_module(module)
        except (ImportError, OSError):
            return False
        return True

    def registry(self, path: str, name: str) -> str | int | None:
        """A value of the registry."""
        # A comparison with sys.platform itself: type checkers know winreg only behind one.
        if sys.platform == "win32":
            import winreg

            root, _, key = path.partition("\\")
            access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY  # a 32-bit Python would be shown another half of it
            try:
                with winreg.OpenKey(getattr(winreg, _ROOTS[root]), key, 0, access) as opened:
                    value: object = winreg.QueryValueEx(opened, name)[0]
            except OSError:
                return None
            return value if isinstance(value, str | int) else None
        return None

    def set_registry(self, path: str, name: str, value: str | int) -> None:
        """Write a value of the registry."""
        if sys.platform == "win32":
            import winreg

            root, _, key = path.partition("\\")
            kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
            with winreg.CreateKeyEx(getattr(winreg, _ROOTS[root]), key, 0, winreg.KEY_WRITE) as made:
                winreg.SetValueEx(made, name, 0, kind, value)
        else:
            raise OSError(path)

    def exists(self, path: Path) -> bool:
        """Whether a file or folder exists."""
        try:
            return path.exists()
        except OSError:
            return False  # a share that is gone, or a folder that may not be looked into

    def content(self, path: Path) -> bytes | None:
        """A file's content."""
        try:
            return path.read_bytes()
        except OSError:
            return None

    def which(self, program: str) -> str | None:
        """Where a program stands on the search path."""
        return shutil.which(program)


_ROOTS = {"HKLM": "HKEY_LOCAL_MACHINE", "HKCU": "HKEY_CURRENT_USER", "HKCR": "HKEY_CLASSES_ROOT"}


def _current() -> Path:
    try:
        return Path.cwd()
    except OSError:
        return Path.home()  # the folder the prompt stands in was deleted meanwhile


def pinned_xlwings() -> str | None:
    """The version of xlwings that the macro workbook embeds: our own requirement is exact for its sake.

    Returns:
        The version; None where the program runs from a copy that was never installed.
    """
    try:
        lines = requires(PRODUCT) or []
    except PackageNotFoundError:
        return None
    return next((line.removeprefix(_PIN).split(";")[0].strip() for line in lines if line.startswith(_PIN)), None)
