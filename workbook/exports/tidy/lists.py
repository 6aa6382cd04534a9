"""A list: rows under a header, wherever on the sheet it stands, with titles above and totals and notes below."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set

from schemas.cells import BLANK, Cell, CellKind, Grid, RawTable
from schemas.fields import Table
from schemas.lexicon.labels import Labels, is_note
from schemas.lexicon.match import label_key
from schemas.profiles.export_profile import ExportProfile
from schemas.tables import EXPORT_TABLES, KEYS, Observations
from schemas.words.vocabulary import headers, text_key
from workbook.exports.files.sizes import check_size
from workbook.exports.tidy.list_headers import Heading, ends, find_headings
from workbook.exports.work import Step, spend


def find_lists(
    grid: Grid, labels: Labels, profile: ExportProfile, tables: Sequence[type[Table]] = EXPORT_TABLES
) -> list[RawTable]:
    """The lists of a sheet.

    Args:
        grid: The sheet.
        labels: What is known, for telling totals.
        profile: Which header means which field, where the user has said it.
        tables: The tables that a list may be.

    Returns:
        One for each header found; none where no row heads a list.

    Raises:
        CannotOpenError: A list is larger than a machine holds.
    """
    headings = find_headings(grid, labels, profile, tables)
    spend(Step.LIST, len(headings))
    numbers = list(grid.rows)
    found = []
    for heading, end in ends(list(headings)).items():
        below = numbers[bisect_right(numbers, heading.row) : bisect_left(numbers, end)]
        found.append(_list(grid, heading, below, headings[heading], labels))
    return found


def _list(grid: Grid, heading: Heading, numbers: list[int], matched: list[str], labels: Labels) -> RawTable:
    top, wanted = heading.row, heading.columns
    head = grid.rows[top]
    titles = [head.get(column, BLANK).text.strip() for column in wanted]
    rows = _rows(grid, heading, numbers, matched, labels)
    check_size(grid.file, len(rows), len(wanted))
    factors = [labels.scaled(title)[1] for title in titles]
    covered = _covered(grid, rows, [column for column, title in zip(wanted, matched, strict=True) if _labels(title)])
    return RawTable(
        file=grid.file,
        sheet=grid.sheet,
        header=titles,
        rows=[
            [grid.rows[each].get(column) or covered.get((each, column), BLANK) for column in wanted] for each in rows
        ],
        row_numbers=rows,
        first_column=wanted.start,
        header_row=top,
        text_only=grid.text_only,
        factors=[factors] * len(rows) if any(factor != 1 for factor in factors) else (),
        read_as=matched,
    )


def _rows(grid: Grid, heading: Heading, numbers: list[int], matched: list[str], labels: Labels) -> list[int]:
    """The rows of a list, without the totals and notes between and below them."""
    wanted = heading.columns
    fields = dict(zip(wanted, map(text_key, matched), strict=True))
    known = headers(Observations)
    periods = {column for column, title in fields.items() if known.get(title) == Observations.PERIOD}
    # A total in a further column (``Sex``) is of its row alone.
    further = {column for column, title in fields.items() if column > wanted.start and title not in known}
    rows = [number for number in numbers if _belongs(grid.rows[number], wanted, (periods, further), labels)]
    # A text alone above further rows is no note: it may say what they are of.
    whole = [number for number in rows if len(grid.rows[number]) > 1]
    footers = bisect_right(rows, whole[-1]) if whole else 0
    return [*rows[:footers], *(each for each in rows[footers:] if not _is_footer(grid.rows[each], wanted, labels))]


def _covered(grid: Grid, rows: list[int], columns: Sequence[int]) -> dict[tuple[int, int], Cell]:
    """The labels of blank cells that are merged with one above: row and column -> cell."""
    found: dict[tuple[int, int], Cell] = {}
    known, reached = set(rows), dict.fromkeys(columns, 0)
    for top, column, bottom, _ in sorted(grid.merged):
        if top not in known or top <= reached.get(column, top) or column not in grid.rows[top]:
            continue
        reached[column] = bottom  # no sound file has ranges that overlap
        below = (number for number in rows[bisect_right(rows, top) : bisect_right(rows, bottom)])
        found |= {(each, column): grid.rows[top][column] for each in below if column not in grid.rows[each]}
    return found


def _labels(title: str) -> bool:
    """Whether a column may hold labels: of what rows are about, or a year beside it."""
    known = {spelling for table in EXPORT_TABLES for spelling in headers(table)}
    return text_key(title) in _keys() or text_key(title) not in known


def _belongs(row: Mapping[int, Cell], wanted: range, named: tuple[Set[int], Set[int]], labels: Labels) -> bool:
    """Whether a row is one of the list: not a note below it, and not a total without measure and period."""
    inside = [column for column in row if column in wanted]
    if not inside:
        return False
    first = row[min(inside)]
    if first.kind is not CellKind.TEXT:
        return True
    if len(inside) == 1 and is_note(first.text):
        return False
    periods, further = named
    if not periods.isdisjoint(inside) or min(inside) in further or len(inside) + 1 >= len(wanted):
        return True
    return labels.total(first.text) is None


def _is_footer(row: Mapping[int, Cell], wanted: range, labels: Labels) -> bool:
    """Whether a row is a text alone at the left, and no centre or measure without its figures."""
    (column, cell), *others = row.items()
    if others or column > wanted.start or cell.kind is not CellKind.TEXT:
        return False
    return label_key(cell.text) not in labels.centres and labels.measure(cell.text) is None


def _keys() -> set[str]:
    """Every title of what rows are about."""
    known = ((spelling, field in KEYS[table]) for table in EXPORT_TABLES for spelling, field in headers(table).items())
    return {spelling for spelling, is_key in known if is_key}
