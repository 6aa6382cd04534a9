"""The figures of the contract year as the data status asks of them: of which months, whose they are, where from."""

from dataclasses import dataclass, replace
from datetime import date

from macros.steps.changed_figures import named
from macros.steps.contract import Contract
from macros.steps.tracing import OldOrigins, Provenance
from schemas.data_codes import DataState
from schemas.fields import Table
from schemas.frames import Record, is_missing, records
from schemas.measures import account_measure
from schemas.reading import read_table
from schemas.tables import KEYS, MARK, BudgetLines, Observations, Origins, Revisions
from schemas.text.periods import Period
from schemas.words.vocabulary import Words
from schemas.written import compared, written
from workbook.port import Book

Series = tuple[str, str]
"""Centre and measure."""


@dataclass(frozen=True)
class Figure:
    """A figure that is in.

    Args:
        period: What it covers.
        state: How it stands with it.
        file: The file it was imported from; None where none is known.
        on: The day of that import, or the day that its row tells.
    """

    period: Period
    state: DataState
    file: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class Revised:
    """The figures that were revised after their reporting date was approved, as the list of later revisions has them.

    Args:
        keys: Centre, what the list calls the measure or account, period.
    """

    keys: frozenset[tuple[str, str, Period]] = frozenset()


def read_revised(book: Book, words: Words) -> Revised:
    """Read the list of later revisions; nothing of a workbook that was made before there was one."""
    if Revisions.name not in book.tables():
        return Revised()
    rows = records(read_table(Revisions, book.read(Revisions.name), words).frame)
    keys = ((str(row[Revisions.CENTRE]), str(row[Revisions.MEASURE]), row[Revisions.PERIOD]) for row in rows)
    return Revised(frozenset(keys))


def figures_in(contract: Contract, origins: OldOrigins, revised: Revised) -> dict[Series, list[Figure]]:
    """The figures of the contract year that a workbook holds, hidden ones among them.

    Args:
        contract: The workbook.
        origins: What it knows of where its figures came from.
        revised: Which of them were revised since they were approved.
    """
    found: dict[Series, list[Figure]] = {}
    budget = _budget_rows(contract)
    count = len(contract.counted)
    for at, record in enumerate(records(contract.every_observation)):
        period = record[Observations.PERIOD]
        if period.year != contract.year or _is_blank(record):
            continue
        series = (str(record[Observations.CENTRE]), str(record[Observations.MEASURE]))
        is_derived = at >= count
        row = budget.get((*series, period)) if is_derived else (Observations, record)
        figure = Figure(period, DataState.IN) if row is None else _figure(period, *row, origins, revised, contract)
        parts = None if is_derived else _of_parts(record)
        found.setdefault(series, []).append(replace(figure, state=parts) if parts else figure)
    return found


def _budget_rows(contract: Contract) -> dict[tuple[str, str, Period], tuple[type[Table], Record]]:
    """Centre, measure and period of the use of an account -> the budget line that gives it, as it stands."""
    return {
        (str(line[BudgetLines.CENTRE]), account_measure(str(line[BudgetLines.ACCOUNT])), line[BudgetLines.PERIOD]): (
            BudgetLines,
            line,
        )
        for line in records(contract.frame(BudgetLines))
    }


def _is_blank(record: Record) -> bool:
    return all(is_missing(record.get(name)) for name in compared(Observations))


def _of_parts(record: Record) -> DataState | None:
    """Whether a figure is hidden, or lacks its numerator or denominator; None where it is whole."""
    if not is_missing(record[Observations.VALUE]):
        return None
    lacking = sum(is_missing(record[name]) for name in (Observations.NUMERATOR, Observations.DENOMINATOR))
    if not lacking:
        return None
    return DataState.PARTLY if is_missing(record.get(MARK)) else DataState.HIDDEN


def _figure(
    period: Period, table: type[Table], record: Record, origins: OldOrigins, revised: Revised, contract: Contract
) -> Figure:
    """A figure as the row tells that gives it."""
    centre, what, _ = (record[column] for column in KEYS[table])
    key = (table.name, centre, what, record[KEYS[table][-1]])
    origin = origins.kept.get(key)
    if origins.provenance(key, written(table, record)) is Provenance.TYPED:
        told = record.get(Observations.EXTRACTED)
        return Figure(period, DataState.TYPED, on=None if is_missing(told) else told)
    listed = (str(centre), str(named(table, what, contract.words)), period)
    replaced = origin is not None and not is_missing(origin.get(Origins.REPLACED))
    state = DataState.REVISED if replaced or listed in revised.keys else DataState.IN
    if origin is None:
        return Figure(period, state)
    return Figure(period, state, str(origin[Origins.FILE]), origins.imported_on.get(str(origin[Origins.SHA256])))
