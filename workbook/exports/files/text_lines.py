"""A text as lines, each cut at its tabs only: prose has commas that no one meant as separators."""

from pathlib import Path

from schemas.cells import Cell, CellKind, Grid
from workbook.exports.files.encoding import decoded
from workbook.exports.files.sizes import check_contract


def read_lines(path: Path) -> Grid:
    """Read a text.

    Args:
        path: A text file.

    Raises:
        CannotOpenError: It is larger than a contract is.
    """
    check_contract(path.name, path.stat().st_size)
    rows = {}
    for number, line in enumerate(decoded(path.read_bytes()).splitlines(), start=1):
        texts = enumerate(line.split("\t"), start=1)
        if cells := {at: Cell(CellKind.TEXT, text.strip()) for at, text in texts if text.strip()}:
            rows[number] = cells
    return Grid(path.name, "", rows, text_only=True)
