"""What is decided of a goal that came along: the register says it, and ``update`` brings it into the workbook."""

import pytest

from macros.steps.updating.differences import Whose, differences
from macros.steps.updating.state import State
from schemas.tables import Goals

KEY = ("1.2", "")
UNDECIDED = "Måltal fra 2009: ikke aftalt for 2010. Aftalt med centret."


def state(**fields):
    return State({Goals: {KEY: fields} if fields else {}})


@pytest.mark.parametrize(("note", "after", "expected"), [
    (UNDECIDED, {"target": 130.0, "note": "Aftalt med centret."}, {"target": Whose.REGISTER, "note": Whose.REGISTER}),
    (UNDECIDED, {"target": 130.0, "note": UNDECIDED}, {"target": Whose.REGISTER}),
    ("Aftalt med centret.", {"target": 130.0, "note": "Aftalt med centret."}, {"target": Whose.RECORD}),
    (UNDECIDED, {}, {None: Whose.REGISTER}),
    ("Aftalt med centret.", {}, {None: Whose.RECORD}),
])  # fmt: skip
def test_a_target_of_last_year_may_be_changed_and_dropped_one_on_record_may_not(note, after, expected):
    before = state(target=120.0, note=note)
    found = differences(before, state(**after), before)
    assert {None if each.field is None else str(each.field): each.whose for each in found} == expected


@pytest.mark.slow
def test_a_workbook_of_next_year_says_what_its_register_says(rolled, capsys):
    from macros.cli import main

    made = rolled / "2010"
    register = made / "Kontraktregister 2010.xlsx"
    assert main(["update", str(made / "Nordhavn 2010.xlsx"), "--from", str(register), "--dry-run"]) == 0
    assert "svarer til Kontraktregister 2010.xlsx; intet er ændret" in capsys.readouterr().out
