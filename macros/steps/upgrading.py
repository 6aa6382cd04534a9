"""Upgrade: a workbook made by an earlier version gets what the present layout has more, and keeps all it holds."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from macros.steps.columns import column_issues
from macros.steps.contract import open_book, read_contract
from macros.steps.log import log_line, write_log
from macros.steps.new import content
from macros.steps.register import Register
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from schemas.reading import empty
from schemas.tables import BudgetLines, Centres, Parameters
from schemas.words.vocabulary import Words
from workbook.builder.contract_workbook import build
from workbook.closed.atomic import check_writable
from workbook.closed.book import ClosedBook
from workbook.closed.grafting.upgrade import Lack, graft, lack_of, sheet_name
from workbook.layout import TABLES
from workbook.opc.index import Index
from workbook.opc.package import Package
from workbook.temporary import work_folder


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade added.

    Args:
        path: The workbook.
        words: Its language.
        sheets: The names of the sheets added.
        columns: The title of each column added, with its table.
        issues: What could not be added.
    """

    path: Path
    words: Words
    sheets: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything was added."""
        return bool(self.sheets or self.columns)

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
        return self.words.text(key, sheets=", ".join(self.sheets) or "–", columns=columns)


def lacking(path: Path) -> Upgraded:
    """What an upgrade of a workbook would add; nothing is written.

    Args:
        path: One of our workbooks.

    Raises:
        CannotOpenError: It cannot be read or written, or is not ours, or is of a newer layout.
    """
    check_writable(path)
    book, words = open_book(path)
    book.close()
    return _told(path, _lack(path), words)


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
    done = _told(path, lack, words)
    if not lack.is_any:
        return done
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
        build(content(kept, contract.holders[0], words), donor)
        graft(path, donor, lack)
    _log(path, done, now)
    return done


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


def _told(path: Path, lack: Lack, words: Words) -> Upgraded:
    columns = [
        f"{words.title(TABLES[table], name)} ({lack.homes[table]})"
        for table, fields in lack.columns.items()
        for name in fields
    ]
    added = [sheet_name(words.sheet(key), lack.standing, words) for key in lack.sheets]
    issues = [Issue("upgrade_not_added", Place(path.name), table) for table in lack.tables]
    return Upgraded(path, words, added, columns, issues)


def _log(path: Path, done: Upgraded, now: datetime) -> None:
    book, words = open_book(path)
    with book:
        write_log(book, [log_line(words.text("step_upgrade"), done.brief, now)], words)
        book.save()
