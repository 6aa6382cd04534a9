"""``resultatkontrakt reopen``: a closed reporting date is opened again, with the reason."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    day = reporting_date(words)
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help=words.text("cli_workbook"))
    parser.add_argument("--as-of", type=day, metavar="DATE", required=True, help=words.text("cli_as_of"))
    parser.add_argument("--reason", metavar="TEXT", required=True, help=words.text("cli_reopen_reason"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.closing import reopen
    from macros.terminal.finding_lines import finding_lines

    done = reopen(options.workbook, options.as_of, options.reason, datetime.now())
    for line in [*finding_lines(done.issues, words), done.told, words.text("closed_recalculate")]:
        say(line)
    return ExitCode.DONE


COMMAND = Command("reopen", _arguments, _run, tables=True)
