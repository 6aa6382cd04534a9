"""Steps about the result: its months, its observations, the year before, and how it lies to the target to date."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from macros.steps.explaining.figure import Figure
from macros.steps.explaining.material import sources
from macros.steps.explaining.step import Input, Step
from macros.steps.explaining.subject import Subject, put, summed_up
from macros.steps.explaining.target_steps import is_band
from schemas.codes import Basis, Rule, Summary, Unit
from schemas.fields import Field
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import Goals, Results
from schemas.text.periods import MONTHS_A_YEAR
from udfs.goals.arrays import less

_TWO = "2"
_CLOSE = 1e-9


def result_steps(about: Subject) -> Iterator[Step]:
    """The months and the result; last year's figures; difference, attainment and share of the year."""
    if about.has(Results.MONTHS_OF_GOAL):
        days = [*about.cells(Goals.VALID_FROM), *about.cells(Goals.VALID_TO)]
        formula = about.text("explain_months_of_goal")
        yield about.step(Results.MONTHS_OF_GOAL, formula, inputs=days, unit=Unit.COUNT)
    yield _result(about)
    yield from _months(about)
    yield from _last_year(about)


def comparison_steps(about: Subject) -> Iterator[Step]:
    """How the result lies to the target to date."""
    if about.has(Results.DIFFERENCE):
        yield _difference(about)
    if about.has(Results.FAVOURABLE):
        formula = about.text("explain_favourable", rule=about.words.word(Rule(about.row[Results.RULE])))
        value = str(about.row[Results.FAVOURABLE])
        shown = about.words.show(Results.FAVOURABLE, value)
        title = about.words.title(Results, Results.FAVOURABLE)
        inputs = about.cells(Goals.RULE)
        yield Step("favourable", title, value, shown, formula, uses=[Results.DIFFERENCE], inputs=inputs)
    if about.has(Results.ATTAINMENT):
        yield _attainment(about)
    if about.has(Results.SHARE_OF_YEAR):
        worked = f"{about.number(Results.RESULT)} / {about.number(Results.TARGET)}"
        uses = [Results.RESULT, Results.TARGET]
        yield _fraction(about, Results.SHARE_OF_YEAR, about.text("explain_share_of_year"), worked, uses)


def _months(about: Subject) -> Iterator[Step]:
    """The months that have gone by at the goal's last figure, and those with a figure."""
    last = sources(each.inputs for each in about.seen.counted[-1:])
    if about.has(Results.MONTHS):
        uses = [Results.MONTHS_OF_GOAL]
        yield about.step(Results.MONTHS, about.text("explain_months"), inputs=last, uses=uses, unit=Unit.COUNT)
    if about.has(Results.MONTHS_COUNTED):
        formula = about.text("explain_months_counted")
        uses = [Results.MONTHS_OF_GOAL, Results.RESULT]
        yield about.step(Results.MONTHS_COUNTED, formula, uses=uses, unit=Unit.COUNT)


def _why_not(about: Subject) -> list[Input]:
    return [replace(each, why_not=about.text(why)) for figure, why in about.seen.left_out for each in figure.inputs]


def _result(about: Subject) -> Step:
    counted = about.seen.counted
    left_out = _why_not(about)
    if not counted or not about.has(Results.RESULT):
        key = "explain_result_elsewhere" if about.has(Results.RESULT) else "explain_no_result"
        return about.step(Results.RESULT, about.text(key), left_out=left_out)
    key, worked = summed_up(counted, about.summary, str(about.row[Results.UNIT]), about.words)
    shown = [counted[-1]] if about.summary == Summary.LAST else counted
    is_simple = about.summary == Summary.RATIO and key != "explain_ratio"
    notes = [about.text("note_simple")] if is_simple else []
    notes += [*_rebuilt(about, shown)]
    inputs = [*sources(each.inputs for each in shown), *about.cells(Goals.SUMMARY)]
    return about.step(Results.RESULT, about.text(key), worked, inputs=inputs, left_out=left_out, notes=notes)


def _rebuilt(about: Subject, figures: Sequence[Figure]) -> Iterator[str]:
    """How a total's figures are put together from its members', period by period."""
    for each in figures if about.is_total else ():
        if each.has_parts:
            above, below = ([one.parts[side] for one in each.inputs if one.parts] for side in (0, 1))
            sums = {"above": _sum(above, each.numerator, about), "below": _sum(below, each.denominator, about)}
            yield about.text("explain_parts_of_members", period=each.period, **sums)
            continue
        values = [float(str(one.value)) for one in each.inputs if one.value is not None]
        if len(values) > 1:
            is_sum = math.isclose(sum(values), each.value, rel_tol=_CLOSE, abs_tol=_CLOSE)
            told = _sum(values, each.value, about) if is_sum else _mean(values, each.value, about)
            yield about.text("explain_of_members", period=each.period, told=told)


def _sum(values: Sequence[float | None], total: float, about: Subject) -> str:
    parts = " + ".join(put(value, about.words) for value in values if value is not None)
    return f"{parts} = {put(total, about.words)}"


def _mean(values: Sequence[float], mean: float, about: Subject) -> str:
    parts = " + ".join(put(value, about.words) for value in values)
    return f"({parts}) / {len(values)} = {put(mean, about.words)}"


def _last_year(about: Subject) -> Iterator[Step]:
    """The year before, as far as the target or a forecast needs it."""
    whole = about.seen.last_year
    ends = about.seen.ends - MONTHS_A_YEAR
    now = {month - MONTHS_A_YEAR for each in about.seen.counted for month in _months_in(each)}
    is_last = about.summary == Summary.LAST
    gone = [each for each in whole if (each.period.last_month == ends if is_last else each.period.last_month <= ends)]
    same = gone if is_last else [each for each in whole if set(_months_in(each)) <= now]
    rest = (
        [each for each in whole if not set(_months_in(each)) <= now]
        if is_last
        else [each for each in whole if each.period.first_month > ends]
    )
    for field, key, figures in (
        (Results.LAST_YEAR, "explain_last_year", whole),
        (Results.LAST_YEAR_TO_DATE, "explain_last_year_to_date", gone),
        (Results.LAST_YEAR_COUNTED, "explain_last_year_counted", same),
        (Results.LAST_YEAR_REST, "explain_last_year_rest", rest),
    ):
        if about.has(field) and figures:
            how, worked = summed_up(figures, about.summary, str(about.row[Results.UNIT]), about.words)
            formula = about.text("explain_last_year_how", what=about.text(key), how=about.text(how))
            yield about.step(field, formula, worked, inputs=sources(each.inputs for each in figures))


def _months_in(figure: Figure) -> range:
    return range(figure.period.first_month, figure.period.last_month + 1)


def _difference(about: Subject) -> Step:
    result, due = about.number(Results.RESULT), about.number(Results.TARGET_TO_DATE)
    uses: list[Field] = [Results.RESULT, Results.TARGET_TO_DATE]
    if not is_band(about):
        return about.step(
            Results.DIFFERENCE, about.text("explain_difference"), f"{result} - {due}", uses=uses, sign=True
        )
    uses.append(Results.TARGET_TO_DATE_MAX)
    gap = about.figure(Results.DIFFERENCE)
    worked = f"{result} - {due if gap < 0 else about.number(Results.TARGET_TO_DATE_MAX)}" if gap else ""
    return about.step(Results.DIFFERENCE, about.text("explain_difference_band"), worked, uses=uses, sign=True)


def _attainment(about: Subject) -> Step:
    uses: list[Field] = [Results.RESULT, Results.TARGET_TO_DATE]
    result, due = (about.figure(name) for name in uses)
    shown_result, shown_due = (about.number(name) for name in uses)
    rule = Rule(about.row[Results.RULE])
    if _is_measured_from_baseline(about, rule):
        base = about.number(Results.BASELINE_TO_DATE)
        uses.append(Results.BASELINE_TO_DATE)
        worked = f"({shown_result} - {base}) / ({shown_due} - {base})"
        return _fraction(about, Results.ATTAINMENT, about.text("explain_attainment_change"), worked, uses)
    worked = f"{shown_result} / {shown_due}"
    key = f"explain_attainment_{rule.value}"
    if rule is Rule.AT_MOST:
        worked = f"{_TWO} - {worked}" if result <= float(_TWO) * due else ""
    elif rule is Rule.MILESTONE:
        worked = ""
    elif rule is Rule.BAND:
        above = about.figure(Results.TARGET_TO_DATE_MAX)
        uses.append(Results.TARGET_TO_DATE_MAX)
        if less(above, result):
            worked = f"{_TWO} - {shown_result} / {about.number(Results.TARGET_TO_DATE_MAX)}"
        elif not less(result, due):
            worked = ""
    return _fraction(about, Results.ATTAINMENT, about.text(key), worked, uses)


def _is_measured_from_baseline(about: Subject, rule: Rule) -> bool:
    """Whether a change asks for a move from the baseline, and not only for a ceiling on it."""
    if about.row.get(Results.BASIS) not in {Basis.CHANGE_PCT, Basis.CHANGE_POINTS}:
        return False
    base, due = about.figure(Results.BASELINE_TO_DATE), about.figure(Results.TARGET_TO_DATE)
    moves_up = rule is Rule.AT_LEAST and bool(less(base, due))
    return moves_up or (rule is Rule.AT_MOST and bool(less(due, base)))


def _fraction(about: Subject, field: Field, formula: str, worked: str, uses: Sequence[Field]) -> Step:
    """A step about a fraction, which the sheets show in per cent."""
    step = about.step(field, formula, worked, uses=[*uses])
    value = about.figure(field)
    return replace(step, shown=f"{about.words.number(round(value * HUNDRED_PER_CENT, 1))} %")
