"""The figures that come along as history, with where they came from; the catalogue of measures, and the parameters."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from macros.steps.measure_lines import lines_for
from macros.steps.papers.in_words import parameter_titles
from macros.steps.rolling.carrying import Carrying, only
from schemas.fields import Table
from schemas.frames import Record, is_missing, records
from schemas.parameters import in_force
from schemas.parameters import rows as parameter_rows
from schemas.reading import frame_of
from schemas.tables import (
    KEYS,
    BudgetLines,
    Goals,
    Inflows,
    Measures,
    Observations,
    Origins,
    Parameters,
    Taxameters,
)
from schemas.text.periods import Period


@dataclass(frozen=True)
class CarriedFigures:
    """The figures of next year's workbook.

    Args:
        frames: Observations, budget lines, origins, measures and parameters, by table name.
        months: How many months the observations and used amounts cover.
        left: Table -> how many rows stay behind: those of measures that no goal of next year has.
    """

    frames: dict[str, pd.DataFrame]
    months: int
    left: dict[str, int]


def carried_figures(about: Carrying) -> CarriedFigures:
    """Carry them.

    Args:
        about: The year that ends, and what comes along of its goals.
    """
    observed, lines = about.old.frame(Observations.name), about.old.frame(BudgetLines.name)
    pairs = zip(observed[Observations.CENTRE], observed[Observations.MEASURE], strict=True)
    used = _used(about)
    kept = only(observed, [pair in used for pair in pairs])
    history: dict[type[Table], pd.DataFrame] = {Observations: kept, BudgetLines: lines}
    frames = {
        Observations.name: kept,
        BudgetLines.name: lines.reset_index(drop=True),
        Origins.name: _origins(about, history),
        Measures.name: lines_for(about.goals, _still_used(about)),
        Parameters.name: parameters(about),
    }
    left = len(observed) - len(kept)
    return CarriedFigures(frames, _months(kept, lines), {Observations.name: left} if left else {})


def _used(about: Carrying) -> set[tuple[object, object]]:
    """Centre and measure of what a goal, a taxameter or an inflow of next year is counted by."""
    tables: tuple[tuple[pd.DataFrame, type[Goals | Taxameters | Inflows]], ...] = (
        (about.goals, Goals),
        (about.old.frame(Taxameters.name), Taxameters),
        (about.old.frame(Inflows.name), Inflows),
    )
    return {
        (centre, measure)
        for frame, table in tables
        for centre, measure in zip(frame[table.CENTRE], frame[table.MEASURE], strict=True)
    }


def _still_used(about: Carrying) -> pd.DataFrame:
    """The lines of the catalogue, but for measures that only a goal which stays behind was counted by."""
    old_goals, lines = about.old.contract.goals, about.old.contract.measures
    still = {measure for _, measure in _used(about)}
    gone = {measure for measure in old_goals[Goals.MEASURE] if measure not in still}
    return only(lines, [measure not in gone for measure in lines[Measures.MEASURE]])


def _origins(about: Carrying, history: Mapping[type[Table], pd.DataFrame]) -> pd.DataFrame:
    """Where the figures that come along came from: file, SHA-256, sheet and cell as they stood."""
    known = {
        (table.name, *key)
        for table, frame in history.items()
        for key in frame[KEYS[table]].itertuples(index=False, name=None)
    }
    key = (Origins.TABLE, Origins.CENTRE, Origins.MEASURE, Origins.PERIOD)
    lines = records(about.old.frame(Origins.name))
    return frame_of(Origins, [line for line in lines if tuple(line[name] for name in key) in known])


def parameters(about: Carrying) -> pd.DataFrame:
    """The parameters of next year: where the old value is the one that was shipped for that year, the new year's.

    A value of the user's own stands, and so does a parameter that nothing is shipped of.
    """
    before = {name: each.value for name, each in in_force(about.old.year).items()}
    names = [str(name) for name in Parameters.fields]
    words = about.old.words
    shipped = {str(row[0]): dict(zip(names, row, strict=True)) for row in parameter_rows(about.year, words)}
    own: dict[str, Record] = {str(row[Parameters.NAME]): row for row in records(about.old.frame(Parameters.name))}
    rows = [
        shipped[name] if name in shipped and _is_shipped(row, before.get(name)) else row for name, row in own.items()
    ]
    rows += [row for name, row in shipped.items() if name not in own]
    frame = frame_of(Parameters, rows)
    return frame.assign(**{Parameters.TITLE: pd.Series(parameter_titles(frame, words), dtype=object)})


def _is_shipped(row: Record, value: float | None) -> bool:
    return value is not None and not is_missing(row[Parameters.VALUE]) and row[Parameters.VALUE] == value


def own_parameters(about: Carrying) -> list[str]:
    """The titles of the parameters whose value is the user's own, and stands in the new year too."""
    shipped = {name: each.value for name, each in in_force(about.year).items()}
    frame = parameters(about)
    return [
        str(row[Parameters.TITLE])
        for row in records(frame)
        if str(row[Parameters.NAME]) in shipped and row[Parameters.VALUE] != shipped[str(row[Parameters.NAME])]
    ]


def _months(observed: pd.DataFrame, lines: pd.DataFrame) -> int:
    """The months that figures cover."""
    spent = lines[lines[BudgetLines.ACTUAL].notna()]
    periods = {*observed[Observations.PERIOD], *spent[BudgetLines.PERIOD]}
    return len(
        {
            month
            for each in periods
            if isinstance(each, Period)
            for month in range(each.first_month, each.last_month + 1)
        }
    )
