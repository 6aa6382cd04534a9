"""Forecasts against the accounts, through a workbook as an economist fills it."""

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from macros.steps.new import new
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from schemas.errors import RefusedError
from schemas.frames import is_missing, records
from schemas.tables import Changes, Results
from schemas.text.amounts import ore_of
from schemas.words.vocabulary import words
from tests.unit.macros.command_line import run
from tests.unit.macros.economy.economy_book import HEADER, computed, copy, fill, make, months

CASES = Path(__file__).parents[3] / "cases" / "forecast_accuracy.csv"
JUNE, DECEMBER = date(2008, 6, 30), date(2008, 12, 31)
IN_TIME, LATER, LATEST = (datetime(*day, 9, 30) for day in ((2008, 11, 3), (2009, 1, 20), (2009, 2, 2)))
JULY = {"centre": "CKB", "account": "Driftsbudget", "made_on": date(2008, 7, 20), "year": 2008, "amount": 51_530_000}
OCTOBER = {**JULY, "made_on": date(2008, 10, 15), "amount": 50_400_000}
LATE = {"forecast_entered_late", "forecast_changed_late", "forecast_removed_late", "forecast_made_late"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("forecasts"))


@pytest.fixture
def book(made, tmp_path):
    return copy(made, tmp_path)


def typed(path, *forecasts, months_known=None):
    """Type forecasts, and where told the lines of Budget: 4 million a month, the whole year 50."""
    fill(path, "forecasts_made", *(forecasts or [{}]))
    if months_known is not None:
        lines = months("Driftsbudget", 4_000_000, 4_000_000, months_known)
        lines[-1]["actual"] = lines[-1]["actual"] and 6_000_000
        fill(path, "budget_lines", *lines)


def late(path, now, as_of=DECEMBER):
    """The lines of the computed table, and the messages of what is said of late forecasts."""
    done = recalculate(path, as_of, now)
    rows = records(
        done.economy.frame(next(table for table in done.economy.frames if table.name == "forecast_accuracy"))
    )
    return rows, [(issue.code, issue.place.cell, issue.message(words())) for issue in done.issues if issue.code in LATE]


def shown(value, digits=2):
    return "" if is_missing(value) else f"{value:.{digits}f}"


def test_each_forecast_against_the_accounts_and_its_limit(book):
    with CASES.open(encoding="utf-8") as file:
        cases = list(csv.DictReader(file, delimiter=";"))
    of_account = {f"Konto {at}": case for at, case in enumerate(cases, start=1)}
    fill(
        book,
        "budget_lines",
        *(
            {"centre": "CKB", "account": account, "period": "2008", "actual": float(case["accounts"])}
            for account, case in of_account.items()
        ),
    )
    fill(
        book,
        "forecasts_made",
        *(
            {"centre": "CKB", "account": account, "made_on": date.fromisoformat(case["made_on"]), "year": 2008,
             "amount": float(case["forecast"])}
            for account, case in of_account.items()
        ),
    )  # fmt: skip
    tables, _ = computed(book, DECEMBER, LATER)
    found = {row["account"]: row for row in tables["forecast_accuracy"]}
    for account, case in of_account.items():
        row = found[account]
        told = (shown(row["deviation"]), shown(row["limit"], 0), row["verdict"] or "")
        assert told == (case["deviation"], case["limit"], case["verdict"]), case["case"]
        assert (row["compared_with"], row["is_provisional"], row["is_late"]) == ("accounts", "no", None)


def test_before_the_accounts_a_forecast_is_held_against_todays_and_marked(book):
    typed(book, {**JULY, "amount": 48_960_000}, months_known=6)
    tables, _ = computed(book, JUNE, IN_TIME)
    [row] = tables["forecast_accuracy"]
    assert (row["compared_with"], row["is_provisional"], row["verdict"]) == ("forecast", "yes", "open")
    assert row["compared"] == ore_of(48_000_000) and round(row["deviation"], 2) == 2.00


def test_a_forecast_beside_its_month_counts_once(book):
    lines = months("Driftsbudget", 4_000_000, 4_000_000)
    lines[6]["forecast"], lines[9]["forecast"] = 60_000_000, 48_100_000
    fill(book, "budget_lines", *lines)
    typed(book, {**JULY, "amount": 49_000_000})
    tables, _ = computed(book, DECEMBER, LATER)
    told = [(row["made_on"], row["amount"]) for row in tables["forecast_accuracy"]]
    assert told == [(date(2008, 7, 20), ore_of(49_000_000)), (date(2008, 10, 31), ore_of(48_100_000))]


def test_late_forecasts_are_said_with_what_was_recorded(book):
    typed(book, JULY, months_known=9)
    assert late(book, IN_TIME, date(2008, 9, 30))[1] == []
    typed(book, {**JULY, "amount": 51_000_000}, months_known=12)  # corrected as the accounts come, not after
    assert late(book, LATER)[1] == []
    typed(book, {**JULY, "amount": 50_000_000}, OCTOBER, {**OCTOBER, "made_on": date(2009, 1, 5)})
    for _ in range(2):  # and again, when nothing is new
        rows, said = late(book, LATEST)
        assert [(code, cell) for code, cell, _ in said] == [
            ("forecast_changed_late", "E5"),
            ("forecast_entered_late", "E6"),
            ("forecast_made_late", "E7"),
        ]
        assert "50.000.000 kr." in said[0][2] and "51.000.000 kr." in said[0][2] and "20-01-2009" in said[0][2]
        assert [row["recorded"] for row in rows[:2]] == [ore_of(51_000_000), ore_of(50_400_000)]
        assert [row["is_late"] for row in rows] == ["yes"] * 3
    typed(book, {**JULY, "amount": 51_000_000})
    rows, said = late(book, LATEST)
    assert said == [] and rows[0]["is_late"] is None


def test_a_forecast_that_is_deleted_and_written_again_is_a_changed_one(book):
    typed(book, JULY, months_known=12)
    assert late(book, LATER)[1] == []
    typed(book)
    rows, [(code, _, message)] = late(book, LATEST)
    assert (code, rows[0]["amount"], rows[0]["recorded"]) == ("forecast_removed_late", None, ore_of(51_530_000))
    assert "51.530.000 kr." in message
    typed(book, {**JULY, "made_on": date(2008, 7, 21), "amount": 50_000_000})
    [row], [(code, _, _)] = late(book, LATEST)
    assert (code, row["recorded"], row["recorded_on"]) == ("forecast_changed_late", ore_of(51_530_000), LATER.date())
    typed(book, JULY)
    assert late(book, LATEST)[1] == []


def test_accounts_that_were_known_before_any_forecast_stood_there(book):
    typed(book, months_known=12)
    assert late(book, LATER)[1] == []
    typed(book, JULY)
    for _ in range(2):
        assert [code for code, _, _ in late(book, LATEST)[1]] == ["forecast_entered_late"]
    typed(book)  # what should not have been entered may go
    assert late(book, LATEST) == ([], [])


def test_everything_typed_at_once_says_nothing(book):
    typed(book, JULY, OCTOBER, months_known=12)
    for _ in range(2):
        assert late(book, LATER)[1] == []


@pytest.mark.parametrize(
    ("changed", "code", "cell"),
    [
        ({"centre": "CKX"}, "unknown_centre", "A6"),
        ({}, "duplicate_forecast", "C6"),
        ({"made_on": date(2008, 7, 1), "amount": -1}, "forecast_below_zero", "E6"),
        ({"year": 2010}, "forecast_other_year", "D6"),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused_with_its_cell(book, changed, code, cell):
    typed(book, JULY, {**JULY, **changed}, months_known=12)
    with pytest.raises(RefusedError) as refused:
        recalculate(book, DECEMBER, LATER)
    [issue] = [each for each in refused.value.issues if each.is_error]
    assert (issue.code, issue.place.cell) == (code, cell)


@pytest.fixture(scope="module")
def with_goals(tmp_path_factory):
    """A workbook with the two parts of goal 13 of the contract of 2011."""
    folder = tmp_path_factory.mktemp("goal_13")
    rows = [
        f"2008;CKB;13{part};Økonomi;Resultatmål (R);Prognosen;operating_forecast_{month}_deviation;pct.;højst;{limit};;"
        "gennemsnit;samme hele året"
        for part, month, limit in (("a", "07", 3), ("b", "10", "1"))
    ]
    register = folder / "goals.csv"
    register.write_text("\r\n".join([HEADER, *rows]), encoding="utf-8-sig")
    new(read_register(str(register), words()), None, folder, words())
    return folder / "CKB 2008.xlsx"


def test_the_goals_about_forecasts_are_fed_by_the_list(with_goals, tmp_path):
    path = copy(with_goals, tmp_path)
    typed(path, JULY, OCTOBER, months_known=12)
    done = recalculate(path, DECEMBER, LATER)
    told = [
        (row[Results.NUMBER], round(row[Results.RESULT], 2), row[Results.LIGHT], row[Results.VERDICT])
        for row in records(done.results)
    ]
    assert told == [("13a", 3.06, "red", "not_met"), ("13b", 0.80, "green", "met")]
    limits = {row["made_on"]: row["limit"] for row in late(path, LATER)[0]}
    assert limits == {JULY["made_on"]: 3.0, OCTOBER["made_on"]: 1.0}


def test_a_forecast_that_moves_a_goal_is_told_as_a_revised_figure(with_goals, tmp_path):
    path = copy(with_goals, tmp_path)
    typed(path, JULY, months_known=12)
    recalculate(path, DECEMBER, LATER)
    typed(path, {**JULY, "amount": 51_000_000})
    done = recalculate(path, DECEMBER, LATEST)
    [change] = [row for row in records(done.back.frame) if row[Changes.FIGURE] == "result"]
    assert round(change[Changes.CHANGE], 2) == round(change[Changes.REVISED], 2) == -1.06
    assert is_missing(change[Changes.PROGRAM]) or change[Changes.PROGRAM] == 0


def test_the_figure_of_a_goal_about_forecasts_is_told_to_its_cell_of_the_list(with_goals, tmp_path, capsys):
    path = copy(with_goals, tmp_path)
    typed(path, {**JULY, "amount": 1}, {**JULY, "made_on": date(2008, 7, 31)}, months_known=12)
    recalculate(path, DECEMBER, LATER)
    code, told = run(capsys, "explain", path, "--goal", "13a", "--json")
    cells = [
        (each["at"]["sheet"], each["at"]["cell"])
        for step in json.loads(told)["steps"]
        for each in step["inputs"]
        if each["value"] == JULY["amount"]
    ]
    assert (code, set(cells)) == (0, {("Afgivne prognoser", "E6")})
