"""Budgets through the gate that observations go through, and one figure, one pair of bounds, one light on both sheets."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from macros.cli import main
from macros.steps.contract import open_book, read_contract
from macros.steps.importing import import_exports
from macros.steps.new import new
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from schemas.errors import RefusedError
from schemas.frames import records
from schemas.reading import read_table
from schemas.tables import BudgetFollowUp, BudgetLines, Goals, Results
from schemas.text.amounts import kroner
from schemas.words.vocabulary import words
from workbook.closed.book import ClosedBook

CASES = Path(__file__).parents[2] / "cases" / "budgets"
NORD, OEST = "Jobcenter Nordhavn", "Jobcenter Ørestad"
NOW = datetime(2025, 10, 10, 9, 30)
Q3 = date(2025, 9, 30)
MONTHS = "Center;Konto;Periode;Forbrug"
OPERATING = (1306049.87, 1199997.12, 1208313.74, 1262858.82, 1227334.06, 1260118.18, 1196291.74, 1241811.63, 1240276.07)
PURCHASE = (697038.43, 600554.31, 608769.43, 678289.26, 603247.50, 603095.82, 690000.00, 700000.00, 647162.15)
SWITCH = 'layout = "list"\naccumulated = true\n[match]\nfiles = ["udtr*.csv", "opus*.csv"]\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The workbooks of the register, whose sheet Budget has no column of what was used."""
    folder = tmp_path_factory.mktemp("made")
    new(read_register(str(CASES / "register.xlsx"), words()), None, folder, words())
    return folder


@pytest.fixture
def nord(made, tmp_path, csv_file):
    """Nordhavn with what was used in its first months: ``nord(6)``."""

    def fill(months):
        path = tmp_path / "nord.xlsx"
        shutil.copy(made / f"{NORD} 2025.xlsx", path)
        lines = [
            f"{NORD};{account};2025-{month + 1:02d};{str(amounts[month]).replace('.', ',')}"
            for account, amounts in (("Driftsbudget", OPERATING), ("Købsbudget", PURCHASE))
            for month in range(months)
        ]
        if lines:
            import_exports(path, [csv_file(MONTHS, *lines, name="months.csv")], NOW)
        return path

    return fill


@pytest.fixture
def switched(tmp_path):
    """A profile beside the workbook: accumulated = true, and further lines."""

    def write(further=""):
        (tmp_path / "opus.profil.toml").write_text(further + SWITCH, encoding="utf-8")

    return write


def lines_of(path):
    with open_book(path)[0] as book:
        frame = read_contract(book, words()).frame(BudgetLines)
    found = {}
    for row in records(frame):
        amounts = (row[BudgetLines.BUDGET], row[BudgetLines.ACTUAL])
        key = row[BudgetLines.ACCOUNT], str(row[BudgetLines.PERIOD])
        found[key] = tuple(None if each is None else float(kroner(each)) for each in amounts)
    return found


def follow_up(path, as_of=Q3):
    """Account -> its line, and the findings of the recalculation."""
    done = recalculate(path, as_of, NOW)
    with ClosedBook(path) as book:
        frame = read_table(BudgetFollowUp, book.read(BudgetFollowUp.name), words()).frame
    results = {row[Results.MEASURE]: row for row in records(done.results)}
    lines = {row[BudgetFollowUp.ACCOUNT]: row for row in records(frame)}
    return lines, results, [issue.code for issue in done.issues]


def refused(path, export):
    """The codes of the errors that an import is refused with; the file stays as it was."""
    before = path.read_bytes()
    with pytest.raises(RefusedError) as error:
        import_exports(path, [export], NOW)
    assert path.read_bytes() == before
    return [issue.code for issue in error.value.issues if issue.is_error]


# ---- the cases ----------------------------------------------------------------------------------------------------


def test_a_register_with_budgets_and_no_use_keeps_the_budgets(made):
    found = lines_of(made / f"{NORD} 2025.xlsx")
    assert len(found) == 24
    assert found["operating", "2025-01"] == (1250000.0, None)


def test_a_title_that_says_to_date_refuses_budgets_too(nord):
    assert refused(nord(6), CASES / "opus_to_date.csv") == ["title_no_results"]


def test_the_switch_makes_the_rest_of_the_year_to_date_by_difference(nord, switched, tmp_path):
    path = nord(6)
    switched()
    export = shutil.copy(CASES / "opus_to_date.csv", tmp_path)
    import_exports(path, [Path(export)], NOW)
    found = lines_of(path)
    assert found["operating", "2025-Q3"] == (3750000.0, pytest.approx(11143051.13 - sum(OPERATING[:6])))
    lines, results, codes = follow_up(path)
    assert lines["operating"][BudgetFollowUp.USE] == pytest.approx(11143051.13 / 11250000 * 100)
    assert results["operating_budget_use"][Results.RESULT] == pytest.approx(lines["operating"][BudgetFollowUp.USE])
    assert "budget_otherwise" not in codes


def test_a_quarter_beside_its_months_counts_once_on_both_sheets(nord):
    path = nord(9)
    import_exports(path, [CASES / "quarter_on_top.csv"], NOW)
    lines, results, codes = follow_up(path)
    assert float(kroner(lines["operating"][BudgetFollowUp.BUDGET])) == 11250000.0
    assert results["operating_budget_use"][Results.RESULT] == pytest.approx(lines["operating"][BudgetFollowUp.USE])
    assert codes.count("overlapping_periods") == 1
    assert "budget_overlap" not in codes  # said with the goal


def test_overlapping_lines_of_an_account_without_a_goal_are_said(nord, csv_file):
    path = nord(0)
    header = "Center;Konto;Periode;Budget;Forbrug"
    rows = [f"{NORD};Kurser;2025-{month:02d};10;{4 - month}" for month in (1, 2, 3)] + [f"{NORD};Kurser;2025-Q1;30;7"]
    import_exports(path, [csv_file(header, *rows)], NOW)
    lines, _, codes = follow_up(path)
    assert (lines["Kurser"][BudgetFollowUp.USE], codes.count("budget_overlap")) == (pytest.approx(20.0), 1)


def test_both_sheets_have_the_goals_bounds_and_light(nord):
    lines, results, codes = follow_up(nord(9))
    for account, measure in (("operating", "operating_budget_use"), ("purchase", "purchase_budget_use")):
        assert lines[account][BudgetFollowUp.LIGHT] == results[measure][Results.LIGHT]
        assert words().symbol(results[measure][Results.LIGHT]) == lines[account][BudgetFollowUp.CHECK][0]
    assert (lines["purchase"][BudgetFollowUp.FLOOR], lines["purchase"][BudgetFollowUp.CEILING]) == (85, 100)
    assert lines["purchase"][BudgetFollowUp.LIMITS] == "Mål 4.2"
    assert "budget_otherwise" not in codes


def test_a_goal_with_another_band_moves_both_sheets(nord, made):
    path = nord(9)
    with ClosedBook(path) as book:
        raw = book.read(Goals.name)
        titles = [words().title(Goals, each) for each in Goals.fields]
        columns = {field: raw.header.index(title) for field, title in zip(Goals.fields, titles, strict=True)}
        frame = read_table(Goals, raw, words()).frame
        frame.loc[frame[Goals.MEASURE] == "purchase_budget_use", [Goals.TARGET, Goals.TARGET_MAX]] = [92.0, 98.0]
        assert Goals.TARGET in columns
        from macros.steps.table_writing import write_table

        write_table(book, Goals.name, frame, words(), raw)
        book.save()
    lines, results, _ = follow_up(path)
    assert (lines["purchase"][BudgetFollowUp.FLOOR], lines["purchase"][BudgetFollowUp.CEILING]) == (92, 98)
    assert (results["purchase_budget_use"][Results.TARGET], lines["purchase"][BudgetFollowUp.LIGHT]) == (
        92,
        results["purchase_budget_use"][Results.LIGHT],
    )


def test_an_account_without_a_goal_is_measured_by_the_parameters(nord, csv_file):
    path = nord(0)
    import_exports(path, [csv_file("Center;Konto;Periode;Budget;Forbrug", f"{NORD};Kurser;2025-01;10;11")], NOW)
    line = follow_up(path)[0]["Kurser"]
    told = (line[BudgetFollowUp.LIMITS], line[BudgetFollowUp.CEILING], line[BudgetFollowUp.LIGHT])
    assert told == ("Parametre", 100, "red")


def test_the_usual_words_for_our_columns_are_known(nord):
    path = nord(0)
    done = import_exports(path, [CASES / "opus_q1.csv"], NOW)
    assert lines_of(path)["operating", "2025-03"] == (1250000.0, 1208313.74)
    assert done.changes.changed == 6


# ---- others of their kinds ----------------------------------------------------------------------------------------


def months(budget, actual, first=1, last=6, account="Driftsbudget"):
    return [f"{NORD};{account};2025-{month:02d};{budget(month)};{actual(month)}" for month in range(first, last + 1)]


TO_DATE = {
    "a title of the column": ("Center;Konto;Periode;Budget;Forbrug til dato", months(lambda m: 10, lambda m: 9, 9, 9)),
    "shortened": ("Center;Konto;Periode;Korr. budget;Akk. forbrug", months(lambda m: 10, lambda m: 9, 9, 9)),
    "months in the title": (
        "Center;Konto;Periode;Budget;Forbrug jan-sep 2025",
        months(lambda m: 10, lambda m: 9, 9, 9),
    ),
}


@pytest.mark.parametrize("name", TO_DATE)
def test_columns_of_sums_to_date_are_refused(nord, csv_file, name):
    header, rows = TO_DATE[name]
    assert refused(nord(0), csv_file(header, *rows)) == ["budget_to_date"]


def test_a_year_in_each_row_is_refused_with_what_to_write(nord, csv_file):
    export = csv_file("Center;Konto;Periode;Årsbudget;Forbrug", *months(lambda m: 15000000, lambda m: 1200000, 9, 9))
    assert refused(nord(0), export) == ["budget_of_year"]


def test_amounts_that_grow_as_sums_are_asked_about_without_any_title(nord, csv_file):
    export = csv_file(
        "Center;Konto;Periode;Budget;Forbrug", *months(lambda m: 1250000 * m, lambda m: 1200000 * m + 7 * m * m)
    )
    assert refused(nord(0), export) == ["looks_accumulated"]


def test_a_budget_that_is_the_workbooks_of_the_year_is_asked_about(nord, csv_file):
    export = csv_file("Center;Konto;Periode;Budget;Forbrug", *months(lambda m: 15000000, lambda m: 1200000, 9, 9))
    assert refused(nord(6), export) == ["budget_not_months"]


@pytest.mark.parametrize("budget", ["1250", "1,25"])
def test_a_budget_that_is_the_workbooks_in_thousands_or_millions_is_asked_about(nord, csv_file, budget):
    row = f"{NORD};Driftsbudget;2025-07;{budget};1200"
    assert refused(nord(6), csv_file("Center;Konto;Periode;Budget;Forbrug", row)) == ["budget_scaled"]


def test_a_budget_in_thousands_under_a_header_that_says_so_is_taken(nord, csv_file):
    path = nord(6)
    export = csv_file(
        "Center;Konto;Periode;Budget (1.000 kr.);Forbrug (1.000 kr.)", f"{NORD};Driftsbudget;2025-07;1250;1200"
    )
    import_exports(path, [export], NOW)
    assert lines_of(path)["operating", "2025-07"] == (1250000.0, 1200000.0)


@pytest.mark.parametrize(
    ("header", "budget"),
    [
        ("Årsbudget;Forbrug til dato", lambda month: 15000000),
        ("Budget;Forbrug", lambda month: 15000000),
        ("Budget;Forbrug", lambda month: 1250000 * month),
        ("Budget;Forbrug", lambda month: 1250000),
    ],
)
def test_sums_to_date_become_months_whatever_the_budget_is(nord, csv_file, switched, header, budget):
    path = nord(0)
    switched()
    export = csv_file(f"Center;Konto;Periode;{header}", *months(budget, lambda m: 1200000 * m))
    done = import_exports(path, [export], NOW)
    found = lines_of(path)
    assert {found["operating", f"2025-{month:02d}"] for month in range(1, 7)} == {(1250000.0, 1200000.0)}
    assert [issue.code for issue in done.export.issues if issue.is_error] == []


def test_a_year_is_spread_evenly_where_no_month_has_a_budget(nord, csv_file, switched):
    path = nord(0)
    switched()
    rows = months(lambda m: 58900000, lambda m: 4250000 * m, 1, 6, "Kurser")
    done = import_exports(path, [csv_file("Center;Konto;Periode;Årsbudget;Forbrug", *rows)], NOW)
    line = follow_up(path, date(2025, 6, 30))[0]["Kurser"]
    assert float(kroner(line[BudgetFollowUp.BUDGET])) == 29450000.0
    assert line[BudgetFollowUp.USE] == pytest.approx(86.587, abs=0.001)
    assert [issue.code for issue in done.export.issues].count("year_budget_split") == 1


def test_another_budget_of_the_year_than_the_months_is_said(nord, csv_file, switched):
    path = nord(0)
    switched('budget_is = "year"\n')
    rows = months(lambda m: 15500000, lambda m: 1200000 * m)
    done = import_exports(path, [csv_file("Center;Konto;Periode;Budget;Forbrug", *rows)], NOW)
    assert lines_of(path)["operating", "2025-01"][0] == 1250000.0
    assert [issue.code for issue in done.export.issues].count("year_budget_differs") == 1


def test_a_gap_that_is_no_whole_period_is_refused_and_one_that_the_workbook_fills_is_not(nord, csv_file, switched):
    switched()
    rows = [f"{NORD};Driftsbudget;2025-08;1250000;9902765,16"]
    export = csv_file("Center;Konto;Periode;Budget;Forbrug", *rows)
    assert refused(nord(6), export) == ["accumulated_gap"]
    path = nord(7)
    import_exports(path, [export], NOW)
    assert lines_of(path)["operating", "2025-08"][1] == pytest.approx(9902765.16 - sum(OPERATING[:7]), abs=0.005)


def test_a_fall_is_a_negative_month_and_named(nord, csv_file, switched):
    path = nord(0)
    switched()
    sums = {1: 1300000, 2: 2500000, 3: 2400000}
    rows = months(lambda m: 1250000, lambda m: sums[m], 1, 3)
    done = import_exports(path, [csv_file("Center;Konto;Periode;Budget;Forbrug", *rows)], NOW)
    assert lines_of(path)["operating", "2025-03"][1] == -100000.0
    falls = [issue for issue in done.export.issues if issue.code == "accumulated_fall"]
    assert [(each.value, str(each.details["period"])) for each in falls] == [("-100000", "2025-03")]


def test_the_switch_is_for_observations_too(nord, csv_file, switched):
    path = nord(0)
    switched()
    rows = [f"{NORD};Virksomhedspraktik;2025-{month:02d};{50 * month};;" for month in range(1, 7)]
    rows += [f"{NORD};Rettidige jobsamtaler;2025-{month:02d};;{90 * month};{100 * month}" for month in range(1, 7)]
    import_exports(path, [csv_file("Center;Indikator;Periode;Værdi;Tæller;Nævner", *rows)], NOW)
    _, results, _ = follow_up(path, date(2025, 6, 30))
    assert results["Virksomhedspraktik"][Results.RESULT] == 300
    assert results["Rettidige jobsamtaler"][Results.RESULT] == pytest.approx(90.0)
    assert results["Rettidige jobsamtaler"][Results.MONTHS] == 6


def test_a_stock_to_date_cannot_be_divided(nord, csv_file, switched):
    switched()
    export = csv_file("Center;Indikator;Periode;Værdi", f"{NORD};Langtidsledige;2025-01;1459")
    assert refused(nord(0), export) == ["accumulated_ratio"]


def test_a_year_so_far_beside_its_months_is_left_out(nord, csv_file):
    path = nord(0)
    rows = [*months(lambda m: 1250000, lambda m: 1200000), f"{NORD};Driftsbudget;2025;15000000;7200000"]
    done = import_exports(path, [csv_file("Center;Konto;Periode;Budget;Forbrug", *rows)], NOW)
    assert [issue.code for issue in done.export.issues].count("so_far_left_out") == 1
    assert ("operating", "2025") not in lines_of(path)


def test_the_same_line_in_two_files_is_refused(nord, csv_file):
    path = nord(0)
    header, row = "Center;Konto;Periode;Budget;Forbrug", f"{NORD};Driftsbudget;2025-01;1250000;1200000"
    with pytest.raises(RefusedError) as error:
        import_exports(path, [csv_file(header, row, name="a.csv"), csv_file(header, row, name="b.csv")], NOW)
    assert [issue.code for issue in error.value.issues] == ["duplicate_budget_line"]


def test_a_jump_of_a_budget_line_is_said(nord, csv_file):
    path = nord(9)
    export = csv_file("Center;Konto;Periode;Forbrug", f"{NORD};Driftsbudget;2025-10;1200")
    done = import_exports(path, [export], NOW)
    assert [issue.code for issue in done.export.issues].count("jump") == 1


def test_the_corrected_budget_is_taken_before_the_first(nord, csv_file):
    path = nord(0)
    header = "Center;Konto;Periode;Budget;Korrigeret budget;Faktisk"
    done = import_exports(path, [csv_file(header, f"{NORD};Driftsbudget;2025-01;1250000;1260000;1200000")], NOW)
    assert lines_of(path)["operating", "2025-01"] == (1260000.0, 1200000.0)
    assert [issue.code for issue in done.export.issues].count("budget_instead") == 1


def test_a_column_of_amounts_that_is_not_understood_is_no_budget_without_use(nord, csv_file):
    export = csv_file("Center;Konto;Periode;Budget;Forbrug dd.", f"{NORD};Driftsbudget;2025-01;1250000;1200000")
    assert refused(nord(0), export) == ["budget_unclear"]


def test_what_an_export_has_no_column_of_stays(nord, csv_file):
    path = nord(3)
    header = "Center;Konto;Periode;Budget;Forbrug;Forventet årsforbrug"
    import_exports(path, [csv_file(header, f"{NORD};Driftsbudget;2025-01;1250000;1300000;14900000")], NOW)
    import_exports(path, [csv_file("Center;Konto;Periode;Budget", f"{NORD};Driftsbudget;2025-01;1240000")], NOW)
    assert lines_of(path)["operating", "2025-01"] == (1240000.0, 1300000.0)
    with open_book(path)[0] as book:
        frame = read_contract(book, words()).frame(BudgetLines)
    assert frame[BudgetLines.FORECAST].dropna().tolist() == [1490000000]


def test_what_was_spent_without_a_budget_counts_on_both_sheets(nord, csv_file):
    path = nord(2)
    header = "Center;Konto;Periode;Budget;Forbrug"
    import_exports(path, [csv_file(header, f"{NORD};Driftsbudget;2025-03;0;100000")], NOW)
    lines, results, _ = follow_up(path, date(2025, 3, 31))
    expected = (sum(OPERATING[:2]) + 100000) / 2500000 * 100
    assert lines["operating"][BudgetFollowUp.USE] == pytest.approx(expected)
    assert results["operating_budget_use"][Results.RESULT] == pytest.approx(expected)


def test_a_years_budget_alone_is_shared_out_to_its_months(nord, csv_file):
    path = nord(0)
    header = "Center;Konto;Periode;Budget;Forbrug"
    rows = [f"{NORD};Kurser;2025;58900000;", f"{NORD};Kurser;2025-01;4000000;4250000"]
    rows += [f"{NORD};Kurser;2025-{month:02d};;4250000" for month in range(2, 7)]
    import_exports(path, [csv_file(header, *rows)], NOW)
    lines, _, codes = follow_up(path, date(2025, 6, 30))
    expected = 4000000 + round((58900000 - 4000000) * 100 * 5 / 11) / 100
    assert float(kroner(lines["Kurser"][BudgetFollowUp.BUDGET])) == pytest.approx(expected, abs=0.01)
    assert (codes.count("budget_spread"), codes.count("budget_without_budget")) == (1, 0)


def test_figures_of_the_goals_own_are_said_where_the_sheets_differ(nord, csv_file):
    path = nord(3)
    rows = [f"{NORD};operating_budget_use;2025-{month:02d};90" for month in (1, 2, 3)]
    import_exports(path, [csv_file("Center;Indikator;Periode;Værdi", *rows)], NOW)
    assert follow_up(path, date(2025, 3, 31))[2].count("budget_otherwise") == 1


def test_the_proposal_asks_whether_figures_are_sums_to_date(csv_file, capsys):
    export = csv_file("Center;Konto;Periode;Korrigeret budget;Forbrug til dato", f"{NORD};Driftsbudget;2025-09;1;2")
    assert main(["profile", str(export)]) == 0
    proposed = capsys.readouterr().out
    assert "# accumulated = true" in proposed
    assert '# budget_is = "year"' in proposed
    assert '"Korrigeret budget" = "budget"' in proposed


def test_a_wrong_word_for_what_budgets_are_is_named(nord, csv_file, switched, capsys):
    path = nord(0)
    switched('budget_is = "kvartal"\n')
    export = csv_file("Center;Konto;Periode;Budget;Forbrug", f"{NORD};Driftsbudget;2025-01;1;2")
    assert main(["import", str(path), str(export), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["issues"]
    assert [(each["code"], each["value"]) for each in found][:1] == [("profile_value", "kvartal")]
