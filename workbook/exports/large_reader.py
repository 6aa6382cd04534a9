"""Large exports: the head tells what is wanted, and the file is condensed or counted where it is read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from schemas.cells import Cell, CellKind, Grid, RawTable
from schemas.context import Context
from schemas.errors import CannotOpenError
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels, is_note
from schemas.masking import MASK, holds_cpr
from schemas.profiles.export_profile import ExportProfile, Layout, Switch
from schemas.reading import fields_of, fitting_table
from schemas.rules.private import without_cpr
from schemas.tables import EXPORT_TABLES, FIGURES, KEYS, Observations
from schemas.text.values import Decimal
from workbook.exports.guarded import FileReaders
from workbook.exports.large.condensed import ABSENT, Condensed, Plan
from workbook.exports.meaning.titled_lists import TitledList, titled_lists
from workbook.exports.rows.condensed_rows import as_rows, left_to_parts
from workbook.exports.rows.table_rows import SheetRead, grains_of, measures_of
from workbook.exports.rules.every_row import ASK_EVERY_ROW, is_of_few
from workbook.exports.rules.kinds import other_kinds
from workbook.exports.rules.list_titles import list_titles, titles_of
from workbook.exports.rules.row_selection import picking_columns
from workbook.exports.rules.selector_columns import unknown_columns
from workbook.exports.rules.stray_figures import outside_issues
from workbook.exports.rules.text_rules import Asks, text_issues
from workbook.exports.rules.text_tests import Around
from workbook.exports.sheet_layout import drawn_day, hidden_issues
from workbook.exports.sheet_reader import SheetReader
from workbook.exports.tidy.fill_down import is_empty, needs_fill_down

_OPTIONAL = (Observations.EXTRACTED, Observations.SOURCE)
_SIGNS = {Decimal.COMMA: "comma", Decimal.POINT: "point"}


def read_large(path: Path, readings: FileReaders, reader: SheetReader) -> list[SheetRead] | None:
    """Read a large export without taking every cell of it apart.

    Args:
        path: The file.
        readings: What is being read.
        reader: What reads its sheets.

    Returns:
        What each sheet that is a list or a case list holds; None where the file is neither, and is to be read whole.

    Raises:
        CannotOpenError: It cannot be read.
        RefusedError: Two of the user's profiles fit it equally.
    """
    found: list[SheetRead] = []
    for head in readings.heads(path):
        profile = reader.profile_of(head)
        if profile.layout is Layout.CASES and not head.sheet:
            figures = readings.cases(path, profile)
            found.append(reader.take_cases(figures, profile, Place(head.file)))
            continue
        read = _list(path, head, profile, readings, reader)
        if read is None:
            return None
        found.append(read)
    return found


def _list(
    path: Path, head: Grid, profile: ExportProfile, readings: FileReaders, reader: SheetReader
) -> SheetRead | None:
    """A list, condensed; None where the sheet is no single list of observations, or cannot be condensed."""
    if profile.layout is not Layout.LIST or profile.accumulated:
        return None  # of sums to date each row is needed
    labels = reader.labels_of(profile)
    lists = titled_lists(head, labels, profile)
    if not _may_be_condensed(head, lists, labels):
        return None
    head_list = lists[0]
    first = head_list.raw
    condensed = _condensed(path, first, readings)
    if condensed is None:
        return None
    regular = len(condensed.table.rows) - condensed.irregular
    above = {number: row for number, row in head.rows.items() if number <= first.header_row}
    irregular = replace(head, rows={**above, **_irregular(condensed, regular)})
    if _may_be_private(condensed, regular):
        return None
    safe, private = without_cpr(irregular, condensed.rows)
    below = titled_lists(safe, labels, profile)
    if len(below) != 1 or _stands_alone(safe, below[0].raw):
        return None
    context = reader.context_of(profile, drawn_day(head) or drawn_day(safe))
    told = head_list.told.get(Observations.MEASURE)
    measure = told.value if told else ""
    rows = as_rows(condensed, fields_of(first, Observations), measure, labels, context)
    scales = [labels.scaled(title)[1] for title in first.header]
    result = SheetRead(layout=Layout.LIST)
    raw = _joined(rows, condensed, below[0].raw, scales)
    if needs_fill_down(raw, Observations, regular) or _picks_by_blanks(raw):
        return None
    whole = TitledList(raw, replace(below[0].years, named=head_list.years.named), below[0].told)
    reader.take_list(whole, labels, _with_sign(profile, condensed), context, result)
    _add_up(condensed, regular, context, result)
    result.issues += [*_around(safe, below[0], labels, profile, context, result), *hidden_issues(head)]
    shown = [issue for issue in result.issues if MASK not in issue.value]
    own = {number: [issue for issue in each if MASK not in issue.value] for number, each in result.own.items()}
    return reader.with_names(replace(result, issues=[*private, *shown], own=own), safe, profile, whole=False)


def _add_up(condensed: Condensed, regular: int, context: Context, result: SheetRead) -> None:
    """Leave ratios of several rows to their parts where rows are added; where they are not, several are too many."""
    if context.parts:
        left_to_parts(result, condensed.counts[:regular], context)
        return
    for owner, doubled in _doubled(condensed, regular, result).items():
        (result.own.setdefault(owner, []) if result.own else result.issues).extend(doubled)


def _around(
    safe: Grid, below: TitledList, labels: Labels, profile: ExportProfile, context: Context, result: SheetRead
) -> list[Issue]:
    """Findings about what stands around the list."""
    titles = titles_of(safe, [below.raw])[0]
    around = Around(safe, labels, measures=measures_of(result), grains=grains_of(result), context=context)
    found = text_issues(titles, around, profile, Asks.FIGURES)
    if Switch.TEXTS_AROUND in profile.on:
        found += list_titles(safe, [below], titles, labels, profile)
    return [*found, *outside_issues(safe, [below.raw], labels, profile)]


def _picks_by_blanks(raw: RawTable) -> bool:
    """Whether a column that says which rows are read has blanks, which may stand for the text above."""
    picking = picking_columns(raw, Observations)
    return any(is_empty([row[at]]) for row in raw.rows for at in picking)


def _may_be_private(condensed: Condensed, regular: int) -> bool:
    """Whether ten digits alone may be a personal number, which the other cells of their column tell."""
    cells = (cell.text.strip() for row in condensed.table.rows[regular:] for cell in row)
    return any(text.isdecimal() and holds_cpr(text, number=True) for text in cells)


def _condensed(path: Path, first: RawTable, readings: FileReaders) -> Condensed | None:
    """The list condensed; None where only the whole file tells what it is, or what is wrong with it."""
    try:
        condensed = readings.condensed(path, _plan(first))
    except CannotOpenError:
        return None
    return condensed if condensed.is_whole and not condensed.is_mixed else None


def _may_be_condensed(head: Grid, lists: Sequence[TitledList], labels: Labels) -> bool:
    """Whether the sheet is a list of observations, and no rule asks every row of it."""
    if len(lists) != 1:
        return False
    first = lists[0].raw
    if fitting_table(EXPORT_TABLES, first.read_as or first.header) is not Observations or _beside(head, first):
        return False  # cells that no plan asks for may hold personal numbers
    return not any(asks(first, labels) for asks in ASK_EVERY_ROW)


def _stands_alone(irregular: Grid, below: RawTable) -> bool:
    """Whether a text that is no note was left out: only the whole file tells whether rows follow that it is about."""
    out = (
        row for number, row in irregular.rows.items() if number > below.header_row and number not in below.row_numbers
    )
    return any(len(row) == 1 and not is_note(cell.text) for row in out for cell in row.values())


def _beside(head: Grid, first: RawTable) -> bool:
    """Whether anything stands beside the list's columns."""
    last = first.first_column + len(first.header)
    below = (row for number, row in head.rows.items() if number > first.header_row)
    return any(not first.first_column <= column < last for row in below for column in row)


def _with_sign(profile: ExportProfile, condensed: Condensed) -> ExportProfile:
    """The profile with the decimal sign that all figures of the file have: the irregular rows alone may not tell it."""
    signs = set(condensed.signs)
    sign = _SIGNS.get(signs.pop(), "") if len(signs) == 1 else ""
    return replace(profile, decimal=sign) if sign else profile


def _joined(
    groups: Sequence[Sequence[Cell]],
    condensed: Condensed,
    irregular: RawTable,
    scales: Sequence[float],
) -> RawTable:
    """The groups of regular rows, then the irregular rows of the list; scales as the head has."""
    return replace(
        irregular,
        rows=[*groups, *irregular.rows],
        row_numbers=[*condensed.table.row_numbers[: len(groups)], *irregular.row_numbers],
        factors=[scales] * (len(groups) + len(irregular.rows)) if any(scale != 1 for scale in scales) else (),
    )


def _doubled(condensed: Condensed, regular: int, read: SheetRead) -> dict[int, list[Issue]]:
    """Groups of more than one row, which in a list not to be summed are one too many, by whose rows they are."""
    issues: dict[int, list[Issue]] = {}
    for part in read.parts:
        for row in part.frame.index:
            if row < regular and condensed.counts[int(row)] > 1:
                record = part.frame.loc[row]
                if any(is_missing(record[key]) for key in KEYS[Observations]):
                    continue
                about = {"centre": record[Observations.CENTRE], "measure": record[Observations.MEASURE], "also": ""}
                place = part.understood.place(int(row), Observations.PERIOD)
                doubled = Issue("duplicate_observation", place, str(record[Observations.PERIOD]), about)
                issues.setdefault(part.owner, []).append(doubled)
    return issues


def _plan(first: RawTable) -> Plan:
    fields = fields_of(first, Observations)

    def at(*wanted: Field) -> list[int]:
        return [fields.index(field) if field in fields else ABSENT for field in wanted]

    drawn, source = at(*_OPTIONAL)
    wanted = (drawn, source if source != ABSENT and is_of_few(first, source) else ABSENT)
    # Texts of unknown columns may say that figures are no results: rows of each are summed by themselves.
    units = [at for at in unknown_columns(first, Observations) if is_of_few(first, at)]
    optional = (*(position for position in wanted if position != ABSENT), *units)
    value, numerator, denominator = at(*FIGURES[Observations])
    return Plan(
        sheet=first.sheet,
        header_row=first.header_row,
        first_column=first.first_column,
        titles=tuple(first.header),
        keys=(*(position for position in at(*KEYS[Observations]) if position != ABSENT), *optional),
        figures=(value, numerator, denominator),
        optional=optional,
        watched=other_kinds(),
    )


def _irregular(condensed: Condensed, regular: int) -> dict[int, dict[int, Cell]]:
    """The irregular rows as a sheet has them, by row and column number."""
    table = condensed.table
    numbered = zip(table.row_numbers[regular:], table.rows[regular:], strict=True)
    rows = {number: _filled(table.first_column, row) for number, row in numbered}
    return {number: row for number, row in rows.items() if row}


def _filled(first: int, row: Sequence[Cell]) -> dict[int, Cell]:
    return {first + at: cell for at, cell in enumerate(row) if cell.kind is not CellKind.BLANK or cell.formula}
