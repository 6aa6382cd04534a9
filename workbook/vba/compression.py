"""The run-length compression of VBA streams (MS-OVBA 2.4.1), one way only: text in, container out.

The input is cut into chunks of 4,096 bytes. A chunk is a row of tokens, eight to a flag byte: a literal byte, or a
copy of bytes that the same chunk already gave. The further into the chunk, the more bits of a copy token say how far
back, and the fewer how long.
"""

import struct
from collections.abc import Iterator

CHUNK = 4096
_SIGNATURE = 0x01  # a container's first byte
_TOKENS = 0xB000  # a chunk of tokens: flag 1, signature 0b011; the low 12 bits hold the chunk's size, less 3
_RAW = 0x3FFF  # a chunk as it is: flag 0, always 4,096 bytes
_SHORTEST = 3  # a copy of fewer bytes would not be shorter than the bytes
_CANDIDATES = 32  # the nearest earlier places that are tried; more gains nothing in source text
_TOKENS_PER_FLAG = 8


class IncompressibleError(ValueError):
    """Bytes that the container cannot hold: a short last chunk that grows beyond a chunk."""


def compressed(data: bytes) -> bytes:
    """The compressed container of some bytes.

    Excel refuses a module whose first chunk is raw, so raw is only for what cannot be tokens; text always can.

    Raises:
        IncompressibleError: The last chunk is neither full nor compressible; no text is like that.
    """
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return bytes([_SIGNATURE]) + b"".join(_chunk(chunk) for chunk in chunks)


def _chunk(chunk: bytes) -> bytes:
    """One chunk with its header."""
    tokens = _grouped(list(_tokens(chunk)))
    if len(tokens) <= CHUNK:
        return struct.pack("<H", _TOKENS | (len(tokens) - 1)) + tokens
    if len(chunk) == CHUNK:
        return struct.pack("<H", _RAW) + chunk
    raise IncompressibleError(f"A last chunk of {len(chunk)} bytes does not fit in {CHUNK} bytes of tokens.")


def _grouped(tokens: list[bytes]) -> bytes:
    """Tokens in groups of eight, each after its flag byte; a copy is two bytes, and its bit is set."""
    out = bytearray()
    for start in range(0, len(tokens), _TOKENS_PER_FLAG):
        group = tokens[start : start + _TOKENS_PER_FLAG]
        out.append(sum(1 << bit for bit, token in enumerate(group) if len(token) > 1))
        out += b"".join(group)
    return bytes(out)


def _tokens(chunk: bytes) -> Iterator[bytes]:
    """The tokens of a chunk, the longest copy first at every place."""
    places: dict[bytes, list[int]] = {}
    here = 0
    while here < len(chunk):
        offset_bits = _offset_bits(here)
        limit = min((0xFFFF >> offset_bits) + _SHORTEST, len(chunk) - here)
        length, back = _longest(chunk, here, limit, places.get(chunk[here : here + _SHORTEST], []))
        if length < _SHORTEST:
            length = 1
            yield chunk[here : here + 1]
        else:
            yield struct.pack("<H", ((back - 1) << (16 - offset_bits)) | (length - _SHORTEST))
        for place in range(here, here + length):
            places.setdefault(chunk[place : place + _SHORTEST], []).append(place)
        here += length


def _offset_bits(here: int) -> int:
    """How many bits of a copy token say how far back, at a place in the chunk: as many as the place needs, 4 to 12."""
    return max((here - 1).bit_length(), 4) if here else 4


def _longest(chunk: bytes, here: int, limit: int, places: list[int]) -> tuple[int, int]:
    """The longest match at a place and how far back it starts; the nearest wins a tie."""
    best, back = 0, 0
    for place in reversed(places[-_CANDIDATES:]):
        length = 0
        while length < limit and chunk[place + length] == chunk[here + length]:
            length += 1
        if length > best:
            best, back = length, here - place
    return best, back
