"""From when to when the lines of a goal hold: which one is in force on a day, and what speaks against ending it."""

from datetime import date

from macros.steps.contract_changes.opened import OpenRegister
from macros.steps.contract_changes.planned import Decision
from schemas.errors import RefusedError
from schemas.fields import Field
from schemas.frames import Record, is_missing
from schemas.issues.issue import OF_GOAL, Issue, Place
from schemas.reading import match_headers, place_in
from schemas.tables import Centres, Goals
from schemas.text.periods import Grain, Period, running_month
from schemas.words.vocabulary import Words

_ENDS = " .;"


def place_of(opened: OpenRegister, row: int, column: Field) -> Place:
    """Where a value of a goal's line stands in the register."""
    raw = opened.register.sources[Goals.name]
    return place_in(raw, row, match_headers(Goals, raw, opened.words)[0].get(column))


def end_of_year(year: int) -> date:
    """The last day of a contract year."""
    return Period(year, Grain.YEAR).last_day


def line_in_force(opened: OpenRegister, centre: str, number: str, day: date) -> tuple[int, Record]:
    """The line of a goal that holds on a day, the last of them.

    Raises:
        RefusedError: The goal begins after the day, or has a line that begins after it.
    """
    versions = opened.versions(centre, number)
    opening = date(opened.year, 1, 1)
    row, first = versions[0]
    start = first[Goals.VALID_FROM] if isinstance(first[Goals.VALID_FROM], date) else opening
    if day < max(start, opening) or day < opening:
        about = {"start": max(start, opening), OF_GOAL: (number, centre)}
        raise RefusedError([Issue("goal_not_begun", place_of(opened, row, Goals.VALID_FROM), _day(opened, day), about)])
    later = [(at, line) for at, line in versions if _starts_after(line, day)]
    if later:
        at, line = later[0]
        about = {"start": line[Goals.VALID_FROM], "day": day, OF_GOAL: (number, centre)}
        place = place_of(opened, at, Goals.VALID_FROM)
        raise RefusedError([Issue("goal_has_later_line", place, _day(opened, line[Goals.VALID_FROM]), about)])
    return versions[-1]


def closed_by(opened: OpenRegister, row: int, line: Record, day: date) -> Issue | None:
    """That a goal is closed by a day already; None where it goes on."""
    end = line[Goals.VALID_TO]
    if not isinstance(end, date) or end > day:
        return None
    by = "" if is_missing(line[Goals.DECIDED_BY]) else str(line[Goals.DECIDED_BY])
    about = {
        "by": by or opened.words.text("nobody_said"),
        OF_GOAL: (str(line[Goals.NUMBER]), str(line[Goals.CENTRE])),
    }
    return Issue("goal_closed_already", place_of(opened, row, Goals.VALID_TO), _day(opened, end), about)


def centre_closed_by(opened: OpenRegister, centre: str, day: date) -> Issue | None:
    """That a centre is closed by a day already; None where it goes on."""
    line = opened.centre_row(centre)[1]
    end = line.get(Centres.VALID_TO)
    if not isinstance(end, date) or end > day:
        return None
    by = line.get(Centres.DECIDED_BY)
    details = {"centre": centre, "by": opened.words.text("nobody_said") if is_missing(by) else str(by)}
    return Issue("centre_closed_already", Place(opened.path.name), _day(opened, end), details)


def months_until(opened: OpenRegister, line: Record, day: date) -> tuple[int, int, int]:
    """A goal's first month of the year (January is 1), its months up to and with a day's, and all its months."""
    whole = Period(opened.year, Grain.YEAR)
    versions = opened.versions(str(line[Goals.CENTRE]), str(line[Goals.NUMBER]))
    start, end = versions[0][1][Goals.VALID_FROM], line[Goals.VALID_TO]
    first = max(running_month(start), whole.first_month) if isinstance(start, date) else whole.first_month
    last = min(running_month(end), whole.last_month) if isinstance(end, date) else whole.last_month
    return first - whole.first_month + 1, running_month(day) - first + 1, last - first + 1


def said_also(line: Record, decision: Decision, words: Words) -> dict[Field, object]:
    """Reason and decision of a line that ends, beside those that it has already."""
    closed = words.text("closed_on", day=words.day(decision.day))
    return {
        Goals.DECIDED_BY: _beside(line[Goals.DECIDED_BY], decision.decided_by, closed),
        Goals.REASON: _beside(line[Goals.REASON], decision.reason, closed),
    }


def _beside(old: object, new: str, closed: str) -> str:
    if is_missing(old):
        return new
    return f"{str(old).strip(_ENDS)}; {closed}: {new}" if str(old) != new else new


def _starts_after(line: Record, day: date) -> bool:
    start = line[Goals.VALID_FROM]
    return isinstance(start, date) and start > day


def _day(opened: OpenRegister, day: date) -> str:
    return opened.words.day(day)
