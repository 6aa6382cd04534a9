"""``resultatkontrakt explain``: how one goal's figures arose, down to the files and cells that they came from."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    text = words.text
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help=text("cli_explain_workbook"))
    parser.add_argument("--goal", required=True, metavar="NUMBER", help=text("cli_explain_goal"))
    parser.add_argument("--figure", default="", metavar="FIGURE", help=text("cli_explain_figure"))
    parser.add_argument("--centre", default="", metavar="NAME", help=text("cli_explain_centre"))
    parser.add_argument("--as-of", type=reporting_date(words), metavar="DATE", help=text("cli_as_of"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.explaining.asked import Asked
    from macros.steps.explaining.explain import explain
    from macros.terminal.explanation_lines import explanation_lines
    from macros.terminal.showing import as_json

    asked = Asked(options.goal, options.centre, options.figure, options.as_of)
    told = explain(options.workbook, asked, datetime.now().date(), words)
    if options.json:
        say(as_json(**told.record()))
        return ExitCode.DONE
    for line in explanation_lines(told, words):
        say(line)
    return ExitCode.DONE


def _refused(options: Options) -> dict[str, object]:
    return {"goal": {"number": options.goal}, "steps": []}


COMMAND = Command("explain", _arguments, _run, json=True, tables=True, refused=_refused)
