"""Consolidate: many workbooks into one, read side by side on all cores; nothing is written to the workbooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from macros.steps.assessing import assessed_goals
from macros.steps.centre_lives import lives_of, told_of_lives
from macros.steps.centre_results import CentreResults, read_parts
from macros.steps.compute import compute
from macros.steps.contract_year import Inputs
from macros.steps.data_status.centres import OfCentre, centre_data
from macros.steps.economy.all_centres import CONSOLIDATED, all_economy
from macros.steps.economy.reallocation_page import first_date, reallocation_page
from macros.steps.economy.tables import Economy
from macros.steps.goal_page import goal_page
from macros.steps.group_totals import (
    GroupLines,
    Inside,
    group_lines,
    hidden_in_groups,
    members,
    with_notes,
)
from macros.steps.heat_map import heat_map
from macros.steps.hidden import possible_observations
from macros.steps.learning import learned_frame, learned_from
from macros.steps.light_tables import counts, light_matrix
from macros.steps.member_trail import MemberTrail, member_trail, no_trail
from macros.steps.papers.received import received_of
from macros.steps.papers.requests import requests_of
from macros.steps.pictured import in_words_of
from macros.steps.shared_titles import shared_titles, under_shared_titles
from macros.steps.total_members import member_issues, missing_members, target_issues, with_members
from schemas.errors import RefusedError
from schemas.frames import records
from schemas.issues.issue import Issue, Place
from schemas.measures import catalogue_of
from schemas.reading import empty
from schemas.tables import (
    BudgetFollowUp,
    BudgetLines,
    CentreData,
    CentreEconomy,
    Centres,
    Goals,
    Observations,
    Received,
    Requests,
    Results,
)
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words
from udfs.goals.ahead import Months, no_months, together
from udfs.goals.lights import LightRule
from workbook.closed.conflict_copies import copy_and_original
from workbook.documents.prose.assessments import assessed_otherwise, member_text
from workbook.shipped import shipped_measures


@dataclass
class Consolidated:
    """All workbooks together.

    Args:
        year: The contract year.
        as_of: The latest reporting date.
        goals: The goals in force of all workbooks.
        results: Their results.
        groups: The results of groups and the total.
        learned: What all their goals teach of how figures move.
        trail: What those are made of, down to the workbooks' cells.
        lights: The chances at which lights change.
        economy: Budgets, warnings, services and reward of all centres.
        issues: Warnings.
        requests: What the centres ask of the central administration, with its answers.
        centres: The centres with their groups and short names.
        months: What is drawn month by month, a row a result, then a row a line of the groups.
        received: What each centre has handed in and what is approved.
        data: How many figures each centre has in, and what it lacks.
        is_example: Whether the figures of any workbook are made up.
        inside: The centres that each line of the groups is made of, by group and number.
        titles: What a measure's line over several centres is called.
    """

    year: int
    as_of: date
    goals: pd.DataFrame
    results: pd.DataFrame
    groups: pd.DataFrame
    learned: pd.DataFrame
    trail: MemberTrail
    lights: LightRule
    economy: Economy = field(default_factory=Economy)
    issues: list[Issue] = field(default_factory=list)
    requests: pd.DataFrame = field(default_factory=lambda: empty(Requests))
    centres: pd.DataFrame = field(default_factory=lambda: empty(Centres))
    months: Months = field(default_factory=lambda: no_months(0))
    received: pd.DataFrame = field(default_factory=lambda: empty(Received))
    is_example: bool = False
    inside: Inside = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    data: pd.DataFrame = field(default_factory=lambda: empty(CentreData))


def consolidate(paths: Sequence[Path], as_of: date | None, today: date, words: Words) -> Consolidated:
    """Consolidate workbooks.

    Args:
        paths: Our workbooks.
        as_of: The reporting date; without one, each workbook's own.
        today: Today, for workbooks without data.
        words: The language of the consolidated workbook.

    Raises:
        StepError: A workbook cannot be read, two hold the same goals, or their years differ.
    """
    return brought_together(read_parts(paths, as_of, today), words)


def brought_together(parts: Sequence[CentreResults], words: Words, with_trail: bool = True) -> Consolidated:
    """What workbooks hold, brought together.

    Args:
        parts: What was read of each.
        words: The language of the texts.
        with_trail: Whether the cells are kept that totals are made of; documents name none.

    Raises:
        RefusedError: Two hold the same goals, or their years differ.
    """
    _require_distinct(parts)
    goals = pd.concat([part.goals for part in parts], ignore_index=True)
    filled = [part.observations for part in parts if len(part.observations)]
    observations = pd.concat(filled, ignore_index=True) if filled else empty(Observations)
    centres = told_of_lives(pd.concat([part.centres for part in parts], ignore_index=True))
    with_data = [part.as_of for part in parts if part.has_data]
    day = max(with_data or [part.as_of for part in parts])
    total, year, holders = words.text("total_name"), parts[0].year, set(goals[Goals.CENTRE])
    inside = members(centres, holders, total)
    lives = lives_of(centres, year, day)
    catalogue = catalogue_of(*(part.measures for part in parts), shipped_measures())
    hidden = possible_observations(observations, goals, catalogue, year, running_month(day))
    everyone = Inputs(
        goals,
        observations,
        empty(BudgetLines),
        parts[0].tolerance,
        year,
        catalogue=catalogue,
        lights=parts[0].lights,
        confidence=parts[0].confidence,
    )
    learned = learned_from(everyone, day)
    # After learning, which takes the most room, since the lines hold every member's figures once more.
    lines = group_lines(goals, observations, inside, words, catalogue, lives)
    inputs = replace(
        everyone,
        goals=lines.goals,
        observations=lines.observations,
        learned=learned,
        hidden=hidden_in_groups(hidden, goals, inside, words, lives),
    )
    of_groups = compute(inputs, day, words) if len(lines.goals) else None
    groups = with_notes(of_groups, lines) if of_groups else empty(Results)
    standing = lives.standing(centres, day)
    # A centre that has not opened yet is not missed.
    closed = {part.path.name: still for part in parts if (still := _closed(part, centres, standing))}
    results = pd.concat([part.results for part in parts], ignore_index=True)
    groups = _with_assessed_members(groups, lines, results, words)
    groups = with_members(groups, lines, centres, missing_members(standing, holders, total), year, day, words)
    # A closed centre is said to be closed, and not to lack a workbook.
    missing = missing_members(standing, holders.union(*closed.values()), total)
    without = dict.fromkeys(name for names in missing.values() for name in names)
    issues = member_issues(lines, missing, closed, year, day, words) + target_issues(goals, inside, "", words)
    issues += [issue for part in parts for issue in part.issues]
    economy = all_economy([part.economy for part in parts], centres, inside, groups, words)
    return Consolidated(
        year,
        day,
        goals,
        results,
        groups,
        learned_frame(learned),
        member_trail(goals, observations, lines) if with_trail else no_trail(),
        parts[0].lights,
        economy,
        [*issues, *economy.issues],
        requests_of(parts),
        centres,
        together([*(part.months for part in parts), *([of_groups.months] if of_groups else [])]),
        received_of(parts, [*without], words),
        any(part.is_example for part in parts),
        {key: frozenset(parts) for key, parts in lines.parts.items()},
        shared_titles(goals, catalogue),
        centre_data(_of_centres(parts), [*without], day, words),
    )


def _of_centres(parts: Sequence[CentreResults]) -> list[OfCentre]:
    """The centres of all workbooks, in their order, each with the figures of its goals."""
    found: dict[str, OfCentre] = {}
    for part in parts:
        for goal in part.data:
            known = found.get(goal.centre, OfCentre(goal.centre, part.path.name, ()))
            found[goal.centre] = replace(known, goals=(*known.goals, goal))
    return [*found.values()]


def _closed(part: CentreResults, centres: pd.DataFrame, standing: pd.DataFrame) -> list[str]:
    """A workbook's centres without goals in force that the list of centres does not say anything of."""
    told = set(centres[Centres.CENTRE]) - set(standing[Centres.CENTRE])
    return [name for name in part.closed if name not in told]


def _with_assessed_members(
    groups: pd.DataFrame, lines: GroupLines, results: pd.DataFrame, words: Words
) -> pd.DataFrame:
    """The lines of groups with their members that were assessed otherwise; the line's own light is computed."""
    otherwise = records(assessed_otherwise(results))
    texts = []
    for row in records(groups):
        inside = lines.parts.get((str(row[Results.CENTRE]), str(row[Results.NUMBER])), {})
        alike = [each for each in otherwise if each[Results.MEASURE] == row[Results.MEASURE]]
        said = [member_text(each, words) for each in alike if each[Results.CENTRE] in inside]
        texts.append("; ".join(said) or None)
    return groups.assign(**{Results.SHOWN_ASSESSMENT: pd.Series(texts, index=groups.index, dtype=object)})


def _twice(name: str, first: str, goal: str) -> Issue:
    """That two workbooks hold one goal; where a program that keeps files in step made one of them, which."""
    if pair := copy_and_original(name, first):
        return Issue("conflict_copy", Place(pair[0]), goal, {"first": pair[1]})
    return Issue("duplicate_workbook", Place(name), goal, {"first": first})


def _require_distinct(parts: Sequence[CentreResults]) -> None:
    issues = []
    years = {part.year: part.path.name for part in reversed(parts)}
    if len(years) > 1:
        named = ", ".join(f"{year} ({years[year]})" for year in sorted(years))
        issues.append(Issue("different_years", Place(), named))
    seen: dict[tuple[str, str], CentreResults] = {}
    for part in parts:
        for key in zip(part.goals[Goals.CENTRE], part.goals[Goals.NUMBER], strict=True):
            if key in seen and seen[key] is not part:
                issues.append(_twice(part.path.name, seen[key].path.name, " ".join(key)))
                break
            seen[key] = part
    if issues:
        raise RefusedError(issues)


def write_consolidated(done: Consolidated, out: Path, words: Words, now: datetime, example: bool = False) -> None:
    """Make the consolidated workbook.

    Args:
        done: What it holds.
        out: Where; the file must not exist yet.
        words: Its language.
        now: When it is made.
        example: Mark every sheet as example data; those of example workbooks are in any case.

    Raises:
        CannotOpenError: It exists already, or cannot be written.
    """
    from workbook.builder.consolidated import build_consolidated

    budgets = done.economy.frame(BudgetFollowUp)
    # Between groups nothing is moved.
    own = budgets[budgets[BudgetFollowUp.CENTRE].isin(done.economy.frame(CentreEconomy)[CentreEconomy.CENTRE])]
    # Where a line is of several centres, no centre's own wording is its title.
    named, named_groups = (under_shared_titles(each, done.titles) for each in (done.results, done.groups))
    frames = {
        "all_goals": in_words_of(done.results, words),
        "assessed": assessed_goals(done.results),
        "groups": done.groups,
        "matrix": light_matrix(named, named_groups, words),
        "heat_map": heat_map(named, named_groups, done.centres),
        "counts": counts(done.goals, done.results),
        "learned": done.learned,
        "member_goals": done.trail.goals,
        "member_figures": done.trail.figures,
        Requests.name: done.requests,
        Received.name: done.received,
        CentreData.name: done.data,
        **{table.name: done.economy.frame(table) for table in CONSOLIDATED},
        **goal_page(named, named_groups, done.centres, done.months, done.year, done.inside, words),
        **reallocation_page(own, done.lights, done.year, first_date(done.results, done.as_of), words),
    }
    build_consolidated(frames, done.year, done.as_of, words, out, now, example or done.is_example)
