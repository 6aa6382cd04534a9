"""``resultatkontrakt attach``: the buttons on the workbook that is open in Excel, without macros."""

from macros.buttons.names import BUTTON_NAMES
from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("--workbook", metavar="NAME", help=words.text("cli_attach_workbook"))
    help_text = words.text("cli_attach_do", buttons=", ".join(BUTTON_NAMES))
    parser.add_argument("--do", choices=BUTTON_NAMES, help=help_text)


def _run(options: Options, words: Words) -> int:
    from macros.buttons.attach import attach

    return attach(options.workbook, options.do, words)


COMMAND = Command("attach", _arguments, _run)
