"""A machine that is not there: what the checks ask is answered from tables, and its registry can be written."""

from pathlib import Path

GOOD_REGISTRY = {
    (r"HKCR\Excel.Application\CurVer", ""): "Excel.Application.16",
    (r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "Platform"): "x64",
    (r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem", "LongPathsEnabled"): 1,
}


class FakeMachine:
    """Windows, in good order, with a home whose name has Danish letters and spaces; tests spoil what they try."""

    def __init__(self, home, platform="win32", **changes):
        self.platform = platform
        self.python = (3, 12, 4)
        self.bits = 64
        self.home = Path(home)
        self.executable = self.home / "mit miljø" / "Scripts" / "python.exe"
        self.base = Path("/Program Files/Python312")
        self.current = self.home / "Sager og mål"
        self.environ = {"APPDATA": str(self.home / "AppData" / "Roaming"), "USERPROFILE": str(self.home)}
        self.console = "cp850"
        self.ansi, self.oem = ("cp1252", "cp850") if platform == "win32" else ("utf-8", "utf-8")
        self.packages = {"xlwings": "0.37.8", "pywin32": "311"}
        self.modules = {"pythoncom"}
        self.keys = dict(GOOD_REGISTRY) if platform == "win32" else {}
        self.programs = {}
        self.there = set()  # paths that exist without being in the file system
        self.refuses = False  # whether the registry may not be written
        for name, value in changes.items():
            assert hasattr(self, name), name
            setattr(self, name, value)

    def version_of(self, package):
        return self.packages.get(package)

    def importable(self, module):
        return module in self.modules

    def registry(self, path, name):
        # Keys and names are alike in any letter case, as in Windows.
        wanted = (path.casefold(), name.casefold())
        return next((v for (p, n), v in self.keys.items() if (p.casefold(), n.casefold()) == wanted), None)

    def set_registry(self, path, name, value):
        if self.refuses:
            raise PermissionError(13, "Access is denied")
        self.keys[path, name] = value

    def exists(self, path):
        return Path(path) in self.there or Path(path).exists()

    def content(self, path):
        return Path(path).read_bytes() if Path(path).is_file() else None

    def which(self, program):
        return self.programs.get(program)
