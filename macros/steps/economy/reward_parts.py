"""What each workbook says of the reward, and the reward of one or of all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.economy.balanced import attained
from macros.steps.economy.found import Found
from macros.steps.economy.reward import CAP, RATE, RewardInputs, reward_lines
from macros.steps.economy.sharers import decision_issues, sharers_of, unknown_centres
from schemas.fields import Field
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import Issue, Place
from schemas.reading import empty, frame_of
from schemas.tables import Centres, RewardBasis, RewardDecisions, Rewards
from schemas.text.periods import Period
from schemas.words.vocabulary import Words

_COLUMNS = (RewardBasis.OWN, RewardBasis.BENCHMARK)
REWARD_CODES = frozenset(
    {
        "reward_months_missing",
        "reward_twice",
        "reward_year_and_months",
        "reward_length",
        "reward_negative",
        "reward_unlikely",
        "reward_benchmark_zero",
        "reward_bases_differ",
        "reward_rules_differ",
        "reward_activity_twice",
        "reward_activity_mixed",
        "reward_activity_of_nobody",
        "reward_unknown_centre",
        "reward_nobody_shares",
    }
)
"""The codes of what is said when the reward is computed."""


@dataclass(frozen=True)
class RewardPart:
    """What one workbook says of the reward.

    Args:
        workbook: Its file.
        sheet: The sheet of the basis.
        basis: The basis as it is written there.
        decisions: The activities and the approval; a line without a centre is its own centre's.
        attained: Its centres' balanced attainment, as the reward counts it.
        parameters: The rate and the cap.
        cells: Where each figure of the basis stands.
    """

    workbook: str = ""
    sheet: str = ""
    basis: pd.DataFrame = field(default_factory=lambda: empty(RewardBasis))
    decisions: pd.DataFrame = field(default_factory=lambda: empty(RewardDecisions))
    attained: Mapping[str, float] = field(default_factory=dict)
    parameters: Mapping[str, float] = field(default_factory=dict)
    cells: Mapping[tuple[int, str], Place] = field(default_factory=dict)


def reward_part(contract: Contract, goals: pd.DataFrame, results: pd.DataFrame) -> RewardPart:
    """What a workbook says of the reward.

    Args:
        contract: The workbook.
        goals: The goals in force.
        results: Their results, row by row the same goals.
    """
    parameters = {name: contract.parameters[name] for name in (RATE, CAP)}
    reached = attained(goals, results, parameters[CAP])
    decisions = contract.frame(RewardDecisions)
    if len(reached) == 1:
        own = decisions[RewardDecisions.CENTRE].fillna(next(iter(reached)))
        decisions = decisions.assign(**{RewardDecisions.CENTRE: own})
    understood = contract.tables.get(RewardBasis.name)
    basis = contract.frame(RewardBasis)
    cells = (
        {}
        if understood is None
        else {(int(row), str(column)): understood.place(int(row), column) for row in basis.index for column in _COLUMNS}
    )
    sheet = "" if understood is None else understood.raw.sheet
    return RewardPart(contract.book.name, sheet, basis, decisions, reached, parameters, cells)


def reward_of(
    parts: Sequence[RewardPart],
    services: pd.DataFrame,
    centres: pd.DataFrame,
    year: int,
    words: Words,
    is_shared: bool,
) -> Found:
    """The reward line by line.

    Args:
        parts: What each workbook says of it.
        services: The service catalogue of all of them, each line once.
        centres: All centres.
        year: The contract year.
        words: The language of notes.
        is_shared: Whether the bonus is shared out: the workbooks are brought together.
    """
    told = merged_basis(parts, year, words)
    filled = [part.decisions for part in parts if len(part.decisions)]
    decisions = pd.concat(filled, ignore_index=True) if filled else empty(RewardDecisions)
    if not any(len(part.basis) or len(part.decisions) for part in parts):
        return Found(empty(Rewards))
    differ = [*told.issues, *_rules_differ(parts)]
    if differ:
        return Found(empty(Rewards), differ)
    reached = _without_groups(
        {centre: value for part in parts for centre, value in part.attained.items()}, centres, words
    )
    sharers = sharers_of(reached, decisions, services, centres, year)
    place = Place(parts[0].workbook, parts[0].sheet) if len(parts) == 1 else Place("", parts[0].sheet)
    parameters = parts[0].parameters

    def locate(row: int | None, column: Field) -> Place:
        return place if row is None else told.cells.get((row, str(column)), place)

    found = reward_lines(
        RewardInputs(told.basis, decisions, sharers, year, parameters[RATE], parameters[CAP], is_shared, locate), words
    )
    issues = [*found.issues, *decision_issues(sharers, decisions, place)]
    if is_shared:
        issues += [Issue("reward_unknown_centre", place, name) for name in unknown_centres(sharers, decisions, centres)]
    return Found(found.frame, issues)


@dataclass(frozen=True)
class MergedBasis:
    """The basis of several workbooks.

    Args:
        basis: Each figure once; one that a workbook has twice stays twice.
        cells: Where each stands.
        issues: Figures that differ between workbooks.
    """

    basis: pd.DataFrame
    cells: Mapping[tuple[int, str], Place]
    issues: list[Issue]


def merged_basis(parts: Sequence[RewardPart], year: int, words: Words) -> MergedBasis:
    """The basis that workbooks have together; what several say alike counts once.

    Args:
        parts: What each workbook says.
        year: The contract year.
        words: The language of findings.
    """
    rows: list[Record] = []
    cells: dict[tuple[int, str], Place] = {}
    stated: dict[tuple[Field, Period], tuple[float, RewardPart]] = {}
    differ: dict[tuple[Field, str, str], list[tuple[Period, float, float]]] = {}
    for part in parts:
        own: dict[tuple[Field, Period], tuple[float, RewardPart]] = {}
        for number, row in numbered(part.basis):
            period = row[RewardBasis.PERIOD]
            if not isinstance(period, Period) or period.year not in {year - 1, year}:
                continue
            fresh: Record = {}
            for column in (each for each in _COLUMNS if not is_missing(row[each])):
                value, first = float(row[column]), stated.get((column, period))
                if first is not None and first[0] != value:
                    key = (column, first[1].workbook, part.workbook)
                    differ.setdefault(key, []).append((period, first[0], value))
                if first is None:
                    own[column, period] = (value, part)
                    fresh[column] = value
                    cells[len(rows), str(column)] = part.cells.get(
                        (number, str(column)), Place(part.workbook, part.sheet)
                    )
            if fresh:
                rows.append({RewardBasis.PERIOD: period, **fresh})
        stated |= own
    issues = [_differ(*key, found, words) for key, found in differ.items()]
    if not rows and any(len(part.basis) for part in parts):
        # Lines of other years alone: the two years are missing, and that is said.
        rows = records(pd.concat([part.basis for part in parts if len(part.basis)], ignore_index=True))
    return MergedBasis(frame_of(RewardBasis, rows), cells, issues)


def _differ(
    column: Field, first: str, second: str, found: Sequence[tuple[Period, float, float]], words: Words
) -> Issue:
    periods, ones, others = zip(*found, strict=True)
    about = {
        "figure": words.title(RewardBasis, column),
        "one": ", ".join(map(words.number, ones)),
        "other": ", ".join(map(words.number, others)),
        "first": first,
        "second": second,
    }
    return Issue("reward_bases_differ", Place(second), ", ".join(map(str, periods)), about)


def _rules_differ(parts: Sequence[RewardPart]) -> list[Issue]:
    first = parts[0]
    issues = []
    for name in (RATE, CAP):
        other = next((part for part in parts if part.parameters[name] != first.parameters[name]), None)
        if other is not None:
            about = {
                "one": first.parameters[name],
                "other": other.parameters[name],
                "first": first.workbook,
                "second": other.workbook,
            }
            issues.append(Issue("reward_rules_differ", Place(other.workbook), name, about))
    return issues


def _without_groups(reached: Mapping[str, float], centres: pd.DataFrame, words: Words) -> dict[str, float]:
    """The centres that share: the total does not, nor a group whose own centres do."""
    groups = {str(row[Centres.GROUP]) for row in records(centres) if row[Centres.CENTRE] in reached}
    alone = len(reached) == 1  # a workbook of its own, where nothing is shared
    return {
        name: value
        for name, value in reached.items()
        if alone or not (name in groups or name == words.text("total_name"))
    }
