"""Steps about the target: what is stated, from which baseline, and the part of it that is due."""

from collections.abc import Iterator
from math import isclose

from macros.steps.explaining.material import sources
from macros.steps.explaining.step import Input, Step
from macros.steps.explaining.subject import Subject, summed_up
from schemas.codes import Basis, Rule, YearProfile
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import Goals, Results

_ROUNDING = 1e-9
_BASED = frozenset({Basis.CHANGE_PCT, Basis.CHANGE_POINTS, Basis.MAINTAIN})


def target_steps(about: Subject) -> Iterator[Step]:
    """The baseline, the target of the year, and the target to date."""
    if about.has(Results.BASELINE):
        yield _baseline(about)
    if about.has(Results.STATED):
        yield _stated(about)
    for field, bound in ((Results.TARGET, Goals.TARGET), (Results.TARGET_MAX, Goals.TARGET_MAX)):
        if about.has(field):
            yield _level(about, field, bound)
    if about.has(Results.BASELINE_TO_DATE):
        yield _due(about, Results.BASELINE_TO_DATE, Results.BASELINE)
    for field, level in (
        (Results.TARGET_TO_DATE, Results.TARGET),
        (Results.TARGET_TO_DATE_MAX, Results.TARGET_MAX),
    ):
        if about.has(field):
            yield _due(about, field, level)


def _told(about: Subject, field: Field) -> list[Input]:
    """The cells of a field of the contract that hold something."""
    return [each for each in about.cells(field) if not is_missing(each.value)]


def _baseline(about: Subject) -> Step:
    observed = about.seen.baseline
    if not observed:
        key = "explain_baseline_total" if about.is_total else "explain_baseline"
        return about.step(Results.BASELINE, about.text(key), inputs=_told(about, Goals.BASELINE))
    key, worked = summed_up(observed, about.summary, str(about.row[Results.UNIT]), about.words)
    formula = about.text("explain_baseline_observed", period=about.goal[Goals.BASELINE_PERIOD], how=about.text(key))
    inputs = [*about.cells(Goals.BASELINE_PERIOD), *sources(each.inputs for each in observed)]
    return about.step(Results.BASELINE, formula, worked, inputs=inputs)


def _stated(about: Subject) -> Step:
    """The target as the contract states it; of a total, as its members' do."""
    key = "explain_stated_total" if about.is_total else "explain_stated"
    changes = about.row.get(Results.BASIS) == Basis.CHANGE_PCT
    inputs = [*_told(about, Goals.TARGET), *about.cells(Goals.BASIS)]
    return about.step(Results.STATED, about.text(key), inputs=inputs, unit="pct" if changes else None)


def _level(about: Subject, field: Field, bound: Field) -> Step:
    """The level of the year's target."""
    basis = about.row.get(Results.BASIS) or Basis.ABSOLUTE
    words, uses, worked = about.words, [], ""
    inputs = _told(about, bound)
    if basis in _BASED and about.has(Results.BASELINE):
        base = about.number(Results.BASELINE)
        uses = [Results.BASELINE, *([Results.STATED] if bound is Goals.TARGET and about.has(Results.STATED) else [])]
        stated = words.number(float(about.goal[bound])) if not is_missing(about.goal[bound]) else "0"
        stated = f"({stated})" if stated.startswith("-") else stated
        worked = {
            Basis.CHANGE_PCT: f"{base} × (1 + {stated} / {HUNDRED_PER_CENT:.0f})",
            Basis.CHANGE_POINTS: f"{base} + {stated}",
            Basis.MAINTAIN: base,
        }[Basis(basis)]
    elif bound is Goals.TARGET and about.has(Results.STATED):
        uses = [Results.STATED]
    formula = about.text(f"explain_target_{Basis(basis).value}")
    return about.step(field, formula, worked, uses=uses, inputs=inputs)


def _due(about: Subject, field: Field, level: Field) -> Step:
    """The part of a level that is due at the last figure's month."""
    profile = about.row.get(Results.PROFILE) or YearProfile.FLAT
    whole = about.number(level) if about.has(level) else ""
    gone, span = (about.words.number(about.row[name]) for name in (Results.MONTHS, Results.MONTHS_OF_GOAL))
    uses = [level]
    if profile == YearProfile.FLAT or (profile == YearProfile.PATH and field == Results.BASELINE_TO_DATE):
        return about.step(field, about.text("explain_due_flat"), whole, uses=uses)
    if profile == YearProfile.SEASONAL:
        to_date, last = (about.number(name) for name in (Results.LAST_YEAR_TO_DATE, Results.LAST_YEAR))
        worked = f"{whole} × {to_date} / {last}"
        uses += [Results.LAST_YEAR_TO_DATE, Results.LAST_YEAR]
        return about.step(field, about.text("explain_due_seasonal"), worked, uses=uses)
    uses += [Results.MONTHS, Results.MONTHS_OF_GOAL]
    if profile == YearProfile.LINEAR and _is_of_members(about, field, level):
        return about.step(field, about.text("explain_due_members"), uses=uses)
    if profile == YearProfile.LINEAR:
        return about.step(field, about.text("explain_due_linear"), f"{whole} × {gone} / {span}", uses=uses)
    base = about.number(Results.BASELINE)
    worked = f"{base} + ({whole} - {base}) × {gone} / {span}"
    return about.step(field, about.text("explain_due_path"), worked, uses=[*uses, Results.BASELINE])


def _is_of_members(about: Subject, field: Field, level: Field) -> bool:
    """Whether a total is due as its members' own are, since they are others in some months than in others."""
    if not about.is_total or not about.has(level):
        return False
    share = about.figure(Results.MONTHS) / about.figure(Results.MONTHS_OF_GOAL)
    return not isclose(about.figure(level) * share, about.figure(field), rel_tol=_ROUNDING)


def is_band(about: Subject) -> bool:
    """Whether the target has two bounds."""
    return bool(about.row[Results.RULE] == Rule.BAND)
