"""Desktop Excel's side of an open workbook: what only its own object model tells. Thin, for tests cannot run it."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.cells import is_percent_format
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from workbook.live.cell_values import rows_of
from workbook.live.desktop_map import draw_map
from workbook.live.host import Looks
from workbook.live.mounts import mounts
from workbook.live.places import OpenPlace, place_of
from workbook.notes import Cell, Note
from workbook.strategy.figures import Figure
from workbook.strategy.routes import Route

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table

_ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
"""What a locked sheet still allows (``Worksheet.Protection``), in the order of ``Worksheet.Protect``'s arguments."""
_MANUAL = "manual"
_COMMENTS = -4144
"""Excel's xlPasteComments."""
_ASIDE = 1_000_000
"""A row far below whatever stands on a sheet of ours."""


class DesktopExcel:
    """Excel on the desktop.

    Args:
        app: xlwings' app.
    """

    def __init__(self, app: "xw.App") -> None:
        self._app = app

    def folder(self, book: "xw.Book") -> Path | None:
        """The workbook's folder; None for one never saved, or one on the web of which OneDrive keeps no copy here."""
        path = self.place(book).path
        folder = Path(path).parent
        return folder if path and folder.is_absolute() and folder.is_dir() else None

    def place(self, book: "xw.Book") -> OpenPlace:
        """By what Excel calls it, and what OneDrive tells Windows."""
        found = place_of(str(book.fullname), mounts(), lambda path: Path(path).is_file())
        return replace(found, read_only=_is(book, "ReadOnly"), autosave=_is(book, "AutoSaveOn"))

    def looks(self, area: "xw.Range", values: Sequence[Sequence[object]]) -> Looks:
        """Formulas in one read, number formats in one read a column (more only where a column mixes them)."""
        formulas = [
            [
                str(text) if isinstance(text, str) and text.startswith("=") and text != value else ""
                for text, value in zip(row, known, strict=True)
            ]
            for row, known in zip(rows_of(area.formula), values, strict=True)
        ]
        rows, columns = area.shape
        percent = {
            (row, column)
            for column in range(columns)
            for row in _percent(area[:, column], 0, rows)
            if isinstance(values[row][column], float | int)
        }
        return Looks(formulas, frozenset(percent), area.merge_cells is not False)

    def filtered(self, table: "Table") -> bool | None:
        """Whether a filter hides rows."""
        shown = table.api.AutoFilter
        return bool(shown.FilterMode) if shown is not None else False

    def clear_sheet_filter(self, sheet: "xw.Sheet") -> bool:
        """Show all rows of a filter on cells that are no table."""
        own = sheet.api.AutoFilter
        hidden = bool(own.FilterMode) if own is not None else False
        if hidden:
            own.ShowAllData()
        return hidden

    def notes(self, sheet: "xw.Sheet") -> list[Note]:
        """The notes, and the threads, whose first text stands for all."""
        native = sheet.api
        threads = [(each.Parent, each.Text()) for each in getattr(native, "CommentsThreaded", ())]
        texts = {(cell.Row, cell.Column): text for cell, text in threads}
        # Excel lists a thread among the notes too.
        plain = {(each.Parent.Row, each.Parent.Column): each.Text() for each in native.Comments}
        return [Note(row, column, str(text or "")) for (row, column), text in (plain | texts).items()]

    def move_notes(self, sheet: "xw.Sheet", cells: Mapping[Cell, Cell]) -> bool:
        """Move comments by way of cells that nobody uses, for one may go where another still stands."""
        aside = {before: (_ASIDE + place, before[1]) for place, before in enumerate(cells)}
        for before, between in aside.items():
            _carry(sheet, before, between)
        left = dict(cells)
        try:
            for before, after in cells.items():
                _carry(sheet, aside[before], after)
                del left[before]
        except Exception:
            for before in left:  # none may be left where nobody finds it
                _carry(sheet, aside[before], before)
            raise
        self._app.api.CutCopyMode = False
        return True

    def draw_map(self, sheet: "xw.Sheet", figures: Iterable[Figure | Route], alt: str) -> None:
        """Draw it with native shapes, where the sheet has it."""
        draw_map(sheet.api, figures, alt)

    @contextlib.contextmanager
    def writing(self, sheets: Sequence["xw.Sheet"]) -> Iterator[None]:
        """Hold Excel still and unlock the sheets; everything is as before afterwards."""
        was_manual = self._app.calculation == _MANUAL
        with contextlib.ExitStack() as after:
            for name, quiet in (("screen_updating", False), ("enable_events", False), ("calculation", _MANUAL)):
                after.callback(setattr, self._app, name, getattr(self._app, name))
                setattr(self._app, name, quiet)
            # Otherwise Excel may continue the first formula of a written column into all its rows.
            correct = self._app.api.AutoCorrect
            after.callback(setattr, correct, "AutoFillFormulasInLists", correct.AutoFillFormulasInLists)
            correct.AutoFillFormulasInLists = False
            for sheet in sheets:
                self._unlock(sheet, after)
            yield
            if was_manual:
                # The mode stays the user's; our own sheets must not show stale formulas beside fresh values.
                for sheet in sheets:
                    sheet.api.Calculate()

    def _unlock(self, sheet: "xw.Sheet", after: contextlib.ExitStack) -> None:
        native = sheet.api
        if not native.ProtectContents:
            return
        options = _options(native)
        # Without a password a sheet of ours opens; one that the user locked with a password stays shut.
        with contextlib.suppress(Exception):
            native.Unprotect()
        if native.ProtectContents:
            raise RefusedError([Issue("sheet_locked", Place(sheet.book.name, sheet.name), sheet.name)])
        after.callback(lambda: native.Protect(*options))


def _is(book: "xw.Book", name: str) -> bool:
    """What Excel says of a workbook; no, where it does not know such a thing (a Mac's names are others)."""
    try:
        return getattr(book.api, name) is True
    except Exception:  # noqa: BLE001  whatever Excel says
        return False


def _carry(sheet: "xw.Sheet", before: Cell, after: Cell) -> None:
    """Carry a comment from one cell to another: pasting keeps its author, answers and looks."""
    source, target = sheet.range(before).api, sheet.range(after).api
    source.Copy()
    target.PasteSpecial(_COMMENTS)
    source.ClearComments()


def _options(native: Any) -> list[object]:
    """How a sheet is locked, as the arguments of ``Worksheet.Protect`` in their order, without a password."""
    shapes, scenarios = bool(native.ProtectDrawingObjects), bool(native.ProtectScenarios)
    allowed = [bool(getattr(native.Protection, name)) for name in _ALLOWED]
    return ["", shapes, True, scenarios, False, *allowed]


def _percent(column: "xw.Range", first: int, last: int) -> Iterator[int]:
    """The rows of a column in a percent format: one read where they all look alike, otherwise half by half."""
    code = column[first:last, :].number_format
    if code is not None or last - first == 1:
        if is_percent_format(str(code or "")):
            yield from range(first, last)
        return
    middle = (first + last) // 2
    yield from _percent(column, first, middle)
    yield from _percent(column, middle, last)
