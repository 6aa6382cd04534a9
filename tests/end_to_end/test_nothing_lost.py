"""A workbook with every feature XlsxWriter can make, and those made by hand, goes through import and recalculate."""

import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from macros.cli import main
from macros.steps.new import content
from macros.steps.register import read_register
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES
from tests.kitchen.sink import decorate, inject
from workbook.builder.contract_workbook import build
from workbook.closed.book import ClosedBook
from workbook.strategy.figures import GROUP_NAME

PARTS_OF_OURS = re.compile(
    r"xl/(worksheets/sheet\d+\.xml|tables/table\d+\.xml|styles\.xml|calcChain\.xml|workbook\.xml)"
)
NOW = datetime(2009, 7, 20)
INJECTED = ("slicer", "threadedComment", "ctrlProp", "person", "vmlDrawing", "drawing", "chart", "media", "chartsheet")


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    """Skelbækgade 2009 with the user's own sheets, and their own things on our sheets."""
    folder = tmp_path_factory.mktemp("rich")
    register = read_register("2009", words())
    plain, path = folder / "plain.xlsx", folder / "rig.xlsx"
    build(content(register, register.holders[0], words()), plain, decorate)
    inject(plain, path, "LIS-data", "observations")
    return path


def members(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


@pytest.fixture(scope="module")
def before_and_after(rich, tmp_path_factory):
    """The workbook, and the same with figures brought in and calculated; only read."""
    target = tmp_path_factory.mktemp("after") / "rig.xlsx"
    shutil.copy(rich, target)
    exports = [EXAMPLES / "example_2009.csv", EXAMPLES / "example_2009_budget.csv"]
    assert main(["import", str(target), *map(str, exports)]) == 0
    assert main(["recalculate", str(target)]) == 0
    return rich, target


def ours(path):
    """The sheets that hold tables of ours, by part."""
    with ClosedBook(path) as book:
        tables = {name: table for name, table in book._index.tables.items() if not name.startswith("bruger")}
        return {table.sheet.part for table in tables.values()}, {table.part for table in tables.values()}


def test_every_other_part_is_byte_identical(before_and_after):
    before, after = map(members, before_and_after)
    sheets, tables = ours(before_and_after[0])
    assert list(after) and set(after) == set(before)
    changed = {name for name in before if before[name] != after[name]}
    [strategy_map] = [name for name, content in after.items() if GROUP_NAME.encode() in content]
    assert changed <= sheets | tables | {"xl/styles.xml", "xl/calcChain.xml", "xl/workbook.xml", strategy_map}
    untouched = set(before) - changed
    for kind in INJECTED:
        assert any(kind.casefold() in name.casefold() for name in untouched), f"no {kind} part in the test workbook"


def without_cells(sheet):
    """A sheet without the cells and what follows a growing table."""
    sheet = re.sub(rb"<sheetData>.*</sheetData>", b"", sheet, flags=re.DOTALL)
    sheet = re.sub(rb"<x14:sparklines>.*?</x14:sparklines>", b"", sheet, flags=re.DOTALL)
    return re.sub(rb'(sqref="|<xm:sqref>|<dimension ref=")[^"<]*', rb"\1", sheet)


def cells_outside(sheet, area_columns, first_row):
    """The bytes of every cell outside the columns of our table, by reference."""
    found = {}
    for match in re.finditer(rb'<c r="([A-Z]+)(\d+)"[^>]*?(?:/>|>.*?</c>)', sheet, flags=re.DOTALL):
        letters, row = match[1].decode(), int(match[2])
        if letters not in area_columns or row <= first_row:
            found[f"{letters}{row}"] = match[0]
    return found


def test_in_the_edited_parts_nothing_but_our_cells_has_changed(before_and_after):
    from workbook.opc.refs import letters_of

    before, after = map(members, before_and_after)
    with ClosedBook(before_and_after[0]) as book:
        tables = [table for name, table in book._index.tables.items() if not name.startswith("bruger")]
    for part in {table.sheet.part for table in tables}:
        here = [table for table in tables if table.sheet.part == part]
        columns = {letters_of(column) for table in here for column in range(table.area.left, table.area.right + 1)}
        header = min(table.area.top for table in here)
        assert without_cells(before[part]) == without_cells(after[part]), part
        assert cells_outside(before[part], columns, header) == cells_outside(after[part], columns, header), part


def test_the_users_ranges_followed_the_table(before_and_after):
    after = members(before_and_after[1])
    with ClosedBook(before_and_after[1]) as book:
        table = book._index.tables["observations"]
    sheet = after[table.sheet.part].decode()
    data = table.data
    assert data.bottom - data.top > 200
    assert f"<xm:sqref>A{data.top}:A{data.bottom}</xm:sqref>" in sheet
    assert sheet.count("<x14:sparkline>") == data.bottom - data.top + 1
    assert "mc:Ignorable" in sheet


def test_libreoffice_opens_it_and_reads_our_values_back(before_and_after, office, tmp_path):
    target = before_and_after[1]
    out = tmp_path / "office"
    converted = office(target, "xlsx", out)
    theirs = openpyxl.load_workbook(converted, data_only=True)
    assert "Bruger data" in theirs.sheetnames
    with ClosedBook(target) as book:
        for name in ("observations", "results", "budget_lines", "attention", "log"):
            raw = book.read(name)
            sheet = theirs[raw.sheet]
            for row, cells in zip(raw.row_numbers, raw.rows, strict=True):
                for offset, cell in enumerate(cells):
                    value = sheet.cell(row, raw.first_column + offset).value
                    if isinstance(cell.value, float):
                        assert value == pytest.approx(cell.value, rel=1e-12)
                    elif isinstance(cell.value, str):
                        assert value == cell.value


def test_a_second_round_is_as_careful(before_and_after, tmp_path):
    target = Path(shutil.copy(before_and_after[1], tmp_path))
    first = members(target)
    assert main(["recalculate", str(target)]) == 0
    second = members(target)
    assert set(first) == set(second)
    sheets, tables = ours(target)
    assert {name for name in first if first[name] != second[name]} <= sheets | tables
