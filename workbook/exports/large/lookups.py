"""Tables that know what texts mean by a number of 64 bits each, looked up for all rows of a column at once."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
WORD = 8
LONGEST = 256
"""Longer texts seldom repeat."""
_SLOT_BITS = 16
_SHIFT = np.uint64(64 - _SLOT_BITS)
_FOLD = np.uint64(29)
_MOST_NEW, _MOST = 4096, 50_000
"""Texts that a piece may bring, and that are kept: columns with more are read otherwise."""
_FACTOR = np.uint64(secrets.randbits(64) | 1)
_SEED = np.uint64(secrets.randbits(64))
_NOTHING = np.uint64(secrets.randbits(64))
"""Drawn anew in each process, so that no file can be made whose texts are mistaken for each other."""
_KEEP = np.array([(1 << (8 * count)) - 1 for count in range(WORD + 1)], dtype=np.uint64)


class TooManyError(ValueError):
    """More distinct texts than a table is worth."""


@dataclass(frozen=True)
class _Known:
    """Places by slot, and the number at each place; place 0 is nothing."""

    slots: npt.NDArray[np.int32]
    numbers: Words


class Lookup:
    """Places of numbers, given to each as it first appears; threads may share one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[int, int] = {}
        self._known = _Known(np.zeros(1 << _SLOT_BITS, dtype=np.int32), np.array([_NOTHING], dtype=np.uint64))

    def places(self, numbers: Words, learn: Callable[[int], None]) -> npt.NDArray[np.int32]:
        """The place of each number, from 1.

        Args:
            numbers: One a row.
            learn: Called with the row of each number that is new, in the order of their places.

        Raises:
            TooManyError: There are too many distinct ones.
        """
        known = self._known
        places: npt.NDArray[np.int32] = known.slots[(numbers * _FACTOR) >> _SHIFT]
        missed = np.flatnonzero(known.numbers[places] != numbers)
        if len(missed):
            distinct, first, inverse = np.unique(numbers[missed], return_index=True, return_inverse=True)
            with self._lock:
                found = self._learnt(distinct, missed[first], learn)
            places[missed] = found[inverse]
        return places

    def _learnt(self, distinct: Words, rows: Any, learn: Callable[[int], None]) -> npt.NDArray[np.int32]:
        pairs = list(zip(distinct.tolist(), rows.tolist(), strict=True))
        new = [(number, row) for number, row in pairs if number not in self._places]
        if len(new) > _MOST_NEW or len(self._places) + len(new) > _MOST:
            raise TooManyError
        for number, row in new:
            learn(row)
            self._places[number] = len(self._places) + 1
        if new:
            added = np.array([number for number, _ in new], dtype=np.uint64)
            slots = self._known.slots.copy()
            slots[(added * _FACTOR) >> _SHIFT] = np.arange(len(added)) + len(self._known.numbers)
            self._known = _Known(slots, np.concatenate([self._known.numbers, added]))
        return np.array([self._places[number] for number, _ in pairs], dtype=np.int32)


def words_of(data: bytes) -> Words:
    """The eight bytes from each byte on, as a number; past the end are zeros."""
    padded = data + bytes(LONGEST + 2 * WORD)
    return np.ndarray((len(data) + LONGEST + WORD,), dtype="<u8", buffer=padded, strides=(1,))


def mixed(words: Words, start: Any, length: Any) -> Words:
    """A number for texts of up to ``LONGEST`` bytes: different ones have different numbers but for one in 2^64."""
    number = np.full(len(start), _SEED, dtype=np.uint64)
    shortest, longest = int(length.min(initial=LONGEST)), int(length.max(initial=0))
    place = start.copy()
    for done in range(0, longest, WORD):
        part = words[place]
        if done + WORD > shortest:
            part &= _KEEP[np.clip(length - done, 0, WORD)]
        number ^= part
        number *= _FACTOR
        number ^= number >> _FOLD
        place += WORD
    return number
