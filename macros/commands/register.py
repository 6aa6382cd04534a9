"""``resultatkontrakt register``: a contract register to write in."""

from datetime import date
from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=words.text("cli_register_out"))
    parser.add_argument("--year", type=int, metavar="YEAR", help=words.text("cli_register_year"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.register_book import register_book

    path = register_book(options.out, options.year or date.today().year, words)
    say(words.text("made", path=path))
    say(words.text("register_next", file=path.name))
    return ExitCode.DONE


COMMAND = Command("register", _arguments, _run, tables=True)
