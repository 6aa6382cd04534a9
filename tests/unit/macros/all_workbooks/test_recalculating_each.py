"""Workbooks that are recalculated together: what each is called."""

from datetime import date, datetime
from types import SimpleNamespace

import pandas as pd
import pytest

from macros.steps.all_workbooks import folder, recalculating_each
from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.tables import Goals, Results
from schemas.words.vocabulary import words


@pytest.mark.parametrize("rows", [[], ["Jobcenter Øst"]])
def test_a_centre_without_goals_in_force_is_named_and_not_its_file(monkeypatch, tmp_path, rows):
    class Book:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def read(self, _name):
            line = {Goals.CENTRE: Cell(CellKind.TEXT, "Jobcenter Øst")}
            header = [words().title(Goals, each) for each in Goals.fields]
            return RawTable("b.xlsx", "Kontrakt", header, [[line.get(each, BLANK) for each in Goals.fields]], [5])

    found = SimpleNamespace(results=pd.DataFrame({Results.CENTRE: rows}), issues=[], as_of=date(2025, 3, 31))
    for module in (recalculating_each, folder):
        monkeypatch.setattr(module, "open_book", lambda _: (Book(), words()))
    monkeypatch.setattr(recalculating_each, "standing_lights", lambda *_: {})
    monkeypatch.setattr(recalculating_each, "moved_lights", lambda *_: [])
    monkeypatch.setattr(recalculating_each, "recalculate", lambda *_: found)
    path = tmp_path / "b 2025.xlsx"
    done = recalculating_each.recalculate_one(path, None, datetime(2025, 4, 1), None)
    assert done.outcome.centre == "Jobcenter Øst"
