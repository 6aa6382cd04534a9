"""Arrows as native connectors: a path of upright and level stretches as one of the bent connectors of DrawingML.

Source: the formulas of ``bentConnector3`` and ``bentConnector5`` (ECMA-376, presetShapeDefinitions): from the upper
left to the lower right corner, the first stretch level, each adjustment a part of the width or the height. Turned by a
quarter, the first stretch is upright.
"""

from dataclasses import dataclass

from workbook.strategy.routes import Point

_UP, _DOWN, _LEFT = 270 * 60_000, 90 * 60_000, 180 * 60_000  # sixtieth thousandths of a degree
_WHOLE = 100_000
_LEAST = 1.0  # points: a connector without any width could have no stretch beside it


@dataclass(frozen=True)
class Connector:
    """A connector as DrawingML has it; places and sizes in points, before it is turned.

    Args:
        shape: The preset geometry.
        x: The left edge.
        y: The upper edge.
        width: The width.
        height: The height.
        rotation: In sixtieth thousandths of a degree.
        flipped: Whether it is mirrored, top to bottom, before it is turned.
        adjustments: Where its stretches lie, each in hundred thousandths.
    """

    shape: str
    x: float
    y: float
    width: float
    height: float
    rotation: int
    flipped: bool
    adjustments: tuple[int, ...]


def connector_of(points: tuple[Point, ...]) -> Connector:
    """The connector that runs along a path.

    Args:
        points: Two, four or six corners, as a route has them.
    """
    (x, y), (to_x, to_y) = points[0], points[-1]
    if len(points) == 2:  # noqa: PLR2004  straight up
        return Connector(
            "straightConnector1", min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y), 0, to_y < y, ()
        )
    if points[1][1] == y:  # out at the left, up, and in again
        adjustment = round((x - points[1][0]) / _LEAST * _WHOLE)
        return Connector("bentConnector3", x, min(y, to_y), _LEAST, abs(y - to_y), _LEFT, to_y > y, (adjustment,))
    up = points[1][1] < y
    forward = 1 if up else -1
    along = (y - to_y) * forward or _LEAST  # how far it gets in the direction in which it starts
    across = to_x - x or _LEAST
    lanes = [round((y - points[at][1]) * forward / along * _WHOLE) for at in range(1, len(points) - 1, 2)]
    gutters = [round((points[at][0] - x) / across * _WHOLE) for at in range(2, len(points) - 2, 2)]
    adjustments = [lanes[0], *(each for pair in zip(gutters, lanes[1:], strict=True) for each in pair)]
    middle_x, middle_y = x + across / 2, y - forward * along / 2
    return Connector(
        f"bentConnector{len(points) - 1}",
        middle_x - along / 2,
        middle_y - abs(across) / 2,
        along,
        abs(across),
        _UP if up else _DOWN,
        (across < 0) == up,
        tuple(adjustments),
    )
