"""Changes of figures as a sheet and a sentence tell them."""

from collections.abc import Sequence

import pandas as pd

from macros.steps.changes import CAUSES
from macros.steps.snapshots import Key
from schemas.codes import ChangedFigure, Light, Unit
from schemas.frames import Record
from schemas.tables import Changes
from schemas.words.vocabulary import Words
from workbook.present import amount

_MOST_DECIMALS = 4
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
    by_goal: dict[Key, dict[str, Record]] = {}
    for line in changes:
        by_goal.setdefault((line[Changes.CENTRE], line[Changes.NUMBER]), {})[line[Changes.FIGURE]] = line
    texts = {}
    for key, lines in by_goal.items():
        first = next(lines[each] for each in _TOLD_FIRST if each in lines)
        told = [_sentence(first, words)]
        if ChangedFigure.LIGHT in lines and first is not lines[ChangedFigure.LIGHT]:
            told.append(_sentence(lines[ChangedFigure.LIGHT], words))
        texts[key] = "; ".join(told)
    return texts


def pair_text(old: float | None, new: float | None, unit: str, words: Words) -> str:
    """A figure before and now, with as many decimals as it takes to tell them apart."""
    pairs = ([amount(each, unit, words, count=count) for each in (old, new)] for count in range(1, _MOST_DECIMALS + 1))
    told = list(pairs)
    return " → ".join(next((pair for pair in told if pair[0] != pair[1]), told[0]))


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
        told = [line[name] for name in (Changes.BEFORE, Changes.AFTER, *CAUSES) if line[name]]
        count = _decimals([value * scale for value in told])

        def shown(value: float | None, sign: bool) -> str:
            return amount(None if value is None else value * scale, unit, words, sign=sign, count=count)

        old, new = shown(line[Changes.BEFORE], signed), shown(line[Changes.AFTER], signed)
        causes = [f"{words.title(Changes, each).lower()} {shown(line[each], True)}" for each in CAUSES if line[each]]
    because = f" ({', '.join(causes)})" if causes else ""
    return f"{figure} {old} → {new}{because}"


def _decimals(values: Sequence[float]) -> int:
    """As many decimals as it takes to tell each from nothing."""
    return next(
        (count for count in range(1, _MOST_DECIMALS) if all(round(each, count) for each in values)), _MOST_DECIMALS
    )
