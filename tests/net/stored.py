"""What the net stores, in a form that knows nothing of our modules: sheets, workbooks' tables, profiles.

``sheets/<tests>.jsonl.gz`` holds a sheet a line, ``workbooks.json.gz`` the tables of the workbooks they are read for, and
``answers/<tests>.txt`` what comes out, as text, so that git shows what changed.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from schemas.cells import Cell, CellKind, Grid, RawTable

HERE = Path(__file__).parent
SHEETS, ANSWERS, WORKBOOKS = HERE / "sheets", HERE / "answers", HERE / "workbooks.json.gz"
_ID = 12


@dataclass(frozen=True)
class Stored:
    """A file as a test had it read.

    Args:
        test: The test that read it first.
        file: Its name.
        workbook: The workbook it was read for, by the key of ``workbooks.json.gz``; empty for none.
        language: The language without a workbook.
        grids: Its sheets; None for a large file, of which ``content`` holds the text of bytes.
        content: A large file, its bytes as latin-1.
        given: The profile that the user named: name and text.
        own: The profiles beside the workbook, by name.
    """

    test: str
    file: str
    workbook: str = ""
    language: str = "da"
    grids: list[Any] | None = None
    content: str = ""
    given: tuple[str, str] | None = None
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_large(self) -> bool:
        """Whether it is read as a large file."""
        return self.grids is None

    @property
    def key(self) -> str:
        """What tells it from others: all but the test's name."""
        told = {name: value for name, value in vars(self).items() if name != "test"}
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:_ID]


def from_grid(grid: Grid) -> dict[str, Any]:
    """A sheet as JSON holds it."""
    return {
        "file": grid.file,
        "sheet": grid.sheet,
        "rows": [[row, [[at, *_cell(cell)] for at, cell in cells.items()]] for row, cells in grid.rows.items()],
        "merged": [list(span) for span in grid.merged],
        "text_only": grid.text_only,
        "hidden": grid.hidden,
        "unseen": list(grid.unseen),
    }


def to_grid(told: Mapping[str, Any]) -> Grid:
    """The sheet that JSON holds."""
    rows = {row: {at: _to_cell(cell) for at, *cell in cells} for row, cells in told["rows"]}
    merged = [tuple(span) for span in told["merged"]]
    return Grid(told["file"], told["sheet"], rows, merged, told["text_only"], told["hidden"], told["unseen"])


_OF_A_TABLE = ("file", "sheet", "header", "row_numbers", "first_column", "header_row", "name", "text_only", "below")


def from_table(raw: RawTable) -> dict[str, Any]:
    """A workbook's table as JSON holds it."""
    told = {name: getattr(raw, name) for name in _OF_A_TABLE}
    plain = {"header": list(raw.header), "row_numbers": list(raw.row_numbers)}
    return {**told, **plain, "rows": [[_cell(cell) for cell in row] for row in raw.rows]}


def to_table(told: Mapping[str, Any]) -> RawTable:
    """The table that JSON holds."""
    return RawTable(**{**told, "rows": [[_to_cell(cell) for cell in row] for row in told["rows"]]})


def _cell(cell: Cell) -> list[Any]:
    value: Any = cell.value
    if isinstance(value, datetime):
        value = {"moment": value.isoformat()}
    elif isinstance(value, date):
        value = {"day": value.isoformat()}
    found = [cell.kind.name, value, cell.number_format, cell.formula]
    while found and found[-1] in ("", None):
        found.pop()
    return found


def _to_cell(told: list[Any]) -> Cell:
    kind, value, number_format, formula = [*told, *[None, "", ""][len(told) - 1 :]]
    if isinstance(value, dict):
        value = datetime.fromisoformat(value["moment"]) if "moment" in value else date.fromisoformat(value["day"])
    return Cell(CellKind[kind], value, number_format, formula)


def load(path: Path) -> list[Stored]:
    """The sheets of one file."""
    return [Stored(**json.loads(line)) for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()]


def save(path: Path, entries: Iterable[Stored]) -> None:
    """Write sheets, the same bytes for the same sheets."""
    lines = "".join(json.dumps(vars(each), ensure_ascii=True) + "\n" for each in entries)
    path.write_bytes(gzip.compress(lines.encode("utf-8"), mtime=0))


def load_workbooks() -> dict[str, Any]:
    """The workbooks' tables, by key."""
    found: dict[str, Any] = json.loads(gzip.decompress(WORKBOOKS.read_bytes()))
    return found


def save_workbooks(workbooks: Mapping[str, Any]) -> None:
    """Write the workbooks' tables."""
    WORKBOOKS.write_bytes(gzip.compress(json.dumps(workbooks, sort_keys=True).encode("utf-8"), mtime=0))


def answers_in(text: str) -> Iterator[tuple[str, list[str]]]:
    """Key and lines of each answer of a file."""
    for block in text.split("\n\n"):
        head, *lines = block.strip("\n").split("\n")
        if head:
            yield head.split(" ", 1)[0], lines
