"""Two runs on one workbook, a full disk and locked sheets: one clear refusal, and never half a write."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from macros import crash_log
from macros.cli import main
from macros.steps.contract import open_book
from schemas.reading import read_table
from schemas.tables import Observations
from workbook.closed.book import ClosedBook
from workbook.closed.run_lock import writing_alone
from workbook.temporary import OLD, PREFIX, work_folder

ROOT = Path(__file__).parents[3]
JK = "Jobcenter København"
HEADER = "Center;Indikator;Periode;Værdi"
FIRST = [HEADER, *(f"{JK};offers_on_time;2008-{month:02d};{70 + month}" for month in range(1, 7))]
SECOND = [HEADER, *(f"{JK};contact_interviews_on_time;2008-{month:02d};{80 + month}" for month in range(1, 7))]


@pytest.fixture
def target(workbook):
    return workbook("Jobcenter København 2008")


def observed(path):
    book, language = open_book(path)
    with book:
        return len(read_table(Observations, book.read(Observations.name), language).frame)


def changed_part(path, table, change):
    """The same workbook with a change to the sheet that a table stands on, or to the workbook part."""
    with ClosedBook(path) as book:
        part = book._index.tables[table].sheet.part if table else book._index.workbook
    made = path.with_name("ændret.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member, change(content) if member.filename == part else content)
    made.replace(path)


def locked(attributes):
    """A sheet's protection put in the place of any other."""
    tag = f'<sheetProtection {attributes} sheet="1" objects="1" scenarios="1"/>'.encode()
    return lambda xml: re.sub(rb"</sheetData>", rb"</sheetData>" + tag, re.sub(rb"<sheetProtection[^>]*/>", b"", xml))


def refusal(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    return code, [(issue["code"], issue["sheet"]) for issue in json.loads(capsys.readouterr().out)["issues"]]


# -- two at once -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["import", "recalculate"])
def test_a_run_that_read_the_file_before_another_wrote_it_is_refused(step, target, csv_file, capsys, monkeypatch):
    """The other run is done between the reading and the writing of this one."""
    first, second = csv_file(*FIRST, name="a.csv"), csv_file(*SECOND, name="b.csv")
    save, others = ClosedBook.save, iter([True])

    def late(book):
        if next(others, False):
            assert main(["import", str(target), str(second)]) == 0
            capsys.readouterr()
        save(book)

    monkeypatch.setattr(ClosedBook, "save", late)
    arguments = ["import", target, first] if step == "import" else ["recalculate", target]
    assert refusal(capsys, *arguments) == (3, [("file_changed", None)])
    assert observed(target) == 6
    assert main(["import", str(target), str(first)]) == 0  # and once more, on the new file
    assert observed(target) == 12


def test_a_run_that_meets_another_one_writing_is_refused(target, csv_file, capsys):
    before = target.read_bytes()
    with writing_alone(target):
        assert refusal(capsys, "import", target, csv_file(*FIRST)) == (3, [("file_busy", None)])
    assert target.read_bytes() == before


def test_an_upgrade_that_meets_another_one_writing_is_refused(tmp_path, capsys):
    old = tmp_path / "gammel.xlsx"
    shutil.copy(ROOT / "tests" / "old" / "0.1.0.xlsx", old)
    before = old.read_bytes()
    with writing_alone(old):
        assert main(["upgrade", str(old)]) == 3
    assert "En anden kørsel" in capsys.readouterr().err
    assert old.read_bytes() == before


def test_touching_the_file_is_no_change(target, csv_file, capsys, monkeypatch):
    """Programs that synchronise files set their times, and give them other numbers."""
    save = ClosedBook.save

    def touched(book):
        copy = target.with_name("kopi.xlsx")
        shutil.copy(target, copy)
        copy.replace(target)
        save(book)

    monkeypatch.setattr(ClosedBook, "save", touched)
    assert main(["import", str(target), str(csv_file(*FIRST))]) == 0


@pytest.mark.slow
@pytest.mark.own_process
@pytest.mark.parametrize("delay", [0.0, 0.3])
def test_two_imports_at_once_never_lose_rows_that_were_said_to_be_in(delay, target, csv_file):
    exports = [csv_file(*FIRST, name="a.csv"), csv_file(*SECOND, name="b.csv")]
    command = [sys.executable, "-m", "resultatkontrakt", "import", str(target)]
    runs = []
    for export in exports:
        runs.append(
            subprocess.Popen(
                [*command, str(export)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            runs[0].wait(delay)
    said = [run.communicate()[1] for run in runs]
    codes = [run.returncode for run in runs]
    assert set(codes) <= {0, 3}, said
    assert 0 in codes
    assert observed(target) == 6 * codes.count(0)
    assert "Traceback" not in "".join(said)


# -- locked sheets ---------------------------------------------------------------------------------------------------

NEW_FORM = 'algorithmName="SHA-512" hashValue="tZ8Y8d1Zp+uKQG7s==" saltValue="AAAA==" spinCount="100000"'
OLD_FORM = 'password="CC1A"'


@pytest.mark.parametrize("form", [NEW_FORM, OLD_FORM])
@pytest.mark.parametrize(("table", "sheet"), [("observations", "LIS-data"), ("log", "Log"), ("issues", "Validering")])
def test_a_sheet_locked_by_a_password_is_not_written(form, table, sheet, target, csv_file, capsys):
    changed_part(target, table, locked(form))
    before = target.read_bytes()
    assert refusal(capsys, "import", target, csv_file(*FIRST)) == (1, [("sheet_locked", sheet)])
    assert target.read_bytes() == before


def test_recalculation_does_not_write_a_locked_follow_up(target, capsys):
    changed_part(target, "results", locked(OLD_FORM))
    before = target.read_bytes()
    assert refusal(capsys, "recalculate", target) == (1, [("sheet_locked", "Opfølgning")])
    assert target.read_bytes() == before


@pytest.mark.parametrize("form", ["", 'password=""', 'password="0000"'])
def test_a_sheet_locked_without_one_is_written_as_our_own_are(form, target, csv_file):
    changed_part(target, "observations", locked(form))
    assert main(["import", str(target), str(csv_file(*FIRST))]) == 0


def test_a_locked_sheet_that_nothing_is_written_to_stands_in_nobodys_way(target, csv_file):
    changed_part(target, "observations", locked(NEW_FORM))
    changed_part(target, "budget_lines", locked(NEW_FORM))
    assert main(["recalculate", str(target)]) == 0


@pytest.mark.parametrize(("workbook_of", "table"), [("0.1.0", "log"), ("2026-11-22", "results")])
def test_an_upgrade_writes_no_locked_sheet_and_leaves_nothing_half_done(workbook_of, table, tmp_path, capsys):
    old = tmp_path / "gammel.xlsx"
    shutil.copy(ROOT / "tests" / "old" / f"{workbook_of}.xlsx", old)
    changed_part(old, table, locked(OLD_FORM))
    before = old.read_bytes()
    assert main(["upgrade", str(old)]) == 1
    assert "er låst med en adgangskode" in capsys.readouterr().err
    assert old.read_bytes() == before


def test_an_upgrade_adds_no_sheet_to_a_locked_workbook(tmp_path, capsys):
    old = tmp_path / "gammel.xlsx"
    shutil.copy(ROOT / "tests" / "old" / "0.1.0.xlsx", old)
    tag = b'<workbookProtection workbookPassword="CC1A" lockStructure="1"/>'
    changed_part(old, None, lambda xml: xml.replace(b"<bookViews", tag + b"<bookViews"))
    before = old.read_bytes()
    assert main(["upgrade", str(old)]) == 1
    assert "Opbygningen af gammel.xlsx er låst" in capsys.readouterr().err
    assert old.read_bytes() == before


# -- a full disk -----------------------------------------------------------------------------------------------------


LIMITED = """
import contextlib, io, json, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from macros.cli import main
done = []
for arguments in json.loads(sys.argv[2]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    done.append((code, out.getvalue(), err.getvalue()))
sys.stdout.write(json.dumps(done))
"""


def limited(size, *commands):
    """Commands in a process that may write no file larger than so many bytes: code, output and errors of each."""
    given = json.dumps([[str(each) for each in command] for command in commands])
    done = subprocess.run(
        [sys.executable, "-B", "-c", LIMITED, str(size), given], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a process's file sizes")
@pytest.mark.parametrize("size", [0, 600, 20_000])
def test_a_full_disk_and_a_full_temporary_folder(size, target, csv_file):
    export = csv_file(*FIRST)
    before, beside = target.read_bytes(), set(target.parent.iterdir())
    for code, out, err in limited(
        size, ("import", target, export), ("recalculate", target), ("new", "2009", "--out", "ny.xlsx")
    ):
        assert (code, out) == (3, ""), err
        assert "kunne ikke skrives" in err
        assert not re.search("Traceback|Exception|uventet", err), err
    assert target.read_bytes() == before
    assert set(target.parent.iterdir()) == beside


def test_an_unforeseen_error_without_room_for_its_log(monkeypatch):
    def none():
        raise FileNotFoundError(2, "No usable temporary directory")

    monkeypatch.setattr(crash_log, "log_folder", none)
    monkeypatch.setattr(crash_log, "_temporary", none)
    assert crash_log.record(ZeroDivisionError()).code == "unexpected_unlogged"
    assert crash_log.record(OSError(28, "full", "/x/tal.xlsx")).details["what"] == "tal.xlsx"


def test_folders_that_killed_runs_left_among_the_temporary_ones(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ancient, recent, theirs = tmp_path / f"{PREFIX}a", tmp_path / f"{PREFIX}b", tmp_path / "andet"
    for folder in (ancient, recent, theirs):
        (folder / "0").mkdir(parents=True)
        (folder / "0" / "answer").touch()
    for folder in (ancient, theirs):
        then = folder.stat().st_mtime - OLD - 60
        os.utime(folder, (then, then))
    with work_folder() as own:
        assert own.is_dir()
    assert set(tmp_path.iterdir()) == {recent, theirs}
