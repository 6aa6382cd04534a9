"""The server's side of an open workbook: what the task pane sends beside xlwings' own payload, and what it does for us.

xlwings' payload holds values and table addresses; formulas, percent formats, merged areas, filters and locks it does
not. Our task pane adds them under ``resultatkontrakt`` and unlocks sheets by two callbacks. Where another client sends
no such part, values are taken as they stand.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.live.host import Looks
from workbook.live.places import OpenPlace, place_of
from workbook.notes import Cell, Note
from workbook.strategy.figures import Figure
from workbook.strategy.routes import Route

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table

PART = "resultatkontrakt"
UNLOCK = "rkUnlock"
LOCK = "rkLock"
_MANUAL = "Manual"


class RemoteExcel:
    """Excel behind a server.

    Args:
        book: xlwings' book, made from a request.
    """

    def __init__(self, book: "xw.Book") -> None:
        self._book = book
        self._sheets: dict[str, dict[str, Any]] = book.api.get(PART, {}).get("sheets", {})

    def folder(self, book: "xw.Book") -> Path | None:
        """None: the workbook lies on the user's machine, not on the server's."""
        del book
        return None

    def place(self, book: "xw.Book") -> OpenPlace:
        """As the task pane tells it; what is on the user's machine a server does not see."""
        del book
        return place_of(str(self._book.api.get(PART, {}).get("place") or ""), (), lambda _: False)

    def looks(self, area: "xw.Range", values: Sequence[Sequence[object]]) -> Looks:
        """From the request: formulas and percent formats as (row, column from 1), merged areas as four numbers."""
        part = self._sheets.get(area.sheet.name)
        if part is None:
            return Looks()
        top, left = area.row, area.column
        rows, columns = area.shape
        formulas = [[""] * columns for _ in range(rows)]
        for row, column, text in part.get("formulas", ()):
            if 0 <= row - top < rows and 0 <= column - left < columns and text != values[row - top][column - left]:
                formulas[row - top][column - left] = text
        percent = {(row - top, column - left) for row, column in part.get("percent", ())}
        merged = any(
            first < top + rows and last >= top and west < left + columns and east >= left
            for first, west, last, east in part.get("merged", ())
        )
        return Looks(formulas, frozenset(percent), merged)

    def filtered(self, table: "Table") -> bool | None:
        """Whether a filter hides rows, where the request says so."""
        part = self._sheets.get(table.parent.name)
        return None if part is None else table.name in part.get("filtered", ())

    def clear_sheet_filter(self, sheet: "xw.Sheet") -> bool:
        """None to clear: the task pane's Excel writes hidden rows like others."""
        del sheet
        return False

    def notes(self, sheet: "xw.Sheet") -> list[Note]:
        """From the request, where it holds them: row and column from 1, and the text."""
        return [Note(*each) for each in self._sheets.get(sheet.name, {}).get("comments", ())]

    def move_notes(self, sheet: "xw.Sheet", cells: Mapping[Cell, Cell]) -> bool:
        """No: in a browser only their own authors can write comments; what stays is named."""
        del sheet, cells
        return False

    def draw_map(self, sheet: "xw.Sheet", figures: Iterable[Figure | Route], alt: str) -> None:
        """Not drawn in a browser: the texts of its shapes follow their cells."""
        del sheet, figures, alt

    @contextlib.contextmanager
    def writing(self, sheets: Sequence["xw.Sheet"]) -> Iterator[None]:
        """Have the task pane unlock the sheets and lock them again; after an error nothing at all is sent."""
        actions: list[object] = self._book.json()["actions"]
        start = len(actions)
        names = [sheet.name for sheet in sheets]
        try:
            self._queue("setScreenUpdating", False)
            self._queue("runMacro", UNLOCK, *names)
            yield
            if self._book.api["book"].get("calculation") == _MANUAL:
                self._queue("calculate")
            self._queue("runMacro", LOCK, *names)
        except BaseException:
            del actions[start:]
            raise

    def _queue(self, action: str, *arguments: object) -> None:
        # On the book itself: the server has one app for all, whose active book may be another user's by now.
        self._book.impl.append_json_action(func=action, args=list(arguments))
