"""Old Excel files: values, formats, dates and merged cells, from Excel 2 on; broken ones are refused in one way."""

import io
import struct
from datetime import date, datetime

import openpyxl
import pytest
import xlwt
from hypothesis import given
from python_calamine import CalamineWorkbook

from schemas.cells import SHARED_FORMULA, Cell, CellKind
from tests.unit.workbook.exports.files.broken import answers_or_refuses, broken, changes, refusal
from workbook.exports.files.old_excel import read

FORMATS = {"share": "0.0%", "day": "dd-mm-yyyy", "moment": "dd-mm-yyyy hh:mm", "money": '#,##0.00 "kr."'}


def _book(date1904=False):
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = date1904
    sheet = book.add_sheet("Ærø")
    looks = {name: xlwt.easyxf(num_format_str=code) for name, code in FORMATS.items()}
    sheet.write(1, 0, "Målopfyldelse")
    sheet.write(1, 2, 0.95, looks["share"])
    sheet.write(1, 3, 1234.5, looks["money"])
    sheet.write(2, 0, datetime(2008, 6, 30), looks["day"])
    sheet.write(2, 1, datetime(2008, 6, 30, 8, 0), looks["moment"])
    sheet.write(2, 2, True)
    sheet.write(2, 3, None, looks["share"])
    for column, error in enumerate((0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A)):
        sheet.row(3).set_cell_error(column, error)
    sheet.write_merge(4, 5, 1, 3, "1. halvår")
    sheet.write(65_535, 255, 7)
    return book


def _stored(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "udtræk.xls"
    path.write_bytes(_stored(_book()))
    return path


def test_cells_of_every_kind(old):
    (grid,) = read(old)
    assert (grid.file, grid.sheet, grid.text_only) == ("udtræk.xls", "Ærø", False)
    assert list(grid.rows) == [2, 3, 4, 5, 65_536]
    assert grid.rows[2] == {
        1: Cell(CellKind.TEXT, "Målopfyldelse", "General"),
        3: Cell(CellKind.NUMBER, 0.95, "0.0%"),
        4: Cell(CellKind.NUMBER, 1234.5, '#,##0.00 "kr."'),
    }
    assert grid.rows[2][3].is_percent and not grid.rows[2][4].is_percent
    assert grid.rows[3] == {
        1: Cell(CellKind.DATE, date(2008, 6, 30), "dd-mm-yyyy"),
        2: Cell(CellKind.DATE, datetime(2008, 6, 30, 8, 0), "dd-mm-yyyy hh:mm"),
        3: Cell(CellKind.BOOL, True, "General"),
    }
    assert [cell.value for cell in grid.rows[4].values()] == [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
    ]
    assert {cell.kind for cell in grid.rows[4].values()} == {CellKind.ERROR}
    assert grid.rows[5] == {2: Cell(CellKind.TEXT, "1. halvår", "General")}
    assert grid.merged == ((5, 2, 6, 4),)
    assert grid.rows[65_536] == {256: Cell(CellKind.NUMBER, 7.0, "General")}


def test_dates_from_1904(tmp_path):
    path = tmp_path / "mac.xls"
    path.write_bytes(_stored(_book(date1904=True)))
    (grid,) = read(path)
    assert grid.rows[3][1].value == date(2008, 6, 30)
    assert grid.rows[3][2].value == datetime(2008, 6, 30, 8, 0)


def test_hidden_sheets_are_read_and_empty_ones_are_not(tmp_path):
    book = xlwt.Workbook()
    for number, (name, visibility) in enumerate((("vist", 0), ("skjult", 1), ("meget skjult", 2))):
        sheet = book.add_sheet(name)
        sheet.visibility = visibility
        sheet.write(0, 0, number)
    book.add_sheet("tom").write(3, 3, "")
    path = tmp_path / "skjult.xls"
    book.save(str(path))
    assert [(grid.sheet, grid.rows[1][1].value) for grid in read(path)] == [
        ("vist", 0),
        ("skjult", 1),
        ("meget skjult", 2),
    ]


def test_a_formula_without_a_value_is_not_passed_over(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("S").write(0, 0, xlwt.Formula("1+1"))
    path = tmp_path / "formel.xls"
    book.save(str(path))
    (grid,) = read(path)
    assert grid.rows[1][1] == Cell(CellKind.BLANK, None, "General", SHARED_FORMULA)


def test_an_empty_text_is_a_blank_where_the_book_has_some(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    sheet.row(0).insert_cell(0, xlwt.Cell.StrCell(0, 0, 17, book.add_str("")))
    sheet.write(1, 0, "x")
    path = tmp_path / "tom.xls"
    book.save(str(path))
    (grid,) = read(path)
    assert list(grid.rows) == [2]


def test_a_second_reader_finds_the_same_values(old):
    (grid,) = read(old)
    theirs = CalamineWorkbook.from_path(old).get_sheet_by_name("Ærø").to_python(skip_empty_area=False)
    for row in (2, 3, 5):
        ours = [grid.rows[row][column].value if column in grid.rows[row] else "" for column in range(1, 5)]
        assert ours == theirs[row - 1][:4]


@pytest.mark.office
def test_what_libreoffice_writes(office, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Mål", 0.95, date(2008, 6, 30), True, "=1/0", "=B1*2", '=IF(B1>0,"ja","nej")', '=""'])
    sheet["B1"].number_format, sheet["C1"].number_format = "0.0%", "dd-mm-yyyy"
    path = tmp_path / "fra.xlsx"
    book.save(path)
    (grid,) = read(office(path, "xls", tmp_path / "ud"))
    found = [(cell.kind, cell.value) for cell in grid.rows[1].values()]
    assert found == [
        (CellKind.TEXT, "Mål"),
        (CellKind.NUMBER, 0.95),
        (CellKind.DATE, date(2008, 6, 30)),
        (CellKind.BOOL, True),
        (CellKind.ERROR, "#DIV/0!"),
        (CellKind.NUMBER, 1.9),
        (CellKind.TEXT, "ja"),
        (CellKind.BLANK, None),
    ]
    assert grid.rows[1][2].is_percent and grid.rows[1][8].formula


# --- bare streams: Excel 2 to 4 wrote them, and some programs write the newer ones so ---


def _record(kind, content=b""):
    return struct.pack("<HH", kind, len(content)) + content


def _excel_2():
    return b"".join(
        [
            _record(0x0009, struct.pack("<HH", 2, 0x10)),
            _record(0x001E, b"\x07General"),
            _record(0x001E, b"\x040.0%"),
            _record(0x0043, bytes([0, 0, 0, 0])),
            _record(0x0043, bytes([0, 0, 1, 0])),
            _record(0x0004, struct.pack("<HH3s", 0, 0, b"\x00\x00\x00") + b"\x05M\xe5ned"),
            _record(0x0003, struct.pack("<HH3sd", 0, 1, b"\x01\x01\x00", 0.95)),
            _record(0x0002, struct.pack("<HH3sH", 1, 0, b"\x00\x00\x00", 42)),
            _record(0x000A),
        ]
    )


def _excel_5():
    formats = _record(0x041E, struct.pack("<HB", 164, 4) + b"0.0%") + _record(
        0x041E, struct.pack("<HB", 165, 10) + b"dd-mm-yyyy"
    )
    looks = b"".join(
        _record(0x00E0, struct.pack("<HHHHHHHH", 0, number, 1, 0x20, 0, 0, 0, 0)) for number in (0, 164, 165)
    )
    start = _record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0)) + _record(0x0042, struct.pack("<H", 1252))
    name = b"\xc6r\xf8"
    place = len(start + formats + looks) + 4 + 7 + len(name) + 4
    sheet = _record(0x0085, struct.pack("<IBBB", place, 0, 0, len(name)) + name)
    return b"".join(
        [
            *(start, formats, looks, sheet, _record(0x000A)),
            _record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0)),
            _record(0x0204, struct.pack("<HHHH", 0, 0, 0, 5) + b"M\xe5ned"),
            _record(0x0203, struct.pack("<HHHd", 0, 1, 1, 0.95)),
            _record(0x0203, struct.pack("<HHHd", 0, 2, 2, 39_629)),
            _record(0x0205, struct.pack("<HHHBB", 1, 0, 0, 0x2A, 1)),
            _record(0x0006, struct.pack("<HHH8sHIH", 1, 1, 0, b"\x02\x00\x07\x00\x00\x00\xff\xff", 0, 0, 0)),
            _record(0x000A),
        ]
    )


def test_excel_5_is_read(tmp_path):
    path = tmp_path / "gammel.xls"
    path.write_bytes(_excel_5())
    (grid,) = read(path)
    assert grid.sheet == "Ærø"
    assert grid.rows[1] == {
        1: Cell(CellKind.TEXT, "Måned", "General"),
        2: Cell(CellKind.NUMBER, 0.95, "0.0%"),
        3: Cell(CellKind.DATE, date(2008, 6, 30), "dd-mm-yyyy"),
    }
    assert [cell.value for cell in grid.rows[2].values()] == ["#N/A", "#DIV/0!"]


def test_excel_2_is_read(tmp_path):
    path = tmp_path / "gammel.xls"
    path.write_bytes(_excel_2())
    (grid,) = read(path)
    assert grid.rows[1][1].value == "Måned"
    assert grid.rows[1][2] == Cell(CellKind.NUMBER, 0.95, "0.0%")
    assert grid.rows[2][1].value == 42


def test_a_bare_stream_is_read_as_the_file_around_it(tmp_path, old):
    path = tmp_path / "strøm.xls"
    path.write_bytes(_book().get_biff_data())
    assert read(path)[0].rows == read(old)[0].rows


# --- what is no such file ---


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_unreadable"),
        (b"Center;Tal\n", "file_unreadable"),
        (b"PK\x03\x04", "file_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "file_unreadable"),
        (_stored(_book())[:3000], "file_unreadable"),
    ],
)
def test_broken_files_are_refused(tmp_path, content, code):
    path = tmp_path / "ødelagt.xls"
    path.write_bytes(content)
    assert refusal(read, path) == [(code, "ødelagt.xls")]


def test_a_file_behind_a_password_is_named_as_such(tmp_path):
    content = _book().get_biff_data()
    size = struct.unpack_from("<H", content, 2)[0] + 4
    path = tmp_path / "låst.xls"
    path.write_bytes(content[:size] + _record(0x002F, struct.pack("<HHH", 0, 1, 2)) + content[size:])
    assert refusal(read, path) == [("file_encrypted", "låst.xls")]


def test_a_newer_workbook_behind_a_password_is_named_as_such(tmp_path):
    content = _stored(_book()).replace("Workbook".encode("utf-16-le"), "Werkbook".encode("utf-16-le"))
    path = tmp_path / "låst.xlsx"
    path.write_bytes(content + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    assert refusal(read, path) == [("file_encrypted", "låst.xlsx")]


def test_a_folder_and_a_missing_file_are_named_as_such(tmp_path):
    assert [code for code, _ in refusal(read, tmp_path)] == ["file_is_folder"]
    assert [code for code, _ in refusal(read, tmp_path / "ingen.xls")] == ["file_missing"]


def test_another_kind_of_workbook_is_refused(tmp_path):
    path = tmp_path / "ny.xls"
    openpyxl.Workbook().save(path)
    assert refusal(read, path) == [("file_unreadable", "ny.xls")]


WHOLE, STREAM = _stored(_book()), _book().get_biff_data()


@given(change=changes())
@pytest.mark.parametrize("content", [WHOLE, STREAM, _excel_5(), _excel_2()], ids=["8", "stream", "5", "2"])
def test_files_broken_at_random_are_read_or_refused(tmp_path_factory, capsys_never, content, change):
    path = tmp_path_factory.getbasetemp() / "tilfældig.xls"
    path.write_bytes(broken(content, change))
    answers_or_refuses(read, path)


@pytest.fixture(scope="module")
def capsys_never():
    """Nothing is printed while files are broken."""
    import contextlib

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        yield
    assert said.getvalue() == ""
