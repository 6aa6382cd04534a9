"""The strategy map of 2011 through the workbook: filled, recalculated, drawn on its sheet, told in a document."""

import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from macros.steps.centre_results import read_part
from macros.steps.documents.strategy_section import strategy_blocks
from macros.steps.new import content
from macros.steps.papers.strategy import theories_said
from macros.steps.recalculating import recalculate, recalculate_book
from macros.steps.register import read_register
from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.frames import records
from schemas.reading import read_table
from schemas.tables import Goals, StrategyLines, Theories
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES, NOW
from tests.hosts.books import Desktop
from workbook.closed.book import ClosedBook
from workbook.documents.model import Bullets, DataTable, Heading, Paragraph, Picture, TextKind
from workbook.strategy.figures import GROUP_NAME, Figure, scale_of

DAY = date(2011, 6, 30)
SHIPPED = EXAMPLES.parent / "registers" / "2011_strategy.csv"
PERSPECTIVES = ["By/Samfund", "Borger/Interessenter", "Interne processer", "Mennesker og systemer"]


def test_a_contract_of_2011_that_chose_none_yet_has_the_years_theories_to_choose_from():
    register = read_register("2011", words())
    holder = register.holders[0]
    known = register.goals[register.goals[Goals.NUMBER].isin(["1", "2", "6", "7"])]
    own = replace(register, goals=known, papers={})
    theories = content(own, holder, words()).frames[Theories.name]
    assert theories[Theories.THEORY].nunique() == 4
    assert set(theories[Theories.CHOSEN]) == {"no"}
    # Goals that the contract does not have are left out.
    assert list(theories[Theories.THEORY_GOALS].dropna()) == ["6-7"]


@pytest.fixture(scope="module")
def drawn(_made, tmp_path_factory):
    """Musvågevej's workbook of 2011 with the theories and the map of its register, recalculated."""
    path = Path(shutil.copy(_made / "Jobcenter Musvågevej 2011.xlsx", tmp_path_factory.mktemp("map") / "kort.xlsx"))
    recalculate(path, DAY, NOW)
    return path


def drawings(path):
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if name.startswith("xl/drawings/drawing")}
    return {name: part for name, part in parts.items() if GROUP_NAME in part}


def test_the_shipped_map_is_printed_on_one_page(drawn):
    [drawing] = drawings(drawn).values()
    height = int(re.search(r'<xdr:ext cx="\d+" cy="(\d+)"', drawing)[1]) / 12700
    with ClosedBook(drawn) as book:
        sheet = book.read(StrategyLines.name).sheet
    page = openpyxl.load_workbook(drawn)[sheet]
    paper = 595.3 - 72 * (page.page_margins.top + page.page_margins.bottom)
    rows = iter(range(1, 99))
    heights = {row: page.row_dimensions[row].height or 15 for row in range(1, 99)}
    room = paper / (page.page_setup.scale / 100) - sum(heights[next(rows)] for _ in range(4))
    printed = 0
    for row in rows:
        if printed + heights[row] > room:
            break
        printed += heights[row]
    assert height <= printed


def test_a_map_is_smaller_where_it_would_not_fit_and_never_smaller_than_on_paper():
    scales = [scale_of([Figure((0, 0, 9, height))]) for height in (300, 650, 2000)]
    assert scales == [1.3, pytest.approx(745 / 650), 1.0]


def lines(path):
    with ClosedBook(path) as book:
        return list(records(read_table(StrategyLines, book.read(StrategyLines.name), words()).frame))


def test_the_sheet_shows_the_shipped_map_as_native_shapes_and_the_file_is_valid(drawn):
    [drawing] = drawings(drawn).values()
    known = lines(drawn)
    assert len(known) == len(SHIPPED.read_text(encoding="utf-8").splitlines()) - 1
    shown = re.sub("<[^>]+>", "\n", drawing).split("\n")
    for text in (*PERSPECTIVES, *(line[StrategyLines.FOCUS] for line in known)):
        assert text in shown
    assert {"Mål 1-5", "Mål 6-7", "Mål 8-13"} <= set(shown)
    assert sum(text.startswith("Langsigtet effekt:") for text in shown) == 3
    assert drawing.count('<a:tailEnd type="triangle"/>') == 11  # what each focus area below supports
    assert shown.count("[ikke læseligt i kilden]") == 3
    found = OpenXmlValidator().validate(drawn)
    assert found.is_valid, found.errors


@pytest.mark.parametrize(
    ("map_lines", "theories", "said"),
    [
        ([("By/Samfund", "Vejen til job")], [("vejen til job", "ja")], []),
        ([("By/Samfund", "Andet")], [("Vejen til job", "ja"), ("Vejen til job", "ja")], [("Vejen til job", "A5")]),
        ([("By/Samfund", "Andet")], [("Vejen til job", "nej"), ("Ro", "")], []),
        ([("By/Samfund", "")], [("Vejen til job", "ja")], []),  # no map yet
    ],
)
def test_a_chosen_theory_that_the_map_lacks_is_said_once(map_lines, theories, said):
    tables = {}
    for table, fields, rows in (
        (StrategyLines, (StrategyLines.PERSPECTIVE, StrategyLines.FOCUS), map_lines),
        (Theories, (Theories.THEORY, Theories.CHOSEN), theories),
    ):
        cells = [[Cell(CellKind.TEXT, text) if text else BLANK for text in row] for row in rows]
        header = [words().title(table, field) for field in fields]
        tables[table.name] = read_table(table, RawTable("b.xlsx", "A", header, cells, range(5, 5 + len(rows))), words())
    contract = SimpleNamespace(tables=tables, frame=lambda table: tables[table.name].frame)
    found = theories_said(SimpleNamespace(contract=contract))
    assert [(issue.value, issue.place.cell) for issue in found] == said
    assert {issue.code for issue in found} <= {"theory_not_on_map"}


def test_a_new_workbook_has_the_theories_that_its_contract_chose_and_other_years_have_none(_made):
    shown = {}
    for name in ("Jobcenter Musvågevej 2011", "Jobcenter Skelbækgade 2009"):
        with ClosedBook(_made / f"{name}.xlsx") as book:
            shown[name] = read_table(Theories, book.read(Theories.name), words()).frame
    of_2011, of_2009 = shown.values()
    assert not len(of_2009)
    assert of_2011[Theories.THEORY].nunique() == 4
    chosen = of_2011.groupby(Theories.THEORY, sort=False)[Theories.CHOSEN].first()
    assert list(chosen) == ["yes", "yes", "yes", "no"]
    assert list(of_2011[Theories.THEORY_GOALS].dropna()) == ["1-5", "6-7", "8-13"]


def test_a_new_workbook_has_the_four_perspectives_drawn(_made):
    [drawing] = drawings(_made / "Jobcenter Musvågevej 2011.xlsx").values()
    assert all(name in drawing for name in PERSPECTIVES)
    assert "tailEnd" not in drawing


def test_recalculating_keeps_what_a_user_added_and_where_the_map_was_put(drawn, tmp_path):
    path = tmp_path / "egen.xlsx"
    [name] = drawings(drawn)
    own = (
        '<xdr:oneCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:from><xdr:col>1</xdr:col>'
        "<xdr:colOff>0</xdr:colOff><xdr:row>40</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        '<xdr:ext cx="9000" cy="9000"/><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="900" name="Min note"/>'
        '<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
        "<xdr:clientData/></xdr:oneCellAnchor>"
    )
    with zipfile.ZipFile(drawn) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            if member == name:
                content = content.replace(b"</xdr:wsDr>", own.encode() + b"</xdr:wsDr>")
                content = content.replace(b"<xdr:row>4</xdr:row>", b"<xdr:row>6</xdr:row>", 1)
            new.writestr(member, content)
    recalculate(path, DAY, NOW)
    [drawing] = drawings(path).values()
    assert 'name="Min note"' in drawing
    assert "<xdr:row>6</xdr:row>" in drawing
    assert drawing.count(f'name="{GROUP_NAME}"') == 1


def test_an_open_excel_draws_the_map_anew_and_leaves_the_users_shapes(drawn):
    host = Desktop(drawn)
    shapes = host.grid.sheet("Strategikort").shapes
    old, own = shapes.AddShape(1, 700, 90, 10, 10), shapes.AddShape(1, 5, 5, 5, 5)
    old.Name, own.Name = f"{GROUP_NAME} 1", "Min note"
    group = shapes.Range([old.Name, own.Name]).Group()
    group.Name, group.Left, group.Top = GROUP_NAME, 700, 90
    book = host.open()
    recalculate_book(book, words(), DAY, NOW)
    book.save()
    assert book.notices == []
    [group] = [shape for shape in shapes if shape.Name == GROUP_NAME]
    assert own in shapes.all
    assert old not in group.members
    by_text = {shape.text: shape for shape in group.members}
    box = by_text["Professionel service til tiden"]
    assert (box.Left > 700, box.Top > 90) == (True, True)
    assert box.DrawingObject.Formula == "='Strategikort'!$B$7"
    assert sum(bool(shape.nodes) for shape in group.members) == 11
    assert "Samarbejdskultur" in group.AlternativeText


def test_an_excel_that_will_not_draw_keeps_the_table_and_says_so(drawn):
    host = Desktop(drawn)
    shapes = host.grid.sheet("Strategikort").shapes
    shapes.AddShape(1, 0, 0, 1, 1).Name = GROUP_NAME
    shapes.is_locked = True
    book = host.open()
    recalculate_book(book, words(), DAY, NOW)
    book.save()
    assert [issue.code for issue in book.notices] == ["map_not_drawn"]
    assert "»Strategikort«" in book.notices[0].message(words())
    assert len(shapes.all) == 1


def test_the_document_tells_theories_map_and_rule_in_both_languages(drawn):
    part = read_part(drawn, DAY, NOW.date())
    blocks = strategy_blocks(part, words())
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == [
        "Vision og forandringsteorier", "Adgang til arbejde og uddannelse for ledige",
        "Mulighed for at alle kan være med", "Professionel service til tiden", "Strategikort",
    ]  # fmt: skip
    chains = [block for block in blocks if isinstance(block, Bullets) and block.numbered]
    assert [chain.items[0] for chain in chains] == ["[udfyldes]"] * 3  # the first step is not legible in the source
    assert any("Sygemeldte" in block.text for block in blocks if isinstance(block, Paragraph))
    tables = [block for block in blocks if isinstance(block, DataTable)]
    assert [len(table.rows) for table in tables] == [6, 3, 8]  # the goals 1-5, 6-7 and 8-13 (two lines), and together
    [picture] = [block for block in blocks if isinstance(block, Picture)]
    assert len(picture.data.rows) == len(lines(drawn))
    rule = blocks[blocks.index(picture) - 1]
    assert rule.text.startswith("Et fokusområde har det værste af sine måls lys.")
    english = strategy_blocks(part, words("en"))
    assert [type(block) for block in english] == [type(block) for block in blocks]
    assert any(isinstance(block, Paragraph) and "worst of its goals" in block.text for block in english)


def test_a_theory_that_a_centre_does_not_choose_is_told_by_name_only_and_nothing_at_all_where_there_is_none(drawn):
    part = read_part(drawn, DAY, NOW.date())
    theories = part.papers["theories"]
    part.papers["theories"] = theories.assign(chosen="no")
    blocks = strategy_blocks(part, words())
    [note] = [block for block in blocks if isinstance(block, Paragraph) and block.kind is TextKind.NOTE]
    assert note.text.startswith("Ikke valgt af centret: Adgang til arbejde og uddannelse for ledige; ")
    part.papers.clear()
    assert strategy_blocks(part, words()) == ()
