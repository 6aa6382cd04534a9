"""What the steps of one goal are told from: its line of results, its contract line, its observations, its cells."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from macros.steps.explaining.evidence import Evidence
from macros.steps.explaining.figure import Figure
from macros.steps.explaining.step import Input, Step
from schemas.codes import Summary, Unit
from schemas.fields import Field
from schemas.frames import Record, is_missing
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import Goals, Results
from schemas.words.vocabulary import Words
from udfs.goals.arrays import Figures
from workbook.present import amount

_CLOSE = 1e-9


@dataclass(frozen=True)
class EarlierLine:
    """The line of the contract that a renegotiated goal had before.

    Args:
        line: The line.
        cells: The cells of a field of it.
    """

    line: Record
    cells: Callable[[Field], Sequence[Input]]


@dataclass(frozen=True)
class Subject:
    """A goal to be explained.

    Args:
        row: Its line of the results, with its assessment.
        computed: Its line of the results as computed.
        goal: Its line of the contract in force.
        seen: Its observations.
        cells: The cells of a field of the contract (of a total, one for each member).
        parameter: A parameter by its name.
        assessed: The cells of the assessment.
        catalogue: The cells that say what figures there can be.
        words: The language.
        spread: What the back-test makes of the width of the forecast's interval; None where that is not known here.
        learned: The cells of what a consolidated workbook has taught of goals summed up alike.
        earlier: The version of the goal before the one in force; None where there is none.
    """

    row: Record
    computed: Record
    goal: Record
    seen: Evidence
    cells: Callable[[Field], Sequence[Input]]
    parameter: Callable[[str], Sequence[Input]]
    assessed: Callable[[Field], Sequence[Input]]
    catalogue: Sequence[Input]
    words: Words
    spread: float | None = None
    learned: Sequence[Input] = ()
    earlier: EarlierLine | None = None

    @property
    def is_total(self) -> bool:
        """Whether the goal is a group's or the total's, made of its members'."""
        return not is_missing(self.row.get(Results.MADE_OF))

    def has(self, field: str) -> bool:
        """Whether the results have a figure."""
        return not is_missing(self.row.get(field))

    def figure(self, field: str) -> float:
        """A figure of the results."""
        return float(self.row[field])

    def column(self, field: str) -> Figures:
        """A figure of the results as the functions that compute take it, NaN where there is none."""
        return np.array([self.figure(field) if self.has(field) else np.nan])

    def number(self, field: str) -> str:
        """A figure of the results with all its digits, in brackets where it is negative."""
        return put(self.figure(field), self.words)

    def text(self, key: str, **values: object) -> str:
        """A sentence in the user's language."""
        return self.words.text(key, **values)

    def shown(self, field: str, unit: str | None = None, sign: bool = False) -> str:
        """A figure as the sheets show it."""
        return amount(
            self.row.get(field),
            unit or str(self.row[Results.UNIT]),
            self.words,
            sign,
            int(self.row[Results.DECIMALS]),
        )

    def step(self, field: Field, formula: str, worked: str = "", **more: Any) -> Step:
        """A step about a figure of the results.

        Args:
            field: The figure.
            formula: The formula in words.
            worked: The right side of the formula with the figures put in, without its outcome.
            more: What else a step takes; ``unit`` and ``sign`` for how the figure is shown.
        """
        unit, sign = more.pop("unit", None), more.pop("sign", False)
        value = self.row.get(field)
        is_figure = is_missing(value) or isinstance(value, float | int)
        shown = self.shown(field, unit, sign) if is_figure else str(value)
        value = None if is_missing(value) else value
        # A formula that only repeats its figure says nothing.
        is_told = bool(worked) and value is not None and " " in worked
        outcome = f"{worked} = {self.words.number(float(value))}" if is_told and value is not None else ""
        return Step(str(field), self.words.title(Results, field), value, shown, formula, outcome, **more)

    def close(self, outcome: float, field: str) -> bool:
        """Whether a formula's outcome is a figure of the results, but for the computer's own rounding."""
        return math.isclose(outcome, self.figure(field), rel_tol=_CLOSE, abs_tol=_CLOSE)

    @property
    def summary(self) -> str:
        """How the figures of several periods become one."""
        return str(self.goal[Goals.SUMMARY])


def put(value: float, words: Words) -> str:
    """A number as it is put into a formula: ten digits, in brackets where it is negative."""
    text = words.number(value)
    return f"({text})" if value < 0 else text


def summed_up(figures: Sequence[Figure], summary: str, unit: str, words: Words) -> tuple[str, str]:
    """How several observations become one figure.

    Args:
        figures: The observations, in order of time.
        summary: Code of ``Summary``.
        unit: The goal's unit.
        words: The language.

    Returns:
        The key of the formula in words, and the formula with the figures put in.
    """
    numbers = [put(each.value, words) for each in figures]
    if summary == Summary.LAST:
        return "explain_last", numbers[-1]
    if summary == Summary.SUM:
        return "explain_sum", " + ".join(numbers)
    if summary == Summary.RATIO and all(each.has_parts for each in figures):
        above = " + ".join(put(each.numerator, words) for each in figures)
        below = " + ".join(put(each.denominator, words) for each in figures)
        times = f" × {HUNDRED_PER_CENT:.0f}" if unit == Unit.PCT else ""
        return "explain_ratio", f"({above}) / ({below}){times}"
    if len(figures) == 1:
        return "explain_mean", numbers[0]
    lengths = [int(each.period.grain) for each in figures]
    if len(set(lengths)) == 1:
        return "explain_mean", f"({' + '.join(numbers)}) / {len(numbers)}"
    weighted = " + ".join(f"{length} × {number}" for length, number in zip(lengths, numbers, strict=True))
    return "explain_weighted_mean", f"({weighted}) / {sum(lengths)}"
