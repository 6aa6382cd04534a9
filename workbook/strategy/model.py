"""What a strategy map shows: bands, boxes of focus areas, arrows; no places yet."""

from dataclasses import dataclass

from schemas.codes import Light
from schemas.perspectives import perspective_names
from schemas.words.vocabulary import Words


@dataclass(frozen=True)
class MapBox:
    """A focus area.

    Args:
        row: Its row of the table, from 0; arrows name boxes by it.
        title: Its name, or the text of a marked blank.
        about: Its long-term effect and its goals, a line each.
        light: Its light; None where it has no goals.
        light_text: Symbol and word of the light; blank where there is none.
        note: How the light came about.
        plans: Its actions, one a line.
        is_blank: Whether it marks a place that is not known.
        supports: The rows of the boxes that it supports.
    """

    row: int
    title: str
    about: tuple[str, ...] = ()
    light: Light | None = None
    light_text: str = ""
    note: str = ""
    plans: tuple[str, ...] = ()
    is_blank: bool = False
    supports: tuple[int, ...] = ()


@dataclass(frozen=True)
class MapBand:
    """A perspective with its boxes."""

    title: str
    boxes: tuple[MapBox, ...] = ()


@dataclass(frozen=True)
class StrategyMap:
    """A map.

    Args:
        title: What it is called.
        alt: It in words, for those who do not see it.
        bands: The perspectives, from the top.
    """

    title: str
    alt: str
    bands: tuple[MapBand, ...]

    @property
    def boxes(self) -> tuple[MapBox, ...]:
        """All boxes, from the top."""
        return tuple(box for band in self.bands for box in band.boxes)


def bulleted(plan: str) -> str:
    """An action as a line of the map, and of the table's cell that the map's shape is linked to."""
    return f"\u2022 {plan}"


def blank_map(words: Words) -> StrategyMap:
    """The map of a workbook in which nothing is computed yet: the four perspectives, and nothing in them.

    Args:
        words: The workbook's language.
    """
    name = words.sheet("strategy")
    return StrategyMap(name, name, tuple(MapBand(title) for title in perspective_names(words)))
