"""A small file that asks for more cells than a machine holds is refused before they are filled in."""

import openpyxl
import pytest

from schemas.errors import CannotOpenError
from workbook.exports.files.plain_tables import read_file


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr("workbook.exports.files.sizes.MOST_CELLS", 5_000)


def test_a_sheet_with_a_cell_far_to_the_right(tmp_path):
    path = tmp_path / "bred.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1"], book.active["A2"] = "Center", "x", "y"
    book.save(path)
    with pytest.raises(CannotOpenError) as refused:
        read_file(path)
    assert refused.value.issues[0].details == {"rows": 2, "columns": 16_384}


def test_a_csv_with_one_endless_line(tmp_path):
    path = tmp_path / "bred.csv"
    path.write_text("a;b\n" + ";" * 3_000 + "x\n1;2\n", encoding="utf-8")
    with pytest.raises(CannotOpenError) as refused:
        read_file(path)
    assert [issue.code for issue in refused.value.issues] == ["table_too_large"]


def test_what_fits_is_read(tmp_path):
    path = tmp_path / "smal.csv"
    path.write_text("a;b\n" + "1;2\n" * 2_000, encoding="utf-8")
    assert len(read_file(path)[0].rows) == 2_000
