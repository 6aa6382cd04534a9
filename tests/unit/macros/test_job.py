"""The main job through the command line: import, recalculate, assess, consolidate, with what is printed and written."""

import json
import math
from datetime import date

import pandas as pd
import pytest

from macros.cli import main
from macros.steps.contract import open_book, read_contract
from schemas.reading import read_table
from schemas.tables import LogLines, Observations, Results
from schemas.words.vocabulary import words
from tests.unit.macros.test_bad_input import rewritten
from workbook.closed.book import ClosedBook

HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner;Kilde;Udtræksdato"
JK = "Jobcenter København"
DESIGN_FIELDS = [
    "number",
    "centre",
    "measure",
    "unit",
    "rule",
    "target",
    "target_max",
    "target_to_date",
    "result",
    "difference",
    "attainment",
    "forecast",
    "forecast_low",
    "forecast_high",
    "chance",
    "forecast_run_rate",
    "forecast_seasonal",
    "required",
    "required_max",
    "required_reached",
    "required_of",
    "light",
    "computed_light",
    "verdict",
    "to_next_light",
    "assessment",
    "reason",
    "as_of",
    "shown_unit",
    "shown_target",
    "shown_result",
    "shown_difference",
]


def run(*arguments):
    return main([str(each) for each in arguments])


def as_json(capsys, *arguments, code=0):
    capsys.readouterr()
    assert run(*arguments, "--json") == code
    out = capsys.readouterr()
    assert out.err == ""
    return json.loads(out.out)


def observations(path):
    book, language = open_book(path)
    with book:
        return read_contract(book, language).frame(Observations)


def sheet_results(path):
    with ClosedBook(path) as book:
        return read_table(Results, book.read("results"), words()).frame


def set_results(path, row, **values):
    """What a user types into Opfølgning."""
    with ClosedBook(path) as book:
        raw = book.read("results")
        columns = {}
        for field, value in values.items():
            title = words().title(Results, field)
            position = raw.header.index(title)
            cells = [cells[position].value for cells in raw.rows]
            cells[row] = value
            columns[title] = pd.Series(cells, dtype=object)
        book.write("results", pd.DataFrame(columns))
        book.save()


@pytest.mark.parametrize(("encoding", "lines"), [
    ("utf-8-sig", [HEADER, f"{JK};offers_on_time;2008-H1;91,5"]),
    ("utf-8", [HEADER, f"{JK};offers_on_time;1. halvår 2008;91,5"]),
    ("cp1252", [HEADER, f"{JK};offers_on_time;2008-H1;91,5"]),
    ("utf-16", [HEADER, f"{JK};offers_on_time;2008-H1;91,5"]),
    ("utf-8", [HEADER.replace(";", ","), f"{JK},offers_on_time,2008-H1,91.5"]),
    ("utf-8", ["sep=;", HEADER, "", f"{JK};offers_on_time;2008-H1;91,5;;;;"]),
    ("utf-8", ["centre\tvalue\tperiod\tMEASURE", f"{JK}\t91.5\tH1 2008\toffers_on_time"]),
])  # fmt: skip
def test_csv_in_every_dress(workbook, csv_file, encoding, lines):
    target = workbook()
    assert run("import", target, csv_file(*lines, encoding=encoding)) == 0
    frame = observations(target)
    assert frame[Observations.VALUE].tolist() == [91.5]
    assert str(frame[Observations.PERIOD].iloc[0]) == "2008-H1"
    assert frame[Observations.SOURCE].tolist() == ["udtræk.csv"]


def test_importing_again_replaces_and_says_what_changed(workbook, csv_file, capsys):
    target = workbook()
    first = csv_file(HEADER, f"{JK};offers_on_time;2008-01;91,5", f"{JK};offers_on_time;2008-02;92", name="a.csv")
    second = csv_file(HEADER, f"{JK};offers_on_time;2008-02;93", f"{JK};offers_on_time;2008-03;94", name="b.csv")
    assert run("import", target, first) == 0
    assert "2 nye rækker, 0 ændrede, 0 uændrede" in capsys.readouterr().out
    assert run("import", target, second) == 0
    text = capsys.readouterr().out
    assert "1 nye rækker, 1 ændrede, 0 uændrede" in text
    assert "offers_on_time, 2008-02: 92 er rettet til 93" in text
    frame = observations(target)
    assert frame[Observations.VALUE].tolist() == [91.5, 93.0, 94.0]
    assert frame[Observations.SOURCE].tolist() == ["a.csv", "b.csv", "b.csv"]
    assert run("import", target, second) == 0
    assert "0 nye rækker, 0 ændrede, 2 uændrede" in capsys.readouterr().out


def test_other_centres_are_left_out_and_short_names_understood(workbook, csv_file, capsys):
    target = workbook("Jobcenter Sygedagpenge 2008")
    lines = ["JCS;upheld_formal_complaints;2008-Q2;29", f"{JK};upheld_formal_complaints;2008-Q2;62"]
    assert run("import", target, csv_file(HEADER, *lines)) == 0
    assert "Rækker for andre centre, som er sprunget over: 1." in capsys.readouterr().out
    assert observations(target)[Observations.CENTRE].tolist() == ["Jobcenter Sygedagpenge"]


def test_a_suppressed_figure_stays_suppressed(workbook, csv_file, capsys):
    target = workbook("Jobcenter Sygedagpenge 2008")
    assert run("import", target, csv_file(HEADER, "JCS;upheld_formal_complaints;2008-Q2;<5")) == 0
    assert "skjult tal" in capsys.readouterr().out
    with ClosedBook(target) as book:
        assert book.read("observations").rows[0][3].value == "<5"
    results = as_json(capsys, "recalculate", target)["results"]
    told = [(line["light"], line["result"]) for line in results if line["number"] == "13"]
    assert told == [("green", None)]  # at most 10.5 points, whatever is hidden


def test_a_row_without_a_figure_is_said_and_left_out(workbook, csv_file, capsys):
    target = workbook()
    lines = [f"{JK};offers_on_time;2008-01;n/a", f"{JK};offers_on_time;2008-02;91"]
    assert run("import", target, csv_file(HEADER, *lines)) == 0
    assert "hverken værdi eller tæller og nævner og springes over" in capsys.readouterr().out
    assert [str(period) for period in observations(target)[Observations.PERIOD]] == ["2008-02"]


def test_a_suppressed_numerator_is_suppressed(workbook, csv_file, capsys):
    target = workbook()
    assert run("import", target, csv_file(HEADER, f"{JK};offers_on_time;2008-01;;<5;40")) == 0
    assert "skjult tal" in capsys.readouterr().out
    assert observations(target)["mark"].tolist() == ["<5"]


def test_centres_in_another_letter_case_and_milestones_in_words(workbook, csv_file, capsys):
    target = workbook("Jobcentrene 2007")
    lines = ["JOBCENTRENE;staff_handbook_in_use;2007-06;ja", "jobcentrene;own_development_staff;2007-06;Nej"]
    assert run("import", target, csv_file(HEADER, *lines)) == 0
    assert observations(target)[Observations.VALUE].tolist() == [1.0, 0.0]
    results = {line["number"]: line for line in as_json(capsys, "recalculate", target)["results"]}
    assert (results["11"]["light"], results["12"]["light"]) == ("green", "yellow")


def test_rows_typed_below_a_table_are_said(workbook, capsys, tmp_path):
    source = workbook()
    with ClosedBook(source) as book:
        table = book._index.tables["goals"].part
    short = rewritten(source, tmp_path / "kort.xlsx", b'16"', b'15"', table)
    found = as_json(capsys, "recalculate", short)
    assert len(found["results"]) == 11
    assert ("rows_below_table", "A16") in {(issue["code"], issue["cell"]) for issue in found["issues"]}


def test_a_fraction_where_per_cent_are_meant_is_said(workbook, csv_file, capsys):
    few = csv_file(HEADER, f"{JK};offers_on_time;2008-01;0,91", f"{JK};offers_on_time;2008-02;91", name="a.csv")
    assert run("import", workbook(), few) == 0
    assert "0,91 i »Værdi« er under 1 pct.; menes der 91?" in capsys.readouterr().out
    assert run("import", workbook(), csv_file(HEADER, f"{JK};offers_on_time;2008-01;0,91", name="b.csv")) == 1
    assert "her menes nok 91." in capsys.readouterr().err


def test_changes_are_listed_in_danish_numbers(workbook, csv_file, capsys):
    target = workbook()
    run("import", target, csv_file(HEADER, f"{JK};offers_on_time;2008-01;91,5", name="a.csv"))
    run("import", target, csv_file(HEADER, f"{JK};offers_on_time;2008-01;92,25", name="b.csv"))
    assert "91,5 er rettet til 92,25" in capsys.readouterr().out


def test_text_from_an_export_stays_text(workbook, csv_file):
    target = workbook()
    assert run("import", target, csv_file(HEADER, f'{JK};offers_on_time;2008-01;91,5;;;"=HYPERLINK(""x"")";')) == 0
    with ClosedBook(target) as book:
        cell = book.read("observations").rows[0][6]
    assert (cell.value, cell.formula) == ('=HYPERLINK("x")', "")


def test_recalculate_prints_the_designs_fields_unrounded(workbook, csv_file, capsys):
    target = workbook()
    run("import", target, csv_file(HEADER, f"{JK};contact_interviews_on_time;2008-H1;81,123456789"))
    found = as_json(capsys, "recalculate", target)
    economy = ["budget_follow_up", "warnings_due", "services", "reward"]
    assert list(found) == ["workbook", "as_of", "results", "changes", *economy, "issues"]
    assert found["as_of"] == "2008-06-30"
    line = next(line for line in found["results"] if line["number"] == "4")
    assert list(line)[: len(DESIGN_FIELDS)] == DESIGN_FIELDS
    assert line["result"] == 81.123456789
    assert line["difference"] == 81.123456789 - 95
    assert line["required"] == pytest.approx((12 * 95 - 6 * 81.123456789) / 6)
    assert line["target_max"] is None
    assert line["light"] == line["computed_light"] == "red"
    assert "108,9 %" in line["reason"]
    empty = next(line for line in found["results"] if line["number"] == "5")
    assert (empty["result"], empty["light"], empty["attainment"]) == (None, "none", None)
    assert {issue["code"] for issue in found["issues"]} == {"no_observation"}


def test_the_sheets_hold_what_was_printed(filled, capsys):
    found = as_json(capsys, "recalculate", filled)
    frame = sheet_results(filled)
    for line, (_, row) in zip(found["results"], frame.iterrows(), strict=True):
        for name in ("number", "light", "reason", "note"):
            assert row[name] == line[name]
        for name in (
            "target",
            "target_to_date",
            "result",
            "difference",
            "forecast",
            "required",
            "attainment",
            "shown_result",
        ):
            expected = math.nan if line[name] is None else line[name]
            assert row[name] == pytest.approx(expected, nan_ok=True, abs=0, rel=1e-15)
    with ClosedBook(filled) as book:
        facts = {row[0].value: row[1].value for row in book.read("about").rows}
        counts = {row[0].value: row[1].value for row in book.read("light_counts").rows}
        attention = [row[0].value for row in book.read("attention").rows]
        header = book.read("results").header
        months = [row[header.index("2009-06")].value for row in book.read("results").rows]
    assert facts["Opgjort pr."] == "30-06-2009"
    assert facts["Mål med tal"] == "18 af 18"
    assert sum(counts.values()) == 18
    assert len(attention) == 18 - counts["● Grøn"]
    reds = [line["number"] for line in found["results"] if line["light"] == "red"]
    assert attention[: len(reds)] == reds
    assert months[1] == next(
        value for value in observations(filled).query("measure == 'company_placements'")["value"][-1:]
    )


def test_the_reporting_date_can_be_given_in_words(filled, capsys):
    assert as_json(capsys, "recalculate", filled, "--as-of", "1. kvartal 2009")["as_of"] == "2009-03-31"
    march = as_json(capsys, "recalculate", filled, "--as-of", "31-03-2009")["results"]
    assert march[1]["months"] == 3
    assert as_json(capsys, "recalculate", filled)["as_of"] == "2009-06-30"


def test_recalculating_twice_changes_only_times(filled):
    run("recalculate", filled)
    first = sheet_results(filled)
    run("recalculate", filled)
    pd.testing.assert_frame_equal(first, sheet_results(filled))


def test_an_assessment_holds_until_the_next_reporting_date(filled, capsys):
    run("recalculate", filled, "--as-of", "2009-03")
    row = sheet_results(filled)[Results.NUMBER].tolist().index("1.3")
    set_results(filled, row, assessment="● Grøn")
    code = run("recalculate", filled, "--as-of", "2009-03")
    text = capsys.readouterr().err
    assert code == 1
    assert "vurdering uden vurderingens begrundelse, vurderet af, vurderet den" in text
    set_results(
        filled,
        row,
        assessment="◆ Rød",
        assessment_reason="Ny bemanding",
        assessed_by="AH",
        assessed_on=date(2009, 4, 20),
    )
    line = as_json(capsys, "recalculate", filled, "--as-of", "2009-03")["results"][row]
    assert (line["light"], line["computed_light"], line["assessment"], line["assessment_reason"]) == (
        "red",
        "red",
        "red",
        "Ny bemanding",
    )
    assert line["reason"].startswith("Resultatet er 87,2 %, og året ventes")
    found = as_json(capsys, "recalculate", filled, "--as-of", "2009-06")
    line = found["results"][row]
    assert (line["light"], line["assessment"]) == (line["computed_light"], None)
    assert "assessment_lapsed" in {issue["code"] for issue in found["issues"]}
    with ClosedBook(filled) as book:
        log = read_table(LogLines, book.read("log"), words()).frame
    assert log[LogLines.DETAIL].str.contains("Ny bemanding").any()


def test_the_log_keeps_who_when_which_file(workbook, csv_file):
    target = workbook()
    run("import", target, csv_file(HEADER, f"{JK};offers_on_time;2008-H1;91"))
    run("recalculate", target)
    with ClosedBook(target) as book:
        log = read_table(LogLines, book.read("log"), words()).frame
    assert log[LogLines.STEP].tolist() == ["Hent LIS-udtræk", "Genberegn"]
    assert log[LogLines.FILE].iloc[0] == "udtræk.csv"
    assert len(log[LogLines.SHA256].iloc[0]) == 64
    assert log[LogLines.VERSION].notna().all()


def test_parameters_of_the_workbook_win(workbook, csv_file, capsys):
    target = workbook()
    run("import", target, csv_file(HEADER, f"{JK};exit_rate_over_12_months;2008-H1;18,2"))
    assert as_json(capsys, "recalculate", target)["results"][1]["light"] == "red"
    with ClosedBook(target) as book:
        raw = book.read("parameters")
        name, value = (raw.header.index(title) for title in ("Kode", "Værdi"))
        values = [row[value].value for row in raw.rows]
        values[[row[name].value for row in raw.rows].index("tolerance")] = 0.2
        book.write("parameters", pd.DataFrame({raw.header[value]: pd.Series(values, dtype=object)}))
        book.save()
    assert as_json(capsys, "recalculate", target)["results"][1]["light"] == "yellow"


def test_validate_says_what_was_understood(workbook, csv_file, capsys):
    export = csv_file(HEADER, f"{JK};offers_on_time;2. kvartal 2008;91", "Et sted;noget;2008;5")
    found = as_json(capsys, "validate", export)
    assert list(found) == ["files", "observations", "budget_lines", "issues", "groups"]
    assert [line["period"] for line in found["observations"]] == ["2008-Q2", "2008"]
    found = as_json(capsys, "validate", export, "--workbook", workbook())
    assert [issue["code"] for issue in found["issues"] if issue["file"] == export.name][-1:] == ["foreign_left_out"]
    strange = csv_file(HEADER, "Et sted;noget;2008;5")
    found = as_json(capsys, "validate", strange, "--workbook", workbook(), code=1)
    assert "unknown_centre" in {issue["code"] for issue in found["issues"]}
    assert as_json(capsys, "validate", workbook(), strange, code=1)["issues"]
    assert run("validate", workbook()) == 0


def test_a_file_for_several_centres_and_a_strange_name(workbook, tmp_path, capsys):
    assert run("new", "2008", "--out", tmp_path / "alle.xlsx") == 1
    assert "Registret har 8 centre, men alle.xlsx er én fil" in capsys.readouterr().err
    assert run("consolidate", workbook(), "--out", tmp_path / "samlet.csv") == 3
    assert "skal ende på .xlsx" in capsys.readouterr().err


def test_figures_are_rounded_as_excel_rounds_them():
    from workbook.present import amount

    assert amount(86.25, "pct", words()) == "86,3 %"
    assert amount(43.65, "pct", words()) == "43,7 %"
    assert amount(-0.05, "count", words(), sign=True) == "−0,1"
    assert amount(1472.5, "count", words()) == "1.472,5"
    assert amount(-5.5, "pct", words(), sign=True) == "−5,5 %-point"


def test_a_difference_is_rounded_without_the_noise_of_its_figures():
    from workbook.present import amount

    assert amount(0.2499999999999991, "days", words(), sign=True) == "+0,3"
    assert amount(-0.2499999999999991, "days", words(), sign=True) == "−0,3"
    assert amount(0.249999, "days", words(), sign=True) == "+0,2"
    assert amount(1e20, "days", words()).startswith("100.000.000.000.000.000.000")


def test_english_sheets(tmp_path, capsys):
    target = tmp_path / "a.xlsx"
    assert run("--language", "en", "new", "2009", "--out", target) == 0
    with ClosedBook(target) as book:
        assert "Follow-up" in book.sheets()
        assert book.read("goals").header[:3] == ("Goal no.", "Parameter", "Goal type")
    assert run("recalculate", target) == 0
    assert sheet_results(target)[Results.REASON].iloc[0] == "No valid data yet"


def test_a_users_own_column_follows_its_goal(filled, tmp_path):
    """A comment beside a goal stays beside it when the goal above goes."""
    run("recalculate", filled)
    with ClosedBook(filled) as book:
        table = book._index.tables["results"].part
    title = f'name="{words().title("results", "trend")}"'.encode()
    mine = rewritten(filled, tmp_path / "min.xlsx", title, b'name="Min kommentar"', table)
    with ClosedBook(mine) as book:
        goals = [[cell.value for cell in row] for row in book.read("goals").rows]
        header = list(book.read("goals").header)
        book.write("goals", pd.DataFrame([goals[0], *goals[2:]], columns=header, dtype=object))
        comments = pd.Series([f"om {number}" for number in sheet_results(filled)[Results.NUMBER]], dtype=object)
        book.write("results", pd.DataFrame({"Min kommentar": comments}))
        book.save()
    assert run("recalculate", mine) == 0
    with ClosedBook(mine) as book:
        raw = book.read("results")
    beside = [(row[0].value, row[raw.header.index("Min kommentar")].value) for row in raw.rows]
    assert beside[:3] == [("1.1", "om 1.1"), ("1.3", "om 1.3"), ("1.4", "om 1.4")]
    assert len(beside) == 17
