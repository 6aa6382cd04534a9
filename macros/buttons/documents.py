"""The button *Rapport*: workbooks, which document, where to; an edited file is replaced only when the user says so."""

from datetime import datetime
from pathlib import Path

from macros.buttons.beside import saved_workbooks
from macros.buttons.desk import Desk, Wanted
from macros.steps.documents.making import make_document
from schemas.document_codes import DocumentKind
from schemas.errors import RefusedError
from schemas.words.vocabulary import Words
from workbook.documents.writing import check_untouched

_OF_QUARTER = (DocumentKind.ANNUAL, DocumentKind.STATUS, DocumentKind.HALF_YEAR, DocumentKind.STATUS)
"""What is written in each quarter of a year: of the one that has ended."""
_MONTHS = 3
_NAMED = 3
"""Warnings that the message names; the command line tells them all."""


def report(desk: Desk, language: Words, now: datetime) -> tuple[str, bool]:
    """Make a document of saved workbooks.

    Args:
        desk: The host.
        language: The language of the document.
        now: The time.

    Returns:
        What is told to the user, and whether it was refused.
    """
    paths = saved_workbooks(desk, language)
    answer = desk.choose(_question(language), str(_number(_usual(now)))) if paths else None
    if answer is None:
        return language.text("nothing_chosen"), False
    kind = _kind(answer, language)
    if kind is None:
        return language.text("unknown_document", answer=answer), True
    out = desk.place_for(Wanted.DOCUMENT, language.text("choose_document"), f"{_name(kind, language)}.docx")
    if out is None:
        return language.text("nothing_chosen"), False
    replace = not _is_ours(out)
    if replace and not desk.agrees(language.text("replace_asked", file=out.name)):
        return language.text("nothing_chosen"), False
    desk.progress(language.text("progress_document"))
    done = make_document(kind, paths, out, language, now, replace=replace)
    desk.made([out])
    warnings = list(dict.fromkeys(issue.message(language) for issue in done.issues))
    return "\n".join([language.text("made", path=desk.where(out)), *warnings[:_NAMED]]), False


def _is_ours(out: Path) -> bool:
    """Whether nothing is lost where a file is written."""
    try:
        check_untouched(out, replace=False)
    except RefusedError:
        return False
    return True


def _usual(now: datetime) -> DocumentKind:
    return _OF_QUARTER[(now.month - 1) // _MONTHS]


def _number(kind: DocumentKind) -> int:
    return list(DocumentKind).index(kind) + 1


def _name(kind: DocumentKind, language: Words) -> str:
    return language.text(f"document_{kind.name.lower()}")


def _question(language: Words) -> str:
    lines = (f"{_number(kind)}  {_name(kind, language)}" for kind in DocumentKind)
    return "\n".join([language.text("ask_document"), *lines])


def _kind(answer: str, language: Words) -> DocumentKind | None:
    """The kind whose number, or name, somebody wrote."""
    wanted = answer.strip().casefold()
    return next(
        (kind for kind in DocumentKind if wanted in {str(_number(kind)), _name(kind, language).casefold()}), None
    )
