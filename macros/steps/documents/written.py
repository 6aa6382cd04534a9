"""What people wrote, as a document says it: on one line, without signs that no file can hold; blanks are marked."""

import re

from schemas.frames import is_missing
from schemas.text.unseen import without_unseen
from schemas.words.vocabulary import Words

_WORD = re.compile(r"[^\W\d_]{2}")


def written(value: object) -> str:
    """A value as a sentence or a cell of a document shows it; nothing where there is nothing."""
    return "" if is_missing(value) else " ".join(without_unseen(str(value)).split())


def or_blank(value: object, words: Words) -> str:
    """A value, or the mark of a blank that somebody may fill in."""
    return written(value) or words.text("document_blank")


def says_something(value: object) -> bool:
    """Whether a text has a word in it; a dash or a question mark fills a cell and says nothing."""
    return _WORD.search(written(value)) is not None
