"""A csv file in pieces of whole records, in UTF-8, from any encoding that exports come in."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from schemas.errors import CannotOpenError
from schemas.issues import Issue, Place

_READ = 1 << 22
_LONGEST = 1 << 26
"""A record longer than this is no line of a list."""
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF8 = "utf-8"


@dataclass(frozen=True)
class Piece:
    """Bytes that begin and end with a record.

    Args:
        data: The bytes.
        quoted: It holds quotes, all of them around whole fields.
        wild: Quotes stand elsewhere too, here or before; only the ordinary reader knows what they mean.
    """

    data: bytes
    quoted: bool = False
    wild: bool = False


def is_utf16(path: Path) -> bool:
    """Whether a file begins as UTF-16."""
    with path.open("rb") as file:
        return file.read(2).startswith(_UTF16)


def contents(path: Path, encoding: str) -> Iterator[bytes]:
    """A file's bytes as UTF-8 without BOM, a few megabytes at a time.

    Raises:
        CannotOpenError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            if encoding == UTF8:
                first = file.read(_READ)
                yield first.removeprefix(_BOM)
                while block := file.read(_READ):
                    yield block
                return
            decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
            while block := file.read(_READ):
                yield decoder.decode(block).encode(errors="replace")
            yield decoder.decode(b"", final=True).encode(errors="replace")
    except FileNotFoundError as error:
        raise CannotOpenError([Issue("file_missing", Place(str(path)))]) from error
    except PermissionError as error:
        raise CannotOpenError([Issue("file_locked", Place(path.name), details={"who": "", "lock": ""})]) from error
    except OSError as error:
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), str(error))]) from error


def pieces(blocks: Iterator[bytes], separator: bytes, file: str) -> Iterator[Piece]:
    """Cut a file's bytes after whole records.

    Args:
        blocks: The bytes, beginning with a record.
        separator: What stands between fields.
        file: The file's name.

    Yields:
        The pieces, in order. Once one is wild, the rest of the file follows in wild pieces that end anywhere.

    Raises:
        CannotOpenError: A record has no end.
    """
    kept: list[bytes] = []
    size = 0
    for block in blocks:
        kept.append(block)
        size += len(block)
        if b"\n" not in block and size < _LONGEST:  # nothing to cut here, whatever came before
            continue
        data = b"".join(kept)
        quoted = b'"' in data
        if quoted and not _are_around(data, separator):
            yield Piece(data, wild=True)
            yield from (Piece(rest, wild=True) for rest in blocks)
            return
        end = _last_end(data) if quoted else data.rfind(b"\n") + 1
        if end:
            yield Piece(data[:end], quoted)
        kept, size = [data[end:]], len(data) - end
        if size > _LONGEST:
            raise CannotOpenError([Issue("file_unreadable", Place(file), "EOL")])
    if data := b"".join(kept):
        quoted = b'"' in data
        whole = data.count(b'"') % 2 == 0  # otherwise the last quote is never closed
        yield Piece(data, quoted, wild=quoted and not (whole and _are_around(data, separator)))


def _are_around(data: bytes, separator: bytes) -> bool:
    """Whether every quote opens a field, closes one, or is one of a pair within one."""
    array = np.frombuffer(data, dtype=np.uint8)
    quotes = np.flatnonzero(array == ord('"'))
    edges = np.zeros(256, dtype=np.bool_)
    edges[[ord("\n"), ord("\r"), separator[0]]] = True
    opening, closing = quotes[0::2], quotes[1::2]
    doubled = np.zeros(len(quotes), dtype=np.bool_)
    doubled[1:] = np.diff(quotes) == 1
    opens = edges[array[opening - 1]] | doubled[0::2]
    if len(opening) and opening[0] == 0:
        opens[0] = True
    inside = closing[closing + 1 < len(array)]
    closes = edges[array[inside + 1]]
    pairs = np.zeros(len(inside), dtype=np.bool_)
    pairs[: len(opening) - 1] = doubled[2::2][: len(inside)]
    return bool(opens.all() and (closes | pairs).all())


def line_ends(data: bytes) -> npt.NDArray[np.int64]:
    """Where lines end, within quotes and without: the last byte of each line break."""
    array = np.frombuffer(data, dtype=np.uint8)
    ends = array == ord("\n")
    if b"\r" in data:
        lone = array == ord("\r")
        lone[:-1] &= array[1:] != ord("\n")
        ends |= lone
    return np.flatnonzero(ends)


def record_ends(data: bytes) -> npt.NDArray[np.int64]:
    """Where records end: the line breaks outside quotes."""
    ends = line_ends(data)
    quotes = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord('"'))
    return np.asarray(ends[np.searchsorted(quotes, ends) % 2 == 0])


def _last_end(data: bytes) -> int:
    """The end of the last whole record that a line feed ends."""
    ends = record_ends(data)
    ends = ends[np.frombuffer(data, dtype=np.uint8)[ends] == ord("\n")]
    return int(ends[-1]) + 1 if len(ends) else 0
