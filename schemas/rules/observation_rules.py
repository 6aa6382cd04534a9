"""The rules that observations must keep."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from schemas.codes import FigureKind, Unit
from schemas.context import Context
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.measures import HUNDRED_PER_CENT, MeasureFacts
from schemas.rules.row_rules import Row, RowRule, after_year, centre_choices, doubled, marked, none_of, not_among
from schemas.tables import FIGURES, MARK, Observations
from schemas.text.periods import Period
from schemas.thresholds import FAR_BELOW_TIMES, PRINTED_ROUNDING, SMALL_COUNT

Values = np.ndarray[Any, Any]
_FRACTION_LIMIT = 1.0
_AMOUNTS = [Unit.COUNT, Unit.FULL_TIME, Unit.KR, Unit.KWH]


_doubled = doubled(Observations.CENTRE, Observations.MEASURE, Observations.PERIOD)


def _doubled_figure(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    return none_of(frame) if context.parts else _doubled(frame, context)


def _said(frame: pd.DataFrame, values: Mapping[str, Any], otherwise: Any, kind: Any = object) -> Values:
    """What is said of each row's measure, as an array: it is asked by many rules, and of small tables mostly."""
    return np.array([values.get(measure, otherwise) for measure in frame[Observations.MEASURE].tolist()], dtype=kind)


def _facts(frame: pd.DataFrame, context: Context, fact: Callable[[MeasureFacts], Any], otherwise: Any) -> Values:
    """Something that the catalogue says of each row's measure; without a known unit nothing."""
    said = {measure: fact(context.catalogue.facts(measure, unit)) for measure, unit in context.measures.items()}
    return _said(frame, said, otherwise, float if isinstance(otherwise, float) else object)


def _kinds(frame: pd.DataFrame, context: Context) -> Values:
    """The kind of figure of each row; without a known unit none."""
    return _facts(frame, context, lambda facts: facts.kind, None)


def _units(frame: pd.DataFrame, context: Context) -> Values:
    """The unit of each row's measure, where it is known."""
    return _said(frame, context.measures, None)


def _figures(frame: pd.DataFrame, column: Field) -> Values:
    return frame[column].to_numpy()


def _value_kind(frame: pd.DataFrame, context: Context, kind: FigureKind) -> Values:
    return np.equal(_kinds(frame, context), kind)


def _numerator_above(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    kinds = _kinds(frame, context)
    # Without a workbook the unit is not known: then a numerator above its denominator is taken as a share's.
    share = (kinds == FigureKind.SHARE) | (kinds == None)  # noqa: E711  of each row
    return marked(frame, share & (_figures(frame, Observations.NUMERATOR) > _figures(frame, Observations.DENOMINATOR)))


def _lowest(frame: pd.DataFrame, context: Context) -> Values:
    return _facts(frame, context, lambda facts: facts.lower, np.nan)


def _highest(frame: pd.DataFrame, context: Context) -> Values:
    return _facts(frame, context, lambda facts: facts.upper, np.nan)


def _beyond_the_whole(frame: pd.DataFrame, context: Context) -> Values:
    whole = _highest(frame, context) == HUNDRED_PER_CENT
    above = _figures(frame, Observations.VALUE) > HUNDRED_PER_CENT
    share: Values = _value_kind(frame, context, FigureKind.SHARE) & whole & above
    return share


def _share_above(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """Shares beyond the whole."""
    return marked(frame, _beyond_the_whole(frame, context))


def _above(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """Other figures beyond what the catalogue allows."""
    above = _figures(frame, Observations.VALUE) > _highest(frame, context)
    return marked(frame, above & ~_beyond_the_whole(frame, context))


def _below_zero(column: Field) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        return marked(frame, (_figures(frame, column) < 0) & (_lowest(frame, context) >= 0))

    return breaks


def _below(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """Figures below another bound than 0."""
    lowest, value = _lowest(frame, context), _figures(frame, Observations.VALUE)
    return marked(frame, (value < lowest) & ~((lowest >= 0) & (value < 0)))


def _other_period_now(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """Figures of the contract year that are another measure's."""
    return _other_period(frame, context) & ~_earlier(frame, context)


def _other_period_before(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """History that is another measure's: it may stand, for it does not count."""
    return _other_period(frame, context) & _earlier(frame, context)


def _earlier(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    year = context.year
    periods = frame[Observations.PERIOD].tolist()
    return marked(frame, [year is not None and isinstance(period, Period) and period.year < year for period in periods])


def _other_period(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """Figures of a longer or shorter period than the measure is counted over: they are another measure's."""
    if not context.strict:
        return none_of(frame)  # said when the figures were imported
    facts = _facts(frame, context, lambda facts: facts, None)
    found = [
        isinstance(period, Period) and isinstance(said, MeasureFacts) and not said.fits(period)
        for period, said in zip(frame[Observations.PERIOD], facts, strict=True)
    ]
    return marked(frame, found)


def _bound(fact: Callable[[MeasureFacts], float]) -> Callable[[Row, Context], dict[str, object]]:
    def details(row: Row, context: Context) -> dict[str, object]:
        measure = row[Observations.MEASURE]
        facts = context.catalogue.facts(measure, context.measures[measure])
        return {"measure": measure, "bound": context.words.number(fact(facts))}

    return details


def _covers(row: Row, context: Context) -> dict[str, object]:
    measure = row[Observations.MEASURE]
    covers = context.catalogue.facts(measure, context.measures[measure]).period_kind
    return {"measure": measure, "covers": context.words.word(covers)}


def _after_extract(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    drawn = [context.extracted if is_missing(day) else day for day in frame[Observations.EXTRACTED].tolist()]
    ends = [period.last_day if isinstance(period, Period) else None for period in frame[Observations.PERIOD].tolist()]
    late = [end is not None and isinstance(day, date) and end > day for end, day in zip(ends, drawn, strict=True)]
    return marked(frame, late)


def _absent(frame: pd.DataFrame, column: str) -> Values:
    return pd.isna(frame[column].to_numpy())


def _no_figure(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    none = [_absent(frame, column) for column in FIGURES[Observations]]
    return marked(frame, np.logical_and.reduce(none) & _absent(frame, MARK))


def _half_ratio(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    one_missing = _absent(frame, Observations.NUMERATOR) ^ _absent(frame, Observations.DENOMINATOR)
    return marked(frame, one_missing & _absent(frame, MARK))


def _parts_of_amount(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """A numerator and a denominator of what is no ratio: one over the other is not its figure."""
    if not context.strict:
        return none_of(frame)
    amounts = np.array([unit in _AMOUNTS for unit in _units(frame, context)], dtype=bool)
    parts = ~_absent(frame, Observations.NUMERATOR) & ~_absent(frame, Observations.DENOMINATOR)
    return marked(frame, amounts & parts & _absent(frame, Observations.VALUE))


def rebuilt(frame: pd.DataFrame, context: Context) -> "pd.Series[Any]":
    """Numerator over denominator, in the measure's unit (per cent for ``pct``)."""
    scale = np.where(_units(frame, context) == Unit.PCT, HUNDRED_PER_CENT, 1.0)
    denominator = _figures(frame, Observations.DENOMINATOR)
    denominator = np.where(denominator != 0, denominator, np.nan)
    with np.errstate(all="ignore"):
        return pd.Series(_figures(frame, Observations.NUMERATOR) / denominator * scale, index=frame.index)


def _disagrees(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    if not context.measures:
        return none_of(frame)
    gap = (frame[Observations.VALUE] - rebuilt(frame, context)).abs()
    return gap > PRINTED_ROUNDING


def _all_fractions(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """Shares of a measure that all lie between 0 and 1, far below where its figures stand."""
    if not context.levels:
        return none_of(frame)
    measures = frame[Observations.MEASURE]
    highest = frame[Observations.VALUE].groupby(measures).transform("max")
    levels = measures.map(context.levels)
    return (frame[Observations.VALUE] > 0) & (highest <= _FRACTION_LIMIT) & (highest * FAR_BELOW_TIMES <= levels)


def _some_fractions(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    value = frame[Observations.VALUE]
    share = marked(frame, _value_kind(frame, context, FigureKind.SHARE))
    some = share & (value > 0) & (value < _FRACTION_LIMIT)
    return some & ~_all_fractions(frame, context) if some.any() else some


def _in_per_cent(row: Row, context: Context) -> dict[str, object]:
    return {"taken": context.words.number(round(row[Observations.VALUE] * HUNDRED_PER_CENT, 6))}


def _small(column: Field) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    """Counts that may point at persons: a count of persons or cases, and the parts of a share of them."""

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        if not context.strict:
            return none_of(frame)  # said when the figures were imported
        counted = _units(frame, context) == (Unit.COUNT if column == Observations.VALUE else Unit.PCT)
        figures = _figures(frame, column)
        return marked(frame, counted & (figures > 0) & (figures < SMALL_COUNT))

    return breaks


def _computed(row: Row, context: Context) -> dict[str, object]:
    unit = context.measures.get(row[Observations.MEASURE])
    scale = HUNDRED_PER_CENT if unit == Unit.PCT else 1.0
    computed = row[Observations.NUMERATOR] / row[Observations.DENOMINATOR] * scale
    return {"computed": context.words.number(round(computed, 2))}


OBSERVATION_RULES = (
    RowRule("unknown_centre", Observations.CENTRE, not_among(Observations.CENTRE, lambda c: c.centres), centre_choices),
    RowRule(
        "unknown_measure",
        Observations.MEASURE,
        not_among(Observations.MEASURE, lambda c: c.measures),
        lambda row, context: {
            "near": context.near(str(row[Observations.MEASURE]), frozenset(context.measures) | context.titles)
        },
    ),
    RowRule(
        "numerator_above_denominator",
        Observations.NUMERATOR,
        _numerator_above,
        lambda row, context: {"denominator": context.words.number(row[Observations.DENOMINATOR])},
    ),
    RowRule("share_above_100", Observations.VALUE, _share_above),
    RowRule("above_upper", Observations.VALUE, _above, _bound(lambda facts: facts.upper)),
    RowRule("below_lower", Observations.VALUE, _below, _bound(lambda facts: facts.lower)),
    RowRule(
        "fractions",
        Observations.VALUE,
        _all_fractions,
        lambda row, context: {
            **_in_per_cent(row, context),
            "measure": row[Observations.MEASURE],
            "level": context.words.number(round(context.levels[row[Observations.MEASURE]], 1)),
        },
    ),
    RowRule("looks_like_fraction", Observations.VALUE, _some_fractions, _in_per_cent),
    RowRule("below_zero", Observations.VALUE, _below_zero(Observations.VALUE)),
    RowRule("below_zero", Observations.NUMERATOR, _below_zero(Observations.NUMERATOR)),
    RowRule("below_zero", Observations.DENOMINATOR, _below_zero(Observations.DENOMINATOR)),
    RowRule(
        "period_after_year",
        Observations.PERIOD,
        after_year(Observations.PERIOD),
        lambda _, context: {"year": context.year},
    ),
    RowRule("other_period_kind", Observations.PERIOD, _other_period_now, _covers, figure=Observations.VALUE),
    RowRule("other_period_before", Observations.PERIOD, _other_period_before, _covers, figure=Observations.VALUE),
    RowRule(
        "period_after_extract",
        Observations.PERIOD,
        _after_extract,
        lambda row, context: {"extracted": row[Observations.EXTRACTED] or context.extracted},
    ),
    RowRule(
        "duplicate_observation",
        Observations.PERIOD,
        _doubled_figure,
        lambda row, _: {"centre": row[Observations.CENTRE], "measure": row[Observations.MEASURE], "also": ""},
        figure=Observations.VALUE,
    ),
    RowRule("no_figure", Observations.VALUE, _no_figure),
    RowRule("half_ratio", Observations.NUMERATOR, _half_ratio),
    RowRule(
        "parts_of_amount",
        Observations.NUMERATOR,
        _parts_of_amount,
        lambda row, context: {
            "measure": row[Observations.MEASURE],
            "unit": context.words.word(Unit(context.measures[row[Observations.MEASURE]])),
        },
    ),
    RowRule("zero_denominator", Observations.DENOMINATOR, lambda frame, _: frame[Observations.DENOMINATOR] == 0),
    RowRule("small_count", Observations.VALUE, _small(Observations.VALUE)),
    RowRule("small_count", Observations.NUMERATOR, _small(Observations.NUMERATOR)),
    RowRule("small_count", Observations.DENOMINATOR, _small(Observations.DENOMINATOR)),
    RowRule("value_disagrees", Observations.VALUE, _disagrees, _computed),
)
