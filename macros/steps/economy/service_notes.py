"""What must be said beside the figures of services: what lines lack, and why a volume is not split."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from schemas.codes import Element, Unit
from schemas.tables import Services
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words
from udfs.economy.service_levels import Courses, Level
from udfs.economy.services import LineVariances, ServiceLines, Unsplit
from workbook.present import amount

_WHY = {
    Unsplit.UNITS_DIFFER: "service_units_differ",
    Unsplit.UNIT_BLANK: "service_unit_blank",
    Unsplit.NOTHING_BUDGETED: "service_nothing_budgeted",
    Unsplit.TOO_FAR: "service_too_far",
}
_NEEDED = (Services.UNIT_PRICE, Services.BUDGETED_ACTIVITY, Services.ACTUAL_ACTIVITY, Services.ACTUAL_COST)
"""What a line must have to be compared."""


class ServiceNotes:
    """The notes of a catalogue's follow-up, as columns of texts; None where nothing is to be said.

    Args:
        services: The catalogue.
        lines: The same as columns.
        variances: The variances of its lines.
        words: The language.
    """

    def __init__(self, services: pd.DataFrame, lines: ServiceLines, variances: LineVariances, words: Words) -> None:
        self._services = services
        self._lines = lines
        self._variances = variances
        self._words = words

    def of_lines(self) -> Any:
        """What each line lacks; else why the volume of its element is not split."""
        lacks = np.zeros(len(self._services), dtype=np.intp)
        for place, field in enumerate(_NEEDED):
            lacks |= self._services[field].isna().to_numpy().astype(np.intp) << place
        texts = np.array([self._lacking(code) for code in range(1 << len(_NEEDED))], dtype=object)
        return np.where(lacks > 0, texts[lacks], self._why_unsplit[self._variances.element])

    def of_elements(self, level: Level) -> Any:
        """The notes of elements, or of services within them."""
        return _joined(self._incomplete(level), np.where(level.compared > 0, self._why(level), np.array(None)))

    def of_sums(self, level: Level) -> Any:
        """The notes of sums over elements."""
        unsplit = (level.compared > 0) & ~level.is_whole_split
        text = self._words.text("service_parts_unsplit", elements=self._unsplit_elements)
        return _joined(self._incomplete(level), _where(unsplit, text))

    def of_providers(self, level: Level) -> Any:
        """The notes of providers; the sum of lines without one says so."""
        nobody = self._lines.provider[level.first] < 0
        said = _where(nobody, self._words.text("service_no_provider"))
        return _joined(said, self.of_sums(level))

    def of_courses(self, courses: Courses) -> Any:
        """The notes of courses: the elements without a price, beside those of sums."""
        names = [self._words.show(Services.ELEMENT, element) for element in Element]
        texts = []
        for priced in courses.priced:
            missing = [name for name, is_priced in zip(names, priced, strict=True) if not is_priced]
            texts.append(self._words.text("course_lacks", elements=", ".join(missing)) if missing else None)
        return _joined(np.array(texts, dtype=object), self.of_sums(courses.level))

    def _lacking(self, code: int) -> str | None:
        if not code:
            return None
        titles = [self._words.title(Services, field) for place, field in enumerate(_NEEDED) if code >> place & 1]
        return self._words.text("service_lacks", fields=", ".join(titles))

    def _incomplete(self, level: Level) -> Any:
        """How many lines of a group lack figures, and the budget of the others; a group of one line has that line's."""
        texts = np.full(len(level.first), None, dtype=object)
        for place in np.flatnonzero(level.compared < level.lines):
            lines, compared = int(level.lines[place]), int(level.compared[place])
            if lines == 1:
                texts[place] = self._each[level.first[place]]
            elif not compared:
                texts[place] = self._words.text("service_all_lack", lines=lines)
            else:
                budget = amount(float(kroner(int(level.compared_budget[place]))), Unit.KR, self._words, count=0)
                about = {"count": lines - compared, "lines": lines, "budget": budget}
                texts[place] = self._words.text("service_lines_lack", **about)
        return texts

    @cached_property
    def _each(self) -> Any:
        return self.of_lines()

    def _why(self, level: Level) -> Any:
        return self._why_unsplit[self._variances.element[level.first]]

    @cached_property
    def _why_unsplit(self) -> Any:
        """For each element of a centre why its volume is not split."""
        texts = np.full(len(self._variances.unsplit), None, dtype=object)
        unsplit = np.flatnonzero(self._variances.unsplit)
        if not len(unsplit):
            return texts
        units = self._units()
        for element in unsplit:
            key = _WHY[Unsplit(self._variances.unsplit[element])]
            texts[element] = self._words.text(key, units=_listed(units.get(int(element), ())))
        return texts

    def _units(self) -> dict[int, list[Any]]:
        """The activity units of each element of a centre, among its lines that are compared."""
        compared = self._lines.is_compared
        units = self._services[Services.ACTIVITY_UNIT].to_numpy(dtype=object)[compared]
        frame = pd.DataFrame({"element": self._variances.element[compared], "unit": units}).drop_duplicates()
        return {int(str(element)): group.tolist() for element, group in frame.groupby("element")["unit"]}

    @cached_property
    def _unsplit_elements(self) -> str:
        at_fault = self._lines.is_compared & ~self._variances.is_split
        elements = sorted(set(self._lines.element[at_fault].tolist()))
        return ", ".join(self._words.show(Services.ELEMENT, list(Element)[element]) for element in elements)


def _listed(names: Iterable[Any]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if isinstance(name, str)))


def _where(flags: Any, text: str) -> Any:
    """A text where it is to be said."""
    return np.array([text if flag else None for flag in flags.tolist()], dtype=object)


def _joined(*columns: Iterable[Any]) -> Any:
    """Texts of several columns as one each, with a full stop between."""
    joined, *others = (np.asarray(column, dtype=object) for column in columns)
    for further in others:
        both = np.flatnonzero(_filled(joined) & _filled(further))
        beside = np.where(_filled(joined), joined, further)
        beside[both] = [f"{joined[place].rstrip('.')}. {further[place]}" for place in both]
        joined = beside
    return joined


def _filled(texts: Any) -> Any:
    return pd.notna(texts)
