"""What LibreOffice makes of a workbook's macros, as JSON: modules, their macros, and cells after a macro has run.

Run with the system's Python, which has UNO (``apt-get install python3-uno libreoffice-calc``)::

    /usr/bin/python3 tests/hosts/lo_check.py book.xlsm
    /usr/bin/python3 tests/hosts/lo_check.py book.xlsm --run RkButtons.Hej --run RkButtons.Farvel --cell "Ark æ!B2" --source

Exit code 0: it opened and every macro was found; 1: an error, which the JSON then tells. A macro that does not compile
or that stops at run time is no error to LibreOffice: it says nothing at all. So assert on a cell that the macro writes.
A message box answers itself. LibreOffice runs with a profile of its own on a copy of the file, so that neither a
running office nor the user's settings matter, and is ended afterwards by its own group.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found,unused-ignore]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found,unused-ignore]

_ALWAYS_EXECUTE = 4
_STARTING = 60.0  # seconds for a first start with a new profile
_MACRO = re.compile(r"^[ \t]*(?:(?:Public|Private|Friend|Static)[ \t]+)*(Sub|Function)[ \t]+(\w+)", re.I | re.M)


def _property(name: str, value: object) -> Any:
    """A UNO property."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _connected(pipe: str, process: "subprocess.Popen[bytes]") -> Any:
    """The desktop of the started office; tries until it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + _STARTING
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if time.monotonic() > end or process.poll() is not None:
                raise
            time.sleep(0.1)


@contextmanager
def office(folder: Path, timeout: float) -> Iterator[Any]:
    """A headless LibreOffice with a profile in a folder; its desktop.

    After ``timeout`` seconds it is killed, for a macro may run for ever; the call that waits then fails.
    """
    pipe = f"lo_check_{uuid.uuid4().hex}"
    command = ["soffice", "--headless", "--invisible", "--norestore", "--nologo", "--nodefault"]
    command += [f"-env:UserInstallation={(folder / 'profile').as_uri()}", f"--accept=pipe,name={pipe};urp"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    watchdog = threading.Timer(timeout, _end, [process])
    watchdog.start()
    try:
        yield _connected(pipe, process)
    finally:
        watchdog.cancel()
        _end(process)
        process.wait()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill the office: soffice is a script, so the group that it leads."""
    with suppress(ProcessLookupError):  # ended by itself
        os.killpg(process.pid, signal.SIGKILL)


def modules_of(document: Any, with_source: bool) -> dict[str, dict[str, dict[str, object]]]:
    """Per library and module: its macros and, if wanted, its text."""
    libraries = document.BasicLibraries
    found: dict[str, dict[str, dict[str, object]]] = {}
    for library in sorted(libraries.ElementNames):
        libraries.loadLibrary(library)
        modules = libraries.getByName(library)
        found[library] = {}
        for name in sorted(modules.ElementNames):
            source = modules.getByName(name)
            entry: dict[str, object] = {"macros": [match[1] for match in _MACRO.findall(source)]}
            found[library][name] = entry | ({"source": source} if with_source else {})
    return found


def run(document: Any, library: str, macro: str) -> str | None:
    """Run a macro of the document; what went wrong, if anything did."""
    address = f"vnd.sun.star.script:{library}.{macro}?language=Basic&location=document"
    try:
        document.getScriptProvider().getScript(address).invoke((), (), ())
    except uno.getClass("com.sun.star.uno.Exception") as error:
        return f"{type(error).__name__}: {error}"
    return None


def cell_text(document: Any, reference: str) -> str:
    """The shown text of a cell, ``Sheet!B2``."""
    sheet, _, cell = reference.rpartition("!")
    return str(document.Sheets.getByName(sheet).getCellRangeByName(cell).String)


def buttons_of(document: Any) -> list[dict[str, object]]:
    """The shapes of every sheet that call a macro: sheet, label, macro, and whether they print."""
    found: list[dict[str, object]] = []
    for sheet in document.Sheets:
        forms = sheet.DrawPage.Forms
        for form in (forms.getByIndex(index) for index in range(forms.Count)):
            for place, model in enumerate(form.getByIndex(index) for index in range(form.Count)):
                events = [event.ScriptCode for event in form.getScriptEvents(place)]
                label = getattr(model, "Label", "")
                found.append({"sheet": sheet.Name, "label": label, "macros": events, "prints": model.Printable})
    return found


def _report(desktop: Any, workbook: Path, options: argparse.Namespace) -> dict[str, object]:
    """Open, list, run, read."""
    wanted = (_property("MacroExecutionMode", _ALWAYS_EXECUTE), _property("Hidden", True), _property("ReadOnly", False))
    document = desktop.loadComponentFromURL(workbook.as_uri(), "_blank", 0, wanted)
    if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        return {"errors": {"open": "LibreOffice does not open the file as a workbook."}}
    sheets = {sheet.Name: sheet.CodeName for sheet in document.Sheets}
    report: dict[str, object] = {"code_name": document.CodeName, "sheets": sheets}
    report["modules"] = modules_of(document, options.source)
    report["buttons"] = buttons_of(document)
    runs: list[dict[str, object]] = []
    for macro in options.run:
        error = run(document, options.library, macro)
        runs.append({"macro": macro, "error": error, "cells": {ref: cell_text(document, ref) for ref in options.cell}})
    report["runs"] = runs
    report["errors"] = {str(one["macro"]): one["error"] for one in runs if one["error"]}
    document.close(False)
    return report


def main(arguments: list[str]) -> int:
    """Print the report; 0 if there is no error in it."""
    parser = argparse.ArgumentParser(description="What LibreOffice makes of a workbook's macros.")
    parser.add_argument("workbook", type=Path)
    parser.add_argument("--run", action="append", default=[], metavar="MODULE.SUB")
    parser.add_argument("--cell", action="append", default=[], metavar="SHEET!CELL")
    parser.add_argument("--library", default="VBAProject")
    parser.add_argument("--source", action="store_true", help="the modules' text too")
    parser.add_argument("--timeout", type=float, default=120.0)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
            folder = Path(temporary)
            copy = folder / f"copy{options.workbook.suffix}"  # a killed office leaves its lock beside the file
            shutil.copyfile(options.workbook, copy)
            with office(folder, options.timeout) as desktop:
                report = _report(desktop, copy, options)
    except uno.getClass("com.sun.star.uno.Exception") as error:
        late = time.monotonic() - started >= options.timeout  # then the call failed because the office was killed
        reason = f"Ended after {options.timeout} s." if late else f"{type(error).__name__}: {error}"
        report = {"errors": {"office": reason}}
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    return 1 if report["errors"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
