"""HTML tables under a spreadsheet's name: spans, nested tables, encodings, and what Excel's own pages tell of values."""

from datetime import date

import pytest

from schemas.cells import CellKind
from schemas.errors import CannotOpenError
from workbook.exports.files.every import read_grids


def grids_of(tmp_path, content):
    path = tmp_path / "udtræk.xls"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_grids(path)


def grid_of(tmp_path, content):
    (grid,) = grids_of(tmp_path, content)
    assert (grid.sheet, grid.text_only) == ("", True)
    return grid


def texts(grid):
    return {number: {column: cell.text for column, cell in row.items()} for number, row in grid.rows.items()}


def refused(tmp_path, content):
    with pytest.raises(CannotOpenError) as error:
        grids_of(tmp_path, content)
    (issue,) = error.value.issues
    return issue.code


def test_texts_as_a_page_shows_them(tmp_path):
    page = """<table border=1>
      <tr><th>  Job-<br>center </th><th>V&aelig;rdi&nbsp;</th><td>&nbsp;</td></tr>
      <tr><td><p>A</p><p>B &lt;5</p></td><td><b>95</b>,<i>5</i></td></tr>
      <tr></tr>
      <tr><td><script>x</script><!-- y --><span style="display:none">00012</span>C</td><td>12,4<sup>1)</sup>
    </table>"""
    assert texts(grid_of(tmp_path, page)) == {
        1: {1: "Job- center", 2: "Værdi"},
        2: {1: "A B <5", 2: "95,5"},
        4: {1: "C", 2: "12,4¹⁾"},
    }


def test_spans_push_and_are_merged(tmp_path):
    page = """<table><caption>LIS</caption>
      <tr><td rowspan=2>Center<td colspan=2>2008<td>x
      <tr><td>1. kvt.<td>2. kvt.<td rowspan="99">y
      <tr><td colspan="0">A<td>1<td rowspan=x colspan=-3>2
    </table>"""
    grid = grid_of(tmp_path, page)
    assert texts(grid) == {
        1: {1: "LIS"},
        2: {1: "Center", 2: "2008", 4: "x"},
        3: {2: "1. kvt.", 3: "2. kvt.", 4: "y"},
        4: {1: "A", 2: "1", 3: "2"},
    }
    assert set(grid.merged) == {(2, 1, 3, 1), (2, 2, 2, 3), (3, 4, 4, 4)}


def test_cells_below_a_wide_and_high_cell(tmp_path):
    page = "<table><tr><td rowspan=3 colspan=2>a<td>b<tr><td>c<tr><td rowspan=2>d<tr><td>e<td>f<td>g</table>"
    assert texts(grid_of(tmp_path, page)) == {
        1: {1: "a", 3: "b"},
        2: {3: "c"},
        3: {3: "d"},
        4: {1: "e", 2: "f", 4: "g"},
    }


DATA = "<table><tr><td>Center<td>Værdi<tr><td>A<td>{}</table>"


def test_a_table_that_lays_out_the_page_swallows_no_other(tmp_path):
    page = f"<table><tr><td>Menu<td>{DATA.format(1)}<tr><td colspan=2><table><tr><td>{DATA.format(2)}</table></table>"
    found = grids_of(tmp_path, page)
    assert [grid.sheet for grid in found] == ["1", "2"]
    assert [texts(grid)[2] for grid in found] == [{1: "A", 2: "1"}, {1: "A", 2: "2"}]


def test_a_table_that_only_arranges_a_cells_text_belongs_to_the_cell(tmp_path):
    inner = "<table><tr><td>Job<td>center</table>"
    assert texts(grid_of(tmp_path, f"<table><tr><td>{inner}A<td>95<tr><td>B<td>96</table>")) == {
        1: {1: "Job center A", 2: "95"},
        2: {1: "B", 2: "96"},
    }


def test_a_table_of_data_with_another_in_it_gives_both(tmp_path):
    page = f"<table><tr><td>x<td>y<tr><td>1<td>2{DATA.format(3)}</table>"
    assert [texts(grid)[2] for grid in grids_of(tmp_path, page)] == [{1: "1", 2: "2"}, {1: "A", 2: "3"}]


def test_several_tables_are_numbered(tmp_path):
    found = grids_of(tmp_path, f"<h1>LIS</h1>{DATA.format(1)}<table><tr><td></table>{DATA.format(2)}")
    assert [grid.sheet for grid in found] == ["1", "2"]


@pytest.mark.parametrize(("head", "encoding"), [
    ('<meta charset="utf-8">', "utf-8"),
    ('<meta http-equiv=Content-Type content="text/html; charset=windows-1252">', "cp1252"),
    ('<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">', "cp1252"),
    ('<meta charset="iso-8859-15">', "iso-8859-15"),
    ('<meta charset="utf-8">', "cp1252"),
    ('<meta charset="utf-16">', "utf-8"),
    ('<meta charset="findes-ikke">', "utf-8"),
    ('<meta charset="punycode">', "utf-8"),
    ('<meta charset="iso-8859-1">', "utf-8-sig"),
    ('<meta charset="iso-8859-1">', "utf-16"),
    ('<?xml version="1.0" encoding="iso-8859-1"?>', "cp1252"),
    ("", "utf-8"), ("", "cp1252"), ("", "utf-16-le"),
])  # fmt: skip
def test_encodings(tmp_path, head, encoding):
    assert texts(grid_of(tmp_path, f"{head}<html>{DATA.format('Ærø')}".encode(encoding)))[2][2] == "Ærø"


def test_numbers_that_excels_attributes_tell(tmp_path):
    page = r"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--
      .xl1 {mso-style-parent:style0; mso-number-format:"0\.0%";}
      .xl2, td.xl3 {mso-number-format:"Short Date";}
      .xl4 {mso-number-format:"\0022ca\. \0022\#\,\#\#0";} --></style></head><table>
      <tr><td class="n xl1" x:num="0.954">95,4%<td class=xl1 x:num="0.5" x:fmla="=A1/2">50,0%<td class=xl3 x:num="39629">30-06-2008
      <tr><td x:num>7<td x:num>1.234<td x:num="1234.5">1.234,50<td x:num="NaN">x<td class=xl4 x:num="5">ca. 5
      <tr><td x:err="#DIV/0!">#DIVISION/0!<td x:bool="TRUE">SAND<td x:str="12">12<td x:fmla="=A1"></table>"""
    rows = grid_of(tmp_path, page).rows
    assert [(cell.kind, cell.value, cell.number_format, cell.formula) for cell in rows[1].values()] == [
        (CellKind.NUMBER, 0.954, "0.0%", ""),
        (CellKind.NUMBER, 0.5, "0.0%", "A1/2"),
        (CellKind.DATE, date(2008, 6, 30), "dd-mm-yyyy", ""),
    ]
    assert [(cell.kind, cell.value) for cell in rows[2].values()] == [
        (CellKind.NUMBER, 7.0), (CellKind.TEXT, "1.234"), (CellKind.NUMBER, 1234.5), (CellKind.TEXT, "x"), (CellKind.NUMBER, 5.0),
    ]  # fmt: skip
    assert rows[2][5].number_format == '"ca. "#,##0'
    assert [(cell.kind, cell.value) for cell in rows[3].values()] == [
        (CellKind.ERROR, "#DIV/0!"), (CellKind.BOOL, True), (CellKind.TEXT, "12"), (CellKind.BLANK, None),
    ]  # fmt: skip


def test_numbers_that_libreoffice_tells(tmp_path):
    page = """<table><tr><td sdval="0.954" sdnum="1033;0;0.0%">95.4%<td sdval="1234.5" sdnum="1030;">1.234,50
      <td sdval="39629" sdnum="1033;0;DD-MM-YYYY">30-06-2008</table>"""
    assert [(cell.value, cell.number_format) for cell in grid_of(tmp_path, page).rows[1].values()] == [
        (0.954, "0.0%"), (1234.5, "General"), (date(2008, 6, 30), "DD-MM-YYYY"),
    ]  # fmt: skip


def test_shares_under_a_percent_style_are_numbers(tmp_path):
    style = "style='mso-number-format:Percent'"
    page = f"<table><tr><td {style}>0,954<td {style}>95,4 %<td {style}>i alt<tr><td {style}>1,045<td>1,045</table>"
    first, second = grid_of(tmp_path, page).rows.values()
    assert (first[1].kind, first[1].value, first[1].is_percent) == (CellKind.NUMBER, 0.954, True)
    assert [(cell.kind, cell.value) for cell in (first[2], first[3], second[1], second[2])] == [
        (CellKind.TEXT, "95,4 %"), (CellKind.TEXT, "i alt"), (CellKind.NUMBER, 1.045), (CellKind.TEXT, "1,045"),
    ]  # fmt: skip


ARCHIVE = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

<html><frameset></html>
--x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

<meta charset=3Dutf-8><table><tr><td>Center<td>V=C3=A6rdi</table>
--x
Content-Type: image/gif
Content-Transfer-Encoding: base64

R0lGODlh
--x--
"""


def test_a_web_archive(tmp_path):
    assert texts(grid_of(tmp_path, ARCHIVE)) == {1: {1: "Center", 2: "Værdi"}}
    assert texts(grid_of(tmp_path, ARCHIVE.replace("\n", "\r\n"))) == {1: {1: "Center", 2: "Værdi"}}
    assert refused(tmp_path, ARCHIVE.partition("<meta")[0]) == "file_web_page"


def test_pages_without_a_table(tmp_path):
    assert refused(tmp_path, "<html><body><p>Siden findes ikke</p></body></html>") == "file_web_page"
    assert refused(tmp_path, "<html></html>") == "file_web_page"
    assert refused(tmp_path, '<?xml version="1.0"?><udtræk><række/></udtræk>') == "file_web_page"
    assert refused(tmp_path, f"<html>{DATA.format(1)}<input type=password></html>") == "file_login_page"


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize("inner", [f'<!ENTITY a0 "ha">{LAUGHS}', '<!ENTITY a11 SYSTEM "file:///etc/passwd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(tmp_path, inner, encoding):
    page = f"<!DOCTYPE html [{inner}]><html><table><tr><td>&a11;</table></html>"
    assert refused(tmp_path, page.encode(encoding)) == "file_unreadable"


def test_nothing_nested_too_deep_is_cut_off_in_silence(tmp_path):
    for piece in ("<div>", "<table><tr><td>x", "<font>", "<tr><td><font>x"):
        assert refused(tmp_path, f"<html><table><tr><td>y{piece * 100_000}") == "file_unreadable"
    assert texts(grid_of(tmp_path, f"<table><tr><td>{'<b>' * 100}x"))[1][1] == "x"


def test_a_page_cut_short_is_read_as_far_as_it_goes(tmp_path):
    assert texts(grid_of(tmp_path, "<html><table><tr><td>a<td>b<tr><td>c</td><td>d</t"))[2] == {1: "c", 2: "d"}


def test_spans_cannot_ask_for_more_than_a_sheet(tmp_path):
    assert refused(tmp_path, "<table><tr>" + "<td colspan=1000 rowspan=65534>x" * 20) == "table_too_large"
    wide = "<tr>" + "<td colspan=1000 rowspan=65534>x" * 16
    assert len(grid_of(tmp_path, f"<table>{wide}{'<tr><td>y' * 300}").rows) == 301


def test_too_many_cells_are_refused_early(tmp_path, monkeypatch):
    monkeypatch.setattr("workbook.exports.files.sizes.MOST_CELLS", 5)
    assert refused(tmp_path, DATA.format(1) * 2) == "table_too_large"
