"""Centres that are merged or split: the old ones close on a day, the new ones begin on the next, with goals of theirs.

The figures of the old centres stay theirs: totals count each month of whoever had the goal then.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from macros.steps.contract_changes.centre_changes import TargetsLeft, close_centre, open_goals
from macros.steps.contract_changes.goal_changes import together
from macros.steps.contract_changes.goal_lives import months_until
from macros.steps.contract_changes.opened import OpenRegister
from macros.steps.contract_changes.planned import Decision, LineChange, Planned
from macros.steps.contract_changes.taken_over import Takeover, joined, one_baseline, shared
from macros.steps.group_totals import SAME_GOAL
from schemas.codes import Basis, Summary, YesNo
from schemas.errors import RefusedError
from schemas.fields import Field
from schemas.frames import Record, is_missing
from schemas.issues.issue import Issue, Place
from schemas.tables import Centres, Goals
from schemas.text.periods import Period, month_end, running_month
from schemas.words.vocabulary import text_key
from udfs.goals.part_of_target import Part, parts_of_year
from workbook.documents.prose.targets import target_as_written

_BESIDE = "b"
"""What is put after a number that is taken."""


@dataclass(frozen=True)
class NewCentre:
    """A centre that takes over.

    Args:
        name: Its name.
        short_name: Its short name; empty for none.
        group: Its group; empty for that which the old centres share.
    """

    name: str
    short_name: str = ""
    group: str = ""


@dataclass(frozen=True)
class _Source:
    """A goal of a centre that closes: whose, its line, and what it asks for in the rest of the year."""

    centre: str
    row: int
    line: Record
    rest: Part | None


def merge(
    opened: OpenRegister, names: Sequence[str], into: NewCentre, decision: Decision, left: TargetsLeft, how: Takeover
) -> Planned:
    """Several centres that become one.

    Args:
        opened: The register.
        names: The old centres; the new one may be among them, and then goes on.
        into: The centre that takes over.
        decision: The last day of the old ones, with reason and who decided it.
        left: What becomes of the old centres' targets of the whole year.
        how: What is said of the new centre's targets.

    Raises:
        RefusedError: The day is within a month, or something has to be decided.
    """
    centres = [opened.centre(name) for name in names]
    into = NewCentre(_known(opened, into.name), into.short_name, into.group)
    closing = [each for each in centres if each != into.name]
    _require_changes(opened, closing, decision.day)
    sources = [source for each in closing for source in _sources(opened, each, decision.day)]
    plans = [close_centre(opened, each, decision, left, [into.name]) for each in closing]
    plans += _centre_lines(opened, closing, [into], decision)
    alike: dict[tuple[str, ...], list[_Source]] = {}
    for source in sources:
        alike.setdefault(tuple(str(source.line[each]) for each in (Goals.MEASURE, *SAME_GOAL)), []).append(source)

    def asked(group: Sequence[_Source]) -> Part | None:
        return joined([each.line for each in group], [each.rest for each in group])

    plans.append(_goals_of(opened, into.name, [*alike.values()], decision, how, asked))
    return together(plans)


def split(
    opened: OpenRegister, name: str, into: Sequence[NewCentre], decision: Decision, left: TargetsLeft, how: Takeover
) -> Planned:
    """A centre that becomes several.

    Args:
        opened: The register.
        name: The old centre.
        into: The centres that take over.
        decision: The last day of the old one, with reason and who decided it.
        left: What becomes of the old centre's targets of the whole year.
        how: What is said of the new centres' targets.

    Raises:
        RefusedError: The day is within a month, or something has to be decided.
    """
    centre = opened.centre(name)
    into = [NewCentre(_known(opened, each.name), each.short_name, each.group) for each in into]
    closing = [centre] if centre not in {each.name for each in into} else []
    _require_changes(opened, closing, decision.day)
    sources = [[source] for source in _sources(opened, centre, decision.day)]
    if same := one_baseline(opened, [each.line for [each] in sources], [each.name for each in into], how):
        raise RefusedError(same)
    plans = [close_centre(opened, centre, decision, left, [each.name for each in into])]
    plans += _centre_lines(opened, closing, into, decision)
    issues: list[Issue] = []
    for new in into:

        def asked(group: Sequence[_Source], share: float | None = how.shares.get(new.name)) -> Part | None:
            return shared(group[0].line, group[0].rest, share)

        try:
            plans.append(_goals_of(opened, new.name, sources, decision, how, asked))
        except RefusedError as refused:
            issues += refused.issues
    if issues:
        raise RefusedError(issues)
    return together(plans)


def _known(opened: OpenRegister, name: str) -> str:
    """A centre by its name in the list, where it stands there; otherwise as it was written."""
    found = [each for each in opened.register.centres[Centres.CENTRE] if text_key(str(each)) == text_key(name)]
    return str(found[0]) if found else " ".join(name.split())


def _require_changes(opened: OpenRegister, closing: Sequence[str], day: date) -> None:
    place = Place(opened.path.name)
    if not closing:
        raise RefusedError([Issue("centre_into_itself", place)])
    if day != month_end(running_month(day)):
        last = month_end(running_month(day))
        raise RefusedError([Issue("centre_within_month", place, opened.words.day(day), {"last": last})])


def _sources(opened: OpenRegister, centre: str, day: date) -> list[_Source]:
    found = []
    for number in open_goals(opened, centre, day):
        row, line = opened.versions(centre, number)[-1]
        first, gone, months = months_until(opened, line, day)
        parts = parts_of_year(line, first, gone, months) if 0 < gone < months else None
        found.append(_Source(centre, row, line, parts[1] if parts else None))
    return found


def _centre_lines(
    opened: OpenRegister, closing: Sequence[str], into: Sequence[NewCentre], decision: Decision
) -> list[Planned]:
    """The lines of the new centres in the list of centres."""
    old = [opened.centre_row(each)[1] for each in closing]
    groups = list(dict.fromkeys(str(each[Centres.GROUP]) for each in old if not is_missing(each.get(Centres.GROUP))))
    in_total = YesNo.YES if any(each.get(Centres.IN_TOTAL) == YesNo.YES for each in old) else YesNo.NO
    plans = []
    for new in into:
        row, _ = opened.centre_row(new.name)
        if row is not None:
            continue
        if not new.group and len(groups) > 1:
            details = {"groups": ", ".join(groups)}
            raise RefusedError([Issue("centre_group_undecided", Place(opened.path.name), new.name, details)])
        group = new.group or (groups[0] if groups else "")
        first = decision.day + timedelta(days=1)
        values: dict[Field, object] = {
            Centres.CENTRE: new.name,
            Centres.SHORT_NAME: new.short_name or None,
            Centres.GROUP: group or None,
            Centres.IN_TOTAL: in_total,
            Centres.VALID_FROM: first,
            Centres.DECIDED_BY: decision.decided_by,
            Centres.REASON: decision.reason,
        }
        about = {"centre": new.name, "day": opened.words.day(first), "group": group or "–"}
        about["in_total"] = opened.words.word(in_total)
        plans.append(Planned([LineChange(Centres, values)], [opened.words.text("centre_opened", **about)]))
    return plans


def _goals_of(
    opened: OpenRegister,
    centre: str,
    groups: Iterable[Sequence[_Source]],
    decision: Decision,
    how: Takeover,
    asked: Callable[[Sequence[_Source]], Part | None],
) -> Planned:
    """The goals of a centre that takes over."""
    own = opened.goals[opened.goals[Goals.CENTRE] == centre]
    taken = {text_key(str(each)) for each in own[Goals.NUMBER]}
    measures = set(own[Goals.MEASURE])
    planned, issues = Planned(), list[Issue]()
    for group in groups:
        line = group[0].line
        if line[Goals.MEASURE] in measures:
            planned.issues.append(_has_goal(opened, centre, group))
            continue
        if how.is_open:
            planned.told.append(_to_decide(opened, centre, group))
            continue
        number = str(line[Goals.NUMBER])
        part = _given(centre, number, how, asked(group), group[0])
        if part is None:
            issues.append(_undecided(opened, centre, group, how))
            continue
        while text_key(number) in taken:
            number += _BESIDE
        taken.add(text_key(number))
        planned.lines.append(_taken_line(group[0], centre, number, part, decision))
        planned.told.append(_told(opened, centre, number, group, part))
    if issues:
        raise RefusedError(issues)
    return planned


def _given(centre: str, number: str, how: Takeover, part: Part | None, source: _Source) -> Part | None:
    """What was said of a goal, over what was worked out.

    A change that is said without a baseline is held against what is observed: in the same months as its own.
    """
    key = text_key(number)
    target = how.targets.get((centre, key), how.targets.get(("", key)))
    base = how.baselines.get((centre, key), how.baselines.get(("", key)))
    if target is None and base is None:
        return part
    if part is None and target is None:
        return None
    stated = part or Part(None, None, None, _observed_in(source))
    given = replace(stated, target=stated.target if target is None else target)
    given = given if base is None else replace(given, baseline=base, baseline_period=None)
    needs = source.line[Goals.BASIS] != Basis.ABSOLUTE
    return None if needs and given.baseline is None and given.baseline_period is None else given


def _observed_in(source: _Source) -> Period | None:
    """The period that the rest of a year's goal is held against: of a sum, the same months of the earlier year."""
    if source.rest is not None:
        return source.rest.baseline_period
    period = source.line[Goals.BASELINE_PERIOD]
    return period if isinstance(period, Period) and source.line[Goals.SUMMARY] != Summary.SUM else None


def _taken_line(source: _Source, centre: str, number: str, part: Part, decision: Decision) -> LineChange:
    values: dict[Field, object] = {each: source.line[each] for each in Goals.fields}
    own_baseline = part.baseline is not None or source.line[Goals.BASIS] == Basis.ABSOLUTE
    values |= {
        Goals.CENTRE: centre,
        Goals.NUMBER: number,
        Goals.TARGET: part.target,
        Goals.TARGET_MAX: part.target_max,
        Goals.BASELINE: part.baseline,
        Goals.VALID_FROM: decision.day + timedelta(days=1),
        Goals.VERSION_KIND: None,
        Goals.DECIDED_BY: decision.decided_by,
        Goals.REASON: decision.reason,
        Goals.TARGET_IN_WORDS: None,
    }
    values |= {Goals.BASELINE_PERIOD: None if own_baseline else part.baseline_period}
    return LineChange(Goals, values, like=source.row)


def _shown(opened: OpenRegister, line: Record, part: Part | None) -> str:
    if part is None or part.target is None:
        return "–"
    upper = float("nan") if part.target_max is None else part.target_max
    return target_as_written(line, part.target, upper, opened.words)


def _from(opened: OpenRegister, group: Sequence[_Source]) -> str:
    return "; ".join(
        f"{each.centre} {each.line[Goals.NUMBER]}: {_shown(opened, each.line, each.rest)}" for each in group
    )


def _told(opened: OpenRegister, centre: str, number: str, group: Sequence[_Source], part: Part) -> str:
    line = group[0].line
    about = {"number": number, "centre": centre, "title": line[Goals.TITLE], "sources": _from(opened, group)}
    return opened.words.text("goal_taken_over", **about, target=_shown(opened, line, part))


def _to_decide(opened: OpenRegister, centre: str, group: Sequence[_Source]) -> str:
    line = group[0].line
    about = {"number": line[Goals.NUMBER], "centre": centre, "title": line[Goals.TITLE]}
    return opened.words.text("goal_to_decide", **about, sources=_from(opened, group), like=group[0].centre)


def _undecided(opened: OpenRegister, centre: str, group: Sequence[_Source], how: Takeover) -> Issue:
    line, words = group[0].line, opened.words
    needs = line[Goals.BASIS] != Basis.ABSOLUTE
    key = "takeover_baseline" if needs else "takeover_target"
    remedy = [words.text(key, centre=centre, number=line[Goals.NUMBER])]
    # Shares divide what is told of the old centre; what has to be observed they do not.
    told = len(group) == 1 and group[0].rest is not None and not (needs and is_missing(line[Goals.BASELINE]))
    remedy += [words.text("takeover_shares")] if told and not how.shares else []
    about = {"centre": centre, "title": line[Goals.TITLE], "sources": _from(opened, group), "remedy": " ".join(remedy)}
    return Issue("takeover_undecided", Place(opened.path.name), str(line[Goals.NUMBER]), about)


def _has_goal(opened: OpenRegister, centre: str, group: Sequence[_Source]) -> Issue:
    about = {"centre": centre, "sources": _from(opened, group)}
    return Issue("takeover_has_goal", Place(opened.path.name), str(group[0].line[Goals.MEASURE]), about)
