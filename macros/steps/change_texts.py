"""Changes of figures as a sheet and a sentence tell them."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from macros.steps.changes import CAUSES
from macros.steps.snapshots import Key
from schemas.codes import ChangedFigure, Light, Unit
from schemas.frames import Record
from schemas.measures import WHOLE_UNITS
from schemas.tables import Changes
from schemas.words.vocabulary import Words
from workbook.present import amount

_MOST_DECIMALS = 4
"""To which small parts of a change are told; they are left out beside larger ones."""
_UTMOST_DECIMALS = 10
"""As small as a change can be."""
_PER_CENT = 100.0
_TOLD_FIRST = (
    ChangedFigure.DIFFERENCE,
    ChangedFigure.RESULT,
    ChangedFigure.FORECAST,
    ChangedFigure.CHANCE,
    ChangedFigure.LIGHT,
)
"""The figure that a sentence tells of a goal: the first of these that moved."""


def changes_frame(changes: Sequence[Record]) -> pd.DataFrame:
    """Changes as a frame of objects: a line of a light holds codes where the others hold figures."""
    return pd.DataFrame(
        {str(name): pd.Series([line.get(name) for line in changes], dtype=object) for name in Changes.fields}
    )


def worded(changes: Sequence[Record], words: Words) -> pd.DataFrame:
    """Changes as the sheet shows them: lights by shape and word."""

    def light(code: object) -> str:
        return words.light(Light(str(code))) if code is not None else "–"

    def shown(line: Record) -> Record:
        if line[Changes.FIGURE] is not ChangedFigure.LIGHT:
            return line
        turned: Record = {cause: " → ".join(map(light, line[cause])) for cause in CAUSES if line[cause] is not None}
        return {
            **line,
            Changes.BEFORE: light(line[Changes.BEFORE]),
            Changes.AFTER: light(line[Changes.AFTER]),
            **turned,
        }

    return changes_frame([shown(line) for line in changes])


def change_sentences(changes: Sequence[Record], words: Words) -> list[str]:
    """One sentence a goal: its difference (or what else moved) before and now, and what moved it by how much."""
    told = change_texts(changes, words)
    return [words.text("goal_moved", number=number, told=text) for (_, number), text in told.items()]


def change_texts(changes: Sequence[Record], words: Words) -> dict[Key, str]:
    """The same without the goal, by centre and number."""
    by_goal: dict[Key, dict[ChangedFigure, Record]] = {}
    for line in changes:
        by_goal.setdefault((line[Changes.CENTRE], line[Changes.NUMBER]), {})[line[Changes.FIGURE]] = line
    texts = {}
    for key, lines in by_goal.items():
        first = _first(lines)
        told = [_sentence(first, words)]
        if ChangedFigure.LIGHT in lines and first is not lines[ChangedFigure.LIGHT]:
            told.append(_sentence(lines[ChangedFigure.LIGHT], words))
        texts[key] = "; ".join(told)
    return texts


def pair_text(old: float | None, new: float | None, unit: str, words: Words) -> str:
    """A figure before and now, with as many decimals as it takes to tell them apart."""
    count = _decimals((old, new), (), unit, words)
    return " → ".join(amount(each, unit, words, count=count, even=True) for each in (old, new))


def _first(lines: Mapping[ChangedFigure, Record]) -> Record:
    """The line that tells of a goal; a milestone has no difference to speak of."""
    told = [
        lines[each]
        for each in _TOLD_FIRST
        if each in lines and (each is not ChangedFigure.DIFFERENCE or lines[each][Changes.UNIT] != Unit.YES_NO)
    ]
    return told[0] if told else lines[ChangedFigure.DIFFERENCE]


def _sentence(line: Record, words: Words) -> str:
    figure = words.word(line[Changes.FIGURE]).lower()
    if line[Changes.FIGURE] is ChangedFigure.LIGHT:
        frame = worded([line], words)
        old, new = (str(frame[name].iloc[0]) for name in (Changes.BEFORE, Changes.AFTER))
        causes = [words.title(Changes, cause).lower() for cause in CAUSES if line[cause] is not None]
    else:
        is_share = line[Changes.FIGURE] is ChangedFigure.CHANCE
        unit, scale = (Unit.PCT, _PER_CENT) if is_share else (str(line[Changes.UNIT]), 1.0)
        signed = line[Changes.FIGURE] is ChangedFigure.DIFFERENCE
        pair = [None if line[name] is None else line[name] * scale for name in (Changes.BEFORE, Changes.AFTER)]
        parts = {cause: line[cause] * scale for cause in CAUSES if line[cause]}
        count = _decimals(pair, [*parts.values()], unit, words)
        old, new = (amount(each, unit, words, sign=signed, count=count, even=True) for each in pair)
        told = {cause: amount(part, unit, words, sign=True, count=count, even=True) for cause, part in parts.items()}
        causes = [f"{words.title(Changes, cause).lower()} {text}" for cause, text in told.items() if _tells(text)] or [
            words.title(Changes, cause).lower() for cause in told
        ]
    because = f" ({', '.join(causes)})" if causes else ""
    return f"{figure} {old} → {new}{because}"


def _decimals(pair: Sequence[float | None], parts: Sequence[float], unit: str, words: Words) -> int:
    """As many decimals as it takes to tell two figures apart, and the parts of their change from nothing.

    Whole counts have none where all are whole. A part that is far smaller than the others does not count.
    """
    known = [value for value in (*pair, *parts) if value is not None and not math.isnan(value)]
    is_whole = unit in WHOLE_UNITS and all(round(value, 1).is_integer() for value in known)

    def tells(count: int) -> bool:
        old, new = (amount(value, unit, words, count=count, even=True) for value in pair)
        told = [_tells(amount(part, unit, words, sign=True, count=count, even=True)) for part in parts]
        return old != new and (all(told) or (count >= _MOST_DECIMALS and any(told)))

    least = 0 if is_whole else 1
    counts = range(least, _UTMOST_DECIMALS + 1) if unit != Unit.YES_NO else ()
    return next((count for count in counts if tells(count)), least)


def _tells(text: str) -> bool:
    """Whether an amount is told as more than nothing."""
    return any(digit in text for digit in "123456789")
