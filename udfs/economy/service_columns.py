"""The service catalogue as columns of numbers: names that are written alike are one."""

from typing import Any

import numpy as np
import pandas as pd

from schemas.codes import Element
from schemas.tables import Services
from schemas.words.vocabulary import text_key
from udfs.economy.exact import Places
from udfs.economy.services import ServiceLines

_ELEMENTS = {element.value: place for place, element in enumerate(Element)}


def service_lines(services: pd.DataFrame) -> ServiceLines:
    """The lines of a catalogue.

    Args:
        services: Validated lines, amounts in whole øre.

    Returns:
        Its columns; elements are numbered in the order of ``Element``.
    """
    price, has_price = _amounts(services[Services.UNIT_PRICE])
    cost, has_cost = _amounts(services[Services.ACTUAL_COST])
    return ServiceLines(
        centre=name_numbers(services[Services.CENTRE]),
        element=_elements(services[Services.ELEMENT]),
        service=name_numbers(services[Services.SERVICE]),
        provider=name_numbers(services[Services.PROVIDER]),
        unit=name_numbers(services[Services.ACTIVITY_UNIT]),
        price=price,
        has_price=has_price,
        budgeted=services[Services.BUDGETED_ACTIVITY].to_numpy(dtype=np.float64),
        actual=services[Services.ACTUAL_ACTIVITY].to_numpy(dtype=np.float64),
        cost=cost,
        has_cost=has_cost,
    )


def _amounts(column: "pd.Series[Any]") -> tuple[Any, Any]:
    known = column.notna().to_numpy()
    return column.fillna(0).to_numpy(dtype=np.int64), known


def name_numbers(column: "pd.Series[Any]") -> Places:
    """Names as numbers, a blank one -1: letter case and spaces make no other name.

    Args:
        column: The names.
    """
    numbers, distinct = pd.factorize(column.to_numpy(dtype=object))
    keys, _ = pd.factorize(np.array([text_key(str(name)) for name in distinct], dtype=object))
    return np.append(keys, -1)[numbers].astype(np.intp)


def _elements(column: "pd.Series[Any]") -> Places:
    numbers, distinct = pd.factorize(column.to_numpy(dtype=object))
    return np.array([_ELEMENTS[str(element)] for element in distinct] or [0], dtype=np.intp)[numbers]
