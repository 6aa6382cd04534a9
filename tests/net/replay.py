"""Reads a stored file as the import does, in this process, and tells what comes out."""

from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from macros.steps.contract import Contract, read_contract
from macros.steps.importing import read_for
from schemas.cells import Grid, RawTable
from schemas.errors import StepError
from schemas.fields import Kind, Table
from schemas.frames import is_missing, records
from schemas.issues.issue import Issue, errors
from schemas.tables import EXPORT_TABLES
from schemas.text.amounts import kroner
from schemas.words.vocabulary import words
from tests.net.stored import Stored, load_workbooks, to_grid, to_table
from tests.unit.workbook.exports.messy.reading_here import Here
from workbook.exports.read import Export, ReadOptions

_MOST_LINES = 80
"""Of rows, and of findings; of more there is a digest."""


class _Book:
    """A workbook's tables, as a port that is only read."""

    folder: Path | None = None

    def __init__(self, told: dict[str, Any]) -> None:
        self.name = str(told["name"])
        self._tables = told["tables"]

    def tables(self) -> list[str]:
        return list(self._tables)

    def read(self, name: str) -> RawTable:
        return to_table(self._tables[name])

    def defined_name(self, name: str) -> str | None:
        """None: the tables were stored before workbooks told the version of their columns."""
        del name
        return None


class _Readings(Here):
    """Files that are read already."""

    def __init__(self, entry: Stored) -> None:
        super().__init__(entry.is_large)
        self._grids = [to_grid(each) for each in entry.grids or ()]

    def grids(self, path: Path) -> list[Grid]:
        return super().grids(path) if self._large else self._grids


@cache
def _workbooks() -> dict[str, Any]:
    return load_workbooks()


@cache
def _contract(key: str) -> Contract | None:
    if not key:
        return None
    told = _workbooks()[key]
    return read_contract(_Book(told), words(told["language"]))


def read(entry: Stored, folder: Path) -> Export:
    """Read a stored file.

    Args:
        entry: The file.
        folder: An empty folder, for what must lie on disk: profiles and large files.

    Raises:
        StepError: It is refused whole.
    """
    path = folder / entry.file
    if entry.is_large:
        path.write_bytes(entry.content.encode("latin-1"))
    contract = _contract(entry.workbook)
    profile = None
    if entry.given is not None:
        name, text = entry.given
        profile = folder / name
        profile.write_text(text, encoding="utf-8")
    for name, text in entry.own.items():
        (folder / name).write_text(text, encoding="utf-8")
    if contract is not None:
        contract.book.folder = folder
    vocabulary = contract.words if contract else words(entry.language)
    return read_for(contract, [path], vocabulary, ReadOptions(profile, _Readings(entry)))


def answer(entry: Stored, folder: Path) -> list[str]:
    """What comes out of a stored file, as lines: how it ends, the rows, then the findings with their cells."""
    try:
        export = read(entry, folder)
    except StepError as problem:
        return [f"exit {problem.exit_code}", *_findings(problem.issues)]
    rows = [_row(table, record) for table in EXPORT_TABLES for record in records(export.rows[table])]
    return ["refused" if errors(export.issues) else "taken", *_some(rows), *_findings(export.issues)]


def _some(lines: list[str]) -> list[str]:
    more = lines[_MOST_LINES:]
    digest = sha256("\n".join(more).encode()).hexdigest()[:12]
    return [*lines[:_MOST_LINES], *([f"  and {len(more)} more: {digest}"] if more else [])]


def _row(table: type[Table], record: dict[Any, object]) -> str:
    """A row as a user meets it: amounts in kroner."""
    amounts = {str(field) for field in table.fields if field.kind is Kind.AMOUNT}
    shown = {
        name: kroner(value) if name in amounts else value for name, value in record.items() if not is_missing(value)
    }
    told = " ".join(f"{name}={_plain(value)}" for name, value in shown.items())
    return f"  {table.name}: {told}".replace("\n", "\u23ce")


def _plain(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _findings(issues: list[Issue]) -> list[str]:
    found = Counter(f"{issue.code} {issue.place.sheet}!{issue.place.cell}".replace("\n", "\u23ce") for issue in issues)
    return _some([f"  {place}" + (f" x{count}" if count > 1 else "") for place, count in sorted(found.items())])
