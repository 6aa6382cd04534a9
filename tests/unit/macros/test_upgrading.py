"""Workbooks of earlier versions are brought up with everything they hold; what stands in the way refuses the whole."""

import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from macros.cli import main
from macros.steps.importing import import_exports
from macros.steps.new import content
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from macros.steps.upgrading import upgrade
from schemas.errors import RefusedError
from schemas.frames import is_missing, records
from schemas.parameters import in_force
from schemas.reading import read_table
from schemas.tables import Goals, Origins, Parameters
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES, NOW, OLD
from tests.kitchen.sink import decorate, inject
from workbook.builder import contract_workbook, with_macros
from workbook.closed.book import ClosedBook
from workbook.closed.grafting.upgrade import Lack, graft, lack_of
from workbook.layout import sheets
from workbook.opc.index import Index
from workbook.opc.package import Package
from workbook.strategy.figures import GROUP_NAME

NEW_SHEETS = [
    "Indikatorkatalog", "Oversættelse", "Konti", "Omdisponeringer", "Afgivne prognoser", "Taxameter",
    "Tilgang og budget", "Vurderinger", "Varslingspligt", "Ydelsesopfølgning", "Belønning", "Datastatus", "Historik",
    "Ændringer", "Godkendte", "Rettelser bagud", "Kommentarer", "Kalender", "Temaer", "Forandringsteorier",
    "Kontrakttekst", "Borgerkontrakt",
    "Prøv selv (ny)",  # the old one has the name
    "Oprindelse", "Beregningsgrundlag", "Godkendt grundlag", "Registrets grundlag", "Prognosegrundlag",
]  # fmt: skip
NEW_COLUMNS = {"lowest", "highest", "impossible"}
JKS = "Jobcenter Skelbækgade"


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request, tmp_path):
    return shutil.copy(request.param, tmp_path / "gammel.xlsx")


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def brought_up(request, upgraded):
    return upgraded(request.param)


def lack(path):
    package = Package(path)
    found = lack_of(Index(package))
    package.close()
    return found


def members(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def results(path):
    done = recalculate(path, NOW.date().replace(month=6, day=30), NOW)
    return [{name: value for name, value in row.items() if not is_missing(value)} for row in records(done.results)]


def test_an_old_workbook_lacks_nothing_afterwards_and_gives_the_same_figures(old, tmp_path):
    before = results(shutil.copy(old, tmp_path / "før.xlsx"))
    done = upgrade(old, NOW)
    assert done.sheets == NEW_SHEETS
    assert done.map_on == "Strategikort"
    assert {"surplus_rate", "recovery_days", "red_chance"} <= set(done.parameters)
    assert not lack(old).is_any
    assert parameters(old) == pytest.approx({name: each.value for name, each in in_force(2009).items()})
    assert results(old) == before
    # What stands in words came with the next recalculation, in the columns that were added.
    told = ((Goals, Goals.TARGET_IN_WORDS), (Parameters, Parameters.TITLE))
    with ClosedBook(old) as book:
        said = {table: (book.read(table.name), words().title(table, field)) for table, field in told}
        steps = [row[2].text for row in book.read("log").rows]
    cells = {table: [row[raw.header.index(title)].text for row in raw.rows] for table, (raw, title) in said.items()}
    assert all(cells[Goals]) and "Lys: tolerance" in cells[Parameters]
    assert "Parameter" not in steps  # what was never written is not told as taken away, nor what counts anyhow as new
    assert map_is_drawn(old)


def parameters(path):
    with ClosedBook(path) as book:
        frame = read_table(Parameters, book.read(Parameters.name), words()).frame
    return dict(zip(frame[Parameters.NAME], frame[Parameters.VALUE], strict=True))


@pytest.mark.parametrize(("told", "state"), [(b"6", "visible"), (b"7", "hidden")], ids=("older", "hidden by the user"))
def test_the_history_that_was_hidden_is_a_page_afterwards(told, state, workbook, tmp_path):
    path = workbook("Jobcenter Musvågevej 2011")
    donor = shutil.copy(path, tmp_path / "ny.xlsx")
    parts = members(path)
    book = parts["xl/workbook.xml"].replace(b'<sheet name="Historik"', b'<sheet name="Historik" state="hidden"')
    parts["xl/workbook.xml"] = re.sub(rb"(resultatkontrakt_columns[^>]*>)\d+", rb"\g<1>" + told, book)
    with zipfile.ZipFile(path, "w") as package:
        for member, content in parts.items():
            package.writestr(member, content)
    graft(path, donor, Lack(), words())
    assert openpyxl.load_workbook(path)["Historik"].sheet_state == state


def map_is_drawn(path):
    return any(GROUP_NAME.encode() in part for name, part in members(path).items() if "drawings/drawing" in name)


def test_a_map_that_was_deleted_comes_again_right_of_what_stands_on_the_sheet(workbook):
    path = workbook("Jobcenter Musvågevej 2011")
    parts = members(path)
    [name] = [name for name, part in parts.items() if GROUP_NAME.encode() in part]
    anchor = re.compile(b"<xdr:oneCellAnchor.*</xdr:oneCellAnchor>", re.DOTALL)
    picture = b"<xdr:twoCellAnchor><xdr:to><xdr:col>20</xdr:col></xdr:to></xdr:twoCellAnchor>"
    parts[name] = anchor.sub(picture, parts[name])
    with zipfile.ZipFile(path, "w") as book:
        for member, content in parts.items():
            book.writestr(member, content)
    done = upgrade(path, NOW)
    assert (done.sheets, done.columns, done.map_on) == ([], [], "Strategikort")
    assert "Strategikortet er tegnet på arket Strategikort" in done.whole
    drawing = members(path)[name]
    assert picture in drawing
    assert re.findall(b"<xdr:from><xdr:col>(\\d+)", drawing) == [b"22"]
    assert not upgrade(path, NOW).changed


def test_a_second_upgrade_writes_nothing(brought_up):
    content_before = brought_up.read_bytes()
    assert not upgrade(brought_up, NOW).changed
    assert brought_up.read_bytes() == content_before


def test_an_upgraded_workbook_is_a_valid_one(brought_up):
    found = OpenXmlValidator().validate(str(brought_up))
    assert found.is_valid, [str(each) for each in found.errors][:5]
    with ClosedBook(brought_up) as book:
        assert words().title("attention", "light_moved") in book.read("attention").header
    sheets_of = [
        content.decode() for name, content in members(brought_up).items() if name.startswith("xl/worksheets/sheet")
    ]
    (follow_up,) = [content for content in sheets_of if "dataBar" in content]
    named = re.findall(r"<x14:id>([^<]+)</x14:id>", follow_up)
    assert sorted(named) == sorted(re.findall(r'<x14:cfRule [^>]*id="([^"]+)"', follow_up))
    assert len(set(named)) == 2


def test_imports_keep_origins_after_an_upgrade(brought_up, csv_file):
    export = csv_file("Center;Indikator;Periode;Værdi", f"{JKS};company_placements;2009-07;70")
    import_exports(brought_up, [export], NOW)
    with ClosedBook(brought_up) as book:
        (row,) = book.read(Origins.name).rows
    assert [cell.text for cell in row[:7]] == [
        "LIS-data", JKS, "company_placements", "2009-07", "udtræk.csv", "", "D2",
    ]  # fmt: skip


def test_without_an_upgrade_an_import_goes_on_as_before(old, csv_file):
    import_exports(old, [csv_file("Center;Indikator;Periode;Værdi", f"{JKS};company_placements;2009-07;70")], NOW)
    with ClosedBook(old) as book:
        assert Origins.name not in book.tables()
        assert book.read("observations").rows[-1][3].value == 70


def test_the_log_says_what_was_added(brought_up):
    with ClosedBook(brought_up) as book:
        last = [cell.text for cell in book.read("log").rows[-1]]
    assert last[2] == "Opgradér"
    assert "Oprindelse" in last[3]


# ---- what the user added ---------------------------------------------------------------------------------------


def aged(monkeypatch):
    """New workbooks are made as before: without the sheet of origins and some columns of the follow-up."""

    def block(each):
        return replace(each, columns=tuple(name for name in each.columns if name not in NEW_COLUMNS))

    earlier = [
        replace(sheet, blocks=tuple(map(block, sheet.blocks))) if sheet.key == "follow_up" else sheet
        for sheet in sheets()
        if sheet.key != "origins"
    ]
    monkeypatch.setattr(contract_workbook, "sheets", lambda: earlier)
    monkeypatch.setattr(contract_workbook, "columns_version", lambda: 1)
    named = with_macros.sheet_names()
    monkeypatch.setattr(with_macros, "sheet_names", lambda: named[: len(earlier)])


@pytest.fixture
def rich(once, tmp_path):
    """An aged workbook with nearly everything that a user can put into one."""
    return Path(shutil.copy(once("rich and aged", _make_rich) / "rig.xlsx", tmp_path))


def _make_rich(folder):
    register = read_register("2009", words())
    plain, path = folder / "plain.xlsx", folder / "rig.xlsx"
    with pytest.MonkeyPatch.context() as patch:
        aged(patch)
        contract_workbook.build(content(register, register.holders[0], words()), plain, decorate)
    inject(plain, path, "LIS-data", "observations")
    import_exports(path, [EXAMPLES / "example_2009.csv"], NOW)


def test_all_that_the_user_added_is_still_there(rich, tmp_path):
    before = members(rich)
    done = upgrade(rich, NOW)
    assert (done.sheets, len(done.columns)) == (["Oprindelse"], len(NEW_COLUMNS))
    after = members(rich)
    assert before.keys() <= after.keys()
    changed = {name for name in before if before[name] != after[name]}
    book = ClosedBook(rich)
    follow_up, log = (book._index.tables[name] for name in ("results", "log"))
    book.close()
    own = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert changed <= own | {follow_up.part, follow_up.sheet.part, log.part, log.sheet.part}
    with ClosedBook(rich) as again:
        theirs = [name for name in again.sheets() if name.startswith("Bruger")]
    assert len(theirs) > 3
    assert not lack(rich).is_any


def test_names_that_belong_to_a_sheet_stay_with_it(rich):
    def local(path):
        book = openpyxl.load_workbook(path)
        return {(sheet.title, name): str(each.value) for sheet in book for name, each in sheet.defined_names.items()}

    before = local(rich)
    upgrade(rich, NOW)
    assert before.items() <= local(rich).items()


@pytest.mark.office
def test_libreoffice_opens_it(rich, office, tmp_path):
    upgrade(rich, NOW)
    converted = office(rich, "xlsx:Calc MS Excel 2007 XML", tmp_path / "ud")
    book = openpyxl.load_workbook(converted)
    assert "Oprindelse" in book.sheetnames
    assert [cell.value for cell in book["Oprindelse"][4]][:4] == ["Tabel", "Center", "Indikator", "Periode"]


def test_a_text_beside_the_table_refuses_the_whole_upgrade(rich):
    book = openpyxl.load_workbook(rich)
    column = openpyxl.utils.cell.range_boundaries(book["Opfølgning"].tables["results"].ref)[2] + 1
    cell = f"{openpyxl.utils.get_column_letter(column)}6"
    book["Opfølgning"][cell] = "min note"
    book.save(rich)
    before = rich.read_bytes()
    with pytest.raises(RefusedError) as caught:
        upgrade(rich, NOW)
    (issue,) = caught.value.issues
    assert (issue.code, issue.place.sheet, issue.place.cell) == ("upgrade_blocked", "Opfølgning", cell)
    assert rich.read_bytes() == before


@pytest.mark.parametrize("language", ["da", "en"])
def test_workbooks_in_either_language_and_with_macros(language, tmp_path, monkeypatch):
    register = read_register("2009", words(language))
    path = tmp_path / "bog.xlsm"
    with monkeypatch.context() as patch:
        aged(patch)
        contract_workbook.build(content(register, register.holders[0], words(language), macros=True), path)
    before = members(path)
    upgrade(path, NOW)
    assert members(path)["xl/vbaProject.bin"] == before["xl/vbaProject.bin"]
    assert not lack(path).is_any
    assert words(language).sheet("origins") in openpyxl.load_workbook(path).sheetnames


# ---- the command -----------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did(old, capsys, tmp_path):
    assert main(["upgrade", str(old)]) == 0
    assert f"Tilføjet: ark {', '.join(NEW_SHEETS)};" in capsys.readouterr().out
    assert main(["upgrade", str(old)]) == 0
    assert "intet er ændret" in capsys.readouterr().out
    assert main(["upgrade", str(tmp_path / "væk.xlsx")]) == 3
    other = tmp_path / "anden.xlsx"
    openpyxl.Workbook().save(other)
    assert main(["upgrade", str(other)]) == 3
