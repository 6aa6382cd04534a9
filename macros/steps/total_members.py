"""What totals are made of: the members and months of each line, and members that are missing, behind or closed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from macros.steps.centre_lives import Members
from macros.steps.group_totals import GroupLines, is_additive
from schemas.codes import Basis, YesNo
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.reading import Understood
from schemas.tables import Centres, Goals, Observations, Results
from schemas.text.first_names import first_names
from schemas.text.month_spans import month_spans
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words
from udfs.goals.validity import validity
from workbook.present import amount

_SHOWN = 5
"""Measures that a finding names."""
_SAME_TARGET = [Goals.MEASURE, Goals.UNIT, Goals.RULE, Goals.BASIS]


def missing_members(centres: pd.DataFrame, holders: Iterable[str], total: str) -> dict[str, list[str]]:
    """The centres that a group or the total lacks.

    Args:
        centres: The centres with their groups.
        holders: The centres and groups that have goals here.
        total: The total's name.

    Returns:
        Group or total -> its centres without a workbook of their own or of their group.
    """
    known = set(holders)
    found: dict[str, list[str]] = {}
    for row in records(centres):
        centre, group = str(row[Centres.CENTRE]), row[Centres.GROUP]
        if centre in known or group in known:
            continue
        if isinstance(group, str):
            found.setdefault(group, []).append(centre)
        if row[Centres.IN_TOTAL] == YesNo.YES:
            found.setdefault(total, []).append(centre)
    return found


def with_members(
    results: pd.DataFrame,
    lines: GroupLines,
    centres: pd.DataFrame,
    missing: Mapping[str, Sequence[str]],
    year: int,
    as_of: date,
    words: Words,
) -> pd.DataFrame:
    """The lines of groups, each with the members and months that it is made of.

    Args:
        results: The computed lines.
        lines: What they were computed from.
        centres: For short names.
        missing: From ``missing_members``.
        year: The contract year.
        as_of: The reporting date.
        words: The language.
    """
    short = {str(row[Centres.CENTRE]): row[Centres.SHORT_NAME] for row in records(centres)}
    last = running_month(as_of)
    months = _months(lines.observations, year, last)
    own = _own_months(lines.goals, year)
    texts = []
    for row in records(results):
        group, number = str(row[Results.CENTRE]), str(row[Results.NUMBER])
        parts = lines.parts.get((group, number), {})
        ends = {name: _end(frame, year, last) for name, frame in parts.items()}
        months_of = lines.members.get((group, number))
        names = [_named(name, str(short.get(name) or name), months_of, words) for name in parts]
        covered = months.get((group, str(row[Results.MEASURE])), set()) & own[group, number]
        about = {
            "centres": ", ".join(names),
            "months": month_spans(covered) or words.text("no_months_in_common"),
        }
        behind = [name for name in ends if _is_behind(name, ends, months_of)]
        said = [words.text("made_of", **about)]
        left_out = (*lines.apart.get((group, number), ()), *lines.unlike.get((group, number), ()))
        without = (*missing.get(group, ()), *left_out)
        for key, centres_said in (("made_of_without", without), ("made_of_behind", behind)):
            if centres_said:
                said.append(words.text(key, centres=", ".join(str(short.get(name) or name) for name in centres_said)))
        texts.append(" ".join(said))
    return results.assign(**{Results.MADE_OF: pd.Series(texts, index=results.index, dtype=object)})


def _named(name: str, short: str, members: Members | None, words: Words) -> str:
    """A member as a line names it: one that opens or closes within the year with its first or last month."""
    if members is None:
        return short
    (first, last), whole = members.spans[name], members.whole
    told = [words.text("member_from", month=month_spans([first]))] if first > whole[0] else []
    told += [words.text("member_until", month=month_spans([last]))] if last < whole[1] else []
    return f"{short} ({', '.join(told)})" if told else short


def _is_behind(name: str, ends: Mapping[str, int], members: Members | None) -> bool:
    """Whether a member's figures end before those of others, in months in which it has the goal."""
    latest = max(ends.values())
    if members is None:
        return ends[name] < latest
    first, last = members.spans[name]
    return first <= latest and ends[name] < min(latest, last)


def _own_months(goals: pd.DataFrame, year: int) -> dict[tuple[str, str], set[int]]:
    """The running months of the year that each line's goal is valid in."""
    valid = validity(goals, goals, year)
    keys = zip(goals[Goals.CENTRE].map(str), goals[Goals.NUMBER].map(str), strict=True)
    return {key: {*range(first, last + 1)} for key, first, last in zip(keys, valid.first, valid.last, strict=True)}


def _months(observations: pd.DataFrame, year: int, last: int) -> dict[tuple[str, str], set[int]]:
    """The running months of the year that observations of each centre and measure cover, up to a last one."""
    found: dict[tuple[str, str], set[int]] = {}
    columns = [Observations.CENTRE, Observations.MEASURE, Observations.PERIOD]
    for centre, measure, period in observations[columns].itertuples(index=False, name=None):
        if period.year == year and period.last_month <= last:
            covered = range(period.first_month, period.last_month + 1)
            found.setdefault((str(centre), str(measure)), set()).update(covered)
    return found


def member_issues(
    lines: GroupLines,
    missing: Mapping[str, Sequence[str]],
    closed: Mapping[str, Sequence[str]],
    year: int,
    as_of: date,
    words: Words,
) -> list[Issue]:
    """Warnings about members that the totals do without, wholly or in the latest months.

    Args:
        lines: The groups' lines.
        missing: From ``missing_members``.
        closed: File -> its centres whose goals are no longer, or not yet, in force.
        year: The contract year.
        as_of: The reporting date.
        words: The language.
    """
    groups = dict.fromkeys(group for group, _ in lines.parts)
    issues = [
        Issue("total_member_missing", Place(), group, {"centres": ", ".join(missing[group])})
        for group in groups
        if missing.get(group)
    ]
    issues += [
        Issue("total_member_closed", Place(file), centre, {"as_of": as_of})
        for file, centres in closed.items()
        for centre in centres
    ]
    return issues + _apart(lines) + _unlike(lines, words) + _behind(lines, year, as_of, words)


def _apart(lines: GroupLines) -> list[Issue]:
    """Members whose goals are of other months of the year than the others', and are not in the totals of them."""
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for (group, measure), names in lines.apart.items():
        for name in names:
            measures, groups = found.setdefault(name, ({}, {}))
            measures[measure] = None
            groups[group] = None
    return [
        Issue(
            "total_member_apart",
            Place(),
            name,
            {"measures": first_names([*measures], _SHOWN), "groups": ", ".join(groups)},
        )
        for name, (measures, groups) in found.items()
    ]


def _unlike(lines: GroupLines, words: Words) -> list[Issue]:
    """Members whose goals are stated otherwise than the others' and are in no total: all of them in one finding."""
    titles = dict(zip(lines.goals[Goals.MEASURE], lines.goals[Goals.TITLE], strict=True))
    groups: dict[str, None] = {}
    said: dict[str, None] = {}
    for (group, measure), left_out in lines.unlike.items():
        for centre, differs in left_out.items():
            title = measure if is_missing(titles.get(measure)) else titles[measure]
            fields = ", ".join(words.title(Goals, each) for each in differs)
            said[f"{centre}, {title} ({fields})"] = None
            groups[group] = None
    if not said:
        return []
    named = first_names([*said], _SHOWN, "; ")
    return [Issue("total_member_unlike", Place(), ", ".join(groups), {"goals": named})]


def _behind(lines: GroupLines, year: int, as_of: date, words: Words) -> list[Issue]:
    """Members whose figures end before those of other members of the same line; one finding for each and last month."""
    found: dict[tuple[str, int], tuple[dict[str, None], dict[str, None]]] = {}
    last = running_month(as_of)
    for (group, number), parts in lines.parts.items():
        ends = {name: _end(frame, year, last) for name, frame in parts.items()}
        for name, end in ends.items():
            if _is_behind(name, ends, lines.members.get((group, number))):
                measures, groups = found.setdefault((name, end), ({}, {}))
                measures |= dict.fromkeys(map(str, parts[name][Observations.MEASURE]))
                measures |= {} if len(parts[name]) else dict.fromkeys(_measure(parts))
                groups[group] = None
    return [
        Issue("total_member_behind", Place(), name, _about(end, list(measures), list(groups), words))
        for (name, end), (measures, groups) in found.items()
    ]


def _measure(parts: Mapping[str, pd.DataFrame]) -> list[str]:
    return next(([str(frame[Observations.MEASURE].iloc[0])] for frame in parts.values() if len(frame)), [])


def _end(frame: pd.DataFrame, year: int, last: int) -> int:
    """The last month of the year that a member's observations cover, as a running number; 0 for none."""
    ends = (period.last_month for period in frame[Observations.PERIOD] if period.year == year)
    return max((end for end in ends if end <= last), default=0)


def _about(end: int, measures: list[str], groups: list[str], words: Words) -> dict[str, object]:
    until = words.text("figures_until", latest=month_spans([end])) if end else words.text("not_one_figure")
    return {"measures": first_names(measures, _SHOWN), "until": until, "groups": ", ".join(groups)}


def target_issues(goals: pd.DataFrame, groups: Mapping[str, Sequence[str]], file: str, words: Words) -> list[Issue]:
    """Targets given for a group or the total that lie outside those of all its members.

    Args:
        goals: Goals of members and of the groups themselves.
        groups: Group -> its members that have goals.
        file: The file, for findings.
        words: The language.

    Returns:
        A warning for each: a mean of the members cannot lie below them all, nor above; a sum cannot lie below the
        greatest of them.
    """
    issues = []
    for group, names in groups.items():
        own = records(goals[(goals[Goals.CENTRE] == group) & goals[Goals.TARGET].notna()])
        inside = goals[goals[Goals.CENTRE].isin([name for name in names if name != group])]
        for goal in own:
            alike = inside[(inside[_SAME_TARGET] == [goal[each] for each in _SAME_TARGET]).all(axis=1)]
            targets = alike[Goals.TARGET].dropna()
            if len(targets) and _is_outside(goal, targets):
                issues.append(
                    Issue("total_target_outside", Place(file), str(goal[Goals.NUMBER]), _range(goal, alike, words))
                )
    return issues


def in_its_cell(issue: Issue, goals: Understood) -> Issue:
    """A finding about a group's target, at the cell of a register where the target stands.

    Args:
        issue: The finding, which knows the goal by its number and its centre.
        goals: The register.
    """
    frame = goals.frame
    rows = frame.index[(frame[Goals.NUMBER] == issue.value) & (frame[Goals.CENTRE] == issue.details["centre"])]
    return replace(issue, place=goals.place(int(rows[0]), Goals.TARGET)) if len(rows) else issue


def _is_outside(goal: Record, targets: "pd.Series[float]") -> bool:
    target = goal[Goals.TARGET]
    if is_additive(goal) and goal[Goals.BASIS] == Basis.ABSOLUTE:
        return bool(target < targets.max())
    return bool(target < targets.min() or target > targets.max())


def _range(goal: Record, alike: pd.DataFrame, words: Words) -> dict[str, object]:
    ordered = records(alike[alike[Goals.TARGET].notna()].sort_values(Goals.TARGET))
    least, most = ordered[0], ordered[-1]
    unit = str(goal[Goals.UNIT])
    title = goal[Goals.MEASURE] if is_missing(goal[Goals.TITLE]) else goal[Goals.TITLE]
    return {
        "centre": goal[Goals.CENTRE],
        "title": title,
        "target": amount(goal[Goals.TARGET], unit, words),
        "least": amount(float(least[Goals.TARGET]), unit, words),
        "least_centre": least[Goals.CENTRE],
        "most": amount(float(most[Goals.TARGET]), unit, words),
        "most_centre": most[Goals.CENTRE],
    }
