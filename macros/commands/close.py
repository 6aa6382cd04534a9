"""``resultatkontrakt close``: a reporting date's results are kept as they were approved."""

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
    parser.add_argument("--approved", type=day, metavar="DATE", required=True, help=words.text("cli_approved"))
    parser.add_argument("--note", default="", metavar="TEXT", help=words.text("cli_close_note"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.closing import Approval, close
    from macros.terminal.finding_lines import finding_lines

    approval = Approval(options.as_of, options.approved, options.note)
    done = close(options.workbook, approval, datetime.now())
    for line in [*finding_lines(done.issues, words), done.told]:
        say(line)
    return ExitCode.DONE


COMMAND = Command("close", _arguments, _run, tables=True)
