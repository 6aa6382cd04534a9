r"""xlwings' settings file: lines of ``"KEY","VALUE"``, read by VBA in the Windows code page and by Python.

What is not ours stays byte for byte. Where a key stands twice VBA takes the first line and Python the last, so that
ours are left standing once.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from macros.setup.machine import MAC, WINDOWS, Machine

UDF_MODULES = "UDF MODULES"
ADD_WORKBOOK = "ADD_WORKBOOK_TO_PYTHONPATH"
SHOW_CONSOLE = "SHOW CONSOLE"
MODULE = "udfs.excel"
_LINE = re.compile(rb'^\s*"([^"]*)"\s*,\s*"?([^"\r\n]*)"?\s*$')


def interpreter_key(machine: Machine) -> str:
    """The key that names the Python."""
    return "INTERPRETER_MAC" if machine.platform == MAC else "INTERPRETER_WIN"


def interpreter(machine: Machine) -> Path:
    """The Python that Excel shall start.

    ``python.exe``, also where ``pythonw.exe`` is what runs now: a button's macro has ``cmd`` run it with its error
    output in a file, and shows that file when the button fails. ``pythonw`` has no error output, and the user would be
    shown an empty box. No window appears for all that: xlwings hides the console.
    """
    python = machine.executable
    if machine.platform == WINDOWS and python.stem.casefold() == "pythonw":
        return python.with_name(f"python{python.suffix}")
    return python


def our_settings(machine: Machine) -> dict[str, str]:
    """What the macro workbook needs."""
    return {
        interpreter_key(machine): str(interpreter(machine)),
        UDF_MODULES: MODULE,
        # Otherwise a file macros.py beside the workbook would be imported in the place of our own package.
        ADD_WORKBOOK: "false",
        SHOW_CONSOLE: "False",
    }


def read_settings(content: bytes, encoding: str) -> dict[str, str]:
    """The settings by their key in capitals, as VBA reads them: the first line with a key counts.

    Args:
        content: The file.
        encoding: Its encoding; what is not in it becomes a replacement character.
    """
    found: dict[str, str] = {}
    for line in content.splitlines():
        if match := _LINE.match(line):
            key, value = (part.decode(encoding, "replace") for part in match.groups())
            found.setdefault(key.upper(), value)
    return found


def merged(content: bytes, ours: Mapping[str, str], encoding: str, end: bytes = b"\r\n") -> bytes:
    """The file with our settings in it.

    Args:
        content: The file as it is; empty for a new one.
        ours: Our settings.
        encoding: The encoding that VBA reads.
        end: What ends a line of a new file; one that is there keeps its own.

    Returns:
        The file; the same bytes where it said all this already.

    Raises:
        UnicodeEncodeError: A path has letters that the encoding lacks.
    """
    left = {key.upper(): f'"{key}","{value}"'.encode(encoding) for key, value in ours.items()}
    if content:
        end = b"\r\n" if b"\r\n" in content else b"\n"
    lines: list[bytes] = []
    for line in content.splitlines():
        match = _LINE.match(line)
        key = match[1].decode(encoding, "replace").upper() if match else ""
        if key in {name.upper() for name in ours}:
            if key in left:
                lines.append(left.pop(key))
            continue
        lines.append(line)
    if not left and lines == content.splitlines():
        return content
    return b"".join(line + end for line in [*lines, *left.values()])
