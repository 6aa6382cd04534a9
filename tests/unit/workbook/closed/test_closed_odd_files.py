"""Files as other programs and other people make them: encodings, quotes, comments, links, missing references."""

import re
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from schemas.errors import CannotOpenError, RefusedError
from tests.unit.workbook.closed.test_closed_writing import HEADER, TWO, read, simple, write
from tests.unit.workbook.raw_xlsx import make, part, table_xml
from workbook.closed.book import ClosedBook

SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"


def patched(path, name, change):
    other = path.with_name("rettet.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return other


@pytest.mark.parametrize("name", [SHEET, TABLE, "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("encoding", ["UTF-16", "ISO-8859-1"])
def test_parts_in_other_encodings(tmp_path, name, encoding):
    from datetime import date

    rows = TWO.replace("<t>a</t>", "<t>mål</t>")
    path = make(tmp_path / "a.xlsx", rows, table=table_xml("A1:B3", ["mål", "b"]))
    odd = patched(
        path, name, lambda part: f'<?xml version="1.0" encoding="{encoding}"?>{part.decode()}'.encode(encoding)
    )
    write(odd, **{"mål": [1.0, 3.0, date(2008, 6, 30)], "b": ["æ", 4.0, 5.0]})
    assert read(odd) == [[1.0, "æ"], [3.0, 4.0], [date(2008, 6, 30), 5.0]]
    assert openpyxl.load_workbook(odd)["S"].tables["t"].ref == "A1:B4"
    assert 'fullCalcOnLoad="1"' in part(odd, "xl/workbook.xml")


def test_single_quotes_and_signs_in_values(tmp_path):
    after = "<conditionalFormatting sqref='A2:A3'><cfRule type='expression' priority='1'><formula>1</formula></cfRule></conditionalFormatting>"
    path = simple(tmp_path, after=after, workbook_extra="<calcPr calcId='1' fullCalcOnLoad='1'/>")
    odd = patched(
        path,
        TABLE,
        lambda part: part.replace(b'ref="A1:B3"', b"ref='A1:B3'").replace(b"<table ", b"<table comment='x > y' "),
    )
    sheet = write(odd, a=[1.0, 2.0, 3.0, 4.0])
    assert "sqref='A2:A5'" in sheet
    assert part(odd, TABLE).count("ref='A1:B5'") == 2
    assert part(odd, "xl/workbook.xml").count("fullCalcOnLoad") == 1
    openpyxl.load_workbook(odd)


def test_cells_without_references_keep_their_columns(tmp_path):
    rows = HEADER + "<row><c><v>1</v></c><c><v>2</v></c><c><v>77</v></c></row>"
    path = make(tmp_path / "a.xlsx", rows, table=table_xml("A1:B2", ["a", "b"]))
    write(path, a=[None], b=[2.0])
    sheet = openpyxl.load_workbook(path)["S"]
    assert [cell.value for cell in sheet[2]] == [None, 2, 77]


def test_comments_lose_nothing(tmp_path):
    rows = TWO.replace("<v>4</v>", "<v>4<!-- fire --></v>").replace("<t>a</t>", "<t>a<!-- x --></t>")
    path = make(tmp_path / "a.xlsx", rows, table=table_xml("A1:B3", ["a", "b"]))
    assert read(path)[1] == [3.0, 4.0]
    assert "<!-- fire -->" in write(path, a=[9.0, 3.0])


def test_a_shared_formula_of_the_users_column_is_continued(tmp_path):
    rows = (
        HEADER
        + '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f t="shared" ref="B2:B3" si="0">A2*2</f><v>2</v></c></row>'
        + '<row r="3"><c r="A3"><v>2</v></c><c r="B3"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    path = make(tmp_path / "a.xlsx", rows, table=table_xml("A1:B3", ["a", "b"]))
    assert "<f>A4*2</f>" in write(path, a=[1.0, 2.0, 3.0])
    calculated = make(
        tmp_path / "b.xlsx", TWO, table=table_xml("A1:B3", ["a", "b"], formulas={"b": "t[[#This Row],[a]]*3"})
    )
    assert "<f>t[[#This Row],[a]]*3</f>" in write(calculated, a=[1.0, 3.0, 5.0])


def test_totals_of_cell_references_follow_and_those_that_cannot_are_refused(tmp_path):
    total = '<row r="4"><c r="A4"><v>0</v></c><c r="B4"><f>SUM(B2:B3)+B$2</f><v>6</v></c></row>'
    path = simple(tmp_path, TWO + total, "A1:B4", totals=' totalsRowCount="1"')
    assert '<c r="B6"><f>SUM(B2:B5)+B$2</f>' in write(path, a=[1.0, 2.0, 3.0, 4.0])
    assert '<c r="B3"><f>SUM(B2:B2)+B$2</f>' in write(path, a=[1.0])
    fixed = total.replace("<f>", '<f t="array" ref="B4">')
    with pytest.raises(RefusedError):
        write(simple(tmp_path, TWO + fixed, "A1:B4", totals=' totalsRowCount="1"'), a=[1.0, 2.0, 3.0])


def sparkline(row):
    return f"<x14:sparkline><xm:f>S!A{row}:B{row}</xm:f><xm:sqref>D{row}</xm:sqref></x14:sparkline>"


def groups(*rows):
    inner = "".join(
        f"<x14:sparklineGroup><x14:sparklines>{sparkline(row)}</x14:sparklines></x14:sparklineGroup>" for row in rows
    )
    return (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}">'
        f"<x14:sparklineGroups>{inner}</x14:sparklineGroups></ext></extLst>"
    )


def test_no_sparkline_group_is_left_empty(tmp_path):
    path = simple(tmp_path, after=groups(2, 3))
    assert part(path).count("sparklineGroup>") == 4
    sheet = write(path, a=[1.0])
    assert sheet.count("<x14:sparklineGroup>") == 1
    assert "<x14:sparklines></x14:sparklines>" not in sheet
    grown = write(path, a=[1.0, 2.0, 3.0])
    assert re.findall(r"<xm:sqref>(\w+)</xm:sqref>", grown) == ["D2", "D3", "D4"]


def test_a_table_without_header_row(tmp_path):
    rows = '<row r="1"><c r="A1"><v>10</v></c><c r="B1"><v>20</v></c></row>'
    path = make(tmp_path / "a.xlsx", rows, table=table_xml("A1:B1", ["a", "b"], ' headerRowCount="0"'))
    assert read(path) == [[10.0, 20.0]]
    write(path, a=[10.0, 11.0])
    assert read(path) == [[10.0, 20.0], [11.0, None]]


def test_a_link_stays_a_link(tmp_path):
    path = simple(tmp_path)
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)
    write(link, a=[42.0, 3.0])
    assert link.is_symlink()
    assert read(path)[0][0] == 42.0


def test_a_file_saved_by_somebody_else_meanwhile_is_not_overwritten(tmp_path):
    path = simple(tmp_path)
    with ClosedBook(path) as book:
        write(path, a=[7.0, 8.0])
        theirs = path.read_bytes()
        book.write("t", pd.DataFrame({"a": [1.0, 1.0]}))
        with pytest.raises(CannotOpenError) as refused:
            book.save()
    assert refused.value.issues[0].code == "file_changed"
    assert path.read_bytes() == theirs


def test_what_pandas_and_numpy_call_values(tmp_path):
    values = [pd.NA, np.float64(1.5), np.bool_(True), np.int64(3), pd.Timestamp("2008-06-30"), pd.NaT]
    path = simple(tmp_path)
    write(path, a=values)
    from datetime import date

    assert [row[0] for row in read(path)] == [None, 1.5, True, 3.0, date(2008, 6, 30), None]


def test_a_damaged_file_is_unreadable_and_never_a_traceback(tmp_path):
    content = bytearray(simple(tmp_path).read_bytes())
    broken = tmp_path / "b.xlsx"
    for position in range(40, len(content) - 40, 37):
        damaged = content.copy()
        damaged[position] ^= 0xFF
        broken.write_bytes(damaged)
        try:
            with ClosedBook(broken) as book:
                if "t" in book.tables():
                    book.read("t")
        except CannotOpenError:
            continue


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", b" " * (100 << 20))
    with pytest.raises(CannotOpenError):
        ClosedBook(path)


def test_what_stands_below_one_table_is_not_in_the_way_of_its_neighbour(tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        sheet.add_table("A1:A2", {"name": "one", "columns": [{"header": "a"}]})
        sheet.add_table("C1:C2", {"name": "two", "columns": [{"header": "c"}]})
        sheet.write("C4", "en note")
    with ClosedBook(path) as book:
        book.write("one", pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0]}))
        book.write("two", pd.DataFrame({"c": [5.0]}))
        book.save()
    with ClosedBook(path) as book:
        assert [row[0].value for row in book.read("one").rows] == [1.0, 2.0, 3.0, 4.0]
        book.write("one", pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0, 5.0]}))
        book.write("two", pd.DataFrame({"c": [5.0, 6.0, 7.0]}))
        with pytest.raises(RefusedError) as refused:
            book.save()
    assert [issue.place.cell for issue in refused.value.issues] == ["C4"]
    assert openpyxl.load_workbook(path)["S"]["C4"].value == "en note"
