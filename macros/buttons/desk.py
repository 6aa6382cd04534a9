"""What a button needs of its host: the open workbook, files to work on, and a way to tell what happened."""

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.live.book import LiveBook


class Wanted(Enum):
    """Which files a button asks for."""

    EXPORTS = auto()
    WORKBOOKS = auto()
    REGISTER = auto()
    DOCUMENT = auto()


class Desk(Protocol):
    """A host, as the buttons see it."""

    has_own_files: bool
    """Whether the files that the user chooses are the user's own, and not copies of them."""

    def book(self) -> LiveBook:
        """The open workbook, read anew."""
        ...

    def files(self, wanted: Wanted, title: str) -> list[Path]:
        """The files the user chooses; none where the user thinks better of it."""
        ...

    def place_for(self, wanted: Wanted, title: str, suggestion: str) -> Path | None:
        """Where new files go: one for a consolidation or a document, a folder for a register's workbooks."""
        ...

    def selected(self) -> tuple[str, int] | None:
        """The sheet and the row of the selected cell; None where nothing of the kind is selected."""
        ...

    def ask(self, question: str) -> str:
        """A word of the user's; empty where the user thinks better of it, or the host cannot ask."""
        ...

    def choose(self, question: str, suggestion: str) -> str | None:
        """The user's answer; None where the user thinks better of it, the suggestion where the host cannot ask."""
        ...

    def read(self, lines: Sequence[str], language: Words) -> str:
        """Show a long text where it can be read; what there is to say of it in a message."""
        ...

    def agrees(self, question: str) -> bool:
        """Whether the user lets files of theirs be changed."""
        ...

    def agrees_to_lose(self, question: str) -> bool:
        """Whether the user lets what they wrote in the open workbook be lost; no, where the host cannot ask."""
        ...

    def keep(self, content: bytes) -> None:
        """Keep what a button has written over, for the button *Fortryd*.

        Raises:
            OSError: There is no room, or no right to.
        """
        ...

    def kept(self) -> bytes | None:
        """What the last button has written over; None where nothing is kept."""
        ...

    def used(self) -> None:
        """Forget what the last button has written over: it is undone."""
        ...

    def unsaved(self) -> bool:
        """Whether the open workbook holds what its file does not."""
        ...

    def where(self, path: Path) -> str:
        """A place as the user knows it."""
        ...

    def paths_by_name(self, paths: Sequence[Path]) -> dict[str, Path]:
        """Where chosen files lie to the user, by name, for links; none where the user's place is not known."""
        ...

    def made(self, paths: Sequence[Path]) -> None:
        """Hand new workbooks over to the user."""
        ...

    def progress(self, text: str) -> None:
        """Show what is being done."""
        ...

    def show(self, sheet: str, cell: str) -> None:
        """Open a sheet at a cell; a sheet that the user has hidden stays so."""
        ...

    def failed(self, issue: Issue, language: Words) -> str:
        """What to say of an error nobody foresaw, which the log holds."""
        ...

    def tell(self, text: str, bad: bool) -> None:
        """Say how it went, in one message."""
        ...
