"""``resultatkontrakt close``: a reporting date's results are kept as they were approved."""

from datetime import datetime
from functools import partial
from pathlib import Path

from macros.commands.command import Command, Options, workbooks
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    day = reporting_date(words)
    either = words.text("cli_workbook_or_folder")
    parser.add_argument("workbooks", nargs="+", type=Path, metavar="WORKBOOK|DIR", help=either)
    parser.add_argument("--as-of", type=day, metavar="DATE", required=True, help=words.text("cli_as_of"))
    parser.add_argument("--approved", type=day, metavar="DATE", required=True, help=words.text("cli_approved"))
    parser.add_argument("--note", default="", metavar="TEXT", help=words.text("cli_close_note"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.all_workbooks.each import for_each, require_any
    from macros.steps.closing import Approval, close
    from macros.terminal.each_lines import failures_told
    from macros.terminal.finding_lines import finding_lines

    approval = Approval(options.as_of, options.approved, options.note)
    found = workbooks(*options.workbooks)
    done = for_each(found.paths, partial(close, approval=approval, now=datetime.now()))
    require_any(done)
    closed = [(each.path, each.given) for each in done if each.given is not None]
    issues = [*found.issues, *(issue for _, given in closed for issue in given.issues)]
    lines = [given.told if len(done) == 1 else f"{path.name}: {given.told}" for path, given in closed]
    for line in [*finding_lines(issues, words), *lines, words.text("closed_recalculate")]:
        say(line)
    return failures_told(done, words)


COMMAND = Command("close", _arguments, _run, tables=True)
