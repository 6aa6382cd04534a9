"""Lists of what a meeting needs, as people write them: ``tal, kommentarer og godkendelse``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from schemas.document_codes import Need
from schemas.words.vocabulary import LANGUAGES, Words, text_key, words

_APART = re.compile(r"[,;/&+\n]|\bog\b|\band\b")


@dataclass(frozen=True)
class NeedList:
    """A list of needs, understood.

    Args:
        needs: What is needed, each once, in the order of ``Need``.
        unknown: What names none of them, as it is written.
    """

    needs: tuple[Need, ...]
    unknown: tuple[str, ...]


def need_list(text: object) -> NeedList:
    """Read a list of needs.

    Args:
        text: As it is written, in Danish, in English or as codes; a blank one names none.
    """
    known = _spellings()
    parts = [part.strip(" .") for part in _APART.split(text)] if isinstance(text, str) else []
    told = [(part, known.get(text_key(part))) for part in parts if part]
    found = {need for _, need in told if need is not None}
    return NeedList(tuple(need for need in Need if need in found), tuple(part for part, need in told if need is None))


def need_text(needs: Iterable[Need], language: Words) -> str:
    """A list of needs as a cell shows it."""
    return ", ".join(language.word(need) for need in needs)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, Need]:
    """Every spelling of a need: its code and its word in each language."""
    by_word = {text_key(words(language).word(need)): need for language in LANGUAGES for need in Need}
    return by_word | {text_key(need.value): need for need in Need}
