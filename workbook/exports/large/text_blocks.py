"""Records of a csv as columns of texts, a block of some thousands at a time: each distinct text is looked at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from workbook.exports.large.group_sums import Flags, Whole

TEXTS = pa.dictionary(pa.int32(), pa.string())
"""How a column of texts is read."""


@dataclass(frozen=True)
class TextColumn:
    """A column of texts.

    Args:
        places: The place of each row's text among the distinct ones.
        distinct: The distinct texts, in pyarrow.
    """

    places: npt.NDArray[np.int32]
    distinct: Any

    def of_rows(self, told: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What is told of the distinct texts, row by row."""
        return told[self.places]

    def flags(self, positions: Sequence[int]) -> Flags:
        """Flags of the distinct texts that are true at some positions."""
        flags = np.zeros(len(self.distinct), dtype=np.bool_)
        flags[list(positions)] = True
        return flags

    def texts(self, rows: Whole) -> list[str]:
        """The texts of some rows."""
        return texts_at(self.distinct, self.places[rows])


@dataclass(frozen=True)
class TextBlock:
    """Records one after the other.

    Args:
        lines: The line that each starts on.
        columns: The wanted columns.
    """

    lines: Whole
    columns: Sequence[TextColumn]

    def texts(self, rows: Whole) -> list[list[str]]:
        """Some records, as texts."""
        columns = [column.texts(rows) for column in self.columns]
        return [list(record) for record in zip(*columns, strict=True)]


def column_of(texts: Any) -> TextColumn:
    """A column of texts that pyarrow holds as a dictionary, in one piece."""
    return TextColumn(texts.indices.to_numpy(), texts.dictionary)


def texts_at(distinct: Any, places: npt.NDArray[Any]) -> list[str]:
    """Some of the texts that pyarrow holds."""
    found: list[str] = distinct.take(pa.array(places)).to_pylist()
    return found
