"""Names of exports listed without any figure: what ``--list-names`` asks for, whether the exports are taken or not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from macros.steps.all_workbooks.folder import folders_of
from macros.steps.all_workbooks.importing_all import read_for_all
from macros.steps.all_workbooks.joint import try_known
from macros.steps.all_workbooks.side_by_side import require_all
from macros.steps.contract import open_book, read_contract
from macros.steps.importing import read_for, require_exports
from macros.steps.listing_names import Names, UnknownNamesError, list_in_files, names_in
from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.exports.read import ReadOptions
from workbook.links import whole_paths


def list_alone(
    workbooks: Sequence[Path], paths: Sequence[Path], words: Words, options: ReadOptions, today: date
) -> Issue | None:
    """Write the names of exports that are not known on the sheets of names of closed workbooks, and nothing else.

    Args:
        workbooks: Our workbooks.
        paths: The exports.
        words: The language of what is said of several workbooks.
        options: What to read them by; with the readings.
        today: The day of the import.

    Returns:
        Where the names are; None where all are known.

    Raises:
        CannotOpenError: A file cannot be read or written.
        RefusedError: An import of the exports is refused; the names that it is refused for are listed all the same.
    """
    try:
        if len(workbooks) == 1:
            names = _of_one(workbooks[0], paths, options, today)
        else:
            names = _of_all(workbooks, paths, words, options, today)
    except UnknownNamesError as problem:
        raise list_in_files(workbooks, problem) from problem
    return list_in_files(workbooks, UnknownNamesError([], names)).issues[-1] if names.unknown else None


def _of_one(workbook: Path, paths: Sequence[Path], options: ReadOptions, today: date) -> Names:
    book, own = open_book(workbook)
    with book:
        contract = read_contract(book, own)
        export = read_for(contract, paths, own, options)
        names = names_in(export, contract, whole_paths(paths), today)
        require_exports(export, paths, names)
    return names


def _of_all(workbooks: Sequence[Path], paths: Sequence[Path], words: Words, options: ReadOptions, today: date) -> Names:
    known = require_all([try_known(workbook) for workbook in workbooks])
    folders = folders_of(workbooks)
    read = read_for_all(known, paths, words, replace(options, folders=folders), today)
    return Names(None, read.names, whole_paths(paths), today)
