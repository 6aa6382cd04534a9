"""Dated default parameters, shipped as TOML; a workbook's own sheet wins over them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache

import pandas as pd

from schemas.tables import Parameters
from schemas.toml_data import data
from schemas.words.vocabulary import Words

TOLERANCE = "tolerance"
"""The parameter that tells yellow from red."""
RED_CHANCE, FAR_CHANCE, YELLOW_CHANCE, LIGHT_HOLD = "red_chance", "far_chance", "yellow_chance", "light_hold"
"""The parameters of the lights' chances."""

SAMPLE_CONFIDENCE = "sample_confidence"
"""The parameter that says how sure the interval of a sample is."""
RECOVERY_DAYS = "recovery_days"
"""The parameter that says how many days there are to write the account of a warning."""
STRATEGY_SHARE = "strategy_share"
"""The parameter that says which part of the goals' weight a focus area's light must hold for."""
FORECAST_LIMITS = {7: "forecast_limit_july", 10: "forecast_limit_october"}
"""Month in which a forecast is made -> the parameter of how far it may lie from the accounts."""


@dataclass(frozen=True)
class Parameter:
    """A parameter: its title, value, range, unit, first day in force, source and meaning; and whether 0 means none."""

    name: str
    title: dict[str, str]
    value: float
    range: Sequence[float]
    unit: dict[str, str]
    valid_from: date
    source: dict[str, str]
    description: dict[str, str]
    has_none: bool = True


@lru_cache(maxsize=1)
def all_parameters() -> tuple[Parameter, ...]:
    """Every dated value that is shipped."""
    shipped_titles = {name: entry["title"] for name, (entry, *_) in data("parameters.toml").items()}
    return tuple(
        Parameter(**{"name": name, "title": shipped_titles[name], **entry})
        for name, entries in data("parameters.toml").items()
        for entry in entries
    )


def in_force(year: int) -> dict[str, Parameter]:
    """The parameters in force on the first day of a contract year.

    Args:
        year: The contract year.

    Returns:
        Name → the latest value that is valid by then; a parameter that starts later stands with its first value.
    """
    first_day = date(year, 1, 1)
    chosen: dict[str, Parameter] = {}
    for parameter in sorted(all_parameters(), key=lambda each: each.valid_from, reverse=True):
        if parameter.valid_from <= first_day:
            chosen.setdefault(parameter.name, parameter)
    for parameter in sorted(all_parameters(), key=lambda each: each.valid_from):
        chosen.setdefault(parameter.name, parameter)
    return {parameter.name: chosen[parameter.name] for parameter in all_parameters()}


_MISTAKES = (0.01, 100.0, 1000.0, 0.001)
"""What a value is off by: 5 for 5 %, 0.85 for 85 %, thousands."""


def is_in_range(name: str, value: float) -> bool:
    """Whether a parameter's value may be meant; one that we do not ship may be anything."""
    known = in_force(MAXYEAR).get(name)
    if known is None or (known.has_none and value == 0):
        return True
    return known.range[0] <= value <= known.range[1]


def range_of(name: str) -> tuple[float, float]:
    """The least and the greatest value of a shipped parameter."""
    least, most = in_force(MAXYEAR)[name].range
    return float(least), float(most)


def likely(value: float, least: float, most: float, usual: float) -> float | None:
    """What a value outside its range was probably meant to be: off by a hundred or a thousand, nearest to the usual."""
    meant = [round(value * factor, 9) for factor in _MISTAKES if value > 0 and least <= value * factor <= most]
    return min(meant, key=lambda each: abs(math.log((each or least or usual) / usual)), default=None)


def shipped() -> dict[str, float]:
    """The latest shipped value of every parameter."""
    return {name: each.value for name, each in in_force(MAXYEAR).items()}


def usual(name: str) -> float:
    """The shipped value of a parameter."""
    return in_force(MAXYEAR)[name].value


def parameter_values(own: pd.DataFrame) -> dict[str, float]:
    """Name → value of a parameter table.

    Args:
        own: The workbook's parameters.
    """
    return dict(zip(own[Parameters.NAME], own[Parameters.VALUE], strict=True))


def titles(words: Words) -> dict[str, str]:
    """Name → title of every shipped parameter."""
    return {name: each.title[words.language] for name, each in in_force(MAXYEAR).items()}


def rows(year: int, words: Words) -> list[tuple[str, str, float, str, date, str, str]]:
    """The lines that seed a workbook's parameters: name, title, value, unit, valid from, source, description."""
    said = words.language
    return [
        (
            each.name,
            each.title[said],
            each.value,
            each.unit[said],
            each.valid_from,
            each.source[said],
            each.description[said],
        )
        for each in in_force(year).values()
    ]
