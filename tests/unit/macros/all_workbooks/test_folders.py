"""A folder in a workbook's place: every command that takes workbooks takes all of ours in it."""

import json
import shutil
from contextvars import Context
from datetime import datetime

import pytest

from macros.steps.all_workbooks import each
from macros.steps.all_workbooks.each import for_each, require_any
from macros.steps.all_workbooks.folder import workbooks_of
from macros.steps.all_workbooks.side_by_side import Workers
from macros.steps.undoing import undo
from schemas.errors import CannotOpenError, RefusedError
from tests.unit.macros.command_line import run
from workbook.closed.atomic import replacing
from workbook.closed.undo.going_back import UNDO
from workbook.closed.undo.keeping import Run, keep_state, keeping

NAMES = ("Jobcenter Sygedagpenge 2008", "BIF i alt 2008")


@pytest.fixture(scope="module")
def folder(_made, tmp_path_factory):
    """Two workbooks, and beside them what is none."""
    made = tmp_path_factory.mktemp("centre")
    for name in NAMES:
        shutil.copy(_made / f"{name}.xlsx", made)
    (made / f"~${NAMES[0]}.xlsx").write_bytes(b"lock")
    (made / ".skjult.xlsx").write_bytes(b"x")
    (made / "ødelagt.xlsx").write_bytes(b"x")
    (made / "udtræk.csv").write_text("Center;Indikator;Periode;Værdi\nBIF i alt;sickness_absence;2008-01;7", "utf-8")
    (made / "mappe.xlsx").mkdir()
    return made


@pytest.fixture
def some(folder, tmp_path):
    """A copy of them without the lock."""
    return shutil.copytree(folder, tmp_path / "centre", ignore=shutil.ignore_patterns("~$*"))


def test_ours_are_found_in_order_and_others_passed_over(folder, together):
    shutil.copy(together, folder / "samlet.xlsx")
    found = workbooks_of([folder])
    assert [path.stem for path in found.paths] == sorted(NAMES)
    assert [(issue.code, issue.place.file) for issue in found.issues] == [("workbook_unreadable", "ødelagt.xlsx")]
    (folder / "samlet.xlsx").unlink()


def test_a_file_is_the_file_and_is_named_once(folder):
    path = folder / f"{NAMES[0]}.xlsx"
    found = workbooks_of([path, folder, path])
    assert [each.stem for each in found.paths] == [NAMES[0], NAMES[1]]


def test_recalculate_close_and_upgrade_do_all_of_them(some, capsys):
    code, text = run(capsys, "recalculate", some, "--as-of", "2008-06")
    assert code == 0
    assert "I alt (2)" in text
    code, text = run(capsys, "recalculate", some, "--as-of", "2008-06", "--json")
    told = json.loads(text)["workbooks"]
    assert [(each["centre"], each["as_of"]) for each in told] == [
        ("BIF i alt", "2008-06-30"),
        ("Jobcenter Sygedagpenge", "2008-06-30"),
    ]
    assert all(each["results"] for each in told)
    code, text = run(capsys, "upgrade", some)
    assert (code, text.count("har allerede alle ark og kolonner")) == (0, 2)


def test_validate_takes_exports_against_all_of_them(some, capsys):
    code, text = run(capsys, "validate", some, some / "udtræk.csv")
    assert code == 0
    assert "Observationer: 1, budgetlinjer: 0, mål: 9." in text
    code, text = run(capsys, "validate", some)
    assert (code, "mål: 9." in text) == (0, True)


def test_consolidate_takes_the_folder(some, tmp_path, capsys):
    code, text = run(capsys, "consolidate", some, "--out", tmp_path / "samlet.xlsx")
    assert (code, "2 projektmapper" in text) == (0, True)


def test_one_that_fails_keeps_none_of_the_others_back(some, capsys):
    broken = some / f"{NAMES[0]}.xlsx"
    broken.chmod(0o444)
    code, text = run(capsys, "recalculate", some, "--as-of", "2008-06")
    assert code == 3
    assert "1 af 2 projektmapper er ikke behandlet: Jobcenter Sygedagpenge 2008.xlsx" in text
    assert "BIF i alt " in text


def _step(number):
    if number < 0:
        raise RefusedError([])
    return number * 2


def test_what_fails_everywhere_fails_as_a_whole():
    with pytest.raises(RefusedError):
        require_any(for_each([-1, -2], _step))
    assert [each.given for each in for_each([-1, 2], _step)] == [None, 4]


class _Strangers(Workers):
    """Processes that know nothing of this one, as those of Windows do not."""

    def run(self, work, jobs):
        return [Context().run(work, job) for job in jobs]


def _replaced(path):
    with replacing(path, keep=keep_state) as out:
        out.write(b"new")


def test_what_another_process_writes_is_kept_before_as_what_the_run_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(each, "Workers", _Strangers)
    paths = [tmp_path / f"{name}.xlsx" for name in "ab"]
    for path in paths:
        path.write_bytes(b"old")
    with keeping(Run("recalculate", datetime(2008, 7, 20, 9, 30), "r1")) as run_:
        for_each(paths, _replaced)
    assert (run_.written, run_.folders) == (paths, [tmp_path / "Fortryd"])
    undo([tmp_path], UNDO, datetime(2008, 7, 20, 9, 31))
    assert [path.read_bytes() for path in paths] == [b"old", b"old"]


def test_many_are_worked_on_side_by_side_in_their_order():
    told = []
    with Workers(9, lambda done, of: told.append((done, of))) as workers:
        assert workers.run(_step, range(9)) == [2 * number for number in range(9)]
        assert workers.run(_step, iter(range(9))) == [2 * number for number in range(9)]
    assert told[8] == (9, 9)
    assert len(told) == 18


def test_a_folder_with_nothing_of_ours_is_refused(tmp_path):
    with pytest.raises(CannotOpenError) as caught:
        workbooks_of([tmp_path])
    assert [issue.code for issue in caught.value.issues] == ["no_workbooks_in_folder"]
