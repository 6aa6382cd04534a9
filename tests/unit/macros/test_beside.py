"""Which saved workbooks a button brings together."""

import shutil
from datetime import datetime

import pytest

from macros.buttons.beside import saved_workbooks
from macros.buttons.desktop import DesktopDesk
from schemas.errors import RefusedError
from schemas.words.vocabulary import words
from tests.hosts import desktop
from tests.hosts.desktop import open_in_excel
from tests.hosts.grid import grid_of

OPEN, CLOSED, OTHER_YEAR = (
    "Jobcenter Sygedagpenge 2008",
    "BIF i alt 2008",
    "Jobcenter Skelbækgade 2009",
)
NOW = datetime(2008, 7, 20, 9, 30)


@pytest.fixture
def opened(_made, tmp_path, monkeypatch):
    """A workbook open in the stand-in for Excel, with others beside it: ``opened(name, …)`` is the desk."""

    def make(*names):
        for name in (OPEN, *names):
            shutil.copy(_made / f"{name}.xlsx", tmp_path)
        [book] = open_in_excel(grid_of(tmp_path / f"{OPEN}.xlsx"))
        place = property(lambda _: str(tmp_path / f"{OPEN}.xlsx"))
        monkeypatch.setattr(desktop.Book, "fullname", place)
        monkeypatch.setattr(desktop.Book, "FullName", place)
        book.app.impl.files = ["valgt.xlsx"]
        return DesktopDesk(book, words())

    return make


def named(desk):
    return [path.name for path in saved_workbooks(desk, words())]


def test_all_of_the_open_ones_folder_without_asking(opened):
    assert named(opened(CLOSED)) == [f"{CLOSED}.xlsx", f"{OPEN}.xlsx"]


def test_they_are_chosen_where_there_is_one_alone_or_several_years(opened):
    assert named(opened()) == ["valgt.xlsx"]
    assert named(opened(OTHER_YEAR)) == ["valgt.xlsx"]


def test_an_open_workbook_that_is_not_saved_stops_it(opened, monkeypatch):
    desk = opened(CLOSED)
    monkeypatch.setattr(desktop.Book, "Saved", False, raising=False)
    with pytest.raises(RefusedError) as caught:
        saved_workbooks(desk, words())
    [issue] = caught.value.issues
    assert issue.message(words()) == (
        f"{OPEN}.xlsx er åben og har ændringer, der ikke er gemt; filen har de gamle tal."
    )
