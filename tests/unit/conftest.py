"""What the tests of the import share: exports of one sheet or several."""

from pathlib import Path

import openpyxl
import pytest

from tests.unit.workbook.exports.messy.reading_here import shown_of


@pytest.fixture
def sheets(tmp_path):
    """Write an xlsx: ``sheets({"LIS": [["Center", ...], [...]]})``; a value in a tuple has a number format."""

    def write(pages, name="udtræk.xlsx"):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in pages.items():
            _fill(book.create_sheet(title), rows)
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def profile_file(tmp_path):
    """Write a profile that no folder is searched for: ``profile_file('layout = "list"')``."""

    def write(*lines, name="given.toml"):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def own_workbook(_made):
    """The workbook of Skelbækgade 2009."""
    return _made / "Jobcenter Skelbækgade 2009.xlsx"


@pytest.fixture
def checked(contract):
    """What ``validate --json`` finds in an export (``checked(path, "--profile", profile)``), without its process.

    The exit code, the figures by measure and period, the codes of the findings with their cells.
    """

    def found(path, *how):
        code, shown = shown_of([path], contract, Path(how[1]) if how else None)
        figures = {(each["measure"], each["period"]): each["value"] for each in shown["observations"]}
        return code, figures, {(each["code"], each["cell"]) for each in shown["issues"]}

    return found


@pytest.fixture
def read(checked, tmp_path):
    """Writes an export and reads it: exit code, figures by measure and period, codes of the findings."""

    def found(export, sheet="LIS", name="export.csv"):
        path = tmp_path / name
        if isinstance(export, str):
            path.write_text(export, encoding="utf-8")
        else:
            path = path.with_suffix(".xlsx")
            _save(export, sheet, path)
        return checked(path)

    return found


def _save(rows, sheet, path):
    book = openpyxl.Workbook()
    book.active.title = sheet
    _fill(book.active, rows)
    book.save(path)


def _fill(page, rows):
    """Write rows from the first on; a value in a tuple has a number format."""
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = page.cell(row, column)
            if isinstance(value, tuple):
                cell.value, cell.number_format = value
            else:
                cell.value = value


@pytest.fixture
def read_sheets(contract, tmp_path):
    """Writes sheets and reads them: exit code, codes of the findings with their sheets."""

    def found(**sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            page = book.create_sheet(name)
            for row in rows:
                page.append(row)
        book.save(tmp_path / "export.xlsx")
        code, shown = shown_of([tmp_path / "export.xlsx"], contract)
        return code, {(each["code"], each["sheet"]) for each in shown["issues"]}

    return found
