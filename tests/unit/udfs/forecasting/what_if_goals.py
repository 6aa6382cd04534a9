"""Goals as the follow-up has them, for trying them out."""

from enum import StrEnum

import numpy as np

from schemas.codes import Light, Rule, Summary, Verdict, YearProfile
from udfs.forecasting.what_if import Change, GoalNow
from udfs.goals.arrays import position

_SHARE = {
    "rule": Rule.AT_LEAST, "summary": Summary.MEAN, "profile": YearProfile.FLAT, "is_change": False,
    "result": 81.0, "months": 6.0, "counted": 6.0, "span": 12.0, "target": 85.0, "target_max": np.nan,
    "due": 80.0, "due_max": np.nan, "baseline": np.nan, "forecast": 83.0, "low": 80.0, "high": 86.0, "chance": 0.2,
    "lower": 0.0, "upper": 100.0, "tolerance": 0.1, "verdict": Verdict.OPEN, "light": Light.YELLOW,
    "red": 1 / 3, "far": 0.5, "yellow": 2 / 3,
}  # fmt: skip


def standing(**figures):
    """A share to be at least 85: 81 after half the year, expected to end at 83; but for what is given."""
    return GoalNow(**{name: column(value) for name, value in (_SHARE | figures).items()})


def column(value):
    """One value as a column."""
    return np.array([position(value)], np.int8) if isinstance(value, StrEnum) else np.array([value])


def change(**figures):
    """What is changed."""
    names = ("result", "target", "target_max", "rest")
    return Change(*(np.atleast_1d(np.array(figures.get(name, np.nan), np.float64)) for name in names))
