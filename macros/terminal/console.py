"""Words on a terminal: symbols that its code page lacks are replaced, never raised; tables in columns."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

_PLAIN = str.maketrans({
    "●": "*", "▲": "!", "◆": "#", "○": "o", "−": "-", "–": "-", "…": ".", "→": ">",
    "»": '"', "«": '"', "“": '"', "”": '"',
})  # fmt: skip
_GAP = "  "


def encodable(text: str, stream: TextIO) -> str:
    """A text as the stream's encoding can hold it: known symbols by a plain sign, others by a question mark."""
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    return text


def say(text: str = "", stream: TextIO | None = None) -> None:
    """Print a line; a reader that has gone away (``| head``) is no error, nor are complaints that find no room."""
    target = stream or sys.stdout
    try:
        print(encodable(text, target), file=target, flush=True)
    except BrokenPipeError:
        # Nothing more can be said; what is still to come, and the flush at exit, must not fail either.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  for the rest of the process
    except OSError:
        if target is not sys.stderr:
            raise  # what was asked for finds no room where it is sent to: that is said, and told by the exit code


def progress(text: str) -> None:
    """Say what long work is at on a terminal, and nothing in a pipe."""
    if sys.stderr.isatty():
        say(f"  {text} …", sys.stderr)


def table(header: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Rows in columns.

    Args:
        header: The columns' titles.
        rows: The cells' texts.
        right: The positions of columns that are set to the right.
    """
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        fitted = (
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return _GAP.join(fitted).rstrip()

    return [line(header), _GAP.join("-" * width for width in widths), *(line(row) for row in rows)]


def printable(text: str) -> str:
    """A line without what would move a terminal's cursor: names of files and sheets come from anybody."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)
