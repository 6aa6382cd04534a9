"""``resultatkontrakt doctor``: what on this machine stands in the way, or what is wrong with a log; changes nothing."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from macros.commands.command import Command, Options
from macros.setup.machine import Machine, ThisMachine, pinned_xlwings
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.words.vocabulary import Words

if TYPE_CHECKING:
    from macros.setup.check_result import CheckResult


def run_doctor(as_json: bool, words: Words, machine: Machine | None = None) -> int:
    """Look at the machine and say what was found.

    Args:
        as_json: Print one JSON object instead of text.
        words: The language.
        machine: The machine; by default this one.

    Returns:
        0 where nothing is bad, 1 otherwise.
    """
    from macros.setup.doctor import examine

    findings = examine(machine or ThisMachine(sys.platform), pinned_xlwings())
    return _say(findings, as_json, words)


def run_on_workbook(workbook: Path, as_json: bool, words: Words, machine: Machine | None = None) -> int:
    """Look at where a workbook lies, and at its log, and say what was found.

    Args:
        workbook: One of our workbooks.
        as_json: Print one JSON object instead of text.
        words: The language.
        machine: The machine; by default this one.

    Returns:
        0 where its chain holds, 1 otherwise.

    Raises:
        CannotOpenError: It cannot be read, or is not ours.
    """
    from macros.lazy_imports import load_tables

    load_tables()
    from macros.setup.checks_log import check_log
    from macros.setup.checks_sharing import check_sharing

    lies = check_sharing(workbook, machine or ThisMachine(sys.platform))
    return _say([*check_log(workbook), *lies], as_json, words)


def _say(findings: "Sequence[CheckResult]", as_json: bool, words: Words) -> int:
    from macros.setup.doctor import exit_code, finding_lines, findings_json

    for line in [findings_json(findings, words)] if as_json else finding_lines(findings, words):
        say(line)
    return exit_code(findings)


def _arguments(parser: Parser, words: Words) -> None:
    about = words.text("cli_doctor_workbook")
    parser.add_argument("workbook", nargs="?", type=Path, metavar="WORKBOOK", help=about)


def _run(options: Options, words: Words) -> int:
    if options.workbook is not None:
        return run_on_workbook(options.workbook, options.json, words)
    return run_doctor(options.json, words)


def _refused(_: Options) -> dict[str, object]:
    return {"checks": []}


COMMAND = Command("doctor", _arguments, _run, json=True, refused=_refused)
