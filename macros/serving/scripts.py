"""The buttons as xlwings Server's scripts: one for each, run beside the server's loop so that others are not kept."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import xlwings as xw
from xlwings.pro import _xlremote

from macros.buttons.actions import BUTTONS, press
from macros.serving.desk import RemoteDesk
from macros.serving.progress import PROGRESS, RUN
from macros.serving.work import beside
from udfs.cells.excel import WORDS
from workbook.temporary import work_folder

PREFIX = "rk_"
Script = Callable[..., Awaitable[None]]


def scripts() -> dict[str, Any]:
    """The scripts by name, as xlwings Server finds them in a module."""
    return {f"{PREFIX}{button}": _script(button) for button in BUTTONS}


def _script(button: str) -> Any:
    async def run(book: xw.Book, files: list = ()) -> None:  # type: ignore[assignment,type-arg]  # as xlwings reads it
        await beside(_work, button, book, files, RUN.get())

    run.__name__ = f"{PREFIX}{button}"
    return xw.script(name=WORDS.text(f"button_{button}"))(run)


def _work(button: str, book: xw.Book, files: Any, run: str) -> None:
    try:
        with work_folder() as folder:
            press(button, RemoteDesk(book, list(files), folder, WORDS, run), datetime.now())
    finally:
        PROGRESS.end(run)
        # xlwings keeps every sheet it ever read, of every user, for as long as the server lives.
        _xlremote.get_range_api.cache_clear()
