"""Names in a cell: lists of them, and the marked blanks that stand where a name is not known."""

import re

from schemas.frames import is_missing

_APART = re.compile(r"[;\n]")
_MARKED = re.compile(r"^\[.*\]$", re.DOTALL)


def names_in(text: object) -> tuple[str, ...]:
    """The names of a cell, one a line or with a semicolon between: a name may hold commas and dashes."""
    if is_missing(text):
        return ()
    names = (" ".join(name.split()) for name in _APART.split(str(text)))
    return tuple(dict.fromkeys(name for name in names if name))


def is_marked_blank(text: object) -> bool:
    """Whether a text says in square brackets that something is not known (``[ikke læseligt i kilden]``)."""
    return not is_missing(text) and bool(_MARKED.match(str(text).strip()))
