import math
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import CannotOpenError, RefusedError
from schemas.frames import is_missing
from tests import ROOT
from tests.drawing import examples
from tests.unit.workbook.raw_xlsx import STRICT, make, part, table_xml
from workbook.closed.book import ClosedBook
from workbook.port import Formula

HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
TWO = (
    HEADER
    + '<row r="2"><c r="A2" s="1"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="3"><c r="A3" s="1"><v>3</v></c><c r="B3"><v>4</v></c></row>'
)


def write(path, **columns):
    with ClosedBook(path) as book:
        book.write("t", pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()}))
        book.save()
    return part(path)


def simple(tmp_path, rows=TWO, ref="A1:B3", **kwargs):
    return make(tmp_path / "a.xlsx", rows, table=table_xml(ref, ["a", "b"], kwargs.pop("totals", "")), **kwargs)


def read(path):
    with ClosedBook(path) as book:
        return [[cell.value for cell in row] for row in book.read("t").rows]


def test_only_the_changed_cell_changes(tmp_path):
    path = simple(tmp_path)
    before = part(path)
    after = write(path, a=[1.0, 3.0], b=[2.0, 5.0])
    assert after == before.replace('<c r="B3"><v>4</v></c>', '<c r="B3"><v>5</v></c>').replace(
        'ref="A1"', 'ref="A1:B3"'
    )


def test_a_formula_that_gives_the_value_stays(tmp_path):
    path = simple(tmp_path, TWO.replace("<v>4</v>", "<f>2+2</f><v>4</v>"))
    assert "<f>2+2</f>" in write(path, a=[1.0, 3.0], b=[2.0, 4.0])
    assert "<f>2+2</f>" not in write(path, a=[1.0, 3.0], b=[2.0, 5.0])


VALUES = [
    "tekst & <mærke>",
    "=1+1",
    " to  blanke ",
    "@SUM",
    "+1",
    "linje\nto",
    "_x0041_",
    "\x07",
    1.5,
    -0.0,
    0,
    1e300,
    True,
    False,
    None,
    math.nan,
    date(2008, 6, 30),
]


@pytest.mark.parametrize("ns", [None, STRICT])
def test_values_round_trip_and_text_stays_text(tmp_path, ns):
    path = make(tmp_path / "a.xlsx", TWO, table=table_xml("A1:B3", ["a", "b"]), **({"ns": ns} if ns else {}))
    write(path, a=VALUES, b=[None] * len(VALUES))
    expected = [None if is_missing(value) else value for value in VALUES]
    assert [row[0] for row in read(path)] == expected
    if ns is None:
        sheet = openpyxl.load_workbook(path)["S"]
        assert sheet["A3"].value == "=1+1"
        assert sheet["A3"].data_type == "s" or sheet["A3"].data_type == "inlineStr"


@settings(max_examples=examples(25))
@given(
    st.lists(
        st.one_of(st.text(max_size=40), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none()),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_written_is_read_back(values):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = simple(Path(folder))
        write(path, a=values, b=values)
        expected = [
            None if value == "" else value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
            for value in values
        ]
        found = [row[1] for row in read(path)]
        clean = [re.sub("[\ud800-\udfff]", "\ufffd", value) if isinstance(value, str) else value for value in values]
        assert found in (expected, [None if value == "" else value for value in clean])
        openpyxl.load_workbook(path)


def test_infinity_is_never_written(tmp_path):
    path = simple(tmp_path)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="inf"):
        write(path, a=[math.inf, 1.0])
    assert path.read_bytes() == before


def test_a_formula_with_its_cached_value(tmp_path):
    after = write(simple(tmp_path), b=[Formula("A2*2", 2.0), Formula('"x"&A3', "x3")])
    assert '<c r="B2"><f>A2*2</f><v>2</v></c>' in after
    assert '<c r="B3" t="str"><f>"x"&amp;A3</f><v>x3</v></c>' in after


def test_new_rows_take_the_style_and_height_of_the_row_above(tmp_path):
    rows = TWO.replace('<row r="3">', '<row r="3" ht="30" customHeight="1">')
    after = write(simple(tmp_path, rows), a=[1.0, 3.0, 5.0], b=[2.0, 4.0, 6.0])
    assert '<row r="4" ht="30" customHeight="1"><c r="A4" s="1"><v>5</v></c><c r="B4"><v>6</v></c></row>' in after


def test_a_date_gets_a_date_format(tmp_path):
    path = simple(tmp_path)
    write(path, b=[date(2008, 6, 30), 4.0])
    assert read(path)[0][1] == date(2008, 6, 30)
    assert openpyxl.load_workbook(path)["S"]["B2"].number_format == "mm-dd-yy"
    assert part(path, "xl/styles.xml").count("<xf ") == 4
    assert 'cellXfs count="4"' in part(path, "xl/styles.xml")


def test_growing_takes_filter_formats_and_validations_along(tmp_path):
    after = (
        '<conditionalFormatting sqref="A2:A3 D1"><cfRule type="expression" priority="1"><formula>A2</formula></cfRule></conditionalFormatting>'
        '<dataValidations count="1"><dataValidation sqref="B2:B3"><formula1>1</formula1></dataValidation></dataValidations>'
    )
    path = simple(tmp_path, after=after)
    sheet = write(path, a=[1.0, 2.0, 3.0, 4.0])
    assert 'sqref="A2:A5 D1"' in sheet
    assert 'sqref="B2:B5"' in sheet
    table = part(path, "xl/tables/table1.xml")
    assert table.count('ref="A1:B5"') == 2
    write(path, a=[1.0])
    assert part(path, "xl/tables/table1.xml").count('ref="A1:B2"') == 2
    assert 'sqref="A2 D1"' in part(path)
    assert read(path) == [[1.0, 2.0]]


def test_whole_columns_and_other_ranges_are_left_alone(tmp_path):
    after = '<conditionalFormatting sqref="A:A"><cfRule type="expression" priority="1"/></conditionalFormatting><conditionalFormatting sqref="G2:G3"><cfRule type="expression" priority="2"/></conditionalFormatting>'
    sheet = write(simple(tmp_path, after=after), a=[1.0, 2.0, 3.0])
    assert 'sqref="A:A"' in sheet
    assert 'sqref="G2:G3"' in sheet


def test_the_totals_row_moves_and_the_filter_ends_before_it(tmp_path):
    rows = TWO + '<row r="4"><c r="A4" t="str"><v>I alt</v></c><c r="B4"><f>SUBTOTAL(109,t[b])</f><v>6</v></c></row>'
    path = simple(tmp_path, rows, "A1:B4", totals=' totalsRowCount="1"')
    sheet = write(path, a=[1.0, 2.0, 3.0], b=[1.0, 1.0, 1.0])
    assert '<c r="B5"><f>SUBTOTAL(109,t[b])</f><v>6</v></c>' in sheet
    table = part(path, "xl/tables/table1.xml")
    assert 'ref="A1:B5" totalsRowCount' in table
    assert '<autoFilter ref="A1:B4"/>' in table
    sheet = write(path, a=[1.0])
    assert '<c r="A3" t="str"><v>I alt</v></c>' in sheet
    assert 'r="A4"' not in sheet and 'r="A5"' not in sheet


@pytest.mark.parametrize(("below", "after", "blocker"), [
    ('<row r="5"><c r="B5"><v>9</v></c></row>', "", "B5"),
    ('<row r="5"><c r="A5"><f>A2</f></c></row>', "", "A5"),
    ("", '<mergeCells count="1"><mergeCell ref="B5:C6"/></mergeCells>', "B5:C6"),
    ('<row r="9"><c r="B9"><f t="array" ref="B5:B9">1</f><v>1</v></c></row>', "", "B5:B9"),
])  # fmt: skip
def test_growing_is_refused_where_something_stands_in_the_way(tmp_path, below, after, blocker):
    path = simple(tmp_path, TWO + below, after=after)
    before = path.read_bytes()
    with pytest.raises(RefusedError) as refused:
        write(path, a=[1.0, 2.0, 3.0, 4.0, 5.0])
    assert [(issue.code, issue.place.cell) for issue in refused.value.issues] == [("table_blocked", blocker)]
    assert path.read_bytes() == before


def test_what_stands_beside_the_growing_table_is_in_nobodys_way(tmp_path):
    path = simple(tmp_path, TWO + '<row r="5"><c r="D5"><v>9</v></c></row>')
    sheet = write(path, a=[1.0, 2.0, 3.0, 4.0])
    assert '<row r="5"><c r="A5" s="1"><v>4</v></c><c r="D5"><v>9</v></c></row>' in sheet


@pytest.mark.parametrize("inside", [
    '<f t="array" ref="A2:A3">ROW()</f>',
    '<f t="dataTable" ref="A2:A3" dt2D="0" r1="D1"/>',
])  # fmt: skip
def test_the_inside_of_arrays_is_refused(tmp_path, inside):
    path = simple(tmp_path, TWO.replace('<c r="A2" s="1"><v>1</v>', f'<c r="A2" s="1">{inside}<v>1</v>'))
    with pytest.raises(RefusedError) as refused:
        write(path, a=[1.0, 99.0])
    assert [issue.code for issue in refused.value.issues] == ["cell_blocked"]


def test_merged_cells_in_the_table_are_refused(tmp_path):
    path = simple(tmp_path, after='<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>')
    with pytest.raises(RefusedError):
        write(path, a=[7.0, 3.0])


def test_a_shared_formula_that_loses_its_first_cell_is_written_out(tmp_path):
    rows = (
        HEADER.replace("</row>", '<c r="D1"><v>1</v></c></row>')
        + '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f t="shared" ref="B2:D2" si="0">A2*2</f><v>2</v></c><c r="D2"><f t="shared" si="0"/><v>0</v></c></row>'
    )
    path = make(tmp_path / "a.xlsx", rows, table=table_xml("A1:B2", ["a", "b"]))
    sheet = write(path, b=[5.0])
    assert '<c r="B2"><v>5</v></c>' in sheet
    assert '<c r="D2"><f>C2*2</f><v>0</v></c>' in sheet


def test_the_calculation_chain_is_pruned_and_goes_when_it_is_empty(tmp_path):
    rows = TWO.replace("<v>4</v>", "<f>2+2</f><v>4</v>").replace("<v>2</v>", "<f>1+1</f><v>2</v>")
    path = simple(tmp_path, rows, chain='<c r="B2" i="1"/><c r="B3"/>')
    write(path, b=[9.0, 4.0])
    assert part(path, "xl/calcChain.xml").endswith('<c r="B3" i="1"/></calcChain>')
    write(path, b=[9.0, 9.0])
    with zipfile.ZipFile(path) as book:
        assert "xl/calcChain.xml" not in book.namelist()
        assert b"calcChain" not in book.read("[Content_Types].xml") + book.read("xl/_rels/workbook.xml.rels")


@pytest.mark.parametrize("extra", ["", '<calcPr calcId="191029"/>', '<calcPr calcId="1" fullCalcOnLoad="0"></calcPr>'])
def test_the_program_is_asked_to_calculate(tmp_path, extra):
    path = simple(tmp_path, workbook_extra=extra)
    write(path, a=[5.0, 6.0])
    assert part(path, "xl/workbook.xml").count('fullCalcOnLoad="1"') == 1
    openpyxl.load_workbook(path)


def test_a_column_of_the_users_own_continues_its_formula(tmp_path):
    rows = TWO.replace("<v>4</v>", "<f>A3*2</f><v>6</v>")
    sheet = write(simple(tmp_path, rows), a=[1.0, 3.0, 5.0])
    assert '<c r="B4"><f>A4*2</f></c>' in sheet


def test_declared_prefixes_stay(tmp_path):
    extra = ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x14ac="urn:x" mc:Ignorable="x14ac"'
    rows = TWO.replace('<row r="2">', '<row r="2" spans="1:2" x14ac:dyDescent="0.25">')
    sheet = write(simple(tmp_path, rows, root_extra=extra), a=[8.0, 9.0])
    assert extra in sheet
    assert '<row r="2" spans="1:2" x14ac:dyDescent="0.25">' in sheet


def test_a_prefixed_sheet_is_written_with_its_prefix(tmp_path):
    path = simple(tmp_path)
    prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", part(path)).replace("xmlns=", "xmlns:x=")
    other = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, prefixed if name.endswith("sheet1.xml") else old.read(name))
    sheet = write(other, a=[8.0, 9.0, 10.0])
    assert '<x:row r="4"><x:c r="A4" s="1"><x:v>10</x:v></x:c></x:row>' in sheet
    assert read(other)[2][0] == 10.0


def test_an_empty_sheet_data_opens(tmp_path):
    path = make(tmp_path / "a.xlsx", "", table=table_xml("A1:B2", ["a", "b"]))
    other = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<sheetData></sheetData>", b"<sheetData/>"))
    assert "<sheetData><row" in write(other, a=[1.0])


def test_the_sheets_end_is_a_limit(tmp_path):
    path = make(
        tmp_path / "a.xlsx",
        HEADER.replace('"1"', '"1048575"').replace("A1", "A1048575").replace("B1", "B1048575"),
        table=table_xml("A1048575:B1048576", ["a", "b"]),
    )
    with pytest.raises(RefusedError) as refused:
        write(path, a=[1.0, 2.0])
    assert refused.value.issues[0].code == "table_blocked"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such permissions")
def test_permissions_are_kept(tmp_path):
    path = simple(tmp_path)
    path.chmod(0o640)
    write(path, a=[5.0, 6.0])
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_lock_file_is_honoured(tmp_path, lock):
    path = simple(tmp_path)
    (tmp_path / lock).write_bytes(b"\x04Anna")
    with pytest.raises(CannotOpenError) as refused:
        write(path, a=[5.0, 6.0])
    assert refused.value.issues[0].code == "file_locked"


@pytest.mark.slow
def test_a_large_part_is_written_across_many_chunks(tmp_path):
    path = simple(tmp_path)
    count = 20_000
    write(path, a=[float(each) for each in range(count)], b=[f"tekst {each}" for each in range(count)])
    write(path, a=[float(each) for each in range(count)], b=[f"nyt {each}" for each in range(count)])
    found = read(path)
    assert (len(found), found[-1]) == (count, [float(count - 1), f"nyt {count - 1}"])


MILLION = """
import sys
from pathlib import Path
import pandas as pd
from workbook.closed.book import ClosedBook
rows = 125_000
with ClosedBook(Path(sys.argv[1])) as book:
    titles = list(book.read("observations").header)
    columns = {title: range(rows) if place in (3, 4, 5) else [f"tekst {place}"] * rows for place, title in enumerate(titles)}
    book.write("observations", pd.DataFrame(columns))
    book.save()
# The peak of this program alone: what getrusage tells includes the process it was forked from.
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak memory of a process is read the Linux way")
def test_a_million_cells_are_written_within_300_megabytes(workbook):
    target = workbook()
    done = subprocess.run(
        [sys.executable, "-c", MILLION, str(target)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert int(done.stdout) < 300
    with ClosedBook(target) as book:
        assert book._table("observations").data.bottom == 125_004
