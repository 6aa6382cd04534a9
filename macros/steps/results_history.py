"""What was reported of each goal before: last time's result, what has become of it, and the lights of the year."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from macros.steps.moved_goals import date_before
from schemas.codes import Light, Rule, Summary, Unit
from schemas.frames import Record, is_missing, records
from schemas.measures import WHOLE_UNITS
from schemas.tables import History, Results
from schemas.words.vocabulary import Words
from udfs.goals.ahead import share_ahead
from udfs.goals.arrays import Codes, Figures, codes, figures, position
from workbook.present import amount

Key = tuple[str, str]
"""Centre and number of a goal."""
_NO_LINE = "–"


def with_past(results: pd.DataFrame, history: pd.DataFrame, as_of: date, words: Words) -> pd.DataFrame:
    """Results with what was reported of each goal before.

    Args:
        results: The results.
        history: The results of earlier reporting dates (``schemas.tables.History``).
        as_of: The reporting date of the results.
        words: The language.
    """
    dates = _by_date(history, as_of)
    before, rows = date_before(history, as_of), records(results)
    then = [None if before is None else before.lines.get(_key(row)) for row in rows]
    moves = _moves(rows, then)
    texts = {
        Results.LAST_SHOWN: [_last(row, line, words) for row, line in zip(rows, then, strict=True)],
        Results.CHANGE_SHOWN: [
            _change(row, line, move, words) for row, line, move in zip(rows, then, moves, strict=True)
        ],
        Results.LIGHT_STRIP: [_strip(row, dates, as_of, words) for row in rows],
    }
    columns = {str(name): pd.Series(told, index=results.index, dtype=object) for name, told in texts.items()}
    return results.assign(**columns)


def _by_date(history: pd.DataFrame, as_of: date) -> dict[date, dict[Key, Record]]:
    """The line of each goal at each earlier date: the approved one, where the date is closed, else the last."""
    found: dict[date, dict[Key, Record]] = {}
    for line in records(history):
        day, key = line[History.AS_OF], (str(line[History.CENTRE]), str(line[History.GOAL]))
        if not isinstance(day, date) or day >= as_of:
            continue
        lines = found.setdefault(day, {})
        if key not in lines or is_missing(lines[key][History.APPROVED]):
            lines[key] = line
    return found


def _key(row: Record) -> Key:
    return str(row[Results.CENTRE]), str(row[Results.NUMBER])


def _strip(row: Record, dates: Mapping[date, Mapping[Key, Record]], as_of: date, words: Words) -> str:
    """The mark of each reporting date of the year, earlier ones first, and today's last."""
    own = [dates[day].get(_key(row)) for day in sorted(dates) if day.year == as_of.year]
    marks = [_NO_LINE if line is None else _mark(line[History.LIGHT], words) for line in own]
    return "".join([*marks, _mark(row[Results.LIGHT], words)])


def _mark(light: object, words: Words) -> str:
    return words.symbol(Light.NONE if is_missing(light) else Light(str(light)))


def _last(row: Record, line: Record | None, words: Words) -> str | None:
    if line is None:
        return None
    value, mark = _shown(row, line), _mark(line[History.LIGHT], words)
    result = amount(value, _unit(row), words, count=int(row[Results.DECIMALS]))
    return words.text("last_result", result=result, mark=mark, day=words.day(line[History.AS_OF]))


def _unit(row: Record) -> str:
    """The unit that a figure is shown in: per cent stands beside the figures, and is said once."""
    unit = str(row[Results.SHOWN_UNIT])
    return unit if unit in {*WHOLE_UNITS, Unit.YES_NO} else Unit.POINTS.value


def _shown(row: Record, line: Record) -> float | None:
    """A result of the history in the unit that the goal's figures are shown in; None where it is not known in it."""
    shown = line[History.SHOWN_RESULT]
    if is_missing(shown) and row[Results.SHOWN_UNIT] == row[Results.UNIT]:
        shown = line[History.RESULT]  # of a workbook that was recalculated before both were kept
    return None if is_missing(shown) else float(shown)


def _change(row: Record, line: Record | None, move: float, words: Words) -> str | None:
    """What has become of the result, in the goal's unit, and whether that is better or worse."""
    before = None if line is None else _shown(row, line)
    now = row[Results.SHOWN_RESULT]
    if before is None or is_missing(now):
        return None
    count = int(row[Results.DECIMALS])
    change = amount(float(now) - before, _unit(row), words, sign=True, count=count)
    if np.isnan(move) or round(move, _EVEN) == 0:
        return words.text("change_none") if not change.strip("0,.") else change
    return words.text("change_better" if move > 0 else "change_worse", change=change).strip(f"{_NO_LINE}\n")


_EVEN = 9  # decimals of a share below which nothing has moved


def _moves(rows: Sequence[Record], then: Sequence[Record | None]) -> list[float]:
    """How far each goal's result has moved for the better since last time; below nought for the worse, NaN unknown.

    A sum grows with every month, and so does what is asked of it: it is better where it is further ahead of that, as a
    share of it. A band is better where the result is nearer to it.
    """
    rule = codes([str(row[Results.RULE]) for row in rows], Rule)
    now = _leads(rule, rows)
    before = _leads(rule, [_as_result(row, line) for row, line in zip(rows, then, strict=True)])
    return [float(move) for move in now - before]


def _as_result(row: Record, line: Record | None) -> Record:
    """A line of the history as a result; a band's ceiling is today's where it was not kept."""
    if line is None:
        return {}
    kept, now = line[History.TARGET_TO_DATE_MAX], row[Results.TARGET_TO_DATE_MAX]
    own = {Results.TARGET_TO_DATE_MAX: now if is_missing(kept) else kept, Results.SUMMARY: row.get(Results.SUMMARY)}
    return {**line, **{str(name): value for name, value in own.items()}}


def _leads(rule: Codes, rows: Sequence[Record]) -> Figures:
    names = (Results.RESULT, Results.TARGET_TO_DATE, Results.TARGET_TO_DATE_MAX)
    value, target, most = (figures([row.get(name, np.nan) for row in rows]) for name in names)
    share = share_ahead(rule, value, target, most)
    is_sum = np.array([row.get(Results.SUMMARY) == Summary.SUM for row in rows], dtype=bool)
    by_share = (is_sum | (rule == position(Rule.BAND))) & ~np.isnan(share)
    return np.where(by_share, share, np.where(rule == position(Rule.AT_MOST), -value, value))
