"""Lists on sheets condensed: against the reader of every other sheet, row by row."""

import random
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from schemas.cells import CellKind
from schemas.errors import CannotOpenError
from tests.unit.workbook.exports.large.reference import PLAN, TITLES, check, percents_of
from workbook.exports.files.plain_tables import read_file
from workbook.exports.large import condense, sheetcells, stretches

SHEET = replace(PLAN, sheet="Data")
ROW = ["Aalborg", "Ledige", "2025-01", 50.0, 1, 2, "30-06-2025", "LIS"]


def compare(path: Path, plan=SHEET):
    got = condense(path, plan)
    table = next(each for each in read_file(path) if each.sheet == plan.sheet)
    kept = [
        (row, number)
        for row, number in zip(table.rows, table.row_numbers, strict=True)
        if any(cell.kind is not CellKind.BLANK or cell.formula for cell in row)
    ]
    table = replace(table, rows=[row for row, _ in kept], row_numbers=[number for _, number in kept])
    check(got, table, plan, percents_of(table, plan))
    return got


@pytest.fixture
def file(tmp_path):
    return tmp_path / "liste.xlsx"


@pytest.fixture(params=[1 << 22, 3000])
def cut(request, monkeypatch):
    """Stretches so small that every file has several, and stretches as they are."""
    monkeypatch.setattr(stretches, "_STRETCH", request.param)


@pytest.fixture
def only_by_numpy(monkeypatch):
    """A file that only a parser could read fails."""
    monkeypatch.setattr(sheetcells.SheetCells, "from_rows", None)


def random_row(rng: random.Random, irregular: float) -> list[object]:
    down = rng.randrange(0, 9)
    up = rng.randrange(0, down + 1)
    row: list[object] = [
        rng.choice(["Aalborg", "Køge"]),
        rng.choice(["Ledige & syge", "<Syge>", "Ledige"]),
        rng.choice(["2025-01", date(2025, 2, 1), 202503, 202503.5]),
        round(100 * up / down, 1) if down else 0.5,
        up,
        down,
        rng.choice(["30-06-2025", datetime(2025, 6, 30, 12, 30)]),
        rng.choice(["LIS", "LIS", "LIS", 7, 10203.25, None]),
    ]
    if rng.random() < 0.2:
        row[4] = row[5] = None
    if rng.random() < irregular:
        at = rng.randrange(8)
        row[at] = rng.choice(
            [
                None,
                True,
                "x",
                " ",
                "5",
                -1,
                1e300,
                date(2025, 5, 22),
                "010203-1234",
                102031234,
                3112991234,
                "#N/A",
                4.0,
                "a\nb",
                " _x000D_ ",
            ]
        )
    return [None] * 8 if rng.random() < irregular / 5 else row


def write_xlsxwriter(path: Path, rows, memory: bool, percent=()) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": memory}) as book:
        page = book.add_worksheet("Data")
        day, shown = book.add_format({"num_format": "dd-mm-yyyy"}), book.add_format({"num_format": "0.0%"})
        for number, row in enumerate([TITLES, *rows]):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, column, value, day)
                elif isinstance(value, str) and value.startswith("#"):
                    page.write_formula(number, column, "=NA()", None, value)
                elif value is not None:
                    page.write(
                        number, column, value, shown if column in percent and not isinstance(value, str) else None
                    )
    return path


def write_openpyxl(path: Path, rows, percent=()) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Data"
    for row in [TITLES, *rows]:
        page.append(row)
        for column in percent:
            page.cell(page.max_row, column + 1).number_format = "0%"
    book.save(path)
    return path


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.usefixtures("cut")
def test_random_sheets_are_summed_as_the_ordinary_reader_would(file, seed):
    rng = random.Random(seed)
    rows = [random_row(rng, rng.choice([0, 0.1])) for _ in range(rng.randrange(1, 300))]
    if seed % 3:
        compare(write_xlsxwriter(file, rows, memory=seed % 3 == 1))
    else:
        compare(write_openpyxl(file, [[None if value == 1e300 else value for value in row] for row in rows]))


@pytest.mark.parametrize("memory", [True, False])
@pytest.mark.usefixtures("cut", "only_by_numpy")
def test_plain_sheets_are_read_by_numpy_alone(file, memory):
    rows = [random_row(random.Random(seed), 0) for seed in range(300)]
    zero = sum(row[5] == 0 for row in rows)  # out of none: no share agrees with it
    assert compare(write_xlsxwriter(file, rows, memory)).irregular == zero
    assert compare(write_openpyxl(file, rows)).irregular == zero


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (3, "<5"),
        (3, "50"),
        (3, 51.0),
        (4, None),
        (5, 0),
        (3, -1),
        (3, date(2025, 5, 22)),
        (3, True),
        (3, "#N/A"),
        (0, None),
        (7, "010203-1234"),
        (7, 102031234),
        (0, "010203-1234"),
        (4, 3),
    ],
)
@pytest.mark.usefixtures("cut")
def test_an_odd_row_keeps_its_cells_and_its_number(file, at, value):
    irregular = [*ROW[:at], value, *ROW[at + 1 :]]
    got = compare(write_xlsxwriter(file, [*[ROW] * 90, [None] * 8, irregular, *[ROW] * 90], memory=True))
    assert (got.irregular, list(got.counts), got.table.row_numbers) == (1, [180, 1], [2, 93])
    assert got.table.address(1, at) == f"{'ABCDEFGH'[at]}93"


def test_an_amount_of_ten_digits_is_plain(file):
    assert (
        compare(
            write_xlsxwriter(file, [["Aalborg", "Ledige", "2025-01", 102031234, None, None, "x", "y"]], memory=True)
        ).irregular
        == 0
    )


@pytest.mark.usefixtures("cut")
def test_a_column_all_in_percent_keeps_its_format(file):
    rows = [[*ROW[:3], 0.5, *ROW[4:]]] * 200
    got = compare(write_xlsxwriter(file, rows, memory=True, percent=(3,)))
    assert (got.irregular, got.table.rows[0][3].value, got.table.rows[0][3].number_format) == (0, 100.0, "0.0%")
    assert compare(write_xlsxwriter(file, [[*ROW[:3], 0.44, *ROW[4:]]], memory=True, percent=(3,))).irregular == 1


@pytest.mark.parametrize("late", [True, False])
@pytest.mark.usefixtures("cut")
def test_a_column_partly_in_percent_has_odd_rows(file, late):
    with xlsxwriter.Workbook(file) as book:
        page, shown = book.add_worksheet("Data"), book.add_format({"num_format": "0%"})
        for number, row in enumerate([TITLES, *[ROW] * 99]):
            page.write_row(number, 0, row)
            if number and (number < 50) == late:
                page.write(number, 3, 0.5, shown)
    assert compare(file).irregular == (49 if late else 50)


def edited(path: Path, change) -> Path:
    """A workbook with its sheet's XML changed."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    changed = change(members[name].decode())
    assert changed != members[name].decode()
    members[name] = changed.encode()
    with zipfile.ZipFile(path, "w") as new:
        for member, content in members.items():
            new.writestr(member, content)
    return path


def prefixed(xml: str) -> str:
    xml = xml.replace('xmlns="', 'xmlns:x="', 1)
    for name in (
        "worksheet",
        "dimension",
        "sheetViews",
        "sheetView",
        "sheetFormatPr",
        "sheetData",
        "row",
        "c",
        "is",
        "t",
        "v",
        "pageMargins",
    ):
        xml = (
            xml.replace(f"<{name}>", f"<x:{name}>")
            .replace(f"<{name} ", f"<x:{name} ")
            .replace(f"</{name}>", f"</x:{name}>")
        )
    return xml.replace("<sheetViews>", "<x:sheetViews>")


CHANGES = {
    "comments": lambda xml: xml.replace("<v>1</v>", "<v>1<!-- </row> --></v>"),
    "a comment in the rows": lambda xml: xml.replace("</row>", "</row><!-- <row r='9'/> -->"),
    "cdata": lambda xml: xml.replace("<t>LIS</t>", "<t><![CDATA[L</row>IS</sheetData>]]></t>"),
    "prefixes": prefixed,
    "single quotes": lambda xml: xml.replace('t="inlineStr"', "t='inlineStr'"),
    "references in single quotes": lambda xml: xml.replace('r="A7"', "r='A7'"),
    "attributes the other way round": lambda xml: xml.replace('<c r="A7" t="inlineStr"', '<c t="inlineStr" r="A7"'),
    "no references": lambda xml: re.sub(r'<c r="[A-Z]+\d+"', "<c", xml),
    "no row numbers": lambda xml: re.sub(r'<row r="\d+"', "<row", xml),
    "formulas": lambda xml: xml.replace("<v>1</v>", "<f>2-1</f><v>1</v>"),
    "formulas without value": lambda xml: xml.replace('<c r="E30"><v>1</v>', '<c r="E30"><f>2-1</f>'),
    "line breaks": lambda xml: xml.replace("><", ">\n<"),
    "more than": lambda xml: xml.replace("<t>LIS</t>", "<t>L > IS</t>"),
    "entities": lambda xml: xml.replace("<t>LIS</t>", "<t>L&#73;S &lt;5&gt;</t>").replace("<v>1</v>", "<v>&#49;</v>"),
    "escapes": lambda xml: xml.replace("<t>LIS</t>", "<t>L_x000D_IS</t>"),
    "rich text": lambda xml: xml.replace("<t>LIS</t>", "<r><t>L</t></r><r><t>IS</t></r>"),
    "empty texts": lambda xml: xml.replace("<t>LIS</t>", "<t/>").replace("<v>1</v>", "<v/>"),
    "empty cells": lambda xml: xml.replace("<is><t>LIS</t></is>", "").replace('<c r="D8"><v>50</v></c>', '<c r="D8"/>'),
    "spaces in numbers": lambda xml: xml.replace("<v>1</v>", "<v> 1 </v>"),
    "nan": lambda xml: xml.replace("<v>1</v>", "<v>nan</v>"),
    "signs and exponents": lambda xml: xml.replace("<v>1</v>", "<v>+1E0</v>"),
    "iso dates": lambda xml: xml.replace('<c r="D9"><v>50</v>', '<c r="D9" t="d"><v>2025-01-02</v>'),
    "empty rows": lambda xml: xml.replace("</sheetData>", '<row r="900"/></sheetData>'),
    "attributes of rows": lambda xml: xml.replace("<row ", '<row xmlns:a="b" a:b="c" spans="1:8" ').replace('<row xmlns:a="b" a:b="c" spans="1:8" r=', '<row r=', 3),
    "unknown types": lambda xml: xml.replace('<c r="D9">', '<c r="D9" t="zz">'),
    "a type text in a value": lambda xml: xml.replace('<c r="D9"><v>50</v>', '<c r="D9" t="str"><v>50</v>'),
}  # fmt: skip
TWICE = {
    "a row": lambda xml: xml.replace('<row r="9">', '<row r="8"/><row r="9">'),
    "a cell": lambda xml: xml.replace('<c r="E9"', '<c r="D9"'),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("stretch", [1 << 22, 3000])
def test_xml_of_every_shape_is_read_as_the_ordinary_reader_reads_it(file, monkeypatch, name, stretch):
    monkeypatch.setattr(stretches, "_STRETCH", stretch)
    write_xlsxwriter(file, [ROW] * 60, memory=True)
    compare(edited(file, CHANGES[name]))


@pytest.mark.parametrize("name", TWICE)
def test_what_stands_twice_in_a_long_list_is_refused(file, name):
    write_xlsxwriter(file, [ROW] * 60, memory=True)
    with pytest.raises(CannotOpenError):
        compare(edited(file, TWICE[name]))


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("</worksheet>", ""),
        lambda xml: xml.replace("</sheetData>", "</sheetDat>"),
        lambda xml: xml.replace("<t>LIS</t>", "<t>L&IS</t>"),
        lambda xml: xml.replace("<v>1</v>", "<v>1</w>"),
        lambda xml: xml.replace("<v>1</v>", "<v>1_x</v>"),
        lambda xml: xml.replace('r="A9"', 'r="9A"'),
        lambda xml: xml.replace('r="A9" t="inlineStr"', 'r="A9" t="s"'),
        lambda xml: xml.replace('<c r="D9"', '<c r="D9" t="s"'),
        lambda xml: xml.replace('<row r="9"', '<row r="9" b'),
    ],
)
def test_broken_xml_is_refused_as_the_ordinary_reader_refuses_it(file, change):
    edited(write_xlsxwriter(file, [ROW] * 20, memory=True), change)
    for read in (read_file, lambda path: condense(path, SHEET)):
        with pytest.raises(CannotOpenError):
            read(file)


def _amid(file, *, beside=()):
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Data")
        page.write_row(0, 0, ["Udtræk", 7, 8, 9, 10])
        page.write_row(3, 2, ["A", "V"])
        page.write_row(5, 2, ["a", 1.5])
        page.write_blank(5, 4, None, book.add_format({"bold": True}))
        page.write_row(6, 2, ["a", 2])
        page.write(8, 3, 4)
        for place in beside:
            page.write(*place)
    return replace(SHEET, header_row=4, first_column=3, titles=("A", "V"), keys=(0,), figures=(1, -1, -1))


@pytest.mark.parametrize("place", [(5, 0, 1), (7, 0, "uden for"), (5, 4, "uden for"), (7, 700, 2), (6, 4, "=1+1")])
def test_a_list_with_cells_beside_it_is_not_condensed(file, place):
    plan = _amid(file, beside=[place])
    with pytest.raises(CannotOpenError) as refused:
        condense(file, plan)
    assert [issue.code for issue in refused.value.issues] == ["figures_outside_list"]


def test_a_list_amid_other_cells(file):
    got = condense(file, _amid(file))
    assert [[cell.value for cell in row] for row in got.table.rows] == [["a", 3.5], [None, 4.0]]
    assert (got.table.row_numbers, list(got.counts), got.rows, got.irregular) == ([6, 9], [2, 1], 3, 1)


def test_a_sheet_that_is_not_there(file):
    with pytest.raises(CannotOpenError):
        condense(write_xlsxwriter(file, [ROW], memory=True), replace(SHEET, sheet="Ark1"))
