"""The strategy map put on a sheet of an older workbook, which has the map's table and no drawing of it."""

from lxml import etree

from schemas.tables import StrategyLines
from schemas.words.vocabulary import Words
from workbook.closed.grafting.elements import named
from workbook.closed.grafting.parts import Parts
from workbook.opc.index import Index
from workbook.opc.refs import Area, cell_of
from workbook.strategy.anchors import MAP_GAP, empty_drawing, put_map, taken_columns
from workbook.strategy.figures import GROUP_NAME
from workbook.strategy.model import blank_map
from workbook.strategy.shapes import MapShapes

_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_AFTER_DRAWING = frozenset(
    {
        "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
        "tableParts", "extLst",
    }
)  # fmt: skip
"""What comes after a drawing in a worksheet (ECMA-376, CT_Worksheet)."""


def lacks_map(index: Index) -> bool:
    """Whether a workbook has the table of the map and no map; Strict workbooks do without it.

    Args:
        index: The workbook's parts.

    A map whose shapes were ungrouped is the user's own by now; it is there.
    """
    table = index.tables.get(StrategyLines.name)
    if table is None or etree.QName(index.root).namespace != _TRANSITIONAL:
        return False
    package = index.package
    drawings = [each.target for each in package.relations(table.sheet.part) if each.kind == "drawing"]
    return not any(GROUP_NAME.encode() in package.read(drawing) for drawing in drawings)


def add_map(target: Parts, sheet: str, table: str, words: Words) -> None:
    """Put the map on a sheet, right of all that stands there.

    Args:
        target: The workbook.
        sheet: The part of the sheet.
        table: The part of the map's table.
        words: The workbook's language.
    """
    root, area = target.tree(sheet), Area.of(str(target.tree(table).get("ref")))
    drawing = _drawing(target, sheet, root)
    filled = (each for each in root.iterfind("{*}sheetData/{*}row/{*}c[@r]") if len(each))
    right = max([area.right, taken_columns(drawing), *(cell_of(str(each.get("r")))[1] for each in filled)])
    plan, culture = blank_map(words), words.text("culture")
    put_map(drawing, lambda first: MapShapes(plan, {}, culture, first), right + MAP_GAP, area.top)


def _drawing(target: Parts, sheet: str, root: etree._Element) -> etree._Element:
    """The sheet's drawing; a new one where it has none."""
    if sheet in target.package.names:
        for each in target.package.relations(sheet):
            if each.kind == "drawing":
                return target.tree(each.target)
    drawing = empty_drawing()
    folder = target.index.workbook.rpartition("/")[0]
    part = target.add(f"{folder}/drawings", "drawing", drawing, _TYPE)
    element = etree.Element(named(root, "drawing"))
    element.set(f"{{{_KIND}}}id", target.relate(sheet, part, f"{_KIND}/drawing"))
    following = next((at for at, each in enumerate(root) if etree.QName(each).localname in _AFTER_DRAWING), len(root))
    root.insert(following, element)
    return drawing
