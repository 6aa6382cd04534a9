"""The reason for a light, and the notes beside its figures, as sentences.

Source: the prose of the half-year report of 2008: result, target, forecast, what the rest of the year needs.
"""

import math
from dataclasses import dataclass
from datetime import date

from schemas.codes import Light, Rule, Summary, Verdict, YesNo
from schemas.frames import Record, is_missing
from schemas.measures import HUNDRED_PER_CENT, WHOLE_UNITS
from schemas.tables import Results
from schemas.text.periods import MONTHS_A_YEAR
from schemas.why import Why
from schemas.words.vocabulary import Words
from workbook.documents.prose.doubts import OF_SAMPLES, Drawn, HiddenRange, sample_reason, with_hidden
from workbook.present import amount, target_text, telling_shares


@dataclass(frozen=True)
class Grounds:
    """What the sentences rest on that the results table does not hold.

    Args:
        why: Why the light has its colour.
        lacks_baseline: The goal counts from a baseline that is not known.
        is_simple: A ratio's mean is simple, for its parts are missing.
        is_stock: It follows a stock on its path from the baseline to the target.
        is_change: Its figures are shown as the change on the baseline.
        is_over: The reporting date has reached the goal's last month.
        is_held: The light is that of the month before, for the chance is near a border.
        border: The chance that the light is about, before last month's light moves it.
        latest: The day of its latest figure, where that lies before the reporting date.
        sample: The sample that its share is of, where it says that it is one.
        hidden: What hidden figures leave open of it, where there are any.
    """

    why: Why
    lacks_baseline: bool = False
    is_simple: bool = False
    is_stock: bool = False
    is_change: bool = False
    is_over: bool = False
    is_held: bool = False
    border: float = math.nan
    latest: date | None = None
    sample: Drawn | None = None
    hidden: HiddenRange | None = None


def reason(row: Record, grounds: Grounds, words: Words) -> str:
    """Why a goal's light has its colour, in one sentence with its figures.

    Args:
        row: The goal's line of the results table.
        grounds: What it rests on.
        words: The language.
    """
    if grounds.hidden is None:
        return _known_reason(row, grounds, words)
    # Where what is hidden changes the light, the known months alone have none of its grounds, nor perhaps a chance.
    is_known = grounds.why is not Why.HIDDEN and not grounds.hidden.changes
    known = _known_reason(row, grounds, words) if is_known else ""
    return with_hidden(known, row, grounds.why, grounds.hidden, words)


def _known_reason(row: Record, grounds: Grounds, words: Words) -> str:
    """The reason, of the figures that are known."""
    if grounds.sample is not None and grounds.why in OF_SAMPLES:
        return sample_reason(row, grounds.why, grounds.sample, words)
    told = _figures(row, grounds, words)
    if grounds.why in _OF_CHANCE and not is_missing(row[Results.CHANCE]):
        text = _outlook(row, grounds, told, words)
    else:
        text = words.text(_sentence(row, grounds), **told)
    if row[Results.VERDICT] == Verdict.OPEN or grounds.latest is None:
        return text
    return words.text("why_latest", reason=text, latest=words.day(grounds.latest))  # it decides, and is an old one


def brief(row: Record, words: Words) -> str:
    """The reason of a goal's computed light in one short line, for a list that has its result and target beside it.

    Args:
        row: The goal's line of the results table, with its reason.
        words: The language.
    """
    chance, light = row[Results.CHANCE], row[Results.COMPUTED_LIGHT]
    if is_missing(chance) or row[Results.VERDICT] != Verdict.OPEN or row[Results.IMPOSSIBLE] == YesNo.YES:
        return str(row[Results.REASON])
    is_behind = light == Light.YELLOW and chance >= row[Results.YELLOW_CHANCE]
    told = _figures(row, Grounds(Why.BEHIND), words)
    shown, _ = telling_shares(chance, row[Results.YELLOW_CHANCE], words)
    text = words.text("brief_behind" if is_behind else "brief", chance=shown, **told)
    return words.text("brief_held", brief=text) if row[Results.IS_HELD] == YesNo.YES else text


def _figures(row: Record, grounds: Grounds, words: Words) -> dict[str, object]:
    """The figures that sentences may name, by their places in them."""
    return {
        "forecast": expected(row, words),
        "between": between(row, words),
        "alternative": _amount(row, Results.SHOWN_RUN_RATE, words),
        "target": _both(row, Results.SHOWN_YEAR_TARGET, Results.SHOWN_YEAR_TARGET_MAX, words),
        "required": _required(row, grounds, words),
        "result": _amount(row, Results.SHOWN_RESULT, words),
        "due": _both(row, Results.SHOWN_TARGET, Results.SHOWN_TARGET_MAX, words),
        "tolerance": _tolerance(row, grounds, words),
        "missing": _missing(row),
    }


_OF_CHANCE = frozenset({Why.UNLIKELY, Why.MISSES_FAR, Why.UNSURE, Why.BEHIND, Why.MEETS})


def _outlook(row: Record, grounds: Grounds, told: dict[str, object], words: Words) -> str:
    chance, border = telling_shares(row[Results.CHANCE], grounds.border, words)
    key = f"because_{grounds.why.value}"
    if grounds.why is Why.MISSES_FAR and not row[Results.TOLERANCE]:
        key = "because_misses_far_limit"
    because = words.text("because_held" if grounds.is_held else key, chance=chance, border=border, **told)
    has_rest = _is_finite(row[Results.REQUIRED])
    return words.text("why_outlook_required" if has_rest else "why_outlook", because=because, **told)


def expected(row: Record, words: Words) -> str:
    """The expected year; of what is counted a whole number, unless that hides on which side of the target it is."""
    value, unit = row[Results.SHOWN_FORECAST], str(row[Results.SHOWN_UNIT])
    if unit in WHOLE_UNITS and not is_missing(value):
        bounds = [row[name] for name in (Results.SHOWN_YEAR_TARGET, Results.SHOWN_YEAR_TARGET_MAX)]
        whole = float(round(value))
        if all(is_missing(bound) or (whole < bound) == (value < bound) for bound in bounds):
            return amount(whole, unit, words)
    return _amount(row, Results.SHOWN_FORECAST, words)


def between(row: Record, words: Words) -> str:
    """The bounds within which a year is expected to end: ``640,1–688,0``; a dash where they are not known."""
    unit = str(row[Results.SHOWN_UNIT])
    low, high = row[Results.SHOWN_LOW], row[Results.SHOWN_HIGH]
    if is_missing(low):
        return amount(None, unit, words)
    if unit in WHOLE_UNITS:
        low, high = math.floor(low), math.ceil(high)  # bounds of what is counted are whole
    return target_text(low, high, unit, words, _count(row))


def _required(row: Record, grounds: Grounds, words: Words) -> str:
    text = _both(row, Results.SHOWN_REQUIRED, Results.SHOWN_REQUIRED_MAX, words)
    if not _is_finite(row[Results.REQUIRED]):
        return text
    if grounds.is_stock:
        return words.text("required_change", required=text)
    return words.text("required_a_month", required=text) if row[Results.SUMMARY] == Summary.SUM else text


def _sentence(row: Record, grounds: Grounds) -> str:
    """The key of the sentence."""
    key = f"why_{grounds.why.value}"
    if grounds.why is Why.NO_DATA and grounds.lacks_baseline:
        return "why_no_baseline"
    if grounds.why in {Why.MET, Why.NOT_MET} and row[Results.RULE] == Rule.MILESTONE:
        return f"{key}_milestone"
    if grounds.why is Why.MET and grounds.is_over:
        return "why_met_ended"
    if grounds.why is Why.NOT_MET and not grounds.is_over:
        return "why_not_met_open"
    return "why_misses_far_limit" if grounds.why is Why.MISSES_FAR and not row[Results.TOLERANCE] else key


def note(row: Record, grounds: Grounds, words: Words) -> str | None:
    """What must be known to read a goal's figures rightly; None where nothing must.

    Args:
        row: The goal's line of the results table.
        grounds: What it rests on.
        words: The language.
    """
    if is_missing(row[Results.RESULT]):
        return None
    is_open = row[Results.VERDICT] == Verdict.OPEN
    parts = _months_notes(row, grounds, words)
    if row[Results.SUMMARY] == Summary.RATIO and grounds.is_simple:
        parts.append(words.text("note_simple"))
    if grounds.sample is not None and math.isnan(grounds.sample.share):
        parts.append(words.text("note_sample_without_cases"))
    if is_open and _is_finite(row[Results.REQUIRED]):
        parts += [words.text(key) for key in _required_note(row, grounds)]
    if is_open and row[Results.RULE] != Rule.MILESTONE and is_missing(row[Results.CHANCE]):
        has_two = not is_missing(row[Results.FORECAST_SEASONAL])
        parts.append(words.text("note_two_methods" if has_two else "note_one_method"))
    return " ".join(parts) or None


def _months_notes(row: Record, grounds: Grounds, words: Words) -> list[str]:
    """Which months the figures are of: the goal's own, those without a figure, how late the last one is."""
    span, gone = row[Results.MONTHS_OF_GOAL], row[Results.MONTHS]
    parts = []
    if not is_missing(span) and span < MONTHS_A_YEAR:
        parts.append(words.text("note_months", span=int(span)))
    if _missing(row):
        key = "note_gap_sum" if row[Results.SUMMARY] == Summary.SUM else "note_gap"
        parts.append(words.text(key, missing=_missing(row), gone=int(gone)))
    if grounds.latest is not None and row[Results.VERDICT] == Verdict.OPEN:
        parts.append(words.text("note_latest", latest=words.day(grounds.latest)))
    return parts


def _missing(row: Record) -> int:
    """The months that have gone by without a figure."""
    gone, counted = row[Results.MONTHS], row[Results.MONTHS_COUNTED]
    return 0 if is_missing(gone) or is_missing(counted) else int(gone - counted)


def _required_note(row: Record, grounds: Grounds) -> list[str]:
    if grounds.is_stock:
        return ["note_change_a_month"]
    if row[Results.SUMMARY] == Summary.SUM:
        return ["note_a_month"]
    return ["note_equal_volumes"] if row[Results.SUMMARY] == Summary.RATIO else []


def _tolerance(row: Record, grounds: Grounds, words: Words) -> str:
    """The miss that is still yellow, in the unit of the row; of per cent in %-points."""
    fraction, target = row[Results.TOLERANCE], row[Results.TARGET]
    if is_missing(fraction) or is_missing(target):
        return amount(None, str(row[Results.SHOWN_UNIT]), words)
    return distance_text(row, as_shown(row, grounds, fraction * abs(target)), words)


def as_shown(row: Record, grounds: Grounds, distance: float) -> float:
    """A distance between levels in the unit that the row is shown in: of a change on the baseline, per cent of that."""
    baseline = row[Results.BASELINE]
    if not grounds.is_change or is_missing(baseline) or not baseline:
        return distance
    return float(HUNDRED_PER_CENT * distance / abs(baseline))


def distance_text(row: Record, distance: float, words: Words) -> str:
    """A distance as the row is shown; of per cent in %-points."""
    shown = amount(distance, str(row[Results.SHOWN_UNIT]), words, count=_count(row))
    return shown.replace(" %", f" {words.text('per_cent_points')}")


def _is_finite(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _both(row: Record, field: str, upper: str, words: Words) -> str:
    """A figure; of a band both its bounds."""
    return target_text(row[field], row[upper], str(row[Results.SHOWN_UNIT]), words, _count(row))


def _amount(row: Record, field: str, words: Words) -> str:
    return amount(row[field], str(row[Results.SHOWN_UNIT]), words, count=_count(row))


def _count(row: Record) -> int:
    return int(row[Results.DECIMALS])
