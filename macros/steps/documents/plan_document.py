"""The action plans as a document.

Two shapes stand apart in it: the themed plans of 2011 (contract 2011, appendix 2), and the written accounts of what is
off (contract 2009, section 4).
"""

from collections.abc import Callable, Sequence

from macros.steps.centre_results import CentreResults
from macros.steps.documents.material import Material
from macros.steps.documents.plan_blocks import Telling, deadline_cells, request_table, theme_blocks
from macros.steps.documents.plan_lines import Plan, days_late, line_of, plans_of, without_plan
from macros.steps.documents.strategy_section import map_blocks, theory_blocks
from macros.steps.documents.written_accounts import account_blocks
from macros.steps.papers.action_plans import short_name
from macros.steps.papers.requests import requests_of
from schemas.frames import records
from schemas.rules.plan_rules import is_answered
from schemas.tables import ActionPlans, Centres, Requests, Results, Themes, WarningsDue
from schemas.words.vocabulary import Words
from workbook.documents.model import (
    Align,
    Block,
    Cell,
    Column,
    DataTable,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    TextKind,
)

_COUNTED = ("plan_count_actions", "plan_count_closed", "plan_count_late", "plan_count_requests")
_THEME_WIDTH, _GOALS_WIDTH, _COUNT_WIDTH = 28, 18, 11
_LATE_WIDTHS = (24, 36, 22, 28, 12)
_Found = Sequence[tuple[CentreResults, list[Plan]]]
"""The workbooks, each with its themes."""


def _upright_map(part: CentreResults, words: Words, level: int) -> Sequence[Block]:
    """The strategy map, which is higher than wide: on a page that stands, where its text can be read."""
    blocks = map_blocks(part, words, level)
    return (PageBreak(is_upright=True), *blocks, PageBreak()) if blocks else ()


OF_CENTRE: tuple[Callable[[CentreResults, Words, int], Sequence[Block]], ...] = (theory_blocks, _upright_map)
"""What follows a centre's themes: each makes blocks of a workbook, in a language, with headings of a level."""


def plan_document(material: Material) -> Document:
    """The action plans as a document: an overview, each centre's themes, requests of all centres, written accounts.

    Args:
        material: The workbooks.
    """
    words, many = material.words, len(material.parts) > 1
    found = [(part, plans_of(part)) for part in material.parts]
    blocks = _overview(found, words, many)
    for part, plans in found:
        blocks += _of_centre(part, plans, words, many)
    if many:
        blocks += _all_requests(material, words)
    economy = material.together.economy
    blocks += account_blocks(economy.frame(WarningsDue), material.as_of, words, by_centre=many)
    centres = [part.holder for part in material.parts]
    return Document(
        words.text("plan_title", year=material.year),
        tuple(blocks),
        "" if many else centres[0],
        _facts(material, words),
        words.language,
        is_draft=not material.is_locked,
        is_landscape=True,
    )


def _facts(material: Material, words: Words) -> Facts:
    days = dict.fromkeys(words.day(part.as_of) for part in material.parts)
    holders = ", ".join(part.holder for part in material.parts)
    return Facts(
        (
            (words.title(Centres, Centres.CENTRE), holders),
            (words.text("about_as_of"), ", ".join(days)),
            (words.text("plan_made_on"), words.day(material.made_on)),
        )
    )


def _overview(found: _Found, words: Words, many: bool) -> list[Block]:
    """How far the plans are: a line a theme, what is past its deadline, and what is in no plan."""
    heading = Heading(words.text("plan_overview"), 1)
    plans = [plan for _, own in found for plan in own]
    if not plans:
        return [heading, Paragraph(words.text("plan_none"))]
    blocks: list[Block] = [heading, Paragraph(_lead(found, words), TextKind.LEAD), _themes_table(plans, words, many)]
    if any(plan.overdue for plan in plans):
        blocks.append(_late_table(found, words, many))
    for part, own in found:
        key = "plan_goals_in_none" if own else "plan_none_of"
        left = without_plan(part)
        if left or (many and not own):
            blocks.append(Paragraph(words.text(key, centre=part.holder, goals=", ".join(left)), TextKind.NOTE))
    return blocks


def _lead(found: _Found, words: Words) -> str:
    plans = [plan for _, own in found for plan in own]
    actions, late = sum(len(plan.actions) for plan in plans), sum(len(plan.overdue) for plan in plans)
    days = ", ".join(dict.fromkeys(words.day(part.as_of) for part, own in found if own))
    return words.text("plan_lead" if late else "plan_lead_none", count=late, of=actions, day=days)


def _themes_table(plans: Sequence[Plan], words: Words, many: bool) -> DataTable:
    columns = [
        Column(words.title(Themes, Themes.THEME), width=_THEME_WIDTH),
        Column(words.title(Themes, Themes.THEME_GOALS), width=_GOALS_WIDTH),
        *(Column(words.text(key), Align.RIGHT, _COUNT_WIDTH) for key in _COUNTED),
    ]
    if many:
        columns.insert(0, Column(words.title(Centres, Centres.CENTRE), width=_THEME_WIDTH))
    rows = [(*_named(plan, words, many), *_counts([plan])) for plan in plans]
    if len(plans) > 1:
        names = [words.text("plan_together"), *("" for _ in columns[1 : -len(_COUNTED)])]
        rows.append((*(Cell(name, bold=True) for name in names), *_counts(plans, bold=True)))
    return DataTable(words.text("plan_themes"), tuple(columns), tuple(rows), row_headings=1 + many)


def _named(plan: Plan, words: Words, many: bool) -> tuple[Cell, ...]:
    goals = ", ".join(str(row[Results.NUMBER]) for row in plan.goals)
    names = (Cell(plan.name or words.text("plan_without_theme")), Cell(goals or "–"))
    return (Cell(plan.holder), *names) if many else names


def _counts(plans: Sequence[Plan], *, bold: bool = False) -> tuple[Cell, ...]:
    """How many actions there are, are closed and are late, and how many requests: in the order of ``_COUNTED``."""
    counted = [(len(each.actions), len(each.closed), len(each.overdue), len(each.requests)) for each in plans]
    return tuple(Cell(str(sum(column)), bold=bold) for column in zip(*counted, strict=True))


def _late_table(found: _Found, words: Words, many: bool) -> DataTable:
    """The actions past their deadline, the latest first."""
    late = [(plan, row, days_late(row, part.as_of)) for part, own in found for plan in own for row in plan.overdue]
    late.sort(key=lambda each: -each[2])
    titles = [
        words.title(Themes, Themes.THEME),
        words.title(ActionPlans, ActionPlans.ACTION),
        words.title(ActionPlans, ActionPlans.RESPONSIBLE),
        words.title(ActionPlans, ActionPlans.DEADLINE),
        words.title(ActionPlans, ActionPlans.DUE),
    ]
    columns = [Column(title, width=width) for title, width in zip(titles, _LATE_WIDTHS, strict=True)]
    if many:
        columns.insert(0, Column(words.title(Centres, Centres.CENTRE), width=_LATE_WIDTHS[0]))
    columns.append(Column(words.text("plan_days_late"), Align.RIGHT, _COUNT_WIDTH))
    rows = []
    for plan, row, days in late:
        lead = (Cell(plan.holder),) if many else ()
        told = (plan.name, short_name(row), line_of(row[ActionPlans.RESPONSIBLE]))
        rows.append((*lead, *map(Cell, told), *deadline_cells(row, words), Cell(str(days))))
    return DataTable(words.text("plan_late_table"), tuple(columns), tuple(rows), row_headings=2 + many)


def _of_centre(part: CentreResults, plans: Sequence[Plan], words: Words, many: bool) -> list[Block]:
    """A centre's themes, each on a page of its own, and what follows them."""
    telling = Telling(words, part.as_of, 1 + many)
    head: list[Block] = [Heading(part.holder, 1)] if many and plans else []
    blocks: list[Block] = []
    for plan in plans:
        blocks += [PageBreak(), *head, *theme_blocks(plan, telling)]
        head = []
    for make in OF_CENTRE:
        blocks += make(part, words, 1 + many)
    return blocks


def _all_requests(material: Material, words: Words) -> list[Block]:
    """What all centres ask of the central administration: a list of its own, what is unanswered first."""
    heading = Heading(words.table(Requests), 1, "anmodninger")
    rows = records(requests_of(material.parts))
    if not rows:
        return [heading, Paragraph(words.text("plan_no_requests"))]
    waiting = sum(not is_answered(row) for row in rows)
    lead = Paragraph(words.text("plan_requests_lead", count=waiting, of=len(rows)), TextKind.LEAD)
    return [PageBreak(), heading, lead, request_table(rows, words.table(Requests), words, by_centre=True)]
