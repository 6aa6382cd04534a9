"""Small Open Packaging (OPC) helpers: read an xlsx zip, edit its XML parts, and write it again."""

from __future__ import annotations

import posixpath
import re
import uuid
import zipfile
from pathlib import Path
from typing import Any, Final

from lxml import etree

Element = etree._Element

NS: Final[dict[str, str]] = {
    "main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "x14": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
    "x14ac": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac",
    "x15": "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main",
    "xm": "http://schemas.microsoft.com/office/excel/2006/main",
    "xr": "http://schemas.microsoft.com/office/spreadsheetml/2014/revision",
    "xr2": "http://schemas.microsoft.com/office/spreadsheetml/2015/revision2",
    "xr10": "http://schemas.microsoft.com/office/spreadsheetml/2016/revision10",
    "tc": "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "sle": "http://schemas.microsoft.com/office/drawing/2010/slicer",
    "sle15": "http://schemas.microsoft.com/office/drawing/2012/slicer",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
RELS_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES_PART: Final = "[Content_Types].xml"
WORKBOOK_PART: Final = "xl/workbook.xml"
OFFICE_REL: Final = NS["r"]
DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def tag(prefix: str, name: str) -> str:
    """Returns the Clark notation of a name, e.g. ``{http://...}row``."""
    return f"{{{NS[prefix]}}}{name}"


def local(element: Element) -> str:
    """Returns the local name of an element."""
    return etree.QName(element).localname


def need(element: Element, name: str) -> str:
    """Returns an attribute which must be there.

    Raises:
        ValueError: If it is missing.
    """
    value = element.get(name)
    if value is None:
        raise ValueError(f"{element.tag} has no {name}")
    return value


def default_attribute(element: Element, name: str, value: str) -> None:
    """Sets an attribute unless it is already there."""
    if name not in element.attrib:
        element.set(name, value)


def guid(*names: object) -> str:
    """Returns a reproducible upper-case GUID in braces, made from the names."""
    return "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, names)))).upper() + "}"


def build(xml: str, default: str = "main") -> Element:
    """Parses a snippet in which every known prefix may be used.

    Args:
        xml: One element. Prefixes named in attribute VALUES (``Requires``) must be declared in the snippet itself.
        default: The prefix whose namespace unprefixed elements belong to, or the empty string for none.

    Returns:
        The parsed element, ready to be moved into another tree.
    """
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items() if prefix != default)
    if default:
        declared += f' xmlns="{NS[default]}" xmlns:{default}="{NS[default]}"'
    return etree.fromstring(f"<wrapper {declared}>{xml}</wrapper>")[0]


def document(xml: str) -> Element:
    """Parses the full text of a new part."""
    return etree.fromstring(xml.encode())


def with_namespaces(root: Element, prefixes: dict[str, bool]) -> Element:
    """Rebuilds a root element so that more prefixes are declared on it.

    Args:
        root: The root element; its children are moved.
        prefixes: Prefix to whether it must also be listed in ``mc:Ignorable``.

    Returns:
        The new root element.
    """
    nsmap: Any = {**root.nsmap, "mc": NS["mc"], **{prefix: NS[prefix] for prefix in prefixes}}
    fresh = etree.Element(root.tag, nsmap=nsmap)
    for name, value in root.attrib.items():
        fresh.set(str(name), str(value))
    tokens = (fresh.get(tag("mc", "Ignorable")) or "").split()
    tokens += [prefix for prefix, ignorable in prefixes.items() if ignorable and prefix not in tokens]
    fresh.set(tag("mc", "Ignorable"), " ".join(tokens))
    fresh.text = root.text
    fresh.extend(list(root))
    return fresh


class Package:
    """The parts of one xlsx file, kept in memory.

    Parts which nobody asked to edit are written back byte for byte.
    """

    def __init__(self, source: Path) -> None:
        """Reads every part of a file.

        Args:
            source: The xlsx file.
        """
        with zipfile.ZipFile(source) as archive:
            self.parts: dict[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
        self._edited: dict[str, Element] = {}

    def save(self, target: Path) -> None:
        """Writes the package.

        Args:
            target: The file to write; it may be the file which was read.
        """
        for name, root in self._edited.items():
            self.parts[name] = DECLARATION + etree.tostring(root, encoding="UTF-8")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)

    def edit(self, name: str) -> Element:
        """Returns the root of a part for editing; the part is serialised again on save."""
        if name not in self._edited:
            self._edited[name] = etree.fromstring(self.parts[name])
        return self._edited[name]

    def peek(self, name: str) -> Element:
        """Returns the root of a part for reading only."""
        return self._edited[name] if name in self._edited else etree.fromstring(self.parts[name])

    def replace_root(self, name: str, root: Element) -> Element:
        """Gives an existing part a new root element."""
        self._edited[name] = root
        return root

    def add(self, name: str, root: Element, content_type: str) -> Element:
        """Adds a new XML part with its content type."""
        self.parts[name] = b""
        self._edited[name] = root
        self._declare(name, content_type)
        return root

    def free_name(self, pattern: str) -> str:
        """Returns the first unused part name of a pattern such as ``xl/tables/table{}.xml``."""
        number = 1
        while pattern.format(number) in self.parts:
            number += 1
        return pattern.format(number)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Adds a relationship between two parts.

        Args:
            source: The part which owns the relationship.
            kind: The relationship type URI.
            target: The part pointed at.

        Returns:
            The new relationship id.
        """
        name = rels_name(source)
        if name not in self.parts:
            self.parts[name] = b""
            self._edited[name] = document(f'<Relationships xmlns="{RELS_NS}"/>')
        rels = self.edit(name)
        used = {rel.get("Id") for rel in rels}
        number = len(rels) + 1
        while f"rId{number}" in used:
            number += 1
        path = posixpath.relpath(target, posixpath.dirname(source))
        etree.SubElement(rels, f"{{{RELS_NS}}}Relationship", Id=f"rId{number}", Type=kind, Target=path)
        return f"rId{number}"

    def related(self, source: str, kind: str) -> dict[str, str]:
        """Returns the internal relationships of one type.

        Args:
            source: The part which owns the relationships.
            kind: The relationship type URI, or the empty string for every type.

        Returns:
            Relationship id to part name.
        """
        name = rels_name(source)
        if name not in self.parts:
            return {}
        return {
            need(rel, "Id"): resolve(source, need(rel, "Target"))
            for rel in self.peek(name)
            if kind in ("", rel.get("Type")) and rel.get("TargetMode") != "External"
        }

    def sheets(self) -> dict[str, tuple[str, int]]:
        """Returns the worksheets (no chartsheets): name to part name and sheetId."""
        parts = self.related(WORKBOOK_PART, f"{OFFICE_REL}/worksheet")
        found = self.peek(WORKBOOK_PART).iter(tag("main", "sheet"))
        return {
            need(sheet, "name"): (parts[need(sheet, tag("r", "id"))], int(need(sheet, "sheetId")))
            for sheet in found
            if need(sheet, tag("r", "id")) in parts
        }

    def _declare(self, name: str, content_type: str) -> None:
        """Gives a part its content type: a Default for VML, else an Override."""
        types = self.edit(TYPES_PART)
        if name.endswith(".vml"):
            if not any(child.get("Extension") == "vml" for child in types):
                types.insert(0, types.makeelement(f"{{{TYPES_NS}}}Default", Extension="vml", ContentType=content_type))
            return
        etree.SubElement(types, f"{{{TYPES_NS}}}Override", PartName=f"/{name}", ContentType=content_type)


def rels_name(part: str) -> str:
    """Returns the name of the relationships part of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(source: str, target: str) -> str:
    """Returns the part name a relationship target points at."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def numbers_in(pattern: str, content: bytes) -> list[int]:
    """Returns every integer a one-group pattern finds in a part."""
    return [int(number) for number in re.findall(pattern.encode(), content)]
