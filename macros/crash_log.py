"""An error nobody foresaw: a short code for the user, the detail in a log file whose place is named."""

import hashlib
import os
import sys
import tempfile
import traceback
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from schemas.errors import is_full
from schemas.issues.issue import Issue, Term

LOG_NAME = "resultatkontrakt.log"
_CODE_LENGTH = 6
_LARGEST = 1 << 20  # a log that has grown past this is begun anew, the old one kept beside it


def log_folder() -> Path:
    """Where the log stands: the user's own folder for such files, or the folder for temporary ones."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        base = Path(local) if local else _temporary()
    elif sys.platform == "darwin":
        base = home / "Library" / "Logs"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME", home / ".local" / "state"))
    return base / "resultatkontrakt"


def record(error: BaseException) -> Issue:
    """Write an unforeseen error to the log.

    Args:
        error: The error.

    Returns:
        What to tell the user: that the disk is full, where that is all that happened; otherwise a code. It is the same
        each time the error arises in the same place, so that two people who read out a code know whether they met the
        same thing.
    """
    if is_full(error):
        return _full(error)
    detail = "".join(traceback.format_exception(error))
    places = traceback.extract_tb(error.__traceback__)[-1:]
    where = " ".join([type(error).__name__, *(f"{place.name} {place.lineno}" for place in places)])
    code = hashlib.sha256(where.encode()).hexdigest()[:_CODE_LENGTH].upper()
    log = _append(f"{datetime.now():%Y-%m-%d %H:%M:%S} {version('resultatkontrakt')} {code}\n{detail}\n")
    if log is None:
        return Issue("unexpected_unlogged", value=f"{code}: {where}")
    return Issue("unexpected", value=code, details={"log": log})


def _full(error: BaseException) -> Issue:
    """What no step has put in its own words: a disk without room, wherever it was met."""
    name = getattr(error, "filename", None)
    what = Path(os.fsdecode(name)).name if isinstance(name, str | bytes) else Term("what_was_written")
    return Issue("disk_full", details={"what": what})


def _append(text: str) -> Path | None:
    """Add to the log; None where there is no room for one anywhere."""
    for place in (log_folder, _temporary):
        try:
            folder = place()
            log = folder / LOG_NAME
            folder.mkdir(parents=True, exist_ok=True)
            if log.exists() and log.stat().st_size > _LARGEST:
                log.replace(log.with_suffix(".old.log"))
            with log.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue  # a profile without room, or not ours to write in: the temporary folder is the last resort
        return log
    return None


def _temporary() -> Path:
    return Path(tempfile.gettempdir())
