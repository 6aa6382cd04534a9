"""The functions of the cells without Excel: what a cell hands over in, what it shows out. One small body each.

Named as the cells call them. Every argument is a scalar or a column, the result has their common shape, and what is
wrong with an argument is a sentence in its cell. What each does and takes stands in ``schemas/words/functions.toml``.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeAlias, TypeVar

import numpy as np

from schemas.codes import Basis, LevelPart, Light, Rule, Summary, Verdict, WhatIf, YearProfile, YesNo
from schemas.parameters import FAR_CHANCE, RED_CHANCE, YELLOW_CHANCE, usual
from schemas.text.periods import PeriodError, day_of_serial, month_of, parse_period
from udfs.cells.call import Call
from udfs.cells.goal_page import goal_page, levels_of
from udfs.economy import budget as budgets
from udfs.economy import complaints, services
from udfs.economy import reward as rewards
from udfs.economy.budget import BudgetCheck
from udfs.forecasting import methods as forecasts
from udfs.forecasting import of_range
from udfs.forecasting import required as needs
from udfs.forecasting.kernels import HISTORY
from udfs.forecasting.light_levels import LINES
from udfs.forecasting.what_if import Outcome, what_if
from udfs.goals import attainment as attainments
from udfs.goals import lights, targets
from udfs.goals.arrays import Codes, Figures, position
from udfs.goals.targets import MONTHS

Cells: TypeAlias = list[list[object]]
_Code = TypeVar("_Code", bound=StrEnum)
_LAST_YEAR = 2100  # a plain number up to here is a year; above it a date, as a spreadsheet stores one


def _of_figures(name: str, formula: Callable[..., Figures], **given: object) -> Cells:
    """A function of figures alone: its formula on its arguments, in their order."""
    call = Call(name, given)
    return call.answer(formula(*(call.figures(key) for key in given)))


def _last_day(cell: object, year: float) -> datetime | str:
    """The last day of the period in a cell, whose year may stand beside it; a blank for a blank."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        cell = str(int(cell)) if cell < _LAST_YEAR else day_of_serial(cell)
    if isinstance(cell, date):
        found = month_of(cell)
    elif cell is None or not str(cell).strip():
        return ""
    else:
        found = parse_period(str(cell), int(year) if np.isfinite(year) else None)
    return datetime.combine(found.last_day, time())


def TARGET_LEVEL(target, basis=None, baseline=None):
    call = Call("TARGET_LEVEL", {"target": target, "basis": basis, "baseline": baseline})
    by = call.codes("basis", Basis, Basis.ABSOLUTE)
    return call.answer(targets.target_level(by, call.figures("target"), call.figures("baseline")))


def _span(call: Call) -> Figures:
    """The months of a goal's validity: twelve where the cell is blank."""
    whole = call.figures("span", 1, MONTHS)
    return np.where(np.isnan(whole), float(MONTHS), whole)


def TARGET_TO_DATE(target, months, profile=None, baseline=None, last_year_to_date=None, last_year=None, span=None):
    given = {"target": target, "months": months, "profile": profile, "baseline": baseline}
    before = {"last_year_to_date": last_year_to_date, "last_year": last_year}
    call = Call("TARGET_TO_DATE", {**given, **before, "span": span})
    by, covered = call.codes("profile", YearProfile, YearProfile.LINEAR), call.figures("months", 0, MONTHS)
    whole = _span(call)
    share = targets.share_due(by, covered, call.figures("last_year_to_date"), call.figures("last_year"), whole)
    due = targets.target_to_date(by, call.figures("target"), call.figures("baseline"), covered, share, whole)
    # As in the follow-up: before the first month nothing is due but a level that holds all year.
    return call.answer(np.where((covered > 0) | (by == position(YearProfile.FLAT)), due, np.nan))


def DIFFERENCE(result, due, rule=None, due_max=None):
    call = Call("DIFFERENCE", {"result": result, "due": due, "rule": rule, "due_max": due_max})
    by = call.codes("rule", Rule, Rule.AT_LEAST)
    gap = attainments.difference(by, call.figures("result"), call.figures("due"), call.figures("due_max"))
    return call.answer(gap)


def ATTAINMENT(result, due, rule=None, due_max=None, basis=None, baseline_due=None):
    given = {"result": result, "due": due, "rule": rule, "due_max": due_max}
    call = Call("ATTAINMENT", {**given, "basis": basis, "baseline_due": baseline_due})
    by, stated = call.codes("rule", Rule, Rule.AT_LEAST), call.codes("basis", Basis, Basis.ABSOLUTE)
    figures = [call.figures(key) for key in ("result", "due", "due_max", "baseline_due")]
    return call.answer(attainments.attainment(by, stated, *figures))


def FORECAST(
    result, months, summary=None, profile=None, baseline=None,
    last_year_to_date=None, last_year=None, last_year_rest=None, lower=None, upper=None, counted=None, span=None,
):  # fmt: skip
    given = {"result": result, "months": months, "summary": summary, "profile": profile, "baseline": baseline}
    before = {"last_year_to_date": last_year_to_date, "last_year": last_year, "last_year_rest": last_year_rest}
    bounds = {"lower": lower, "upper": upper, "counted": counted, "span": span}
    call = Call("FORECAST", {**given, **before, **bounds})
    by, shape = call.codes("summary", Summary, Summary.SUM), call.codes("profile", YearProfile, YearProfile.FLAT)
    value, covered = call.figures("result"), call.figures("months", 0, MONTHS)
    whole, seen = _span(call), call.figures("counted", 0, MONTHS)
    seen = np.where(np.isnan(seen), covered, seen)
    by_rate = forecasts.run_rate(by, shape, value, covered, call.figures("baseline"), seen, whole)
    to_date, year, rest, least, most = (call.figures(key) for key in (*before, "lower", "upper"))
    floor, ceiling = np.where(np.isnan(least), -np.inf, least), np.where(np.isnan(most), np.inf, most)
    by_season = forecasts.seasonal(by, value, covered, to_date, year, rest, floor, ceiling, whole)
    return call.answer(forecasts.lead(by_season, np.clip(by_rate, floor, ceiling))[0])


def REQUIRED(target, result, months, summary=None, profile=None, span=None):
    given = {"target": target, "result": result, "months": months, "summary": summary, "profile": profile}
    call = Call("REQUIRED", {**given, "span": span})
    by, shape = call.codes("summary", Summary, Summary.SUM), call.codes("profile", YearProfile, YearProfile.FLAT)
    covered = call.figures("months", 0, MONTHS)
    return call.answer(needs.required(by, shape, call.figures("target"), call.figures("result"), covered, _span(call)))


def TRAFFIC_LIGHT(
    result, due, forecast, target, tolerance, rule=None, target_max=None, due_max=None, alternative=None,
    impossible=None, verdict=None, chance=None, red_chance=None, far_chance=None, yellow_chance=None,
    undecided=None,
):  # fmt: skip
    given = {"result": result, "due": due, "forecast": forecast, "target": target, "tolerance": tolerance}
    bounds = {"rule": rule, "target_max": target_max, "due_max": due_max, "alternative": alternative}
    decided = {"impossible": impossible, "verdict": verdict, "chance": chance, "undecided": undecided}
    limits = {RED_CHANCE: red_chance, FAR_CHANCE: far_chance, YELLOW_CHANCE: yellow_chance}
    call = Call("TRAFFIC_LIGHT", {**given, **bounds, **decided, **limits})
    by = np.broadcast_to(call.codes("rule", Rule, Rule.AT_LEAST), call.shape)
    keys = ("result", "due", "due_max", "target", "target_max", "forecast", "alternative")
    value, now, now_max, year, year_max, ahead, other = call.same_shape(*(call.figures(key) for key in keys))
    never, blocked = (
        np.broadcast_to(call.codes(key, YesNo, YesNo.NO) == position(YesNo.YES), call.shape)
        for key in ("impossible", "undecided")
    )
    allowed = call.figures("tolerance", 0, 1)
    known = np.broadcast_to(call.codes("verdict", Verdict, Verdict.OPEN), call.shape)
    standing = lights.Standing(
        rule=by, result=value, paced=value, due=now, due_max=now_max, target=year, target_max=year_max, forecast=ahead,
        alternative=other, chance=call.figures("chance", 0, 1), impossible=never, tolerance=allowed, decided=known,
        undecided=blocked,
    )  # fmt: skip
    borders = (_usual(call.figures(key, 0, 1), usual(key)) for key in limits)
    why = lights.traffic_light(standing, lights.Thresholds(*borders))
    # The follow-up has checked that a goal has these; a cell may lack them, and a light must not be guessed.
    half_a_band = np.isnan(year_max) | (~np.isnan(now) & np.isnan(now_max))
    unknown = np.isnan(allowed) | ((by == position(Rule.BAND)) & half_a_band)
    shown = np.where(unknown, position(Light.NONE), lights.lights(why))
    return call.words_of(shown, [call.words.word(light) for light in Light])


def _usual(value: Figures, otherwise: float) -> Figures:
    return np.where(np.isnan(value), otherwise, value)


def LIGHT_SYMBOL(light):
    call = Call("LIGHT_SYMBOL", {"light": light})
    return call.words_of(call.codes("light", Light, Light.NONE), [call.words.symbol(each) for each in Light])


def BUDGET_USE(actual, budget):
    return _of_figures("BUDGET_USE", budgets.budget_use, actual=actual, budget=budget)


def BUDGET_CHECK(use, floor=None, ceiling=None):
    call = Call("BUDGET_CHECK", {"use": use, "floor": floor, "ceiling": ceiling})
    check = budgets.budget_check(call.figures("use"), call.figures("floor"), call.figures("ceiling"))
    return call.words_of(check, [call.words.text(f"budget_{each}") for each in BudgetCheck])


def FORECAST_ACCURACY(forecast, accounts):
    return _of_figures("FORECAST_ACCURACY", budgets.forecast_deviation, forecast=forecast, accounts=accounts)


def COMPLAINT_POINTS(upheld, partly, points_upheld, points_partly):
    given = {"upheld": upheld, "partly": partly, "points_upheld": points_upheld, "points_partly": points_partly}
    call = Call("COMPLAINT_POINTS", given)
    points = complaints.complaint_points(*(call.figures(key) for key in given))
    return call.answer(np.where(call.is_suppressed("upheld") | call.is_suppressed("partly"), np.nan, points))


def UNIT_COST(cost, activity):
    return _of_figures("UNIT_COST", services.unit_cost, cost=cost, activity=activity)


def PRICE_VARIANCE(unit_price, activity, cost):
    given = {"unit_price": unit_price, "activity": activity, "cost": cost}
    return _of_figures("PRICE_VARIANCE", services.price_variance, **given)


def VOLUME_VARIANCE(unit_price, budgeted, activity):
    given = {"unit_price": unit_price, "budgeted": budgeted, "activity": activity}
    return _of_figures("VOLUME_VARIANCE", services.volume_variance, **given)


def REWARD(persons, expected, rate, attainment=None, activity=None):
    given = {"persons": persons, "expected": expected, "rate": rate}
    call = Call("REWARD", {**given, "attainment": attainment, "activity": activity})
    whole = rewards.reward(*(call.figures(key) for key in given))
    if not (call.is_given("attainment") or call.is_given("activity")):
        return call.answer(whole)
    share = rewards.reward_share(call.figures("attainment"), call.figures("activity"))
    # A centre whose figure never be read must not have its part shared out among the others.
    return call.answer(np.where(call.is_wrong, np.nan, whole * share))


def PERIOD_END(period, year=None):
    call = Call("PERIOD_END", {"period": period, "year": year})
    return call.each("period", call.figures("year"), _last_day, PeriodError, "cell_not_period")


def CHANCE(figures, history, target, rule=None, summary=None, target_max=None, lower=None, upper=None):
    given = {"figures": figures, "history": history, "target": target, "rule": rule, "summary": summary}
    call = Call("CHANCE", {**given, "target_max": target_max, "lower": lower, "upper": upper}, _RANGES)
    call.single()
    by = _code(call.codes("rule", Rule, Rule.AT_LEAST), Rule)
    floor, ceiling = (float(call.figures(key).item()) for key in ("target", "target_max"))
    return call.answer(np.full((1, 1), of_range.chance_of(_year_of(call, floor), by, floor, ceiling)))


def INTERVAL_LOW(figures, history=None, summary=None, lower=None, upper=None):
    return _interval("INTERVAL_LOW", 0, figures, history, summary, lower, upper)


def INTERVAL_HIGH(figures, history=None, summary=None, lower=None, upper=None):
    return _interval("INTERVAL_HIGH", 1, figures, history, summary, lower, upper)


_RANGES = ("figures", "history")


def _interval(name: str, side: int, *given: object) -> Cells:
    call = Call(name, dict(zip((*_RANGES, "summary", "lower", "upper"), given, strict=True)), _RANGES)
    call.single()
    return call.answer(np.full((1, 1), of_range.interval_of(_year_of(call))[side]))


def _year_of(call: Call, target: float = np.nan) -> of_range.Year:
    """The year of a range of months, and of those before them."""
    months, history = call.series("figures", MONTHS), call.series("history", HISTORY)
    missing = np.full(MONTHS - len(months), np.nan)
    summary = _code(call.codes("summary", Summary, Summary.SUM), Summary)
    lower, upper = (float(call.figures(key).item()) for key in ("lower", "upper"))
    return of_range.year_of(np.concatenate([months, missing]), history, summary, lower, upper, target)


def _code(numbers: Codes, enumeration: type[_Code]) -> _Code:
    return list(enumeration)[int(numbers.item())]


def WHAT_IF(today, change, part):
    call = Call("WHAT_IF", {"today": today, "change": change, "part": part}, _PAGE)
    call.single()
    page, wanted = goal_page(call, *_PAGE), _code(call.codes("part", WhatIf, WhatIf.LIGHT), WhatIf)
    if page.wrong:
        return [[page.wrong]]
    outcome = what_if(page.standing, page.change)
    if wanted is WhatIf.LIGHT:
        return _light(call, outcome, 0)
    # The other lines of the page are what the goal is, and stay.
    return call.answer(getattr(outcome, wanted, _NOTHING)[:, None])


def LIGHT_LEVEL(today, change, line, part):
    call = Call("LIGHT_LEVEL", {"today": today, "change": change, "line": line, "part": part}, _PAGE)
    call.single()
    page, wanted = goal_page(call, *_PAGE), _code(call.codes("part", LevelPart, LevelPart.REST), LevelPart)
    at = call.figures("line", 1, LINES).item()
    levels = None if page.wrong else levels_of(page)
    row = int(at) - 1 if levels is not None and 1 <= at <= len(levels.is_border) else None
    if page.wrong or levels is None or row is None:
        return call.with_messages(np.array([[page.wrong]], dtype=object))
    if wanted is LevelPart.LIGHT or (wanted is LevelPart.BORDER and levels.is_border[row]):
        [[light]] = _light(call, levels.outcome, row)
        return [[call.words.text("light_border", light=light) if wanted is LevelPart.BORDER else light]]
    return call.answer(getattr(levels.outcome, wanted, np.full(row + 1, np.nan))[row : row + 1, None])


_PAGE = ("today", "change")
_NOTHING = np.array([np.nan])


def _light(call: Call, outcome: Outcome, row: int) -> Cells:
    return call.words_of(outcome.light[row : row + 1, None], [call.words.light(light) for light in Light])
