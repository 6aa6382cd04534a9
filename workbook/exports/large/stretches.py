"""A sheet's XML as a stream: what comes before its rows, the rows in stretches of some megabytes, what comes after."""

import re
from collections.abc import Generator, Iterator

from lxml import etree

from workbook.exports.large.cell_spans import UnusualError
from workbook.opc.package import Package, safe_parser

_STRETCH = 1 << 22
_LONGEST = 1 << 26
"""A row longer than this is none of a list."""
_FURTHEST = 1 << 22
"""Rows begin within the first megabytes of a sheet."""
_DATA = re.compile(rb"<sheetData\s*(/?)>")
_ROOT = re.compile(rb"<worksheet\b[^>]*>")
_ROW_END, _DATA_END = b"</row>", b"</sheetData>"
_NO_ROWS = b"<sheetData/>"


class Stretches:
    """The rows of a sheet, in stretches.

    Args:
        package: The package.
        part: The sheet's part.

    Raises:
        UnusualError: Only a parser can tell where the rows are.
        CannotOpenError: The part is missing or broken.
    """

    def __init__(self, package: Package, part: str) -> None:
        self._chunks = package.text(part)
        head = b""
        while (found := _DATA.search(head)) is None:
            chunk = next(self._chunks, b"")
            if not chunk or len(head) > _FURTHEST:
                raise UnusualError
            head += chunk
        self._head, self._first = head[: found.start()], head[found.end() :]
        self._empty = bool(found[1])
        root = _ROOT.search(self._head)
        if root is None or b"<!" in self._head:
            raise UnusualError
        self.root = root[0]
        """The sheet's first tag, which names the prefixes that its rows may use."""

    def __iter__(self) -> Iterator[bytes]:
        """The stretches; at the end, what stands around them is checked.

        Raises:
            UnusualError: It is no sheet, or one with a shape that only a parser can take.
        """
        tail = self._first
        if not self._empty:
            tail = yield from self._rows()
        outside = self._head + _NO_ROWS + tail + b"".join(self._chunks)
        try:
            etree.fromstring(outside, safe_parser())
        except etree.XMLSyntaxError as error:
            raise UnusualError from error

    def _rows(self) -> Generator[bytes, None, bytes]:
        """The rows; returns what follows them."""
        kept, size = [self._first], len(self._first)
        for chunk in self._chunks:
            kept.append(chunk)
            size += len(chunk)
            if size < _STRETCH:
                continue
            data = b"".join(kept)
            if _DATA_END in data:
                kept = [data]
                break
            end = data.rfind(_ROW_END) + len(_ROW_END)
            if end >= len(_ROW_END):
                yield data[:end]
                data = data[end:]
            kept, size = [data], len(data)
            if size > _LONGEST:
                raise UnusualError
        rows, closed, tail = b"".join(kept).partition(_DATA_END)
        if not closed:
            raise UnusualError
        if rows.strip():
            yield rows
        return tail
