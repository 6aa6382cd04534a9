"""Workbooks that are shared: read-only, in step with a cloud, two versions of one; what is said and what still works."""

import os
import shutil
from pathlib import Path

import pytest

from macros.setup import checks_sharing
from macros.setup.checks_sharing import check_sharing
from tests.hosts.fake_machine import FakeMachine
from tests.unit.macros.command_line import run


@pytest.fixture
def target(workbook):
    return workbook("Jobcenter København 2008")


def found(path, machine=None):
    return {each.check: each.found for each in check_sharing(path, machine or FakeMachine(path.parent))}


def test_doctor_says_where_a_workbook_lies_and_what_lies_beside_it(target, capsys):
    shutil.copy(target, target.with_name(f"{target.stem}-DESKTOP-AB12.xlsx"))
    code, said = run(capsys, "doctor", target)
    assert code == 0
    assert f"Projektmappens plads: {target}" in said
    assert "Skrivning: filen kan skrives" in said
    assert f"Kopier ved siden af: {target.stem}-DESKTOP-AB12.xlsx" in said


def test_places(target, monkeypatch):
    assert found(target) == {"shared_place": "place_here", "shared_writing": "writing_free"}
    synced = FakeMachine(target.parent, environ={"OneDrive": str(target.parent)})
    assert found(target, synced)["shared_place"] == "place_synced"
    monkeypatch.setattr(checks_sharing, "is_network", lambda path: path == target)
    assert found(target)["shared_place"] == "place_server"
    assert found(target.with_name("mangler.xlsx")) == {}


def test_a_file_that_is_in_the_cloud_alone(target, monkeypatch):
    monkeypatch.setattr(checks_sharing, "_attributes", lambda _: 0x400000)
    assert found(target)["shared_place"] == "place_cloud"


def test_what_stands_in_the_way_of_writing(target, monkeypatch):
    target.with_name(f"~${target.name}").touch()
    assert found(target)["shared_writing"] == "writing_open"
    target.with_name(f"~${target.name}").unlink()
    target.with_name("Fortryd").write_text("en fil")
    assert found(target)["shared_writing"] == "writing_kept"
    monkeypatch.setattr(os, "access", lambda path, _: path != target.parent)
    assert found(target)["shared_writing"] == "writing_folder"
    target.chmod(0o444)
    assert found(target)["shared_writing"] == "writing_read_only"


@pytest.mark.parametrize("way", ["file", "folder"])
def test_who_may_only_read_can_read_and_is_refused_where_something_is_written(
    way, target, tmp_path, capsys, monkeypatch
):
    if way == "file":
        target.chmod(0o444)
    else:
        monkeypatch.setattr(os, "access", lambda path, how: not (how == os.W_OK and Path(path) == target.parent))
    before = target.read_bytes()
    out = tmp_path / "ud"
    out.mkdir()
    assert run(capsys, "validate", target)[0] == 0
    assert run(capsys, "consolidate", target, "--out", out / "samlet.xlsx")[0] == 0
    code, said = run(capsys, "recalculate", target)
    assert code == 3
    assert {"file": "er skrivebeskyttet", "folder": "du må ikke lave filer i mappen"}[way] in said
    assert target.read_bytes() == before
    assert not target.with_name("Fortryd").exists()


def test_two_versions_of_one_workbook_are_not_brought_together(target, tmp_path, capsys):
    other = target.with_name(f"{target.stem}-DESKTOP-AB12.xlsx")
    shutil.copy(target, other)
    code, said = run(capsys, "consolidate", target, other, "--out", tmp_path / "samlet.xlsx")
    assert code == 1
    assert f"{other.name} ligner en kopi af {target.name}" in said


def test_a_folder_with_two_versions_of_one_workbook_takes_no_export(target, csv_file, capsys):
    other = target.with_name(f"{target.stem} (konflikt fra PC1).xlsx")
    shutil.copy(target, other)
    export = csv_file("Center;Indikator;Periode;Værdi", "Jobcenter København;offers_on_time;2008-01;71")
    before = target.read_bytes(), other.read_bytes()
    code, said = run(capsys, "import", target.parent, export)
    assert code == 1
    assert f"{other.name} ligner en kopi af {target.name}" in said
    assert (target.read_bytes(), other.read_bytes()) == before


@pytest.mark.parametrize("command", [
    ("recalculate",), ("close", "--as-of", "30-06-2008", "--approved", "01-07-2008"), ("validate",),
    ("upgrade",), ("roll-over", "--out", "2009"),
])  # fmt: skip
def test_a_folder_with_a_copy_is_refused_by_every_command(target, capsys, command):
    copy = target.with_name(f"Kopi af {target.name}")
    shutil.copy(target, copy)
    before = target.read_bytes(), copy.read_bytes()
    name, *options = command
    code, said = run(capsys, name, target.parent, *options)
    assert code == 1
    assert f"{copy.name} ligner en kopi af {target.name} efter navnet: " in " ".join(said.split())
    assert (target.read_bytes(), copy.read_bytes()) == before


def test_doctor_says_that_a_workbook_is_itself_a_copy(target):
    copy = target.with_name(f"{target.stem} - Kopi.xlsx")
    shutil.copy(target, copy)
    assert found(copy)["shared_copies"] == "shared_is_copy"


def test_a_folder_is_imported_into_and_taken_back_as_one(workbook, csv_file, capsys, tmp_path):
    paths = [workbook(f"{name} 2008") for name in ("Jobcenter København", "Jobcenter Sygedagpenge")]
    before = [path.read_bytes() for path in paths]
    export = csv_file(
        "Center;Indikator;Periode;Værdi",
        "Jobcenter København;short_sickness_absence;2008-01;4,2",
        "Jobcenter Sygedagpenge;short_sickness_absence;2008-01;0,1",
    )
    code, said = run(capsys, "import", paths[0].parent, export, "--no-recalculate")
    assert (code, said.count("»resultatkontrakt undo«")) == (0, 1)
    assert all(path.read_bytes() != old for path, old in zip(paths, before, strict=True))
    assert run(capsys, "undo", paths[0].parent)[0] == 0
    assert [path.read_bytes() for path in paths] == before
    assert run(capsys, "undo", paths[0].parent)[0] == 1
