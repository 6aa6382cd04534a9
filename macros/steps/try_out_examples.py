"""What each function is shown on in the sheet *Prøv selv*: the workbook's own figures, or a figure to write over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from schemas.fields import Field, Table
from schemas.frames import Record, records
from schemas.tables import BudgetFollowUp, Observations, Parameters, Results, Services
from schemas.words.vocabulary import Words
from workbook.layout import TryOut
from workbook.present import plain

_SPECIAL = frozenset(" .,:#'\"[]{}()$^&*+=-<>/")


@dataclass(frozen=True)
class Shown:
    """The workbook's own figures.

    Args:
        goal: The chosen goal's result; empty where there is none.
        first: Table → its first row.
        parameters: The parameters in force.
    """

    goal: Record
    first: Mapping[str, Record]
    parameters: Mapping[str, float]


class ExampleSource(Protocol):
    """Where an input comes from."""

    def formula(self, words: Words) -> str | None:
        """What stands in the cell; None for a figure that the user writes over."""

    def value(self, shown: Shown, words: Words) -> object:
        """What the formula gives."""


@dataclass(frozen=True)
class _OfGoal(ExampleSource):
    """A figure of the goal in the first row."""

    field: Field

    def formula(self, words: Words) -> str:
        chosen = f"INDEX({_column(TryOut, TryOut.INPUT_A, words)},1)"
        place = f"MATCH({chosen},{_column(Results, Results.NUMBER, words)},0)"
        found = f"INDEX({_column(Results, self.field, words)},{place})"
        return f'IFERROR(IF({found}="","",{found}),"")'

    def value(self, shown: Shown, words: Words) -> object:
        return plain(self.field, shown.goal.get(self.field), words)


@dataclass(frozen=True)
class _OfFirst(ExampleSource):
    """A figure of a table's first row."""

    table: type[Table]
    field: Field

    def formula(self, words: Words) -> str:
        found = f"INDEX({_column(self.table, self.field, words)},1)"
        return f'IF({found}="","",{found})'

    def value(self, shown: Shown, words: Words) -> object:
        return plain(self.field, shown.first.get(self.table.name, {}).get(self.field), words)


@dataclass(frozen=True)
class _OfParameter(ExampleSource):
    """A parameter."""

    name: str

    def formula(self, words: Words) -> str:
        names, values = (_column(Parameters, field, words) for field in (Parameters.NAME, Parameters.VALUE))
        return f'INDEX({values},MATCH("{self.name}",{names},0))'

    def value(self, shown: Shown, words: Words) -> object:
        del words
        return shown.parameters.get(self.name)


@dataclass(frozen=True)
class _Typed(ExampleSource):
    """A figure to try, which the user writes over."""

    figure: float

    def formula(self, words: Words) -> None:
        del words

    def value(self, shown: Shown, words: Words) -> object:
        del shown, words
        return self.figure


def _goal(*fields: Field) -> tuple[ExampleSource, ...]:
    return tuple(_OfGoal(field) for field in fields)


def _first(table: type[Table], *fields: Field) -> tuple[ExampleSource, ...]:
    return tuple(_OfFirst(table, field) for field in fields)


CHOSEN_TITLE = _OfGoal(Results.TITLE)
"""What the chosen goal is called."""
_R, _S = Results, Services
LINES: dict[str, tuple[ExampleSource, ...]] = {
    "TARGET_LEVEL": _goal(_R.STATED, _R.BASIS, _R.BASELINE),
    "TARGET_TO_DATE": _goal(_R.TARGET, _R.MONTHS, _R.PROFILE, _R.BASELINE, _R.LAST_YEAR_TO_DATE, _R.LAST_YEAR,
        _R.MONTHS_OF_GOAL,
    ),
    "DIFFERENCE": _goal(_R.RESULT, _R.TARGET_TO_DATE, _R.RULE, _R.TARGET_TO_DATE_MAX),
    "ATTAINMENT": _goal(
        _R.RESULT, _R.TARGET_TO_DATE, _R.RULE, _R.TARGET_TO_DATE_MAX, _R.BASIS, _R.BASELINE_TO_DATE
    ),
    "FORECAST": _goal(
        _R.RESULT, _R.MONTHS, _R.SUMMARY, _R.PROFILE, _R.BASELINE,
        _R.LAST_YEAR_COUNTED, _R.LAST_YEAR, _R.LAST_YEAR_REST, _R.LOWEST, _R.HIGHEST,
        _R.MONTHS_COUNTED, _R.MONTHS_OF_GOAL,
    ),
    "REQUIRED": _goal(_R.TARGET, _R.RESULT, _R.MONTHS, _R.SUMMARY, _R.PROFILE, _R.MONTHS_OF_GOAL),
    "TRAFFIC_LIGHT": _goal(
        _R.RESULT, _R.TARGET_TO_DATE, _R.FORECAST, _R.TARGET, _R.TOLERANCE, _R.RULE,
        _R.TARGET_MAX, _R.TARGET_TO_DATE_MAX, _R.FORECAST_RUN_RATE, _R.IMPOSSIBLE, _R.VERDICT,
        _R.CHANCE, _R.RED_CHANCE, _R.FAR_CHANCE, _R.YELLOW_CHANCE,
    ),
    "LIGHT_SYMBOL": _goal(_R.COMPUTED_LIGHT),
    "BUDGET_USE": _first(BudgetFollowUp, BudgetFollowUp.ACTUAL, BudgetFollowUp.BUDGET),
    "BUDGET_CHECK": _first(BudgetFollowUp, BudgetFollowUp.USE, BudgetFollowUp.FLOOR, BudgetFollowUp.CEILING),
    "FORECAST_ACCURACY": (_Typed(10_300_000), _Typed(10_000_000)),
    "COMPLAINT_POINTS": (_Typed(3), _Typed(2), _OfParameter("points_upheld"), _OfParameter("points_partly_upheld")),
    "UNIT_COST": _first(Services, _S.ACTUAL_COST, _S.ACTUAL_ACTIVITY),
    "PRICE_VARIANCE": _first(Services, _S.UNIT_PRICE, _S.ACTUAL_ACTIVITY, _S.ACTUAL_COST),
    "VOLUME_VARIANCE": _first(Services, _S.UNIT_PRICE, _S.BUDGETED_ACTIVITY, _S.ACTUAL_ACTIVITY),
    "REWARD": (_Typed(120), _Typed(100), _OfParameter("reward_per_person")),
    "PERIOD_END": _first(Observations, Observations.PERIOD),
}  # fmt: skip
"""What each function is shown on."""


def _column(table: type[Table], field: Field, words: Words) -> str:
    title = words.title(table, field)
    return f"{table.name}[[{title}]]" if _SPECIAL & set(title) else f"{table.name}[{title}]"


def goals_shown(
    results: pd.DataFrame, first: Mapping[str, Record], parameters: Mapping[str, float]
) -> dict[str, Shown]:
    """For each goal's number the workbook's figures with that goal chosen; ``""`` for none.

    Args:
        results: The results table.
        first: Table → its first row.
        parameters: The parameters in force.
    """
    every = {str(row[Results.NUMBER]): Shown(row, first, parameters) for row in reversed(records(results))}
    return {"": Shown({}, first, parameters), **every}


def first_shown(shown: Mapping[str, Shown]) -> Shown:
    """The workbook's figures with its first goal chosen; with none where no goal is in force yet."""
    return next((each for number, each in shown.items() if number), shown[""])


def first_rows(frames: Mapping[type[Table], pd.DataFrame]) -> dict[str, Record]:
    """The first row of each table that has one."""
    return {table.name: records(frame.head(1))[0] for table, frame in frames.items() if len(frame)}
