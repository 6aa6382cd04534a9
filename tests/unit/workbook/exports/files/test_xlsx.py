"""Workbooks of other programs as grids: what is there, where it stands, and nothing lost on the way."""

import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from schemas.cells import CellKind
from schemas.errors import CannotOpenError
from tests.unit.workbook.raw_xlsx import MAIN, STRICT, make
from workbook.exports.files.every import read_grids


def rows_of(path):
    (grid,) = read_grids(path)
    return grid.rows


def refused(path):
    with pytest.raises(CannotOpenError) as error:
        read_grids(path)
    (issue,) = error.value.issues
    return issue.code


def number(reference, value="1", more=""):
    return f'<c r="{reference}"{more}><v>{value}</v></c>'


def test_only_filled_cells_in_order_with_merged_ranges(tmp_path):
    rows = (
        f'<row r="7">{number("C7")}{number("A7")}<c r="B7" s="1"/><c r="D7" t="inlineStr"><is><t/></is></c></row>'
        f'<row r="3">{number("B3", "2")}</row><row r="5"><c r="A5" s="1"/></row>'
    )
    path = make(
        tmp_path / "a.xlsx",
        rows,
        after='<mergeCells count="2"><mergeCell ref="B3:D4"/><mergeCell ref="A7:A9"/></mergeCells>',
    )
    (grid,) = read_grids(path)
    assert [(row, list(cells)) for row, cells in grid.rows.items()] == [(3, [2]), (7, [1, 3])]
    assert list(grid.merged) == [(3, 2, 4, 4), (7, 1, 9, 1)]
    assert (grid.file, grid.sheet, grid.text_only) == ("a.xlsx", "S", False)


@pytest.mark.parametrize("ns", [MAIN, STRICT])
def test_strict_and_transitional_files(tmp_path, ns):
    strings = (
        "<si><t>delt</t></si>",
        "<si><r><t>ri</t></r><r><rPr/><t xml:space='preserve'>g </t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>",
    )
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>i</t></r><r><t>n</t></r></is></c>'
        '<c r="D1" t="d" s="2"><v>2008-06-30</v></c><c r="E1" t="d"><v>2008-06-30T10:30:00</v></c>'
        '<c r="F1" t="d"><v>2008-06-30T00:00:00Z</v></c><c r="G1" t="d"><v>T10:30</v></c>'
        '<c r="H1" s="1"><v>0.95</v></c><c r="I1" s="2"><v>39629</v></c><c r="J1" t="b"><v>1</v></c><c r="K1" t="e"><v>#N/A</v></c>'
    )
    path = make(
        tmp_path / "a.xlsx",
        f'<row r="1">{cells}</row>',
        strings=strings,
        ns=ns,
        after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    (grid,) = read_grids(path)
    assert [cell.value for cell in grid.rows[1].values()] == [
        "delt", "rig ", "in", date(2008, 6, 30), datetime(2008, 6, 30, 10, 30), date(2008, 6, 30), "T10:30",
        0.95, date(2008, 6, 30), True, "#N/A",
    ]  # fmt: skip
    assert grid.rows[1][8].is_percent
    assert list(grid.merged) == [(1, 1, 1, 2)]


def test_a_raised_mark_does_not_run_into_its_figure(tmp_path):
    item = '<r><t>12,4</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1)</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r>'
    cells = f'<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{item}</is></c>'
    row = rows_of(make(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>', strings=(f"<si>{item}</si>",)))[1]
    assert [cell.value for cell in row.values()] == ["12,4¹⁾2", "12,4¹⁾2"]


@pytest.mark.parametrize(
    "before", ["", '<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>', '<dimension ref="vrøvl"/>']
)
def test_a_wrong_or_missing_dimension_loses_nothing(tmp_path, before):
    rows = f'<row r="1">{number("A1")}</row><row r="900">{number("ZZ900")}</row>'
    assert [(row, list(cells)) for row, cells in rows_of(make(tmp_path / "a.xlsx", rows, before=before)).items()] == [
        (1, [1]),
        (900, [702]),
    ]


def test_cells_and_rows_without_references(tmp_path):
    rows = f"<row>{'<c><v>1</v></c>' * 2}</row><row/><row r='5'><c r='C5'><v>1</v></c><c><v>1</v></c></row><row><c/><c><v>1</v></c></row>"
    assert [(row, list(cells)) for row, cells in rows_of(make(tmp_path / "a.xlsx", rows)).items()] == [
        (1, [1, 2]),
        (5, [3, 4]),
        (6, [2]),
    ]


def test_formulas_without_a_cached_value(tmp_path):
    cells = (
        '<c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1" t="str"><f>"x"</f><v>x</v></c>'
        '<c r="D1"><f t="shared" si="0" ref="D1:E1">A1</f><v>2</v></c><c r="E1"><f t="shared" si="0"/></c>'
    )
    row = rows_of(make(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>'))[1]
    assert [(cell.kind, cell.value, bool(cell.formula)) for cell in row.values()] == [
        (CellKind.BLANK, None, True), (CellKind.BLANK, None, True), (CellKind.TEXT, "x", True),
        (CellKind.NUMBER, 2.0, True), (CellKind.BLANK, None, True),
    ]  # fmt: skip


def test_hidden_sheets_are_read_and_empty_ones_left_out(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Tom"
    for name, state in (("Skjult", "hidden"), ("Meget skjult", "veryHidden"), ("Synlig", "visible")):
        page = book.create_sheet(name)
        page["B2"], page.sheet_state = 1, state
    book.create_chartsheet("Figur")
    book.save(tmp_path / "a.xlsm")
    assert [(grid.sheet, list(grid.rows)) for grid in read_grids(tmp_path / "a.xlsm")] == [
        ("Skjult", [2]),
        ("Meget skjult", [2]),
        ("Synlig", [2]),
    ]
    openpyxl.Workbook().save(tmp_path / "b.xlsx")
    assert read_grids(tmp_path / "b.xlsx") == []


def test_too_many_filled_cells_are_refused_early_and_blank_ones_count_for_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("workbook.exports.files.sizes.MOST_CELLS", 10)
    path = make(
        tmp_path / "a.xlsx",
        f'<row r="1">{number("A1")}{number("XFD1")}</row><row r="1048576">{number("A1048576")}</row>',
    )
    assert len(rows_of(path)) == 2
    rows = "".join(f'<row r="{row}">{number(f"A{row}")}</row>' for row in range(1, 12))
    assert refused(make(tmp_path / "b.xlsx", rows + "<row><c><v>ikke et tal</v></c></row>")) == "table_too_large"


def repacked(path, change):
    other = path.with_name("b.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if "sheet1" in name else old.read(name))
    return other


def test_broken_packages(tmp_path):
    path = make(tmp_path / "a.xlsx", "".join(f'<row r="{row}">{number(f"A{row}")}</row>' for row in range(1, 500)))
    content = path.read_bytes()
    for share in (0.2, 0.5, 0.9, 0.99):
        (tmp_path / "c.xlsx").write_bytes(content[: int(len(content) * share)])
        assert refused(tmp_path / "c.xlsx") == "file_unreadable"
    assert refused(repacked(path, lambda part: part[: len(part) // 2])) == "file_unreadable"
    assert refused(repacked(path, lambda part: b"")) == "file_unreadable"
    assert refused(repacked(path, lambda part: part.replace(b"<v>1</v>", b"<v>1,5</v>", 1))) == "cell_broken"
    assert refused(repacked(path, lambda part: part.replace(b'r="A7"', b'r="7A"', 1))) == "file_unreadable"
    deep = b"<worksheet>" + b"<sheetData>" * 5000
    assert refused(repacked(path, lambda part: deep)) == "file_unreadable"


def test_entities_are_not_expanded(tmp_path):
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    cells = '<row r="1"><c r="A1" t="str"><v>&amp;a11;</v></c></row>'
    path = make(tmp_path / "a.xlsx", cells)
    for inner in (laughs, '<!ENTITY a11 SYSTEM "file:///etc/passwd">'):
        evil = repacked(
            path, lambda part, inner=inner: f"<!DOCTYPE worksheet [{inner}]>".encode() + part.replace(b"&amp;", b"&")
        )
        try:
            texts = [cell.text for grid in read_grids(evil) for row in grid.rows.values() for cell in row.values()]
        except CannotOpenError:
            texts = []
        assert not any("ha" in text or "root" in text for text in texts)


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", bytes(70 << 20))
    assert refused(path) == "file_bomb"
