"""What people wrote, as a document says it: on one line, without signs that no file can hold; blanks are marked."""

import re

from schemas.frames import is_missing
from schemas.words.vocabulary import Words

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Signs that nobody sees and no document can hold; not the tab and the new line."""


def written(value: object) -> str:
    """A value as a sentence or a cell of a document shows it; nothing where there is nothing."""
    return "" if is_missing(value) else " ".join(CONTROL.sub(" ", str(value)).split())


def or_blank(value: object, words: Words) -> str:
    """A value, or the mark of a blank that somebody may fill in."""
    return written(value) or words.text("document_blank")
