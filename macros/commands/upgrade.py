"""``resultatkontrakt upgrade``: bring a workbook made by an earlier version to the present layout."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options, expanded
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("workbooks", nargs="+", type=Path, metavar="WORKBOOK", help=words.text("cli_workbook"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.upgrading import upgrade
    from macros.terminal.finding_lines import finding_lines

    for path in expanded(options.workbooks):
        done = upgrade(path, datetime.now())
        for line in [*finding_lines(done.issues, words), f"{path.name}: {done.whole}"]:
            say(line)
    return ExitCode.DONE


COMMAND = Command("upgrade", _arguments, _run, tables=True)
