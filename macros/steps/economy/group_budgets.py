"""Budgets of groups and of the total: their members' accounts added month by month, then followed up like any.

So a surplus is weighted by the centres' net budgets, as the half-year report of 2008 does in table 21, and a total is
the sum of its parts to the øre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from macros.steps.economy.accounts_asked import AccountsAsked
from macros.steps.economy.budget_follow_up import budget_follow_up
from schemas.economy_codes import BudgetProfile
from schemas.frames import is_missing
from schemas.issues.issue import Place
from schemas.reading import empty, frame_of
from schemas.tables import Accounts, BudgetFollowUp, BudgetLines
from schemas.words.vocabulary import Words
from udfs.economy.budget_years import BudgetYears, Key
from udfs.economy.spreading import Months, evenly

_LEAST = 2
_AMOUNTS = (BudgetLines.BUDGET, BudgetLines.ACTUAL)


def group_budgets(
    parts: Sequence[AccountsAsked], groups: Mapping[str, Sequence[str]], results: pd.DataFrame, words: Words
) -> pd.DataFrame:
    """The budget follow-up of groups and the total.

    Args:
        parts: The budgets of each workbook.
        groups: Group → its members, and the total → its.
        results: The results of the groups' goals, which set limits and lights.
        words: The language.

    Returns:
        A line for each group and account that at least two of its members have; a period counts that all of those
        have a use of.
    """
    found = [_of_group(group, [*names], parts, results, words) for group, names in groups.items()]
    kept = [each for each in found if len(each)]
    return pd.concat(kept, ignore_index=True) if kept else empty(BudgetFollowUp)


def _of_group(
    group: str, names: Sequence[str], parts: Sequence[AccountsAsked], results: pd.DataFrame, words: Words
) -> pd.DataFrame:
    """The lines of one group."""
    holding: dict[str, list[tuple[AccountsAsked, int]]] = {}
    for part in parts:
        for (centre, account), row in part.years.at.items():
            if centre in names:
                holding.setdefault(account, []).append((part, row))
    shared = {account: members for account, members in holding.items() if len(members) >= _LEAST}
    if not shared:
        return empty(BudgetFollowUp)
    asked = replace(
        parts[0],
        years=_added(group, shared),
        lines=_lines(group, names, {account: len(members) for account, members in shared.items()}, parts),
        accounts=empty(Accounts),
        results=results,
        as_of=max(part.as_of for part in parts),
    )
    frame = budget_follow_up(asked, words, Place()).frame
    own = zip(frame[BudgetFollowUp.ACCOUNT], frame[BudgetFollowUp.NOTE], strict=True)
    notes = [_noted(str(account), shared, note, words) for account, note in own]
    return frame.assign(**{BudgetFollowUp.NOTE: pd.Series(notes, index=frame.index, dtype=object)})


def _noted(account: str, shared: Mapping[str, Sequence[tuple[AccountsAsked, int]]], note: object, words: Words) -> str:
    """What a line is the sum of, and what its budget is."""
    centres = ", ".join(part.years.keys[row][0] for part, row in shared[account])
    said = [words.text("note_sum_of", centres=centres), *([] if is_missing(note) else [str(note)])]
    return " ".join(said)


def _added(group: str, shared: Mapping[str, Sequence[tuple[AccountsAsked, int]]]) -> BudgetYears:
    """The members' budgets added."""
    keys: list[Key] = [(group, account) for account in shared]

    def summed(name: str) -> Months:
        rows = [sum(getattr(part.years, name)[row] for part, row in members) for members in shared.values()]
        return np.array(rows, dtype=np.int64)

    profiles = [{part.years.profile[row] for part, row in members} for members in shared.values()]
    known = [np.all([part.years.known[row] for part, row in members], axis=0) for members in shared.values()]
    made = [any(part.years.is_made[row] for part, row in members) for members in shared.values()]
    return BudgetYears(
        keys=keys,
        account=np.zeros(0, dtype=np.int64),
        given=summed("given"),
        known=np.array(known, dtype=bool),
        profile=[each.pop() if len(each) == 1 else BudgetProfile.LINEAR for each in profiles],
        without_last_year=np.zeros(len(keys), dtype=bool),
        reallocated=summed("reallocated"),
        supplementary=summed("supplementary"),
        by_activity=summed("by_activity"),
        net=summed("net"),
        is_made=np.array(made, dtype=bool),
        weights=evenly(len(keys)),
        over=np.zeros(len(keys), dtype=np.int64),
    )


def _lines(
    group: str, names: Sequence[str], members: Mapping[str, int], parts: Sequence[AccountsAsked]
) -> pd.DataFrame:
    """The members' lines with a use added, of the accounts and periods that all of them have."""
    whole = pd.concat([part.lines for part in parts], ignore_index=True)
    used = whole[whole[BudgetLines.ACTUAL].notna() & whole[BudgetLines.CENTRE].isin(list(names))]
    rows = []
    for (account, period), same in used.groupby([BudgetLines.ACCOUNT, BudgetLines.PERIOD], sort=True):
        if len(same) == members.get(str(account)):
            amounts = {name: same[name].sum(min_count=1) for name in _AMOUNTS}
            about = {BudgetLines.CENTRE: group, BudgetLines.ACCOUNT: account, BudgetLines.PERIOD: period}
            rows.append(about | {name: None if pd.isna(value) else int(value) for name, value in amounts.items()})
    return frame_of(BudgetLines, rows)
