"""Rows of a block summed by group with numpy, and the sums of all blocks put together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from schemas.cells import Cell
from workbook.exports.large.condensed import MOST_IRREGULAR, Condensed, Plan
from workbook.exports.large.group_tables import UNFORMATTED, Group, Irregular, condensed_table

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32] | Whole
Flags = npt.NDArray[np.bool_]

_VALUE, _NUMERATOR, _DENOMINATOR = range(3)
_HUNDRED = 100.0
_DECIMALS = 9
"""Sums of the parts behind the decimal sign are whole at that place, in whichever order they were added."""
_PATTERNS = 8
"""Which of three figures are there."""
_DENSE = 1 << 20
"""Up to so many possible groups are counted in an array with a place for each."""
_LARGEST = 1 << 60
_COMPACT = 1 << 20
"""Partial sums that are kept before they are put together."""


@dataclass(frozen=True)
class Key:
    """A key column of a block: each row's place in a short list of cells."""

    codes: Places
    cells: Sequence[Cell]

    @property
    def size(self) -> int:
        """How many places there are; at least one."""
        return max(len(self.cells), 1)


@dataclass(frozen=True)
class RowBlock:
    """Rows read, their columns told apart, before they are summed.

    Args:
        numbers: The row number of each row.
        keys: The key columns.
        figures: Value, numerator and denominator of each row, NaN where blank (3 x rows).
    """

    numbers: Whole
    keys: Sequence[Key]
    figures: Floats


@dataclass(frozen=True)
class Sums:
    """Groups: the place of each in each key's list with its figures as last column, sums, rows, first row."""

    places: Whole
    sums: Floats
    counts: Whole
    first: Whole


def plain_figures(figures: Floats, tolerance: float) -> Flags:
    """Which rows have figures that can be summed: none below zero, a whole fraction, a value that agrees with it."""
    value, numerator, denominator = figures
    given = ~np.isnan(figures)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = numerator / denominator
        close = (np.abs(value - ratio) <= tolerance) | (np.abs(value - _HUNDRED * ratio) <= tolerance)
        below = (figures < 0).any(axis=0)
        above = (numerator > denominator) | (denominator == 0)
    fraction = given[_NUMERATOR]
    whole = fraction == given[_DENOMINATOR]
    agrees = close | ~fraction | ~given[_VALUE]
    finite = ~np.isinf(figures).any(axis=0)
    return np.asarray(given.any(axis=0) & whole & agrees & finite & ~below & ~above)


def summed(block: RowBlock, regular: Flags, exact: bool = False) -> Sums:
    """The regular rows of a block, by group.

    Args:
        block: The rows.
        regular: Which are regular.
        exact: What stands before the decimal sign is summed apart from what stands behind it.
    """
    rows = slice(None) if regular.all() else np.flatnonzero(regular)
    figures = block.figures[:, rows]
    given = ~np.isnan(figures)
    pattern = given[_VALUE] + np.int64(2) * given[_NUMERATOR] + np.int64(4) * given[_DENOMINATOR]
    columns = [*(key.codes[rows] for key in block.keys), pattern]
    sizes = [*(key.size for key in block.keys), _PATTERNS]
    added = figures if given.all() else np.where(given, figures, 0.0)
    return _by_place(columns, sizes, _in_two(added) if exact else added, None, block.numbers[rows])


def _in_two(figures: Floats) -> Floats:
    """What stands before the decimal sign of each figure, and below it what stands behind."""
    both = np.empty((2, *figures.shape))
    np.floor(figures, out=both[0])
    np.subtract(figures, both[0], out=both[1])
    return both.reshape(2 * len(figures), figures.shape[1])


def _by_place(
    columns: Sequence[Places], sizes: Sequence[int], figures: Floats, counts: Floats | None, first: Whole
) -> Sums:
    """Sum by the combination of places; ``first`` must ascend, and each row counts once where ``counts`` is None."""
    code, kinds = _combined(columns, sizes, len(first))
    count = np.bincount(code, weights=counts, minlength=kinds)
    there = np.flatnonzero(count)
    one = np.zeros(kinds, dtype=np.int64)
    one[code[::-1]] = np.arange(len(code) - 1, -1, -1)  # the last to be written is the first row
    one = one[there]
    return Sums(
        places=np.array([column[one] for column in columns], dtype=np.int64),
        sums=np.array([np.bincount(code, weights=row, minlength=kinds)[there] for row in figures]),
        counts=count[there].astype(np.int64),
        first=first[one],
    )


def _combined(columns: Sequence[Places], sizes: Sequence[int], rows: int) -> tuple[Whole, int]:
    code, kinds = np.zeros(rows, dtype=np.int64), 1
    for column, size in zip(columns, sizes, strict=True):
        if size == 1:
            continue
        if kinds * size > _LARGEST:
            code, kinds = _dense(code)
        code *= size
        code += column
        kinds *= size
    return (code, kinds) if kinds <= _DENSE else _dense(code)


def _dense(code: Whole) -> tuple[Whole, int]:
    known, dense = np.unique(code, return_inverse=True)
    return dense.astype(np.int64), len(known)


class Collected:
    """The groups and irregular rows of the blocks so far.

    Args:
        file: The file's name.
        plan: What is read.
        exact: The sums are to be the same to the last digit in whichever order rows stand; all were made so.
    """

    def __init__(self, file: str, plan: Plan, exact: bool = False) -> None:
        self._file, self._plan, self._exact = file, plan, exact
        self._known: list[dict[Cell, int]] = [{} for _ in plan.keys]
        self._parts: list[Sums] = []
        self._kept = 0
        self._odd_rows: list[list[Cell]] = []
        self._odd_numbers: list[int] = []
        self.irregular = 0

    def room(self) -> int:
        """How many more irregular rows are listed."""
        return MOST_IRREGULAR - len(self._odd_rows)

    def add(self, keys: Sequence[Sequence[Cell]], sums: Sums) -> None:
        """Take the groups of a block.

        Args:
            keys: The cells that the block's places mean, for each key.
            sums: The groups.
        """
        places = sums.places.copy()
        for position, cells in enumerate(keys):
            known = self._known[position]
            known_as = np.array([known.setdefault(cell, len(known)) for cell in cells], dtype=np.int64)
            if len(known_as):
                places[position] = known_as[places[position]]
        self._parts.append(Sums(places, sums.sums, sums.counts, sums.first))
        self._kept += len(sums.counts)
        if self._kept > _COMPACT:
            self._parts = [self._together()]
            self._kept = -len(self._parts[0].counts)  # compact again once as many have come on top

    def add_odd(self, rows: Sequence[list[Cell]], numbers: Sequence[int], count: int) -> None:
        """Take irregular rows: those to be listed, and how many there were."""
        room = self.room()
        self._odd_rows += rows[:room]
        self._odd_numbers += numbers[:room]
        self.irregular += count

    def _together(self) -> Sums:
        places = np.concatenate([part.places for part in self._parts], axis=1)
        sums = np.concatenate([part.sums for part in self._parts], axis=1)
        counts = np.concatenate([part.counts for part in self._parts])
        first = np.concatenate([part.first for part in self._parts])
        order = np.argsort(first, kind="stable")
        sizes = [*(max(len(known), 1) for known in self._known), _PATTERNS]
        return _by_place(list(places[:, order]), sizes, sums[:, order], counts[order].astype(float), first[order])

    def condensed(self) -> Condensed:
        """All of it as a table."""
        groups = self._groups(self._together()) if self._parts else []
        irregular = Irregular(self._odd_rows, self._odd_numbers, self.irregular)
        return condensed_table(self._file, self._plan, groups, irregular, self.formats)

    def _groups(self, sums: Sums) -> Iterator[Group]:
        names = [list(known) for known in self._known]
        totals_of = self._exactly(sums) if self._exact else sums.sums
        rows = zip(sums.places.T.tolist(), totals_of.T.tolist(), sums.counts.tolist(), sums.first.tolist(), strict=True)
        for (*places, pattern), totals, count, first in rows:
            keys = [names[key][place] for key, place in enumerate(places)]
            given = [total if pattern >> figure & 1 else None for figure, total in enumerate(totals)]
            yield Group(keys, given, count, first)

    @staticmethod
    def _exactly(sums: Sums) -> Floats:
        """The sums of both parts put together; a figure that stands alone keeps all its decimals."""
        before, behind = np.split(sums.sums, 2)
        return np.asarray(before + np.where(sums.counts == 1, behind, behind.round(_DECIMALS)))

    formats: Sequence[str] | None = UNFORMATTED
    """The number format of each figure's sums; None for a file whose cells have no types."""
