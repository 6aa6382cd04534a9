"""Steps about the light: the tolerance and where it comes from, why the light has its colour, and the assessment."""

import math
from collections.abc import Iterator

from macros.steps.explaining.step import Input, Step
from macros.steps.explaining.subject import Subject
from schemas.codes import Light, Verdict, YesNo
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.measures import HUNDRED_PER_CENT
from schemas.parameters import TOLERANCE, all_parameters
from schemas.tables import Goals, Results

_LIGHTS = ("tolerance", "chance", "light", "red", "yellow", "green", "hold")
"""What the names of the parameters begin with that decide lights."""
_CLOSE = 1e-9
_SHOWN_LEVELS = {
    Results.SHOWN_TARGET: Results.TARGET_TO_DATE,
    Results.SHOWN_TARGET_MAX: Results.TARGET_TO_DATE_MAX,
    Results.SHOWN_RESULT: Results.RESULT,
    Results.SHOWN_DIFFERENCE: Results.DIFFERENCE,
    Results.SHOWN_YEAR_TARGET: Results.TARGET,
    Results.SHOWN_YEAR_TARGET_MAX: Results.TARGET_MAX,
    Results.SHOWN_REQUIRED: Results.REQUIRED,
    Results.SHOWN_REQUIRED_MAX: Results.REQUIRED_MAX,
}
"""Each figure that the sheets print, and the level that it is."""


def light_steps(about: Subject) -> Iterator[Step]:
    """The tolerance, the verdict, the light as computed, the assessment and the light that counts."""
    if about.has(Results.TOLERANCE):
        yield _tolerance(about)
    yield _verdict(about)
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


def _computed_light(about: Subject) -> Step:
    """The light, with the computed reason: the sentence with the figures that decide."""
    light = Light(about.row[Results.COMPUTED_LIGHT])
    fields = (
        *(Results.RESULT, Results.TARGET_TO_DATE, Results.TARGET, Results.TARGET_MAX, Results.FORECAST),
        *(Results.REQUIRED, Results.IMPOSSIBLE, Results.TOLERANCE, Results.VERDICT),
    )
    chance = [field for field in Results.fields if field == "chance"]
    uses = [field for field in (*fields, *chance) if about.has(field)]
    shipped = dict.fromkeys(each.name for each in all_parameters() if each.name.startswith(_LIGHTS))
    names = [name for name in shipped if name != TOLERANCE]  # that one is told with the tolerance itself
    return Step(
        str(Results.COMPUTED_LIGHT),
        about.words.title(Results, Results.COMPUTED_LIGHT),
        light.value,
        about.words.light(light),
        about.text("explain_light"),
        str(about.computed[Results.REASON] or ""),
        uses,
        [each for name in names for each in about.parameter(name)],
        notes=[about.text("explain_note", note=about.row[Results.NOTE])] if about.row[Results.NOTE] else [],
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
    levels = {**_SHOWN_LEVELS, **_shown_forecasts()}
    for shown, level in levels.items():
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


def _shown_forecasts() -> dict[Field, Field]:
    """The printed forecasts that the results have, with the forecast that each is."""
    fields = {str(field): field for field in Results.fields}
    pairs = {f"shown_{name.removeprefix('forecast_')}": name for name in fields if name.startswith("forecast_")}
    pairs |= {f"shown_{name}": name for name in fields if name.startswith(("forecast", "chance"))}
    return {fields[shown]: fields[name] for shown, name in pairs.items() if shown in fields}
