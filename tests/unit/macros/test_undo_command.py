"""``undo`` on real workbooks: byte for byte, one or a whole folder, and what it says where it will not."""

import json
import shutil
from datetime import datetime

import pytest

from macros.kept_runs import new_run
from macros.steps import undoing
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue
from tests import ROOT
from tests.unit.macros.command_line import run
from workbook.closed.atomic import replacing
from workbook.closed.undo.keeping import keep_state, keeping
from workbook.closed.undo.places import state_folder

HEADER = "Center;Indikator;Periode;Værdi"
FIGURES = [HEADER, *(f"Jobcenter København;offers_on_time;2008-{month:02d};{70 + month}" for month in range(1, 7))]
NOON = datetime(2009, 7, 20, 12, 0)


@pytest.fixture
def target(workbook):
    return workbook("Jobcenter København 2008")


@pytest.fixture
def three(tmp_path):
    """Three small files that a run wrote, as if they were workbooks."""
    paths = [tmp_path / f"{name}.xlsx" for name in "abc"]
    for path in paths:
        path.write_bytes(b"0")
    written(paths, b"1", new_run("import", datetime(2009, 7, 20, 9, 30)))
    return paths


def written(paths, content, made):
    with keeping(made):
        for path in paths:
            with replacing(path, keep=keep_state) as file:
                file.write(content)


def contents(paths):
    return [path.read_bytes() for path in paths]


def test_an_import_and_a_recalculation_are_taken_back_one_by_one_byte_for_byte(target, csv_file, capsys):
    states = [target.read_bytes()]
    code, said = run(capsys, "import", target, csv_file(*FIGURES))
    assert code == 0
    assert f"i {state_folder(target)}; »resultatkontrakt undo«" in said
    states.append(target.read_bytes())
    code, said = run(capsys, "recalculate", target)
    assert (code, "»resultatkontrakt undo«" in said) == (0, False)  # said once
    states.append(target.read_bytes())
    assert len(set(states)) == 3

    code, said = run(capsys, "undo", "--list", target)
    lines = said.splitlines()
    assert code == 0
    assert "recalculate  sidste: undo går tilbage til før den  Genberegn: Opgjort pr. 30-06-2008" in lines[3]
    assert "Hent LIS-udtræk: 6 nye rækker" in lines[4] or "6 nye rækker" in lines[4]
    assert target.read_bytes() == states[2]

    for expected in (1, 0):
        code, said = run(capsys, "undo", target)
        assert (code, "som før" in said) == (0, True)
        assert target.read_bytes() == states[expected]
    code, said = run(capsys, "undo", target)
    assert (code, "Der er ikke mere at gå tilbage til" in said) == (1, True)
    for expected in (1, 2):
        assert run(capsys, "undo", "--again", target)[0] == 0
        assert target.read_bytes() == states[expected]
    code, said = run(capsys, "undo", "--list", target)
    assert len([line for line in said.splitlines() if line.startswith(("Fortrudt", "Gjort om"))]) == 4


def test_what_a_user_saved_since_is_taken_away_only_by_force_and_comes_back(target, csv_file, capsys):
    before = target.read_bytes()
    run(capsys, "import", target, csv_file(*FIGURES))
    after = target.read_bytes()
    theirs = after + b"\0"
    target.write_bytes(theirs)
    code, said = run(capsys, "undo", target)
    assert code == 1
    assert "er ændret, siden import skrev den" in said
    assert target.read_bytes() == theirs
    code, said = run(capsys, "undo", "--force", target)
    assert (code, "Det, der var ændret siden, er gemt." in said) == (0, True)
    assert target.read_bytes() == before
    assert run(capsys, "undo", "--again", target)[0] == 0
    assert target.read_bytes() == theirs


def test_an_upgrade_writes_twice_and_is_one_step(tmp_path, capsys):
    old = tmp_path / "gammel.xlsx"
    shutil.copy(ROOT / "tests" / "old" / "0.1.0.xlsx", old)
    before = old.read_bytes()
    assert run(capsys, "upgrade", old)[0] == 0
    assert run(capsys, "undo", old)[0] == 0
    assert old.read_bytes() == before


def test_an_open_or_missing_workbook_is_code_3(target, three, capsys):
    lock = three[0].with_name("~$a.xlsx")
    lock.touch()
    assert run(capsys, "undo", three[0])[0] == 3
    assert run(capsys, "undo", three[0].with_name("mangler.xlsx"))[0] == 3
    assert run(capsys, "undo", target)[0] == 1
    assert contents(three) == [b"1"] * 3


def test_a_folder_goes_back_what_one_run_wrote_last(three, capsys):
    written(three[:2], b"2", new_run("recalculate", datetime(2009, 7, 20, 10, 0)))
    assert run(capsys, "undo", three[0].parent)[0] == 0
    assert contents(three) == [b"1", b"1", b"1"]
    assert run(capsys, "undo", three[0].parent)[0] == 0
    assert contents(three) == [b"0", b"0", b"0"]
    assert run(capsys, "undo", "--again", three[0].parent)[0] == 0
    assert contents(three) == [b"1", b"1", b"1"]
    assert run(capsys, "undo", "--again", three[0].parent)[0] == 0
    assert contents(three) == [b"2", b"2", b"1"]


def test_one_file_of_a_run_names_the_others(three, capsys):
    code, said = run(capsys, "undo", three[1])
    assert code == 0
    assert contents(three) == [b"1", b"0", b"1"]
    assert "Samme kørsel skrev også i 2 andre, som ikke er rørt: a.xlsx, c.xlsx." in said


def test_all_or_none(three, capsys, monkeypatch):
    three[1].write_bytes(b"theirs")
    assert run(capsys, "undo", three[0].parent)[0] == 1
    assert contents(three) == [b"1", b"theirs", b"1"]
    three[1].write_bytes(b"1")
    real, calls = undoing.go, []

    def failing(found, *more):
        calls.append(found)
        if len(calls) == 2:
            raise CannotOpenError([Issue("file_busy")])
        real(found, *more)

    monkeypatch.setattr(undoing, "go", failing)
    assert run(capsys, "undo", three[0].parent)[0] == 3
    assert contents(three) == [b"1", b"1", b"1"]
    assert [found.what for found in calls] == ["undo", "undo", "again"]


def test_a_register_and_an_empty_folder_are_told_as_they_are(tmp_path, capsys):
    register = tmp_path / "register.xlsx"
    register.write_bytes(b"0")
    code, said = run(capsys, "undo", register)
    assert (code, "der er intet gemt" in said) == (1, True)
    written([register], b"1", new_run("goal", NOON))
    assert run(capsys, "undo", register)[0] == 0
    assert register.read_bytes() == b"0"
    code, said = run(capsys, "undo", tmp_path / ".")
    assert (code, f"tilbage til for {tmp_path}: kun de sidste 5 gange" in said) == (1, True)


def test_as_json(three, capsys):
    assert run(capsys, "undo", three[0], "--json")[0] == 0
    code, said = run(capsys, "undo", "--list", three[0].parent, "--json")
    told = json.loads(said)["workbooks"]
    assert [(each["states"][0]["command"], each["states"][0]["undone"]) for each in told] == [
        ("import", True),
        ("import", False),
        ("import", False),
    ]
    assert [act["what"] for act in told[0]["acts"]] == ["undo"]
    code, said = run(capsys, "undo", three[0], "--json")
    assert code == 1
    assert [issue["code"] for issue in json.loads(said)["issues"]] == ["nothing_to_undo"]


def test_wrong_usage(three, capsys):
    assert run(capsys, "undo")[0] == 2
    assert run(capsys, "undo", three[0], "--again", "--list")[0] == 2


def test_a_folder_where_nothing_is_kept(tmp_path, capsys):
    assert run(capsys, "undo", tmp_path)[0] == 1
    code, said = run(capsys, "undo", tmp_path, "--list")
    assert (code, said) == (0, "Der er intet gemt her.\n")


def test_what_cannot_be_kept_is_told_once_for_all(three, tmp_path, capsys):
    from macros.kept_runs import kept_lines
    from schemas.words.vocabulary import words

    made = new_run("import", NOON)
    for path in three:
        shutil.rmtree(state_folder(path), ignore_errors=True)
        path.with_name("Fortryd").write_text("en fil")
    written(three, b"9", made)
    [line] = kept_lines(made, words())
    assert line.startswith("Det er gjort, men kan ikke fortrydes: a.xlsx, b.xlsx, c.xlsx kunne ikke gemmes")
