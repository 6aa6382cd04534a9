"""What a workbook of next year is made of: what comes along, with the pages that every new workbook begins with."""

from datetime import date

import pandas as pd

from macros.steps.compute import compute
from macros.steps.contract_year import Inputs, light_rule
from macros.steps.learning import learned_of
from macros.steps.measure_lines import catalogue_for
from macros.steps.new import with_pages
from macros.steps.papers.in_words import with_words
from macros.steps.register_names import names_of
from macros.steps.rolling.old_year import OldYear
from schemas.parameters import SAMPLE_CONFIDENCE, TOLERANCE, parameter_values
from schemas.parameters import in_force as parameters_in_force
from schemas.rules.translation_rules import choices_of
from schemas.tables import (
    BudgetLines,
    Centres,
    Goals,
    LearnedKernels,
    Measures,
    Observations,
    Parameters,
    Results,
    TranslationLines,
)
from schemas.words.vocabulary import Words
from workbook.builder.contract_workbook import Content


def new_content(old: OldYear, year: int, goals: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> Content:
    """What the workbook is made of.

    Args:
        old: The year that ends.
        year: Next year.
        goals: Its goals.
        frames: The other tables that come along, by name.
    """
    words = old.words
    results = _results(year, goals, frames, words)
    choices = choices_of(goals, frames[Centres.name], frames[Measures.name], words)
    names = names_of(frames[TranslationLines.name], choices, choices)
    whole = {**frames, **names, Goals.name: with_words(goals, words), Results.name: results}
    return Content(
        old.holder, year, words, with_pages(whole, year, words, old.has_macros), old.is_example, old.has_macros
    )


def _results(year: int, goals: pd.DataFrame, frames: dict[str, pd.DataFrame], words: Words) -> pd.DataFrame:
    """The results on the year's first day: targets and baselines, and no light yet."""
    shipped = {name: each.value for name, each in parameters_in_force(year).items()}
    values = shipped | parameter_values(frames[Parameters.name])
    catalogue = catalogue_for(frames[Measures.name], frames[BudgetLines.name])
    inputs = Inputs(
        goals,
        frames[Observations.name],
        frames[BudgetLines.name],
        values[TOLERANCE],
        year,
        catalogue=catalogue,
        lights=light_rule(values),
        learned=learned_of(frames[LearnedKernels.name]),
        confidence=values[SAMPLE_CONFIDENCE],
    )
    return compute(inputs, date(year, 1, 1), words).results
