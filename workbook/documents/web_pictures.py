"""A picture inside a web page: its drawing is part of the page, with a name, a description and ids of its own."""

import re

from lxml import etree

from workbook.documents.model import Picture
from workbook.documents.web_text import text
from workbook.opc.package import safe_parser

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_FORBIDDEN = ("script", "foreignObject", "metadata", "title", "desc")
_PIXELS_PER_CM = 37.8


def inline_svg(picture: Picture, place: str) -> str:
    """A picture as an element of a page.

    Args:
        picture: The picture.
        place: A name that no other picture of the page has: its ids begin with it.
    """
    content = picture.draw("svg")
    root = etree.fromstring(content, safe_parser())
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element).localname
        if name in _FORBIDDEN and element is not root:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        _own_ids(element, place)
    _size(root, picture.width)
    root.set("id", place)
    root.set("role", "img")
    root.set("aria-labelledby", f"{place}-title {place}-desc")
    title, desc = etree.Element(f"{_SVG}title"), etree.Element(f"{_SVG}desc")
    title.set("id", f"{place}-title")
    desc.set("id", f"{place}-desc")
    title.text = _MARK_TITLE
    desc.text = _MARK_DESC
    root.insert(0, title)
    root.insert(1, desc)
    etree.cleanup_namespaces(root)
    shown = etree.tostring(root, encoding="unicode")
    named = shown.replace(_MARK_TITLE, text(picture.caption or picture.alt), 1)
    return named.replace(_MARK_DESC, text(picture.alt), 1)


_MARK_TITLE, _MARK_DESC = "\ue000title", "\ue001desc"


def _own_ids(element: etree._Element, place: str) -> None:
    """Ids, and what refers to them, begin with the picture's name; nothing outside the page is asked for."""
    for key, value in list(element.attrib.items()):
        name, old = str(key), str(value)
        if name == "id":
            element.set(name, f"{place}-{old}")
        elif name in {"href", _LINK}:
            if old.startswith("#"):
                element.set(name, f"#{place}-{old[1:]}")
            elif not old.startswith("data:image/"):
                del element.attrib[key]
        elif name.startswith("on"):
            del element.attrib[key]
        elif "url(" in old:
            element.set(name, _URL.sub(lambda found: f"url(#{place}-{found[1]})", old))
    if etree.QName(element).localname == "style" and element.text:
        element.text = _scoped(element.text, place)


def _scoped(style: str, place: str) -> str:
    """A picture's own style sheet holds for that picture only."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", style)
    return "".join(f"#{place} {selector.strip()}{{{body}}}" for selector, body in rules)


def _size(root: etree._Element, width: float) -> None:
    """As wide as on paper, and narrower where the screen is; its own frame keeps the shape."""
    pixels = width * _PIXELS_PER_CM
    box = [float(each) for each in (root.get("viewBox") or "0 0 1 1").replace(",", " ").split()]
    root.set("width", f"{pixels:.0f}")
    root.set("height", f"{pixels * box[3] / box[2]:.0f}")
