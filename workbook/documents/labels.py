"""Where a text names a table of the document (``Tabel 4``), it leads there."""

import re
from collections.abc import Iterator, Sequence

from workbook.documents.model import Block, DataTable


class Labels:
    """The labels of a document's tables.

    Args:
        blocks: The document's blocks.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._anchors: dict[str, str] = {}
        for block in blocks:
            if isinstance(block, DataTable) and block.label:
                self._anchors.setdefault(block.label.casefold(), f"label {block.label.casefold()}")
        longest = sorted(self._anchors, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
        self._met: set[str] = set()

    def anchors(self, table: DataTable) -> list[str]:
        """The anchors of a table: its own, and that of its label where it is the first that bears it."""
        found = [table.anchor] if table.anchor else []
        key = table.label.casefold()
        if key in self._anchors and key not in self._met:
            self._met.add(key)
            found.append(self._anchors[key])
        return found

    def parts(self, text: str) -> Iterator[tuple[str, str]]:
        """A text in pieces, each with the anchor it leads to, or none."""
        end = 0
        if self._anchors:
            for found in self._pattern.finditer(text):
                yield text[end : found.start()], ""
                yield found[0], self._anchors[found[0].casefold()]
                end = found.end()
        yield text[end:], ""
