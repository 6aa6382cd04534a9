"""What one workbook contributes where several come together: read and computed, side by side on all cores."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from macros.lazy_imports import load_tables
from macros.steps.approval import Revised, is_locked, known_history, revised_since
from macros.steps.contract import open_book, read_contract
from macros.steps.contract_year import light_rule
from macros.steps.data_status.goals import GoalData
from macros.steps.data_status.sheet import data_of
from macros.steps.economy.all_centres import CentreEconomics, economics_of
from macros.steps.economy.centre_economy import measured
from macros.steps.economy.corrected import with_corrected
from macros.steps.economy.of_workbook import economy_of
from macros.steps.group_totals import in_their_months
from macros.steps.member_trail import goals_with_cells, observations_with_cells
from macros.steps.own_date import own_date
from macros.steps.papers.about import About
from macros.steps.papers.action_plans import action_plans
from macros.steps.papers.received import HandedIn, handed_in
from macros.steps.recalculating import assessed_results, inputs_of, months_of
from macros.steps.results_history import with_past
from macros.steps.tracing import known_origins
from schemas.errors import StepError, require_none
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.parameters import SAMPLE_CONFIDENCE
from schemas.reading import empty
from schemas.tables import DOCUMENT_INPUTS, ActionPlans, Centres, Goals, History, Results
from schemas.words.vocabulary import Words
from udfs.goals.ahead import Months, no_months
from udfs.goals.lights import LightRule
from udfs.goals.validity import validity
from workbook.digests import sha256
from workbook.layout import EXAMPLE_NAME

_SIDE_BY_SIDE = 8  # workbooks from which starting processes costs less than it saves
_CHUNK = 4  # workbooks that a process hands over at a time; what is on its way takes room twice

_Key = TypeVar("_Key")


@dataclass
class CentreResults:
    """What one workbook contributes.

    Args:
        path: The workbook.
        year: The contract year.
        as_of: The reporting date.
        tolerance: The miss that is still yellow.
        lights: The chances at which lights change.
        confidence: That of intervals of samples.
        goals: Its goals in force, with the cells that hold their targets.
        observations: Its figures, with their cells.
        centres: Its list of centres.
        measures: Its catalogue of measures.
        results: Its results, in the order of the goals.
        issues: Warnings.
        closed: Its centres whose goals have all ended.
        economy: Its budgets, warnings and services.
        monthly: The value of each month of the year, a row a result; nan where there is none.
        papers: What people wrote in its tables of plans, meetings and documents, by table name; the actions with
            what is computed of them at the reporting date.
        history: The results of earlier reporting dates.
        parameters: The parameters in force.
        is_approved: Whether its figures are approved as they stand at the reporting date.
        months: What is drawn of its results month by month, a row a result.
        handed_in: What it holds of what its reporting date needs.
        is_example: Whether its figures are made up.
        data: How it stands with the figures of each of its goals.
    """

    path: Path
    year: int
    as_of: date
    tolerance: float
    lights: LightRule
    confidence: float
    goals: pd.DataFrame
    observations: pd.DataFrame
    centres: pd.DataFrame
    measures: pd.DataFrame
    results: pd.DataFrame
    issues: list[Issue]
    closed: list[str] = field(default_factory=list)
    economy: CentreEconomics = field(default_factory=CentreEconomics)
    monthly: "np.ndarray[Any, Any]" = field(default_factory=lambda: np.empty((0, 0)))
    papers: dict[str, pd.DataFrame] = field(default_factory=dict)
    history: pd.DataFrame = field(default_factory=lambda: empty(History))
    parameters: dict[str, float] = field(default_factory=dict)
    is_approved: bool = False
    months: Months = field(default_factory=lambda: no_months(0))
    handed_in: HandedIn = field(default_factory=HandedIn)
    is_example: bool = False
    data: list[GoalData] = field(default_factory=list)

    @property
    def holder(self) -> str:
        """The centre or group whose contract the workbook holds, also where none of its goals is in force yet."""
        return str(self.goals[Goals.CENTRE].iloc[0]) if len(self.goals) else self.closed[0]

    @property
    def has_data(self) -> bool:
        """Whether any goal has a figure; without one, its reporting date tells only when it was read."""
        return bool(self.results[Results.RESULT].notna().any())

    @property
    def revised(self) -> Revised | None:
        """What was revised since the reporting date was approved; None where it was not, or all stands as it was."""
        return revised_since(self.history, self.results, self.as_of)

    def paper(self, table: type[Table]) -> pd.DataFrame:
        """What people wrote in a table of plans, meetings or documents; nothing where the workbook has none."""
        return self.papers.get(table.name, empty(table))


def read_part(path: Path, as_of: date | None, today: date, language: Words | None = None) -> CentreResults:
    """Read and compute one workbook.

    Args:
        path: The workbook.
        as_of: The reporting date; without one, its own.
        today: Today, for a workbook without data.
        language: That of the sentences that are computed; without one, the workbook's.

    Raises:
        CannotOpenError: It cannot be read.
        RefusedError: Its tables hold errors.
    """
    book, words = open_book(path)
    with book:
        contract = read_contract(book, words)
        day = as_of or own_date(contract, today)
        contract = replace(contract, words=language or words)
        contract = with_corrected(contract, day)
        computed, assessed = assessed_results(book, contract, day)
        months = validity(contract.goals, computed.goals, contract.year)
        digest = sha256(path)
        observations = observations_with_cells(contract, digest)
        history = known_history(book, words)
        economy = economy_of(contract, inputs_of(contract), computed.goals, assessed.results, day, today)
        monthly = pd.DataFrame(computed.monthly, index=assessed.results.index, columns=months_of(contract.year))
        papers = {table.name: contract.frame(table) for table in DOCUMENT_INPUTS if table.name in contract.tables}
        about = About(contract, assessed.results, monthly, history, day, today, economy.found)
        if ActionPlans.name in papers:  # what stands beside the actions is of the day on which it was computed
            papers[ActionPlans.name] = action_plans(about)
        return CentreResults(
            path,
            contract.year,
            day,
            contract.tolerance,
            light_rule(contract.parameters),
            contract.parameters[SAMPLE_CONFIDENCE],
            goals_with_cells(contract, in_their_months(computed.goals, months, contract.year), day, digest),
            observations,
            contract.frame(Centres),
            contract.measures,
            with_past(assessed.results, history, day, contract.words),
            [*contract.issues, *computed.issues, *assessed.issues],
            [name for name in contract.holders if name not in set(computed.goals[Goals.CENTRE])],
            economics_of(
                contract,
                economy,
                measured(contract, assessed.results, day),
            ),
            computed.monthly,
            papers,
            history,
            contract.parameters,
            is_locked(history, assessed.results, day),
            computed.months,
            handed_in(about),
            book.defined_name(EXAMPLE_NAME) is not None,
            data_of(book, contract, known_origins(book, words)),
        )


def _try_part(path: Path, as_of: date | None, today: date, language: Words | None) -> CentreResults | StepError:
    """A part, or why not: an error crosses from a worker as a value."""
    try:
        return read_part(path, as_of, today, language)
    except StepError as error:
        return error


def _lean(part: CentreResults | StepError, empties: dict[tuple[str, ...], pd.DataFrame]) -> CentreResults | StepError:
    """A part of which tables without rows are those of the parts before it: most of two hundred workbooks' are empty.

    Args:
        part: The part, or why there is none.
        empties: Every table without rows so far, by its columns; added to.
    """
    if isinstance(part, StepError):
        return part
    economy = replace(
        part.economy, found=replace(part.economy.found, frames=_one_empty(part.economy.found.frames, empties))
    )
    history = _one_empty({"": part.history}, empties)[""]
    return replace(part, papers=_one_empty(part.papers, empties), history=history, economy=economy)


def _one_empty(
    frames: Mapping[_Key, pd.DataFrame], empties: dict[tuple[str, ...], pd.DataFrame]
) -> dict[_Key, pd.DataFrame]:
    return {
        name: frame if len(frame) else empties.setdefault(tuple(map(str, frame.columns)), frame)
        for name, frame in frames.items()
    }


def read_parts(
    paths: Sequence[Path], as_of: date | None, today: date, language: Words | None = None
) -> list[CentreResults]:
    """Read all workbooks, on all cores when there are many.

    Args:
        paths: The workbooks.
        as_of: The reporting date; without one, each workbook's own.
        today: Today, for workbooks without data.
        language: That of the sentences that are computed; without one, each workbook's.

    Raises:
        StepError: With the findings of every workbook that could not be read.
    """
    jobs = [(path, as_of, today, language) for path in paths]
    workers = min(os.cpu_count() or 1, len(paths))
    empties: dict[tuple[str, ...], pd.DataFrame] = {}
    if len(paths) < _SIDE_BY_SIDE or workers == 1:
        found = [_lean(_try_part(*job), empties) for job in jobs]
    else:
        with ProcessPoolExecutor(workers, initializer=load_tables) as pool:
            chunk = min(_CHUNK, max(1, len(jobs) // (workers * 8)))
            came = pool.map(_try_part, *zip(*jobs, strict=True), chunksize=chunk)
            found = [_lean(each, empties) for each in came]
    require_none([each for each in found if isinstance(each, StepError)])
    return [each for each in found if isinstance(each, CentreResults)]
