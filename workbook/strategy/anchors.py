"""The strategy map in the drawing of a sheet: found by its name, put in, drawn anew where it stands."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from workbook.strategy.shapes import DRAWING_NAMESPACE, GROUP_NAME, MapShapes

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_NAMED = f".//{{{DRAWING_NAMESPACE}}}cNvPr"
_FROM = f"{{{DRAWING_NAMESPACE}}}from"


def empty_drawing() -> etree._Element:
    """A drawing with nothing in it."""
    return etree.fromstring(f'<xdr:wsDr xmlns:xdr="{DRAWING_NAMESPACE}"/>')


def place_of_map(drawing: etree._Element) -> etree._Element | None:
    """The anchor that holds the map; None where the drawing has none, or is of the Strict kind."""
    for anchor in drawing:
        names = (each.get("name") for each in anchor.iterfind(_NAMED))
        if GROUP_NAME in names or any(each.get("descr") == GROUP_NAME for each in anchor.iterfind(_NAMED)):
            return anchor
    return None


def put_map(drawing: etree._Element, make: Callable[[int], MapShapes], column: int, row: int) -> None:
    """Put a map into a drawing that has none, after what is there.

    Args:
        drawing: The drawing, which is changed.
        make: Makes the map's shapes, given the first number they may have.
        column: The column in which it begins, from 0.
        row: The row in which it begins, from 0.
    """
    drawing.append(_anchor(make(_free_id(drawing)), _start(column, row)))


def redrawn(content: bytes, make: Callable[[int], MapShapes]) -> bytes | None:
    """A drawing part whose map is drawn anew at its place; all else in it stays. None where it has no map.

    Args:
        content: The part.
        make: Makes the map's shapes, given the first number they may have.
    """
    if GROUP_NAME.encode() not in content:
        return None
    drawing = etree.fromstring(content, _PARSER)
    standing = place_of_map(drawing)
    if standing is None:
        return None
    at, start = drawing.index(standing), standing.find(_FROM)
    drawing.remove(standing)
    place = _start(0, 0) if start is None else deepcopy(start)  # one that stands absolute tells no cell
    drawing.insert(at, _anchor(make(_free_id(drawing)), place))
    return etree.tostring(drawing.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _anchor(shapes: MapShapes, start: etree._Element) -> etree._Element:
    width, height = shapes.size
    anchor = etree.Element(f"{{{DRAWING_NAMESPACE}}}oneCellAnchor", nsmap={"xdr": DRAWING_NAMESPACE})
    anchor.append(start)
    etree.SubElement(anchor, f"{{{DRAWING_NAMESPACE}}}ext", cx=str(width), cy=str(height))
    anchor.append(etree.fromstring(shapes.xml(), _PARSER))
    etree.SubElement(anchor, f"{{{DRAWING_NAMESPACE}}}clientData")
    return anchor


def _start(column: int, row: int) -> etree._Element:
    start = etree.Element(_FROM, nsmap={"xdr": DRAWING_NAMESPACE})
    for name, value in (("col", column), ("colOff", 0), ("row", row), ("rowOff", 0)):
        etree.SubElement(start, f"{{{DRAWING_NAMESPACE}}}{name}").text = str(value)
    return start


def _free_id(drawing: etree._Element) -> int:
    taken = [int(number) for each in drawing.iterfind(_NAMED) if (number := each.get("id", "")).isdigit()]
    return max(taken, default=1) + 1
