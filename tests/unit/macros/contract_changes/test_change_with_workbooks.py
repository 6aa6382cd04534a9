"""The button *Ret kontrakt* beside workbooks: one yes writes the register, the open workbook and the closed one."""

import pytest

from macros.buttons.desktop import DesktopDesk
from schemas.tables import Goals
from tests.unit.macros.updating.test_update import JKM, JKS, contents, goals, results, typed, write
from tests.unit.macros.updating.test_update_open import folder, opened  # noqa: F401  fixtures

ADDED = ("2", "1.1", "alle", "1.5; Flere pladser; 60; 01-07-2009", "Ny aftale", "direktionen")


@pytest.fixture
def asked(opened, folder):  # noqa: F811
    """A press with these answers, each of which must be asked for: ``(press, grid, app)``."""
    push, grid, app = opened
    write(folder / "kontrakt.csv")

    def pressed(*answers):
        left = list(answers)
        app.InputBox = lambda *_: left.pop(0)
        outcome = push("goal")
        assert left == []
        return outcome

    return pressed, grid, app


def test_one_yes_writes_the_register_and_all_workbooks_and_recalculates_them(asked, folder):  # noqa: F811
    pressed, grid, app = asked
    outcome = pressed(*ADDED)
    assert not outcome.bad, outcome.text
    question = app.said[0][0]
    assert (
        "I 2 projektmappe(r):\nalle 2 projektmapper, Mål 1.5 fra 01-07-2009 : – → Flere pladser; Måltal 60" in question
    )
    assert question.endswith("Skal det skrives i kontrakt.csv og i 2 projektmappe(r), som genberegnes?")
    assert (folder / "kontrakt.csv").read_text("utf-8-sig").count("Flere pladser") == 2
    assert [row for row in grid.rows("goals") if "1.5" in map(str, row)] != []
    assert goals(folder / JKM)[Goals.NUMBER].tolist() == ["1.1", "1.5"]
    assert len(results(folder / JKM)) == 2
    for name in (JKS, JKM):
        assert f"{name}: 1 ændring(er) skrevet; genberegnet pr. 31-08-2009." in outcome.text


def test_a_no_changes_nothing(asked, folder):  # noqa: F811
    pressed, grid, app = asked
    before = contents(folder), (folder / "kontrakt.csv").read_bytes(), grid.rows("goals")
    app.answer = "no"
    assert pressed(*ADDED).text == "Intet er valgt; intet er ændret."
    assert (contents(folder), (folder / "kontrakt.csv").read_bytes(), grid.rows("goals")) == before


def test_where_excel_will_not_the_register_and_the_closed_one_are_put_back(asked, folder):  # noqa: F811
    pressed, grid, _ = asked
    before = contents(folder), (folder / "kontrakt.csv").read_bytes(), grid.rows("goals")
    table = next(table for sheet in grid.sheets for table in sheet.tables if table.name == "goals")
    sheet = next(sheet for sheet in grid.sheets if table in sheet.tables)
    sheet.merged.append((table.top + 1, table.left, table.top + 1, table.left + 1))
    assert pressed(*ADDED).bad
    assert (contents(folder), (folder / "kontrakt.csv").read_bytes(), grid.rows("goals")) == before


def test_a_workbook_that_cannot_follow_leaves_the_register_to_be_changed_alone(asked, folder):  # noqa: F811
    pressed, _, app = asked
    typed(folder / JKM, "1.1", Goals.UNIT, "tønder")
    before = contents(folder)
    outcome = pressed(*ADDED)
    assert "Projektmapperne ændres ikke: " in app.said[0][0] and app.said[0][0].endswith(
        "Skal det skrives i kontrakt.csv?"
    )
    assert "Tryk på Opdatér fra register" in outcome.text
    assert ((folder / "kontrakt.csv").read_text("utf-8-sig").count("Flere pladser"), contents(folder)) == (2, before)


def test_a_centre_is_closed_in_seven_answers(asked, folder):  # noqa: F811
    pressed, _, app = asked
    outcome = pressed("4", "Jobcenter Musvågevej", "30-06-2009", "1", "Sammenlægning", "direktionen")
    assert not outcome.bad, outcome.text
    assert "projektmappe(r), som genberegnes?" in app.said[0][0], app.said[0][0]
    assert goals(folder / JKM)[Goals.TARGET].tolist() == [1200, 600]


def test_undo_takes_the_open_workbook_and_the_closed_one_back(asked, opened, folder, monkeypatch):  # noqa: F811
    pressed, grid, _ = asked
    monkeypatch.setattr(DesktopDesk, "keep", lambda _, content: kept.append(content))
    monkeypatch.setattr(DesktopDesk, "kept", lambda _: kept[-1])
    kept, before = [], (contents(folder), grid.rows("goals"), grid.rows("results"))
    pressed(*ADDED)
    assert contents(folder) != before[0]
    outcome = opened[0]("undo")
    assert not outcome.bad, outcome.text
    assert (contents(folder), grid.rows("goals"), grid.rows("results")) == before
