"""How the arrows of a strategy map run: upright and level, between the boxes and not across them."""

from dataclasses import dataclass

from workbook.strategy.layout import GUTTER, LANE, Chart, Placed

Point = tuple[float, float]
_ENDS = 2
_APART = 2.4
_TRACKS = 4  # arrows to different boxes run beside each other


@dataclass(frozen=True)
class Route:
    """An arrow.

    Args:
        source: The row of the box that supports.
        target: The row of the box that is supported.
        points: Its corners, from the source's edge to the target's: two, four or six. The first stretch is
            upright, or level where both ends are at the left edge.
    """

    source: int
    target: int
    points: tuple[Point, ...]

    @property
    def is_straight(self) -> bool:
        """Whether it has no corner between its ends."""
        return len(self.points) == _ENDS


def routes(chart: Chart) -> tuple[Route, ...]:
    """The arrows of a map."""
    tracks: dict[int, int] = {}
    found = []
    for placed in chart.boxes:
        for row in placed.box.supports:
            target = chart.by_row.get(row)
            if target is not None and target is not placed:
                track = tracks.setdefault(row, len(tracks)) % _TRACKS
                found.append(Route(placed.box.row, row, _points(placed, target, chart, track)))
    return tuple(found)


def _points(source: Placed, target: Placed, chart: Chart, track: int) -> tuple[Point, ...]:
    start, end = source.middle, target.middle
    offset = _APART * (track + 1)
    if target.line >= source.line:  # against the stream, in a circle or to a perspective below: over the target
        lane = chart.tops[target.line] - LANE + offset
        if target.line == source.line:
            return (start, source.y), (start, lane), (end, lane), (end, target.y)
        leave = chart.tops[source.line + 1] - LANE + offset
        if leave == lane:
            return (start, source.bottom), (start, lane), (end, lane), (end, target.y)
        gutter = target.x - GUTTER + offset
        return (
            (start, source.bottom), (start, leave), (gutter, leave), (gutter, lane), (end, lane), (end, target.y)
        )  # fmt: skip
    gutter = target.x - GUTTER + offset
    if target.column == source.column and target.line + 1 < source.line:
        return (source.x, source.half), (gutter, source.half), (gutter, target.half), (target.x, target.half)
    reach = chart.tops[target.line + 1] - LANE + offset
    if target.line + 1 == source.line:
        if source.column == target.column:
            return (start, source.y), (end, target.bottom)
        return (start, source.y), (start, reach), (end, reach), (end, target.bottom)
    leave = chart.tops[source.line] - LANE + offset
    return (start, source.y), (start, leave), (gutter, leave), (gutter, reach), (end, reach), (end, target.bottom)
