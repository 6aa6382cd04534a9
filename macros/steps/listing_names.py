"""The sheet of names in exports: those that an import does not know are added, and what the user chose stays."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from macros.steps.contract import Contract, language_of, open_book, read_contract
from macros.steps.table_writing import write_table
from schemas.cells import RawTable, column_letters
from schemas.codes import YesNo
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from schemas.lexicon.match import label_key
from schemas.reading import Understood, frame_of, read_table
from schemas.rules.translation_rules import Choices
from schemas.tables import TranslationChoices, TranslationLines
from schemas.text.first_names import first_names
from schemas.translation_codes import NameKind
from schemas.unknown_names import UnknownName
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable
from workbook.exports.read import Export
from workbook.links import linked
from workbook.port import Book, Formula

_MOST_PASSED = 25
"""So many names that were passed over are listed of an import; an export may hold hundreds of others'."""
_MOST_NEEDED = 200
_NAMED = 5
_ADVICE = "names_unknown"
_OF_WHOLE_SHEETS = frozenset({"layout_unsure", "dimension_missing"})
"""Findings that the names on a sheet answer."""


class UnknownNamesError(RefusedError):
    """An export that was refused, with the names that the user can say the meaning of.

    Args:
        issues: Every finding.
        names: The names.
    """

    def __init__(self, issues: Sequence[Issue], names: "Names") -> None:
        super().__init__(issues)
        self.names = names

    @property
    def without_advice(self) -> list[Issue]:
        """The findings without the one that says how the names may be listed."""
        return [issue for issue in self.issues if issue.code != _ADVICE]

    @property
    def is_of_names_alone(self) -> bool:
        """Whether nothing else stops the export."""
        wanted = {each.name for each in self.names.needed}
        told = (issue for issue in self.issues if issue.is_error)
        return all(issue.code in _OF_WHOLE_SHEETS or issue.value.strip() in wanted for issue in told)


@dataclass(frozen=True)
class Names:
    """The names of exports that nothing is known of, and the workbook they are unknown to.

    Args:
        contract: The workbook; None where they are unknown to several.
        unknown: The names, each once, those that stop the import first.
        paths: Where the files lie that they stand in, by name.
        found_on: The day of the import.
    """

    contract: Contract | None
    unknown: Sequence[UnknownName]
    paths: Mapping[str, Path] = field(default_factory=dict)
    found_on: date | None = None

    @property
    def needed(self) -> list[UnknownName]:
        """Those for want of which an export is refused."""
        return [each for each in self.unknown if each.is_needed]


@dataclass(frozen=True)
class Listed:
    """Where names were written.

    Args:
        count: How many are new there.
        sheet: The sheet.
        cell: The first cell to be filled in.
        is_changed: Whether the sheet of names is another than it was.
    """

    count: int
    sheet: str
    cell: str
    is_changed: bool


def names_in(export: Export, contract: Contract, shown: Mapping[str, Path] | None, today: date | None) -> Names:
    """The names of exports that nothing is known of, each once for all files.

    Args:
        export: What was read.
        contract: The workbook, whose user may have answered some.
        shown: Where the exports lie to the user, by name.
        today: The day of the import.
    """
    asked = [each for each in export.names if not _is_own(each, contract.choices)]
    return Names(contract, each_once(asked, contract.translated[0].by_key), shown or {}, today)


def _is_own(each: UnknownName, choices: Choices) -> bool:
    """Whether a name is the workbook's own as it stands: then where it stands is wrong, and not what it means."""
    return each.kind in {NameKind.CENTRE, NameKind.MEASURE, NameKind.HEADING} and bool(choices.own(each.name))


def each_once(names: Iterable[UnknownName], answered: Collection[str]) -> list[UnknownName]:
    """Names that nothing is known of, each once for all files; those that stop an import first.

    Args:
        names: The names as the sheets have them.
        answered: The names that the user has said the meaning of, as labels are compared.
    """
    found: dict[str, UnknownName] = {}
    seen: set[tuple[str, Place]] = set()  # a sheet may be read more than once, for workbooks that name things otherwise
    for each in names:
        key = label_key(each.name)
        if key in answered or (key, each.place) in seen:
            continue
        seen.add((key, each.place))
        before = found.setdefault(key, each)
        if before is not each:
            first = before if before.is_needed or not each.is_needed else each
            found[key] = replace(first, times=before.times + each.times, near=before.near or each.near)
    needed = [each for each in found.values() if each.is_needed][:_MOST_NEEDED]
    passed = sorted((each for each in found.values() if not each.is_needed), key=lambda each: -each.times)
    return [*needed, *passed[:_MOST_PASSED]]


def refused(error: RefusedError, names: Names) -> RefusedError:
    """A refusal, with the names that the user can say the meaning of, where there are any.

    Args:
        error: The refusal.
        names: What is not known in what was read.
    """
    if not names.needed:
        return error
    listed = first_names([f"»{each.name}«" for each in names.needed], _NAMED)
    files = ", ".join(dict.fromkeys(each.place.file for each in names.needed))
    told = Issue("names_unknown", Place(files), listed, {"count": len(names.needed)})
    return UnknownNamesError([*error.issues, told], names)


def list_names(book: Book, names: Names) -> Listed:
    """Write names on the workbook's sheet of them, below those that stand there; the caller saves the book.

    Args:
        book: The workbook.
        names: The names.

    Raises:
        RefusedError: The workbook has no sheet of names yet.
    """
    if TranslationLines.name not in set(book.tables()):
        raise RefusedError([Issue("no_sheet_of_names", Place(book.name))])
    contract = names.contract or read_contract(book, language_of(book))
    words = contract.words
    raw = book.read(TranslationLines.name)
    standing = read_table(TranslationLines, raw, words)
    known = {label_key(name) for name in standing.frame[TranslationLines.NAME] if isinstance(name, str)}
    new = [each for each in names.unknown if label_key(each.name) not in known]
    kept, is_other = _kept(standing), _asked_now(standing, names)
    if new or is_other.any():
        kept.loc[is_other, TranslationLines.IS_NEEDED] = YesNo.YES.value
        links = [linked(each.place, book.name, names.paths) for each in new]
        rows = [_row(each, contract.choices, names.found_on, link) for each, link in zip(new, links, strict=True)]
        added = frame_of(TranslationLines, rows)
        whole = pd.concat([kept, added], ignore_index=True).astype(object)
        continued = [*standing.frame.index.tolist(), *[None] * len(new)]
        write_table(book, TranslationLines.name, whole, words, raw, continued)
    _write_choices(book, contract.choices, words)
    column = column_letters(raw.first_column + standing.positions[TranslationLines.MEANS])
    return Listed(
        len(new), raw.sheet, f"{column}{raw.header_row + 1 + len(standing.frame)}", bool(new or is_other.any())
    )


def _asked_now(standing: Understood, names: Names) -> "pd.Series[bool]":
    """The rows of names that were passed over when they were noted, and for want of which an export is refused now."""
    needed = {label_key(each.name) for each in names.needed}
    frame = standing.frame
    is_asked = [isinstance(name, str) and label_key(name) in needed for name in frame[TranslationLines.NAME]]
    return pd.Series(is_asked, index=frame.index, dtype=bool) & (frame[TranslationLines.IS_NEEDED] == YesNo.NO.value)


def list_in_file(workbook: Path, refusal: UnknownNamesError) -> RefusedError:
    """Write the names of a refused import on the sheet of them in a closed workbook, and nothing else.

    Args:
        workbook: The workbook.
        refusal: The refusal.

    Returns:
        The refusal, which says where the names are.

    Raises:
        CannotOpenError: The workbook cannot be written.
        RefusedError: It has no sheet of names yet.
    """
    book, words = open_book(workbook)
    with book:
        done = list_names(book, replace(refusal.names, contract=None))
        if done.is_changed:
            book.save()
    return RefusedError([*refusal.without_advice, _listed(book, done, refusal, words)])


def list_in_files(workbooks: Sequence[Path], refusal: UnknownNamesError) -> RefusedError:
    """The same in several workbooks, where an answer in any of them is for all.

    Args:
        workbooks: The workbooks.
        refusal: The refusal.

    Returns:
        The refusal, which says where the names are.

    Raises:
        CannotOpenError: A workbook cannot be written.
        RefusedError: A workbook has no sheet of names yet; none is written.
    """
    for workbook in workbooks:
        check_writable(workbook)
        book, _ = open_book(workbook)
        with book:
            if TranslationLines.name not in set(book.tables()):
                raise RefusedError([Issue("no_sheet_of_names", Place(book.name))])
    if len(workbooks) == 1:
        return list_in_file(workbooks[0], refusal)
    told = [list_in_file(workbook, refusal).issues[-1] for workbook in workbooks]
    about = {"workbooks": len(told), **told[0].details}
    names = Place(", ".join(issue.place.file for issue in told), told[0].place.sheet)
    return RefusedError([*refusal.without_advice, Issue("names_listed_for_all", names, details=about)])


def _listed(book: Book, done: Listed, refusal: UnknownNamesError, words: Words) -> Issue:
    """Where names were written."""
    about = {
        "count": len(refusal.names.unknown),
        "needed": len(refusal.names.needed),
        "new": done.count,
        "means": words.title(TranslationLines, TranslationLines.MEANS),
    }
    return Issue("names_listed", Place(book.name, done.sheet, None, "", done.cell), details=about)


def _kept(standing: Understood) -> pd.DataFrame:
    """The rows that stand, with what people wrote in them as it is written and links as they lead."""
    frame = standing.frame.astype(object)
    for column in (TranslationLines.MEANS, TranslationLines.FIRST_PLACE):
        if (at := standing.positions.get(column)) is not None:
            values = [_as_written(standing.raw, int(row), at) for row in frame.index]
            frame[column] = pd.Series(values, index=frame.index, dtype=object)
    return frame


def _as_written(raw: RawTable, row: int, at: int) -> object:
    cell = raw.rows[row][at]
    if cell.formula:
        return Formula(cell.formula, cell.text)
    return cell.text or None


def _write_choices(book: Book, choices: Choices, words: Words) -> None:
    """What may be chosen, as the workbook is now."""
    if TranslationChoices.name not in set(book.tables()):
        return
    raw = book.read(TranslationChoices.name)
    if [row[0].text for row in raw.rows] != choices.listed:
        write_table(book, TranslationChoices.name, choices_frame(choices), words, raw)


def choices_frame(choices: Choices) -> pd.DataFrame:
    """What a name may mean, as the rows of their table."""
    return frame_of(TranslationChoices, [{TranslationChoices.CHOICE: each} for each in choices.listed])


def _row(each: UnknownName, choices: Choices, today: date | None, place: object) -> dict[str, object]:
    return {
        TranslationLines.NAME: each.name,
        TranslationLines.KIND: each.kind.value,
        TranslationLines.IS_NEEDED: (YesNo.YES if each.is_needed else YesNo.NO).value,
        TranslationLines.PROPOSAL: _proposal(each, choices),
        TranslationLines.TIMES: each.times,
        TranslationLines.FILE: each.place.file or None,
        TranslationLines.SHEET: each.place.sheet or None,
        TranslationLines.FIRST_PLACE: place,
        TranslationLines.NOTED_ON: today,
    }


def _proposal(each: UnknownName, choices: Choices) -> str | None:
    """The nearest of ours; nothing where a sheet's name or a text resembles nothing."""
    if each.near is not None:
        return choices.shown(*each.near)
    return choices.near(each.name, each.kind) or None
