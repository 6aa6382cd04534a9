"""The workbook with macros: its project is the one that the sources give, and it fits the sheets and the ribbon."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from oletools.olevba import VBA_Parser

from macros.buttons.actions import BUTTONS
from macros.buttons.names import BUTTON_NAMES
from macros.cli import main
from macros.steps.new import new
from macros.steps.register import read_register
from schemas.words.function_help import function_names
from schemas.words.vocabulary import words
from tests.unit.workbook.vba.test_vba_project import lines, sources
from workbook.builder.with_macros import ribbon
from workbook.closed.book import ClosedBook
from workbook.layout import buttons, sheets
from workbook.vba.build import build, modules, sheet_names, shipped

RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("makroer") / "Skelbækgade.xlsm"
    new(read_register("2009", words()), None, path, words(), macros=True)
    return path


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_shipped_project_is_what_the_sources_give_byte_for_byte(language):
    assert build(words(language)) == shipped(words(language)), "run: python -m workbook.vba.build"


def test_olevba_reads_every_module_back(made):
    parser = VBA_Parser(str(made))
    found = {name: lines(code) for _, _, name, code in parser.extract_macros()}
    parser.close()
    for name, text in modules(words()).items():
        ending = "cls" if name == "Dictionary" else "bas"
        read = found[f"{name}.{ending}"]
        body = lines(text).partition("Attribute VB_Exposed = False\n")[2] if ending == "cls" else lines(text)
        assert read.endswith(body.removesuffix("\n") + "\n"), name
    assert "Redistributions of source code must retain the above copyright notice" in found["xlwings.bas"]


def test_no_module_names_a_place_on_somebodys_disk():
    assert not [text for text in sources(build()).values() if "\\Users\\" in text or "xlwings.xlam" in text]


def test_the_code_names_of_the_file_are_those_of_the_project(made):
    with zipfile.ZipFile(made) as package:
        assert b'codeName="ThisWorkbook"' in package.read("xl/workbook.xml")
        for number, name in enumerate(sheet_names(), start=1):
            assert f'<sheetPr codeName="{name}"'.encode() in package.read(f"xl/worksheets/sheet{number}.xml")
        assert package.read("xl/vbaProject.bin") == shipped(words())
    assert len(sheet_names()) == len(sheets()) == len(set(sheet_names()))


def test_every_button_is_in_the_ribbon_or_also_on_the_front_page_and_calls_its_macro(made):
    with zipfile.ZipFile(made) as package:
        drawing = package.read("xl/drawings/vmlDrawing1.vml").decode()
        tab = ElementTree.fromstring(package.read("customUI/customUI14.xml"))
    assert tuple(button.name for button in buttons()) == BUTTON_NAMES == tuple(BUTTONS)
    in_ribbon = {each.get("id"): each for each in tab.iter(f"{RIBBON}button")}
    code = modules(words())["RkButtons"]
    for button in buttons():
        assert (f"[0]!RkButtons.{button.macro}" in drawing) is button.front
        assert f'Public Sub {button.macro}()\n    RkPress "{button.name}"' in code
        assert in_ribbon[f"rk_{button.name}"].get("onAction") == "RkRibbon.RkRibbonPress"
        assert in_ribbon[f"rk_{button.name}"].get("label") == words().text(f"button_{button.name}")
    assert len(in_ribbon) == len(buttons())


def test_the_ribbon_is_well_formed_in_both_languages():
    for language in ("da", "en"):
        assert ElementTree.fromstring(ribbon(words(language))).tag == f"{RIBBON}customUI"


def test_every_function_has_a_wrapper_that_excel_can_read():
    text = modules(words())["RkFunctions"]
    for name in function_names():
        assert f"Public Function RK_{name}(" in text
        assert f'XLPy.CallUDF("udfs.excel", "{name}"' in text
    longest = max(text.splitlines(), key=len)
    assert len(longest) <= 1023  # the editor's own limit
    assert text.encode("cp1252")


def test_the_steps_keep_everything_of_it(made, tmp_path):
    copy = tmp_path / made.name
    copy.write_bytes(made.read_bytes())
    assert main(["recalculate", str(copy)]) == 0
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(copy) as after:
        for part in ("xl/vbaProject.bin", "customUI/customUI14.xml", "xl/drawings/vmlDrawing1.vml", "_rels/.rels"):
            assert before.read(part) == after.read(part)
    with ClosedBook(copy) as book:
        assert book.read("results").rows


def test_made_twice_it_is_the_same_but_for_the_time(tmp_path):
    packages = []
    for name in ("a.xlsm", "b.xlsm"):
        new(read_register("2009", words()), None, tmp_path / name, words(), macros=True)
        packages.append(zipfile.ZipFile(io.BytesIO((tmp_path / name).read_bytes())))
    first, second = packages
    different = [each for each in first.namelist() if first.read(each) != second.read(each)]
    assert set(different) <= {"docProps/core.xml"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--macros", "--out", "a.xlsx"], "not_macro_name"), (["--out", "a.xlsm"], "macros_not_wanted")],
)
def test_the_files_ending_says_whether_it_has_macros(arguments, code, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "2009", *arguments]) == 3
    assert ".xlsm" in capsys.readouterr().err
    assert not list(tmp_path.iterdir()), code
