"""The buttons' host behind a server: files come with the request, new workbooks go back to be opened in Excel."""

import base64
import binascii
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from macros.buttons.desk import Wanted
from macros.serving.progress import PROGRESS
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words
from workbook.live.book import LiveBook
from workbook.live.remote import RemoteExcel

if TYPE_CHECKING:
    import xlwings as xw

TELL = "rkTell"
OPEN = "rkOpen"
KEEP = "rkKeep"
USED = "rkUsed"
_LONGEST_NAME = 60  # characters; a file system counts bytes, up to four each, and the end tells the kind
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?([1-9]\d{0,6})")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class RemoteDesk:
    """A workbook open in Excel elsewhere.

    Args:
        book: xlwings' book, made from the request.
        sent: The files that came with the request: ``name`` and ``content`` in base64.
        folder: A folder of this request alone, for those files and for new workbooks.
        words: The language of what is told.
        run: The run's name, for its progress.
    """

    has_own_files = False

    def __init__(self, book: "xw.Book", sent: Sequence[dict[str, str]], folder: Path, words: Words, run: str) -> None:
        self._book = book
        self._sent = sent
        self._folder = folder
        self._words = words
        self._run = run

    def book(self) -> LiveBook:
        """The open workbook as the request has it."""
        return LiveBook(self._book, RemoteExcel(self._book))

    def files(self, wanted: Wanted, title: str) -> list[Path]:
        """The files of the request, written out.

        Raises:
            CannotOpenError: One is not what was said.
        """
        del wanted, title
        sent, self._sent = self._sent, ()  # they are sent once; whoever asks for more gets none
        return [self._written(number, file["name"], file["content"]) for number, file in enumerate(sent)]

    def _written(self, number: int, name: str, content: str) -> Path:
        safe = _UNSAFE.sub("_", name).strip(" .")[-_LONGEST_NAME:] or "_"
        folder = self._folder / str(number)  # two files may bear one name
        folder.mkdir(exist_ok=True)  # a button may ask twice for the files that came
        try:
            data = base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError) as error:
            raise CannotOpenError([Issue("file_unreadable", Place(safe), "base64")]) from error
        path = folder / safe
        path.write_bytes(data)
        return path

    def place_for(self, wanted: Wanted, title: str, suggestion: str) -> Path | None:
        """A place in the request's own folder."""
        del title
        made = self._folder / "made"
        made.mkdir()
        return made if wanted is Wanted.REGISTER else made / suggestion

    def selected(self) -> tuple[str, int] | None:
        """The cell that was selected when the button was pressed, as the request tells it."""
        told = self._book.impl.api["book"]
        found = _CELL.search(str(told.get("selection") or ""))
        index = told.get("active_sheet_index")
        if found is None or not isinstance(index, int):
            return None
        return str(self._book.sheets[index].name), int(found[1])

    def ask(self, question: str) -> str:
        """Not asked: an answer would have to wait for the next request."""
        del question
        return ""

    def choose(self, question: str, suggestion: str) -> str | None:
        """Not asked: the suggestion holds."""
        del question
        return suggestion

    def read(self, lines: Sequence[str], language: Words) -> str:
        """The task pane shows all of it."""
        del language
        return "\n".join(lines)

    def agrees(self, question: str) -> bool:
        """Not asked: the files here are copies, and the user's own stay as they are."""
        del question
        return True

    def agrees_to_lose(self, question: str) -> bool:
        """Not asked, so no."""
        del question
        return False

    def keep(self, content: bytes) -> None:
        """The task pane keeps it: the server knows no workbook from another, and holds nobody's figures."""
        self._callback(KEEP, base64.b64encode(content).decode("ascii"))

    def kept(self) -> bytes | None:
        """What the task pane sent with the request."""
        for path in self.files(Wanted.EXPORTS, ""):
            return path.read_bytes()
        return None

    def used(self) -> None:
        """The task pane forgets it."""
        self._callback(USED)

    def unsaved(self) -> bool:
        """Files come with the request, as they are saved."""
        return False

    def where(self, path: Path) -> str:
        """Folders here are nobody's business: what is made opens in Excel."""
        return self._words.text("made_in_excel") if path.is_dir() else path.name

    def paths_by_name(self, paths: Sequence[Path]) -> dict[str, Path]:
        """The files here are copies; where the user's own lie a browser does not tell."""
        del paths
        return {}

    def made(self, paths: Sequence[Path]) -> None:
        """Have the task pane open them."""
        for path in paths:
            self._callback(OPEN, path.name, base64.b64encode(path.read_bytes()).decode("ascii"))

    def progress(self, text: str) -> None:
        """Kept for the task pane, which asks."""
        PROGRESS.tell(self._run, text)

    def show(self, sheet: str, cell: str) -> None:
        """Open a sheet at a cell; one that the user has hidden stays so."""
        found = self._book.sheets[sheet]
        found.activate()
        found.range(cell).select()

    def failed(self, issue: Issue, language: Words) -> str:
        """Its code; the log is the administrator's."""
        return language.text("server_failed", code=issue.value)

    def tell(self, text: str, bad: bool) -> None:
        """In the task pane."""
        self._callback(TELL, text, bad)

    def _callback(self, name: str, *arguments: object) -> None:
        # Not through ``app``: xlwings' server has one for all, whose active book may be another user's by now.
        self._book.impl.append_json_action(func="runMacro", args=[name, *arguments])
