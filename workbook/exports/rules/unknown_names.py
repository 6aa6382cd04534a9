"""Which names of a sheet nothing is known of: those it is refused for, and those of others that were passed over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from schemas.cells import Cell, CellKind, Grid, column_letters
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Dimension, Labels
from schemas.lexicon.match import label_key
from schemas.thresholds import MOST_ASKED, MOST_NAME_LETTERS
from schemas.translation_codes import NameKind, NameRole
from schemas.translations import Target
from schemas.unknown_names import UnknownName
from workbook.exports.rules.foreign import SHEET, ForeignNames

HEADINGS = "headings"
"""The detail of a finding that holds the titles of a list which are not known, each with the field it may be."""
DIMENSION = "dimension"
"""The detail of a finding that holds what a label should tell."""
_KINDS: dict[str, NameKind] = {
    "unknown_centre": NameKind.CENTRE,
    "unknown_measure": NameKind.MEASURE,
    "not_a_period": NameKind.PERIOD,
    "no_such_centre": NameKind.CENTRE,
}
"""Findings whose value is a name that is not known."""
_OF_DIMENSION: Mapping[object, NameKind] = {
    Dimension.CENTRE: NameKind.CENTRE,
    Dimension.MEASURE: NameKind.MEASURE,
    Dimension.PERIOD: NameKind.PERIOD,
}
_DIMENSIONS = {NameKind.CENTRE: Dimension.CENTRE, NameKind.MEASURE: Dimension.MEASURE}
_TARGETS = {NameKind.CENTRE: Target.CENTRE, NameKind.MEASURE: Target.MEASURE}
_TITLE = frozenset({"title_unread"})
_LACKING = "dimension_missing"


def tells_names(issue: Issue) -> bool:
    """Whether a finding is about a name that nothing is known of."""
    return issue.code in {*_KINDS, "unknown_label", _LACKING} or HEADINGS in issue.details


def unknown_names(
    issues: Sequence[Issue], foreign: ForeignNames, labels: Labels, place: Place, grid: Grid | None = None
) -> list[UnknownName]:
    """The names of a sheet that nothing is known of, each once.

    Args:
        issues: What was found on it.
        foreign: The names of others that were left out.
        labels: What is known.
        place: The file and the sheet.
        grid: The sheet's cells, for telling where names stand first and how often; None of a large one.
    """
    found: dict[str, UnknownName] = {}
    for each in chain(_of_issues(issues, labels, place), _of_foreign(foreign, place)):
        key = label_key(each.name)
        if not key or len(each.name) > MOST_NAME_LETTERS or key in labels.skipped:
            continue
        if key in found:
            found[key] = replace(found[key], times=found[key].times + each.times)
        elif len(found) < MOST_ASKED:
            found[key] = each
    named = {key: replace(each, near=each.near or _near(each, labels)) for key, each in found.items()}
    if grid is None or not named:
        return list(named.values())
    spots = _spots(grid, named)
    return [_at(each, spots.get(key, []), place) for key, each in named.items()]


def _of_issues(issues: Iterable[Issue], labels: Labels, place: Place) -> Iterable[UnknownName]:
    issues = list(issues)
    lacking = {issue.details.get(DIMENSION) for issue in issues if issue.code == _LACKING}
    otherwise = next((kind for each, kind in _OF_DIMENSION.items() if each in lacking), NameKind.HEADING)
    for issue in issues:
        kind = _KINDS.get(issue.code)
        if issue.code == "unknown_label":
            kind = _OF_DIMENSION.get(issue.details.get(DIMENSION), otherwise)
        if issue.code in _TITLE and lacking:
            kind = NameKind.TITLE
        if kind is not None and issue.value.strip():
            yield UnknownName(issue.value.strip(), kind, issue.place, 1, True)
        yield from _headings(issue, labels)
    if lacking and place.sheet:
        yield UnknownName(place.sheet, NameKind.SHEET, place, 1, True)


def _headings(issue: Issue, labels: Labels) -> Iterable[UnknownName]:
    """The titles of a list that is not understood, each with the column it may be."""
    listed = issue.details.get(HEADINGS, ())
    if isinstance(listed, tuple):
        for title, field in listed:
            if labels.period(Cell(CellKind.TEXT, title)) is not None:
                continue  # a month over a column is known, and is no heading of a list
            near = (Target.ROLE, field) if field in set(NameRole) else None
            yield UnknownName(title, NameKind.HEADING, issue.place, 1, True, near)


def _of_foreign(foreign: ForeignNames, place: Place) -> Iterable[UnknownName]:
    for (what, name), count in foreign.most_common():
        kind = NameKind.SHEET if what == SHEET else NameKind(what)
        if name.strip():
            yield UnknownName(name.strip(), kind, place, count)


def _near(each: UnknownName, labels: Labels) -> tuple[Target, str] | None:
    if each.kind not in _DIMENSIONS:
        return None
    near = labels.near(each.name, _DIMENSIONS[each.kind])
    return (_TARGETS[each.kind], near) if near else None


def _spots(grid: Grid, wanted: Mapping[str, UnknownName]) -> dict[str, list[tuple[int, int]]]:
    """Where texts stand on a sheet."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, row in grid.rows.items():
        for column, cell in row.items():
            key = _key(cell)
            if key in wanted:
                found.setdefault(key, []).append((number, column))
    return found


def _key(cell: Cell) -> str:
    return label_key(cell.text) if cell.kind in {CellKind.TEXT, CellKind.NUMBER} else ""


def _at(each: UnknownName, spots: Sequence[tuple[int, int]], place: Place) -> UnknownName:
    """A name with its first cell on a sheet and how often it stands there; a sheet's own name is no cell."""
    if each.kind is NameKind.SHEET or not spots:
        return each
    row, column = spots[0]
    return replace(
        each, place=Place(place.file, place.sheet, row, "", f"{column_letters(column)}{row}"), times=len(spots)
    )
