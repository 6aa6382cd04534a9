"""The task pane in a real browser against the real xlwings Server on loopback, with Excel in memory."""

import base64
import contextlib
import io
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import expect

from schemas.words.vocabulary import entries
from workbook.layout import buttons

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "macros" / "serving" / "project"
WORDS = entries()["texts"]
NAMES = [each.name for each in buttons()]
WITH_FILES = [each.name for each in buttons() if each.accept]
SLOW = 2.5  # seconds, for the progress texts

STAND_IN = {
    "lifespan.py": """
import contextlib, json, os
from xlwings_server.templates import templates

with open(os.environ["RK_WORDS"], encoding="utf-8") as file:
    WORDS = json.load(file)
TRICKY = os.environ.get("RK_TRICKY", "")

def text(key, **values):
    return WORDS[key]["da"].format(**values) + TRICKY

templates.env.globals["text"] = text
templates.env.globals["buttons"] = [
    {**each, "label": text("button_" + each["name"]), "tip": text("tip_" + each["name"])}
    for each in json.loads(os.environ["RK_BUTTONS"])
]

@contextlib.asynccontextmanager
async def lifespan(app):
    yield
""",
    "custom_functions/__init__.py": "",
    "routers/__init__.py": "",
    "routers/custom.py": """
from fastapi import APIRouter, Header
from custom_scripts import STATE

router = APIRouter()

@router.get("/resultatkontrakt/progress/{run}")
async def progress(run: str, authorization: str = Header(default="")):
    STATE["polled"].append(run)
    return {"text": STATE["progress"]}

@router.get("/test/state")
async def state():
    return STATE

@router.post("/test/reset/{mode}")
async def reset(mode: str):
    STATE.update(mode=mode, progress="", polled=[], calls=[])
""",
    "custom_scripts/__init__.py": f"""
import asyncio, base64, copy
import xlwings as xw
from xlwings.server import script

STATE = {{"mode": "", "progress": "", "polled": [], "calls": []}}

def note(book, name, files=()):
    STATE["calls"].append({{
        "name": name, "book": book.api["book"]["name"], "part": copy.deepcopy(book.api.get("resultatkontrakt")),
        "files": [{{**f, "text": base64.b64decode(f["content"]).decode("latin-1")}} for f in files],
    }})

def tell(book, text, bad=False):
    book.app.macro("rkTell")(text, bad)

@script
async def rk_recalculate(book: xw.Book):
    note(book, "recalculate")
    mode = STATE["mode"]
    if mode == "crash":
        raise RuntimeError("secret")
    if mode == "detail":
        raise xw.XlwingsError("Serverens egen besked")
    if mode == "slow":
        for step in ("Beregner mål …", "Skriver front …"):
            STATE["progress"] = step
            await asyncio.sleep({SLOW / 2})
    if mode == "refuse":
        tell(book, "Afvist: 2 fejl.\\nLinje to.", True)
        return book
    if mode == "password":
        book.app.macro("rkUnlock")("Opfølgning", "Hemmelig")
        tell(book, "Må ikke ses")
        return book
    sheet = book.sheets["Opfølgning"]
    book.app.screen_updating = False
    book.app.macro("rkUnlock")("Opfølgning", "Noter")
    sheet["A5"].value = [[2, 0.75], [3, 0.5]]
    if mode == "missing":
        book.app.macro("rkMissing")()
    table = sheet.tables["tblOpfølgning"]
    table.resize(sheet["A3:B6"])
    sheet["A4:B4"].autofill(sheet["A4:B6"], "fill_formats")
    sheet["D1"].clear_contents()
    book.app.macro("rkLock")("Opfølgning", "Noter")
    book.sheets["Noter"].activate()
    tell(book, "Beregnet: 3 mål.\\n1 rød.")
    return book

@script
async def rk_validate(book: xw.Book):
    note(book, "validate")
    tell(book, "Ingen fejl.")
    return book

def files_script(name):
    async def run(book: xw.Book, files: list):
        note(book, name, files)
        for f in files if name in ("new", "report") else ():
            book.app.macro("rkOpen")(f["name"] + (".xlsx" if name == "new" else ".docx"), f["content"])
        tell(book, f"Modtaget: {{len(files)}}")
        return book
    run.__name__ = f"rk_{{name}}"
    return script(run)

for name in {WITH_FILES!r}:
    globals()[f"rk_{{name}}"] = files_script(name)
""",
}


def book_model():
    """A workbook with a protected sheet, a sheet of notes and one locked by a password."""
    follow_up = {
        "1,1": {"value": "Opfølgning"},
        "3,1": {"value": "Mål"},
        "3,2": {"value": "Andel"},
        "4,1": {"value": 1},
        "4,2": {"value": 0.25, "formula": "=1/4", "numberFormat": "0.0%"},
        "5,2": {"value": 0.5, "numberFormat": '0.00" %"'},
        "6,2": {"value": 0.5, "numberFormat": "0\\%"},
        "7,2": {"value": "tekst", "numberFormat": "0%"},
        "8,1": {"value": "=ikke en formel"},
        "9,2": {"value": 7, "numberFormat": "0%_%"},
        "1,4": {"value": "væk"},
    }
    options = {"allowFormatCells": True, "allowAutoFilter": True, "selectionMode": "Normal", "allowSort": None}
    return {
        "name": "Center 1.xlsx",
        "active": "Opfølgning",
        "calculationMode": "Automatic",
        "names": [{"name": "rk_language", "type": "String", "formula": '="da"'}],
        "sheets": [
            {
                "name": "Opfølgning",
                "cells": follow_up,
                "merged": [[1, 1, 1, 2]],
                "comments": [{"row": 4, "column": 2, "text": "hvorfor?"}],
                "tables": [{"name": "tblOpfølgning", "address": "A3:B4", "filtered": True}],
                "protection": {"protected": True, "options": options},
            },
            {"name": "Noter", "cells": {"2,2": {"value": "fri"}}},
            {
                "name": "Hemmelig",
                "cells": {"1,1": {"value": "x"}, "2,1": {"value": 1}},
                "tables": [{"name": "tblHemmelig", "address": "A1:A2", "showFilterButton": False}],
                "protection": {"protected": True, "password": "1234", "options": {}},
            },
            {"name": "Tom", "cells": {}},
        ],
    }


def word(key):
    return WORDS[key]["da"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url, data=None, method=None):
    request = urllib.request.Request(url, data=data, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read().decode("utf-8")


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """Our pages with stand-ins for the scripts, so that every way a run can go is at hand."""
    copied = tmp_path_factory.mktemp("server") / "project"
    shutil.copytree(PROJECT, copied, ignore=shutil.ignore_patterns("auth", "custom_*", "__pycache__"))
    for name, content in STAND_IN.items():
        path = copied / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.lstrip(), "utf-8")
    return copied


@contextlib.contextmanager
def serving(project, **settings):
    """xlwings Server as it is, on the project under test."""
    port = free_port()
    words_file = project / "words.json"  # more than a variable of the environment may hold
    words_file.write_text(json.dumps(WORDS), encoding="utf-8")
    env = {
        **{key: value for key, value in os.environ.items() if not key.startswith("XLWINGS_")},
        "XLWINGS_PROJECT_DIR": str(project),
        "XLWINGS_LICENSE_KEY": "noncommercial",
        "XLWINGS_ENABLE_SOCKETIO": "false",
        "XLWINGS_ENABLE_HTMX": "false",
        "XLWINGS_ENABLE_ALPINEJS_CSP": "false",
        "XLWINGS_ENABLE_BOOTSTRAP": "false",
        "XLWINGS_FUNCTIONS_NAMESPACE": "RK",
        "XLWINGS_PROJECT_NAME": "Resultatkontrakt",
        "RK_WORDS": str(words_file),
        "RK_BUTTONS": json.dumps(
            [
                {"name": each.name, "accept": each.accept or None, "many": each.many, "group": each.group}
                for each in buttons()
            ]
        ),
        "PYTHONDONTWRITEBYTECODE": "1",
        **settings,
    }
    command = [sys.executable, "-m", "uvicorn", "xlwings_server.main:main_app", "--host", "127.0.0.1"]
    with (project / f"server-{port}.log").open("w") as log:
        process = subprocess.Popen([*command, "--port", str(port)], cwd=project, env=env, stdout=log, stderr=log)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                fetch(f"{base}{settings.get('XLWINGS_APP_PATH', '')}/")
                break
            assert process.poll() is None, (project / f"server-{port}.log").read_text()
            time.sleep(0.2)
        yield base
    finally:
        process.terminate()
        process.wait(10)
        log.close()


@pytest.fixture(scope="session")
def server(project):
    with serving(project) as base:
        yield base


@pytest.fixture(scope="session")
def guarded(project):
    with serving(project, XLWINGS_AUTH_PROVIDERS='["custom"]') as base:
        yield base


def reset(base, mode="ok"):
    fetch(f"{base}/test/reset/{mode}", data=b"", method="POST")


def state(base):
    return json.loads(fetch(f"{base}/test/state"))


def button(page, name):
    return page.locator(f'[data-rk-button="{name}"]')


def settled(page):
    """The run is over: every button can be pressed."""
    for name in NAMES:
        expect(button(page, name)).to_be_enabled(timeout=15000)


def press(page, name):
    button(page, name).click()
    settled(page)


def sheet(page, name):
    return page.evaluate("name => globalThis.fakeBook.sheets.find(sheet => sheet.name === name)", name)


def lines(message):
    return [line for line in message.inner_text().split("\n") if line]


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_the_pane_shows_five_buttons_with_their_explanations(server, opened):
    page = opened(server, book_model())
    for name in NAMES:
        assert button(page, name).inner_text().startswith(word(f"button_{name}"))
        described = button(page, name).get_attribute("aria-describedby")
        assert page.locator(f"#{described}").inner_text() == word(f"tip_{name}")
    assert page.locator("h1").inner_text() == word("ribbon_tab")
    assert page.locator("h2:visible").all_inner_texts() == [word("ribbon_contract"), word("ribbon_centres")]
    assert page.locator("#rk-sign-in").is_hidden()
    assert page.evaluate("document.documentElement.lang") == "da"
    assert page.title() == word("ribbon_tab")


@pytest.mark.parametrize("width", [320, 160])
def test_it_fits_its_width_also_at_double_size(server, opened, width):
    page = opened(server, book_model(), width=width)
    assert width_of(page) <= width
    reset(server, "refuse")
    press(page, "recalculate")
    assert width_of(page) <= width


def test_nothing_runs_inline(server):
    html = fetch(f"{server}/taskpane.html")
    pane = html[html.index('class="rk-pane"') :]
    assert "<script" not in pane
    assert "xw-click" not in html
    assert not any(f" on{event}=" in html for event in ("click", "change", "submit", "load"))
    assert "style=" not in pane


def test_focus_is_visible_and_keys_reach_every_button(server, opened):
    page = opened(server, book_model())
    seen = []
    for _ in NAMES:
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.dataset.rkButton"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    assert seen == NAMES


def test_recalculate_sends_the_part_and_carries_out_the_answer(server, opened):
    reset(server)
    page = opened(server, book_model())
    with page.expect_request("**/custom-scripts-call/rk_recalculate") as sent:
        button(page, "recalculate").click()
    settled(page)
    headers = sent.value.all_headers()
    assert len(headers["x-run-id"]) == 36
    assert headers["content-type"] == "application/json"
    assert "args" not in sent.value.post_data_json
    call = state(server)["calls"][0]
    assert call["book"] == "Center 1.xlsx"
    assert call["part"] == {
        "sheets": {
            "Opfølgning": {
                "formulas": [[4, 2, "=1/4"]],
                "percent": [[4, 2], [9, 2]],
                "merged": [[1, 1, 1, 2]],
                "filtered": ["tblOpfølgning"],
                "comments": [[4, 2, "hvorfor?"]],
            },
            "Hemmelig": {"formulas": [], "percent": [], "merged": [], "filtered": []},
        },
        "place": "",
    }
    after = sheet(page, "Opfølgning")
    assert [after["cells"][at]["value"] for at in ("5,1", "5,2", "6,1", "6,2")] == [2, 0.75, 3, 0.5]
    assert after["cells"]["6,2"]["numberFormat"] == "0.0%"
    assert after["cells"]["1,4"]["value"] == ""
    assert after["tables"][0]["address"] == "A3:B6"
    options = {"allowFormatCells": True, "allowAutoFilter": True, "selectionMode": "Normal"}
    assert after["protection"]["protected"] is True
    assert page.evaluate("fakeLog.protectedWith") == [["Opfølgning", options]]
    assert sheet(page, "Noter")["protection"]["protected"] is False
    assert page.evaluate("fakeBook.active") == "Noter"
    good = page.locator("#rk-good")
    assert good.get_attribute("role") == "status"
    assert lines(good) == [f"✓ {word('pane_done')}", "Beregnet: 3 mål.", "1 rød."]
    assert page.locator("#rk-bad").inner_text() == ""
    assert page.locator("#rk-progress").inner_text() == ""


def test_few_syncs_and_no_calculation_when_automatic(server, opened):
    reset(server)
    page = opened(server, book_model())
    used = page.evaluate(
        """async () => {
          const before = fakeLog.syncs;
          await Excel.run(async context => { await xlwings.getBookData({}, context); });
          const theirs = fakeLog.syncs - before;
          await rkPress("validate");
          return [theirs, fakeLog.syncs - before - theirs - theirs];
        }"""
    )
    assert used[1] <= 10
    assert page.evaluate("fakeLog.calculations") == []


def test_manual_calculation_is_done_first(server, opened):
    reset(server)
    model = book_model() | {"calculationMode": "Manual"}
    page = opened(server, model=model)
    press(page, "validate")
    assert page.evaluate("fakeLog.calculations") == ["Recalculate"]


def test_an_older_host_sends_no_merged_areas_and_filters(server, opened):
    reset(server)
    page = opened(server, book_model(), host={"version": 7})
    press(page, "validate")
    part = state(server)["calls"][0]["part"]["sheets"]["Opfølgning"]
    assert part["merged"] == []
    assert part["filtered"] == []
    assert "comments" not in part
    assert part["formulas"] == [[4, 2, "=1/4"]]


def test_a_large_sheet_is_read_in_bands(server, opened):
    reset(server)
    model = book_model()
    cells = model["sheets"][0]["cells"]
    for row in range(10, 9000):
        cells[f"{row},2"] = {"value": row, "formula": f"=ROW(B{row})"}
    page = opened(server, model=model)
    press(page, "validate")
    formulas = state(server)["calls"][0]["part"]["sheets"]["Opfølgning"]["formulas"]
    assert len(formulas) == 8991
    assert formulas[-1] == [8999, 2, "=ROW(B8999)"]


def test_a_refused_answer_is_an_alert(server, opened):
    reset(server, "refuse")
    page = opened(server, book_model())
    press(page, "recalculate")
    bad = page.locator("#rk-bad")
    assert bad.get_attribute("role") == "alert"
    assert lines(bad) == [f"▲ {word('pane_not_done')}", "Afvist: 2 fejl.", "Linje to."]
    reset(server)
    press(page, "validate")
    assert bad.inner_text() == ""


@pytest.mark.parametrize(("mode", "said"), [("crash", "An error occurred."), ("detail", "Serverens egen besked")])
def test_a_server_error_is_told(server, opened, mode, said):
    reset(server, mode)
    page = opened(server, book_model())
    press(page, "recalculate")
    assert page.locator("#rk-bad p").inner_text() == f"{word('pane_server_error')} {said}"
    assert sheet(page, "Opfølgning")["protection"]["protected"] is True


@pytest.mark.parametrize(("kind", "key"), [("connectionrefused", "pane_no_answer")])
def test_no_connection_is_told_in_our_word(server, opened, kind, key):
    page = opened(server, book_model())
    page.route("**/custom-scripts-call/**", lambda route: route.abort(kind))
    press(page, "recalculate")
    assert page.locator("#rk-bad p").inner_text() == word(key)


def test_a_timeout_is_told_in_our_word(server, opened):
    reset(server, "slow")
    page = opened(server, book_model())
    page.evaluate("config.requestTimeout = 0.3")
    press(page, "recalculate")
    assert page.locator("#rk-bad p").inner_text() == word("pane_timeout")
    time.sleep(SLOW)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"detail": "Nej tak"}', "Nej tak"),
        ("<html>Proxy</html>", "502"),
        ('{"detail": [{"msg": "x"}]}', '[{"msg":"x"}]'),
    ],
)
def test_answers_of_other_servers_are_told(server, opened, body, said):
    page = opened(server, book_model())
    kind = "application/json" if body.startswith("{") else "text/html"
    page.route("**/custom-scripts-call/**", lambda r: r.fulfill(status=502, body=body, content_type=kind))
    press(page, "recalculate")
    assert page.locator("#rk-bad p").inner_text().startswith(f"{word('pane_server_error')} {said}")


def test_a_failing_action_leaves_the_sheets_locked(server, opened):
    reset(server, "missing")
    page = opened(server, book_model())
    press(page, "recalculate")
    assert page.locator("#rk-bad p").inner_text().startswith(word("pane_partly"))
    assert sheet(page, "Opfølgning")["protection"]["protected"] is True
    assert sheet(page, "Opfølgning")["cells"]["5,1"]["value"] == 2


def test_a_failing_write_leaves_the_sheets_locked(server, opened):
    reset(server)
    page = opened(server, book_model(), host={"failOn": "values"})
    press(page, "recalculate")
    assert "The write failed." in page.locator("#rk-bad p").inner_text()
    assert sheet(page, "Opfølgning")["protection"]["protected"] is True


def test_a_sheet_that_cannot_be_locked_again_is_named(server, opened):
    reset(server)
    page = opened(server, book_model(), host={"failOn": "protect"})
    press(page, "recalculate")
    assert f"{word('pane_not_locked')} Opfølgning" in page.locator("#rk-bad p").inner_text()
    page.evaluate("fakeHost.failOn = null")
    press(page, "validate")
    assert sheet(page, "Opfølgning")["protection"]["protected"] is True
    assert page.locator("#rk-good p").inner_text() == "Ingen fejl."


def test_a_password_is_told_and_the_others_are_locked_again(server, opened):
    reset(server, "password")
    page = opened(server, book_model())
    press(page, "recalculate")
    assert page.locator("#rk-bad p").inner_text() == f"{word('pane_sheet_password')} Hemmelig"
    assert sheet(page, "Opfølgning")["protection"]["protected"] is True
    assert sheet(page, "Hemmelig")["protection"]["protected"] is True


def test_cell_editing_is_told(server, opened):
    page = opened(server, book_model())
    page.evaluate("fakeHost.cellEdit = true")
    press(page, "validate")
    assert page.locator("#rk-bad p").inner_text() == word("pane_cell_edit")


def test_progress_texts_show_and_buttons_rest(server, opened):
    reset(server, "slow")
    page = opened(server, book_model())
    button(page, "recalculate").click()
    line = page.locator("#rk-progress")
    assert line.get_attribute("aria-live") == "polite"
    expect(line).to_have_text("Beregner mål …", timeout=2000)
    for name in NAMES:
        expect(button(page, name)).to_be_disabled()
    expect(line).to_have_text("Skriver front …", timeout=2500)
    settled(page)
    assert line.inner_text() == ""
    assert page.locator("#rk-good p").inner_text().startswith("Beregnet")
    assert len(set(state(server)["polled"])) == 1


def test_a_second_press_while_running_does_nothing(server, opened):
    reset(server)
    page = opened(server, book_model())
    page.evaluate("Promise.all([rkPress('validate'), rkPress('validate')])")
    settled(page)
    assert len(state(server)["calls"]) == 1


@pytest.mark.parametrize(
    ("name", "accept", "many"),
    [("import", ".xlsx,.csv,.txt", True), ("consolidate", ".xlsx,.xlsm", True), ("new", ".xlsx,.csv", False)],
)
def test_chosen_files_are_sent(server, opened, name, accept, many):
    reset(server)
    page = opened(server, book_model())
    chosen = [
        {"name": "udtræk æøå.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2"},
        {"name": "tom.csv", "mimeType": "text/csv", "buffer": b""},
    ][: 2 if many else 1]
    with page.expect_file_chooser() as chooser:
        button(page, name).click()
    assert chooser.value.is_multiple() is many
    assert chooser.value.element.get_attribute("accept") == accept
    chooser.value.set_files(chosen)
    expect(page.locator("#rk-good p")).to_have_text(f"Modtaget: {len(chosen)}")
    settled(page)
    call = state(server)["calls"][0]
    assert call["name"] == name
    assert [(f["name"], f["text"]) for f in call["files"]] == [(f["name"], f["buffer"].decode()) for f in chosen]
    with page.expect_file_chooser() as again:  # the same file once more
        button(page, name).click()
    again.value.set_files(chosen)
    page.wait_for_function("document.querySelector('#rk-progress').textContent !== ''")
    settled(page)
    assert len(state(server)["calls"]) == 2


def test_too_many_and_too_large_files_are_refused_in_words(server, opened):
    reset(server)
    page = opened(server, book_model())
    said = page.evaluate(
        """async () => {
          const file = (name, size) => Object.defineProperty(new File(["x"], name), "size", { value: size });
          const heard = [];
          const lists = [
            Array.from({ length: 21 }, (_, n) => file(`${n}.csv`, 1)),
            [file("stor.csv", 20 * 1024 * 1024 + 1)],
            Array.from({ length: 6 }, (_, n) => file(`${n}.csv`, 20 * 1024 * 1024)),
          ];
          for (const files of lists) {
            await rkPress("import", files);
            heard.push(document.querySelector("#rk-bad p").textContent);
          }
          return heard;
        }"""
    )
    assert said == [
        f"{word('pane_too_many')} 20",
        f"{word('pane_too_big')} stor.csv",
        f"{word('pane_too_big_together')} 40",
    ]
    settled(page)
    assert state(server)["calls"] == []


def new_workbook(page):
    content = b"PK\x03\x04 not really a workbook"
    with page.expect_file_chooser() as chooser:
        button(page, "new").click()
    chooser.value.set_files([{"name": "register", "mimeType": "text/csv", "buffer": content}])
    expect(page.locator("#rk-good p")).to_have_text("Modtaget: 1")
    settled(page)
    return content


def test_a_made_workbook_is_opened(server, opened):
    reset(server)
    page = opened(server, book_model())
    content = new_workbook(page)
    assert page.evaluate("fakeLog.created") == [base64.b64encode(content).decode()]
    assert page.locator("#rk-made").is_hidden()


@pytest.mark.parametrize("host", [{"version": 7}, {"createFails": True}])
def test_a_made_workbook_is_offered_where_it_cannot_be_opened(server, opened, host):
    reset(server)
    page = opened(server, book_model(), host=host)
    content = new_workbook(page)
    assert page.evaluate("fakeLog.created") == []
    with page.expect_download() as download:
        page.get_by_role("link", name="register.xlsx").click()
    assert download.value.suggested_filename == "register.xlsx"
    assert Path(download.value.path()).read_bytes() == content
    reset(server)
    press(page, "validate")
    assert page.locator("#rk-made").is_hidden()


def test_a_made_document_is_a_download(server, opened):
    reset(server)
    page = opened(server, book_model())
    with page.expect_file_chooser() as chooser:
        button(page, "report").click()
    chooser.value.set_files([{"name": "rapport", "mimeType": "application/zip", "buffer": b"docx"}])
    with page.expect_download() as download:
        page.get_by_role("link", name="rapport.docx").click()
    assert download.value.suggested_filename == "rapport.docx"
    assert Path(download.value.path()).read_bytes() == b"docx"
    assert page.evaluate("fakeLog.created") == []


def test_ribbon_commands_run_and_always_complete(server, opened):
    reset(server)
    page = opened(server, book_model())
    run = "name => new Promise(done => fakeCommands[name]({ completed: () => done(true) }))"
    assert page.evaluate(run, "rk-validate")
    assert page.locator("#rk-good p").inner_text() == "Ingen fejl."
    reset(server, "crash")
    assert page.evaluate(run, "rk-recalculate")
    assert page.locator("#rk-bad p").inner_text().startswith(word("pane_server_error"))
    assert page.evaluate(run, "rk-import")
    assert page.evaluate("fakeLog.shown") == 3
    assert [call["name"] for call in state(server)["calls"]] == ["recalculate"]
    assert sorted(page.evaluate("Object.keys(fakeCommands)")) == sorted(f"rk-{name}" for name in NAMES)


def test_no_token_is_asked_for_where_none_is_needed(server, opened):
    page = opened(server, book_model())
    assert page.locator("#rk-forget").is_hidden()
    page.route("**/custom-scripts-call/**", lambda r: r.fulfill(status=403, json={"detail": "Ingen adgang"}))
    press(page, "validate")
    assert page.locator("#rk-sign-in").is_hidden()
    assert page.locator("#rk-bad p").inner_text() == f"{word('pane_server_error')} Ingen adgang"


def test_signing_in(guarded, opened):
    reset(guarded)
    page = opened(guarded, book_model())
    form, field = page.locator("#rk-sign-in"), page.get_by_label(word("pane_token_title"))
    assert form.is_visible()
    press(page, "validate")
    assert page.locator("#rk-bad p").inner_text() == word("pane_token_missing")
    field.fill("nøgle")
    field.press("Enter")
    assert page.locator("#rk-bad p").inner_text() == word("pane_token_bad")
    field.fill(" test-token ")
    field.press("Enter")
    assert form.is_hidden()
    assert page.evaluate("localStorage.getItem('rkToken')") == "test-token"
    with page.expect_request("**/custom-scripts-call/rk_validate") as sent:
        button(page, "validate").click()
    settled(page)
    assert sent.value.all_headers()["authorization"] == "test-token"
    assert sent.value.all_headers()["auth-provider"] == "custom"
    assert page.locator("#rk-good p").inner_text() == "Ingen fejl."
    page.get_by_role("button", name=word("pane_token_forget")).click()
    assert form.is_visible()
    assert page.evaluate("localStorage.getItem('rkToken')") is None


def test_the_token_field_appears_after_a_refusal(guarded, opened):
    reset(guarded)
    page = opened(guarded, book_model(), token="stale")
    assert page.locator("#rk-sign-in").is_hidden()
    assert page.locator("#rk-forget").is_visible()
    page.route("**/custom-scripts-call/**", lambda r: r.fulfill(status=401, json={"detail": "Custom Auth Error"}))
    press(page, "recalculate")
    assert page.locator("#rk-sign-in").is_visible()
    assert page.locator("#rk-bad p").inner_text() == word("pane_token_refused")
    assert page.evaluate("document.activeElement.id") == "rk-token"


def test_the_real_server_refuses_a_wrong_token(guarded, opened):
    page = opened(guarded, book_model(), token="stale")
    press(page, "recalculate")
    assert page.locator("#rk-sign-in").is_visible()
    assert page.locator("#rk-bad p").inner_text() == word("pane_token_refused")


def test_entra_id_is_asked_as_in_xlwings_own_script(server, opened):
    page = opened(server, book_model())
    auth = page.evaluate(
        """async () => {
          config.authProviders = ["entraid", "custom"];
          xlwings.getAccessToken = async () => "Bearer abc";
          return [await getAuth(), rkToken.needed()];
        }"""
    )
    assert auth == [{"token": "Bearer abc", "provider": "entraid"}, False]


def test_a_pane_without_excel_says_so_and_stays_usable(server, opened):
    page = opened(server, book_model())
    page.evaluate("() => void (Office.onReady = async () => ({ host: null }))")
    press(page, "recalculate")
    assert page.locator("#rk-bad p").inner_text() == word("pane_no_excel")
    page.evaluate("() => void (Office.onReady = () => new Promise(() => {}))")  # it may never answer
    button(page, "recalculate").click()
    expect(button(page, "recalculate")).to_be_enabled(timeout=20000)
    assert page.locator("#rk-bad p").inner_text() == word("pane_no_excel")


def test_no_button_moves_and_the_message_is_in_view(server, opened):
    reset(server, "refuse")
    page = opened(server, book_model())
    page.set_viewport_size({"width": 320, "height": 400})
    page.evaluate("document.querySelector('[data-rk-button=recalculate]').focus()")
    before = [button(page, name).bounding_box() for name in NAMES]
    page.keyboard.press("Enter")
    expect(page.locator("#rk-bad p")).to_have_text("Afvist: 2 fejl.\nLinje to.")
    settled(page)
    assert [button(page, name).bounding_box() for name in NAMES] == before
    expect(page.locator("#rk-bad")).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("document.activeElement.dataset.rkButton") == "recalculate"


def test_it_works_with_xlwings_own_bootstrap_and_an_app_path(project, opened):
    extras = {"XLWINGS_ENABLE_BOOTSTRAP": "true", "XLWINGS_ENABLE_HTMX": "true", "XLWINGS_ENABLE_ALPINEJS_CSP": "true"}
    paths = {"XLWINGS_APP_PATH": "/rk", "XLWINGS_STATIC_URL_PATH": "/rk/static"}
    with serving(project, **extras, **paths) as base:
        page = opened(f"{base}/rk", book_model())
        assert width_of(page) <= 320
        with page.expect_request("**/rk/xlwings/custom-scripts-call/rk_validate"):
            press(page, "validate")
        assert page.locator("#rk-good p").inner_text() == "Ingen fejl."


OFFICE = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
TYPES = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
KIND = "{http://www.w3.org/2001/XMLSchema-instance}type"


def checked_manifest(base):
    """The manifest, with what Office demands of every one."""
    text = fetch(f"{base}/manifest.xml")
    assert text.startswith("<?xml")
    root = ET.fromstring(text)
    resources = {item.get("id"): item for item in root.iter() if item.tag.startswith(TYPES) and item.get("id")}
    ids = [item.get("id") for item in root.iter() if item.get("id")]
    assert len(ids) == len(set(ids))
    assert all(len(item) <= 32 for item in resources)
    assert {item.get("resid") for item in root.iter() if item.get("resid")} <= set(resources)
    for strings, limit in (("ShortStrings", 125), ("LongStrings", 250)):
        assert all(len(item.get("DefaultValue")) <= limit for item in next(root.iter(f"{TYPES}{strings}")))
    assert "xlwings.org" not in text
    return root, resources


def test_the_manifest_holds_the_buttons(server):
    root, resources = checked_manifest(server)
    says = {key: item.get("DefaultValue") for key, item in resources.items()}
    groups = {group.get("id"): group for group in root.iter(f"{OFFICE}Group")}
    assert list(groups) == ["Rk.Group.contract", "Rk.Group.centres"]
    found = {}
    for control in root.iter(f"{OFFICE}Control"):
        label = says[control.find(f"{OFFICE}Label").get("resid")]
        tip = says[control.find(f"{OFFICE}Supertip/{OFFICE}Description").get("resid")]
        action = control.find(f"{OFFICE}Action")
        found[control.get("id").rsplit(".", 1)[1]] = (label, tip, action.get(KIND), action[0].text)
    # These ask for nothing first: they run at once, and the pane shows what came of it.
    ways = {name: ("ExecuteFunction", f"rk-{name}") for name in ("validate", "recalculate", "undo", "explain")}
    assert found == {
        name: (word(f"button_{name}"), word(f"tip_{name}"), *ways.get(name, ("ShowTaskpane", "RkPane")))
        for name in NAMES
    }
    assert says["Functions.Namespace"] == "RK"
    assert says["Rk.Tab.Label"] == word("ribbon_tab")
    plain = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
    assert root.find(f"{plain}ProviderName").text == "resultatkontrakt"
    assert root.find(f"{plain}DefaultLocale").text == "da-DK"
    assert root.find(f"{plain}SupportUrl").get("DefaultValue") == server
    for size in (16, 32, 64, 80):
        with urllib.request.urlopen(f"{server}/static/images/icons/rk-{size}.png") as answer:
            data = answer.read()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", io.BytesIO(data[16:24]).read()) == (size, size)


def test_the_manifest_stays_valid_whatever_the_words_hold(project):
    tricky = " <&\"'> \u0007\n æøå 😀 " + "lang " * 80
    with serving(project, RK_TRICKY=tricky, XLWINGS_ENVIRONMENT="dev", XLWINGS_ENABLE_HOTRELOAD="false") as base:
        _, resources = checked_manifest(base)
        assert resources["Rk.Tab.Label"].get("DefaultValue").startswith(word("ribbon_tab") + " <&\"'>")
        assert resources["Functions.Namespace"].get("DefaultValue") == "RK_DEV"


def test_every_word_the_pane_uses_is_delivered_in_both_languages():
    own = {key: entry for key, entry in WORDS.items() if key.startswith("pane_")}
    assert all(set(entry) == {"da", "en"} and all(entry.values()) for entry in own.values())
    assert not any("{" in text for entry in own.values() for text in entry.values())
    folders = [PROJECT / "templates", PROJECT / "static/js"]
    sources = "".join(p.read_text("utf-8") for f in folders for p in f.rglob("*") if p.is_file())
    assert all(f'"{key}"' in sources or f"'{key}'" in sources for key in own)


def test_the_scripts_words_are_all_in_the_page(server, opened):
    page = opened(server, book_model())
    given = json.loads(page.locator("#rk-words").text_content())
    assert given["pane_partly"] == word("pane_partly")
    source = "".join(p.read_text("utf-8") for p in (PROJECT / "static/js").rglob("*.js"))
    used = set(re.findall(r'"((?:pane|ribbon)_[a-z_]+)"', source))
    assert used == set(given)
