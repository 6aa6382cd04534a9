"""Figures of a csv: which texts are plain numbers, what the others mean, and what they show of the decimal sign."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from schemas.masking import holds_cpr
from schemas.text.values import Decimal, NumberError, decimal_of, parse_number, without_hedge
from workbook.exports.files.delimited import bare

_SIGN = {Decimal.COMMA: ",", Decimal.POINT: "."}
_WHOLE = re.compile("[0-9]+")
_PLAIN_SIGNS = frozenset("0123456789.,+- \u00a0\u2009\u202f'")
"""What a number may be written with beside the column's own convention, so that nothing but its size is said."""


@dataclass
class Evidence:
    """Which decimal signs a column's texts leave no doubt of: of its own, and as it counts for the whole file."""

    own: set[Decimal] = field(default_factory=set)
    file: set[Decimal] = field(default_factory=set)

    def see(self, texts: Iterable[str]) -> None:
        """Add what each of some texts shows."""
        for text in map(bare, texts):
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


def are_whole(texts: Iterable[str]) -> bool:
    """Whether all texts are whole numbers or blank."""
    return all(_WHOLE.fullmatch(text) for text in texts if text)


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
class NumberColumn:
    """A column of texts that are figures.

    Args:
        name: Its name.
        decimal: Its decimal sign, as far as it is known.
        known: The numbers that texts beyond the plainest are, or None for blanks.
    """

    name: str
    decimal: Decimal
    known: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def strange(self) -> pl.Expr:
        """Whether a text holds anything but digits, or digits on both sides of the sign."""
        text, sign = pl.col(self.name), _SIGN.get(self.decimal, "")
        plain = f"^[0-9]+(?:{re.escape(sign)}[0-9]+)?$" if sign else "^[0-9]+$"
        return text.str.contains(plain).not_().fill_null(False)

    @property
    def number(self) -> pl.Expr:
        """The number, or null."""
        text = pl.col(self.name)
        shown = text.str.replace(",", ".", literal=True) if self.decimal is Decimal.COMMA else text
        plain = shown.cast(pl.Float64, strict=False)
        if not self.known:
            return pl.when(self.strange.not_()).then(plain)
        others = text.replace_strict(list(self.known), list(self.known.values()), default=None, return_dtype=pl.Float64)
        return pl.when(self.strange).then(others).otherwise(plain)

    @property
    def irregular(self) -> pl.Expr:
        """Whether a text is neither a number nor blank."""
        return self.strange & pl.col(self.name).is_in(list(self.known)).not_() if self.known else self.strange
