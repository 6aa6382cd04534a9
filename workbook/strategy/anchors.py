"""The strategy map in the drawing of a sheet: found by its name, put in, drawn anew where it stands."""

from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from workbook.opc.package import safe_parser
from workbook.strategy.figures import GROUP_NAME
from workbook.strategy.shapes import DRAWING_NAMESPACE, MAIN_NAMESPACE, MapShapes

MAP_GAP = 1
"""Columns between the table and the map."""
_PARSER = safe_parser(whole=True)
_NAMED = f".//{{{DRAWING_NAMESPACE}}}cNvPr"
_TO = f"{{{DRAWING_NAMESPACE}}}to/{{{DRAWING_NAMESPACE}}}col"
_FROM = f"{{{DRAWING_NAMESPACE}}}from"
_GROUP = f"{{{DRAWING_NAMESPACE}}}grpSp"
_GROUP_PROPERTIES = f"{{{DRAWING_NAMESPACE}}}grpSpPr"
_OF_GROUPS = frozenset({f"{{{DRAWING_NAMESPACE}}}nvGrpSpPr", _GROUP_PROPERTIES})
_TRANSFORM = f"{{{MAIN_NAMESPACE}}}xfrm"


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


def taken_columns(drawing: etree._Element) -> int:
    """The columns, from the left, that the pictures of a drawing reach into."""
    return max((int(each.text or "0") + 1 for each in drawing.iterfind(f"*/{_TO}")), default=0)


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
    own = _added(standing)
    anchor = _anchor(make(_free_id(drawing, own)), place)
    group = anchor.find(_GROUP)
    assert group is not None
    group.extend(own)
    drawing.insert(at, anchor)
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


def _added(anchor: etree._Element) -> list[etree._Element]:
    """What a user put into the map's group, at its place in it."""
    group = anchor.find(_GROUP)
    if group is None:
        return []
    # A program that saves a group may count its inside from the sheet's corner.
    start = group.find(f"{_GROUP_PROPERTIES}/{_TRANSFORM}/{{{MAIN_NAMESPACE}}}chOff")
    origin = {axis: 0 if start is None else int(start.get(axis, "0")) for axis in ("x", "y")}
    found = []
    for child in group:
        name = child.find(_NAMED)
        if name is None or str(child.tag) in _OF_GROUPS or str(name.get("name")).startswith(GROUP_NAME):
            continue
        for offset in _offsets(child):
            for axis, by in origin.items():
                offset.set(axis, str(int(offset.get(axis, "0")) - by))
        found.append(child)
    return found


def _offsets(shape: etree._Element) -> list[etree._Element]:
    """Where a shape stands; what stands in a group of its own stays there."""
    ways = [f"{{{DRAWING_NAMESPACE}}}{name}" for name in ("spPr", "grpSpPr")]
    frames = [shape.find(f"{way}/{_TRANSFORM}") for way in ways] + [shape.find(f"{{{DRAWING_NAMESPACE}}}xfrm")]
    offsets = [frame.find(f"{{{MAIN_NAMESPACE}}}off") for frame in frames if frame is not None]
    return [offset for offset in offsets if offset is not None]


def _free_id(drawing: etree._Element, further: Sequence[etree._Element] = ()) -> int:
    named = [each for part in (drawing, *further) for each in part.iterfind(_NAMED)]
    return max((int(number) for each in named if (number := each.get("id", "")).isdigit()), default=1) + 1
