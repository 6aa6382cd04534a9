"""The figures of workbooks as they are published: goals, groups, months, lights, budgets; what is small is hidden."""

from collections.abc import Iterator, Sequence

import pandas as pd

from macros.steps.documents.material import Material
from macros.steps.documents.report_lines import Line, hidden_by_export, with_masks
from macros.steps.publishing.columns import Filled, Naming, filled_table
from macros.steps.publishing.months import month_rows
from schemas.codes import Light
from schemas.frames import Record, records
from schemas.tables import BudgetFollowUp, Goals, Results
from schemas.words.vocabulary import Words
from workbook.documents.prose.shown_figures import LEAST_SHOWN, has_forecast
from workbook.publishing.model import Mark, Publication, PublishedTable, Shape

_NAMES = (
    Filled("centre", Results.CENTRE),
    Filled("number", Results.NUMBER),
    Filled("title", Results.TITLE),
)
_MEASURE = Filled("measure", Results.MEASURE)
_FORECASTS = (Results.SHOWN_FORECAST, Results.SHOWN_LOW, Results.SHOWN_HIGH)
_UNIT = Filled("unit", Results.SHOWN_UNIT)
_FIGURES = (
    _UNIT,
    Filled("as_of", Results.AS_OF, Shape.DATE),
    Filled("target", Results.SHOWN_TARGET, Shape.FIGURE, Mark.MISSING),
    Filled("target_max", Results.SHOWN_TARGET_MAX, Shape.FIGURE),
    Filled("result", Results.SHOWN_RESULT, Shape.FIGURE, Mark.MISSING, secret=True),
    Filled("difference", Results.SHOWN_DIFFERENCE, Shape.FIGURE, Mark.MISSING, secret=True),
    Filled("light", Results.LIGHT),
)
_NOTE = Filled("note", Results.NOTE, secret=True)
_GOALS = (
    *_NAMES,
    Filled("parameter", Goals.PARAMETER),
    Filled("goal_type", Goals.GOAL_TYPE),
    Filled("rule", Results.RULE),
    _UNIT,
    Filled("source", Goals.SOURCE),
    _MEASURE,
)
_RESULTS = (*_NAMES, *_FIGURES, Filled("computed_light", Results.COMPUTED_LIGHT), _NOTE)
_OUTLOOKS = (
    *_NAMES,
    _UNIT,
    Filled("year_target", Results.SHOWN_YEAR_TARGET, Shape.FIGURE, Mark.MISSING),
    Filled("year_target_max", Results.SHOWN_YEAR_TARGET_MAX, Shape.FIGURE),
    Filled("forecast", Results.SHOWN_FORECAST, Shape.FIGURE, Mark.MISSING, secret=True),
    Filled("forecast_low", Results.SHOWN_LOW, Shape.FIGURE, Mark.MISSING, secret=True),
    Filled("forecast_high", Results.SHOWN_HIGH, Shape.FIGURE, Mark.MISSING, secret=True),
    Filled("chance", Results.CHANCE, Shape.CHANCE, Mark.MISSING, secret=True),
    Filled("verdict", Results.VERDICT),
)
_GROUPS = (
    Filled("centre", Results.CENTRE),
    Filled("title", Results.TITLE),
    *_FIGURES,
    Filled("made_of", Results.MADE_OF),
    _NOTE,
    _MEASURE,
)
_MONTHS = (
    *_NAMES,
    Filled("unit", Results.UNIT),
    Filled("month", "month"),
    Filled("value", "value", Shape.FIGURE, Mark.MISSING),
    _MEASURE,
)
_LIGHTS = (
    Filled("centre", Goals.CENTRE),
    Filled("parameter", Goals.PARAMETER),
    *(Filled(light.value, light.value, Shape.WHOLE) for light in Light),
    Filled("goals", "goals", Shape.WHOLE),
)
_BUDGETS = (
    Filled("centre", BudgetFollowUp.CENTRE),
    Filled("account", BudgetFollowUp.ACCOUNT),
    Filled("period", BudgetFollowUp.PERIOD),
    Filled("year_budget", BudgetFollowUp.YEAR_BUDGET, Shape.KRONER, Mark.MISSING),
    Filled("corrected", BudgetFollowUp.CORRECTED, Shape.KRONER, Mark.MISSING),
    Filled("actual", BudgetFollowUp.ACTUAL, Shape.KRONER, Mark.MISSING),
    Filled("year_use", BudgetFollowUp.YEAR_USE, Shape.PER_CENT, Mark.MISSING),
    Filled("remaining", BudgetFollowUp.REMAINING, Shape.KRONER, Mark.MISSING),
    Filled("forecast", BudgetFollowUp.FORECAST, Shape.KRONER, Mark.MISSING),
    Filled("forecast_low", BudgetFollowUp.FORECAST_LOW, Shape.KRONER, Mark.MISSING),
    Filled("forecast_high", BudgetFollowUp.FORECAST_HIGH, Shape.KRONER, Mark.MISSING),
    Filled("light", BudgetFollowUp.LIGHT),
)
_NOTES = ("small", "marks", "target", "lights", "forecast", "groups", "csv")


def publication_of(material: Material) -> Publication:
    """What workbooks' figures are published as.

    Args:
        material: The workbooks.
    """
    words, year = material.words, material.year
    count = len(material.together.results)
    every, masks = _goal_rows(material)
    own, hidden = every[:count], masks[:count]
    sources: tuple[tuple[str, str, tuple[Filled, ...], Sequence[Record], Sequence[bool]], ...] = (
        ("results", "result", _RESULTS, own, hidden),
        ("outlooks", "forecast", _OUTLOOKS, own, hidden),
        ("groups", "result", _GROUPS, every[count:], masks[count:]),
        ("months", "value", _MONTHS, list(month_rows(material, hidden)), ()),
        ("lights", "", _LIGHTS, list(_light_rows(material)), ()),
        ("budgets", "", _BUDGETS, records(material.together.economy.frame(BudgetFollowUp)), ()),
        ("goals", "", _GOALS, own, ()),
    )
    tables = [
        filled_table(Naming(key, year, _about(key, material), told), columns, rows, words, secret)
        for key, told, columns, rows, secret in sources
        if len(rows)
    ]
    return Publication(
        words.text("publish_title", year=year),
        words.text("publish_file", year=year),
        tuple(_cover(material)),
        tuple(words.text(f"publish_note_{name}", least=LEAST_SHOWN) for name in _NOTES),
        tuple(_numbered(tables, words)),
    )


def _about(key: str, material: Material) -> tuple[str, ...]:
    """What is said above a table; that its figures are not locked, before all."""
    draft = () if material.is_locked else (material.words.text("document_draft"),)
    example = (material.words.text("example_mark"),) if material.is_example else ()
    return (*example, *draft, material.words.text(f"publish_{key}_about"))


def _goal_rows(material: Material) -> tuple[list[Record], list[bool]]:
    """The centres' goals, then the lines of groups and totals; and which have figures that are not shown."""
    together, total = material.together, material.words.text("total_name")
    goals = [
        {**goal, **_shown(row)} for goal, row in zip(records(together.goals), records(together.results), strict=True)
    ]
    groups = [_shown(row) for row in records(together.groups)]
    lines = [Line(row, row, material.as_of, str(row[Results.CENTRE]) == total) for row in goals]
    lines += [Line(row, row, material.as_of, str(row[Results.CENTRE]) == total, is_computed=True) for row in groups]
    masks = [line.is_masked for line in with_masks(lines, hidden_by_export(material))]
    return [*goals, *groups], masks


def _shown(row: Record) -> Record:
    """A line of results, without a forecast that too few figures say."""
    untold: Record = {} if has_forecast(row) else dict.fromkeys(map(str, _FORECASTS))
    return {**row, **untold, "unit_code": row[Results.SHOWN_UNIT]}


def _light_rows(material: Material) -> Iterator[Record]:
    """The goals of each centre and parameter by their light."""
    together = material.together
    frame = pd.DataFrame(
        {
            Goals.CENTRE: together.goals[Goals.CENTRE].to_numpy(),
            Goals.PARAMETER: together.goals[Goals.PARAMETER].fillna("").to_numpy(),
            Results.LIGHT: together.results[Results.LIGHT].astype(str).to_numpy(),
        }
    )
    for (centre, parameter), group in frame.groupby([Goals.CENTRE, Goals.PARAMETER], sort=False):
        counts = group[Results.LIGHT].value_counts()
        row: Record = {Goals.CENTRE: centre, Goals.PARAMETER: parameter, "goals": len(group)}
        yield row | {light.value: int(counts.get(light.value, 0)) for light in Light}


def _cover(material: Material) -> Iterator[str]:
    words = material.words
    yield words.text("publish_cover_what", year=material.year)
    yield words.text("publish_cover_as_of", day=words.day(material.as_of))
    yield words.text("publish_cover_made", day=words.day(material.made_on))
    if material.is_example:
        yield words.text("example_mark")
    yield words.text("publish_cover_locked" if material.is_locked else "document_draft")
    holders = dict.fromkeys(part.holder for part in material.parts)
    yield words.text("publish_cover_holders", holders=", ".join(holders))
    yield words.text("publish_cover_use")
    yield words.text("document_foot")


def _numbered(tables: Sequence[PublishedTable], words: Words) -> Iterator[PublishedTable]:
    """Tables with their numbers in front of their titles."""
    for number, table in enumerate(tables, start=1):
        title = words.text("publish_table", number=number, title=table.title)
        yield PublishedTable(**{**vars(table), "title": title})
