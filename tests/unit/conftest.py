"""What the tests of the import share: exports of one sheet or several."""

import openpyxl
import pytest


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


def _fill(page, rows):
    """Write rows from the first on; a value in a tuple has a number format."""
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = page.cell(row, column)
            if isinstance(value, tuple):
                cell.value, cell.number_format = value
            else:
                cell.value = value
