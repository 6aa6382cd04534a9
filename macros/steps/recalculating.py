"""Recalculate: read the workbook, compute, and write results, front page, budget follow-up, findings and log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from macros.steps.approval import known_history, lines_of_date
from macros.steps.assessing import Assessed, assess, assessed_goals, is_of_another_date
from macros.steps.columns import require_columns, title_issues
from macros.steps.compute import Computed, compute
from macros.steps.contract import Contract, open_book, read_contract
from macros.steps.contract_year import Inputs, light_rule
from macros.steps.data_status.sheet import DataSheet, data_of
from macros.steps.economy.corrected import with_corrected
from macros.steps.economy.of_workbook import economy_of
from macros.steps.economy.tables import WRITTEN, Economy
from macros.steps.findings_sheet import NO_STEP, StepBefore, write_findings
from macros.steps.front import about_frame, about_room, attention_frame, counts_frame
from macros.steps.learning import learned_by, learned_in, learned_of
from macros.steps.log import log_line, write_log
from macros.steps.looking_back import LookedBack, look_back
from macros.steps.moved_goals import Moved, moved_goals
from macros.steps.papers.about import About as AboutPapers
from macros.steps.papers.in_words import write_in_words
from macros.steps.papers.next_due import next_due
from macros.steps.papers.tables import Papers, papers
from macros.steps.results_history import with_past
from macros.steps.seen_changes import seen_changes
from macros.steps.table_writing import unsaid, write_table
from macros.steps.tracing import known_origins
from macros.steps.try_out import has_macros, refreshed
from macros.steps.try_out_examples import first_rows, goals_shown
from macros.steps.what_if_page import refreshed_page
from schemas.cells import CellValue
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place, once
from schemas.parameters import SAMPLE_CONFIDENCE
from schemas.reading import read_table
from schemas.tables import (
    AssessedGoals,
    BalancedAttainments,
    BudgetFollowUp,
    BudgetLines,
    Changes,
    IssueGroups,
    Issues,
    LearnedKernels,
    LogLines,
    Observations,
    Readiness,
    Results,
    Services,
    WarningsDue,
)
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable
from workbook.documents.prose.assessments import assessed_otherwise
from workbook.layout import About, Attention, IssueCounts, LightCounts, LightLevels, TryOut, WhatIfPage, month_titles
from workbook.port import Book

_WRITTEN = (
    *(table.name for table in WRITTEN),
    *(table.name for table in (Results, AssessedGoals, LightCounts, Attention)),
    *(table.name for table in (Issues, IssueGroups, IssueCounts, About, LogLines, Changes)),
    *(table.name for table in (TryOut, WhatIfPage, LightLevels)),
)
"""The tables that are written, or read beside the contract's own."""


@dataclass
class Recalculated:
    """A workbook's fresh results.

    Args:
        workbook: The file.
        as_of: The reporting date.
        results: The results table, with the goals' titles.
        issues: Warnings.
        back: What moved since the last recalculation, and why.
        economy: Budgets, warnings, services, reward.
        papers: Deadlines of actions, lights of the strategy map, what is due next.
        moved: The goals whose light is another than at the reporting date before.
    """

    workbook: Path
    as_of: date
    results: pd.DataFrame
    issues: list[Issue] = field(default_factory=list)
    back: LookedBack = field(default_factory=LookedBack)
    economy: Economy = field(default_factory=Economy)
    papers: Papers = field(default_factory=Papers)
    moved: Moved = field(default_factory=Moved)


def latest_period(contract: Contract) -> Period | None:
    """The period of the contract year that ends last among observations and budget lines with figures."""
    observed = contract.frame(Observations)
    lines = contract.frame(BudgetLines)
    used = lines[lines[BudgetLines.ACTUAL].notna()]
    periods = {*observed[Observations.PERIOD].tolist(), *used[BudgetLines.PERIOD].tolist()}
    own = [period for period in periods if period.year == contract.year]
    return max(own, key=lambda period: (period.last_month, -period.grain), default=None)


def reporting_date(contract: Contract, today: date) -> date:
    """The reporting date when none is given: the end of the latest period in the data, else today within the year."""
    latest = latest_period(contract)
    if latest is not None:
        return latest.last_day
    return max(date(contract.year, 1, 1), min(today, Period(contract.year, Grain.YEAR).last_day))


def _outside_year(contract: Contract, day: date) -> list[Issue]:
    """That a reporting date is none of the contract year's: a slip of the year in what was typed, most often."""
    if day.year == contract.year:
        return []
    about = {"as_of": day, "year": contract.year, "last": Period(contract.year, Grain.YEAR).last_day}
    return [Issue("as_of_other_year", Place(contract.book.name), details=about)]


def inputs_of(contract: Contract) -> Inputs:
    """What a workbook's results are computed from; its budgets as they were corrected."""
    basis = learned_in(contract.book, contract.words) if contract.learned is None else contract.learned
    return Inputs(
        goals=contract.goals,
        observations=contract.counted,
        budget_lines=contract.figure_lines,
        tolerance=contract.tolerance,
        year=contract.year,
        file=contract.book.name,
        catalogue=contract.catalogue,
        lights=light_rule(contract.parameters),
        learned=learned_of(basis),
        confidence=contract.parameters[SAMPLE_CONFIDENCE],
    )


def _results(contract: Contract, as_of: date) -> pd.DataFrame:
    """The computed results of a contract."""
    return compute(inputs_of(contract), as_of, contract.words).results


def assessed_results(book: Book, contract: Contract, as_of: date) -> tuple[Computed, Assessed]:
    """Compute, and lay the users' assessments over the computed lights.

    Raises:
        RefusedError: An assessment lacks its reason, author or date.
    """
    require_columns(book, [Results.name], contract.words)
    contract = with_corrected(contract, as_of)
    computed = compute(inputs_of(contract), as_of, contract.words)
    before = read_table(Results, book.read(Results.name), contract.words, contract.year)
    kept = lines_of_date(book, as_of, contract.words) if is_of_another_date(before, as_of) else ()
    return computed, assess(computed.results, before, as_of, contract.words, kept)


def recalculate(workbook: Path, as_of: date | None, now: datetime, learned_from: Path | None = None) -> Recalculated:
    """Recalculate a closed workbook.

    Args:
        workbook: One of our workbooks.
        as_of: The reporting date; without one, the end of the latest period in the data.
        now: The time, for the front page and the log.
        learned_from: A consolidated workbook, whose forecast basis the workbook takes and keeps.

    Returns:
        The results that were written.

    Raises:
        CannotOpenError: The file cannot be read or written.
        RefusedError: The workbook's own tables hold errors; nothing is written.
    """
    check_writable(workbook)
    book, words = open_book(workbook)
    with book:
        learned = None if learned_from is None else learned_by(learned_from, words)
        done = recalculate_book(book, words, as_of, now, learned)
        book.save()
    return replace(done, workbook=workbook, issues=[*done.issues, *unsaid(book, done.issues)])


def recalculate_book(
    book: Book,
    words: Words,
    as_of: date | None,
    now: datetime,
    learned: pd.DataFrame | None = None,
    before: StepBefore = NO_STEP,
) -> Recalculated:
    """Recalculate a book, which the caller saves.

    Args:
        book: One of our workbooks, closed or open.
        words: Its language.
        as_of: The reporting date; without one, the end of the latest period in the data.
        now: The time, for the front page and the log.
        learned: A forecast basis that the workbook takes and keeps.
        before: The step that it goes on from.

    Returns:
        The results that will be written.

    Raises:
        CannotOpenError: A table is gone.
        RefusedError: The workbook's own tables hold errors; nothing was written to the book.
    """
    contract = read_contract(book, words)
    require_columns(book, _WRITTEN, words)
    if lacking := title_issues(book.read(Results.name), months_of(contract.year)):
        raise RefusedError(lacking)
    if learned is not None and LearnedKernels.name not in book.tables():
        raise RefusedError([Issue("learned_not_kept", Place(book.name))])
    contract = replace(contract, learned=learned_in(book, words) if learned is None else learned)
    day = as_of or reporting_date(contract, now.date())
    contract = with_corrected(contract, day)
    computed, assessed = assessed_results(book, contract, day)
    found = economy_of(contract, inputs_of(contract), computed.goals, assessed.results, day, now.date()).found
    back = look_back(book, contract, assessed.results, day, _results)
    monthly = pd.DataFrame(computed.monthly, index=assessed.results.index, columns=months_of(contract.year))
    known = known_history(book, words)
    beside = papers(AboutPapers(contract, assessed.results, monthly, known, day, now.date(), found))
    own = [*contract.issues, *computed.issues, *found.issues, *assessed.issues, *back.issues, *beside.issues]
    issues = once([*before.issues, *_outside_year(contract, day), *own])
    moved = moved_goals(known, assessed.results, day)
    assessed = replace(assessed, results=with_past(assessed.results, known, day, words))
    done = Recalculated(Path(book.name), day, assessed.results, issues, back, found, beside, moved)
    _write(book, contract, done, computed, assessed, now, before.paths)
    if learned is not None:
        write_table(book, LearnedKernels.name, learned, words)
    return done


def _write(
    book: Book,
    contract: Contract,
    done: Recalculated,
    computed: Computed,
    assessed: Assessed,
    now: datetime,
    paths: Mapping[str, Path] | None,
) -> None:
    words = contract.words
    origins = known_origins(book, words)
    seen = seen_changes(contract, now, origins, assessed.results, assessed.lapsed)
    data = DataSheet(data_of(book, contract, origins), done.as_of, done.papers.frames[Readiness.name])
    months = dict(zip(months_of(contract.year), computed.monthly.T, strict=True))
    results = assessed.results.assign(**months)
    table = _with_columns(results, assessed.user_columns)
    write_table(book, Results.name, table.iloc[assessed.order] if assessed.order else table, words, assessed.raw)
    done.economy.write(book, words)
    done.papers.write(book, contract)
    write_in_words(book, contract)
    write_table(book, "light_counts", counts_frame(words, done.results), words)
    write_table(book, "attention", attention_frame(words, done.results, done.moved), words)
    if AssessedGoals.name in book.tables():  # workbooks from before the sheet have both lights on Forside
        write_table(book, AssessedGoals.name, assessed_goals(done.results), words)
    _write_try_out(book, contract, results, done.economy.frame(BudgetFollowUp))
    done.back.write(book, words)
    data.write(book, words)
    foreseen = book.foreseen()
    done.issues += foreseen
    write_findings(book, done.issues, words, paths)
    latest = latest_period(contract)
    about = about_frame(
        words,
        done.results,
        done.as_of,
        str(latest) if latest else "",
        _sources(contract),
        now,
        done.issues,
        done.economy.frame(WarningsDue),
        done.economy.frame(BalancedAttainments),
        about_room(book),
        next_due(done.papers.frames[Readiness.name], words),
        Readiness.name in book.tables(),
        done.moved.sentence(words),
    )
    write_table(book, "about", about, words)
    step = words.text("step_recalculate")
    others = [issue for issue in [*assessed.issues, *foreseen] if issue.code != "assessment_lapsed"]
    said = [log_line(step, issue.message(words), now) for issue in others]
    outcome = ". ".join(filter(None, (recalculated(done, words), done.back.sentence(words))))
    write_log(book, [*seen, log_line(step, outcome, now, goals=done.back.goals), *said], words)


def _write_try_out(book: Book, contract: Contract, results: pd.DataFrame, follow_up: pd.DataFrame) -> None:
    """Show the functions on the fresh figures, and the goal that is tried out."""
    tables = set(book.tables())
    if TryOut.name not in tables:
        return
    frames = {BudgetFollowUp: follow_up, Services: contract.frame(Services)}
    first = first_rows({**frames, **{table: contract.frame(table) for table in (BudgetLines, Observations)}})
    shown = goals_shown(results, first, contract.parameters)
    raw = book.read(TryOut.name)
    frame = refreshed(raw, shown, contract.words)
    if frame is not None:
        write_table(book, TryOut.name, frame, contract.words, raw)
    if {WhatIfPage.name, LightLevels.name} <= tables:
        page = refreshed_page(book.read(WhatIfPage.name), shown, contract.words, has_macros(raw))
        if page is not None:
            write_table(book, WhatIfPage.name, page.lines, contract.words)
            write_table(book, LightLevels.name, page.levels, contract.words)


def months_of(year: int) -> list[str]:
    """The titles of the columns of monthly values."""
    return month_titles(year)


def _with_columns(frame: pd.DataFrame, columns: Mapping[str, Sequence[CellValue]]) -> pd.DataFrame:
    """A frame with further columns of cell values."""
    further = {
        title: pd.Series(list[object](values), index=frame.index, dtype=object) for title, values in columns.items()
    }
    return pd.concat([frame, pd.DataFrame(further, index=frame.index)], axis=1)


def _sources(contract: Contract) -> str:
    """The file of the latest import, as the log has it."""
    log = read_table(LogLines, contract.book.read(LogLines.name), contract.words).frame
    files = [name for name in log[LogLines.FILE] if isinstance(name, str)]
    return files[-1] if files else ""


def recalculated(done: Recalculated, words: Words) -> str:
    """What a recalculation gave, in a sentence: the lights in force, and how many of them are people's own."""
    counts = counts_frame(words, done.results)
    lights = ", ".join(f"{light} {count:.0f}" for light, count in zip(counts["light"], counts["count"], strict=True))
    text = words.text("recalculated", as_of=words.day(done.as_of), lights=lights)
    otherwise = len(assessed_otherwise(done.results))
    return words.text("recalculated_assessed", text=text, count=otherwise) if otherwise else text
