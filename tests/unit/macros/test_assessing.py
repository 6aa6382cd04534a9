"""A person's light beside the computed one: both, with both reasons, wherever a light is shown; until the next date."""

import json
import shutil
from datetime import date

import pandas as pd
import pytest

from macros.steps.entering_assessments import stated
from macros.steps.recalculating import recalculate
from macros.steps.upgrading import upgrade
from schemas.reading import read_table
from schemas.tables import AssessedGoals, BudgetFollowUp, PrintedAssessments, Results
from schemas.words.vocabulary import words
from tests import ROOT
from tests.conftest import EXAMPLES, NOW
from tests.unit.macros.command_line import run
from tests.unit.macros.economy.economy_book import standing
from tests.unit.macros.test_job import set_results, sheet_results
from workbook.closed.book import ClosedBook
from workbook.exports.files.plain_tables import read_file

AS_OF = "2009-06-30"
OWN = {"assessment_reason": "Ny bemanding fra august.", "assessed_by": "AH", "assessed_on": date(2009, 7, 20)}
OLD = sorted((ROOT / "tests" / "old").glob("*.xlsx"))
RED, YELLOW, GREEN = "◆ Rød", "▲ Gul", "● Grøn"


def assess(path, number, light, **changes):
    row = sheet_results(path)[Results.NUMBER].tolist().index(number)
    set_results(path, row, assessment=light, **{**OWN, **changes})


def cells(path, table):
    with ClosedBook(path) as book:
        return [[cell.value for cell in row] for row in book.read(table).rows]


def line(path, number, capsys, as_of=AS_OF):
    code, text = run(capsys, "recalculate", path, "--as-of", as_of, "--json")
    assert code == 0
    (found,) = [each for each in json.loads(text)["results"] if each["number"] == number]
    return found


def test_both_lights_and_both_reasons(recalculated, capsys):
    before = line(recalculated, "1.3", capsys)
    assess(recalculated, "1.3", GREEN)
    after = line(recalculated, "1.3", capsys)
    assert (before["light"], before["computed_light"], before["assessment"]) == ("red", "red", None)
    assert (after["light"], after["computed_light"], after["assessment"]) == ("green", "red", "green")
    assert after["reason"] == before["reason"]
    assert after["assessment_reason"] == "Ny bemanding fra august."
    assert after["shown_assessment"] == ("Beregnet ◆ Rød, vurderet ● Grøn: Ny bemanding fra august (AH, 20-07-2009)")
    own = {"light", "assessment", "assessment_reason", "assessed_by", "assessed_on", "shown_assessment", "light_strip"}
    assert {name for name in before if before[name] != after[name]} == own


def test_the_goal_stays_on_the_front_page_with_both_lights(recalculated, capsys):
    reason = line(recalculated, "1.3", capsys)["reason"]
    before = cells(recalculated, "attention")
    counts = dict(cells(recalculated, "light_counts"))
    assess(recalculated, "1.3", GREEN)
    run(capsys, "recalculate", recalculated, "--as-of", AS_OF)
    after = cells(recalculated, "attention")
    assert [row[0] for row in after if row[0] != "1.3"] == [row[0] for row in before if row[0] != "1.3"]
    at = [row[0] for row in before].index("1.3")
    assert [row[:3] + row[6:] for row in after[at : at + 2]] == [
        ["1.3", "Jobsamtaler holdt til tiden", GREEN, "Vurderet: Ny bemanding fra august"],
        ["1.3", "– beregnet (vurderet af AH 20-07-2009)", RED, reason],
    ]
    # The light in force is counted, and it is said that some are people's own.
    assert dict(cells(recalculated, "light_counts")) == {**counts, GREEN: counts[GREEN] + 1, RED: counts[RED] - 1}
    facts = dict(cells(recalculated, "about"))
    assert facts["Mål med tal"] == "18 af 18; 1 lys er vurderet anderledes end beregnet"


def test_a_green_goal_that_is_assessed_red_comes_on_the_list(recalculated, capsys):
    assert "1.1" not in [row[0] for row in cells(recalculated, "attention")]
    assess(recalculated, "1.1", RED)
    run(capsys, "recalculate", recalculated, "--as-of", AS_OF)
    lights = [row[2] for row in cells(recalculated, "attention") if row[0] == "1.1"]
    assert lights == [RED, GREEN]


def test_the_sheet_of_assessments_lists_the_goals_where_they_differ(recalculated, capsys):
    assert cells(recalculated, "assessed_goals") == [[None] * 9]
    assess(recalculated, "1.3", GREEN)
    assess(recalculated, "4.2", YELLOW, assessed_by="BH")
    assess(recalculated, "1.1", GREEN)  # as computed: no difference
    recalculate(recalculated, date(2009, 6, 30), NOW)
    reasons = dict(zip(*(sheet_results(recalculated)[name] for name in (Results.NUMBER, Results.REASON)), strict=True))
    with ClosedBook(recalculated) as book:
        listed = read_table(AssessedGoals, book.read("assessed_goals"), words()).frame
    assert listed.astype(str).to_numpy().tolist() == [
        ["Jobcenter Skelbækgade", "1.3", "Jobsamtaler holdt til tiden", "red", reasons["1.3"], "green",
         "Ny bemanding fra august.", "AH", "2009-07-20"],
        ["Jobcenter Skelbækgade", "4.2", "Købsbudgettet bruges med 85-100 pct.", "red", reasons["4.2"], "yellow",
         "Ny bemanding fra august.", "BH", "2009-07-20"],
    ]  # fmt: skip
    assess(recalculated, "1.3", None)
    recalculate(recalculated, date(2009, 6, 30), NOW)
    assert [row[0] for row in cells(recalculated, "assessed_goals")] == ["4.2"]


def test_the_budget_follow_up_says_both_where_its_light_is_the_goals(recalculated, capsys):
    assess(recalculated, "4.2", YELLOW)
    run(capsys, "recalculate", recalculated, "--as-of", AS_OF)
    follow_up = standing(recalculated, BudgetFollowUp)
    limits = {row["limits"]: words().light(row["light"]) for row in follow_up}
    assert limits["Mål 4.2; ▲ Gul (beregnet ◆ Rød)"] == YELLOW
    assert limits["Mål 4.1"] == GREEN


def test_an_assessment_that_agrees_is_no_difference_and_stays(recalculated, capsys):
    counts = cells(recalculated, "light_counts")
    assess(recalculated, "1.3", RED)
    for _ in range(2):
        found = line(recalculated, "1.3", capsys)
        assert (found["light"], found["computed_light"], found["assessment"]) == ("red", "red", "red")
        assert found["shown_assessment"] == "Som beregnet: Ny bemanding fra august (AH, 20-07-2009)"
    assert [row[2] for row in cells(recalculated, "attention") if row[0] == "1.3"] == [RED]
    assert cells(recalculated, "light_counts") == counts
    assert dict(cells(recalculated, "about"))["Mål med tal"] == "18 af 18"


def test_a_reason_of_several_lines_is_one_sentence_where_it_is_quoted(recalculated, capsys):
    assess(recalculated, "1.3", GREEN, assessment_reason=" Ny bemanding\nfra  august. ")
    found = line(recalculated, "1.3", capsys)
    assert found["shown_assessment"].startswith("Beregnet ◆ Rød, vurderet ● Grøn: Ny bemanding fra august (AH")
    assert "\n" in found["assessment_reason"]


def test_the_terminal_and_the_log_say_both(recalculated, capsys):
    assess(recalculated, "1.3", GREEN)
    code, text = run(capsys, "recalculate", recalculated, "--as-of", AS_OF)
    reason = sheet_results(recalculated).set_index(Results.NUMBER)[Results.REASON]["1.3"]
    assert code == 0
    assert "● Grøn (beregnet ◆ Rød)" in text
    assert (
        "Vurderet anderledes end beregnet (1)\n1.3 Jobsamtaler holdt til tiden\n"
        f"    ◆ Rød, beregnet: {reason}\n    ● Grøn, vurderet af AH 20-07-2009: Ny bemanding fra august\n"
    ) in text
    assert "; 1 lys er vurderet anderledes end beregnet\n" in text
    assert cells(recalculated, "log")[-1][3].endswith("; 1 lys er vurderet anderledes end beregnet")


def test_recalculating_twice_changes_nothing(recalculated, capsys):
    assess(recalculated, "1.3", GREEN)
    tables = ("results", "attention", "assessed_goals", "light_counts")
    run(capsys, "recalculate", recalculated, "--as-of", AS_OF)
    first = {name: cells(recalculated, name) for name in tables}
    run(capsys, "recalculate", recalculated, "--as-of", AS_OF)
    assert {name: cells(recalculated, name) for name in tables} == first


def test_it_lapses_at_the_next_reporting_date_and_is_gone_everywhere(filled, capsys):
    recalculate(filled, date(2009, 3, 31), NOW)
    assess(filled, "1.3", GREEN)
    assert line(filled, "1.3", capsys, "2009-03-31")["light"] == "green"
    found = line(filled, "1.3", capsys)
    assert (found["light"], found["assessment"], found["assessment_reason"]) == (found["computed_light"], None, None)
    assert found["shown_assessment"] is None
    assert cells(filled, "assessed_goals") == [[None] * 9]
    assert (
        "bortfaldet: ● Grøn" in cells(filled, "log")[-2][3]
        and "Ny bemanding fra august." in cells(filled, "log")[-2][3]
    )


def test_who_goes_back_to_a_date_finds_its_assessments_and_loses_none_of_another(filled, capsys):
    for day, reason in (("2009-03-31", "Marts."), ("2009-06-30", "Juni.")):
        line(filled, "1.3", capsys, day)
        assess(filled, "1.3", GREEN, assessment_reason=reason)
        line(filled, "1.3", capsys, day)
    found = [line(filled, "1.3", capsys, day) for day in ("2009-03-31", "2009-06-30", "2009-05-31")]
    assert [(each["light"], each["assessment_reason"]) for each in found] == [
        ("green", "Marts."), ("green", "Juni."), ("red", None),
    ]  # fmt: skip
    assert [each["light_strip"] for each in found] == ["●", "●●", "●◆"]


def test_one_whose_goal_is_gone_is_said_and_kept_in_the_log(recalculated, capsys):
    assess(recalculated, "1.3", GREEN)
    run(capsys, "recalculate", recalculated, "--as-of", AS_OF)
    with ClosedBook(recalculated) as book:
        raw = book.read("goals")
        goals = [[cell.value for cell in row] for row in raw.rows if row[0].value != "1.3"]
        book.write("goals", pd.DataFrame(goals, columns=list(raw.header), dtype=object))
        book.save()
    code, text = run(capsys, "recalculate", recalculated, "--as-of", AS_OF)
    assert (code, "Mål 1.3: vurderingen »● Grøn«" in text) == (0, True)
    assert any("Ny bemanding fra august." in str(row[3]) for row in cells(recalculated, "log"))


@pytest.mark.slow
@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_workbooks_of_earlier_versions_say_both_on_the_front_page(old, tmp_path, capsys):
    path = shutil.copy(old, tmp_path / "gammel.xlsx")
    done = recalculate(path, date(2009, 6, 30), NOW)
    number = next(
        row for row, light in zip(done.results["number"], done.results["light"], strict=True) if light == "red"
    )
    assess(path, number, GREEN)
    recalculate(path, date(2009, 6, 30), NOW)
    assert [row[2] for row in cells(path, "attention") if row[0] == number] == [GREEN, RED]
    upgrade(path, NOW)
    recalculate(path, date(2009, 6, 30), NOW)
    assert [row[0] for row in cells(path, "assessed_goals")] == [number]
    titles = {row[0]: row for row in cells(path, "assessed_goals")}
    assert titles[number][2] == RED


@pytest.mark.parametrize(("language", "reason"), [("da", "Halvåret"), ("en", "The half-year")])
def test_the_reports_assessments_have_reasons_in_both_languages(language, reason, csv_file):
    header = "table;centre;measure;assessment;reason_da;reason_en;assessed_by;assessed_on"
    (raw,) = read_file(csv_file(header, "1;A;m;green;Halvåret;The half-year;F;2008-08-14"))
    frame = stated(read_table(PrintedAssessments, raw, words(language)), words(language))
    assert frame.iloc[0].tolist() == ["A", "m", "green", reason, "F", date(2008, 8, 14)]


def test_the_shipped_ones_are_whole_and_of_goals_of_the_register():
    shipped = read_table(PrintedAssessments, read_file(EXAMPLES / "assessments_2008.csv")[0], words())
    assert shipped.issues == []
    assert len(shipped.frame) == 16
    assert shipped.frame.notna().all(axis=None)
    printed = pd.read_csv(EXAMPLES / "printed_2008.csv", sep=";", encoding="utf-8-sig")
    known = set(zip(printed["centre"], printed["measure"], strict=True))
    assert set(zip(shipped.frame["centre"], shipped.frame["measure"], strict=True)) <= known
