"""Services that several have in their catalogues, the purchaser and the provider, counted once.

Source: the steering model of 2006: a line of the catalogue is a trade between a purchaser and a provider.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from schemas.fields import Field
from schemas.frames import Record, is_missing, numbered, records
from schemas.reading import frame_of
from schemas.tables import Centres, Services
from schemas.words.vocabulary import text_key

_PARTIES = (Services.PURCHASER, Services.PROVIDER)
_SAME: tuple[Field, ...] = (Services.SERVICE, Services.ELEMENT, *_PARTIES, Services.ACTIVITY_UNIT)
"""What a line of a year stands for."""
_FIGURES = (Services.UNIT_PRICE, Services.BUDGETED_ACTIVITY, Services.ACTUAL_ACTIVITY, Services.ACTUAL_COST)
_BLANK = ""
_Key = tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """The service catalogue of a workbook.

    Args:
        workbook: Its file.
        services: The lines.
        holders: The workbook's centres.
    """

    workbook: str
    services: pd.DataFrame
    holders: Sequence[str] = ()


@dataclass(frozen=True)
class Shared:
    """A line that several have.

    Args:
        line: The one that counts.
        used: The workbook, and the centre, that it is taken from.
        others: Those of the others.
        differs: Whether a figure of another is not the same.
    """

    line: Record
    used: tuple[str, str]
    others: Sequence[tuple[str, str]]
    differs: bool


@dataclass(frozen=True)
class Once:
    """Catalogues together.

    Args:
        services: Each line once.
        shared: The lines that several had.
    """

    services: pd.DataFrame
    shared: Sequence[Shared] = field(default=())


@dataclass(frozen=True)
class _Told:
    """A line as one of those who have it tells it."""

    at: int
    record: Record
    catalogue: int
    workbook: str
    rank: tuple[bool, bool, bool]
    """What speaks for it: it knows the activity, it is of the provider's workbook, it is the provider's own."""

    @property
    def source(self) -> tuple[int, str]:
        """Who tells it: a centre in a workbook."""
        return self.catalogue, str(self.record[Services.CENTRE])

    @property
    def where(self) -> tuple[str, str]:
        """The workbook's file and the centre."""
        return self.workbook, str(self.record[Services.CENTRE])


def once(catalogues: Sequence[Catalogue], centres: pd.DataFrame, year: int) -> Once:
    """Bring catalogues together: what both the purchaser and the provider have counts once.

    Lines are the same where year, service, element, purchaser, provider and activity unit are, and the centre that has
    each is one of the two parties; those of other centres are their own, and count beside each other. Of several the
    provider's counts, which knows its activity, unless it has no activity and another has; otherwise the first.

    Args:
        catalogues: The catalogue of each workbook.
        centres: All centres, whose short names may stand for them.
        year: The contract year; lines of other years are left out.
    """
    of_year = [each.services[each.services[Services.YEAR] == year] for each in catalogues]
    if len(of_year) == 1 and of_year[0][Services.CENTRE].nunique() <= 1:
        return Once(of_year[0])
    rows = [(number, row) for number, services in enumerate(of_year) for row in records(services)]
    frame = frame_of(Services, [row for _, row in rows])
    names = _names(centres)
    groups: dict[_Key, list[_Told]] = {}
    for (number, _), (at, record) in zip(rows, numbered(frame), strict=True):
        told = _Told(at, record, number, catalogues[number].workbook, _rank(record, catalogues[number], names))
        groups.setdefault(_key(record, names), []).append(told)
    keep = np.ones(len(frame), dtype=bool)
    shared = []
    for lines in groups.values():
        if len({line.source for line in lines}) > 1:
            best = max(lines, key=lambda line: line.rank)  # the first of those that are equal
            others = [line for line in lines if line.source != best.source]
            keep[[line.at for line in others]] = False
            shared.append(_shared(best, others))
    return Once(frame[keep].reset_index(drop=True), shared)


def _names(centres: pd.DataFrame) -> dict[str, str]:
    """Short names, as they are compared, with the names that they stand for."""
    return {
        text_key(row[Centres.SHORT_NAME]): text_key(str(row[Centres.CENTRE]))
        for row in records(centres)
        if isinstance(row[Centres.SHORT_NAME], str)
    }


def _named(name: object, names: Mapping[str, str]) -> str:
    key = _BLANK if is_missing(name) else text_key(str(name))
    return names.get(key, key)


def _key(line: Record, names: Mapping[str, str]) -> _Key:
    """What a line stands for; that of a centre that is no party to it is that centre's own."""
    centre = _named(line[Services.CENTRE], names)
    parties = {_named(line[party], names) for party in _PARTIES}
    same = (_named(line[each], names) if each in _PARTIES else _named(line[each], {}) for each in _SAME)
    return (*same, _BLANK if centre in parties else centre)


def _rank(line: Record, catalogue: Catalogue, names: Mapping[str, str]) -> tuple[bool, bool, bool]:
    provider = _named(line[Services.PROVIDER], names)
    holders = {_named(name, names) for name in catalogue.holders}
    is_own = provider == _named(line[Services.CENTRE], names)
    return not is_missing(line[Services.ACTUAL_ACTIVITY]), provider in holders, is_own


def _shared(best: _Told, others: Sequence[_Told]) -> Shared:
    differs = any(_figures(other.record) != _figures(best.record) for other in others)
    return Shared(best.record, best.where, list(dict.fromkeys(other.where for other in others)), differs)


def _figures(line: Record) -> list[Any]:
    return [None if is_missing(line[each]) else line[each] for each in _FIGURES]
