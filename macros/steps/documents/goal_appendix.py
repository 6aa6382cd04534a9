"""The appendices of a contract: all goals in full, what was renegotiated, and the budget frame.

Source: the contracts of 2009 (sections 3 and 4) and of 2011 (sections 1.3 and 3); design, section 1: the old target
stays on record.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

import numpy as np
import pandas as pd

from macros.steps.documents.contract_goals import type_word
from macros.steps.documents.contract_source import ContractSource
from macros.steps.documents.written import or_blank, written
from schemas.codes import Basis, Rule, Summary, VersionKind, YearProfile
from schemas.frames import Record, is_missing, records
from schemas.tables import BudgetLines, Goals, Measures
from schemas.text.amounts import kroner
from schemas.text.periods import MONTHS_A_YEAR, Period
from schemas.versions import starts
from schemas.words.vocabulary import Words
from udfs.economy.budget_years import BudgetYears, budget_years
from udfs.economy.spreading import Months
from workbook.documents.model import Align, Block, Cell, Column, DataTable, Heading, Paragraph, TextKind
from workbook.documents.prose.targets import figure_in_words, period_in_words, target_in_words

GOALS, VERSIONS, FRAME = "all_goals", "versions", "budget_frame"
_LEVEL_DECIMALS = 1
_SEPARATOR = ", "
_CHANGES = frozenset({Basis.CHANGE_PCT, Basis.CHANGE_POINTS})


def goal_appendix(source: ContractSource) -> tuple[Block, ...]:
    """All goals: first what each asks for, then how each is counted and who answers for it."""
    words = source.words
    return (
        Heading(words.text("contract_appendix_goals"), anchor=GOALS),
        _asked(source),
        _how_counted(source),
    )


def _asked(source: ContractSource) -> DataTable:
    words = source.words
    columns = (
        Column(words.title(Goals, Goals.NUMBER), width=0.8),
        Column(words.title(Goals, Goals.GOAL_TYPE), width=1.2),
        Column(words.title(Goals, Goals.TITLE), width=2.6),
        Column(words.text("contract_asked"), width=2.6),
        Column(words.text("contract_baseline"), width=1.6),
    )
    figures = zip(source.levels.target, source.levels.target_max, source.baselines, strict=True)
    rows = tuple(
        (
            Cell(str(goal[Goals.NUMBER])),
            Cell(type_word(goal[Goals.GOAL_TYPE], words)),
            Cell(written(goal[Goals.TITLE])),
            Cell(_in_full(goal, float(level), float(upper), words)),
            Cell(_baseline(goal, float(baseline), words)),
        )
        for goal, (level, upper, baseline) in zip(records(source.goals), figures, strict=True)
    )
    return DataTable(words.text("contract_asked_caption"), columns, rows)


def _in_full(goal: Record, level: float, upper: float, words: Words) -> str:
    """What a goal asks for; of a change also the level that it comes to."""
    asked = target_in_words(goal, words)
    if is_missing(level) or goal[Goals.BASIS] not in _CHANGES:
        return asked
    unit = str(goal[Goals.UNIT])
    least = figure_in_words(round(level, _LEVEL_DECIMALS), unit, words)
    if goal[Goals.RULE] == Rule.BAND and not is_missing(upper):
        most = figure_in_words(round(upper, _LEVEL_DECIMALS), unit, words)
        reached = f"{least.removesuffix(' %')}–{most}"
    else:
        rule = Rule.AT_MOST if goal[Goals.RULE] == Rule.AT_MOST else Rule.AT_LEAST
        reached = f"{words.word(rule)} {least}"
    return words.text("contract_comes_to", asked=asked, level=reached)


def _baseline(goal: Record, observed: float, words: Words) -> str:
    """The figure that a goal starts from and its period; one that is still to be measured is marked."""
    stated = goal[Goals.BASELINE_PERIOD]
    period = period_in_words(stated, words) if isinstance(stated, Period) else ""
    agreed = goal[Goals.BASELINE]
    if is_missing(agreed) and is_missing(observed):
        return words.text("contract_baseline_later", period=period) if period else "–"
    value = round(observed, _LEVEL_DECIMALS) if is_missing(agreed) else agreed
    figure = figure_in_words(value, str(goal[Goals.UNIT]), words)
    return f"{figure} ({period})" if period else figure


def _how_counted(source: ContractSource) -> DataTable:
    words = source.words
    columns = (
        Column(words.title(Goals, Goals.NUMBER), width=0.8),
        Column(words.text("contract_measure"), width=2.8),
        Column(words.title(Goals, Goals.SUMMARY), width=1.4),
        Column(words.title(Goals, Goals.PROFILE), width=1.5),
        Column(words.title(Goals, Goals.SOURCE), width=1.8),
        Column(words.title(Goals, Goals.RESPONSIBLE), width=1.4),
    )
    common = _common([written(each) for each in source.goals[Goals.SOURCE]])
    titles = {str(line[Measures.MEASURE]): written(line[Measures.TITLE]) for line in records(source.measures)}
    rows = tuple(
        (
            Cell(str(goal[Goals.NUMBER])),
            Cell(titles.get(str(goal[Goals.MEASURE])) or written(goal[Goals.TITLE])),
            Cell(words.word(Summary(goal[Goals.SUMMARY]))),
            Cell(words.word(YearProfile(goal[Goals.PROFILE]))),
            Cell(or_blank(written(goal[Goals.SOURCE]).removeprefix(common), words)),
            Cell(or_blank(goal[Goals.RESPONSIBLE], words)),
        )
        for goal in records(source.goals)
    )
    noted = [goal for goal in records(source.goals) if written(goal[Goals.NOTE])]
    shared = (Paragraph(words.text("contract_source", source=common.rstrip(_SEPARATOR)), TextKind.SOURCE),)
    below = (shared if common else ()) + tuple(
        Paragraph(
            words.text("contract_goal_note", number=goal[Goals.NUMBER], note=written(goal[Goals.NOTE])), TextKind.NOTE
        )
        for goal in noted
    )
    return DataTable(words.text("contract_counted_caption"), columns, rows, below=below)


def _common(sources: Sequence[str]) -> str:
    """What all sources begin with, up to a comma: said once below the table, and not on every line."""
    told = [source.split(_SEPARATOR)[:-1] for source in sources if source]
    same = takewhile(lambda parts: len(set(parts)) == 1, zip(*told, strict=False)) if len(told) > 1 else ()
    return "".join(f"{parts[0]}{_SEPARATOR}" for parts in same)


def renegotiated(source: ContractSource) -> tuple[Block, ...]:
    """The goals that were changed in the year: since when, from what to what, what kind of change, who decided, why."""
    words = source.words
    rows = [_changed(before, after, words) for before, after in _turns(source.all_goals)]
    if not rows:
        return ()
    columns = (
        Column(words.title(Goals, Goals.NUMBER), width=0.8),
        Column(words.title(Goals, Goals.VALID_FROM), width=1.1),
        Column(words.text("contract_before"), width=2.2),
        Column(words.text("contract_after"), width=2.2),
        Column(words.title(Goals, Goals.VERSION_KIND), width=1.2),
        Column(words.title(Goals, Goals.DECIDED_BY), width=1.2),
        Column(words.title(Goals, Goals.REASON), width=2),
    )
    heading = Heading(words.text("contract_appendix_versions"), anchor=VERSIONS)
    return heading, DataTable(words.text("contract_versions_caption"), columns, tuple(rows))


def _turns(goals: pd.DataFrame) -> list[tuple[Record, Record]]:
    """Each version of a goal with the one before it, in the goals' order."""
    lines = goals.assign(_start=starts(goals))
    groups = lines[lines.duplicated([Goals.CENTRE, Goals.NUMBER], keep=False)].groupby(Goals.NUMBER, sort=False)
    return [pair for _, versions in groups for pair in pairwise(records(versions.sort_values("_start", kind="stable")))]


def _changed(before: Record, after: Record, words: Words) -> tuple[Cell, ...]:
    kind = after[Goals.VERSION_KIND]
    titles = written(before[Goals.TITLE]) != written(after[Goals.TITLE])

    def told(goal: Record) -> str:
        asked = target_in_words(goal, words)
        return words.text("contract_version_title", title=written(goal[Goals.TITLE]), asked=asked) if titles else asked

    day = after[Goals.VALID_FROM]
    return (
        Cell(str(after[Goals.NUMBER])),
        Cell(words.text("document_blank") if is_missing(day) else words.day(day)),
        Cell(told(before)),
        Cell(told(after)),
        Cell(words.word(VersionKind.SUBSTANTIAL if is_missing(kind) else VersionKind(kind))),
        Cell(or_blank(after[Goals.DECIDED_BY], words)),
        Cell(or_blank(after[Goals.REASON], words)),
    )


def budget_frame(source: ContractSource) -> tuple[Block, ...]:
    """The budgets of the contract: each account with what was agreed for the year; nothing where none is given."""
    words = source.words
    lines = year_budgets(source)
    if not lines:
        return ()
    columns = (
        Column(words.title(BudgetLines, BudgetLines.ACCOUNT), width=3),
        Column(words.text("contract_year_budget"), Align.RIGHT, width=2),
        Column(words.text("contract_budget_months"), Align.RIGHT, width=1.5),
    )
    rows = tuple(
        (
            Cell(words.show(BudgetLines.ACCOUNT, account)),
            Cell(whole_kroner(ore, words)),
            Cell(words.text("contract_months_of", months=months, all=MONTHS_A_YEAR)),
        )
        for account, (ore, months) in lines.items()
    )
    table = DataTable(words.text("contract_frame_caption", year=source.year), columns, rows)
    return Heading(words.text("contract_appendix_frame"), anchor=FRAME), table


def year_budgets(source: ContractSource) -> Mapping[str, tuple[int, int]]:
    """Account -> what its lines give it for the year, in whole øre, and how many months they cover."""
    if not len(source.budget_lines):
        return {}
    years = budget_years(source.budget_lines, source.accounts, source.year)
    return _by_account(source.holder, years, np.asarray(years.given))


def budgets_now(source: ContractSource) -> Mapping[str, tuple[int, int]]:
    """Account -> its budget of the year as corrected on the reporting date, and how many months it covers.

    Args:
        source: The contract. Before there are figures, the budget is what was agreed.
    """
    years = None if source.followed is None else source.followed.years
    return year_budgets(source) if years is None else _by_account(source.holder, years, np.asarray(years.corrected))


def _by_account(holder: str, years: BudgetYears, amounts: Months) -> Mapping[str, tuple[int, int]]:
    sums, months = amounts.sum(axis=1), np.asarray(years.known).sum(axis=1)
    return {
        account: (int(ore), int(count))
        for (centre, account), ore, count in zip(years.keys, sums, months, strict=True)
        if count and centre == holder
    }


def whole_kroner(ore: int, words: Words) -> str:
    """An amount in whole kroner, as a table of a contract prints it: ``49.800.000 kr.``."""
    text = f"{round(float(kroner(ore))):,}".replace("-", "−")
    return words.text("contract_kroner", amount=text.replace(",", ".") if words.language == "da" else text)
