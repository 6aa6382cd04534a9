"""A list: rows under a header, wherever on the sheet it stands, with titles above and totals and notes below."""

from collections.abc import Mapping, Sequence, Set

from schemas.cells import BLANK, Cell, CellKind, Grid, RawTable
from schemas.fields import Field, Table
from schemas.labels import Labels, is_note, scale_of
from schemas.profiles import Profile
from schemas.reading import fitting_table
from schemas.tables import EXPORT_TABLES, FIGURES, Observations
from schemas.values import without_mark
from schemas.vocabulary import headers, normal
from workbook.exports.layouts.years import title_years
from workbook.exports.sizes import check_size

_GIVEN = ("centre", "measure", "period")
"""What a profile may say of the whole sheet, so that no column need say it."""


def find_lists(
    grid: Grid, labels: Labels, profile: Profile | None, tables: Sequence[type[Table]] = EXPORT_TABLES
) -> list[RawTable]:
    """The lists of a sheet.

    Args:
        grid: The sheet.
        labels: What is known, for telling totals.
        profile: Which header means which field, where the user has said it.
        tables: The tables that a list may be.

    Returns:
        One raw table for each header found; none where no row heads a list.

    Raises:
        CannotOpenError: A list is larger than a machine holds.
    """
    renamed = {normal(title): field for title, field in profile.columns.items()} if profile else {}
    given = [name for name in _GIVEN if profile and getattr(profile, name)]
    tops: list[int] = []
    for number, row in grid.rows.items():
        if len(row) > 1 and _heads(row, renamed, tables, given):
            tops.append(number)
    numbers = list(grid.rows)
    found = []
    for position, top in enumerate(tops):
        end = tops[position + 1] if position + 1 < len(tops) else numbers[-1] + 1
        found.append(_list(grid, top, [n for n in numbers if top < n < end], renamed, labels))
    return found


def _heads(
    row: Mapping[int, Cell], renamed: Mapping[str, str], tables: Sequence[type[Table]], given: Sequence[str]
) -> bool:
    """Whether a row heads a list; a figure's title must stand there where the profile gives the rest."""
    if any(cell.kind is CellKind.NUMBER for cell in row.values()):
        return False
    titles = [read_as(cell.text, renamed) for cell in row.values()]
    known = headers(Observations)
    figures = any(known.get(normal(title)) in FIGURES[Observations] for title in titles)
    return fitting_table(tables, [*titles, *given] if figures else titles) is not None


def read_as(title: str, renamed: Mapping[str, str]) -> str:
    """The title that a header is matched by: the profile's field, or the header without its scale."""
    if normal(title) in renamed:
        return renamed[normal(title)]
    bare = without_mark(scale_of(without_mark(title))[0])
    if normal(bare) in renamed:
        return renamed[normal(bare)]
    # A title that is known as it stands (``Enhed (pct.)`` is none) keeps its brackets.
    return bare if normal(title) not in headers(Observations) else title


def _list(grid: Grid, top: int, numbers: list[int], renamed: Mapping[str, str], labels: Labels) -> RawTable:
    head = grid.rows[top]
    columns = [column for column, cell in head.items() if cell.kind is not CellKind.BLANK]
    wanted = range(min(columns), max(columns) + 1)
    titles = [head.get(column, BLANK).text.strip() for column in wanted]
    matched = [read_as(title, renamed) for title in titles]
    periods = {wanted[at] for at, title in enumerate(matched) if normal(title) in _names(Observations.PERIOD)}
    rows = [number for number in numbers if _belongs(grid.rows[number], wanted, periods, labels)]
    check_size(grid.file, len(rows), len(wanted))
    factors = [labels.scaled(title)[1] for title in titles]
    years = title_years(_above(grid, top), [grid.sheet], grid.file)
    return RawTable(
        file=grid.file,
        sheet=grid.sheet,
        header=titles,
        rows=[[grid.rows[number].get(column, BLANK) for column in wanted] for number in rows],
        row_numbers=rows,
        first_column=wanted.start,
        header_row=top,
        text_only=grid.text_only,
        factors=[factors] * len(rows) if any(factor != 1 for factor in factors) else (),
        read_as=matched,
        year=years.year,
        other_year=years.against(years.year or labels.year or 0),
    )


def _above(grid: Grid, top: int) -> list[str]:
    """The texts right above a header: titles, not the rows of a list that stands before it."""
    return [
        cell.text
        for number, row in grid.rows.items()
        if number < top and len(row) == 1
        for cell in row.values()
        if not is_note(cell.text)
    ]


def _belongs(row: Mapping[int, Cell], wanted: range, periods: Set[int], labels: Labels) -> bool:
    """Whether a row is one of the list: not a note below it, and not a total without measure and period."""
    inside = [column for column in row if column in wanted]
    if not inside:
        return False
    first = row[min(inside)]
    if first.kind is not CellKind.TEXT:
        return True
    if len(inside) == 1 and is_note(first.text):
        return False
    if not periods.isdisjoint(inside) or len(inside) + 1 >= len(wanted):
        return True
    return labels.total(first.text) is None


def _names(field: Field) -> set[str]:
    return {spelling for spelling, known in headers(Observations).items() if known == field}
