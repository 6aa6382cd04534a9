"""A sheet laid out: lists where a header is known, otherwise crosstabs; with findings, totals, the day drawn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from schemas.cells import Grid, RawTable
from schemas.issues.issue import Issue, Place, errors
from schemas.lexicon.labels import Labels, drawn_on
from schemas.lexicon.match import label_key, says
from schemas.lexicon.scale_texts import says_scale
from schemas.profiles.export_profile import ExportProfile, Layout, Switch
from schemas.rules.totals import Total
from schemas.tables import Observations
from schemas.thresholds import FEWEST_KNOWN
from schemas.words.vocabulary import headers
from workbook.exports.facts import Label, Role
from workbook.exports.meaning.crosstab import Crosstab, CrosstabReader
from workbook.exports.meaning.profile_claims import given_by
from workbook.exports.meaning.titled_lists import TitledList, titled_lists
from workbook.exports.meaning.unpivot import long_rows
from workbook.exports.rules.columns_beside import crosstab_beside_issues
from workbook.exports.rules.foreign import ForeignNames, foreign_block, told_by_titles, without_foreign_labels
from workbook.exports.rules.label_findings import label_issues
from workbook.exports.rules.list_titles import list_titles, notes_of, titles_of
from workbook.exports.rules.longer_rows import longer_rows, longer_rows_of_lists
from workbook.exports.rules.other_tables import count_result_tables
from workbook.exports.rules.period_lengths import header_lengths, week_labels
from workbook.exports.rules.stray_figures import outside_issues
from workbook.exports.rules.stub_selection import whole_rows
from workbook.exports.rules.text_rules import text_issues
from workbook.exports.rules.text_tests import Around
from workbook.exports.rules.totals import totals_of_crosstab
from workbook.exports.rules.untitled_columns import untitled_columns
from workbook.exports.tidy.block import Block, label_at, texts
from workbook.exports.tidy.regions import Finder
from workbook.exports.work import Step, spend


@dataclass
class SheetLayout:
    """A sheet as it was laid out.

    Args:
        layout: How it lies; None where it is no table of ours.
        lists: Its lists.
        rows: The figures of its crosstabs, as rows.
        issues: Findings about labels.
        totals: The totals it prints, with their parts.
        drawn: The day that it says it was drawn.
        confidence: How much of it is understood, from 0 to 1.
        tabs: Its crosstabs, for a proposal.
        said: Findings about titles.
        titles: The texts above its tables and in their corners.
        notes: Those below.
        foreign: The names of others in it, whose figures are left out.
    """

    layout: Layout | None = None
    lists: list[TitledList] = field(default_factory=list)
    rows: RawTable | None = None
    issues: list[Issue] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    drawn: date | None = None
    confidence: float = 0.0
    tabs: list[Crosstab] = field(default_factory=list)
    said: list[Issue] = field(default_factory=list)
    titles: list[Label] = field(default_factory=list)
    notes: list[Label] = field(default_factory=list)
    foreign: ForeignNames = field(default_factory=Counter)

    @property
    def tables(self) -> list[RawTable]:
        """Its tables."""
        return [each.raw for each in self.lists] + ([] if self.rows is None else [self.rows])


def read_layout(grid: Grid, labels: Labels, profile: ExportProfile, choices: str = "") -> SheetLayout:
    """Lay a sheet out.

    Args:
        grid: The sheet.
        labels: The labels that are known.
        profile: What is said of such sheets; where nobody has said anything, the layout is found.
        choices: The names of the centres, for findings.

    Raises:
        CannotOpenError: It is larger than a machine holds.
    """
    drawn, is_found = drawn_day(grid), Switch.FIND_LAYOUT in profile.on
    if is_found or profile.layout is Layout.LIST:
        lists = titled_lists(grid, labels, profile)
        if lists:
            return replace(_lists(grid, lists, labels, profile), drawn=drawn)
    if not is_found and profile.layout is not Layout.CROSSTAB:
        return SheetLayout(drawn=drawn)
    return replace(_read_crosstabs(grid, labels, profile, choices), drawn=drawn)


def _read_crosstabs(grid: Grid, labels: Labels, profile: ExportProfile, choices: str) -> SheetLayout:
    """The crosstabs of a sheet, without those that are no results and those of others."""
    seen = Finder(grid, labels).find()
    blocks = [block for block in seen.blocks if block.columns]
    said: list[Issue] = []
    if Switch.TEXTS_AROUND in profile.on:
        kept, said = count_result_tables(grid, [texts(grid, block.titles) for block in blocks], labels)
        blocks = blocks[:kept]
    stubs = [whole_rows(grid, block, labels, profile.aggregate) for block in blocks]
    blocks, tabs, foreign = _of_ours(grid, _crosstabs(grid, [block for block, _ in stubs], labels, profile), labels)
    confidence = min((tab.confidence for tab in tabs), default=0.0)
    if not tabs or (Switch.FIND_LAYOUT in profile.on and confidence < FEWEST_KNOWN):
        return SheetLayout(foreign=Counter() if tabs else foreign)
    said += [issue for block, issues in stubs if any(block is each for each in blocks) for issue in issues]
    said += [issue for block in blocks for issue in longer_rows(grid, block.headers, block.body)]
    said += [issue for tab in tabs for issue in crosstab_beside_issues(grid, tab, labels)]
    notes = texts(grid, seen.notes, Role.NOTE)
    spend(Step.NOTE, len(notes))
    titles = [label for block in blocks for label in _titles(grid, block, labels)]
    titles += [label for tab in tabs for label in tab.said]
    around = Around(
        grid,
        labels,
        is_scaled=any(figure.known.factor != 1 for tab in tabs for figure in tab.figures),
        unknown=frozenset(label.at for tab in tabs for label in tab.passed),
    )
    return SheetLayout(
        layout=Layout.CROSSTAB,
        rows=long_rows(grid, tabs, labels),
        issues=_of_labels(grid, tabs, labels, profile, choices),
        totals=[total for tab in tabs for total in totals_of_crosstab(grid, tab, labels)],
        confidence=confidence,
        tabs=tabs,
        said=[*said, *text_issues([*titles, *notes], around, profile)],
        titles=titles,
        notes=notes,
        foreign=foreign,
    )


def _of_labels(
    grid: Grid, tabs: Sequence[Crosstab], labels: Labels, profile: ExportProfile, choices: str
) -> list[Issue]:
    """Findings about the labels of crosstabs."""
    issues = [issue for tab in tabs for issue in label_issues(grid, tab, labels, choices)]
    if Switch.TEXTS_AROUND in profile.on:
        issues += [issue for tab in tabs for issue in header_lengths(grid, tab)]
    if not profile.aggregate:
        issues += [issue for tab in tabs for issue in week_labels(grid, tab)]
    return issues


def _lists(grid: Grid, found: Sequence[TitledList], labels: Labels, profile: ExportProfile) -> SheetLayout:
    """The lists of a sheet, without those below them that are no results."""
    lists = [each.raw for each in found]
    titles = titles_of(grid, lists)
    kept, said = len(lists), list[Issue]()
    if Switch.TEXTS_AROUND in profile.on:
        kept, said = count_result_tables(grid, titles, labels)
        above, out = ([spot for each in some for spot in each] for some in (titles[:kept], titles[kept:]))
        said += list_titles(grid, found, above, labels, profile, out)
    outside = outside_issues(grid, lists, labels, profile)
    said += outside if errors(outside) else [*outside, *untitled_columns(grid, lists[:kept], profile)]
    said += longer_rows_of_lists(grid, lists[:kept])
    spots = [spot for each in titles[:kept] for spot in each]
    notes = notes_of(grid, lists)
    return SheetLayout(Layout.LIST, list(found[:kept]), confidence=1.0, said=said, titles=spots, notes=notes)


def drawn_day(grid: Grid) -> date | None:
    """The day that a sheet says it was drawn; None where no line says it."""
    spots = list(texts(grid, grid.rows))
    lines = {text for text in {each.text for each in spots} if says(text, "drawn_words")}  # a list's texts repeat
    for row, column, cell, *_ in (spot for spot in spots if spot.text in lines):
        if day := drawn_on(cell.text):
            return day
        beside = grid.rows[row].get(column + 1)
        if beside is not None and isinstance(beside.value, date):
            return beside.value.date() if isinstance(beside.value, datetime) else beside.value
    return None


def is_lookup(grid: Grid) -> bool:
    """Whether a sheet tells codes, numbers or persons of the centres, by its header: a name, and such columns alone."""
    header = next((row for row in grid.rows.values() if len(row) > 1), {})
    first, *others = [label_key(cell.text) for cell in header.values()] or [""]
    known = headers(Observations).get(first) in {Observations.CENTRE, Observations.MEASURE}
    return known and bool(others) and all(says(each, "lookup_words") for each in others)


def hidden_issues(grid: Grid) -> list[Issue]:
    """Warnings about a sheet, and rows and columns of one, that are hidden from whoever opens the file but read."""
    place = Place(grid.file, grid.sheet)
    found = [Issue("sheet_hidden", place, grid.sheet)] if grid.hidden else []
    if grid.unseen:
        found.append(Issue("lines_hidden", place, ", ".join(grid.unseen), {"count": len(grid.unseen)}))
    return found


def _titles(grid: Grid, block: Block, labels: Labels) -> list[Label]:
    """The texts above a crosstab, and those in its corner.

    ``Rank`` over one of several columns is of that one, and ``Goal`` over goals' names is of these.
    """
    several = len(block.labels) > 1
    headers_above = texts(grid, block.headers, Role.CORNER)
    corner = [
        spot
        for spot in headers_above
        if spot.column in block.labels
        and not (several and says(spot.text, "rank_words"))
        and not _heads_goals(grid, block, spot, labels)
    ]
    last = max([*block.labels, *block.columns])
    beside = [spot for spot in headers_above if spot.column > last and says_scale(spot.text)]
    return [*texts(grid, block.titles), *corner, *beside]


def _heads_goals(grid: Grid, block: Block, spot: Label, labels: Labels) -> bool:
    """Whether a corner is a word for goals over a column of goals' names."""
    cells = [cell for number in block.body if (cell := label_at(grid, block, number, spot.column)) is not None]
    known = sum(labels.measure(cell.text) is not None for cell in cells)
    return says(spot.text, "goal_titles") and known * 2 > len(cells)


def _crosstabs(
    grid: Grid, blocks: Sequence[Block], labels: Labels, profile: ExportProfile
) -> list[tuple[Block, Crosstab]]:
    given = given_by(profile, labels)
    readers = [(block, CrosstabReader(grid, block, labels, given, alone=len(blocks) == 1)) for block in blocks]
    return [(block, tab) for block, reader in readers if (tab := reader.read()).figures]


def _of_ours(
    grid: Grid, found: Sequence[tuple[Block, Crosstab]], labels: Labels
) -> tuple[list[Block], list[Crosstab], ForeignNames]:
    """The tables that may be of ours, without labels of others, and what was left out."""
    kept: list[tuple[Block, Crosstab]] = []
    foreign: ForeignNames = Counter()
    by_unit = any(told_by_titles(block, tab) for block, tab in found)
    for block, each in found:
        tab, names = without_foreign_labels(each, labels)
        of_block = foreign_block(grid, block, tab, labels, by_unit)
        foreign.update(of_block or names)
        if not of_block:
            kept.append((block, tab))
    return [block for block, _ in kept], [tab for _, tab in kept], foreign
