"""Labels that say what their figures are and when they are of, in one text: ``Result 2008``, ``Value, March 2009``."""

from dataclasses import dataclass

from schemas.cells import Cell, CellKind
from schemas.lexicon.labels import Dimension, FigureRole, Labels, Meaning
from schemas.text.periods import Period, is_day_or_week, is_period
from schemas.thresholds import MOST_PERIOD_WORDS

_EDGES = " ,:-\u2013("


@dataclass(frozen=True)
class Dated:
    """What a label says.

    Args:
        meaning: What it says but for its period.
        period: The period.
        names_year: Whether it names its year.
    """

    meaning: Meaning
    period: Period
    names_year: bool


def dated(text: str, labels: Labels, year: int | None) -> Dated | None:
    """What a label says that ends with a period; None where its beginning or its end is not understood.

    Args:
        text: The label.
        labels: What is known.
        year: The year of a period that names none.
    """
    words = text.split()
    for start in range(max(1, len(words) - MOST_PERIOD_WORDS), len(words)):
        when = " ".join(words[start:]).strip("()")
        period = labels.period(Cell(CellKind.TEXT, when), year)
        name = " ".join(words[:start]).rstrip(_EDGES)
        meaning = _meaning(name, labels) if period is not None else None
        if period is not None and meaning is not None and not is_day_or_week(when):
            return Dated(meaning, period, is_period(when))
    return None


def _meaning(name: str, labels: Labels) -> Meaning | None:
    meanings = labels.meanings(Cell(CellKind.TEXT, name))
    wanted = {Dimension.PART, Dimension.MEASURE, Dimension.CENTRE}
    return next((each for each in meanings if each.dimension in wanted and each.value != FigureRole.IGNORE), None)
