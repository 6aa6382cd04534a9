"""Groups and the total: their observations rebuilt from those of their members, then computed like any goal.

Ratios are rebuilt from their parts, amounts added; where only values exist, the mean is simple and the line says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from macros.steps.centre_lives import Lives, Members, has_pace, joined_target
from macros.steps.compute import Computed
from macros.steps.hidden import Possible
from macros.steps.joined_baselines import asked_of, joined_baseline
from macros.steps.shared_titles import group_title
from schemas.codes import Basis, Rule, Summary, Unit, YesNo
from schemas.fields import Field
from schemas.frames import Record, is_missing, records
from schemas.measures import BY_UNITS, Catalogue
from schemas.reading import empty, frame_of
from schemas.tables import MARK, Centres, Goals, Observations, Results
from schemas.text.periods import Grain, Period, month_end
from schemas.words.vocabulary import Words
from udfs.goals.goal_columns import PACE, last_figure_stands
from udfs.goals.validity import Validity

SAME_GOAL = (Goals.UNIT, Goals.RULE, Goals.SUMMARY, Goals.BASIS, Goals.PROFILE)
"""What the goals of one measure must share to be added up, or to be of one mean."""
_ADDITIVE_UNITS = frozenset({Unit.COUNT, Unit.FULL_TIME, Unit.KR, Unit.KWH})
_LEAST = 2
Inside = Mapping[tuple[str, str], frozenset[str]]
"""Group and number of a line → the centres that it is made of."""
_TARGETS = (Goals.TARGET, Goals.TARGET_MAX, Goals.BASELINE)


@dataclass
class GroupLines:
    """Goals and observations of groups, ready to be computed.

    Args:
        goals: A line for each group and measure.
        observations: Those of the group, of the periods that all its members have.
        notes: What must be said beside each line.
        parts: The members' names that each line is made of, and the observations of each.
        apart: The members that each line does without, since their goal is of other months of the year.
        unlike: Those that it does without since their goal is stated otherwise, each with the fields that differ.
        rows: The rows of the members' goals that each line is made of.
        members: The months in which each member has its goal.
    """

    goals: pd.DataFrame
    observations: pd.DataFrame
    notes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    parts: dict[tuple[str, str], dict[str, pd.DataFrame]] = field(default_factory=dict)
    apart: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    unlike: dict[tuple[str, str], dict[str, list[Field]]] = field(default_factory=dict)
    rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    members: dict[tuple[str, str], Members] = field(default_factory=dict)


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
    goals: pd.DataFrame,
    observations: pd.DataFrame,
    groups: dict[str, list[str]],
    words: Words,
    catalogue: Catalogue = BY_UNITS,
    lives: Lives | None = None,
) -> GroupLines:
    """Rebuild the goals and observations of groups.

    Args:
        goals: The goals in force of all workbooks, from ``in_their_months``.
        observations: Their observations.
        groups: From ``members``.
        words: The language of the notes.
        catalogue: What measures are called.
        lives: The months of centres that open or close within the year; without it, all are there all the year.

    Returns:
        A goal for each group and measure that at least two members follow in one way, in the same months, and that the
        group has no contract line for; of several ways, that of most members.
    """
    lines: list[dict[str, object]] = []
    rows: list[dict[str, object]] = []
    notes: dict[tuple[str, str], list[str]] = {}
    made_of: dict[tuple[str, str], dict[str, pd.DataFrame]] = {}
    apart: dict[tuple[str, str], list[str]] = {}
    unlike: dict[tuple[str, str], dict[str, list[Field]]] = {}
    members_of: dict[tuple[str, str], list[int]] = {}
    months: dict[tuple[str, str], Members] = {}
    goals = _as_levels(goals)
    # Where each centre's figures stand; a frame of each would take as much room as all of them again.
    rows_of = observations.groupby([Observations.CENTRE, Observations.MEASURE], sort=False).indices
    for group, names in groups.items():
        own = set(goals.loc[goals[Goals.CENTRE] == group, Goals.MEASURE])
        inside = goals[goals[Goals.CENTRE].isin(names) & ~goals[Goals.MEASURE].isin(own)]
        for _, every in inside.groupby(Goals.MEASURE, sort=False):
            alike = _alike(every, lives)
            if alike[Goals.CENTRE].nunique() < _LEAST:
                continue
            spans = lives.of_members(alike) if lives is not None and lives.spans else None
            changing = spans if spans is not None and spans.changes else None
            goal, said = _goal(group, alike, changing)
            goal[Goals.TITLE] = group_title(every, alike, goal, goals, catalogue)
            parts = {
                str(centre): observations.iloc[rows_of.get((centre, goal[Goals.MEASURE]), [])]
                for centre in alike[Goals.CENTRE]
            }
            parts = _standing(parts) if last_figure_stands(alike)[0] else parts
            if changing is not None:
                parts = {name: changing.kept(name, frame) for name, frame in parts.items()}
                goal[PACE] = changing.pace(alike, asked_of(alike, changing, parts)) if has_pace(goal) else None
                months[group, str(goal[Goals.NUMBER])] = changing
            made_of[group, str(goal[Goals.NUMBER])] = parts
            members_of[group, str(goal[Goals.NUMBER])] = [int(row) for row in alike.index]
            key = (group, str(goal[Goals.NUMBER]))
            unlike[key] = _unlike(every, alike)
            outside = dict.fromkeys(map(str, every[Goals.CENTRE]))
            apart[key] = [each for each in outside if each not in parts and each not in unlike[key]]
            filled = [each for each in parts.values() if len(each)]
            found, how = _observations(group, goal, filled, len(alike), changing)
            lines.append(goal)
            rows += found
            notes[group, str(goal[Goals.NUMBER])] = [words.text(key, count=len(alike)) for key in (*said, *how)]
    frame = frame_of(Observations, rows) if rows else empty(Observations)
    kept = frame_of(Goals, lines) if lines else empty(Goals)
    kept = kept.assign(**{PACE: pd.Series([line.get(PACE) for line in lines], index=kept.index, dtype=object)})
    marks = pd.Series([row[MARK] for row in rows], index=frame.index, dtype=object)
    return GroupLines(kept, frame.assign(**{MARK: marks}), notes, made_of, apart, unlike, members_of, months)


def hidden_in_groups(
    hidden: Possible | None,
    goals: pd.DataFrame,
    groups: dict[str, list[str]],
    words: Words,
    lives: Lives | None = None,
) -> Possible | None:
    """The observations of groups with what their members hide filled in.

    Args:
        hidden: The members' observations; None where nothing is hidden.
        goals: The goals of all workbooks, as for ``group_lines``.
        groups: From ``members``.
        words: The language.
        lives: As for ``group_lines``.
    """
    if hidden is None:
        return None
    least, most = (
        group_lines(goals, each, groups, words, lives=lives).observations for each in (hidden.least, hidden.most)
    )
    return Possible(least, most)


def in_their_months(goals: pd.DataFrame, months: Validity, year: int) -> pd.DataFrame:
    """Goals in force, each valid from the first to the last of its months of the year.

    A renegotiated goal has the months of all its lines, not only those of the one in force.

    Args:
        goals: The lines in force.
        months: Their months, row by row.
        year: The contract year.
    """
    whole = Period(year, Grain.YEAR)
    begins = [None if at <= whole.first_month else month_end(int(at)).replace(day=1) for at in months.first]
    ends = [None if at >= whole.last_month else month_end(int(at)) for at in months.last]
    columns = {Goals.VALID_FROM: begins, Goals.VALID_TO: ends}
    return goals.assign(**{name: pd.Series(days, index=goals.index, dtype=object) for name, days in columns.items()})


def _standing(parts: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The members' observations, each carried on to the later periods that others have one of."""
    periods = sorted({each for frame in parts.values() for each in frame[Observations.PERIOD]}, key=_last_month)
    found = {}
    for name, frame in parts.items():
        rows = {each.last_month: row for each, row in zip(frame[Observations.PERIOD], range(len(frame)), strict=True)}
        taken, latest = [], None
        for period in periods:
            latest = rows.get(period.last_month, latest)
            taken += [(period, latest)] if latest is not None else []
        carried = frame.iloc[[row for _, row in taken]].reset_index(drop=True)
        found[name] = carried.assign(**{Observations.PERIOD: pd.Series([each for each, _ in taken], dtype=object)})
    return found


def _last_month(period: Period) -> int:
    return period.last_month


def _alike(every: pd.DataFrame, lives: Lives | None = None) -> pd.DataFrame:
    """Of the goals of one measure those that go together: of several ways to state it, the one that most centres have.

    What is due at a reporting date of a goal of six months and of one of twelve is no share of one target; nor is
    what is due of a level and of a change. A group has one line a measure, so the others are left out and named.
    A goal that begins or ends with its centre goes with those of centres that are there all the year.
    """
    ways = [*SAME_GOAL, Goals.VALID_FROM, Goals.VALID_TO]
    told = every if lives is None else lives.as_whole(every)
    way = [tuple(map(_text, each)) for each in told[ways].itertuples(index=False, name=None)]
    centres: dict[tuple[str, ...], set[str]] = {}
    for each, centre in zip(way, every[Goals.CENTRE], strict=True):
        centres.setdefault(each, set()).add(centre)
    most = max(centres, key=lambda each: len(centres[each]))
    return every[[each == most for each in way]]


def _unlike(every: pd.DataFrame, alike: pd.DataFrame) -> dict[str, list[Field]]:
    """The centres that are not among those alike, since their goal is stated otherwise: centre -> what differs."""
    first, inside = records(alike.head(1))[0], set(alike[Goals.CENTRE])
    found: dict[str, list[Field]] = {}
    for goal in records(every):
        differs = [each for each in SAME_GOAL if _text(goal[each]) != _text(first[each])]
        centre = str(goal[Goals.CENTRE])
        if centre not in inside and (centre not in found or len(differs) < len(found[centre])):
            found[centre] = differs
    return {centre: differs for centre, differs in found.items() if differs}


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)


def _as_levels(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals to hold a level as goals of that level, so that they count among the members' stated levels."""
    held = (goals[Goals.BASIS] == Basis.MAINTAIN) & goals[Goals.BASELINE].notna()
    target = goals[Goals.TARGET].where(~held, goals[Goals.BASELINE])
    return goals.assign(**{Goals.TARGET: target, Goals.BASIS: goals[Goals.BASIS].where(~held, Basis.ABSOLUTE)})


def _goal(group: str, alike: pd.DataFrame, changing: Members | None = None) -> tuple[dict[str, object], list[str]]:
    """The group's goal: targets added, or the common one, or their simple mean."""
    first = records(alike.head(1))[0]
    said = []
    for name in _TARGETS:
        values = alike[name]
        if changing is not None:
            is_added = is_additive(first) and not (name != Goals.BASELINE and first[Goals.BASIS] != Basis.ABSOLUTE)
            said = ["note_changing_members"]
            if name == Goals.BASELINE:
                base = joined_baseline(alike, changing, is_added)
                first |= {Goals.BASELINE: base.value, Goals.BASELINE_PERIOD: base.period}
            else:
                first[name] = joined_target(alike, name, changing, is_added)
        elif is_additive(first) and not (name != Goals.BASELINE and first[Goals.BASIS] != Basis.ABSOLUTE):
            first[name] = values.sum(min_count=len(values))
        elif values.nunique(dropna=False) > 1:
            first[name] = values.mean() if values.notna().all() else float("nan")
            said = ["note_mean_target"]
    if changing is not None:
        first |= _changing_months(changing)
    sample = YesNo.YES if Goals.SAMPLE in alike and (alike[Goals.SAMPLE] == YesNo.YES).any() else None
    # Numbers of the members may differ; within a group the measure tells the lines apart.
    return {**first, Goals.CENTRE: group, Goals.NUMBER: first[Goals.MEASURE], Goals.SAMPLE: sample}, said


def _changing_months(changing: Members) -> dict[str, object]:
    """The months of a line whose members are others in some months."""
    (first, last), whole = changing.span, changing.whole
    return {
        Goals.VALID_FROM: None if first <= whole[0] else month_end(first).replace(day=1),
        Goals.VALID_TO: None if last >= whole[1] else month_end(last),
    }


def _observations(
    group: str, goal: dict[str, object], parts: list[pd.DataFrame], count: int, changing: Members | None = None
) -> tuple[list[dict[str, object]], list[str]]:
    if not parts or (changing is None and len(parts) < count):
        return [], ["note_part_of_members"]
    pooled = pd.concat(parts, ignore_index=True)
    rows, how = [], set()
    for period, same in pooled.groupby(Observations.PERIOD, sort=True):
        wanted = count if changing is None else changing.count(same[Observations.PERIOD].iloc[0])
        if len(same) < wanted:
            how.add("note_part_of_members")
            continue
        marks: list[object] = same[MARK].dropna().unique().tolist() if MARK in same else []
        record: dict[str, object] = {
            Observations.CENTRE: group,
            Observations.MEASURE: goal[Goals.MEASURE],
            Observations.PERIOD: period,
            MARK: ", ".join(map(str, marks)) or None,
        }
        if same[Observations.NUMERATOR].notna().all() and same[Observations.DENOMINATOR].notna().all():
            record[Observations.NUMERATOR] = same[Observations.NUMERATOR].sum()
            record[Observations.DENOMINATOR] = same[Observations.DENOMINATOR].sum()
        elif is_additive(goal):
            hidden = int((same[Observations.VALUE].isna() & same[MARK].notna()).sum()) if MARK in same else 0
            floor = goal[Goals.SUMMARY] == Summary.SUM and 0 < hidden < wanted
            how |= {"note_hidden_in_members"} if floor else set()
            record[Observations.VALUE] = same[Observations.VALUE].sum(min_count=wanted - hidden if floor else wanted)
        else:
            whole = same[Observations.VALUE].notna().all()
            record[Observations.VALUE] = same[Observations.VALUE].mean() if whole else None
            how |= {"note_mean_of_members"} if whole or not marks else set()
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
