"""Where the tables of a sheet are: titles above, header rows, rows of figures, notes below; several on one sheet.

A row of figures has figures and, left of them, labels. What stands right above the first one, in the figures' columns,
are its headers; the single texts above those are titles. A new header below ends the block.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from schemas.cells import Cell, CellKind, Grid
from schemas.lexicon.figure_cells import is_figure, is_period_number
from schemas.lexicon.labels import Dimension, FigureRole, Labels, is_note
from schemas.lexicon.time_headings import counts_up, grain_of, is_year_title, number_in
from schemas.lexicon.titles import names_part_of_year
from schemas.tables import Observations
from schemas.thresholds import MOST_HEADER_ROWS
from schemas.words.vocabulary import headers, text_key
from workbook.exports.tidy.block import Block
from workbook.exports.tidy.numbered_headers import numbered_period_header
from workbook.exports.work import Step, spend

_BLANK_BETWEEN = 2

Row = Mapping[int, Cell]


@dataclass
class Blocks:
    """The tables of a sheet, and the rows of notes."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


class Finder:
    """Finds the tables of a sheet.

    Args:
        grid: The sheet.
        labels: The labels that are known.
    """

    def __init__(self, grid: Grid, labels: Labels) -> None:
        self._grid = grid
        self._labels = labels
        self._last = max((max(row) for row in grid.rows.values()), default=0)
        self._wide = {(top, left): right for top, left, _, right in grid.merged}

    def find(self) -> Blocks:
        """The tables, from the top down."""
        found = Blocks()
        waiting: list[int] = []
        current: Block | None = None
        figured: set[int] = set()  # the columns of the current table's figures
        for number, row in self._grid.rows.items():
            above, follows = self._grid.rows.get(number - 1, {}), current is not None and not waiting
            misread = False
            if self._is_note(row):
                found.notes.append(number)
            elif self._has_figures(row, above, follows) or (
                misread := self._has_misread(row, above, figured if follows else set())
            ):
                if current is None or any(figured & self._covered(each) for each in waiting):
                    current, figured = Block(titles=waiting), set()  # rows that head a new table, no group of rows
                    found.blocks.append(current)
                else:
                    current.body += waiting
                    figured.update(column for each in waiting for column in _figures(self._grid.rows[each]))
                waiting = []
                current.body.append(number)
                current.misread |= {number} if misread else set()
                figured.update(_figures(row))
            else:
                waiting.append(number)
        found.notes += waiting if found.blocks else []
        for block in found.blocks:
            self._divide(block)
        return found

    def _is_note(self, row: Row) -> bool:
        texts = [cell for cell in row.values() if cell.kind is not CellKind.BLANK]
        return bool(texts) and texts[0].kind is CellKind.TEXT and is_note(texts[0].text) and not _figures(row)

    def _has_figures(self, row: Row, above: Row, follows: bool) -> bool:
        """Whether a row holds figures, and not only years or months that head columns.

        Args:
            row: The row.
            above: The one right above it.
            follows: Whether that is a row of figures.
        """
        figures = _figures(row)
        if not figures or numbered_period_header(row, above) is not None:
            return False
        first = min(row)
        if not all(is_period_number(row[column]) for column in figures):
            return True
        if first in figures or text_key(row[first].text) in headers(Observations):
            return False
        # Figures that look like years: a label that is none of a header's tells them apart, below headers or figures.
        headed = all(column in above and self._labels.period(above[column]) is not None for column in figures)
        return self._names_a_row(row[first]) or self._labels.period(row[first]) is not None or headed or follows

    def _has_misread(self, row: Row, above: Row, figured: Set[int]) -> bool:
        """Whether a row without figures has texts where its figures should stand: below figures, or below periods.

        Args:
            row: The row.
            above: The one right above it.
            figured: The columns of figures of the row right above, if it has any.
        """
        label, *others = sorted(row)
        if not others or self._names_none(row[label]) or any(self._tells(row[each]) for each in others):
            return False
        headed = {each for each in others if each in above and self._labels.period(above[each]) is not None}
        return {*others} <= (figured or headed)

    def _names_none(self, cell: Cell) -> bool:
        return not self._names_a_row(cell) and self._labels.period(cell) is None

    def _names_a_row(self, cell: Cell) -> bool:
        rows = {Dimension.CENTRE, Dimension.MEASURE, Dimension.TOTAL}
        return any(meaning.dimension in rows for meaning in self._labels.meanings(cell))

    def _covered(self, number: int) -> set[int]:
        """The columns that a row of labels stands over, but the first cell's own where it stands alone."""
        row = self._grid.rows[number]
        first = min(row)
        covered: set[int] = set()
        for column in row:
            right = min(self._wide.get((number, column), column), self._last)
            if column != first or (right > column and len(row) > 1):
                covered |= set(range(column, right + 1))
        spend(Step.CELL, len(covered))
        return covered

    def _divide(self, block: Block) -> None:
        """Tell titles from headers, and label columns from columns of figures."""
        self._count(block)
        rows = [self._grid.rows[number] for number in block.body]
        filled = sorted({column for row in rows for column in row})
        cells = {column: [row[column] for row in rows if column in row] for column in filled}
        # Texts among figures are mistakes, figures among texts are codes: the greater part decides.
        # What stands below a known header and tells nothing itself is a figure, even one that nobody can read.
        figured = {
            column
            for column in filled
            if sum(map(is_figure, cells[column])) * 2 > len(cells[column])
            or (column > filled[0] and self._heads_figures(block, column) and not any(map(self._tells, cells[column])))
        }
        last = max(figured, default=0)
        dated = any(is_year_title(self._title(block, column)) for column in filled)
        named = self._last_names(block, cells, figured)
        for column in filled:
            periods = all(self._labels.period(cell) is not None for cell in cells[column])
            # Numbers before the first labels are codes of rows, so a column of figures before them ends nothing.
            codes = all(each < block.labels[0] for each in block.columns) if block.labels else column < last
            open_yet = not block.columns or codes or column <= named
            is_first = not block.labels and not block.columns and periods
            is_time = column < last and self._is_time(block, column, cells[column], dated)
            if open_yet and (column not in figured or is_first or is_time):
                block.labels.append(column)
            else:
                block.columns.append(column)
        if block.columns and block.labels:
            self._leave_codes(block)
        block.years &= {*block.labels}
        self._take_headers(block)

    def _last_names(self, block: Block, cells: Mapping[int, Sequence[Cell]], figured: Set[int]) -> int:
        """The last column of known names that only codes stand before: no label that is known heads them, nor a blank.

        A column of figures before names is one of codes (``Id``, ``Number``), whatever stands left of it.
        """
        for column in sorted(cells):
            title = self._title(block, column)
            if is_year_title(title) or grain_of(title) is not None:
                continue
            if column in figured:
                if not title or self._names_a_figure(title):
                    return 0
                continue
            is_named = any(self._is_name(cell) for cell in cells[column])  # most may be names of others
            return column if is_named and any(each < column for each in figured) else 0
        return 0

    def _names_a_figure(self, title: str) -> bool:
        meanings = self._labels.meanings(Cell(CellKind.TEXT, title))
        return any(meaning.value != FigureRole.IGNORE for meaning in meanings)

    def _is_name(self, cell: Cell) -> bool:
        named = {Dimension.CENTRE, Dimension.MEASURE}
        return any(meaning.dimension in named for meaning in self._labels.meanings(cell))

    def _heads_figures(self, block: Block, column: int) -> bool:
        """Whether the cell right above the first row of figures is a period, a centre or a measure."""
        rows = [number for number in block.titles if number < block.body[0]]
        cell = self._grid.rows[rows[-1]].get(column) if rows else None
        return cell is not None and self._tells(cell)

    def _tells(self, cell: Cell) -> bool:
        """Whether a cell is a label that is known."""
        return bool(self._labels.meanings(cell)) or (not is_figure(cell) and self._labels.period(cell) is not None)

    def _count(self, block: Block) -> None:
        for number in block.titles[-MOST_HEADER_ROWS:]:
            if (
                grain := numbered_period_header(self._grid.rows[number], self._grid.rows.get(number - 1, {}))
            ) is not None:
                block.counted[number] = grain

    def _is_time(self, block: Block, column: int, cells: Sequence[Cell], dated: bool) -> bool:
        """Whether a column tells years, or months by their numbers, as the title over it says.

        Without a column of years beside it, numbers are months only where they count up: others may be figures.
        """
        title = self._title(block, column)
        if is_year_title(title):
            block.years.add(column)
            return True
        grain = grain_of(title)
        numbers = [number_in(cell, grain) for cell in cells if is_figure(cell)] if grain is not None else []
        known = [number for number in numbers if number is not None]
        titles = (cell.text for number in block.titles for cell in self._grid.rows[number].values())
        unsure = known and not dated and (not counts_up(set(known)) or any(map(names_part_of_year, titles)))
        if grain is None or len(known) < len(numbers) or unsure:
            return False
        block.grains[column] = grain
        return True

    def _title(self, block: Block, column: int) -> str:
        """The text right above a column; one beside numbers of months is theirs."""
        rows = [number for number in block.titles[-MOST_HEADER_ROWS:] if number not in block.counted]
        above = (self._grid.rows[number].get(column) for number in reversed(rows))
        return next((cell.text for cell in above if cell is not None), "")

    def _take_headers(self, block: Block) -> None:
        """The rows right above that stand over figures; headings of a first group of rows may lie between."""
        wanted = set(block.columns)
        last = block.body[0]
        between: list[int] = []
        for number in reversed(block.titles):
            covered = self._covered(number) & wanted
            near = last - number == 1 or (
                not block.headers and not between and _over_blank(last - number, covered, wanted)
            )
            if not near or len(block.headers) + len(between) == MOST_HEADER_ROWS:
                break
            last = number
            if block.headers and self._is_pair(number, wanted):
                break
            if covered:
                block.headers.insert(0, number)
            elif block.headers:
                break
            else:
                between.insert(0, number)
        if block.headers:
            block.body = between + block.body
        taken = {*block.headers, *block.body}
        block.titles = [number for number in block.titles if number not in taken]

    def _is_pair(self, number: int, wanted: Set[int]) -> bool:
        """Whether a row is a name and what it is (``Til`` and ``31-03-2009``), and so a title over no column."""
        (first, name), *others = self._grid.rows[number].items()
        is_beside = [column for column, _ in others] == [first + 1] and (number, first + 1) not in self._wide
        return (
            first not in wanted
            and is_beside
            and name.kind is CellKind.TEXT
            and text_key(name.text) not in headers(Observations)
        )

    def _leave_codes(self, block: Block) -> None:
        """Columns of numbers left of the last labels are codes of rows, not figures."""
        last = max(block.labels)
        block.labels += [column for column in block.columns if column < last]
        block.labels.sort()
        block.columns = [column for column in block.columns if column > last]


def _over_blank(distance: int, covered: Set[int], wanted: Set[int]) -> bool:
    """Whether a row with a blank one below it stands over most columns of figures: headers, and no title."""
    return distance == _BLANK_BETWEEN and len(covered) > 1 and len(covered) * 2 > len(wanted)


def _figures(row: Row) -> list[int]:
    return [column for column, cell in row.items() if is_figure(cell)]
