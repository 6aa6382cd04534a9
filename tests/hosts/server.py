"""The real server on loopback, started as a user starts it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import xlwings as xw

from tests.hosts.office_js import Browser, payload_of

ROOT = Path(__file__).parents[2]
START = 60.0  # seconds for the server to come up on a busy machine


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextlib.contextmanager
def running(*arguments, **environment):
    """A server in a process of its own; its address."""
    port = free_port()
    command = [sys.executable, "-m", "resultatkontrakt", "serve", "--port", str(port), *arguments]
    known = {name: value for name, value in os.environ.items() if not name.startswith("XLWINGS_")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**known, "XLWINGS_LICENSE_KEY": "noncommercial", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(address, process):
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{address}/", timeout=5).status_code == 200:
                return
        time.sleep(0.2)
    process.kill()
    raise AssertionError(process.communicate()[0])


class Page:
    """The task pane as the server sees it: sends the workbook, does what the answer says."""

    def __init__(self, address, grid, headers=None):
        self.address = address
        self.grid = grid
        self.headers = headers or {}
        self.browser = Browser(grid)

    def press(self, button, files=(), run="", payload=None):
        """Press a button: the response, whose actions are carried out."""
        data = payload or payload_of(self.grid, xw.__version__)
        if files:
            data["args"] = [list(files)]
        response = httpx.post(
            f"{self.address}/xlwings/custom-scripts-call/rk_{button}",
            json=data,
            headers={**self.headers, "X-Run-Id": run},
            timeout=60,
        )
        if response.status_code == 200:
            self.browser.run(response.json())
        return response

    @property
    def told(self):
        """What the task pane was told, as (text, bad)."""
        return [tuple(call[1:]) for call in self.browser.macros if call[0] == "rkTell"]

    @property
    def opened(self):
        """The new workbooks that it was told to open: name and base64."""
        return [tuple(call[1:]) for call in self.browser.macros if call[0] == "rkOpen"]


def call(address, function, *arguments, **more):
    """Call a function as Excel does."""
    data = {
        "func_name": function,
        "args": [argument if isinstance(argument, list) else [[argument]] for argument in arguments],
        "caller_address": "[bog.xlsx]Ark1!A1",
        "content_language": "da-DK",
        "version": xw.__version__,
        "client": "Office.js",
        "runtime": "1.4",
        "date_format": "dd-mm-yyyy",
        **more,
    }
    return httpx.post(f"{address}/xlwings/custom-functions-call", json=data, timeout=60)
