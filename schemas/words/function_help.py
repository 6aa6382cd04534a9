"""The functions of the cells in words: what each does and what its arguments are, read from ``functions.toml``."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from schemas.toml_data import data
from schemas.words.vocabulary import Words

LONGEST_HELP = 255
"""Excel's function dialog shows no more characters of a text."""
PREFIX = "RK"
"""Stands before every function's name in a cell: Excel has a ``FORECAST`` of its own, which would win."""


@dataclass(frozen=True)
class Argument:
    """An argument: its key in code, its name as Excel shows it, and what it is."""

    key: str
    name: str
    help: str


@dataclass(frozen=True)
class FunctionWords:
    """A function: its name, what it does, its arguments in order, and how many of them must be given."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    required: int

    @property
    def macro_name(self) -> str:
        """Its name in a workbook with macros: ``RK_TARGET_LEVEL``."""
        return f"{PREFIX}_{self.name}"

    @property
    def add_in_name(self) -> str:
        """Its name where the add-in comes from a server: ``RK.TARGET_LEVEL``."""
        return f"{PREFIX}.{self.name}"


@lru_cache(maxsize=1)
def _entries() -> dict[str, Any]:
    return data("words/functions.toml")


def function_names() -> list[str]:
    """The functions' names, in the order of the file."""
    return list(_entries())


def function_words(name: str, words: Words) -> FunctionWords:
    """A function in a language.

    Args:
        name: Its name, for example ``TARGET_LEVEL``.
        words: The language.
    """
    entry = _entries()[name]
    language = words.language
    arguments = tuple(Argument(each["key"], *each[language]) for each in entry["args"])
    return FunctionWords(name, entry[language], arguments, int(entry["required"]))
