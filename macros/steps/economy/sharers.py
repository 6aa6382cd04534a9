"""The centres that share in the reward: their balanced attainment and their activity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from schemas.fields import Field
from schemas.frames import is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.tables import Centres, RewardDecisions, Services
from schemas.text.amounts import ORE_A_KRONE
from schemas.words.vocabulary import text_key
from udfs.economy.amounts import exact


class ActivityFrom(StrEnum):
    """Where a centre's activity is taken from; ``reward_activity_`` and the code says it in a note."""

    WRITTEN = "written"
    PROVIDED = "provided"
    PURCHASED = "purchased"
    NOWHERE = "nowhere"
    TWICE = "twice"
    """Several different figures are written: none of them counts."""
    NEGATIVE = "negative"


@dataclass(frozen=True)
class Sharer:
    """A centre that shares in the reward.

    Args:
        centre: Its name.
        attainment: Its balanced attainment; NaN without figures.
        activity: Its activity; NaN where none is known.
        source: Where the activity is taken from.
    """

    centre: str
    attainment: float
    activity: float
    source: ActivityFrom = ActivityFrom.WRITTEN


def sharers_of(
    attained: Mapping[str, float], decisions: pd.DataFrame, services: pd.DataFrame, centres: pd.DataFrame, year: int
) -> list[Sharer]:
    """The centres with their activity: as written, else the catalogue's value of what they provided, else purchased.

    Args:
        attained: Centre → balanced attainment as the reward counts it.
        decisions: The activities that are written.
        services: The service catalogue, of one centre or of all, each line once.
        centres: All centres, whose short names may stand for them.
        year: The contract year.
    """
    names = _names(attained, centres)
    written = _written(decisions, names)
    own_year = services[services[Services.YEAR] == year]
    provided, purchased = (_value(own_year, field, names) for field in (Services.PROVIDER, Services.PURCHASER))
    found = []
    for centre, attainment in attained.items():
        own = written.get(centre, set())
        if len(own) > 1 or any(each < 0 for each in own):
            why = ActivityFrom.TWICE if len(own) > 1 else ActivityFrom.NEGATIVE
            found.append(Sharer(centre, attainment, float("nan"), why))
        elif own:
            found.append(Sharer(centre, attainment, own.pop(), ActivityFrom.WRITTEN))
        elif centre in provided:
            found.append(Sharer(centre, attainment, provided[centre], ActivityFrom.PROVIDED))
        elif centre in purchased:
            found.append(Sharer(centre, attainment, purchased[centre], ActivityFrom.PURCHASED))
        else:
            found.append(Sharer(centre, attainment, float("nan"), ActivityFrom.NOWHERE))
    return found


def decision_issues(sharers: Sequence[Sharer], decisions: pd.DataFrame, place: Place) -> list[Issue]:
    """What speaks against the activities that centres share by.

    Args:
        sharers: The centres that share.
        decisions: The activities that are written.
        place: The sheet, for findings.
    """
    nobodys = decisions[decisions[RewardDecisions.CENTRE].isna() & decisions[RewardDecisions.ACTIVITY].notna()]
    issues = [
        Issue("reward_activity_twice", place, each.centre) for each in sharers if each.source is ActivityFrom.TWICE
    ]
    issues += [Issue("reward_activity_of_nobody", place, f"{each:g}") for each in nobodys[RewardDecisions.ACTIVITY]]
    typed = [each.centre for each in sharers if each.source is ActivityFrom.WRITTEN]
    valued = [each.centre for each in sharers if each.source in {ActivityFrom.PROVIDED, ActivityFrom.PURCHASED}]
    if typed and valued:
        about = {"typed": ", ".join(typed), "valued": ", ".join(valued)}
        issues.append(Issue("reward_activity_mixed", place, details=about))
    return issues


def unknown_centres(sharers: Sequence[Sharer], decisions: pd.DataFrame, centres: pd.DataFrame) -> list[str]:
    """The centres with an activity that are none of those that share.

    Args:
        sharers: The centres that share.
        decisions: The activities that are written.
        centres: All centres.
    """
    names = _names({each.centre: each.attainment for each in sharers}, centres)
    with_activity = decisions[decisions[RewardDecisions.ACTIVITY].notna() & decisions[RewardDecisions.CENTRE].notna()]
    return sorted({str(name) for name in with_activity[RewardDecisions.CENTRE] if text_key(str(name)) not in names})


def _names(attained: Mapping[str, float], centres: pd.DataFrame) -> dict[str, str]:
    """Each centre by how its name, or its short name, is compared."""
    short = {
        text_key(row[Centres.SHORT_NAME]): row[Centres.CENTRE]
        for row in records(centres)
        if isinstance(row[Centres.SHORT_NAME], str) and row[Centres.CENTRE] in attained
    }
    return short | {text_key(centre): centre for centre in attained}


def _written(decisions: pd.DataFrame, names: Mapping[str, str]) -> dict[str, set[float]]:
    found: dict[str, set[float]] = {}
    for row in records(decisions):
        centre = names.get(text_key(str(row[RewardDecisions.CENTRE] or "")))
        if centre is not None and not is_missing(row[RewardDecisions.ACTIVITY]):
            found.setdefault(centre, set()).add(float(row[RewardDecisions.ACTIVITY]))
    return found


def _value(services: pd.DataFrame, party: Field, names: Mapping[str, str]) -> dict[str, float]:
    """What each centre provided or purchased, in kroner at the catalogue's prices."""
    totals: dict[str, Decimal] = {}
    for line in records(services):
        centre = names.get(text_key(str(line[party] or "")))
        price, activity = line[Services.UNIT_PRICE], line[Services.ACTUAL_ACTIVITY]
        if centre is not None and not is_missing(price) and not is_missing(activity):
            totals[centre] = totals.get(centre, Decimal(0)) + int(price) * exact(activity) / ORE_A_KRONE
    return {centre: float(total) for centre, total in totals.items()}
