"""Elements made for a document: in its namespace, for Strict workbooks have one of their own."""

from lxml import etree


def named(model: etree._Element, name: str) -> str:
    """An element's name in the namespace of another."""
    return f"{{{etree.QName(model).namespace}}}{name}"


def in_namespace(element: etree._Element, model: etree._Element) -> etree._Element:
    """An element, with all that it holds, in the namespace of another document."""
    theirs = etree.QName(element).namespace
    if theirs != etree.QName(model).namespace:
        for each in element.iter("*"):
            if etree.QName(each).namespace == theirs:
                each.tag = named(model, etree.QName(each).localname)
    return element


def write_text(cell: etree._Element, text: str) -> None:
    """Put a text into a cell, in the place of what stands there."""
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    inner = etree.SubElement(etree.SubElement(cell, named(cell, "is")), named(cell, "t"))
    inner.text = text
