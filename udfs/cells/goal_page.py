"""A goal as the sheet where it is tried out hands it to a function: its figures of today, and what is changed.

Both are one column of cells in the order of ``WhatIf``.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from schemas.codes import Basis, Light, Rule, Summary, Verdict, WhatIf, YearProfile
from schemas.parameters import FAR_CHANCE, RED_CHANCE, YELLOW_CHANCE, usual
from schemas.words.vocabulary import Words
from udfs.cells.call import ArgumentError, Call
from udfs.forecasting.light_levels import Levels, light_levels
from udfs.forecasting.what_if import Change, GoalNow
from udfs.goals.arrays import Figures
from udfs.goals.targets import MONTHS, is_change

LINES = len(WhatIf)
_CHANGED = (WhatIf.RESULT, WhatIf.TARGET, WhatIf.TARGET_MAX, WhatIf.REST)


@dataclass(frozen=True)
class GoalPage:
    """What a page says.

    Args:
        standing: The goal as it stands: one row.
        change: What is changed.
        decimals: Decimals of its figures.
        wrong: What is wrong with a cell; empty where nothing is.
        key: What tells the page from others.
    """

    standing: GoalNow
    change: Change
    decimals: int
    wrong: str
    key: str


def goal_page(call: Call, today: str, change: str) -> GoalPage:
    """The goal of a page.

    Args:
        call: The call of the function.
        today: The argument with the figures of today.
        change: The argument with what is changed.

    Raises:
        ArgumentError: A range is none of a page's.
    """
    key = repr((call.cells(today), call.cells(change), call.words.language))
    last = _LAST.page
    if last is None or last.key != key:
        last = _LAST.page = _read(call, today, change, key)
    return last


def _read(call: Call, today: str, change: str, key: str) -> GoalPage:
    now, wanted = (_lines(call, key) for key in (today, change))
    figure = _reader(now)
    standing = GoalNow(
        rule=now.codes(WhatIf.RULE, Rule, Rule.AT_LEAST).ravel(),
        summary=now.codes(WhatIf.SUMMARY, Summary, Summary.SUM).ravel(),
        profile=now.codes(WhatIf.PROFILE, YearProfile, YearProfile.FLAT).ravel(),
        is_change=is_change(now.codes(WhatIf.BASIS, Basis, Basis.ABSOLUTE).ravel()),
        result=figure(WhatIf.RESULT),
        months=np.nan_to_num(figure(WhatIf.MONTHS)),
        counted=np.nan_to_num(figure(WhatIf.COUNTED)),
        span=np.nan_to_num(figure(WhatIf.SPAN), nan=float(MONTHS)),
        target=figure(WhatIf.TARGET),
        target_max=figure(WhatIf.TARGET_MAX),
        due=figure(WhatIf.DUE),
        due_max=figure(WhatIf.DUE_MAX),
        baseline=figure(WhatIf.BASELINE),
        forecast=figure(WhatIf.FORECAST),
        low=figure(WhatIf.LOW),
        high=figure(WhatIf.HIGH),
        chance=figure(WhatIf.CHANCE),
        lower=figure(WhatIf.LOWEST),
        upper=figure(WhatIf.HIGHEST),
        tolerance=np.nan_to_num(figure(WhatIf.TOLERANCE)),
        verdict=now.codes(WhatIf.VERDICT, Verdict, Verdict.OPEN).ravel(),
        light=now.codes(WhatIf.LIGHT, Light, Light.NONE).ravel(),
        red=_known(figure(WhatIf.RED), usual(RED_CHANCE)),
        far=_known(figure(WhatIf.FAR), usual(FAR_CHANCE)),
        yellow=_known(figure(WhatIf.YELLOW), usual(YELLOW_CHANCE)),
    )
    changed = Change(*(_reader(wanted)(line) for line in _CHANGED))
    decimals = int(np.nan_to_num(figure(WhatIf.DECIMALS), nan=1.0)[0])
    return GoalPage(standing, changed, decimals, now.message or wanted.message, key)


class _Last(threading.local):
    """The last page and its levels: each of the sheet's cells asks for the same."""

    page: GoalPage | None = None
    key: str = ""
    levels: Levels | None = None


_LAST = _Last()


def levels_of(page: GoalPage) -> Levels | None:
    """The table of a page's levels."""
    if _LAST.key != page.key:
        _LAST.levels = light_levels(page.standing, page.change, page.decimals)
        _LAST.key = page.key
    return _LAST.levels


def _lines(call: Call, key: str) -> Call:
    """The cells of a page's column, each an argument of its own."""
    cells = call.cells(key)
    if len(cells) != LINES:
        raise ArgumentError("cell_goal_range", argument=call.name(key), count=LINES)
    return Call(call.function, dict(zip(WhatIf, cells, strict=True)), names=_names(call.words))


def _names(words: Words) -> dict[str, str]:
    return {line: words.word(line) for line in WhatIf}


def _known(values: Figures, otherwise: float) -> Figures:
    return np.where(np.isnan(values), otherwise, values)


def _reader(call: Call) -> Callable[[WhatIf], Figures]:
    return lambda line: call.figures(line).ravel()
