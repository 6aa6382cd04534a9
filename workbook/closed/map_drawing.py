"""The strategy map of a closed workbook, drawn anew when its table is computed."""

from collections.abc import Mapping

from schemas.tables import StrategyLines
from schemas.words.vocabulary import Words, titles_by_field
from workbook.opc.index import TablePart
from workbook.opc.package import Package
from workbook.opc.refs import letters_of
from workbook.strategy.anchors import redrawn
from workbook.strategy.model import StrategyMap
from workbook.strategy.shapes import Links, MapShapes

_LINKED = {
    "title": StrategyLines.FOCUS,
    "light": StrategyLines.LIGHT,
    "note": StrategyLines.ROLLED_UP,
    "plans": StrategyLines.PLAN_LINES,
}
"""What of a box stands in which column."""


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
    links, culture = _links(table, plan), words.text("culture")
    found: dict[str, bytes] = {}
    for each in package.relations(table.sheet.part):
        if each.kind == "drawing":
            content = changed[each.target] if each.target in changed else package.read(each.target)
            new = redrawn(content, lambda first: MapShapes(plan, links, culture, first))
            found |= {} if new is None else {each.target: new}
    return found


def _links(table: TablePart, plan: StrategyMap) -> Links:
    """The cells that hold the texts of each box; a blank's text may be the map's own."""
    titles = titles_by_field(StrategyLines, table.header)
    quoted = table.sheet.name.replace("'", "''")
    columns = {
        part: letters_of(table.area.left + table.header.index(titles[field]))
        for part, field in _LINKED.items()
        if field in titles
    }
    return {
        box.row: {part: f"'{quoted}'!${column}${table.data.top + box.row}" for part, column in columns.items()}
        for box in plan.boxes
    }
