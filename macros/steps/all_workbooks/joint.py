"""Contracts that one export is read for: what each workbook brings, and what must be the same in all of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.steps.columns import require_columns
from macros.steps.contract import Contract, open_book, read_contract
from macros.steps.importing import WRITTEN
from schemas.codes import Unit
from schemas.errors import RefusedError, StepError
from schemas.expected import Expected
from schemas.issues.issue import Issue, Place, errors
from schemas.parameters import in_force
from schemas.profiles.export_profile import ExportProfile
from schemas.words.vocabulary import Words
from workbook.closed.book import ClosedBook
from workbook.closed.conflict_copies import copy_and_original
from workbook.exports.guarded import FileReaders
from workbook.exports.profiles.choose import choose, is_profile, own_profiles, read_profile, shipped_profiles
from workbook.exports.read import ReadOptions
from workbook.layout import COLUMNS_NAME
from workbook.port import Book


@dataclass(frozen=True)
class Known:
    """What a workbook brings to the reading of an export.

    Args:
        name: The file's name.
        columns: The version of its columns; 0 where it tells none.
        expected: What the export is read for.
    """

    name: str
    columns: int
    expected: Expected


def known_of(book: Book, contract: Contract) -> Known:
    """What an opened workbook brings.

    Args:
        book: The workbook.
        contract: Its tables.

    Raises:
        RefusedError: A table that an import writes is not as it was written.
    """
    require_columns(book, WRITTEN, contract.words)
    if errors(contract.translated[1]):
        raise RefusedError(contract.translated[1])
    told = (book.defined_name(COLUMNS_NAME) or "").strip('"')
    return Known(book.name, int(told) if told.isdigit() else 0, contract.expected)


_KEPT: dict[Path, tuple[ClosedBook, Contract]] = {}
"""The workbooks that this process has read and is to go on with."""


def try_known(path: Path, keep: bool = False) -> Known | StepError:
    """What a closed workbook brings, or why nothing: an error crosses from a worker as a value.

    Args:
        path: The workbook.
        keep: Whether this process goes on with it: it stays open, with its tables as they were read.
    """
    try:
        book, words = open_book(path)
        try:
            contract = read_contract(book, words)
            known = known_of(book, contract)
        except BaseException:
            book.close()
            raise
    except StepError as error:
        return error
    if keep:
        _KEPT[path] = (book, contract)
    else:
        book.close()
    return known


def kept_or_read(path: Path) -> tuple[ClosedBook, Contract]:
    """An opened workbook, which the caller closes, and its tables; as this process has read it where it has.

    Raises:
        CannotOpenError: It cannot be read.
        RefusedError: Its own tables hold errors.
    """
    if path in _KEPT:
        return _KEPT.pop(path)
    book, words = open_book(path)
    try:
        return book, read_contract(book, words)
    except BaseException:
        book.close()
        raise


def forget_kept() -> None:
    """Let go of the workbooks that this process has kept."""
    while _KEPT:
        _KEPT.popitem()[1][0].close()


def require_joinable(
    known: Sequence[Known], paths: Sequence[Path], readings: FileReaders, options: ReadOptions, words: Words
) -> None:
    """Refuse workbooks for which one export cannot be read at once.

    Args:
        known: The workbooks.
        paths: The exports.
        readings: What is being read.
        options: What the exports are read by.
        words: The language of what is told.

    Raises:
        CannotOpenError: An export, or a profile, cannot be read.
        RefusedError: With each workbook that does not fit the others, and what differs.
    """
    issues = [*_years(known), *_layouts(known), *_centres(known), *_measures(known, words)]
    if issues:
        raise RefusedError(issues)
    if differing := [*_parameters(known, _profiles(paths, readings, options), words)]:
        raise RefusedError(differing)


def _years(known: Sequence[Known]) -> list[Issue]:
    years: dict[int, list[str]] = {}
    for each in known:
        years.setdefault(each.expected.year, []).append(each.name)
    if len(years) == 1:
        return []
    most = max(map(len, years.values()))  # those of the year that most are of need not all be named
    shown = {year: names if len(names) < most else names[:1] for year, names in years.items()}
    named = ", ".join(f"{year} ({', '.join(shown[year])})" for year in sorted(years))
    return [Issue("different_years", Place(), named)]


def _layouts(known: Sequence[Known]) -> Iterator[Issue]:
    newest = max(known, key=lambda each: each.columns)
    for each in known:
        if each.columns < newest.columns:
            yield Issue("different_layouts", Place(each.name), newest.name)


def _centres(known: Sequence[Known]) -> Iterator[Issue]:
    first: dict[str, str] = {}
    for each in known:
        for holder in each.expected.holders:
            if holder in first and (pair := copy_and_original(each.name, first[holder])):
                yield Issue("conflict_copy", Place(pair[0]), holder, {"first": pair[1]})
            elif holder in first:
                yield Issue("centre_in_two_workbooks", Place(each.name), holder, {"first": first[holder]})
            else:
                first[holder] = each.name


def _measures(known: Sequence[Known], words: Words) -> Iterator[Issue]:
    first: dict[str, Known] = {}
    for each in known:
        for measure, unit in each.expected.units.items():
            other = first.setdefault(measure, each)
            its = other.expected.units[measure]
            if unit != its:
                about = {"own": words.word(Unit(unit)), "other": words.word(Unit(its)), "first": other.name}
                yield Issue("different_units", Place(each.name), measure, about)
                continue
            kinds = [one.expected.catalogue.facts(measure, unit).kind for one in (each, other)]
            if kinds[0] is not kinds[1]:
                about = {"own": words.word(kinds[0]), "other": words.word(kinds[1]), "first": other.name}
                yield Issue("different_kinds", Place(each.name), measure, about)


def _parameters(known: Sequence[Known], profiles: Iterable[ExportProfile], words: Words) -> Iterator[Issue]:
    """Parameters that the export's profiles count by, where a workbook has another value than the first one."""
    for name in sorted(_asked(profiles)):
        values = [_value(each, name) for each in known]
        for each, value in zip(known, values, strict=True):
            if value != values[0]:
                shown = [words.number(one) if one is not None else "–" for one in (value, values[0])]
                about = {"own": shown[0], "other": shown[1], "first": known[0].name}
                yield Issue("different_parameters", Place(each.name), name, about)


def _profiles(paths: Sequence[Path], readings: FileReaders, options: ReadOptions) -> list[ExportProfile]:
    """The profiles by which the sheets of exports are read."""
    if options.profile is not None:
        return _given(options.profile)
    own = [profile for folder in dict.fromkeys(options.folders) for profile in own_profiles(folder)[0]]
    found: list[ExportProfile] = []
    for path in paths:
        if is_profile(path):
            found += _given(path)
            continue
        found += [choose(own, shipped_profiles(), grid) for grid in readings.looked_at(path)]
    return found


def _given(path: Path) -> list[ExportProfile]:
    given = read_profile(path)[0]
    return [given] if given else []


def _asked(profiles: Iterable[ExportProfile]) -> set[str]:
    """The parameters that profiles name."""
    points = (said for profile in profiles for rule in profile.cases.rules for said in rule.points.values())
    return {said for said in points if isinstance(said, str)}


def _value(known: Known, name: str) -> float | None:
    own = known.expected.parameters.get(name)
    shipped = in_force(known.expected.year).get(name)
    return own if own is not None else (shipped.value if shipped else None)
