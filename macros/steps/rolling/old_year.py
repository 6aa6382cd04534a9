"""A workbook of the year that ends, read whole: everything is read before anything is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from macros.steps.closed_dates import is_in_force
from macros.steps.compute import compute
from macros.steps.contract import Contract, open_book, read_contract
from macros.steps.economy.corrected import with_corrected
from macros.steps.measure_lines import of_other_length
from macros.steps.new import MACRO_ENDING
from macros.steps.observed import all_observations
from macros.steps.recalculating import inputs_of
from macros.steps.snapshots import snapshot_lines
from schemas.cells import RawTable
from schemas.errors import RefusedError
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import errors
from schemas.reading import empty, read_table
from schemas.tables import BudgetLines, ClosedInputs, ClosedResults, Observations, Results
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import Words
from workbook.digests import sha256
from workbook.layout import EXAMPLE_NAME, TABLES, sheets
from workbook.port import Book
from workbook.trail.snapshots import UnreadableSnapshotError, snapshot_of

Key = tuple[str, str]


@dataclass(frozen=True)
class OldYear:
    """A workbook of the year that ends.

    Args:
        path: The file.
        digest: Its SHA-256.
        contract: Its tables, budgets as they were corrected at the year's end.
        results: What its figures give at the year's end.
        approved: The approved result of each goal at the year's end, where that date is closed.
        approved_of: The observations that they were computed from, as they were then; None where nothing is kept of it.
        raws: Its tables as they stand, by name.
        is_example: Whether its figures are made up.
    """

    path: Path
    digest: str
    contract: Contract
    results: pd.DataFrame
    approved: Mapping[Key, float] = field(default_factory=dict)
    approved_of: pd.DataFrame | None = None
    raws: Mapping[str, RawTable] = field(default_factory=dict)
    is_example: bool = False

    @property
    def words(self) -> Words:
        """The workbook's language."""
        return self.contract.words

    @property
    def year(self) -> int:
        """The year that ends."""
        return self.contract.year

    @property
    def last_day(self) -> date:
        """The year's last day."""
        return Period(self.year, Grain.YEAR).last_day

    @property
    def has_macros(self) -> bool:
        """Whether the workbook has buttons of its own."""
        return self.path.suffix.casefold() == MACRO_ENDING

    @property
    def holder(self) -> str:
        """Whose contract it is."""
        return self.contract.holders[0]

    def frame(self, table: str) -> pd.DataFrame:
        """The rows of any table, also one that a contract is not read with.

        Raises:
            RefusedError: A cell of an input table cannot be understood.
        """
        if table in self.contract.tables:
            return self.contract.tables[table].frame
        if table not in self.raws:
            return empty(TABLES[table])
        understood = read_table(TABLES[table], self.raws[table], self.words, self.year)
        if errors(understood.issues):
            raise RefusedError(understood.issues)
        return understood.frame


def read_old(path: Path) -> OldYear:
    """Read a workbook of the year that ends; nothing is written to it.

    Args:
        path: One of our workbooks, of this layout or an earlier one.

    Raises:
        CannotOpenError: It cannot be read, is not ours, or is of a newer layout.
        RefusedError: Its own tables hold errors.
    """
    digest = sha256(path) if path.is_file() else ""
    book, words = open_book(path)
    with book:
        contract = read_contract(book, words)
        year_end = Period(contract.year, Grain.YEAR).last_day
        contract = with_corrected(contract, year_end)
        results = compute(inputs_of(contract), year_end, words).results
        raws = {name: book.read(name) for name in _read_names(book)}
        is_example = book.defined_name(EXAMPLE_NAME) is not None
        approved = _approved(raws.get(ClosedResults.name), year_end, words)
        approved_of = _approved_of(raws.get(ClosedInputs.name), contract, words)
    return OldYear(path, digest, contract, results, approved, approved_of, raws, is_example)


def _read_names(book: Book) -> list[str]:
    """The tables of ours that the workbook has."""
    ours = {block.table for sheet in sheets() for block in (*sheet.above, *sheet.blocks)} | {Results.name}
    return [name for name in book.tables() if name in ours]


def _approved(raw: RawTable | None, year_end: date, words: Words) -> dict[Key, float]:
    """The approved results of the year's end, by centre and number."""
    if raw is None:
        return {}
    lines: list[Record] = records(read_table(ClosedResults, raw, words).frame)
    return {
        (str(line[ClosedResults.CENTRE]), str(line[ClosedResults.NUMBER])): float(line[ClosedResults.RESULT])
        for line in lines
        if is_in_force(line, year_end) and not is_missing(line[ClosedResults.RESULT])
    }


def _approved_of(raw: RawTable | None, contract: Contract, words: Words) -> pd.DataFrame | None:
    """What the approved results of the year's end were computed from."""
    year_end = Period(contract.year, Grain.YEAR).last_day
    lines = [] if raw is None else snapshot_lines(ClosedInputs, raw, words)
    own = [line for line in lines if line[ClosedInputs.AS_OF] == year_end]
    if not own:
        return None
    try:
        then = snapshot_of(own)
    except UnreadableSnapshotError:
        return None
    observed = then.frames[Observations]
    counted = observed[~of_other_length(observed, contract.goals, contract.catalogue)]
    return all_observations(counted, then.frames[BudgetLines])
