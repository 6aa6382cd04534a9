"""The order in which people read numbered things: 2 before 10, 13a before 13b."""

import re

_NUMBER = re.compile(r"(\d+)")


def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """A key to sort by: whole numbers by their value, the rest by letters."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in _NUMBER.split(text))
