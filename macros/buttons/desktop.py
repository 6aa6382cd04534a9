"""The buttons' host on the desktop: Excel's own dialogues, status bar and message box, through xlwings."""

import contextlib
import tempfile
import webbrowser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from macros.buttons.desk import Wanted
from macros.buttons.kept_files import KeptFiles
from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.documents.text_page import text_page
from workbook.links import whole_paths
from workbook.live.book import LiveBook
from workbook.live.desktop import DesktopExcel

if TYPE_CHECKING:
    import xlwings as xw

_PAGES = "resultatkontrakt-"
_KINDS = {
    Wanted.EXPORTS: ("files_exports", "*.xlsx;*.xlsm;*.xlsb;*.xls;*.ods;*.csv;*.tsv;*.txt;*.htm;*.html;*.xml"),
    Wanted.WORKBOOKS: ("files_workbooks", "*.xlsx;*.xlsm"),
    Wanted.REGISTER: ("files_register", "*.xlsx;*.csv"),
    Wanted.DOCUMENT: ("files_documents", "*.docx;*.pdf;*.html"),
}


class DesktopDesk:
    """A workbook open in desktop Excel.

    Args:
        book: xlwings' book.
        language: The language of the dialogues.
    """

    has_own_files = True

    def __init__(self, book: "xw.Book", language: Words) -> None:
        self._book = book
        self._words = language
        self._kept = KeptFiles(str(book.fullname))

    def book(self) -> LiveBook:
        """The open workbook, read anew."""
        return LiveBook(self._book, DesktopExcel(self._book.app))

    def files(self, wanted: Wanted, title: str) -> list[Path]:
        """Excel's dialogue for opening files."""
        key, endings = _KINDS[wanted]
        kind = f"{self._words.text(key)} ({endings}),{endings}"
        many = wanted is not Wanted.REGISTER
        # In the order of Excel's object model: filter, its number, title, button (Mac only), several.
        chosen = self._book.app.api.GetOpenFilename(kind, 1, title, "", many)
        if not chosen:
            return []
        return [Path(name) for name in (chosen if isinstance(chosen, list | tuple) else [chosen])]

    def place_for(self, wanted: Wanted, title: str, suggestion: str) -> Path | None:
        """Excel's dialogue for saving a file; workbooks of a register go to the folder of the open workbook."""
        folder = self._folder()
        if wanted is Wanted.REGISTER:
            return folder
        endings = _KINDS[wanted][1] if wanted is Wanted.DOCUMENT else "*.xlsx"
        kind = f"{self._words.text(_KINDS[wanted][0])} ({endings}),{endings}"
        chosen = self._book.app.api.GetSaveAsFilename(str(folder / suggestion), kind, 1, title)
        return Path(chosen) if isinstance(chosen, str) else None

    def selected(self) -> tuple[str, int] | None:
        """The selected cell, where it is one of this workbook's."""
        found = self._book.app.selection
        if found is None or found.sheet.book.name != self._book.name:
            return None
        return str(found.sheet.name), int(found.row)

    def ask(self, question: str) -> str:
        """Excel's box for a text."""
        answer = self._book.app.api.InputBox(question, self._words.text("product"))
        return answer.strip() if isinstance(answer, str) else ""

    def choose(self, question: str, suggestion: str) -> str | None:
        """Excel's box for a text, with the suggestion in it."""
        answer = self._book.app.api.InputBox(question, self._words.text("product"), suggestion)
        return answer.strip() if isinstance(answer, str) else None

    def read(self, lines: Sequence[str], language: Words) -> str:
        """A page in the browser, for a message box holds a thousand letters."""
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix=_PAGES, suffix=".html", delete=False) as page:
            page.write(text_page(lines, language))
        path = Path(page.name)
        is_open = webbrowser.open(path.as_uri())
        return language.text("explain_opened" if is_open else "explain_page", first=lines[0], path=path)

    def agrees(self, question: str) -> bool:
        """A message box with yes and no."""
        return bool(self._book.app.alert(question, self._words.text("product"), "yes_no") == "yes")

    def agrees_to_lose(self, question: str) -> bool:
        """The same message box."""
        return self.agrees(question)

    def keep(self, content: bytes) -> None:
        """In the user's own folder, for each button is a process of its own."""
        self._kept.add(content)

    def kept(self) -> bytes | None:
        """From there."""
        return self._kept.newest()

    def used(self) -> None:
        """It goes from there."""
        self._kept.drop()

    def _folder(self) -> Path:
        """The open workbook's folder; the user's own where it has none here."""
        return DesktopExcel(self._book.app).folder(self._book) or Path.home()

    def unsaved(self) -> bool:
        """Excel's own word for it; a program that has none counts as saved."""
        return not getattr(self._book.api, "Saved", True)

    def where(self, path: Path) -> str:
        """Its path."""
        return str(path)

    def paths_by_name(self, paths: Sequence[Path]) -> dict[str, Path]:
        """They are the user's own files."""
        return whole_paths(paths)

    def made(self, paths: Sequence[Path]) -> None:
        """They are files already."""

    def progress(self, text: str) -> None:
        """The status bar."""
        self._book.app.status_bar = text

    def show(self, sheet: str, cell: str) -> None:
        """Open a sheet at a cell; one that the user has hidden stays so."""
        found = self._book.sheets[sheet]
        if found.visible:
            found.activate()
            found.range(cell).select()

    def failed(self, issue: Issue, language: Words) -> str:
        """Its code, and the log file's place."""
        return f"{issue.message(language)} {issue.suggestion(language)}"

    def tell(self, text: str, bad: bool) -> None:
        """A message box."""
        self._book.app.alert(text, self._words.text("product"), "ok", "critical" if bad else "info")


@contextlib.contextmanager
def status_bar(book: "xw.Book") -> Iterator[None]:
    """The status bar is Excel's own again afterwards."""
    try:
        yield
    finally:
        book.app.status_bar = False
