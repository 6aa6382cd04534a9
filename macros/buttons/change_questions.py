"""The questions of the button *Ret kontrakt*, and how their answers are read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from macros.buttons.desk import Desk
from macros.steps.contract_changes.opened import OpenRegister
from macros.steps.contract_changes.planned import Decision
from macros.steps.contract_changes.read_given import typed
from macros.terminal.change_days import change_day
from schemas.errors import RefusedError
from schemas.fields import Field
from schemas.issues.issue import Issue, Place
from schemas.tables import Centres, Goals
from schemas.words.vocabulary import Words, headers, text_key

_Chosen = TypeVar("_Chosen")
_BOX = 4
"""Parts of the box of a new goal that must be there: number, title, target, first day."""
ROOM = 150
"""Letters for the names that may be chosen; Excel's box for an answer holds some 250 in all."""
_BETWEEN = re.compile("[,;]")


class StoppedError(Exception):
    """The user thinks better of it, or the host cannot ask."""


@dataclass(frozen=True)
class Asking:
    """The questions to the user, about a register."""

    desk: Desk
    opened: OpenRegister
    language: Words
    proposed: tuple[str, str]

    def answer(self, key: str, suggestion: str = "", **about: object) -> str:
        """An answer, or the suggestion; never a blank one."""
        given = self.desk.choose(self.language.text(key, **about), suggestion)
        if not (given or "").strip():
            raise StoppedError
        return str(given).strip()

    def day(self, key: str, is_first: bool) -> date:
        """A day, the first or the last one."""
        text = self.answer(key)
        return day_of(text, is_first, self.language)

    def decision(self, day: date) -> Decision:
        """Why, and who decided it."""
        reason = self.answer("ask_change_reason")
        return Decision(day, reason, self.answer("ask_change_decided", self.language.text("change_board")))

    def goal(self) -> tuple[str, str]:
        """Centre and number of a goal; the selected row's goal is proposed."""
        number = self.answer("ask_change_goal", self.proposed[1])
        goals = self.opened.goals
        same = goals[Goals.NUMBER].map(lambda each: text_key(str(each))) == text_key(number)
        having = list(dict.fromkeys(map(str, goals.loc[same, Goals.CENTRE])))
        if len(having) <= 1:
            return self.opened.whose(number, [])[0], number
        usual = self.proposed[0] if self.proposed[0] in having else ""
        return self.centre(having, usual), number

    def centre(self, names: Sequence[str], usual: str = "") -> str:
        """One of several centres."""
        return self.opened.centre(self.answer("ask_change_centre", usual, choices=self._choices(names)))

    def model(self) -> tuple[str, str]:
        """Centre and number of the goal whose fields a new one takes; asked of several only where they differ."""
        number = self.answer("ask_change_like", self.proposed[1])
        goals = self.opened.goals
        same = goals[goals[Goals.NUMBER].map(lambda each: text_key(str(each))) == text_key(number)]
        having = list(dict.fromkeys(map(str, same[Goals.CENTRE])))
        if self.proposed[0] in having:
            return self.proposed[0], number
        if len(having) > 1 and same[Goals.MEASURE].nunique() > 1:
            return self.centre(having), number
        return (having[0] if having else self.opened.whose(number, [])[0]), number

    def centres(self, usual: str) -> Sequence[str]:
        """The names of centres; ``alle`` stays as it is, blank."""
        text = self.answer("ask_change_centres", usual, choices=self._choices(self.opened.register.holders))
        if text_key(text) in self.language.text("answers_all").split(";"):
            return []
        return [self.opened.listed(name) for name in _names(text, self.opened.register.holders)]

    def _choices(self, names: Sequence[str]) -> str:
        """Names as there is room for them in a question: short ones where the whole ones are too long."""
        text = ", ".join(names)
        if len(text) > ROOM:
            listed = self.opened.register.centres
            short = dict(zip(listed[Centres.CENTRE], listed[Centres.SHORT_NAME], strict=True))
            text = ", ".join(str(short[name]) if isinstance(short.get(name), str) else name for name in names)
        return text if len(text) <= ROOM else f"{text[:ROOM]}…"


@dataclass(frozen=True)
class Box:
    """What the box of a new goal says.

    Args:
        number: The goal's number.
        given: Its title and target, and the fields that follow.
        day: The day from which it counts.
    """

    number: str
    given: dict[Field, object]
    day: date


def box_of(text: str, opened: OpenRegister, language: Words) -> Box:
    """Read ``1.5; Unge i uddannelse; 60; 01-07-2025; Enhed = pct.``.

    Args:
        text: Number, title, target and first day; fields of the goal may follow by their titles.
        opened: The register.
        language: The user's language.

    Raises:
        RefusedError: A part is missing, or is not what it should be.
    """
    parts = [part.strip() for part in text.split(";")]
    if len(parts) < _BOX or not all(parts[:_BOX]):
        raise RefusedError([Issue("change_box_parts", Place(), text)])
    number, title, target, day = parts[:_BOX]
    further = [part for part in parts[_BOX:] if part]
    fields = field_texts("; ".join(further)) if further else {}
    texts = {Goals.TITLE: title, Goals.TARGET: target, **fields}
    return Box(number, typed(texts, opened.year, language), day_of(day, True, language))


def field_texts(text: str) -> dict[Field, str]:
    """The fields of ``Måltal = 700; Mål = 700 pladser``, by the titles of the columns.

    Raises:
        RefusedError: One is no column's title.
    """
    known = headers(Goals)
    texts: dict[Field, str] = {}
    for part in text.split(";"):
        title, sign, value = part.partition("=")
        field = known.get(text_key(title))
        if field is None or not sign:
            raise RefusedError([Issue("change_field_unknown", Place(), " ".join(part.split()))])
        texts[field] = value.strip()
    return texts


def day_of(text: str, is_first: bool, language: Words) -> date:
    """A day as it was answered.

    Raises:
        RefusedError: It is none.
    """
    day = change_day(text, is_first)
    if day is None:
        raise RefusedError([Issue("not_a_date", Place(column=words_of(language, Goals.VALID_FROM)), text)])
    return day


def words_of(language: Words, field: Field) -> str:
    """A field of goals by its title."""
    return language.title(Goals, field)


def one_of(choices: Mapping[str, _Chosen], answer: str) -> _Chosen:
    """What an answer by number stands for.

    Raises:
        StoppedError: It is none of the numbers.
    """
    if answer not in choices:
        raise StoppedError
    return choices[answer]


def _names(text: str, holders: Sequence[str]) -> list[str]:
    """The names of an answer; a name that has a comma of its own is one."""
    whole = {text_key(name) for name in holders}
    if text_key(text) in whole:
        return [text]
    return [name.strip() for name in _BETWEEN.split(text) if name.strip()]
