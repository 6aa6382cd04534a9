"""Figures that stand on a sheet beside, above or below its lists: they are not read, and must not be lost unsaid."""

from collections.abc import Iterator, Mapping, Sequence

from schemas.cells import Cell, CellKind, Grid, RawTable, column_letters
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels, is_note
from schemas.lexicon.match import label_key
from schemas.profiles.export_profile import ExportProfile, Switch
from workbook.exports.tidy.list_headers import Heading, ends, is_amount

Row = Mapping[int, Cell]


def outside_issues(grid: Grid, lists: Sequence[RawTable], labels: Labels, profile: ExportProfile) -> list[Issue]:
    """The finding about figures outside the lists of a sheet.

    Args:
        grid: The sheet.
        lists: Its lists.
        labels: What is known.
        profile: What the user has said of it; a warning is enough then.

    Returns:
        One finding, at the first of them. What a list leaves out (notes, rows of totals), and a number beside the text
        that names it (a page, a count of rows), are none.
    """
    found = next(_figures(grid, lists, labels), None)
    if found is None:
        return []
    row, column = found
    cell = grid.rows[row][column]
    about = (Place(grid.file, grid.sheet, row, "", f"{column_letters(column)}{row}"), cell.text.strip())
    is_refused = Switch.CELLS_BESIDE in profile.on
    return [Issue("figures_outside_list", *about) if is_refused else Issue("figures_passed_over", *about)]


def _figures(grid: Grid, lists: Sequence[RawTable], labels: Labels) -> Iterator[tuple[int, int]]:
    """Row and column of each figure outside."""
    waiting = list(ends([_heading(each) for each in lists]).items())
    here: list[tuple[Heading, int]] = []
    for number, row in grid.rows.items():
        while waiting and waiting[0][0].row <= number:
            here.append(waiting.pop(0))
        here = [(heading, end) for heading, end in here if number < end]
        columns = [heading.columns for heading, _ in here]
        if any(min(row) in each and max(row) in each for each in columns):
            continue
        yield from ((number, column) for column in _outside(row, columns, labels))


def _heading(raw: RawTable) -> Heading:
    return Heading(raw.header_row, range(raw.first_column, raw.first_column + len(raw.header)))


def _outside(row: Row, columns: Sequence[range], labels: Labels) -> list[int]:
    """The columns of a row's figures outside the lists; none where it is a note, a total or a mere remark."""
    filled = {column: cell for column, cell in row.items() if cell.kind is not CellKind.BLANK}
    out = [column for column in filled if not any(column in each for each in columns)]
    figures = [column for column in out if is_amount(filled[column])]
    texts = [column for column in filled if filled[column].kind is CellKind.TEXT and column not in figures]
    if not figures or not texts or _is_left_out(filled[min(texts)], labels):
        return []
    lists = [each for each in columns if any(column in each for column in filled)]
    if lists:  # numbers left of a list count its rows
        own = [column for column in texts if column in out]
        before = min([*own, *(each.stop - 1 for each in lists)])
        return [column for column in figures if column > before]
    known = any(_is_known(filled[column], labels) for column in texts)
    return figures if known or _are_several(list(filled), figures, texts) else []


def _is_left_out(first: Cell, labels: Labels) -> bool:
    return is_note(first.text) or labels.is_mere_total(first.text)


def _is_known(cell: Cell, labels: Labels) -> bool:
    return label_key(cell.text) in labels.centres or labels.measure(cell.text) is not None


def _are_several(filled: Sequence[int], figures: Sequence[int], texts: Sequence[int]) -> bool:
    """Whether any figure follows another one rather than a text of its own."""
    before = {column: filled[at - 1] for at, column in enumerate(filled) if at}
    return len(figures) > 1 and any(before.get(column) not in texts for column in figures)
