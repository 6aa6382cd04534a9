"""A sheet of a new workbook, with its tables, put into an older one."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from workbook.closed.grafting.elements import in_namespace, named, write_text
from workbook.closed.grafting.parts import Parts
from workbook.closed.grafting.style_graft import StyleGraft
from workbook.opc.index import SheetPart

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"


@dataclass(frozen=True)
class Added:
    """A sheet that was added: its part, and the parts of its tables by their names."""

    part: str
    tables: Mapping[str, str]


class SheetGraft:
    """Puts sheets of one workbook into another.

    Args:
        target: The workbook that is grown.
        donor: The workbook that sheets are taken from.
        styles: Takes their formats over.
    """

    def __init__(self, target: Parts, donor: Parts, styles: StyleGraft) -> None:
        self._target = target
        self._donor = donor
        self._styles = styles
        self._texts = _shared_texts(donor)
        numbers = [int(target.package.tree(each.part).get("id", "0")) for each in target.index.tables.values()]
        self._last_table = max(numbers, default=0)

    def add(self, sheet: SheetPart, name: str, after: str) -> Added:
        """Add a sheet.

        Args:
            sheet: The donor's sheet: cells, formats, tables; its drawing stays behind.
            name: What it is called in the target.
            after: The name of the target's sheet that it comes after.
        """
        root = deepcopy(self._donor.tree(sheet.part))
        for drawing in root.findall("{*}drawing"):
            root.remove(drawing)
        self._formatted(root)
        tables = [
            self._table(each.target) for each in self._donor.package.relations(sheet.part) if each.kind == "table"
        ]
        workbook = self._target.tree(self._target.index.workbook)
        root = in_namespace(root, workbook)
        folder = self._target.index.workbook.rpartition("/")[0]
        part = self._target.add(f"{folder}/worksheets", "sheet", root, _SHEET_TYPE)
        kinds = self._kind(workbook)
        names: dict[str, str] = {}
        for element, table in zip(root.iterfind("{*}tableParts/{*}tablePart"), tables, strict=True):
            added = names[str(table.get("name"))] = self._target.add(f"{folder}/tables", "table", table, _TABLE_TYPE)
            _set_id(element, self._target.relate(part, added, f"{kinds}/table"), kinds)
        ident = self._target.relate(self._target.index.workbook, part, f"{kinds}/worksheet")
        self._listed(workbook, sheet, name, ident, after)
        return Added(part, names)

    def _formatted(self, root: etree._Element) -> None:
        """The sheet's cells with texts of their own and the target's formats."""
        for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
            if cell.get("s"):
                cell.set("s", str(self._styles.cell(int(cell.get("s", "0")))))
            value = cell.find("{*}v")
            if cell.get("t") == "s" and value is not None:
                write_text(cell, self._texts[int(value.text or "0")])
        for element in root.iter("{*}row", "{*}col"):
            name = "s" if etree.QName(element).localname == "row" else "style"
            if element.get(name):
                element.set(name, str(self._styles.cell(int(element.get(name, "0")))))
        for rule in root.iterfind("{*}conditionalFormatting/{*}cfRule[@dxfId]"):
            rule.set("dxfId", str(self._styles.conditional(int(rule.get("dxfId", "0")))))

    def _table(self, part: str) -> etree._Element:
        """A table under a number of its own."""
        root = deepcopy(self._donor.tree(part))
        self._last_table += 1
        root.set("id", str(self._last_table))
        return in_namespace(root, self._target.tree(self._target.index.workbook))

    def _listed(self, workbook: etree._Element, sheet: SheetPart, name: str, ident: str, after: str) -> None:
        """The sheet in the workbook's list, and what counts sheets there counted anew."""
        home = workbook.find("{*}sheets")
        assert home is not None
        names = [each.get("name") for each in home]
        place = names.index(after) + 1
        number = max(int(each.get("sheetId", "0")) for each in home) + 1
        element = etree.Element(named(home, "sheet"), name=name, sheetId=str(number))
        if sheet.hidden:
            element.set("state", "hidden")
        _set_id(element, ident, self._kind(workbook))
        home.insert(place, element)
        for defined in workbook.iterfind("{*}definedNames/{*}definedName[@localSheetId]"):
            _moved(defined, "localSheetId", place)
        for view in workbook.iterfind("{*}bookViews/{*}workbookView"):
            for attribute in ("activeTab", "firstSheet"):
                if view.get(attribute) is not None:
                    _moved(view, attribute, place)
        self._printed(workbook, sheet, name, place)

    def _printed(self, workbook: etree._Element, sheet: SheetPart, name: str, place: int) -> None:
        """The donor's names for the sheet's print area and titles."""
        theirs = self._donor.tree(self._donor.index.workbook)
        position = [each.name for each in self._donor.index.sheets].index(sheet.name)
        home = workbook.find("{*}definedNames")
        if home is None:
            return
        for defined in theirs.iterfind(f"{{*}}definedNames/{{*}}definedName[@localSheetId='{position}']"):
            taken = in_namespace(deepcopy(defined), workbook)
            taken.set("localSheetId", str(place))
            taken.text = _renamed(taken.text or "", sheet.name, name)
            home.append(taken)

    @staticmethod
    def _kind(workbook: etree._Element) -> str:
        """What the types of relationships begin with, which Strict workbooks write otherwise."""
        strict = "purl.oclc.org" in str(etree.QName(workbook).namespace)
        return (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
            if strict
            else "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        )


def _renamed(reference: str, before: str, after: str) -> str:
    """A reference to a sheet under its new name, which stands in quotes."""
    quoted = [each.replace("'", "''") for each in (before, after)]
    return reference.replace(f"'{quoted[0]}'!", f"'{quoted[1]}'!").replace(f"{before}!", f"'{quoted[1]}'!")


def _shared_texts(parts: Parts) -> list[str]:
    part = parts.index.part("sharedStrings")
    if part is None:
        return []
    return ["".join(text.text or "" for text in each.iter("{*}t")) for each in parts.tree(part).iterfind("{*}si")]


def _set_id(element: etree._Element, ident: str, kinds: str) -> None:
    for name in [each for each in element.attrib if etree.QName(str(each)).localname == "id"]:
        del element.attrib[name]
    element.set(f"{{{kinds}}}id", ident)


def _moved(element: etree._Element, attribute: str, place: int) -> None:
    number = int(element.get(attribute, "0"))
    element.set(attribute, str(number + (number >= place)))
