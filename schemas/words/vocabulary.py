"""The one vocabulary: every word a user sees, in Danish (the default) and English; one file beside it a subject."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from schemas.codes import Light
from schemas.fields import Field, Kind, Table
from schemas.toml_data import gathered

LANGUAGES = ("da", "en")
DEFAULT_LANGUAGE = "da"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Signs that no one sees: soft hyphens, spaces without width, marks of writing direction."""


SUBJECTS = (
    "fields",
    "codes",
    "sheets",
    "register",
    "guide",
    "results",
    "explain",
    "exports",
    "commands",
    "cells",
    "buttons",
    "undo",
    "sharing",
    "server",
    "doctor",
    "documents",
    "economy",
    "services",
    "reward",
    "warnings",
    "plans",
    "strategy",
    "calendar",
    "data_status",
    "results_history",
    "contract_text",
    "contract_changes",
    "report",
    "status",
    "publishing",
    "pictures",
    "layouts",
    "roll_over",
    "translations",
    "all_centres",
)
"""The files of words."""


@lru_cache(maxsize=1)
def entries() -> dict[str, Any]:
    """The words of all subjects: ``fields``, ``codes``, ``sheets``, ``tables``, ``symbols`` and the ``texts``."""
    return gathered("words", SUBJECTS)


@lru_cache(maxsize=1 << 16)
def text_key(text: str) -> str:
    """A title as it is compared: one space between words; letter case, light symbols and unseen signs left out."""
    for symbol in entries()["symbols"].values():
        text = text.replace(symbol, " ")
    return " ".join(_INVISIBLE.sub("", text).replace("_", " ").replace("\u00a0", " ").split()).casefold()


def identifier(text: str) -> str:
    """A word as a name in code bears it: Danish letters spelt out."""
    return text.translate(str.maketrans(entries()["letters"]))


class Words:
    """The vocabulary in one language.

    Args:
        language: ``da`` or ``en``.
    """

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        self.language = language if language in LANGUAGES else DEFAULT_LANGUAGE
        self._data = entries()

    def title(self, table: type[Table] | str, field: str) -> str:
        """The title of a column, as the sheets head it."""
        return str(_title_entry(table if isinstance(table, str) else table.name, field)[self.language])

    def word(self, code: StrEnum) -> str:
        """The word for a code, as cells show it."""
        return str(self._data["codes"][type(code).__name__][code.value][self.language])

    def show(self, field: Field, value: str) -> str:
        """A cell's text for a code column: the word of a known code, a user's own word as it stands."""
        if field.codes is None or value not in set(field.codes):
            return value
        code = field.codes(value)
        return self.light(code) if isinstance(code, Light) else self.word(code)

    def choices(self, codes: type[StrEnum]) -> list[str]:
        """The words of an enumeration, for an input list."""
        return [self.light(code) if isinstance(code, Light) else self.word(code) for code in codes]

    def light(self, light: Light) -> str:
        """A light by shape and word: ``● Grøn``."""
        return f"{self._data['symbols'][light.value]} {self.word(light)}"

    def symbol(self, light: Light) -> str:
        """The shape of a light."""
        return str(self._data["symbols"][light.value])

    def table(self, table: type[Table]) -> str:
        """What a table is called in a sentence."""
        return str(self._data["tables"][table.name][self.language])

    def table_named(self, name: str) -> str:
        """What the table of a key is called, with its name in the workbook; that alone where it is none of ours."""
        found = self._data["tables"].get(name)
        return f"{found[self.language]} ({name})" if found else name

    def sheet(self, key: str) -> str:
        """The name of a sheet."""
        return str(self._data["sheets"][key][self.language])

    def number(self, value: float) -> str:
        """A number with all its digits and the language's decimal sign, without thousands signs."""
        text = f"{value:.10g}"
        return text.replace(".", ",") if self.language == "da" else text

    def day(self, value: date) -> str:
        """A date as a sentence shows it: ``30-06-2008`` in Danish, ``2008-06-30`` in English."""
        return f"{value:%d-%m-%Y}" if self.language == "da" else value.isoformat()

    def text(self, key: str, **values: object) -> str:
        """A sentence, with its values filled in."""
        return str(self._data["texts"][key][self.language]).format(**values)


def _title_entry(table: str, field: str) -> dict[str, Any]:
    own: dict[str, dict[str, Any]] = entries()["fields_in"].get(table, {})
    return own.get(str(field)) or entries()["fields"][str(field)]


def headers(table: type[Table]) -> dict[str, Field]:
    """Every spelling of a table's headers (field name, both titles, earlier ones), compared by ``text_key``."""
    if table.name not in _HEADERS:
        _HEADERS[table.name] = _headers(table)
    return _HEADERS[table.name]


_HEADERS: dict[str, dict[str, Field]] = {}


def _headers(table: type[Table]) -> dict[str, Field]:
    return {text_key(spelling): field for field in table.fields for spelling in spellings(table, field)}


def spellings(table: type[Table], field: str) -> tuple[str, ...]:
    """What a table's column may be headed by: both titles, its name in code, and titles that it had earlier."""
    entry = _title_entry(table.name, field)
    return (*(entry[language] for language in LANGUAGES), str(field), *entry.get("earlier", ()))


def titles_by_field(table: type[Table], header: Iterable[str]) -> dict[str, str]:
    """Which title of a header, in whichever language, stands for which field of a table; titles of others left out."""
    known = headers(table)
    return {str(known[text_key(title)]): title for title in header if text_key(title) in known}


_SHORT = re.compile(r"^(.+) \((\w+)\)$")
"""A word with a shorter one in brackets: ``Resultatmål (R)`` may be written in full, or as either part."""


def _written(word: str) -> tuple[str, ...]:
    short = _SHORT.match(word)
    return (word, *short.groups()) if short else (word,)


@lru_cache(maxsize=64)
def _spellings(codes: type[StrEnum]) -> dict[str, StrEnum]:
    known = entries()["codes"][codes.__name__]
    return {
        text_key(spelling): code
        for code in codes
        for word in (code.value, *(known[code.value][language] for language in LANGUAGES))
        for spelling in _written(word)
    }


def code_of(field: Field, text: str) -> str | None:
    """Read a code: the code itself or its word in either language, in any letter case.

    Args:
        field: A ``CODE`` or ``OPEN_CODE`` field.
        text: What stands in the cell.

    Returns:
        The code; for an ``OPEN_CODE`` the user's own word as it stands; None where it is no code of the field.
    """
    if field.codes is None:
        return text
    found = _spellings(field.codes).get(text_key(text))
    if found is None and field.kind is Kind.OPEN_CODE:
        return " ".join(text.split())  # spaces before, after and between are nobody's meaning
    return found


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str = DEFAULT_LANGUAGE) -> Words:
    """The vocabulary in a language."""
    return Words(language)
