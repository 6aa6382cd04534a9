"""``resultatkontrakt register``: a contract register to write in."""

from datetime import date
from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words
from workbook.shipped import register_years


def _year(text: str) -> int:
    """A contract year.

    Raises:
        ValueError: It is none.
    """
    from schemas.text.printed_words import is_contract_year

    if not is_contract_year(text):
        raise ValueError(text)
    return int(text)


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=words.text("cli_register_out"))
    shipped = ", ".join(register_years())
    source = words.text("cli_register_from", shipped=shipped)
    parser.add_argument("--from", dest="source", metavar="FILE", help=source)
    parser.add_argument("--centre", metavar="NAME", help=words.text("cli_register_centre"))
    parser.add_argument("--year", type=_year, metavar="YEAR", help=words.text("cli_register_year"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.register_from import make_register
    from macros.terminal.finding_lines import finding_lines

    done = make_register(options.source, options.out, options.year, options.centre, words, date.today())
    for line in [*finding_lines(done.issues, words), words.text("made", path=done.path), *done.told]:
        say(line)
    return ExitCode.DONE


COMMAND = Command("register", _arguments, _run, tables=True)
