"""What stands on a sheet around the tables that are to be written: what forbids a write, and what a write must mind."""

from dataclasses import dataclass, field

from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place, Term
from workbook.closed.edits import SheetEdit, TableWrite
from workbook.closed.stretch import translated
from workbook.opc.locks import has_password
from workbook.opc.refs import MAX_ROW, Area, areas, name_of
from workbook.opc.tokens import CellSpan, RowSpan, SheetTokens

_NAMED = 5  # obstacles named in one message; more would bury the first
_HEIGHT = ("ht", "customHeight")
_TRUE = frozenset({"1", "true"})


@dataclass
class WriteFacts:
    """What the old rows of one table tell.

    Args:
        styles: The style of each column in the last data row; new rows take it.
        formulas: The formulas of that row, by column; unwritten columns continue them.
        shared: The shared formulas that cells of that row belong to, by column.
        fixed_totals: The columns whose totals formula cannot move (shared, or an array).
        height: The attributes of that row's tag that give its height.
        totals: The bytes of each cell in the totals row, by column.
        occupied: The first filled column of each row below the table, under its own columns.
    """

    styles: dict[int, int] = field(default_factory=dict)
    formulas: dict[int, str] = field(default_factory=dict)
    shared: dict[int, str] = field(default_factory=dict)
    fixed_totals: list[int] = field(default_factory=list)
    height: str = ""
    totals: dict[int, bytes] = field(default_factory=dict)
    occupied: dict[int, int] = field(default_factory=dict)


class Facts(SheetTokens):
    """Scans a sheet before it is written.

    Args:
        edit: What is to be written.
    """

    def __init__(self, edit: SheetEdit) -> None:
        super().__init__()
        self.edit = edit
        self._rows = set(edit.rows())
        self.writes = [WriteFacts() for _ in edit.writes]
        self.merges: list[Area] = []
        self.fixed: list[tuple[str, Area]] = []
        self.masters: dict[str, tuple[int, int, str]] = {}
        self.children: list[tuple[int, int, str]] = []
        self.lost_formulas: list[str] = []
        self.hidden: list[int] = []
        self.filter: Area | None = None
        """The area of the sheet's own filter, where it has criteria."""
        self._filter = ""
        self.locked = False

    def is_of(self, edit: SheetEdit) -> bool:
        """Whether they were found for the same writes."""
        return self.edit.writes == edit.writes

    def row(self, row: RowSpan) -> None:
        """Note what the row holds."""
        if row.attributes.get("hidden") in _TRUE:
            self.hidden.append(row.number)
        for cell in row.cells:
            if cell.array:
                self.fixed.append(("array", Area.of(cell.array)))
            if cell.shared:
                self._share(row.number, cell)
        if row.number in self._rows:
            for write, facts in zip(self.edit.writes, self.writes, strict=True):
                self._note(row, write, facts)
            changed = (cell for cell in row.cells if cell.formula and self.edit.changes(row.number, cell.column))
            self.lost_formulas += [name_of(row.number, cell.column) for cell in changed]

    def _share(self, row: int, cell: CellSpan) -> None:
        if cell.formula_text:
            self.masters[cell.shared] = (row, cell.column, cell.formula_text)
        else:
            self.children.append((row, cell.column, cell.shared))

    def _note(self, row: RowSpan, write: TableWrite, facts: WriteFacts) -> None:
        inside = [cell for cell in row.cells if write.old.left <= cell.column <= write.old.right]
        if row.number == write.old.bottom:
            facts.styles = {cell.column: cell.style for cell in inside}
            facts.height = "".join(f' {name}="{row.attributes[name]}"' for name in _HEIGHT if name in row.attributes)
            facts.formulas = {cell.column: cell.formula_text for cell in inside if cell.formula_text}
            facts.shared = {cell.column: cell.shared for cell in inside if cell.shared and not cell.formula_text}
        elif row.number == write.old.bottom + 1 and write.table.totals:
            facts.fixed_totals = [cell.column for cell in inside if cell.shared or cell.array]
            facts.totals = {cell.column: self.raw(cell.start, cell.end) for cell in inside}
        elif row.number > write.old.bottom:
            filled = [cell.column for cell in inside if cell.filled]
            if filled:
                facts.occupied[row.number] = filled[0]

    def element(self, name: str, attributes: dict[str, str], start: int) -> None:
        """Note merged cells, a password's lock, and whether the sheet's own filter has criteria."""
        if name == "mergeCell":
            self.merges += areas(attributes.get("ref", "")) or []
        elif name == "sheetProtection":
            self.locked = has_password(attributes)
        elif name == "autoFilter" and len(self._path) == len(("worksheet", "autoFilter")):
            self._filter = attributes.get("ref", "")
        elif self._path[1:-1] == ["autoFilter", "filterColumn"] and self._filter:
            self.filter = next(iter(areas(self._filter) or []), None)

    # -- verdicts ------------------------------------------------------------------------------------------------

    def refuse(self, file: str, others: list[tuple[str, Area]]) -> None:
        """Refuse a write that something of the user's stands in the way of.

        Args:
            file: The file's name.
            others: The other tables of the sheet, by name.

        Raises:
            RefusedError: With every obstacle.
        """
        name = self.edit.sheet.name
        issues = [Issue("sheet_locked", Place(file, name), name)] if self.locked and self.edit.writes_any else []
        for write, facts in zip(self.edit.writes, self.writes, strict=True):
            place = Place(file, name)
            issues += self._below(write, facts, place, others)[:_NAMED]
            issues += self._within(write, place)[:_NAMED]
            if facts.fixed_totals and write.whole != write.table.area:
                cell = name_of(write.table.area.bottom, facts.fixed_totals[0])
                issues.append(_obstacle("table_blocked", write, place, cell, "array"))
        if issues:
            raise RefusedError(issues)

    def _below(self, write: TableWrite, facts: WriteFacts, place: Place, others: list[tuple[str, Area]]) -> list[Issue]:
        if write.whole.bottom <= write.table.area.bottom:
            return []
        zone = Area(write.table.area.bottom + 1, write.old.left, write.whole.bottom, write.old.right)
        blockers = [
            (name_of(row, column), "cell")
            for row, column in sorted(facts.occupied.items())
            if zone.top <= row <= zone.bottom
        ]
        blockers += [(str(area), "merge") for area in self.merges if area.meets(zone)]
        blockers += [(str(area), kind) for kind, area in self.fixed if area.meets(zone)]
        blockers += [(str(area), "table") for name, area in others if name != write.table.name and area.meets(zone)]
        if write.whole.bottom > MAX_ROW:
            blockers.append((name_of(MAX_ROW, write.old.left), "sheet_end"))
        return [_obstacle("table_blocked", write, place, cell, kind) for cell, kind in blockers]

    def _within(self, write: TableWrite, place: Place) -> list[Issue]:
        found = []
        for kind, area in [("merge", each) for each in self.merges] + self.fixed:
            for row in range(max(area.top, write.old.top), min(area.bottom, write.old.bottom) + 1):
                hit = [column for column in range(area.left, area.right + 1) if write.changes(row, column)]
                if hit:
                    found.append(_obstacle("cell_blocked", write, place, name_of(row, hit[0]), kind))
                    break
        return found

    def continued(self, write: TableWrite, facts: WriteFacts, column: int) -> tuple[str, str] | None:
        """The formula that a column continues in new rows, with the cell it is written for.

        Args:
            write: The table's write.
            facts: What its old rows tell.
            column: The column.
        """
        last = name_of(write.old.bottom, column)
        if column in facts.formulas:
            return facts.formulas[column], last
        if column in facts.shared and facts.shared[column] in self.masters:
            row, home, text = self.masters[facts.shared[column]]
            return text, name_of(row, home)
        calculated = write.table.formulas.get(column - write.old.left)
        return (calculated, last) if calculated else None

    def expansions(self) -> dict[tuple[int, int], str]:
        """The shared formulas that lose their first cell, written out: cell → formula."""
        lost = {key for key, (row, column, _) in self.masters.items() if self.edit.changes(row, column)}
        written = {}
        for row, column, key in self.children:
            if key in lost and not self.edit.changes(row, column):
                home_row, home_column, text = self.masters[key]
                written[row, column] = translated(text, name_of(home_row, home_column), name_of(row, column))
        return written


def _obstacle(code: str, write: TableWrite, place: Place, cell: str, kind: str) -> Issue:
    where = Place(place.file, place.sheet, None, "", cell)
    return Issue(code, where, details={"table": write.table.name, "cell": cell, "blocker": Term(f"blocker_{kind}")})
