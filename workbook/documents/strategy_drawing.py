"""The strategy map as a picture: SVG for web pages, PNG for Word."""

import io
from typing import TYPE_CHECKING, Any

from workbook.builder.cell_formats import HEADING, LIGHT_FILL, LINE, MUTED
from workbook.documents.model import PictureFormat
from workbook.strategy.figures import BAND_FILL
from workbook.strategy.layout import (
    BOX_WIDTH,
    INSET,
    LABEL,
    LEADING,
    TEXT_SIZE,
    TITLE_SIZE,
    WIDTH,
    Chart,
    Placed,
    laid_out,
)
from workbook.strategy.model import StrategyMap
from workbook.strategy.routes import routes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_POINTS = 72.0  # an inch
_DPI = 200
_TYPEFACE = "DejaVu Sans"  # it comes with matplotlib
_TYPEFACES = b"'DejaVu Sans', Verdana, Arial, sans-serif"  # for browsers, which may not have it
_SALT = "strategy"  # the same bytes for the same map
_BASELINE = 0.95  # of the letters' size: from the top of a line to where its letters stand
_MARGIN = 2.0


def map_picture(plan: StrategyMap, kind: PictureFormat) -> bytes:
    """Draw a strategy map.

    Args:
        plan: What it shows.
        kind: ``svg`` or ``png``.

    Returns:
        The picture's bytes; the same for the same map.
    """
    import matplotlib as mpl

    out = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": _SALT, "font.family": _TYPEFACE}):
        figure = map_figure(plan)
        metadata: dict[str, Any] = {"Title": plan.title}
        metadata |= {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(out, format=kind, dpi=_DPI, metadata=metadata)
    return out.getvalue().replace(f"'{_TYPEFACE}'".encode(), _TYPEFACES) if kind == "svg" else out.getvalue()


def map_figure(plan: StrategyMap) -> "Figure":
    """A strategy map as a figure of matplotlib; no window and no state beside it."""
    from matplotlib.figure import Figure

    chart = laid_out(plan)
    width, height = WIDTH + 2 * _MARGIN, chart.height + 2 * _MARGIN
    figure = Figure(figsize=(width / _POINTS, height / _POINTS))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(-_MARGIN, WIDTH + _MARGIN)
    axes.set_ylim(chart.height + _MARGIN, -_MARGIN)
    axes.set_axis_off()
    _bands(axes, chart)
    _arrows(axes, chart)
    for placed in chart.boxes:
        _box(axes, placed)
    return figure


def _bands(axes: Any, chart: Chart) -> None:
    from matplotlib.patches import Rectangle

    for band in chart.bands:
        axes.add_patch(Rectangle((0, band.y), WIDTH, band.height, facecolor=BAND_FILL, edgecolor=LINE, linewidth=0.8))
        axes.add_patch(Rectangle((0, band.y), LABEL, band.height, facecolor=HEADING, edgecolor=HEADING, linewidth=0.8))
        _text(axes, band.title, INSET, band.y + INSET, TITLE_SIZE, color="white", weight="bold")


def _arrows(axes: Any, chart: Chart) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    for route in routes(chart):
        style = "-|>,head_width=2,head_length=3.5"
        path = Path(list(route.points))
        axes.add_patch(
            FancyArrowPatch(
                path=path, arrowstyle=style, color=HEADING, linewidth=0.9, joinstyle="miter", shrinkA=0, shrinkB=0
            )
        )


def _box(axes: Any, placed: Placed) -> None:
    from matplotlib.patches import Rectangle

    edge: dict[str, Any] = {"edgecolor": MUTED, "linestyle": "--"} if placed.box.is_blank else {"edgecolor": HEADING}
    axes.add_patch(Rectangle((placed.x, placed.y), BOX_WIDTH, placed.height, facecolor="white", linewidth=0.9, **edge))
    left, y = placed.x + INSET, placed.y + INSET
    title, about, light, note, _ = placed.heights
    ink = {"color": MUTED, "style": "italic"} if placed.box.is_blank else {"color": HEADING, "weight": "bold"}
    _text(axes, placed.title, left, y, TITLE_SIZE, **ink)
    _text(axes, placed.about, left, y + title, TEXT_SIZE, color="black")
    y += title + about
    if placed.light and placed.box.light is not None:
        fill = LIGHT_FILL.get(placed.box.light, "white")
        axes.add_patch(
            Rectangle(
                (placed.x + INSET / 2, y), BOX_WIDTH - INSET, light, facecolor=fill, edgecolor=MUTED, linewidth=0.4
            )
        )
        _text(axes, placed.light, left, y, TITLE_SIZE, color="black", weight="bold")
    _text(axes, placed.note, left, y + light, TEXT_SIZE, color=MUTED)
    _text(axes, placed.plans, left, y + light + note, TEXT_SIZE, color="black")


def _text(axes: Any, lines: tuple[str, ...], x: float, y: float, size: float, **look: Any) -> None:
    for at, line in enumerate(lines):
        baseline = y + at * size * LEADING + size * _BASELINE
        axes.text(x, baseline, line, fontsize=size, va="baseline", ha="left", parse_math=False, **look)
