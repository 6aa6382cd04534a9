"""The reason for a light, and the notes beside its figures, as sentences.

Source: the prose of the half-year report of 2008: result, target, forecast, what the rest of the year needs.
"""

import math
from dataclasses import dataclass

from schemas.codes import Rule, Summary
from schemas.frames import Record, is_missing
from schemas.tables import Results
from schemas.text.periods import MONTHS_A_YEAR
from schemas.why import Why
from schemas.words.vocabulary import Words
from workbook.present import amount


@dataclass(frozen=True)
class Grounds:
    """What the sentences rest on that the results table does not hold.

    Args:
        why: Why the light has its colour.
        lacks_baseline: The goal counts from a baseline that is not known.
        is_simple: A ratio's mean is simple, for its parts are missing.
        is_stock: It follows a stock on its path from the baseline to the target.
    """

    why: Why
    lacks_baseline: bool = False
    is_simple: bool = False
    is_stock: bool = False


def reason(row: Record, grounds: Grounds, words: Words) -> str:
    """Why a goal's light has its colour, in one sentence with its figures.

    Args:
        row: The goal's line of the results table.
        grounds: What it rests on.
        words: The language.
    """
    if grounds.why is Why.NO_DATA and grounds.lacks_baseline:
        return words.text("why_no_baseline")
    ended = "" if row[Results.MONTHS] < MONTHS_A_YEAR else "_year"
    band = f" – {_amount(row, Results.TARGET_MAX, words)}" if row[Results.RULE] == Rule.BAND else ""
    return words.text(
        f"why_{grounds.why.value}{ended}",
        forecast=_amount(row, Results.FORECAST, words),
        alternative=_amount(row, Results.FORECAST_ALTERNATIVE, words),
        target=_amount(row, Results.TARGET, words) + band,
        required=_amount(row, _needed(row), words),
        result=_amount(row, Results.RESULT, words),
        due=_amount(row, Results.TARGET_TO_DATE, words),
    )


def note(row: Record, grounds: Grounds, words: Words) -> str | None:
    """What must be known to read a goal's figures rightly; None where nothing must.

    Args:
        row: The goal's line of the results table.
        grounds: What it rests on.
        words: The language.
    """
    if is_missing(row[Results.RESULT]):
        return None
    is_open = row[Results.MONTHS] < MONTHS_A_YEAR
    parts = []
    if row[Results.SUMMARY] == Summary.RATIO and grounds.is_simple:
        parts.append("note_simple")
    if is_open and _is_finite(row[Results.REQUIRED]):
        parts += _required_note(row, grounds)
    if is_open and row[Results.RULE] != Rule.MILESTONE and is_missing(row[Results.FORECAST_ALTERNATIVE]):
        parts.append("note_one_method")
    return " ".join(words.text(part) for part in parts) or None


def _required_note(row: Record, grounds: Grounds) -> list[str]:
    if grounds.is_stock:
        return ["note_change_a_month"]
    if row[Results.SUMMARY] == Summary.SUM:
        return ["note_a_month"]
    return ["note_equal_volumes"] if row[Results.SUMMARY] == Summary.RATIO else []


def _needed(row: Record) -> str:
    """The field of what the rest of the year needs: of a band its ceiling's, where even nothing is too much."""
    most = row[Results.REQUIRED_MAX]
    is_over = row[Results.RULE] == Rule.BAND and _is_finite(most) and most < 0
    return Results.REQUIRED_MAX if is_over else Results.REQUIRED


def _is_finite(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _amount(row: Record, field: str, words: Words) -> str:
    return amount(row[field], row[Results.UNIT], words)
