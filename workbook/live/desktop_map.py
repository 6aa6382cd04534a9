"""The strategy map drawn in an open desktop Excel, through its own object model. Thin, for tests have a stand-in only.

Source: Excel's object model, ``Shapes.AddShape``, ``Shapes.BuildFreeform``, ``ShapeRange.Group`` and ``TextFrame2``.
"""

from collections.abc import Iterable
from typing import Any

from workbook.builder.cell_formats import HEADING
from workbook.layout import font
from workbook.strategy.figures import GROUP_NAME, Figure, scale_of
from workbook.strategy.layout import INSET
from workbook.strategy.routes import Route

_TRUE, _FALSE = -1, 0  # msoTrue, msoFalse
_RECTANGLE, _TOP = 1, 1  # msoShapeRectangle, msoAnchorTop
_LINE, _CORNER = 0, 1  # msoSegmentLine, msoEditingCorner
_DASH, _TRIANGLE = 4, 2  # msoLineDash, msoArrowheadTriangle
_EDGE, _ARROW = 0.75, 1.0  # points
_HEX = 16


def draw_map(sheet: Any, figures: Iterable[Figure | Route], alt: str) -> bool:
    """Draw the map anew where it stands; what a user put into its group stays beside it.

    Args:
        sheet: Excel's ``Worksheet``.
        figures: What it is drawn of.
        alt: It in words.

    Returns:
        Whether the sheet has a map.
    """
    standing = next((shape for shape in sheet.Shapes if shape.Name == GROUP_NAME), None)
    if standing is None:
        return False
    left, top = float(standing.Left), float(standing.Top)
    for member in list(standing.Ungroup()):
        if str(member.Name).startswith(GROUP_NAME):
            member.Delete()
    names, drawn = [], list(figures)
    place = (left, top, scale_of(drawn))
    for number, figure in enumerate(drawn, start=1):
        shape = _figure(sheet, figure, *place) if isinstance(figure, Figure) else _arrow(sheet, figure, *place)
        shape.Name = f"{GROUP_NAME} {number}"
        names.append(shape.Name)
    group = sheet.Shapes.Range(names).Group()
    group.Name, group.AlternativeText = GROUP_NAME, alt
    return True


def _figure(sheet: Any, figure: Figure, left: float, top: float, scale: float) -> Any:
    x, y, width, height = (each * scale for each in figure.area)
    shape = sheet.Shapes.AddShape(_RECTANGLE, left + x, top + y, width, height)
    shape.Fill.Visible = _TRUE if figure.fill else _FALSE
    if figure.fill:
        shape.Fill.ForeColor.RGB = _colour(figure.fill)
    shape.Line.Visible = _TRUE if figure.edge else _FALSE
    if figure.edge:
        shape.Line.ForeColor.RGB, shape.Line.Weight = _colour(figure.edge), _EDGE
    if figure.dashed:
        shape.Line.DashStyle = _DASH
    frame = shape.TextFrame2
    frame.MarginLeft = frame.MarginRight = INSET * scale
    frame.MarginTop, frame.MarginBottom = figure.above * scale, 0
    frame.WordWrap, frame.VerticalAnchor = _TRUE, _TOP
    text = frame.TextRange
    text.Text = figure.text
    text.Font.Name, text.Font.Size = font(), round(figure.size * scale)
    text.Font.Bold = _TRUE if figure.bold else _FALSE
    text.Font.Fill.ForeColor.RGB = _colour(figure.ink)
    text.ParagraphFormat.Alignment = 1  # msoAlignLeft
    if figure.link:
        shape.DrawingObject.Formula = f"={figure.link}"
    return shape


def _arrow(sheet: Any, route: Route, left: float, top: float, scale: float) -> Any:
    (x, y), *further = [(left + x * scale, top + y * scale) for x, y in route.points]
    path = sheet.Shapes.BuildFreeform(_CORNER, x, y)
    for x, y in further:
        path.AddNodes(_LINE, _FALSE, x, y)  # msoEditingAuto
    shape = path.ConvertToShape()
    shape.Fill.Visible = _FALSE
    shape.Line.ForeColor.RGB, shape.Line.Weight = _colour(HEADING), _ARROW
    shape.Line.EndArrowheadStyle = _TRIANGLE
    return shape


def _colour(name: str) -> int:
    """A colour as Excel counts it: blue first."""
    red, green, blue = (int(name[at : at + 2], _HEX) for at in (1, 3, 5))
    return red + (green << 8) + (blue << 16)
