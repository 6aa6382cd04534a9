"""A Word file as a tagged PDF, through LibreOffice where it is installed; its table of contents is filled."""

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place

PROGRAM = "RESULTATKONTRAKT_SOFFICE"
"""The environment variable that names LibreOffice's program where it is installed at a place of its own."""
_NAMES = ("soffice", "libreoffice", "soffice.exe")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SECONDS = 180
"""As long as LibreOffice may take, start and all."""
_PROFILE = {
    "registrymodifications.xcu": "user",
    "script.xlc": "user/basic",
    "dialog.xlc": "user/basic",
    "script.xlb": "user/basic/Standard",
    "dialog.xlb": "user/basic/Standard",
    "PdfExport.xba": "user/basic/Standard",
}
"""The files of a profile with the macro -> where they lie; the first one keeps LibreOffice from replacing them."""
_MACRO = 'macro:///Standard.PdfExport.Export("{source}","{target}")'


def libreoffice() -> Path | None:
    """LibreOffice's program; None where it is not installed."""
    named = os.environ.get(PROGRAM)
    if named:
        return Path(named) if Path(named).is_file() else None
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return Path(found) if found else next((place for place in map(Path, _PLACES) if place.is_file()), None)


def pdf_of_word(content: bytes, name: str, seconds: float = _SECONDS) -> bytes:
    """A Word file as a PDF.

    Args:
        content: The Word file.
        name: The name of the file to be made, for what is said of it.
        seconds: As long as it may take.

    Raises:
        CannotOpenError: LibreOffice is not installed, did not finish in time, or made nothing.
    """
    program = libreoffice()
    if program is None:
        raise CannotOpenError([Issue("pdf_needs_libreoffice", Place(name))])
    with tempfile.TemporaryDirectory(prefix="resultatkontrakt-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source, target = place / "document.docx", place / "document.pdf"
        source.write_bytes(content)
        _give_macro(place / "profile")
        command = [
            str(program),
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless",
            "--invisible",
            "--norestore",
            "--nologo",
            "--nolockcheck",
            _MACRO.format(source=source.as_uri(), target=target.as_uri()),
        ]
        _run(command, name, seconds)
        if not target.is_file() or not target.stat().st_size:
            raise CannotOpenError([Issue("pdf_failed", Place(name))])
        return target.read_bytes()


def _run(command: list[str], name: str, seconds: float) -> None:
    """Run LibreOffice; what it started ends with it."""
    none = subprocess.DEVNULL
    apart = sys.platform != "win32"
    try:
        with subprocess.Popen(command, stdin=none, stdout=none, stderr=none, start_new_session=apart) as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                _end(process)
                raise CannotOpenError([Issue("pdf_too_slow", Place(name), f"{seconds:g}")]) from None
    except OSError as error:
        raise CannotOpenError([Issue("pdf_failed", Place(name))]) from error


def _end(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        process.kill()
        return
    import signal

    os.killpg(process.pid, signal.SIGKILL)


def _give_macro(profile: Path) -> None:
    """A profile of its own, with the macro that updates the table of contents and exports."""
    for name, folder in _PROFILE.items():
        text = files("workbook").joinpath("documents", "libreoffice", name).read_text(encoding="utf-8")
        place = profile / folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
