"""Sums since the year began turned into each period's own figures, by the difference from the sum before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from schemas.codes import Summary
from schemas.expected import Expected
from schemas.fields import Field, Table
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import Issue
from schemas.masking import Amount
from schemas.reading import Understood
from schemas.tables import KEYS, MARK, BudgetLines, Centres, Goals, Observations
from schemas.text.amounts import kroner
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period, whole_period
from schemas.thresholds import DECIMALS_KEPT
from schemas.words.vocabulary import Words

_PARTS = (Observations.NUMERATOR, Observations.DENOMINATOR)
_Series = tuple[object, object, int]
"""Centre, measure (or account) and year."""
_Sums = Mapping[str, float]


@dataclass
class Divided:
    """Rows divided, and what was found.

    Args:
        frame: The rows; those of which no period can be told are left out.
        issues: Findings.
    """

    frame: pd.DataFrame
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True)
class _Asked:
    """What is divided: where the rows stand, the columns of sums, the contract, the language of findings."""

    understood: Understood
    figures: Sequence[Field]
    expected: Expected | None
    words: Words

    @property
    def table(self) -> type[Table]:
        return self.understood.table

    @cached_property
    def _others(self) -> frozenset[str]:
        """Measures that are not summed over the year: shares, means, stocks."""
        if self.expected is None:
            return frozenset()
        goals = self.expected.goals
        return frozenset(goals.loc[goals[Goals.SUMMARY] != Summary.SUM, Goals.MEASURE])

    @cached_property
    def _begins(self) -> Mapping[object, date]:
        """Centre -> the day from which it is there, of those that open within a year."""
        if self.expected is None:
            return {}
        centres = self.expected.centres
        listed = zip(centres[Centres.CENTRE], centres[Centres.VALID_FROM], strict=True)
        return {name: day for name, day in listed if isinstance(day, date)}

    def months_before(self, centre: object, year: int) -> int:
        """The months of a year before a centre began: they have no figures, and its sums begin after them."""
        day = self._begins.get(centre)
        return day.month - 1 if day is not None and day.year == year else 0

    def has_no_sum(self, record: Record) -> bool:
        """Whether a row is a share, a mean or a stock without the parts by which it could be divided."""
        if self.table is not Observations or record[Observations.MEASURE] not in self._others:
            return False
        return any(is_missing(record[each]) for each in _PARTS)

    def shown(self, value: float) -> Amount:
        return Amount(self.words.number(kroner(int(value)) if self.table is BudgetLines else value))


def by_difference(
    understood: Understood, frame: pd.DataFrame, figures: Sequence[Field], expected: Expected | None, words: Words
) -> Divided:
    """Make each period's own figures of sums since the year began.

    Args:
        understood: Where the rows stand.
        frame: Its rows, each with the sum up to the end of its period.
        figures: The columns of such sums.
        expected: The contract, whose own earlier months stand for those that the export lacks; None without one.
        words: The language of the findings.

    Returns:
        Rows of the same table and index, each of the months since the sum before it: a month, or a quarter where its
        first two months have no sum. A gap that is no whole period is an error, a fall is a warning.
    """
    divided, asked = Divided(frame), _Asked(understood, figures, expected, words)
    series: dict[_Series, list[tuple[int, Record]]] = {}
    for row, record in numbered(frame):
        *about, period = (record[key] for key in KEYS[asked.table])
        if isinstance(period, Period) and not any(map(is_missing, about)):
            series.setdefault((about[0], about[1], period.year), []).append((row, _by_parts(record, asked)))
    before = _known(asked)
    changed: dict[int, Record] = {}
    for key, rows in series.items():
        ordered = sorted(rows, key=lambda each: (each[1][Observations.PERIOD].last_month, each[0]))
        first = ordered[0][1][Observations.PERIOD].first_month % MONTHS_A_YEAR
        begun = asked.months_before(key[0], key[2])
        # Where the export has figures of the time before, they are part of the sums.
        start = begun if begun <= first else 0
        changed |= dict(_divided(asked, ordered, before.get(key, {}), divided.issues, start))
    divided.frame = _with(frame, asked.table, changed)
    divided.issues += _said(asked, changed)
    return divided


def _by_parts(record: Record, asked: _Asked) -> Record:
    """A share with its parts alone: the share to date is none of the period."""
    if asked.table is not Observations or any(is_missing(record[each]) for each in _PARTS):
        return record
    return {**record, Observations.VALUE: None}


def _divided(
    asked: _Asked, rows: Sequence[tuple[int, Record]], known: Mapping[int, _Sums], issues: list[Issue], start: int
) -> Iterator[tuple[int, Record]]:
    """The rows of one series with their own figures, from a month on; one without a sum stays as it is."""
    reached, sums = start, _none(asked)
    for row, record in rows:
        told = record[Observations.PERIOD]
        end = told.last_month % MONTHS_A_YEAR + 1
        if all(is_missing(record[each]) for each in asked.figures):
            yield row, record
            continue
        if asked.has_no_sum(record):
            issues.append(_note("accumulated_ratio", asked, row, record, str(told)))
            continue
        reached, sums = _nearest(reached, sums, end, known)
        period = whole_period(told.year, reached + 1, end) if end > reached else None
        if period is None:
            issues.append(_gap(asked, row, record, reached, end))
            continue
        own = {str(each): _less(record[each], sums[str(each)]) for each in asked.figures}
        for each in asked.figures:
            less = own[str(each)]
            if less is not None and less < 0 and each not in _PARTS:
                issues.append(_note("accumulated_fall", asked, row, record, asked.shown(less), period=period))
        reached, sums = end, {name: sums[name] if is_missing(record[name]) else record[name] for name in sums}
        yield row, {**record, **own, Observations.PERIOD: period}


def _none(asked: _Asked) -> _Sums:
    return dict.fromkeys(map(str, asked.figures), 0.0)


def _less(value: Any, before: float) -> float | int | None:
    if is_missing(value):
        return None
    return value - int(before) if isinstance(value, int) else float(round(value - before, DECIMALS_KEPT))


def _nearest(reached: int, sums: _Sums, end: int, known: Mapping[int, _Sums]) -> tuple[int, _Sums]:
    """The last month before a sum whose own sum is known: of the export, or with the months that the workbook has."""
    last = max((each for each in known if each < end), default=0)
    if last <= reached or (reached and reached not in known):
        return reached, sums
    between = {name: known[last][name] - (known[reached][name] if reached else 0) for name in sums}
    return last, {name: sums[name] + between[name] for name in sums}


def _known(asked: _Asked) -> dict[_Series, dict[int, dict[str, float]]]:
    """The workbook's sums from January on, as far as its figures reach without a gap: series -> month -> sums."""
    if asked.expected is None:
        return {}
    frame = asked.expected.budget_lines if asked.table is BudgetLines else asked.expected.observations
    inside: dict[_Series, dict[int, Record]] = {}
    for record in records(frame):
        *about, period = (record[key] for key in KEYS[asked.table])
        first = period.first_month % MONTHS_A_YEAR + 1
        has = any(not is_missing(record[each]) for each in asked.figures)
        rows = inside.setdefault((about[0], about[1], period.year), {})
        if has and (first not in rows or rows[first][Observations.PERIOD].grain > period.grain):
            rows[first] = record
    return {key: _running(rows, asked.figures, asked.months_before(key[0], key[2])) for key, rows in inside.items()}


def _running(rows: Mapping[int, Record], figures: Sequence[Field], begun: int) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = {}
    sums: dict[str, float] = dict.fromkeys(map(str, figures), 0)
    month = 1
    if begun and not any(each <= begun for each in rows):
        month, found[begun] = begun + 1, dict(sums)
    while month in rows:
        record = rows[month]
        sums = {name: sums[name] + (0 if is_missing(record[name]) else record[name]) for name in sums}
        month += int(record[Observations.PERIOD].grain)
        found[month - 1] = dict(sums)
    return found


def _gap(asked: _Asked, row: int, record: Record, reached: int, end: int) -> Issue:
    year = record[Observations.PERIOD].year
    months = [str(Period(year, Grain.MONTH, month)) for month in range(reached + 1, end)]
    missing = ", ".join(months) or str(record[Observations.PERIOD])
    return _note("accumulated_gap", asked, row, record, str(record[Observations.PERIOD]), missing=missing)


def _note(code: str, asked: _Asked, row: int, record: Record, value: str, **details: object) -> Issue:
    centre, measure = (record[key] for key in KEYS[asked.table][:2])
    place = asked.understood.place(row, Observations.PERIOD)
    shown = asked.words.show(BudgetLines.ACCOUNT, str(measure)) if asked.table is BudgetLines else measure
    return Issue(code, place, value, {"centre": centre, "measure": shown, **details})


def _said(asked: _Asked, changed: Mapping[int, Record]) -> list[Issue]:
    """That figures were made by difference, once a sheet, with the last as the example."""
    made = [(row, rec) for row, rec in changed.items() if any(not is_missing(rec[each]) for each in asked.figures)]
    if not made:
        return []
    row, record = made[-1]
    shown = next(record[each] for each in asked.figures if not is_missing(record[each]))
    about = {"count": len(made), "period": record[Observations.PERIOD]}
    return [_note("accumulated_split", asked, row, record, asked.shown(shown), **about)]


def _with(frame: pd.DataFrame, table: type[Table], changed: Mapping[int, Record]) -> pd.DataFrame:
    kept = frame.loc[[int(row) in changed for row in frame.index]].copy()
    for name in (*map(str, table.fields), *([MARK] if MARK in frame else [])):
        values = [changed[int(row)][name] for row in kept.index]
        kept[name] = pd.Series(values, index=kept.index, dtype=frame[name].dtype)
    return kept
