"""Goals that are added, closed or renegotiated during the year: what changes in the register, nothing written yet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from macros.steps.contract_changes.begun_within_year import own_baseline
from macros.steps.contract_changes.goal_lives import (
    centre_closed_by,
    closed_by,
    end_of_year,
    line_in_force,
    months_until,
    place_of,
    said_also,
)
from macros.steps.contract_changes.opened import OpenRegister
from macros.steps.contract_changes.planned import Decision, LineChange, Planned
from schemas.codes import Summary, VersionKind
from schemas.errors import RefusedError
from schemas.fields import Field
from schemas.frames import Record, is_missing
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals
from schemas.words.vocabulary import text_key
from udfs.goals.part_of_target import Part, is_of_whole_year, parts_of_year, stated
from workbook.documents.prose.targets import target_as_written

KEEP, TO_DATE = "keep", "to-date"
PARTS = (KEEP, TO_DATE)
"""What becomes of a year's target where a goal ends within the year: it stays, or the part due by then is left."""
_NEEDED = (Goals.GOAL_TYPE, Goals.TITLE, Goals.MEASURE, Goals.UNIT, Goals.RULE, Goals.SUMMARY, Goals.PROFILE)
_NOT_COPIED = (Goals.VALID_FROM, Goals.VALID_TO, Goals.VERSION_KIND, Goals.DECIDED_BY, Goals.REASON)


@dataclass(frozen=True)
class Ending:
    """How the target of a goal that ends within the year is to be.

    Args:
        part: One of ``PARTS``; empty where nobody said.
        target: A target of its own for the months until then.
        with_centre: Whether the centre closes with it.
    """

    part: str = ""
    target: float | None = None
    with_centre: bool = False


def add_goal(
    opened: OpenRegister,
    centre: str,
    number: str,
    given: Mapping[Field, object],
    decision: Decision,
    like: tuple[str, str] | None = None,
) -> Planned:
    """A goal that counts from a day of the year.

    Args:
        opened: The register.
        centre: Whose goal it is.
        number: Its number, which the centre has not used.
        given: Its fields.
        decision: The day from which it counts, with reason and who decided it.
        like: Centre and number of the goal whose other fields it takes.

    Raises:
        RefusedError: The number is taken, the centre is closed, or a field is missing that nobody may guess.
    """
    name = opened.path.name
    own = opened.goals[opened.goals[Goals.CENTRE] == centre]
    if any(text_key(str(each)) == text_key(number) for each in own[Goals.NUMBER]):
        raise RefusedError([Issue("goal_exists", Place(name), number, {"centre": centre})])
    if (issue := centre_closed_by(opened, centre, decision.day)) is not None:
        raise RefusedError([issue])
    values: dict[Field, object] = {}
    model: int | None = None
    if like is not None:
        versions = opened.versions(*like)
        model, base = max(
            (each for each in versions if not _begins_after(each[1], decision.day)),
            key=lambda each: _start(each[1]),
            default=versions[0],
        )
        values = {each: base[each] for each in Goals.fields if each not in _NOT_COPIED and not is_missing(base[each])}
        if is_of_whole_year(base) and Goals.TARGET not in given and decision.day > date(opened.year, 1, 1):
            target = _shown(opened, base, base[Goals.TARGET], base[Goals.TARGET_MAX])
            raise RefusedError([Issue("added_needs_target", Place(name), number, {"like": like[1], "target": target})])
        values |= own_baseline(opened, number, like[1], base, given, decision.day)
    values |= given
    lacking = [opened.words.title(Goals, each) for each in _NEEDED if is_missing(values.get(each))]
    if lacking:
        raise RefusedError([Issue("added_lacks", Place(name), number, {"missing": ", ".join(lacking)})])
    values |= {
        Goals.YEAR: float(opened.year),
        Goals.CENTRE: centre,
        Goals.NUMBER: number,
        Goals.VALID_FROM: decision.day,
        Goals.DECIDED_BY: decision.decided_by,
        Goals.REASON: decision.reason,
    }
    last = int(own.index[-1]) if len(own) else None
    told = {"number": number, "centre": centre, "title": values[Goals.TITLE], "day": opened.words.day(decision.day)}
    target = _shown(opened, values, values.get(Goals.TARGET), values.get(Goals.TARGET_MAX))
    change = LineChange(Goals, values, after=last, like=model)
    return Planned([change], [opened.words.text("goal_added", **told, target=target)])


def close_goal(opened: OpenRegister, centre: str, number: str, decision: Decision, ending: Ending) -> Planned:
    """A goal that ends within the year.

    Args:
        opened: The register.
        centre: Whose goal it is.
        number: Its number.
        decision: Its last day, with reason and who decided it.
        ending: What becomes of its target.

    Raises:
        RefusedError: It had not begun by then, is closed already, or nobody said what becomes of its target.
    """
    row, line = line_in_force(opened, centre, number, decision.day)
    if (issue := closed_by(opened, row, line, decision.day)) is not None:
        raise RefusedError([issue])
    if decision.day >= end_of_year(opened.year):
        details = {"year": opened.year}
        raise RefusedError(
            [Issue("goal_closed_after_year", Place(opened.path.name), opened.words.day(decision.day), details)]
        )
    parts = _target_left(opened, row, line, decision.day, ending)
    told = {"number": number, "centre": centre, "day": opened.words.day(decision.day)}
    if parts is None:
        said = said_also(line, decision, opened.words)
        change = LineChange(Goals, {Goals.VALID_TO: decision.day, **said}, row=row)
        return Planned([change], [opened.words.text("goal_closed", **told), *_out_of_totals(opened, line, ending)])
    # The line counts from that day: before it the year's target is what is followed up, and on it the goal is decided.
    values = _new_version(line, decision, VersionKind.SUBSTANTIAL)
    values |= {Goals.VALID_FROM: decision.day, Goals.VALID_TO: decision.day}
    values |= {Goals.TARGET: parts.target, Goals.TARGET_MAX: parts.target_max, Goals.BASELINE: parts.baseline}
    values |= {Goals.BASELINE_PERIOD: parts.baseline_period}
    change = LineChange(Goals, values, after=row, like=row)
    target = _shown(opened, line, parts.target, parts.target_max)
    before = _shown(opened, line, line[Goals.TARGET], line[Goals.TARGET_MAX])
    closed = opened.words.text("goal_closed_with", **told, target=target, before=before)
    return Planned([change], [closed, *_out_of_totals(opened, line, ending)])


def _out_of_totals(opened: OpenRegister, line: Record, ending: Ending) -> list[str]:
    """That totals over centres are without a goal that ends while its centre goes on."""
    others = opened.goals[opened.goals[Goals.MEASURE] == line[Goals.MEASURE]]
    if ending.with_centre or set(others[Goals.CENTRE]) <= {line[Goals.CENTRE]}:
        return []
    return [opened.words.text("goal_out_of_totals", number=line[Goals.NUMBER], centre=line[Goals.CENTRE])]


def renegotiate_goal(
    opened: OpenRegister,
    centre: str,
    number: str,
    given: Mapping[Field, object],
    decision: Decision,
    kind: VersionKind,
) -> Planned:
    """A goal that is asked for otherwise from a day on; the old line stays on record.

    Args:
        opened: The register.
        centre: Whose goal it is.
        number: Its number.
        given: The fields that change.
        decision: The day from which the new line holds, with reason and who decided it.
        kind: What change it is.

    Raises:
        RefusedError: It had not begun by then or is closed, has another line of that day, or nothing would change.
    """
    row, line = line_in_force(opened, centre, number, decision.day)
    if (issue := closed_by(opened, row, line, decision.day - timedelta(days=1))) is not None:
        raise RefusedError([issue])
    if isinstance(line[Goals.VALID_FROM], date) and line[Goals.VALID_FROM] == decision.day:
        raise RefusedError([_renegotiated_already(opened, row, line)])
    changed = {name: value for name, value in given.items() if not _same(line[name], value)}
    if not changed:
        place = place_of(opened, row, Goals.TARGET)
        raise RefusedError([Issue("renegotiated_nothing", place, number, {"centre": centre})])
    values = _new_version(line, decision, kind) | changed
    words = opened.words
    listed = "; ".join(
        f"{words.title(Goals, name)}: {_cell(opened, name, line[name])} → {_cell(opened, name, value)}"
        for name, value in changed.items()
    )
    told = {"number": number, "centre": centre, "day": words.day(decision.day), "kind": words.word(kind)}
    change = LineChange(Goals, values, after=row, like=row)
    issues = [_old_target_in_title(opened, row, line)] if _names_old_target(line, changed) else []
    return Planned([change], [words.text("goal_renegotiated", **told, changes=listed)], issues)


def together(plans: Sequence[Planned]) -> Planned:
    """Several changes as one."""
    return Planned(
        [line for each in plans for line in each.lines],
        [text for each in plans for text in each.told],
        [issue for each in plans for issue in each.issues],
    )


def _target_left(opened: OpenRegister, row: int, line: Record, day: date, ending: Ending) -> Part | None:
    """What the target is for the months until the goal ends; None where it stays as it is stated."""
    first, gone, months = months_until(opened, line, day)
    parts = parts_of_year(line, first, gone, months)
    if ending.target is not None:
        # Of a sum the baseline is cut to its months as well, where the register tells how.
        is_sum = line[Goals.SUMMARY] == Summary.SUM and parts is not None
        return replace(parts[0] if parts is not None and is_sum else stated(line), target=ending.target)
    if ending.part == KEEP or not is_of_whole_year(line):
        return None
    if ending.part == TO_DATE and parts is not None:
        return parts[0]
    place = place_of(opened, row, Goals.TARGET)
    target = _shown(opened, line, line[Goals.TARGET], line[Goals.TARGET_MAX])
    about = {"centre": line[Goals.CENTRE], "number": line[Goals.NUMBER], "months": gone}
    if parts is None:
        raise RefusedError([Issue("close_target_untold", place, target, about)])
    due = _shown(opened, line, parts[0].target, parts[0].target_max)
    raise RefusedError([Issue("close_target_undecided", place, target, {**about, "due": due})])


def _new_version(line: Record, decision: Decision, kind: VersionKind) -> dict[Field, object]:
    return {
        **{each: line[each] for each in Goals.fields},
        Goals.VALID_FROM: decision.day,
        Goals.VERSION_KIND: kind,
        Goals.DECIDED_BY: decision.decided_by,
        Goals.REASON: decision.reason,
        Goals.TARGET_IN_WORDS: None,
    }


def _names_old_target(line: Record, changed: Mapping[Field, object]) -> bool:
    """Whether a goal's title still says the target that it no longer has."""
    if Goals.TARGET not in changed or Goals.TITLE in changed or is_missing(line[Goals.TARGET]):
        return False
    figure = f"{line[Goals.TARGET]:.10g}"
    return bool(re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d.,]*\d)", str(line[Goals.TITLE]).replace(",", ".")))


def _old_target_in_title(opened: OpenRegister, row: int, line: Record) -> Issue:
    place = place_of(opened, row, Goals.TITLE)
    return Issue("renegotiated_title", place, str(line[Goals.TITLE]), {"number": line[Goals.NUMBER]})


def _renegotiated_already(opened: OpenRegister, row: int, line: Record) -> Issue:
    words = opened.words
    by = "" if is_missing(line[Goals.DECIDED_BY]) else str(line[Goals.DECIDED_BY])
    why = "" if is_missing(line[Goals.REASON]) else str(line[Goals.REASON])
    target = _shown(opened, line, line[Goals.TARGET], line[Goals.TARGET_MAX])
    about = {"start": line[Goals.VALID_FROM], "by": by or words.text("nobody_said"), "why": why or "–"}
    return Issue("renegotiated_already", place_of(opened, row, Goals.VALID_FROM), target, about)


def _start(line: Record) -> date:
    day = line[Goals.VALID_FROM]
    return day if isinstance(day, date) else date.min


def _begins_after(line: Record, day: date) -> bool:
    return _start(line) > day


def _same(one: object, other: object) -> bool:
    return (is_missing(one) and is_missing(other)) or one == other


def _shown(opened: OpenRegister, line: Mapping[Field, object] | Record, target: object, upper: object) -> str:
    """A target as a sentence shows it."""
    if is_missing(target) or not isinstance(target, int | float):
        return "–"
    high = float(upper) if isinstance(upper, int | float) and not is_missing(upper) else float("nan")
    return target_as_written(line, float(target), high, opened.words)


def _cell(opened: OpenRegister, name: Field, value: object) -> str:
    if is_missing(value):
        return "–"
    if isinstance(value, date):
        return opened.words.day(value)
    if isinstance(value, float):
        return opened.words.number(value)
    return opened.words.show(name, str(value)) if name.codes else str(value)
