"""What is where in a workbook: sheets, named tables, date system, and the mark that tells our workbooks."""

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.opc.package import Package, local
from workbook.opc.refs import Area

_TRUE = frozenset({"1", "true", "on"})

_VISIBLE = "visible"


@dataclass(frozen=True)
class SheetPart:
    """A sheet: its name, its part, its id in the calculation chain, and whether it is hidden."""

    name: str
    part: str
    sheet_id: str
    hidden: bool = False


@dataclass(frozen=True)
class TablePart:
    """A named table.

    Args:
        name: Its name.
        part: Its part.
        sheet: The sheet it stands on.
        area: Header, data rows and totals row.
        header: The column titles.
        headers: How many header rows it has (a table may hide its header).
        totals: Whether it has a totals row.
        formulas: The formula of each calculated column, by column position.
    """

    name: str
    part: str
    sheet: SheetPart
    area: Area
    header: tuple[str, ...]
    headers: int
    totals: bool
    formulas: dict[int, str]

    @cached_property
    def data(self) -> Area:
        """The data rows."""
        return Area(self.area.top + self.headers, self.area.left, self.area.bottom - self.totals, self.area.right)


class Index:
    """The parts of a workbook.

    Args:
        package: The opened package.

    Raises:
        CannotOpenError: It is not a workbook.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        roots = [each.target for each in package.relations("") if each.kind == "officeDocument"]
        kind = _other_kind(package, roots[0] if roots else "")
        if kind:
            raise CannotOpenError([Issue("workbook_of_other_kind", Place(package.path.name), kind)])
        if not roots or roots[0] not in package.names:
            raise package.unreadable("officeDocument")
        self.workbook = roots[0]
        self.root = package.tree(self.workbook)
        if local(self.root) != "workbook":
            raise package.unreadable(local(self.root))
        self.relations = package.relations(self.workbook)

    def part(self, kind: str) -> str | None:
        """The part of a kind that the workbook leads to (``styles``, ``sharedStrings``, ``calcChain``)."""
        return next((each.target for each in self.relations if each.kind == kind), None)

    @cached_property
    def date1904(self) -> bool:
        """Whether dates count from 1904."""
        properties = self.root.find("{*}workbookPr")
        return properties is not None and properties.get("date1904", "0") in _TRUE

    @cached_property
    def sheets(self) -> list[SheetPart]:
        """The worksheets, in order (chart sheets left out)."""
        targets = {each.id: each for each in self.relations}
        found = []
        for element in self.root.iterfind("{*}sheets/{*}sheet"):
            key = next(
                (value for name, value in element.attrib.items() if etree.QName(str(name)).localname == "id"), ""
            )
            relation = targets.get(str(key))
            if relation is not None and relation.kind == "worksheet" and relation.target in self.package.names:
                name, sheet_id = element.get("name", ""), element.get("sheetId", "")
                found.append(SheetPart(name, relation.target, sheet_id, element.get("state", _VISIBLE) != _VISIBLE))
        return found

    @cached_property
    def tables(self) -> dict[str, TablePart]:
        """The named tables."""
        return {
            table.name: table
            for sheet in self.sheets
            for relation in self.package.relations(sheet.part)
            if relation.kind == "table"
            for table in (self._table(sheet, relation.target),)
        }

    def _table(self, sheet: SheetPart, part: str) -> TablePart:
        root = self.package.tree(part)
        columns = list(root.iterfind("{*}tableColumns/{*}tableColumn"))
        formulas = {}
        for position, column in enumerate(columns):
            formula = column.findtext("{*}calculatedColumnFormula")
            if formula:
                formulas[position] = formula
        return TablePart(
            name=root.get("displayName") or root.get("name") or "",
            part=part,
            sheet=sheet,
            area=Area.of(root.get("ref", "A1")),
            header=tuple(unescaped(column.get("name", "")) for column in columns),
            headers=int(root.get("headerRowCount", "1")),
            totals=int(root.get("totalsRowCount", "0")) > 0,
            formulas=formulas,
        )

    def defined_name(self, name: str) -> str | None:
        """The text of a workbook-wide defined name."""
        for element in self.root.iterfind("{*}definedNames/{*}definedName"):
            if element.get("name") == name:
                return (element.text or "").strip()
        return None


def _other_kind(package: Package, root: str) -> str:
    """The ending of a spreadsheet of another kind in a zip; empty for ours, and for what is none."""
    if "content.xml" in package.names and not root:
        return ".ods"
    return ".xlsb" if root.endswith(".bin") else ""


def unescaped(text: str) -> str:
    """A text with the escapes of characters that XML cannot hold (``_x000A_``) undone."""
    if "_x" not in text:
        return text
    import re

    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
