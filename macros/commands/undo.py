"""``resultatkontrakt undo``: back to before the last command that wrote a workbook, byte for byte."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options, expanded
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument(
        "workbooks", nargs="+", type=Path, metavar="WORKBOOK|DIR", help=words.text("cli_undo_workbooks")
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--again", action="store_true", help=words.text("cli_undo_again"))
    ways.add_argument("--list", action="store_true", help=words.text("cli_undo_list"))
    parser.add_argument("--force", action="store_true", help=words.text("cli_undo_force"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.undoing import listed, undo, undone_line
    from macros.terminal.kept_states import listed_paths, state_lines, state_record, step_record
    from macros.terminal.showing import as_json
    from workbook.closed.undo.going_back import AGAIN, UNDO

    paths = expanded(options.workbooks)
    if options.list:
        found = [listed(path) for path in listed_paths(paths)]
        if options.json:
            say(as_json(workbooks=[state_record(each) for each in found]))
            return ExitCode.DONE
        for line in [line for each in found for line in state_lines(each, words)] or [words.text("undo_none")]:
            say(line)
        return ExitCode.DONE
    done = undo(paths, AGAIN if options.again else UNDO, datetime.now(), options.force)
    if options.json:
        say(as_json(workbooks=[{"workbook": each.path, **step_record(each.step)} for each in done]))
        return ExitCode.DONE
    for each in done:
        say(undone_line(each, words))
    if others := sorted({name for each in done for name in each.others}):
        say(words.text("undo_others", count=len(others), names=", ".join(others)))
    if not options.again:
        say(words.text("undo_how_again"))
    return ExitCode.DONE


def _refused(_: Options) -> dict[str, object]:
    return {"workbooks": []}


COMMAND = Command("undo", _arguments, _run, json=True, tables=True, refused=_refused)
