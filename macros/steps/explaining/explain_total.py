"""Explain a consolidated workbook: a total down to each centre's lines, a centre's goal in the centre's workbook."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from macros.steps.centre_lives import lives_of_goals
from macros.steps.explaining.asked import Asked, chosen
from macros.steps.explaining.evidence import ITEM, OTHER_LENGTH, Evidence, evidence
from macros.steps.explaining.explain import explain, explanation
from macros.steps.explaining.step import Explanation, Input, Spot
from macros.steps.explaining.subject import Subject
from macros.steps.group_totals import GroupLines, group_lines
from schemas.errors import RefusedError
from schemas.fields import Field
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.parameters import FAR_CHANCE, RED_CHANCE, TOLERANCE, YELLOW_CHANCE
from schemas.reading import Understood, empty, frame_of, read_table
from schemas.tables import MARK, Centres, Goals, MemberFigures, MemberGoals, Observations, Results
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words, text_key
from udfs.goals.validity import validity
from workbook.closed.book import ClosedBook
from workbook.digests import sha256

_CELLS = {
    Goals.TARGET: MemberGoals.TARGET_CELL,
    Goals.TARGET_MAX: MemberGoals.TARGET_MAX_CELL,
    Goals.BASELINE: MemberGoals.BASELINE_CELL,
}


def explain_consolidated(path: Path, asked: Asked, words: Words) -> Explanation:
    """Explain a line of a consolidated workbook; nothing is written.

    Args:
        path: The consolidated workbook.
        asked: What is to be explained; a total is numbered by its measure.
        words: The reader's language.

    Returns:
        The steps. A centre's own goal is explained by the centre's workbook, where that lies beside the consolidated
        one as it was.

    Raises:
        CannotOpenError: It cannot be read.
        RefusedError: There is no such line or figure, or the workbook keeps nothing of what its lines are made of.
    """
    with ClosedBook(path) as book:
        if MemberGoals.name not in book.tables():
            raise RefusedError([Issue("no_member_trail", Place(path.name))])
        single, groups, goals, figures = (
            read_table(model, book.read(name), words)
            for model, name in (
                (Results, "all_goals"),
                (Results, "groups"),
                (MemberGoals, MemberGoals.name),
                (MemberFigures, MemberFigures.name),
            )
        )
    frames = [each.frame for each in (single, groups) if len(each.frame)]
    rows = pd.concat(frames, ignore_index=True) if frames else single.frame
    asked = _by_measure(asked, goals.frame)
    at = chosen(rows, asked, empty(Centres), Place(path.name), words)
    row = records(rows.iloc[[at]])[0]
    digest = sha256(path)
    if at < len(single.frame):
        return _of_centre(path, digest, row, records(goals.frame), asked, words)
    about = _total(row, goals, figures, words)
    is_other = asked.as_of not in {None, row[Results.AS_OF]}
    notes = [words.text("explain_as_consolidated", as_of=words.day(row[Results.AS_OF]))] if is_other else []
    return explanation(about, asked, path.name, digest, notes)


def _by_measure(asked: Asked, goals: pd.DataFrame) -> Asked:
    """A total's line asked for by the number that its members give the goal: the line is numbered by its measure."""
    told = [
        str(each[MemberGoals.MEASURE])
        for each in records(goals)
        if not is_missing(each[MemberGoals.GROUP])
        and text_key(str(each[MemberGoals.GROUP])) == text_key(asked.centre)
        and text_key(str(each[MemberGoals.NUMBER])) == text_key(asked.number)
    ]
    return replace(asked, number=told[0]) if len(set(told)) == 1 else asked


def _of_centre(
    path: Path, digest: str, row: Record, goals: Sequence[Record], asked: Asked, words: Words
) -> Explanation:
    """A centre's own goal: explained by its workbook beside this one, or told as far as this one knows it."""
    key = (row[Results.CENTRE], row[Results.NUMBER])
    goal = next(each for each in goals if (each[MemberGoals.CENTRE], each[MemberGoals.NUMBER]) == key)
    own = path.with_name(str(goal[MemberGoals.FILE]))
    is_there = own.is_file() and sha256(own) == goal[MemberGoals.SHA256]
    if is_there:
        day: date = row[Results.AS_OF]
        wanted = Asked(str(key[1]), str(key[0]), asked.figure, asked.as_of or day)
        return explain(own, wanted, day, words)
    note = words.text(
        "explain_own_workbook", file=goal[MemberGoals.FILE], number=key[1], digest=goal[MemberGoals.SHA256]
    )
    frame = frame_of(Goals, [goal])
    about = _subject(row, records(frame)[0], Evidence([], [], [], []), [goal], words)
    return explanation(about, asked, path.name, digest, [note])


def _total(row: Record, goals: Understood, figures: Understood, words: Words) -> Subject:
    """A group's or the total's line: rebuilt from its members' lines, as consolidation rebuilds it."""
    group, measure = row[Results.CENTRE], row[Results.MEASURE]
    frame = goals.frame
    members = frame[(frame[MemberGoals.GROUP] == group) & (frame[MemberGoals.MEASURE] == measure)]
    told = records(members)
    kept = figures.frame[
        (figures.frame[MemberFigures.MEASURE] == measure)
        & figures.frame[MemberFigures.CENTRE].isin(members[MemberGoals.CENTRE])
    ]
    observed = frame_of(Observations, records(kept))
    observed[MARK] = pd.Series(kept[MemberFigures.MARK].tolist(), dtype=object)
    observed[ITEM] = range(len(kept))
    cells = [_cell(each, words) for each in records(kept)]
    stated = frame_of(Goals, told)
    # Those that are kept go together; each has the months of its own goal.
    lives = lives_of_goals(stated, row[Results.AS_OF])
    lines = group_lines(stated, observed, {group: members[MemberGoals.CENTRE].tolist()}, words, lives=lives)
    goal = lines.goals.iloc[[0]].reset_index(drop=True)
    items, own = _pooled(lines, str(group), str(goal[Goals.NUMBER].iloc[0]), cells)
    months = validity(goal, goal, row[Results.AS_OF].year)
    seen = evidence(goal, own, items, months, row[Results.AS_OF].year, running_month(row[Results.AS_OF]))
    return _subject(row, records(goal)[0], seen, told, words)


def _pooled(
    lines: GroupLines, group: str, number: str, cells: Sequence[Input]
) -> tuple[list[Sequence[Input]], pd.DataFrame]:
    """The observations of a total, and for each the members' cells that it was put together from."""
    parts = lines.parts[group, number]
    items: list[Sequence[Input]] = []
    for period in lines.observations[Observations.PERIOD]:
        rows = [part[part[Observations.PERIOD] == period] for part in parts.values()]
        items.append([cells[int(at)] for part in rows for at in part[ITEM]])
    own = lines.observations.copy()
    own[ITEM], own[OTHER_LENGTH] = range(len(items)), False
    return items, own


def _cell(figure: Record, words: Words) -> Input:
    """A member's figure: who had it, and where it stands in the member's workbook."""
    parts = [figure[name] for name in (MemberFigures.NUMERATOR, MemberFigures.DENOMINATOR)]
    has_parts = not any(map(is_missing, parts))
    value = figure[MemberFigures.VALUE]
    mark = figure[MemberFigures.MARK]
    shown = words.number(value) if not is_missing(value) else str(mark or "–")
    if has_parts:
        shown = f"{words.number(parts[0])} / {words.number(parts[1])}"
    spot = Spot(*(str(figure[name] or "") for name in _PLACES))
    told = None if is_missing(value) else float(value)
    return Input(
        str(figure[MemberFigures.CENTRE]),
        told,
        shown,
        spot,
        period=str(figure[MemberFigures.PERIOD]),
        parts=parts if has_parts else (),
    )


_MOVED = {Results.RED_CHANCE: RED_CHANCE, Results.FAR_CHANCE: FAR_CHANCE, Results.YELLOW_CHANCE: YELLOW_CHANCE}
_PARAMETERS: dict[str, Field] = {TOLERANCE: Results.TOLERANCE, **{name: field for field, name in _MOVED.items()}}
"""The parameters that a total's line tells, and where."""
_PLACES = (MemberFigures.FILE, MemberFigures.SHA256, MemberFigures.SHEET, MemberFigures.CELL)
_GOAL_PLACES = (MemberGoals.FILE, MemberGoals.SHA256, MemberGoals.SHEET)


def _subject(row: Record, goal: Record, seen: Evidence, members: Sequence[Record], words: Words) -> Subject:
    def cells(field: Field) -> list[Input]:
        if field not in _CELLS:
            return []
        named = str(field)
        return [
            Input(
                words.text("explain_member", centre=each[MemberGoals.CENTRE], number=each[MemberGoals.NUMBER]),
                each[named],
                words.number(each[named]),
                _spot(each, str(each[_CELLS[field]] or "")),
            )
            for each in members
            if not is_missing(each[named])
        ]

    def parameter(name: str) -> list[Input]:
        first = members[0]
        spot = Spot(str(first[MemberGoals.FILE]), str(first[MemberGoals.SHA256]), words.sheet("parameters"))
        field = _PARAMETERS.get(name)
        # A border that was moved for the light of the month before no longer tells the parameter.
        is_moved = field in _MOVED and not is_missing(row[Results.LIGHT_BEFORE])
        if field is None or is_moved or is_missing(row[field]):
            return [Input(name, None, "–", spot)]
        return [Input(name, row[field], words.number(row[field]), spot)]

    return Subject(row, row, goal, seen, cells, parameter, lambda _: [], [], words)


def _spot(goal: Record, cell: str) -> Spot:
    file, digest, sheet = (str(goal[name] or "") for name in _GOAL_PLACES)
    return Spot(file, digest, sheet, cell)
