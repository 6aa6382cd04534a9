"""The two commands as the command line has them."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from macros.setup.machine import Machine, ThisMachine, pinned_xlwings
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def add_setup(command: Callable[..., argparse.ArgumentParser], as_json: argparse.ArgumentParser, words: Words) -> None:
    """Add ``doctor`` and ``install`` to the command line.

    Args:
        command: Adds a command by its name and the parsers that it shares arguments with.
        as_json: The parser of ``--json``.
        words: The language of the help.
    """
    command("doctor", as_json)
    install = command("install")
    install.add_argument("--folder", type=Path, metavar="DIR", help=words.text("cli_install_folder"))
    install.add_argument("--dry-run", action="store_true", help=words.text("cli_install_dry_run"))


def run_doctor(as_json: bool, words: Words, machine: Machine | None = None) -> int:
    """Look at the machine and say what was found.

    Args:
        as_json: Print one JSON object instead of text.
        words: The language.
        machine: The machine; by default this one.

    Returns:
        0 where nothing is bad, 1 otherwise.
    """
    from macros.setup.doctor import examine, exit_code, finding_lines, findings_json
    from macros.terminal.console import say

    findings = examine(machine or ThisMachine(sys.platform), pinned_xlwings())
    for line in [findings_json(findings, words)] if as_json else finding_lines(findings, words):
        say(line)
    return exit_code(findings)


def run_install(
    folder: Path | None,
    dry: bool,
    words: Words,
    make_template: Callable[[Path], None],
    machine: Machine | None = None,
) -> int:
    """Install for this user and say what was done.

    Args:
        folder: The folder that Excel shall trust; None for the usual one.
        dry: Only say what would be done.
        words: The language.
        make_template: Makes the workbook with macros at a path.
        machine: The machine; by default this one.

    Returns:
        0; what cannot be done is raised.

    Raises:
        CannotOpenError: A folder or file cannot be made.
    """
    from macros.setup.install import install, report_lines
    from macros.terminal.console import say

    report = install(machine or ThisMachine(sys.platform), words, make_template, folder, dry)
    for line in report_lines(report, words):
        say(line)
    return ExitCode.DONE
