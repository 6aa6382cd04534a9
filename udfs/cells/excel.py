"""The functions of the cells as Excel calls them: ``udfs.cells.functions``, registered with xlwings, and nothing else.

The one place in ``udfs`` that knows xlwings. In a workbook with macros the functions are called ``RK_...`` and run in
xlwings' COM server; from a server they are ``RK.…``. Help texts stand in ``schemas/words/functions.toml``.

Values cross xlwings unconverted (``raw``): its own conversion asks cell by cell whether a value comes from a browser's
Python, by an import that fails each time, which makes a column of 100,000 rows ten times slower.
"""

import functools
import logging
import os
from collections.abc import Callable
from typing import Any

import xlwings as xw

from schemas.words.function_help import function_words
from schemas.words.vocabulary import words
from udfs.cells import functions
from udfs.cells.call import LANGUAGE, answered
from udfs.cells.functions import Cells

WORDS = words(LANGUAGE.get())
"""The language of the functions of this process."""
ON_SERVER = os.environ.get("XLWINGS_ON_SERVER") == "true"  # as xlwings itself tells
_DATES = frozenset({"PERIOD_END"})  # on the desktop xlwings hands dates over; the server's own route does it there
_LOG = logging.getLogger("resultatkontrakt.functions")


def _registered(body: Callable[..., Cells]) -> Callable[..., Cells]:
    """Register a function with xlwings, its help from the vocabulary, and keep every error a sentence."""
    described = function_words(body.__name__, WORDS)

    @functools.wraps(body)
    def guarded(*given: object) -> Cells:
        try:
            return answered(body, *given)
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


TARGET_LEVEL = _registered(functions.TARGET_LEVEL)
TARGET_TO_DATE = _registered(functions.TARGET_TO_DATE)
DIFFERENCE = _registered(functions.DIFFERENCE)
ATTAINMENT = _registered(functions.ATTAINMENT)
FORECAST = _registered(functions.FORECAST)
REQUIRED = _registered(functions.REQUIRED)
TRAFFIC_LIGHT = _registered(functions.TRAFFIC_LIGHT)
CHANCE = _registered(functions.CHANCE)
INTERVAL_LOW = _registered(functions.INTERVAL_LOW)
INTERVAL_HIGH = _registered(functions.INTERVAL_HIGH)
WHAT_IF = _registered(functions.WHAT_IF)
LIGHT_LEVEL = _registered(functions.LIGHT_LEVEL)
LIGHT_SYMBOL = _registered(functions.LIGHT_SYMBOL)
BUDGET_USE = _registered(functions.BUDGET_USE)
BUDGET_CHECK = _registered(functions.BUDGET_CHECK)
FORECAST_ACCURACY = _registered(functions.FORECAST_ACCURACY)
COMPLAINT_POINTS = _registered(functions.COMPLAINT_POINTS)
UNIT_COST = _registered(functions.UNIT_COST)
PRICE_VARIANCE = _registered(functions.PRICE_VARIANCE)
VOLUME_VARIANCE = _registered(functions.VOLUME_VARIANCE)
REWARD = _registered(functions.REWARD)
PERIOD_END = _registered(functions.PERIOD_END)
