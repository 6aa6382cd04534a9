"""Why a goal's figures are others than at the recalculation before: old inputs, with one cause more at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from macros.steps.contract import Contract
from macros.steps.snapshots import CHANCE, FIGURES_KEPT, Key, figures_of
from schemas.codes import ChangedFigure
from schemas.fields import Field, Table
from schemas.frames import Record, is_missing, records
from schemas.reading import Understood, frame_of
from schemas.tables import (
    FIGURES,
    KEYS,
    MARK,
    BudgetLines,
    Changes,
    ForecastsMade,
    Goals,
    Measures,
    Observations,
    Parameters,
    Results,
)
from schemas.written import compared
from udfs.goals.parts_of_change import has_moved, parts_of_change
from workbook.trail.snapshots import Snapshot

CAUSES = (Changes.MONTHS, Changes.REVISED, Changes.VERSION, Changes.PARAMETER, Changes.PROGRAM)
"""What moves a figure, in the order in which it is told; the program's version is what remains."""
Again = Callable[[Contract, date], pd.DataFrame]
"""Computes the results of a workbook's tables as of a date."""
Figures = Mapping[Key, Record]
"""Centre and number of each goal → its figures and its light."""
_SERIES: tuple[type[Table], ...] = (Observations, BudgetLines)
_NO_FIGURES: Mapping[str, Any] = {}


@dataclass(frozen=True)
class _Now:
    """What stands now: the workbook, its reporting date and the figures that came out."""

    contract: Contract
    as_of: date
    figures: Figures


def changes_since(before: Snapshot, after: Snapshot, contract: Contract, again: Again) -> list[Record]:
    """Why figures are others than before, split among their causes.

    Args:
        before: What was computed last, and from what.
        after: What is computed now, and from what.
        contract: The workbook, from which it is computed.
        again: Computes the results of mixed tables.

    Returns:
        Records of ``Changes``, one for each figure that moved; those of a light hold codes, and two in a row where it
        turned. None where nothing moved.
    """
    keys = [key for key in {**after.figures, **before.figures} if _moved(before, after, key)]
    if not keys:
        return []
    now = _Now(contract, after.as_of, after.figures)
    stages = _stages(before, after, now, again)
    facts = _facts(before, contract)
    found = [line for name in FIGURES_KEPT for line in _figure_lines(str(name), keys, before, stages)]
    found += [line for key in keys if (line := _light_line(key, before, stages))]
    order = {key: place for place, key in enumerate(keys)}
    found.sort(key=lambda line: order[line[Changes.CENTRE], line[Changes.NUMBER]])
    dates: Record = {Changes.BEFORE_AS_OF: before.as_of, Changes.AS_OF: after.as_of}
    return [{**line, **facts[line[Changes.CENTRE], line[Changes.NUMBER]], **dates} for line in found]


def _moved(before: Snapshot, after: Snapshot, key: Key) -> bool:
    old, new = (each.figures.get(key, _NO_FIGURES) for each in (before, after))
    if old.get(Results.LIGHT) != new.get(Results.LIGHT):
        return True
    pair = [np.array([_number(each.get(name)) for name in _comparable(before)]) for each in (old, new)]
    return bool(has_moved(*pair).any())


def _comparable(before: Snapshot) -> list[str]:
    """The figures that the program before gave at all: a new column is no change."""
    given = {name for figures in before.figures.values() for name in figures}
    return [str(name) for name in FIGURES_KEPT if name in given or name != CHANCE]


def _number(value: object) -> float:
    return np.nan if is_missing(value) else float(value)  # type: ignore[arg-type]  # figures


def _stages(before: Snapshot, after: Snapshot, now: _Now, again: Again) -> list[Figures]:
    """The figures of today's program from what stood then, then with one cause more each: what is alike is not redone.

    Returns:
        One set of figures for what stood then, and one for each cause but the program.
    """
    causes = _causes(before, after)
    moving = [cause for cause in CAUSES[:-1] if causes[cause]]
    stage = before.figures
    if not moving:
        stage = after.figures  # of the same inputs the program gives something else
    elif causes[Changes.PROGRAM]:
        stage = figures_of(again(_mixed(now.contract, before, ()), before.as_of))
    found = [stage]
    for number, cause in enumerate(CAUSES[:-1]):
        if [cause] == moving[-1:]:
            stage = after.figures
        elif causes[cause]:
            stage = figures_of(again(_mixed(now.contract, before, CAUSES[: number + 1]), now.as_of))
        found.append(stage)
    return found


def _causes(before: Snapshot, after: Snapshot) -> dict[Field, bool]:
    """Which causes there are: what of the inputs is not as it was."""
    arrived, revised = False, False
    for table in _SERIES:
        old, new = (_by_key(table, each.frames[table]) for each in (before, after))
        for key in {**old, **new}:
            one, other = old.get(key), new.get(key)
            if _figures(table, one) != _figures(table, other):
                is_new = _has_arrived(table, one, other)
                arrived, revised = arrived or is_new, revised or not is_new
    return {
        Changes.MONTHS: arrived or before.as_of != after.as_of,
        Changes.REVISED: revised,
        Changes.VERSION: not _alike(
            _known(before.frames[Goals], before.as_of), _known(after.frames[Goals], after.as_of), Goals
        ),
        Changes.PARAMETER: not (
            _alike(before.frames[Parameters], after.frames[Parameters], Parameters)
            and _alike(before.frames.get(Measures), after.frames.get(Measures), Measures)
        ),
        Changes.PROGRAM: before.program != after.program,
    }


def _alike(one: pd.DataFrame | None, other: pd.DataFrame | None, table: type[Table]) -> bool:
    if one is None or other is None:
        return one is other
    return _values(one, table) == _values(other, table)


def _values(frame: pd.DataFrame, table: type[Table]) -> list[tuple[Any, ...]]:
    rows = records(frame)
    return [tuple(None if is_missing(row.get(name)) else row[name] for name in table.fields) for row in rows]


def _by_key(table: type[Table], frame: pd.DataFrame) -> dict[tuple[Any, ...], Record]:
    return {tuple(row[name] for name in KEYS[table]): row for row in records(frame)}


def _figures(table: type[Table], row: Record | None) -> list[object]:
    return [None if row is None or is_missing(row.get(name)) else row[name] for name in compared(table)]


def _has_arrived(table: type[Table], old: Record | None, new: Record | None) -> bool:
    """Whether a row is new, and not another one than was known; of a budget line its use tells."""
    if new is None:
        return False
    telling = [BudgetLines.ACTUAL] if table is BudgetLines else [*FIGURES[Observations], MARK]
    return old is None or all(is_missing(old.get(name)) for name in telling)


def _known(goals: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The lines of a register that a reporting date knew: later versions of a goal that it had are left out."""
    starts = [day if isinstance(day, date) else date.min for day in goals[Goals.VALID_FROM]]
    keys = list(zip(goals[Goals.CENTRE], goals[Goals.NUMBER], strict=True))
    begun = {key for key, day in zip(keys, starts, strict=True) if day <= as_of}
    kept = [day <= as_of or key not in begun for key, day in zip(keys, starts, strict=True)]
    return goals[kept].reset_index(drop=True)


def _mixed(contract: Contract, before: Snapshot, causes: Sequence[Field]) -> Contract:
    """A workbook as it stood then, but for some causes, in which it is as it stands now."""
    tables = dict(contract.tables)
    now = {Observations: contract.frame(Observations), BudgetLines: contract.figure_lines}
    _put(tables, BudgetLines, now[BudgetLines])
    tables.pop(ForecastsMade.name, None)  # its forecasts stand in those lines
    if Changes.VERSION not in causes:
        goals = before.frames[Goals]
        _put(tables, Goals, _known(goals, before.as_of) if causes else goals)
    for table in _SERIES:
        if Changes.REVISED not in causes:
            old = before.frames[table]
            _put(tables, table, _with_arrived(table, old, now[table]) if causes else old)
    if Changes.PARAMETER not in causes:
        _put(tables, Parameters, before.frames[Parameters])
        if Measures in before.frames:
            _put(tables, Measures, before.frames[Measures])
        else:
            tables.pop(Measures.name, None)
    return replace(contract, tables=tables, corrected=None, corrected_on=None)


def _put(tables: dict[str, Understood], table: type[Table], frame: pd.DataFrame) -> None:
    if table.name in tables:
        tables[table.name] = replace(tables[table.name], frame=frame)


def _with_arrived(table: type[Table], old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Old rows, and of the new ones those that have arrived since."""
    known = _by_key(table, old)
    arrived = {key: row for key, row in _by_key(table, new).items() if _has_arrived(table, known.get(key), row)}
    rows = list({**known, **arrived}.values())
    frame = frame_of(table, rows)
    if table is Observations:
        frame[MARK] = pd.Series([row.get(MARK) for row in rows], dtype=object)
    return frame


def _facts(before: Snapshot, contract: Contract) -> dict[Key, Record]:
    """Title and unit of each goal, as its last line has them."""
    return {
        (str(row[Goals.CENTRE]), str(row[Goals.NUMBER])): {
            Changes.TITLE: row[Goals.TITLE],
            Changes.UNIT: row[Goals.UNIT],
        }
        for frame in (before.frames[Goals], contract.goals)
        for row in records(frame)
    }


def _figure_lines(name: str, keys: Sequence[Key], before: Snapshot, stages: Sequence[Figures]) -> list[Record]:
    """A line for each goal of which a figure moved."""
    if name not in _comparable(before):
        return []
    old = _column(before.figures, keys, name)
    columns = [_column(stage, keys, name) for stage in stages]
    split = parts_of_change(old, columns)
    moved = has_moved(old, columns[-1])
    return [
        {
            Changes.CENTRE: keys[row][0],
            Changes.NUMBER: keys[row][1],
            Changes.FIGURE: ChangedFigure(name),
            Changes.BEFORE: _or_none(old[row]),
            Changes.AFTER: _or_none(columns[-1][row]),
            Changes.CHANGE: _or_none(split.change[row]),
            **{cause: _or_none(part) for cause, part in zip(CAUSES, split.parts[row], strict=True)},
        }
        for row in np.flatnonzero(moved).tolist()
    ]


def _column(figures: Figures, keys: Sequence[Key], name: str) -> np.ndarray:
    return np.array([_number(figures.get(key, _NO_FIGURES).get(name)) for key in keys], dtype=np.float64)


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _light_line(key: Key, before: Snapshot, stages: Sequence[Figures]) -> Record | None:
    """The line of a light that turned: beside each cause from which to which."""
    old, *lights = (each.get(key, _NO_FIGURES).get(Results.LIGHT) for each in (before.figures, *stages))
    if lights[-1] == old:
        return None
    steps = [*pairwise(lights), (old, lights[0])]
    return {
        Changes.CENTRE: key[0],
        Changes.NUMBER: key[1],
        Changes.FIGURE: ChangedFigure.LIGHT,
        Changes.BEFORE: old,
        Changes.AFTER: lights[-1],
        **{cause: [*step] if step[0] != step[1] else None for cause, step in zip(CAUSES, steps, strict=True)},
    }
