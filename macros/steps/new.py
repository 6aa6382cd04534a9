"""New workbooks from a contract register: one centre's, or one for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from macros.steps.compute import compute
from macros.steps.contract_year import Inputs
from macros.steps.data_status.sheet import facts_frame
from macros.steps.front import about_frame, attention_frame, counts_frame
from macros.steps.measure_lines import catalogue_for, lines_for
from macros.steps.papers.in_words import parameter_titles, with_words
from macros.steps.register import Register
from macros.steps.register_names import names_of
from macros.steps.try_out import try_out_rows
from macros.steps.try_out_examples import first_rows, first_shown, goals_shown
from macros.steps.updating.state import state_frame, state_of
from macros.steps.what_if_page import new_page
from schemas.context import Context
from schemas.errors import CannotOpenError, RefusedError
from schemas.issues.issue import Issue, Place
from schemas.parameters import TOLERANCE, in_force, parameter_values
from schemas.parameters import rows as parameter_rows
from schemas.perspectives import perspective_names
from schemas.reading import empty, frame_of
from schemas.rules.translation_rules import choices_of
from schemas.tables import (
    REGISTER_PAPERS,
    BudgetLines,
    Centres,
    DataFacts,
    Goals,
    Measures,
    Meetings,
    Observations,
    Parameters,
    RegisterState,
    Results,
    StrategyLines,
    Theories,
    TranslationLines,
)
from schemas.text.goal_lists import goal_list
from schemas.words.vocabulary import Words, text_key
from workbook.builder.contract_workbook import Content, build
from workbook.layout import month_titles
from workbook.shipped import shipped_theories

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
ENDING, MACRO_ENDING = ".xlsx", ".xlsm"


@dataclass
class Made:
    """The workbooks that were made, and warnings about the register."""

    paths: list[Path]
    issues: list[Issue] = field(default_factory=list)


def new(
    register: Register,
    centre: str | None,
    out: Path,
    words: Words,
    example: bool = False,
    macros: bool = False,
) -> Made:
    """Make workbooks.

    Args:
        register: The register.
        centre: The centre whose workbook is wanted; None for one each.
        out: The file of one centre's workbook, or the folder for several.
        words: The language of the sheets.
        example: Mark every sheet that shows figures as example data.
        macros: Make .xlsm workbooks with buttons, a ribbon tab and live functions.

    Returns:
        The files made.

    Raises:
        RefusedError: The register has no such centre.
        CannotOpenError: A file exists already, or cannot be written.
    """
    holders = register.holders if centre is None else [_holder(register, centre, words)]
    ending = MACRO_ENDING if macros else ENDING
    if macros and out.suffix.casefold() == ENDING and not out.is_dir():
        raise CannotOpenError([Issue("not_macro_name", Place(out.name))])
    if not macros and out.suffix.casefold() == MACRO_ENDING and not out.is_dir():
        raise CannotOpenError([Issue("macros_not_wanted", Place(out.name))])
    single = len(holders) == 1 and out.suffix.casefold() == ending
    if not single and out.suffix.casefold() == ending and not out.is_dir():
        raise RefusedError([Issue("several_centres", Place(out.name), str(len(holders)))])
    if not single and not out.is_dir():
        raise CannotOpenError([Issue("folder_missing", Place(out.name), str(out))])
    targets = [out if single else out / f"{safe_name(holder)} {register.year}{ending}" for holder in holders]
    for target in targets:
        if target.exists():
            raise CannotOpenError([Issue("file_exists", Place(target.name))])
    for holder, target in zip(holders, targets, strict=True):
        build(content(register, holder, words, example, macros), target)
    return Made(targets, register.issues)


def safe_name(name: str) -> str:
    """A name as a file can bear it on Windows."""
    return _UNSAFE.sub("_", name).strip(" .")


def _holder(register: Register, centre: str, words: Words) -> str:
    found = holder_named(centre, register.holders, register.centres)
    if found is None:
        raise no_such_centre(centre, register.holders, words)
    return found


def holder_named(centre: str, holders: Sequence[str], centres: pd.DataFrame) -> str | None:
    """The one of several holders of contracts that a name or a short name stands for.

    Args:
        centre: The name as it is written.
        holders: The holders.
        centres: The centres with their short names.
    """
    names = {text_key(name): name for name in holders}
    short = zip(centres[Centres.SHORT_NAME], centres[Centres.CENTRE], strict=True)
    names |= {text_key(alias): name for alias, name in short if isinstance(alias, str) and name in holders}
    return names.get(text_key(centre))


def no_such_centre(centre: str, holders: Sequence[str], words: Words) -> RefusedError:
    """That no holder of a contract bears a name, with those there are and the one that was probably meant."""
    choices = f"{', '.join(holders)}. {Context(words=words).near(centre, holders)}".strip()
    return RefusedError([Issue("no_such_centre", Place(), centre, {"choices": choices})])


def content(register: Register, holder: str, words: Words, example: bool = False, macros: bool = False) -> Content:
    """What one centre's workbook is made of."""
    goals = register.goals[register.goals[Goals.CENTRE] == holder].reset_index(drop=True)
    tolerance = in_force(register.year)[TOLERANCE].value
    measures = lines_for(goals, register.measures[register.measures[Measures.MEASURE].isin(goals[Goals.MEASURE])])
    catalogue = catalogue_for(measures, register.budget_lines)
    choices = choices_of(goals, register.listed_centres, measures, words)
    nothing = Inputs(goals, empty(Observations), empty(BudgetLines), tolerance, register.year, catalogue=catalogue)
    results = compute(nothing, date(register.year, 1, 1), words).results
    budget = register.budget_lines[register.budget_lines[BudgetLines.CENTRE] == holder]
    frames = {
        Goals.name: with_words(goals, words),
        Measures.name: measures,
        Centres.name: register.listed_centres,
        Parameters.name: _parameters(register, words),
        BudgetLines.name: budget if len(budget) else empty(BudgetLines),
        **{table.name: register.paper(table, holder) for table in REGISTER_PAPERS},
        StrategyLines.name: _strategy_map(register, holder, words),
        Meetings.name: register.calendar(words),
        **names_of(register.paper(TranslationLines, holder), choices, register.choices(words)),
        Theories.name: _theories(register, holder, goals, words),
        Results.name: results,
        **({RegisterState.name: state_frame(state_of(register, holder))} if register.sources else {}),
    }
    return Content(holder, register.year, words, with_pages(frames, register.year, words, macros), example, macros)


def with_pages(
    frames: dict[str, pd.DataFrame], year: int, words: Words, macros: bool = False
) -> dict[str, pd.DataFrame]:
    """Tables of a new workbook with those of the pages that show them: the front page, what may be tried out.

    Args:
        frames: Its tables, by name, with its parameters and its results.
        year: The contract year.
        words: The language.
        macros: The workbook has macros.
    """
    results = frames[Results.name]
    first = first_rows({BudgetLines: frames[BudgetLines.name]})
    months = dict.fromkeys(month_titles(year))
    shown = goals_shown(results.assign(**months), first, parameter_values(frames[Parameters.name]))
    chosen = first_shown(shown)
    page = new_page(chosen, words, macros)
    return frames | {
        "about": about_frame(words),
        DataFacts.name: facts_frame(words),
        "light_counts": counts_frame(words, results),
        "attention": attention_frame(words, results),
        "try_out": try_out_rows(chosen, words, macros),
        "what_if": page.lines,
        "light_levels": page.levels,
    }


def _strategy_map(register: Register, holder: str, words: Words) -> pd.DataFrame:
    """The register's strategy map, or the four perspectives to begin one with."""
    own = register.paper(StrategyLines, holder)
    blank = [{StrategyLines.PERSPECTIVE: name} for name in perspective_names(words)]
    return own if len(own) else frame_of(StrategyLines, blank)


def _theories(register: Register, holder: str, goals: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The register's theories of change, or the year's to choose from; goals that it does not have are left out."""
    own = register.paper(Theories, holder)
    if len(own):
        return own
    frame, known = shipped_theories(register.year, words), tuple(goals[Goals.NUMBER])
    kept = [None if goal_list(text, known).unknown else text for text in frame[Theories.THEORY_GOALS]]
    return frame.assign(**{Theories.THEORY_GOALS: pd.Series(kept, index=frame.index, dtype=object)})


def _parameters(register: Register, words: Words) -> pd.DataFrame:
    names = [str(field) for field in Parameters.fields]
    seeded = frame_of(Parameters, [dict(zip(names, row, strict=True)) for row in parameter_rows(register.year, words)])
    own = register.parameters
    if not len(own):
        return seeded
    own = own.assign(**{Parameters.TITLE: parameter_titles(own, words)})
    return pd.concat([seeded[~seeded[Parameters.NAME].isin(own[Parameters.NAME])], own], ignore_index=True)
