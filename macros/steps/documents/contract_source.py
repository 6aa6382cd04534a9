"""What a contract is written out of: a centre's goals, texts and budgets, from a register or from its workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from macros.steps.approval import is_locked, known_history
from macros.steps.contract import Contract, is_ours, open_book, read_contract
from macros.steps.contract_year import Inputs, prepared
from macros.steps.economy.corrected import budgets_of, with_corrected
from macros.steps.economy.of_workbook import economy_of
from macros.steps.measure_lines import catalogue_for, lines_for
from macros.steps.new import holder_named, no_such_centre
from macros.steps.own_date import own_date
from macros.steps.recalculating import assessed_results, inputs_of
from macros.steps.register import Register, read_register
from schemas.errors import RefusedError
from schemas.fields import Table
from schemas.frames import Record, records
from schemas.issues.issue import Issue, Place
from schemas.parameters import TOLERANCE, in_force
from schemas.reading import empty
from schemas.tables import (
    DOCUMENT_INPUTS,
    REGISTER_PAPERS,
    Accounts,
    BudgetFollowUp,
    BudgetLines,
    Centres,
    Goals,
    Measures,
    Meetings,
    Observations,
    Results,
    Services,
)
from schemas.text.periods import Grain, Period
from schemas.versions import starts
from schemas.words.vocabulary import Words, text_key
from udfs.economy.budget_years import BudgetYears
from udfs.goals.arrays import Figures
from udfs.goals.versions import YearLevels, line_levels
from workbook.layout import EXAMPLE_NAME


@dataclass(frozen=True)
class Followed:
    """What a workbook's figures say of a contract.

    Args:
        results: The results, a line a goal.
        as_of: The reporting date.
        budgets: The follow-up of its budgets.
        is_approved: Whether the figures are approved as they stand.
        issues: Warnings about the figures; a contract, which is written before there are any, does not tell them.
        is_example: Whether they are made up.
        years: Its budgets of the year as they are corrected on the reporting date; None where none was read.
    """

    results: pd.DataFrame
    as_of: date
    budgets: pd.DataFrame
    is_approved: bool
    issues: tuple[Issue, ...] = ()
    is_example: bool = False
    years: BudgetYears | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there are no figures yet."""
        return not self.results[Results.RESULT].notna().any()


@dataclass(frozen=True)
class ContractSource:
    """One centre's contract.

    Args:
        holder: The centre or group.
        inputs: Its goals in all their versions, and what their baselines are observed by.
        budget_lines: Its budget lines as they were agreed.
        measures: Its catalogue of measures.
        papers: Its texts, lines with citizens, calendar and strategy, by table name.
        words: The document's language.
        made_on: The day on which the document is made.
        accounts: How its budgets lie over the year.
        services: Its service catalogue.
        followed: What its figures say; None of a register.
    """

    holder: str
    inputs: Inputs
    budget_lines: pd.DataFrame
    measures: pd.DataFrame
    papers: dict[str, pd.DataFrame]
    words: Words
    made_on: date
    accounts: pd.DataFrame = field(default_factory=lambda: empty(Accounts))
    services: pd.DataFrame = field(default_factory=lambda: empty(Services))
    followed: Followed | None = None

    @property
    def year(self) -> int:
        """The contract year."""
        return self.inputs.year

    @property
    def all_goals(self) -> pd.DataFrame:
        """Its goals, every version of each."""
        return self.inputs.goals

    @property
    def day(self) -> date:
        """The day whose versions of the goals the contract shows: the reporting date, or today within the year."""
        if self.followed is not None:
            return self.followed.as_of
        return max(date(self.year, 1, 1), min(self.made_on, Period(self.year, Grain.YEAR).last_day))

    @cached_property
    def goals(self) -> pd.DataFrame:
        """Each goal once, as it stands on that day; one that begins later as it begins."""
        return standing(self.all_goals, self.day)

    @cached_property
    def baselines(self) -> Figures:
        """What each goal starts from, as agreed or as observed; NaN where it is not known."""
        return prepared(self.inputs, self.goals).baselines.value

    @cached_property
    def levels(self) -> YearLevels:
        """The levels of the goals' targets; NaN where the baseline is not known."""
        return line_levels(self.goals, self.baselines)

    @property
    def results(self) -> dict[str, Record]:
        """The result of each goal by its number; none of a register."""
        if self.followed is None:
            return {}
        return {str(row[Results.NUMBER]): row for row in records(self.followed.results)}

    def paper(self, table: type[Table]) -> pd.DataFrame:
        """What people wrote in a table."""
        return self.papers.get(table.name, empty(table))


def standing(goals: pd.DataFrame, day: date) -> pd.DataFrame:
    """Each goal once: of its versions the latest that is valid on a day, or the first where none is valid yet.

    Args:
        goals: Lines of the register.
        day: The day.
    """
    begins = starts(goals)
    ranked = goals.assign(_valid=begins <= day, _begins=begins, _row=range(len(goals)))
    chosen = []
    for _, lines in ranked.groupby([Goals.CENTRE, Goals.NUMBER], sort=False):
        valid = lines[lines["_valid"]]
        ordered = (valid if len(valid) else lines).sort_values("_begins", kind="stable")
        chosen.append(int(ordered["_row"].iloc[-1 if len(valid) else 0]))
    return goals.iloc[chosen].reset_index(drop=True)


def contract_sources(
    paths: Sequence[Path], centre: str | None, as_of: date | None, today: date, words: Words
) -> tuple[list[ContractSource], list[Issue]]:
    """Read what contracts are written out of; nothing is written to the files.

    Args:
        paths: Our workbooks, registers, or names of shipped registers.
        centre: The only centre wanted; without one, all of them.
        as_of: The reporting date; without one, each workbook's own.
        today: Today.
        words: The document's language.

    Returns:
        The contracts in the order given, and warnings about what they hold.

    Raises:
        StepError: A file cannot be read or holds errors, none has such a centre, or two are of different years or of
            the same centre.
    """
    found: list[ContractSource] = []
    files: list[str] = []
    issues: list[Issue] = []
    names: list[str] = []
    for path in paths:
        if path.is_file() and is_ours(path):
            held, sources, told = _of_workbook(path, centre, as_of, today, words)
        else:
            held, sources, told = _of_register(str(path), centre, today, words)
        names += held
        found += sources
        files += [path.name] * len(sources)
        issues += told
    if not found and centre is not None:
        raise no_such_centre(centre, list(dict.fromkeys(names)), words)
    _require_distinct(found, files)
    return found, issues


def _require_distinct(sources: Sequence[ContractSource], files: Sequence[str]) -> None:
    """Refuse contracts of different years, and one that two files hold."""
    issues = []
    years = sorted({source.year for source in sources})
    if len(years) > 1:
        issues.append(Issue("different_years", Place(), ", ".join(map(str, years))))
    first: dict[str, str] = {}
    for source, file in zip(sources, files, strict=True):
        if text_key(source.holder) in first:
            place, details = Place(file), {"first": first[text_key(source.holder)]}
            issues.append(Issue("duplicate_workbook", place, source.holder, details))
        first.setdefault(text_key(source.holder), file)
    if issues:
        raise RefusedError(issues)


_Read = tuple[list[str], list[ContractSource], list[Issue]]
"""The holders of a file, the contracts wanted of it, and warnings."""


def _wanted(centre: str | None, holders: list[str], centres: pd.DataFrame) -> list[str]:
    if centre is None:
        return holders
    return [name for name in [holder_named(centre, holders, centres)] if name is not None]


def _of_register(source: str, centre: str | None, today: date, words: Words) -> _Read:
    register = read_register(source, words)
    wanted = _wanted(centre, register.holders, register.centres)
    return register.holders, [_of_holder(register, holder, today, words) for holder in wanted], register.issues


def _of_holder(register: Register, holder: str, today: date, words: Words) -> ContractSource:
    goals = register.goals[register.goals[Goals.CENTRE] == holder].reset_index(drop=True)
    own = register.measures[register.measures[Measures.MEASURE].isin(goals[Goals.MEASURE])]
    lines = register.budget_lines[register.budget_lines[BudgetLines.CENTRE] == holder].reset_index(drop=True)
    measures = lines_for(goals, own)
    tolerance, catalogue = in_force(register.year)[TOLERANCE].value, catalogue_for(measures, lines)
    inputs = Inputs(goals, empty(Observations), lines, tolerance, register.year, catalogue=catalogue)
    papers = {table.name: register.paper(table, holder) for table in REGISTER_PAPERS}
    papers[Meetings.name] = register.calendar(words)
    return ContractSource(holder, inputs, lines, measures, papers, words, today)


def _of_workbook(path: Path, centre: str | None, as_of: date | None, today: date, words: Words) -> _Read:
    book, language = open_book(path)
    with book:
        contract = read_contract(book, language)
        day = as_of or own_date(contract, today)
        corrected = with_corrected(contract, day)
        computed, assessed = assessed_results(book, corrected, day)
        inputs = inputs_of(corrected)
        economy = economy_of(corrected, inputs, computed.goals, assessed.results, day, today).found
        approved = is_locked(known_history(book, language), assessed.results, day)
        is_example = book.defined_name(EXAMPLE_NAME) is not None
        years = budgets_of(contract, day).years
    told = (*computed.issues, *assessed.issues)
    followed = Followed(assessed.results, day, economy.frame(BudgetFollowUp), approved, told, is_example, years)
    wanted = _wanted(centre, contract.holders, contract.frame(Centres))
    sources = [_of_contract(contract, holder, inputs, followed, words, today) for holder in wanted]
    return contract.holders, sources, contract.issues


def _of_contract(
    contract: Contract, holder: str, inputs: Inputs, followed: Followed, words: Words, today: date
) -> ContractSource:
    """One holder's contract out of a workbook."""

    def own(frame: pd.DataFrame, column: str) -> pd.DataFrame:
        return frame[frame[column] == holder].reset_index(drop=True)

    budgets = own(followed.budgets, BudgetFollowUp.CENTRE)
    return ContractSource(
        holder,
        replace(inputs, goals=own(contract.goals, Goals.CENTRE)),
        own(contract.frame(BudgetLines), BudgetLines.CENTRE),
        contract.measures,
        {table.name: contract.frame(table) for table in DOCUMENT_INPUTS},
        words,
        today,
        contract.frame(Accounts),
        contract.frame(Services),
        replace(followed, results=own(followed.results, Results.CENTRE), budgets=budgets),
    )
