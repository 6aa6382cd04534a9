"""The appendix of measures: what each counts and how, where it comes from, when it is final, who answers for it."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from macros.steps.documents.written import or_blank, written
from schemas.codes import PeriodKind, Unit
from schemas.frames import Record, is_missing, records
from schemas.reading import frame_of
from schemas.tables import Goals, Measures
from schemas.words.vocabulary import Words
from workbook.documents.model import Block, Cell, Column, DataTable, Heading, Paragraph, TextKind
from workbook.shipped import shipped_measures

ANCHOR = "measures"
_CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")
_TOLD = (Measures.DEFINITION, Measures.SOURCE, Measures.RESPONSIBLE)
"""What a reader must be told of a measure, and what is owed where it is blank."""


def measure_appendix(measures: pd.DataFrame, goals: pd.DataFrame, words: Words) -> tuple[Block, ...]:
    """The appendix of the measures that goals use.

    Args:
        measures: Lines of catalogues of measures, of one workbook or of several; those that no goal uses are left out.
        goals: The goals. A measure that has no line is told by the title of its first goal, the rest of it blank.
        words: The document's language.

    Returns:
        A heading, and the table in the order of the goals; nothing where there are no goals.
    """
    if not len(goals):
        return ()
    lines = _lines(measures, goals)
    titles = _titles(measures)
    used = {measure: _numbers(rows) for measure, rows in goals.groupby(Goals.MEASURE, sort=False)}
    columns = (
        Column(words.text("measures_measure"), width=2.2),
        Column(words.title(Measures, Measures.DEFINITION), width=3.6),
        Column(words.title(Measures, Measures.UNIT), width=1.1),
        Column(words.text("measures_covers"), width=1.3),
        Column(words.text("measures_final"), width=1.2),
        Column(words.title(Measures, Measures.SOURCE), width=1.7),
        Column(words.title(Measures, Measures.RESPONSIBLE), width=1.4),
    )
    rows = tuple(_row(line, used[str(line[Measures.MEASURE])], titles, words) for line in lines)
    table = DataTable(words.text("measures_caption"), columns, rows, below=_owed(lines, words), anchor=ANCHOR)
    heading = Heading(words.text("measures_heading"), anchor=f"{ANCHOR}_appendix")
    return heading, Paragraph(words.text("measures_intro")), table


def _lines(measures: pd.DataFrame, goals: pd.DataFrame) -> list[Record]:
    """The lines of the measures that are used, in the order of the goals; lines that say the same stand once."""
    wanted = list(dict.fromkeys(map(str, goals[Goals.MEASURE])))
    known: dict[str, list[Record]] = {}
    for line in records(measures.drop_duplicates()):
        known.setdefault(str(line[Measures.MEASURE]), []).append(line)
    first = {str(goal[Goals.MEASURE]): goal for goal in reversed(records(goals))}
    bare = {
        measure: {Measures.MEASURE: measure, Measures.TITLE: goal[Goals.TITLE], Measures.UNIT: goal[Goals.UNIT]}
        for measure, goal in first.items()
        if measure not in known
    }
    made = dict(zip(bare, records(frame_of(Measures, list(bare.values()))), strict=True))
    return [line for measure in wanted for line in known.get(measure) or [made[measure]]]


def _titles(measures: pd.DataFrame) -> dict[str, str]:
    """Measure -> its title, of the lines given and of the shipped ones: a definition may name another measure."""
    both = (shipped_measures(), measures)
    return {
        str(line[Measures.MEASURE]): written(line[Measures.TITLE])
        for frame in both
        for line in records(frame)
        if written(line[Measures.TITLE])
    }


def _numbers(goals: pd.DataFrame) -> str:
    return ", ".join(dict.fromkeys(map(str, goals[Goals.NUMBER])))


def _row(line: Record, numbers: str, titles: Mapping[str, str], words: Words) -> tuple[Cell, ...]:
    definition = _CODE.sub(lambda code: _named(code[0], titles, words), written(line[Measures.DEFINITION]))
    title = written(line[Measures.TITLE]) or str(line[Measures.MEASURE])
    texts = (
        words.text("measures_used_by", title=title, goals=numbers),
        or_blank(definition, words),
        _word(Unit, line[Measures.UNIT], words),
        _word(PeriodKind, line[Measures.PERIOD_KIND], words),
        _final(line, words),
        or_blank(line[Measures.SOURCE], words),
        or_blank(line[Measures.RESPONSIBLE], words),
    )
    return tuple(Cell(text) for text in texts)


def _named(code: str, titles: Mapping[str, str], words: Words) -> str:
    """A measure's code in a text as its title: a reader of a document knows no codes."""
    return words.text("measures_named", title=titles[code]) if code in titles else code


def _word(codes: type[Unit | PeriodKind], value: object, words: Words) -> str:
    return words.text("document_blank") if is_missing(value) else words.word(codes(str(value)))


def _final(line: Record, words: Words) -> str:
    """When its figures are final; months by number, since a reader waits for them."""
    if is_missing(line[Measures.LAG]):
        return words.text("document_blank")
    months = int(line[Measures.LAG])
    if not months:
        return words.text("measures_at_once")
    return words.text("measures_after_month" if months == 1 else "measures_after_months", months=months)


def _owed(lines: Sequence[Record], words: Words) -> tuple[Paragraph, ...]:
    """What the catalogue still lacks, counted: blanks in a long table are easily overlooked."""
    counts = {column: sum(not written(line[column]) for line in lines) for column in _TOLD}
    parts = [f"{words.title(Measures, column).lower()} ({count})" for column, count in counts.items() if count]
    return (Paragraph(words.text("measures_owed", what=", ".join(parts)), TextKind.OWED),) if parts else ()
