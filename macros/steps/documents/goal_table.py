"""A table of the report: goal, centre, target, result, difference, light, forecast; its source and notes below it.

Source: half-year report 2008, tables 1-14 and 16-21.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from macros.steps.documents.report_lines import Line
from macros.steps.documents.report_tables import GoalTable
from schemas.codes import GoalType, Light, Unit, Verdict
from schemas.frames import is_missing
from schemas.tables import Comments, Goals, Results
from schemas.text.cited_tables import cited_source
from schemas.text.parts import parts_of
from schemas.text.periods import MONTHS_A_YEAR, month_end, running_month
from schemas.words.vocabulary import Words
from udfs.goals.overlaps import year_start
from workbook.documents.model import Align, Cell, Column, DataTable, Paragraph, TextKind
from workbook.documents.prose.assessments import light_text
from workbook.documents.prose.goal_standing import listed
from workbook.documents.prose.shown_figures import LEAST_SHOWN, PERSONS, Shown, decimals_of

_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z\u00c6\u00d8\u00c5\d\u00bb])")
_SHORT = re.compile(r"\s*\(\w+\)$")
_ROUNDING = 0.5
"""Less than this apart, parts add up to their figure as far as printed figures can tell."""


@dataclass(frozen=True)
class Printing:
    """How the tables of a report are printed.

    Args:
        words: The language.
        year: The contract year.
        sources: Measure -> its source in the catalogue.
        titles: Measure -> its title there.
        is_annual: Whether it is the year's report, which tells verdicts.
        is_year_over: Whether its reporting date is the last of the year, after which nothing is expected any more.
        is_draft: Whether it is a draft, in which all places for people's own words are marked.
    """

    words: Words
    year: int
    sources: dict[str, str]
    titles: dict[str, str]
    is_annual: bool = False
    is_year_over: bool = False
    is_draft: bool = False


def shown_of(table: GoalTable, words: Words) -> tuple[Shown, ...]:
    """The figures of a table's lines as text, all with the same decimals."""
    rows = [line.row for line in table.lines]
    count = decimals_of(rows)
    return tuple(Shown(line.row, count, words, line.is_masked) for line in table.lines)


def goal_table(table: GoalTable, printing: Printing) -> DataTable:
    """The table of one goal, or of several that belong together.

    Args:
        table: Its lines.
        printing: How tables are printed.
    """
    words = printing.words
    shown = shown_of(table, words)
    has_year = any(each.target != each.year_target for each in shown)
    return DataTable(
        caption=_caption(table, printing),
        columns=_columns(table, has_year, printing),
        rows=tuple(
            _row(line, each, has_year, printing, is_first=at == 0 or table.lines[at - 1].title != line.title)
            for at, (line, each) in enumerate(zip(table.lines, shown, strict=True))
        ),
        label=words.text("report_table", number=table.number),
        below=(*_source(table, printing), *_notes(table, printing)),
        anchor=f"tabel-{table.number}",
    )


def goal_types(lines: Sequence[Line], words: Words) -> str:
    """What kind of goals they are, as tables are headed: ``Resultatmål``."""
    types = dict.fromkeys(GoalType(str(line.goal[Goals.GOAL_TYPE])) for line in lines)
    return "/".join(_SHORT.sub("", words.word(each)) for each in types)


def goal_name(goal: Sequence[Line], printing: Printing) -> str:
    """What a goal of several centres is called: their title, or the measure's where each has a title of its own."""
    titles = {line.title for line in goal}
    if len(titles) == 1:
        return goal[0].title
    return printing.titles.get(str(goal[0].row[Results.MEASURE]), goal[0].title)


def _caption(table: GoalTable, printing: Printing) -> str:
    words = printing.words
    caption = " / ".join(goal_name(goal, printing) for goal in table.goals)
    units = {str(line.row[Results.SHOWN_UNIT]) for line in table.lines}
    unit = words.word(Unit(next(iter(units)))) if len(units) == 1 else ""
    plain = {str(Unit.PCT), str(Unit.COUNT), str(Unit.YES_NO)}
    return caption if not unit or units <= plain or unit in caption.casefold() else f"{caption} ({unit})"


def _columns(table: GoalTable, has_year: bool, printing: Printing) -> tuple[Column, ...]:
    words = printing.words
    figures = [words.text("report_target_to_date" if has_year else "report_target")]
    figures += [words.text("report_year_target")] if has_year else []
    figures += [words.text("report_result"), words.text("report_difference")]
    last = "report_verdict" if printing.is_annual else "report_forecast"
    return (
        Column(goal_types(table.lines, words), width=3.4),
        Column(words.text("report_centre"), width=2.2),
        *(Column(title, Align.RIGHT, 1.4) for title in figures),
        Column(words.text("report_light"), width=1.3),
        Column(words.text(last), Align.LEFT if printing.is_annual else Align.RIGHT, 1.3),
    )


def _row(line: Line, shown: Shown, has_year: bool, printing: Printing, is_first: bool) -> tuple[Cell, ...]:
    words = printing.words
    result = shown.result
    if made_of := parts_text(line, words):
        result = f"{result} ({made_of})"
    cells = [
        Cell(line.title if is_first else ""),
        Cell(line.shown_centre, bold=line.is_total),
        Cell(shown.target),
        *([Cell(shown.year_target)] if has_year else []),
        Cell(result),
        Cell(shown.difference),
        Cell(light_text(line.row, words), Light(line.row[Results.LIGHT])),
        Cell(words.word(Verdict(line.row[Results.VERDICT] or Verdict.OPEN)) if printing.is_annual else shown.forecast),
    ]
    return tuple(cells)


def parts_text(line: Line, words: Words) -> str:
    """The parts of a figure as its cell prints them; none where a part is too small to be printed."""
    texts = [str(each[Comments.PARTS]).strip() for each in line.comments if not is_missing(each[Comments.PARTS])]
    if line.is_masked or not texts:
        return ""
    found = parts_of(texts[-1])
    is_count = line.row[Results.UNIT] in PERSONS
    if is_count and any(figure is not None and figure < LEAST_SHOWN for figure, _ in found):
        return ""
    return " + ".join(what if figure is None else f"{words.number(figure)} {what}".strip() for figure, what in found)


def _source(table: GoalTable, printing: Printing) -> tuple[Paragraph, ...]:
    """Where the figures come from: what a goal names, what the catalogue of measures says, or where the goal stands."""
    found = []
    for line in table.lines:
        text = "" if is_missing(line.goal[Goals.SOURCE]) else str(line.goal[Goals.SOURCE])
        found.append(cited_source(text) or printing.sources.get(str(line.row[Results.MEASURE])) or text.strip(" ."))
    sources = [each for each in dict.fromkeys(found) if each]
    text = "; ".join(sources) or printing.words.text("report_no_source")
    return (Paragraph(printing.words.text("report_source", source=text), TextKind.SOURCE),)


def _notes(table: GoalTable, printing: Printing) -> tuple[Paragraph, ...]:
    """What must be known to read the table: once of all its lines, of one by its centre, of the total by a star."""
    words = printing.words
    shared, own = _shared([_own_notes(line, printing) for line in table.lines])
    texts = [words.text("report_note", note=" ".join(shared))] if shared else []
    alike: dict[tuple[str, str], list[Line]] = {}
    for line, notes in zip(table.lines, own, strict=True):
        if notes:
            head = "*" if line.is_total else f"{line.title}, " if len(table.goals) > 1 else ""
            alike.setdefault((head, " ".join(notes)), []).append(line)
    for (head, said), lines in alike.items():
        whose = head if head == "*" else f"{head}{listed([line.centre for line in lines], words)}:"
        text = f"{whose} {said}"
        texts.append(text if texts or head == "*" else words.text("report_note", note=text))
    if any(line.is_masked for line in table.lines):
        texts.append(words.text("report_note_masked", least=LEAST_SHOWN))
    return tuple(Paragraph(text, TextKind.NOTE) for text in texts)


def _shared(notes: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Sentences that all lines have, and those that each has besides."""
    if len(notes) == 1:
        return list(notes[0]), [[]]
    everywhere = [each for each in notes[0] if all(each in other for other in notes)]
    return everywhere, [[each for each in own if each not in everywhere] for own in notes]


def _own_notes(line: Line, printing: Printing) -> list[str]:
    words = printing.words
    text = line.goal[Goals.NOTE]
    notes = [] if is_missing(text) else [each.strip() for each in _SENTENCES.split(str(text).strip()) if each.strip()]
    notes = [each if each[-1] in ".!?" else f"{each}." for each in notes]
    if line.is_computed:
        notes += [words.text("report_computed")]
    if line.is_computed and line.is_total:
        notes += [words.text("report_without_central")]
    if late := _latest(line, printing):
        notes.append(late)
    if wrong := _parts_apart(line, words):
        notes.append(wrong)
    return notes


def _latest(line: Line, printing: Printing) -> str:
    """Up to when the figures go, where that is before the reporting date."""
    months, span = line.row[Results.MONTHS], line.row[Results.MONTHS_OF_GOAL]
    if is_missing(months) or is_missing(line.row[Results.RESULT]) or not months or span != MONTHS_A_YEAR:
        return ""
    last = year_start(printing.year) + int(months) - 1
    if last >= running_month(line.as_of):
        return ""
    return printing.words.text("report_latest", latest=printing.words.day(month_end(last)))


def _parts_apart(line: Line, words: Words) -> str:
    """A word on parts that do not add up to the figure they are of."""
    text = parts_text(line, words)
    figures = [figure for figure, _ in parts_of(text)] if text else []
    known = [figure for figure in figures if figure is not None]
    result = line.row[Results.RESULT]
    if not known or len(known) < len(figures) or is_missing(result) or abs(sum(known) - result) < _ROUNDING:
        return ""
    return words.text("report_parts_apart", sum=words.number(sum(known)), result=words.number(result))
