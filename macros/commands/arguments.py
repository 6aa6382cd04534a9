"""The command line's arguments, worded in the user's language."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from macros.setup.commands import add_setup
from schemas.errors import ExitCode
from schemas.words.vocabulary import DEFAULT_LANGUAGE, LANGUAGES, Words, words

BUTTON_NAMES = ("import", "validate", "recalculate", "consolidate", "new")
"""The buttons, named as the commands that do the same on closed files."""
_LAST_PORT = 65_535
_DATES = ("%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y")


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in the user's language and exits with 2.

    Args:
        vocabulary: The language.
    """

    vocabulary: Words = words()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, with the usage line."""
        from macros.terminal.console import encodable

        usage = self.format_usage().replace("usage: ", self.vocabulary.text("cli_usage"), 1)
        text = usage + self.vocabulary.text("cli_wrong_usage", problem=message) + "\n"
        import sys

        self.exit(ExitCode.WRONG_USAGE, encodable(text, sys.stderr))

    def format_help(self) -> str:
        """The help, with argparse's own headings in the user's language."""
        text = super().format_help()
        for english, key in (
            ("usage: ", "cli_usage"),
            ("positional arguments:", "cli_positionals"),
            ("options:", "cli_options"),
        ):
            word = self.vocabulary.text(key)
            text = text.replace(english, word if english.endswith(" ") else f"{word}:", 1)
        return text


class _Version(argparse.Action):
    """Says the version; the package's own record of it is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        from macros.terminal.console import say

        say(f"resultatkontrakt {version('resultatkontrakt')}")
        parser.exit()


def language_of(arguments: Sequence[str]) -> str:
    """The language asked for, before the arguments are parsed (their help is worded in it)."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--language="):
            return argument.partition("=")[2]
        if argument == "--language" and position + 1 < len(arguments):
            return arguments[position + 1]
    return DEFAULT_LANGUAGE


def reporting_date(vocabulary: Words) -> "type[date]":
    """A converter for ``--as-of``: a date, or a period that stands for its last day."""

    def convert(text: str) -> date:
        from schemas.text.periods import PeriodError, parse_period

        for pattern in _DATES:
            try:
                return datetime.strptime(text, pattern).date()
            except ValueError:
                continue
        try:
            return parse_period(text).last_day
        except PeriodError as error:
            raise argparse.ArgumentTypeError(vocabulary.text("cli_bad_as_of", value=text)) from error

    return convert  # type: ignore[return-value]  # argparse takes any callable


def port(vocabulary: Words) -> "type[int]":
    """A converter for ``--port``."""

    def convert(text: str) -> int:
        if text.isdigit() and 0 < int(text) <= _LAST_PORT:
            return int(text)
        raise argparse.ArgumentTypeError(vocabulary.text("cli_bad_port", value=text, last=_LAST_PORT))

    return convert  # type: ignore[return-value]  # argparse takes any callable


def build_parser(vocabulary: Words, shipped: Sequence[str]) -> Parser:
    """The parser of all commands.

    Args:
        vocabulary: The language of help and messages.
        shipped: The shipped registers' names.
    """
    Parser.vocabulary = vocabulary
    text = vocabulary.text
    common = Parser(add_help=False)
    common.add_argument("-h", "--help", action="help", help=text("cli_help"))
    common.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help=text("cli_language"))
    as_json = Parser(add_help=False)
    as_json.add_argument("--json", action="store_true", help=text("cli_json"))
    parser = Parser(prog="resultatkontrakt", description=text("cli_about"), add_help=False, parents=[common])
    parser.add_argument("--version", action=_Version, nargs=0, help=text("cli_version"))
    commands = parser.add_subparsers(dest="command", required=True, title=text("cli_commands"), metavar="")

    def command(name: str, *parents: Parser) -> Parser:
        about = text(f"cli_{name}")
        added: Parser = commands.add_parser(
            name, help=about, description=about, add_help=False, parents=[common, *parents]
        )
        return added

    _add_main_job(command, as_json, vocabulary, shipped)
    _add_hosts(command, vocabulary)
    add_setup(command, as_json, vocabulary)
    return parser


def _add_main_job(command: Callable[..., Parser], as_json: Parser, vocabulary: Words, shipped: Sequence[str]) -> None:
    """The commands on closed files."""
    text = vocabulary.text
    demo = command("demo")
    demo.add_argument("--out", type=Path, default=Path("demo"), help=text("cli_demo_out"))
    new = command("new")
    new.add_argument("register", metavar="REGISTER", help=text("cli_new_register", shipped=", ".join(shipped)))
    new.add_argument("--centre", metavar="NAME", help=text("cli_new_centre"))
    new.add_argument("--out", type=Path, required=True, metavar="FILE|DIR", help=text("cli_new_out"))
    new.add_argument("--example", action="store_true", help=text("cli_new_example"))
    new.add_argument("--macros", action="store_true", help=text("cli_new_macros"))
    page = Parser(add_help=False)
    page.add_argument("--html", type=Path, metavar="FILE", help=text("cli_html"))
    validate = command("validate", as_json, page)
    validate.add_argument("files", nargs="+", type=Path, metavar="FILE", help=text("cli_validate_files"))
    validate.add_argument("--workbook", type=Path, metavar="WORKBOOK", help=text("cli_validate_workbook"))
    validate.add_argument("--profile", type=Path, metavar="PROFILE", help=text("cli_given_profile"))
    importing = command("import", as_json, page)
    importing.add_argument("workbook", type=Path, metavar="WORKBOOK", help=text("cli_workbook"))
    importing.add_argument("exports", nargs="+", type=Path, metavar="EXPORT", help=text("cli_exports"))
    importing.add_argument("--profile", type=Path, metavar="PROFILE", help=text("cli_given_profile"))
    profile = command("profile")
    profile.add_argument("export", type=Path, metavar="EXPORT", help=text("cli_profile_export"))
    profile.add_argument("--workbook", type=Path, metavar="WORKBOOK", help=text("cli_profile_workbook"))
    profile.add_argument("--sheet", metavar="NAME", help=text("cli_profile_sheet"))
    profile.add_argument("--out", type=Path, metavar="FILE", help=text("cli_profile_out"))
    recalculate = command("recalculate", as_json)
    recalculate.add_argument("workbook", type=Path, metavar="WORKBOOK", help=text("cli_workbook"))
    recalculate.add_argument("--as-of", type=reporting_date(vocabulary), metavar="DATE", help=text("cli_as_of"))
    consolidate = command("consolidate", as_json)
    consolidate.add_argument("workbooks", nargs="+", type=Path, metavar="WORKBOOK", help=text("cli_workbook"))
    consolidate.add_argument("--out", type=Path, required=True, metavar="FILE", help=text("cli_consolidate_out"))
    consolidate.add_argument("--as-of", type=reporting_date(vocabulary), metavar="DATE", help=text("cli_as_of"))


def _add_hosts(command: Callable[..., Parser], vocabulary: Words) -> None:
    """The commands for work in Excel."""
    text = vocabulary.text
    attach = command("attach")
    attach.add_argument("--workbook", metavar="NAME", help=text("cli_attach_workbook"))
    attach.add_argument("--do", choices=BUTTON_NAMES, help=text("cli_attach_do", buttons=", ".join(BUTTON_NAMES)))
    serve = command("serve")
    serve.add_argument("--host", default="127.0.0.1", help=text("cli_serve_host"))
    serve.add_argument("--port", type=port(vocabulary), default=8000, help=text("cli_serve_port"))
    serve.add_argument("--hostname", default="", metavar="NAME", help=text("cli_serve_hostname"))
    serve.add_argument("--cert", type=Path, metavar="FILE", help=text("cli_serve_cert"))
    serve.add_argument("--key", type=Path, metavar="FILE", help=text("cli_serve_key"))
