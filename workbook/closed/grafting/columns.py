"""Columns of a new workbook's table, put at the right end of the same table of an older one."""

from copy import deepcopy

from lxml import etree
from openpyxl.formula.translate import Translator

from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from workbook.closed.grafting.bars import graft_bars
from workbook.closed.grafting.elements import in_namespace, named, write_text
from workbook.closed.grafting.parts import Parts
from workbook.closed.grafting.style_graft import StyleGraft
from workbook.opc.index import TablePart
from workbook.opc.refs import Area, areas, cell_of, letters_of, name_of

_RULES = ("conditionalFormatting", "dataValidations/{*}dataValidation")


class ColumnGraft:
    """Puts columns of one workbook's tables into another's.

    Args:
        target: The workbook that is grown.
        donor: The workbook that columns are taken from.
        styles: Takes their formats over.
    """

    def __init__(self, target: Parts, donor: Parts, styles: StyleGraft) -> None:
        self._target = target
        self._donor = donor
        self._styles = styles

    def add(self, table: TablePart, donor: TablePart, titles: list[str]) -> None:
        """Add columns to a table, blank but for their titles.

        Args:
            table: The table that grows.
            donor: The same table of the new workbook.
            titles: The columns' titles.

        Raises:
            RefusedError: Something of the user's stands where they would go.
        """
        grown = Area(table.area.top, table.area.left, table.area.bottom, table.area.right + len(titles))
        self._require_room(table, grown)
        for number, title in enumerate(titles):
            column = table.area.right + 1 + number
            theirs = donor.area.left + donor.header.index(title)
            self._fill(table, donor, column, theirs, title)
            self._width(table, donor, column, theirs)
            self._rules(table, donor, column, theirs)
        self._resize(table, grown, titles)
        sheet = self._target.tree(table.sheet.part)
        if (dimension := sheet.find("{*}dimension")) is not None:
            sheet.remove(dimension)  # it is no longer true, and programs do without

    def _require_room(self, table: TablePart, grown: Area) -> None:
        columns = range(table.area.right + 1, grown.right + 1)
        for row in self._rows(table):
            for cell in row:
                at = cell_of(cell.get("r", "A1"))
                filled = any(etree.QName(each).localname in {"v", "f", "is"} for each in cell)
                if at[1] in columns and table.area.top <= at[0] <= table.area.bottom and filled:
                    self._refuse(table, name_of(*at))
        for other in self._target.index.tables.values():
            if other.sheet == table.sheet and other.name != table.name and other.area.meets(grown):
                self._refuse(table, name_of(other.area.top, other.area.left))

    def _refuse(self, table: TablePart, cell: str) -> None:
        place = Place(self._target.package.path.name, table.sheet.name, None, "", cell)
        raise RefusedError([Issue("upgrade_blocked", place, cell, {"table": table.name})])

    def _rows(self, table: TablePart) -> list[etree._Element]:
        return list(self._target.tree(table.sheet.part).iterfind("{*}sheetData/{*}row"))

    def _fill(self, table: TablePart, donor: TablePart, column: int, theirs: int, title: str) -> None:
        """The header, and blank cells with the column's format."""
        looks = [self._look(donor, row, theirs) for row in (donor.area.top, donor.area.top + 1)]
        for row in self._rows(table):
            number = int(row.get("r", "0"))
            if not table.area.top <= number <= table.area.bottom:
                continue
            row.attrib.pop("spans", "")
            is_header = number == table.area.top
            cell = _cell_at(row, number, column)
            cell.set("s", str(looks[0 if is_header else 1]))
            if is_header:
                write_text(cell, title)

    def _look(self, donor: TablePart, row: int, column: int) -> int:
        name = name_of(row, column)
        cells = self._donor.tree(donor.sheet.part).iterfind(f"{{*}}sheetData/{{*}}row/{{*}}c[@r='{name}']")
        return self._styles.cell(next((int(cell.get("s", "0")) for cell in cells), 0))

    def _width(self, table: TablePart, donor: TablePart, column: int, theirs: int) -> None:
        widths = {
            number: each
            for each in self._donor.tree(donor.sheet.part).iterfind("{*}cols/{*}col")
            for number in range(int(each.get("min", "0")), int(each.get("max", "0")) + 1)
        }
        home = self._target.tree(table.sheet.part).find("{*}cols")
        known = [] if home is None else list(home)
        is_told = any(int(each.get("min", "0")) <= column <= int(each.get("max", "0")) for each in known)
        if home is None or theirs not in widths or is_told:
            return
        made = in_namespace(deepcopy(widths[theirs]), home)
        made.set("min", str(column))
        made.set("max", str(column))
        made.attrib.pop("style", "")
        after = sum(int(each.get("min", "0")) < column for each in known)
        home.insert(after, made)

    def _rules(self, table: TablePart, donor: TablePart, column: int, theirs: int) -> None:
        """The column's conditional formats and input lists."""
        sheet = self._target.tree(table.sheet.part)
        for path in _RULES:
            name = path.partition("/")[0]
            for rule in self._donor.tree(donor.sheet.part).iterfind(f"{{*}}{path}"):
                area = next(iter(areas(rule.get("sqref", "")) or []), None)
                if area is None or not (area.left <= theirs <= area.right and area.top > donor.area.top):
                    continue
                made = in_namespace(deepcopy(rule), sheet)
                self._anchored(made, area, table, column)
                graft_bars(made, self._donor.tree(donor.sheet.part), sheet, made.get("sqref", ""))
                home = _home(sheet, name)
                if name == "dataValidations":
                    home.append(made)
                    home.set("count", str(len(home)))
                else:
                    home.addprevious(made)
                    sheet.remove(home)

    def _anchored(self, rule: etree._Element, area: Area, table: TablePart, column: int) -> None:
        top, bottom = table.area.top + 1, table.area.bottom
        rule.set("sqref", f"{name_of(top, column)}:{name_of(bottom, column)}")
        for each in rule.iter("{*}cfRule"):
            if each.get("dxfId"):
                each.set("dxfId", str(self._styles.conditional(int(each.get("dxfId", "0")))))
        for formula in rule.iter("{*}formula", "{*}formula1", "{*}formula2"):
            origin, goal = name_of(area.top, area.left), name_of(top, column)
            moved = Translator(f"={formula.text or ''}", origin=origin).translate_formula(goal)
            formula.text = moved.removeprefix("=")

    def _resize(self, table: TablePart, grown: Area, titles: list[str]) -> None:
        root = self._target.tree(table.part)
        root.set("ref", str(grown))
        if (own := root.find("{*}autoFilter")) is not None:
            own.set("ref", str(Area(grown.top, grown.left, table.data.bottom, grown.right)))
        home = root.find("{*}tableColumns")
        assert home is not None
        number = max(int(each.get("id", "0")) for each in home)
        for further, title in enumerate(titles, start=1):
            etree.SubElement(home, named(home, "tableColumn"), id=str(number + further), name=title)
        home.set("count", str(len(home)))


def _cell_at(row: etree._Element, number: int, column: int) -> etree._Element:
    """The cell of a row in a column, made where there is none, in the order of columns."""
    after = 0
    for cell in row:
        at = cell_of(cell.get("r", f"{letters_of(column)}{number}"))[1]
        if at == column:
            return cell
        after += at < column
    made = etree.Element(named(row, "c"), r=name_of(number, column))
    row.insert(after, made)
    return made


_AFTER_RULES = (
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""What comes after conditional formats in a sheet; input lists are the first of them."""


def _home(sheet: etree._Element, name: str) -> etree._Element:
    """Where an element of a name goes: into the one that stands, or a new one at its place in the sheet."""
    if name == "dataValidations" and (standing := sheet.find("{*}dataValidations")) is not None:
        return standing
    later = _AFTER_RULES if name == "conditionalFormatting" else _AFTER_RULES[1:]
    made = etree.Element(named(sheet, name))
    following = next((each for each in sheet if etree.QName(each).localname in later), None)
    if following is None:
        sheet.append(made)
    else:
        following.addprevious(made)
    return made
