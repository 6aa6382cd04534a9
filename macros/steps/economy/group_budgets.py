"""Budgets of groups and of the total: their members' accounts added month by month, then followed up like any.

So a surplus is weighted by the centres' net budgets, as the half-year report of 2008 does in table 21, and a total is
the sum of its parts to the øre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from macros.steps.economy.accounts_asked import AccountsAsked
from macros.steps.economy.budget_follow_up import BudgetFigures, budget_follow_up
from schemas.economy_codes import BudgetProfile
from schemas.frames import is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.reading import empty, frame_of
from schemas.tables import Accounts, BudgetFollowUp, BudgetLines
from schemas.words.vocabulary import Words
from udfs.economy.budget_to_date import with_shares
from udfs.economy.budget_years import BudgetYears, Key
from udfs.economy.spreading import Months, evenly

_LEAST = 2
_AMOUNTS = (BudgetLines.BUDGET, BudgetLines.ACTUAL)
_TOLD = (Accounts.KIND, Accounts.FLOOR, Accounts.CEILING)
"""What members say of an account that a group takes on where all say the same."""
_LIMITS = ("purchase_floor", "purchase_ceiling", "budget_ceiling")
_Members = Sequence[tuple[AccountsAsked, int]]
"""The workbooks that hold an account of a group, and where it stands in each."""


def group_budgets(
    parts: Sequence[AccountsAsked], groups: Mapping[str, Sequence[str]], results: pd.DataFrame, words: Words
) -> BudgetFigures:
    """The budget follow-up of groups and the total.

    Args:
        parts: The budgets of each workbook.
        groups: Group → its members, and the total → its.
        results: The results of the groups' goals, which set limits and lights.
        words: The language.

    Returns:
        A line for each group and account that at least two of its members have this year and the group has none of its
        own; a period counts that all of those have a use of. A finding where the workbooks' parameters set different
        limits: those of the first are taken.
    """
    spread = [replace(part, lines=with_shares(part.lines)) for part in parts]
    found = [
        _of_group(group, _without_doubles(names, groups), spread, results, words) for group, names in groups.items()
    ]
    kept = [each for each in found if len(each)]
    frame = pd.concat(kept, ignore_index=True) if kept else empty(BudgetFollowUp)
    return BudgetFigures(frame, _differing_limits(parts) if kept else [])


def _without_doubles(names: Sequence[str], groups: Mapping[str, Sequence[str]]) -> list[str]:
    """The members without a group whose own centres are among them, which would count twice."""
    return [name for name in names if not set(groups.get(name, ())) & (set(names) - {name})]


def _differing_limits(parts: Sequence[AccountsAsked]) -> list[Issue]:
    """The parameters of limits that differ between the workbooks."""
    told = {name: sorted({part.parameters[name] for part in parts}) for name in _LIMITS}
    differing = {name: values for name, values in told.items() if len(values) > 1}
    shown = "; ".join(f"{name}: {', '.join(f'{value:g}' for value in values)}" for name, values in differing.items())
    return [Issue("group_limits_differ", Place(), shown)] if differing else []


def _of_group(
    group: str, names: Sequence[str], parts: Sequence[AccountsAsked], results: pd.DataFrame, words: Words
) -> pd.DataFrame:
    """The lines of one group."""
    holding: dict[str, list[tuple[AccountsAsked, int]]] = {}
    own = {account for part in parts for centre, account in part.years.at if centre == group}
    for part in parts:
        for (centre, account), row in part.years.at.items():
            if centre in names and account not in own and _is_of_year(part, row):
                holding.setdefault(account, []).append((part, row))
    shared = {account: members for account, members in holding.items() if len(members) >= _LEAST}
    if not shared:
        return empty(BudgetFollowUp)
    asked = replace(
        parts[0],
        years=_added(group, shared),
        lines=_lines(group, shared),
        accounts=_accounts(shared),
        results=results,
        as_of=max(part.as_of for part in parts),
    )
    frame = budget_follow_up(asked, words, Place()).frame
    notes = [
        _noted(str(account), shared, note, words)
        for account, note in zip(frame[BudgetFollowUp.ACCOUNT], frame[BudgetFollowUp.NOTE], strict=True)
    ]
    return frame.assign(**{BudgetFollowUp.NOTE: pd.Series(notes, index=frame.index, dtype=object)})


def _is_of_year(part: AccountsAsked, row: int) -> bool:
    """Whether an account has a budget or a use this year."""
    return bool(part.years.known[row].any()) or len(_used(part, row)) > 0


def _used(part: AccountsAsked, row: int) -> pd.DataFrame:
    """The lines of an account with a use in the contract year."""
    centre, account = part.years.keys[row]
    lines = part.lines
    mine = lines[(lines[BudgetLines.CENTRE] == centre) & (lines[BudgetLines.ACCOUNT] == account)]
    of_year = [period.year == part.year for period in mine[BudgetLines.PERIOD]]
    return mine[mine[BudgetLines.ACTUAL].notna() & pd.Series(of_year, index=mine.index, dtype=bool)]


def _accounts(shared: Mapping[str, _Members]) -> pd.DataFrame:
    """What all members say alike of an account."""
    rows = []
    for account, members in shared.items():
        said = [part.accounts[part.accounts[Accounts.ACCOUNT] == account] for part, _ in members]
        told = {
            tuple(None if is_missing(row[name]) else row[name] for name in _TOLD)
            for frame in said
            for row in (records(frame) or [dict.fromkeys(_TOLD)])
        }
        if len(told) == 1:
            rows.append({Accounts.ACCOUNT: account, **dict(zip(_TOLD, told.pop(), strict=True))})
    return frame_of(Accounts, rows)


def _noted(account: str, shared: Mapping[str, _Members], note: object, words: Words) -> str:
    """What a line is the sum of, and what its budget is."""
    centres = ", ".join(part.years.keys[row][0] for part, row in shared[account])
    said = [words.text("note_sum_of", centres=centres), *([] if is_missing(note) else [str(note)])]
    periods = [set(_used(part, row)[BudgetLines.PERIOD]) for part, row in shared[account]]
    if any(each != periods[0] for each in periods):
        said.append(words.text("note_other_periods"))
    return " ".join(said)


def _added(group: str, shared: Mapping[str, _Members]) -> BudgetYears:
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


def _lines(group: str, shared: Mapping[str, _Members]) -> pd.DataFrame:
    """The members' lines with a use added, of the periods that all of them have, in this year and in years before."""
    rows = []
    for account, members in shared.items():
        parts = []
        for part, row in members:
            centre, _ = part.years.keys[row]
            lines = part.lines
            mine = lines[(lines[BudgetLines.CENTRE] == centre) & (lines[BudgetLines.ACCOUNT] == account)]
            parts.append(mine[mine[BudgetLines.ACTUAL].notna()])
        for period, same in pd.concat(parts, ignore_index=True).groupby(BudgetLines.PERIOD, sort=True):
            if len(same) == len(members):
                # A budget that one member lacks leaves the whole without one.
                amounts = {name: same[name].sum(min_count=len(members)) for name in _AMOUNTS}
                about = {BudgetLines.CENTRE: group, BudgetLines.ACCOUNT: account, BudgetLines.PERIOD: period}
                rows.append(about | {name: None if pd.isna(value) else int(value) for name, value in amounts.items()})
    return frame_of(BudgetLines, rows)
