"""The text of a file whose encoding nobody has told."""

import codecs

_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 4096
_MOST = 0.7
_FEWEST = 0.1
"""In UTF-16, most characters of a western text have a zero for their other byte."""
_VALID_TO_BROKEN = 10
"""A text in UTF-8 with a broken byte or two is not cp1252: there every letter beyond ASCII would be broken."""
_REPLACEMENT = "\ufffd"


def wide_encoding(content: bytes) -> str:
    """The name of the UTF-16 that a file is in, told by its mark or by its zeros; empty where it is in none."""
    if content.startswith(_WIDE_BOMS):
        return "utf-16"
    head = content[:_LOOKED_AT]
    half = len(head) // 2
    if not half or b"\0" not in head:
        return ""
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > _MOST and even < _FEWEST:
        return "utf-16-le"
    return "utf-16-be" if even > _MOST and odd < _FEWEST else ""


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 (with or without BOM), UTF-16 (likewise), or else cp1252."""
    if wide := wide_encoding(content):
        return content.decode(wide, errors="replace")  # a file cut short is no reason to stop
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        lenient = content.decode("utf-8-sig", errors="replace")
    broken = lenient.count(_REPLACEMENT)
    valid = len(lenient) - len(lenient.encode("ascii", errors="ignore")) - broken
    return lenient if valid > broken * _VALID_TO_BROKEN else content.decode("cp1252", errors="replace")
