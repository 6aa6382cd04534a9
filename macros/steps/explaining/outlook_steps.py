"""Steps about the year's end: each forecast that the results have, and what the rest of the year must deliver.

The forecasts are listed as the results hold them: a field that is named below and has a figure is a step.
The two simple methods are recognised by their outcome and are worked out; any other forecast is the model's.
"""

import math
from collections.abc import Iterator

import numpy as np

from macros.steps.explaining.step import Step
from macros.steps.explaining.subject import Subject, put
from schemas.codes import Rule, Summary, Verdict, YearProfile
from schemas.fields import Field
from schemas.tables import Results

_FORECASTS = ("forecast", "forecast_alternative", "forecast_run_rate", "forecast_seasonal")
_OF_MODEL = {
    "forecast_low": "explain_forecast_low",
    "forecast_high": "explain_forecast_high",
    "chance": "explain_chance",
    "required_reached": "explain_required_reached",
    "to_next_light": "explain_to_next_light",
}
"""Figures beside the model's forecast, each with its sentence."""
_CLOSE = 1e-9


def bound_steps(about: Subject) -> Iterator[Step]:
    """The least and the greatest figure that there can be, past which nothing is forecast or required."""
    for field in _bounded(about):
        yield about.step(field, about.text("explain_bounds"), inputs=about.catalogue)


def outlook_steps(about: Subject) -> Iterator[Step]:
    """The forecasts, what the model says beside them, and what is required."""
    fields = {str(field): field for field in Results.fields}
    for name in _FORECASTS:
        if name in fields and about.has(name):
            yield _forecast(about, fields[name])
    for name, key in _OF_MODEL.items():
        if name in fields and about.has(name):
            uses = [
                each for each in (Results.RESULT, Results.MONTHS, Results.FORECAST, Results.TARGET) if about.has(each)
            ]
            yield about.step(fields[name], about.text(key), uses=uses)
    for field, target in ((Results.REQUIRED, Results.TARGET), (Results.REQUIRED_MAX, Results.TARGET_MAX)):
        if about.has(field):
            yield _required(about, field, target)
    if about.has(Results.IMPOSSIBLE):
        yield _impossible(about)


def _forecast(about: Subject, field: Field) -> Step:
    value = about.figure(field)
    bounds = _bounds(about)
    ended = about.row.get(Results.VERDICT) != Verdict.OPEN and value == about.row.get(Results.RESULT)
    if ended or about.row[Results.RULE] == Rule.MILESTONE:
        formula = about.text("explain_forecast_ended")
        return about.step(field, formula, uses=[Results.RESULT])
    for method in (_seasonal, _run_rate):
        key, worked, outcome, uses = method(about)
        if worked and math.isclose(outcome, value, rel_tol=_CLOSE, abs_tol=_CLOSE):
            return about.step(field, about.text(key), worked, uses=uses)
        if worked and math.isclose(float(np.clip(outcome, *bounds)), value, rel_tol=_CLOSE, abs_tol=_CLOSE):
            notes = [about.text("explain_bounded", outcome=put(outcome, about.words))]
            return about.step(field, about.text(key), uses=[*uses, *_bounded(about)], notes=notes)
    fields = (
        Results.RESULT,
        Results.MONTHS,
        Results.MONTHS_COUNTED,
        Results.TARGET,
        Results.LAST_YEAR,
        Results.BASELINE,
    )
    uses = [name for name in fields if about.has(name)]
    return about.step(field, about.text("explain_forecast_model"), uses=uses)


def _bounds(about: Subject) -> tuple[float, float]:
    low, high = Results.LOWEST, Results.HIGHEST
    return (
        about.figure(low) if about.has(low) else -math.inf,
        about.figure(high) if about.has(high) else math.inf,
    )


def _bounded(about: Subject) -> list[Field]:
    return [field for field in (Results.LOWEST, Results.HIGHEST) if about.has(field)]


_Method = tuple[str, str, float, list[Field]]
"""A method's sentence, it with the figures put in, its outcome, what it uses; blank where it cannot be worked out."""


def _run_rate(about: Subject) -> _Method:
    """The year so far carried to its end."""
    result, gone, seen, span = (
        about.figure(field)
        for field in (Results.RESULT, Results.MONTHS, Results.MONTHS_COUNTED, Results.MONTHS_OF_GOAL)
    )
    told = about.number(Results.RESULT)
    months: list[Field] = [Results.RESULT, Results.MONTHS, Results.MONTHS_OF_GOAL]
    if about.summary == Summary.SUM and seen:
        worked = f"{told} × {span:.0f} / {seen:.0f}"
        return "explain_run_rate_sum", worked, result * span / seen, [*months, Results.MONTHS_COUNTED]
    if _is_stock(about):
        if not about.has(Results.BASELINE) or not gone:
            return "explain_run_rate_stock", "", 0.0, []
        base = about.figure(Results.BASELINE)
        worked = f"{told} + ({told} - {put(base, about.words)}) / {gone:.0f} × ({span:.0f} - {gone:.0f})"
        outcome = result + (result - base) / gone * (span - gone)
        return "explain_run_rate_stock", worked, outcome, [*months, Results.BASELINE]
    return "explain_run_rate_level", told, result, [Results.RESULT]


def _seasonal(about: Subject) -> _Method:
    """The rest of the year as last year's rest."""
    needed: list[Field] = [Results.LAST_YEAR_COUNTED, Results.LAST_YEAR]
    if not all(map(about.has, needed)):
        return "explain_seasonal_sum", "", 0.0, []
    result, before, year = (about.figure(field) for field in (Results.RESULT, *needed))
    told, told_before, told_year = (about.number(field) for field in (Results.RESULT, *needed))
    if about.summary == Summary.SUM:
        if not before:
            return "explain_seasonal_sum", "", 0.0, []
        worked = f"{told} × {told_year} / {told_before}"
        return "explain_seasonal_sum", worked, result * year / before, [Results.RESULT, *needed]
    if about.summary == Summary.LAST:
        worked = f"{told} + {told_year} - {told_before}"
        return "explain_seasonal_last", worked, result + year - before, [Results.RESULT, *needed]
    if not about.has(Results.LAST_YEAR_REST):
        return "explain_seasonal_level", "", 0.0, []
    rest, gone, span = (
        about.figure(field) for field in (Results.LAST_YEAR_REST, Results.MONTHS, Results.MONTHS_OF_GOAL)
    )
    level = float(np.clip(rest + result - before, *_bounds(about)))
    is_inside = math.isclose(level, rest + result - before, abs_tol=_CLOSE)
    told_rest = f"({put(rest, about.words)} + {told} - {told_before})" if is_inside else put(level, about.words)
    worked = f"({gone:.0f} × {told} + ({span:.0f} - {gone:.0f}) × {told_rest}) / {span:.0f}"
    uses: list[Field] = [Results.RESULT, Results.MONTHS, Results.MONTHS_OF_GOAL, needed[0], Results.LAST_YEAR_REST]
    return "explain_seasonal_level", worked, (gone * result + (span - gone) * level) / span, uses


def _is_stock(about: Subject) -> bool:
    return about.summary == Summary.LAST and about.row.get(Results.PROFILE) == YearProfile.PATH


def _required(about: Subject, field: Field, level: Field) -> Step:
    target, result = about.number(level), about.number(Results.RESULT)
    gone, span = (f"{about.figure(name):.0f}" for name in (Results.MONTHS, Results.MONTHS_OF_GOAL))
    uses = [level, Results.RESULT, Results.MONTHS, Results.MONTHS_OF_GOAL]
    if about.summary == Summary.SUM:
        return about.step(
            field, about.text("explain_required_sum"), f"({target} - {result}) / ({span} - {gone})", uses=uses
        )
    if _is_stock(about):
        worked = f"({target} - {result}) / ({span} - {gone})"
        return about.step(field, about.text("explain_required_stock"), worked, uses=uses)
    if about.summary == Summary.LAST:
        return about.step(field, about.text("explain_required_last"), target, uses=[level])
    worked = f"({span} × {target} - {gone} × {result}) / ({span} - {gone})"
    return about.step(field, about.text("explain_required_level"), worked, uses=uses)


def _impossible(about: Subject) -> Step:
    """Whether what is required lies past a natural bound of the measure."""
    words = about.words
    value = str(about.row[Results.IMPOSSIBLE])
    bounds = [words.number(each) if math.isfinite(each) else "–" for each in _bounds(about)]
    formula = about.text("explain_impossible", lowest=bounds[0], highest=bounds[1])
    uses = [field for field in (Results.REQUIRED, Results.REQUIRED_MAX) if about.has(field)]
    return Step(
        str(Results.IMPOSSIBLE),
        words.title(Results, Results.IMPOSSIBLE),
        value,
        words.show(Results.IMPOSSIBLE, value),
        formula,
        uses=[*uses, *_bounded(about)],
    )
