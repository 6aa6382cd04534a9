"""Where an open workbook lies: told by what Excel calls it and what OneDrive says, without a machine that has either."""

import pytest

from tests.hosts.books import Desktop, Remote
from tests.hosts.office_js import payload_of
from workbook.live import desktop
from workbook.live.places import Mount, OpenPlace, is_on_server, place_of
from workbook.live.remote import PART, RemoteExcel

MOUNTS = [
    Mount("https://kommune.sharepoint.com/sites/BIF/Delte%20dokumenter/", "C:\\Users\\bo\\Kommune\\BIF - Dokumenter"),
    Mount("https://kommune-my.sharepoint.com/personal/bo_kommune_dk/Documents", "C:\\Users\\bo\\OneDrive - Kommune"),
    Mount("", ""),
]
SHARED = "https://kommune.sharepoint.com/sites/BIF/Delte dokumenter"
HERE = "C:\\Users\\bo\\Kommune\\BIF - Dokumenter"


@pytest.mark.parametrize(
    ("address", "files", "local"),
    [
        (f"{SHARED}/2009/Jørgen.xlsx", [f"{HERE}\\2009\\Jørgen.xlsx"], f"{HERE}\\2009\\Jørgen.xlsx"),
        # Only a folder of the library is kept in step.
        (f"{SHARED}/Kontrakter/2009/a.xlsx", [f"{HERE}\\a.xlsx"], f"{HERE}\\a.xlsx"),
        (f"{SHARED.replace(' ', '%20')}/2009/a%20b.xlsx", [f"{HERE}\\2009\\a b.xlsx"], f"{HERE}\\2009\\a b.xlsx"),
        (
            "https://KOMMUNE-my.sharepoint.com/personal/bo_kommune_dk/Documents/a.xlsx",
            ["C:\\Users\\bo\\OneDrive - Kommune\\a.xlsx"],
            "C:\\Users\\bo\\OneDrive - Kommune\\a.xlsx",
        ),
        (f"{SHARED}/2009/a.xlsx", [], ""),
        ("https://anden.sharepoint.com/sites/X/a.xlsx", [f"{HERE}\\a.xlsx"], ""),
        (f"{SHARED}2/a.xlsx", [f"{HERE}\\a.xlsx"], ""),
    ],
)
def test_an_address_leads_to_its_copy_here_where_there_is_one(address, files, local):
    found = place_of(address, MOUNTS, set(files).__contains__)
    assert (found.local, found.synced, "%20" in found.shown) == (local, True, False)
    assert found.path == local


def test_two_libraries_that_might_hold_it_lead_nowhere():
    twice = [Mount(SHARED, "C:\\a"), Mount(SHARED, "C:\\b")]
    assert place_of(f"{SHARED}/x.xlsx", twice, lambda _: True).local == ""


@pytest.mark.parametrize(
    ("name", "shown", "synced", "server"),
    [
        ("C:\\Data\\a.xlsx", True, False, False),
        ("C:\\Users\\bo\\OneDrive - Kommune\\a.xlsx", True, True, False),
        ("c:\\users\\bo\\onedrive - kommune\\a.xlsx", True, True, False),
        ("C:\\Users\\bo\\OneDrive - Kommune 2\\a.xlsx", True, False, False),
        ("\\\\server\\del\\a.xlsx", True, False, True),
        ("H:\\kontrakter\\a.xlsx", True, False, False),
        ("/Users/bo/a.xlsx", True, False, False),
        ("Mappe1", False, False, False),
    ],
)
def test_a_path_is_told_as_it_stands(name, shown, synced, server):
    found = place_of(name, MOUNTS, lambda _: False)
    assert found == OpenPlace(name if shown else "", synced=synced)
    assert is_on_server(name) is server


def test_profiles_lie_beside_the_copy_that_onedrive_keeps(filled, tmp_path, monkeypatch):
    host = Desktop(filled)
    host.xw.impl.place = f"{SHARED}/a.xlsx"
    assert host.open().folder is None
    (tmp_path / "a.xlsx").touch()
    monkeypatch.setattr(desktop, "mounts", lambda: [Mount(SHARED, str(tmp_path))])
    monkeypatch.setattr(desktop, "place_of", lambda *_: OpenPlace(f"{SHARED}/a.xlsx", str(tmp_path / "a.xlsx"), True))
    assert host.open().folder == tmp_path


def test_what_excel_says_of_a_workbook(filled):
    host = Desktop(filled)
    assert host.open().place == OpenPlace()
    host.xw.impl.place = "/mnt/del/a.xlsx"
    host.xw.impl.ReadOnly = host.xw.impl.AutoSaveOn = True
    assert host.open().place == OpenPlace("/mnt/del/a.xlsx", read_only=True, autosave=True)


def test_the_pane_tells_its_address(filled):
    import xlwings as xw

    host = Remote(filled)
    payload = payload_of(host.grid, xw.__version__)
    payload[PART]["place"] = f"{SHARED}/a.xlsx"
    book = xw.Book(json=payload)
    assert RemoteExcel(book).place(book) == OpenPlace(f"{SHARED}/a.xlsx", synced=True)
    book.close()
    assert host.open().place == OpenPlace()
