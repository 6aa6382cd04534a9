"""Exports read: files from outside to rows of our tables, with every finding. Nothing is refused or written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from schemas.errors import RefusedError
from schemas.expected import Expected
from schemas.fields import Table
from schemas.issues.issue import Issue, Place, errors, without_false
from schemas.lexicon.match import label_key
from schemas.profiles.export_profile import ExportProfile
from schemas.reading import empty
from schemas.tables import EXPORT_TABLES
from schemas.unknown_names import UnknownName
from schemas.words.vocabulary import Words
from workbook.exports.guarded import FileReaders
from workbook.exports.large_reader import read_large
from workbook.exports.profiles.choose import is_profile, own_profiles, read_profile
from workbook.exports.rows.against_others import doubled_across, jump_issues
from workbook.exports.rows.own_rows import ALONE, Owners
from workbook.exports.rows.table_rows import SheetRead, TableRows
from workbook.exports.rows.translated import FileRead, nothing_left, translation_issues, without_explained
from workbook.exports.rules.foreign import ForeignNames, foreign_issues
from workbook.exports.sheet_reader import SheetReader
from workbook.exports.work import counted


@dataclass
class Export:
    """What exports hold, as it was understood.

    Args:
        files: The files read.
        rows: Table → its rows.
        issues: Every finding.
        parts: The rows as each sheet gave them, with where they stand.
        sheets: What was read of each sheet, by the files' names.
    """

    files: list[Path]
    rows: dict[type[Table], pd.DataFrame]
    issues: list[Issue] = field(default_factory=list)
    parts: list[TableRows] = field(default_factory=list)
    sheets: list[tuple[str, SheetRead]] = field(default_factory=list)

    @property
    def names(self) -> list[UnknownName]:
        """The names that nothing is known of."""
        return [name for _, sheet in self.sheets for name in sheet.names]

    def require_valid(self) -> None:
        """Refuse exports with errors.

        Raises:
            RefusedError: With every finding.
        """
        if errors(self.issues):
            raise RefusedError(self.issues)


@dataclass(frozen=True)
class ReadOptions:
    """What exports are read by.

    Args:
        profile: The profile to read all of them by; otherwise those in the folder and the shipped ones are tried.
        readings: The files as they are being read already.
        shown: Where the exports lie to the user, by name, so that findings can lead there.
        folders: The folders of the user's profiles: the workbooks'; otherwise the exports' own.
    """

    profile: Path | None = None
    readings: FileReaders | None = None
    shown: Mapping[str, Path] | None = None
    folders: Sequence[Path] = ()


DEFAULT = ReadOptions()


def read_exports(
    paths: Sequence[Path], expected: Expected | None, words: Words, options: ReadOptions = DEFAULT
) -> Export:
    """Read and validate exports.

    Args:
        paths: The files.
        expected: The contract they are for; without one, centres and measures are taken as they stand.
        words: The user's language.
        options: What to read them by.

    Returns:
        What was understood, with every finding; nothing is refused here.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: Two profiles of the user's fit a sheet equally.
    """
    readings = options.readings
    if readings is None:
        with FileReaders(paths) as started:
            return read_exports(paths, expected, words, replace(options, readings=started))
    reader, issues = sheet_reader_for(paths, expected, words, options)
    parts: list[TableRows] = []
    sheets: list[tuple[str, SheetRead]] = []
    foreign: dict[str, ForeignNames] = {}
    for path in paths:
        found = read_file(path, reader, readings)
        sheets += [(path.name, each) for each in found]
        issues += [*issues_of_file(path, found), *(_none_of_own(path, found, expected) if expected else [])]
        foreign[path.name] = names_of_others(found)
        parts += rows_of(found)
    issues += foreign_issues(foreign, words)
    issues += doubled_across(parts, words)
    issues += jump_issues(parts, expected) if expected else []
    if expected:
        read_files = by_file(sheets)
        issues = translation_issues(issues, read_files, expected)
        left = nothing_left(issues, read_files, expected.translations)
        issues = [*without_explained(issues, left), *left]
    return Export(list(paths), rows_by_table(parts), without_false(issues), parts, sheets)


def by_file(sheets: Sequence[tuple[str, SheetRead]], owner: int | None = None) -> list[FileRead]:
    """What each file's sheets hold together, of all workbooks or of one of them."""
    together: dict[str, list[SheetRead]] = {}
    for file, sheet in sheets:
        together.setdefault(file, []).append(sheet)
    return [
        FileRead(
            file,
            frozenset().union(*(each.translated for each in found)),
            [part for part in rows_of(found) if owner in {None, part.owner}],
        )
        for file, found in together.items()
    ]


def _none_of_own(path: Path, found: Sequence[SheetRead], expected: Expected) -> list[Issue]:
    """That a file has rows, but of other centres only."""
    others = any(issue.code == "other_centre" for each in found for issue in each.issues)
    if not others or _holds_any(found):
        return []
    return [Issue("nothing_for_centre", Place(path.name), ", ".join(expected.holders))]


def issues_of_file(path: Path, found: Sequence[SheetRead]) -> list[Issue]:
    """What its sheets found, and of the file as a whole: that nothing on them is ours, or that it holds no table."""
    issues = [issue for each in found for issue in each.issues]
    issues += [] if _holds_any(found) else [issue for each in found for issue in each.if_nothing]
    return issues if any(each.layout is not None for each in found) else [*issues, Issue("no_table", Place(path.name))]


def names_of_others(found: Sequence[SheetRead]) -> ForeignNames:
    """The names of others on the sheets of a file."""
    return sum((each.foreign for each in found), ForeignNames())


def rows_of(found: Sequence[SheetRead]) -> list[TableRows]:
    """The rows that the sheets of a file gave."""
    return [part for each in found if each.layout is not None for part in each.parts]


def _holds_any(found: Sequence[SheetRead]) -> bool:
    return any(len(part.frame) for each in found for part in each.parts)


def read_file(path: Path, reader: SheetReader, readings: FileReaders) -> list[SheetRead]:
    """What each sheet of a file holds; where nothing is ours, every name that is not known is asked about."""
    found = _sheets(path, reader, readings)
    if not any(each.foreign for each in found):
        return found
    if not _holds_any(found):
        return _sheets(path, reader.strictly(), readings)
    if not readings.is_large(path) and any(name.is_needed for each in found for name in each.names):
        return _with_every_name(found, _sheets(path, reader.strictly(), readings))
    return found


def _with_every_name(found: Sequence[SheetRead], strict: Sequence[SheetRead]) -> list[SheetRead]:
    """What was read, with the names that stand in rows of others too: once some are asked about, all are at once."""
    asked: dict[str, list[UnknownName]] = {}
    for each in strict:
        asked.setdefault(each.sheet, []).extend(each.names)
    done = []
    for each in found:
        known = {label_key(name.name) for name in each.names}
        more = [
            replace(name, is_needed=False) for name in asked.get(each.sheet, ()) if label_key(name.name) not in known
        ]
        done.append(replace(each, names=[*each.names, *more]))
    return done


def _sheets(path: Path, reader: SheetReader, readings: FileReaders) -> list[SheetRead]:
    """What each sheet of a file holds; a large one's head is read first."""
    if is_profile(path) and (behind := reader.behind(path)) is not None:
        return [behind]
    if readings.is_large(path) and (found := read_large(path, readings, reader)) is not None:
        return found
    with counted(path.name):
        return _without_others([reader.read(grid) for grid in readings.grids(path)])


def _without_others(found: Sequence[SheetRead]) -> list[SheetRead]:
    """Lookup sheets, and sheets of targets, are left out where another sheet of the file holds figures."""
    if not _holds_any([each for each in found if not each.instead]):
        return list(found)
    return [SheetRead(issues=each.instead) if each.instead else each for each in found]


def sheet_reader_for(
    paths: Sequence[Path], expected: Expected | None, words: Words, options: ReadOptions, owners: Owners = ALONE
) -> tuple[SheetReader, list[Issue]]:
    """What reads the sheets, by the user's profiles, and what is wrong with those."""
    if options.profile is not None:
        given, issues = read_profile(options.profile)
        return SheetReader(expected, words, (), given, owners=owners), issues
    folders = list(dict.fromkeys(options.folders or (path.parent for path in paths)))
    own: list[ExportProfile] = []
    issues = []
    for folder in folders:
        found, problems = own_profiles(folder)
        own += found
        issues += problems
    return SheetReader(expected, words, own, owners=owners), issues


def rows_by_table(parts: Sequence[TableRows]) -> dict[type[Table], pd.DataFrame]:
    """Table → the rows of all sheets."""
    frames = {table: [part.frame for part in parts if part.table is table] for table in EXPORT_TABLES}
    return {table: pd.concat(each, ignore_index=True) if each else empty(table) for table, each in frames.items()}
