"""The XML of Excel 2003: places, spans, types and formats; hostile files end as unreadable."""

from datetime import date, datetime

import pytest

from schemas.cells import CellKind
from schemas.errors import CannotOpenError
from workbook.exports.files.every import read_grids

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
STYLES = """<Styles><Style ss:ID="Default"><NumberFormat/></Style>
  <Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="q" ss:Parent="p"/>
  <Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>
  <Style ss:ID="n"><NumberFormat ss:Format="#,##0.0"/></Style></Styles>"""


def book(*sheets, head="", after=""):
    return (
        f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>{head}'
        f'<Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"{after}{STYLES}{''.join(sheets)}</Workbook>"
    )


def sheet(inner, name="Ark1", table=""):
    return f'<Worksheet ss:Name="{name}"><Table{table}>{inner}</Table></Worksheet>'


def cell(text, kind="Number", extra=""):
    return f'<Cell{extra}><Data ss:Type="{kind}">{text}</Data></Cell>'


def grids_of(tmp_path, content):
    path = tmp_path / "udtræk.xls"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_grids(path)


def rows_of(tmp_path, inner, table=""):
    (grid,) = grids_of(tmp_path, book(sheet(inner, table=table)))
    return grid.rows


def refused(tmp_path, content):
    with pytest.raises(CannotOpenError) as error:
        grids_of(tmp_path, content)
    (issue,) = error.value.issues
    return issue.code


def test_types_and_formats(tmp_path):
    cells = [
        cell("0.954", extra=' ss:StyleID="p"'), cell("0.5", extra=' ss:StyleID="q"'), cell("12.5", extra=' ss:StyleID="n"'),
        cell("2008-06-30T00:00:00.000", "DateTime", ' ss:StyleID="d"'), cell("2008-06-30T10:30:00.000", "DateTime"),
        cell("39629", extra=' ss:StyleID="d"'), cell("1", "Boolean"), cell("#N/A", "Error"), cell(" Ærø &lt;5\n", "String"),
        cell("1e400"), cell("tolv"),
    ]  # fmt: skip
    row = rows_of(tmp_path, f"<Row>{''.join(cells)}</Row>")[1]
    assert [(each.kind, each.value, each.number_format) for each in row.values()] == [
        (CellKind.NUMBER, 0.954, "0.00%"), (CellKind.NUMBER, 0.5, "0.00%"), (CellKind.NUMBER, 12.5, "#,##0.0"),
        (CellKind.DATE, date(2008, 6, 30), "dd-mm-yyyy"), (CellKind.DATE, datetime(2008, 6, 30, 10, 30), "General"),
        (CellKind.DATE, date(2008, 6, 30), "dd-mm-yyyy"), (CellKind.BOOL, True, "General"), (CellKind.ERROR, "#N/A", "General"),
        (CellKind.TEXT, " Ærø <5\n", "General"), (CellKind.ERROR, "1e400", "General"), (CellKind.ERROR, "tolv", "General"),
    ]  # fmt: skip


def test_places_and_spans(tmp_path):
    wide = cell("a", "String", ' ss:MergeAcross="2" ss:MergeDown="1"')
    fifth = cell("c", "String", ' ss:Index="5"')
    inner = (
        f'<Row ss:Index="3">{wide}{cell("b", "String")}</Row><Row>{fifth}{cell("d", "String")}</Row>'
        f'<Row ss:Span="2"/><Row>{cell("e", "String")}</Row><Row/><Row><Cell/></Row>'
    )
    (grid,) = grids_of(tmp_path, book(sheet(inner)))
    found = {number: {column: each.text for column, each in row.items()} for number, row in grid.rows.items()}
    assert found == {3: {1: "a", 4: "b"}, 4: {5: "c", 6: "d"}, 8: {1: "e"}}
    assert list(grid.merged) == [(3, 1, 4, 3)]
    assert not grid.text_only


def test_styles_come_from_row_column_and_table(tmp_path):
    inner = (
        '<Column ss:Index="2" ss:StyleID="p" ss:Span="1"/><Column ss:StyleID="d"/>'
        f'<Row>{cell("1") * 4}</Row><Row ss:StyleID="n">{cell("1") * 2}</Row>'
    )
    rows = rows_of(tmp_path, inner, ' ss:StyleID="q"')
    assert [each.number_format for each in rows[1].values()] == ["0.00%", "0.00%", "0.00%", "dd-mm-yyyy"]
    assert [each.number_format for each in rows[2].values()] == ["#,##0.0", "#,##0.0"]


def test_formulas_with_and_without_a_value(tmp_path):
    counted = cell("2", extra=' ss:Formula="=R[-1]C"')
    row = rows_of(tmp_path, f'<Row><Cell ss:Formula="=1+1"/>{counted}</Row>')[1]
    assert [(each.kind, each.value, each.formula) for each in row.values()] == [
        (CellKind.BLANK, None, "1+1"), (CellKind.NUMBER, 2.0, "R[-1]C"),
    ]  # fmt: skip


def test_rich_text_and_comments(tmp_path):
    data = '<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>Job</B>center</ss:Data>'
    comment = '<Comment><ss:Data xmlns="http://www.w3.org/TR/REC-html40">en note</ss:Data></Comment>'
    row = rows_of(tmp_path, f"<Row><Cell>{comment}{data}</Cell><Cell>{comment}</Cell></Row>")[1]
    assert {column: each.value for column, each in row.items()} == {1: "Jobcenter"}


def test_sheets_that_hold_anything_and_hidden_ones(tmp_path):
    hidden = sheet(f"<Row>{cell('1')}</Row>", "Skjult").replace(
        "</Worksheet>", "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    )
    found = grids_of(tmp_path, book(sheet("<Row/>", "Tom"), hidden, sheet(f"<Row>{cell('2')}</Row>", "Ærø")))
    assert [(grid.sheet, grid.rows[1][1].value) for grid in found] == [("Skjult", 1.0), ("Ærø", 2.0)]
    assert [grid.hidden for grid in found] == [True, False]
    assert grids_of(tmp_path, book(sheet("", "Tom"))) == []


def test_prefixes_and_attributes_without_one(tmp_path):
    odd = (
        f'<ss:Workbook xmlns:ss="{NAMESPACE}"><ss:Worksheet Name="A"><ss:Table><ss:Row Index="2"><ss:Cell>'
        '<ss:Data Type="Number">1</ss:Data></ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>'
    )
    (grid,) = grids_of(tmp_path, odd)
    assert (grid.sheet, grid.rows[2][1].value) == ("A", 1.0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(tmp_path, encoding):
    name = encoding.removesuffix("-sig")
    content = book(sheet(f"<Row>{cell('Ærø', 'String')}</Row>")).replace("?>", f' encoding="{name}"?>', 1)
    (grid,) = grids_of(tmp_path, content.encode(encoding))
    assert grid.rows[1][1].value == "Ærø"


def test_dates_from_1904(tmp_path):
    dated = "<x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook>"
    day = cell("38167", extra=' ss:StyleID="d"')
    (grid,) = grids_of(tmp_path, book(sheet(f"<Row>{day}</Row>"), after=dated))
    assert grid.rows[1][1].value == date(2008, 6, 30)


LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "inner", [LAUGHS, '<!ENTITY a11 SYSTEM "file:///etc/passwd">', '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;', ""]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("text", ["&a11;", "1"])
def test_entities_are_refused(tmp_path, inner, encoding, text):
    content = book(sheet(f"<Row>{cell(text, 'String')}</Row>"), head=f"<!DOCTYPE Workbook [{inner}]>")
    assert refused(tmp_path, content.encode(encoding)) == "file_unreadable"
    attribute = content.replace("<Workbook ", f'<Workbook ss:x="{text}" ')
    assert refused(tmp_path, attribute.encode(encoding)) == "file_unreadable"


def test_broken_files(tmp_path):
    whole = book(sheet(f"<Row>{cell('1') * 100}</Row>"))
    assert refused(tmp_path, whole[:-200]) == "file_unreadable"
    assert refused(tmp_path, whole.replace("</Cell>", "</Celle>", 1)) == "file_unreadable"
    for attribute in ("ss:Index='0'", "ss:Index='-1'", "ss:Index='x'", "ss:Index='99999999999'"):
        assert refused(tmp_path, book(sheet(f"<Row {attribute}>{cell('1')}</Row>"))) == "file_unreadable"
        assert refused(tmp_path, book(sheet(f"<Row>{cell('1', extra=' ' + attribute)}</Row>"))) == "file_unreadable"
    deep = book(sheet(f"<Row>{'<Cell>' * 5000}{'</Cell>' * 5000}</Row>"))
    assert refused(tmp_path, deep) == "file_unreadable"


def test_spans_stay_on_the_sheet(tmp_path):
    huge = " ss:MergeAcross='99999999999' ss:MergeDown='99999999999'"
    (grid,) = grids_of(tmp_path, book(sheet(f'<Column ss:Span="99999999"/><Row>{cell("1", extra=huge)}</Row>')))
    assert list(grid.merged) == [(1, 1, 1_048_576, 16_384)]


def test_too_many_cells_are_refused_early(tmp_path, monkeypatch):
    monkeypatch.setattr("workbook.exports.files.sizes.MOST_CELLS", 5)
    assert refused(tmp_path, book(sheet(f"<Row>{cell('1') * 3}</Row>" * 2))) == "table_too_large"
