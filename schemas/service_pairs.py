"""Who buys which price element of whom (steering model 2006): the table's ten pairs, and what kind a party is of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from schemas.codes import Element
from schemas.frames import records
from schemas.tables import Centres
from schemas.toml_data import data
from schemas.words.vocabulary import Words, text_key

Parties = Mapping[str, tuple[str, ...]]
"""The administration's own parties, by how names are compared: the names that tell what kind each is of."""


@dataclass(frozen=True)
class ServicePair:
    """A line of the table of price elements.

    Args:
        element: The price element.
        purchaser: The kind of its purchaser.
        provider: The kind of its provider.
    """

    element: Element
    purchaser: str
    provider: str


@dataclass(frozen=True)
class _Kind:
    own: bool
    da: str
    en: str
    begins: tuple[str, ...]


@lru_cache(maxsize=1)
def service_pairs() -> tuple[ServicePair, ...]:
    """The pairs of the table, in its order."""
    return tuple(
        ServicePair(Element(line["element"]), line["purchaser"], line["provider"]) for line in _table()["pair"]
    )


@lru_cache(maxsize=1)
def _table() -> dict[str, list[dict[str, str]]]:
    return data("service_pairs.toml")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, _Kind]:
    entries = data("service_pairs.toml")["kinds"]
    return {
        key: _Kind(bool(entry["own"]), entry["da"], entry["en"], tuple(map(text_key, entry["begins"])))
        for key, entry in entries.items()
    }


def own_parties(centres: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The administration's own parties: centres by name and short name, and their groups.

    Args:
        centres: The centres.
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in records(centres):
        names = tuple(str(row[column]) for column in (Centres.CENTRE, Centres.GROUP) if isinstance(row[column], str))
        for column in (Centres.CENTRE, Centres.SHORT_NAME):
            if isinstance(row[column], str):
                found[text_key(row[column])] = names
        if isinstance(row[Centres.GROUP], str):
            found.setdefault(text_key(row[Centres.GROUP]), (str(row[Centres.GROUP]),))
    return found


def is_own(name: str, own: Parties) -> bool:
    """Whether a party is one of the administration's own: by its name, or since it is called as the table calls them.

    Args:
        name: The party.
        own: The administration's own parties.
    """
    return text_key(name) in own or any(_kinds()[kind].own for kind in _kinds_of((name,)))


def is_known_pair(element: Element, purchaser: str | None, provider: str | None, own: Parties) -> bool:
    """Whether the table has such a purchaser and provider of an element.

    A blank party may be any; an own one whose name does not tell its kind any of the own kinds; a provider of a name
    that is nobody's own any of the external kinds.

    Args:
        element: The price element.
        purchaser: The purchaser; None where it is not told.
        provider: The provider; None where it is not told.
        own: The administration's own parties.
    """
    purchasers, providers = _may_be(purchaser, own), _may_be(provider, own)
    return any(
        pair.element == element and pair.purchaser in purchasers and pair.provider in providers
        for pair in service_pairs()
    )


def pairs_of(element: Element, words: Words) -> str:
    """The pairs of an element as a sentence shows them."""
    kinds = _kinds()
    return "; ".join(
        " \u2192 ".join(str(getattr(kinds[kind], words.language)) for kind in (pair.purchaser, pair.provider))
        for pair in service_pairs()
        if pair.element == element
    )


def _may_be(name: str | None, own: Parties) -> frozenset[str]:
    """The kinds that a party may be of."""
    if name is None:
        return frozenset(_kinds())
    told = own.get(text_key(name), ())
    if found := _kinds_of((name, *told)):
        return found
    return frozenset(key for key, kind in _kinds().items() if kind.own == bool(told))


def _kinds_of(names: Sequence[str]) -> frozenset[str]:
    """The kinds that names tell by how they begin."""
    keys = [text_key(name) for name in names]
    return frozenset(kind for kind, of in _kinds().items() if any(key.startswith(of.begins) for key in keys))
