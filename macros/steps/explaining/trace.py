"""Where what stands in a workbook came from: its cell, the import that wrote it, and what the log tells of that."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from macros.steps.contract import Contract
from macros.steps.explaining.step import Input, Origin, OriginKind, Spot, Told
from macros.steps.log import LogLine, log_lines
from macros.steps.seen_changes import key_of, typed_figures, typed_head
from macros.steps.tracing import Key, OldOrigins, Provenance, known_origins
from schemas.cells import RawTable
from schemas.fields import Field, Table
from schemas.frames import Record, is_missing, numbered
from schemas.issues.issue import Place
from schemas.parameters import in_force
from schemas.tables import LogLines, Origins, Parameters
from schemas.written import written

_KINDS = {
    Provenance.LIS: OriginKind.IMPORT,
    Provenance.TYPED: OriginKind.TYPED,
    Provenance.UNKNOWN: OriginKind.UNKNOWN,
}


@dataclass
class Trace:
    """What a workbook knows of its figures.

    Args:
        contract: The workbook.
        sha256: The file's SHA-256; empty for one that is open in Excel.
    """

    contract: Contract
    sha256: str = ""
    _log: RawTable = field(init=False)
    _origins: OldOrigins = field(init=False)

    def __post_init__(self) -> None:
        self._log = self.contract.book.read(LogLines.name)
        self._origins = known_origins(self.contract.book, self.contract.words)

    def spot(self, place: Place) -> Spot:
        """A cell of the workbook."""
        return Spot(self.contract.book.name, self.sha256, place.sheet, place.cell)

    def at(self, table: type[Table], row: int, column: Field) -> Spot:
        """The cell of a table of the workbook, by the row's index."""
        return self.spot(self.contract.tables[table.name].place(row, column))

    @cached_property
    def _lines(self) -> list[tuple[str, LogLine]]:
        """The log's lines, each with the cell where it begins."""
        return [(self._log.address(row, 0), line) for row, line in log_lines(self._log).items()]

    def origin(self, table: type[Table], record: Record) -> Origin:
        """Where a row of an export's table came from.

        Args:
            table: Observations or budget lines.
            record: The row.
        """
        key = key_of(table, record)
        kind = _KINDS[self._origins.provenance(key, written(table, record))]
        if kind is OriginKind.TYPED:
            return Origin(kind, told=self._seen(table, record))
        origin = self._origins.kept.get(key)
        if kind is OriginKind.UNKNOWN or origin is None:
            return Origin(kind)
        names = (Origins.FILE, Origins.SHA256, Origins.SHEET, Origins.CELL)
        spot = Spot(*("" if is_missing(origin[name]) else str(origin[name]) for name in names))
        number = int(origin[Origins.IMPORT_NUMBER])
        return Origin(kind, spot, number, self._imports.get(number))

    @cached_property
    def _imports(self) -> dict[int, Told]:
        """The log's line of each import; a file that was imported twice has two, in the order of the imports."""
        digests: dict[int, dict[Key, str]] = {}
        for key, origin in self._origins.kept.items():
            digests.setdefault(int(origin[Origins.IMPORT_NUMBER]), {})[key] = str(origin[Origins.SHA256])
        found, after = {}, -1
        for number in sorted(digests):
            wanted = set(digests[number].values())
            places = [
                at for at, (_, line) in enumerate(self._lines) if str(line.get(LogLines.SHA256) or "").strip() in wanted
            ]
            at = next((place for place in places if place > after), places[-1] if places else None)
            if at is not None:
                found[number], after = self._told(at), max(after, at)
        return found

    def _told(self, at: int) -> Told:
        cell, line = self._lines[at]
        return Told(str(line.get(LogLines.TIME) or ""), str(line.get(LogLines.PERSON) or ""), cell)

    def _seen(self, table: type[Table], record: Record) -> Told | None:
        """When the log first told of a typed figure as it stands."""
        head, figures = typed_head(table, record, self.contract.words), written(table, record)
        period = str(key_of(table, record)[-1])
        return next(self._first(head, period, figures), None)

    def _first(self, head: str, period: str, figures: str) -> Iterator[Told]:
        step = self.contract.words.text("step_typed")
        for at, (_, line) in enumerate(self._lines):
            told = str(line.get(LogLines.DETAIL) or "")
            if line.get(LogLines.STEP) == step and typed_figures(head, [told]).get(period) == figures:
                yield self._told(at)

    def parameter(self, name: str) -> Input:
        """A parameter: its cell on the sheet of parameters, or the program's own default.

        Args:
            name: Its name.
        """
        words = self.contract.words
        for row, record in numbered(self.contract.frame(Parameters)):
            if record[Parameters.NAME] == name:
                value = record[Parameters.VALUE]
                return Input(name, value, words.number(value), self.at(Parameters, row, Parameters.VALUE))
        shipped = in_force(self.contract.year)[name].value
        return Input(name, shipped, words.number(shipped), origin=Origin(OriginKind.SHIPPED))
