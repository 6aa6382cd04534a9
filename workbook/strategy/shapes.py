"""The strategy map as native shapes of a sheet (DrawingML): one group, so that it is moved as one.

Texts that stand in the table are linked to their cells, so that an open Excel shows them as they are computed; the
boxes carry no colour of a light, which no link could change.
"""

from collections.abc import Mapping
from html import escape

from workbook.builder.cell_formats import HEADING, LINE, MUTED
from workbook.layout import font
from workbook.strategy.connectors import connector_of
from workbook.strategy.layout import (
    BOX_WIDTH,
    INSET,
    LABEL,
    TEXT_SIZE,
    TITLE_SIZE,
    WIDTH,
    Chart,
    Placed,
    laid_out,
)
from workbook.strategy.model import StrategyMap
from workbook.strategy.routes import Point, Route, routes

GROUP_NAME = "resultatkontrakt_strategy_map"
"""The name of the group by which it is found again."""
DRAWING_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
MAIN_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMU = 12_700  # a point
_SCALE = 1.45  # a screen is read from farther away than paper
_HUNDREDTHS = 100
_LONGEST_LINK = 255  # letters that a linked shape shows
_LINK_ID = "{6F1B4C1E-58A3-4C58-9E0B-2D6A3B7C9E11}"
_BAND_FILL = "#F3F6FA"
_TOP, _LEFT, _BOTTOM = 0, 1, 2  # the places of a rectangle at which connectors end
_INK = {"white": "FFFFFF", "black": "000000"}

Links = Mapping[int, Mapping[str, str]]
"""Row of the table -> what of a box (title, light, note, plans) -> the cell that holds it."""


class MapShapes:
    """Writes a map's group.

    Args:
        plan: What it shows.
        links: The cells that hold its texts.
        language: The language of the texts, as Word and Excel call it.
        first_id: The first number that its shapes may have.
    """

    def __init__(self, plan: StrategyMap, links: Links, language: str, first_id: int) -> None:
        self._chart: Chart = laid_out(plan)
        self._links = links
        self._language = language
        self._last_id = first_id - 1
        self._ids: dict[int, int] = {}

    @property
    def size(self) -> tuple[int, int]:
        """The map's width and height in EMU."""
        return _emu(WIDTH), _emu(self._chart.height)

    def xml(self) -> str:
        """The group, with its namespaces."""
        width, height = self.size
        group_id = self._next()
        boxes = "".join(self._box(placed) for placed in self._chart.boxes)
        arrows = "".join(self._arrow(route) for route in routes(self._chart))
        area = f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        inner = f'{area}<a:chOff x="0" y="0"/><a:chExt cx="{width}" cy="{height}"/>'
        alt = escape(self._chart.plan.alt)
        return (
            f'<xdr:grpSp xmlns:xdr="{DRAWING_NAMESPACE}" xmlns:a="{MAIN_NAMESPACE}">'
            f'<xdr:nvGrpSpPr><xdr:cNvPr id="{group_id}" name="{GROUP_NAME}" descr="{alt}"/><xdr:cNvGrpSpPr/>'
            f"</xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>{inner}</a:xfrm></xdr:grpSpPr>"
            f"{self._bands()}{boxes}{arrows}</xdr:grpSp>"
        )

    def _next(self) -> int:
        self._last_id += 1
        return self._last_id

    def _bands(self) -> str:
        shapes = []
        for band in self._chart.bands:
            shapes.append(self._shape((0, band.y, WIDTH, band.height), fill=_BAND_FILL, edge=LINE))
            title = " ".join(band.title).replace("/ ", "/")
            text = self._text(title, TITLE_SIZE, "white", bold=True)
            shapes.append(self._shape((0, band.y, LABEL, band.height), text, fill=HEADING, edge=HEADING))
        return "".join(shapes)

    def _box(self, placed: Placed) -> str:
        """A box: its frame bears the title; light, note and actions lie on it as shapes of their own."""
        box, cells = placed.box, self._links.get(placed.box.row, {})
        heights = placed.heights
        ink = MUTED if box.is_blank else HEADING
        title = self._text(box.title, TITLE_SIZE, ink, bold=not box.is_blank, link=cells.get("title"))
        area = (placed.x, placed.y, BOX_WIDTH, placed.height)
        frame = self._shape(area, title, fill="white", edge=ink, dashed=box.is_blank, link=cells.get("title"))
        self._ids[box.row] = self._last_id
        shapes = [frame]
        y = placed.y + INSET + heights[0]
        parts = (
            ("light", box.light_text, TITLE_SIZE, "black"),
            ("note", box.note, TEXT_SIZE, MUTED),
            ("plans", "\n".join(f"\u2022 {plan}" for plan in box.plans), TEXT_SIZE, "black"),
        )
        for (name, text, size, colour), height in zip(parts, heights[1:], strict=True):
            if text:
                link = cells.get(name) if len(text) <= _LONGEST_LINK else None
                inner = self._text(text, size, colour, bold=name == "light", link=link)
                shapes.append(self._shape((placed.x, y, BOX_WIDTH, height), inner, link=link, tight=True))
            y += height
        return "".join(shapes)

    def _shape(
        self,
        area: tuple[float, float, float, float],
        text: str = "",
        *,
        fill: str = "",
        edge: str = "",
        dashed: bool = False,
        link: str | None = None,
        tight: bool = False,
    ) -> str:
        number = self._next()
        target = f' textlink="{escape(link)}"' if link else ' textlink=""'
        inside = f"<a:solidFill>{_colour(fill)}</a:solidFill>" if fill else "<a:noFill/>"
        dash = '<a:prstDash val="dash"/>' if dashed else ""
        line = (
            f'<a:ln w="9525"><a:solidFill>{_colour(edge)}</a:solidFill>{dash}</a:ln>'
            if edge
            else "<a:ln><a:noFill/></a:ln>"
        )
        side, top = _emu(INSET), 0 if tight else _emu(INSET)
        body = f'<a:bodyPr wrap="square" lIns="{side}" tIns="{top}" rIns="{side}" bIns="0" anchor="t"/><a:lstStyle/>'
        return (
            f'<xdr:sp macro=""{target}><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{GROUP_NAME} {number}"/>'
            f"<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{_placed(*area)}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{inside}{line}'
            f"</xdr:spPr><xdr:txBody>{body}{text or '<a:p><a:endParaRPr/></a:p>'}</xdr:txBody></xdr:sp>"
        )

    def _text(self, text: str, size: float, colour: str, *, bold: bool = False, link: str | None = None) -> str:
        """Paragraphs; a linked text is one field, as Excel keeps it."""
        weight = ' b="1"' if bold else ""
        look = (
            f'lang="{self._language}" sz="{round(size * _SCALE) * _HUNDREDTHS}"{weight}><a:solidFill>{_colour(colour)}'
            f'</a:solidFill><a:latin typeface="{font()}"/>'
        )
        if link:
            field = (
                f'<a:fld id="{_LINK_ID}" type="TxLink"><a:rPr {look}</a:rPr><a:pPr/><a:t>{escape(text)}</a:t></a:fld>'
            )
            return f"<a:p>{field}<a:endParaRPr {look}</a:endParaRPr></a:p>"
        lines = text.split("\n")
        return "".join(f"<a:p><a:r><a:rPr {look}</a:rPr><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)

    def _arrow(self, route: Route) -> str:
        number, way = self._next(), connector_of(route.points)
        leaves, reaches = _site(route.points[0], route.points[1]), _site(route.points[-1], route.points[-2])
        ends = (
            f'<a:stCxn id="{self._ids[route.source]}" idx="{leaves}"/>'
            f'<a:endCxn id="{self._ids[route.target]}" idx="{reaches}"/>'
        )
        turned = (f' rot="{way.rotation}"' if way.rotation else "") + (' flipV="1"' if way.flipped else "")
        guides = "".join(
            f'<a:gd name="adj{at}" fmla="val {value}"/>' for at, value in enumerate(way.adjustments, start=1)
        )
        return (
            f'<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="{number}" name="{GROUP_NAME} {number}"/>'
            f"<xdr:cNvCxnSpPr>{ends}</xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr>"
            f"{_placed(way.x, way.y, way.width, way.height, turned)}"
            f'<a:prstGeom prst="{way.shape}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
            f'<a:ln w="12700"><a:solidFill>{_colour(HEADING)}</a:solidFill><a:tailEnd type="triangle"/></a:ln>'
            "</xdr:spPr></xdr:cxnSp>"
        )


def _site(end: Point, next_to_it: Point) -> int:
    """At which edge of a box an arrow ends."""
    if end[1] == next_to_it[1]:
        return _LEFT
    return _TOP if next_to_it[1] < end[1] else _BOTTOM


def _placed(x: float, y: float, width: float, height: float, turned: str = "") -> str:
    return (
        f'<a:xfrm{turned}><a:off x="{_emu(x)}" y="{_emu(y)}"/>'
        f'<a:ext cx="{max(_emu(width), 0)}" cy="{max(_emu(height), 0)}"/></a:xfrm>'
    )


def _colour(name: str) -> str:
    return f'<a:srgbClr val="{_INK.get(name, name.lstrip("#"))}"/>'


def _emu(points: float) -> int:
    return round(points * _SCALE * _EMU)
