"""What is to be explained: the goal and the figure that a user names, found among those there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.explaining.step import Step
from schemas.context import Context
from schemas.errors import RefusedError
from schemas.frames import records
from schemas.issues.issue import Issue, Place
from schemas.tables import Centres, Goals
from schemas.words.vocabulary import Words, text_key


@dataclass(frozen=True)
class Asked:
    """What is to be explained.

    Args:
        number: The goal's number.
        centre: Whose, where several centres have one of that number; empty where it is not said.
        figure: The figure, by its field or its title; empty for all.
        as_of: The reporting date; None for the one of the sheet of results.
    """

    number: str
    centre: str = ""
    figure: str = ""
    as_of: date | None = None


def chosen(goals: pd.DataFrame, asked: Asked, centres: pd.DataFrame, place: Place, words: Words) -> int:
    """The position of the goal that is asked for.

    Args:
        goals: The goals (or results), one line each.
        asked: What is asked for.
        centres: The centres, for their short names.
        place: The workbook, for findings.
        words: The language.

    Raises:
        RefusedError: There is none, or there are several.
    """
    keys = list(zip(goals[Goals.CENTRE].map(str), goals[Goals.NUMBER].map(str), strict=True))
    wanted = text_key(asked.centre)
    short = {str(row[Centres.CENTRE]): text_key(str(row[Centres.SHORT_NAME] or "")) for row in records(centres)}
    theirs = [
        at for at, (centre, _) in enumerate(keys) if not wanted or wanted in {text_key(centre), short.get(centre)}
    ]
    if not theirs:
        names = list(dict.fromkeys(centre for centre, _ in keys))
        near = Context(words=words).near(asked.centre, names)
        raise RefusedError(
            [Issue("no_such_centre", place, asked.centre, {"choices": f"{', '.join(names)}. {near}".strip()})]
        )
    found = [at for at in theirs if text_key(keys[at][1]) == text_key(asked.number)]
    if not found:
        numbers = list(dict.fromkeys(keys[at][1] for at in theirs))
        near = _nearest(asked.number, numbers, words)
        details = {"near": near, "choices": ", ".join(numbers)}
        raise RefusedError([Issue("no_such_goal", place, asked.number, details)])
    if len(found) > 1:
        names = [keys[at][0] for at in found]
        raise RefusedError([Issue("goal_of_several", place, asked.number, {"centres": ", ".join(names)})])
    return found[0]


def _nearest(number: str, numbers: Sequence[str], words: Words) -> str:
    """The number that was probably meant: one that resembles it, or one of the same first part."""
    if near := Context(words=words).near(number, numbers):
        return near
    head = number.strip().replace(",", ".")
    same = next((each for each in numbers if each == head or each.split(".")[0] == head.split(".")[0]), "")
    return words.text("did_you_mean", name=same) if same else ""


def steps_for(steps: Sequence[Step], figure: str, words: Words) -> Sequence[Step]:
    """The step of a figure after all that it uses, directly or not; all steps where no figure is asked for.

    Args:
        steps: All steps.
        figure: The figure, by its field or its title.
        words: The language.

    Raises:
        RefusedError: There is no such figure.
    """
    if not figure:
        return steps
    named = {text_key(name): step for step in steps for name in (step.title, step.figure)}
    wanted = named.get(text_key(figure))
    if wanted is None:
        choices = ", ".join(step.figure for step in steps)
        near = Context(words=words).near(figure, [name for step in steps for name in (step.title, step.figure)])
        raise RefusedError([Issue("no_such_figure", Place(), figure, {"near": near, "choices": choices})])
    by_figure = {step.figure: step for step in steps}
    needed, left = {wanted.figure}, [wanted]
    while left:
        fresh = [str(name) for name in left.pop().uses if str(name) in by_figure and str(name) not in needed]
        needed.update(fresh)
        left += [by_figure[name] for name in fresh]
    return [step for step in steps if step.figure in needed]
