"""Cells of OpenDocument spreadsheets: values by type, texts by paragraph, formats by style."""

from datetime import date, datetime

import pytest

from schemas.cells import Cell, CellKind
from tests.kitchen.ods import SPACES, STYLES, cell, content, row, sheet, stored
from workbook.exports.files.open_document import read

CODES = {
    "c1": "0.0%",
    "c2": "dd-mm-yyyy",
    "c3": '#,##0.00 "kr."',
    "c4": '0" %"',
    "c5": "0 %;-0 %",
    "c6": "mmmm yyyy",
    "c7": "[h]:mm:ss.00",
    "c8": "0.0#,,",
    "c9": "0.00E+00",
    "c10": "@",
    "unknown": "General",
}


@pytest.fixture
def write_ods(tmp_path):
    """Write a document: ``write_ods(sheets)``; parts may be replaced."""
    return lambda sheets="", name="udtræk.ods", **parts: stored(tmp_path / name, sheets, **parts)


@pytest.fixture
def first(write_ods):
    """The first cell of a document of one row: ``first(cell(...))``."""

    def found(*cells):
        (grid,) = read(write_ods(sheet(row(*cells))))
        return grid.rows[1][1]

    return found


# --- values ---


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (cell("float", "12.5", "12,5"), Cell(CellKind.NUMBER, 12.5, "General")),
        (cell("percentage", "0.95", "95,0 %", 'table:style-name="c1"'), Cell(CellKind.NUMBER, 0.95, "0.0%")),
        (cell("percentage", "0.95", "95 %"), Cell(CellKind.NUMBER, 0.95, "0%")),
        (cell("percentage", "0.95", "95 %", 'table:style-name="c3"'), Cell(CellKind.NUMBER, 0.95, "0%")),
        (cell("currency", "7", "7 kr.", 'table:style-name="c3"'), Cell(CellKind.NUMBER, 7.0, '#,##0.00 "kr."')),
        (
            cell("date", "2008-06-30", "x", 'table:style-name="c2"'),
            Cell(CellKind.DATE, date(2008, 6, 30), "dd-mm-yyyy"),
        ),
        (cell("date", "2008-06-30T08:00:00", "x"), Cell(CellKind.DATE, datetime(2008, 6, 30, 8), "General")),
        (
            cell("date", "2008-06-30T08:00:00.123456789Z", "x"),
            Cell(CellKind.DATE, datetime(2008, 6, 30, 8, 0, 0, 123456), "General"),
        ),
        (cell("date", "30. juni", "30. juni"), Cell(CellKind.TEXT, "30. juni", "General")),
        (cell("date", "2008-06-31", "31. juni"), Cell(CellKind.TEXT, "31. juni", "General")),
        (cell("time", "PT12H30M00S", "12:30"), Cell(CellKind.DATE, datetime(1899, 12, 31, 12, 30), "General")),
        (cell("time", "kvart i", "kvart i"), Cell(CellKind.TEXT, "kvart i", "General")),
        (cell("boolean", "true", "SAND"), Cell(CellKind.BOOL, True, "General")),
        (cell("boolean", "false", "FALSK"), Cell(CellKind.BOOL, False, "General")),
        (cell("string", "", "Ærø"), Cell(CellKind.TEXT, "Ærø", "General")),
        (cell("string", "", "vist", 'office:string-value="gemt"'), Cell(CellKind.TEXT, "gemt", "General")),
        (cell("", "", "uden type"), Cell(CellKind.TEXT, "uden type", "General")),
        (cell("float", "", "12"), Cell(CellKind.TEXT, "12", "General")),
        (cell("float", "tolv", "tolv"), Cell(CellKind.TEXT, "tolv", "General")),
        (cell("float", "NaN", "NaN"), Cell(CellKind.ERROR, "nan", "General")),
        (cell("string", "", "#N/A"), Cell(CellKind.TEXT, "#N/A", "General")),
    ],
)
def test_values(first, written, expected):
    assert first(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (cell("string", "", "#DIV/0!", 'table:formula="of:=1/0" calcext:value-type="error"'), (CellKind.ERROR, "#DIV/0!", "1/0")),
        (cell("string", "", "Err:502", 'table:formula="of:=x" calcext:value-type="error"'), (CellKind.ERROR, "Err:502", "x")),
        (cell("string", "", "#FEJL", 'table:formula="of:=x" calcext:value-type="error"'), (CellKind.ERROR, "#FEJL", "x")),
        (cell("float", "0", "#DIV/0!", 'table:formula="oooc:=1/0"'), (CellKind.ERROR, "#DIV/0!", "1/0")),
        (cell("string", "", "Fejl:508", 'table:formula="of:=("'), (CellKind.ERROR, "Fejl:508", "(")),
        (cell("float", "3", "3", 'table:formula="of:=SUM([.A1:.B2];[$&apos;Ark to&apos;.C3])"'), (CellKind.NUMBER, 3.0, "SUM(A1:B2,'Ark to'!C3)")),
        (cell("string", "", "ja;[.A1]", 'table:formula="msoxl:=IF(A1,&quot;ja;[.A1]&quot;)"'), (CellKind.TEXT, "ja;[.A1]", 'IF(A1,"ja;[.A1]")')),
        (cell("", "", "", 'table:formula="of:=[.A1]"'), (CellKind.BLANK, None, "A1")),
        (cell("float", "1", "TRUE", 'table:formula="of:=TRUE()"'), (CellKind.BOOL, True, "TRUE()")),
    ],
)  # fmt: skip
def test_formulas_and_errors(first, written, expected):
    found = first(written)
    assert (found.kind, found.value, found.formula) == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<text:p>en</text:p><text:p/><text:p>tre</text:p>", "en\n\ntre"),
        ("<text:p>a<text:s/>b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e</text:p>", "a b   c\td\ne"),
        ("<text:p><text:span>fed</text:span> og <text:a>link</text:a>!</text:p>", "fed og link!"),
        ("<text:p>delt\n     linje  her</text:p>", "delt linje  her"),
        ("<text:p>delt \r\n\n i\n\n<text:span> tre </text:span>\n</text:p>", "delt i  tre  "),
        ("<office:annotation><text:p>en note</text:p></office:annotation><text:p>værdi</text:p>", "værdi"),
        (
            "<draw:frame><draw:text-box><text:p>boks</text:p></draw:text-box></draw:frame><text:p>værdi</text:p>",
            "værdi",
        ),
        (
            "<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby></text:p>",
            "漢",
        ),
        ("<text:p>ord<office:annotation><text:p>note</text:p></office:annotation>et</text:p>", "ordet"),
    ],
)
def test_texts(first, inside, expected):
    assert first(cell("string", inside=inside)).value == expected


def test_a_note_alone_is_no_value(write_ods):
    noted = cell(inside="<office:annotation><text:p>note</text:p></office:annotation>")
    assert read(write_ods(sheet(row(noted)))) == []


def test_many_spaces_are_cut_short(first):
    spaces = first(cell("string", inside='<text:p>x<text:s text:c="999999999"/></text:p>')).value
    assert len(spaces) < 40_000


# --- formats ---


@pytest.mark.parametrize(("style", "code"), CODES.items())
def test_formats(first, style, code):
    assert first(cell("float", "1", "1", f'table:style-name="{style}"')).number_format == code


def test_only_a_percentage_multiplies(first):
    assert first(cell("float", "1", "1", 'table:style-name="c5"')).is_percent
    assert not first(cell("float", "95", "95 %", 'table:style-name="c4"')).is_percent


def test_a_style_of_many_conditions_stays_short(write_ods):
    text = f"<number:text>{'x' * 200}</number:text>"
    maps = '<style:map style:condition="value()&gt;0" style:apply-style-name="N1"/>'
    styles = f'<number:number-style style:name="N1">{text * 1_000}{maps * 1_000}</number:number-style>'
    styles += '<style:style style:name="c" style:family="table-cell" style:data-style-name="N1"/>'
    rows = row(cell("float", "1", "1", 'table:style-name="c"'))
    (grid,) = read(write_ods(**{"content.xml": content(sheet(rows), styles)}))
    assert len(grid.rows[1][1].number_format) < 30_000


def test_styles_come_from_the_cell_the_row_the_column_and_the_parents(write_ods):
    styles = (
        STYLES + '<style:style style:name="child" style:family="table-cell" style:parent-style-name="Fælles"/>'
        '<style:style style:name="ring" style:family="table-cell" style:parent-style-name="ring"/>'
        '<style:style style:name="plain" style:family="table-row" style:data-style-name="N1"/>'
    )
    shared = f'<office:document-styles {SPACES}><office:styles><number:percentage-style style:name="N90"><number:number number:decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><style:style style:name="Fælles" style:family="table-cell" style:data-style-name="N90"/></office:styles></office:document-styles>'
    columns = (
        '<table:table-column-group><table:table-column table:number-columns-repeated="2" table:default-cell-style-name="c1"/></table:table-column-group>'
        '<table:table-column table:default-cell-style-name="c3"/><table:table-column/>'
    )
    one, three = cell("float", "1", "1"), cell("float", "1", "1", 'table:number-columns-repeated="4"')
    rows = (
        row(three)
        + row(
            one, cell("float", "1", "1", 'table:style-name="child"'), cell("float", "1", "1", 'table:style-name="ring"')
        )
        + f'<table:table-row table:default-cell-style-name="c2">{one}</table:table-row>'
    )
    parts = {"content.xml": content(sheet(rows, columns=columns), styles), "styles.xml": shared}
    (grid,) = read(write_ods(**parts))
    assert [found.number_format for found in grid.rows[1].values()] == ["0.0%", "0.0%", '#,##0.00 "kr."', "General"]
    assert [found.number_format for found in grid.rows[2].values()] == ["0.0%", "0.00%", "General"]
    assert grid.rows[3][1].number_format == "dd-mm-yyyy"
