"""What people have written beside our tables: cells of our sheets that no table holds and no new workbook has."""

from collections.abc import Iterator, Sequence

from schemas.cells import CellKind
from workbook.opc.index import Index, SheetPart
from workbook.opc.refs import name_of
from workbook.opc.sheet_cells import CellReader
from workbook.opc.styles import Styles

_NAMED = 5
"""So many cells of a sheet are named."""


def own_texts(index: Index, model: Index, ours: Sequence[SheetPart]) -> Iterator[str]:
    """The cells that people have filled beside our tables, by sheet.

    Args:
        index: The workbook.
        model: A new workbook of the same language: what its sheets say beside their tables is ours, wherever it stands.
        ours: Our sheets of the workbook.

    Yields:
        A sheet with its cells: ``Kontrakt (AC20, AH4)``.
    """
    usual = {sheet.name: sheet for sheet in model.sheets}
    read, known = CellReader(index, Styles(index)), CellReader(model, Styles(model))
    for sheet in ours:
        beside = list(_beside(index, sheet, read))
        if not beside or sheet.name not in usual:
            continue
        said = {text for _, text in _beside(model, usual[sheet.name], known)}
        own = [cell for cell, text in beside if text not in said]
        if own:
            yield f"{sheet.name} ({', '.join([*own[:_NAMED], *(['…'] if len(own) > _NAMED else [])])})"


def _beside(index: Index, sheet: SheetPart, reader: CellReader) -> Iterator[tuple[str, str]]:
    """The written cells outside a sheet's tables, from the first one's header down: titles and hints stand above."""
    areas = [table.area for table in index.tables.values() if table.sheet.name == sheet.name]
    if not areas:
        return
    for row, cells in reader.rows(sheet, min(area.top for area in areas)):
        for column, cell in cells.items():
            is_written = cell.kind in {CellKind.TEXT, CellKind.NUMBER, CellKind.DATE} and not cell.formula
            if is_written and cell.text.strip() and not any(area.holds(row, column) for area in areas):
                yield name_of(row, column), cell.text.strip()
