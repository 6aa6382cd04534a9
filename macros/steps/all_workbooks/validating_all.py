"""Validate a folder of workbooks, and exports against all of them at once; nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from macros.steps.all_workbooks.folder import Workbooks, folders_of
from macros.steps.all_workbooks.importing_all import read_for_all
from macros.steps.all_workbooks.joint import try_known
from macros.steps.all_workbooks.side_by_side import Workers, require_all
from macros.steps.contract import open_book, read_contract
from macros.steps.validating import Validated
from schemas.errors import RefusedError, StepError
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.reading import empty
from schemas.tables import EXPORT_TABLES, BudgetLines, Goals, Observations
from schemas.words.vocabulary import Words
from workbook.exports.guarded import FileReaders
from workbook.exports.read import ReadOptions

_HELD: tuple[type[Table], ...] = (Observations, BudgetLines, Goals)


def validate_all(found: Workbooks, exports: Sequence[Path], words: Words, options: ReadOptions) -> Validated:
    """Validate workbooks, or exports against all of them.

    Args:
        found: The workbooks of a folder.
        exports: The exports; without any the workbooks themselves are validated.
        words: The user's language.
        options: What to read exports by.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: A workbook's own tables hold errors, or the workbooks do not fit each other.
    """
    if not exports:
        return _themselves(found)
    if options.readings is None:
        with FileReaders(exports) as started:
            return validate_all(found, exports, words, replace(options, readings=started))
    with Workers(len(found.paths)) as workers:
        known = require_all(workers.run(try_known, found.paths))
    folders = folders_of(found.paths)
    try:
        read = read_for_all(known, exports, words, replace(options, folders=folders))
    except RefusedError as error:
        return _validated(exports, {table: empty(table) for table in _HELD}, [*found.issues, *error.issues])
    rows: dict[type[Table], pd.DataFrame] = {
        table: pd.concat([each.rows[table] for each in read.exports], ignore_index=True) for table in EXPORT_TABLES
    }
    rows[Goals] = pd.concat([each.expected.goals for each in known], ignore_index=True)
    return _validated(exports, rows, [*found.issues, *read.issues])


def _validated(files: Sequence[Path], rows: Mapping[type[Table], pd.DataFrame], issues: list[Issue]) -> Validated:
    return Validated(list(files), rows[Observations], rows[BudgetLines], rows[Goals], issues)


def _themselves(found: Workbooks) -> Validated:
    with Workers(len(found.paths)) as workers:
        held = require_all(workers.run(_try_held, found.paths))
    frames = {table: pd.concat([each[0][table] for each in held], ignore_index=True) for table in _HELD}
    issues = [*found.issues, *(issue for each in held for issue in each[1])]
    return _validated(found.paths, frames, issues)


def _try_held(path: Path) -> tuple[dict[type[Table], pd.DataFrame], list[Issue]] | StepError:
    """What a workbook holds, and its findings: an error crosses from a worker as a value."""
    try:
        book, words = open_book(path)
        with book:
            contract = read_contract(book, words)
    except StepError as error:
        return error
    return {table: contract.frame(table) for table in _HELD}, contract.issues
