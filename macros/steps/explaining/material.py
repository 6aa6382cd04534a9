"""The observations of a workbook, each with the cells that it stands in: on LIS-data, or on Budget."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.explaining.evidence import ITEM, OTHER_LENGTH
from macros.steps.explaining.step import Input, Origin, OriginKind
from macros.steps.explaining.trace import Trace
from macros.steps.learning import is_taught
from macros.steps.observed import all_observations
from schemas.fields import Field, Kind, Table
from schemas.frames import Record, is_missing, numbered
from schemas.measures import account_measure, deviation_measure
from schemas.reading import read_table
from schemas.tables import (
    FIGURES,
    KEYS,
    MARK,
    BudgetLines,
    ForecastsMade,
    Goals,
    LearnedKernels,
    Observations,
    Reallocations,
)
from schemas.text.amounts import kroner
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from udfs.economy.budget_years import sides
from udfs.economy.forecasts_made import last_of_months

_ROW = "row"
_MONTHS = range(1, MONTHS_A_YEAR + 1)


def observations_of(contract: Contract, trace: Trace, goal: Record) -> tuple[pd.DataFrame, list[Sequence[Input]]]:
    """A goal's observations, and the cells of each.

    Args:
        contract: The workbook.
        trace: What it knows of its figures.
        goal: The goal.

    Returns:
        The observations of its centre and measure with the columns of ``evidence``; the inputs of each item.
    """
    centre, measure = goal[Goals.CENTRE], goal[Goals.MEASURE]
    observed = contract.frame(Observations)
    mine = observed[(observed[Observations.CENTRE] == centre) & (observed[Observations.MEASURE] == measure)]
    counted = set(contract.counted.index)
    items: list[Sequence[Input]] = [_cells(Observations, row, record, trace) for row, record in numbered(mine)]
    own = mine.assign(**{ITEM: range(len(mine)), OTHER_LENGTH: [index not in counted for index in mine.index]})
    lines, corrected = contract.frame(BudgetLines), contract.figure_lines
    theirs = lines[lines[BudgetLines.CENTRE] == centre]
    counting = corrected[corrected[BudgetLines.CENTRE] == centre]
    whole = all_observations(mine.loc[[index for index in mine.index if index in counted]], counting)
    derived = whole[(whole[Observations.MEASURE] == measure) & (whole[Observations.SOURCE] == BudgetLines.name)]
    derived = derived[~derived[Observations.PERIOD].isin(mine[Observations.PERIOD])]
    moved = list(_reallocated_cells(contract, str(centre), str(measure), trace))
    for period in derived[Observations.PERIOD]:
        listed = list(_made_cells(contract, str(centre), str(measure), period, trace))
        items.append([*listed, *_budget_cells(theirs, str(measure), period, trace, bool(listed)), *moved])
    made = derived.assign(**{ITEM: range(len(mine), len(mine) + len(derived)), OTHER_LENGTH: False, MARK: None})
    parts = [part for part in (own, made) if len(part)]
    return (pd.concat(parts, ignore_index=True) if parts else own), items


def _cells(table: type[Table], row: int, record: Record, trace: Trace, wanted: Sequence[Field] = ()) -> list[Input]:
    """The cells of a row that hold figures, or the mark of a hidden one; of a row without any, its first one."""
    origin = trace.origin(table, record)
    words = trace.contract.words
    period = str(record[KEYS[table][-1]])
    mark = record.get(MARK)
    names = [
        name
        for name in wanted or FIGURES[table]
        if not is_missing(record[name]) or _is_hidden(trace.contract, table, row, name, mark)
    ] or [FIGURES[table][0]]
    found = []
    for name in names:
        value = record[name]
        if name.kind is Kind.AMOUNT and isinstance(value, int):
            value = float(kroner(value))
        shown = words.number(value) if not is_missing(value) else str(mark or "–")
        told = None if is_missing(value) else value
        found.append(Input(words.title(table, name), told, shown, trace.at(table, row, name), origin, period))
    return found


def _is_hidden(contract: Contract, table: type[Table], row: int, name: Field, mark: object) -> bool:
    """Whether a cell holds the mark of a figure that is hidden."""
    return not is_missing(mark) and contract.tables[table.name].value(row, name) == str(mark)


def _made_cells(contract: Contract, centre: str, measure: str, period: Period, trace: Trace) -> Iterator[Input]:
    """The cell of the list of forecasts that a deviation was derived from: of several of its month the last one's."""
    words, made = contract.words, contract.frame(ForecastsMade)
    for key, line in last_of_months(made.assign(**{_ROW: made.index})).items():
        if (key.centre, key.year) == (centre, period.year) and deviation_measure(key.account, key.month) == measure:
            amount = float(kroner(line[ForecastsMade.AMOUNT]))
            at = trace.at(ForecastsMade, int(line[_ROW]), ForecastsMade.AMOUNT)
            title, day = words.title(ForecastsMade, ForecastsMade.AMOUNT), words.day(line[ForecastsMade.MADE_ON])
            yield Input(title, amount, words.number(amount), at, Origin(OriginKind.TYPED), day)


def _budget_cells(
    lines: pd.DataFrame, measure: str, period: Period, trace: Trace, is_listed: bool = False
) -> Iterator[Input]:
    """The cells on Budget that an observation was derived from.

    A use is made of a line's actual and budget, or of its share of a longer line's budget; a forecast's deviation of
    the forecast, where the list of forecasts has none of its month, and of the year's actuals.
    """
    for row, line in numbered(lines):
        own = line[BudgetLines.PERIOD]
        if account_measure(str(line[BudgetLines.ACCOUNT])) == measure:
            if own == period:
                yield from _cells(BudgetLines, row, line, trace, (BudgetLines.ACTUAL, BudgetLines.BUDGET))
            elif _is_around(own, period) and _lacks_budget(lines, line[BudgetLines.ACCOUNT], period):
                yield from _cells(BudgetLines, row, line, trace, (BudgetLines.BUDGET,))
        elif _deviates(line, measure) and own.year == period.year:
            made = deviation_measure(str(line[BudgetLines.ACCOUNT]), own.index)
            is_made = own.grain is Grain.MONTH and made == measure and not is_listed
            wanted = (BudgetLines.FORECAST, BudgetLines.ACTUAL) if is_made else (BudgetLines.ACTUAL,)
            yield from _cells(BudgetLines, row, line, trace, wanted)


def _reallocated_cells(contract: Contract, centre: str, measure: str, trace: Trace) -> Iterator[Input]:
    """The cells of the reallocations that change the budget which a use is measured against."""
    words = contract.words
    for row, line in numbered(contract.frame(Reallocations)):
        day = line[Reallocations.DATE]
        if day.year != contract.year or contract.corrected_on is None or day > contract.corrected_on:
            continue
        for (name, account), change in sides(line):
            if name == centre and account_measure(account) == measure:
                value = float(kroner(change))
                spot = trace.at(Reallocations, row, Reallocations.AMOUNT)
                yield Input(words.table(Reallocations), value, words.number(value), spot, period=words.day(day))


def _deviates(line: Record, measure: str) -> bool:
    """Whether a measure is the deviation of some forecast of a line's account."""
    return any(deviation_measure(str(line[BudgetLines.ACCOUNT]), month) == measure for month in _MONTHS)


def _is_around(longer: Period, period: Period) -> bool:
    return longer.grain > period.grain and longer.first_month <= period.first_month <= longer.last_month


def _lacks_budget(lines: pd.DataFrame, account: str, period: Period) -> bool:
    same = lines[(lines[BudgetLines.ACCOUNT] == account) & (lines[BudgetLines.PERIOD] == period)]
    return bool(same[BudgetLines.BUDGET].isna().any())


def learned_cells(trace: Trace, goal: Record) -> list[Input]:
    """The cell that says of how many goals a consolidated workbook has taught how figures like the goal's move.

    Args:
        trace: What the workbook knows of its figures.
        goal: The goal.

    Returns:
        Nothing where the workbook has no such basis for goals that are summed up alike.
    """
    book, words = trace.contract.book, trace.contract.words
    if LearnedKernels.name not in book.tables():
        return []
    found = read_table(LearnedKernels, book.read(LearnedKernels.name), words)
    if not is_taught(found.frame, str(goal[Goals.SUMMARY])):
        return []
    index, line = next(each for each in numbered(found.frame) if each[1][LearnedKernels.SUMMARY] == goal[Goals.SUMMARY])
    series = int(line[LearnedKernels.SERIES])
    spot = trace.spot(found.place(index, LearnedKernels.SERIES))
    return [Input(words.title(LearnedKernels, LearnedKernels.SERIES), series, str(series), spot)]


def sources(figures: Iterable[Sequence[Input]]) -> list[Input]:
    """The cells of several figures in one list."""
    return [each for inputs in figures for each in inputs]
