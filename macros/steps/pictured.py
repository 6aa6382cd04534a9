"""What the pictures of the results are drawn from: shares ahead of the target, natural limits, bands in one cell."""

import numpy as np
import pandas as pd

from macros.steps.contract_year import Inputs
from macros.steps.worked import Worked
from schemas.codes import PeriodKind, Unit
from schemas.frames import Record, is_missing, records
from schemas.tables import AHEAD_MONTHS, Results
from schemas.words.vocabulary import Words
from udfs.goals.ahead import Months, ahead, months_ahead, months_drawn
from udfs.goals.arrays import Figures, codes
from udfs.goals.columns import ResultColumns
from udfs.goals.natural_limits import (
    NaturalLimits,
    a_figures_share,
    figure_length,
    is_process,
    natural_limits,
    reaches,
)
from udfs.goals.overlaps import year_start
from workbook.documents.prose.stability import Stability, stability
from workbook.present import target_text

_WHOLE = (
    (Results.TARGET_WHOLE, Results.SHOWN_TARGET, Results.SHOWN_TARGET_MAX),
    (Results.YEAR_TARGET_WHOLE, Results.SHOWN_YEAR_TARGET, Results.SHOWN_YEAR_TARGET_MAX),
    (Results.REQUIRED_WHOLE, Results.SHOWN_REQUIRED, Results.SHOWN_REQUIRED_MAX),
)


def with_pictures(
    frame: pd.DataFrame, inputs: Inputs, worked: Worked, result: ResultColumns, last_month: int, words: Words
) -> pd.DataFrame:
    """Results with what their pictures are drawn from.

    Args:
        frame: The results, a row a goal.
        inputs: What they are computed from.
        worked: The goals worked out, row by row the same.
        result: Their figures.
        last_month: The last month that counts, as a running number.
        words: The language.
    """
    lines = records(frame)
    goals, start = worked.goals, year_start(inputs.year)
    by_month = months_ahead(goals, worked.observed, worked.year.rows, worked.year.validity, start)
    share = ahead(goals, result, worked.year.columns.result, by_month)
    known = ~np.isnan(by_month).all(axis=1)
    line = np.where(known, 0.0, np.nan)
    found = _limits(lines, inputs, worked, last_month)
    drawn: dict[str, object] = {
        **_whole(lines, words),
        Results.AHEAD: share.to_date,
        Results.FORECAST_AHEAD: share.forecast,
        **dict(zip(AHEAD_MONTHS, [line, *by_month.T], strict=True)),
        Results.NATURAL_LOW: found.low,
        Results.NATURAL_HIGH: found.high,
        Results.STABILITY: _words(found, worked, result, last_month, words),
    }
    return frame.assign(**{str(name): _column(values) for name, values in drawn.items()})


def drawn_months(inputs: Inputs, worked: Worked) -> Months:
    """What is drawn of goals month by month.

    Args:
        inputs: What they are computed from.
        worked: The goals worked out.
    """
    year = worked.year
    return months_drawn(worked.goals, worked.observed, year.rows, year.validity, year_start(inputs.year))


def _column(values: object) -> "pd.Series[float] | pd.Series[str]":
    if isinstance(values, np.ndarray):
        return pd.Series(values, dtype=float)
    return pd.Series(values, dtype=object)


def in_words_of(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Results with the levels that are text as another language writes them.

    Args:
        frame: The results, a row a goal.
        words: The language.
    """
    return frame.assign(**{str(name): _column(values) for name, values in _whole(records(frame), words).items()})


def _whole(lines: list[Record], words: Words) -> dict[str, list[str | None]]:
    return {name: [whole_target(row, low, high, words) for row in lines] for name, low, high in _WHOLE}


def whole_target(row: Record, low: str, high: str, words: Words) -> str | None:
    """A level, of a band both its bounds, without its unit: that stands beside."""
    if is_missing(row[low]):
        return None
    text = target_text(row[low], row[high], str(row[Results.SHOWN_UNIT]), words, int(row[Results.DECIMALS]))
    return text.removesuffix(" %")


def _limits(lines: list[Record], inputs: Inputs, worked: Worked, last_month: int) -> NaturalLimits:
    goals = worked.goals
    units = codes([row[Results.UNIT] for row in lines], Unit)
    kinds = [inputs.catalogue.facts(row[Results.MEASURE], row[Results.UNIT]).period_kind for row in lines]
    moving = np.array([kind is PeriodKind.MOVING_12 for kind in kinds], dtype=bool)
    asked = is_process(goals.summary, goals.profile, goals.rule, units, moving)
    return natural_limits(worked.observed, asked, goals.lower, goals.upper, year_start(inputs.year), last_month)


def _words(
    found: NaturalLimits, worked: Worked, result: ResultColumns, last_month: int, words: Words
) -> list[str | None]:
    goals = worked.goals
    length = figure_length(worked.observed, len(goals.rule), last_month).astype(np.float64)

    def asked(level: Figures) -> Figures:
        return a_figures_share(goals.summary, goals.profile, level, goals.span, length)

    never, always = reaches(found, goals.rule, asked(result.target), asked(result.target_max))
    return [
        stability(
            Stability(
                rule=int(goals.rule[row]),
                since=int(found.since[row]),
                side=int(found.side[row]),
                outside=int(found.outside[row]),
                never=bool(never[row]),
                always=bool(always[row]),
            ),
            words,
        )
        if found.known[row]
        else None
        for row in range(len(goals.rule))
    ]
