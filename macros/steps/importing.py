"""Bringing exports in: validated first, refused whole or taken whole, with a list of what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from macros.steps.contract import Contract, open_book, read_contract
from macros.steps.findings import write_findings
from macros.steps.merging import KEYS, Changes, merge
from macros.steps.writing import log_line, write_log, write_table
from schemas.context import Context
from schemas.errors import RefusedError
from schemas.fields import Kind, Table
from schemas.frames import records
from schemas.issues import Issue, Place, errors
from schemas.models import validate
from schemas.private import cpr_issues
from schemas.reading import Understood, empty, fitting_table, read_table
from schemas.tables import EXPORT_TABLES, MARK, Observations
from schemas.vocabulary import Words, normal
from workbook.closed.atomic import check_writable
from workbook.exports.files import read_file
from workbook.links import whole_paths
from workbook.port import Book


@dataclass
class Export:
    """What exports hold, as it was understood.

    Args:
        files: The files read.
        rows: Table → its rows.
        issues: Every finding.
    """

    files: list[Path]
    rows: dict[type[Table], pd.DataFrame]
    issues: list[Issue] = field(default_factory=list)

    def require_valid(self) -> None:
        """Refuse exports with errors.

        Raises:
            RefusedError: With every finding.
        """
        if errors(self.issues):
            raise RefusedError(self.issues)


@dataclass
class Imported:
    """What an import did."""

    export: Export
    changes: Changes = field(default_factory=Changes)


def read_exports(paths: Sequence[Path], contract: Contract | None, words: Words) -> Export:
    """Read and validate exports.

    Args:
        paths: The files.
        contract: The workbook they are for; without one, centres and measures are taken as they stand.
        words: The user's language.

    Returns:
        What was understood, with every finding; nothing is refused here.

    Raises:
        CannotOpenError: A file cannot be read.
    """
    context = contract.context() if contract else Context(words=words)
    parts: dict[type[Table], list[pd.DataFrame]] = {table: [] for table in EXPORT_TABLES}
    issues: list[Issue] = []
    for path in paths:
        found = False
        for raw in read_file(path):
            table = fitting_table(EXPORT_TABLES, raw.header)
            if table is None:
                issues.append(Issue("sheet_left_out", Place(raw.file, raw.sheet), raw.sheet or raw.file))
                continue
            found = True
            understood = read_table(table, raw, words, context.year)
            issues += _private(understood)
            understood = _own_rows(understood, contract) if contract else understood
            findings = validate(understood, context)
            if not len(raw.rows) and not errors(findings):
                findings.append(Issue("empty_table", Place(raw.file, raw.sheet), details={"table": table.name}))
            issues += findings
            parts[table].append(_with_figures(_with_source(understood, path)))
        if not found:
            issues.append(Issue("no_table", Place(path.name)))
    rows = {table: pd.concat(frames, ignore_index=True) if frames else empty(table) for table, frames in parts.items()}
    issues += _across_files(rows, len(paths))
    return Export(list(paths), rows, issues)


def _private(understood: Understood) -> list[Issue]:
    """Personal numbers in columns that are not figures."""
    positions = understood.positions.items()
    figures = frozenset(place for column, place in positions if column.kind in {Kind.FIGURE, Kind.WHOLE})
    return cpr_issues(understood.raw, figures)


def _own_rows(understood: Understood, contract: Contract) -> Understood:
    """The rows of the workbook's own centres, short names replaced; rows of other known centres are only counted."""
    column = Observations.CENTRE
    frame = understood.frame.copy()
    if column not in frame or not len(frame):
        return understood
    aliases = contract.aliases()
    names = [aliases.get(normal(str(name)), name) for name in frame[column]]
    frame[column] = pd.Series(names, index=frame.index, dtype=object)
    others = frame[column].isin(contract.known_centres()) & ~frame[column].isin(contract.holders)
    if not others.any():
        return replace(understood, frame=frame)
    other_names = ", ".join(sorted(set(frame.loc[others, column])))
    place = Place(understood.raw.file, understood.raw.sheet)
    left_out = {understood.raw.row_numbers[int(row)] for row in frame.index[others]}
    kept = [issue for issue in understood.issues if issue.is_error or issue.place.row not in left_out]
    note = Issue("other_centre", place, other_names, {"count": int(others.sum())})
    return replace(understood, frame=frame[~others], issues=[*kept, note])


def _with_source(understood: Understood, path: Path) -> pd.DataFrame:
    frame = understood.frame
    if understood.table is not Observations:
        return frame
    named = [source or path.name for source in frame[Observations.SOURCE]]
    return frame.assign(**{Observations.SOURCE: pd.Series(named, index=frame.index, dtype=object)})


def _with_figures(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that hold something; a row without any figure was said, and is left out."""
    if MARK not in frame:
        return frame
    figures = frame[[Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR]].notna().any(axis=1)
    return frame[figures | frame[MARK].notna()]


def _across_files(rows: dict[type[Table], pd.DataFrame], files: int) -> list[Issue]:
    """Rows that stand in more than one of the files."""
    if files < len(("one", "another")):
        return []
    frame = rows[Observations]
    doubled = frame[frame.duplicated(KEYS[Observations], keep="first")]
    return [
        Issue(
            "duplicate_observation",
            Place(str(row[Observations.SOURCE])),
            str(row[Observations.PERIOD]),
            {"centre": row[Observations.CENTRE], "measure": row[Observations.MEASURE]},
        )
        for row in records(doubled)
    ]


def import_exports(workbook: Path, paths: Sequence[Path], now: datetime) -> Imported:
    """Bring exports into a closed workbook: all of it or nothing.

    Args:
        workbook: One of our workbooks.
        paths: The exports.
        now: The time of the import, for the log.

    Returns:
        What changed.

    Raises:
        CannotOpenError: A file cannot be read or written.
        RefusedError: The exports hold errors; the workbook is untouched.
    """
    check_writable(workbook)
    book, words = open_book(workbook)
    with book:
        done = import_into(book, words, paths, now, whole_paths(paths))
        book.save()
    return done


def import_into(
    book: Book, words: Words, paths: Sequence[Path], now: datetime, shown: Mapping[str, Path] | None = None
) -> Imported:
    """Bring exports into a book, which the caller saves.

    Args:
        book: One of our workbooks, closed or open.
        words: Its language.
        paths: The exports.
        now: The time of the import, for the log.
        shown: Where the exports lie to the user, by name, so that findings can lead there.

    Returns:
        What will change.

    Raises:
        CannotOpenError: An export cannot be read.
        RefusedError: The exports hold errors; nothing was written to the book.
    """
    contract = read_contract(book, words)
    export = read_exports(paths, contract, words)
    export.require_valid()
    done = Imported(export, Changes(words=words))
    merged = {
        table: merge(table, contract.frame(table), rows, done.changes, book.name)
        for table, rows in export.rows.items()
        if len(rows)
    }
    findings = [*contract.issues, *export.issues, *done.changes.differences]
    for table, frame in merged.items():
        write_table(book, table.name, frame, words, contract.tables[table.name].raw)
    write_findings(book, findings, words, shown)
    detail = summary(done, words)
    # What was done is said once; further files of the same import only stand beneath it.
    step = words.text("step_import")
    lines = [log_line(step, "" if number else detail, now, path) for number, path in enumerate(paths)]
    write_log(book, lines, words)
    return done


def summary(done: Imported, words: Words) -> str:
    """What an import did, in a sentence."""
    changes = done.changes
    return words.text("imported", added=changes.added, changed=changes.changed, unchanged=changes.unchanged)
