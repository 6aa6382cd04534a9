"""The button: the workbook that is open is written through Excel, those beside it as closed files, or none of them."""

import shutil
from datetime import datetime

import pytest

from macros.buttons.actions import press
from macros.buttons.desktop import DesktopDesk
from schemas.words.vocabulary import words
from tests.conftest import write_csv
from tests.hosts import desktop
from tests.hosts.desktop import open_in_excel
from tests.hosts.grid import grid_of
from workbook.closed.book import ClosedBook

NOW = datetime(2008, 7, 20, 9, 30)
OPEN, CLOSED = "Jobcenter Sygedagpenge 2008", "BIF i alt 2008"
EXPORT = (
    "Center;Indikator;Periode;Værdi",
    "Jobcenter Sygedagpenge;sickness_absence;2008-01;3,5",
    "BIF i alt;sickness_absence;2008-01;6,8",
    "Ydelsesservice;sickness_absence;2008-01;4,1",
)


@pytest.fixture
def both(_made, tmp_path, monkeypatch):
    """One workbook open in the stand-in for Excel and one closed beside it: ``(push, grid, app, closed, export)``."""
    for name in (OPEN, CLOSED):
        shutil.copy(_made / f"{name}.xlsx", tmp_path)
    grid = grid_of(tmp_path / f"{OPEN}.xlsx")
    [book] = open_in_excel(grid)
    place = property(lambda _: str(tmp_path / f"{OPEN}.xlsx"))
    monkeypatch.setattr(desktop.Book, "fullname", place)
    monkeypatch.setattr(desktop.Book, "FullName", place)
    export = write_csv(tmp_path / "udtræk.csv", *EXPORT)
    app = book.app.impl
    app.files = [str(export)]
    return lambda: press("import_all", DesktopDesk(book, words()), NOW), grid, app, tmp_path / f"{CLOSED}.xlsx", export


def observed(path):
    with ClosedBook(path) as book:
        return [row[3].value for row in book.read("observations").rows if row[0].value]


def test_both_take_their_rows_and_are_recalculated(both):
    push, grid, app, closed, _ = both
    own = (closed.parent / f"{OPEN}.xlsx").read_bytes()
    outcome = push()
    assert not outcome.bad, outcome.text
    first, *lines = outcome.text.splitlines()
    assert first == "Hentet fra 1 fil(er) til 2 projektmapper, som er genberegnet pr. 31-01-2008."
    assert lines[0].startswith("Jobcenter Sygedagpenge: 1 nye, 0 ændrede, ")
    assert "16: ○ Ingen data → " in lines[0]
    assert lines[1].startswith("BIF i alt: 1 nye, 0 ændrede, ")
    assert "Rækker for centre uden projektmappe her, som er sprunget over: 1 (Ydelsesservice)." in lines
    assert [row[3] for row in grid.rows("observations")] == [3.5]
    assert observed(closed) == [6.8]
    assert (closed.parent / f"{OPEN}.xlsx").read_bytes() == own  # Excel saves the open one, not we
    assert [step for _, step in app.said] == ["info"]  # nothing was asked: what was done can be undone


def test_workbooks_that_are_chosen_with_the_export_are_those_meant(both):
    push, _, app, closed, export = both
    app.files = [str(export), str(closed.rename(closed.with_name("andet.xlsx")))]
    outcome = push()
    assert "til 2 projektmapper" in outcome.text
    assert observed(closed.with_name("andet.xlsx")) == [6.8]


def test_whoever_chooses_nothing_changes_nothing(both):
    push, grid, app, closed, _ = both
    before = closed.read_bytes(), grid.rows("log")
    app.files = []
    assert push().text == "Intet er valgt; intet er ændret."
    assert (closed.read_bytes(), grid.rows("log")) == before


def test_what_is_refused_stands_in_the_open_one_alone(both):
    push, grid, _, closed, export = both
    before = closed.read_bytes(), grid.rows("observations"), grid.rows("log")
    write_csv(export, *EXPORT, "BIF i alt;sickness_absence;2008-02;seks")
    outcome = push()
    assert outcome.bad
    assert "seks" in outcome.text
    assert (closed.read_bytes(), grid.rows("observations"), grid.rows("log")) == before
    assert grid.active == "Validering"


def test_a_closed_one_that_is_open_elsewhere_stops_all(both):
    push, grid, _, closed, _ = both
    before = grid.rows("observations")
    lock = closed.with_name(f"~${closed.name}")
    lock.write_bytes(b"\x03Ane")
    outcome = push()
    assert (outcome.bad, "er åben i et andet program (Ane)" in outcome.text) == (True, True)
    assert grid.rows("observations") == before


def test_where_excel_will_not_the_closed_ones_are_put_back(both):
    push, grid, _, closed, _ = both
    before = closed.read_bytes(), grid.rows("observations")
    table = next(table for sheet in grid.sheets for table in sheet.tables if table.name == "observations")
    sheet = next(sheet for sheet in grid.sheets if table in sheet.tables)
    sheet.merged.append((table.top + 1, table.left, table.top + 1, table.left + 1))
    outcome = push()
    assert outcome.bad
    assert (closed.read_bytes(), grid.rows("observations")) == before
    assert [path.name for path in closed.parent.glob(".resultatkontrakt*")] == []
