"""Our tables' columns: a step that reads or writes a table with one renamed or missing is refused, the column named."""

import re
from collections.abc import Iterable, Sequence

from schemas.cells import RawTable, column_letters
from schemas.errors import RefusedError
from schemas.fields import Table
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words, headers, spellings, text_key
from workbook.layout import COLUMNS_NAME, TABLES, columns_of, required_columns
from workbook.port import Book

_MONTH = re.compile(r"^\d{4}-\d\d$")


def require_columns(book: Book, tables: Iterable[str], language: Words) -> None:
    """Refuse a workbook whose tables lack a column that they should have.

    Args:
        book: The workbook.
        tables: The tables that a step reads or writes; those that the workbook does not have are passed over.
        language: Its language.

    Raises:
        RefusedError: With each column, where it should be, and what stands there.
    """
    standing = set(book.tables())
    require_columns_of(book, [book.read(name) for name in tables if name in standing], language)


def require_columns_of(book: Book, raws: Iterable[RawTable], language: Words) -> None:
    """The same of tables that are read already.

    Raises:
        RefusedError: With each column, where it should be, and what stands there.
    """
    issues = [issue for raw in raws for issue in column_issues(book, raw.name, raw, language)]
    if issues:
        raise RefusedError(issues)


def column_issues(book: Book, table: str, raw: RawTable, language: Words) -> list[Issue]:
    """The columns of a table that are renamed, missing or there twice.

    Args:
        book: The workbook, which tells the version of its columns.
        table: The table's name.
        raw: The table as it stands.
        language: The language of titles that are missing.
    """
    model = TABLES[table]
    fields = {str(field) for field in model.fields}
    known = headers(model)
    places: dict[str, int] = {}
    issues = []
    for position, title in enumerate(_titles(raw)):
        field = known.get(text_key(title))
        if field is not None and str(field) in places:
            issues.append(Issue("duplicate_column", _place(raw, position, title), raw.header[places[str(field)]]))
        elif field is not None:
            places[str(field)] = position
    told = book.defined_name(COLUMNS_NAME)
    version = int(told) if told is not None and told.isdigit() else None
    wanted = [name for name in required_columns(table, places, version) if name in fields]
    missing = [at for at, name in enumerate(wanted) if name not in places]
    strangers = _strangers(raw, model)
    among = [position for position in strangers if position < max(places.values(), default=0)]
    for at in missing:
        place = _gap(wanted, at, places)
        if place not in strangers and len(missing) == len(among) == 1:
            place = among[0]  # a workbook of an earlier layout has its columns in another order
        issues.append(_told(raw, place if place in strangers else None, language.title(model, wanted[at])))
    return issues


def _strangers(raw: RawTable, model: type[Table]) -> list[int]:
    """The columns that are none of ours."""
    ours = {*headers(model), *(text_key(title) for own in _others(model) for title in spellings(model, own))}
    return [
        position
        for position, title in enumerate(_titles(raw))
        if title.strip() and not _MONTH.match(title) and text_key(title) not in ours
    ]


def _titles(raw: RawTable) -> list[str]:
    """The titles of a table; where its part and its cells disagree, both, which is neither of ours."""
    if not raw.shown:
        return [*raw.header]
    pairs = zip(raw.header, raw.shown, strict=False)
    return [
        title if not text.strip() or text_key(text) == text_key(title) else f"{text} / {title}" for title, text in pairs
    ]


def title_issues(raw: RawTable, titles: Sequence[str]) -> list[Issue]:
    """The columns missing of those that are headed by what they hold, as months are.

    Args:
        raw: The table as it stands.
        titles: Their titles, in order.
    """
    places = {title: position for position, title in enumerate(_titles(raw)) if title in titles}
    missing = [at for at, title in enumerate(titles) if title not in places]
    return [_told(raw, _gap(titles, at, places) if places else None, titles[at]) for at in missing]


def _gap(wanted: Sequence[str], at: int, places: dict[str, int]) -> int:
    """Where a missing column should stand: as many after the nearest one before it as are missing between them."""
    before = next((each for each in range(at - 1, -1, -1) if wanted[each] in places), None)
    return at if before is None else places[wanted[before]] + at - before


def _others(model: type[Table]) -> list[str]:
    """The columns of a table's sheet that are no fields of it: the sparklines."""
    fields = {str(field) for field in model.fields}
    return [name for name in columns_of(model.name) if name not in fields]


def _told(raw: RawTable, position: int | None, title: str) -> Issue:
    details = {"table": raw.name}
    if position is None or position >= len(raw.header):
        return Issue("own_column_missing", Place(raw.file, raw.sheet, raw.header_row, title), title, details)
    place = _place(raw, position, title)
    return Issue("own_column_renamed", place, _titles(raw)[position], details)


def _place(raw: RawTable, position: int, title: str) -> Place:
    cell = f"{column_letters(raw.first_column + position)}{raw.header_row}"
    return Place(raw.file, raw.sheet, raw.header_row, title, cell)
