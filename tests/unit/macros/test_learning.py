"""What the goals of all centres teach is handed back by the consolidated workbook, kept, used, and said."""

import json
import shutil

import numpy as np
import pytest

from macros.cli import main
from macros.steps.learning import learned_frame, learned_in, learned_of
from schemas.tables import Results
from schemas.words.vocabulary import words
from tests import ROOT
from udfs.forecasting.outlook import nothing_learned
from workbook.closed.book import ClosedBook

SKELBAEK = "Jobcenter Skelbækgade 2009 med tal"


def run(*arguments):
    return main([str(each) for each in arguments])


def results(path, capsys, *more):
    capsys.readouterr()
    assert run("recalculate", path, "--json", *more) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def both(filled, together):
    """A centre's workbook, and the consolidated one."""
    return filled, together


def test_a_forecast_basis_is_taken_kept_and_told(both, capsys):
    path, together = both
    before = results(path, capsys)["results"]
    found = results(path, capsys, "--learned-from", together)
    chances = [[row["chance"] for row in each] for each in (before, found["results"])]
    assert chances[0] != chances[1]
    assert results(path, capsys)["results"] == found["results"]
    moved = {line["number"] for line in found["changes"]}
    assert moved
    assert all(line["program"] in {None, 0.0} for line in found["changes"] if line["figure"] == "chance")
    with ClosedBook(path) as one, ClosedBook(together) as other:
        kept, given = (learned_in(book, words()) for book in (one, other))
    assert kept.equals(given)


def test_a_table_of_what_was_learned_says_what_was_learned():
    nothing = nothing_learned()
    belief = np.arange(1.0, nothing.belief.size + 1).reshape(nothing.belief.shape)
    belief /= belief.sum(axis=1)[:, None]
    kept = learned_of(learned_frame(type(nothing)(belief, np.array([40.0, 3.0, 20.0, 7.0]))))
    assert kept.belief == pytest.approx(belief)
    assert kept.strength.tolist() == [40.0, 3.0, 20.0, 7.0]
    assert learned_of(learned_frame(nothing).iloc[:0]).belief == pytest.approx(nothing.belief)


def test_kernels_of_another_version_say_nothing():
    frame = learned_frame(nothing_learned())
    frame["kernel"] = frame["kernel"] + 1000
    assert learned_of(frame).belief == pytest.approx(nothing_learned().belief)


def test_what_is_no_consolidated_workbook_is_refused(both, tmp_path, capsys):
    path, _ = both
    before = path.read_bytes()
    assert run("recalculate", path, "--learned-from", path) == 1
    assert "har intet prognosegrundlag" in capsys.readouterr().err
    assert run("recalculate", path, "--learned-from", tmp_path / "mangler.xlsx") == 3
    assert path.read_bytes() == before


def test_an_older_workbook_has_no_room_until_it_is_upgraded(both, tmp_path, capsys):
    _, together = both
    old = tmp_path / "gammel.xlsx"
    shutil.copy(ROOT / "tests" / "old" / "2026-11-25.xlsx", old)
    assert run("recalculate", old, "--learned-from", together) == 1
    assert "Opgradér" in capsys.readouterr().err
    assert run("upgrade", old) == 0
    assert run("recalculate", old, "--learned-from", together) == 0


def test_the_lines_of_the_results_say_how_many_goals_taught(both, capsys):
    path, _ = both
    rows = results(path, capsys)["results"]
    assert {row[Results.BASED_ON] for row in rows} >= {"18 md., 5 mål"}
