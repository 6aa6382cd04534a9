"""Validate: workbooks, registers and exports are read and checked; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from macros.steps.contract import is_consolidated, is_ours, open_book, read_contract
from macros.steps.importing import read_for
from macros.steps.register import read_register
from schemas.errors import CannotOpenError
from schemas.fields import Table
from schemas.issues.issue import Issue, Place, errors
from schemas.reading import empty, fitting_table
from schemas.tables import EXPORT_TABLES, BudgetLines, Goals, Observations
from schemas.text.first_names import first_names
from schemas.words.vocabulary import Words
from workbook.exports.files.headed import headed
from workbook.exports.guarded import FileReaders
from workbook.exports.read import DEFAULT, Export, ReadOptions

_OF_NAMES = frozenset({"unknown_label", "dimension_missing", "layout_unsure"})
"""What is said of a crosstab only for want of the names that a contract has."""
_NAMED = 3


@dataclass
class Validated:
    """What validation understood of each kind of file."""

    files: list[Path]
    observations: pd.DataFrame
    budget_lines: pd.DataFrame
    goals: pd.DataFrame
    issues: list[Issue]


def validate_files(
    paths: Sequence[Path], workbook: Path | None, words: Words, options: ReadOptions = DEFAULT
) -> Validated:
    """Validate workbooks, registers and exports without writing anything.

    Args:
        paths: Any of them; one of our workbooks among them is what the exports are checked against.
        workbook: The workbook to check exports against, if it is not among the files.
        words: The user's language.
        options: What to read exports by.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: A workbook's own tables, or a register, hold errors.
    """
    if options.readings is None:
        with FileReaders(paths) as started:
            return validate_files(paths, workbook, words, replace(options, readings=started))
    readings = options.readings
    if together := [path for path in paths if is_consolidated(path)]:
        raise CannotOpenError([Issue("consolidated_workbook", Place(path.name)) for path in together])
    ours = [path for path in paths if is_ours(path)]
    contract = None
    if workbook or ours:
        book, own = open_book(workbook or ours[0])
        with book:
            contract = read_contract(book, own)
    theirs = [path for path in paths if path not in ours]
    registers = [path for path in theirs if _is_register(path, readings)]
    exports = [path for path in theirs if path not in registers]
    export = (
        read_for(contract, exports, words, options)
        if exports
        else Export([], {table: empty(table) for table in EXPORT_TABLES})
    )
    issues = contract.issues + export.issues if contract else _without_names(export.issues, words)
    issues += contract.translated[1] if contract and not exports else []  # those of exports have them already
    goals = contract.goals if contract else empty(Goals)
    for path in registers:
        register = read_register(path, words, readings)
        goals, issues = register.goals, [*issues, *register.issues]
    observations = export.rows[Observations]
    lines = export.rows[BudgetLines]
    if contract and not exports:
        observations, lines = contract.frame(Observations), contract.frame(BudgetLines)
    return Validated(list(paths), observations, lines, goals, issues)


def _without_names(issues: Sequence[Issue], words: Words) -> list[Issue]:
    """Findings of exports read without a workbook: of a crosstab whose names nobody knows, one in place of many.

    Only where nothing else is wrong with the sheet: with the workbook's names it may well be right.
    """
    crosstab = words.text("layout_crosstab")
    by_sheet: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        by_sheet.setdefault((issue.place.file, issue.place.sheet), []).append(issue)
    told: list[Issue] = []
    for found in by_sheet.values():
        wrong = errors(found)
        unsure = any(each.code == "layout_unsure" and each.details["layout"] == crosstab for each in wrong)
        if unsure and {each.code for each in wrong} <= _OF_NAMES:
            told.append(_nameless(wrong, found))
            told += [each for each in found if not each.is_error]
        else:
            told += found
    return told


def _nameless(wrong: Sequence[Issue], found: Sequence[Issue]) -> Issue:
    """The one finding, at the first label that is not known; otherwise at the first cell that was read."""
    labels = [each for each in wrong if each.code == "unknown_label"]
    names = list(dict.fromkeys(f"»{each.value}«" for each in labels))
    names = names or [str(each.details["what"]) for each in wrong if each.code == "dimension_missing"]
    first = next((each.place for each in (*labels, *found) if each.place.cell), wrong[0].place)
    return Issue("crosstab_without_workbook", first, first_names(names, _NAMED))


def _is_register(path: Path, readings: FileReaders) -> bool:
    tables: tuple[type[Table], ...] = (Goals, *EXPORT_TABLES)
    return any(fitting_table(tables, headed(grid, tables).header) is Goals for grid in readings.looked_at(path))
