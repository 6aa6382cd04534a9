"""The map in the drawing of a sheet: valid shapes, drawn anew where they stand, and nothing else touched."""

from copy import deepcopy

import pytest
from lxml import etree

from tests.unit.workbook.strategy.maps import sample
from workbook.strategy.anchors import empty_drawing, put_map, redrawn, taken_columns
from workbook.strategy.figures import GROUP_NAME
from workbook.strategy.model import MapBand, StrategyMap
from workbook.strategy.shapes import DRAWING_NAMESPACE, MAIN_NAMESPACE, MapShapes

XDR, A = f"{{{DRAWING_NAMESPACE}}}", f"{{{MAIN_NAMESPACE}}}"
LINKS = {row: {part: f"'Ark'!${letter}${row + 5}" for part, letter in zip(
    ("title", "light", "note", "plans"), "BEFG", strict=True)} for row in range(11)}  # fmt: skip
SMALLER = StrategyMap("Strategikort", "Mindre", (MapBand("By/Samfund"),))


def shapes(plan, links=LINKS):
    return lambda first: MapShapes(plan, links, "da-DK", first)


@pytest.fixture
def drawing():
    """A drawing with the map in column 9, row 4."""
    root = empty_drawing()
    put_map(root, shapes(sample()), 9, 4)
    return root


def again(drawing, plan):
    content = redrawn(etree.tostring(drawing), shapes(plan))
    return etree.fromstring(content)


def ids(drawing):
    return [int(each.get("id")) for each in drawing.iter(f"{XDR}cNvPr")]


def texts(drawing):
    return ["\n".join(part.text or "" for part in shape.iter(f"{A}t")) for shape in drawing.iter(f"{XDR}sp")]


def user_shape(name="Min egen", number=7):
    text = (
        f'<xdr:sp xmlns:xdr="{DRAWING_NAMESPACE}" xmlns:a="{MAIN_NAMESPACE}" macro="" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{number}" name="{name}"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm>'
        '<a:off x="5000" y="6000"/><a:ext cx="10" cy="10"/></a:xfrm></xdr:spPr></xdr:sp>'
    )
    return etree.fromstring(text)


def test_every_text_of_the_map_is_there_and_those_of_cells_are_linked(drawing):
    shown = texts(drawing)
    for box in sample().boxes:
        assert box.title in shown
        assert not box.light_text or box.light_text in shown
        assert not box.plans or "\n".join(f"\u2022 {plan}" for plan in box.plans) in shown
    linked = {each.get("textlink") for each in drawing.iter(f"{XDR}sp")}
    assert {"'Ark'!$B$5", "'Ark'!$E$5", "'Ark'!$F$6", "'Ark'!$G$8"} <= linked
    [group] = drawing.iter(f"{XDR}grpSp")
    assert group.find(f"{XDR}nvGrpSpPr/{XDR}cNvPr").get("descr") == "Kortet i ord"
    assert len(ids(drawing)) == len(set(ids(drawing)))


def test_a_text_longer_than_a_linked_shape_shows_is_written_as_it_is():
    plan = StrategyMap("", "", (MapBand("", (sample().boxes[3],)),))
    [box] = plan.boxes
    long = StrategyMap("", "", (MapBand("", (type(box)(3, box.title, plans=("x" * 200, "y" * 200)),)),))
    root = empty_drawing()
    put_map(root, shapes(long), 0, 0)
    assert "'Ark'!$G$8" not in {each.get("textlink") for each in root.iter(f"{XDR}sp")}
    assert any("\u2022 " + "x" * 200 in text for text in texts(root))


def test_each_arrow_has_its_head_and_straight_ones_hold_on_to_their_boxes(drawing):
    heads = list(drawing.iter(f"{A}tailEnd"))
    assert len(heads) == sum(len(box.supports) for box in sample().boxes)
    known = set(ids(drawing))
    ends = [int(end.get("id")) for name in ("stCxn", "endCxn") for end in drawing.iter(f"{A}{name}")]
    assert ends
    assert set(ends) <= known


def test_it_is_drawn_anew_where_it_stands_and_what_stands_beside_it_stays(drawing):
    beside = etree.SubElement(drawing, f"{XDR}oneCellAnchor")
    beside.append(user_shape())
    before = etree.tostring(beside)
    moved = drawing[0].find(f"{XDR}from/{XDR}col")
    moved.text = "12"  # the user dragged it
    new = again(drawing, SMALLER)
    assert new[0].find(f"{XDR}from/{XDR}col").text == "12"
    assert etree.tostring(new[1]) == before
    assert "Adgang til arbejde" not in texts(new)
    assert len(ids(new)) == len(set(ids(new)))


def test_a_shape_that_a_user_put_into_the_group_stays_where_it_is(drawing):
    [group] = drawing.iter(f"{XDR}grpSp")
    start = group.find(f"{XDR}grpSpPr/{A}xfrm/{A}chOff")
    start.set("x", "1000")  # Excel counts a group's inside from the sheet's corner when it saves
    start.set("y", "2000")
    group.append(user_shape(number=9_999))
    once = again(drawing, sample())
    twice = again(once, SMALLER)
    for new in (once, twice):
        [own] = [
            each for each in new.iter(f"{XDR}sp") if each.find(f"{XDR}nvSpPr/{XDR}cNvPr").get("name") == "Min egen"
        ]
        offset = own.find(f"{XDR}spPr/{A}xfrm/{A}off")
        assert (offset.get("x"), offset.get("y")) == ("4000", "4000")
        assert own.getparent().find(f"{XDR}nvGrpSpPr/{XDR}cNvPr").get("name") == GROUP_NAME
        assert len(ids(new)) == len(set(ids(new)))


def test_a_map_that_was_ungrouped_or_deleted_is_not_drawn(drawing):
    loose = deepcopy(drawing)
    loose[0].find(f"{XDR}grpSp/{XDR}nvGrpSpPr/{XDR}cNvPr").set("name", "Gruppe 1")
    assert redrawn(etree.tostring(loose), shapes(SMALLER)) is None
    assert redrawn(etree.tostring(empty_drawing()), shapes(SMALLER)) is None


def test_columns_that_pictures_reach_into():
    root = etree.fromstring(
        f'<xdr:wsDr xmlns:xdr="{DRAWING_NAMESPACE}"><xdr:twoCellAnchor><xdr:to><xdr:col>14</xdr:col></xdr:to>'
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )
    assert (taken_columns(root), taken_columns(empty_drawing())) == (15, 0)
