"""The records that binary workbooks (.xlsb) are made of, and the values inside them ([MS-XLSB])."""

import struct
from collections.abc import Iterable, Iterator

_MORE = 0x80  # this byte's value goes on in the next one
_SEVEN = 7
_LOW = 0x7F
_SIZE_BYTES = 4
_MOST_BYTES = 1 << 24
"""No record is that long; a cell's text takes 64 KB."""
_NO_TEXT = 0xFFFF_FFFF
_HUNDREDTH, _WHOLE = 1, 2
_LONG = struct.Struct("<I")
_SIGNED = struct.Struct("<i")
_REAL = struct.Struct("<d")


class Record:
    """The records that are read, by their numbers."""

    ROW = 0
    BLANK, RK, ERROR, BOOL, REAL, STRING, SHARED = range(1, 8)
    FORMULA_STRING, FORMULA_REAL, FORMULA_BOOL, FORMULA_ERROR = range(8, 12)
    SHORT_BLANK, SHORT_SHARED = 12, 18
    TEXT_ITEM = 19
    FORMAT = 44
    CELL_FORMAT = 47
    RICH_STRING = 62
    SHEET_DATA_END = 146
    WORKBOOK_PROPERTIES = 153
    SHEET = 156
    MERGED = 176
    CELL_FORMATS, CELL_FORMATS_END = 617, 618


def records(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The records of a part.

    Args:
        chunks: The part's bytes, piece by piece.

    Yields:
        Each record's number and content.

    Raises:
        ValueError: The part is cut short, or no such part.
    """
    rest = b""
    for chunk in chunks:
        rest += chunk
        at = 0
        while (head := _head(rest, at)) is not None:
            kind, start, end = head
            if end > len(rest):
                break
            yield kind, rest[start:end]
            at = end
        rest = rest[at:]
    if rest:
        raise ValueError("cut short")


def _head(data: bytes, at: int) -> tuple[int, int, int] | None:
    """A record's number, its start and its end; None where its head is not all there yet."""
    if at + 1 >= len(data):
        return None
    kind = data[at]
    at += 1
    if kind & _MORE:
        kind = kind & _LOW | (data[at] & _LOW) << _SEVEN
        at += 1
    size = 0
    for step in range(_SIZE_BYTES):
        if at >= len(data):
            return None
        byte = data[at]
        at += 1
        size |= (byte & _LOW) << _SEVEN * step
        if not byte & _MORE:
            break
    if size > _MOST_BYTES:
        raise ValueError(f"record {kind}: {size} bytes")
    return kind, at, at + size


def number(data: bytes, at: int) -> int:
    """A whole number without sign, in four bytes."""
    return int(_LONG.unpack_from(data, at)[0])


def real(data: bytes, at: int) -> float:
    """A number in eight bytes."""
    return float(_REAL.unpack_from(data, at)[0])


def packed(data: bytes, at: int) -> float:
    """A number in four bytes (RK): two bits tell whether it is a whole one, and whether it is a hundredth."""
    raw = int(_SIGNED.unpack_from(data, at)[0])
    value = float(raw >> 2) if raw & _WHOLE else _upper(raw)
    return value / 100 if raw & _HUNDREDTH else value


def _upper(raw: int) -> float:
    """A number whose upper thirty bits alone are given."""
    return float(_REAL.unpack(bytes(4) + _SIGNED.pack(raw & ~(_HUNDREDTH | _WHOLE)))[0])


def text(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; a missing one is empty.

    Raises:
        ValueError: It is longer than what holds it.
    """
    length = number(data, at)
    start = at + _LONG.size
    if length == _NO_TEXT:
        return "", start
    end = start + 2 * length
    if end > len(data):
        raise ValueError("cut short")
    return data[start:end].decode("utf-16-le", errors="replace"), end
