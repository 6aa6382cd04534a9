"""Bringing exports in: validated first, refused whole or taken whole, with a list of what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from macros.steps.contract import Contract, is_ours, open_book, read_contract
from macros.steps.findings_sheet import write_findings
from macros.steps.history import jump_issues, month_issues
from macros.steps.merging import Changes, merge
from macros.steps.table_writing import log_line, write_log, write_table
from schemas.errors import RefusedError
from schemas.fields import Table
from schemas.frames import is_missing, records
from schemas.issues.issue import Issue, Place, errors
from schemas.profiles.export_profile import Profile
from schemas.reading import empty
from schemas.tables import EXPORT_TABLES, KEYS, BudgetLines, Observations
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable
from workbook.exports.guarded import Readings
from workbook.exports.large_reader import read_large
from workbook.exports.profiles.choose import is_profile, own_profiles, read_profile
from workbook.exports.rows.table_rows import Part, SheetRead
from workbook.exports.sheet_reader import SheetReader
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


@dataclass(frozen=True)
class How:
    """What exports are read by.

    Args:
        profile: The profile to read all of them by; otherwise those beside the workbook (or beside the exports) and
            the shipped ones are tried.
        readings: The files as they are being read already.
        shown: Where the exports lie to the user, by name, so that findings can lead there.
    """

    profile: Path | None = None
    readings: Readings | None = None
    shown: Mapping[str, Path] | None = None


BY_FOLDER = How()


def read_exports(
    paths: Sequence[Path],
    contract: Contract | None,
    words: Words,
    how: How = BY_FOLDER,
) -> Export:
    """Read and validate exports.

    Args:
        paths: The files.
        contract: The workbook they are for; without one, centres and measures are taken as they stand.
        words: The user's language.
        how: What to read them by.

    Returns:
        What was understood, with every finding; nothing is refused here.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: Two profiles of the user's fit a sheet equally.
    """
    readings = how.readings
    if readings is None:
        with Readings(paths) as started:
            return read_exports(paths, contract, words, replace(how, readings=started))
    reader, issues = _sheet_reader(paths, contract, words, how.profile)
    parts: list[Part] = []
    for path in paths:
        found = _file(path, reader, readings)
        read = [each for each in found if each.layout is not None]
        issues += [issue for each in found for issue in each.issues]
        issues += _none_of_own(path, found, contract) if contract else []
        if not read:
            issues.append(Issue("no_table", Place(path.name)))
        parts += [part for each in read for part in each.parts]
    issues += _doubled_across(parts, words)
    issues += jump_issues(parts, contract) if contract else []
    return Export(list(paths), _rows(parts), issues)


def _none_of_own(path: Path, found: Sequence[SheetRead], contract: Contract) -> list[Issue]:
    """That a file has rows, but of other centres only."""
    others = any(issue.code == "other_centre" for each in found for issue in each.issues)
    if not others or any(len(part.frame) for each in found for part in each.parts):
        return []
    return [Issue("nothing_for_centre", Place(path.name), ", ".join(contract.holders))]


def _file(path: Path, reader: SheetReader, readings: Readings) -> list[SheetRead]:
    """What each sheet of a file holds; a large one's head is read first."""
    if is_profile(path) and (behind := reader.behind(path)) is not None:
        return [behind]
    if readings.is_large(path) and (found := read_large(path, readings, reader)) is not None:
        return found
    return _without_others([reader.read(grid) for grid in readings.grids(path)])


def _without_others(found: Sequence[SheetRead]) -> list[SheetRead]:
    """Lookup sheets, and sheets of targets, are left out where another sheet of the file holds figures."""
    if not any(part.frame.size for each in found if not each.instead for part in each.parts):
        return list(found)
    return [SheetRead(issues=each.instead) if each.instead else each for each in found]


def _sheet_reader(
    paths: Sequence[Path], contract: Contract | None, words: Words, profile: Path | None
) -> tuple[SheetReader, list[Issue]]:
    """What reads the sheets, by the user's profiles, and what is wrong with those."""
    if profile is not None:
        given, issues = read_profile(profile)
        return SheetReader(contract, words, (), given), issues
    folders = [contract.folder] if contract and contract.folder else list(dict.fromkeys(path.parent for path in paths))
    own: list[Profile] = []
    issues = []
    for folder in folders:
        found, problems = own_profiles(folder)
        own += found
        issues += problems
    return SheetReader(contract, words, own), issues


def _rows(parts: Sequence[Part]) -> dict[type[Table], pd.DataFrame]:
    frames = {table: [part.frame for part in parts if part.table is table] for table in EXPORT_TABLES}
    return {table: pd.concat(each, ignore_index=True) if each else empty(table) for table, each in frames.items()}


def _doubled_across(parts: Sequence[Part], words: Words) -> list[Issue]:
    """Rows that stand on more than one sheet or in more than one file; within a sheet its own rules tell."""
    issues = []
    before: dict[tuple[object, ...], tuple[int, Place]] = {}
    for number, part in enumerate(parts):
        if part.table is not Observations:
            continue
        for row, record in zip(part.frame.index, records(part.frame), strict=True):
            key = tuple(record[column] for column in KEYS[Observations])
            if any(map(is_missing, key)):
                continue
            # A crosstab's period is a header; there the figure itself is the place.
            shown = Observations.VALUE if part.understood.raw.addresses else Observations.PERIOD
            place = part.understood.place(int(row), shown)
            first, there = before.setdefault(key, (number, place))
            if first != number:
                about = {
                    "centre": record[Observations.CENTRE],
                    "measure": record[Observations.MEASURE],
                    "also": words.text("also_in", place=there.text),
                }
                issues.append(Issue("duplicate_observation", place, str(record[Observations.PERIOD]), about))
    return issues


def import_exports(
    workbook: Path,
    paths: Sequence[Path],
    now: datetime,
    how: How = BY_FOLDER,
) -> Imported:
    """Bring exports into a closed workbook: all of it or nothing.

    Args:
        workbook: One of our workbooks.
        paths: The exports.
        now: The time of the import, for the log.
        how: What to read them by.

    Returns:
        What changed.

    Raises:
        CannotOpenError: A file cannot be read or written.
        RefusedError: The exports hold errors; the workbook is untouched.
    """
    check_writable(workbook)
    book, words = open_book(workbook)
    with book:
        done = import_into(book, words, paths, now, replace(how, shown=whole_paths(paths)))
        book.save()
    return done


def import_into(book: Book, words: Words, paths: Sequence[Path], now: datetime, how: How = BY_FOLDER) -> Imported:
    """Bring exports into a book, which the caller saves.

    Args:
        book: One of our workbooks, closed or open.
        words: Its language.
        paths: The exports.
        now: The time of the import, for the log.
        how: What to read them by, and where they lie to the user.

    Returns:
        What will change.

    Raises:
        CannotOpenError: An export cannot be read.
        RefusedError: The exports hold errors; nothing was written to the book.
    """
    contract = read_contract(book, words)
    export = read_exports(paths, contract, words, how)
    try:
        export.require_valid()
    except RefusedError as error:
        ours = [Issue("export_is_workbook", Place(path.name)) for path in paths if is_ours(path)]
        raise (RefusedError(ours) if ours else error) from error
    done = Imported(export, Changes(words=words))
    merged: dict[type[Table], pd.DataFrame] = {}
    for table, rows in export.rows.items():
        before = done.changes.moved
        frame = merge(table, contract.frame(table), rows, done.changes, book.name)
        if done.changes.moved > before:  # a table that stays as it is is not written
            merged[table] = frame
    whole = {table: merged.get(table, contract.frame(table)) for table in EXPORT_TABLES}
    export.issues += month_issues(whole[Observations], whole[BudgetLines], contract)
    findings = [*contract.issues, *export.issues, *done.changes.differences]
    for table, frame in merged.items():
        write_table(book, table.name, frame, words, contract.tables[table.name].raw)
    write_findings(book, findings, words, how.shown)
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
