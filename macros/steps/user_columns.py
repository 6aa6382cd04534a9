"""Columns of the user's own in a table that we write: their values go where their rows go."""

from collections.abc import Callable, Sequence

from schemas.cells import CellKind, CellValue, RawTable


def user_columns(
    raw: RawTable, is_known: Callable[[str], bool], order: Sequence[int | None]
) -> tuple[dict[str, list[CellValue]], list[str]]:
    """The user's own columns of values, moved with their rows; columns of formulas stay where they stand.

    Args:
        raw: The table as it stands.
        is_known: Whether a title is one of ours.
        order: For each new row the position of the old one that stood for the same; None for one that is new.

    Returns:
        The moved columns, and the titles of those that mix values with formulas and cannot be moved.
    """
    found: dict[str, list[CellValue]] = {}
    left: list[str] = []
    for position, title in enumerate(raw.header):
        if is_known(title):
            continue
        cells = [row[position] for row in raw.rows]
        fixed = [bool(cell.formula) or cell.kind is CellKind.ERROR for cell in cells]
        if any(fixed):
            if any(cell.kind is not CellKind.BLANK and not stays for cell, stays in zip(cells, fixed, strict=True)):
                left.append(title)
            continue
        found[title] = [None if row is None else cells[row].value for row in order]
    return found, left
