"""The follow-up of services: variances and unit costs on every level."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from macros.steps.economy.service_notes import ServiceNotes
from schemas.economy_codes import ServiceLevel
from schemas.fields import Field, Kind
from schemas.reading import empty
from schemas.tables import Services, ServiceVariances
from schemas.words.vocabulary import Words
from udfs.economy.service_columns import service_lines
from udfs.economy.service_levels import Amounts, Level, ServiceLevels
from udfs.economy.services import line_variances

_AMOUNTS = {
    ServiceVariances.UNIT_PRICE: "unit_price",
    ServiceVariances.BUDGET: "budget",
    ServiceVariances.COST: "cost",
    ServiceVariances.DEVIATION: "deviation",
    ServiceVariances.PRICE: "price",
    ServiceVariances.VOLUME: "volume",
    ServiceVariances.PURE_VOLUME: "pure_volume",
    ServiceVariances.MIX: "mix",
    ServiceVariances.UNIT_COST: "unit_cost",
    ServiceVariances.AVERAGE_UNIT_COST: "average_cost",
}
_FIGURES = {
    ServiceVariances.BUDGETED_ACTIVITY: "budgeted",
    ServiceVariances.ACTUAL_ACTIVITY: "actual",
    ServiceVariances.COST_INDEX: "index",
    ServiceVariances.ACTIVITY_SHARE: "share",
    ServiceVariances.AVERAGE_SHARE: "average_share",
}
_NUMBERS = frozenset({Kind.AMOUNT, Kind.FIGURE})
_NAMES = {
    ServiceVariances.CENTRE: Services.CENTRE,
    ServiceVariances.ELEMENT: Services.ELEMENT,
    ServiceVariances.SERVICE: Services.SERVICE,
    ServiceVariances.PURCHASER: Services.PURCHASER,
    ServiceVariances.PROVIDER: Services.PROVIDER,
    ServiceVariances.ACTIVITY_UNIT: Services.ACTIVITY_UNIT,
}
_KNOWN_BY: dict[ServiceLevel, frozenset[Field]] = {
    ServiceLevel.TOTAL: frozenset(),
    ServiceLevel.CENTRE: frozenset({ServiceVariances.CENTRE}),
    ServiceLevel.ELEMENT: frozenset({ServiceVariances.CENTRE, ServiceVariances.ELEMENT}),
    ServiceLevel.SERVICE: frozenset({ServiceVariances.CENTRE, ServiceVariances.ELEMENT, ServiceVariances.SERVICE}),
    ServiceLevel.COURSE: frozenset({ServiceVariances.SERVICE}),
    ServiceLevel.PROVIDER: frozenset({ServiceVariances.PROVIDER}),
    ServiceLevel.LINE: frozenset(_NAMES),
}
"""The levels from the whole to its parts, and by what a line of each is known."""


def of_year(services: pd.DataFrame, year: int) -> pd.DataFrame:
    """The lines of a catalogue that are of the contract year; the others are kept, and were said.

    Args:
        services: The catalogue.
        year: The contract year.
    """
    inside = services[Services.YEAR] == year
    return services if bool(inside.all()) else services[inside]


def service_variances(services: pd.DataFrame, year: int, words: Words) -> pd.DataFrame:
    """Budget, cost and what their deviation is made of, on every level from the total to each line.

    Only like is compared with like: budget and cost are sums of all that is known, while the deviation and its parts
    are those of the lines that have price, activities and cost; a note says how many lack some, and against which
    budget the deviation stands.

    Args:
        services: The service catalogue of one centre, or of all.
        year: The contract year.
        words: The language of notes.
    """
    counted = of_year(services, year)
    if not len(counted):
        return empty(ServiceVariances)
    lines = service_lines(counted)
    variances = line_variances(lines)
    levels = ServiceLevels(lines, variances)
    courses = levels.courses()
    notes = ServiceNotes(counted, lines, variances, words)
    parts = [
        (ServiceLevel.TOTAL, total := levels.total(), notes.of_sums(total)),
        (ServiceLevel.CENTRE, centres := levels.centres(), notes.of_sums(centres)),
        (ServiceLevel.ELEMENT, elements := levels.elements(), notes.of_elements(elements)),
        (ServiceLevel.SERVICE, within := levels.services(), notes.of_elements(within)),
        (ServiceLevel.COURSE, courses.level, notes.of_courses(courses)),
        (ServiceLevel.PROVIDER, providers := levels.providers(), notes.of_providers(providers)),
        (ServiceLevel.LINE, levels.each_line(), notes.of_lines()),
    ]
    return _frame(counted, parts, courses.one_centre)


def _frame(services: pd.DataFrame, parts: Sequence[tuple[ServiceLevel, Level, Any]], one_centre: Any) -> pd.DataFrame:
    """The levels below each other."""
    names = {field: services[source].to_numpy(dtype=object) for field, source in _NAMES.items()}
    columns: dict[str, Any] = {
        ServiceVariances.LEVEL: np.repeat(
            np.array([level for level, _, _ in parts], dtype=object), [len(part.first) for _, part, _ in parts]
        )
    }
    for field, values in names.items():
        columns[field] = np.concatenate([_named(field, values, level, part, one_centre) for level, part, _ in parts])
    for field, name in _AMOUNTS.items():
        columns[field] = _amounts([getattr(part, name) for _, part, _ in parts])
    for field, name in _FIGURES.items():
        columns[field] = np.concatenate([getattr(part, name) for _, part, _ in parts])
    columns[ServiceVariances.NOTE] = np.concatenate([notes for _, _, notes in parts])
    ordered = {
        field: pd.Series(columns[field], dtype=None if field.kind in _NUMBERS else object, copy=False)
        for field in ServiceVariances.fields
    }
    return pd.DataFrame(ordered, copy=False)


def _named(field: Field, values: Any, level: ServiceLevel, part: Level, one_centre: Any) -> Any:
    """What a level's lines are known by; the unit where they have one, a course's centre where it is of one."""
    if level is ServiceLevel.LINE:
        return values
    shown = np.full(len(part.first), field in _KNOWN_BY[level])
    if field == ServiceVariances.ACTIVITY_UNIT:
        shown = part.is_alike
    elif field == ServiceVariances.CENTRE and level is ServiceLevel.COURSE:
        shown = one_centre
    return np.where(shown, values[part.first], None)


def _amounts(parts: Sequence[Amounts]) -> Any:
    ore = np.concatenate([part.ore for part in parts]).astype(np.int64, copy=False)
    return pd.arrays.IntegerArray(ore, ~np.concatenate([part.known for part in parts]))
