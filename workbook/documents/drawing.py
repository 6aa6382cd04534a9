"""The one place that draws: a goal's months against its target, and where its year is expected to end.

Nothing needs colour to be read: the result is a line with round marks, the target dashed, the forecast dotted
with a diamond.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import HEADING, LINE, MUTED
from workbook.documents.model import Align, Cell, Column, DataTable, Picture, PictureFormat
from workbook.present import amount, target_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_CM_PER_INCH = 2.54
_DPI = 200
_TREND, _SPARK = (16.0, 6.2), (4.0, 1.0)
"""Width and height in centimetres."""
_TYPEFACES = ("Arial", "Liberation Sans")
_ANYWHERE = "DejaVu Sans"
"""The typeface that the drawing library brings."""
_LETTERS, _SMALL_LETTERS = 9.0, 8.0
_LABEL_GAP = 0.085
"""The least distance between two labels, as a share of the drawing's height."""
_MARGIN = 0.12
"""Room above and below the figures, as a share of their range."""
_TICKS = 5
_SALT = "resultatkontrakt"
"""Ids in a drawing come out alike each time."""

Values = Sequence[float | None]


@dataclass(frozen=True)
class Outlook:
    """Where a goal's year is expected to end.

    Args:
        value: The forecast.
        low: The lower end of its 80 % interval; None for none.
        high: The upper end.
    """

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Trend:
    """A goal's months, as they are drawn.

    Args:
        months: What the months are called, in order (``jan`` … ``dec``).
        values: A figure a month, in the goal's unit; None where there is none, or it is not shown.
        unit: The goal's unit.
        target: The target of each month; one figure holds for all.
        target_max: The upper bound of a band, in the same way.
        outlook: The forecast; it stands at the last month.
        decimals: Of the figures.
    """

    months: Sequence[str]
    values: Values
    unit: str
    target: float | Values | None = None
    target_max: float | Values | None = None
    outlook: Outlook | None = None
    decimals: int = 1


def trend_picture(trend: Trend, words: Words, caption: str = "", alt: str = "", width: float = _TREND[0]) -> Picture:
    """A goal's months against its target, with the forecast and its interval, each named beside its line.

    Args:
        trend: The months.
        words: The language of labels and numbers.
        caption: What it shows, below it.
        alt: What it tells those who do not see it; without one it is made of the figures.
        width: Its width on paper in centimetres.
    """
    draw = partial(_drawn, _trend, trend, words, (width, _TREND[1]))
    return Picture(draw, alt or told(trend, words), caption, figures_behind(trend, words, caption), width)


def spark_picture(trend: Trend, words: Words, alt: str = "", width: float = _SPARK[0]) -> Picture:
    """The same, small enough for a cell: no axes, no labels; the last figure is marked.

    Args:
        trend: The months.
        words: The language of the text.
        alt: What it tells those who do not see it; without one it is made of the figures.
        width: Its width on paper in centimetres.
    """
    draw = partial(_drawn, _spark, trend, words, (width, _SPARK[1]))
    return Picture(draw, alt or told(trend, words), width=width)


def told(trend: Trend, words: Words) -> str:
    """What a trend shows, in words: first and last figure, target, forecast."""
    known = [(month, value) for month, value in zip(trend.months, trend.values, strict=False) if _is_known(value)]
    if not known:
        return words.text("drawing_nothing")
    show = partial(amount, unit=trend.unit, words=words, count=trend.decimals)
    (first, start), (last, end) = known[0], known[-1]
    parts = [words.text("drawing_course", first=first, start=show(start), last=last, end=show(end))]
    if len(known) == 1:
        parts = [words.text("drawing_one", first=first, start=show(start))]
    target, upper = _last(trend.target, trend), _last(trend.target_max, trend)
    if target is not None:
        shown = target_text(target, upper, trend.unit, words, trend.decimals)
        parts.append(words.text("drawing_against", target=shown))
    if trend.outlook is not None:
        parts.append(words.text("drawing_outlook", forecast=_outlook_text(trend, words)))
    return " ".join(parts)


def figures_behind(trend: Trend, words: Words, caption: str = "") -> DataTable:
    """The figures that a trend is drawn of, as a table.

    Args:
        trend: The months.
        words: The language.
        caption: What the table is called.
    """
    show = partial(amount, unit=trend.unit, words=words, count=trend.decimals)
    targets, uppers = _each(trend.target, trend), _each(trend.target_max, trend)
    heads = [words.text("drawing_month"), words.text("drawing_result"), words.text("drawing_target")]
    columns = tuple(Column(head, Align.RIGHT if place else Align.LEFT) for place, head in enumerate(heads))
    rows = [
        (
            Cell(month),
            Cell(show(value) if _is_known(value) else "–"),
            Cell(target_text(target, upper, trend.unit, words, trend.decimals) if _is_known(target) else "–"),
        )
        for month, value, target, upper in zip(trend.months, _padded(trend), targets, uppers, strict=True)
    ]
    if trend.outlook is not None:
        rows.append((Cell(words.text("drawing_forecast")), Cell(_outlook_text(trend, words)), Cell("–")))
    return DataTable(caption or words.text("drawing_figures"), columns, tuple(rows))


def _outlook_text(trend: Trend, words: Words) -> str:
    outlook = trend.outlook
    if outlook is None:
        return ""
    shown = amount(outlook.value, trend.unit, words, count=trend.decimals)
    if not _is_known(outlook.low) or not _is_known(outlook.high):
        return shown
    return f"{shown} ({target_text(outlook.low, outlook.high, trend.unit, words, trend.decimals)})"


def _is_known(value: float | None) -> bool:
    return value is not None and not math.isnan(value)


def _padded(trend: Trend) -> list[float | None]:
    """A value a month: the months to come have none."""
    return [*trend.values, *[None] * (len(trend.months) - len(trend.values))][: len(trend.months)]


def _each(line: float | Values | None, trend: Trend) -> list[float | None]:
    if line is None or isinstance(line, int | float):
        return [line] * len(trend.months)
    return [*line, *[None] * (len(trend.months) - len(line))][: len(trend.months)]


def _last(line: float | Values | None, trend: Trend) -> float | None:
    known = [value for value in _each(line, trend) if value is not None and not math.isnan(value)]
    return known[-1] if known else None


def _floats(values: Sequence[float | None]) -> list[float]:
    return [math.nan if value is None else float(value) for value in values]


Painter = Callable[["Figure", Trend, Words], None]


def _drawn(paint: Painter, trend: Trend, words: Words, size: tuple[float, float], form: PictureFormat) -> bytes:
    """A drawing in a format; SVG text stays text, and the same figures give the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with _settings():
        figure = Figure((size[0] / _CM_PER_INCH, size[1] / _CM_PER_INCH), dpi=_DPI)
        FigureCanvasAgg(figure)
        paint(figure, trend, words)
        out = BytesIO()
        facts: dict[str, Any] = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        figure.savefig(out, format=form, metadata=facts)
    content = out.getvalue()
    if form == "svg":
        return content.replace(
            f"'{_ANYWHERE}'".encode(), f"Arial, 'Liberation Sans', '{_ANYWHERE}', sans-serif".encode()
        )
    return content


@contextmanager
def _settings() -> Iterator[None]:
    from matplotlib import rc_context

    settings: Any = {
        "font.family": _typefaces(),
        "font.size": _LETTERS,
        "svg.fonttype": "none",
        "svg.hashsalt": _SALT,
        "path.simplify": False,
    }
    with rc_context(settings):
        yield


@lru_cache(maxsize=1)
def _typefaces() -> list[str]:
    """Those of ours that are installed: naming another makes the library complain."""
    from matplotlib.font_manager import fontManager

    installed = {entry.name for entry in fontManager.ttflist}
    return [name for name in _TYPEFACES if name in installed] + [_ANYWHERE]


def _lines(axes: "Axes", trend: Trend, thin: float) -> None:
    """Target, result and forecast, the same in both sizes."""
    places = list(range(len(trend.months)))
    for line in (trend.target, trend.target_max):
        if line is not None:
            axes.plot(places, _floats(_each(line, trend)), color=MUTED, linestyle="--", linewidth=1.2 * thin)
    values = _floats(_padded(trend))
    axes.plot(places, values, color=HEADING, linewidth=2 * thin, marker="o", markersize=4 * thin)
    known = [place for place in places if not math.isnan(values[place])]
    outlook = trend.outlook
    if outlook is None:
        return
    end = places[-1]
    if known and known[-1] < end:
        axes.plot(
            [known[-1], end], [values[known[-1]], outlook.value], color=HEADING, linestyle=":", linewidth=1.4 * thin
        )
    if outlook.low is not None and outlook.high is not None and _is_known(outlook.low) and _is_known(outlook.high):
        spread = [[max(outlook.value - outlook.low, 0.0)], [max(outlook.high - outlook.value, 0.0)]]
        axes.errorbar(
            [end], [outlook.value], yerr=spread, color=HEADING, capsize=4 * thin, linewidth=1.2 * thin, fmt="none"
        )
    axes.plot([end], [outlook.value], color=HEADING, marker="D", markersize=6 * thin, markerfacecolor="white")


def _span(trend: Trend) -> tuple[float, float]:
    """From the least to the greatest figure that is drawn, with some room."""
    every: list[float | None] = [*_padded(trend), *_each(trend.target, trend), *_each(trend.target_max, trend)]
    if trend.outlook is not None:
        every += [trend.outlook.value, trend.outlook.low, trend.outlook.high]
    known = [value for value in every if value is not None and not math.isnan(value)]
    least, most = min(known, default=0.0), max(known, default=1.0)
    room = (most - least) * _MARGIN or max(abs(most) * _MARGIN, 1.0)
    return least - room, most + room


def _spark(figure: "Figure", trend: Trend, words: Words) -> None:
    axes = figure.add_axes((0.02, 0.06, 0.96, 0.88))
    axes.set_axis_off()
    axes.set_xlim(-0.4, len(trend.months) - 0.5)
    axes.set_ylim(*_span(trend))
    _lines(axes, trend, 0.55)


def _trend(figure: "Figure", trend: Trend, words: Words) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes = figure.add_axes((0.09, 0.11, 0.65, 0.84))
    axes.set_xlim(-0.4, len(trend.months) - 0.6)
    low, high = _span(trend)
    axes.set_ylim(low, high)
    axes.set_xticks(range(len(trend.months)), trend.months, fontsize=_SMALL_LETTERS)
    axes.yaxis.set_major_locator(MaxNLocator(_TICKS))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(round(value, 6)).replace("-", "−")))
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, colors=MUTED)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    _lines(axes, trend, 1.0)
    labels = _labels(trend, words)
    heights = _apart([(value - low) / (high - low) for value, _, _ in labels])
    for height, (_, text, colour) in zip(heights, labels, strict=True):
        axes.text(1.02, height, text, transform=axes.transAxes, va="center", color=colour, clip_on=False)


def _labels(trend: Trend, words: Words) -> list[tuple[float, str, str]]:
    """What stands at the right of the lines: where, text and colour."""
    show = partial(amount, unit=trend.unit, words=words, count=trend.decimals)
    found = []
    values = [
        (month, value)
        for month, value in zip(trend.months, _padded(trend), strict=True)
        if value is not None and not math.isnan(value)
    ]
    for key, line in (("drawing_target", trend.target), ("drawing_most", trend.target_max)):
        at = _last(line, trend)
        if at is not None:
            word = "drawing_least" if key == "drawing_target" and trend.target_max is not None else key
            found.append((at, f"{words.text(word)} {show(at)}", MUTED))
    if trend.outlook is not None:
        text = f"{words.text('drawing_forecast')} {_outlook_text(trend, words)}".replace(" (", "\n(")
        found.append((trend.outlook.value, text, HEADING))
    if values:
        month, value = values[-1]
        found.append((value, f"{words.text('drawing_result')} {month} {show(value)}", HEADING))
    return found


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights of labels, moved up where they would stand on each other, and back down below the top."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    moved = [*heights]
    least = 0.0
    for place in order:
        moved[place] = max(moved[place], least)
        least = moved[place] + _LABEL_GAP * 1.6
    most = 1.0
    for place in reversed(order):
        moved[place] = min(moved[place], most)
        most = moved[place] - _LABEL_GAP * 1.6
    return moved
