"""What an export is read for: what the steps tell its reader of the workbook's contract, in one value.

The reader knows no workbook and no step. Without such a value it takes centres and measures as they stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from schemas.context import Context, centre_names, focuses_of, holders_of, levels_of, measures_of, year_of
from schemas.measures import BY_UNITS, Catalogue
from schemas.reading import empty
from schemas.service_pairs import own_parties
from schemas.tables import BudgetLines, Goals
from schemas.translations import NONE_SAID, Translations
from schemas.words.vocabulary import Words, text_key


@dataclass(frozen=True, eq=False)
class Expected:
    """A contract as its exports are read for it.

    Args:
        words: The workbook's language.
        goals: Its validated register: holders, measures with their units and titles, the year.
        centres: Its centres with short names and groups.
        observations: What is known of its measures: the history that new figures are held against.
        budget_lines: What is known of its budgets.
        parameters: Its parameters in force.
        catalogue: What the figures of its measures may be.
        translations: What the user has said names of exports mean.
    """

    words: Words
    goals: pd.DataFrame
    centres: pd.DataFrame
    observations: pd.DataFrame
    budget_lines: pd.DataFrame = field(default_factory=lambda: empty(BudgetLines))
    parameters: Mapping[str, float] = field(default_factory=dict)
    catalogue: Catalogue = BY_UNITS
    translations: Translations = NONE_SAID

    @cached_property
    def year(self) -> int:
        """The contract year."""
        return year_of(self.goals)

    @cached_property
    def holders(self) -> list[str]:
        """The centres or groups whose goals stand in the workbook."""
        return holders_of(self.goals)

    @cached_property
    def total(self) -> str:
        """The name of the total of all centres."""
        return self.words.text("total_name")

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that may stand as a centre: centres, groups, the total, and the holders themselves."""
        return centre_names(self.centres) | {*self.holders, self.total}

    @cached_property
    def parties(self) -> dict[str, tuple[str, ...]]:
        """The administration's own purchasers and providers: its centres and groups, and the holders themselves."""
        return {text_key(holder): (holder,) for holder in self.holders} | own_parties(self.centres)

    @cached_property
    def units(self) -> dict[str, str]:
        """Measure -> its unit."""
        return measures_of(self.goals)

    @cached_property
    def context(self) -> Context:
        """What the checks of rows need to know."""
        titles, numbers = (frozenset(map(str, self.goals[column])) for column in (Goals.TITLE, Goals.NUMBER))
        return Context(
            self.year,
            self.names,
            self.units,
            words=self.words,
            titles=titles,
            catalogue=self.catalogue,
            numbers=numbers,
            focuses=focuses_of(self.goals),
            parties=self.parties,
        )

    @cached_property
    def leveled(self) -> Context:
        """The same, with where the figures of each share stand, by which fractions are told."""
        return replace(self.context, levels=levels_of(self.goals, self.observations))
