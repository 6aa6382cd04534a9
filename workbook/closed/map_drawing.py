"""The strategy map of a closed workbook, drawn anew when its table is computed."""

from collections.abc import Mapping

from schemas.words.vocabulary import Words
from workbook.opc.index import TablePart
from workbook.opc.package import Package
from workbook.strategy.anchors import redrawn
from workbook.strategy.links import links_of
from workbook.strategy.model import StrategyMap
from workbook.strategy.shapes import MapShapes


def map_parts(
    package: Package, table: TablePart, plan: StrategyMap, words: Words, changed: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The drawing of the map's sheet with the map drawn anew; nothing where the sheet has no map.

    Args:
        package: The workbook.
        table: The table of the map.
        plan: What the map shows.
        words: The workbook's language.
        changed: Parts that change anyway.
    """
    links = links_of(plan, table.sheet.name, table.header, table.area.left, table.data.top)
    culture = words.text("culture")
    found: dict[str, bytes] = {}
    for each in package.relations(table.sheet.part):
        if each.kind == "drawing":
            content = changed[each.target] if each.target in changed else package.read(each.target)
            new = redrawn(content, lambda first: MapShapes(plan, links, culture, first))
            found |= {} if new is None else {each.target: new}
    return found
