"""What is kept of one press of a button, as bytes: the tables it wrote over, and the closed workbooks it wrote."""

import gzip
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from macros.buttons.names import BUTTON_NAMES
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.live.kept_tables import KeptTable, kept_from

_MOST_PACKED, _MOST_BYTES = 16 << 20, 256 << 20
"""Bytes of what is kept of one press, packed and not."""
_FORM = 1


@dataclass(frozen=True)
class Press:
    """A press of a button that can be undone.

    Args:
        button: The button.
        when: When.
        tables: The tables of the open workbook as they were before.
        run: The run that wrote closed workbooks.
        closed: Those workbooks; they are kept beside themselves.
    """

    button: str
    when: datetime
    tables: Sequence[KeptTable] = ()
    run: str = ""
    closed: Sequence[Path] = ()


def packed(press: Press) -> bytes | None:
    """A press as bytes; None where it is more than is kept.

    Args:
        press: The press.
    """
    told = {
        "form": _FORM,
        "button": press.button,
        "when": press.when.isoformat(timespec="seconds"),
        "tables": [asdict(each) for each in press.tables],
        "run": press.run,
        "closed": [str(path) for path in press.closed],
    }
    content = gzip.compress(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"), mtime=0)
    return content if len(content) <= _MOST_PACKED else None


def unpacked(content: bytes, name: str) -> Press:
    """A press as it was kept.

    Args:
        content: The bytes.
        name: The open workbook's name, for messages.

    Raises:
        CannotOpenError: It is not what we keep.
    """
    try:
        told = _told(content)
        if told["form"] != _FORM or told["button"] not in BUTTON_NAMES:
            raise ValueError(told["form"])
        closed = [Path(_text(each)) for each in told["closed"]]
        when = datetime.fromisoformat(told["when"])
        return Press(told["button"], when, kept_from(told["tables"]), _text(told["run"]), closed)
    except (ValueError, KeyError, TypeError, zlib.error, EOFError) as error:
        raise CannotOpenError([Issue("kept_unfit", Place(name))]) from error


def _told(content: bytes) -> Any:
    """The plain data, no more than so much: a browser sends it, and may be sent anything."""
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    text = unpacking.decompress(content, _MOST_BYTES)
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise ValueError(len(content))
    return json.loads(text.decode("utf-8", "surrogatepass"))


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told
