"""The strategy map as native shapes of a sheet (DrawingML): one group, so that it is moved as one.

Texts that stand in the table are linked to their cells, so that an open Excel shows them as they are computed; the
boxes carry no colour of a light, which no link could change.
"""

from collections.abc import Mapping
from html import escape

from workbook.builder.cell_formats import HEADING, LINE, MUTED
from workbook.layout import font
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
from workbook.strategy.routes import Route, routes

GROUP_NAME = "resultatkontrakt_strategy_map"
"""The name of the group by which it is found again."""
DRAWING_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
MAIN_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMU = 12_700  # a point
_SCALE = 1.3  # a screen is read from farther away than paper
_HUNDREDTHS = 100
_LONGEST_LINK = 255  # letters that a linked shape shows
_LINK_ID = "{6F1B4C1E-58A3-4C58-9E0B-2D6A3B7C9E11}"
_BAND_FILL = "#F3F6FA"
_TOP, _BOTTOM = 0, 2  # the places of a rectangle at which connectors end
_ENDS = 2  # corners of a straight arrow
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
            ("about", "\n".join(box.about), TEXT_SIZE, "black"),
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
        """An arrow: straight ones as connectors that hold on to their boxes, the others as a path.

        The bent connectors of DrawingML are drawn anew by each program in its own way, some across the boxes.
        """
        line = (
            f'<a:ln w="12700"><a:solidFill>{_colour(HEADING)}</a:solidFill><a:miter lim="800000"/>'
            '<a:tailEnd type="triangle"/></a:ln>'
        )
        return self._straight(route, line) if len(route.points) == _ENDS else self._bent(route, line)

    def _straight(self, route: Route, line: str) -> str:
        number, ((x, y), (to_x, to_y)) = self._next(), route.points
        leaves, reaches = (_TOP, _BOTTOM) if to_y < y else (_BOTTOM, _TOP)
        ends = (
            f'<a:stCxn id="{self._ids[route.source]}" idx="{leaves}"/>'
            f'<a:endCxn id="{self._ids[route.target]}" idx="{reaches}"/>'
        )
        area = (min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))
        return (
            f'<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="{number}" name="{GROUP_NAME} {number}"/>'
            f"<xdr:cNvCxnSpPr>{ends}</xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr>"
            f"{_placed(*area, flipped=to_y < y)}"
            f'<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>{line}</xdr:spPr></xdr:cxnSp>'
        )

    def _bent(self, route: Route, line: str) -> str:
        number = self._next()
        across, down = zip(*route.points, strict=True)
        left, top = min(across), min(down)
        width, height = max(across) - left, max(down) - top
        corners = [f'<a:pt x="{_emu(x - left)}" y="{_emu(y - top)}"/>' for x, y in route.points]
        drawn = f"<a:moveTo>{corners[0]}</a:moveTo>" + "".join(f"<a:lnTo>{each}</a:lnTo>" for each in corners[1:])
        path = f'<a:path w="{_emu(width)}" h="{_emu(height)}" fill="none">{drawn}</a:path>'
        return (
            f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{GROUP_NAME} {number}"/>'
            f"<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{_placed(left, top, width, height)}"
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f"<a:pathLst>{path}</a:pathLst></a:custGeom><a:noFill/>{line}</xdr:spPr></xdr:sp>"
        )


def _placed(x: float, y: float, width: float, height: float, flipped: bool = False) -> str:
    turned = ' flipV="1"' if flipped else ""
    return (
        f'<a:xfrm{turned}><a:off x="{_emu(x)}" y="{_emu(y)}"/>'
        f'<a:ext cx="{max(_emu(width), 0)}" cy="{max(_emu(height), 0)}"/></a:xfrm>'
    )


def _colour(name: str) -> str:
    return f'<a:srgbClr val="{_INK.get(name, name.lstrip("#"))}"/>'


def _emu(points: float) -> int:
    return round(points * _SCALE * _EMU)
