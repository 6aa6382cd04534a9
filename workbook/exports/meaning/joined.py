"""Contracts that an export is read for at once: joined to one, as far as they name things alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from schemas.expected import Expected
from schemas.frames import Record
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Labels
from schemas.measures import Catalogue
from schemas.profiles.export_profile import NO_PROFILE
from schemas.reading import empty
from schemas.tables import Centres, Observations
from schemas.translations import Own
from schemas.translations import joined as joined_translations
from schemas.words.vocabulary import Words
from workbook.exports.meaning.known_labels import labels_for


def translated_alike(contracts: Sequence[Expected]) -> tuple[list[Expected], list[Issue]]:
    """Contracts with what the users of any of them have said names of exports mean: one answer is for all.

    Args:
        contracts: The contracts.

    Returns:
        The contracts; and an error for each name that two of them say differently.
    """
    if not any(each.translations.lines for each in contracts):
        return list(contracts), []
    own = [Own(each.translations, frozenset(each.holders), frozenset(each.units)) for each in contracts]
    said, issues = joined_translations(own)
    return [replace(each, translations=said) for each in contracts], issues


def joined(contracts: Sequence[Expected], words: Words) -> Expected:
    """Several contracts as one: every centre and measure of theirs, and none of their figures.

    Args:
        contracts: Of one year, with one unit for each measure, and with what names mean in all of them.
        words: The language of what is said of the export as a whole.
    """
    if len(contracts) == 1:
        return contracts[0]
    lines: dict[str, tuple[Record, ...]] = {}
    for each in reversed(contracts):
        lines |= each.catalogue.lines
    return Expected(
        words,
        pd.concat([each.goals for each in contracts], ignore_index=True),
        pd.concat([each.centres for each in contracts], ignore_index=True).drop_duplicates(Centres.CENTRE),
        empty(Observations),
        parameters=contracts[0].parameters,
        catalogue=Catalogue(lines),
        translations=contracts[0].translations,
    )


@dataclass
class _Names:
    """What the labels of contracts mean that are read together.

    Args:
        numbers: The contracts' positions.
        of_groups: Whether they are of groups: a total of theirs is a figure of its own, and not checked as a total.
        meanings: Each spelling of a centre or measure, and what each centre is a member of, by what they are.
    """

    numbers: list[int]
    of_groups: bool
    meanings: dict[str, dict[str, object]] = field(default_factory=dict)

    def fits(self, other: "_Names") -> bool:
        """Whether no label means one thing here and another there."""
        return self.of_groups == other.of_groups and not any(
            name in known and known[name] != meaning
            for kind, names in other.meanings.items()
            for known in [self.meanings.get(kind, {})]
            for name, meaning in names.items()
        )

    def add(self, other: "_Names") -> None:
        """Take another contract in."""
        self.numbers += other.numbers
        for kind, names in other.meanings.items():
            self.meanings.setdefault(kind, {}).update(names)


def alike(contracts: Sequence[Expected], words: Words) -> list[list[int]]:
    """Which contracts can be read for at once, for every label means the same in all of them.

    Args:
        contracts: The contracts.
        words: The language of the reading.

    Returns:
        Their positions; mostly all of them together, and those of groups and the total by themselves.
    """
    found: list[_Names] = []
    for number, each in enumerate(contracts):
        names = _names(number, each, labels_for(each, NO_PROFILE, words))
        home = next((known for known in found if known.fits(names)), None)
        if home is None:
            found.append(names)
        else:
            home.add(names)
    return [each.numbers for each in found]


def _names(number: int, contract: Expected, labels: Labels) -> _Names:
    of_groups = any(holder in labels.groups for holder in contract.holders)
    columns = (Centres.CENTRE, Centres.GROUP, Centres.IN_TOTAL)
    members = contract.centres[[*columns]].fillna("").itertuples(index=False, name=None)
    meanings: dict[str, dict[str, object]] = {
        "centre": dict(labels.centres),
        "measure": dict(labels.measures),
        "member": {str(centre): (group, counts) for centre, group, counts in members},
    }
    return _Names([number], of_groups, meanings)
