"""Rules of the service catalogue, taxameters and inflows."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd

from schemas.codes import Element
from schemas.context import Context
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.rules.row_rules import Row, RowRule, below_nothing, doubled, none_of, outside_centres, too_large
from schemas.service_pairs import is_known_pair, pairs_of
from schemas.tables import Inflows, Services, Taxameters
from schemas.text.amounts import MOST_ORE
from schemas.text.periods import Period
from schemas.words.vocabulary import text_key

_LINE = (
    Services.YEAR,
    Services.CENTRE,
    Services.SERVICE,
    Services.ELEMENT,
    Services.PURCHASER,
    Services.PROVIDER,
)
"""What one line of the catalogue is known by."""
_ACTIVITIES = (Services.BUDGETED_ACTIVITY, Services.ACTUAL_ACTIVITY)
_BETWEEN = re.compile(r"[;\n]|,(?!\d)|\s+")
_COMMA = re.compile(r"(?<=\d),(?=\d)")


def _without_price(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    active = frame[list(_ACTIVITIES)].fillna(0).ne(0).any(axis=1)
    return active & frame[Services.UNIT_PRICE].isna()


def _negative(column: Field) -> RowRule:
    return RowRule("service_negative", column, lambda frame, _: frame[column].lt(0).fillna(False).astype(bool))


def _too_large(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """The lines whose amounts are too large to be exact; an activity is held to that too where it costs nothing."""
    price = frame[Services.UNIT_PRICE].fillna(0).astype("float64").clip(lower=1.0)
    return frame[list(_ACTIVITIES)].max(axis=1).fillna(0) * price > float(MOST_ORE)


def _doubled(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """The lines that repeat an earlier one, whatever the letter case; a line that lacks its name is said instead."""
    keys = pd.DataFrame({column: frame[column].map(_key) for column in _LINE})
    named = frame[[column for column in _LINE if not column.nullable]].notna().all(axis=1)
    doubled: pd.Series[bool] = keys.duplicated(keep="first") & named
    return doubled


@lru_cache(maxsize=4096)
def _key_of(text: str) -> str:
    return text_key(text)


def _key(value: object) -> object:
    if is_missing(value):
        return None
    return _key_of(value) if isinstance(value, str) else value


def _other_year(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    if context.year is None:
        return none_of(frame)
    return frame[Services.YEAR].notna() & (frame[Services.YEAR] != context.year)


def _unknown_pair(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    if not context.parties:
        return none_of(frame)
    lines = zip(*(frame[column].tolist() for column in _PAIR), strict=True)
    known: dict[tuple[Any, ...], bool] = {}
    found = []
    for line in lines:
        if line not in known:
            known[line] = _is_known(line, context)
        found.append(not known[line])
    return pd.Series(found, index=frame.index, dtype=bool)


_PAIR = (Services.ELEMENT, Services.PURCHASER, Services.PROVIDER)


def _is_known(line: tuple[Any, ...], context: Context) -> bool:
    element, purchaser, provider = (None if is_missing(each) else str(each) for each in line)
    return element is None or is_known_pair(Element(element), purchaser, provider, context.parties)


def _pair_details(row: Row, context: Context) -> dict[str, object]:
    element = Element(str(row[Services.ELEMENT]))
    parties = (row[Services.PURCHASER], row[Services.PROVIDER])
    purchaser, provider = ("–" if is_missing(each) else str(each) for each in parties)
    words = context.words
    return {
        "purchaser": purchaser,
        "provider": provider,
        "element": words.show(Services.ELEMENT, element),
        "known": pairs_of(element, words),
    }


def _unknown_goal(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    if not context.numbers:
        return none_of(frame)
    return frame[Services.GOALS].map(lambda text: bool(_unknown(text, context))).astype(bool)


def _unknown(text: object, context: Context) -> list[str]:
    """The goals that a cell names (``1.2; 1.3``) and the contract does not have; words around them do not count."""
    if is_missing(text):
        return []
    known = {number.casefold() for number in context.numbers}
    return [number for number in _numbers(str(text)) if not _is_goal(number.casefold(), known)]


def _numbers(text: str) -> Iterator[str]:
    parts = (part.strip(".:()") for part in _BETWEEN.split(text))
    return (part for part in parts if any(letter.isdigit() for letter in part))


def _is_goal(number: str, known: set[str]) -> bool:
    """Whether a number is a goal's, or several goals' with commas between (``1,2``), or a comma is meant as a point."""
    parts = _COMMA.split(number)
    return number in known or ".".join(parts) in known or (len(parts) > 1 and known.issuperset(parts))


def _goal_details(row: Row, context: Context) -> dict[str, object]:
    return {
        "unknown": ", ".join(_unknown(row[Services.GOALS], context)),
        "goals": context.listed(context.numbers),
        "service": row[Services.SERVICE],
    }


def _about(row: Row, context: Context) -> dict[str, object]:
    return {
        "service": row[Services.SERVICE],
        "element": context.words.show(Services.ELEMENT, str(row[Services.ELEMENT])),
    }


SERVICE_RULES: tuple[RowRule, ...] = (
    outside_centres(Services.CENTRE),
    RowRule("service_without_price", Services.UNIT_PRICE, _without_price, _about),
    *(_negative(column) for column in (Services.UNIT_PRICE, *_ACTIVITIES)),
    RowRule("service_too_large", Services.UNIT_PRICE, _too_large, _about),
    RowRule("duplicate_service", Services.SERVICE, _doubled, _about),
    RowRule("service_other_year", Services.YEAR, _other_year, lambda _, context: {"year": context.year}),
    RowRule("service_pair", Services.PROVIDER, _unknown_pair, _pair_details),
    RowRule("service_goal", Services.GOALS, _unknown_goal, _goal_details),
)


_TAXAMETER_FIGURES = (
    Taxameters.FIXED_GRANT,
    Taxameters.UNIT_PRICE,
    Taxameters.BUDGETED_ACTIVITY,
    Taxameters.ACTUAL_ACTIVITY,
)
_INFLOW_FIGURES = (
    Inflows.BUDGETED_PERSONS,
    Inflows.UNIT_PRICE,
    Inflows.INFLOW,
    Inflows.LAST_YEAR_TO_DATE,
    Inflows.LAST_YEAR,
)


def _activity_without_price(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    activity = frame[Taxameters.BUDGETED_ACTIVITY].notna() | frame[Taxameters.ACTUAL_ACTIVITY].notna()
    return activity & frame[Taxameters.UNIT_PRICE].isna()


def _through_other_year(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    through = frame[Taxameters.THROUGH]
    return through.map(lambda period: isinstance(period, Period) and period.year != context.year).astype(bool)


TAXAMETER_RULES: tuple[RowRule, ...] = (
    RowRule(
        "duplicate_taxameter", Taxameters.SERVICE, doubled(Taxameters.CENTRE, Taxameters.ACCOUNT, Taxameters.SERVICE)
    ),
    too_large(Taxameters.UNIT_PRICE, Taxameters.BUDGETED_ACTIVITY, Taxameters.ACTUAL_ACTIVITY),
    outside_centres(Taxameters.CENTRE),
    RowRule("taxameter_other_year", Taxameters.THROUGH, _through_other_year, lambda _, c: {"year": c.year}),
    RowRule("activity_without_price", Taxameters.UNIT_PRICE, _activity_without_price),
    *(below_nothing(Taxameters, field) for field in _TAXAMETER_FIGURES),
)
INFLOW_RULES: tuple[RowRule, ...] = (
    too_large(Inflows.UNIT_PRICE, Inflows.BUDGETED_PERSONS, Inflows.INFLOW, Inflows.LAST_YEAR),
    outside_centres(Inflows.CENTRE),
    *(below_nothing(Inflows, field) for field in _INFLOW_FIGURES),
)
