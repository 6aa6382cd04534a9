"""Steps about the year's end: the two simple methods, and what the rest of the year must deliver.

The two methods are recognised by their outcome and are worked out; the pooled forecast has its own steps.
"""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from macros.steps.explaining.material import sources
from macros.steps.explaining.model_steps import is_of_model, is_settled
from macros.steps.explaining.step import Input, Step
from macros.steps.explaining.subject import Subject, put
from schemas.codes import Rule, Summary, Unit, YearProfile
from schemas.fields import Field
from schemas.tables import Results
from schemas.text.periods import Grain
from udfs.forecasting.required import which_reached
from udfs.goals.arrays import codes

_CLOSE = 1e-9


def bound_steps(about: Subject) -> Iterator[Step]:
    """The least and the greatest figure that there can be, past which nothing is forecast or required."""
    for field in _bounded(about):
        yield about.step(field, about.text("explain_bounds"), inputs=about.catalogue)


def method_steps(about: Subject) -> Iterator[Step]:
    """The forecasts of the simple methods, and the leading one where it is not the pooled one."""
    leading = () if is_of_model(about) else (Results.FORECAST,)
    for field in (*leading, Results.FORECAST_RUN_RATE, Results.FORECAST_SEASONAL):
        if about.has(field):
            yield _forecast(about, field)


def rest_steps(about: Subject) -> Iterator[Step]:
    """What the rest of the year must deliver, how often that has been reached, and whether it can be."""
    for field, target in ((Results.REQUIRED, Results.TARGET), (Results.REQUIRED_MAX, Results.TARGET_MAX)):
        if about.has(field):
            yield _required(about, field, target)
    yield from _reached(about)
    if about.has(Results.IMPOSSIBLE):
        yield _impossible(about)


def _reached(about: Subject) -> Iterator[Step]:
    """Which of the figures that the forecast looks at have had the level that is required."""
    if not about.has(Results.REQUIRED_OF):
        return
    needed = [field for field in (Results.REQUIRED, Results.REQUIRED_MAX) if about.has(field)]
    counted, had, lacked = list[Input](), list[Input](), list[Input]()
    ahead = about.seen.ahead
    if ahead is not None:
        rule = codes([about.row[Results.RULE]], Rule)
        need, need_max = about.column(Results.REQUIRED), about.column(Results.REQUIRED_MAX)
        has, counts = which_reached(ahead.series, rule, np.array([_is_stock(about)]), need, need_max)
        every = list(zip(ahead.rests_on, has, counts, strict=True))
        counted = sources(each.inputs for each, _, does in every if does)
        had = sources(each.inputs for each, did, _ in every if did)
        why = about.text("explain_not_reached")
        missed = (each.inputs for each, did, does in every if does and not did)
        lacked = [replace(each, why_not=why) for each in sources(missed)]
    key = "explain_required_of_stock" if _is_stock(about) else "explain_required_of"
    yield about.step(Results.REQUIRED_OF, about.text(key), uses=needed, inputs=counted, unit=Unit.COUNT)
    is_sum = about.summary == Summary.SUM
    is_longer = is_sum and ahead is not None and any(each.period.grain is not Grain.MONTH for each in ahead.rests_on)
    yield about.step(
        Results.REQUIRED_REACHED,
        about.text("explain_required_reached_stock" if _is_stock(about) else "explain_required_reached"),
        uses=[*needed, Results.REQUIRED_OF],
        inputs=had,
        left_out=lacked,
        notes=[about.text("explain_month_of_sum")] if is_longer else [],
        unit=Unit.COUNT,
    )
    if about.has(Results.REACHED):
        uses = [Results.REQUIRED_REACHED, Results.REQUIRED_OF]
        yield about.step(Results.REACHED, about.text("explain_reached"), uses=uses)


def _forecast(about: Subject, field: Field) -> Step:
    value = about.figure(field)
    bounds = _bounds(about)
    if (field == Results.FORECAST and is_settled(about)) or about.row[Results.RULE] == Rule.MILESTONE:
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
    return about.step(field, about.text("explain_forecast_other"), uses=uses)


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
    uses = uses or [field for field in (Results.RESULT, Results.TARGET) if about.has(field)]
    return Step(
        str(Results.IMPOSSIBLE),
        words.title(Results, Results.IMPOSSIBLE),
        value,
        words.show(Results.IMPOSSIBLE, value),
        formula,
        uses=[*uses, *_bounded(about)],
    )
