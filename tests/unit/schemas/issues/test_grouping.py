"""Findings in groups, and no more of a code than a sheet lists."""

import pytest

from schemas.issues.grouping import MOST_OF_A_CODE, grouped, within_limit
from schemas.issues.issue import Bearing, Issue, Place, catalogue
from schemas.words.vocabulary import words

DA = words("da")


def unreadable(row, file="a.xlsx", sheet="Ark1"):
    return Issue("not_a_number", Place(file, sheet, row, "Værdi", f"D{row}"), "abc")


def converted(row, file="a.xlsx", sheet="Ark1"):
    return Issue("coerced_value", Place(file, sheet, row, "Værdi", f"D{row}"), "ca. 5", {"taken": 5})


def test_a_group_is_one_code_in_one_sheet_of_one_file():
    issues = [unreadable(2), unreadable(3, sheet="Ark2"), unreadable(4, file="b.xlsx"), converted(5), unreadable(6)]
    groups = grouped(issues)
    assert [(group.code, group.place.file, group.place.sheet, group.count) for group in groups] == [
        ("not_a_number", "a.xlsx", "Ark1", 2),
        ("not_a_number", "a.xlsx", "Ark2", 1),
        ("not_a_number", "b.xlsx", "Ark1", 1),
        ("coerced_value", "a.xlsx", "Ark1", 1),
    ]


def test_errors_come_first_also_where_warnings_are_more():
    groups = grouped([*(converted(row) for row in range(2, 12)), unreadable(2), *[unreadable(3, sheet="B")] * 2])
    assert [(group.severity.value, group.count) for group in groups] == [("error", 2), ("error", 1), ("warning", 10)]


def test_a_group_as_a_record():
    [group] = grouped([unreadable(2), unreadable(7)])
    assert group.record(DA) == {
        "code": "not_a_number",
        "severity": "error",
        "count": 2,
        "title": "Ikke et tal",
        "suggestion": "Skriv tallet uden tekst, fx 95,4. Findes tallet ikke, så lad cellen stå tom.",
        "file": "a.xlsx",
        "sheet": "Ark1",
        "first_place": "D2",
    }


def test_the_first_place_is_the_first_that_names_a_cell():
    [group] = grouped([Issue("duplicate_observation", Place("a.csv"), "2008"), Issue(
        "duplicate_observation", Place("a.csv", "", 4, "", "C4"), "2008")])  # fmt: skip
    assert group.record(words("en"))["first_place"] == "C4"
    [nowhere] = grouped([Issue("no_table", Place("a.csv"))])
    assert (nowhere.record(DA)["first_place"], nowhere.record(DA)["sheet"]) == (None, None)


def test_no_findings_are_no_groups():
    assert grouped([]) == []
    assert within_limit([], DA) == []


def test_the_rest_of_a_code_is_told_in_one_line():
    few = [converted(row) for row in range(2, 5)]
    kept = within_limit([*few, *(unreadable(row) for row in range(2, 12))], DA, most=4)
    assert [issue.code for issue in kept] == [*["not_a_number"] * 4, *["coerced_value"] * 3, "findings_left_out"]
    assert "6 fund mere af slagsen »Ikke et tal«; kun de første 4" in kept[-1].message(DA)
    assert not kept[-1].is_error


def test_a_code_with_just_as_many_is_whole():
    issues = [unreadable(row) for row in range(MOST_OF_A_CODE)]
    assert within_limit(issues, DA) == issues
    assert len(within_limit([*issues, unreadable(1)], DA)) == MOST_OF_A_CODE + 1


def test_what_can_change_a_figure_comes_first_and_what_loses_nothing_last():
    jump = Issue("jump", Place("a.xlsx", "Ark1", 2, "Værdi", "D2"))
    column = Issue("unknown_column", Place("a.xlsx", "Ark1", 1, "", "F1"), "Bemærkning")
    groups = grouped([*map(converted, range(2, 40)), column, column, jump, unreadable(9)])
    assert [group.code for group in groups] == ["not_a_number", "jump", "unknown_column", "coerced_value"]


def test_readings_that_lose_nothing_are_one_group_a_column_and_file():
    period = Issue("coerced_value", Place("a.xlsx", "Ark3", 5, "Periode", "C5"), "jan 2009", {"taken": "2009-01"})
    groups = grouped([converted(2), converted(3, sheet="Ark2"), period, converted(2, file="b.xlsx")])
    assert [(group.count, group.sheet, group.is_one_line) for group in groups] == [
        (2, "", True), (1, "Ark3", True), (1, "Ark1", True)]  # fmt: skip


def test_sheets_that_are_left_out_are_one_group_of_their_file():
    left_out = [Issue("sheet_left_out", Place("a.xlsx", f"Ark{at}"), f"Ark{at}") for at in range(2000)]
    [group] = grouped(left_out)
    assert (group.count, group.sheet, group.is_one_line, group.record(DA)["sheet"]) == (2000, "", True, None)
    [alone] = grouped(left_out[:1])
    assert (alone.sheet, alone.is_one_line) == ("Ark0", False)


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_no_error_is_a_reading_that_loses_nothing(code):
    issue = Issue(code)
    assert not (issue.is_error and issue.bearing is Bearing.LOSSLESS)
