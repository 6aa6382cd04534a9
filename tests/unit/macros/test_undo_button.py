"""The button *Fortryd*: on the desktop and in the pane, one step back a press, and never over what somebody wrote."""

import base64
from datetime import datetime
from types import SimpleNamespace

import pytest
import xlwings as xw

from macros.buttons import kept_files
from macros.buttons.actions import press
from macros.buttons.desktop import DesktopDesk
from macros.buttons.kept_files import MOST, KeptFiles
from macros.buttons.undoing import _all_back, place_lines, undoable
from macros.kept_runs import new_run
from macros.serving.desk import RemoteDesk
from schemas.errors import CannotOpenError
from schemas.words.vocabulary import words
from tests.hosts.desktop import open_in_excel
from tests.hosts.grid import grid_of
from tests.hosts.office_js import Browser, payload_of
from workbook.closed.atomic import replacing
from workbook.closed.undo.keeping import keep_state, keeping
from workbook.live.places import OpenPlace

NOW = datetime(2009, 7, 20, 9, 30)
NOTHING = "Der er intet at fortryde"


class Desktop:
    """Excel on the desktop: each press is a process of its own, so each has a desk of its own."""

    def __init__(self, grid):
        self.grid = grid
        [self.book] = open_in_excel(grid)
        self.app = self.book.app.impl

    def push(self, button, *files):
        self.app.files = [str(path) for path in files]
        return press(button, DesktopDesk(self.book, words()), NOW)


class Pane:
    """Our pane: it keeps what the server hands it, and sends the newest with *Fortryd*."""

    def __init__(self, grid, tmp_path):
        self.grid, self.kept, self.tmp_path, self.number = grid, [], tmp_path, 0
        self.browser = Browser(grid)

    def push(self, button, *files):
        self.number += 1
        folder = self.tmp_path / f"request {self.number}"
        folder.mkdir()
        sent = [(path.name, path.read_bytes()) for path in files]
        if button == "undo":
            sent = [("fortryd.gz", base64.b64decode(content)) for content in self.kept[-1:]]
        coded = [{"name": name, "content": base64.b64encode(content).decode()} for name, content in sent]
        book = xw.Book(json=payload_of(self.grid, xw.__version__))
        outcome = press(button, RemoteDesk(book, coded, folder, words(), ""), NOW)
        answer = book.json()
        self.browser.macros.clear()
        self.browser.run(answer)
        book.close()
        for name, *given in self.browser.macros:
            if name == "rkKeep":
                self.kept.append(given[0])
            if name == "rkUsed":
                self.kept.pop()
        return outcome


def stands(grid):
    return {
        table.name: (table.address, [[grid_value(cell) for cell in row] for row in cells(sheet, table)])
        for sheet in grid.sheets
        for table in sheet.tables
    }


def cells(sheet, table):
    for row in range(table.top, table.bottom + 1):
        yield [sheet.at(row, column) for column in range(table.left, table.right + 1)]


def grid_value(cell):
    return cell.formula or (None if cell.value == "" else cell.value)


@pytest.fixture(params=["desktop", "pane"])
def host(request, filled, tmp_path):
    grid = grid_of(filled)
    return Desktop(grid) if request.param == "desktop" else Pane(grid, tmp_path)


def test_back_over_a_recalculation_and_an_import_to_what_stood_before(host, csv_file):
    states = [stands(host.grid)]
    more = csv_file("Center;Indikator;Periode;Værdi", "Jobcenter Skelbækgade;offers_on_time;2009-07;81")
    for button, files in (("import", [more]), ("recalculate", [])):
        outcome = host.push(button, *files)
        assert not outcome.bad, outcome.text
        states.append(stands(host.grid))
    assert states[0] != states[1] != states[2]
    outcome = host.push("undo")
    assert (outcome.bad, outcome.text.splitlines()[0].partition(" Arkene")[0]) == (
        False,
        "Fortrudt: Genberegn fra 20-07-2009 09:30.",
    )
    assert stands(host.grid) == states[1]
    outcome = host.push("undo")
    assert "Fortrudt: Hent LIS-udtræk fra 20-07-2009 09:30. Arkene LIS-data" in outcome.text
    assert stands(host.grid) == states[0]
    outcome = host.push("undo")
    assert (outcome.bad, outcome.text.startswith(NOTHING)) == (True, True)


def test_what_somebody_wrote_since_is_not_taken_without_asking(host, csv_file):
    more = csv_file("Center;Indikator;Periode;Værdi", "Jobcenter Skelbækgade;offers_on_time;2009-07;81")
    host.push("import", more)
    sheet, table = host.grid.locate("observations")
    titles = [sheet.at(table.top, column).value for column in range(table.left, table.right + 1)]
    cell = sheet.cell(table.top + 1, table.left + titles.index("Værdi"))
    cell.value = 77.0
    after = stands(host.grid)
    if isinstance(host, Desktop):
        host.app.answer = "no"
    outcome = host.push("undo")
    assert outcome.bad
    assert "arkene LIS-data er ændret, siden Hent LIS-udtræk skrev" in outcome.text
    assert stands(host.grid) == after
    if isinstance(host, Desktop):
        host.app.answer = "yes"
        assert not host.push("undo").bad
        assert stands(host.grid) != after


def test_a_check_or_a_refusal_between_does_not_stand_in_the_way(filled, csv_file):
    host = Desktop(grid_of(filled))
    before = stands(host.grid)
    host.push("import", csv_file("Center;Indikator;Periode;Værdi", "Jobcenter Skelbækgade;offers_on_time;2009-07;81"))
    host.push("validate")
    assert host.push("import", csv_file("Center;Indikator;Periode;Værdi", "Jobcenter Skelbækgade;ukendt;2009-07;1")).bad
    outcome = host.push("undo")
    assert not outcome.bad, outcome.text
    lists = {"issues", "issue_groups", "issue_counts", "translations"}  # what the refusal itself lists
    assert {key: value for key, value in stands(host.grid).items() if key not in lists} == {
        key: value for key, value in before.items() if key not in lists
    }


@pytest.mark.parametrize("content", [b"", b"hej", b"\x1f\x8b\x08\x00", "{}", '{"form": 1}', '{"form": 1, "tables": 7}'])
def test_what_is_none_of_ours_is_refused_with_a_sentence(content, filled):
    import gzip

    host = Desktop(grid_of(filled))
    KeptFiles(host.grid.name).add(content if isinstance(content, bytes) else gzip.compress(content.encode()))
    outcome = host.push("undo")
    assert outcome.bad
    assert "Det, der er gemt til Fortryd, passer ikke til" in outcome.text


def test_where_nothing_can_be_kept_it_is_told(filled, monkeypatch, csv_file):
    host = Desktop(grid_of(filled))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(KeptFiles, "add", full)
    more = csv_file("Center;Indikator;Periode;Værdi", "Jobcenter Skelbækgade;offers_on_time;2009-07;81")
    outcome = host.push("import", more)
    assert not outcome.bad
    assert outcome.text.endswith("Luk uden at gemme for at gå tilbage.")
    assert host.push("undo").text.startswith(NOTHING)


def test_closed_workbooks_that_a_button_wrote_go_back_together(filled, tmp_path):
    paths = [tmp_path / f"{name}.xlsx" for name in "ab"]
    for path in paths:
        path.write_bytes(b"0")

    def write():
        for path in paths:
            with replacing(path, keep=keep_state) as file:
                file.write(b"1")
        return "Skrevet.", False

    host = Desktop(grid_of(filled))
    text, _ = undoable("upgrade", DesktopDesk(host.book, words()), words(), NOW, write)
    assert "»resultatkontrakt undo« går tilbage" in text
    host.app.answer = "no"
    assert host.push("undo").text == "Intet er valgt; intet er ændret."
    host.app.answer = "yes"
    paths[1].write_bytes(b"theirs")
    outcome = host.push("undo")
    assert outcome.bad
    assert "b.xlsx er ændret, siden upgrade skrev den" in outcome.text
    assert [path.read_bytes() for path in paths] == [b"1", b"theirs"]
    paths[1].write_bytes(b"1")
    outcome = host.push("undo")
    assert outcome.text == "Fortrudt: Opgradér fra 20-07-2009 09:30. 2 lukkede projektmapper er, som de var før."
    assert [path.read_bytes() for path in paths] == [b"0", b"0"]
    assert host.push("undo").text.startswith(NOTHING)


def test_where_the_open_workbook_cannot_be_put_back_the_closed_ones_are_not_either(filled, tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"0")
    with keeping(new_run("import", NOW)) as run, replacing(path, keep=keep_state) as file:
        file.write(b"1")
    host = Desktop(grid_of(filled))

    def locked(_):
        assert path.read_bytes() == b"0"
        raise CannotOpenError([])

    monkeypatch.setattr("workbook.live.book.LiveBook.save", locked)
    with pytest.raises(CannotOpenError):
        _all_back(DesktopDesk(host.book, words()).book(), [path], run.id, NOW)
    assert path.read_bytes() == b"1"


def test_copies_behind_a_server_are_not_kept(tmp_path):
    path = tmp_path / "kopi.xlsx"
    path.write_bytes(b"0")

    def write():
        with replacing(path, keep=keep_state) as file:
            file.write(b"1")
        return "Skrevet.", False

    assert undoable("upgrade", SimpleNamespace(has_own_files=False), words(), NOW, write) == ("Skrevet.", False)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_few_are_kept_for_a_week_and_for_the_user_alone(tmp_path, monkeypatch):
    import os
    import stat

    kept, other = KeptFiles("C:\\bog.xlsx"), KeptFiles("https://x.sharepoint.com/bog.xlsx")
    other.add(b"andres")
    for number in range(MOST + 3):
        kept.add(b"%d" % number)
    folder = kept_files.log_folder() / "fortryd"
    assert len([*folder.iterdir()]) == MOST + 1
    if os.name == "posix":
        assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
    assert (kept.newest(), other.newest(), KeptFiles("c:\\BOG.xlsx").newest()) == (b"7", b"andres", b"7")
    kept.drop()
    assert kept.newest() == b"6"
    [old] = [each for each in folder.iterdir() if each.read_bytes() == b"andres"]
    os.utime(old, (old.stat().st_atime, old.stat().st_mtime - 8 * 24 * 3600))
    kept.add(b"9")
    assert other.newest() is None


@pytest.mark.parametrize(
    ("place", "more", "told"),
    [
        ("/mnt/del/a.xlsx", {}, "Projektmappen: /mnt/del/a.xlsx."),
        (
            "https://k.sharepoint.com/a.xlsx",
            {"AutoSaveOn": True},
            "Projektmappen: https://k.sharepoint.com/a.xlsx (deles gennem OneDrive eller SharePoint). "
            "Automatisk lagring er slået til: det er gemt, også hos andre.",
        ),
        (
            "/mnt/del/a.xlsx",
            {"ReadOnly": True},
            "Projektmappen: /mnt/del/a.xlsx. "
            "Den er åbnet skrivebeskyttet: gem den under et andet navn, ellers går det tabt.",
        ),
    ],
)
def test_a_button_says_which_copy_it_wrote_in_one_line(filled, place, more, told):
    host = Desktop(grid_of(filled))
    host.book.impl.place = place
    for name, value in more.items():
        setattr(host.book.impl, name, value)
    assert host.push("validate").text.splitlines()[-1] == told
    nothing = host.push("consolidate")
    assert nothing.text == "Intet er valgt; intet er ændret."


def test_a_copy_that_onedrive_keeps_is_told_beside_the_address():
    place = OpenPlace("https://k.sharepoint.com/a.xlsx", "C:\\OneDrive\\a.xlsx", synced=True)
    assert place_lines(place, words("en")) == [
        "The workbook: https://k.sharepoint.com/a.xlsx (OneDrive's copy here: C:\\OneDrive\\a.xlsx)."
    ]
