"""``resultatkontrakt doctor``: what on this machine stands in the way; it changes nothing."""

import sys

from macros.commands.command import Command, Options
from macros.setup.machine import Machine, ThisMachine, pinned_xlwings
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.words.vocabulary import Words


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

    findings = examine(machine or ThisMachine(sys.platform), pinned_xlwings())
    for line in [findings_json(findings, words)] if as_json else finding_lines(findings, words):
        say(line)
    return exit_code(findings)


def _arguments(_: Parser, __: Words) -> None:
    """It takes none of its own."""


def _run(options: Options, words: Words) -> int:
    return run_doctor(options.json, words)


COMMAND = Command("doctor", _arguments, _run, json=True)
