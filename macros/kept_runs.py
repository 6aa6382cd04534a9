"""A run that workbooks are kept for, so that it can be taken back; and what is told of it."""

import getpass
import uuid
from collections.abc import Sequence
from datetime import datetime

from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.closed.undo.history import MOST_STEPS
from workbook.closed.undo.keeping import Run

_NAMED = 3
"""Workbooks that a line names before it counts the others."""


def new_run(command: str, now: datetime) -> Run:
    """A run.

    Args:
        command: The command's name, or the button's.
        now: The time.
    """
    return Run(command, now, uuid.uuid4().hex, person())


def person() -> str:
    """Who is at the machine; blank where it does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def folder_lines(run: Run, words: Words) -> list[str]:
    """Where workbooks are kept, said the first time.

    Args:
        run: The run, when it is over.
        words: The user's language.
    """
    return [words.text("undo_folder", folder=folder, most=MOST_STEPS) for folder in dict.fromkeys(run.folders)]


def kept_lines(run: Run, words: Words) -> list[str]:
    """The workbooks that a run could not keep before it wrote them, as one line for each reason.

    Args:
        run: The run, when it is over.
        words: The user's language.
    """
    codes = dict.fromkeys(issue.code for issue in run.issues)
    return [_kept_line([issue for issue in run.issues if issue.code == code], words) for code in codes]


def _kept_line(issues: Sequence[Issue], words: Words) -> str:
    first = issues[0]
    names = [issue.place.file for issue in issues]
    more = words.text("undo_and_more", count=len(names) - _NAMED) if len(names) > _NAMED else ""
    whole = Issue(first.code, first.place, first.value, {**first.details, "files": ", ".join(names[:_NAMED]) + more})
    return f"{whole.message(words)} {whole.suggestion(words)}"
