"""Steps about the way to the lights beside a goal's own.

Where a level decides, the distance is worked out; where the chance does, it is how far the whole year must move for the
chance to reach the border, which no short formula gives.
"""

from collections.abc import Iterator

from macros.steps.explaining.step import Step
from macros.steps.explaining.subject import Subject, put
from schemas.codes import Light, Rule
from schemas.fields import Field
from schemas.tables import Results

_PAIRS: tuple[tuple[Field, Field, Field], ...] = (
    (Results.RESULT, Results.TARGET_TO_DATE, Results.TARGET_TO_DATE_MAX),
    (Results.FORECAST, Results.TARGET, Results.TARGET_MAX),
    (Results.FORECAST_RUN_RATE, Results.TARGET, Results.TARGET_MAX),
)
"""Each figure that a light may hang on, with the target it is held against, and a band's upper one."""
_NEAREST = {
    (Results.TO_BETTER, Light.YELLOW): Results.YELLOW_CHANCE,
    (Results.TO_BETTER, Light.RED): Results.RED_CHANCE,
    (Results.TO_WORSE, Light.GREEN): Results.YELLOW_CHANCE,
    (Results.TO_WORSE, Light.YELLOW): Results.RED_CHANCE,
}
"""The border of the chance that lies between a light and the one beside it."""


def next_light_steps(about: Subject) -> Iterator[Step]:
    """How far it is to a better light and to a worse one, and the text that tells both."""
    told = [field for field in (Results.TO_BETTER, Results.TO_WORSE) if about.has(field)]
    for field in told:
        yield _distance(about, field)
    if about.has(Results.TO_NEXT_LIGHT):
        yield about.step(Results.TO_NEXT_LIGHT, about.text("explain_to_next_light"), uses=told)


def _distance(about: Subject, field: Field) -> Step:
    is_better = field == Results.TO_BETTER
    side = "better" if is_better else "worse"
    for value, floor, ceiling in _PAIRS:
        for bound, is_floor in ((floor, True), (ceiling, False)):
            if not (about.has(value) and about.has(bound)):
                continue
            for share in (0.0, about.figure(Results.TOLERANCE) if about.has(Results.TOLERANCE) else 0.0):
                worked, outcome = _worked(about, value, bound, is_floor, is_better, share)
                if about.close(outcome, field):
                    key = f"explain_next_{side}_{'tolerated' if share else 'level'}"
                    formula = about.text(key, **_titles(about, value, bound))
                    uses = [Results.COMPUTED_LIGHT, value, bound, *([Results.TOLERANCE] if share else [])]
                    return about.step(field, formula, worked, uses=uses)
    light = Light(about.row[Results.COMPUTED_LIGHT])
    border = _NEAREST.get((field, light), Results.YELLOW_CHANCE)
    fields = (Results.COMPUTED_LIGHT, Results.FORECAST, Results.CHANCE, border, Results.FAR_CHANCE, Results.TOLERANCE)
    uses = [each for each in fields if about.has(each)]
    key = "explain_next_none" if about.close(0.0, field) else f"explain_next_{side}_chance"
    return about.step(field, about.text(key), uses=uses)


def _titles(about: Subject, value: Field, bound: Field) -> dict[str, str]:
    return {
        "value": about.words.title(Results, value).lower(),
        "bound": about.words.title(Results, bound).lower(),
    }


def _worked(
    about: Subject, value: Field, bound: Field, is_floor: bool, is_better: bool, share: float
) -> tuple[str, float]:
    """By how much a figure misses a level and what is tolerated; to a worse light the same the other way."""
    is_floor = is_floor and about.row[Results.RULE] != Rule.AT_MOST
    figure, level = about.figure(value), about.figure(bound)
    short = level - figure if is_floor else figure - level
    tolerated = share * abs(level)
    names = (bound, value) if is_floor == is_better else (value, bound)
    first, second = (about.number(name) for name in names)
    part = f" {'-' if is_better else '+'} {put(share, about.words)} × {put(abs(level), about.words)}" if share else ""
    outcome = short - tolerated if is_better else tolerated - short
    return f"{first} - {second}{part}", outcome
