"""What is said of forecasts that were entered, changed or removed when the accounts were known already."""

from collections.abc import Sequence
from datetime import date

from macros.steps.economy.forecast_register import Line
from macros.steps.economy.found import Economics
from schemas.codes import Unit
from schemas.issues.issue import Issue
from schemas.tables import ForecastsMade
from schemas.text.amounts import kroner
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import Words
from workbook.present import amount


def late_issues(lines: Sequence[Line], about: Economics) -> list[Issue]:
    """One finding for each forecast that is no forecast any more.

    Args:
        lines: The forecasts with what is recorded of them.
        about: The workbook's economy.
    """
    found = []
    for line in lines:
        issue = _issue(line, about)
        if issue is not None:
            found.append(issue)
    return found


def _issue(line: Line, about: Economics) -> Issue | None:
    listed, words = line.listed, about.words
    told: dict[str, object] = {
        "centre": listed.centre,
        "account": words.show(ForecastsMade.ACCOUNT, listed.account),
        "made_on": listed.made_on,
        "year": listed.year,
        "recorded": _kr(line.recorded.amount, words),
        "recorded_on": line.recorded.on,
        "final_on": line.final_on or about.today,
    }
    if listed.amount is None:
        return Issue("forecast_removed_late", about.place(ForecastsMade), words.day(listed.made_on), told)
    if _is_after(listed.made_on, listed.year):
        return Issue("forecast_made_late", listed.place, words.day(listed.made_on), told)
    if line.is_changed_late:
        return Issue("forecast_changed_late", listed.place, _kr(listed.amount, words), told)
    if line.recorded.was_entered_late:
        return Issue("forecast_entered_late", listed.place, _kr(listed.amount, words), told)
    return None


def _is_after(day: date, year: int) -> bool:
    return day > Period(year, Grain.YEAR).last_day


def _kr(ore: int, words: Words) -> str:
    return amount(float(kroner(ore)), Unit.KR, words)
