"""Goals and observations as columns, from plain values."""

import numpy as np

from schemas.codes import Basis, Light, Rule, Summary, Verdict, YearProfile
from schemas.measures import catalogue_of
from udfs.goals.arrays import codes
from udfs.goals.columns import GoalColumns, ObservedColumns
from udfs.goals.evaluate import evaluate
from udfs.goals.measures import Observed
from udfs.goals.overlaps import Spans
from workbook.shipped import shipped_measures

LIGHTS = list(Light)
VERDICTS = list(Verdict)
DEFAULTS = {
    "rule": "at_least", "basis": "absolute", "summary": "mean", "profile": "flat", "stated": 95.0,
    "stated_max": np.nan, "baseline": np.nan, "tolerance": 0.1, "as_change": False, "lower": 0.0, "upper": np.inf,
    "result": 90.0, "months": 6.0, "last_year_to_date": np.nan, "last_year": np.nan, "last_year_rest": np.nan,
    "span": 12.0, "counted": None, "last_year_counted": None, "is_over": None,
}  # fmt: skip
_ENUMS = {"rule": Rule, "basis": Basis, "summary": Summary, "profile": YearProfile}


def compute(unit=None, measure="", **given):
    """Evaluate one goal; the results as plain values, the light as a ``Light``."""
    if unit is not None:
        [(given["lower"], given["upper"])] = catalogue_of(shipped_measures()).bounds([(measure, unit)])
    values = DEFAULTS | given
    # Without gaps every month that has gone by has a figure, and the reporting date is the last figure's.
    for name, same in (("counted", "months"), ("last_year_counted", "last_year_to_date")):
        values[name] = values[same] if values[name] is None else values[name]
    if values["is_over"] is None:
        values["is_over"] = values["months"] >= values["span"]
    columns = {
        name: codes([value], _ENUMS[name]) if name in _ENUMS else np.array([value]) for name, value in values.items()
    }
    goal = GoalColumns(**{name: columns[name] for name in GoalColumns.__dataclass_fields__ if name in columns})
    seen = ObservedColumns(**{name: columns[name] for name in ObservedColumns.__dataclass_fields__})
    found = {name: column[0] for name, column in vars(evaluate(goal, seen)).items()}
    return found | {"light": LIGHTS[found["light"]], "verdict": VERDICTS[found["verdict"]]}


def observed_of(rows, start, goal=0):
    """Observations of one goal: (month of the year, months, value, numerator, denominator) of each."""
    columns = np.array(rows, dtype=np.float64).reshape(-1, 5).T
    months, lengths = columns[0].astype(np.int64), columns[1].astype(np.int64)
    places = Spans(start + months - 1, lengths)
    return Observed(np.full(len(months), goal, np.int64), places, *columns[2:])
