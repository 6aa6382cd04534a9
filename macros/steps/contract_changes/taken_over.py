"""What new centres are asked for when they take over: the rest of the year's targets, joined or shared, never guessed.

A sum or a stock of several is added up, or shared by shares that somebody gave; a level holds as it is where all have
the same. What cannot be told so is left to be decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from macros.steps.contract_changes.opened import OpenRegister
from macros.steps.group_totals import is_additive
from schemas.codes import Basis
from schemas.frames import Record, is_missing
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals
from schemas.words.vocabulary import text_key
from udfs.goals.part_of_target import Part

_DECIMALS = 6


@dataclass(frozen=True)
class Takeover:
    """What somebody said of the targets of new centres.

    Args:
        is_open: They are decided later; no goal is written for the new centres.
        targets: Centre (blank for all) and number → the target.
        baselines: Centre (blank for all) and number → the baseline.
        shares: New centre → its share of sums and stocks, as a fraction.
    """

    is_open: bool = False
    targets: Mapping[tuple[str, str], float] = field(default_factory=dict)
    baselines: Mapping[tuple[str, str], float] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)


def joined(goals: Sequence[Record], rests: Sequence[Part | None]) -> Part | None:
    """What one centre is asked for that takes over goals stated alike from several.

    Args:
        goals: Their lines, one a centre.
        rests: What each asks for in the rest of the year.

    Returns:
        None where that has to be decided.
    """
    known = [rest for rest in rests if rest is not None]
    first = goals[0]
    if len(known) < len(rests) or any(map(_is_observed, goals)):
        return None
    bases = [each.baseline for each in known]
    if first[Goals.BASIS] in {Basis.CHANGE_PCT, Basis.MAINTAIN} or not is_additive(first):
        same = _same([each.target for each in known]) and _same([each.target_max for each in known])
        base = _sum(bases) if is_additive(first) else _common(bases)
        is_told = same and (base is not None or _needs_no_baseline(first))
        return Part(known[0].target, known[0].target_max, base) if is_told else None
    return Part(_sum([each.target for each in known]), _sum([each.target_max for each in known]), _sum(bases))


def shared(goal: Record, rest: Part | None, share: float | None) -> Part | None:
    """What a centre is asked for that takes over a part of another.

    Args:
        goal: The goal's line.
        rest: What it asks for in the rest of the year.
        share: The new centre's share of sums and stocks; None where nobody said.

    Returns:
        None where that has to be decided.
    """
    if rest is None or _is_observed(goal):
        return None
    if not is_additive(goal):
        return rest
    if share is None:
        return None
    base = _times(rest.baseline, share)
    if goal[Goals.BASIS] in {Basis.CHANGE_PCT, Basis.MAINTAIN}:
        return Part(rest.target, rest.target_max, base)
    return Part(_times(rest.target, share), _times(rest.target_max, share), base)


def one_baseline(opened: OpenRegister, goals: Sequence[Record], centres: Sequence[str], how: Takeover) -> list[Issue]:
    """Baselines of sums and stocks that were said of several new centres at once: none of them has all of it.

    Args:
        opened: The register.
        goals: The old centre's goals.
        centres: The new centres.
        how: What was said.
    """
    issues = []
    for goal in goals:
        number = str(goal[Goals.NUMBER])
        value = how.baselines.get(("", text_key(number)))
        lacking = [each for each in centres if (each, text_key(number)) not in how.baselines]
        if value is not None and len(lacking) > 1 and is_additive(goal):
            about = {"number": number, "title": goal[Goals.TITLE], "centres": ", ".join(lacking), "first": lacking[0]}
            shown = f"{number}={opened.words.number(value)}"
            issues.append(Issue("takeover_one_baseline", Place(opened.path.name), shown, about))
    return issues


def _is_observed(goal: Record) -> bool:
    """Whether a goal is held against figures of its own centre's past, which a new centre does not have."""
    return not _needs_no_baseline(goal) and is_missing(goal[Goals.BASELINE])


def _needs_no_baseline(goal: Record) -> bool:
    return bool(goal[Goals.BASIS] == Basis.ABSOLUTE)


def _same(values: Sequence[float | None]) -> bool:
    return len(set(values)) == 1


def _common(values: Sequence[float | None]) -> float | None:
    return values[0] if _same(values) else None


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known), _DECIMALS) if len(known) == len(values) and known else None


def _times(value: float | None, share: float) -> float | None:
    return None if value is None else round(value * share, _DECIMALS)
