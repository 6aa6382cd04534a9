"""A text as a document can hold it: no control characters, and no personal number."""

import re

from schemas.masking import masked

_UNFIT = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What neither XML nor a reader has a use for: control characters, halves of characters, no characters at all."""


def plain_text(text: str) -> str:
    """A text as a document can hold it.

    Args:
        text: As somebody wrote it.

    Returns:
        The text without control characters; ends of lines are line feeds, and each personal number is masked.
    """
    return masked(_UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """A text as it stands where there is one line: in a heading, a title, a name."""
    return " ".join(plain_text(text).split())
