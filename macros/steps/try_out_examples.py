"""What each function is shown on in the sheet *Funktioner*: the workbook's own figures, or a figure to write over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import pandas as pd

from schemas.codes import Summary, Verdict, YesNo
from schemas.fields import Field, Table
from schemas.frames import Record, records
from schemas.tables import BudgetFollowUp, Observations, Parameters, Results, Services
from schemas.words.vocabulary import Words
from workbook.layout import MONTHS, TryOut
from workbook.opc.refs import in_brackets
from workbook.present import plain

_MONTH = re.compile(r"\d{4}-\d{2}")
_SPECIAL = frozenset(" .,:#'\"[]{}()$^&*+=-<>/")


@dataclass(frozen=True)
class Shown:
    """The workbook's own figures.

    Args:
        goal: The chosen goal's result; empty where there is none.
        first: Table → its first row.
        parameters: The parameters in force.
        months: The titles of the columns with the year's months; none where those are not known.
    """

    goal: Record
    first: Mapping[str, Record]
    parameters: Mapping[str, float]
    months: tuple[str, ...] = ()


class ExampleSource(Protocol):
    """Where an input comes from."""

    def formula(self, shown: Shown, words: Words) -> str | None:
        """What stands in the cell; None for a figure that the user writes over."""

    def value(self, shown: Shown, words: Words) -> object:
        """What the formula gives."""


@dataclass(frozen=True)
class OfGoal(ExampleSource):
    """A figure of the goal that is chosen in the first row of a column: of the sheet of functions, or of the page."""

    field: Field
    chooses: type[Table] = TryOut
    choice: Field = TryOut.INPUT_A

    def formula(self, shown: Shown, words: Words) -> str:
        """What stands in the cell."""
        del shown
        chosen = f"INDEX({column(self.chooses, self.choice, words)},1)"
        place = f"MATCH({chosen},{column(Results, Results.NUMBER, words)},0)"
        found = f"INDEX({column(Results, self.field, words)},{place})"
        return f'IFERROR(IF({found}="","",{found}),"")'

    def value(self, shown: Shown, words: Words) -> object:
        """What the formula gives."""
        return plain(self.field, shown.goal.get(self.field), words)


@dataclass(frozen=True)
class _OfMonth(ExampleSource):
    """The figure of a month of the year of the goal in the first row.

    Args:
        place: The month, from 0.
    """

    place: int

    def formula(self, shown: Shown, words: Words) -> str | None:
        return OfGoal(Field(shown.months[self.place])).formula(shown, words) if shown.months else None

    def value(self, shown: Shown, words: Words) -> object:
        del words
        return shown.goal.get(shown.months[self.place]) if shown.months else None


@dataclass(frozen=True)
class _Undecided(ExampleSource):
    """Whether the year of the goal in the first row is over and its sum lacks months that could turn it."""

    def formula(self, shown: Shown, words: Words) -> str:
        months, counted, span = (
            f"N({OfGoal(field).formula(shown, words)})"
            for field in (Results.MONTHS, Results.MONTHS_COUNTED, Results.MONTHS_OF_GOAL)
        )
        tests = [
            f'{OfGoal(Results.SUMMARY).formula(shown, words)}="{words.word(Summary.SUM)}"',
            f'{OfGoal(Results.VERDICT).formula(shown, words)}="{words.word(Verdict.OPEN)}"',
            f"{months}>={span}",
            f"{counted}<{months}",
        ]
        yes, no = (words.word(each) for each in (YesNo.YES, YesNo.NO))
        return f'IF(AND({",".join(tests)}),"{yes}","{no}")'

    def value(self, shown: Shown, words: Words) -> object:
        goal = shown.goal
        holds = (
            goal.get(Results.SUMMARY) == Summary.SUM
            and goal.get(Results.VERDICT) == Verdict.OPEN
            and goal[Results.MONTHS] >= goal[Results.MONTHS_OF_GOAL]
            and goal[Results.MONTHS_COUNTED] < goal[Results.MONTHS]
        )
        return words.word(YesNo.YES if holds else YesNo.NO)


@dataclass(frozen=True)
class _OfFirst(ExampleSource):
    """A figure of a table's first row."""

    table: type[Table]
    field: Field

    def formula(self, shown: Shown, words: Words) -> str:
        del shown
        found = f"INDEX({column(self.table, self.field, words)},1)"
        return f'IF({found}="","",{found})'

    def value(self, shown: Shown, words: Words) -> object:
        return plain(self.field, shown.first.get(self.table.name, {}).get(self.field), words)


@dataclass(frozen=True)
class _OfParameter(ExampleSource):
    """A parameter."""

    name: str

    def formula(self, shown: Shown, words: Words) -> str:
        del shown
        names, values = (column(Parameters, field, words) for field in (Parameters.NAME, Parameters.VALUE))
        return f'INDEX({values},MATCH("{self.name}",{names},0))'

    def value(self, shown: Shown, words: Words) -> object:
        del words
        return shown.parameters.get(self.name)


@dataclass(frozen=True)
class _Typed(ExampleSource):
    """A figure to try, which the user writes over."""

    figure: float

    def formula(self, shown: Shown, words: Words) -> None:
        del shown, words

    def value(self, shown: Shown, words: Words) -> object:
        del shown, words
        return self.figure


Input: TypeAlias = tuple[ExampleSource, ...]
"""What an argument is shown on: one cell, several beside each other, or none."""


def _each(*sources: ExampleSource) -> tuple[Input, ...]:
    return tuple((source,) for source in sources)


def _goal(*fields: Field) -> tuple[Input, ...]:
    return _each(*(OfGoal(field) for field in fields))


def _first(table: type[Table], *fields: Field) -> tuple[Input, ...]:
    return _each(*(_OfFirst(table, field) for field in fields))


_MONTHS: Input = tuple(_OfMonth(place) for place in range(MONTHS))
_NO_HISTORY: Input = ()


CHOSEN_TITLE = OfGoal(Results.TITLE)
"""What the chosen goal is called."""
_R, _S = Results, Services
LINES: dict[str, tuple[Input, ...]] = {
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
    ) + _each(_Undecided()),
    "CHANCE": (
        _MONTHS, _NO_HISTORY,
        *_goal(_R.TARGET, _R.RULE, _R.SUMMARY, _R.TARGET_MAX, _R.LOWEST, _R.HIGHEST),
    ),
    "INTERVAL_LOW": (_MONTHS, _NO_HISTORY, *_goal(_R.SUMMARY, _R.LOWEST, _R.HIGHEST)),
    "INTERVAL_HIGH": (_MONTHS, _NO_HISTORY, *_goal(_R.SUMMARY, _R.LOWEST, _R.HIGHEST)),
    "WHAT_IF": (),
    "LIGHT_LEVEL": (),
    "LIGHT_SYMBOL": _goal(_R.COMPUTED_LIGHT),
    "BUDGET_USE": _first(BudgetFollowUp, BudgetFollowUp.ACTUAL, BudgetFollowUp.BUDGET),
    "BUDGET_CHECK": _first(BudgetFollowUp, BudgetFollowUp.USE, BudgetFollowUp.FLOOR, BudgetFollowUp.CEILING),
    "FORECAST_ACCURACY": _each(_Typed(10_300_000), _Typed(10_000_000)),
    "COMPLAINT_POINTS": _each(
        _Typed(3), _Typed(2), _OfParameter("points_upheld"), _OfParameter("points_partly_upheld")
    ),
    "UNIT_COST": _first(Services, _S.ACTUAL_COST, _S.ACTUAL_ACTIVITY),
    "PRICE_VARIANCE": _first(Services, _S.UNIT_PRICE, _S.ACTUAL_ACTIVITY, _S.ACTUAL_COST),
    "VOLUME_VARIANCE": _first(Services, _S.UNIT_PRICE, _S.BUDGETED_ACTIVITY, _S.ACTUAL_ACTIVITY),
    "REWARD": _each(_Typed(120), _Typed(100), _OfParameter("reward_per_person")),
    "PERIOD_END": _first(Observations, Observations.PERIOD),
}  # fmt: skip
"""What each function is shown on, argument by argument; nothing where a sheet of its own shows it."""


def column(table: type[Table], field: str, words: Words) -> str:
    """A column of a table, as formulas name it."""
    title = words.title(table, field) if field in table.fields else field
    return f"{table.name}[[{in_brackets(title)}]]" if _SPECIAL & set(title) else f"{table.name}[{title}]"


def goals_shown(
    results: pd.DataFrame, first: Mapping[str, Record], parameters: Mapping[str, float]
) -> dict[str, Shown]:
    """For each goal's number the workbook's figures with that goal chosen; ``""`` for none.

    Args:
        results: The results table, with the columns of the months.
        first: Table → its first row.
        parameters: The parameters in force.
    """
    months = tuple(str(title) for title in results.columns if _MONTH.fullmatch(str(title)))
    every: dict[str, Shown] = {}
    for row in records(results):
        every.setdefault(str(row[Results.NUMBER]), Shown(row, first, parameters, months))
    return {"": Shown({}, first, parameters, months), **every}


def first_shown(shown: Mapping[str, Shown]) -> Shown:
    """The workbook's figures with its first goal chosen; with none where no goal is in force yet."""
    return next((each for number, each in shown.items() if number), shown[""])


def first_rows(frames: Mapping[type[Table], pd.DataFrame]) -> dict[str, Record]:
    """The first row of each table that has one."""
    return {table.name: records(frame.head(1))[0] for table, frame in frames.items() if len(frame)}
