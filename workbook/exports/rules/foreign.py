"""What an export holds that this contract does not have: other units' centres, measures, tables and sheets.

They are left out, and said once for all files that are read together; what merely resembles a name of ours is asked
about as ever.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from schemas.cells import CellKind, Grid
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Dimension, Labels
from schemas.lexicon.match import says
from schemas.lexicon.title_names import names_in
from schemas.lexicon.titles import is_non_result
from schemas.reading import Understood
from schemas.tables import KEYS, Observations
from schemas.thresholds import MOST_LISTED, MOST_LOOKED_AT
from schemas.words.vocabulary import Words, text_key
from workbook.exports.facts import Label
from workbook.exports.meaning.crosstab import Crosstab
from workbook.exports.meaning.reading import Reading
from workbook.exports.rules.text_tests import word_of_others
from workbook.exports.tidy.block import Block, texts

SHEET = "sheet"
ForeignNames = Counter[tuple[str, str]]
"""What it is (a dimension, or a sheet) and its name → how many figures it has."""
_KINDS = (Dimension.MEASURE, Dimension.CENTRE, SHEET)
_NUMBERING = " ()0123456789"


def foreign_issues(names: Mapping[str, ForeignNames], words: Words) -> list[Issue]:
    """The one line about what exports that are read together hold of others; none where they hold nothing.

    Args:
        names: What was left out of each file, by the files' names.
        words: The user's language.
    """
    told = {file: found for file, found in names.items() if found}
    if not told:
        return []
    together = sum(told.values(), ForeignNames())
    listed = "; ".join(_listed(kind, together, words) for kind in _KINDS if any(each == kind for each, _ in together))
    return [Issue("foreign_left_out", Place(", ".join(told)), listed, {"count": len(together)})]


def _listed(kind: str, names: ForeignNames, words: Words) -> str:
    found = sorted(((name, count) for (each, name), count in names.items() if each == kind), key=lambda pair: -pair[1])
    shown = [f"{name} ({count})" if kind != SHEET else name for name, count in found[:MOST_LISTED]]
    more = [words.text("foreign_more", count=len(found) - MOST_LISTED)] if len(found) > MOST_LISTED else []
    title = words.text(f"foreign_{kind}")
    return f"{title}: {', '.join([*shown, *more])}"


def without_foreign_rows(understood: Understood, labels: Labels) -> tuple[Understood, ForeignNames]:
    """The rows of a list without those of centres and measures of others, and these by name."""
    frame = understood.frame
    names: ForeignNames = Counter()
    keys = [key for key in KEYS.get(understood.table, ()) if key in frame]
    whole = list(frame[keys].notna().all(axis=1))  # a text alone may say something of the rows around it
    out = [False] * len(frame)
    for column, dimension in ((Observations.MEASURE, Dimension.MEASURE), (Observations.CENTRE, Dimension.CENTRE)):
        if column not in frame:
            continue
        values = list(frame[column])
        foreign = {each for each in set(values) if isinstance(each, str) and labels.is_foreign(each, dimension)}
        for at, value in enumerate(values):
            if whole[at] and not out[at] and value in foreign:
                out[at] = True
                names[dimension, str(value).strip()] += 1
    if not names:
        return understood, names
    kept = frame[[not each for each in out]]
    gone = frame.index[out]
    cells = {understood.place(int(row), field).cell for row in gone for field in understood.positions}
    cells -= {understood.place(int(row), field).cell for row in kept.index for field in understood.positions}
    issues = [issue for issue in understood.issues if issue.place.cell not in cells]
    return replace(understood, frame=kept, issues=issues), names


def without_foreign_labels(tab: Crosstab, labels: Labels) -> tuple[Crosstab, ForeignNames]:
    """A crosstab whose labels of others are no longer unknown, and these by name.

    Their figures are read as no one's, but stay parts of its totals.
    """
    foreign = {at for at, (dimension, spot) in tab.unknown.items() if _is_foreign(tab, dimension, spot, labels)}
    names: ForeignNames = Counter()
    missing: set[Dimension] = set()
    for figure in tab.figures:
        labelled = [(each, spot) for each, spot in figure.known.unknown if spot.at in foreign]
        if not labelled:
            missing |= figure.lacking(tab.nested)
        elif figure.known.total is None:
            dimension, spot = labelled[0]
            names[dimension, spot.shown] += 1
    if not foreign:
        return tab, names
    unknown = {at: told for at, told in tab.unknown.items() if at not in foreign}
    return replace(tab, unknown=unknown, missing=missing), names


def _is_foreign(tab: Crosstab, dimension: Dimension, spot: Label, labels: Labels) -> bool:
    """Whether a label is a name of others: one beside it, or above or below it, is a name of ours.

    Without such a one it may be anything; and of a title beside others cannot be told which figures it is over.
    """
    if not labels.is_foreign(spot.text, dimension) or not any(_is_under(figure, spot) for figure in tab.figures):
        return False
    told = (figure.known.places.get(dimension) for figure in tab.figures)
    return any(each and each.at != spot.at and (each.row == spot.row or each.column == spot.column) for each in told)


def _is_under(figure: Reading, spot: Label) -> bool:
    return any(each.at == spot.at for _, each in figure.known.unknown)


def foreign_block(grid: Grid, block: Block, tab: Crosstab, labels: Labels, by_unit: bool = False) -> ForeignNames:
    """A table of a measure or centre of others, by its title; nothing where it may be of ours.

    Args:
        grid: The sheet.
        block: Where the table is.
        tab: The table as it was understood.
        labels: What is known.
        by_unit: Whether titles tell the centre of other tables of the sheet.
    """
    titles = [each.shown for each in texts(grid, block.titles) if each.cell.kind is CellKind.TEXT]
    if labels.open or not titles or not _names_something(titles[-1]):
        return Counter()
    if any(is_non_result(text) or word_of_others(text, labels) for text in titles):
        return Counter()  # what it says may hold for the tables below, too
    said = [name for text in titles for name in names_in(text, labels)]
    said += [] if _is_of_the_sheet_alone(tab) else [grid.sheet or titles[-1]]
    if not all(labels.is_foreign(name, Dimension.MEASURE) for name in said):
        return Counter()
    count = sum(figure.known.total is None for figure in tab.figures)
    if _is_of_the_sheet_alone(tab) or all(figure.known.measure is None for figure in tab.figures):
        return Counter({(Dimension.MEASURE, titles[-1]): count})
    is_without = by_unit and all(figure.known.centre is None for figure in tab.figures)
    is_other = is_without and labels.is_foreign(titles[-1], Dimension.CENTRE)
    return Counter({(Dimension.CENTRE, titles[-1]): count}) if is_other else Counter()


def told_by_titles(block: Block, tab: Crosstab) -> bool:
    """Whether a title of a table tells its centre."""
    spots = (figure.known.places.get(Dimension.CENTRE) for figure in tab.figures)
    return any(spot is not None and spot.row in block.titles for spot in spots)


def _is_of_the_sheet_alone(tab: Crosstab) -> bool:
    """Whether nothing but the sheet's name tells a table's measure, and a title of its own may tell another."""
    told = [figure.known.places.get(Dimension.MEASURE) for figure in tab.figures]
    strange = any(dimension is Dimension.MEASURE for dimension, _ in tab.unknown.values())
    return strange and all(spot is not None and spot.row == 0 for spot in told)


def _names_something(text: str) -> bool:
    """Whether a sheet's name or a title is more than a word for a sheet or table, and its number."""
    bare = text_key(text).rstrip(_NUMBERING)
    return bool(bare) and not says(bare, "plain_sheet_names")


def is_foreign_sheet(grid: Grid, labels: Labels) -> bool:
    """Whether no text of a sheet is a measure of ours, or like one: it is about something else, as its name says."""
    if labels.open or not _names_something(grid.sheet) or not labels.measures:
        return False
    found = dict.fromkeys(
        cell.text for row in grid.rows.values() for cell in row.values() if cell.kind is CellKind.TEXT
    )
    return all(labels.is_foreign(text, Dimension.MEASURE) for text in (grid.sheet, *list(found)[:MOST_LOOKED_AT]))
