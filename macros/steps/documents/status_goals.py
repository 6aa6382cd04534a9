"""A centre's goals as its status meeting goes through them: trend, figures, light, reason, what the rest requires."""

import math

from macros.steps.documents.report_lines import Line
from macros.steps.documents.status_centre import StatusCentre
from macros.steps.documents.written import written
from macros.steps.papers.comments import OFF
from schemas.codes import Light, Unit, YesNo
from schemas.frames import Record, is_missing
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import AHEAD_MONTHS, Accounts, Comments, Goals, Results
from schemas.text.periods import MONTHS_A_YEAR
from schemas.words.vocabulary import Words
from workbook.documents.drawing import Trend, spark_picture
from workbook.documents.model import Align, Cell, Column, DataTable, Picture
from workbook.documents.prose.assessments import both_texts, is_otherwise, light_text
from workbook.documents.prose.goal_standing import Standing, required_level
from workbook.documents.prose.reasons import brief
from workbook.documents.prose.shown_figures import LEAST_SHOWN, Shown, decimals_of, is_small
from workbook.present import amount

_WIDTHS = (4.9, 2.0, 3.3, 1.9, 1.9, 2.1, 6.9, 3.0)
_SPARK_CM = 2.0
_LATE = frozenset({"data_behind", "no_observation"})


def goals_table(centre: StatusCentre) -> DataTable:
    """The centre's goals, a row each, in the order of the contract."""
    words = centre.words
    heads = ("goal", "trend", "due", "result", "forecast", "light", "reason", "required")
    right = frozenset({"due", "result", "forecast"})
    return DataTable(
        words.text("status_goals_caption", day=words.day(centre.as_of)),
        tuple(
            Column(words.text(f"status_{head}"), Align.RIGHT if head in right else Align.LEFT, width)
            for head, width in zip(heads, _WIDTHS, strict=True)
        ),
        tuple(_row(line, centre) for line in centre.lines),
    )


def without_figures(centre: StatusCentre) -> list[str]:
    """The goals whose figures do not reach the reporting date, by the findings about the workbook."""
    late = {issue.value for issue in centre.part.issues if issue.code in _LATE}
    return [line.number for line in centre.lines if line.number in late]


def shown_of(line: Line, words: Words) -> Shown:
    """A goal's figures as text."""
    return Shown(line.row, decimals_of([line.row]), words, is_small(line.row))


def required_text(line: Line, words: Words) -> str:
    """What the rest of the year requires, said to be out of reach where it is; blank where that says nothing.

    Beside a result that is not printed it is blank too: with the target it would tell the result.
    """
    if is_small(line.row):
        return ""
    needed = required_level(Standing(line.goal, shown_of(line, words), line.centre), words)
    if needed and line.row[Results.IMPOSSIBLE] == YesNo.YES:
        return words.text("status_impossible", required=needed)
    return needed


def goal_title(line: Line) -> str:
    """A goal by its number and title."""
    return f"{line.number} {written(line.goal[Goals.TITLE])}"


def _row(line: Line, centre: StatusCentre) -> tuple[Cell, ...]:
    words, shown = centre.words, shown_of(line, centre.words)
    return (
        Cell(goal_title(line)),
        _trend(line, words),
        Cell(_due(shown, words)),
        Cell(shown.result),
        Cell(shown.forecast),
        Cell(light_text(line.row, words), Light(line.row[Results.LIGHT])),
        Cell(" ".join([*_why(line, words), *said(line, words)])),
        Cell(required_text(line, words) or "–"),
    )


def _due(shown: Shown, words: Words) -> str:
    """The target to date, and the year's where that is another."""
    if shown.target == shown.year_target:
        return shown.target
    return words.text("status_due_and_year", due=shown.target, year=shown.year_target)


def _why(line: Line, words: Words) -> list[str]:
    """Why the light has its colour, of a person's both lights with their reasons.

    Of a goal that is off it is told too whether its figures are stable or changed.
    """
    row = {**line.row, Results.REASON: _computed_reason(line.row, words)}
    texts = both_texts(row, words) if is_otherwise(row) else (written(row[Results.REASON]),)
    is_told = row[Results.LIGHT] in OFF and not is_small(row)
    stable = written(row.get(Results.STABILITY)) if is_told else ""
    return [text if text.endswith((".", "!", "?")) else f"{text}." for text in (*texts, stable) if text]


def _computed_reason(row: Record, words: Words) -> str:
    """The reason of the computed light, unless its figures would tell a result that is not printed."""
    return words.text("status_hidden", least=LEAST_SHOWN) if is_small(row) else brief(row, words)


def said(line: Line, words: Words) -> list[str]:
    """What people said of a goal at the reporting date, each with author and date."""
    return [_comment(each, words) for each in line.comments]


def _comment(comment: Record, words: Words) -> str:
    day = comment[Comments.WRITTEN_ON]
    signed = [written(comment[Comments.AUTHOR]), "" if is_missing(day) else words.day(day)]
    by = ", ".join(filter(None, signed)) or words.text("status_unsigned")
    return words.text("status_comment", text=written(comment[Comments.TEXT]).rstrip("."), by=by)


def _trend(line: Line, words: Words) -> Cell:
    """The months against what each was to give: the target is the line, and above it is better."""
    months = [line.row.get(name) for name in AHEAD_MONTHS[1:]]
    known = [value is not None and math.isfinite(value) for value in months]
    if not any(known) or is_small(line.row):
        return Cell("–")
    values = [
        value * HUNDRED_PER_CENT if is_known and value is not None else None
        for value, is_known in zip(months, known, strict=True)
    ]
    last = max(at for at, is_known in enumerate(known) if is_known)
    names = [words.title(Accounts, f"month_{month}") for month in range(1, MONTHS_A_YEAR + 1)]
    trend = Trend(names, values[: last + 1], Unit.PCT, target=0.0)
    return Cell("", picture=_spark(trend, words))


def _spark(trend: Trend, words: Words) -> Picture:
    told = [
        f"{month} {amount(value, Unit.POINTS, words, sign=True, count=0)} %"
        for month, value in zip(trend.months, trend.values, strict=False)
        if value is not None
    ]
    return spark_picture(trend, words, words.text("status_trend_told", months=", ".join(told)), _SPARK_CM)
