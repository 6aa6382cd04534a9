"""The real server over HTTP: functions and buttons with the payloads of Office.js, who may ask, and hostile requests."""

import base64
import copy
import io
import math
import re
import socket
from pathlib import Path
from xml.etree import ElementTree

import docx
import httpx
import openpyxl
import psutil
import pytest
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.cli import main
from schemas.words.function_help import function_names
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES
from tests.drawing import examples
from tests.hosts.grid import grid_of
from tests.hosts.office_js import payload_of
from tests.hosts.server import Page, call, free_port, running
from tests.unit.macros.test_upgrading import NEW_SHEETS
from workbook.layout import buttons

EXPORTS = ("example_2009.csv", "example_2009_budget.csv")
FAST = 1.5  # seconds of the server's own for 100,000 rows, however busy the machine is


@pytest.fixture(scope="module")
def server():
    with running() as address:
        yield address


@pytest.fixture
def page(server, workbook):
    return Page(server, grid_of(workbook("Jobcenter Skelbækgade 2009")))


def sent(*names):
    return [
        {"name": name, "content": base64.b64encode((EXAMPLES / name).read_bytes()).decode("ascii")} for name in names
    ]


def _server_seconds():
    """What the server has taken of a processor."""
    server = next(each for each in psutil.Process().children(recursive=True) if "serve" in each.cmdline())
    times = server.cpu_times()
    return times.user + times.system


# ---- functions -------------------------------------------------------------------------------------------------


def test_every_function_is_offered_with_danish_help_under_our_name(server):
    offered = httpx.get(f"{server}/xlwings/custom-functions-meta.json").json()["functions"]
    assert {each["id"] for each in offered} == set(function_names())
    difference = next(each for each in offered if each["id"] == "DIFFERENCE")
    assert difference["parameters"][0]["name"] == "resultat"
    assert "til dato" in difference["description"]
    script = httpx.get(f"{server}/xlwings/custom-functions-code.js").text
    assert all(f'CustomFunctions.associate("{name}", {name});' in script for name in function_names())


def test_functions_answer_scalars_columns_errors_and_dates(server):
    assert call(server, "DIFFERENCE", [[81.0], [None], ["x"]], 95).json() == {
        "result": [[-14.0], [""], ["Fejl: resultat »x« er ikke et entydigt tal"]]
    }
    error = {"type": "Error", "basicType": "Error", "basicValue": "#N/A", "errorType": "NotAvailable"}
    assert "#N/A" in call(server, "DIFFERENCE", [[error]], 95).json()["result"][0][0]
    day = {"type": "FormattedNumber", "basicValue": 39629.0, "numberFormat": "dd-mm-yyyy"}
    assert call(server, "PERIOD_END", "2. kvartal 2008").json()["result"] == [[day]]
    assert call(server, "PERIOD_END", "2. kvartal 2008", runtime="1.3").json()["result"] == [[39629.0]]
    assert call(server, "REWARD", 120, 100, 5000, [[None]], [[None]]).json()["result"] == [[100_000.0]]


@pytest.mark.parametrize("name", ["ATTAINMENT", "PERIOD_END", "TRAFFIC_LIGHT"])
def test_a_column_of_100_000_rows_in_one_call_is_fast(server, name):
    column = [[80.0 + row % 20] for row in range(100_000)]
    arguments = {
        "ATTAINMENT": (column, 95.0),
        "PERIOD_END": ([[f"{row % 12 + 1:02d}-2008" if row % 2 else "jan-08"] for row in range(100_000)],),
        "TRAFFIC_LIGHT": (column, 95.0, column, 95.0, 0.1),
    }[name]
    seconds = []
    for _ in range(3):
        start = _server_seconds()
        response = call(server, name, *arguments)
        seconds.append(_server_seconds() - start)
        assert len(response.json()["result"]) == 100_000
    assert min(seconds) < FAST, seconds


# ---- buttons ---------------------------------------------------------------------------------------------------


def test_import_and_recalculate_give_the_same_as_on_a_closed_file(page, filled):
    assert page.press("import", sent(*EXPORTS)).status_code == 200
    assert page.press("recalculate").status_code == 200
    assert [bad for _, bad in page.told] == [False, False]
    assert page.told[1][0].startswith("Opgjort pr. 30-06-2009")
    assert main(["recalculate", str(filled)]) == 0
    closed = grid_of(filled)
    for table in ("observations", "budget_lines", "results", "attention", "light_counts", "budget_follow_up"):
        assert page.grid.rows(table) == closed.rows(table), table
    assert all(sheet.protected == closed.sheet(sheet.name).protected for sheet in page.grid.sheets)


def test_a_refused_import_lists_its_findings_and_opens_validering(page, tmp_path):
    file = {
        "name": "udtræk æ.csv",
        "content": base64.b64encode(b"Center;Indikator;Periode;V\xe6rdi\nX;y;z;abc").decode(),
    }
    before = page.grid.rows("observations")
    page.press("import", [file])
    text, bad = page.told[0]
    assert bad
    assert text.startswith("Afvist: ")
    assert page.grid.active == "Validering"
    assert page.grid.rows("observations") == before
    assert {row[0] for row in page.grid.rows("issues")} == {"Fejl"}


def test_consolidate_and_new_send_workbooks_back(page, workbook):
    path = workbook("Jobcenter København 2008")
    page.press("consolidate", [{"name": path.name, "content": base64.b64encode(path.read_bytes()).decode("ascii")}])
    [(name, content)] = page.opened
    assert name == "Samlet opfølgning 2008.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(content)))
    assert words().sheet("matrix") in book.sheetnames


def test_report_sends_a_word_file_back(page, workbook):
    path = workbook("Jobcenter København 2008")
    page.press("report", [{"name": path.name, "content": base64.b64encode(path.read_bytes()).decode("ascii")}])
    [(name, content)] = page.opened
    assert name.removesuffix(".docx") in {"Halvårsrapport", "Årsrapport", "Materiale til statusmøde"}
    assert docx.Document(io.BytesIO(base64.b64decode(content))).paragraphs
    assert page.told[-1][0].startswith(f"Lavet: {name}")


def test_explain_tells_the_pane_of_the_selected_goal(page):
    assert page.press("recalculate").status_code == 200
    payload = payload_of(page.grid, xw.__version__)
    names = [sheet["name"] for sheet in payload["sheets"]]
    payload["book"] |= {"active_sheet_index": names.index("Opfølgning"), "selection": "C7"}
    assert page.press("explain", payload=payload).status_code == 200
    text, bad = page.told[-1]
    assert not bad
    assert text.startswith("Mål 1.3, Jobcenter Skelbækgade: ")
    assert "Kontrakt!L7" in text
    assert page.press("explain").status_code == 200  # A1 of the sheet in front is no goal's
    assert page.told[-1][0].startswith("Stil dig i målets række")
    assert "/tmp" not in page.told[0][0]
    register = EXAMPLES.parent / "registers" / "2009.csv"
    page.browser.macros.clear()
    page.press("new", [{"name": "../../2009.csv".replace("../../", ""), "content": _coded(register)}])
    assert [name for name, _ in page.opened] == ["Jobcenter Skelbækgade 2009.xlsx"]
    page.browser.macros.clear()
    page.press("register")
    assert [name.split(" ")[0] for name, _ in page.opened] == ["Kontraktregister"]


def test_upgraded_workbooks_are_sent_back_as_copies(page):
    old = sorted((Path(__file__).parents[1] / "old").glob("*.xlsx"))[0]
    page.press("upgrade", [{"name": "gammel.xlsx", "content": _coded(old)}])
    [(name, content)] = page.opened
    assert name == "gammel.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(content)))
    assert words().sheet("origins") in book.sheetnames
    assert page.told[0][0].startswith(f"gammel.xlsx: Nye ark: {', '.join(NEW_SHEETS)}.")


def test_an_import_into_all_writes_the_open_one_and_sends_the_others_back(server, workbook, csv_file):
    page = Page(server, grid_of(workbook("Jobcenter Sygedagpenge 2008")))
    export = csv_file(
        "Center;Indikator;Periode;Værdi",
        "Jobcenter Sygedagpenge;sickness_absence;2008-01;3,5",
        "BIF i alt;sickness_absence;2008-01;6,8",
    )
    files = [export, workbook("BIF i alt 2008")]
    page.press("import_all", [{"name": path.name, "content": _coded(path)} for path in files])
    text, bad = page.told[-1]
    assert not bad, text
    assert "til 2 projektmapper" in text
    assert [row[3] for row in page.grid.rows("observations")] == [3.5]
    [(name, content)] = page.opened
    assert name == "BIF i alt 2008.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(content)))
    assert 6.8 in [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]


def _coded(path):
    return base64.b64encode(path.read_bytes()).decode("ascii")


def test_a_workbook_without_our_tables_is_told_so(server, tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "fremmed.xlsx") as book:
        book.add_worksheet("Ark1").write("A1", "hej")
    page = Page(server, grid_of(tmp_path / "fremmed.xlsx"))
    for button in buttons():
        page.press(button.name)
    texts = [text for text, _ in page.told]
    assert sum("ikke en projektmappe fra resultatkontrakt" in text for text in texts) == 5
    assert sum("Intet er valgt" in text for text in texts) == 8


def test_in_manual_mode_excel_calculates_at_the_end(page):
    page.grid.calculation = "manual"
    actions = [action["func"] for action in page.press("recalculate").json()["actions"]]
    assert "calculate" in actions
    assert page.grid.calculation == "manual"


def test_two_workbooks_at_once_do_not_meet(server, workbook, filled):
    from concurrent.futures import ThreadPoolExecutor

    pages = [Page(server, grid_of(path)) for path in (filled, workbook("Jobcenter København 2008")) * 3]
    with ThreadPoolExecutor(len(pages)) as pool:
        answers = list(pool.map(lambda page: page.press("recalculate"), pages))
    assert {answer.status_code for answer in answers} == {200}
    for page in pages:
        place = page.grid.header("results").index("Center")
        own = {row[place] for row in page.grid.rows("results")}
        assert len(page.told) == 1
        named = page.grid.header("goals").index("Center")
        assert own == {row[named] for row in page.grid.rows("goals")}


def test_progress_is_told_while_a_run_lasts_and_forgotten_afterwards(server, page):
    import threading

    seen, done = set(), threading.Event()

    def watch():
        while not done.is_set():
            seen.add(httpx.get(f"{server}/resultatkontrakt/progress/run-1").json()["text"])

    watcher = threading.Thread(target=watch)
    watcher.start()
    page.press("import", sent(*EXPORTS), run="run-1")
    done.set()
    watcher.join()
    assert "Læser og kontrollerer …" in seen
    assert httpx.get(f"{server}/resultatkontrakt/progress/run-1").json() == {"text": ""}


def test_the_pages_are_ours_and_in_danish(server):
    pane = httpx.get(f"{server}/taskpane.html").text
    manifest = httpx.get(f"{server}/manifest.xml").text
    for button in buttons():
        assert words().text(f"button_{button.name}") in pane
        assert words().text(f"button_{button.name}") in manifest
    assert ElementTree.fromstring(manifest)
    assert "www.xlwings.org" not in manifest
    assert '"RK"' in manifest or ">RK<" in manifest


# ---- who may ask -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "angriber.example"}, 403),
        ({"Host": "127.0.0.1.angriber.example:80"}, 403),
        ({"Origin": "https://angriber.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_foreign_page_does_not_reach_it(server, headers, status):
    for path in ("/", "/xlwings/custom-functions-call", "/xlwings/custom-scripts-call/rk_import"):
        response = httpx.post(f"{server}{path}", json={}, headers=headers)
        assert response.status_code == status
        assert response.json()["detail"]


def test_bound_elsewhere_it_asks_for_the_token(workbook):
    with running("--host", "0.0.0.0", "--hostname", "localhost", RESULTATKONTRAKT_TOKEN="en lang token") as address:
        grid = grid_of(workbook("Jobcenter Skelbækgade 2009"))
        for given, status in (("", 401), ("test-token", 401), ("en lang", 401), ("en lang token", 200)):
            headers = {"Authorization": given, "Auth-Provider": "custom"}
            assert Page(address, grid, headers).press("validate").status_code == status, given
        assert call(address, "BUDGET_USE", 70, 100).status_code == 401


def test_bound_elsewhere_without_a_token_one_is_made(capsys, monkeypatch):
    from macros.serving import serve

    monkeypatch.delenv("RESULTATKONTRAKT_TOKEN", raising=False)
    monkeypatch.setattr("macros.serving.app.application", lambda *_: None)
    serve.made(serve.Options(host="0.0.0.0"), words())
    shown = capsys.readouterr().out
    assert re.search(r"adgangsnøgle\. Giv brugerne denne: [\w-]{40,}", shown)


@pytest.mark.parametrize("missing", ["server_licence", "server_missing", "certificate_alone", "file_missing"])
def test_what_the_server_needs_is_said(missing, monkeypatch, capsys, tmp_path):
    arguments = ["serve"]
    if missing == "server_licence":
        monkeypatch.delenv("XLWINGS_LICENSE_KEY")
    elif missing == "server_missing":
        monkeypatch.setattr("macros.serving.serve.find_spec", lambda _: None)
    else:
        (tmp_path / "c.pem").touch()
        arguments += ["--cert", str(tmp_path / ("c.pem" if missing == "certificate_alone" else "nej.pem"))]
    assert main(arguments) == 3
    expected = {
        "server_licence": "PolyForm Noncommercial",
        "server_missing": "ikke installeret",
        "certificate_alone": "--key",
        "file_missing": "nej.pem",
    }
    assert expected[missing] in capsys.readouterr().err


# ---- hostile requests ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    from macros.steps.new import new
    from macros.steps.register import read_register

    path = tmp_path_factory.mktemp("ærlig") / "bog.xlsx"
    new(read_register("2009", words()), None, path, words())
    return payload_of(grid_of(path), xw.__version__)


def refused(server, path, content, **more):
    response = httpx.post(f"{server}{path}", content=content, timeout=30, **more)
    assert 400 <= response.status_code < 500, (response.status_code, response.text[:300])
    assert response.json()["detail"]
    return response.json()["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/xlwings/custom-scripts-call/nej",
        "/xlwings/custom-scripts-call/__init__",
        "/xlwings/custom-scripts-call/rk_import/..",
        "/xlwings/custom-scripts-call/..%2f..%2fetc%2fpasswd",
        "/xlwings/custom-scripts-call/",
        "/andet",
    ],
)
def test_unknown_names_are_not_found(server, path, honest):
    import json

    assert refused(server, path, json.dumps(honest))


@pytest.mark.parametrize(
    "content",
    [b"", b"hej", b"\xff\xfe\x00", b"null", b"[]", b"{}", b"[" * 100_000, b'{"a": NaN}', b'{"book": 1e999}', b'"' * 50],
)
def test_what_is_no_request_is_refused(server, content):
    refused(server, "/xlwings/custom-scripts-call/rk_import", content)
    refused(server, "/xlwings/custom-functions-call", content)


def changed(honest, *place, value):
    data = copy.deepcopy(honest)
    target = data
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    return data


TABLE = ("sheets", 1, "tables", 0)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("book", "name"), "../../etc/passwd"),
        (("book", "name"), "C:\\Windows\\x.xlsx"),
        (("book", "active_sheet_index"), 10**9),
        (("book", "active_sheet_index"), -1),
        (("sheets",), []),
        (("sheets",), {}),
        (("sheets", 0, "name"), "a/b"),
        (("sheets", 0, "values"), "tekst"),
        (("sheets", 0, "values"), [[1], [1, 2]]),
        (("sheets", 0, "values"), [[{"a": 1}]]),
        (("sheets", 0, "values"), [["x" * 40_000]]),
        (("sheets", 0, "values"), [[10**400]]),
        ((*TABLE, "range_address"), "A1:XFD1048576"),
        ((*TABLE, "range_address"), "A1:ZZZ9999999"),
        ((*TABLE, "range_address"), "hele arket"),
        ((*TABLE, "range_address"), "B2:A1"),
        ((*TABLE, "data_body_range_address"), "A1:XFD1048576"),
        ((*TABLE, "name"), "=1+1"),
        ((*TABLE, "name"), None),
        (("names",), [{"name": "x"}]),
        (("client",), "Google"),
        (("resultatkontrakt",), {"sheets": {"Kontrakt": {"formulas": [[1, 10**9, "=1"]]}}}),
        (("args",), [[{"name": "../x", "content": ""}]]),
        (("args",), ["rk"]),
    ],
    ids=str,
)
def test_a_crafted_workbook_is_refused_with_the_place(server, honest, place, value):
    import json

    detail = refused(
        server, "/xlwings/custom-scripts-call/rk_recalculate", json.dumps(changed(honest, *place, value=value))
    )
    assert "Anmodningen" in detail


def test_a_file_that_is_no_base64_is_told(server, workbook):
    page = Page(server, grid_of(workbook("Jobcenter Skelbækgade 2009")))
    page.press("import", [{"name": "a.csv", "content": "%%%"}])
    assert page.told[0][1]


def test_too_large_is_refused_before_it_is_read(server):
    headers = {"Content-Length": str(10**12), "Content-Type": "application/json"}
    with httpx.Client() as client:
        request = client.build_request(
            "POST", f"{server}/xlwings/custom-functions-call", headers=headers, content=b"{}"
        )
        request.headers["Content-Length"] = str(10**12)
        import socket

        host, port = server.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as sock:
            sock.sendall(
                b"POST /xlwings/custom-functions-call HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000000000\r\n\r\n"
            )
            assert b" 413 " in sock.recv(200)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
FUZZ = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def places(draw, data):
    """A place somewhere in a request, and what to put there instead."""
    place, node = [], data
    while isinstance(node, dict | list) and node and (not place or draw(st.integers(0, 4))):
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = draw(st.sampled_from(keys))
        place.append(key)
        node = node[key]
    return place


@FUZZ
@given(st.data())
def test_a_request_changed_anywhere_gets_an_answer_and_never_an_error_of_the_servers(server, honest, data):
    mutant = changed(honest, *data.draw(places(honest)), value=data.draw(JSON))
    response = httpx.post(f"{server}/xlwings/custom-scripts-call/rk_recalculate", json=mutant, timeout=30)
    assert response.status_code in {200, 400, 422}, response.text[:300]
    assert response.json()


@FUZZ
@given(
    st.sampled_from(function_names()),
    st.lists(JSON, max_size=5),
    st.dictionaries(
        st.sampled_from(["runtime", "version", "client", "caller_address", "args", "func_name"]), JSON, max_size=2
    ),
)
def test_a_function_called_with_anything_gets_an_answer(server, name, arguments, wrong):
    response = (
        call(server, name, args=arguments, **{key: value for key, value in wrong.items() if key != "args"})
        if "func_name" not in wrong
        else call(server, str(wrong["func_name"]))
    )
    assert response.status_code in {200, 400, 422}, response.text[:300]
    if response.status_code == 200:
        for cell in (cell for row in response.json()["result"] for cell in row):
            assert not isinstance(cell, float) or math.isfinite(cell)


def test_a_form_cannot_carry_a_book_past_the_check(server, honest):
    import json
    from urllib.parse import quote

    smuggled = changed(honest, *TABLE, "range_address", value="A4:XFD1048576")
    outer = {**honest, "zz": f"&bookData={quote(json.dumps(smuggled))}&q="}
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"):
        response = httpx.post(
            f"{server}/xlwings/custom-scripts-call/rk_validate",
            content=json.dumps(outer),
            headers={"Content-Type": kind},
            timeout=30,
        )
        assert response.status_code == 200, kind  # the checked workbook was worked on, not the other
        assert "Kontrolleret" in response.text


@pytest.mark.parametrize("kind", [[], {}, None, 5])
def test_a_cell_of_an_odd_type_is_refused(server, kind):
    response = call(server, "DIFFERENCE", [[{"type": kind, "basicValue": 1}]], 1)
    assert response.status_code == 422


def test_a_day_that_no_month_has_is_a_text(server, workbook):
    page = Page(server, grid_of(workbook("Jobcenter Skelbækgade 2009")))
    payload = payload_of(page.grid, xw.__version__)
    payload["sheets"][1]["values"][4][0] = "9999-99-99T00:00:00.000Z"
    assert page.press("validate", payload=payload).status_code == 200
    assert "uventet" not in page.told[-1][0]


def raw(address, *lines):
    """The status that the server answers to lines sent as they are."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(connection.recv(64).split()[1])


def test_a_websocket_finds_nothing(server):
    upgrade = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
    asked = [*upgrade, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    assert raw(server, "GET / HTTP/1.1", "Host: 127.0.0.1", *asked) < 500
    assert raw(server, "GET / HTTP/1.1", "Host: fremmed.dk", *asked) == 403


def test_a_stranger_is_turned_away_before_the_body_is_read(workbook):
    with running("--hostname", "server.kommune.dk", RESULTATKONTRAKT_TOKEN="en lang token") as address:
        lines = ["POST /xlwings/custom-functions-call HTTP/1.1", "Host: server.kommune.dk", "Content-Length: 60000000"]
        assert raw(address, *lines) == 401


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--port", "70000"], "»70000« er ikke en port mellem 1 og 65535"),
        (["--hostname", "https://server.kommune.dk"], "ikke et værtsnavn"),
        (["--host", "0.0.0.0"], "--hostname"),
        (["--host", "nope.invalid"], "kan ikke lytte på nope.invalid, port 8000"),
    ],
)
def test_an_address_that_cannot_be_is_said_before_anything_runs(arguments, expected, capsys):
    try:
        code = main(["serve", *arguments])
    except SystemExit as stopped:
        code = stopped.code
    shown = capsys.readouterr()
    assert code in {2, 3}
    assert expected in shown.err
    assert "kører" not in shown.out


def test_a_port_in_use_and_a_certificate_that_is_none_are_said(server, capsys, tmp_path):
    assert main(["serve", "--port", server.rpartition(":")[2]]) == 3
    assert "stop det program, der bruger den" in capsys.readouterr().err
    for name in ("c.pem", "k.pem"):
        (tmp_path / name).write_text("nej", encoding="utf-8")
    keys = ["--cert", str(tmp_path / "c.pem"), "--key", str(tmp_path / "k.pem")]
    assert main(["serve", "--port", str(free_port()), *keys]) == 3
    shown = capsys.readouterr()
    assert "c.pem og dets nøgle kan ikke læses" in shown.err
    assert "kører" not in shown.out


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"host": "::1"}, "http://[::1]:8000"),
        ({"host": "10.1.2.3"}, "http://10.1.2.3:8000"),
        ({"hostname": "a.dk"}, "https://a.dk"),
        ({"hostname": "a.dk", "certificate": "c"}, "https://a.dk:8000"),
        ({"hostname": "a.dk", "certificate": "c", "port": 443}, "https://a.dk"),
        ({"hostname": "a.dk:9000", "certificate": "c"}, "https://a.dk:9000"),
    ],
)
def test_the_address_that_is_told_is_the_one_it_answers(options, address):
    from macros.serving.serve import Options

    assert Options(**options).address == address


def test_no_login_where_others_can_reach_it_is_said(capsys, monkeypatch):
    from macros.serving import serve

    monkeypatch.setenv("XLWINGS_AUTH_PROVIDERS", "[]")
    monkeypatch.setattr("macros.serving.app.application", lambda *_: None)
    serve.made(serve.Options(host="10.1.2.3"), words())
    assert "XLWINGS_AUTH_PROVIDERS slår adgangsnøglen fra" in capsys.readouterr().out
