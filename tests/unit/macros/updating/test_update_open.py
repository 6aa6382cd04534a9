"""The button *Opdatér fra register* where one of the workbooks is open: it is written through Excel, last of all."""

import shutil
from datetime import date, datetime

import pytest

from macros.buttons.actions import press
from macros.buttons.desktop import DesktopDesk
from macros.steps.new import new
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from macros.steps.updating.register_beside import register_beside
from schemas.words.vocabulary import words
from tests.conftest import write_csv
from tests.hosts import desktop
from tests.hosts.desktop import open_in_excel
from tests.hosts.grid import grid_of
from tests.unit.macros.updating.test_update import JKM, JKS, RENEGOTIATED, ROWS, contents, goals, results, write

NOW = datetime(2009, 9, 20, 9, 30)


@pytest.fixture
def folder(once, tmp_path):
    """Two workbooks made of a register, which lies beside them, as of the end of August."""

    def make(home):
        new(read_register(write(home / "kontrakt.csv"), words()), None, home, words())
        for name in (JKS, JKM):
            recalculate(home / name, date(2009, 8, 31), NOW)

    for each in once("updated in August", make).iterdir():
        shutil.copy(each, tmp_path)
    return tmp_path


@pytest.fixture
def opened(folder, monkeypatch):
    """The first workbook open in the stand-in for Excel, the other one closed: ``(push, grid, app)``."""
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, ROWS[1], ROWS[2].replace(";1200;", ";1300;")])
    grid = grid_of(folder / JKS)
    [book] = open_in_excel(grid)
    place = property(lambda _: str(folder / JKS))
    monkeypatch.setattr(desktop.Book, "fullname", place)
    monkeypatch.setattr(desktop.Book, "FullName", place)
    app = book.app.impl
    app.InputBox = lambda *_: "1"  # the register's changes of lines on record hold
    app.GetOpenFilename = lambda *_: pytest.fail("nothing needs to be chosen")
    return lambda button="update": press(button, DesktopDesk(book, words()), NOW), grid, app


def test_the_open_one_and_the_closed_one_are_changed_and_recalculated(opened, folder):
    push, grid, _ = opened
    own, before = (folder / JKS).read_bytes(), grid.rows("results")
    outcome = push()
    assert not outcome.bad, outcome.text
    for name, count in ((JKS, 1), (JKM, 1)):
        assert f"{name}: {count} ændring(er) skrevet; genberegnet pr. 31-08-2009." in outcome.text
    assert [row[0] for row in grid.rows("register_state") if row[0] == "goals"] == ["goals"] * 3
    assert len(grid.rows("goals")) == 3
    assert grid.rows("results") != before
    assert results(folder / JKM) == [(1300, date(2009, 8, 31))]
    assert goals(folder / JKM)["target"].tolist() == [1300]
    assert (folder / JKS).read_bytes() == own  # Excel saves the open one, not we


def test_what_excel_refuses_leaves_the_closed_one_as_it_was(opened, folder):
    push, grid, _ = opened
    before = contents(folder), grid.rows("goals"), grid.rows("results")
    table = next(table for sheet in grid.sheets for table in sheet.tables if table.name == "goals")
    sheet = next(sheet for sheet in grid.sheets if table in sheet.tables)
    sheet.merged.append((table.top + 1, table.left, table.top + 1, table.left + 1))
    outcome = push()
    assert outcome.bad
    assert (contents(folder), grid.rows("goals"), grid.rows("results")) == before


def test_the_question_names_the_register_that_the_workbook_was_made_of(opened, folder):
    push, _, app = opened
    app.answer = "no"
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    write(folder / "kopi.csv")
    before = contents(folder)
    assert push().text == "Intet er valgt; intet er ændret."
    assert app.said[0][0].startswith(f"Fra kontrakt.csv (mappen {folder.name}) til 2 projektmappe(r):")
    assert contents(folder) == before


class Book:
    """A workbook that does not tell what it was made of."""

    def __init__(self, folder):
        self.folder = folder

    def tables(self):
        return []


def test_the_only_register_beside_is_taken_and_of_several_none(tmp_path):
    inner = tmp_path / "projektmapper"
    inner.mkdir()
    assert register_beside(Book(inner), words()) is None
    write_csv(inner / "udtræk.csv", "Center;Indikator;Periode;Værdi", "JKS;company_placements;2009-01;3")
    own = write(tmp_path / "kontrakt.csv")
    write_csv(
        tmp_path / "kontrakt_Centre.csv", "Center;Kortnavn", "Jobcenter Skelbækgade;JKS", "Jobcenter Musvågevej;JKM"
    )
    assert register_beside(Book(inner), words()) == own
    shutil.copy(own, inner / "kopi.csv")
    assert register_beside(Book(inner), words()) is None
    assert register_beside(Book(None), words()) is None
