"""The workbook with macros in LibreOffice: it opens, lists the macros, and each button passes the right call on."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.steps.new import new
from macros.steps.register import read_register
from schemas.words.vocabulary import words
from workbook.builder import with_macros as builder
from workbook.layout import buttons
from workbook.vba.build import WORKBOOK_NAME, modules, sheet_names
from workbook.vba.project import vba_project

pytestmark = pytest.mark.office
CHECK = Path(__file__).parents[1] / "hosts" / "lo_check.py"
SYSTEM_PYTHON = "/usr/bin/python3"
# LibreOffice cannot run a project that holds xlwings' own modules, and says nothing: a stub stands in for them.
STUB = """Public Function RunPython(PythonCommand As String)
    ThisWorkbook.Worksheets("Handlingsplan").Range("Z1").Value = PythonCommand
End Function
"""


@pytest.fixture(scope="module")
def check():
    """Run the check in LibreOffice; skipped with a word where it or its bridge is missing, but never in CI."""
    found = shutil.which("soffice") and Path(SYSTEM_PYTHON).exists()
    bridge = found and subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    if not bridge or bridge.returncode:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice with python3-uno is missing, and in CI its tests must run")
        pytest.skip("install libreoffice-calc and python3-uno to run the macros in LibreOffice")

    def run(path, *arguments):
        done = subprocess.run([SYSTEM_PYTHON, CHECK, path, *arguments], capture_output=True, text=True, check=False)
        return json.loads(done.stdout)

    return run


def make(path):
    new(read_register("2009", words()), None, path, words(), macros=True)
    return path


def test_libreoffice_opens_it_and_lists_modules_macros_and_buttons(check, tmp_path):
    report = check(make(tmp_path / "Skelbækgade.xlsm"))
    assert report["errors"] == {}
    assert list(report["sheets"].values()) == sheet_names()
    listed = report["modules"]["VBAProject"]
    assert set(listed) == {WORKBOOK_NAME, *sheet_names(), *modules(words())}
    assert [button.macro for button in buttons()] == listed["RkButtons"]["macros"][: len(buttons())]
    assert "RunPython" in listed["xlwings"]["macros"]
    on_front = [words().text(f"button_{button.name}") for button in buttons() if button.front]
    assert sorted(each["label"] for each in report["buttons"]) == sorted(on_front)


def test_each_buttons_macro_passes_the_right_call(check, tmp_path, monkeypatch):
    ours = {name: text for name, text in modules(words()).items() if name.startswith("Rk")}
    stubbed = {**ours, "xlwings": STUB}
    project = vba_project(stubbed, [WORKBOOK_NAME, *sheet_names()])
    monkeypatch.setattr(builder, "shipped", lambda _: project)
    path = make(tmp_path / "Skelbækgade.xlsm")
    runs = [part for button in buttons() for part in ("--run", f"RkButtons.{button.macro}")]
    report = check(path, *runs, "--cell", "Handlingsplan!Z1")
    assert report["errors"] == {}
    calls = [run["cells"]["Handlingsplan!Z1"] for run in report["runs"]]
    assert calls == [f"from macros.buttons.classic import press; press('{button.name}')" for button in buttons()]
