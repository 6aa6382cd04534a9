"""Steps about a renegotiated goal: since when its target is in force, and the same figures by the target before."""

from collections.abc import Iterator

from macros.steps.explaining.step import Input, Step
from macros.steps.explaining.subject import EarlierLine, Subject, put
from schemas.codes import Basis
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import Goals, Results

_DECIDED = (Goals.VALID_FROM, Goals.VERSION_KIND, Goals.DECIDED_BY, Goals.REASON)
_STATED = (Goals.TARGET, Goals.TARGET_MAX, Goals.BASIS, Goals.BASELINE, Goals.BASELINE_PERIOD)
_SHOWN = {
    Results.SHOWN_EARLIER_TARGET: Results.EARLIER_TARGET_TO_DATE,
    Results.SHOWN_EARLIER_TARGET_MAX: Results.EARLIER_TARGET_TO_DATE,
    Results.SHOWN_EARLIER_DIFFERENCE: Results.EARLIER_DIFFERENCE,
}
"""Each figure that the sheets print, and the level that it is."""


def version_steps(about: Subject) -> Iterator[Step]:
    """The day of the version in force, and the earlier target with the result against it."""
    earlier = about.earlier
    if earlier is None or not about.has(Results.VERSION_FROM):
        return
    day = about.row[Results.VERSION_FROM]
    inputs = [each for field in _DECIDED for each in about.cells(field) if not is_missing(each.value)]
    title = about.words.title(Results, Results.VERSION_FROM)
    formula = about.text("explain_version_from")
    yield Step(str(Results.VERSION_FROM), title, day.isoformat(), about.words.day(day), formula, inputs=inputs)
    if about.has(Results.EARLIER_TARGET):
        yield _target(about, earlier)
    if about.has(Results.EARLIER_TARGET_TO_DATE):
        yield _due(about, earlier)
    if about.has(Results.EARLIER_DIFFERENCE):
        yield _difference(about)
    for field, level in _SHOWN.items():
        if about.has(field):
            yield _shown(about, earlier, field, level)


def _cells(earlier: EarlierLine, *fields: Field) -> list[Input]:
    return [each for field in fields for each in earlier.cells(field) if not is_missing(each.value)]


def _target(about: Subject, earlier: EarlierLine) -> Step:
    """The level of the earlier target: as stated, or from its baseline."""
    field, basis = Results.EARLIER_TARGET, Basis(earlier.line[Goals.BASIS] or Basis.ABSOLUTE)
    stated = 0.0 if is_missing(earlier.line[Goals.TARGET]) else float(earlier.line[Goals.TARGET])
    own = earlier.line[Goals.BASELINE]
    uses: list[Field] = [Results.BASELINE] if is_missing(own) and about.has(Results.BASELINE) else []
    base = float(own) if not is_missing(own) else about.figure(Results.BASELINE) if uses else None
    worked = ""
    if basis is not Basis.ABSOLUTE and base is not None:
        told, by = put(base, about.words), put(stated, about.words)
        worked, outcome = {
            Basis.CHANGE_PCT: (
                f"{told} × (1 + {by} / {HUNDRED_PER_CENT:.0f})", base * (1 + stated / HUNDRED_PER_CENT),
            ),
            Basis.CHANGE_POINTS: (f"{told} + {by}", base + stated),
            Basis.MAINTAIN: (told, base),
        }[basis]  # fmt: skip
        worked = worked if about.close(outcome, field) else ""
    formula = about.text("explain_earlier_target", how=about.text(f"explain_target_{basis.value}"))
    return about.step(field, formula, worked, uses=uses if worked else [], inputs=_cells(earlier, *_STATED))


def _due(about: Subject, earlier: EarlierLine) -> Step:
    """The part of it that is due, by the earlier line's own profile."""
    field, whole = Results.EARLIER_TARGET_TO_DATE, Results.EARLIER_TARGET
    uses: list[Field] = [whole] if about.has(whole) else []
    inputs = _cells(earlier, Goals.PROFILE)
    formula = about.text("explain_earlier_due")
    for worked, outcome, more in _dues(about) if uses else ():
        if about.close(outcome, field):
            return about.step(field, formula, worked, uses=[*uses, *more], inputs=inputs)
    return about.step(field, formula, uses=uses, inputs=inputs)


def _dues(about: Subject) -> Iterator[tuple[str, float, list[Field]]]:
    """The ways in which a target falls due, each worked out; one of them is the line's."""
    whole, told = about.figure(Results.EARLIER_TARGET), about.number(Results.EARLIER_TARGET)
    yield told, whole, []
    if about.has(Results.MONTHS) and about.has(Results.MONTHS_OF_GOAL):
        gone, span = about.figure(Results.MONTHS), about.figure(Results.MONTHS_OF_GOAL)
        months: list[Field] = [Results.MONTHS, Results.MONTHS_OF_GOAL]
        part = f"{gone:.0f} / {span:.0f}"
        yield f"{told} × {part}", whole * gone / span, months
        if about.has(Results.BASELINE):
            base, from_base = about.figure(Results.BASELINE), about.number(Results.BASELINE)
            worked = f"{from_base} + ({told} - {from_base}) × {part}"
            yield worked, base + (whole - base) * gone / span, [*months, Results.BASELINE]
    needed: list[Field] = [Results.LAST_YEAR_TO_DATE, Results.LAST_YEAR]
    if all(map(about.has, needed)) and about.figure(Results.LAST_YEAR):
        to_date, year = (about.figure(name) for name in needed)
        yield f"{told} × {put(to_date, about.words)} / {put(year, about.words)}", whole * to_date / year, needed


def _difference(about: Subject) -> Step:
    field, uses = Results.EARLIER_DIFFERENCE, [Results.RESULT, Results.EARLIER_TARGET_TO_DATE]
    worked = ""
    if all(map(about.has, uses)) and about.close(about.figure(uses[0]) - about.figure(uses[1]), field):
        worked = f"{about.number(uses[0])} - {about.number(uses[1])}"
    known = [each for each in uses if about.has(each)]
    return about.step(field, about.text("explain_earlier_difference"), worked, uses=known, sign=True)


def _shown(about: Subject, earlier: EarlierLine, field: Field, level: Field) -> Step:
    is_change = about.row[Results.SHOWN_UNIT] != about.row[Results.UNIT]
    is_upper = field == Results.SHOWN_EARLIER_TARGET_MAX
    uses = [level] if about.has(level) else []
    if is_change:
        formula = about.text("explain_shown_change")
        uses += [Results.BASELINE] if about.has(Results.BASELINE) else []
        return about.step(field, formula, uses=uses, unit=str(about.row[Results.SHOWN_UNIT]))
    inputs = _cells(earlier, Goals.TARGET_MAX) if is_upper else []
    return about.step(field, about.text("explain_shown_level"), uses=uses, inputs=inputs)
