"""What buttons do with names of exports: those that stop an import are listed; an export is shown as it is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.buttons.desk import Desk
from macros.steps.listing_names import Listed, UnknownNamesError, list_names
from macros.steps.previewing import preview_into
from macros.terminal.preview_lines import preview_lines
from schemas.errors import RefusedError, StepError
from schemas.tables import TranslationLines
from schemas.words.vocabulary import Words
from workbook.live.book import LiveBook


@dataclass(frozen=True)
class ListedNames:
    """The names of a refused import on the workbook's sheet of them.

    Args:
        problem: The refusal; what the names answer it no longer advises on.
        listed: Where they are; None where there are none, or the workbook has no such sheet.
        is_all: Whether nothing else stops the import.
    """

    problem: StepError
    listed: Listed | None = None
    is_all: bool = False

    @property
    def place(self) -> tuple[str, str] | None:
        """The sheet and the cell to open, where choosing what names mean is all there is to do."""
        return (self.listed.sheet, self.listed.cell) if self.listed and self.is_all else None

    def told(self, words: Words) -> list[str]:
        """What to say of it."""
        if self.listed is None or not isinstance(self.problem, RefusedError):
            return []
        column = words.title(TranslationLines, TranslationLines.MEANS)
        return [words.text("names_listed", count=self.listed.count, sheet=self.listed.sheet, column=column)]


def list_refused(problem: StepError, book: Callable[[], LiveBook]) -> ListedNames:
    """Write the names of a refused import on the workbook's sheet of them; the findings are written after.

    Args:
        problem: The refusal.
        book: Gives the open workbook.
    """
    if not isinstance(problem, UnknownNamesError):
        return ListedNames(problem)
    try:
        standing = book()
        listed = list_names(standing, problem.names)
        standing.save()
    except StepError:
        return ListedNames(problem)  # it waits for upgrade; the refusal says how names are listed
    return ListedNames(RefusedError(problem.without_advice), listed, problem.is_of_names_alone)


def preview_text(book: LiveBook, paths: Sequence[Path], desk: Desk, words: Words) -> str:
    """Show how exports would be read; nothing is written.

    Args:
        book: The open workbook.
        paths: The exports.
        desk: The host.
        words: Its language.
    """
    desk.progress(words.text("progress_reading"))
    return desk.read(preview_lines(preview_into(book, words, paths), words), words)
