"""A document written to a file: the file's ending says how, and a file that somebody edited is not lost."""

from datetime import datetime
from pathlib import Path

from schemas.errors import CannotOpenError, RefusedError
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable, must_be_new, replacing
from workbook.documents.fingerprints import is_untouched
from workbook.documents.model import Document

ENDINGS = (".docx", ".pdf", ".html")


def check_place(out: Path, template: Path | None = None, replace: bool = False) -> None:
    """Refuse, before anything is made, a place where a document cannot go.

    Args:
        out: The file.
        template: A Word file of the user's own.
        replace: Whether a file that somebody edited since we wrote it may be replaced.

    Raises:
        CannotOpenError: The ending is not one of ours, the file is open elsewhere or cannot be written.
        RefusedError: Somebody edited the file since we wrote it, or it is not ours.
    """
    ending = out.suffix.casefold()
    if ending not in ENDINGS:
        raise CannotOpenError([Issue("not_document_name", Place(out.name))])
    if template is not None and ending == ".html":
        raise RefusedError([Issue("template_of_page", Place(template.name), out.name)])
    if template is not None and template.resolve() == out.resolve():
        raise RefusedError([Issue("template_is_document", Place(out.name))])
    check_writable(out)
    check_untouched(out, replace)


def check_untouched(out: Path, replace: bool) -> None:
    """Refuse to replace what somebody else wrote.

    Raises:
        RefusedError: The file is there, and not as we wrote it.
    """
    if out.exists() and not replace and not is_untouched(out):
        raise RefusedError([Issue("document_edited", Place(out.name))])


def write_document(
    document: Document, out: Path, words: Words, now: datetime, template: Path | None = None, replace: bool = False
) -> list[Issue]:
    """Write a document.

    Args:
        document: The document.
        out: The file.
        words: Its language.
        now: The time, for the file's own facts.
        template: A Word file of the user's own, with our placeholders.
        replace: Whether a file that somebody edited since we wrote it may be replaced.

    Returns:
        Warnings.

    Raises:
        CannotOpenError: The ending is not one of ours, or the file cannot be written.
        RefusedError: The file was edited since, or the template does not say where the document goes.
    """
    check_place(out, template, replace)
    content, issues = _made(document, out, words, now, template)
    with replacing(out, lambda: check_untouched(out, replace)) as file:
        file.write(content)
    return issues


def _made(
    document: Document, out: Path, words: Words, now: datetime, template: Path | None
) -> tuple[bytes, list[Issue]]:
    if out.suffix.casefold() == ".html":
        from workbook.documents.fingerprints import marked_html
        from workbook.documents.web_page import web_page

        return marked_html(web_page(document, words)), []
    from workbook.documents.word import word_file

    made = word_file(document, words, now, template)
    if out.suffix.casefold() == ".docx":
        return made.content, made.issues
    from workbook.documents.fingerprints import marked_pdf
    from workbook.documents.pdf import pdf_of_word

    return marked_pdf(pdf_of_word(made.content, out.name)), made.issues


def write_template(out: Path, words: Words, now: datetime) -> None:
    """Write a Word file with our placeholders, for the user to edit.

    Args:
        out: The file; it must be new.
        words: The language of its placeholders.
        now: The time, for the file's own facts.

    Raises:
        CannotOpenError: The ending is not .docx, the file is there already, or it cannot be written.
    """
    if out.suffix.casefold() != ".docx":
        raise CannotOpenError([Issue("not_template_name", Place(out.name))])
    must_be_new(out)
    from workbook.documents.word_template import made_template

    content = made_template(words, now)
    with replacing(out, lambda: must_be_new(out)) as file:
        file.write(content)
