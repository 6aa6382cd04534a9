"""What a strategy map is drawn of on a sheet: rectangles with texts, and arrows; the same for files and open Excel.

Texts that stand in the table are linked to their cells, so that an open Excel shows them as they are computed; the
boxes carry no colour of a light, which no link could change.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workbook.builder.cell_formats import HEADING, LINE, MUTED
from workbook.strategy.layout import BOX_WIDTH, INSET, LABEL, TEXT_SIZE, TITLE_SIZE, WIDTH, Chart, Placed
from workbook.strategy.model import bulleted
from workbook.strategy.routes import Route, routes

GROUP_NAME = "resultatkontrakt_strategy_map"
"""The name of the map's group of shapes, by which it is found again; those in it are called so, with a number."""
_LARGEST, _SMALLEST = 1.3, 1.0
"""How much larger than on paper: a screen is read from farther away. Smaller than on paper nobody could read it."""
_PAGE = 745.0
"""Points of the sheet that a page of it holds in any case: below the rows that are repeated, less a row."""
BAND_FILL = "#F3F6FA"
_WHITE, _BLACK = "#FFFFFF", "#000000"
_LONGEST_LINK = 255  # letters that a linked shape shows

Links = Mapping[int, Mapping[str, str]]
"""Row of the table -> what of a box (title, light, note, plans) -> the cell that holds it."""
Area = tuple[float, float, float, float]
"""Left, top, width, height, in points."""


@dataclass(frozen=True)
class Figure:
    """A rectangle, or a text without one.

    Args:
        area: Where it stands.
        text: What it says.
        size: The size of its letters in points.
        ink: Their colour.
        bold: Whether they are bold.
        fill: Its colour inside; blank for none.
        edge: The colour of its edge; blank for none.
        dashed: Whether its edge is dashed.
        link: The cell that holds its text; blank where none does.
        row: The row of the table whose box it is; None for what is no box.
        is_inside: Whether it lies on a box and needs no room above its text.
    """

    area: Area
    text: str = ""
    size: float = TITLE_SIZE
    ink: str = _BLACK
    bold: bool = False
    fill: str = ""
    edge: str = ""
    dashed: bool = False
    link: str = ""
    row: int | None = None
    is_inside: bool = False

    @property
    def above(self) -> float:
        """The room above its text."""
        return 0 if self.is_inside else INSET


def figures(chart: Chart, links: Links) -> Iterator[Figure | Route]:
    """All that a map is drawn of, from the back to the front.

    Args:
        chart: The map, all in its place.
        links: The cells that hold its texts.
    """
    for band in chart.bands:
        yield Figure((0, band.y, WIDTH, band.height), fill=BAND_FILL, edge=LINE)
        label = (0.0, band.y, LABEL, band.height)
        title = " ".join(band.title).replace("/ ", "/")
        yield Figure(label, title, ink=_WHITE, bold=True, fill=HEADING, edge=HEADING)
    for placed in chart.boxes:
        yield from _box(placed, links.get(placed.box.row, {}))
    yield from routes(chart)


def scale_of(drawn: Iterable[Figure | Route]) -> float:
    """How much larger than on paper a map is drawn on its sheet: so that it is printed on one page where it can be.

    Args:
        drawn: What it is drawn of.
    """
    height = max((each.area[1] + each.area[3] for each in drawn if isinstance(each, Figure)), default=_PAGE)
    return max(_SMALLEST, min(_LARGEST, _PAGE / height))


def _box(placed: Placed, cells: Mapping[str, str]) -> Iterator[Figure]:
    """A box: its frame bears the title; the rest lies on it as shapes of their own, for a shape links to one cell."""
    box = placed.box
    edge = MUTED if box.is_blank else HEADING
    area = (placed.x, placed.y, BOX_WIDTH, placed.height)
    yield Figure(
        area, box.title, TITLE_SIZE, edge, not box.is_blank, _WHITE, edge, box.is_blank, cells.get("title", ""), box.row
    )
    parts = (
        ("about", "\n".join(box.about), TEXT_SIZE, _BLACK),
        ("light", box.light_text, TITLE_SIZE, _BLACK),
        ("note", box.note, TEXT_SIZE, MUTED),
        ("plans", "\n".join(map(bulleted, box.plans)), TEXT_SIZE, _BLACK),
    )
    y = placed.y + INSET + placed.heights[0]
    for (name, text, size, ink), height in zip(parts, placed.heights[1:], strict=True):
        if text:
            link = cells.get(name, "") if len(text) <= _LONGEST_LINK else ""
            inside = (placed.x, y, BOX_WIDTH, height)
            yield Figure(inside, text, size, ink, name == "light", link=link, is_inside=True)
        y += height
