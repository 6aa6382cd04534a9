from datetime import date, datetime

import pytest

from schemas.cells import CellKind
from schemas.errors import CannotOpenError
from tests.unit.workbook.raw_xlsx import STRICT, make, table_xml
from workbook.closed.book import ClosedBook
from workbook.exports.files.plain_tables import read_file


def cells(path):
    return {
        raw.address(row, column): cell
        for raw in read_file(path)
        for row, cells in enumerate(raw.rows)
        for column, cell in enumerate(cells)
    }


HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'


def test_kinds_and_formats_stay_apart(tmp_path):
    rows = (
        '<row r="2"><c r="A2" s="1"><v>0.95</v></c><c r="B2"><v>95</v></c></row>'
        '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3" t="b"><v>1</v></c></row>'
        '<row r="4"><c r="A4"><v>0</v></c><c r="B4" s="1"/></row>'
        '<row r="5"><c r="A5" s="2"><v>39629</v></c><c r="B5"><f>1+1</f></c></row>'
        '<row r="6"><c r="A6"><f>1+1</f><v>2</v></c><c r="B6" t="str"><f>"x"</f><v>x</v></c></row>'
    )
    found = cells(make(tmp_path / "a.xlsx", HEADER + rows))
    assert (found["A2"].value, found["A2"].is_percent, found["B2"].value, found["B2"].is_percent) == (
        0.95,
        True,
        95.0,
        False,
    )
    assert (found["A3"].kind, found["A3"].value) == (CellKind.ERROR, "#N/A")
    assert (found["B3"].kind, found["B3"].value) == (CellKind.BOOL, True)
    assert (found["A4"].kind, found["A4"].value) == (CellKind.NUMBER, 0.0)
    assert (found["B4"].kind, found["B4"].formula) == (CellKind.BLANK, "")
    assert (found["A5"].kind, found["A5"].value) == (CellKind.DATE, date(2008, 6, 30))
    assert (found["B5"].kind, bool(found["B5"].formula)) == (CellKind.BLANK, True)
    assert (found["A6"].value, found["A6"].formula, found["B6"].value) == (2.0, "1+1", "x")


def test_dates_of_both_systems_and_moments(tmp_path):
    rows = '<row r="2"><c r="A2" s="2"><v>38167</v></c><c r="B2" s="2"><v>1.5</v></c></row>'
    found = cells(make(tmp_path / "a.xlsx", HEADER + rows, date1904=True))
    assert found["A2"].value == date(2008, 6, 30)
    assert found["B2"].value == datetime(1904, 1, 2, 12)
    early = cells(
        make(tmp_path / "b.xlsx", HEADER + '<row r="2"><c r="A2" s="2"><v>1</v></c><c r="B2" s="2"><v>61</v></c></row>')
    )
    assert early["A2"].value == date(1900, 1, 1)
    assert early["B2"].value == date(1900, 3, 1)


def test_shared_inline_and_rich_strings(tmp_path):
    strings = (
        "<si><t>delt</t></si>",
        "<si><r><t>ri</t></r><r><rPr/><t>g</t></r><rPh><t>no</t></rPh></si>",
        "<si><t>a_x000A_b</t></si>",
    )
    rows = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c></row>'
    found = cells(
        make(
            tmp_path / "a.xlsx",
            HEADER.replace("</row>", '<c r="C1" t="str"><v>c</v></c></row>') + rows,
            strings=strings,
        )
    )
    assert [found[name].value for name in ("A2", "B2", "C2")] == ["delt", "rig", "a\nb"]


def test_strict_files_and_iso_dates(tmp_path):
    rows = '<row r="2"><c r="A2" t="d"><v>2008-06-30</v></c><c r="B2"><v>5</v></c></row>'
    found = cells(make(tmp_path / "a.xlsx", HEADER + rows, ns=STRICT))
    assert (found["A2"].value, found["B2"].value) == (date(2008, 6, 30), 5.0)


def test_a_wrong_dimension_and_missing_references_lose_nothing(tmp_path):
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"
    found = cells(make(tmp_path / "a.xlsx", HEADER + rows, before='<dimension ref="A1:A1"/>'))
    assert [found[name].value for name in ("A2", "B2", "A4")] == [1.0, 2.0, 3.0]


def test_tables_are_found_with_data_and_totals(tmp_path):
    rows = HEADER + '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>9</v></c></row>'
    book = ClosedBook(make(tmp_path / "a.xlsx", rows, table=table_xml("A1:B3", ["a", "b"], ' totalsRowCount="1"')))
    raw = book.read("t")
    assert (book.tables(), raw.sheet, raw.header, len(raw.rows), raw.rows[0][0].value) == (
        ["t"],
        "S",
        ("a", "b"),
        1,
        1.0,
    )


@pytest.mark.parametrize(("content", "code"), [
    (b"", "file_empty"),
    (b"PK\x03\x04 broken", "file_unreadable"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file_type"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
    (b"\x00\x01\x02", "file_type"),
])  # fmt: skip
def test_what_is_no_export_says_why(tmp_path, content, code):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(CannotOpenError) as refused:
        read_file(path)
    assert [issue.code for issue in refused.value.issues] == [code]


def test_entities_are_refused(tmp_path):
    path = make(tmp_path / "a.xlsx", HEADER)
    import zipfile

    hostile = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>'
    evil = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(evil, "w") as new:
        for name in old.namelist():
            new.writestr(name, hostile if "sheet1" in name else old.read(name))
    try:
        texts = [cell.text for raw in read_file(evil) for row in raw.rows for cell in row] + [
            title for raw in read_file(evil) for title in raw.header
        ]
    except CannotOpenError:
        texts = []
    assert not any("root" in text for text in texts)
