"""Dated default parameters, shipped as TOML; a workbook's own sheet wins over them."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from schemas.tables import Parameters
from schemas.toml_data import data
from schemas.words.vocabulary import Words

TOLERANCE = "tolerance"
"""The parameter that tells yellow from red."""


@dataclass(frozen=True)
class Parameter:
    """A parameter: its value, unit, first day in force, source and meaning."""

    name: str
    value: float
    unit: dict[str, str]
    valid_from: date
    source: dict[str, str]
    description: dict[str, str]


@lru_cache(maxsize=1)
def all_parameters() -> tuple[Parameter, ...]:
    """Every dated value that is shipped."""
    return tuple(
        Parameter(name=name, **entry) for name, entries in data("parameters.toml").items() for entry in entries
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


def parameter_values(own: pd.DataFrame) -> dict[str, float]:
    """Name → value of a parameter table.

    Args:
        own: The workbook's parameters.
    """
    return dict(zip(own[Parameters.NAME], own[Parameters.VALUE], strict=True))


def rows(year: int, words: Words) -> list[tuple[str, float, str, date, str, str]]:
    """The lines that seed a workbook's parameter table: name, value, unit, valid from, source, description."""
    language = words.language
    return [
        (each.name, each.value, each.unit[language], each.valid_from, each.source[language], each.description[language])
        for each in in_force(year).values()
    ]
