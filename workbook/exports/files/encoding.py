"""The text of a file whose encoding nobody has told."""

import codecs
from collections.abc import Iterable
from functools import partial
from pathlib import Path

UTF_8, WINDOWS = "utf-8", "cp1252"
_CHUNK = 1 << 20
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
    return lenient if _is_mostly_valid([lenient]) else content.decode("cp1252", errors="replace")


def _is_mostly_valid(parts: Iterable[str]) -> bool:
    """Whether the letters beyond ASCII of a text read as UTF-8 are so, but for a few."""
    broken = letters = 0
    for part in parts:
        broken += part.count(_REPLACEMENT)
        letters += len(part) - len(part.encode("ascii", errors="ignore"))
    return letters - broken > broken * _VALID_TO_BROKEN


def encoding_of(path: Path, most: int | None = None) -> str:
    """A text file's encoding.

    Args:
        path: The file.
        most: The bytes to look at; None for all of them.

    Returns:
        UTF-8 if all that was looked at is, UTF-16 by its mark or its zeros, or else cp1252.

    Raises:
        OSError: It cannot be read.
    """
    decoder = codecs.getincrementaldecoder(UTF_8)()
    with path.open("rb") as file:
        while (most is None or file.tell() < most) and (chunk := file.read(_CHUNK)):
            if file.tell() == len(chunk) and (wide := wide_encoding(chunk)):
                return wide
            if chunk.isascii() and not decoder.getstate()[0]:
                continue
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return WINDOWS
        is_cut = bool(file.read(1))
    try:
        decoder.decode(b"", final=not is_cut)
    except UnicodeDecodeError:
        return WINDOWS
    return UTF_8


def is_broken_utf8(path: Path) -> bool:
    """Whether a file is in UTF-8 but for a byte or two, as ``decoded`` has it.

    Raises:
        OSError: It cannot be read.
    """
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return _is_mostly_valid(iter(partial(file.read, _CHUNK), ""))


def in_utf8(path: Path, copy: Path, encoding: str) -> Path:
    """A text file in UTF-8.

    Args:
        path: The file.
        copy: Where to write it in UTF-8, if it is not.
        encoding: Its encoding.

    Returns:
        The file itself, or its copy.

    Raises:
        OSError: It cannot be read, or not be copied.
    """
    if encoding == UTF_8:
        return path
    with (
        path.open(encoding=encoding, errors="replace", newline="") as source,
        copy.open("w", encoding=UTF_8, newline="") as target,
    ):
        while text := source.read(_CHUNK):
            target.write(text)
    return copy
