"""Exports read once for several workbooks: each takes of them what it would take if they were read for it alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_
from pathlib import Path

from schemas.errors import RefusedError
from schemas.expected import Expected
from schemas.issues.issue import Issue, Place, errors, once, without_false
from schemas.lexicon.labels import Dimension
from schemas.unknown_names import UnknownName
from schemas.words.vocabulary import Words
from workbook.exports.guarded import FileReaders
from workbook.exports.meaning.joined import alike, joined, translated_alike
from workbook.exports.read import (
    DEFAULT,
    Export,
    ReadOptions,
    by_file,
    issues_of_file,
    names_of_others,
    read_file,
    rows_by_table,
    rows_of,
    sheet_reader_for,
)
from workbook.exports.rows.against_others import doubled_across, jump_issues
from workbook.exports.rows.own_rows import Owners
from workbook.exports.rows.table_rows import SheetRead, TableRows
from workbook.exports.rows.translated import nothing_left, translation_issues, without_explained
from workbook.exports.rules.foreign import ForeignNames, foreign_issues

_OF_OTHERS = frozenset({"other_centre", "measure_of_others"})
"""Findings that rows are not these workbooks'."""


@dataclass
class ReadTogether:
    """What exports hold for several workbooks.

    Args:
        exports: What each workbook takes, in the workbooks' order; its findings are those that concern it.
        whole: What is to be said once, of the exports as a whole.
        names: The names that nothing is known of.
    """

    exports: list[Export]
    whole: list[Issue] = field(default_factory=list)
    names: list[UnknownName] = field(default_factory=list)

    @property
    def issues(self) -> list[Issue]:
        """Every finding, each once."""
        return once([*self.whole, *(issue for each in self.exports for issue in each.issues)])

    def require_valid(self) -> None:
        """Refuse exports with errors for any of the workbooks.

        Raises:
            RefusedError: With every finding.
        """
        if errors(self.issues):
            raise RefusedError(self.issues)


def read_together(
    paths: Sequence[Path], contracts: Sequence[Expected], words: Words, options: ReadOptions = DEFAULT
) -> ReadTogether:
    """Read exports once for several workbooks: each takes of them what it would take if they were read for it alone.

    Args:
        paths: The files.
        contracts: The workbooks' contracts: of one year, with one unit for each measure, each of other centres.
        words: The language of what is said of the exports as a whole.
        options: What to read them by.

    Returns:
        What was understood, with every finding; nothing is refused here.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: Two profiles of the user's fit a sheet equally.
    """
    if options.readings is None:
        with FileReaders(paths) as started:
            return read_together(paths, contracts, words, replace(options, readings=started))
    every = frozenset(holder for each in contracts for holder in each.holders)
    exports: dict[int, Export] = {}
    contracts, whole = translated_alike(contracts)
    left: list[dict[str, ForeignNames]] = []
    names: list[UnknownName] = []
    for numbers in alike(contracts, words):
        some = [contracts[number] for number in numbers]
        holders = frozenset(holder for each in some for holder in each.holders)
        taken, told, others, unknown = _for_some(paths, Owners(some, every - holders), words, options, options.readings)
        exports |= dict(zip(numbers, taken, strict=True))
        whole += told
        left.append(others)
        names += unknown
    foreign: dict[str, ForeignNames] = {}
    for path in paths:
        found = [each.get(path.name, ForeignNames()) for each in left]
        foreign[path.name] = reduce(and_, found)
        whole += _of_some(path, [each - foreign[path.name] for each in found])
    whole += foreign_issues(foreign, words)
    taken = [exports[number] for number in range(len(contracts))]
    return ReadTogether(taken, without_false(once(whole)), names)


def _of_some(path: Path, left: Sequence[ForeignNames]) -> list[Issue]:
    """That rows were left out of measures that only other workbooks have, which are read for by themselves."""
    of_measures = [(name, count) for each in left for (kind, name), count in each.items() if kind == Dimension.MEASURE]
    if not of_measures:
        return []
    named = ", ".join(sorted({name for name, _ in of_measures}))
    return [Issue("measure_of_others", Place(path.name), named, {"count": sum(count for _, count in of_measures)})]


def _for_some(
    paths: Sequence[Path], owners: Owners, words: Words, options: ReadOptions, readings: FileReaders
) -> tuple[list[Export], list[Issue], dict[str, ForeignNames], list[UnknownName]]:
    """What each of workbooks that name things alike takes, what is said of the whole, and names not theirs."""
    reader, whole = sheet_reader_for(paths, joined(owners.contracts, words), words, options, owners)
    own: list[list[Issue]] = [[] for _ in owners.contracts]
    parts: list[TableRows] = []
    sheets: list[tuple[str, SheetRead]] = []
    foreign: dict[str, ForeignNames] = {}
    for path in paths:
        found = read_file(path, reader, readings)
        sheets += [(path.name, each) for each in found]
        taken = rows_of(found)
        whole += issues_of_file(path, found)
        foreign[path.name] = names_of_others(found)
        given = {part.owner for part in taken if len(part.frame)}
        is_of_some = bool(given) or any(issue.code in _OF_OTHERS for each in found for issue in each.issues)
        for number, contract in enumerate(owners.contracts):
            own[number] += [issue for each in found for issue in each.own.get(number, [])]
            if is_of_some and number not in given:
                own[number].append(Issue("nothing_for_centre", Place(path.name), ", ".join(contract.holders)))
        parts += taken
    exports = []
    for number, contract in enumerate(owners.contracts):
        mine = [part for part in parts if part.owner == number]
        own[number] += [*doubled_across(mine, contract.words), *jump_issues(mine, contract)]
        own[number] = translation_issues(own[number], by_file(sheets, number), contract)
        issues = [*(issue for issue in whole if issue.code not in _OF_OTHERS), *own[number]]
        shown = [
            (file, replace(each, parts=[part for part in each.parts if part.owner == number])) for file, each in sheets
        ]
        exports.append(Export(list(paths), rows_by_table(mine), without_false(issues), mine, shown))
    said = owners.contracts[0].translations
    left = nothing_left([*whole, *(issue for each in own for issue in each)], by_file(sheets), said)
    for each in exports:
        each.issues = without_explained(each.issues, left)
    return (
        exports,
        [*without_explained(whole, left), *left],
        foreign,
        [name for _, each in sheets for name in each.names],
    )
