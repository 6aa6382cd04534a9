"""Preview of exports for several workbooks: read once for all of them, as an import into them reads."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from macros.steps.all_workbooks.folder import folders_of
from macros.steps.all_workbooks.joint import Known, known_of, require_joinable
from macros.steps.contract import Contract, open_book, read_contract
from macros.steps.listing_names import Names, each_once, refused
from macros.steps.previewing import Preview, shown_sheets
from schemas.errors import RefusedError
from schemas.issues.issue import errors
from schemas.words.vocabulary import Words
from workbook.exports.guarded import FileReaders
from workbook.exports.read import ReadOptions
from workbook.exports.read_many import read_together
from workbook.links import whole_paths


def preview_all(
    workbooks: Sequence[Path], paths: Sequence[Path], words: Words, options: ReadOptions, readings: FileReaders
) -> list[Preview]:
    """Read exports for several closed workbooks, and write nothing.

    Args:
        workbooks: Our workbooks, each of other centres.
        paths: The exports.
        words: The language of what is said of the exports as a whole.
        options: What to read them by.
        readings: The exports as they are being read.

    Returns:
        What each workbook takes, in their order; names and findings are of all of them, and stand at the last.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: A workbook's own tables hold errors, or the workbooks do not fit each other.
    """
    folders = folders_of(workbooks)
    options = replace(options, readings=readings, folders=folders)
    found = [_known(path) for path in workbooks]
    known = [each for each, _ in found]
    require_joinable(known, paths, readings, options, words)
    read = read_together(paths, [each.expected for each in known], words, options)
    answered = {key for each in known for key in each.expected.translations.by_key}
    names = Names(None, each_once(read.names, answered), whole_paths(paths))
    issues = refused(RefusedError(read.issues), names).issues if errors(read.issues) else read.issues
    none = Names(None, [])
    previews = [
        Preview(export, contract, shown_sheets(export), none, [])
        for export, (_, contract) in zip(read.exports, found, strict=True)
    ]
    return [*previews[:-1], replace(previews[-1], names=names, issues=issues)]


def _known(path: Path) -> tuple[Known, Contract]:
    book, words = open_book(path)
    with book:
        contract = read_contract(book, words)
        return known_of(book, contract), contract
