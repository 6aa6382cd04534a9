"""Checks of Python, its packages and xlwings' settings."""

from collections.abc import Iterator
from pathlib import Path

from macros.setup.check_result import CheckResult, Status
from macros.setup.machine import MAC, WINDOWS, Machine
from macros.setup.places import config_file, expanded, same_path
from macros.setup.settings import (
    ADD_WORKBOOK,
    MODULE,
    UDF_MODULES,
    interpreter,
    interpreter_key,
    read_settings,
)

_LEAST = (3, 11)
_LICENCE = "XLWINGS_LICENSE_KEY"
_STORE = "windowsapps"
_BITS = {"x64": 64, "x86": 32}
_OFFICE = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_SCRIPTS = ("Library", "Application Scripts", "com.microsoft.Excel")


def check_python(machine: Machine) -> Iterator[CheckResult]:
    """The version, where it comes from, and its bits beside Excel's."""
    version = ".".join(map(str, machine.python))
    details = {"version": version, "bits": machine.bits, "path": machine.executable}
    if machine.python[:2] < _LEAST:
        yield CheckResult(Status.BAD, "python", "python", details, "python_old")
    else:
        yield CheckResult(Status.OK, "python", "python", details)
    if machine.platform != WINDOWS:
        return
    if _STORE in str(machine.base).casefold() or _STORE in str(machine.executable).casefold():
        # Such a Python writes to a copy of the registry and of AppData that Excel never sees.
        yield CheckResult(Status.WARNING, "python_origin", "python_store", details, "python_store")
    excel = excel_bits(machine)
    if excel is None:
        yield CheckResult(Status.UNKNOWN, "bits", "bits_unknown", details)
    elif excel == machine.bits:
        yield CheckResult(Status.OK, "bits", "bits", {**details, "excel": excel})
    else:
        yield CheckResult(Status.WARNING, "bits", "bits", {**details, "excel": excel}, "bits")


def excel_bits(machine: Machine) -> int | None:
    """The bits of the Office that is installed; None where it does not say."""
    return _BITS.get(str(machine.registry(_OFFICE, "Platform")).casefold())


def check_packages(machine: Machine, xlwings: str | None) -> Iterator[CheckResult]:
    """pywin32, xlwings in the version that the macros embed, and its DLL or script.

    Args:
        machine: The machine.
        xlwings: The version that the macro workbook embeds; None where it is not known.
    """
    if machine.platform == WINDOWS:
        if machine.importable("pythoncom"):
            yield CheckResult(Status.OK, "pywin32", "pywin32", {"version": machine.version_of("pywin32") or "?"})
        else:
            yield CheckResult(Status.BAD, "pywin32", "pywin32_missing", {}, "pywin32")
    installed = machine.version_of("xlwings")
    details = {"version": installed or "–", "wanted": xlwings or "?"}
    if xlwings is None:
        yield CheckResult(Status.UNKNOWN, "xlwings", "xlwings_unpinned", details)
    elif installed == xlwings:
        yield CheckResult(Status.OK, "xlwings", "xlwings", details)
    else:
        yield CheckResult(Status.BAD, "xlwings", "xlwings_other", details, "xlwings")
    if wanted := xlwings or installed:
        yield from _check_parts(machine, wanted)


def _check_parts(machine: Machine, version: str) -> Iterator[CheckResult]:
    """What xlwings needs beside Python: on Windows a DLL that Excel loads, on a Mac a script that Excel may run."""
    if machine.platform == WINDOWS:
        name = f"xlwings{excel_bits(machine) or machine.bits}-{version}.dll"
        folder = interpreter(machine).parent  # VBA looks beside the interpreter, then one folder up
        check, candidates = "dll", [folder / name, folder.parent / name]
    elif machine.platform == MAC:
        check, candidates = "mac_script", [machine.home.joinpath(*_SCRIPTS, f"xlwings-{version}.applescript")]
    else:
        return
    found = next((path for path in candidates if machine.exists(path)), None)
    if found:
        yield CheckResult(Status.OK, check, "file", {"path": found})
    else:
        yield CheckResult(Status.BAD, check, "file_missing", {"path": candidates[0], "version": version}, check)


def check_settings(machine: Machine) -> Iterator[CheckResult]:
    """The settings of xlwings: our interpreter, our functions, and no workbook's folder before our packages."""
    if machine.platform not in {WINDOWS, MAC}:
        return
    path = config_file(machine)
    content = machine.content(path)
    if content is None:
        yield CheckResult(Status.WARNING, "settings", "file_missing", {"path": path}, "install")
        return
    settings = read_settings(content, machine.ansi)
    yield _interpreter(machine, settings.get(interpreter_key(machine), ""))
    for key, check, wanted in ((ADD_WORKBOOK, "workbook_path", "false"), (UDF_MODULES, "udf_modules", MODULE)):
        value = settings.get(key, "")
        details = {"setting": key, "value": value or "–", "path": path, "wanted": wanted}
        if value.rstrip(";").casefold() == wanted:
            yield CheckResult(Status.OK, check, "setting", details)
        else:
            yield CheckResult(Status.BAD, check, "setting_other", details, "install")


def _interpreter(machine: Machine, value: str) -> CheckResult:
    named = Path(expanded(value, machine))
    details = {"path": value or "–", "ours": interpreter(machine)}
    if not value:
        return CheckResult(Status.BAD, "interpreter", "interpreter_none", details, "install")
    if not machine.exists(named):
        return CheckResult(Status.BAD, "interpreter", "interpreter_gone", details, "install")
    if same_path(named, interpreter(machine), machine):
        return CheckResult(Status.OK, "interpreter", "interpreter", details)
    return CheckResult(Status.WARNING, "interpreter", "interpreter_other", details, "interpreter_other")


def check_licence(machine: Machine) -> Iterator[CheckResult]:
    """The extra ``server`` is not free for everybody: whoever uses it must say under which terms.

    The program never sets the key for anybody, and the key itself is not shown.
    """
    version = machine.version_of("xlwings-server")
    details = {"version": version or "–"}
    if version is None:
        yield CheckResult(Status.OK, "licence", "licence_not_needed", details)
    elif machine.environ.get(_LICENCE):
        yield CheckResult(Status.OK, "licence", "licence", details)
    else:
        yield CheckResult(Status.WARNING, "licence", "licence_missing", details, "licence")
