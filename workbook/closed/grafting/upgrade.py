"""An older workbook of ours brought to the present layout: what it lacks is grafted in, and nothing else is touched."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from schemas.tables import LogLines, StrategyLines
from schemas.words.vocabulary import LANGUAGES, Words, titles_by_field, words
from workbook.closed.grafting.columns import ColumnGraft
from workbook.closed.grafting.elements import named
from workbook.closed.grafting.map_graft import add_map, lacks_map
from workbook.closed.grafting.parts import Parts
from workbook.closed.grafting.sheets import SheetGraft
from workbook.closed.grafting.style_graft import StyleGraft
from workbook.layout import (
    COLUMNS_NAME,
    TABLES,
    Attention,
    Sheet,
    TableBlock,
    columns_of,
    columns_version,
    sheets,
    shown_since,
    was_another,
)
from workbook.opc.index import Index
from workbook.opc.locks import has_password


@dataclass(frozen=True)
class Lack:
    """What a workbook lacks of the present layout.

    Args:
        sheets: Sheets, by their key.
        columns: Table -> fields.
        tables: Tables of a sheet that is there; they cannot be added to it, or were others then.
        standing: The names of the sheets that it has.
        homes: Table -> the name of the sheet on which it stands.
        is_map: Whether the strategy map is not drawn beside its table.
    """

    sheets: Sequence[str] = ()
    columns: dict[str, list[str]] = field(default_factory=dict)
    tables: Sequence[str] = ()
    standing: Sequence[str] = ()
    homes: dict[str, str] = field(default_factory=dict)
    is_map: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything can be added."""
        return bool(self.sheets or self.columns or self.is_map)


def lack_of(index: Index) -> Lack:
    """What a workbook lacks, told by its tables.

    Args:
        index: The workbook's parts.
    """
    standing = index.tables
    missing_sheets, missing_tables = [], []
    columns: dict[str, list[str]] = {}
    for sheet in sheets():
        blocks = (*sheet.above, *sheet.blocks)
        there = [block for block in blocks if block.table in standing]
        if blocks and not there:
            missing_sheets.append(sheet.key)
            continue
        missing_tables += [block.table for block in blocks if block not in there]
        for block in there:
            known = titles_by_field(TABLES[block.table], standing[block.table].header)
            if was_another(block.table, known):
                missing_tables.append(block.table)
            elif fields := _missing_fields(block, known):
                columns[block.table] = fields
    # The front page's lists are of its own making: only what older ones lack of columns is added.
    if Attention.name in standing:
        front = TableBlock(Attention.name, columns_of(Attention.name), frozenset())
        known = titles_by_field(Attention, standing[Attention.name].header)
        if fields := _missing_fields(front, known):
            columns[Attention.name] = fields
    homes = {name: table.sheet.name for name, table in standing.items()}
    return Lack(missing_sheets, columns, missing_tables, names_of(index.root), homes, lacks_map(index))


def _missing_fields(block: TableBlock, there: Collection[str]) -> list[str]:
    known = {str(field) for field in TABLES[block.table].fields}
    return [name for name in block.columns if name not in there and name in known]


def graft(path: Path, donor: Path, lack: Lack, language: Words) -> None:
    """Add what a workbook lacks, taken from a new one, and write it in one step.

    Args:
        path: The workbook.
        donor: A workbook of the present layout in the same language, without figures.
        lack: What to add.
        language: The workbook's language.

    Raises:
        RefusedError: Something of the user's stands in the way; nothing was written.
        CannotOpenError: The workbook cannot be read or written.
    """
    target, model = Parts(path), Parts(donor)
    try:
        _require_open(target, lack)
        assert target.index.part("styles") and model.index.part("styles")
        styles = StyleGraft(target.tree(str(target.index.part("styles"))), model.tree(str(model.index.part("styles"))))
        columns = ColumnGraft(target, model, styles)
        for name, fields in lack.columns.items():
            theirs = model.index.tables[name]
            titles = titles_by_field(TABLES[name], theirs.header)
            columns.add(target.index.tables[name], theirs, [titles[field] for field in fields])
        sheet_graft = SheetGraft(target, model, styles)
        for key in lack.sheets:
            named = {each.name: each for each in model.index.sheets}
            spoken = next(words(each) for each in LANGUAGES if words(each).sheet(key) in named)
            title = spoken.sheet(key)
            added = sheet_graft.add(named[title], sheet_name(title, _names(target), spoken), _predecessor(key, target))
            if StrategyLines.name in added.tables:
                add_map(target, added.part, added.tables[StrategyLines.name], language)
        if lack.is_map:
            table = target.index.tables[StrategyLines.name]
            add_map(target, table.sheet.part, table.part, language)
        _show(target)
        _tell_columns(target)
        target.save()
    finally:
        target.close()
        model.close()


def sheet_name(title: str, standing: Iterable[str], language: Words) -> str:
    """What a sheet is called in a workbook: its own name, or one beside it where an older sheet has that.

    Args:
        title: Its own name.
        standing: The names of the workbook's sheets.
        language: The workbook's language.
    """
    taken = {each.casefold() for each in standing}
    name = title
    while name.casefold() in taken:
        name = language.text("sheet_beside", sheet=name)
    return name


def _tell_columns(target: Parts) -> None:
    """The workbook tells from now on which columns it has."""
    home, told = _names_and_columns(target)
    if told is None:
        told = etree.SubElement(home, named(home, "definedName"), name=COLUMNS_NAME)
    told.text = str(columns_version())


def _names_and_columns(target: Parts) -> tuple[etree._Element, etree._Element | None]:
    """The workbook's defined names, and the one that tells which columns it has."""
    home = target.tree(target.index.workbook).find("{*}definedNames")
    assert home is not None  # the mark of our workbooks is one of them
    return home, next((each for each in home if each.get("name") == COLUMNS_NAME), None)


def _show(target: Parts) -> None:
    """Sheets that were hidden in workbooks of that age, and are pages now, are seen."""
    _, told = _names_and_columns(target)
    text = "" if told is None else str(told.text or "")
    version = int(text) if text.isdigit() else None
    tables = target.index.tables
    names = {tables[name].sheet.name for name in shown_since(version) if name in tables}
    for sheet in target.tree(target.index.workbook).iterfind("{*}sheets/{*}sheet"):
        if sheet.get("name") in names:
            sheet.attrib.pop("state", "")


def _require_open(target: Parts, lack: Lack) -> None:
    """Refuse what a password locks, the log among it, which is written afterwards.

    Raises:
        RefusedError: With the name of each sheet.
    """
    file = target.package.path.name
    standing = target.index.tables
    names = (*lack.columns, *([StrategyLines.name] if lack.is_map else []), LogLines.name)
    touched = {standing[name].sheet: None for name in names if name in standing}
    issues = [
        Issue("sheet_locked", Place(file, sheet.name), sheet.name)
        for sheet in touched
        if _is_locked(target.package.tree(sheet.part).find("{*}sheetProtection"))
    ]
    if lack.sheets and _is_locked(target.index.root.find("{*}workbookProtection")):
        issues.append(Issue("workbook_locked", Place(file)))
    if issues:
        raise RefusedError(issues)


def _is_locked(protection: etree._Element | None) -> bool:
    return protection is not None and has_password({str(key): str(value) for key, value in protection.attrib.items()})


def _names(target: Parts) -> list[str]:
    """The names of the target's sheets, those just added among them."""
    return names_of(target.tree(target.index.workbook))


def names_of(workbook: etree._Element) -> list[str]:
    """The names of a workbook's sheets of whatever kind, in order."""
    return [str(each.get("name")) for each in workbook.iterfind("{*}sheets/{*}sheet")]


def _predecessor(key: str, target: Parts) -> str:
    """The sheet of the target that a new one comes after: the nearest before it in the layout that is there."""
    there = _names(target)
    earlier: list[Sheet] = []
    for sheet in sheets():
        if sheet.key == key:
            break
        earlier.insert(0, sheet)
    names = (words(language).sheet(sheet.key) for sheet in earlier for language in LANGUAGES)
    return next((name for name in names if name in there), there[-1])
