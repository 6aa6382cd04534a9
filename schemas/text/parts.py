"""The parts that people say a figure is made of: ``131 virksomhedspraktikker + 150 løntilskud``."""

import re

_AND = re.compile(r"\s*(?:\+|;|\n)\s*")
_FIGURE = re.compile(r"^(?P<figure>\d{1,3}(?:\.\d{3})+|\d+)(?P<decimals>,\d+)?(?![\d.,])\s*(?P<what>.*)$", re.DOTALL)


def parts_of(text: str) -> tuple[tuple[float | None, str], ...]:
    """Read parts.

    Args:
        text: As they are written, with ``+``, ``;`` or a line each between them; figures as Danes write them.

    Returns:
        Of each part its figure and what it is of; no figure where none stands first, and then the text as it stands.
    """
    return tuple(_part(part) for part in _AND.split(text.strip()) if part)


def _part(text: str) -> tuple[float | None, str]:
    found = _FIGURE.match(text)
    if found is None:
        return None, text
    whole = found["figure"].replace(".", "")
    return float(whole + (found["decimals"] or "").replace(",", ".")), found["what"].strip()
