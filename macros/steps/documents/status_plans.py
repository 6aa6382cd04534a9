"""What is under way to put a centre's goals right: written accounts, open actions of the plans, requests unanswered.

Sources: contract 2009, section 4 (the written account of what is off); contract 2011, appendix 2 (themed plans).
"""

from datetime import date

from macros.steps.documents.plan_blocks import deadline_text
from macros.steps.documents.status_centre import StatusCentre
from macros.steps.documents.written import written
from macros.steps.economy.warning_texts import lacks_account, open_lines
from macros.steps.papers.action_plans import short_name
from macros.steps.papers.lacking import named, subject_of
from schemas.codes import YesNo
from schemas.frames import Record, is_missing
from schemas.rules.plan_rules import CLOSED, is_answered
from schemas.tables import ActionPlans, Requests, Themes, WarningsDue
from schemas.words.vocabulary import Words
from workbook.documents.model import Block, Cell, Column, DataTable, Paragraph, TextKind

_ACCOUNT_WIDTHS = (3.6, 5.6, 5.6, 3.2, 2.4, 3.4, 2.2)
_ACTION_WIDTHS = (4.6, 9.4, 3.6, 4.0, 3.0)
_NAMES = (ActionPlans.ACTION, ActionPlans.FOCUS)
_LETTERS = 120
"""Letters of a text that are enough to talk of it: the plan itself has the rest."""
_MOST_ACCOUNTS, _MOST_ROWS = 6, 12
"""Accounts, and accounts and actions together, that fit beside the goals on the pages of a meeting."""


def plans_blocks(centre: StatusCentre) -> list[Block]:
    """The written accounts, those that are owed, and the open actions of the plans."""
    words = centre.words
    due = open_lines(centre.part.economy.found.frame(WarningsDue))
    lines = [line for line in due if line[WarningsDue.CENTRE] == centre.name]
    told = [line for line in lines if not lacks_account(line)]
    owed = [subject_of(line, words) for line in lines if lacks_account(line)]
    blocks = [*_accounts(told, owed, words), *_actions(centre, _MOST_ROWS - len(told[:_MOST_ACCOUNTS]))]
    return blocks or [Paragraph(words.text("status_no_plans"))]


def _accounts(told: list[Record], owed: list[str], words: Words) -> list[Block]:
    """The written accounts, the worst first, of many the first; and those that are owed."""
    blocks: list[Block] = [_account_table(told, words)] if told else []
    if owed:
        blocks.append(Paragraph(words.text("ready_accounts", names=named(owed, words)), TextKind.OWED))
    return blocks


def _account_table(lines: list[Record], words: Words) -> DataTable:
    left_out = len(lines) - _MOST_ACCOUNTS
    more = words.text("status_accounts_more", count=left_out, sheet=words.sheet("warnings_due"))
    fields = (WarningsDue.WHY, WarningsDue.WHAT, WarningsDue.WHO, WarningsDue.BY_WHEN, WarningsDue.EFFECT)
    titles = [words.text("status_about"), *(words.title(WarningsDue, each) for each in (*fields, WarningsDue.STATUS))]
    return DataTable(
        words.text("status_accounts_caption"),
        tuple(Column(title, width=width) for title, width in zip(titles, _ACCOUNT_WIDTHS, strict=True)),
        tuple((Cell(subject_of(line, words)), *(_account_cells(line, words))) for line in lines[:_MOST_ACCOUNTS]),
        below=(Paragraph(more, TextKind.NOTE),) if left_out > 0 else (),
    )


def _account_cells(line: Record, words: Words) -> tuple[Cell, ...]:
    by_when, status = line[WarningsDue.BY_WHEN], line[WarningsDue.STATUS]
    return (
        Cell(shortened(written(line[WarningsDue.WHY])) or "–"),
        Cell(shortened(written(line[WarningsDue.WHAT])) or "–"),
        Cell(written(line[WarningsDue.WHO]) or "–"),
        Cell(words.day(by_when) if isinstance(by_when, date) else written(by_when) or "–"),
        Cell(shortened(written(line[WarningsDue.EFFECT])) or "–"),
        Cell("–" if is_missing(status) else words.show(WarningsDue.STATUS, str(status))),
    )


def _actions(centre: StatusCentre, room: int) -> list[Block]:
    """The open actions, those due first above; of many the first."""
    lines = open_actions(centre)
    if not lines:
        return []
    words, shown = centre.words, lines[:room]
    fields = (ActionPlans.ACTION, ActionPlans.RESPONSIBLE, ActionPlans.DEADLINE, ActionPlans.STATUS)
    titles = [words.text("status_theme"), *(words.title(ActionPlans, each) for each in fields)]
    left_out = len(lines) - len(shown)
    more = (Paragraph(words.text("status_actions_more", count=left_out), TextKind.NOTE),) if left_out else ()
    return [
        DataTable(
            words.text("status_actions_caption"),
            tuple(Column(title, width=width) for title, width in zip(titles, _ACTION_WIDTHS, strict=True)),
            tuple(_action_row(line, centre) for line in shown),
            below=more,
        )
    ]


def open_actions(centre: StatusCentre) -> list[Record]:
    """The actions that are neither done nor dropped, those due first on top."""
    lines = [line for line in centre.papers(ActionPlans) if line[ActionPlans.STATUS] not in CLOSED]
    return sorted(lines, key=_due)


def _due(line: Record) -> date:
    due = line[ActionPlans.DUE]
    return due if isinstance(due, date) else date.max


def overdue_actions(centre: StatusCentre) -> list[str]:
    """The open actions that were due before the reporting date, each in a few words."""
    return [short_name(line) for line in open_actions(centre) if line[ActionPlans.IS_OVERDUE] == YesNo.YES]


def _action_row(line: Record, centre: StatusCentre) -> tuple[Cell, ...]:
    words, status = centre.words, line[ActionPlans.STATUS]
    is_late = line[ActionPlans.IS_OVERDUE] == YesNo.YES
    told = "" if is_missing(status) else words.show(ActionPlans.STATUS, str(status))
    late = words.text("plan_past_due") if is_late else ""
    return (
        Cell(_theme(line, centre)),
        Cell(shortened(next(filter(None, (written(line[name]) for name in _NAMES)), "–"))),
        Cell(written(line[ActionPlans.RESPONSIBLE]) or "–"),
        Cell(deadline_text(line, words)),
        Cell(" – ".join(filter(None, (told, late))) or "–", bold=is_late),
    )


def _theme(line: Record, centre: StatusCentre) -> str:
    """The theme of an action with the goals it serves, or the goal that the action is for."""
    theme = written(line[ActionPlans.THEME])
    goals = {written(each[Themes.THEME]): written(each[Themes.THEME_GOALS]) for each in centre.papers(Themes)}
    numbers = written(line[ActionPlans.GOAL]) or goals.get(theme, "")
    named_goals = centre.words.text("warning_goal_named", number=numbers) if numbers else ""
    return ", ".join(filter(None, [theme, named_goals])) or "–"


def shortened(text: str, letters: int = _LETTERS) -> str:
    """A text that is cut between words where it is long."""
    return text if len(text) <= letters else f"{text[:letters].rsplit(' ', 1)[0].rstrip(' ,;:.')} …"


def unanswered(centre: StatusCentre) -> list[str]:
    """The centre's requests to the central administration that have no answer."""
    return [written(line[Requests.REQUEST]) for line in centre.papers(Requests) if not is_answered(line)]
