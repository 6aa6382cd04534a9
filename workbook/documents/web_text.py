"""Texts and ids as a web page holds them: nothing in a text is markup."""

import hashlib
import re
from html import escape

from workbook.documents.plain_text import plain_text


def text(value: str) -> str:
    """A text as a page holds it, in an element or an attribute."""
    return escape(plain_text(value))


def element_id(anchor: str) -> str:
    """An anchor as an id: letters and digits, and no two alike."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain_text(anchor)).strip("-").lower()
    if plain == anchor:
        return f"a-{plain}"
    return f"a-{plain[:40]}-{hashlib.sha256(anchor.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
