"""The first rows of each sheet of a large file: enough to tell its layout, its header and the profile it is read by."""

from pathlib import Path

from schemas.cells import Cell, CellKind, Grid
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.exports.files.file_kinds import FileKind, is_parquet, kind_of
from workbook.temporary import work_folder

_ROWS = 200
_BYTES = 1 << 18
_LARGE = {FileKind.DELIMITED: 8 << 20, FileKind.WORKBOOK: 2 << 20}
"""From so many bytes on a file is worth two readings: its head, and then what the head says is wanted of it."""


def is_large(path: Path) -> bool:
    """Whether a file's head is read first; one that cannot be read is told by whoever reads it whole.

    Args:
        path: The file.
    """
    try:
        if not path.is_file():
            return False  # a pipe that is opened waits for ever
        size = path.stat().st_size
        if size < min(_LARGE.values()):
            return is_parquet(path)
        return is_parquet(path) or size >= _LARGE.get(kind_of(path), size + 1)
    except (OSError, CannotOpenError):
        return False


def read_heads(path: Path) -> list[Grid]:
    """Read the first rows of every sheet.

    Args:
        path: A csv, xlsx or parquet file; the last has a header alone.

    Raises:
        CannotOpenError: It cannot be read.
    """
    if is_parquet(path):
        return [_parquet(path)]
    if kind_of(path) is FileKind.DELIMITED:
        return _delimited(path)
    from workbook.exports.files.xlsx import read

    return read(path, last=_ROWS)


def _delimited(path: Path) -> list[Grid]:
    """A csv cut off after its first lines, read as a whole one is."""
    from workbook.exports.files.delimited import read

    with path.open("rb") as file:
        content = file.read(_BYTES)
    ends = [content.rfind(end) for end in (b"\n", b"\r")]
    whole = content[: max(ends)] if max(ends) > 0 else content
    with work_folder() as folder:
        head = folder / path.name
        head.write_bytes(whole)
        return read(head, is_head=True)


def _parquet(path: Path) -> Grid:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        names = parquet.read_schema(path).names
    except (pa.ArrowException, OSError) as error:
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), str(error))]) from error
    return Grid(path.name, "", {1: {at: Cell(CellKind.TEXT, name) for at, name in enumerate(names, start=1)}})
