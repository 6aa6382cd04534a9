"""The strategy map as it is drawn: perspectives, boxes and arrows, told from the focus areas."""

from collections.abc import Sequence

from macros.steps.papers.focus_areas import FocusArea
from schemas.perspectives import perspective_names
from schemas.words.vocabulary import Words, text_key
from workbook.strategy.model import MapBand, MapBox, StrategyMap


def strategy_plan(areas: Sequence[FocusArea], words: Words) -> StrategyMap:
    """The map of a table's focus areas.

    Args:
        areas: The focus areas, in the order of the table.
        words: The language.

    What stands in none of the four perspectives has a band of its own at the bottom.
    """
    rows = {text_key(area.name): area.row for area in reversed(areas) if not area.is_blank}
    bands = [
        _band(name, [area for area in areas if area.perspective == number and area.name], rows, words)
        for number, name in enumerate(perspective_names(words))
    ]
    others = [area for area in areas if area.perspective is None and area.name]
    for title in dict.fromkeys(area.perspective_text for area in others):
        own = [area for area in others if area.perspective_text == title]
        bands.append(_band(title or words.text("strategy_no_perspective"), own, rows, words))
    return StrategyMap(words.sheet("strategy"), map_in_words(areas, words), tuple(bands))


def _band(title: str, areas: Sequence[FocusArea], rows: dict[str, int], words: Words) -> MapBand:
    return MapBand(title, tuple(_box(area, rows, words) for area in areas))


def _box(area: FocusArea, rows: dict[str, int], words: Words) -> MapBox:
    light = area.rolled.light
    supports = (rows.get(text_key(name)) for name in area.supports)
    return MapBox(
        area.row,
        area.name,
        about(area, words),
        light,
        "" if light is None else words.light(light),
        "" if light is None else area.rolled.how,  # why there is none is said once, not in each box
        area.plans,
        area.is_blank,
        tuple(dict.fromkeys(row for row in supports if row is not None and row != area.row)),
    )


def about(area: FocusArea, words: Words) -> tuple[str, ...]:
    """The long-term effect of a focus area and its goals as they are written, a line each."""
    effects = tuple(words.text("strategy_long_term", effect=effect) for effect in area.effects)
    return (*effects, words.text("strategy_goals_named", goals=area.goals)) if area.goals else effects


def map_in_words(areas: Sequence[FocusArea], words: Words) -> str:
    """The map for those who do not see it: each focus area with its effect, goals and light, and what it supports."""
    told: dict[str, list[str]] = {}
    for area in areas:
        if not area.name:
            continue
        where = area.perspective_text or words.text("strategy_no_perspective")
        light = "" if area.rolled.light is None else f", {words.light(area.rolled.light)}"
        supported = "; ".join(area.supports)
        arrows = words.text("strategy_supports", names=supported) if supported else ""
        goals = "".join(f", {each.rstrip('.')}" for each in about(area, words))
        told.setdefault(where, []).append(f"{area.name}{goals}{light}{arrows}")
    bands = ". ".join(f"{where}: {'; '.join(names)}" for where, names in told.items())
    return words.text("strategy_alt", areas=bands or words.text("strategy_blank"))
