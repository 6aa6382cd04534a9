"""Consolidation: ratios from parts, amounts added, means said to be simple; the matrix and the counts."""

import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from macros.cli import main
from macros.steps.compute import Inputs, compute
from macros.steps.group_totals import group_lines, hidden_in_groups, members
from macros.steps.hidden import possible_observations
from macros.steps.total_members import member_issues, with_members
from schemas.frames import records
from schemas.measures import BY_UNITS, catalogue_of
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, Centres, Goals, Measures, Observations, Results
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from tests.conftest import write_csv
from tests.unit.macros.test_job import set_results
from workbook.closed.book import ClosedBook
from workbook.shipped import shipped_centres

HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner"
CENTRES = ["Jobcenter Musvågevej", "Jobcenter Nyropsgade", "Jobcenter Sygedagpenge"]
REGISTER = [
    "År;Center;Mål nr.;Styringsparameter;Måltype;Mål;Indikator;Enhed;Regel;Grundlag;Måltal;Opgøres som;Årsprofil",
    *(
        line
        for centre in CENTRES
        for line in (
            f"2011;{centre};1;Indsats;R;Til tiden;on_time;pct;mindst;niveau;95;ratio;flat".replace(";R;", ";result;"),
            f"2011;{centre};2;Indsats;effort;Praktikker;placements;count;mindst;niveau;100;sum;linear",
            f"2011;{centre};3a;Personale;effort;Trivsel på {60 + CENTRES.index(centre)};score;points;mindst;niveau;{60 + CENTRES.index(centre)};last;flat",
            f"2011;{centre};3b;Personale;effort;Trivsel, to;score_two;points;mindst;niveau;60;last;flat",
        )
    ),
]


@pytest.fixture
def three(once, tmp_path):
    """The workbooks of three centres with a quarter's figures."""
    made = once("three", _make_three)
    return [Path(shutil.copy(made / f"{centre} 2011.xlsx", tmp_path)) for centre in CENTRES]


def _make_three(folder):
    register = write_csv(folder / "register.csv", *REGISTER)
    assert main(["new", str(register), "--out", str(folder)]) == 0
    figures = [
        f"{centre};{line}"
        for centre, (above, below) in zip(CENTRES, ((90, 100), (10, 20), (45, 50)), strict=True)
        for line in (f"on_time;2011-Q1;;{above};{below}", f"placements;2011-Q1;{below / 2}", f"score;2011-Q1;{above}")
    ]
    export = write_csv(folder / "udtræk.csv", HEADER, *[line.replace(".", ",") for line in figures])
    for centre in CENTRES:
        assert main(["import", str(folder / f"{centre} 2011.xlsx"), str(export)]) == 0


def test_groups_and_total(three, tmp_path, capsys):
    out = tmp_path / "samlet.xlsx"
    capsys.readouterr()
    assert main(["consolidate", *map(str, three), "--out", str(out), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    economy = ["budget_follow_up", "warnings_due", "services", "reward"]
    assert list(found) == ["workbook", "as_of", "results", *economy, "issues"]
    assert len(found["results"]) == 12 + 4 + 4
    lines = {(line["centre"], line["measure"]): line for line in found["results"]}
    group, total = "Jobcenter København", "BIF i alt"
    assert lines[group, "on_time"]["result"] == pytest.approx(100 / 120 * 100)
    assert lines[total, "on_time"]["result"] == pytest.approx(145 / 170 * 100)
    assert lines[total, "on_time"]["target"] == 95.0
    assert (lines[group, "placements"]["result"], lines[group, "placements"]["target"]) == (60.0, 200.0)
    assert (lines[total, "placements"]["result"], lines[total, "placements"]["target"]) == (85.0, 300.0)
    score = lines[total, "score"]
    assert score["result"] == pytest.approx((90 + 10 + 45) / 3)
    assert score["target"] == pytest.approx(61.0)
    assert "Simpelt gennemsnit af 3 centre" in score["note"]
    assert "Måltallet er et simpelt gennemsnit" in score["note"]
    assert lines[total, "score_two"]["light"] == "none"


def test_the_consolidated_workbook(three, tmp_path):
    out = tmp_path / "samlet.xlsx"
    assert main(["consolidate", *map(str, three), "--out", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [
        "Lysmatrix", "Varmekort", "Mål for mål", "Alle mål", "Vurderinger", "Grupper og total", "Optælling", "Modtaget og godkendt",
        "Datastatus", "Samlet målopfyldelse",
        "Budgetopfølgning", "Varslingspligt", "Økonomi og resultater", "Ydelsesopfølgning", "Bestiller og udfører",
        "Belønning", "Prøv omdisponering", "Prognosegrundlag", "Diagramgrundlag", "Centrenes mål", "Centrenes tal",
    ]  # fmt: skip
    hidden = ["Prognosegrundlag", "Diagramgrundlag", "Centrenes mål", "Centrenes tal"]
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == hidden
    matrix = pd.DataFrame(book["Lysmatrix"].values).iloc[3:].reset_index(drop=True)
    assert matrix.iloc[0].tolist()[1:] == [*CENTRES, "Jobcenter København", "BIF i alt", "Indikator"]
    assert matrix.iloc[1].tolist()[-1] == "on_time"
    assert set(matrix.iloc[1].tolist()[1:-1]) <= {"● Grøn", "▲ Gul", "◆ Rød", "○ Ingen data"}
    for name in ("Lysmatrix", "Varmekort", "Diagramgrundlag", "Grupper og total"):
        said = {cell.value for row in book[name].iter_rows() for cell in row if isinstance(cell.value, str)}
        assert ("score" in said, [each for each in said if "Trivsel på" in each]) == (True, [])
    counts = pd.DataFrame(book["Optælling"].values).iloc[4:].reset_index(drop=True)
    # Three centres: two goals each under Indsats; 3a and 3b are one goal under Personale.
    assert counts.iloc[0].tolist()[:5] == ["Indsats", 3, 3, 0, 6]
    assert counts.iloc[1].tolist()[:5] == ["Personale", 0, 3, 0, 3]
    with ClosedBook(out) as closed:
        assert len(closed.read("all_goals").rows) == 12


def test_assessments_show_both_lights_on_every_sheet(three, tmp_path, capsys):
    for path in three[:2]:
        assert main(["recalculate", str(path)]) == 0
    own = {"assessment_reason": "Ny leder", "assessed_by": "AH", "assessed_on": date(2011, 4, 20)}
    set_results(three[0], 0, assessment="● Grøn", **own)  # on_time: 90 per cent against 95
    set_results(three[1], 0, assessment="◆ Rød", **own)  # 50 per cent: red as computed
    out = tmp_path / "samlet.xlsx"
    capsys.readouterr()
    assert main(["consolidate", *map(str, three), "--out", str(out)]) == 0
    text = capsys.readouterr().out
    assert f"Vurderet anderledes end beregnet (1)\n{CENTRES[0]}, 1 Til tiden\n    ▲ Gul, beregnet: " in text
    assert "    ● Grøn, vurderet af AH 20-04-2011: Ny leder\n" in text
    book = openpyxl.load_workbook(out)
    matrix = [[cell.value for cell in row] for row in book["Lysmatrix"].iter_rows(min_row=4)]
    on_time = dict(zip(matrix[0], next(row for row in matrix if row[-1] == "on_time"), strict=True))
    assert (on_time[CENTRES[0]], on_time[CENTRES[1]]) == ("● Grøn\n(beregnet ▲ Gul)", "◆ Rød")
    coloured = [rule for found in book["Lysmatrix"].conditional_formatting for rule in found.rules]
    assert {rule.type for rule in coloured} == {"beginsWith"}
    sheets = {name: _rows(book[name]) for name in ("Alle mål", "Grupper og total", "Vurderinger", "Optælling")}
    line = next(row for row in sheets["Alle mål"] if (row["Center"], row["Mål nr."]) == (CENTRES[0], "1"))
    assert line["Forvaltningens vurdering"] == "Beregnet ▲ Gul, vurderet ● Grøn: Ny leder (AH, 20-04-2011)"
    assert line["Begrundelse"].startswith("Prognosen er 90,0 %")
    (listed,) = sheets["Vurderinger"]
    assert list(listed.values())[:4] == [CENTRES[0], "1", "Til tiden", "▲ Gul"]
    assert list(listed.values())[5:8] == ["● Grøn", "Ny leder", "AH"]
    groups = {(row["Center"], row["Mål nr."]): row["Forvaltningens vurdering"] for row in sheets["Grupper og total"]}
    told = f"Hos {CENTRES[0]} vurderet ● Grøn (beregnet ▲ Gul)"
    assert {key for key, text in groups.items() if text} == {
        ("Jobcenter København", "on_time"),
        ("BIF i alt", "on_time"),
    }
    assert set(groups.values()) == {told, None}
    assert [row["Heraf vurderet anderledes"] for row in sheets["Optælling"]] == [
        1,
        0,
        "=SUBTOTAL(109,counts[Heraf vurderet anderledes])",
    ]


def _rows(sheet):
    """A sheet's rows below its header in row 4, by title."""
    header, *rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=4))
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_wildcards_are_spelt_out_where_the_prompt_does_not(three, tmp_path, capsys):
    (tmp_path / f"~${three[0].name}").touch()
    assert main(["consolidate", str(tmp_path / "* 2011.xlsx"), "--out", str(tmp_path / "samlet.xlsx")]) == 0
    assert "3 projektmapper, 12 mål" in capsys.readouterr().out


def test_the_same_goals_in_two_workbooks_are_refused(three, tmp_path, capsys):
    copy = tmp_path / "kopi.xlsx"
    copy.write_bytes(three[0].read_bytes())
    assert main(["consolidate", *map(str, three), str(copy), "--out", str(tmp_path / "samlet.xlsx")]) == 1
    assert "findes både i" in capsys.readouterr().err


def test_workbooks_of_two_years_are_refused(workbook, tmp_path, capsys):
    paths = [workbook("Jobcenter Skelbækgade 2009"), workbook("Jobcenter Musvågevej 2011")]
    assert main(["consolidate", *map(str, paths), "--out", str(tmp_path / "samlet.xlsx")]) == 1
    said = capsys.readouterr().err
    assert "2009 (Jobcenter Skelbækgade 2009.xlsx), 2011 (Jobcenter Musvågevej 2011.xlsx)" in said


def test_many_workbooks_are_read_side_by_side_with_the_same_outcome(tmp_path, csv_file, capsys):
    goal = "2011;Center {};1;Indsats;result;Til tiden;on_time;pct;mindst;niveau;95;mean;flat"
    register = csv_file(REGISTER[0], *[goal.format(number) for number in range(9)], name="mange.csv")
    folder = tmp_path / "mange"
    folder.mkdir()
    assert main(["new", str(register), "--out", str(folder)]) == 0
    paths = sorted(map(str, folder.iterdir()))
    capsys.readouterr()
    assert main(["consolidate", *paths, "--out", str(tmp_path / "a.xlsx"), "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["results"]
    assert [line["centre"] for line in lines] == [*(f"Center {number}" for number in range(9)), "BIF i alt"]
    broken = folder / "Center 4 2011.xlsx"
    broken.write_bytes(b"nej")
    assert main(["consolidate", *paths, "--out", str(tmp_path / "b.xlsx")]) == 3
    assert "Center 4 2011.xlsx" in capsys.readouterr().err


def test_the_total_counts_a_groups_own_workbook_once():
    centres = shipped_centres(words())
    found = members(centres, {"Jobcenter København", "Beskæftigelsescentrene", "Ydelsesservice"}, "BIF i alt")
    assert found["BIF i alt"] == ["Jobcenter København", "Ydelsesservice", "Beskæftigelsescentrene"]


def test_periods_that_a_member_lacks_are_left_out_and_said():
    goals = frame_of(Goals, [
        {"centre": name, "number": "1", "measure": "m", "unit": "count", "rule": "at_least", "summary": "sum", "basis": "absolute", "profile": "linear", "target": 10.0}
        for name in ("A", "B")
    ])  # fmt: skip
    rows = [("A", "2011-01", 1.0), ("B", "2011-01", 2.0), ("A", "2011-02", 4.0)]
    seen = frame_of(
        Observations,
        [
            {"centre": centre, "measure": "m", "period": parse_period(text), "value": value}
            for centre, text, value in rows
        ],
    )
    lines = group_lines(goals, seen, {"G": ["A", "B"]}, words())
    assert lines.observations[Observations.VALUE].tolist() == [3.0]
    assert lines.notes["G", "m"] == ["Kun perioder, som alle 2 centre har."]
    assert lines.goals[Goals.TARGET].tolist() == [20.0]


def _goals_of(**of_second):
    common = {"number": "1", "measure": "m", "unit": "count", "rule": "at_least", "summary": "sum", "basis": "absolute", "profile": "linear", "target": 10.0, "valid_from": None, "valid_to": None}  # fmt: skip
    return frame_of(
        Goals, [{**common, "centre": "A"}, {**common, "centre": "B"}, {**common, **of_second, "centre": "C"}]
    )


def _seen(*rows):
    return frame_of(
        Observations,
        [
            {"centre": centre, "measure": "m", "period": parse_period(text), "value": value}
            for centre, text, value in rows
        ],
    )


def test_a_member_whose_goal_is_of_other_months_is_left_out_and_named():
    seen = _seen(("A", "2011-01", 1.0), ("B", "2011-01", 2.0), ("C", "2011-01", 4.0), ("A", "2011-07", 1.0), ("B", "2011-07", 1.0))  # fmt: skip
    lines = group_lines(_goals_of(valid_to=date(2011, 6, 30)), seen, {"G": ["A", "B", "C"]}, words())
    assert lines.observations[Observations.VALUE].tolist() == [3.0, 2.0]
    assert (lines.goals[Goals.TARGET].tolist(), lines.apart["G", "m"]) == ([20.0], ["C"])


@pytest.mark.parametrize(("field", "other"), [("basis", "change_pct"), ("profile", "flat"), ("unit", "points")])
def test_a_member_whose_goal_is_stated_otherwise_is_left_out_and_named(field, other):
    seen = _seen(("A", "2011-01", 1.0), ("B", "2011-01", 2.0), ("C", "2011-01", 4.0))
    lines = group_lines(_goals_of(**{field: other}), seen, {"G": ["A", "B", "C"]}, words())
    assert (lines.observations[Observations.VALUE].tolist(), lines.apart["G", "m"]) == ([3.0], [])
    (found,) = member_issues(lines, {}, {}, 2011, date(2011, 1, 31), words())
    titled = words().title("goals", field)
    assert (found.code, found.value, found.details) == ("total_member_unlike", "G", {"goals": f"C, m ({titled})"})
    made = with_members(_computed_all(lines, None), lines, empty(Centres), {}, 2011, date(2011, 1, 31), words())
    assert made[Results.MADE_OF].tolist() == ["A, B; 2011-01. Uden C."]


@pytest.mark.parametrize(
    ("titles", "target", "called"),
    [
        (["10 pladser", "20 pladser"], 10.0, "Nye pladser"),
        (["10 pladser", "10 pladser"], 10.0, "Nye pladser"),  # the line's target is 20
        (["Pladser i 2. kvartal", "Pladser i 2. kvartal"], 10.0, "Pladser i 2. kvartal"),
        (["Højst 1.000,5 pladser", "Højst 1.000,5 pladser"], 1000.5, "Nye pladser"),
    ],
)
def test_a_total_bears_no_centres_own_title(titles, target, called):
    goals = _goals_of().iloc[:2].assign(title=titles, target=target)
    catalogue = catalogue_of(frame_of(Measures, [{"measure": "m", "title": "Nye pladser"}]))
    lines = group_lines(goals, _seen(("A", "2011-01", 1.0)), {"G": ["A", "B"]}, words(), catalogue)
    assert lines.goals[Goals.TITLE].tolist() == [called]


def test_a_total_bears_no_title_of_a_centre_outside_it():
    goals = _goals_of().assign(title=["Pladser A", "Pladser B", "Pladser C"])
    catalogue = catalogue_of(frame_of(Measures, [{"measure": "m", "title": "Pladser C"}]))
    lines = group_lines(goals, _seen(("A", "2011-01", 1.0)), {"G": ["A", "B"]}, words(), catalogue)
    assert lines.goals[Goals.TITLE].tolist() == ["Pladser C"]  # all that the catalogue knows of the measure
    more = frame_of(Measures, [{"measure": "m", "title": "Pladser C"}, {"measure": "m", "title": "Pladser A"}])
    lines = group_lines(goals, _seen(("A", "2011-01", 1.0)), {"G": ["A", "B"]}, words(), catalogue_of(more))
    assert lines.goals[Goals.TITLE].tolist() == ["m"]


def test_of_two_ways_to_state_a_measure_a_group_has_the_line_of_most_centres():
    rows = [("A", "linear"), ("B", "flat"), ("C", "flat"), ("D", "linear"), ("E", "flat")]
    goals = frame_of(
        Goals, [{**records(_goals_of())[0], "centre": centre, "profile": profile} for centre, profile in rows]
    )
    seen = _seen(*[(centre, "2011-01", 2.0**at) for at, (centre, _) in enumerate(rows)])
    lines = group_lines(goals, seen, {"G": list("ABCDE")}, words())
    assert (lines.goals[Goals.PROFILE].tolist(), list(lines.unlike["G", "m"])) == (["flat"], ["A", "D"])
    assert _computed(lines, None)[Results.RESULT] == 22.0


def test_a_hidden_figure_of_a_member_leaves_a_floor_of_the_others():
    seen = _seen(("A", "2011-01", 1.0), ("B", "2011-01", 2.0), ("C", "2011-01", None))
    seen = seen.assign(mark=[None, None, "<5"])
    lines = group_lines(_goals_of(), seen, {"G": ["A", "B", "C"]}, words())
    assert lines.observations[Observations.VALUE].tolist() == [3.0]
    assert lines.notes["G", "m"] == ["Et skjult tal hos et center er ikke talt med; summen er mindst dette."]


def _computed(lines, hidden, as_of=date(2011, 1, 31)):
    return _computed_all(lines, hidden, as_of).iloc[0]


def _computed_all(lines, hidden, as_of=date(2011, 1, 31)):
    nothing = empty(BudgetLines)
    inputs = Inputs(lines.goals, lines.observations, nothing, 0.1, 2011, hidden=hidden)
    return compute(inputs, as_of, words()).results


@pytest.mark.parametrize(("target", "light"), [(12.0, "green"), (24.0, "red"), (14.5, "none")])
def test_a_total_has_a_light_where_all_that_members_hide_gives_it(target, light):
    seen = _seen(("A", "2011-01", 6.0), ("B", "2011-01", 6.0), ("C", "2011-01", None)).assign(mark=[None, None, "<5"])
    months = {"valid_to": date(2011, 1, 31), "target": target / 3}
    goals = frame_of(Goals, [{**row, **months} for row in records(_goals_of())])
    groups = {"G": ["A", "B", "C"]}
    january = parse_period("2011-01").last_month
    hidden = hidden_in_groups(possible_observations(seen, goals, BY_UNITS, 2011, january), goals, groups, words())
    found = _computed(group_lines(goals, seen, groups, words()), hidden)
    assert (found[Results.RESULT], found[Results.LIGHT]) == (12.0, light)
    assert "(<5)" in found[Results.REASON]
    assert "12–16" in found[Results.REASON]


@pytest.mark.parametrize(("cases", "light"), [(50.0, "none"), (100.0, "green")])
def test_a_total_of_shares_with_a_hidden_numerator(cases, light):
    shape = {"unit": "pct", "rule": "at_most", "summary": "ratio", "profile": "flat", "target": 3.0, "sample": None}
    goals = frame_of(Goals, [{**row, **shape} for row in records(_goals_of())])
    rows = [("A", 1.0), ("B", 0.0), ("C", None)]
    seen = frame_of(
        Observations,
        [
            {"centre": centre, "measure": "m", "period": parse_period("2011-01"), "numerator": above, "denominator": cases}
            for centre, above in rows
        ],
    ).assign(mark=[None, None, "<5"])  # fmt: skip
    groups = {"G": ["A", "B", "C"]}
    january = parse_period("2011-01").last_month
    hidden = hidden_in_groups(possible_observations(seen, goals, BY_UNITS, 2011, january), goals, groups, words())
    lines = group_lines(goals, seen, groups, words())
    assert lines.notes["G", "m"] == []
    assert _computed(lines, hidden)[Results.LIGHT] == light


def test_a_total_of_samples_is_a_sample():
    goals = _goals_of().assign(sample=[None, "yes", None])
    seen = _seen(("A", "2011-01", 1.0), ("B", "2011-01", 2.0), ("C", "2011-01", 4.0))
    assert group_lines(goals, seen, {"G": ["A", "B", "C"]}, words()).goals[Goals.SAMPLE].tolist() == ["yes"]
