"""Renegotiated goals: the result against the target before the one in force, and targets that are not in force yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from macros.steps.contract_year import Inputs, prepared
from schemas.codes import ShowAs
from schemas.frames import Record, records
from schemas.tables import Goals, Results
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words
from udfs.goals.validity import validity
from udfs.goals.versions import asked, beside
from workbook.documents.prose.versions import Version, against_earlier, from_later, is_comparable

_LEVELS = {
    Results.EARLIER_TARGET: "target",
    Results.EARLIER_TARGET_TO_DATE: "target_to_date",
    Results.EARLIER_DIFFERENCE: "difference",
}
_SHOWN = {
    Results.SHOWN_EARLIER_TARGET: "shown_target",
    Results.SHOWN_EARLIER_TARGET_MAX: "shown_target_max",
    Results.SHOWN_EARLIER_DIFFERENCE: "shown_difference",
}


@dataclass(frozen=True)
class OtherVersions:
    """The versions beside those in force.

    Args:
        earlier: Position of the goal -> the version before the one in force.
        later: Position of the goal -> the versions that come, the soonest first.
        columns: The columns of the results table that they fill.
    """

    earlier: dict[int, Version] = field(default_factory=dict)
    later: dict[int, list[Version]] = field(default_factory=dict)
    columns: dict[str, object] = field(default_factory=dict)


def other_versions(inputs: Inputs, goals: pd.DataFrame, as_of: date) -> OtherVersions:
    """Hold what was observed against the versions beside those in force.

    Args:
        inputs: The whole register, and what was observed.
        goals: The lines in force.
        as_of: The reporting date.

    Returns:
        The versions with what they ask for. The columns are of the version before the one in force, and blank where
        that is about another figure: then only the note tells of it.
    """
    found = beside(inputs.goals, as_of)
    if not len(found.lines):
        return OtherVersions()
    contract = prepared(inputs, found.lines).contract
    # A goal that is closed has no months after its last; by its earlier line, which had, they do not count either.
    closed = np.minimum(validity(inputs.goals, goals, inputs.year).last[found.goal], running_month(as_of))
    columns = contract.goals
    year = contract.until(np.where(found.is_earlier, closed, running_month(as_of)))
    change = np.asarray(goals[Goals.SHOW_AS] == ShowAs.CHANGE)[found.goal]
    # An earlier target is shown as the one in force is, where it has the baseline that this needs.
    shown = np.where(found.is_earlier, change, columns.as_change) & ~np.isnan(columns.baseline)
    figures = asked(replace(columns, as_change=shown), year.columns)
    told = records(pd.DataFrame(vars(figures)))
    versions = [
        Version(line, row, bool(is_change))
        for line, row, is_change in zip(records(found.lines), told, shown, strict=True)
    ]
    done = OtherVersions()
    for goal, version, is_earlier in zip(found.goal.tolist(), versions, found.is_earlier, strict=True):
        if is_earlier:
            done.earlier[goal] = version
        else:
            done.later.setdefault(goal, []).append(version)
    return replace(done, columns=_columns(records(goals), done.earlier))


def _columns(goals: Sequence[Record], earlier: dict[int, Version]) -> dict[str, object]:
    columns: dict[str, list[object]] = {str(name): [None] * len(goals) for name in (*_LEVELS, *_SHOWN)}
    since: list[object] = [None] * len(goals)
    for at, version in earlier.items():
        goal = goals[at]
        since[at] = goal[Goals.VALID_FROM]
        if not is_comparable(goal, version.line):
            continue
        is_shown_alike = version.is_change == (goal[Goals.SHOW_AS] == ShowAs.CHANGE)
        for name, figure in {**_LEVELS, **(_SHOWN if is_shown_alike else {})}.items():
            columns[name][at] = version.figures[figure]
    return {**columns, Results.VERSION_FROM: since}


def with_versions(frame: pd.DataFrame, goals: pd.DataFrame, others: OtherVersions, words: Words) -> list[str | None]:
    """The notes of the results, those of renegotiated goals with what the other versions ask for.

    Args:
        frame: The results.
        goals: The lines in force, in the same order.
        others: From ``other_versions``.
        words: The language.
    """
    notes: list[str | None] = frame[Results.NOTE].tolist()
    if not others.earlier and not others.later:
        return notes
    rows, lines = records(frame), records(goals)
    for at in sorted({*others.earlier, *others.later}):
        told = [against_earlier(rows[at], lines[at], others.earlier[at], words)] if at in others.earlier else []
        count = int(rows[at][Results.DECIMALS])
        told += [from_later(lines[at], each, count, words) for each in others.later.get(at, [])]
        notes[at] = " ".join(filter(None, [*told, notes[at]]))
    return notes
