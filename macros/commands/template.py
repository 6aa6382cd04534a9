"""``resultatkontrakt template``: a Word file with our placeholders and styles, to be edited and given to ``report``."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("out", type=Path, metavar="FILE", help=words.text("cli_template_out"))


def _run(options: Options, words: Words) -> int:
    from workbook.documents.writing import write_template

    write_template(options.out, words, datetime.now())
    say(words.text("made", path=options.out))
    say(words.text("template_next"))
    return ExitCode.DONE


COMMAND = Command("template", _arguments, _run, tables=True)
