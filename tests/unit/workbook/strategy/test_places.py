"""Where boxes stand and how arrows run: nothing lies on something else, whatever supports what."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.workbook.strategy.maps import sample
from workbook.strategy.layout import BOX_WIDTH, LABEL, WIDTH, laid_out
from workbook.strategy.model import MapBand, MapBox, StrategyMap
from workbook.strategy.routes import routes
from workbook.strategy.wrapping import text_width, wrapped


@st.composite
def maps(draw):
    count = draw(st.integers(0, 14))
    bands = [[] for _ in range(4)]
    for row in range(count):
        supports = draw(st.lists(st.integers(0, count - 1), max_size=3, unique=True))
        bands[draw(st.integers(0, 3))].append(
            MapBox(row, f"Fokusområde {row}", supports=tuple(each for each in supports if each != row))
        )
    return StrategyMap("", "", tuple(MapBand(f"Perspektiv {at}", tuple(band)) for at, band in enumerate(bands)))


def crosses(one, other, box):
    """Whether a stretch runs through a box (not along its edge)."""
    (x, y), (to_x, to_y) = one, other
    left, right = sorted((x, to_x))
    top, bottom = sorted((y, to_y))
    return left < box.x + BOX_WIDTH and right > box.x and top < box.bottom and bottom > box.y


def check(plan):
    chart = laid_out(plan)
    assert [box.box.row for box in chart.boxes if not 0 <= box.x <= WIDTH - BOX_WIDTH] == []
    for one, other in combinations(chart.boxes, 2):
        apart = one.x + BOX_WIDTH <= other.x or other.x + BOX_WIDTH <= one.x
        assert apart or one.bottom <= other.y or other.bottom <= one.y
    for band in chart.bands:
        assert band.y + band.height <= chart.height
    found = routes(chart)
    assert {(each.source, each.target) for each in found} == {
        (box.row, row) for box in plan.boxes for row in box.supports
    }
    for route in found:
        for start, end in zip(route.points, route.points[1:], strict=False):
            assert start[0] == end[0] or start[1] == end[1]
            assert min(start[0], end[0]) >= LABEL
            assert not any(crosses(start, end, box) for box in chart.boxes)


def test_the_sample():
    check(sample())


@given(maps())
def test_boxes_stand_apart_and_no_arrow_crosses_one(plan):
    check(plan)


def test_what_supports_stands_below_what_it_supports():
    chart = laid_out(sample())
    assert chart.by_row[3].y > chart.by_row[0].bottom
    assert chart.by_row[3].x == chart.by_row[0].x


@given(st.text("abcdefgæøå /-", max_size=60), st.floats(20, 120))
def test_a_wrapped_text_keeps_its_letters_and_its_width(text, width):
    lines = wrapped(text, width, 7.0)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) == 1 or text_width(line, 7.0) <= width for line in lines)
