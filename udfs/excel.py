"""The functions of the cells. Each is a thin wrapper: its arithmetic stands in the other files of this folder.

The one place in ``udfs`` that knows xlwings. In a workbook with macros the functions are called ``RK_...`` and run in
xlwings' COM server; from a server ``RK.…``. Help texts stand in ``schemas/functions.toml``. Every argument
is a scalar or a column, the result spills in the same shape, and what is wrong is a sentence in the cell.

Values cross xlwings unconverted (``raw``): its own conversion asks cell by cell whether a value comes from a browser's
Python, by an import that fails each time, which makes a column of 100,000 rows ten times slower.
"""

import functools
import logging
import os
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeAlias

import numpy as np
import xlwings as xw

from schemas.codes import Basis, Light, Profile, Rule, Summary, YesNo
from schemas.functions import function_words
from schemas.periods import PeriodError, day_of_serial, month_of, parse_period
from schemas.vocabulary import DEFAULT_LANGUAGE, words
from udfs import attainment as attainments
from udfs import budget as budgets
from udfs import complaints, lights, services, targets
from udfs import forecast as forecasts
from udfs import reward as rewards
from udfs.arrays import Figures, position
from udfs.budget import BudgetCheck
from udfs.cells import ArgumentError, Call
from udfs.targets import MONTHS

Cells: TypeAlias = list[list[object]]
LANGUAGE_VARIABLE = "RESULTATKONTRAKT_LANGUAGE"
WORDS = words(os.environ.get(LANGUAGE_VARIABLE, DEFAULT_LANGUAGE))
_LOG = logging.getLogger("resultatkontrakt.functions")
ON_SERVER = os.environ.get("XLWINGS_ON_SERVER") == "true"  # as xlwings itself tells
_DATES = frozenset({"PERIOD_END"})  # on the desktop xlwings hands dates over; the server's own route does it there
_LAST_YEAR = 2100  # a plain number up to here is a year; above it a date, as a spreadsheet stores one


def _cell_function(body: Callable[..., Cells]) -> Callable[..., Cells]:
    """Register a function with xlwings, its help from the vocabulary, and keep every error a sentence."""
    described = function_words(body.__name__, WORDS)
    least, most = described.required, len(described.arguments)

    @functools.wraps(body)
    def guarded(*given: object) -> Cells:
        if not least <= len(given) <= most:
            return [[WORDS.text("cell_arguments", function=body.__name__, least=least, most=most)]]
        try:
            with np.errstate(all="ignore"):  # a figure out of bounds shows as a blank
                return body(*given)
        except ArgumentError as error:
            return [[WORDS.text(error.key, **error.details)]]
        except Exception:  # a cell must never show a traceback; the log holds it
            _LOG.exception("%s failed", body.__name__)
            return [[WORDS.text("cell_unexpected")]]

    guarded.__doc__ = described.help
    function: Any = xw.func(guarded)
    for argument in described.arguments:
        function = xw.arg(argument.key, "raw", doc=argument.help)(function)
    if body.__name__ not in _DATES or ON_SERVER:
        function = xw.ret("raw")(function)
    for known, argument in zip(getattr(function, "__xlfunc__", {}).get("args", ()), described.arguments, strict=False):
        known["name"] = argument.name  # what Excel shows; xlwings itself goes by position
    return function  # type: ignore[no-any-return]  # xlwings' decorators keep the type, but do not say so


def _of_figures(name: str, formula: Callable[..., Figures], **given: object) -> Cells:
    """A function of figures alone: its formula on its arguments, in their order."""
    call = Call(name, WORDS, given)
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


@_cell_function
def TARGET_LEVEL(target, basis=None, baseline=None):
    call = Call("TARGET_LEVEL", WORDS, {"target": target, "basis": basis, "baseline": baseline})
    by = call.codes("basis", Basis, Basis.ABSOLUTE)
    return call.answer(targets.target_level(by, call.figures("target"), call.figures("baseline")))


@_cell_function
def TARGET_TO_DATE(target, months, profile=None, baseline=None, last_year_to_date=None, last_year=None):
    given = {"target": target, "months": months, "profile": profile, "baseline": baseline}
    call = Call("TARGET_TO_DATE", WORDS, {**given, "last_year_to_date": last_year_to_date, "last_year": last_year})
    by, covered = call.codes("profile", Profile, Profile.LINEAR), call.figures("months", 0, MONTHS)
    share = targets.share_due(by, covered, call.figures("last_year_to_date"), call.figures("last_year"))
    due = targets.target_to_date(by, call.figures("target"), call.figures("baseline"), covered, share)
    return call.answer(due)


@_cell_function
def DIFFERENCE(result, due, rule=None, due_max=None):
    call = Call("DIFFERENCE", WORDS, {"result": result, "due": due, "rule": rule, "due_max": due_max})
    by = call.codes("rule", Rule, Rule.AT_LEAST)
    gap = attainments.difference(by, call.figures("result"), call.figures("due"), call.figures("due_max"))
    return call.answer(gap)


@_cell_function
def ATTAINMENT(result, due, rule=None, due_max=None, basis=None, baseline_due=None):
    given = {"result": result, "due": due, "rule": rule, "due_max": due_max}
    call = Call("ATTAINMENT", WORDS, {**given, "basis": basis, "baseline_due": baseline_due})
    by, stated = call.codes("rule", Rule, Rule.AT_LEAST), call.codes("basis", Basis, Basis.ABSOLUTE)
    figures = [call.figures(key) for key in ("result", "due", "due_max", "baseline_due")]
    return call.answer(attainments.attainment(by, stated, *figures))


@_cell_function
def FORECAST(
    result, months, summary=None, profile=None, baseline=None,
    last_year_to_date=None, last_year=None, last_year_rest=None, lower=None, upper=None,
):  # fmt: skip
    given = {"result": result, "months": months, "summary": summary, "profile": profile, "baseline": baseline}
    before = {"last_year_to_date": last_year_to_date, "last_year": last_year, "last_year_rest": last_year_rest}
    call = Call("FORECAST", WORDS, {**given, **before, "lower": lower, "upper": upper})
    by, shape = call.codes("summary", Summary, Summary.SUM), call.codes("profile", Profile, Profile.FLAT)
    value, covered = call.figures("result"), call.figures("months", 0, MONTHS)
    by_rate = forecasts.run_rate(by, shape, value, covered, call.figures("baseline"))
    to_date, year, rest, least, most = (call.figures(key) for key in (*before, "lower", "upper"))
    floor, ceiling = np.where(np.isnan(least), -np.inf, least), np.where(np.isnan(most), np.inf, most)
    by_season = forecasts.seasonal(by, value, covered, to_date, year, rest, floor, ceiling)
    return call.answer(forecasts.lead(by_season, by_rate)[0])


@_cell_function
def REQUIRED(target, result, months, summary=None, profile=None):
    given = {"target": target, "result": result, "months": months, "summary": summary, "profile": profile}
    call = Call("REQUIRED", WORDS, given)
    by, shape = call.codes("summary", Summary, Summary.SUM), call.codes("profile", Profile, Profile.FLAT)
    covered = call.figures("months", 0, MONTHS)
    return call.answer(forecasts.required(by, shape, call.figures("target"), call.figures("result"), covered))


@_cell_function
def TRAFFIC_LIGHT(
    result,
    due,
    forecast,
    target,
    tolerance,
    rule=None,
    target_max=None,
    due_max=None,
    alternative=None,
    impossible=None,
):
    given = {"result": result, "due": due, "forecast": forecast, "target": target, "tolerance": tolerance}
    bounds = {"rule": rule, "target_max": target_max, "due_max": due_max}
    call = Call("TRAFFIC_LIGHT", WORDS, {**given, **bounds, "alternative": alternative, "impossible": impossible})
    by = np.broadcast_to(call.codes("rule", Rule, Rule.AT_LEAST), call.shape)
    keys = ("result", "due", "due_max", "target", "target_max", "forecast", "alternative")
    value, now, now_max, year, year_max, ahead, other = call.same_shape(*(call.figures(key) for key in keys))
    flags = call.codes("impossible", YesNo, YesNo.NO) == position(YesNo.YES)
    cannot, allowed = np.broadcast_to(flags, call.shape), call.figures("tolerance", 0)
    why = lights.traffic_light(by, value, now, now_max, year, year_max, ahead, other, cannot, allowed)
    return call.words_of(lights.lights(why), [WORDS.word(light) for light in Light])


@_cell_function
def LIGHT_SYMBOL(light):
    call = Call("LIGHT_SYMBOL", WORDS, {"light": light})
    return call.words_of(call.codes("light", Light, Light.NONE), [WORDS.symbol(each) for each in Light])


@_cell_function
def BUDGET_USE(actual, budget):
    return _of_figures("BUDGET_USE", budgets.budget_use, actual=actual, budget=budget)


@_cell_function
def BUDGET_CHECK(use, floor=None, ceiling=None):
    call = Call("BUDGET_CHECK", WORDS, {"use": use, "floor": floor, "ceiling": ceiling})
    check = budgets.budget_check(call.figures("use"), call.figures("floor"), call.figures("ceiling"))
    return call.words_of(check, [WORDS.text(f"budget_{each}") for each in BudgetCheck])


@_cell_function
def FORECAST_ACCURACY(forecast, accounts):
    return _of_figures("FORECAST_ACCURACY", budgets.forecast_deviation, forecast=forecast, accounts=accounts)


@_cell_function
def COMPLAINT_POINTS(upheld, partly, points_upheld, points_partly):
    given = {"upheld": upheld, "partly": partly, "points_upheld": points_upheld, "points_partly": points_partly}
    return _of_figures("COMPLAINT_POINTS", complaints.complaint_points, **given)


@_cell_function
def UNIT_COST(cost, activity):
    return _of_figures("UNIT_COST", services.unit_cost, cost=cost, activity=activity)


@_cell_function
def PRICE_VARIANCE(unit_price, activity, cost):
    given = {"unit_price": unit_price, "activity": activity, "cost": cost}
    return _of_figures("PRICE_VARIANCE", services.price_variance, **given)


@_cell_function
def VOLUME_VARIANCE(unit_price, budgeted, activity):
    given = {"unit_price": unit_price, "budgeted": budgeted, "activity": activity}
    return _of_figures("VOLUME_VARIANCE", services.volume_variance, **given)


@_cell_function
def REWARD(persons, expected, rate, attainment=None, activity=None):
    given = {"persons": persons, "expected": expected, "rate": rate}
    call = Call("REWARD", WORDS, {**given, "attainment": attainment, "activity": activity})
    whole = rewards.reward(*(call.figures(key) for key in given))
    if not (call.is_given("attainment") or call.is_given("activity")):
        return call.answer(whole)
    return call.answer(whole * rewards.reward_share(call.figures("attainment"), call.figures("activity")))


@_cell_function
def PERIOD_END(period, year=None):
    call = Call("PERIOD_END", WORDS, {"period": period, "year": year})
    return call.each("period", call.figures("year"), _last_day, PeriodError, "cell_not_period")
