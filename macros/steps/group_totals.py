"""Groups and the total: their observations rebuilt from those of their members, then computed like any goal.

Ratios are rebuilt from their parts, amounts added; where only values exist, the mean is simple and the line says so.
"""

from dataclasses import dataclass, field

import pandas as pd

from macros.steps.compute import Computed
from schemas.codes import Basis, Rule, Summary, Unit, YesNo
from schemas.frames import Record, records
from schemas.reading import empty, frame_of
from schemas.tables import MARK, Centres, Goals, Observations, Results
from schemas.words.vocabulary import Words

_SAME_GOAL = [Goals.MEASURE, Goals.UNIT, Goals.RULE, Goals.SUMMARY, Goals.BASIS, Goals.PROFILE]
_ADDITIVE_UNITS = frozenset({Unit.COUNT, Unit.FULL_TIME, Unit.KR, Unit.KWH})
_LEAST = 2
_TARGETS = (Goals.TARGET, Goals.TARGET_MAX, Goals.BASELINE)


@dataclass
class GroupLines:
    """Goals and observations of groups, ready to be computed.

    Args:
        goals: A line for each group and measure.
        observations: Those of the group, of the periods that all its members have.
        notes: What must be said beside each line.
        parts: The members' names that each line is made of, and the observations of each.
    """

    goals: pd.DataFrame
    observations: pd.DataFrame
    notes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    parts: dict[tuple[str, str], dict[str, pd.DataFrame]] = field(default_factory=dict)


def members(centres: pd.DataFrame, holders: set[str], total: str) -> dict[str, list[str]]:
    """Which holders make up each group and the total.

    Args:
        centres: The centres with their groups.
        holders: The centres and groups that have workbooks.
        total: The total's name.

    Returns:
        Group → its member centres; the total → centres that count in it, or the group that holds their contract.
    """
    found: dict[str, list[str]] = {}
    in_total: list[str] = []
    for row in records(centres):
        centre, group = str(row[Centres.CENTRE]), row[Centres.GROUP]
        if isinstance(group, str) and centre in holders:
            found.setdefault(group, []).append(centre)
        if row[Centres.IN_TOTAL] == YesNo.YES:
            in_total += [name for name in (centre, group) if isinstance(name, str) and name in holders][:1]
    return {**found, total: list(dict.fromkeys(in_total))}


def is_additive(goal: Record) -> bool:
    """Whether members' figures add up to the group's: amounts do, shares and scores do not."""
    # Points that must not be exceeded are counted (complaints); those to be reached are scores.
    counted = goal[Goals.SUMMARY] == Summary.SUM or goal[Goals.RULE] == Rule.AT_MOST
    return goal[Goals.UNIT] in _ADDITIVE_UNITS or (goal[Goals.UNIT] == Unit.POINTS and counted)


def group_lines(
    goals: pd.DataFrame, observations: pd.DataFrame, groups: dict[str, list[str]], words: Words
) -> GroupLines:
    """Rebuild the goals and observations of groups.

    Args:
        goals: The goals in force of all workbooks.
        observations: Their observations.
        groups: From ``members``.
        words: The language of the notes.

    Returns:
        A goal for each group and measure that at least two members follow and the group has no contract line for.
    """
    lines: list[dict[str, object]] = []
    rows: list[dict[str, object]] = []
    notes: dict[tuple[str, str], list[str]] = {}
    made_of: dict[tuple[str, str], dict[str, pd.DataFrame]] = {}
    goals = _as_levels(goals)
    by_key = dict(list(observations.groupby([Observations.CENTRE, Observations.MEASURE], sort=False)))
    for group, names in groups.items():
        own = set(goals.loc[goals[Goals.CENTRE] == group, Goals.MEASURE])
        inside = goals[goals[Goals.CENTRE].isin(names) & ~goals[Goals.MEASURE].isin(own)]
        for _, alike in inside.groupby(_SAME_GOAL, sort=False, dropna=False):
            if alike[Goals.CENTRE].nunique() < _LEAST:
                continue
            goal, said = _goal(group, alike)
            none = observations.iloc[:0]
            parts = {str(centre): by_key.get((centre, goal[Goals.MEASURE]), none) for centre in alike[Goals.CENTRE]}
            made_of[group, str(goal[Goals.NUMBER])] = parts
            found, how = _observations(group, goal, [each for each in parts.values() if len(each)], len(alike))
            lines.append(goal)
            rows += found
            notes[group, str(goal[Goals.NUMBER])] = [words.text(key, count=len(alike)) for key in (*said, *how)]
    frame = frame_of(Observations, rows) if rows else empty(Observations)
    return GroupLines(frame_of(Goals, lines) if lines else empty(Goals), frame.assign(**{MARK: None}), notes, made_of)


def _as_levels(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals to hold a level as goals of that level, so that they count among the members' stated levels."""
    held = (goals[Goals.BASIS] == Basis.MAINTAIN) & goals[Goals.BASELINE].notna()
    target = goals[Goals.TARGET].where(~held, goals[Goals.BASELINE])
    return goals.assign(**{Goals.TARGET: target, Goals.BASIS: goals[Goals.BASIS].where(~held, Basis.ABSOLUTE)})


def _goal(group: str, alike: pd.DataFrame) -> tuple[dict[str, object], list[str]]:
    """The group's goal: targets added, or the common one, or their simple mean."""
    first = records(alike.head(1))[0]
    said = []
    for name in _TARGETS:
        values = alike[name]
        if is_additive(first) and not (name != Goals.BASELINE and first[Goals.BASIS] != Basis.ABSOLUTE):
            first[name] = values.sum(min_count=len(values))
        elif values.nunique(dropna=False) > 1:
            first[name] = values.mean() if values.notna().all() else float("nan")
            said = ["note_mean_target"]
    # Numbers of the members may differ; within a group the measure tells the lines apart.
    return {**first, Goals.CENTRE: group, Goals.NUMBER: first[Goals.MEASURE]}, said


def _observations(
    group: str, goal: dict[str, object], parts: list[pd.DataFrame], count: int
) -> tuple[list[dict[str, object]], list[str]]:
    if len(parts) < count:
        return [], ["note_part_of_members"]
    pooled = pd.concat(parts, ignore_index=True)
    rows, how = [], set()
    for period, same in pooled.groupby(Observations.PERIOD, sort=True):
        if len(same) < count:
            how.add("note_part_of_members")
            continue
        record: dict[str, object] = {
            Observations.CENTRE: group,
            Observations.MEASURE: goal[Goals.MEASURE],
            Observations.PERIOD: period,
        }
        if same[Observations.NUMERATOR].notna().all() and same[Observations.DENOMINATOR].notna().all():
            record[Observations.NUMERATOR] = same[Observations.NUMERATOR].sum()
            record[Observations.DENOMINATOR] = same[Observations.DENOMINATOR].sum()
        elif is_additive(goal):
            record[Observations.VALUE] = same[Observations.VALUE].sum(min_count=count)
        else:
            record[Observations.VALUE] = (
                same[Observations.VALUE].mean() if same[Observations.VALUE].notna().all() else None
            )
            how.add("note_mean_of_members")
        rows.append(record)
    return rows, sorted(how)


def with_notes(computed: Computed, lines: GroupLines) -> pd.DataFrame:
    """The computed group lines with what must be said beside them."""
    results = computed.results.copy()
    texts = []
    for row in records(results):
        said = lines.notes.get((str(row[Results.CENTRE]), str(row[Results.NUMBER])), [])
        texts.append(" ".join([*said, *([str(row[Results.NOTE])] if row[Results.NOTE] else [])]) or None)
    results[Results.NOTE] = pd.Series(texts, index=results.index, dtype=object)
    return results
