"""Where the boxes of a strategy map stand: perspectives below each other, focus areas under what they support.

All measures are points at the width of an A4 page; a sheet draws the same, larger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workbook.strategy.model import MapBand, MapBox, StrategyMap, bulleted
from workbook.strategy.wrapping import wrapped

WIDTH = 453.0  # 16 cm
COLUMNS = 3
TITLE_SIZE, TEXT_SIZE = 7.2, 7.0
LEADING = 1.2
INSET = 3.0
LABEL = 68.0  # the perspectives' names at the left
GUTTER, LANE = 12.0, 11.0  # room for arrows, left of each column and above each row
_PAD = 4.0
_BAND_GAP = 3.0
_LEAST_BAND = 30.0
BOX_WIDTH = (WIDTH - LABEL - _PAD) / COLUMNS - GUTTER
_UNEVEN = 2  # rows by which a column may be longer than if all were equally long


@dataclass(frozen=True)
class Placed:
    """A box in its place; ``x`` and ``y`` are its upper left corner.

    Args:
        box: What it shows.
        column: Its column, from 0.
        line: Its row of boxes in the whole map, from 0.
        title: Its title in lines.
        about: Its effect and goals, in lines.
        light: The light in lines.
        note: How the light came about, in lines.
        plans: The actions in lines.
        x: From the left.
        y: From the top.
    """

    box: MapBox
    column: int
    line: int
    title: tuple[str, ...]
    about: tuple[str, ...]
    light: tuple[str, ...]
    note: tuple[str, ...]
    plans: tuple[str, ...]
    x: float
    y: float

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The heights of title, effect and goals, light, note and actions; 0 for what is not there."""
        sizes = (TITLE_SIZE, TEXT_SIZE, TITLE_SIZE, TEXT_SIZE, TEXT_SIZE)
        parts = (self.title, self.about, self.light, self.note, self.plans)
        return tuple(len(lines) * size * LEADING for lines, size in zip(parts, sizes, strict=True))

    @property
    def height(self) -> float:
        """The box's height."""
        return sum(self.heights) + 2 * INSET

    @property
    def bottom(self) -> float:
        """The box's lower edge."""
        return self.y + self.height

    @property
    def half(self) -> float:
        """Half the way down its left edge, where arrows within a column end."""
        return self.y + self.height / 2

    @property
    def middle(self) -> float:
        """The middle of its upper and lower edge, where arrows end."""
        return self.x + BOX_WIDTH / 2


@dataclass(frozen=True)
class PlacedBand:
    """A perspective in its place: its name in lines, from where and how high."""

    title: tuple[str, ...]
    y: float
    height: float


@dataclass(frozen=True)
class Chart:
    """A map with all in its place.

    Args:
        plan: What it shows.
        bands: Its perspectives.
        boxes: Its boxes.
        tops: The upper edge of each row of boxes.
        height: Its height.
    """

    plan: StrategyMap
    bands: tuple[PlacedBand, ...]
    boxes: tuple[Placed, ...]
    tops: tuple[float, ...]
    height: float

    @cached_property
    def by_row(self) -> Mapping[int, Placed]:
        """The boxes by their row of the table."""
        return {placed.box.row: placed for placed in self.boxes}


def column_left(column: int) -> float:
    """The left edge of a column's boxes."""
    return LABEL + column * (BOX_WIDTH + GUTTER) + GUTTER


def laid_out(plan: StrategyMap) -> Chart:
    """Put a map's boxes in their places."""
    columns: dict[int, int] = {}
    bands: list[PlacedBand] = []
    boxes: list[Placed] = []
    tops: list[float] = []
    y = 0.0
    for band in plan.bands:
        start = y
        for line in _lines(band, columns):
            y += LANE
            placed = [_placed(box, columns[box.row], len(tops), y) for box in line]
            tops.append(y)
            boxes += placed
            y = max(each.bottom for each in placed)
        title = wrapped(band.title, LABEL - 2 * INSET, TITLE_SIZE, True)
        y = max(y + _PAD, start + _LEAST_BAND, start + len(title) * TITLE_SIZE * LEADING + 2 * INSET)
        bands.append(PlacedBand(title, start, y - start))
        y += _BAND_GAP
    return Chart(plan, tuple(bands), tuple(boxes), tuple(tops), max(y - _BAND_GAP, _LEAST_BAND))


def _lines(band: MapBand, columns: dict[int, int]) -> list[list[MapBox]]:
    """A perspective's boxes in rows: each in the column of what it supports, and below what it supports.

    Args:
        band: The perspective.
        columns: The columns of the boxes above; those of this perspective are added.
    """
    filled = [0] * COLUMNS
    most = -(-len(band.boxes) // COLUMNS) + _UNEVEN
    at: dict[int, int] = {}
    for box in _supported_first(band.boxes):
        above = [row for row in box.supports if row in columns]
        shortest = min(range(COLUMNS), key=lambda column: (filled[column], column))
        column = columns[above[0]] if above else shortest
        column = column if filled[column] < most else shortest
        line = max([filled[column], *(at[row] + 1 for row in box.supports if row in at)])
        columns[box.row], at[box.row], filled[column] = column, line, line + 1
    count = max(at.values(), default=-1) + 1
    return [[box for box in band.boxes if at[box.row] == each] for each in range(count)]


def _supported_first(boxes: tuple[MapBox, ...]) -> list[MapBox]:
    """The boxes of a perspective, those that others of it support before those; a circle is cut where it closes."""
    own = {box.row: box for box in boxes}
    done: dict[int, MapBox] = {}
    for first in boxes:
        stack = [(first, iter(first.supports))]
        seen = {first.row}
        while stack:
            box, rest = stack[-1]
            following = next((row for row in rest if row in own and row not in done and row not in seen), None)
            if following is None:
                done.setdefault(box.row, box)
                stack.pop()
            else:
                seen.add(following)
                stack.append((own[following], iter(own[following].supports)))
    return list(done.values())


def _placed(box: MapBox, column: int, line: int, y: float) -> Placed:
    room = BOX_WIDTH - 2 * INSET
    return Placed(
        box,
        column,
        line,
        wrapped(box.title, room, TITLE_SIZE, not box.is_blank),
        tuple(part for each in box.about for part in wrapped(each, room, TEXT_SIZE)),
        wrapped(box.light_text, room, TITLE_SIZE, True),
        wrapped(box.note, room, TEXT_SIZE),
        tuple(part for plan in box.plans for part in wrapped(bulleted(plan), room, TEXT_SIZE)),
        column_left(column),
        y,
    )
