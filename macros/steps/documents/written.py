"""What people wrote, as a document says it: on one line, without signs that no file can hold; blanks are marked."""

from schemas.frames import is_missing
from schemas.text.unseen import without_unseen
from schemas.words.vocabulary import Words


def written(value: object) -> str:
    """A value as a sentence or a cell of a document shows it; nothing where there is nothing."""
    return "" if is_missing(value) else " ".join(without_unseen(str(value)).split())


def or_blank(value: object, words: Words) -> str:
    """A value, or the mark of a blank that somebody may fill in."""
    return written(value) or words.text("document_blank")
