"""Steps about the pooled forecast: what it rests on, what of the year has come, its bounds and its chance.

The forecast is a mixture of many small models; no short formula gives it. What a reader can check is told in numbers:
the months it looks at, the part of the year that has come, and what each month ahead counts.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from macros.steps.explaining.ahead import Ahead
from macros.steps.explaining.material import sources
from macros.steps.explaining.step import Input, Step
from macros.steps.explaining.subject import Subject, put, summed_up
from schemas.codes import Rule, Summary, Unit, Verdict
from schemas.fields import Field
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import Goals, Results
from schemas.text.periods import Grain
from udfs.forecasting.chances import borders
from udfs.forecasting.pooled import LARGEST_SPREAD
from udfs.forecasting.to_come import LEAST_GROWTH, MOST_GROWTH, STEADY
from udfs.goals.arrays import codes

COME, AHEAD = "year_come", "year_ahead"
"""Steps that are no columns of the results: what of the year has come, and the weight of what has not."""
_EVEN = 1e-12
_PLACES, _DIGITS = 4, 6


def is_of_model(about: Subject) -> bool:
    """Whether the leading forecast is the pooled one, of a year that is still to end."""
    return about.has(Results.BASED_ON_MONTHS) and not is_settled(about) and about.has(Results.FORECAST)


def is_settled(about: Subject) -> bool:
    """Whether the forecast is only the result: the year is over."""
    value = about.row.get(Results.FORECAST)
    return bool(about.row.get(Results.VERDICT) != Verdict.OPEN and value == about.row.get(Results.RESULT))


def model_steps(about: Subject) -> Iterator[Step]:
    """The months and goals behind the pooled forecast, what has come, the forecast, its bounds, its chance."""
    ahead = about.seen.ahead
    if about.has(Results.BASED_ON_MONTHS):
        yield _months(about, ahead)
        yield _goals(about)
    if about.has(Results.BASED_ON):
        few = not about.has(Results.BASED_ON_MONTHS)
        fields = (Results.RESULT, Results.FORECAST) if few else (Results.BASED_ON_MONTHS, Results.BASED_ON_GOALS)
        uses = [field for field in fields if about.has(field)]
        yield about.step(Results.BASED_ON, about.text("explain_based_on_few" if few else "explain_based_on"), uses=uses)
    if is_of_model(about):
        if ahead is not None:
            yield _come(about, ahead)
            yield _weights(about, ahead)
        yield _forecast(about, ahead)
    for field, key in (
        (Results.FORECAST_LOW, "explain_forecast_low"),
        (Results.FORECAST_HIGH, "explain_forecast_high"),
    ):
        if about.has(field):
            yield _bound(about, field, key)
    if about.has(Results.CHANCE):
        yield _chance(about, ahead)


def _months(about: Subject, ahead: Ahead | None) -> Step:
    """The figures that the forecast looks at."""
    formula = about.text("explain_based_on_months")
    if ahead is None:
        return about.step(Results.BASED_ON_MONTHS, formula, unit=Unit.COUNT)
    year = about.row[Results.AS_OF].year
    before = sum(int(each.period.grain) for each in ahead.rests_on if each.period.year < year)
    own = sum(int(each.period.grain) for each in ahead.rests_on if each.period.year >= year)
    inputs = sources(each.inputs for each in ahead.rests_on)
    worked = f"{before} + {own}" if about.close(before + own, Results.BASED_ON_MONTHS) else ""
    return about.step(Results.BASED_ON_MONTHS, formula, worked, inputs=inputs, unit=Unit.COUNT)


def _goals(about: Subject) -> Step:
    """The goals that taught the forecast how figures move."""
    how = about.words.word(Summary(about.summary))
    formula = about.text("explain_based_on_goals", summary=how.lower())
    key = "explain_taught" if about.learned else "explain_not_taught"
    told = {"sheet": about.words.sheet("learned")}
    told |= {"series": about.learned[0].shown} if about.learned else {}
    notes = [] if about.is_total else [about.text(key, **told)]
    inputs = [*about.cells(Goals.SUMMARY), *about.learned]
    uses = [Results.BASED_ON_MONTHS]
    return about.step(Results.BASED_ON_GOALS, formula, uses=uses, inputs=inputs, notes=notes, unit=Unit.COUNT)


def _plain(about: Subject, name: str, value: float, key: str, worked: str = "", **more: Sequence[object]) -> Step:
    """A step that is no column of the results."""
    told = f"{worked} = {about.words.number(value)}" if " " in worked else ""
    title = about.text(f"explain_title_{name}")
    shown = about.words.number(value)
    return Step(name, title, value, shown, about.text(key), told, **more)  # type: ignore[arg-type]  # named as a step


def _come(about: Subject, ahead: Ahead) -> Step:
    """What of the year's figure has come; its cells are the result's."""
    counted, summary, uses = about.seen.counted, about.summary, [Results.RESULT]
    if summary == Summary.SUM and counted:
        _, worked = summed_up(counted, summary, str(about.row[Results.UNIT]), about.words)
        return _plain(about, COME, ahead.come, "explain_come_sum", worked, uses=uses)
    if summary in {Summary.SUM, Summary.LAST}:
        key = "explain_come_last" if ahead.weights else "explain_come_last_final"
        return _plain(about, COME, ahead.come, key, uses=uses)
    gone, rest = (put(each, about.words) for each in (ahead.cases_come, ahead.cases_ahead))
    worked = f"{about.number(Results.RESULT)} × {gone} / ({gone} + {rest})"
    key = "explain_come_mean" if math.isnan(ahead.growth) else "explain_come_ratio"
    return _plain(about, COME, ahead.come, key, worked, uses=uses)


def _weights(about: Subject, ahead: Ahead) -> Step:
    """What each month ahead counts in the year's figure."""
    words, worked, inputs = about.words, "", list[Input]()
    notes = [*_months_ahead(about, ahead)]
    key = {Summary.SUM: "explain_ahead_sum", Summary.LAST: "explain_ahead_last"}.get(Summary(about.summary))
    if key is None:
        key = "explain_ahead_mean" if math.isnan(ahead.growth) else "explain_ahead_ratio"
        gone, rest = (put(each, words) for each in (ahead.cases_come, ahead.cases_ahead))
        worked = f"{rest} / ({gone} + {rest})"
    if key == "explain_ahead_ratio":
        notes.append(_growth(about, ahead))
        months = {(period.year - 1, period.index) for period, _ in ahead.weights}
        inputs = sources(
            each.inputs for each in about.seen.last_year if (each.period.year, each.period.index) in months
        )
    uses = [COME, Results.MONTHS_OF_GOAL]
    return _plain(about, AHEAD, ahead.weight, key, worked, uses=uses, inputs=inputs, notes=notes)


def _growth(about: Subject, ahead: Ahead) -> str:
    """What last year's cases are multiplied by; worked out where the months of both years are all there."""
    bounds = {"least": about.words.number(LEAST_GROWTH), "most": about.words.number(MOST_GROWTH)}
    growth = about.words.number(round(ahead.growth, _PLACES))
    before = {each.period.index: each for each in about.seen.last_year if each.period.grain is Grain.MONTH}
    both = [(each, before[each.period.index]) for each in about.seen.counted if each.period.index in before]
    now, then = (sum(pair[side].denominator for pair in both) for side in (0, 1))
    if then and math.isclose((now / then) ** (len(both) / (len(both) + STEADY)), ahead.growth):
        part = f"({put(now, about.words)} / {put(then, about.words)}) ^ ({len(both)} / {len(both) + STEADY:.0f})"
        growth = f"{part} = {growth}"
    return about.text("explain_growth", growth=growth, **bounds)


def _months_ahead(about: Subject, ahead: Ahead) -> Iterator[str]:
    """The months ahead with their weights: those in a row with one weight in one sentence."""
    for _, group in groupby(ahead.weights, key=lambda each: round(each[1] / _EVEN) * _EVEN):
        same = list(group)
        months = {"first": same[0][0], "last": same[-1][0], "weight": about.words.number(round(same[0][1], _DIGITS))}
        yield about.text("explain_month_ahead" if len(same) == 1 else "explain_months_ahead", **months)


def _forecast(about: Subject, ahead: Ahead | None) -> Step:
    """The forecast: what has come, and what the model expects of the months ahead."""
    uses: list[str] = [Results.BASED_ON_MONTHS, Results.BASED_ON_GOALS]
    if ahead is None:
        return about.step(Results.FORECAST, about.text("explain_forecast_model"), uses=uses)
    rest = about.figure(Results.FORECAST) - ahead.come
    worked = f"{put(ahead.come, about.words)} + {put(rest, about.words)}"
    notes = [about.text("explain_forecast_no_formula")]
    if ahead.weight > 0 and about.summary != Summary.LAST:
        level = put(rest / ahead.weight, about.words)
        told = {"rest": put(rest, about.words), "weight": about.words.number(ahead.weight), "level": level}
        notes.append(about.text("explain_rest_a_month", **told))
    formula = about.text("explain_forecast_model")
    return about.step(Results.FORECAST, formula, worked, uses=[COME, AHEAD, *uses], notes=notes)


def _bound(about: Subject, field: Field, key: str) -> Step:
    """A bound, and what the back-test has made of its distance."""
    if is_settled(about) and about.row[field] == about.row[Results.RESULT]:
        return about.step(field, about.text("explain_forecast_ended"), uses=[Results.RESULT])
    notes = [about.text("explain_bound_within")]
    if about.spread is not None:
        notes.append(_spread(about, about.spread))
    uses = [each for each in (Results.FORECAST, Results.BASED_ON_MONTHS, Results.BASED_ON_GOALS) if about.has(each)]
    return about.step(field, about.text(key), uses=[*uses, *_natural(about)], notes=notes)


def _spread(about: Subject, spread: float) -> str:
    if spread == 1.0:
        return about.text("explain_spread_none")
    told = {"spread": about.words.number(round(spread, _PLACES)), "most": about.words.number(LARGEST_SPREAD)}
    return about.text("explain_spread", **told)


def _natural(about: Subject) -> list[Field]:
    return [field for field in (Results.LOWEST, Results.HIGHEST) if about.has(field)]


def _chance(about: Subject, ahead: Ahead | None) -> Step:
    """The chance, and the border that the year must end on the good side of."""
    fields = (Results.RESULT, Results.TARGET, Results.TARGET_MAX, Results.FORECAST, Results.BASED_ON_MONTHS)
    uses: list[str] = [field for field in fields if about.has(field)]
    verdict = Verdict(about.row.get(Results.VERDICT) or Verdict.OPEN)
    if verdict is not Verdict.OPEN:
        step = about.step(Results.CHANCE, about.text(f"explain_chance_{verdict.value}"), uses=uses)
        return in_per_cent(about, step)
    border = _border(about, ahead) if ahead is not None else ""
    notes = [border] if border else []
    if ahead is not None and ahead.is_whole:
        notes.append(about.text("explain_half_unit"))
    if about.spread is not None:
        notes.append(_spread(about, about.spread))
    if about.figure(Results.CHANCE) in {0.0, 1.0}:
        notes.append(about.text("explain_chance_sure"))
    return in_per_cent(about, about.step(Results.CHANCE, about.text("explain_chance"), uses=uses, notes=notes))


def _border(about: Subject, ahead: Ahead) -> str:
    """Between which levels the year must end."""
    rule = codes([about.row[Results.RULE]], Rule)
    target, target_max = about.column(Results.TARGET), about.column(Results.TARGET_MAX)
    between = borders(rule, target, target_max, np.array([ahead.is_whole]))
    low, high = float(between.low[0]), float(between.high[0])
    told = {"low": about.words.number(low), "high": about.words.number(high)}
    if math.isfinite(low) and math.isfinite(high):
        return about.text("explain_border_band", **told)
    return about.text("explain_border_at_least" if math.isfinite(low) else "explain_border_at_most", **told)


def in_per_cent(about: Subject, step: Step) -> Step:
    """A step about a fraction, shown in per cent."""
    if not isinstance(step.value, float | int):
        return step
    return replace(step, shown=f"{about.words.number(round(step.value * HUNDRED_PER_CENT, 1))} %")
