"""A workbook as Excel makes them, with all that can refer to a table: what stands there after the table was written."""

import re
import zipfile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openxml_audit import OpenXmlValidator

from workbook.closed.book import ClosedBook

HEADER = ["Nr", "Tal", "Egen"]
ROWS = [[str(number), float(number), f"note {number}"] for number in range(1, 7)]


def make(path, hidden=(), comments=(), beside=False, sheet_filter=False):
    """A sheet ``Data`` with the table ``t`` in B4:D10, and a sheet ``Mine`` with all that refers to it."""
    book = xlsxwriter.Workbook(path)
    sheet, mine = book.add_worksheet("Data"), book.add_worksheet("Mine")
    columns = [{"header": title} for title in HEADER]
    sheet.add_table("B4:D10", {"name": "t", "columns": columns, "data": ROWS})
    for row in hidden:
        sheet.set_row(row - 1, None, None, {"hidden": True})
    for cell, text in comments:
        sheet.write_comment(cell, text, {"author": "Å"})
    sheet.conditional_format("C5:C10", {"type": "formula", "criteria": "=COUNTIF($C$5:$C$10,$C5)>1"})
    if beside:
        sheet.add_table("F4:G8", {"name": "u", "columns": [{"header": "x"}, {"header": "y"}]})
    if sheet_filter:
        sheet.write_row("K4", ["a", "b"])
        sheet.autofilter("K4:L9")
        sheet.filter_column("K", "x == 3")
    book.define_name("Alle", "=Data!$C$5:$C$10")
    book.define_name("Mine!Anden", "=Data!$C$7")
    mine.write_formula("A1", "=SUM(Data!C5:C10)", None, 21)
    mine.write_formula("A2", "=Data!C6", None, 2)
    mine.write_formula("A3", "=Data!C8*10", None, 40)
    mine.write_formula("A4", '=SUM(INDIRECT("Data!C5:C10"))', None, 21)
    mine.write_array_formula("A5:A5", "{=MAX(Data!$C$5:$C$10)}", None, 6)
    mine.data_validation("D1:D4", {"validate": "list", "source": "=Data!$B$5:$B$10"})
    mine.conditional_format("A1:A3", {"type": "cell", "criteria": ">", "value": "=MAX(Data!$C$5:$C$10)"})
    mine.add_sparkline("E1", {"range": "Data!C5:C10"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Data!$B$5:$B$10", "values": "=Data!$C$5:$C$10", "name": "=Data!$C$4"})
    mine.insert_chart("G2", chart)
    book.close()
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bog.xlsx"


def parts(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name).decode("utf-8", "replace") for name in book.namelist()}


def write(path, numbers, rows_from="by number"):
    """Write the table's first two columns; rows are told by their number."""
    frame = pd.DataFrame(
        {"Nr": [str(each) for each in numbers], "Tal": [float(each) for each in numbers]}, dtype=object
    )
    known = {row[0]: at for at, row in enumerate(ROWS)}
    told = [known.get(str(each)) for each in numbers] if rows_from else None
    with ClosedBook(path) as book:
        book.write("t", frame, told)
        foreseen = book.foreseen()
        book.save()
        assert book.notices == foreseen
    assert OpenXmlValidator().validate(str(path)).is_valid
    openpyxl.load_workbook(path)
    return foreseen


GROWN = [*range(1, 10)]
LESS = [1, 3, 4, 5]  # 2 and 6 are gone


def test_everything_ends_where_the_grown_table_ends(path):
    [issue] = write(make(path), GROWN)
    assert (issue.code, "Mine!A4 (Data!C5:C10)" in issue.value) == ("references_stay", True)
    after = parts(path)
    mine = after["xl/worksheets/sheet2.xml"]
    assert "<f>SUM(Data!C5:C13)</f>" in mine
    assert "MAX(Data!$C$5:$C$13)</f>" in mine
    assert "<formula1>Data!$B$5:$B$13</formula1>" in mine
    assert "<formula>MAX(Data!$C$5:$C$13)</formula>" in mine
    assert "<xm:f>Data!C5:C13</xm:f>" in mine
    assert "<f>Data!C6</f>" in mine
    assert '<definedName name="Alle">Data!$C$5:$C$13</definedName>' in after["xl/workbook.xml"]
    chart = after["xl/charts/chart1.xml"]
    assert "<c:f>Data!$B$5:$B$13</c:f>" in chart
    assert "<c:f>Data!$C$4</c:f>" in chart
    data = after["xl/worksheets/sheet1.xml"]
    assert "COUNTIF($C$5:$C$13,$C5)" in data
    assert 'sqref="C5:C13"' in data


def test_the_charts_own_copy_holds_the_new_figures(path):
    write(make(path), GROWN)
    chart = parts(path)["xl/charts/chart1.xml"]
    values = re.search(r"<c:val>.*?</c:val>", chart)[0]
    assert '<c:ptCount val="9"/>' in values
    assert [float(each) for each in re.findall(r"<c:v>([^<]*)</c:v>", values)] == GROWN
    assert "<c:formatCode>General</c:formatCode>" in values


def test_everything_ends_where_the_shorter_table_ends_and_cells_go_with_their_row(path):
    [issue] = write(make(path), LESS)
    assert issue.details == {"count": 2}
    assert "Mine!A2 (Data!C6)" in issue.value
    after = parts(path)
    mine = after["xl/worksheets/sheet2.xml"]
    assert "<f>SUM(Data!C5:C8)</f>" in mine
    assert "<f>Data!C7*10</f>" in mine
    assert "Data!$C$6</definedName>" in after["xl/workbook.xml"]
    assert "<c:f>Data!$C$5:$C$8</c:f>" in after["xl/charts/chart1.xml"]


def test_where_rows_are_not_told_apart_only_columns_follow(path):
    write(make(path), LESS, rows_from=None)
    mine = parts(path)["xl/worksheets/sheet2.xml"]
    assert "<f>SUM(Data!C5:C8)</f>" in mine
    assert "<f>Data!C8*10</f>" in mine


def test_a_table_of_the_same_rows_changes_nothing_around_it(path):
    before = parts(make(path))
    assert write(path, [1, 2, 3, 4, 5, 7]) == []
    after = parts(path)
    assert {name for name in before if before[name] != after[name]} <= {
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/tables/table1.xml",
    }


SHARED = (
    '<row r="20"><c r="A20"><f t="shared" ref="A20:A21" si="0">SUM(Data!C5:C10)</f><v>1</v></c></row>'
    '<row r="21"><c r="A21"><f t="shared" si="0"/><v>1</v></c></row>'
)


def test_formulas_that_share_a_text_follow_one_by_one(path):
    _replace(make(path), "xl/worksheets/sheet2.xml", "</sheetData>", f"{SHARED}</sheetData>")
    write(path, GROWN)
    mine = parts(path)["xl/worksheets/sheet2.xml"]
    assert "<f>SUM(Data!C5:C13)</f><v>1</v></c></row><row" in mine
    assert "<f>SUM(Data!C6:C11)</f>" in mine


def test_the_source_of_a_pivot_grows(path):
    book = openpyxl.load_workbook(make(path))
    book.save(path)
    definition = (
        '<?xml version="1.0"?><pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cacheSource type="worksheet"><worksheetSource ref="B4:D10" sheet="Data"/></cacheSource></pivotCacheDefinition>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml"
    part = "xl/pivotCache/pivotCacheDefinition1.xml"
    _replace(
        path, "[Content_Types].xml", "</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>', {part: definition}
    )  # fmt: skip
    with ClosedBook(path) as opened:
        opened.write("t", pd.DataFrame({"Nr": [str(each) for each in GROWN]}, dtype=object))
        opened.save()
    assert '<worksheetSource ref="B4:D13" sheet="Data"/>' in parts(path)[part]


# ---- comments --------------------------------------------------------------------------------------------------


def test_notes_and_their_boxes_go_with_their_rows(path):
    make(path, comments=[("C6", "to"), ("C8", "fire"), ("D10", "seks"), ("C4", "hoved"), ("C12", "nedenunder")])
    issues = write(path, LESS)
    assert [(each.value, each.place.cell, each.details["row"]) for each in issues if each.code == "comment_kept"] == [
        ("to", "C10", "2 2"),
        ("seks", "D10", "6 6"),
    ]
    sheet = openpyxl.load_workbook(path)["Data"]
    found = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert {cell: text.splitlines()[-1] for cell, text in found.items()} == {
        "C7": "fire", "C10": "to", "D10": "seks", "C4": "hoved", "C12": "nedenunder",
    }  # fmt: skip
    boxes = re.findall(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", parts(path)["xl/drawings/vmlDrawing1.vml"])
    assert sorted(boxes) == sorted([("6", "2"), ("9", "2"), ("9", "3"), ("3", "2"), ("11", "2")])


def test_a_note_below_a_table_that_grows_over_it_stays_below(path):
    make(path, comments=[("C12", "nedenunder")])
    write(path, GROWN)
    sheet = openpyxl.load_workbook(path)["Data"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["C15"]


def test_threads_go_with_their_rows(path):
    make(path, comments=[("C8", "[Threaded comment]")])
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="C8" id="{1}" personId="{P}"><text>Hvorfor?</text></threadedComment>'
        '<threadedComment ref="C8" id="{2}" parentId="{1}" personId="{P}"><text>Derfor</text></threadedComment>'
        "</ThreadedComments>"
    )
    name = "xl/threadedComments/threadedComment1.xml"
    relation = (
        '<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    _replace(path, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", relation, {name: thread})
    with ClosedBook(path) as book:
        book.write("t", pd.DataFrame({"Nr": ["1", "4"]}, dtype=object), [0, 3])
        book.save()
    assert parts(path)[name].count('ref="C6"') == 2
    with ClosedBook(path) as book:
        book.write("t", pd.DataFrame({"Nr": ["1"]}, dtype=object), [0])
        issue = book.foreseen()[0]
    assert issue.value == "Hvorfor? / Derfor"


# ---- filters and hidden rows -----------------------------------------------------------------------------------

CRITERIA = (
    '<autoFilter ref="B4:D10"><filterColumn colId="0"><filters><filter val="1"/></filters></filterColumn></autoFilter>'
)


def filtered(path, **kwargs):
    make(path, hidden=(6, 7, 8, 9, 10), **kwargs)
    _replace(path, "xl/tables/table1.xml", '<autoFilter ref="B4:D10"/>', CRITERIA)
    return path


def hidden_rows(path):
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    return [int(each) for each in re.findall(r'<row r="(\d+)"[^>]*hidden="1"', sheet)]


def test_a_filter_is_cleared_where_the_table_is_written(path):
    [issue] = write(filtered(path), [1, 2, 3, 4, 5, 7])[:1]
    assert (issue.code, issue.place.sheet) == ("filter_cleared", "Data")
    assert hidden_rows(path) == []
    assert '<autoFilter ref="B4:D10"></autoFilter>' in parts(path)["xl/tables/table1.xml"]


def test_a_filter_stays_where_nothing_is_written(path):
    assert write(filtered(path), [1, 2, 3, 4, 5, 6]) == []
    assert hidden_rows(path) == [6, 7, 8, 9, 10]


def test_the_filter_of_another_table_beside_it_and_of_the_sheet_itself(path):
    make(path, hidden=(6, 7), beside=True)
    _replace(path, "xl/tables/table2.xml", '<autoFilter ref="F4:G8"/>', CRITERIA.replace("B4:D10", "F4:G8"))
    assert "filter_cleared" in [issue.code for issue in write(path, GROWN)]
    assert hidden_rows(path) == []
    other = path.with_name("ark.xlsx")
    make(other, hidden=(6, 7), sheet_filter=True)
    assert "<filterColumn" in parts(other)["xl/worksheets/sheet1.xml"]
    assert "filter_cleared" in [issue.code for issue in write(other, GROWN)]
    assert hidden_rows(other) == []
    assert "<filterColumn" not in parts(other)["xl/worksheets/sheet1.xml"]


def test_a_filter_without_criteria_is_none(path):
    make(path, hidden=(6,), sheet_filter=True)
    button = '<filterColumn colId="0" hiddenButton="1"/></autoFilter>'
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    _replace(path, "xl/worksheets/sheet1.xml", re.search(r"<filterColumn.*?</autoFilter>", sheet)[0], button)
    assert "filter_cleared" not in [issue.code for issue in write(path, GROWN)]
    assert button in parts(path)["xl/worksheets/sheet1.xml"]


def test_a_row_hidden_by_hand_is_shown_when_it_holds_another_and_said_when_it_is_written(path):
    issues = write(make(path, hidden=(5, 7)), LESS)
    assert [(each.code, each.value) for each in issues][:1] == [("hidden_rows_shown", "7")]
    assert hidden_rows(path) == [5]
    with ClosedBook(path) as book:
        book.write("t", pd.DataFrame({"Tal": [99.0, 3.0, 4.0, 5.0]}, dtype=object))
        book.save()
        assert [(each.code, each.value) for each in book.notices] == [("hidden_rows_written", "5")]
    assert hidden_rows(path) == [5]


def _replace(path, part, old, new, further=None):
    """A part of a package with a text in it replaced, and further parts."""
    content = parts(path)
    assert old in content[part]
    content[part] = content[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in {**content, **(further or {})}.items():
            book.writestr(name, text)
