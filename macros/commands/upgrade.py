"""``resultatkontrakt upgrade``: bring workbooks made by an earlier version to the present layout."""

from datetime import datetime
from functools import partial
from pathlib import Path

from macros.commands.command import Command, Options, workbooks
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    text = words.text("cli_workbook_or_folder")
    parser.add_argument("workbooks", nargs="+", type=Path, metavar="WORKBOOK|DIR", help=text)


def _run(options: Options, words: Words) -> int:
    from macros.steps.all_workbooks.each import for_each, require_any
    from macros.steps.upgrading import upgrade
    from macros.terminal.each_lines import failures_told
    from macros.terminal.finding_lines import finding_lines

    found = workbooks(*options.workbooks)
    done = for_each(found.paths, partial(upgrade, now=datetime.now()))
    require_any(done)
    given = [each.given for each in done if each.given is not None]
    issues = [*found.issues, *(issue for each in given for issue in each.issues)]
    for line in [*finding_lines(issues, words), *(f"{each.path.name}: {each.whole}" for each in given)]:
        say(line)
    return failures_told(done, words)


COMMAND = Command("upgrade", _arguments, _run, tables=True)
