"""What a centre must give notice of, for a terminal."""

import pandas as pd

from macros.steps.economy.warning_texts import open_lines, warning_counts
from macros.terminal.console import printable
from schemas.codes import Light
from schemas.economy_codes import WarningKind
from schemas.tables import WarningsDue
from schemas.words.vocabulary import Words

_MOST = 8
"""So many are told; all stand on their sheet."""


def warning_lines(warnings: pd.DataFrame, words: Words) -> list[str]:
    """The warnings that stand open under a heading, the worst first, with a blank line after; nothing without any.

    Args:
        warnings: The warnings, the worst first.
        words: The user's language.
    """
    lines = open_lines(warnings)
    if not lines:
        return []
    counts = warning_counts(warnings)
    told = [words.text("warnings_heading", count=counts.open, without=counts.without)]
    for line in lines[:_MOST]:
        subject = words.show(WarningsDue.SUBJECT, str(line[WarningsDue.SUBJECT]))
        is_goal = line[WarningsDue.KIND] == WarningKind.GOAL
        named = words.text("warning_goal_named", number=subject) if is_goal else subject
        light, message = words.symbol(Light(line[WarningsDue.LIGHT])), line[WarningsDue.MESSAGE]
        told.append(f"    {light} {line[WarningsDue.CENTRE]}, {named}: {message}")
    if len(lines) > _MOST:
        rest = words.text("warnings_more", count=len(lines) - _MOST, sheet=words.sheet(WarningsDue.name))
        told.append(f"    {rest}")
    return [*(printable(line) for line in told), ""]
