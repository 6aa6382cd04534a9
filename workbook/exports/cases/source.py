"""Opens a case list where its rows are: a csv or parquet file, a sheet, or a table behind a connection URL."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from schemas.cells import Cell, CellKind, Grid
from schemas.errors import CannotOpenError
from schemas.issues import Issue, Place
from schemas.profiles import Cases, CaseSource
from workbook.exports.cases.columns import header_row
from workbook.exports.cases.lines import CsvForm, NotUtf8Error, csv_form, line_numbers
from workbook.exports.readers.encoding import UTF_8, encoding_of

ROW = "source_row"
_MEMORY = "1GB"
_PARQUET = b"PAR1"
_NINE_DIGITS = 9  # a spreadsheet drops the leading zero of a personal number
_ROWS_IN_PARQUET = "file_row_number"
_MOST_REJECTED = 10_000
_INVALID = "INVALID ENCODING"


@dataclass(frozen=True)
class Source:
    """A case list that is open.

    Args:
        connection: The engine.
        table: The rows, as an Ibis table.
        headers: Each header and the name of its column.
        place: The file and sheet.
        embedded: The engine is our own.
        numbered: Makes the same table with the column ``ROW``; None where rows have no number.
        lines: The line or row number of each ``ROW``.
        rejected: The lines that are no rows of the list (too few or too many fields), asked after the table was read.
    """

    connection: Any
    table: Any
    headers: Sequence[tuple[str, str]]
    place: Place
    embedded: bool = True
    numbered: Callable[[], Any] | None = None
    lines: Callable[[set[int]], dict[int, int]] = field(default=lambda rows: {row: row for row in rows})
    rejected: Callable[[], list[int]] = field(default=list)


@contextmanager
def opened(source: Path | Grid | str, cases: Cases, is_utf_8: bool | None = None) -> Iterator[Source]:
    """Open a case list, and close its engine afterwards.

    Args:
        source: The file, the sheet, or a connection URL.
        cases: What the profile says of it; its own connection URL goes before the file.
        is_utf_8: Whether a csv file is in UTF-8, where that is known; None to judge by its beginning.

    Raises:
        CannotOpenError: It cannot be opened.
        NotUtf8Error: A csv file's beginning was misleading; raised by ``rejected``.
    """
    url = cases.source.url or (source if isinstance(source, str) else "")
    if url:
        found = _behind_url(url, cases.source)
        try:
            yield found
        finally:
            found.connection.disconnect()
        return
    assert not isinstance(source, str)
    import duckdb

    name = source.file if isinstance(source, Grid) else source.name
    with (
        own_engine() as connection,
        tempfile.TemporaryDirectory(prefix="resultatkontrakt-", ignore_cleanup_errors=True) as folder,
    ):
        try:
            if isinstance(source, Grid):
                yield _sheet(connection, source, cases)
            else:
                yield _file(connection, source, cases, Path(folder), is_utf_8)
        except duckdb.Error as error:
            said = str(error).partition("\n")[0]
            raise CannotOpenError([Issue("file_unreadable", Place(name), said)]) from error


@contextmanager
def own_engine() -> Iterator[Any]:
    """The engine that is embedded: an Ibis connection with a bound on memory, what goes beyond it on disk meanwhile."""
    import ibis

    with tempfile.TemporaryDirectory(prefix="resultatkontrakt-", ignore_cleanup_errors=True) as folder:
        connection = ibis.duckdb.connect(
            memory_limit=_MEMORY, temp_directory=str(Path(folder, "spilled")), autoinstall_known_extensions=False
        )
        try:
            yield connection
        finally:
            connection.disconnect()


def _file(connection: Any, path: Path, cases: Cases, folder: Path, is_utf_8: bool | None) -> Source:
    try:
        with path.open("rb") as file:
            is_parquet = file.read(len(_PARQUET)) == _PARQUET
        if is_parquet:
            return _parquet(connection, path)
        form = csv_form(path, cases, folder, is_utf_8)
    except FileNotFoundError as error:
        raise CannotOpenError([Issue("file_missing", Place(str(path)))]) from error
    except OSError as error:
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), str(error))]) from error
    if form is None:
        raise CannotOpenError([Issue("no_table", Place(path.name))])
    return _csv(connection, path, form)


def _parquet(connection: Any, path: Path) -> Source:
    table = connection.read_parquet(str(path), table_name="cases")

    def numbered() -> Any:
        rows = connection.read_parquet(str(path), table_name="cases_numbered", file_row_number=True)
        return rows.mutate(**{ROW: rows[_ROWS_IN_PARQUET] + 1}).drop(_ROWS_IN_PARQUET)

    return Source(connection, table, [(name, name) for name in table.columns], Place(path.name), numbered=numbered)


def _csv(connection: Any, path: Path, form: CsvForm) -> Source:
    columns = [f"c{number}" for number in range(len(form.header))]
    options = {
        "auto_detect": False,
        "columns": dict.fromkeys(columns, "VARCHAR"),
        "delim": form.separator,
        "quote": '"',
        "escape": '"',
        "header": False,
        "skip": form.skipped,
    }

    def numbered() -> Any:
        import ibis

        rows = connection.read_csv(str(form.path), table_name="cases_numbered", ignore_errors=True, **options)
        # The rows stay in the file's order, and are numbered as they come.
        return rows.mutate(**{ROW: ibis.row_number() + 1})

    def rejected() -> list[int]:
        found = connection.raw_sql("SELECT line, error_type FROM reject_errors ORDER BY 1").fetchall()
        is_told = len(found) < _MOST_REJECTED or encoding_of(form.path) == UTF_8
        if not is_told or any(kind == _INVALID for _, kind in found):
            raise NotUtf8Error
        return list(dict.fromkeys(line for line, _ in found))

    table = connection.read_csv(
        str(form.path), table_name="cases", store_rejects=True, rejects_limit=_MOST_REJECTED, **options
    )
    headers = list(zip(form.header, columns, strict=True))
    return Source(
        connection, table, headers, Place(path.name), True, numbered, lambda rows: line_numbers(form, rows), rejected
    )


def _sheet(connection: Any, grid: Grid, cases: Cases) -> Source:
    import ibis
    import pandas as pd

    place = Place(grid.file, grid.sheet)
    numbers = list(grid.rows)
    if not numbers:
        raise CannotOpenError([Issue("no_table", place)])
    found = header_row([[cell.text for cell in grid.rows[number].values()] for number in numbers], cases)
    header = {column: cell.text.strip() for column, cell in grid.rows[numbers[found]].items()}
    below = numbers[found + 1 :]
    frame = pd.DataFrame(
        {
            f"c{column}": pd.Series([_text(grid.rows[row].get(column)) for row in below], dtype="str")
            for column in header
        }
    )
    frame[ROW] = pd.Series(below, dtype="int64")
    rows = connection.create_table("cases", ibis.memtable(frame), temp=True)
    headers = [(text, f"c{column}") for column, text in header.items()]
    return Source(connection, rows.drop(ROW), headers, place, numbered=lambda: rows)


def _text(cell: Cell | None) -> str | None:
    """A cell as a csv would have it."""
    if cell is None or cell.value is None:
        return None
    if isinstance(cell.value, date):
        return f"{cell.value:%Y-%m-%d}"
    return cell.text.zfill(_NINE_DIGITS + 1) if _lost_zero(cell) else cell.text


def _lost_zero(cell: Cell) -> bool:
    return cell.kind is CellKind.NUMBER and len(cell.text) == _NINE_DIGITS and cell.text.isdigit()


def _behind_url(url: str, source: CaseSource) -> Source:
    import ibis

    where = urlsplit(url)
    shown = f"{where.scheme}://{where.hostname or ''}"  # a URL may hold a password
    place = Place(shown)
    try:
        connection = ibis.connect(url)
        database, _, name = source.table.rpartition(".")
        table = connection.table(name, database=database or None)
    except Exception as error:
        details = {"table": source.table, "reason": type(error).__name__}
        raise CannotOpenError([Issue("case_source_unreachable", place, shown, details)]) from error
    return Source(connection, table, [(name, name) for name in table.columns], place, embedded=False)
