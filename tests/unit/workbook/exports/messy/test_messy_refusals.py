"""What a refused export is said to be: no surer than it is, and nothing that follows from its errors alone."""

import pytest

from schemas.issues.issue import Issue, Place, without_false
from schemas.words.vocabulary import words
from tests.unit.workbook.exports.messy.reading_here import shown_of

JKS, OTHER, ON_TIME = "Jobcenter Skelbækgade", "Jobcenter Musvågevej", "contact_interviews_on_time"


def found(tmp_path, contract, lines):
    path = tmp_path / "udtræk.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    code, shown = shown_of([path], contract)
    return code, {each["code"]: each["message"] for each in shown["issues"]}


def test_a_refused_list_names_the_header_that_is_uncertain_and_no_other(tmp_path, contract):
    code, said = found(tmp_path, contract, [
        "Center;Indikator;Måned;Tæller;Nævner;Rettidighed i pct.",
        f"{JKS};{ON_TIME};jan 2009;1.330;1.390;95,7",
        f"{JKS};{ON_TIME};feb 2009;1.366;1.450;94,2",
    ])  # fmt: skip
    assert code == 1
    assert said["layout_unsure"].endswith(": Rettidighed i pct. = Værdi?")
    assert "100" not in said["layout_unsure"]
    assert "Center" not in said["layout_unsure"]


@pytest.mark.parametrize(("figure", "code", "proposed"), [("95,1", 0, True), ("95,,1", 1, False)])
def test_a_refused_crosstab_is_not_called_sure(tmp_path, contract, figure, code, proposed):
    rows = [f"{JKS};{ON_TIME};95,7;94,2", f"{JKS};offers_on_time;{figure};94,2", f"{JKS};activation_degree;55,1;54,2"]
    got, said = found(tmp_path, contract, ["Center;Indikator;jan 2009;feb 2009", *rows])
    assert (got, "layout_proposed" in said) == (code, proposed)


@pytest.mark.parametrize(("figure", "code", "nothing"), [("", 0, True), ("abc", 1, False)])
def test_a_file_whose_only_figure_cannot_be_read_is_not_said_to_have_none(tmp_path, contract, figure, code, nothing):
    own = [f"{JKS};{ON_TIME};2009-01;{figure}"] if figure else []
    lines = ["Center;Indikator;Periode;Værdi", f"{OTHER};{ON_TIME};2009-01;95", *own]
    got, said = found(tmp_path, contract, lines)
    assert (got, "nothing_for_centre" in said) == (code, nothing)


def test_another_files_errors_change_nothing():
    taken, refused = Issue("layout_proposed", Place("a.csv")), Issue("layout_proposed", Place("b.csv"))
    error = Issue("not_a_number", Place("b.csv", "", 2, "Værdi", "D2"), "x")
    assert without_false([taken, refused, error]) == [taken, error]
    assert error.message(words())
