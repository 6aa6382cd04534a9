"""A figure that somebody typed is never replaced without being named as typed, and each change stands in the log."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from macros.cli import main
from macros.steps import changed_figures
from macros.steps.importing import import_exports
from schemas.frames import records
from schemas.reading import read_table
from schemas.tables import BudgetLines, LogLines, Observations, Origins
from schemas.words.vocabulary import words
from schemas.written import written
from tests.conftest import NOW
from workbook.closed.book import ClosedBook

JKS = "Jobcenter Skelbækgade"
HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner"
BUDGET = "Center;Konto;Periode;Budget;Forbrug"
OLD = Path(__file__).parents[2] / "old"


def table(path, model, language="da"):
    with ClosedBook(path) as book:
        return read_table(model, book.read(model.name), words(language)).frame


def typed(path, model, **figures):
    """Write a row into a table as a user does: over the last one where ``at`` says so, else below it."""
    frame = table(path, model)
    rows = records(frame)
    at = figures.pop("at", len(rows))
    rows[at : at + 1] = [{**(rows[at] if at < len(rows) else {}), **figures}]
    titled = {
        words().title(model, name): pd.Series([each.get(name) for each in rows], dtype=object) for name in figures
    }
    with ClosedBook(path) as book:
        book.write(model.name, pd.DataFrame(titled))
        book.save()


@pytest.fixture
def path(workbook):
    return workbook(f"{JKS} 2009")


@pytest.fixture
def bring(path, csv_file):
    """Import lines; the codes and messages of the changes, and the lines that the log got."""

    def into(*lines, header=HEADER):
        before = len(table(path, LogLines))
        done = import_exports(path, [csv_file(header, *lines)], NOW)
        fresh = table(path, LogLines)[before:]
        log = fresh[fresh[LogLines.STEP] == "Hent LIS-udtræk"][LogLines.DETAIL].tolist()
        return [(each.code, each.message(words())) for each in done.changes.differences], log

    return into


def line(month, value, measure="activation_degree"):
    return f"{JKS};{measure};2009-{month:02d};{value};;"


def test_a_figure_that_lis_had_given_and_corrects(bring):
    bring(line(1, "51,5"))
    [(code, message)], log = bring(line(1, "52"))
    assert (code, "51,5 er rettet til 52" in message) == ("month_figure", True)
    assert log[1:] == [f"Ændret: {JKS}, activation_degree: 2009-01 51,5 → 52"]


def test_a_figure_that_was_typed_before_lis_had_one(path, bring):
    typed(path, Observations, centre=JKS, measure="activation_degree", period="2009-01", value=40)
    [(code, message)], log = bring(line(1, "52"), line(2, "53"))
    assert code == "typed_figure"
    assert "40 var ikke hentet fra LIS (skrevet i hånden) og er erstattet af 52" in message
    assert log[1:] == [f"Ændret: {JKS}, activation_degree: 2009-01 40 (ikke fra LIS) → 52"]
    [(code, _)], _ = bring(line(1, "54"))  # now it is LIS' own
    assert code == "month_figure"


def test_a_figure_that_was_typed_over_the_one_from_lis(path, bring):
    bring(line(1, "51,5"), line(2, "52,5"))
    typed(path, Observations, at=1, value=60)
    found, log = bring(line(1, "51,6"), line(2, "52,5"))
    assert [code for code, _ in found] == ["month_figure", "typed_figure"]
    with ClosedBook(path) as book:
        raw = book.read("issues")
    listed = [[cell.text for cell in row] for row in raw.rows]
    assert [row[1] for row in listed if "ikke hentet fra LIS" in row[2]] == ["D6"]  # of LIS-data, a link
    assert log[1:] == [f"Ændret: {JKS}, activation_degree: 2009-01 51,5 → 51,6; 2009-02 60 (ikke fra LIS) → 52,5"]


def test_the_same_figure_typed_once_more_is_lis_own(path, bring):
    bring(line(1, "51,33333333333333"))
    typed(path, Observations, at=0, value=51.3333333333333)  # as a program that keeps fifteen digits saves it
    [(code, _)], _ = bring(line(1, "52"))
    assert code == "month_figure"


def test_a_typed_amount_of_the_budget(path, bring):
    bring(f"{JKS};Driftsbudget;2009-01;1000;500", header=BUDGET)
    typed(path, BudgetLines, at=0, actual=600)
    [(code, message)], log = bring(f"{JKS};Driftsbudget;2009-01;1000;700", header=BUDGET)
    assert code == "typed_figure"
    assert "kontraktregistret" in message
    assert log[1:] == [f"Ændret: {JKS}, Driftsbudget: 2009-01 1000 / 600 (ikke fra LIS) → 1000 / 700"]


def test_what_was_blank_is_filled_in_and_no_correction(bring):
    bring(f"{JKS};Driftsbudget;2009-01;1000;", header=BUDGET)
    found, log = bring(f"{JKS};Driftsbudget;2009-01;1000;700", header=BUDGET)
    assert found == []
    assert log[1:] == [f"Ændret: {JKS}, Driftsbudget: 2009-01 1000 → 1000 / 700"]


def test_a_figure_that_goes_is_a_change_too(bring):
    bring(line(1, "51,5"))
    [(code, message)], _ = bring(line(1, "<5"))
    assert (code, "51,5 er rettet til <5" in message) == ("month_figure", True)


def test_an_older_workbook_says_nothing_of_who_gave_a_figure(tmp_path, csv_file):
    path = tmp_path / "gammel.xlsx"
    shutil.copy(OLD / "0.1.0.xlsx", path)
    [first, *_] = records(table(path, Observations))
    key = f"{first['centre']};{first['measure']};{first['period']}"
    for upgraded in (False, True):
        copy = tmp_path / f"{upgraded}.xlsx"
        shutil.copy(path, copy)
        if upgraded:
            assert main(["upgrade", str(copy)]) == 0
        done = import_exports(copy, [csv_file(HEADER, f"{key};;135;397")], NOW)
        assert [each.code for each in done.changes.differences] == ["figure_changed"]
    done = import_exports(copy, [csv_file(HEADER, f"{key};;136;397")], NOW)
    assert [each.code for each in done.changes.differences] == ["month_figure"]  # of that one it knows now


def test_many_changes_are_a_readable_number_of_lines_and_typed_ones_come_first(path, bring, monkeypatch):
    measures = ("activation_degree", "offers_on_time", "contact_interviews_on_time", "short_sickness_absence")
    known = [line(month, 50, measure) for measure in measures for month in range(1, 13)]
    bring(*known)
    typed(path, Observations, at=len(known) - 1, value=40)
    monkeypatch.setattr(changed_figures, "_MOST_LINES", 3)
    monkeypatch.setattr(changed_figures, "_LONGEST_LINE", 150)
    found, log = bring(*(line(month, 60, measure) for measure in measures for month in range(1, 13)))
    assert len(found) == 48
    assert len(log) == 1 + 3
    assert "40 (ikke fra LIS) → 60" in log[1]
    assert all(len(each) <= 150 for each in log)
    told = sum(each.count("→") for each in log)
    assert f"{48 - told} ændringer mere" in log[-1]


def test_every_change_of_an_ordinary_import_stands_in_the_log(bring):
    measures = ("activation_degree", "offers_on_time", "contact_interviews_on_time")
    bring(*(line(month, 50, measure) for measure in measures for month in range(1, 13)))
    _, log = bring(*(line(month, 60, measure) for measure in measures for month in range(1, 13)))
    assert (len(log), sum(each.count("→") for each in log)) == (4, 36)


def test_origins_hold_what_was_written(path, bring):
    bring(line(1, "51,5"), f"{JKS};offers_on_time;2009-01;;19;20")
    told = table(path, Origins)[Origins.WRITTEN].tolist()
    assert told == ["51,5", "– / 19 / 20"]


@pytest.mark.parametrize(
    ("model", "record", "text"),
    [
        (Observations, {"value": 51.0}, "51"),
        (Observations, {"value": float("nan"), "mark": "<5"}, "– / – / – / <5"),
        (Observations, {}, "–"),
        (BudgetLines, {"budget": 123_456_789_012_345, "actual": None}, "1234567890123,4"),
        (BudgetLines, {"budget": 100, "actual": -50, "forecast": 0}, "1 / -0,5 / 0"),
    ],
)  # fmt: skip
def test_figures_in_a_text(model, record, text):
    assert written(model, record).startswith(text)
