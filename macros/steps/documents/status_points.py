"""The points to discuss on a status meeting: red goals first, then what changed for the worse, then what is owed."""

from macros.steps.documents.at_a_glance import Moved
from macros.steps.documents.report_lines import Line
from macros.steps.documents.status_centre import StatusCentre
from macros.steps.documents.status_economy import account_name, accounts_due
from macros.steps.documents.status_goals import goal_title, required_text, shown_of
from macros.steps.documents.status_plans import overdue_actions, shortened, unanswered
from macros.steps.papers.comments import OFF
from macros.steps.papers.lacking import named
from schemas.codes import Light
from schemas.tables import Results, WarningsDue
from schemas.words.vocabulary import Words
from workbook.documents.model import Block, Bullets, Paragraph

_MOST_NAMED, _LETTERS = 3, 60


def points_blocks(centre: StatusCentre) -> list[Block]:
    """The points, numbered; said too where there are none."""
    points = [*_reds(centre), *_worse(centre), *_economy(centre), *_owed(centre)]
    if not points:
        return [Paragraph(centre.words.text("status_no_points"))]
    return [Bullets(tuple(points), numbered=True)]


def _reds(centre: StatusCentre) -> list[str]:
    """The red goals in the order of the contract, each with what it was where that was another light."""
    before = {id(each.line): each for each in centre.moved}
    return [_goal(line, before.get(id(line)), centre) for line in centre.lines if _light(line) == Light.RED]


def _worse(centre: StatusCentre) -> list[str]:
    """The goals that are not red, and whose light turned for the worse."""
    return [_goal(each.line, each, centre) for each in centre.moved if each.is_worse and _light(each.line) != Light.RED]


def _light(line: Line) -> str:
    return str(line.row[Results.LIGHT])


def _goal(line: Line, before: Moved | None, centre: StatusCentre) -> str:
    words, shown = centre.words, shown_of(line, centre.words)
    told = {
        "goal": goal_title(line),
        "light": words.light(Light(_light(line))),
        "result": shown.said(shown.result),
        "target": shown.said(shown.target),
    }
    text = words.text("status_point", **told)
    if needed := required_text(line, words):
        text = words.text("status_point_required", point=text, required=needed)
    if before is not None:
        was = {"before": words.light(before.before), "since": words.day(before.since)}
        text = words.text("status_point_was", point=text, **was)
    return text


def _economy(centre: StatusCentre) -> list[str]:
    """The accounts that are not expected to be kept, in one point: the item of the economy has the rest."""
    words = centre.words
    names = [
        f"{account_name(line, words)} ({words.light(Light(line[WarningsDue.LIGHT]))})" for line in accounts_due(centre)
    ]
    return [words.text("status_point_economy", accounts=named(names, words))] if names else []


def _owed(centre: StatusCentre) -> list[str]:
    """What is late or lacks, a point a kind: actions, answers, comments."""
    words = centre.words
    late = _listed(overdue_actions(centre), words)
    asked = _listed(unanswered(centre), words)
    blank = [line.number for line in centre.lines if _light(line) == Light.NONE]
    silent = [line.number for line in centre.lines if _light(line) in OFF and not line.comments]
    points = []
    if late:
        points.append(words.text("status_point_overdue", actions=late))
    if asked:
        points.append(words.text("status_point_requests", requests=asked))
    if blank:
        points.append(words.text("status_point_no_data", goals=named(blank, words)))
    if silent:
        points.append(words.text("status_point_silent", goals=named(silent, words)))
    return points


def _listed(texts: list[str], words: Words) -> str:
    """Long texts in a row: the first of them, cut, and how many there are."""
    shown = "; ".join(shortened(text, _LETTERS) for text in texts[:_MOST_NAMED])
    left = len(texts) - _MOST_NAMED
    return f"{shown} {words.text('and_more', count=left)}" if left > 0 else shown
