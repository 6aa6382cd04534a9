"""The log of a workbook: what it tells, and whether ``doctor`` sees when somebody has changed it."""

import json
from datetime import date, timedelta

import openpyxl
import pandas as pd
import pytest

from macros.cli import main
from macros.steps.importing import import_exports
from macros.steps.recalculating import recalculate
from schemas.frames import records
from schemas.reading import read_table
from schemas.tables import LogLines, Observations, Parameters, Results
from schemas.words.vocabulary import words
from tests.conftest import NOW, OLD
from workbook.closed.book import ClosedBook

JKS = "Jobcenter Skelbækgade"
LATER = NOW + timedelta(days=1)


def log(path, since=0):
    with ClosedBook(path) as book:
        frame = read_table(LogLines, book.read(LogLines.name), words()).frame
    return [(row[LogLines.STEP], row[LogLines.DETAIL]) for row in records(frame)][since:]


def set_cells(path, model, wanted, **values):
    """Write values into the rows that a test tells, as a user does."""
    with ClosedBook(path) as book:
        raw = book.read(model.name)
        frame = read_table(model, raw, words()).frame
        columns = {}
        for name, value in values.items():
            at = raw.header.index(words().title(model, name))
            hits = [wanted(row) for row in records(frame)]
            columns[raw.header[at]] = [
                value if hit else cells[at].value for hit, cells in zip(hits, raw.rows, strict=True)
            ]
        book.write(model.name, pd.DataFrame(columns, dtype=object))
        book.save()


def checks(capsys, path, code):
    capsys.readouterr()
    assert main(["doctor", str(path), "--json"]) == code
    return [(each["check"], each["status"], each["found"]) for each in json.loads(capsys.readouterr().out)["checks"]]


@pytest.fixture
def computed(recalculated):
    return recalculated


# ---- what it tells -----------------------------------------------------------------------------------------------


def test_a_changed_parameter_is_told_once_with_both_values(computed):
    before = len(log(computed))
    set_cells(computed, Parameters, lambda row: row[Parameters.NAME] == "tolerance", value=0.15)
    recalculate(computed, None, LATER)
    assert log(computed, before)[0] == ("Parameter", "tolerance = 0,15 (før 0,1)")
    recalculate(computed, None, LATER)
    assert [step for step, _ in log(computed, before)] == ["Parameter", "Genberegn", "Genberegn"]
    set_cells(computed, Parameters, lambda row: row[Parameters.NAME] == "tolerance", value=0.1)
    recalculate(computed, None, LATER)
    assert ("Parameter", "tolerance = 0,1 (før 0,15)") in log(computed, before)


def test_an_import_sees_changed_parameters_too(computed, csv_file):
    before = len(log(computed))
    set_cells(computed, Parameters, lambda row: row[Parameters.NAME] == "tolerance", value=0.2)
    row = f"{JKS};activation_degree;2009-07;52"
    import_exports(computed, [csv_file("Center;Indikator;Periode;Værdi", row)], LATER)
    assert [step for step, _ in log(computed, before)][:2] == ["Parameter", "Hent LIS-udtræk"]
    with ClosedBook(computed) as book:
        raw = book.read(LogLines.name)
    goals = [cells[raw.header.index("Mål")].value for cells in raw.rows[before:]]
    assert goals[:2] == [None, "4.3"]  # a parameter is of all goals, a figure of those that are computed from it


def assessed(path, **values):
    told = {
        "assessment": "● Grøn",
        "assessment_reason": "Ny bemanding",
        "assessed_by": "Bo",
        "assessed_on": date(2009, 7, 1),
    }
    set_cells(path, Results, lambda row: row[Results.NUMBER] == "1.1", **{**told, **values})


def test_an_assessment_is_told_when_it_is_new_or_another_or_gone(computed):
    before = len(log(computed))
    assessed(computed)
    recalculate(computed, None, LATER)
    recalculate(computed, None, LATER)
    told = f"Mål 1.1 ({JKS}): ● Grøn (Bo, 01-07-2009; opgjort pr. 30-06-2009): Ny bemanding"
    assert [detail for step, detail in log(computed, before) if step == "Vurdering"] == [told]
    assessed(computed, assessment="▲ Gul")
    recalculate(computed, None, LATER)
    assessed(computed, **dict.fromkeys(("assessment", "assessment_reason", "assessed_by", "assessed_on")))
    recalculate(computed, None, LATER)
    recalculate(computed, None, LATER)
    assert [detail for step, detail in log(computed, before) if step == "Vurdering"] == [
        told, told.replace("● Grøn", "▲ Gul"), f"Mål 1.1 ({JKS}): vurderingen er slettet",
    ]  # fmt: skip


def test_an_assessment_that_lapses_is_told_once_and_not_as_deleted(computed):
    before = len(log(computed))
    assessed(computed)
    recalculate(computed, None, LATER)
    for _ in range(3):
        recalculate(computed, date(2009, 7, 31), LATER)
    told = "● Grøn (Bo, 01-07-2009; opgjort pr. 30-06-2009): Ny bemanding"
    assert [detail for step, detail in log(computed, before) if step == "Vurdering"] == [
        f"Mål 1.1 ({JKS}): {told}", f"Mål 1.1 ({JKS}): bortfaldet: {told}",
    ]  # fmt: skip
    assert not [detail for _, detail in log(computed, before) if "slettet" in detail]
    assessed(computed)
    recalculate(computed, date(2009, 7, 31), LATER)
    assessed(computed, **dict.fromkeys(("assessment", "assessment_reason", "assessed_by", "assessed_on")))
    recalculate(computed, date(2009, 7, 31), LATER)
    assert log(computed)[-2] == ("Vurdering", f"Mål 1.1 ({JKS}): vurderingen er slettet")


def test_typed_figures_are_told_when_they_are_first_seen(computed):
    before = len(log(computed))
    wanted = (f"{JKS}", "activation_degree", "2009-06")
    key = (Observations.CENTRE, Observations.MEASURE, Observations.PERIOD)
    set_cells(computed, Observations, lambda row: tuple(str(row[name]) for name in key) == wanted, value=60)
    recalculate(computed, None, LATER)
    recalculate(computed, None, LATER)
    typed = [detail for step, detail in log(computed, before) if step == "Tal uden import"]
    assert typed == [f"{JKS}, activation_degree: 2009-06 60"]


def test_nothing_is_told_of_a_workbook_that_nobody_has_changed(computed):
    before = log(computed)
    recalculate(computed, None, LATER)
    assert log(computed, len(before)) == [before[-1]]


# ---- doctor ------------------------------------------------------------------------------------------------------


def test_doctor_says_that_a_log_is_as_it_was_written(computed, capsys):
    assert checks(capsys, computed, 0)[:2] == [  # then comes where the workbook lies
        ("log_chain", "ok", f"Log i {computed.name} er, som den blev skrevet: 3 linjer"),
        ("log_imports", "ok", "alle 320 hentede tal kommer fra 2 fil(er), som Log nævner"),
    ]


def tampered(path, change):
    """Change the log in another program, as somebody would who knows spreadsheets."""
    book = openpyxl.load_workbook(path)
    sheet = book["Log"]
    sheet.protection.sheet = False
    top = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "Tidspunkt")
    change(sheet, top)
    book.save(path)


def test_a_save_in_another_program_breaks_nothing(computed, capsys):
    tampered(computed, lambda sheet, top: None)
    assert checks(capsys, computed, 0)[0][1] == "ok"
    recalculate(computed, None, LATER)
    assert checks(capsys, computed, 0)[0][2].endswith("4 linjer")


def test_a_save_in_libreoffice_breaks_nothing(computed, capsys, office, tmp_path):
    assessed(computed, assessment_reason="Ny bemanding\nog nye lokaler " + "x" * 40_000)
    recalculate(computed, None, LATER)
    saved = office(computed, "xlsx", tmp_path / "gemt")
    assert checks(capsys, saved, 0)[0][1] == "ok"
    recalculate(saved, None, LATER)
    assert checks(capsys, saved, 0)[0][1] == "ok"
    assert [step for step, _ in log(saved)].count("Vurdering") == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda sheet, top: sheet.cell(top + 2, 2, "en anden"), "Log, række 6 (A6), er ændret: »2009-07-20 09:30:00 Hent"),
        (lambda sheet, top: sheet.move_range(f"A{top + 3}:I{top + 3}", -1), "Log: 1 linje(r) er fjernet før række 6 (A6)"),
        (
            lambda sheet, top: [sheet.cell(top + 3, column, None) for column in range(1, 10)] and sheet.delete_rows(top + 3),
            "Log: linjer er fjernet efter række 6 (A6), som ikke var den sidste",
        ),
    ],
)  # fmt: skip
def test_doctor_names_the_line_that_is_not_as_it_was(computed, capsys, change, said):
    tampered(computed, change)
    found = checks(capsys, computed, 1)
    assert found[0][:2] == ("log_chain", "bad")
    assert found[0][2].startswith(said), found


def test_doctor_says_that_all_links_were_deleted(computed, capsys):
    set_cells(computed, LogLines, lambda row: True, **{str(LogLines.CHAIN): None})
    found = checks(capsys, computed, 1)
    assert found[0][:2] == ("log_chain", "bad")
    assert found[0][2].endswith("alle led i kolonnen Kæde er slettet")


def test_doctor_misses_the_import_that_figures_came_from(computed, capsys, csv_file):
    row = f"{JKS};activation_degree;2009-07;52"
    import_exports(computed, [csv_file("Center;Indikator;Periode;Værdi", row)], LATER)
    with ClosedBook(computed) as book:
        raw = book.read(LogLines.name)
        frame = pd.DataFrame([[cell.value for cell in row] for row in raw.rows[:-1]], columns=raw.header, dtype=object)
        book.write(LogLines.name, frame)
        book.save()
    found = checks(capsys, computed, 1)
    assert [each[0] for each in found if each[1] == "bad"] == ["log_chain", "log_imports"]
    assert "1 tal er hentet fra udtræk.csv" in found[1][2]


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_the_log_of_an_older_workbook_gets_its_chain_by_an_upgrade(old, upgraded, capsys):
    path = upgraded(old)
    assert checks(capsys, old, 0)[0][1] == "unknown"
    assert log(path)[:-1] == log(old)
    assert checks(capsys, path, 0)[0][1] == "ok"
    recalculate(path, None, LATER)
    assert checks(capsys, path, 0)[0][1] == "ok"
    tampered(path, lambda sheet, top: sheet.cell(top + 1, 4, "noget andet"))
    assert "fra før kæden begyndte, er ikke, som de var" in checks(capsys, path, 1)[0][2]


def test_doctor_of_a_file_that_is_none_of_ours(tmp_path, capsys):
    path = tmp_path / "noter.xlsx"
    openpyxl.Workbook().save(path)
    assert main(["doctor", str(path)]) == 3
    assert "ikke en projektmappe" in capsys.readouterr().err
