"""Bad input: each gives a clear message, exit code 1 or 3, and leaves everything as it was."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from macros.cli import main
from macros.terminal.arguments import in_words
from schemas.words.vocabulary import words
from tests.unit.macros.command_line import run
from workbook.closed.book import ClosedBook

REGISTERS = Path(__file__).parents[3] / "workbook" / "registers"
HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner;Kilde;Udtræksdato"
JK = "Jobcenter København"


def register(tmp_path, **changes):
    """The register of 2009 with changes to its line 1.1."""
    rows = list(csv.reader(io.StringIO((REGISTERS / "2009.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    for title, value in changes.items():
        rows[1][rows[0].index(title.replace("_", " "))] = value
    path = tmp_path / "register.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(("changes", "words", "cell"), [
    ({"Regel": "cirka"}, "»cirka« er ikke en gyldig værdi i »Regel«", "J2"),
    ({"Enhed": "kroner"}, "»kroner« er ikke en gyldig værdi i »Enhed«", "I2"),
    ({"Regel": "mellem"}, "Målet er et interval, men »Måltal, øvre« er tom", "M2"),
    ({"Grundlag": "ændring i pct."}, "hverken basisværdi eller basisperiode", "O2"),
    ({"Mål_nr.": "1.2"}, "Mål 1.2 (Jobcenter Skelbækgade): Målnummeret 1.2 står der mere end én gang", "C3"),
    ({"Vægt": "-1"}, "Vægten -1 er negativ", "S2"),
    ({"Måltal": ""}, "Målet har intet måltal", "L2"),
    ({"Måltal": "mange"}, "»mange« i »Måltal« er ikke et tal", "L2"),
    ({"Mål_nr.": "01-jan"}, "et regneark har formentlig lavet et tal om", "C2"),
    ({"År": "2010"}, "Registret blander årene 2009 og 2010", "A2"),
])  # fmt: skip
def test_a_register_with_an_error(tmp_path, capsys, changes, words, cell):
    code, text = run(capsys, "new", register(tmp_path, **changes), "--out", tmp_path / "ud.xlsx")
    assert code == 1
    assert words in text
    assert f"(register.csv, {cell})" in text
    assert "→" in text
    assert not (tmp_path / "ud.xlsx").exists()


def test_a_centre_the_register_does_not_have(tmp_path, capsys):
    code, text = run(capsys, "new", "2008", "--centre", "Jobcenter Sygedagpeng", "--out", tmp_path / "a.xlsx")
    assert code == 1
    assert "Mente du »Jobcenter Sygedagpenge«?" in text


@pytest.mark.parametrize(("line", "words", "cell"), [
    ("Jobcenter Roskilde;exit_rate_over_12_months;2008-H1;18,2", "Centret »Jobcenter Roskilde« kendes ikke", "A2"),
    (f"{JK};exit_rate;2008-H1;18,2", "Indikatoren »exit_rate« bruges ikke af noget mål", "B2"),
    (f"{JK};exit_rate_over_12_months;2008-H1;;5;4", "Tælleren 5 er større end nævneren 4", "E2"),
    (f"{JK};exit_rate_over_12_months;2008-H1;118,2", "Andelen 118,2 er over 100 pct.", "D2"),
    (f"{JK};exit_rate_over_12_months;2009-01;18,2", "ligger efter kontraktåret 2008", "C2"),
    (f"{JK};exit_rate_over_12_months;2008-H1;18,2;;;LIS;01-05-2008", "slutter efter udtræksdatoen 01-05-2008", "C2"),
    (f"{JK};exit_rate_over_12_months;2008-H1;atten", "»atten« i »Værdi« er ikke et tal", "D2"),
    (f"{JK};exit_rate_over_12_months;i fjor;18,2", "»i fjor« i »Periode« er ikke en periode", "C2"),
    (f"{JK};exit_rate_over_12_months;2008-H1;-3", "er under 0", "D2"),
    (f"{JK};exit_rate_over_12_months;2008-H1;1.472", "kan læses både som tusinder og som decimaltal", "D2"),
    (f"{JK};exit_rate_over_12_months;2008-H1;;;4", "kun den ene af tæller og nævner", "E2"),
    (f"{JK};exit_rate_over_12_months;2008-H1;50;1;4", "passer ikke med tæller/nævner", "D2"),
])  # fmt: skip
def test_an_export_with_an_error_leaves_the_workbook_byte_for_byte(workbook, csv_file, capsys, line, words, cell):
    target = workbook()
    before = target.read_bytes()
    export = csv_file(HEADER, line)
    code, text = run(capsys, "import", target, export)
    assert code == 1
    assert words in text
    assert f"(udtræk.csv, {cell})" in text
    assert "Afvist; intet er skrevet" in text
    assert target.read_bytes() == before
    assert sorted(each.name for each in target.parent.iterdir()) == sorted([target.name, export.name])


@pytest.mark.parametrize("number", ["010190-1234", "0101901234", "borger 310190 1234"])
def test_personal_numbers_are_refused_and_not_repeated(workbook, csv_file, capsys, number):
    target = workbook()
    before = target.read_bytes()
    header, line = HEADER + ";CPR", f"{JK};offers_on_time;2008-H1;91;;;;;{number}"
    code, text = run(capsys, "import", target, csv_file(header, line))
    assert code == 1
    assert "Kolonnen »CPR« indeholder CPR-numre i I2 (1 i alt" in text
    assert "1234" not in text
    assert target.read_bytes() == before


def test_ten_digits_that_are_no_date_or_an_amount_are_no_personal_number(workbook, csv_file, capsys):
    lines = ["Center;Konto;Periode;Budget;Forbrug;Sag", f"{JK};Driftsbudget;2008-01;1010190123;900;9910901234"]
    assert run(capsys, "import", workbook(), csv_file(*lines))[0] == 0


def test_duplicates_are_refused_within_and_across_files(workbook, csv_file, capsys):
    line = f"{JK};exit_rate_over_12_months;2008-H1;18,2"
    code, text = run(capsys, "import", workbook(), csv_file(HEADER, line, line))
    assert (code, "står der mere end én gang" in text) == (1, True)
    one, two = csv_file(HEADER, line, name="a.csv"), csv_file(HEADER, line, name="b.csv")
    code, text = run(capsys, "import", workbook(), one, two)
    assert (code, "(b.csv, C2)" in text) == (1, True)


def test_all_findings_come_at_once(workbook, csv_file, capsys):
    export = csv_file(HEADER, f"{JK};exit_rate_over_12_months;i fjor;x", "Jobcenter Nord;y;2008-01;5")
    code = main(["import", str(workbook()), str(export), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert code == 1
    assert set(found) == {"files", "observations", "budget_lines", "issues", "groups"}
    assert {issue["code"] for issue in found["issues"]} == {
        "not_a_period",
        "not_a_number",
        "unknown_centre",
        "unknown_measure",
        "names_unknown",
    }
    assert {"code", "severity", "file", "sheet", "row", "column", "cell", "value", "message", "suggestion"} == set(
        found["issues"][0]
    )


def test_missing_columns_and_strange_files(workbook, csv_file, tmp_path, capsys):
    code, text = run(capsys, "import", workbook(), csv_file("Center;Indikator;Værdi", f"{JK};offers_on_time;5"))
    assert (code, "Kolonnen »Periode« mangler" in text) == (1, True)
    code, text = run(capsys, "import", workbook(), csv_file("a;b", "1;2"))
    assert (code, "ingen tabel, der kan læses" in text) == (1, True)
    code, text = run(capsys, "import", workbook(), tmp_path / "findes ikke.csv")
    assert (code, "findes ikke" in text) == (3, True)
    code, text = run(capsys, "import", workbook(), csv_file(HEADER))
    assert (code, "har ingen rækker" in text) == (1, True)


@pytest.mark.parametrize("command", ["recalculate", "import", "consolidate"])
def test_workbooks_that_cannot_be_used(workbook, csv_file, tmp_path, capsys, command):
    export = csv_file(HEADER, f"{JK};offers_on_time;2008-H1;91")

    def arguments(path):
        return {
            "recalculate": [path],
            "import": [path, export],
            "consolidate": [path, "--out", tmp_path / "samlet.xlsx"],
        }[command]

    code, text = run(capsys, command, *arguments(tmp_path / "væk.xlsx"))
    assert (code, "findes ikke" in text) == (3, True)
    broken = tmp_path / "brudt.xlsx"
    broken.write_bytes(workbook().read_bytes()[:5000])
    code, text = run(capsys, command, *arguments(broken))
    assert (code, "kan ikke læses" in text) == (3, True)
    foreign = tmp_path / "fremmed.xlsx"
    import openpyxl

    openpyxl.Workbook().save(foreign)
    code, text = run(capsys, command, *arguments(foreign))
    assert (code, "er ikke en projektmappe fra resultatkontrakt" in text) == (3, True)
    newer = rewritten(
        workbook(), tmp_path / "nyere.xlsx", b'resultatkontrakt_layout">1<', b'resultatkontrakt_layout">2<'
    )
    code, text = run(capsys, command, *arguments(newer))
    assert (code, "har opbygning 2; dette program kender til og med 1" in text) == (3, True)
    assert not (tmp_path / "samlet.xlsx").exists()


def rewritten(source, target, old, new, member="xl/workbook.xml"):
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == member:
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return target


@pytest.mark.parametrize("command", ["recalculate", "import"])
def test_a_workbook_open_elsewhere_or_read_only(workbook, csv_file, capsys, command):
    target = workbook()
    extra = [csv_file(HEADER, f"{JK};offers_on_time;2008-H1;91")] if command == "import" else []
    before = target.read_bytes()
    lock = target.with_name(f"~${target.name}")
    lock.write_bytes(b"\x0bAnna Hansen" + b" " * 43)
    code, text = run(capsys, command, target, *extra)
    assert (code, "er åben i et andet program (Anna Hansen)" in text) == (3, True)
    lock.unlink()
    target.chmod(0o444)
    code, text = run(capsys, command, target, *extra)
    assert (code, "er skrivebeskyttet" in text) == (3, True)
    assert target.read_bytes() == before


def test_an_output_in_a_folder_that_does_not_exist(workbook, tmp_path, capsys):
    code, text = run(capsys, "new", "2009", "--out", tmp_path / "væk" / "a.xlsx")
    assert (code, "findes ikke" in text) == (3, True)
    code, text = run(capsys, "new", "2008", "--out", tmp_path / "væk")
    assert (code, "findes ikke" in text) == (3, True)
    code, text = run(capsys, "consolidate", workbook(), "--out", tmp_path / "væk" / "a.xlsx")
    assert (code, "findes ikke" in text) == (3, True)
    assert not (tmp_path / "væk").exists()


def test_existing_files_are_not_overwritten(workbook, tmp_path, capsys):
    target = workbook()
    before = target.read_bytes()
    code, text = run(capsys, "new", "2008", "--centre", "JCS", "--out", target)
    assert (code, "er ikke overskrevet" in text) == (3, True)
    code, text = run(capsys, "consolidate", target, "--out", target)
    assert (code, "er ikke overskrevet" in text) == (3, True)
    (tmp_path / "fuld").mkdir()
    (tmp_path / "fuld" / "x").touch()
    code, text = run(capsys, "demo", "--out", tmp_path / "fuld")
    assert (code, "indeholder allerede filer" in text) == (3, True)
    assert target.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a process's file sizes")
def test_a_disk_that_is_full_while_writing(filled):
    """A real refusal by the system: the process may write no file larger than 8 kB."""
    before = filled.read_bytes()
    script = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); from macros.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script, "recalculate", str(filled)],
        capture_output=True,
        text=True,
        cwd=root,
        env=environment,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "kunne ikke skrives" in done.stderr
    assert "Den gamle fil er uændret" in done.stderr
    assert "Traceback" not in done.stderr
    assert filled.read_bytes() == before
    assert [each.name for each in filled.parent.iterdir()] == [filled.name]


def test_a_table_that_was_renamed_or_lost_a_column(workbook, tmp_path, capsys):
    source = workbook()
    with ClosedBook(source) as book:
        part = book._index.tables["observations"].part
        goals = book._index.tables["goals"].part
    renamed = rewritten(source, tmp_path / "a.xlsx", b'displayName="observations"', b'displayName="mine"', part)
    code, text = run(capsys, "recalculate", renamed)
    assert (code, "mangler tabellen Observationer (observations)" in text) == (3, True)
    lost = rewritten(source, tmp_path / "b.xlsx", b'name="Regel"', b'name="Reglen"', goals)
    code, text = run(capsys, "recalculate", lost)
    assert (code, "Kolonnen »Regel« mangler" in text) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ukendt"],
        ["recalculate"],
        ["new", "2009"],
        ["new", "2009", "--out"],
        ["import", "a.xlsx", "b.csv", "--nope"],
        ["--language", "fr", "doctor"],
        ["recalculate", "a.xlsx", "--as-of", "snart"],
        ["doctor", "--json=1"],
        ["roll-over", "a.xlsx", "--out", "b", "--keep", "1.1", "--drop", "1.2"],
        ["update", "a.xlsx", "--from", "b.csv", "--keep", "--overwrite"],
    ],
)
def test_wrong_usage_is_exit_code_2_in_danish(capsys, arguments):
    code, text = run(capsys, *arguments)
    assert code == 2
    assert "Forkert brug" in text
    assert not re.search(
        r"\b(?:argument|required|choose|expected|invalid|unrecognized|allowed|WORKBOOK|EXPORT|DATE)\b", text
    )


def test_all_that_is_said_of_arguments_is_in_danish():
    said = {
        "argument --b: not allowed with argument --a": "--b og --a kan ikke bruges sammen: vælg den ene",
        "one of the arguments --a --b is required": "en af disse skal gives: --a --b",
        "argument --b: expected 2 arguments": "--b skal følges af 2 værdier",
        "argument --b: expected at most one argument": "--b tager højst én værdi",
    }
    assert [in_words(message, words()) for message in said] == [*said.values()]


@pytest.mark.parametrize("command", [["recalculate"], ["import"], ["validate", "e.csv", "--workbook"]])
def test_a_workbook_of_another_kind_is_named_as_such(capsys, tmp_path, command):
    path = tmp_path / "bog.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<x/>")
    code, text = run(capsys, *command, path, *(["e.csv"] if command == ["import"] else []))
    assert code == 3
    assert "regneark af slagsen .ods" in text or command[0] == "validate"


def test_an_unexpected_error_names_a_code_and_its_log_and_no_traceback(workbook, capsys, monkeypatch, tmp_path):
    import macros.steps.recalculating as step
    from macros import crash_log as trouble

    monkeypatch.setattr(trouble, "log_folder", lambda: tmp_path)
    monkeypatch.setattr(step, "open_book", lambda _: 1 / 0)
    code, text = run(capsys, "recalculate", workbook(), foreseen=False)
    log = (tmp_path / "resultatkontrakt.log").read_text(encoding="utf-8")
    assert code == 3
    assert str(tmp_path) in text
    assert "Traceback" not in text
    assert "ZeroDivisionError" in log
    shown = re.search(r"\(([0-9A-F]{6})\)", text)[1]
    assert shown in log
    assert shown in run(capsys, "recalculate", workbook(), foreseen=False)[1]  # the same error has the same code


def test_messages_in_english(workbook, csv_file, capsys):
    code, text = run(capsys, "--language", "en", "import", workbook(), csv_file("a;b", "1;2"))
    assert (code, "No table that can be read" in text) == (1, True)


def test_a_workbook_in_an_exports_place_is_named_as_such(workbook, capsys):
    target, other = workbook("Jobcenter Skelbækgade 2009"), workbook("Jobcenter Musvågevej 2011")
    before = target.read_bytes()
    assert main(["import", str(target), str(other), "--json"]) == 1
    issues = json.loads(capsys.readouterr().out)["issues"]
    assert [(issue["code"], issue["file"]) for issue in issues] == [("export_is_workbook", other.name)]
    assert target.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on Windows")
@pytest.mark.parametrize("command", [
    "validate {pipe}",
    "validate {export} --workbook {pipe}",
    "validate {export} --profile {pipe}",
    "profile {pipe}",
    "new {pipe} --out {out}",
    "import {pipe} {export}",
    "import {workbook} {pipe}",
    "recalculate {pipe}",
    "consolidate {pipe} --out {out}",
])  # fmt: skip
def test_a_pipe_is_never_waited_for(tmp_path, capsys, own_workbook, command):
    paths = {"pipe": tmp_path / "rør.xlsx", "export": tmp_path / "a.csv", "out": tmp_path / "ud.xlsx"}
    os.mkfifo(paths["pipe"])
    paths["export"].write_text(f"{HEADER}\n", encoding="utf-8")
    code, text = run(capsys, *[part.format(**paths, workbook=own_workbook) for part in command.split()])
    assert (code, "ingen fil" in text, paths["out"].exists()) == (3, True, False)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_neither_is_a_device_nor_a_profile_that_is_one(tmp_path, capsys):
    (tmp_path / "uendelig.csv").symlink_to("/dev/zero")
    assert run(capsys, "validate", tmp_path / "uendelig.csv")[0] == 3
    (tmp_path / "a.csv").write_text(f"{HEADER}\n", encoding="utf-8")
    (tmp_path / "a.profil.toml").symlink_to("/dev/zero")
    code, text = run(capsys, "validate", tmp_path / "a.csv")
    assert (code, "a.profil.toml" in text) == (3, True)
