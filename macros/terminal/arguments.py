"""A parser of arguments that speaks the user's language, and what arguments are converted to."""

import argparse
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NoReturn

from schemas.errors import ExitCode
from schemas.words.vocabulary import DEFAULT_LANGUAGE, Words, words

_DATES = ("%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y")


_PROBLEMS = (
    ("cli_missing_arguments", re.compile(r"the following arguments are required: (?P<names>.*)")),
    ("cli_missing_value", re.compile(r"argument (?P<name>.+?): expected (?:one|at least one) argument")),
    (
        "cli_no_choice",
        re.compile(r"argument (?P<name>.*?): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)"),
    ),
    ("cli_unknown_arguments", re.compile(r"unrecognized arguments: (?P<names>.+)")),
    ("cli_ambiguous_argument", re.compile(r"ambiguous option: (?P<name>.+?) could match (?P<choices>.+)")),
    ("cli_needless_value", re.compile(r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)")),
    ("cli_one_of", re.compile(r"one of the arguments (?P<choices>.+) is required")),
    ("cli_one_value", re.compile(r"argument (?P<name>.+?): expected at most one argument")),
    ("cli_values", re.compile(r"argument (?P<name>.+?): expected (?P<count>\d+) arguments?")),
    ("cli_bad_value", re.compile(r"argument (?P<name>.+?): invalid \w+ value: (?P<value>.+)")),
    ("cli_not_both", re.compile(r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)")),
    ("cli_argument", re.compile(r"argument (?P<name>.+?): (?P<problem>.+)")),
)
"""What argparse says is wrong, and the text that says it in the user's language; the first that fits counts."""


def in_words(message: str, vocabulary: Words) -> str:
    """What argparse says is wrong, in the user's language.

    Args:
        message: Its message.
        vocabulary: The language.
    """
    for key, pattern in _PROBLEMS:
        if found := pattern.fullmatch(message):
            told = {name: value.strip("'").replace("', '", ", ") for name, value in found.groupdict().items()}
            unnamed = {"name": vocabulary.text("cli_commands"), "names": vocabulary.text("cli_one_command")}
            return vocabulary.text(key, **{name: value or unnamed.get(name, "") for name, value in told.items()})
    return message


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in the user's language and exits with 2.

    Args:
        vocabulary: The language.
    """

    vocabulary: Words = words()

    def add_argument(self, *names: str, **how: Any) -> argparse.Action:
        """Add an argument; what stands for its value in the help (``FILE|DIR``) is a word of the user's language."""
        if how.get("metavar"):
            parts = str(how["metavar"]).split("|")
            how["metavar"] = "|".join(self.vocabulary.text(f"metavar_{part.lower()}") for part in parts)
        return super().add_argument(*names, **how)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, with the usage line."""
        from macros.terminal.console import encodable

        problem = in_words(message, self.vocabulary)
        usage = self.format_usage().replace("usage: ", self.vocabulary.text("cli_usage"), 1)
        text = usage + self.vocabulary.text("cli_wrong_usage", problem=problem) + "\n"
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


class Version(argparse.Action):
    """Says the version; the package's own record of it is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Say it, and end."""
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
