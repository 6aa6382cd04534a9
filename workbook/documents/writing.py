"""A document written to a file: the file's ending says how."""

from datetime import datetime
from pathlib import Path

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words
from workbook.documents.model import Document
from workbook.documents.word import write_word

ENDINGS = (".docx", ".pdf", ".html")


def write_document(
    document: Document, out: Path, words: Words, now: datetime, template: Path | None = None, replace: bool = False
) -> None:
    """Write a document.

    Args:
        document: The document.
        out: The file.
        words: Its language.
        now: The time, for the file's own facts.
        template: A Word file of the user's own, with our placeholders.
        replace: Whether a file that somebody edited since we wrote it may be replaced.

    Raises:
        CannotOpenError: The ending is not one of ours, or the file cannot be written.
    """
    if out.suffix.casefold() not in ENDINGS:
        raise CannotOpenError([Issue("not_document_name", Place(out.name))])
    write_word(document, out, words, now)
