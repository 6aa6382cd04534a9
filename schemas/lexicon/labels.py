"""What the labels of a sheet mean: a centre, a measure, a period, a part of a ratio, or a total.

A label counts only where it is known, by the name, a short name or an alias; what merely resembles a known name is
proposed to the user and never taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from schemas.cells import Cell, CellKind
from schemas.lexicon.figure_cells import is_period_number
from schemas.lexicon.match import TEXTS_KEPT, Match, label_key, rest_of, says
from schemas.lexicon.nearest import Nearest
from schemas.lexicon.resemblance import Resemblance
from schemas.lexicon.scale_texts import scale_of
from schemas.text.periods import ANY_YEAR, Period, PeriodError, is_period, parse_period, period_of_date
from schemas.text.values import (
    without_mark,
)
from schemas.thresholds import NAMES_ALIKE
from schemas.words.vocabulary import Words, text_key, words

_JOINT = re.compile(r"^[\s:\u2013-]*(?:(?:for|of|af)\s+)?")
"""What stands between a word for a total and what it is of (``Total for Nord``, ``I alt: Nord``)."""
_WITH_YEAR = re.compile(r"(?<!:)\s\d{4}$")
"""``Target 2009``; behind a colon a number is what the word is of (``Note: 2008``)."""
_NOTE_MARK = re.compile(r"\*|\d{1,2}\)|[\u00b9\u00b2\u00b3]")


class Dimension(StrEnum):
    """What a label may be."""

    CENTRE = "centre"
    MEASURE = "measure"
    PERIOD = "period"
    PART = "part"
    TOTAL = "total"


class FigureRole(StrEnum):
    """What the figures under a label are; a count beside a share is the value or left out, by the measure's unit."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    IGNORE = "ignore"
    COUNT = "count"
    SHARE = "share"


PARTS_OF_WORDS = (FigureRole.VALUE, FigureRole.NUMERATOR, FigureRole.DENOMINATOR, FigureRole.IGNORE)
"""The parts that a word stands for by itself."""


@dataclass(frozen=True)
class Meaning:
    """What a label means.

    Args:
        dimension: What it is.
        value: The centre, the measure, the part, the period; empty for a total of all, the group for a group's total.
    """

    dimension: Dimension
    value: str | Period


@lru_cache(maxsize=TEXTS_KEPT)
def _part_of(text: str) -> str | None:
    """The part that a word stands for by itself; what is passed over, before what else it may be."""
    return next((part.value for part in reversed(PARTS_OF_WORDS) if says(text, f"part_{part.value}")), None)


def is_note(text: str) -> bool:
    """Whether a line is a note below or above a table (``Kilde: ...``, ``* ...``, ``1) ...``)."""
    return says(text, "note_starts") or bool(_NOTE_MARK.match(text_key(text)))


def drawn_on(text: str) -> date | None:
    """The day that a line says the export was drawn (``Udtrukket 15-07-2009``); None where it says none."""
    bare = text_key(text)
    if not says(text, "drawn_words"):
        return None
    for match in re.finditer(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})|(\d{4})-(\d{2})-(\d{2})", bare):
        day, month, year, *iso = match.groups()
        numbers = (year, month, day) if year else iso
        try:
            return date(*(int(number) for number in numbers))
        except ValueError:
            continue
    return None


@dataclass(frozen=True)
class Labels:
    """The labels that are known for a sheet.

    Args:
        centres: Every spelling of a centre or group (as ``label_key`` gives it) and its name.
        measures: Every spelling of a measure and its code; an empty code leaves the measure out.
        parts: The user's own words for parts.
        scales: Label -> what its figures are multiplied by, where the user has said it.
        units: Measure -> its unit, as far as the workbook tells.
        holders: The centres whose contract the workbook holds: their label is never a mere total.
        groups: Group -> its centres; the total's name is one of them, and an area wider than the workbook has none.
        beyond: Names that are no centre of the workbook's: wider areas (the whole country), and the rest (unknown).
        year: The year of periods that name none.
        words: The user's language.
        open: Whether labels that are not known are taken as they stand (without a workbook).
        periods: The user's own words for periods.
        columns: The user's own headers of lists (as ``text_key`` gives them) -> field.
        skipped: The labels that the user passes over, whatever they name.
        said: The labels that the user has said the meaning of, wherever they stand.
        strict: Whether labels of others are asked about as misspelt ones are, for nothing else was found.
    """

    centres: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    holders: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beyond: frozenset[str] = frozenset()
    year: int | None = None
    words: Words = field(default_factory=words)
    open: bool = False
    strict: bool = False
    periods: Mapping[str, Period] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()

    def meanings(self, cell: Cell, year: int | None = None) -> list[Meaning]:
        """What a cell may mean as a label, the likeliest first.

        Args:
            cell: The cell.
            year: The year of a period that names none.
        """
        found = []
        if (period := self.period(cell, year)) is not None:
            found.append(Meaning(Dimension.PERIOD, period))
        if cell.kind is not CellKind.TEXT:
            return found
        label = label_key(cell.text)
        centre = self.centres.get(label)
        total = self.total(cell.text)
        if total is not None and centre not in self.holders:
            return [Meaning(Dimension.TOTAL, total)]
        if (part := self.part(cell.text)) is not None:
            found.append(Meaning(Dimension.PART, part))
        if centre is not None:
            found.append(Meaning(Dimension.CENTRE, centre))
        if (measure := self.measure(cell.text)) is not None:
            found.append(Meaning(Dimension.MEASURE, measure))
        return found

    def period(self, cell: Cell, year: int | None = None) -> Period | None:
        """The period that a cell names, or None; without a workbook that of any year where it names none."""
        if cell.kind is CellKind.NUMBER and not is_period_number(cell):
            return None
        if cell.kind not in {CellKind.TEXT, CellKind.NUMBER, CellKind.DATE} or not cell.text.strip():
            return None
        if self.periods and cell.kind is CellKind.TEXT and (said := self.periods.get(label_key(cell.text))):
            return said
        if says(cell.text, "running_words"):
            return None
        try:
            if isinstance(cell.value, date):
                return period_of_date(cell.value, cell.number_format)
            year = year or self.year or (ANY_YEAR if self.open else None)
            return parse_period(without_mark(cell.text).rstrip(" :"), year)
        except PeriodError:
            return None

    def part(self, text: str) -> str | None:
        """The part that a text names, or None."""
        label = label_key(text)
        found = self.parts.get(label) or self.parts.get(label_key(scale_of(text)[0])) or _part_of(text)
        without_year = _WITH_YEAR.sub("", label)
        of_year = _part_of(without_year) if found is None and without_year != label else None
        return (
            FigureRole.IGNORE if of_year == FigureRole.IGNORE else found
        )  # a target of 2009 is passed over as any target is

    def measure(self, text: str) -> str | None:
        """The measure that a text names (empty: to be left out), or None."""
        label = label_key(text)
        found = self.measures.get(label)
        return found if found is not None else self.measures.get(label_key(scale_of(text)[0]))

    def scaled(self, text: str, measure: str = "") -> tuple[str, float]:
        """The label without its scale, and what its figures are multiplied by: the user's word, or the label's own.

        Args:
            text: The label.
            measure: The measure that it stands for, by which the user may say it too.
        """
        bare, factor = scale_of(text)
        said = (self.scales.get(label_key(name)) for name in (text, bare, measure) if name)
        return bare, next((each for each in said if each is not None), factor)

    def total(self, text: str) -> str | None:
        """The group that a label is the total of, empty for the total of the table; None where it is no total."""
        label = label_key(text)
        if label in self.parts or label in self.measures:
            return None  # the user, or a goal, calls something else so
        if says(_WITH_YEAR.sub("", label), "total_words"):
            return ""
        if says(label, "total_words", Match.ENDS):  # what it is of stands before the word, or behind it
            return self.centres.get(label) or self.centres.get(rest_of(label, "total_words", Match.ENDS)) or ""
        return self._totalled(label) if says(label, "total_words", Match.LEADS) else None

    def _totalled(self, label: str) -> str | None:
        """What a label that begins with a word for a total is the total of.

        Returns:
            A centre or group that is known; empty for a measure or period; None for the name of something else
            (``Total quality``).
        """
        rest = _JOINT.sub("", rest_of(label, "total_words", Match.LEADS))
        if rest in self.centres:
            return self.centres[rest]
        is_known = self.measure(rest) is not None or is_period(rest, ANY_YEAR)
        return "" if is_known else None

    def is_mere_total(self, text: str) -> bool:
        """Whether a label says that its row is a total; a centre that is known by that very name is none."""
        return self.total(text) is not None and label_key(text) not in self.centres

    def total_of(self, text: str) -> str:
        """What stands before or behind a word for a total (``2. kvartal i alt``); empty where nothing does."""
        how = Match.ENDS if says(text, "total_words", Match.ENDS) else Match.LEADS
        return rest_of(text, "total_words", how) if says(text, "total_words", how) else ""

    def is_within(self, centre: str, group: str) -> bool:
        """Whether a centre belongs to a group."""
        return centre in self.groups.get(group, frozenset())

    def is_foreign(self, text: str, dimension: Dimension) -> bool:
        """Whether a label is a centre or measure of somebody else: not known, and like none that is.

        Without a workbook nothing is, for everything is taken as it stands.
        """
        if self.open or self.strict or dimension not in {Dimension.CENTRE, Dimension.MEASURE} or not text.strip():
            return False
        known = self.centres if dimension is Dimension.CENTRE else self.measures
        return bool(known) and label_key(text) not in known and not self._resemblance[dimension].of(label_key(text))

    @cached_property
    def _resemblance(self) -> dict[Dimension, Resemblance]:
        of = {Dimension.CENTRE: self.centres, Dimension.MEASURE: self.measures}
        others = {"", *self.beyond}  # what is not ours itself needs no misspelling
        return {
            dimension: Resemblance(label for label, name in names.items() if name not in others)
            for dimension, names in of.items()
        }

    def near(self, text: str, dimension: Dimension) -> str:
        """The known name that a label resembles, to be proposed; empty where none does."""
        known = self.centres if dimension is Dimension.CENTRE else self.measures
        nearest = self._nearest_centre if dimension is Dimension.CENTRE else self._nearest_measure
        found = nearest.of(label_key(text))
        return known[found] if found is not None else ""

    @cached_property
    def _nearest_centre(self) -> Nearest:
        return Nearest(self.centres, NAMES_ALIKE)

    @cached_property
    def _nearest_measure(self) -> Nearest:
        return Nearest(self.measures, NAMES_ALIKE)
