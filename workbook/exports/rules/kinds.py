"""Words for kinds of figures, with what people write behind them: results, and all that are none."""

import re
from functools import cache

from schemas.lexicon.lexicon import cue_words
from schemas.text.values import without_mark
from schemas.words.vocabulary import text_key

_ENDING = re.compile(r"\s*(?:\([^)]*\)|(?<=\s)\d{4})$")
"""``(May)``, ``2009``"""


def kind_key(text: str) -> str:
    """A text without note marks, and without what stands in brackets or the year behind it."""
    return _ENDING.sub("", text_key(without_mark(text)).strip(" :")).strip(" :*")


def is_other_kind(text: str) -> bool:
    """Whether a text is a word for figures that are no results (``Forecast (May)``, ``Target 2009``)."""
    return kind_key(text) in other_kinds() or text_key(text) in other_kinds()


@cache
def other_kinds() -> frozenset[str]:
    """The words for figures that are no results, in lower case."""
    remarks = {*cue_words("remark_words")} - {*cue_words("rank_words")}
    keys = ("no_results_words", "no_results_sheets", "part_ignore", "other_kinds")
    return frozenset({word for key in keys for word in cue_words(key)} - remarks)
