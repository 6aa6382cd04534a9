"""The short texts beside a goal's figures: bounds, the way to the next light, what a forecast rests on, its test."""

import math

from schemas.codes import Light, Verdict
from schemas.frames import Record, is_missing
from schemas.measures import WHOLE_UNITS
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.documents.prose.reasons import Grounds, as_shown, between, distance_text
from workbook.present import amount

_NOISE = 1e-9
_BETTER = {Light.YELLOW: Light.GREEN, Light.RED: Light.YELLOW}
_WORSE = {Light.GREEN: Light.YELLOW, Light.YELLOW: Light.RED}


def beside(row: Record, grounds: Grounds, words: Words) -> dict[str, str | None]:
    """The texts of a goal's line, by field of the results table.

    Args:
        row: The goal's line.
        grounds: What its sentences rest on.
        words: The language.
    """
    return {
        Results.SHOWN_BETWEEN: None if is_missing(row[Results.SHOWN_LOW]) else between(row, words),
        Results.TO_NEXT_LIGHT: _to_next_light(row, grounds, words),
        Results.REACHED: _reached(row, words),
        Results.BASED_ON: _based_on(row, words),
        Results.SHOWN_BACKTEST: _back_test(row, grounds, words),
    }


def _to_next_light(row: Record, grounds: Grounds, words: Words) -> str | None:
    """How far the year is from the lights beside its own: ``4,0 %-point fra grøn; 5,5 %-point fra rød``."""
    light = Light(row[Results.COMPUTED_LIGHT])
    ways = ((Results.TO_BETTER, _BETTER.get(light)), (Results.TO_WORSE, _WORSE.get(light)))
    parts = [
        words.text("to_light", by=_by(row, grounds, field, words), light=words.word(other).lower())
        for field, other in ways
        if other is not None and not is_missing(row[field])
    ]
    return "; ".join(parts) or None


def _by(row: Record, grounds: Grounds, field: str, words: Words) -> str:
    step = 1.0 if row[Results.SHOWN_UNIT] in WHOLE_UNITS else 10.0 ** -int(row[Results.DECIMALS])
    by = as_shown(row, grounds, row[field])
    by = math.ceil(by / step - _NOISE) * step or step  # what is left is never nothing
    return distance_text(row, by, words)


def _reached(row: Record, words: Words) -> str | None:
    if row[Results.VERDICT] != Verdict.OPEN or is_missing(row[Results.REQUIRED_OF]):
        return None
    times, every = int(row[Results.REQUIRED_REACHED]), int(row[Results.REQUIRED_OF])
    return words.text("reached_of", times=times, all=every)


def _based_on(row: Record, words: Words) -> str | None:
    if is_missing(row[Results.RESULT]) or row[Results.VERDICT] != Verdict.OPEN:
        return None
    if is_missing(row[Results.BASED_ON_MONTHS]):
        return None if is_missing(row[Results.FORECAST]) else words.text("based_on_few")
    months, goals = int(row[Results.BASED_ON_MONTHS]), int(row[Results.BASED_ON_GOALS])
    return words.text("based_on", months=months, goals=goals)


def _back_test(row: Record, grounds: Grounds, words: Words) -> str | None:
    """What was said at this time last year, beside what came."""
    if is_missing(row[Results.BASED_ON_MONTHS]) or row[Results.VERDICT] != Verdict.OPEN:
        return None
    if is_missing(row[Results.BACKTEST]):
        return words.text("back_test_early")
    unit, count = str(row[Results.UNIT]), int(row[Results.DECIMALS])
    is_whole = unit in WHOLE_UNITS and float(row[Results.BACKTEST_CAME]).is_integer()
    forecast = float(round(row[Results.BACKTEST])) if is_whole else row[Results.BACKTEST]
    said, came = (amount(value, unit, words, count=count) for value in (forecast, row[Results.BACKTEST_CAME]))
    return words.text("back_test", forecast=said, came=came)
