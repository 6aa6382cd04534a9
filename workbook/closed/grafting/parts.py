"""The parts of a package as they will be: read as trees, changed, added, and written in one step."""

import posixpath
import zipfile
from pathlib import Path

from lxml import etree

from workbook.closed.atomic import check_writable, replacing
from workbook.closed.undo.keeping import keep_state
from workbook.opc.index import Index
from workbook.opc.package import Package, safe_parser, same_member

_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PARSER = safe_parser(whole=True)


class Parts:
    """The parts of a workbook that is changed.

    Args:
        path: The workbook.

    Raises:
        CannotOpenError: It cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.package = Package(path)
        self.index = Index(self.package)
        self._trees: dict[str, etree._Element] = {}
        self._new: set[str] = set()

    def tree(self, part: str) -> etree._Element:
        """A part as a tree; what is changed in it is written."""
        if part not in self._trees:
            try:
                self._trees[part] = etree.fromstring(self.package.read(part), _PARSER)
            except etree.XMLSyntaxError as error:
                raise self.package.unreadable(error) from error
        return self._trees[part]

    def add(self, folder: str, stem: str, root: etree._Element, content_type: str) -> str:
        """Add a part under a name of its own, and its content type.

        Args:
            folder: Its folder.
            stem: What its name begins with; a number follows.
            root: What it holds.
            content_type: Its type.

        Returns:
            Its name.
        """
        taken = {*self.package.names, *self._new}
        number = next(each for each in range(1, len(taken) + 2) if f"{folder}/{stem}{each}.xml" not in taken)
        name = f"{folder}/{stem}{number}.xml"
        self._new.add(name)
        self._trees[name] = root
        types = self.tree(_TYPES)
        kind = etree.QName(types).namespace
        etree.SubElement(types, f"{{{kind}}}Override", PartName=f"/{name}", ContentType=content_type)
        return name

    def relate(self, part: str, target: str, kind: str) -> str:
        """Add a relationship from one part to another; its id."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels in self.package.names or rels in self._trees:
            root = self.tree(rels)
        else:
            root = self._trees[rels] = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}"/>')
            self._new.add(rels)
        taken = {each.get("Id") for each in root}
        ident = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        reached = posixpath.relpath(target, folder or ".")
        etree.SubElement(root, f"{{{_PACKAGE}}}Relationship", Id=ident, Type=kind, Target=reached)
        return ident

    def save(self) -> None:
        """Write the workbook in one step; parts that nobody asked for are copied as they are.

        Raises:
            CannotOpenError: It cannot be written, or somebody else has written it.
        """
        path = self.package.path
        check_writable(path)
        self.package.require_as_opened()
        with replacing(path, self.package.require_as_opened, keep_state) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
                for name, member in self.package.names.items():
                    content = _written(self._trees[name]) if name in self._trees else self.package.read(name)
                    out.writestr(same_member(member), content)
                for name in sorted(self._new):
                    out.writestr(name, _written(self._trees[name]))
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.package.close()


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
