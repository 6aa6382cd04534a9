"""Figure columns of text to numbers, a column at a time: digits by the million, odd texts one by one."""

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.masking import holds_cpr
from schemas.values import Decimal, NumberError, decimal_of, parse_number, without_hedge
from workbook.exports.large.groups import Flags, Floats

_DIGITS = b"0123456789"
_SIGN = {Decimal.COMMA: b",", Decimal.POINT: b"."}
_AMBIGUOUS = {Decimal.COMMA: r"^[1-9]\d{0,2},\d{3}$", Decimal.POINT: r"^[1-9]\d{0,2}\.\d{3}$"}
_WHOLE, _COMMA = re.compile("[0-9]+"), re.compile("[0-9]+,[0-9]+")
_AMBIGUOUS_COMMA = re.compile("[1-9][0-9]{0,2},[0-9]{3}")
_PLAIN_SIGNS = frozenset("0123456789.,- \u00a0\u2009\u202f'")
"""What a number may be written with beside the column's own convention, so that nothing but its size is said."""


@dataclass
class Evidence:
    """Which decimal signs a column's texts leave no doubt of: of its own, and as it counts for the whole file."""

    own: set[Decimal] = field(default_factory=set)
    file: set[Decimal] = field(default_factory=set)

    def see(self, text: str) -> None:
        """Add what a text shows."""
        if _WHOLE.fullmatch(text):
            return
        if _COMMA.fullmatch(text) and not _AMBIGUOUS_COMMA.fullmatch(text):
            self.own.add(Decimal.COMMA)
            self.file.add(Decimal.COMMA)
            return
        self.own |= {decimal_of([without_hedge(text)])} - {Decimal.UNKNOWN}
        self.file |= {decimal_of([text])} - {Decimal.UNKNOWN}

    def take(self, other: "Evidence") -> None:
        """Add what another block shows."""
        self.own |= other.own
        self.file |= other.file


def told(found: set[Decimal]) -> Decimal:
    """The sign, or unknown where there is none or they contradict each other."""
    return next(iter(found)) if len(found) == 1 else Decimal.UNKNOWN


def decimals(evidence: list[Evidence]) -> list[Decimal]:
    """The sign of each column: its own, or else that of all columns together."""
    whole = told({sign for each in evidence for sign in each.file})
    return [told(each.own) if told(each.own) is not Decimal.UNKNOWN else whole for each in evidence]


@dataclass(frozen=True)
class Figures:
    """A column of figures: numbers (NaN where there is none), and the texts that are no plain number."""

    values: Floats
    odd: Flags
    evidence: Evidence


def figures(column: Any, decimal: Decimal, known: Evidence) -> Figures:
    """Read a column.

    Args:
        column: Its texts, a pyarrow array of strings without nulls.
        decimal: Its decimal sign, as far as it is known.
        known: What blocks before have shown; it need not be shown again.

    Returns:
        The numbers, and what the texts show.
    """
    offsets = np.frombuffer(column.buffers()[1], dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    raw = column.buffers()[2]
    start = int(offsets[0]) if len(offsets) else 0
    data = raw.to_pybytes()[start : offsets[-1]] if raw is not None and len(offsets) else b""
    offsets = offsets - start
    filled = np.diff(offsets) > 0
    sign = _SIGN.get(decimal, b"")
    strange = _strange(data, offsets, sign) if data.translate(None, _DIGITS + sign) else np.zeros_like(filled)
    signed = bool(sign) and sign in data
    if signed:
        strange |= _on_the_edge(data, offsets, filled, sign)
    values = _cast(data.replace(b",", b".") if signed else data, offsets, filled & ~strange)
    if values is None:  # two signs in one text
        strange, values = filled.copy(), np.full(len(column), np.nan)
    evidence = Evidence()
    if signed and not (decimal in known.own and decimal in known.file) and _shown(column, ~strange, decimal):
        evidence = Evidence({decimal}, {decimal})
    odd = np.zeros(len(column), dtype=np.bool_)
    if strange.any():
        _one_by_one(column, decimal, np.flatnonzero(strange), Figures(values, odd, evidence))
    return Figures(values, odd, evidence)


def _strange(data: bytes, offsets: Any, sign: bytes) -> Flags:
    """Which texts hold anything but digits and the sign."""
    usual = np.zeros(256, dtype=np.int8)
    usual[list(_DIGITS + sign)] = 1
    unusual = np.cumsum(1 - usual[np.frombuffer(data, dtype=np.uint8)], dtype=np.int32)
    before = np.concatenate([[0], unusual])
    return np.asarray(before[offsets[1:]] > before[offsets[:-1]])


def _on_the_edge(data: bytes, offsets: Any, filled: Flags, sign: bytes) -> Flags:
    """Which texts begin or end with the sign: no number as people write them, though a parser takes them."""
    signs = np.frombuffer(data, dtype=np.uint8) == sign[0]
    found = np.zeros_like(filled)
    found[filled] = signs[offsets[:-1][filled]] | signs[offsets[1:][filled] - 1]
    return found


def _cast(data: bytes, offsets: Any, wanted: Flags) -> Floats | None:
    valid = pa.py_buffer(np.packbits(wanted, bitorder="little"))
    texts = pa.StringArray.from_buffers(
        len(wanted), pa.py_buffer(np.ascontiguousarray(offsets, dtype=np.int32)), pa.py_buffer(data), valid
    )
    try:
        return np.array(texts.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    except pa.ArrowInvalid:
        return None


def _shown(column: Any, plain: Flags, decimal: Decimal) -> bool:
    """Whether one of the plain texts can be read with this decimal sign only (``3,5``, not ``1,472``)."""
    texts = column.filter(pa.array(plain))
    texts = texts.filter(pc.match_substring(texts, _SIGN[decimal].decode()))
    return bool(len(texts)) and not pc.all(pc.match_substring_regex(texts, _AMBIGUOUS[decimal])).as_py()


def _one_by_one(column: Any, decimal: Decimal, rows: Any, out: Figures) -> None:
    """Read the distinct ones of strange texts, and enter them where they stand."""
    encoded = column.take(pa.array(rows)).dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    numbers = [number_of(text, decimal) for text in texts]
    codes = encoded.indices.to_numpy()
    out.values[rows] = np.array([np.nan if number is None else number for number in numbers])[codes]
    out.odd[rows] = np.array(
        [number is None and bool(text.strip()) for number, text in zip(numbers, texts, strict=True)]
    )[codes]
    for text in texts:
        out.evidence.see(text)


def number_of(text: str, decimal: Decimal) -> float | None:
    """The number that a text is and nothing else; None for blanks, notes, units, hedges and marks."""
    if _WHOLE.fullmatch(text):
        return float(text)
    if decimal is Decimal.COMMA and _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    if not text.strip() or (holds_cpr(text) and not text.isdigit()):
        return None
    try:
        number = parse_number(text, decimal)
    except NumberError:
        return None
    return number.value if number.plain or _PLAIN_SIGNS.issuperset(text) else None
