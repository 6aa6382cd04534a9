"""How the figures of goals moved from the deadline of an action until now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from macros.steps.economy.warning_texts import month_name
from macros.steps.papers.about import About
from schemas.frames import Record, is_missing, records
from schemas.tables import History, Results
from schemas.text.periods import PeriodError, days_of
from schemas.words.vocabulary import Words
from workbook.present import amount, decimals

Key = tuple[str, str]
"""Centre and number of a goal."""


@dataclass(frozen=True)
class _Figure:
    """A figure of a goal.

    Args:
        day: The reporting date, or the last day of the month.
        value: The figure.
        target: The target to date, where it is known.
        is_month: Whether it is the figure of a month, and not of the year to date.
    """

    day: date
    value: float
    target: float | None = None
    is_month: bool = False


@dataclass(frozen=True)
class Figures:
    """The figures of a workbook's goals over time.

    Args:
        now: The line of each goal's result.
        as_of: The reporting date.
        reported: The results of each goal by reporting date, earlier ones first.
        monthly: The values of each goal by month.
    """

    now: dict[Key, Record]
    as_of: date
    reported: dict[Key, list[_Figure]] = field(default_factory=dict)
    monthly: dict[Key, list[_Figure]] = field(default_factory=dict)


def figures_of(about: About) -> Figures:
    """The figures of a workbook's goals over time."""
    rows = records(about.results)
    now = {(str(row[Results.CENTRE]), str(row[Results.NUMBER])): row for row in rows}
    by_day: dict[Key, dict[date, _Figure]] = {}
    for line in records(about.history):  # of a date that was computed again, the later line
        day, value = line[History.AS_OF], line[History.RESULT]
        if isinstance(day, date) and day < about.as_of and not is_missing(value):
            target = None if is_missing(line[History.TARGET_TO_DATE]) else float(line[History.TARGET_TO_DATE])
            key = (str(line[History.CENTRE]), str(line[History.GOAL]))
            by_day.setdefault(key, {})[day] = _Figure(day, float(value), target)
    reported = {key: [found[day] for day in sorted(found)] for key, found in by_day.items()}
    return Figures(now, about.as_of, reported, _monthly(about))


def _monthly(about: About) -> dict[Key, list[_Figure]]:
    ends = {str(column): _last_day(str(column)) for column in about.monthly.columns}
    found: dict[Key, list[_Figure]] = {}
    for (_, line), row in zip(about.monthly.iterrows(), records(about.results), strict=True):
        values = [
            _Figure(end, float(line[month]), is_month=True)
            for month, end in ends.items()
            if end is not None and end <= about.as_of and not is_missing(line[month])
        ]
        found[str(row[Results.CENTRE]), str(row[Results.NUMBER])] = values
    return found


def _last_day(month: str) -> date | None:
    try:
        return days_of(month)[1]
    except PeriodError:
        return None


def movement(goals: Sequence[str], due: date, figures: Figures, words: Words) -> str | None:
    """How goals moved after a deadline: the figure last reported by then, and now.

    Args:
        goals: The goals' numbers.
        due: The deadline.
        figures: The figures over time. Of a goal without a reporting date on or before the deadline, its months stand
            for it.
        words: The language.

    Returns:
        ``mål 8: 81,0 % → 84,2 % (31-03-2011 → 30-06-2011)``; None where no
        goal has both figures, or none has moved.
    """
    told: dict[tuple[date, date, bool], list[str]] = {}
    centres = {centre for centre, _ in figures.now}
    for key, row in figures.now.items():
        if key[1] not in goals:
            continue
        before, after = _before_and_after(key, row, due, figures)
        if before is None or after is None or before.day >= after.day:
            continue
        old, new = (_shown(each, row, words) for each in (before, after))
        if old == new:
            continue
        if before.target is not None and after.target is not None and before.target != after.target:
            old, new = (
                words.text("plan_against", figure=_shown(each, row, words), target=_amount(each.target, row, words))
                for each in (before, after)
            )
        name = f"{key[1]} {key[0]}" if len(centres) > 1 else key[1]
        lead = words.text("plan_goal", number=name) + ": "
        told.setdefault((before.day, after.day, before.is_month), []).append(f"{lead}{old} → {new}")
    return "; ".join(_told("; ".join(moves), *when, words) for when, moves in told.items()) or None


def _told(moves: str, first: date, last: date, is_month: bool, words: Words) -> str:
    if is_month:
        return words.text(
            "plan_months", moves=moves, first=month_name(first.month, words), last=month_name(last.month, words)
        )
    return words.text("plan_days", moves=moves, first=words.day(first), last=words.day(last))


def _before_and_after(key: Key, row: Record, due: date, figures: Figures) -> tuple[_Figure | None, _Figure | None]:
    before = _last_by(figures.reported.get(key, []), due)
    if before is not None:
        value, target = row[Results.RESULT], row[Results.TARGET_TO_DATE]
        if is_missing(value):
            return None, None
        return before, _Figure(figures.as_of, float(value), None if is_missing(target) else float(target))
    months = figures.monthly.get(key, [])
    return _last_by(months, due), months[-1] if months else None


def _last_by(found: Sequence[_Figure], due: date) -> _Figure | None:
    return max((each for each in found if each.day <= due), key=lambda each: each.day, default=None)


def _shown(figure: _Figure, row: Record, words: Words) -> str:
    return _amount(figure.value, row, words)


def _amount(value: float | None, row: Record, words: Words) -> str:
    return amount(value, str(row[Results.UNIT]), words, count=decimals(row))
