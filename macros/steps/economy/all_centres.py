"""The economy of all centres: their tables together, services and reward computed over all, economy beside results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.economy.accounts_asked import AccountsAsked
from macros.steps.economy.balanced import readable
from macros.steps.economy.budget_findings import one_sided
from macros.steps.economy.centre_economy import Measured, centre_economy
from macros.steps.economy.group_budgets import group_budgets
from macros.steps.economy.of_workbook import WorkbookEconomy
from macros.steps.economy.reward_parts import REWARD_CODES, reward_of
from macros.steps.economy.services import service_variances
from macros.steps.economy.shared_services import counted_services
from macros.steps.economy.tables import Economy
from macros.steps.economy.trade import trade
from schemas.fields import Table
from schemas.frames import records
from schemas.reading import empty, frame_of
from schemas.service_pairs import own_parties
from schemas.tables import (
    BalancedAttainments,
    BudgetFollowUp,
    CentreEconomy,
    Reallocations,
    Rewards,
    Services,
    ServiceVariances,
    Trade,
    WarningsDue,
)
from schemas.words.vocabulary import Words
from udfs.economy.services_once import Catalogue

_PUT_TOGETHER: tuple[type[Table], ...] = (BudgetFollowUp, WarningsDue, BalancedAttainments)
"""The tables whose lines of all centres stand below each other."""
SAID_ANEW = REWARD_CODES | {"services_in_several"}
"""The codes of findings that are told of all centres together, and not of each workbook."""
CONSOLIDATED: tuple[type[Table], ...] = (
    BalancedAttainments,
    BudgetFollowUp,
    WarningsDue,
    CentreEconomy,
    ServiceVariances,
    Trade,
    Rewards,
)
"""The tables of economy of a consolidated workbook."""


@dataclass(frozen=True)
class CentreEconomics:
    """What one workbook brings to the economy of all.

    Args:
        found: Its economy.
        services: Its service catalogue.
        year: The contract year.
        asked: Its budgets; None where nothing was read.
        holders: Its centres.
        reallocations: Its reallocations.
        measured: What its centres' budgets are read beside.
    """

    found: Economy = field(default_factory=Economy)
    services: Catalogue = field(default_factory=lambda: Catalogue("", empty(Services)))
    year: int = 0
    asked: AccountsAsked | None = None
    holders: Sequence[str] = ()
    reallocations: pd.DataFrame = field(default_factory=lambda: empty(Reallocations))
    measured: Measured = field(default_factory=dict)


def economics_of(contract: Contract, economy: WorkbookEconomy, figures: Measured) -> CentreEconomics:
    """What a workbook brings to the economy of all.

    Args:
        contract: The workbook.
        economy: Its economy.
        figures: What its goals and measures say of activation and timeliness.
    """
    services = Catalogue(contract.book.name, contract.frame(Services), contract.holders)
    moved = contract.frame(Reallocations)
    return CentreEconomics(economy.found, services, contract.year, economy.asked, contract.holders, moved, figures)


def all_economy(
    parts: Sequence[CentreEconomics],
    centres: pd.DataFrame,
    inside: Mapping[str, Sequence[str]],
    groups: pd.DataFrame,
    words: Words,
) -> Economy:
    """The economy of all centres.

    Args:
        parts: What each workbook brings.
        centres: All centres with their groups.
        inside: Group → its members, and the total → its.
        groups: The results of the groups' goals.
        words: The language of the consolidated workbook.
    """
    together = {table: _together(table, [part.found.frame(table) for part in parts]) for table in _PUT_TOGETHER}
    year = parts[0].year
    services = counted_services([part.services for part in parts], centres, year, words)
    asked = [part.asked for part in parts if part.asked is not None]
    own_budgets = together[BudgetFollowUp]
    of_groups = group_budgets(asked, inside, groups, words)
    together[BudgetFollowUp] = _together(BudgetFollowUp, [own_budgets, of_groups.frame])
    balanced = together[BalancedAttainments]
    rewards = reward_of([part.found.reward for part in parts], services.frame, centres, year, words, is_shared=True)
    figures = {key: value for part in parts for key, value in part.measured.items()}
    frames = {
        **together,
        ServiceVariances: service_variances(services.frame, year, words),
        Trade: trade(services.frame, own_parties(centres), year, words),
        Rewards: rewards.frame,
        CentreEconomy: centre_economy(own_budgets, balanced, figures, words),
        BalancedAttainments: readable(balanced, words),
    }
    said = [issue for part in parts for issue in part.found.issues if issue.code not in SAID_ANEW]
    said += [*of_groups.issues]
    said += one_sided({centre: part.reallocations for part in parts for centre in part.holders}, words)
    return Economy(frames, [*said, *services.issues, *rewards.issues])


def _together(table: type[Table], frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of several frames of a table; exact amounts stay exact."""
    rows: list[dict[Any, object]] = [row for frame in frames for row in records(frame)]
    return frame_of(table, rows)
