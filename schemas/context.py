"""What a check needs to know beyond its own table: the contract year, the centres and the goals' measures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import pandas as pd

from schemas.codes import Basis, Rule, Unit
from schemas.lexicon.nearest import Nearest
from schemas.measures import BY_UNITS, Catalogue
from schemas.tables import Centres, Goals, Observations
from schemas.thresholds import NAMES_ALIKE
from schemas.words.vocabulary import Words, text_key, words


@dataclass(frozen=True)
class Context:
    """The surroundings of a table.

    Args:
        year: The contract year, where one is known.
        centres: The names that may stand as centre; empty means any.
        measures: Measure → unit of the goals that use it; empty means any.
        extracted: The day the export was drawn, where the rows do not say.
        words: The user's language.
        strict: Whether unknown centres and measures are errors: in an export they are; in a workbook a goal may have
            been taken out, and its figures are kept.
        parts: Whether rows are parts of a figure that are added, so that several of one centre and month are meant.
        titles: The goals' titles, by which an export may name measures too.
        catalogue: What the figures of the measures may be.
        levels: Measure → where its figures stand in per cent, as far as targets and earlier figures tell.
        numbers: The numbers of the contract's goals; empty where they are not known.
        focuses: What goals are grouped by: their focus areas and parameters; empty where they are not known.
        parties: The administration's own purchasers and providers; empty where they are not known.
        themes: The themes of the action plans, and whether each has a log entry; empty where they are not known.
    """

    year: int | None = None
    centres: frozenset[str] = frozenset()
    measures: dict[str, str] = field(default_factory=dict)
    extracted: date | None = None
    words: Words = field(default_factory=words)
    strict: bool = True
    parts: bool = False
    titles: frozenset[str] = frozenset()
    catalogue: Catalogue = BY_UNITS
    levels: dict[str, float] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    focuses: frozenset[str] = frozenset()
    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    themes: Mapping[str, bool] = field(default_factory=dict)

    def near(self, name: str, candidates: Iterable[str]) -> str:
        """A hint at the name that was probably meant, or nothing."""
        found = _closest(name, frozenset(candidates))
        return self.words.text("did_you_mean", name=found) if found else ""

    def listed(self, names: Iterable[str]) -> str:
        """Names in a row, sorted."""
        return ", ".join(sorted(names))


@lru_cache(maxsize=64)
def _nearest(candidates: frozenset[str]) -> tuple[dict[str, str], Nearest]:
    """Names by how they are compared, and what finds the one that a text resembles."""
    by_normal = {text_key(candidate): candidate for candidate in sorted(candidates)}
    return by_normal, Nearest(by_normal, NAMES_ALIKE)


def _closest(name: str, candidates: frozenset[str]) -> str:
    """The candidate that a name resembles most; empty where none does."""
    by_normal, nearest = _nearest(candidates)
    found = nearest.of(text_key(name))
    return by_normal[found] if found is not None else ""


def measures_of(goals: pd.DataFrame) -> dict[str, str]:
    """Measure → unit of a register's goals."""
    return dict(zip(goals[Goals.MEASURE], goals[Goals.UNIT], strict=True))


def focuses_of(goals: pd.DataFrame) -> frozenset[str]:
    """The focus areas and parameters that a register's goals stand under."""
    columns = (Goals.FOCUS, Goals.PARAMETER)
    return frozenset(str(name) for column in columns for name in goals[column] if isinstance(name, str))


def levels_of(goals: pd.DataFrame, observations: pd.DataFrame) -> dict[str, float]:
    """Where the figures of each share stand: the lower of the least target to reach and the middle of earlier figures.

    Args:
        goals: A validated register.
        observations: What is known of its measures.

    Returns:
        Measure → per cent; measures without such a target or figure are left out.
    """
    share = goals[Goals.UNIT] == Unit.PCT
    to_reach = share & (goals[Goals.BASIS] == Basis.ABSOLUTE) & goals[Goals.RULE].isin([Rule.AT_LEAST, Rule.BAND])
    targets = goals[to_reach].groupby(Goals.MEASURE)[Goals.TARGET].min()
    known = observations[observations[Observations.MEASURE].isin(set(goals.loc[share, Goals.MEASURE]))]
    usual = known.groupby(Observations.MEASURE)[Observations.VALUE].median()
    lower = pd.concat([targets, usual], axis=1).min(axis=1).dropna()
    return {str(measure): float(level) for measure, level in lower.items()}


def year_of(goals: pd.DataFrame) -> int:
    """The contract year of a validated register."""
    return int(goals[Goals.YEAR].iloc[0])


def holders_of(goals: pd.DataFrame) -> list[str]:
    """The centres and groups with goals, in the register's order."""
    return list(dict.fromkeys(goals[Goals.CENTRE]))


def centre_names(centres: pd.DataFrame) -> frozenset[str]:
    """The names of centres and of their groups."""
    groups = [name for name in centres[Centres.GROUP] if isinstance(name, str)]
    return frozenset([*centres[Centres.CENTRE], *groups])
