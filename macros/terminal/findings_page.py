"""The page of findings that ``--html`` asks for."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from macros.terminal.console import say
from macros.terminal.finding_lines import finding_lines
from schemas.errors import CannotOpenError, ExitCode, StepError
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable, replacing

_ENDINGS = frozenset({".html", ".htm"})


def check_page(page: Path | None, read: Sequence[Path]) -> None:
    """Refuse a page that could not be written, before anything else is done.

    Args:
        page: Where it goes; None where none is wanted.
        read: The files of the same command, which it must not replace.

    Raises:
        CannotOpenError: With the reason.
    """
    if page is None:
        return
    if page.suffix.casefold() not in _ENDINGS or page.resolve() in {path.resolve() for path in read}:
        raise CannotOpenError([Issue("not_html_name", Place(page.name))])
    check_writable(page)


def write_page(
    page: Path, issues: Sequence[Issue], read: Sequence[Path], now: datetime, words: Words, refused: bool
) -> None:
    """Write the page in one step.

    Args:
        page: Where.
        issues: The findings.
        read: The files that were read.
        now: When.
        words: The language.
        refused: Whether the data was refused.

    Raises:
        CannotOpenError: It cannot be written.
    """
    from workbook.documents.issues_page import Page, issues_page

    text = issues_page(Page(issues, [path.name for path in read], now, refused), words)
    with replacing(page) as file:
        file.write(text.encode("utf-8"))


def paged(
    options: argparse.Namespace, issues: Sequence[Issue], read: Sequence[Path], now: datetime, words: Words, code: int
) -> int:
    """Write the page of a command that was done, where one is wanted; what is done stays done if that fails.

    Args:
        options: The command's options.
        issues: The findings.
        read: The files that were read.
        now: When.
        words: The language.
        code: The command's exit code.

    Returns:
        The exit code: the command's own, unless the page could not be written.
    """
    if options.html is None:
        return code
    try:
        write_page(options.html, issues, read, now, words, refused=code != ExitCode.DONE)
    except StepError as problem:
        for line in finding_lines(problem.issues, words):
            say(line, sys.stderr)
        return problem.exit_code
    if not options.json:
        say(words.text("html_made", path=options.html))
    return code


def told(
    problem: StepError, page: Path | None, read: Sequence[Path], now: datetime, words: Words
) -> tuple[StepError, bool]:
    """Write the page of a refusal, where one is wanted.

    Args:
        problem: The refusal.
        page: Where the page goes; None where none is wanted.
        read: The files of the command.
        now: When.
        words: The language.

    Returns:
        The refusal, with what stood in the page's way if anything did; and whether there is a page.
    """
    if page is None:
        return problem, False
    try:
        check_page(page, read)
        write_page(page, problem.issues, read, now, words, refused=True)
    except CannotOpenError as trouble:
        further = [issue for issue in trouble.issues if issue not in problem.issues]
        return (CannotOpenError([*problem.issues, *further]) if further else problem), False
    return problem, True
