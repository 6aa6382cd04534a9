"""``resultatkontrakt install``: our files where Excel trusts them, for this user."""

import sys
from collections.abc import Callable
from pathlib import Path

from macros.commands.command import Command, Options
from macros.setup.machine import Machine, ThisMachine
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


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

    report = install(machine or ThisMachine(sys.platform), words, make_template, folder, dry)
    for line in report_lines(report, words):
        say(line)
    return ExitCode.DONE


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("--folder", type=Path, metavar="DIR", help=words.text("cli_install_folder"))
    parser.add_argument("--dry-run", action="store_true", help=words.text("cli_install_dry_run"))


def _run(options: Options, words: Words) -> int:
    from macros.setup.template import template_maker

    return run_install(options.folder, options.dry_run, words, template_maker(words))


COMMAND = Command("install", _arguments, _run)
