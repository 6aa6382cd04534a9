"""Csv files as systems and people write them: encodings, separators, quotes, ragged rows; line numbers are the file's."""

import pytest

from schemas.cells import CellKind
from schemas.errors import CannotOpenError
from workbook.exports.files.delimited import separator_of
from workbook.exports.files.every import read_grids


def grid_of(tmp_path, content):
    path = tmp_path / "udtræk.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (grid,) = read_grids(path)
    assert (grid.file, grid.sheet, grid.text_only, list(grid.merged)) == ("udtræk.csv", "", True, [])
    return grid


def texts(tmp_path, content):
    """Row → column → text."""
    rows = grid_of(tmp_path, content).rows
    assert all(cell.kind is CellKind.TEXT for row in rows.values() for cell in row.values())
    return {number: {column: cell.text for column, cell in row.items()} for number, row in rows.items()}


TWO = {1: {1: "Center", 2: "Værdi"}, 2: {1: "Ærø – øst", 2: "95,5"}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path, encoding, end):
    assert texts(tmp_path, f"Center;Værdi{end}Ærø – øst;95,5{end}".encode(encoding)) == TWO


def test_utf_16_be_with_a_mark(tmp_path):
    assert texts(tmp_path, b"\xfe\xff" + "Center;Værdi\nÆrø – øst;95,5".encode("utf-16-be")) == TWO


def test_utf_8_with_a_broken_byte_stays_utf_8(tmp_path):
    rows = "".join(f"Ærø {number};øå\n" for number in range(50)).encode()
    assert texts(tmp_path, rows + "å".encode()[:1])[1] == {1: "Ærø 0", 2: "øå"}
    assert texts(tmp_path, rows + b"\xe6;1\n")[1] == {1: "Ærø 0", 2: "øå"}
    assert texts(tmp_path, "Ærø;å\n".encode("cp1252") * 50)[50] == {1: "Ærø", 2: "å"}


@pytest.mark.parametrize(("text", "sign"), [
    ("Center;Værdi\nA;95,5\nB;96,5\n", ";"),
    ("Center\tVærdi\nA\t95,5\n", "\t"),
    ("Center|Værdi\nA|95,5\n", "|"),
    ("Center,Værdi\nA,95.5\n", ","),
    ("År,Værdi,Mål\n2008,95,96\n2009,97,98\n", ","),
    ("Udtræk af 30. juni 2008, kl. 10\n\nCenter;Værdi\nA;1\nB;2\n", ";"),
    ("Udtræk; version 2\nÅr,Værdi,Mål\n2008,95,96\n2009,97,98\n", ","),
    ("Udtræk\nCenter;Værdi\n", ";"),
    ("Center;Note;Værdi\nA;først, så, da;1\nB;først, så;2\n", ";"),
    ("Center,Note,Værdi\nA,først; så,1\nB,x,2\n", ","),
    ('Center,Værdi\n"a;b;c",1\n"a;b;c",2\n"a;b;c",3\n', ","),
    ("a;b;c\n1,5;2\n1,5;2,5;;\n1,5\n;2,5\n2,5;1;0;0;0\n", ";"),
    ("1,5;2,5\n1,5;2,5\n", ";"),
    ("Værdi\n1,5\n2,5\n", ";"),
    ('Rør 5" ;Værdi\nA;1\nB 7";2\n', ";"),
    ("", ";"),
])  # fmt: skip
def test_the_separator_is_what_most_lines_agree_on(text, sign):
    assert separator_of(text) == sign


@pytest.mark.parametrize("hint", ["sep=|\r\n", "SEP=|\n", '"sep=|"\n', "\ufeffsep=|\r"])
def test_a_hint_names_the_separator(tmp_path, hint):
    assert texts(tmp_path, f"{hint}a;b|c\n1|2\n") == {2: {1: "a;b", 2: "c"}, 3: {1: "1", 2: "2"}}


def test_a_hint_of_a_tab_and_an_empty_one(tmp_path):
    assert texts(tmp_path, "sep=\t\na;b\tc\n") == {2: {1: "a;b", 2: "c"}}
    assert texts(tmp_path, "sep=\na;b\n") == {2: {1: "a", 2: "b"}}


def test_rows_are_numbered_by_the_files_lines(tmp_path):
    found = texts(tmp_path, '\n\na;b\r\n"to\nlinjer";1\r;\n \t;\nc;2')
    assert found == {3: {1: "a", 2: "b"}, 4: {1: "to\nlinjer", 2: "1"}, 8: {1: "c", 2: "2"}}


def test_rows_may_be_ragged_and_only_filled_cells_are_there(tmp_path):
    assert texts(tmp_path, "a;b\n1\n;2;;4;\n") == {1: {1: "a", 2: "b"}, 2: {1: "1"}, 3: {2: "2", 4: "4"}}


@pytest.mark.parametrize(
    ("content", "line", "shown"),
    [
        ('a;b\n"x";1\n"y;2\nz;"3"\n', 3, '"y;2'),
        ('a;b\n"y;2', 2, '"y;2'),
        ('a;b\nx;1\n2;"uafsluttet\n3;4\n', 3, '"uafsluttet'),
        ('a;b\n"y;2\n' + "x;1\n" * 100_000, 2, '"y;2'),
    ],
)
def test_a_quote_that_is_never_closed_is_refused_with_its_line(tmp_path, content, line, shown):
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CannotOpenError) as error:
        read_grids(path)
    (issue,) = error.value.issues
    assert (issue.code, issue.place.row, issue.value) == ("quote_unclosed", line, shown)


def test_quotes_inside_fields(tmp_path):
    assert texts(tmp_path, 'a;b\n"x ""y""";5" rør\n')[2] == {1: 'x "y"', 2: '5" rør'}


def refused(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(CannotOpenError) as error:
        read_grids(path)
    (issue,) = error.value.issues
    return issue.code


def test_one_endless_line(tmp_path):
    assert refused(tmp_path, b"x" * (5 << 20)) == "file_unreadable"
    assert refused(tmp_path, b"x;" * (5 << 19)) == "table_too_large"
    assert refused(tmp_path, b'"' * (5 << 20)) == "file_unreadable"
    assert refused(tmp_path, b" " * (5 << 20)) == "no_table"


def test_too_many_filled_cells_are_refused_early(tmp_path, monkeypatch):
    monkeypatch.setattr("workbook.exports.files.sizes.MOST_CELLS", 100)
    assert grid_of(tmp_path, "a;b\n" * 50).rows
    assert refused(tmp_path, b"a;b\n" * 51) == "table_too_large"
    assert len(grid_of(tmp_path, "a\n" + ";" * 90 + "x\n" + "b\n" * 50).rows) == 52


def test_quotes_that_do_not_pair_cost_no_row(tmp_path):
    found = texts(tmp_path, 'a;b\n"x" ;1\n"z";3\n"to\nlinjer";4\n"w"v;5\n')
    assert found == {
        1: {1: "a", 2: "b"}, 2: {1: "x ", 2: "1"},
        3: {1: "z", 2: "3"}, 4: {1: "to\nlinjer", 2: "4"}, 6: {1: "wv", 2: "5"},
    }  # fmt: skip
