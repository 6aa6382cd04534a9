"""Lists of any length on a sheet, condensed: stretches of some megabytes on every core, in a fixed amount of memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np

from schemas.cells import Cell, CellKind
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from schemas.masking import holds_cpr
from workbook.exports.large.cell_spans import UnusualError
from workbook.exports.large.condensed import MOST_IRREGULAR, CellsOutsideListError, Condensed, Plan
from workbook.exports.large.group_sums import Collected, Flags, Key, RowBlock, Sums, plain_figures, summed
from workbook.exports.large.parallel import in_order
from workbook.exports.large.sheetcells import CellTag, Rows, SheetCells, Taken
from workbook.exports.large.stretches import Stretches
from workbook.opc.index import Index
from workbook.opc.package import Package
from workbook.opc.refs import MAX_ROW
from workbook.opc.sheet_cells import CellReader
from workbook.opc.styles import Styles

_BATCH = 20_000
_HUNDRED = 100.0
Percents = tuple[bool, ...]
Item = bytes | Rows


@dataclass(frozen=True)
class _Digest:
    """What is left of some rows: groups and irregular rows, how their figures are formatted, and their numbers."""

    keys: Sequence[Sequence[Cell]]
    sums: Sums
    odd_rows: list[list[Cell]]
    odd_numbers: list[int]
    irregular: int
    percents: Percents
    numbers: Percents
    formats: Sequence[str]
    lines: Sequence[int]


def condense_sheet(path: Path, plan: Plan) -> Condensed:
    """Read a list on a sheet, summed by group.

    Args:
        path: The .xlsx file.
        plan: Where its list stands, and what the columns are.

    Returns:
        The groups, and the irregular rows as the ordinary reader has them. Where every number of a figure column has a
        percent format, its sums have it too, and are still to be multiplied by a hundred.

    Raises:
        CannotOpenError: The file cannot be read.
        BesideError: Something stands beside the list.
    """
    package = Package(path)
    try:
        return _condensed(package, plan)
    except CellsOutsideListError:
        raise
    except (ValueError, IndexError, OverflowError) as error:
        raise package.unreadable(error) from error
    finally:
        package.close()


def _condensed(package: Package, plan: Plan) -> Condensed:
    index = Index(package)
    reader = CellReader(index, Styles(index), raised=True)
    sheet = next((each for each in index.sheets if each.name == plan.sheet), None)
    if sheet is None:
        raise CannotOpenError([Issue("no_table", Place(package.path.name, plan.sheet))])
    _ = reader.strings, reader.code(0)  # before several threads ask for them

    def stretches() -> tuple[SheetCells, Iterator[Item]]:
        found = Stretches(package, sheet.part)
        return SheetCells(reader, plan, found.root), iter(found)

    def parsed() -> tuple[SheetCells, Iterator[Item]]:
        return SheetCells(reader, plan, b""), _batches(reader.rows(sheet))

    try:
        return _read(package.path.name, plan, stretches)
    except UnusualError:
        return _read(package.path.name, plan, parsed)


def _batches(rows: Iterable[tuple[int, dict[int, Cell]]]) -> Iterator[Item]:
    rows = iter(rows)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _read(file: str, plan: Plan, source: Callable[[], tuple[SheetCells, Iterator[Item]]]) -> Condensed:
    collected, expected, found = _pass(file, plan, source(), None)
    if found != expected:  # later cells have other formats: all are read again, now as the whole column says
        collected, _, _ = _pass(file, plan, source(), found)
    return collected.condensed()


def _pass(
    file: str, plan: Plan, source: tuple[SheetCells, Iterator[Item]], percents: Percents | None
) -> tuple[Collected, Percents, Percents]:
    """Read all rows; also which figures were expected in percent, and which are."""
    cells, items = source
    collected = Collected(file, plan)

    def take(item: Item) -> Taken:
        return cells.take(item) if isinstance(item, bytes) else cells.from_rows(item)

    first = [take(item) for item in islice(items, 1)]
    expected = percents or (_in_percent(first[0], plan) if first else (False,) * len(plan.figures))
    digests = chain(
        (_digest(taken, plan, expected) for taken in first),
        in_order(lambda item: _digest(take(item), plan, expected), items),
    )
    seen, other = np.zeros(len(plan.figures), dtype=np.bool_), np.zeros(len(plan.figures), dtype=np.bool_)
    formats = [""] * len(plan.figures)
    reached = 0
    for each in digests:
        top, bottom = each.lines
        if top <= reached:
            raise ValueError("rows")  # a row may stand twice, which the reader of whole files tells
        reached = max(reached, bottom)
        collected.add(each.keys, each.sums)
        collected.add_odd(each.odd_rows, each.odd_numbers, each.irregular)
        seen |= each.percents
        other |= each.numbers
        formats = [old or new for old, new in zip(formats, each.formats, strict=True)]
    found = tuple((seen & ~other).tolist())
    collected.formats = [code if percent else "" for code, percent in zip(formats, found, strict=True)]
    return collected, expected, found


def _in_percent(taken: Taken, plan: Plan) -> Percents:
    below = taken.numbers > plan.header_row
    seen, other = ((taken.kinds == kind) & below for kind in (CellTag.PERCENT, CellTag.NUMBER))
    return tuple((seen.any(axis=1) & ~other.any(axis=1)).tolist())


def _digest(taken: Taken, plan: Plan, percents: Percents) -> _Digest:
    in_percent = np.array(percents)[:, None]
    below = taken.numbers > plan.header_row
    irregular = (taken.kinds == CellTag.ODD).any(axis=0)
    irregular |= ((taken.kinds == CellTag.PERCENT) & ~in_percent).any(axis=0)
    blank = (taken.kinds == CellTag.BLANK).all(axis=0)
    for position, key in taken.others.items():
        blank &= _flags(key, [_is_blank(cell) for cell in key.cells])
        irregular |= _flags(key, [_is_private(cell) for cell in key.cells])
        if position in plan.keys:
            optional = position in plan.optional
            irregular |= _flags(key, [not (_is_key(cell) or (optional and _is_blank(cell))) for cell in key.cells])
        elif plan.watched:
            irregular |= _flags(key, [cell.text.strip().lower() in plan.watched for cell in key.cells])
    blank |= ~below
    shown = np.where(in_percent, taken.figures * _HUNDRED, taken.figures)
    regular = plain_figures(shown, plan.tolerance) & ~irregular & ~blank
    keys = [_bare(taken.others[position]) for position in plan.keys]
    strange = np.flatnonzero(~regular & ~blank)
    listed = strange[:MOST_IRREGULAR]
    return _Digest(
        keys=[key.cells for key in keys],
        sums=summed(RowBlock(taken.numbers, keys, taken.figures), regular),
        odd_rows=[taken.cells(row) for row in listed.tolist()],
        odd_numbers=taken.numbers[listed].tolist(),
        irregular=len(strange),
        percents=tuple(((taken.kinds == CellTag.PERCENT) & below).any(axis=1).tolist()),
        numbers=tuple(((taken.kinds == CellTag.NUMBER) & below).any(axis=1).tolist()),
        formats=taken.formats,
        lines=(int(taken.numbers.min(initial=MAX_ROW)), int(taken.numbers.max(initial=0))),
    )


def _flags(key: Key, flags: list[bool]) -> Flags:
    if not any(flags):
        return np.zeros(len(key.codes), dtype=np.bool_)
    return np.asarray(np.array(flags)[key.codes])


def _is_blank(cell: Cell) -> bool:
    return cell.kind is CellKind.BLANK and not cell.formula


def _is_key(cell: Cell) -> bool:
    return cell.kind in {CellKind.TEXT, CellKind.NUMBER, CellKind.DATE}


def _is_private(cell: Cell) -> bool:
    """Whether a cell could hold a CPR number; a number has lost its leading zero."""
    if cell.kind is CellKind.NUMBER:
        return holds_cpr(cell.text, number=True)
    return cell.kind is CellKind.TEXT and holds_cpr(cell.text)


def _bare(key: Key) -> Key:
    """A key without the formulas that its values came from: rows of one group have one each."""
    return Key(key.codes, [cell._replace(formula="") if cell.formula else cell for cell in key.cells])
