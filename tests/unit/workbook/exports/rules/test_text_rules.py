"""The table of rules about texts around a table: whole, in force, and each found by a text that breaks it."""

import pytest

from schemas.cells import Cell, CellKind, Grid
from schemas.context import Context
from schemas.issues.issue import catalogue
from schemas.lexicon.labels import Labels
from schemas.profiles.export_profile import NO_PROFILE, ExportProfile
from schemas.tables import BudgetLines, Observations
from schemas.text.periods import Grain
from workbook.exports.facts import Label, Role
from workbook.exports.rules.text_rules import Asks, TextPlace, text_issues, text_rules
from workbook.exports.rules.text_tests import TESTS, Around

TEXTS = {
    "Prognose for året": ("other_figures", Role.TITLE, "title_no_results"),
    "Tallene er skøn": ("other_figures", Role.NOTE, "note_no_results"),
    "Beløb i 1.000 kr.": ("a_scale", Role.TITLE, "title_scale"),
    "Prognose": ("rows_of_other_figures", Role.BESIDE, "title_no_results"),
    "mio. kr.": ("rows_in_a_scale", Role.BESIDE, "title_scale"),
    "Type: Måltal": ("a_filter_to_other_figures", Role.NOTE, "title_no_results"),
    "År: (Alle)": ("a_filter_open_in_time", Role.TITLE, "filter_of_time"),
    "Kun kvinder": ("a_filter_to_a_part", Role.TITLE, "filter_above"),
    "Rødgrød med fløde": ("nothing_known", Role.TITLE, "title_unread"),
    "Forbrug år til dato": ("a_sum_to_date", Role.TITLE, "title_no_results"),
    "kWh": ("another_unit", Role.TITLE, "unit_disagrees"),
    "pct.": ("per_cent_of_a_count", Role.NOTE, "percent_for_other_unit"),
    "Samtaler pr. kvartal": ("another_length_of_time", Role.TITLE, "length_contradicts"),
}


def found(text, role, sheet="LIS", profile=NO_PROFILE, table=Observations):
    grid = Grid("udtræk.xlsx", sheet, {1: {1: Cell(CellKind.TEXT, text)}} if text else {})
    label = Label(1, 1, Cell(CellKind.TEXT, text), role)
    context = Context(measures={"placements": "count"})
    around = Around(grid, Labels(year=2009), table, measures=["placements"], grains=[Grain.MONTH], context=context)
    texts = [label] if text else []
    return [issue for asks in Asks for issue in text_issues(texts, around, profile, asks)]


def test_the_table_is_whole():
    rules = text_rules()
    assert {rule.says for rule in rules} == set(TESTS)
    assert len(rules) == len(TESTS)
    assert {says for says, *_ in TEXTS.values()} | {"sheet_of_other_figures"} == set(TESTS)
    assert all(rule.findings and rule.why.endswith(".") for rule in rules)
    assert {code for rule in rules for code in rule.findings.values()} <= set(catalogue())


@pytest.mark.parametrize("text", TEXTS)
def test_each_text_is_found_by_its_rule(text):
    says, role, code = TEXTS[text]
    [rule] = [rule for rule in text_rules() if rule.says == says]
    table = BudgetLines if rule.of == {BudgetLines.name} else Observations
    spot = {Role.NOTE: TextPlace.NOTE, Role.BESIDE: TextPlace.BESIDE}.get(role, TextPlace.TITLE)
    assert rule.findings[spot] == code
    assert code in {issue.code for issue in found(text, role, table=table)}


def test_a_sheet_that_is_named_for_targets_is_found():
    assert {issue.code for issue in found("", Role.TITLE, "Mål 2009")} == {"title_no_results"}


def test_who_has_written_a_profile_has_seen_the_titles_but_not_every_row_and_no_unit():
    said = {issue.code for text, (_, role, _) in TEXTS.items() for issue in found(text, role, profile=ExportProfile())}
    beside = {"title_no_results", "title_scale"}
    assert said == {"unit_disagrees", "percent_for_other_unit", *beside}


def test_a_file_named_for_sums_to_date_is_heard_where_nothing_nearer_says_it():
    label = Label(1, 1, Cell(CellKind.TEXT, "Forbrug år til dato"), Role.TITLE)
    grid = Grid("forbrug år til dato.xlsx", "LIS", {1: {1: label.cell}})
    around = Around(grid, Labels(), BudgetLines)
    assert [(issue.code, issue.place.cell) for issue in text_issues([label], around, NO_PROFILE)] == [
        ("title_no_results", "A1")
    ]
    assert [issue.code for issue in text_issues([], around, NO_PROFILE)] == ["note_no_results"]
