"""How values stand in cells: codes as words, periods as text, figures as numbers, titles as headers."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd

from schemas.cells import CellValue
from schemas.codes import Unit
from schemas.fields import Field, Kind, Table
from schemas.measures import HUNDRED_PER_CENT, WHOLE_UNITS
from schemas.tables import FIGURES, MARK, Observations, Results
from schemas.text.amounts import kroner
from schemas.text.periods import Period
from schemas.words.vocabulary import Words
from schemas.written import marked_figures
from workbook.port import Formula

_NOISE = 1e-9
_NOISE_DECIMALS = 9
_ENUMERATED = frozenset({Kind.CODE, Kind.OPEN_CODE})


def plain(field: Field, value: object, words: Words) -> CellValue | Formula:
    """One value as a cell shows it; an amount in kroner.

    Args:
        field: Its field.
        value: The typed value.
        words: The sheet's language.
    """
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, Formula | bool | date):
        return value
    if isinstance(value, Period):
        return str(value)
    if field.kind in _ENUMERATED:
        return words.show(field, str(value))
    if field.kind is Kind.AMOUNT and isinstance(value, int):
        return kroner(value)
    return float(value) if isinstance(value, int | float) else str(value)


def titled(table: type[Table], columns: Sequence[str], frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """A typed frame as a sheet shows it.

    Args:
        table: The table.
        columns: The fields to show, in order.
        frame: The typed frame.
        words: The sheet's language.

    Returns:
        Object columns headed by the vocabulary's titles. A suppressed observation shows its mark (``<5``) in the cell
        of the figure that is hidden.
    """
    shown = shown_cells(table, columns, frame, words)
    cells = np.empty((len(shown), len(frame)), dtype=object)  # filled at once: a series for each column takes longer
    for at, values in enumerate(shown.values()):
        cells[at] = values
    return pd.DataFrame(cells.T, index=pd.RangeIndex(len(frame)), columns=list(shown), dtype=object, copy=False)


def shown_cells(
    table: type[Table], columns: Sequence[str], frame: pd.DataFrame, words: Words
) -> dict[str, list[CellValue | Formula]]:
    """The cells of ``titled``, column by column, under the vocabulary's titles."""
    fields = {str(field): field for field in table.fields}
    shown: dict[str, list[CellValue | Formula]] = {}
    for name in columns:
        field = fields.get(name) or Field(name)
        values = frame[name].tolist() if name in frame else [None] * len(frame)
        cells = [plain(field, value, words) for value in values]
        if name in FIGURES[Observations] and MARK in frame:
            places = zip(cells, frame[MARK], marked_figures(frame), strict=True)
            cells = [
                mark if at == name and isinstance(mark, str) and cell is None else cell for cell, mark, at in places
            ]
        shown[words.title(table, name)] = cells
    return shown


_LEAST_SHARE = 0.01  # a forecast is never certain
_FEWEST, _MOST = 1, 6  # decimals
_COMPARED = (
    (Results.SHOWN_RESULT, Results.SHOWN_TARGET),
    (Results.SHOWN_RESULT, Results.SHOWN_TARGET_MAX),
    (Results.SHOWN_RESULT, Results.SHOWN_EARLIER_TARGET),
    (Results.SHOWN_RESULT, Results.SHOWN_EARLIER_TARGET_MAX),
    (Results.SHOWN_RESULT, Results.SHOWN_YEAR_TARGET),
    (Results.SHOWN_RESULT, Results.SHOWN_YEAR_TARGET_MAX),
    (Results.SHOWN_FORECAST, Results.SHOWN_YEAR_TARGET),
    (Results.SHOWN_FORECAST, Results.SHOWN_YEAR_TARGET_MAX),
    (Results.SHOWN_RUN_RATE, Results.SHOWN_YEAR_TARGET),
    (Results.SHOWN_SEASONAL, Results.SHOWN_YEAR_TARGET),
    (Results.SAMPLE_LOW, Results.TARGET),
    (Results.SAMPLE_LOW, Results.TARGET_MAX),
    (Results.SAMPLE_HIGH, Results.TARGET),
    (Results.SAMPLE_HIGH, Results.TARGET_MAX),
)
"""Figures of a line that are held against each other."""


def decimals(row: Mapping[str, Any], least: int = _FEWEST) -> int:
    """How many decimals it takes to tell apart the figures of a goal that are compared: 3,40 against 3,43.

    Args:
        row: The goal's line of the results table.
        least: How many the figures of its measure are shown with at least; those of a change are per cent.
    """
    usual = max(_FEWEST, least) if row[Results.SHOWN_UNIT] == row[Results.UNIT] else _FEWEST
    pairs = [(row[left], row[right]) for left, right in _COMPARED]
    known = [pair for pair in pairs if not any(value is None or math.isnan(value) for value in pair)]
    return max(usual, *(telling(*pair) for pair in known), _FEWEST)


def telling(left: float, right: float, fewest: int = _FEWEST) -> int:
    """How many decimals it takes to tell two figures apart, and no fewer than so many."""
    if math.isclose(left, right, rel_tol=_NOISE, abs_tol=_NOISE):
        return fewest
    told = (count for count in range(fewest, _MOST) if as_printed(left, count) != as_printed(right, count))
    return next(told, _MOST)


def telling_shares(value: float, border: float, words: Words) -> tuple[str, str]:
    """Two shares as per cent, with as many decimals as it takes to tell them apart: ``66,6 %``, ``66,7 %``."""
    both = (value * HUNDRED_PER_CENT, border * HUNDRED_PER_CENT)
    count = telling(*both, fewest=0)
    low, high = (f"{as_printed(each, count):.{count}f} %" for each in both)
    if words.language == "da":
        low, high = low.replace(".", ","), high.replace(".", ",")
    if _LEAST_SHARE <= value <= 1.0 - _LEAST_SHARE:
        return low, high
    return words.text("share_least" if value < _LEAST_SHARE else "share_most"), high


def as_printed(value: float, count: int = _FEWEST) -> Decimal:
    """Rounded as Excel rounds: the decimal number that is meant, halves away from zero.

    A difference has the noise of the figures that it is of: 0,2499999999999991 is 5,75 less 5,50.

    Args:
        value: The figure.
        count: Its decimals.
    """
    meant = round(float(f"{value:.15g}"), _NOISE_DECIMALS)
    return Decimal(repr(meant)).quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP)


def amount(
    value: float | None, unit: str, words: Words, sign: bool = False, count: int = _FEWEST, even: bool = False
) -> str:
    """A figure as a sentence or a terminal shows it: ``1.472,5``, ``95,4 %``, ``154``, ``ja``.

    Args:
        value: The figure; None or NaN is a dash.
        unit: The goal's unit.
        words: The language, which decides the decimal sign.
        sign: Whether it is a difference: a plus is shown, and per cent become per-cent points.
        count: Its decimals, from ``decimals``; a whole count has none where one would do.
        even: Whether a whole count keeps them, beside figures that need them.
    """
    if value is None or math.isnan(value):
        return "–"
    if unit == Unit.YES_NO and sign:
        return "–"
    if unit == Unit.YES_NO:
        return words.text("yes_short" if value >= 1 else "no_short")
    rounded = as_printed(value, count)
    shown = (
        0 if count == _FEWEST and not even and unit in WHOLE_UNITS and rounded == rounded.to_integral_value() else count
    )
    text = f"{rounded:+,.{shown}f}" if sign else f"{rounded:,.{shown}f}"
    if words.language == "da":
        text = text.translate(str.maketrans(",.", ".,"))
    text = text.replace("-", "−")
    if not text.strip("+−0,."):
        text = text.lstrip("+−")
    if unit == Unit.PCT:
        return f"{text} {words.text('per_cent_points')}" if sign else f"{text} %"
    return text


def target_text(target: float | None, upper: float | None, unit: str, words: Words, count: int = _FEWEST) -> str:
    """A target as a sentence or a terminal shows it; a band by both its bounds: ``85,0–100,0 %``."""
    low = amount(target, unit, words, count=count)
    if upper is None or math.isnan(upper):
        return low
    return f"{low.removesuffix(' %')}–{amount(upper, unit, words, count=count)}"
