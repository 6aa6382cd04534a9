"""What a consolidated workbook keeps of where its figures came from: the centres' goals and figures, with cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.group_totals import GroupLines
from macros.steps.observed import all_observations
from schemas.fields import Field
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import Place
from schemas.measures import account_measure
from schemas.reading import Understood, empty, frame_of
from schemas.tables import FIGURES, MARK, BudgetLines, Goals, MemberFigures, MemberGoals, Observations
from udfs.goals.goal_columns import in_force

_ROW = "_row"
_CELLS = {
    MemberGoals.TARGET_CELL: Goals.TARGET,
    MemberGoals.TARGET_MAX_CELL: Goals.TARGET_MAX,
    MemberGoals.BASELINE_CELL: Goals.BASELINE,
}
_PLACES = (MemberFigures.FILE, MemberFigures.SHA256, MemberFigures.SHEET, MemberFigures.CELL)


@dataclass(frozen=True)
class MemberTrail:
    """What totals are made of.

    Args:
        goals: Lines of ``MemberGoals``.
        figures: Lines of ``MemberFigures``.
    """

    goals: pd.DataFrame
    figures: pd.DataFrame


def no_trail() -> MemberTrail:
    """The trail of totals whose cells nobody asks for."""
    return MemberTrail(empty(MemberGoals), empty(MemberFigures))


def goals_with_cells(contract: Contract, goals: pd.DataFrame, as_of: date, digest: str) -> pd.DataFrame:
    """The goals in force of a workbook, each with its file and cells.

    Args:
        contract: The workbook.
        goals: Its goals in force.
        as_of: The reporting date.
        digest: The file's SHA-256.
    """
    rows = in_force(contract.goals.assign(**{_ROW: contract.goals.index}), as_of)[_ROW].tolist()
    understood = contract.tables[Goals.name]
    cells = {
        str(name): pd.Series([_cell(understood, int(row), field) for row in rows], index=goals.index, dtype=object)
        for name, field in _CELLS.items()
    }
    told = {MemberGoals.FILE: contract.book.name, MemberGoals.SHA256: digest, MemberGoals.SHEET: understood.raw.sheet}
    return goals.assign(**told, **cells)


def _cell(understood: Understood, row: int, field: Field) -> str | None:
    blank = is_missing(understood.frame.at[row, field])
    return None if blank else understood.place(row, field).cell or None


def observations_with_cells(contract: Contract, digest: str) -> pd.DataFrame:
    """The observations of a workbook, and those that its budget lines give, each with its file and cell.

    Args:
        contract: The workbook.
        digest: The file's SHA-256.
    """
    observed = all_observations(contract.counted, contract.figure_lines)
    own, lines = contract.tables[Observations.name], contract.tables[BudgetLines.name]
    counted = dict(_first_cells(own, numbered(contract.counted)))
    budget = {
        (row[BudgetLines.CENTRE], account_measure(str(row[BudgetLines.ACCOUNT])), row[BudgetLines.PERIOD]): lines.place(
            at, BudgetLines.ACTUAL
        )
        for at, row in numbered(lines.frame)
    }
    places = []
    for row in records(observed):
        key = (row[Observations.CENTRE], row[Observations.MEASURE], row[Observations.PERIOD])
        places.append(counted.get(key) or budget.get(key) or Place(contract.book.name, lines.raw.sheet))
    told = [(contract.book.name, digest, place.sheet, place.cell) for place in places]
    columns = zip(*told, strict=True) if told else ((),) * len(_PLACES)
    return observed.assign(
        **{
            str(name): pd.Series(list(values), index=observed.index, dtype=object)
            for name, values in zip(_PLACES, columns, strict=True)
        }
    )


def _first_cells(own: Understood, rows: Iterable[tuple[int, Record]]) -> Iterable[tuple[tuple[object, ...], Place]]:
    """The key of each observation, and the cell of its first figure."""
    for at, row in rows:
        fields = (field for field in FIGURES[Observations] if not is_missing(row[field]))
        key = (row[Observations.CENTRE], row[Observations.MEASURE], row[Observations.PERIOD])
        yield key, own.place(at, next(fields, Observations.VALUE))


def member_trail(goals: pd.DataFrame, observations: pd.DataFrame, lines: GroupLines) -> MemberTrail:
    """The lines of what totals are made of.

    Args:
        goals: The goals in force of all workbooks, with their cells.
        observations: Their observations, with their cells.
        lines: The lines of groups.
    """
    told = records(goals)
    rows: list[Record] = [{**goal, MemberGoals.GROUP: None} for goal in told]
    used = set()
    for (group, _), members in lines.rows.items():
        for at in members:
            rows.append({**told[at], MemberGoals.GROUP: group})
            used.add((told[at][Goals.CENTRE], told[at][Goals.MEASURE]))
    pairs = zip(observations[Observations.CENTRE], observations[Observations.MEASURE], strict=True)
    kept = observations[[pair in used for pair in pairs]] if len(observations) else observations
    figures = kept if MARK in kept else kept.assign(**{MARK: None})
    return MemberTrail(frame_of(MemberGoals, rows), frame_of(MemberFigures, records(figures)))
