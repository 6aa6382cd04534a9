"""Figures of a csv: which texts are plain numbers, what the others mean, and what they show of the decimal sign."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from schemas.masking import holds_cpr
from schemas.text.values import Decimal, NumberError, decimal_of, parse_number, without_hedge
from workbook.exports.files.delimited import bare
from workbook.exports.large.text_blocks import texts_at

_SIGN = {Decimal.COMMA: ",", Decimal.POINT: "."}
_PLAIN_SIGNS = frozenset("0123456789.,+- \u00a0\u2009\u202f'")
"""What a number may be written with beside the column's own convention, so that nothing but its size is said."""
_KEPT = 1 << 16
"""So many texts are understood once for all blocks."""


@dataclass
class Evidence:
    """Which decimal signs a column's texts leave no doubt of: of its own, and as it counts for the whole file."""

    own: set[Decimal] = field(default_factory=set)
    file: set[Decimal] = field(default_factory=set)
    seen: set[str] = field(default_factory=set, repr=False)

    def see(self, texts: Iterable[str]) -> None:
        """Add what each of some texts shows; each text is looked at once."""
        new = set(texts) - self.seen
        self.seen |= new
        for text in map(bare, new):
            self.own |= {decimal_of([without_hedge(text)])} - {Decimal.UNKNOWN}
            self.file |= {decimal_of([text])} - {Decimal.UNKNOWN}


def _told(found: set[Decimal]) -> Decimal:
    """The sign, or unknown where there is none or they contradict each other."""
    return next(iter(found)) if len(found) == 1 else Decimal.UNKNOWN


def decimals(evidence: Iterable[Evidence]) -> list[Decimal]:
    """The sign of each column: its own, or else that of all columns together."""
    every = list(evidence)
    whole = _told({sign for each in every for sign in each.file})
    return [_told(each.own) if _told(each.own) is not Decimal.UNKNOWN else whole for each in every]


def is_mixed(evidence: Iterable[Evidence]) -> bool:
    """Whether a file's texts show both decimal signs: what an ambiguous one means then hangs on its neighbours."""
    return len({sign for each in evidence for sign in (*each.own, *each.file)}) > 1


@lru_cache(_KEPT)
def number_of(text: str, decimal: Decimal) -> float | None:
    """The number that a text is and nothing else; None for blanks, notes, units, hedges and marks."""
    if not text.strip() or (holds_cpr(text) and not text.isdigit()):
        return None
    try:
        number = parse_number(text, decimal)
    except NumberError:
        return None
    return number.value if number.plain or _PLAIN_SIGNS.issuperset(text) else None


@dataclass(frozen=True)
class FigureTexts:
    """What a column's distinct texts are as figures.

    Args:
        numbers: Their numbers, NaN for blanks and what is no number.
        irregular: Those that are neither a number nor blank.
        strange: The positions of those that hold anything but digits, or digits on both sides of the sign.
    """

    numbers: npt.NDArray[np.float64]
    irregular: npt.NDArray[np.bool_]
    strange: npt.NDArray[np.int64]


def figures_of(distinct: Any, decimal: Decimal) -> FigureTexts:
    """Understand distinct texts; only those that are strange are looked at one by one.

    Args:
        distinct: The texts, in pyarrow.
        decimal: Their decimal sign, as far as it is known.
    """
    sign = _SIGN.get(decimal, "")
    pattern = f"^[0-9]+(?:{re.escape(sign)}[0-9]+)?$" if sign else "^[0-9]+$"
    plain = pc.match_substring_regex(distinct, pattern)
    shown = pc.replace_substring(distinct, ",", ".") if decimal is Decimal.COMMA else distinct
    numbers = pc.if_else(plain, shown, None).cast(pa.float64()).to_numpy(zero_copy_only=False).copy()
    irregular = np.zeros(len(distinct), dtype=np.bool_)
    strange = np.flatnonzero(~plain.to_numpy(zero_copy_only=False))
    strange = strange[pc.not_equal(distinct, "").to_numpy(zero_copy_only=False)[strange]]
    for at, text in zip(strange.tolist(), texts_at(distinct, strange), strict=True):
        number = number_of(text, decimal)
        irregular[at] = number is None and bool(text.strip())
        numbers[at] = np.nan if number is None else number
    return FigureTexts(numbers, irregular, strange)
