"""Opens a case list where its rows are: a csv or parquet file, a sheet, or a table behind a connection URL."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from schemas.cells import Cell, CellKind, Grid, column_letters
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from schemas.profiles.export_profile import Cases
from schemas.words.vocabulary import text_key
from workbook.exports.cases.columns import header_row, named_columns
from workbook.exports.cases.connected import behind_url, shown_url
from workbook.exports.cases.lines import CsvForm, NotUtf8Error, Reading, UnevenError, csv_form, line_numbers
from workbook.exports.cases.opened import ROW, OpenCaseList
from workbook.exports.files.encoding import UTF_8, encoding_of
from workbook.temporary import work_folder

_MEMORY = "1GB"
_PARQUET = b"PAR1"
_NINE_DIGITS = 9  # a spreadsheet drops the leading zero of a personal number
_ROWS_IN_PARQUET = "file_row_number"
_MOST_REJECTED = 10_000
_MOST_CELLS = 20
_INVALID = "INVALID ENCODING"
_TIME_ZONE = "Europe/Copenhagen"
"""Whose days those are of times that are kept as moments."""


@contextmanager
def opened(source: Path | Grid | str, cases: Cases, reading: Reading) -> Iterator[OpenCaseList]:
    """Open a case list, and close its engine afterwards.

    Args:
        source: The file, the sheet, or a connection URL.
        cases: What the profile says of it.
        reading: How a csv file is read.

    Raises:
        CannotOpenError: It cannot be opened, or the profile's cases stand behind a connection instead.
        NotUtf8Error: A csv file's beginning was misleading; raised by ``rejected``.
        UnevenError: A csv file's rows cannot be read as they stand.
    """
    if isinstance(source, str):
        with behind_url(source, cases.source) as found:
            yield found
        return
    import duckdb

    name = source.file if isinstance(source, Grid) else source.name
    if cases.source.url:
        raise CannotOpenError([Issue("case_source_elsewhere", Place(name), shown_url(cases.source.url))])
    with (
        own_engine() as connection,
        work_folder() as folder,
    ):
        try:
            if isinstance(source, Grid):
                yield _sheet(connection, source, cases)
            else:
                yield _file(connection, source, cases, folder, reading)
        except duckdb.Error as error:
            if isinstance(source, Path) and not reading.evened and not is_parquet(source):
                raise UnevenError from error
            said = str(error).partition("\n")[0]
            raise CannotOpenError([Issue("file_unreadable", Place(name), said)]) from error


@contextmanager
def own_engine() -> Iterator[Any]:
    """The engine that is embedded: an Ibis connection with a bound on memory, what goes beyond it on disk meanwhile."""
    import ibis

    with work_folder() as folder:
        connection = ibis.duckdb.connect(
            memory_limit=_MEMORY, temp_directory=str(folder / "spilled"), autoinstall_known_extensions=False
        )
        connection.raw_sql(f"SET TimeZone = '{_TIME_ZONE}'")
        try:
            yield connection
        finally:
            connection.disconnect()


def is_parquet(path: Path) -> bool:
    """Whether a file is one of parquet, by its first bytes."""
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET


def _file(connection: Any, path: Path, cases: Cases, folder: Path, reading: Reading) -> OpenCaseList:
    try:
        if is_parquet(path):
            return _parquet(connection, path)
        form = csv_form(path, cases, folder, reading)
    except FileNotFoundError as error:
        raise CannotOpenError([Issue("file_missing", Place(str(path)))]) from error
    except OSError as error:
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), str(error))]) from error
    if form is None:
        raise CannotOpenError([Issue("no_table", Place(path.name))])
    return _csv(connection, path, form)


def _parquet(connection: Any, path: Path) -> OpenCaseList:
    table = connection.read_parquet(str(path), table_name="cases")

    def numbered() -> Any:
        rows = connection.read_parquet(str(path), table_name="cases_numbered", file_row_number=True)
        return rows.mutate(**{ROW: rows[_ROWS_IN_PARQUET] + 1}).drop(_ROWS_IN_PARQUET)

    headers = [(name, name) for name in table.columns]
    is_taken = {ROW, _ROWS_IN_PARQUET} & set(table.columns)  # the list's own names: its rows stay without numbers
    return OpenCaseList(connection, table, headers, Place(path.name), numbered=None if is_taken else numbered)


def _csv(connection: Any, path: Path, form: CsvForm) -> OpenCaseList:
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
        return _filled(rows.mutate(**{ROW: ibis.row_number() + 1}), columns)

    def rejected() -> list[int]:
        found = connection.raw_sql("SELECT line, error_type FROM reject_errors ORDER BY 1").fetchall()
        is_told = len(found) < _MOST_REJECTED or encoding_of(form.path) == UTF_8
        if not is_told or any(kind == _INVALID for _, kind in found):
            raise NotUtf8Error
        return list(dict.fromkeys(line + form.cut for line, _ in found))

    table = connection.read_csv(
        str(form.path), table_name="cases", store_rejects=True, rejects_limit=_MOST_REJECTED, **options
    )
    headers = list(zip(form.header, columns, strict=True))
    return OpenCaseList(
        connection,
        _filled(table, columns),
        headers,
        Place(path.name),
        True,
        numbered,
        lambda rows: line_numbers(form, rows),
        rejected,
    )


def _filled(rows: Any, columns: Sequence[str]) -> Any:
    """Rows without those of separators alone that a spreadsheet writes below a list."""
    import ibis

    return rows.filter(ibis.coalesce(*(rows[name] for name in columns)).notnull())


def _sheet(connection: Any, grid: Grid, cases: Cases) -> OpenCaseList:
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
    issues = _wrong_cells(grid, below, header, cases)
    return OpenCaseList(connection, rows.drop(ROW), headers, place, numbered=lambda: rows, issues=issues)


def _wrong_cells(grid: Grid, rows: Sequence[int], header: Mapping[int, str], cases: Cases) -> list[Issue]:
    """Cells of the columns that count with an error, or a formula that was never calculated: they are no blanks."""
    wanted = {text_key(name) for name in named_columns(cases)}
    columns = {column: title for column, title in header.items() if text_key(title) in wanted}
    found = []
    for row in rows:
        for column, title in columns.items():
            cell = grid.rows[row].get(column)
            if cell is None or not (cell.kind is CellKind.ERROR or (cell.kind is CellKind.BLANK and cell.formula)):
                continue
            place = Place(grid.file, grid.sheet, row, title, f"{column_letters(column)}{row}")
            is_error = cell.kind is CellKind.ERROR
            found.append(Issue("error_value", place, cell.text) if is_error else Issue("formula_without_value", place))
    return found[:_MOST_CELLS]


def _text(cell: Cell | None) -> str | None:
    """A cell as a csv would have it."""
    if cell is None or cell.value is None:
        return None
    if isinstance(cell.value, date):
        return f"{cell.value:%Y-%m-%d}"
    return cell.text.zfill(_NINE_DIGITS + 1) if _lost_zero(cell) else cell.text


def _lost_zero(cell: Cell) -> bool:
    return cell.kind is CellKind.NUMBER and len(cell.text) == _NINE_DIGITS and cell.text.isdigit()
