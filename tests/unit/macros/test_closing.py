"""A closed date: what was approved stays, what later imports revise is named, and only a reason opens it again."""

import json
import re
import shutil
from datetime import date

import pandas as pd
import pytest

from macros.cli import main
from macros.steps.closing import Approval, close, reopen
from macros.steps.importing import import_exports
from macros.steps.recalculating import recalculate
from schemas.errors import RefusedError
from schemas.tables import ClosedInputs, ClosedResults, Goals, History, LogLines, Revisions
from tests.conftest import NOW
from tests.unit.macros.command_line import run
from tests.unit.macros.test_changes import JKS, table
from tests.unit.macros.test_upgrading import OLD
from workbook.closed.book import ClosedBook

JUNE = date(2009, 6, 30)
APPROVED = date(2009, 8, 14)
LATER = NOW.replace(month=10)
HEADER = "Center;Indikator;Periode;Værdi"
PLACEMENTS = "company_placements"
REVISED = (f"{JKS};{PLACEMENTS};2009-05;70", f"{JKS};{PLACEMENTS};2009-07;61")


@pytest.fixture
def closed(filled, once):
    """Skelbækgade 2009 with its June closed."""

    def make(folder):
        path = shutil.copy(filled, folder / "closed.xlsx")
        close(path, Approval(JUNE, APPROVED, "Godkendt til udvalget"), NOW)

    shutil.copy(once("closed", make) / "closed.xlsx", filled)
    return filled


def lines(path, name, number="1.2"):
    return [row for row in table(path, name) if row["Mål nr."] == number]


def codes(issues):
    return [issue.code for issue in issues]


def test_a_september_file_that_revises_may_is_listed_and_the_approved_figure_stays(filled, csv_file, capsys):
    """The way of the economist, on the command line."""
    code, text = run(
        capsys, "close", filled, "--as-of", "30-06-2009", "--approved", "14-08-2009", "--note", "Godkendt til udvalget"
    )
    assert (code, "lukket: godkendt 14-08-2009. Godkendt til udvalget" in text) == (0, True)
    assert "viser det, når der er genberegnet: kør recalculate (Genberegn)." in text
    code, text = run(capsys, "import", filled, csv_file(HEADER, *REVISED, name="september.csv"))
    assert code == 0
    assert "1 tal for perioder, der er godkendt, er rettet af udtrækket: company_placements 2009-05: 61 → 70." in text
    assert "61 er rettet til 70" not in text  # said once
    [revision] = table(filled, Revisions.name)
    assert (revision["Periode"], revision["Før"], revision["Nu"]) == ("2009-05", "61", "70")
    assert (revision["Fil"], revision["Celle"]) == ("september.csv", "D2")
    assert revision["Godkendt opgørelse pr."] == "30-06-2009"
    code, text = run(capsys, "recalculate", filled, "--as-of", "30-06-2009")
    assert code == 0
    told = text[text.index("mål være opgjort anderledes: ") :]
    assert "anderledes: 1.2: 332 → 341 (forskel +7 → +16 (revideret historik +9); lys ● Grøn → ▲ Gul" in told
    assert "; 2.3: årsprognose " in told  # the forecasts of all goals are learned together
    assert not re.search(r" (\S+) → \1[ ;.]", told)
    [approved] = lines(filled, ClosedResults.name)
    assert (approved["Resultat"], approved["Resultat med nuværende tal"]) == (332, 341)
    assert approved["Bemærkning"] == "Godkendt til udvalget"
    both = [(row["Resultat"], row["Godkendt"]) for row in lines(filled, History.name)]
    assert both == [(332, APPROVED), (341, None)]


def test_a_date_outside_the_contract_year_is_told(filled):
    assert "as_of_other_year" in codes(recalculate(filled, date(2008, 12, 31), NOW).issues)
    assert "as_of_other_year" not in codes(recalculate(filled, JUNE, NOW).issues)


def test_an_import_takes_the_revised_figures(closed, csv_file):
    import_exports(closed, [csv_file(HEADER, *REVISED)], LATER)
    values = {row["Periode"]: row["Værdi"] for row in table(closed, "observations") if row["Indikator"] == PLACEMENTS}
    assert (values["2009-05"], values["2009-07"]) == (70, 61)
    assert "2009-05: 61 → 70" in " ".join(str(row["Detalje"]) for row in table(closed, LogLines.name))


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        (f"{JKS};{PLACEMENTS};2009-05;70", [("2009-05", "61", "70")]),
        (f"{JKS};{PLACEMENTS};2009-05;61", []),
        (f"{JKS};{PLACEMENTS};2009-07;61", []),
        (f"{JKS};{PLACEMENTS};2008-03;40", [("2008-03", "45", "40")]),
        (f"{JKS};{PLACEMENTS};2007-12;44", [("2007-12", "–", "44")]),
    ],
    ids=["revised", "the same", "after the date", "history", "late"],
)
def test_what_counts_as_a_revision(line, listed, closed, csv_file):
    done = import_exports(closed, [csv_file(HEADER, line)], LATER)
    found = [(row["Periode"], row["Før"], row["Nu"]) for row in table(closed, Revisions.name) if row["Periode"]]
    assert found == listed
    assert codes(done.changes.differences).count("closed_figure_revised") == bool(listed)
    assert "month_figure" not in codes(done.changes.differences)


def test_many_revised_figures_are_one_finding_and_a_line_each(closed, csv_file):
    rows = [f"{JKS};{PLACEMENTS};{year}-{month:02d};{month}" for year in (2007, 2008) for month in range(1, 13)]
    done = import_exports(closed, [csv_file(HEADER, *rows)], LATER)
    [issue] = [issue for issue in done.changes.differences if issue.code == "closed_figure_revised"]
    assert issue.details["count"] == 24
    assert str(issue.details["figures"]).endswith("og 4 mere")
    assert len(table(closed, Revisions.name)) == 24
    import_exports(closed, [csv_file(HEADER, f"{JKS};{PLACEMENTS};2009-06;1")], LATER)
    assert len(table(closed, Revisions.name)) == 25


def test_budget_lines_of_closed_months_are_revisions_too(closed, csv_file):
    export = csv_file("Center;Konto;Periode;Budget;Forbrug", f"{JKS};Købsbudget;2009-05;1000;900")
    done = import_exports(closed, [export], LATER)
    assert "closed_figure_revised" in codes(done.changes.differences)
    [row] = table(closed, Revisions.name)
    assert (row["Indikator eller konto"], row["Periode"]) == ("Købsbudget", "2009-05")


def test_another_date_is_no_matter_of_the_closed_one(closed, csv_file):
    import_exports(closed, [csv_file(HEADER, *REVISED)], LATER)
    done = recalculate(closed, date(2009, 7, 31), LATER)
    assert "closed_result_differs" not in codes(done.issues)
    assert all(row["Resultat med nuværende tal"] is None for row in table(closed, ClosedResults.name))


def test_the_closed_date_computed_again_and_the_same_says_nothing(closed):
    before = table(closed, ClosedResults.name)
    assert "closed_result_differs" not in codes(recalculate(closed, JUNE, LATER).issues)
    assert table(closed, ClosedResults.name) == before
    assert len(table(closed, History.name)) == 18


def test_what_differed_is_cleared_when_the_figures_are_back(closed, csv_file):
    import_exports(closed, [csv_file(HEADER, REVISED[0])], LATER)
    recalculate(closed, JUNE, LATER)
    import_exports(closed, [csv_file(HEADER, f"{JKS};{PLACEMENTS};2009-05;61")], LATER)
    recalculate(closed, JUNE, LATER)
    [approved] = lines(closed, ClosedResults.name)
    assert (approved["Resultat med nuværende tal"], approved["Hvorfor"]) == (None, None)
    assert [(row["Resultat"], row["Godkendt"]) for row in lines(closed, History.name)] == [(332, APPROVED)]


def test_a_date_is_opened_again_with_a_reason_and_closed_anew(closed, csv_file, capsys):
    import_exports(closed, [csv_file(HEADER, REVISED[0])], LATER)
    code, text = run(capsys, "reopen", closed, "--as-of", "30-06-2009", "--reason", "Maj var forkert i LIS")
    assert (code, "er genåbnet: Maj var forkert i LIS" in text) == (0, True)
    assert "Maj var forkert i LIS" in table(closed, LogLines.name)[-1]["Detalje"]
    [old] = lines(closed, ClosedResults.name)
    assert (old["Resultat"], old["Genåbnet fordi"]) == (332, "Maj var forkert i LIS")
    assert all(row["Opgjort pr."] is None for row in table(closed, ClosedInputs.name))
    done = close(closed, Approval(JUNE, date(2009, 10, 1)), LATER)
    assert codes(done.issues).count("closed_other_than_shown") == 1
    assert [row["Resultat"] for row in lines(closed, ClosedResults.name)] == [332, 341]
    assert [row["Resultat"] for row in lines(closed, History.name)] == [341]


REFUSED = {
    "already_closed": (JUNE, APPROVED),
    "closed_other_year": (date(2008, 6, 30), APPROVED),
    "closed_ahead": (date(2009, 12, 31), date(2010, 2, 1)),
    "approved_before_date": (date(2009, 5, 31), date(2009, 5, 1)),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_closed_is_refused_and_nothing_is_written(code, closed):
    content = closed.read_bytes()
    with pytest.raises(RefusedError) as refused:
        close(closed, Approval(*REFUSED[code]), NOW)
    assert codes(refused.value.issues) == [code]
    assert closed.read_bytes() == content


@pytest.mark.parametrize(
    ("day", "reason", "code"), [(date(2009, 3, 31), "x", "not_closed"), (JUNE, "  ", "reopened_without_reason")]
)
def test_what_cannot_be_opened_is_refused(day, reason, code, closed):
    content = closed.read_bytes()
    with pytest.raises(RefusedError) as refused:
        reopen(closed, day, reason, NOW)
    assert codes(refused.value.issues) == [code]
    assert closed.read_bytes() == content


def test_a_date_before_all_goals_begin_has_nothing_to_close(filled):
    with ClosedBook(filled) as book:
        raw = book.read(Goals.name)
        begins = pd.DataFrame({"Gælder fra": pd.Series([date(2009, 7, 1)] * len(raw.rows), dtype=object)})
        book.write(Goals.name, begins)
        book.save()
    with pytest.raises(RefusedError) as refused:
        close(filled, Approval(JUNE, APPROVED), NOW)
    assert codes(refused.value.issues) == ["closed_without_goals"]


def test_the_date_is_asked_for(filled, capsys):
    assert main(["close", str(filled), "--as-of", "30-06-2009"]) == 2
    assert "--approved" in capsys.readouterr().err
    assert main(["close", str(filled), "--as-of", "snart", "--approved", "14-08-2009"]) == 2
    assert main(["reopen", str(filled), "--as-of", "30-06-2009"]) == 2


def test_an_old_workbook_is_told_to_upgrade(tmp_path, capsys):
    path = tmp_path / "gammel.xlsx"
    path.write_bytes(OLD[0].read_bytes())
    code, text = run(capsys, "close", path, "--as-of", "30-06-2009", "--approved", "14-08-2009")
    assert (code, "upgrade" in text) == (1, True)
    assert path.read_bytes() == OLD[0].read_bytes()
    assert run(capsys, "upgrade", path)[0] == 0
    assert run(capsys, "close", path, "--as-of", "30-06-2009", "--approved", "14-08-2009")[0] == 0


def test_the_findings_of_an_import_name_the_revision_in_json(closed, csv_file, capsys):
    assert main(["import", str(closed), str(csv_file(HEADER, *REVISED)), "--json"]) == 0
    found = [
        issue for issue in json.loads(capsys.readouterr().out)["issues"] if issue["code"] == "closed_figure_revised"
    ]
    assert len(found) == 1
    assert "2009-05: 61 → 70" in found[0]["message"]
