"""What the tests in a browser share: Chromium, and the task pane opened with Excel in memory."""

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

FAKE = Path(__file__).parents[1] / "hosts" / "fake_office.js"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing, and in CI its tests must run")
        pytest.skip("install chromium to run the tests that show the task pane in a browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser):
    """Opens the pane; every request that leaves loopback, and every script error, fails the test."""
    contexts, strays, errors = [], [], []

    def open_pane(base, model=None, host=None, token=None, width=320):
        context = browser.new_context(viewport={"width": width, "height": 700}, locale="da-DK")
        contexts.append(context)
        page = context.new_page()
        fake = FAKE.read_text("utf-8")
        start = f"globalThis.fakeBook = {json.dumps(model)};"
        start += f"globalThis.fakeHost = {json.dumps(host or {})};"
        page.route("**/office.js", lambda route: route.fulfill(body=start + fake, content_type="text/javascript"))
        page.on("request", lambda request: strays.append(request.url) if not local(request.url, base) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if token is not None:
            page.add_init_script(f"localStorage.setItem('rkToken', {json.dumps(token)})")
        page.goto(f"{base}/taskpane.html")
        page.wait_for_function("typeof globalThis.rkPress === 'function'")
        return page

    yield open_pane
    for context in contexts:
        context.close()
    assert strays == []
    assert errors == []


def local(url, base):
    return url.startswith((base, "blob:", "data:"))
