"""Upgrade: a workbook made by an earlier version gets what the present layout has more, and keeps all it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd

from macros.steps.columns import column_issues
from macros.steps.contract import Contract, open_book, read_contract
from macros.steps.log import log_line, write_log
from macros.steps.new import content
from macros.steps.register import Register
from macros.steps.table_writing import write_table
from schemas.context import year_of
from schemas.errors import RefusedError
from schemas.frames import Record
from schemas.issues.issue import Issue, Place
from schemas.parameters import rows as parameter_rows
from schemas.reading import empty, frame_of, read_table
from schemas.tables import BudgetLines, Centres, Goals, Parameters, StrategyLines
from schemas.words.vocabulary import Words
from workbook.builder.contract_workbook import build
from workbook.closed.atomic import check_writable
from workbook.closed.book import ClosedBook
from workbook.closed.grafting.upgrade import Lack, graft, lack_of, sheet_name
from workbook.layout import TABLES
from workbook.opc.index import Index
from workbook.opc.package import Package
from workbook.port import Book
from workbook.temporary import work_folder


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade added.

    Args:
        path: The workbook.
        words: Its language.
        sheets: The names of the sheets added.
        columns: The title of each column added, with its table.
        parameters: The names of the parameters added, with their shipped values.
        issues: What could not be added.
        map_on: The sheet on which the strategy map is drawn; blank where there is one, or its sheet is new.
    """

    path: Path
    words: Words
    sheets: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    parameters: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    map_on: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything was added."""
        return bool(self.sheets or self.columns or self.parameters or self.map_on)

    @property
    def whole(self) -> str:
        """What was added, each column named."""
        return self._told("upgraded", ", ".join(self.columns) or "–")

    @property
    def brief(self) -> str:
        """What was added, its columns counted: for a cell or a message box."""
        return self._told("upgraded_brief", len(self.columns))

    def _told(self, key: str, columns: object) -> str:
        if not self.changed:
            return self.words.text("upgrade_nothing")
        named = ", ".join(self.parameters)
        further = self.words.text("upgraded_parameters", parameters=named) if named else ""
        further += self.words.text("upgraded_map", sheet=self.map_on) if self.map_on else ""
        return self.words.text(key, sheets=", ".join(self.sheets) or "–", columns=columns, parameters=further)


def lacking(path: Path) -> Upgraded:
    """What an upgrade of a workbook would add; nothing is written.

    Args:
        path: One of our workbooks.

    Raises:
        CannotOpenError: It cannot be read or written, or is not ours, or is of a newer layout.
    """
    check_writable(path)
    book, words = open_book(path)
    with book:
        lack = _lack(path)
        return _told(path, lack, words, _missing_parameters(book, words))


def upgrade(path: Path, now: datetime) -> Upgraded:
    """Bring a workbook to the present layout.

    Args:
        path: One of our workbooks.
        now: The time, for the log.

    Returns:
        What was added; a workbook that lacks nothing is not written.

    Raises:
        CannotOpenError: It cannot be read or written, is not ours, or is of a newer layout.
        RefusedError: Its own tables hold errors, or something of the user's stands where a column would go.
    """
    check_writable(path)
    book, words = open_book(path)
    with book:
        contract = read_contract(book, words)
        lack = _lack(path)
        _require_none_renamed(book, lack, words)
        missing = _missing_parameters(book, words)
    done = _told(path, lack, words, missing)
    if not done.changed:
        return done
    if lack.is_any:
        _graft(path, contract, lack)
    _finish(path, done, missing, now)
    return done


def _graft(path: Path, contract: Contract, lack: Lack) -> None:
    """Add what the workbook lacks."""
    # A new workbook of the same contract is what sheets and columns are taken from; its figures are not.
    kept = Register(
        contract.goals,
        contract.frame(Centres),
        contract.frame(Parameters),
        empty(BudgetLines),
        contract.measures,
    )
    with work_folder() as folder:
        donor = folder / "ny.xlsx"
        build(content(kept, contract.holders[0], contract.words), donor)
        graft(path, donor, lack, contract.words)


def _missing_parameters(book: Book, words: Words) -> list[Record]:
    """The shipped parameters of the contract year that the workbook's sheet does not have yet."""
    year = year_of(read_table(Goals, book.read(Goals.name), words).frame)
    own = set(read_table(Parameters, book.read(Parameters.name), words).frame[Parameters.NAME])
    names = [str(field) for field in Parameters.fields]
    return [dict(zip(names, row, strict=True)) for row in parameter_rows(year, words) if row[0] not in own]


def _require_none_renamed(book: ClosedBook, lack: Lack, words: Words) -> None:
    """Refuse to add a column that stands there already under another title."""
    told = [issue for table in lack.columns for issue in column_issues(book, table, book.read(table), words)]
    if renamed := [issue for issue in told if issue.code == "own_column_renamed"]:
        raise RefusedError(renamed)


def _lack(path: Path) -> Lack:
    package = Package(path)
    try:
        return lack_of(Index(package))
    finally:
        package.close()


def _told(path: Path, lack: Lack, words: Words, missing: Sequence[Record]) -> Upgraded:
    columns = [
        f"{words.title(TABLES[table], name)} ({lack.homes[table]})"
        for table, fields in lack.columns.items()
        for name in fields
    ]
    added = [sheet_name(words.sheet(key), lack.standing, words) for key in lack.sheets]
    issues = [Issue("upgrade_not_added", Place(path.name), table) for table in lack.tables]
    parameters = [str(row[Parameters.NAME]) for row in missing]
    map_on = lack.homes[StrategyLines.name] if lack.is_map else ""
    return Upgraded(path, words, added, columns, parameters, issues, map_on)


def _finish(path: Path, done: Upgraded, missing: Sequence[Record], now: datetime) -> None:
    """Add the parameters below the workbook's own, and write the log."""
    book, words = open_book(path)
    with book:
        if missing:
            raw = book.read(Parameters.name)
            own = read_table(Parameters, raw, words).frame
            whole = pd.concat([own, frame_of(Parameters, missing)], ignore_index=True)
            continued = [*own.index.tolist(), *[None] * len(missing)]
            write_table(book, Parameters.name, whole, words, raw, continued)
        write_log(book, [log_line(words.text("step_upgrade"), done.brief, now)], words)
        book.save()
