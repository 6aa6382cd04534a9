"""The forecasts that were made, each with what an earlier recalculation recorded of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from macros.steps.contract import Contract
from macros.steps.economy.found import Economics
from macros.steps.snapshots import read_past
from schemas.codes import YesNo
from schemas.frames import is_missing, numbered, records
from schemas.issues.issue import NOWHERE, Place
from schemas.reading import read_table
from schemas.tables import BudgetLines, ForecastAccuracy, ForecastsMade
from schemas.text.periods import Grain, Period
from udfs.economy.forecasts_made import AccountYear, MadeIn, final_accounts


@dataclass(frozen=True)
class Listed:
    """A forecast as it stands.

    Args:
        centre: The centre.
        account: The account.
        made_on: The day it was made; of one beside a month on Budget that month's last day.
        year: The year it is of.
        amount: The year's use, in øre; None for one that was removed after the accounts.
        place: The cell that it stands in.
    """

    centre: str
    account: str
    made_on: date
    year: int
    amount: int | None
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def account_year(self) -> AccountYear:
        """The account and the year it is of."""
        return self.centre, self.account, self.year

    @property
    def day(self) -> tuple[AccountYear, date]:
        """What it is told by."""
        return self.account_year, self.made_on

    @property
    def month(self) -> tuple[AccountYear, int, int]:
        """What it is told by where its day was corrected."""
        return self.account_year, self.made_on.year, self.made_on.month

    @property
    def order(self) -> tuple[str, str, int, date]:
        """Where it stands among others."""
        return (*self.account_year, self.made_on)


@dataclass(frozen=True)
class Recorded:
    """What was recorded of a forecast.

    Args:
        amount: As it was first seen, or last corrected in time, in øre.
        on: When that was.
        was_entered_late: Whether the accounts were known before it was first seen.
    """

    amount: int
    on: date
    was_entered_late: bool = False


@dataclass(frozen=True)
class Line:
    """A forecast with what is recorded of it.

    Args:
        listed: The forecast as it stands.
        recorded: What is recorded of it.
        final_on: When the final accounts of its year were first seen; None where they have not come.
        was_final: Whether an earlier recalculation saw them.
    """

    listed: Listed
    recorded: Recorded
    final_on: date | None
    was_final: bool

    @property
    def is_changed_late(self) -> bool:
        """Whether it was changed, or removed, after the accounts were known."""
        return self.was_final and self.listed.amount != self.recorded.amount

    @property
    def is_late(self) -> bool:
        """Whether it was entered, changed or removed after the accounts were known."""
        return self.recorded.was_entered_late or self.is_changed_late


@dataclass(frozen=True)
class Before:
    """What earlier recalculations recorded.

    Args:
        finals: When the final accounts of each account and year were first seen.
        pairs: Each forecast with what was recorded of it; None for a new one.
        removed: Forecasts that are gone though their year's accounts were known.
    """

    finals: Mapping[AccountYear, date]
    pairs: Sequence[tuple[Listed, Recorded | None]]
    removed: Sequence[tuple[Listed, Recorded]]


def forecasts(contract: Contract) -> list[Listed]:
    """The forecasts of a workbook: those of the list, and those beside months on Budget, each once.

    A forecast beside a month was made in that month; where the list has one of the same month, that one counts.
    """
    made, lines = contract.tables.get(ForecastsMade.name), contract.tables.get(BudgetLines.name)
    found = []
    for at, row in numbered(made.frame) if made is not None else ():
        centre, account = str(row[ForecastsMade.CENTRE]), str(row[ForecastsMade.ACCOUNT])
        day, year, amount = row[ForecastsMade.MADE_ON], int(row[ForecastsMade.YEAR]), int(row[ForecastsMade.AMOUNT])
        place = made.place(at, ForecastsMade.AMOUNT) if made is not None else NOWHERE
        found.append(Listed(centre, account, day, year, amount, place))
    if lines is None:
        return found
    listed = {each.month for each in found}
    for at, row in numbered(lines.frame[lines.frame[BudgetLines.FORECAST].notna()]):
        period: Period = row[BudgetLines.PERIOD]
        if period.grain is not Grain.MONTH:
            continue
        centre, account = str(row[BudgetLines.CENTRE]), str(row[BudgetLines.ACCOUNT])
        place = lines.place(at, BudgetLines.FORECAST)
        each = Listed(centre, account, period.last_day, period.year, int(row[BudgetLines.FORECAST]), place)
        if each.month not in listed:
            found.append(each)
    return found


def recorded_now(each: Listed, old: Recorded | None, was_final: bool, today: date) -> Recorded:
    """What is recorded of a forecast from now on: before the accounts it follows, after them it stays.

    Args:
        each: The forecast as it stands.
        old: What was recorded of it; None where it is new.
        was_final: Whether an earlier recalculation saw the final accounts.
        today: Today.
    """
    amount = each.amount or 0
    if old is None:
        return Recorded(amount, today, was_final)
    return old if was_final or old.amount == amount else Recorded(amount, today)


def recorded_before(about: Economics, listed: Sequence[Listed], finals: Mapping[AccountYear, int]) -> Before:
    """What earlier recalculations recorded of forecasts.

    Args:
        about: The workbook's economy.
        listed: The forecasts as they stand.
        finals: The final accounts that are known now.
    """
    seen, old = _standing(about)
    waiting = [each for each in listed if each.account_year in finals and each.account_year not in seen]
    if waiting:
        # Nothing was recorded of the account yet: the last recalculation tells whether its accounts were known.
        earlier, known = _last_recalculation(about, {each.account_year for each in waiting})
        seen |= earlier
        old += [pair for pair in known if pair[0].month not in {each.month for each, _ in old}]
    pairs, left = _matched(listed, old)
    gone = [
        (replace(each, amount=None), recorded)
        for each, recorded in left
        if each.account_year in seen and not recorded.was_entered_late
    ]
    return Before(seen, pairs, gone)


def _standing(about: Economics) -> tuple[dict[AccountYear, date], list[tuple[Listed, Recorded]]]:
    """When each account's final accounts were first seen, and what was recorded of each forecast."""
    raw = about.standing.get(ForecastAccuracy.name)
    if raw is None:
        return {}, []
    seen: dict[AccountYear, date] = {}
    found = []
    for row in records(read_table(ForecastAccuracy, raw, about.words).frame):
        day, on, year = row[ForecastAccuracy.MADE_ON], row[ForecastAccuracy.RECORDED_ON], row[ForecastAccuracy.YEAR]
        recorded, final_on = row[ForecastAccuracy.RECORDED], row[ForecastAccuracy.FINAL_ON]
        if any(is_missing(value) for value in (day, on, year, recorded)):
            continue
        amount = None if is_missing(row[ForecastAccuracy.AMOUNT]) else int(row[ForecastAccuracy.AMOUNT])
        each = Listed(str(row[ForecastAccuracy.CENTRE]), str(row[ForecastAccuracy.ACCOUNT]), day, int(year), amount)
        is_late = row[ForecastAccuracy.IS_LATE] == YesNo.YES
        entered_late = is_late and final_on is not None and (on > final_on or amount == recorded)
        found.append((each, Recorded(int(recorded), on, entered_late)))
        if final_on is not None:
            seen[each.account_year] = min(final_on, seen.get(each.account_year, final_on))
    return seen, found


def _last_recalculation(
    about: Economics, wanted: set[AccountYear]
) -> tuple[dict[AccountYear, date], list[tuple[Listed, Recorded]]]:
    """Which of the accounts the last recalculation knew in full, and the forecasts that it knew of them.

    A workbook from before forecasts were recorded has them beside its months: they are not new.
    """
    last = read_past(about.contract.book, about.words).last
    if last is None:
        return {}, []
    lines = last.frames[BudgetLines]
    known = {
        key: last.as_of
        for key in final_accounts(lines)
        if key in wanted and Period(key[2], Grain.YEAR).last_day <= last.as_of
    }
    found = []
    for row in records(lines):
        period: Period = row[BudgetLines.PERIOD]
        made = MadeIn(str(row[BudgetLines.CENTRE]), str(row[BudgetLines.ACCOUNT]), period.year, period.index)
        if made[:3] in known and period.grain is Grain.MONTH and not is_missing(row[BudgetLines.FORECAST]):
            amount = int(row[BudgetLines.FORECAST])
            each = Listed(made.centre, made.account, period.last_day, made.year, amount)
            found.append((each, Recorded(amount, last.as_of)))
    return known, found


def _matched(
    listed: Sequence[Listed], old: Iterable[tuple[Listed, Recorded]]
) -> tuple[list[tuple[Listed, Recorded | None]], list[tuple[Listed, Recorded]]]:
    """Forecasts beside what was recorded of them: by their day first, then by the month where the day was corrected."""
    by_day = {each.day: (each, recorded) for each, recorded in old}
    found: dict[int, Recorded] = {}
    for at, each in enumerate(listed):
        if each.day in by_day:
            found[at] = by_day.pop(each.day)[1]
    by_month = {each.month: each.day for each, _ in by_day.values()}
    for at, each in enumerate(listed):
        if at not in found and each.month in by_month:
            found[at] = by_day.pop(by_month.pop(each.month))[1]
    return [(each, found.get(at)) for at, each in enumerate(listed)], list(by_day.values())
