"""The focus areas of a strategy map: what each supports, its light rolled up from its goals, its actions."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from schemas.codes import Light, PlanStatus, YesNo
from schemas.document_codes import StepKind
from schemas.frames import Record, is_missing, records
from schemas.perspectives import perspective_of
from schemas.tables import ActionPlans, Goals, Results, StrategyLines, Theories
from schemas.text.goal_lists import goal_list
from schemas.text.name_lists import is_marked_blank, names_in
from schemas.words.vocabulary import Words, text_key
from udfs.goals.rolled_up import BEST_FIRST, WHOLE, rolled_up

_SHORT = 60  # letters of an action on the map
_ENDS = (":", "\n", ". ", " \u2013 ")
_PER_CENT = 100
_ENDED = frozenset({PlanStatus.DONE, PlanStatus.DROPPED})


@dataclass(frozen=True)
class Surroundings:
    """What a strategy map stands on.

    Args:
        lines: The table of the map.
        theories: The theories of change.
        actions: The action plans, with what is computed of them.
        goals: The contract's goals.
        results: Their results, with the lights in force.
        share: The part of the goals' weight that a light must hold for.
        words: The language.
        has_lights: Whether lights are told; a contract is made before there are any.
    """

    lines: pd.DataFrame
    theories: pd.DataFrame
    actions: pd.DataFrame
    goals: pd.DataFrame
    results: pd.DataFrame
    share: float
    words: Words
    has_lights: bool = True

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The contract's numbers, in its order."""
        return tuple(dict.fromkeys(self.goals[Goals.NUMBER]))

    @cached_property
    def lights(self) -> Mapping[str, tuple[Light, ...]]:
        """Number -> the lights of its results: one, or one a centre."""
        found: dict[str, tuple[Light, ...]] = {}
        for number, light in zip(self.results[Results.NUMBER], self.results[Results.LIGHT], strict=True):
            found[number] = (*found.get(number, ()), Light(light))
        return found

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Number -> weight, that of its latest line."""
        pairs = zip(self.goals[Goals.NUMBER], self.goals[Goals.WEIGHT], strict=True)
        return {number: WHOLE if is_missing(weight) else float(weight) for number, weight in pairs}

    @cached_property
    def goals_of_theories(self) -> Mapping[str, str]:
        """The key of a theory -> the goals that tell whether it works, as they are written in its lines."""
        found: dict[str, list[str]] = {}
        for theory, goals in zip(self.theories[Theories.THEORY], self.theories[Theories.THEORY_GOALS], strict=True):
            found.setdefault(text_key(str(theory)), []).extend([] if is_missing(goals) else [str(goals)])
        return {theory: "; ".join(dict.fromkeys(goals)) for theory, goals in found.items()}

    @cached_property
    def effects(self) -> Mapping[str, tuple[str, ...]]:
        """The key of a theory -> its long-term effects."""
        found: dict[str, tuple[str, ...]] = {}
        for step in records(self.theories):
            if step[Theories.STEP_KIND] == StepKind.LONG_TERM and not is_missing(step[Theories.TEXT]):
                key = text_key(str(step[Theories.THEORY]))
                found[key] = (*found.get(key, ()), str(step[Theories.TEXT]))
        return found


@dataclass(frozen=True)
class RolledUp:
    """The light of a list of goals together.

    Args:
        goals: Their numbers, in the contract's order.
        light: The light; None where there is no goal.
        how: How it came about, in words.
    """

    goals: tuple[str, ...]
    light: Light | None
    how: str


@dataclass(frozen=True)
class FocusArea:
    """A line of the map.

    Args:
        row: Its row of the table, from 0.
        perspective: Which of the four perspectives, from 0; None for none of them.
        perspective_text: As it is written.
        name: Its name; blank where there is none yet.
        is_blank: Whether its name is a marked blank.
        effects: The long-term effects of the theory of change that bears its name.
        goals: Its goals, as written.
        supports: What it supports, as written.
        rolled: Its light, where it has a name.
        plans: Its actions, short.
    """

    row: int
    perspective: int | None
    perspective_text: str
    name: str
    is_blank: bool
    effects: tuple[str, ...]
    goals: str
    supports: tuple[str, ...]
    rolled: RolledUp
    plans: tuple[str, ...]


def focus_areas(around: Surroundings) -> list[FocusArea]:
    """The lines of the map, in the order of the table."""
    plans = _plans(around)
    return [_area(row, line, plans, around) for row, line in enumerate(records(around.lines))]


def _area(row: int, line: Record, plans: Mapping[str, tuple[str, ...]], around: Surroundings) -> FocusArea:
    name, perspective = (text_of(line[field]) for field in (StrategyLines.FOCUS, StrategyLines.PERSPECTIVE))
    is_blank = not name or is_marked_blank(name)
    goals = text_of(line[StrategyLines.STRATEGY_GOALS]) or around.goals_of_theories.get(text_key(name), "")
    rolled = RolledUp((), None, "") if is_blank and not goals else rolled_up_goals(goals, around)
    return FocusArea(
        row,
        perspective_of(perspective),
        perspective,
        name,
        is_blank,
        around.effects.get(text_key(name), ()),
        "" if is_marked_blank(goals) else goals,
        names_in(line[StrategyLines.SUPPORTS]),
        rolled,
        () if is_blank else plans.get(text_key(name), ()),
    )


def rolled_up_goals(text: str, around: Surroundings) -> RolledUp:
    """The light of a list of goals together; a goal that has no result counts as one without data.

    Args:
        text: The goals, as people write them.
        around: The contract's goals and lights.
    """
    words = around.words
    named = goal_list(text, around.numbers)
    if not around.has_lights:
        return RolledUp(named.goals, None, "")
    ended = [number for number in named.goals if number not in around.lights]
    found = [(light, around.weights[number]) for number in named.goals for light in around.lights.get(number, ())]
    found += [(Light.NONE, WHOLE)] * (len(named.unknown) + len(ended))
    if not found:
        return RolledUp((), None, words.text("strategy_no_goals"))
    light = rolled_up([each for each, _ in found], [weight for _, weight in found], around.share)
    counts = Counter(each for each, _ in found)
    told = ", ".join(_count(each, counts[each], words) for each in reversed(BEST_FIRST) if counts[each])
    share = around.share
    key = "strategy_worst" if share >= WHOLE else "strategy_share"
    parts = [words.text(key, count=len(found), lights=told, share=words.number(share * _PER_CENT))]
    parts += [words.text("strategy_not_in_force", goals=", ".join(ended))] if ended else []
    parts += [words.text("strategy_not_known", goals=", ".join(named.unknown))] if named.unknown else []
    return RolledUp(named.goals, light, "; ".join(parts))


def _count(light: Light, count: int, words: Words) -> str:
    return words.text(f"strategy_{'one' if count == 1 else 'more'}_{light}", count=count)


def _plans(around: Surroundings) -> dict[str, tuple[str, ...]]:
    """The key of a focus area -> its actions, each with who, when and how far."""
    found: dict[str, tuple[str, ...]] = {}
    for action in records(around.actions):
        key = text_key(text_of(action[ActionPlans.FOCUS]))
        if key and not is_missing(action[ActionPlans.ACTION]):
            found[key] = (*found.get(key, ()), _plan(action, around.words))
    return found


def _plan(action: Record, words: Words) -> str:
    status = action[ActionPlans.STATUS]
    told = [text_of(action[field]) for field in (ActionPlans.RESPONSIBLE, ActionPlans.DEADLINE)]
    if status in _ENDED:
        told.append(words.word(PlanStatus(status)).lower())
    elif action[ActionPlans.IS_OVERDUE] == YesNo.YES:
        told.append(words.text("strategy_overdue"))
    inside = ", ".join(filter(None, told))
    name = _shortened(text_of(action[ActionPlans.ACTION]))
    return f"{name} ({inside})" if inside else name


def _shortened(text: str) -> str:
    """What an action is called: up to its first stop, and no longer than the map has room for."""
    end = min((at for mark in _ENDS if (at := text.find(mark)) > 0), default=len(text))
    name = " ".join(text[:end].split()).rstrip(".")
    return name if len(name) <= _SHORT else name[: name.rfind(" ", 0, _SHORT)].rstrip(",;") + " \u2026"


def text_of(value: object) -> str:
    """What a person wrote in a cell, without spaces around it; nothing where there is nothing."""
    return "" if is_missing(value) else str(value).strip()
