"""The shortcut: a script of the command prompt that runs the buttons on the workbook open in Excel, without macros."""

from pathlib import Path

from macros.setup.machine import PRODUCT, Machine
from macros.setup.places import is_inside
from macros.setup.settings import interpreter
from schemas.words.vocabulary import DEFAULT_LANGUAGE, Words

_HOME = "%USERPROFILE%"


def shortcut(machine: Machine, words: Words) -> bytes:
    r"""The script's bytes.

    The prompt reads its scripts in its own code page, not in that of Windows: a user's folder ``C:\Users\Jørgen``
    would be another one there. What can be said by a variable is; only the rest needs the code page.

    Args:
        machine: The machine.
        words: The language of the menu that it opens.

    Raises:
        UnicodeEncodeError: The interpreter's path has letters that the code page lacks.
    """
    language = "" if words.language == DEFAULT_LANGUAGE else f" --language {words.language}"
    lines = [
        "@echo off",
        'cd /d "%~dp0"',
        f'"{_python(machine)}" -m {PRODUCT} attach{language}',
        # The window closes with the program; after a refusal it must stay until it has been read.
        "if errorlevel 1 pause",
        "",
    ]
    return "\r\n".join(lines).encode(machine.oem)


def _python(machine: Machine) -> str:
    python = interpreter(machine)
    if is_inside(python, machine.home, machine):
        below = str(python)[len(str(machine.home)) :]
        return _HOME + _escaped(below)
    return _escaped(str(python))


def _escaped(path: Path | str) -> str:
    """A path in which a percent sign stands for itself."""
    return str(path).replace("%", "%%")
