"""The known name that a text resembles most, as ``difflib.get_close_matches`` finds it, for texts by the thousand."""

from collections.abc import Iterable
from difflib import get_close_matches

_BITS = 63
_KEPT = 1 << 14


class Nearest:
    """Finds the known name that a text resembles most.

    Args:
        known: The known names, as texts are compared.
        cutoff: How alike they must be, from 0 to 1.
    """

    def __init__(self, known: Iterable[str], cutoff: float) -> None:
        self._cutoff = cutoff
        self._known = [(name, len(name), _letters(name)) for name in known]
        self._found: dict[str, str | None] = {}

    def of(self, text: str) -> str | None:
        """The name that resembles a text most; None where none does.

        Names that cannot be alike enough, by their lengths and the letters that both have, are not compared at all.
        """
        if text not in self._found:
            if len(self._found) >= _KEPT:
                self._found.clear()
            near = get_close_matches(text, self._may_be_near(text), n=1, cutoff=self._cutoff)
            self._found[text] = near[0] if near else None
        return self._found[text]

    def _may_be_near(self, text: str) -> list[str]:
        size, letters = len(text), _letters(text)
        found = []
        for name, length, others in self._known:
            # Each letter that only one of two texts has is left over in it: at most the rest can match.
            most = min(length - (others & ~letters).bit_count(), size - (letters & ~others).bit_count())
            if 2 * most >= self._cutoff * (length + size):
                found.append(name)
        return found


def _letters(text: str) -> int:
    """Which letters a text has, a bit for each; some share one, which only makes more names worth comparing."""
    found = 0
    for letter in set(text):
        found |= 1 << ord(letter) % _BITS
    return found
