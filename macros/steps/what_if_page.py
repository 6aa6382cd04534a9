"""The sheet *Prøv selv*: one goal with another result, target or level for the rest of the year, and what comes of it.

The formulas move at once where Excel knows the functions. Where it does not, they show what was computed last as long
as that still is what the cells ask, today's figures where nothing is changed, and otherwise that a recalculation is
due.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from macros.steps.function_cells import ADD_IN_PREFIX, MACRO_PREFIX, answer, plain_of, standing, text_of
from macros.steps.try_out_examples import OfGoal, Shown, column
from schemas.cells import SHARED_FORMULA, CellValue, RawTable
from schemas.codes import LevelPart, WhatIf
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.tables import Results
from schemas.words.vocabulary import Words
from udfs.cells import functions
from udfs.forecasting.light_levels import LINES
from workbook.layout import LightLevels, WhatIfPage
from workbook.opc.refs import in_brackets
from workbook.port import Formula

_STANDING = re.compile(r"([\w.]*)WHAT_IF\(")
_TODAY: Mapping[WhatIf, Field] = {
    WhatIf.RESULT: Results.RESULT,
    WhatIf.TARGET: Results.TARGET,
    WhatIf.TARGET_MAX: Results.TARGET_MAX,
    WhatIf.FORECAST: Results.FORECAST,
    WhatIf.LOW: Results.FORECAST_LOW,
    WhatIf.HIGH: Results.FORECAST_HIGH,
    WhatIf.CHANCE: Results.CHANCE,
    WhatIf.REQUIRED: Results.REQUIRED,
    WhatIf.REQUIRED_MAX: Results.REQUIRED_MAX,
    WhatIf.LIGHT: Results.COMPUTED_LIGHT,
    WhatIf.UNIT: Results.UNIT,
    WhatIf.RULE: Results.RULE,
    WhatIf.SUMMARY: Results.SUMMARY,
    WhatIf.PROFILE: Results.PROFILE,
    WhatIf.BASIS: Results.BASIS,
    WhatIf.BASELINE: Results.BASELINE,
    WhatIf.DUE: Results.TARGET_TO_DATE,
    WhatIf.DUE_MAX: Results.TARGET_TO_DATE_MAX,
    WhatIf.MONTHS: Results.MONTHS,
    WhatIf.COUNTED: Results.MONTHS_COUNTED,
    WhatIf.SPAN: Results.MONTHS_OF_GOAL,
    WhatIf.LOWEST: Results.LOWEST,
    WhatIf.HIGHEST: Results.HIGHEST,
    WhatIf.TOLERANCE: Results.TOLERANCE,
    WhatIf.RED: Results.RED_CHANCE,
    WhatIf.FAR: Results.FAR_CHANCE,
    WhatIf.YELLOW: Results.YELLOW_CHANCE,
    WhatIf.VERDICT: Results.VERDICT,
    WhatIf.DECIMALS: Results.DECIMALS,
}
"""Where a line's figure of today stands on the follow-up."""
_LINES = tuple(WhatIf)
_WRITTEN = _LINES[: _LINES.index(WhatIf.REST) + 1]
"""The lines in which the user writes: the choice of the goal first."""
_COMPUTED = _LINES[1 : _LINES.index(WhatIf.LIGHT) + 1]
_HINTS = frozenset(
    {
        WhatIf.RESULT, WhatIf.TARGET, WhatIf.TARGET_MAX, WhatIf.REST, WhatIf.FORECAST, WhatIf.LOW, WhatIf.CHANCE,
        WhatIf.REQUIRED, WhatIf.LIGHT, WhatIf.UNIT,
    }
)  # fmt: skip
_SOURCES = {line: OfGoal(field, WhatIfPage, WhatIfPage.CHANGE) for line, field in _TODAY.items()}
_TITLE = OfGoal(Results.TITLE, WhatIfPage, WhatIfPage.CHANGE)


@dataclass(frozen=True)
class Page:
    """The page's two tables."""

    lines: pd.DataFrame
    levels: pd.DataFrame


def new_page(shown: Shown, words: Words, macros: bool) -> Page:
    """The page of a new workbook.

    Args:
        shown: The workbook's figures with its first goal chosen.
        words: Its language.
        macros: Whether the functions are its own macros; otherwise they come from an add-in.
    """
    chosen = [shown.goal.get(Results.NUMBER), *[None] * (len(_LINES) - 1)]
    return _page(chosen, shown, words, MACRO_PREFIX if macros else ADD_IN_PREFIX)


def refreshed_page(raw: RawTable, shown: Mapping[str, Shown], words: Words, macros: bool) -> Page | None:
    """The page after a recalculation: what the user chose and wrote, and what comes of it now.

    Args:
        raw: The page's lines as they stand.
        shown: Goal number → the workbook's figures with that goal chosen; ``""`` for none.
        words: The workbook's language.
        macros: Whether the functions are its own macros.

    Returns:
        Its tables; None where the page is not as we make it.
    """
    places = [at for at, title in enumerate(raw.header) if title == words.title(WhatIfPage, WhatIfPage.CHANGE)]
    if len(places) != 1 or len(raw.rows) != len(_LINES):
        return None
    cells = [row[places[0]] for row in raw.rows]
    number = cells[0].text
    return _page([standing(cell) for cell in cells], shown.get(number) or shown[""], words, _prefix(raw, macros))


def _prefix(raw: RawTable, macros: bool) -> str:
    """What stands before a function's name here: an open Excel names an add-in's function otherwise than a file."""
    if macros:
        return MACRO_PREFIX
    formulas = (cell.formula for row in raw.rows for cell in row if cell.formula not in {"", SHARED_FORMULA})
    found = (match[1] for formula in formulas for match in _STANDING.finditer(formula))
    return next((prefix for prefix in found if prefix != MACRO_PREFIX), ADD_IN_PREFIX)


def _page(written: Sequence[object], shown: Shown, words: Words, prefix: str) -> Page:
    values = [_today(line, shown, words) for line in _LINES]
    asking = _Asking([[value] for value in values], [[plain_of(value)] for value in written], words, prefix)
    lines = []
    for place, line in enumerate(_LINES):
        source = _SOURCES.get(line)
        lines.append(
            {
                WhatIfPage.LINE: words.word(line),
                WhatIfPage.TODAY: Formula(source.formula(shown, words), values[place]) if source else None,
                WhatIfPage.CHANGE: written[place] if line in _WRITTEN else None,
                WhatIfPage.OUTCOME: asking.outcome(line) if line in _COMPUTED else None,
                WhatIfPage.HINT: words.text(f"what_if_{line}") if line in _HINTS else None,
            }
        )
    lines[0][WhatIfPage.HINT] = Formula(_TITLE.formula(shown, words), text_of(_TITLE.value(shown, words)))
    levels = [{str(part): asking.level(number, part) for part in LevelPart} for number in range(1, LINES + 1)]
    return Page(
        pd.DataFrame(lines, columns=[str(field) for field in WhatIfPage.fields], dtype=object),
        pd.DataFrame(levels, columns=[str(field) for field in LightLevels.fields], dtype=object),
    )


def _today(line: WhatIf, shown: Shown, words: Words) -> CellValue:
    """What a line's cell of today shows."""
    return text_of(_SOURCES[line].value(shown, words)) if line in _SOURCES else None


@dataclass(frozen=True)
class _Asking:
    """The functions, asked of what stands on the page.

    Args:
        today: The column of today.
        change: The column that the user writes in.
        words: The workbook's language.
        prefix: What stands before a function's name.
    """

    today: list[list[CellValue]]
    change: list[list[object]]
    words: Words
    prefix: str

    def outcome(self, line: WhatIf) -> Formula:
        """A line's outcome."""
        return self._formula(functions.WHAT_IF, [f'"{line}"'], [line.value], _unchanged(self.words))

    def level(self, number: int, part: LevelPart) -> Formula:
        """A cell of the table of levels; its first says where it must be computed first."""
        is_first = number == 1 and part is LevelPart.REST
        otherwise = _literal(self.words.text("what_if_stale")) if is_first else '""'
        return self._formula(functions.LIGHT_LEVEL, [str(number), f'"{part}"'], [float(number), part.value], otherwise)

    def _formula(
        self, function: Callable[..., list[list[object]]], told: list[str], given: list[object], otherwise: str
    ) -> Formula:
        found = text_of(answer(function, [self.today, self.change, *given], self.words))
        columns = [column(WhatIfPage, field, self.words) for field in (WhatIfPage.TODAY, WhatIfPage.CHANGE)]
        called = f"{self.prefix}{function.__name__}({','.join([*columns, *told])})"
        asked = _asked([cell for [cell] in self.change[: len(_WRITTEN)]], self.words)
        return Formula(f"IFERROR({called},IF({asked},{_literal(found)},{otherwise}))", found)


def _cell(number: int, words: Words) -> str:
    """A cell in which the user writes."""
    return f"INDEX({column(WhatIfPage, WhatIfPage.CHANGE, words)},{number})"


def _asked(written: Sequence[object], words: Words) -> str:
    """Whether the cells still ask what was computed."""
    tests = (f"{_cell(number, words)}={_literal(value)}" for number, value in enumerate(written, start=1))
    return f"AND({','.join(tests)})"


def _unchanged(words: Words) -> str:
    """Today's figure where nothing is changed; otherwise that it must be computed first."""
    changed = f"COUNTA({_cell(2, words)}:{_cell(len(_WRITTEN), words)})"
    today = f"{WhatIfPage.name}[[#This Row],[{in_brackets(words.title(WhatIfPage, WhatIfPage.TODAY))}]]"
    return f'IF({changed}=0,{today},"{words.text("what_if_stale")}")'


def _literal(value: object) -> str:
    """A value as a formula holds it."""
    if value is None or is_missing(value):
        return '""'
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return repr(value)
    doubled = str(value).replace('"', '""')
    return f'"{doubled}"'
