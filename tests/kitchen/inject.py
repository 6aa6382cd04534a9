"""Adds to a worksheet, by hand, what Excel users make but XlsxWriter cannot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell  # type: ignore[import-untyped]

from tests.kitchen.drawing import add_checkbox
from tests.kitchen.package import (
    NS,
    OFFICE_REL,
    WORKBOOK_PART,
    Element,
    Package,
    default_attribute,
    document,
    guid,
    local,
    need,
    tag,
    with_namespaces,
)
from tests.kitchen.parts import add_slicer, add_threaded_comment
from tests.kitchen.sheet import (
    EXT_FORMATS,
    EXT_SPARKLINES,
    EXT_VALIDATIONS,
    Cell,
    Grid,
    Table,
    cells_of,
    extension,
    find_table,
    overlaps,
    quoted,
    sub,
)

LIST_SHEET: Final = "Bruger lister"
GAP: Final = 2
CHILDREN: Final = 3
BLOCK_ROWS: Final = 1 + 1 + CHILDREN
BLOCK_COLS: Final = 5


@dataclass(frozen=True)
class Target:
    """What is being edited: one worksheet of a package, its table, and its cells."""

    package: Package
    part: str
    sheet: str
    root: Element
    grid: Grid
    table: Table


def inject(source: Path, target: Path, sheet: str, table: str) -> None:
    """Adds hand-made features to a worksheet with a table.

    Added: an x14 conditional format, an x14 data validation, sparklines, a table slicer, a threaded comment, a
    checkbox (form control), a shared formula, a what-if data table, the calculation chain, and revision attributes.

    Args:
        source: The xlsx file to read, as made by XlsxWriter.
        target: The file to write; it may be the same file.
        sheet: The worksheet.
        table: The display name of a table on the worksheet, with its filter buttons on.

    Raises:
        ValueError: If the worksheet or the table is missing or does not suit.
    """
    package = Package(source)
    if sheet not in package.sheets():
        raise ValueError(f"The workbook has no worksheet named {sheet!r}")
    part = package.sheets()[sheet][0]
    root = _declare_prefixes(package, part)
    subject = Target(package, part, sheet, root, Grid(root), find_table(package, part, table))
    _add_format(subject)
    _add_validation(subject)
    sparkline_cells = _add_sparklines(subject)
    corner = _free_block(subject, sparkline_cells)
    _add_shared_formula(subject, corner)
    _add_data_table(subject, (corner[0], corner[1] + 2))
    link = corner[0], corner[1] + 4
    subject.grid.put(link, "<v>1</v>", "b")
    add_checkbox(package, part, link)
    add_slicer(package, part, subject.table, (corner[0], corner[1] + BLOCK_COLS + 1))
    add_threaded_comment(package, part, subject.table)
    _mark_rows(subject)
    _complete_calc_chain(package)
    package.save(target)


def _declare_prefixes(package: Package, part: str) -> Element:
    """Declares the prefixes an Excel-made worksheet has, and gives the worksheet a revision id."""
    prefixes = {"r": False, "xdr": False, "x14": False, "x14ac": True, "xr": True, "xr2": True}
    root = package.replace_root(part, with_namespaces(package.edit(part), prefixes))
    default_attribute(root, tag("xr", "uid"), guid("worksheet", part))
    return root


def _add_format(subject: Target) -> None:
    """Adds an x14 conditional format over the first data column; its formula reads another sheet."""
    lists, table = quoted(_list_sheet(subject)), subject.table
    container = extension(subject.root, EXT_FORMATS, "x14", "conditionalFormattings")
    rules = [rule for rule in subject.root.iter() if isinstance(rule.tag, str) and local(rule) == "cfRule"]
    priority = 1 + max((int(rule.get("priority", "0")) for rule in rules), default=0)
    first = xl_rowcol_to_cell(table.first_row, table.first_col, col_abs=True)
    sub(
        container,
        f'<x14:conditionalFormatting><x14:cfRule type="expression" priority="{priority}" '
        f'id="{guid("cf", subject.part, priority)}">'
        f'<xm:f>COUNTIF({lists}!$A$1:$A$10,{first})&gt;0</xm:f><x14:dxf><font><b/><i val="0"/>'
        '<color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></x14:dxf>'
        f"</x14:cfRule><xm:sqref>{table.column_range(table.first_col)}</xm:sqref></x14:conditionalFormatting>",
    )


def _add_validation(subject: Target) -> None:
    """Adds an x14 list validation over the first table column (not the very first) which has none."""
    container = extension(subject.root, EXT_VALIDATIONS, "x14", "dataValidations")
    table = subject.table
    taken = " ".join(_validated(subject.root))
    columns = range(table.first_col + 1, table.last_col + 1)
    area = next((ref for ref in map(table.column_range, columns) if not overlaps(taken, ref)), None)
    if area is None:
        raise ValueError("Every table column already has a data validation")
    sub(
        container,
        '<x14:dataValidation type="list" errorStyle="warning" allowBlank="1" showInputMessage="1" showErrorMessage="1" '
        f'promptTitle="Vælg" prompt="Vælg en værdi fra listen" xr:uid="{guid("dv", subject.part, len(container))}">'
        f"<x14:formula1><xm:f>{quoted(_list_sheet(subject))}!$A$2:$A$5</xm:f></x14:formula1>"
        f"<xm:sqref>{area}</xm:sqref></x14:dataValidation>",
    )
    container.set("count", str(len(container)))


def _validated(root: Element) -> list[str]:
    """Returns the ranges which already have a data validation of either kind."""
    plain = [item.get("sqref", "") for item in root.iter(tag("main", "dataValidation"))]
    return plain + [item.findtext(tag("xm", "sqref")) or "" for item in root.iter(tag("x14", "dataValidation"))]


def _add_sparklines(subject: Target) -> set[Cell]:
    """Adds a sparkline group with one sparkline per data row.

    Returns:
        The cells which hold a sparkline of any group.
    """
    container = extension(subject.root, EXT_SPARKLINES, "x14", "sparklineGroups")
    taken = {cell for item in container.iter(tag("xm", "sqref")) for cell in cells_of(item.text or "")}
    table, column = subject.table, _sparkline_column(subject, taken)
    first, last = _numeric_span(subject)
    lines = "".join(
        f"<x14:sparkline><xm:f>{quoted(subject.sheet)}!{xl_range(row, first, row, last)}</xm:f>"
        f"<xm:sqref>{xl_rowcol_to_cell(row, column)}</xm:sqref></x14:sparkline>"
        for row in table.rows
    )
    colours = "".join(
        f'<x14:color{name} rgb="FF{rgb}"/>'
        for name, rgb in [
            ("Series", "376092"),
            ("Negative", "D00000"),
            ("Axis", "000000"),
            ("Markers", "D00000"),
            ("First", "D00000"),
            ("Last", "D00000"),
            ("High", "D00000"),
            ("Low", "D00000"),
        ]
    )
    sub(
        container,
        f'<x14:sparklineGroup type="column" displayEmptyCellsAs="gap" high="1" low="1" '
        f'xr2:uid="{guid("sparkline", subject.part, len(container))}">{colours}'
        f"<x14:sparklines>{lines}</x14:sparklines></x14:sparklineGroup>",
    )
    return taken | {(row, column) for row in table.rows}


def _sparkline_column(subject: Target, taken: set[Cell]) -> int:
    """Returns the last table column if it is empty, else the first free column to the right of the table."""
    used, column = subject.grid.filled() | taken, subject.table.last_col
    while any((row, column) in used for row in subject.table.rows):
        column += 1
    return column


def _numeric_span(subject: Target) -> tuple[int, int]:
    """Returns the first and last numeric column in the first data row, or the whole table."""
    table = subject.table
    columns = range(table.first_col, table.last_col + 1)
    numeric = [column for column in columns if subject.grid.is_numeric((table.first_row, column))]
    return (numeric[0], numeric[-1]) if numeric else (table.first_col, table.last_col)


def _free_block(subject: Target, taken: set[Cell]) -> Cell:
    """Returns the upper left cell of a free block to the right of the table, leaving the gap."""
    table, used = subject.table, subject.grid.filled() | taken
    rows, column = range(table.header, table.header + BLOCK_ROWS), table.last_col + GAP + 1
    while any((row, column + offset) in used for row in rows for offset in range(BLOCK_COLS)):
        column += 1
    return table.header, column


def _add_shared_formula(subject: Target, corner: Cell) -> None:
    """Adds a shared formula: a master and its children, each reading its own row of the table."""
    (top, column), grid = corner, subject.grid
    source = _numeric_span(subject)[0]
    used = [int(item.get("si", "-1")) for item in subject.root.iter(tag("main", "f"))]
    shared, last = 1 + max(used, default=-1), top + 1 + CHILDREN
    grid.text(corner, "Delt formel æøå")
    for row in range(top + 1, last + 1):
        value = f"<v>{grid.number((row, source)) * 2:.15g}</v>"
        if row == top + 1:
            formula = f"N({xl_rowcol_to_cell(row, source)})*2"
            master = f'<f t="shared" ref="{xl_range(row, column, last, column)}" si="{shared}">{formula}</f>'
            grid.put((row, column), master + value)
        else:
            grid.put((row, column), f'<f t="shared" si="{shared}"/>{value}')


def _add_data_table(subject: Target, corner: Cell) -> None:
    """Adds a one-variable what-if data table; its input cell is the corner."""
    (top, left), grid = corner, subject.grid
    address, rows = xl_rowcol_to_cell(top, left), range(top + 2, top + BLOCK_ROWS)
    grid.put(corner, "<v>3</v>")
    grid.put((top + 1, left + 1), f"<f>{address}*2</f><v>6</v>")
    for number, row in enumerate(rows, start=1):
        area = xl_range(rows[0], left + 1, rows[-1], left + 1)
        formula = f'<f t="dataTable" ref="{area}" dt2D="0" dtr="0" r1="{address}"/>' if number == 1 else ""
        grid.put((row, left), f"<v>{number}</v>")
        grid.put((row, left + 1), f"{formula}<v>{number * 2}</v>")


def _mark_rows(subject: Target) -> None:
    """Gives every row its x14ac:dyDescent, as Excel does."""
    layout = subject.root.find(tag("main", "sheetFormatPr"))
    for element in [*subject.grid.rows(), *([] if layout is None else [layout])]:
        default_attribute(element, tag("x14ac", "dyDescent"), "0.25")


def _list_sheet(subject: Target) -> str:
    """Returns the sheet whose cells a list may use: another worksheet if there is one."""
    others = [name for name in subject.package.sheets() if name != subject.sheet]
    return LIST_SHEET if LIST_SHEET in others else [*others, subject.sheet][0]


def _complete_calc_chain(package: Package) -> None:
    """Lists every formula cell in the calculation chain, adding the part if it is missing."""
    chain = _calc_chain(package)
    listed, sheet_id = set[tuple[int, str]](), 0
    for item in chain:
        sheet_id = int(item.get("i", str(sheet_id)))
        listed.add((sheet_id, need(item, "r")))
    for part, ident in package.sheets().values():
        for address, kind in Grid(package.peek(part)).formulas():
            if kind != "dataTable" and (ident, address) not in listed:
                array = {"a": "1"} if kind == "array" else {}
                chain.append(chain.makeelement(tag("main", "c"), {"r": address, "i": str(ident), **array}))


def _calc_chain(package: Package) -> Element:
    """Returns the root of the calculation chain."""
    kind = f"{OFFICE_REL}/calcChain"
    for name in package.related(WORKBOOK_PART, kind).values():
        return package.edit(name)
    name = "xl/calcChain.xml"
    package.relate(WORKBOOK_PART, kind, name)
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    return package.add(name, document(f'<calcChain xmlns="{NS["main"]}"/>'), content_type)
