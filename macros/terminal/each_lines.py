"""Why a step could not be done on some of several workbooks."""

import sys
from collections.abc import Sequence
from typing import TypeVar

from macros.steps.all_workbooks.each import Each
from macros.terminal.console import say
from macros.terminal.finding_lines import finding_lines
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words

_Given = TypeVar("_Given")


def failures_told(done: Sequence[Each[_Given]], words: Words) -> int:
    """Print why some workbooks could not be worked on, and how many those are.

    Returns:
        The exit code: that of the gravest failure; 0 where there is none.
    """
    failed = [each for each in done if each.error is not None]
    if not failed:
        return ExitCode.DONE
    for each in failed:
        for line in finding_lines(each.error.issues if each.error else [], words):
            say(line, sys.stderr)
    names = ", ".join(each.path.name for each in failed)
    say(words.text("all_failed", count=len(failed), of=len(done), names=names), sys.stderr)
    return max(each.error.exit_code for each in failed if each.error)
