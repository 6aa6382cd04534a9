"""``resultatkontrakt new``: workbooks from a contract register."""

from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words
from workbook.shipped import register_years


def _arguments(parser: Parser, words: Words) -> None:
    shipped = ", ".join(register_years())
    parser.add_argument("register", metavar="REGISTER", help=words.text("cli_new_register", shipped=shipped))
    parser.add_argument("--centre", metavar="NAME", help=words.text("cli_new_centre"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE|DIR", help=words.text("cli_new_out"))
    parser.add_argument("--example", action="store_true", help=words.text("cli_new_example"))
    parser.add_argument("--macros", action="store_true", help=words.text("cli_new_macros"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.new import new
    from macros.steps.register import read_register
    from macros.terminal.finding_lines import finding_lines

    register = read_register(options.register, words)
    made = new(register, options.centre, options.out, words, options.example, options.macros)
    for line in [*finding_lines(made.issues, words), *(words.text("made", path=path) for path in made.paths)]:
        say(line)
    return ExitCode.DONE


COMMAND = Command("new", _arguments, _run, tables=True)
