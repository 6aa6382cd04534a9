"""Signs in a text that nobody sees and that no document can hold."""

import re

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def has_unseen(text: object) -> bool:
    """Whether a value is a text with such signs."""
    return isinstance(text, str) and bool(_UNSEEN.search(text))


def without_unseen(text: str) -> str:
    """A text with a space for each of them."""
    return _UNSEEN.sub(" ", text)
