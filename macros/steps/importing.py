"""Bringing exports in: validated first, refused whole or taken whole, with a list of what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from macros.steps.changed_figures import change_lines, difference_issues, differences, replaced_figures
from macros.steps.columns import require_columns
from macros.steps.contract import Contract, is_consolidated, is_ours, open_book, read_contract
from macros.steps.findings_sheet import write_findings
from macros.steps.history import month_issues
from macros.steps.listing_names import Names, list_names, names_in, refused
from macros.steps.log import log_line, write_log
from macros.steps.log_goals import GoalsOfFigures, moved_by_file
from macros.steps.merging import Changes, merge
from macros.steps.repeated import without_repeated
from macros.steps.revisions import revised_figures
from macros.steps.seen_changes import seen_changes
from macros.steps.table_writing import unsaid, write_table
from macros.steps.tracing import OldOrigins, known_origins, with_origins
from schemas.errors import RefusedError
from schemas.fields import Table
from schemas.issues.issue import Issue, Place
from schemas.tables import (
    EXPORT_TABLES,
    BudgetLines,
    IssueGroups,
    Issues,
    LogLines,
    Observations,
    Origins,
    TranslationLines,
)
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable
from workbook.digests import sha256
from workbook.exports.read import DEFAULT, Export, ReadOptions, read_exports
from workbook.exports.read_many import ReadTogether
from workbook.layout import IssueCounts
from workbook.links import whole_paths
from workbook.port import Book

ROWS_OF_OTHERS = "other_centre"
"""The finding that counts rows of other centres, which are expected where one export is for all workbooks."""
WRITTEN = (*(table.name for table in (Issues, IssueGroups, Origins, LogLines)), IssueCounts.name)
"""The tables that an import writes beside the figures."""


@dataclass
class Imported:
    """What an import did."""

    export: Export
    changes: Changes = field(default_factory=Changes)
    repeated: list[Issue] = field(default_factory=list)
    """Warnings about rows that the workbook held just so before: they were given when those were imported."""
    noted: int = 0
    """How many names that were passed over are new on the sheet of names."""


@dataclass(frozen=True)
class Taken:
    """What is told of the files that are imported.

    Args:
        digests: The files, each with its SHA-256.
        now: The time of the import, for the log.
        shown: Where they lie to the user, by name, so that findings can lead there.
    """

    digests: Mapping[Path, str]
    now: datetime
    shown: Mapping[str, Path] | None = None


def read_for(contract: Contract | None, paths: Sequence[Path], words: Words, options: ReadOptions = DEFAULT) -> Export:
    """Read exports for a workbook, by the profiles beside it.

    Args:
        contract: The workbook; without one, centres and measures are taken as they stand.
        paths: The files.
        words: The user's language.
        options: What to read them by.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: Two profiles of the user's fit a sheet equally.
    """
    if contract is None:
        return read_exports(paths, None, words, options)
    beside = [contract.folder] if contract.folder else []
    export = read_exports(paths, contract.expected, words, replace(options, folders=beside))
    export.issues = [*contract.translated[1], *export.issues]
    return export


def import_exports(
    workbook: Path,
    paths: Sequence[Path],
    now: datetime,
    options: ReadOptions = DEFAULT,
) -> Imported:
    """Bring exports into a closed workbook: all of it or nothing.

    Args:
        workbook: One of our workbooks.
        paths: The exports.
        now: The time of the import, for the log.
        options: What to read them by.

    Returns:
        What changed.

    Raises:
        CannotOpenError: A file cannot be read or written.
        RefusedError: The exports hold errors; the workbook is untouched.
    """
    check_writable(workbook)
    book, words = open_book(workbook)
    with book:
        done = import_into(book, words, paths, now, replace(options, shown=whole_paths(paths)))
        book.save()
    done.export.issues += unsaid(book, done.export.issues)
    return done


def import_into(
    book: Book, words: Words, paths: Sequence[Path], now: datetime, options: ReadOptions = DEFAULT
) -> Imported:
    """Bring exports into a book, which the caller saves.

    Args:
        book: One of our workbooks, closed or open.
        words: Its language.
        paths: The exports.
        now: The time of the import, for the log.
        options: What to read them by, and where they lie to the user.

    Returns:
        What will change.

    Raises:
        CannotOpenError: An export cannot be read.
        RefusedError: The exports hold errors; nothing was written to the book.
    """
    contract = read_contract(book, words)
    require_columns(book, WRITTEN, words)
    export = read_for(contract, paths, words, options)
    names = names_in(export, contract, options.shown, now.date())
    require_exports(export, paths, names)
    digests = {path: sha256(path) for path in paths}
    return take_export(book, contract, export, Taken(digests, now, options.shown), names)


def require_exports(export: Export | ReadTogether, paths: Sequence[Path], names: Names | None = None) -> None:
    """Refuse exports with errors; where some are no exports at all, that is what is said.

    Args:
        export: What was read.
        paths: The exports.
        names: The names on them that nothing is known of, which can be given a meaning.

    Raises:
        RefusedError: With every finding.
    """
    try:
        export.require_valid()
    except RefusedError as error:
        ours = [Issue("export_is_workbook", Place(path.name)) for path in paths if is_ours(path)]
        ours += [Issue("consolidated_workbook", Place(path.name)) for path in paths if is_consolidated(path)]
        raise (RefusedError(ours) if ours else refused(error, names) if names else error) from error


def take_export(book: Book, contract: Contract, export: Export, taken: Taken, names: Names | None = None) -> Imported:
    """Take what was read of exports into a book, which the caller saves.

    Args:
        book: One of our workbooks, closed or open, to which nothing has been written yet.
        contract: Its tables.
        export: What the exports hold for it, without errors.
        taken: Which files it was read of, and when.
        names: The names on them that nothing is known of, which are noted.

    Returns:
        What will change.

    Raises:
        RefusedError: A table of the workbook is not as it was written; nothing was written to the book.
    """
    words, now = contract.words, taken.now
    done = Imported(export)
    merged = _merged(contract, done)
    known = known_origins(book, words)
    seen = seen_changes(contract, now, known)
    old = known if done.changes.keys else OldOrigins()  # where no figure moves the table stays as it is
    replaced = differences(done.changes.replaced, old)
    revised = revised_figures(book, contract, export, done.changes, now)
    done.changes.differences = [*revised.issues, *difference_issues(revised.without(replaced), contract.tables, words)]
    export.issues, done.repeated = without_repeated(export.issues, export.parts, done.changes)
    whole = {table: merged.get(table, contract.frame(table)) for table in EXPORT_TABLES}
    export.issues += month_issues(whole[Observations], whole[BudgetLines], contract)
    by_name = {path.name: digest for path, digest in taken.digests.items()}
    origins = with_origins(old, export, done.changes.keys, by_name, replaced_figures(replaced, words))
    for table, frame in merged.items():
        standing = contract.frame(table).index.tolist()
        continued = [*standing, *[None] * (len(frame) - len(standing))]
        write_table(book, table.name, frame, words, contract.tables[table.name].raw, continued)
    if origins is not None:
        write_table(book, Origins.name, origins, words, old.raw)
    revised.write(book, words)
    if names and names.unknown and TranslationLines.name in contract.tables:
        done.noted = list_names(book, names).count
    foreseen = book.foreseen()
    export.issues += foreseen
    findings = [*contract.issues, *export.issues, *done.changes.differences]
    write_findings(book, findings, words, taken.shown)
    detail = summary(done, words)
    # What was done is said once; further files of the same import only stand beneath it.
    step = words.text("step_import")
    of, files = GoalsOfFigures(contract.goals).of, moved_by_file(origins, done.changes.keys, list(taken.digests))
    lines = [
        log_line(step, "" if number else detail, now, path, digest, of(files.get(path.name, ())))
        for number, (path, digest) in enumerate(taken.digests.items())
    ]
    lines += [log_line(step, line, now, goals=of(keys)) for line, keys in change_lines(replaced, words)]
    lines += [log_line(step, issue.message(words), now, goals=of(revised.keys)) for issue in revised.issues]
    write_log(book, [*seen, *lines, *(log_line(step, issue.message(words), now) for issue in foreseen)], words)
    return done


def _merged(contract: Contract, done: Imported) -> dict[type[Table], pd.DataFrame]:
    """The workbook's tables with the new rows; a table that stays as it is is left out, and not written."""
    merged: dict[type[Table], pd.DataFrame] = {}
    for table, rows in done.export.rows.items():
        before = done.changes.moved
        frame = merge(table, contract.frame(table), rows, done.changes)
        if done.changes.moved > before:
            merged[table] = frame
    return merged


def summary(done: Imported, words: Words) -> str:
    """What an import did, in a sentence."""
    changes = done.changes
    counts = {"added": changes.added, "changed": changes.changed, "unchanged": changes.unchanged}
    text = words.text("imported", **counts)
    others = sum(int(str(each.details["count"])) for each in done.export.issues if each.code == ROWS_OF_OTHERS)
    said = [f"{text}."]
    said += [words.text("rows_of_others", count=others)] if others else []
    said += [words.text("not_repeated", count=len(done.repeated))] if done.repeated else []
    said += [words.text("names_noted", count=done.noted, sheet=words.sheet("translations"))] if done.noted else []
    return " ".join(said) if len(said) > 1 else text
