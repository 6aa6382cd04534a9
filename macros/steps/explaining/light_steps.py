"""Steps about the light: the tolerance and where it comes from, why the light has its colour, and the assessment."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from macros.steps.explaining.model_steps import in_per_cent
from macros.steps.explaining.step import Input, Step
from macros.steps.explaining.subject import Subject
from schemas.codes import Light, Verdict, YesNo
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.measures import HUNDRED_PER_CENT
from schemas.parameters import FAR_CHANCE, LIGHT_HOLD, RED_CHANCE, TOLERANCE, YELLOW_CHANCE
from schemas.tables import Goals, Results

_BORDERS: dict[Field, tuple[str, str]] = {
    Results.RED_CHANCE: (RED_CHANCE, "explain_red_chance"),
    Results.FAR_CHANCE: (FAR_CHANCE, "explain_far_chance"),
    Results.YELLOW_CHANCE: (YELLOW_CHANCE, "explain_yellow_chance"),
}
"""Each border of the chance, the parameter that it is, and its sentence."""
_CLOSE = 1e-9
_SHOWN_LEVELS = {
    Results.SHOWN_TARGET: Results.TARGET_TO_DATE,
    Results.SHOWN_TARGET_MAX: Results.TARGET_TO_DATE_MAX,
    Results.SHOWN_RESULT: Results.RESULT,
    Results.SHOWN_DIFFERENCE: Results.DIFFERENCE,
    Results.SHOWN_YEAR_TARGET: Results.TARGET,
    Results.SHOWN_YEAR_TARGET_MAX: Results.TARGET_MAX,
    Results.SHOWN_FORECAST: Results.FORECAST,
    Results.SHOWN_LOW: Results.FORECAST_LOW,
    Results.SHOWN_HIGH: Results.FORECAST_HIGH,
    Results.SHOWN_RUN_RATE: Results.FORECAST_RUN_RATE,
    Results.SHOWN_SEASONAL: Results.FORECAST_SEASONAL,
    Results.SHOWN_REQUIRED: Results.REQUIRED,
    Results.SHOWN_REQUIRED_MAX: Results.REQUIRED_MAX,
}
"""Each figure that the sheets print, and the level that it is."""


def light_steps(about: Subject) -> Iterator[Step]:
    """The tolerance, the verdict, the light as computed, the assessment and the light that counts."""
    if about.has(Results.TOLERANCE):
        yield _tolerance(about)
    yield _verdict(about)
    yield from _borders(about)
    yield _computed_light(about)
    if about.has(Results.ASSESSMENT):
        yield _assessment(about)
    yield _light(about)


def _tolerance(about: Subject) -> Step:
    own = [each for each in about.cells(Goals.TOLERANCE) if not is_missing(each.value)]
    marked = [each for each in about.cells(Goals.HARD_LIMIT) if not is_missing(each.value)]
    inputs: list[Input] = [*marked, *own]
    value = about.figure(Results.TOLERANCE)
    if about.goal.get(Goals.HARD_LIMIT) == YesNo.YES:
        key, inputs = "explain_tolerance_hard", marked
    elif value == 0 and not own:
        key, inputs = "explain_tolerance_limit", [*marked, *about.cells(Goals.RULE)]
    elif own:
        key = "explain_tolerance_own"
    else:
        key, inputs = "explain_tolerance", [*marked, *about.parameter(TOLERANCE)]
    notes = []
    stated = next((each.value for each in reversed(inputs) if isinstance(each.value, float)), value)
    if value and not math.isclose(float(stated), value, rel_tol=_CLOSE):
        notes = [about.text("explain_tolerance_change")]
    shown = f"{about.words.number(round(value * HUNDRED_PER_CENT, 2))} %"
    title = about.words.title(Results, Results.TOLERANCE)
    uses = [Results.TARGET, Results.BASELINE] if notes else []
    return Step(str(Results.TOLERANCE), title, value, shown, about.text(key), uses=uses, inputs=inputs, notes=notes)


def _verdict(about: Subject) -> Step:
    verdict = Verdict(about.row[Results.VERDICT] or Verdict.OPEN)
    uses = [field for field in (Results.RESULT, Results.TARGET, Results.REQUIRED) if about.has(field)]
    return Step(
        str(Results.VERDICT),
        about.words.title(Results, Results.VERDICT),
        verdict.value,
        about.words.word(verdict),
        about.text(f"explain_verdict_{verdict.value}"),
        uses=uses,
    )


def _borders(about: Subject) -> Iterator[Step]:
    """The light of the month before, where it was asked for, and the chances at which the light changes."""
    holds = about.has(Results.LIGHT_BEFORE)
    hold = about.parameter(LIGHT_HOLD)
    if holds:
        before = Light(about.row[Results.LIGHT_BEFORE])
        title = about.words.title(Results, Results.LIGHT_BEFORE)
        shown, formula = about.words.light(before), about.text("explain_light_before")
        uses = [Results.CHANCE] if about.has(Results.CHANCE) else []
        yield Step(str(Results.LIGHT_BEFORE), title, before.value, shown, formula, uses=uses, inputs=hold)
    for field, (name, key) in _BORDERS.items():
        if about.has(field):
            yield _border(about, field, about.parameter(name), hold if holds else [], key)


def _border(about: Subject, field: Field, own: Sequence[Input], hold: Sequence[Input], key: str) -> Step:
    """A border of the chance: the parameter, moved so that the light of the month before holds."""
    value, worked, notes = about.figure(field), "", []
    stated = next((each.value for each in own if isinstance(each.value, float)), None)
    by = next((each.value for each in hold if isinstance(each.value, float)), None)
    moved = stated is not None and by is not None and not math.isclose(value, stated, abs_tol=_CLOSE)
    if moved and stated is not None and by is not None:
        worked = f"{about.words.number(stated)} {'+' if value > stated else '-'} {about.words.number(by)}"
        notes = [about.text("explain_border_moved")]
    if not about.has(Results.CHANCE):
        notes = [about.text("explain_border_unused")]
    uses = [Results.LIGHT_BEFORE] if moved else []
    inputs = [*own, *(hold if moved else [])]
    return in_per_cent(about, about.step(field, about.text(key), worked, uses=uses, inputs=inputs, notes=notes))


def _computed_light(about: Subject) -> Step:
    """The light, with the computed reason: the sentence with the figures that decide."""
    light = Light(about.row[Results.COMPUTED_LIGHT])
    fields = (
        *(Results.RESULT, Results.TARGET_TO_DATE, Results.TARGET, Results.TARGET_MAX, Results.FORECAST),
        *(Results.REQUIRED, Results.IMPOSSIBLE, Results.TOLERANCE, Results.VERDICT),
    )
    decides = about.has(Results.CHANCE) and about.row.get(Results.VERDICT) == Verdict.OPEN
    chance = (Results.CHANCE, *_BORDERS, Results.LIGHT_BEFORE) if decides else ()
    sample = (Results.SAMPLE_LOW, Results.SAMPLE_HIGH)
    uses = [field for field in (*fields, Results.FORECAST_RUN_RATE, *sample, *chance) if about.has(field)]
    why = about.text("left_out_hidden")
    hidden = [
        replace(each, why_not=why)
        for figure, key in about.seen.left_out
        if key == "left_out_hidden"
        for each in figure.inputs
    ]
    notes = [about.text("explain_hidden")] if hidden else []
    return Step(
        str(Results.COMPUTED_LIGHT),
        about.words.title(Results, Results.COMPUTED_LIGHT),
        light.value,
        about.words.light(light),
        about.text("explain_light"),
        str(about.computed[Results.REASON] or ""),
        uses,
        left_out=hidden,
        notes=[
            *notes,
            *([about.text("explain_note", note=about.row[Results.NOTE])] if about.row[Results.NOTE] else []),
        ],
    )


def _assessment(about: Subject) -> Step:
    light = Light(about.row[Results.ASSESSMENT])
    fields: tuple[Field, ...] = (
        Results.ASSESSMENT, Results.ASSESSMENT_REASON, Results.ASSESSED_BY, Results.ASSESSED_ON,
    )  # fmt: skip
    inputs = [each for field in fields for each in about.assessed(field)]
    told = about.text(
        "log_assessment",
        light=about.words.light(light),
        author=about.row[Results.ASSESSED_BY],
        on=about.words.day(about.row[Results.ASSESSED_ON]),
        as_of=about.words.day(about.row[Results.AS_OF]),
        reason=about.row[Results.ASSESSMENT_REASON],
    )
    title = about.words.title(Results, Results.ASSESSMENT)
    formula = about.text("explain_assessment")
    return Step(str(Results.ASSESSMENT), title, light.value, about.words.light(light), formula, told, inputs=inputs)


def _light(about: Subject) -> Step:
    light = Light(about.row[Results.LIGHT])
    field = Results.ASSESSMENT if about.has(Results.ASSESSMENT) else Results.COMPUTED_LIGHT
    return Step(
        str(Results.LIGHT),
        about.words.title(Results, Results.LIGHT),
        light.value,
        about.words.light(light),
        about.text("explain_light_assessed" if about.has(Results.ASSESSMENT) else "explain_light_computed"),
        uses=[field],
    )


def shown_steps(about: Subject) -> Iterator[Step]:
    """The figures as the sheets print them: the levels, or the change on the baseline in per cent."""
    is_change = about.row[Results.SHOWN_UNIT] != about.row[Results.UNIT]
    for shown, level in _SHOWN_LEVELS.items():
        if not about.has(shown):
            continue
        unit = str(about.row[Results.SHOWN_UNIT])
        sign = shown == Results.SHOWN_DIFFERENCE
        if not is_change:
            worked = about.number(level)
            yield about.step(shown, about.text("explain_shown_level"), worked, uses=[level], sign=sign)
            continue
        formula = about.text("explain_shown_difference" if sign else "explain_shown_change")
        uses = [Results.SHOWN_RESULT, Results.SHOWN_TARGET] if sign else [level, Results.BASELINE]
        worked = f"{about.number(uses[0])} - {about.number(uses[1])}" if sign else ""
        yield about.step(shown, formula, worked, uses=uses, unit=unit, sign=sign)
    if about.has(Results.SHOWN_BETWEEN):
        uses = [field for field in (Results.SHOWN_LOW, Results.SHOWN_HIGH) if about.has(field)]
        yield about.step(Results.SHOWN_BETWEEN, about.text("explain_shown_between"), uses=uses)
