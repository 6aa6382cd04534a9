"""Amounts of budget lines from an export to the sheets and answers: kroner outside, exact to the øre."""

import json
from datetime import date

import pandas as pd
import pytest

from macros.cli import main
from macros.steps.importing import import_exports
from macros.steps.recalculating import recalculate
from schemas.context import Context
from schemas.frames import records
from schemas.issues.issue import Place
from schemas.reading import frame_of
from schemas.tables import BudgetFollowUp, BudgetLines
from schemas.text.amounts import MOST_ORE, kroner
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from tests.conftest import NOW
from workbook.closed.book import ClosedBook
from workbook.exports.rules.summing import summed
from workbook.live.cell_values import written
from workbook.port import Formula

JKS = "Jobcenter Skelbækgade"
HEADER = "Center;Konto;Periode;Budget;Forbrug"
YEAR = range(1, 13)


def lines(*amounts):
    """A line a month: the texts of its budget and actual."""
    return [f"{JKS};Driftsbudget;2009-{month:02d};{pair[0]};{pair[1]}" for month, pair in enumerate(amounts, start=1)]


def cells(path, table):
    """A table's cells by column, as they stand in the workbook."""
    with ClosedBook(path) as book:
        raw = book.read(table.name)
    titles = [words().title(table, field) for field in table.fields]
    return {
        field: [row[raw.header.index(title)] for row in raw.rows]
        for field, title in zip(table.fields, titles, strict=True)
        if title in raw.header
    }


def first(path, table):
    return {str(field): column[0].value for field, column in cells(path, table).items()}


@pytest.mark.parametrize(
    ("each", "year"),
    [("0,10", 1.2), ("0,07", 0.84), ("1.234,56", 14_814.72), ("0,005", 0.12), ("4150000,1", 49_800_001.2)],
)
def test_twelve_months_sum_exactly_on_the_follow_up(workbook, csv_file, each, year):
    path = workbook(f"{JKS} 2009")
    import_exports(path, [csv_file(HEADER, *lines(*[(each, each)] * 12))], NOW)
    recalculate(path, date(2009, 12, 31), NOW)
    found = first(path, BudgetFollowUp)
    assert (found["budget"], found["actual"], found["remaining"], found["use"]) == (year, year, 0.0, 100.0)


def test_what_is_left_of_three_tenths_is_nothing(workbook, csv_file):
    path = workbook(f"{JKS} 2009")
    import_exports(path, [csv_file(HEADER, *lines(("0,3", "0,1"), ("0", "0,2"), *[("0", "0")] * 10))], NOW)
    recalculate(path, date(2009, 12, 31), NOW)
    assert first(path, BudgetFollowUp)["remaining"] == 0.0


def test_a_part_that_is_missing_is_left_out_of_the_sum(workbook, csv_file):
    path = workbook(f"{JKS} 2009")
    import_exports(path, [csv_file(HEADER, *lines(("10,5", "1"), ("", "2,25"), ("7", "")))], NOW)
    recalculate(path, date(2009, 12, 31), NOW)
    found = first(path, BudgetFollowUp)
    assert (found["budget"], found["actual"], found["remaining"]) == (
        10.5,
        3.25,
        None,
    )  # of the year, whose budget lacks
    assert [cell.value for cell in cells(path, BudgetLines)["budget"][:3]] == [10.5, None, 7.0]


def test_rows_that_are_parts_of_an_amount_are_added_exactly():
    key = {"centre": JKS, "account": "operating", "period": parse_period("2009-01")}
    parts = [{**key, "budget": 10, "actual": None}, {**key, "budget": 20, "actual": None}, {**key, "actual": None}]
    after = {**key, "period": parse_period("2009-02"), "budget": None, "actual": MOST_ORE}
    frame, issues = summed(BudgetLines, frame_of(BudgetLines, [*parts, after]), Context(), Place("udtræk.csv"))
    assert [(row["budget"], row["actual"]) for row in records(frame)] == [(30, None), (None, MOST_ORE)]
    assert (str(frame["actual"].dtype), issues) == ("Int64", [])


def test_an_open_workbook_is_handed_plain_figures():
    assert (written(kroner(150)), type(written(kroner(150)))) == (1.5, float)


def test_answers_are_in_kroner(csv_file, capsys):
    path = csv_file("Center;Konto;Periode;Budget (mio. kr.);Forbrug", f"{JKS};Driftsbudget;2009-01;58,9;5200000,50")
    main(["validate", "--json", str(path)])
    [row] = json.loads(capsys.readouterr().out)["budget_lines"]
    assert (row["budget"], row["actual"], row["forecast"]) == (58_900_000.0, 5_200_000.5, None)
    assert isinstance(row["budget"], float)


def test_a_changed_amount_is_told_in_kroner(workbook, csv_file):
    path = workbook(f"{JKS} 2009")
    import_exports(path, [csv_file(HEADER, *lines(("4150000", "10,5")))], NOW)
    done = import_exports(path, [csv_file(HEADER, *lines(("4150000", "11,25")))], NOW)
    [found] = done.changes.differences
    assert (str(found.value), str(found.details["old"])) == ("4150000 / 11,25", "4150000 / 10,5")


def test_a_formula_with_more_decimals_stays_when_its_ore_do(workbook, csv_file):
    path = workbook(f"{JKS} 2009")
    import_exports(path, [csv_file(HEADER, *lines(("333,33", "5")))], NOW)
    title = words().title(BudgetLines, BudgetLines.BUDGET)
    with ClosedBook(path) as book:
        book.write(BudgetLines.name, pd.DataFrame({title: pd.Series([Formula("1000/3", 1000 / 3)], dtype=object)}))
        book.save()
    done = import_exports(path, [csv_file(HEADER, *lines(("333,33", "5"), ("8", "9")))], NOW)
    assert (done.changes.added, done.changes.changed, done.changes.unchanged) == (1, 0, 1)
    assert [cell.formula for cell in cells(path, BudgetLines)["budget"][:2]] == ["1000/3", ""]


def test_an_amount_beyond_all_budgets_is_refused_with_its_cell(csv_file, capsys):
    path = csv_file(HEADER, *lines(("99999999999999999999", "1")))
    assert main(["validate", "--json", str(path)]) == 1
    found = json.loads(capsys.readouterr().out)["issues"]
    assert [issue["cell"] for issue in found if issue["code"] == "amount_too_large"] == ["D2"]
