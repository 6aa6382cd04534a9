"""The calculation chain and the order to calculate on opening."""

import re

from lxml import etree

from workbook.opc.index import Index
from workbook.opc.package import safe_parser
from workbook.opc.tags import added_attribute, edited_tags, with_attribute

_BEFORE_CALC = ("definedNames", "externalReferences", "functionGroups", "sheets")


def with_full_calculation(workbook: bytes) -> bytes:
    """The workbook part, asking the spreadsheet program to calculate everything when it opens the file."""
    found = False

    def ask(name: str, tag: bytes) -> bytes:
        nonlocal found
        if name != "calcPr":
            return tag
        found = True
        return added_attribute(with_attribute(tag, "fullCalcOnLoad", lambda _: None), "fullCalcOnLoad", "1")

    edited = edited_tags(workbook, ask)
    if found:
        return edited
    for name in _BEFORE_CALC:
        ends = list(
            re.finditer(rb"</((?:\w+:)?)%s>|<((?:\w+:)?)%s\b[^>]*/>" % (name.encode(), name.encode()), workbook)
        )
        if ends:
            # The first one: an extension at the end of the part may hold elements of the same name.
            end, prefix = ends[0].end(), ends[0][1] or ends[0][2] or b""
            return workbook[:end] + b'<%scalcPr fullCalcOnLoad="1"/>' % prefix + workbook[end:]
    return workbook


def pruned_chain(index: Index, lost: dict[str, list[str]]) -> tuple[str, bytes | None] | None:
    """The calculation chain without the formulas that were overwritten.

    Args:
        index: The workbook's parts.
        lost: Sheet id → cells that no longer hold a formula.

    Returns:
        The part's name and its new bytes (None: it is empty and goes); nothing where it does not change.
    """
    part = index.part("calcChain")
    if part is None or part not in index.package.names or not any(lost.values()):
        return None
    root = index.package.tree(part)
    gone = {(sheet, cell) for sheet, cells in lost.items() for cell in cells}
    sheet, changed = "", False
    for element in list(root):
        named = element.get("i")
        sheet = named or sheet
        if (sheet, element.get("r", "")) in gone:
            following = element.getnext()
            if named and following is not None and following.get("i") is None:
                following.set("i", named)
            root.remove(element)
            changed = True
    if not changed:
        return None
    return part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if len(root) else None


def without_part(index: Index, part: str) -> dict[str, bytes]:
    """The relationships and content types once a part of the workbook is gone: member → new bytes."""
    folder, _, name = index.workbook.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    changed = {}
    for member, attribute in ((rels, "Target"), ("[Content_Types].xml", "PartName")):
        root = etree.fromstring(index.package.read(member), safe_parser())
        for element in list(root):
            if element.get(attribute, "").rpartition("/")[2] == part.rpartition("/")[2]:
                root.remove(element)
        changed[member] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return changed
