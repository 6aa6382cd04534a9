"""What of a workbook is the user's own, beside our tables' cells: sheets, columns, tables, charts, notes, names."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.fields import Table
from schemas.words.vocabulary import LANGUAGES, Words, headers, spellings, text_key, words
from workbook.layout import TABLES, columns_of, sheets
from workbook.opc.index import Index, SheetPart
from workbook.opc.package import Package
from workbook.own_texts import own_texts

_DRAWING = "drawing"
_DRAWN = frozenset({"chart", "chartEx", "diagramData", "image"})
"""What is drawn on a sheet."""
_NOTES = frozenset({"comments", "threadedComment"})
_PIVOTS = "pivotTable"
_MONTH = re.compile(r"^\d{4}-\d\d$")
_BUILT_IN = ("_xlnm.", "resultatkontrakt_")


@dataclass(frozen=True)
class OwnParts:
    """What is the user's own.

    Args:
        sheets: The names of their sheets, also of sheets that are a chart.
        columns: Their columns in our tables, each with its sheet.
        tables: Their tables on our sheets.
        drawn: Our sheets with more charts and pictures than a new workbook has.
        notes: Our sheets with notes on cells.
        names: The names that they have defined.
        texts: Our sheets with what they have written beside our tables, each with the cells.
    """

    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


def own_parts(path: Path, fresh: Path) -> OwnParts:
    """Look through a workbook.

    Args:
        path: The workbook.
        fresh: A new workbook of the same language, which holds nothing of anybody's own.

    Raises:
        CannotOpenError: One of them cannot be read.
    """
    package, model = Package(path), Package(fresh)
    try:
        return _own(Index(package), Index(model))
    finally:
        package.close()
        model.close()


def _own(index: Index, model: Index) -> OwnParts:
    standing = {table.sheet.name for name, table in index.tables.items() if name in TABLES}
    ours = [sheet for sheet in index.sheets if sheet.name in standing or _is_ours(sheet)]
    usual = {sheet.name: _drawn(model, sheet) for sheet in model.sheets}
    noted = {sheet.name for sheet in model.sheets if _kinds(model, sheet) & _NOTES}
    own_sheets = [name for name in _sheet_names(index) if name not in {sheet.name for sheet in ours}]
    return OwnParts(
        tuple(own_sheets),
        tuple(_columns(index)),
        tuple(_tables(index, ours)),
        tuple(sheet.name for sheet in ours if _drawn(index, sheet) - usual.get(sheet.name, Counter())),
        tuple(sheet.name for sheet in ours if _kinds(index, sheet) & _NOTES and sheet.name not in noted),
        tuple(sorted(_names(index) - _names(model))),
        tuple(own_texts(index, model, ours)),
    )


def _is_ours(sheet: SheetPart) -> bool:
    named = {text_key(words(language).sheet(each.key)) for language in LANGUAGES for each in sheets()}
    return text_key(sheet.name) in named


def _sheet_names(index: Index) -> Iterator[str]:
    """All sheets, also those that are a chart, which ``Index.sheets`` leaves out."""
    for element in index.root.iterfind("{*}sheets/{*}sheet"):
        yield element.get("name", "")


def _columns(index: Index) -> Iterator[str]:
    for name, table in index.tables.items():
        if name in TABLES:
            ours = _titles(TABLES[name])
            own = (title for title in table.header if text_key(title) not in ours and not _MONTH.match(title))
            yield from (f"{title} ({table.sheet.name})" for title in own)


def _titles(model: type[Table]) -> set[str]:
    """The titles of a table of ours, with those of columns that only picture others."""
    return {*headers(model), *(text_key(title) for name in columns_of(model.name) for title in spellings(model, name))}


def _tables(index: Index, ours: list[SheetPart]) -> Iterator[str]:
    names = {sheet.name for sheet in ours}
    yield from (name for name, table in index.tables.items() if name not in TABLES and table.sheet.name in names)
    for sheet in ours:
        if _PIVOTS in _kinds(index, sheet):
            yield sheet.name


def _kinds(index: Index, sheet: SheetPart) -> set[str]:
    return {relation.kind for relation in index.package.relations(sheet.part)}


def _drawn(index: Index, sheet: SheetPart) -> Counter[str]:
    """How many charts and pictures a sheet has, by kind."""
    drawings = (each.target for each in index.package.relations(sheet.part) if each.kind == _DRAWING)
    found = (relation.kind for drawing in drawings for relation in index.package.relations(drawing))
    return Counter(kind for kind in found if kind in _DRAWN)


def _names(index: Index) -> set[str]:
    """The names that are defined for the whole workbook, but for Excel's and ours."""
    found = (element.get("name", "") for element in index.root.iterfind("{*}definedNames/{*}definedName"))
    return {name for name in found if name and not name.startswith(_BUILT_IN)}


def own_parts_in_words(own: OwnParts, language: Words) -> list[str]:
    """What is the user's own, a line a kind.

    Args:
        own: What was found.
        language: The language.
    """
    told = {
        "own_sheets": own.sheets,
        "own_columns": own.columns,
        "own_tables": own.tables,
        "own_drawn": own.drawn,
        "own_notes": own.notes,
        "own_names": own.names,
        "own_texts": own.texts,
    }
    return [f"{language.text(key)}: {', '.join(names)}" for key, names in told.items() if names]
