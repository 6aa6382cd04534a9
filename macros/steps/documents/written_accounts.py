"""The written accounts of what is off, in the shape of 2009: goal or budget, why, what is done, who, by when, effect.

Source: contract 2009, section 4.
"""

from datetime import date

import pandas as pd

from macros.steps.documents.plan_lines import line_of
from macros.steps.economy.warning_texts import lacks_account, open_lines
from schemas.codes import Light
from schemas.economy_codes import RecoveryStatus, WarningKind
from schemas.frames import Record, is_missing, records
from schemas.tables import WarningsDue
from schemas.words.vocabulary import Words
from workbook.documents.model import Block, Facts, Heading, Paragraph, TextKind

_WRITTEN = (
    ("account_why", WarningsDue.WHY),
    ("account_what", WarningsDue.WHAT),
    ("account_who", WarningsDue.WHO),
    ("account_by_when", WarningsDue.BY_WHEN),
    ("account_effect", WarningsDue.EFFECT),
)
"""What a person writes, under short names: those of the sheet say more than a line has room for."""


def account_blocks(warnings: pd.DataFrame, as_of: date, words: Words, *, by_centre: bool) -> list[Block]:
    """The chapter of written accounts: those that stand open, then those whose matter is over.

    Args:
        warnings: The lines of ``warnings_due``.
        as_of: The reporting date.
        words: The document's language.
        by_centre: Whether each says which centre owes it.
    """
    standing = open_lines(warnings)
    over = [
        row for row in records(warnings) if row[WarningsDue.STATUS] == RecoveryStatus.LAPSED and not lacks_account(row)
    ]
    blocks: list[Block] = [Heading(words.text("account_heading"), 1, "redegoerelser")]
    if not standing and not over:
        return [*blocks, Paragraph(words.text("account_none", day=words.day(as_of)))]
    owed = sum(map(lacks_account, standing))
    blocks.append(Paragraph(words.text("account_lead", count=len(standing), owed=owed), TextKind.LEAD))
    for row in standing:
        blocks += _account(row, as_of, words, by_centre)
    if over:
        blocks.append(Heading(words.text("account_over"), 2))
        for row in over:
            blocks += _account(row, as_of, words, by_centre, level=3)
    return blocks


def _account(row: Record, as_of: date, words: Words, by_centre: bool, level: int = 2) -> list[Block]:
    name = subject_named(row, words)
    title = f"{row[WarningsDue.CENTRE]}: {name}" if by_centre else name[:1].upper() + name[1:]
    blocks: list[Block] = [Heading(title, level), Facts(_facts(row, words))]
    if level == 2 and lacks_account(row):  # noqa: PLR2004  a chapter's own sections
        blocks.append(Paragraph(_owed(row, as_of, words), TextKind.OWED))
    return blocks


def subject_named(row: Record, words: Words) -> str:
    """What an account is about: a goal by number and title, or a budget account by its name."""
    if row[WarningsDue.KIND] != WarningKind.GOAL:
        return words.show(WarningsDue.SUBJECT, str(row[WarningsDue.SUBJECT]))
    named = words.text("warning_goal_named", number=row[WarningsDue.SUBJECT])
    title = line_of(row[WarningsDue.TITLE])
    return f"{named}: {title}" if title else named


def _facts(row: Record, words: Words) -> tuple[tuple[str, str], ...]:
    """What is off, why, what is done, who, by when, the effect expected; a blank where nobody has written."""
    light = row[WarningsDue.LIGHT]
    what = line_of(row[WarningsDue.MESSAGE])
    told = what if is_missing(light) else f"{words.light(Light(light))} – {what}"
    written = [(words.text(key), _shown(row[field], words)) for key, field in _WRITTEN]
    status = row[WarningsDue.STATUS]
    opened = row[WarningsDue.OPENED_ON]
    told_status = "" if is_missing(status) else words.show(WarningsDue.STATUS, str(status))
    return (
        (words.title(WarningsDue, WarningsDue.MESSAGE), told),
        (words.title(WarningsDue, WarningsDue.OPENED_ON), _shown(opened, words)),
        *written,
        (words.title(WarningsDue, WarningsDue.STATUS), told_status),
    )


def _shown(value: object, words: Words) -> str:
    return words.day(value) if isinstance(value, date) else line_of(value) or "–"


def _owed(row: Record, as_of: date, words: Words) -> str:
    who, day = line_of(row[WarningsDue.WHO]) or str(row[WarningsDue.CENTRE]), row[WarningsDue.BY_WHEN]
    if is_missing(day):
        return words.text("account_owed_some_day", who=who)
    key = "account_late" if isinstance(day, date) and day < as_of else "account_owed"
    return words.text(key, who=who, day=_shown(day, words))
