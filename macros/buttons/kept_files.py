"""What buttons have written over in an open workbook, kept in the user's own folder until it is undone or too old."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from macros.crash_log import log_folder

MOST = 5
"""Buttons of one workbook that can be undone, one after the other."""
_OLDEST = 7 * 24 * 60 * 60.0
"""Seconds after which what was kept is nobody's wish any more: a working week."""
_FOLDER, _ENDING = "fortryd", ".gz"
_KEY = 16


class KeptFiles:
    """What is kept of one open workbook.

    Args:
        place: Where the workbook lies, as Excel tells it.
    """

    def __init__(self, place: str) -> None:
        self._folder = log_folder() / _FOLDER
        self._key = hashlib.sha256(place.casefold().encode("utf-8", "surrogatepass")).hexdigest()[:_KEY]

    def _files(self) -> list[Path]:
        """The newest last."""
        return sorted(self._folder.glob(f"{self._key}-*{_ENDING}"))

    def add(self, content: bytes) -> None:
        """Keep what a button has written over.

        Raises:
            OSError: It cannot be kept.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        files = self._files()
        number = int(files[-1].stem.rpartition("-")[2]) + 1 if files else 1
        handle, name = tempfile.mkstemp(dir=self._folder)  # for the user alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(self._folder / f"{self._key}-{number:09d}{_ENDING}")
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._clean()

    def _clean(self) -> None:
        """Remove what is too old or too much, of this workbook and of others."""
        files = self._files()
        with contextlib.suppress(OSError):
            now = files[-1].stat().st_mtime  # by the disk's own clock
            old = [each for each in self._folder.iterdir() if now - each.stat().st_mtime > _OLDEST]
            for each in {*old, *files[:-MOST]}:
                each.unlink(missing_ok=True)

    def newest(self) -> bytes | None:
        """What the last button has written over; None where nothing is kept, or it cannot be read."""
        for path in reversed(self._files()):
            with contextlib.suppress(OSError):
                return path.read_bytes()
        return None

    def drop(self) -> None:
        """Forget the newest: it is undone."""
        for path in self._files()[-1:]:
            with contextlib.suppress(OSError):
                path.unlink()
