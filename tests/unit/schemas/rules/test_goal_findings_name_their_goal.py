"""Every finding about a goal says sheet, cell, number, title and centre: a broken row for each rule and each kind."""

import pytest

from schemas.cells import Cell, CellKind, RawTable
from schemas.context import Context
from schemas.reading import read_table
from schemas.rules.by_table import RULES
from schemas.rules.validation import validate
from schemas.tables import Goals
from schemas.words.vocabulary import LANGUAGES, words

SHEET, HEADER_ROW = "M\u00e5l", 4
CENTRE, TITLE = "Jobcenter Nordhavn", "Rettidige samtaler"
SOUND = {
    "year": "2025", "centre": CENTRE, "number": "1.1", "goal_type": "result", "title": TITLE, "measure": "m", "unit": "pct",
    "rule": "at_least", "basis": "absolute", "target": "95", "summary": "mean", "profile": "flat",
}  # fmt: skip
LATER = {"valid_from": "2025-07-01", "version_kind": "substantial", "reason": "x", "decided_by": "Direktionen"}
BROKEN = {
    # finding -> the rows that bring it, each as what differs from a sound one; it is about the last of them
    "duplicate_goal": [{}, {}],
    "band_without_upper": [{"rule": "band"}],
    "band_reversed": [{"rule": "band", "target_max": "90"}],
    "baseline_missing": [{"basis": "change_pct"}],
    "target_missing": [{"target": ""}],
    "negative_weight": [{"weight": "-1"}],
    "negative_tolerance": [{"tolerance": "-0.1"}],
    "tolerance_range": [{"tolerance": "5"}],
    "milestone_unit": [{"rule": "milestone"}],
    "looks_like_fraction": [{"target": "0.95"}],
    "sample_not_share": [{"sample": "yes"}],
    "measure_two_units": [{"number": "9"}, {"unit": "count"}],
    "mixed_years": [{"number": "8"}, {"number": "9"}, {"year": "2024"}],
    "unknown_goal_centre": [{"centre": "Jobcenter Norhavn"}],
    "goal_of_example": [{"centre": "Eksempel"}],
    "version_without_kind": [{}, {**LATER, "version_kind": ""}],
    "version_without_reason": [{}, {**LATER, "reason": ""}],
    "version_undecided": [{}, {**LATER, "decided_by": ""}],
    "version_not_of_board": [{}, {**LATER, "decided_by": "Bo"}],
    "version_alone": [LATER],
    "version_outside_year": [{}, {**LATER, "valid_from": "2026-07-01"}],
    "goal_ends_before": [{"valid_from": "2025-07-01", "valid_to": "2025-06-30"}],
    # what reading alone finds
    "missing_value": [{"measure": ""}],
    "unknown_code": [{"rule": "mindtst"}],
    "not_a_number": [{"target": "mange"}],
    "not_whole": [{"year": "2025.5"}],
    "not_a_period": [{"basis": "change_pct", "baseline_period": "sidst"}],
    "not_a_date": [{"valid_from": "snart"}],
    "error_value": [{"target": "#N/A"}],
    "date_for_number": [{"number": "1-jan"}],
}


def register(rows):
    lines = [{**SOUND, **row} for row in rows]
    header = [str(field) for field in Goals.fields]
    cells = [
        [Cell(CellKind.TEXT, row[name]) if row.get(name) else Cell(CellKind.BLANK) for name in header] for row in lines
    ]
    numbers = [HEADER_ROW + 1 + at for at in range(len(lines))]
    return RawTable("register.xlsx", SHEET, header, cells, numbers, 1, HEADER_ROW, text_only=True)


def test_every_rule_of_goals_has_a_broken_row():
    assert {rule.code for rule in RULES[Goals]} <= set(BROKEN)


@pytest.mark.parametrize("code", BROKEN)
def test_a_finding_about_a_goal_names_sheet_cell_number_title_and_centre(code):
    raw = register(BROKEN[code])
    row = {**SOUND, **BROKEN[code][-1]}
    for language in LANGUAGES:
        said = words(language)
        context = Context(centres=frozenset({CENTRE, "Eksempel"}), words=said)
        found = [issue for issue in validate(read_table(Goals, raw, said), context) if issue.code == code]
        issue = found[-1]
        assert issue.place.sheet == SHEET
        assert issue.place.row == HEADER_ROW + len(BROKEN[code])
        assert issue.place.cell.endswith(str(issue.place.row)) and issue.place.column
        message = issue.message(said)
        named = ("1.1" if code != "date_for_number" else "", row["title"], row["centre"])
        assert all(name in message for name in named), message
        assert message.startswith(
            said.text("register_goal", number="1.1") if named[0] else said.text("register_goal_unnumbered", title=TITLE)
        )


@pytest.mark.parametrize(("end", "is_told"), [("2025-03-31", True), ("2025-06-30", False), ("2025-09-30", False)])
def test_a_later_line_may_not_end_before_it_holds(end, is_told):
    # From the day after the goal ended, a line may say that it did.
    raw = register([{}, {**LATER, "valid_from": "2025-07-01", "valid_to": end}])
    context = Context(centres=frozenset({CENTRE}), words=words())
    codes = {issue.code for issue in validate(read_table(Goals, raw, words()), context)}
    assert ("goal_ends_before" in codes) == is_told
