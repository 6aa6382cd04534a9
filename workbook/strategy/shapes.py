"""The strategy map as native shapes of a sheet (DrawingML): one group, so that it is moved as one."""

from html import escape

from workbook.builder.cell_formats import HEADING
from workbook.layout import font
from workbook.strategy.figures import GROUP_NAME, Figure, Links, figures, scale_of
from workbook.strategy.layout import INSET, WIDTH, Chart, laid_out
from workbook.strategy.model import StrategyMap
from workbook.strategy.routes import Route

DRAWING_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
MAIN_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMU = 12_700  # a point
_HUNDREDTHS = 100
_LINK_ID = "{6F1B4C1E-58A3-4C58-9E0B-2D6A3B7C9E11}"
_TOP, _BOTTOM = 0, 2  # the places of a rectangle at which connectors end


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
        self._figures = list(figures(self._chart, links))
        self._scale = scale_of(self._figures)
        self._language = language
        self._last_id = first_id - 1
        self._ids: dict[int, int] = {}

    @property
    def size(self) -> tuple[int, int]:
        """The map's width and height in EMU."""
        return self._emu(WIDTH), self._emu(self._chart.height)

    def xml(self) -> str:
        """The group, with its namespaces."""
        width, height = self.size
        group_id = self._next()
        inner = "".join(self._shape(each) if isinstance(each, Figure) else self._arrow(each) for each in self._figures)
        area = f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        frame = f'{area}<a:chOff x="0" y="0"/><a:chExt cx="{width}" cy="{height}"/>'
        alt = escape(self._chart.plan.alt)
        return (
            f'<xdr:grpSp xmlns:xdr="{DRAWING_NAMESPACE}" xmlns:a="{MAIN_NAMESPACE}">'
            f'<xdr:nvGrpSpPr><xdr:cNvPr id="{group_id}" name="{GROUP_NAME}" descr="{alt}"/><xdr:cNvGrpSpPr/>'
            f"</xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>{frame}</a:xfrm></xdr:grpSpPr>{inner}</xdr:grpSp>"
        )

    def _next(self) -> int:
        self._last_id += 1
        return self._last_id

    def _shape(self, figure: Figure) -> str:
        number = self._next()
        if figure.row is not None:
            self._ids[figure.row] = number
        inside = f"<a:solidFill>{_colour(figure.fill)}</a:solidFill>" if figure.fill else "<a:noFill/>"
        dash = '<a:prstDash val="dash"/>' if figure.dashed else ""
        edge = f"<a:solidFill>{_colour(figure.edge)}</a:solidFill>{dash}" if figure.edge else "<a:noFill/>"
        side, above = self._emu(INSET), self._emu(figure.above)
        body = f'<a:bodyPr wrap="square" lIns="{side}" tIns="{above}" rIns="{side}" bIns="0" anchor="t"/><a:lstStyle/>'
        return (
            f'<xdr:sp macro="" textlink="{escape(figure.link)}">'
            f'<xdr:nvSpPr><xdr:cNvPr id="{number}" name="{GROUP_NAME} {number}"/>'
            f"<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{self._placed(*figure.area)}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{inside}<a:ln w="9525">{edge}</a:ln>'
            f"</xdr:spPr><xdr:txBody>{body}{self._text(figure)}</xdr:txBody></xdr:sp>"
        )

    def _text(self, figure: Figure) -> str:
        """Paragraphs; a linked text is one field, as Excel keeps it."""
        if not figure.text:
            return "<a:p><a:endParaRPr/></a:p>"
        weight = ' b="1"' if figure.bold else ""
        look = (
            f'lang="{self._language}" sz="{round(figure.size * self._scale) * _HUNDREDTHS}"{weight}><a:solidFill>'
            f'{_colour(figure.ink)}</a:solidFill><a:latin typeface="{font()}"/>'
        )
        if figure.link:
            text = f"<a:rPr {look}</a:rPr><a:pPr/><a:t>{escape(figure.text)}</a:t>"
            field = f'<a:fld id="{_LINK_ID}" type="TxLink">{text}</a:fld>'
            return f"<a:p>{field}<a:endParaRPr {look}</a:endParaRPr></a:p>"
        lines = figure.text.split("\n")
        return "".join(f"<a:p><a:r><a:rPr {look}</a:rPr><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)

    def _arrow(self, route: Route) -> str:
        """An arrow: straight ones as connectors that hold on to their boxes, the others as a path.

        The bent connectors of DrawingML are drawn anew by each program in its own way, some across the boxes.
        """
        line = (
            f'<a:ln w="12700"><a:solidFill>{_colour(HEADING)}</a:solidFill><a:miter lim="800000"/>'
            '<a:tailEnd type="triangle"/></a:ln>'
        )
        return self._straight(route, line) if route.is_straight else self._bent(route, line)

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
            f"{self._placed(*area, flipped=to_y < y)}"
            f'<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>{line}</xdr:spPr></xdr:cxnSp>'
        )

    def _bent(self, route: Route, line: str) -> str:
        number = self._next()
        across, down = zip(*route.points, strict=True)
        left, top = min(across), min(down)
        width, height = max(across) - left, max(down) - top
        corners = [f'<a:pt x="{self._emu(x - left)}" y="{self._emu(y - top)}"/>' for x, y in route.points]
        drawn = f"<a:moveTo>{corners[0]}</a:moveTo>" + "".join(f"<a:lnTo>{each}</a:lnTo>" for each in corners[1:])
        path = f'<a:path w="{self._emu(width)}" h="{self._emu(height)}" fill="none">{drawn}</a:path>'
        return (
            f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{GROUP_NAME} {number}"/>'
            f"<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{self._placed(left, top, width, height)}"
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f"<a:pathLst>{path}</a:pathLst></a:custGeom><a:noFill/>{line}</xdr:spPr></xdr:sp>"
        )

    def _placed(self, x: float, y: float, width: float, height: float, flipped: bool = False) -> str:
        turned = ' flipV="1"' if flipped else ""
        start = f'<a:off x="{self._emu(x)}" y="{self._emu(y)}"/>'
        return f'<a:xfrm{turned}>{start}<a:ext cx="{self._emu(width)}" cy="{self._emu(height)}"/></a:xfrm>'

    def _emu(self, points: float) -> int:
        return round(points * self._scale * _EMU)


def _colour(name: str) -> str:
    return f'<a:srgbClr val="{name.lstrip("#")}"/>'
