"""The reward: from full-year recipients to the bonus, and its sharing among centres."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from macros.steps.economy.found import Found
from macros.steps.economy.sharers import Sharer
from schemas.codes import Unit
from schemas.economy_codes import RewardLine
from schemas.fields import Field
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.reading import empty, frame_of
from schemas.tables import RewardBasis, RewardDecisions, Rewards
from schemas.text.amounts import ore_of
from schemas.words.vocabulary import Words
from udfs.economy.reward import Released, capped, released, reward_weights, shared
from udfs.economy.reward_basis import FIGURES, Basis, BasisFault, Fault, reward_basis
from workbook.present import amount

RATE = "reward_per_person"
"""The parameter that says what a full-year person releases, in kroner."""
CAP = "reward_attainment_cap"
"""The parameter that says how much of an attainment counts at most."""


@dataclass(frozen=True)
class Approval:
    """Who approved the sharing, and when."""

    by: str
    on: date


@dataclass(frozen=True)
class RewardInputs:
    """What a reward is computed from.

    Args:
        basis: Full-year recipients, here and in the benchmark.
        decisions: Who approved it and when.
        sharers: The centres that share; one alone in its own workbook.
        year: The contract year.
        rate: Kroner a full-year person.
        cap: The attainment that counts at most; 0 for no cap.
        is_shared: Whether all centres are there, so that the bonus is shared out.
        locate: Where a cell of the basis stands (row, column); without a row, its sheet.
    """

    basis: pd.DataFrame
    decisions: pd.DataFrame
    sharers: Sequence[Sharer]
    year: int
    rate: float
    cap: float
    is_shared: bool = False
    locate: Callable[[int | None, Field], Place] = field(default=lambda _row, _column: Place())


def reward_lines(inputs: RewardInputs, words: Words) -> Found:
    """The reward line by line.

    Args:
        inputs: What it is computed from.
        words: The language of notes.

    Returns:
        No lines where nothing is entered, and none where the basis is refused: the findings say why.
    """
    if not len(inputs.basis) and not len(inputs.decisions):
        return Found(empty(Rewards))
    basis = reward_basis(inputs.basis, inputs.year) if len(inputs.basis) else Basis()
    if basis.faults:
        return Found(empty(Rewards), basis_issues(basis.faults, inputs.locate, words))
    rows: list[Record] = []
    bonus = None
    if basis.figures:
        before, now, benchmark_before, benchmark_now = (basis.figures[line] for line in FIGURES)
        found = released(before, now, benchmark_before, benchmark_now, ore_of(inputs.rate))
        bonus = found.bonus
        rows += _recipients(basis, found, inputs, words)
    shares, issues = _shares(bonus, inputs, words)
    status = status_text(approvals(inputs.decisions), words)
    return Found(frame_of(Rewards, [{**row, Rewards.STATUS: status} for row in [*rows, *shares]]), issues)


def _recipients(basis: Basis, found: Released, inputs: RewardInputs, words: Words) -> list[Record]:
    """From recipients to the bonus."""
    rows: list[Record] = [
        {Rewards.LINE: line, Rewards.FIGURE: float(basis.figures[line]), Rewards.NOTE: str(inputs.year + offset)}
        for line, (_, offset) in FIGURES.items()
    ]
    expected, beyond = float(found.expected), float(found.beyond)
    rows.append(
        {Rewards.LINE: RewardLine.EXPECTED, Rewards.FIGURE: expected, Rewards.NOTE: words.text("reward_how_expected")}
    )
    rows.append(
        {Rewards.LINE: RewardLine.BEYOND, Rewards.FIGURE: beyond, Rewards.NOTE: words.text("reward_how_beyond")}
    )
    shown = {
        "rate": amount(inputs.rate, Unit.KR, words),
        "next": inputs.year + 1,
        "own": amount(float(basis.figures[RewardLine.OWN_NOW]), Unit.COUNT, words),
        "expected": amount(expected, Unit.COUNT, words),
    }
    key = "reward_released" if found.beyond > 0 else "reward_not_better"
    rows.append({Rewards.LINE: RewardLine.BONUS, Rewards.AMOUNT: found.bonus, Rewards.NOTE: words.text(key, **shown)})
    return rows


def _shares(bonus: int | None, inputs: RewardInputs, words: Words) -> tuple[list[Record], list[Issue]]:
    """Each centre's attainment and activity; where all centres are there, its share."""
    sharers = inputs.sharers
    weights = reward_weights([each.attainment for each in sharers], [each.activity for each in sharers], inputs.cap)
    whole = sum(weights)
    can_share = inputs.is_shared and bonus is not None and whole > 0
    amounts = shared(bonus, weights) if can_share and bonus is not None else [None] * len(sharers)
    rows: list[Record] = []
    for sharer, weight, part in zip(sharers, weights, amounts, strict=True):
        rows.append(
            {
                Rewards.LINE: RewardLine.SHARE,
                Rewards.CENTRE: sharer.centre,
                Rewards.ATTAINMENT: float(capped(sharer.attainment, inputs.cap)),
                Rewards.ACTIVITY: sharer.activity,
                Rewards.SHARE: float(weight / whole) if can_share else None,
                Rewards.AMOUNT: part,
                Rewards.NOTE: _share_note(sharer, inputs, words),
            }
        )
    nobody = inputs.is_shared and bool(bonus) and not whole
    return rows, [Issue("reward_nobody_shares", inputs.locate(None, RewardBasis.OWN))] if nobody else []


def _share_note(sharer: Sharer, inputs: RewardInputs, words: Words) -> str:
    said = [words.text(f"reward_activity_{sharer.source.value}")]
    if is_missing(sharer.attainment):
        said.append(words.text("reward_without_attainment"))
    if not inputs.is_shared:
        said.append(words.text("reward_shared_elsewhere"))
    return " ".join(said)


def approvals(decisions: pd.DataFrame) -> list[Approval]:
    """Who approved the sharing and when, each once, the earliest first; a name without a day counts for nothing."""
    found = {
        Approval(str(row[RewardDecisions.APPROVED_BY]).strip(), row[RewardDecisions.APPROVED_ON])
        for row in records(decisions)
        if not is_missing(row[RewardDecisions.APPROVED_BY]) and not is_missing(row[RewardDecisions.APPROVED_ON])
    }
    return sorted(found, key=lambda each: (each.on, each.by))


def status_text(approved: Sequence[Approval], words: Words) -> str:
    """What a line of the reward is: a proposal, or approved by whom and when."""
    if not approved:
        return words.text("reward_proposal")
    texts = (words.text("reward_approved", by=each.by, on=words.day(each.on)) for each in approved)
    return words.text("reward_approved_joint").join(texts)


def basis_issues(faults: Sequence[Fault], locate: Callable[[int | None, Field], Place], words: Words) -> list[Issue]:
    """What keeps the reward from being computed: missing months in one finding, others each at its cell."""
    issues = []
    if lacking := _lacking(faults, words):
        first = next(fault for fault in faults if fault.kind is BasisFault.MISSING)
        issues.append(
            Issue("reward_months_missing", locate(None, FIGURES[first.line][0]), details={"missing": lacking})
        )
    for fault in faults:
        place = locate(fault.row, FIGURES[fault.line][0])
        about = {"figure": _figure(fault, words)}
        period = ", ".join(map(str, fault.periods))
        match fault.kind:
            case BasisFault.TWICE:
                issues.append(Issue("reward_twice", place, period, about))
            case BasisFault.BOTH:
                issues.append(Issue("reward_year_and_months", place, period, about))
            case BasisFault.LENGTH:
                issues.append(Issue("reward_length", place, period, about))
            case BasisFault.NEGATIVE:
                issues.append(Issue("reward_negative", place, period, about))
            case BasisFault.UNLIKELY:
                issues.append(Issue("reward_unlikely", place, period, about))
            case BasisFault.ZERO:
                issues.append(Issue("reward_benchmark_zero", place, period, about))
    return issues


def _figure(fault: Fault, words: Words) -> str:
    return words.title(RewardBasis, FIGURES[fault.line][0])


def _lacking(faults: Sequence[Fault], words: Words) -> str:
    """The periods without a figure; those that both columns lack are named once."""
    columns: dict[str, list[str]] = {}
    for fault in faults:
        if fault.kind is BasisFault.MISSING:
            columns.setdefault(", ".join(map(str, fault.periods)), []).append(_figure(fault, words))
    joint = words.text("reward_and")
    return "; ".join(f"{joint.join(names)}: {periods}" for periods, names in columns.items())
