"""What the user's own names come to in rows: periods by other words, and two names that meet in one figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.cells import Cell, CellKind, RawTable
from schemas.expected import Expected
from schemas.fields import Table
from schemas.issues.issue import Issue, Place, errors
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import label_key
from schemas.reading import fields_of
from schemas.rules.translation_rules import closed_centres
from schemas.tables import FIGURES, KEYS, Observations
from schemas.text.first_names import first_names
from schemas.text.periods import Period
from schemas.thresholds import MOST_SHOWN
from schemas.translations import Translation, Translations
from workbook.exports.rows.table_rows import TableRows

_DOUBLED = frozenset({"duplicate_observation", "duplicate_budget_line"})
NO_TABLE = "no_table"
_Key = tuple[str, str, str]
"""Centre, measure or account, period."""


@dataclass(frozen=True)
class FileRead:
    """What was read of a file, as the user's names concern it.

    Args:
        file: Its name.
        names: Which of the user's names stand in it.
        parts: Its rows.
    """

    file: str
    names: frozenset[str]
    parts: Sequence[TableRows]


def translated_periods(raw: RawTable, table: type[Table], labels: Labels) -> RawTable:
    """A list with its periods as the user said what they are, and without rows of those to be passed over."""
    fields = fields_of(raw, table)
    period = KEYS[table][-1]
    if period not in fields or not (labels.periods or labels.skipped):
        return raw
    at = fields.index(period)
    keys = [label_key(row[at].text) for row in raw.rows]
    if not any(key in labels.periods or key in labels.skipped for key in keys):
        return raw
    kept = [number for number, key in enumerate(keys) if key not in labels.skipped]
    rows = [_with(raw.rows[number], at, labels.periods.get(keys[number])) for number in kept]
    return replace(raw.kept(kept), rows=rows)


def _with(row: Sequence[Cell], at: int, period: Period | None) -> Sequence[Cell]:
    return row if period is None else [*row[:at], Cell(CellKind.TEXT, str(period)), *row[at + 1 :]]


def translation_issues(issues: Sequence[Issue], read: Sequence[FileRead], expected: Expected) -> list[Issue]:
    """Findings with what the user's own names did to what was read.

    Args:
        issues: What was found so far.
        read: What was read of each file.
        expected: The contract, with the user's names.

    Returns:
        The findings. Two figures of one centre, measure and period that meet through names are told with both cells
        and the lines that say so; figures of a centre after it was closed are errors where a name led to it, and
        warnings where the export itself names it so.
    """
    closed = closed_centres(expected.goals)
    if not any(each.names for each in read):
        return [*issues, *_closed_by_name(read, closed)]
    late = _after_close(read, expected, closed)
    told = {(issue.place.file, issue.details["centre"]) for issue in late}
    by_name = [each for each in _closed_by_name(read, closed) if (each.place.file, each.value) not in told]
    return [*_meetings(issues, read, expected), *late, *by_name]


def nothing_left(issues: Sequence[Issue], read: Sequence[FileRead], said: Translations) -> list[Issue]:
    """An error for each file of which names that are passed over leave nothing, and that nothing else is wrong with.

    Args:
        issues: What was found so far.
        read: What was read of each file, for all workbooks.
        said: What names mean.
    """
    refused = {issue.place.file for issue in errors(issues) if issue.code != NO_TABLE}
    return [issue for each in read if each.file not in refused for issue in _nothing_left(each, said)]


def without_explained(issues: Sequence[Issue], left: Sequence[Issue]) -> list[Issue]:
    """Findings without the one that a file holds no table, where names that are passed over are why."""
    files = {issue.place.file for issue in left}
    return [issue for issue in issues if issue.code != NO_TABLE or issue.place.file not in files]


def _meetings(issues: Sequence[Issue], read: Sequence[FileRead], expected: Expected) -> list[Issue]:
    """Doubled rows that come of names: each figure once, with all cells that meet in it."""
    if not any(issue.code in _DOUBLED for issue in issues):
        return list(issues)
    lines = expected.translations.of(frozenset().union(*(each.names for each in read)))
    cells, keys = _cells(read)
    told: list[Issue] = []
    said: set[_Key] = set()
    for issue in issues:
        key = keys.get(issue.place) if issue.code in _DOUBLED else None
        led = [line for line in lines if key and line.value in key[:2]]
        if key is None or not led:
            told.append(issue)
        elif key not in said:
            said.add(key)
            details = {"centre": key[0], "measure": key[1], "cells": " / ".join(cells[key]), "lines": _lines(led)}
            told.append(Issue("translations_meet", issue.place, key[2], details))
    return told


def _cells(read: Sequence[FileRead]) -> tuple[dict[_Key, list[str]], dict[Place, _Key]]:
    """The cells of each figure, and which figure a place is of."""
    cells: dict[_Key, list[str]] = {}
    of: dict[Place, _Key] = {}
    for part in (part for each in read for part in each.parts):
        names = zip(*(part.frame[column] for column in KEYS[part.table]), strict=True)
        for row, (centre, measure, period) in zip(part.frame.index, names, strict=True):
            key = (str(centre), str(measure), str(period))
            places = [part.understood.place(int(row), field) for field in (*FIGURES[part.table], KEYS[part.table][-1])]
            figure = next((place for place in places if place.cell), places[-1])
            cells.setdefault(key, []).append(figure.text)
            of |= dict.fromkeys(places, key)
    return cells, of


def _lines(lines: Sequence[Translation]) -> str:
    return "; ".join(map(_line, lines))


def _line(line: Translation) -> str:
    """A line of the sheet as a finding names it."""
    return f"{line.place.cell}: {line.name} = {line.said}"


def _after_close(read: Sequence[FileRead], expected: Expected, closed: Mapping[str, date]) -> list[Issue]:
    """Names of centres that were closed, where figures stand under them of months after that."""
    issues = []
    for each in read:
        for line in expected.translations.of(each.names):
            day = closed.get(line.value)
            late = _late(each, line.value, day) if day else []
            if late and day:
                about = {"centre": line.value, "day": day, "periods": _listed(late), "cell_of": line.place.text}
                issues.append(Issue("translation_after_close", Place(each.file), line.name, about))
    return issues


def _closed_by_name(read: Sequence[FileRead], closed: Mapping[str, date]) -> list[Issue]:
    """Centres that were closed, of which a file has figures of months after that."""
    issues = []
    for each in read:
        for centre, day in closed.items():
            if late := _late(each, centre, day):
                issues.append(
                    Issue("figures_after_close", Place(each.file), centre, {"day": day, "periods": _listed(late)})
                )
    return issues


def _late(read: FileRead, centre: str, day: date) -> list[Period]:
    """The periods after a day of which a file has figures of a centre."""
    found = {period for part in read.parts for period in _periods(part, centre)}
    return sorted(period for period in found if period.first_day > day)


def _listed(periods: Sequence[Period]) -> str:
    return first_names([str(period) for period in periods], MOST_SHOWN)


def _periods(part: TableRows, centre: str) -> list[Period]:
    """The periods of a centre's rows."""
    frame = part.frame
    if part.table is not Observations or not len(frame):
        return []
    own = frame[frame[Observations.CENTRE] == centre]
    return [period for period in own[Observations.PERIOD] if isinstance(period, Period)]


def _nothing_left(read: FileRead, said: Translations) -> list[Issue]:
    """That names which are passed over leave nothing of a file."""
    skipped = [line for line in said.of(read.names) if line.is_skip]
    if not skipped or any(len(part.frame) for part in read.parts):
        return []
    return [Issue("translations_leave_nothing", Place(read.file), _lines(skipped))]
