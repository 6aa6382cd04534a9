"""The blocks of one theme of the action plans: background, goals, actions, log, and what is asked of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from macros.steps.documents.plan_lines import Plan, entries_of, line_of
from macros.steps.papers.action_plans import short_name
from schemas.codes import Light, YesNo
from schemas.frames import Record, is_missing
from schemas.rules.plan_rules import is_answered
from schemas.tables import ActionPlans, Goals, Requests, Results, Themes
from schemas.words.vocabulary import Words
from workbook.documents.model import (
    Align,
    Block,
    Cell,
    Column,
    DataTable,
    Heading,
    Paragraph,
    TextKind,
)
from workbook.documents.prose.assessments import light_text
from workbook.present import amount, target_text

_GOAL_WIDTHS = (6, 50, 14, 14, 22)
_ACTION_WIDTHS = (20, 46, 18, 17, 11, 14)
_MOVEMENT_WIDTHS = (40, 11, 70)
_REQUEST_WIDTHS = (22, 52, 12, 14, 30)
_LOG_WIDTHS = (30, 80)
_CENTRE_WIDTH = 20


@dataclass(frozen=True)
class Telling:
    """How plans are told.

    Args:
        words: The document's language.
        as_of: The reporting date of the workbook.
        level: The level of a theme's heading.
    """

    words: Words
    as_of: date
    level: int


def theme_blocks(plan: Plan, telling: Telling) -> list[Block]:
    """The blocks of a theme, or of the actions and requests that name none."""
    words = telling.words
    blocks: list[Block] = [Heading(plan.name or words.text("plan_without_theme"), telling.level)]
    if plan.name:
        blocks += _about(plan, words)
    if plan.goals:
        blocks.append(_goal_table(plan, words))
    elif plan.name:
        blocks.append(Paragraph(words.text("plan_no_goals"), TextKind.NOTE))
    if plan.actions:
        blocks += [_action_table(plan, telling), *_movements(plan, words)]
    elif plan.name:
        blocks.append(Paragraph(words.text("plan_no_actions"), TextKind.OWED))
    if plan.requests:
        blocks.append(request_table(plan.requests, _caption("plan_requests", plan, words), words))
    return [*blocks, *_log(plan, words)]


def _caption(key: str, plan: Plan, words: Words) -> str:
    return words.text(key, theme=plan.name or words.text("plan_without_theme"))


def _about(plan: Plan, words: Words) -> list[Block]:
    """Why there is a theme, and how far it is."""
    status = (
        [Paragraph(words.text("plan_status", status=words.show(Themes.STATUS, plan.status)))] if plan.status else []
    )
    if plan.background:
        return [Paragraph(plan.background), *status]
    return [Paragraph(words.text("plan_background_blank", theme=plan.name), TextKind.PLACEHOLDER), *status]


def _columns(titles: Sequence[str], widths: Sequence[int], right: Sequence[int] = ()) -> tuple[Column, ...]:
    return tuple(
        Column(title, Align.RIGHT if at in right else Align.LEFT, width)
        for at, (title, width) in enumerate(zip(titles, widths, strict=True))
    )


def _goal_table(plan: Plan, words: Words) -> DataTable:
    titles = [
        words.title(Results, Results.NUMBER),
        words.title(Goals, Goals.TITLE),
        words.text("plan_year_target"),
        words.title(Results, Results.SHOWN_RESULT),
        words.title(Results, Results.LIGHT),
    ]
    rows = tuple(_goal_row(row, words) for row in plan.goals)
    return DataTable(_caption("plan_goals", plan, words), _columns(titles, _GOAL_WIDTHS, right=(2, 3)), rows)


def _goal_row(row: Record, words: Words) -> tuple[Cell, ...]:
    unit, count = str(row[Results.SHOWN_UNIT]), int(row[Results.DECIMALS])
    bounds = row[Results.SHOWN_YEAR_TARGET], row[Results.SHOWN_YEAR_TARGET_MAX]
    return (
        Cell(str(row[Results.NUMBER])),
        Cell(line_of(row[Results.TITLE])),
        Cell(target_text(*bounds, unit, words, count)),
        Cell(amount(row[Results.SHOWN_RESULT], unit, words, count=count)),
        Cell(light_text(row, words), Light(row[Results.LIGHT])),
    )


def _action_table(plan: Plan, telling: Telling) -> DataTable:
    words = telling.words
    fields = (
        ActionPlans.FOCUS, ActionPlans.ACTION, ActionPlans.RESPONSIBLE, ActionPlans.DEADLINE, ActionPlans.DUE,
        ActionPlans.STATUS,
    )  # fmt: skip
    titles = [words.title(ActionPlans, field) for field in fields]
    rows = tuple(_action_row(row, words) for row in plan.actions)
    late = len(plan.overdue)
    below = words.text("plan_late", count=late, of=len(plan.actions), day=words.day(telling.as_of))
    notes = (Paragraph(below, TextKind.NOTE),) if late else ()
    columns = _columns(titles, _ACTION_WIDTHS)
    return DataTable(_caption("plan_actions", plan, words), columns, rows, row_headings=2, below=notes)


def _action_row(row: Record, words: Words) -> tuple[Cell, ...]:
    return (
        Cell(line_of(row[ActionPlans.FOCUS])),
        Cell(line_of(row[ActionPlans.ACTION])),
        Cell(line_of(row[ActionPlans.RESPONSIBLE])),
        *deadline_cells(row, words),
        _status(row, words),
    )


def _movements(plan: Plan, words: Words) -> list[Block]:
    """The figures of goals before a deadline and after it; actions of which the same is told stand together."""
    told: dict[tuple[str, str], list[str]] = {}
    for row in plan.actions:
        if moved := line_of(row[ActionPlans.MOVEMENT]):
            told.setdefault((deadline_cells(row, words)[1].text, moved), []).append(short_name(row))
    if not told:
        return []
    fields = (ActionPlans.ACTION, ActionPlans.DUE, ActionPlans.MOVEMENT)
    titles = [words.title(ActionPlans, field) for field in fields]
    rows = tuple((Cell("; ".join(names)), Cell(day), Cell(moved)) for (day, moved), names in told.items())
    return [DataTable(_caption("plan_movements", plan, words), _columns(titles, _MOVEMENT_WIDTHS), rows)]


def deadline_text(row: Record, words: Words) -> str:
    """A deadline as it is written, with the day that it names where that is not what is written."""
    due = row[ActionPlans.DUE]
    written, day = line_of(row[ActionPlans.DEADLINE]), words.day(due) if isinstance(due, date) else ""
    if not written or not day:
        return written or day or words.text("plan_no_deadline")
    return written if day in written else f"{written} ({day})"


def deadline_cells(row: Record, words: Words) -> tuple[Cell, Cell]:
    """A deadline as it is written, and the day that it names."""
    due = row[ActionPlans.DUE]
    return (
        Cell(line_of(row[ActionPlans.DEADLINE]) or words.text("plan_no_deadline")),
        Cell(words.day(due) if isinstance(due, date) else "–"),
    )


def _status(row: Record, words: Words) -> Cell:
    status = "" if is_missing(row[ActionPlans.STATUS]) else words.show(ActionPlans.STATUS, str(row[ActionPlans.STATUS]))
    if row[ActionPlans.IS_OVERDUE] != YesNo.YES:
        return Cell(status)
    return Cell(" – ".join(filter(None, (status, words.text("plan_past_due")))), bold=True)


def request_table(requests: Sequence[Record], caption: str, words: Words, *, by_centre: bool = False) -> DataTable:
    """What is asked of the central administration, with how far it has come and the answer.

    Args:
        requests: The requests, in order.
        caption: What the table shows.
        words: The document's language.
        by_centre: Whether each says which centre asks, and of which theme.
    """
    lead = (Requests.CENTRE, Requests.THEME) if by_centre else (Requests.FOCUS,)
    fields = (*lead, Requests.REQUEST, Requests.ASKED_ON, Requests.STATUS, Requests.ANSWER)
    widths = (*(_CENTRE_WIDTH for _ in lead[1:]), *_REQUEST_WIDTHS)
    titles = [words.title(Requests, field) for field in fields]
    rows = tuple((*(Cell(line_of(row[field])) for field in lead), *_request_cells(row, words)) for row in requests)
    return DataTable(caption, _columns(titles, widths), rows, row_headings=len(lead))


def _request_cells(row: Record, words: Words) -> tuple[Cell, ...]:
    asked, answered = row[Requests.ASKED_ON], row[Requests.ANSWERED_ON]
    status = row[Requests.STATUS]
    has_answer = is_answered(row)
    answer = line_of(row[Requests.ANSWER]) if has_answer else words.text("plan_unanswered")
    when = f" ({words.day(answered)})" if has_answer and isinstance(answered, date) else ""
    return (
        Cell(line_of(row[Requests.REQUEST])),
        Cell(words.day(asked) if isinstance(asked, date) else ""),
        Cell("" if is_missing(status) else words.show(Requests.STATUS, str(status))),
        Cell(f"{answer}{when}"),
    )


def _log(plan: Plan, words: Words) -> list[Block]:
    """The log of a theme, then what stands in the logs of its actions, each led by the action."""
    entries = [(words.text("plan_whole_theme"), text) for text in plan.log]
    entries += [(short_name(row), text) for row in plan.actions for text in entries_of(row[ActionPlans.LOG])]
    if not entries:
        return [Paragraph(words.text("plan_log_empty"), TextKind.NOTE)] if plan.name else []
    titles = (words.title(ActionPlans, ActionPlans.ACTION), words.title(ActionPlans, ActionPlans.LOG))
    rows = tuple((Cell(name), Cell(text)) for name, text in entries)
    return [DataTable(_caption("plan_log", plan, words), _columns(titles, _LOG_WIDTHS), rows)]
