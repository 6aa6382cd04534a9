"""The quickest way through plain csv: no quotes, every record as wide as the first, texts that repeat.

Where a piece is of that kind, its fields are never made texts: what a field means is looked up by its bytes. Each
distinct text is understood once, by what understands it everywhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from schemas.cells import Cell, CellKind
from schemas.condensed import ABSENT, MOST_ODD, Plan
from schemas.masking import holds_cpr
from schemas.values import Decimal
from workbook.exports.large.digests import Digest, cell_of_text
from workbook.exports.large.figures import Evidence, number_of
from workbook.exports.large.groups import Block, Flags, Key, Sums, plain_figures, summed
from workbook.exports.large.lookups import LONGEST, WORD, Lookup, TooManyError, Words, mixed, word, words_of
from workbook.exports.large.records import NotUtf8Error, Shape

_ZERO, _QUOTE = b"\x00", b'"'


class _NotPlainError(ValueError):
    """The piece has to be read otherwise."""


@dataclass
class _Figures:
    """What the texts of a figure column mean, by their places; the first is nothing."""

    lookup: Lookup = field(default_factory=Lookup)
    values: list[float] = field(default_factory=lambda: [np.nan])
    odd: list[bool] = field(default_factory=lambda: [False])
    evidence: Evidence = field(default_factory=Evidence)


class _Meaning(NamedTuple):
    """A text of a column: its cell, that cell's place in the column's list, and what it makes of its row."""

    cell: Cell
    code: int
    odd: bool
    blank: bool


class _Meanings(dict[str, _Meaning]):
    """What the texts of a column mean, understood as they are asked for.

    Args:
        needed: A blank makes the row odd.
    """

    def __init__(self, needed: bool) -> None:
        super().__init__()
        self._needed = needed
        self.cells: dict[Cell, int] = {}

    def __missing__(self, text: str) -> _Meaning:
        cell = cell_of_text(text)
        blank = cell.kind is CellKind.BLANK
        code = self.cells.setdefault(cell, len(self.cells))
        self[text] = _Meaning(cell, code, (blank and self._needed) or holds_cpr(text), blank)
        return self[text]


@dataclass
class _Run:
    """Columns side by side that are all keys, or all others, and what their texts together mean."""

    columns: range
    keys: bool
    needed: Sequence[bool]
    lookup: Lookup = field(default_factory=Lookup)
    codes: list[list[int]] = field(default_factory=list)
    meanings: list["_Meanings"] = field(default_factory=list)
    odd: list[bool] = field(default_factory=lambda: [False])
    blank: list[bool] = field(default_factory=lambda: [False])

    def __post_init__(self) -> None:
        self.codes = [[0] for _ in self.columns]
        self.meanings = [_Meanings(needed) for needed in self.needed]


@dataclass(frozen=True)
class _Fields:
    """Where the fields of a piece are: first and last byte (exclusive), each fields x records."""

    data: bytes
    words: Words
    begin: Any
    end: Any


class Express:
    """Boils pieces down, as long as they are plain.

    Args:
        shape: How records are laid out.
        plan: What their columns are.
        signs: The decimal signs of the figures.
    """

    def __init__(self, shape: Shape, plan: Plan, signs: list[Decimal]) -> None:
        self._shape, self._plan, self._signs = shape, plan, signs
        self._figures = [_Figures() for _ in plan.figures]
        self._runs = _runs(plan)
        self._separator = shape.separator.encode()
        self._over = len(self._separator) > 1

    def digest(self, data: bytes) -> Digest | None:
        """Boil a piece without quotes down; None where it has to be read otherwise.

        Raises:
            NotUtf8Error: It is in another encoding.
        """
        if self._over:
            return None
        try:
            return self._digest(self._fields(data))
        except TooManyError:
            self._over = True  # and so it will be with the next piece
        except _NotPlainError:
            pass
        except UnicodeDecodeError as error:
            raise NotUtf8Error from error
        return None

    def _fields(self, data: bytes) -> _Fields:
        width = self._shape.width
        if not data.endswith(b"\n") or _ZERO in data or _QUOTE in data:
            raise _NotPlainError
        array = np.frombuffer(data, dtype=np.uint8)
        line_end = array == ord("\n")
        rows = int(np.count_nonzero(line_end))
        returns = int(np.count_nonzero(array == ord("\r"))) if b"\r" in data else 0
        ends = np.flatnonzero((array == self._separator[0]) | line_end)
        if len(ends) != rows * width or returns not in {0, rows}:
            raise _NotPlainError
        end = np.ascontiguousarray(ends.reshape(rows, width).T)
        last = end[-1]
        if not (array[last] == ord("\n")).all():  # then all others are separators
            raise _NotPlainError
        begin = np.empty_like(end)
        begin[1:] = end[:-1] + 1
        begin[0, 0] = 0
        begin[0, 1:] = last[:-1] + 1
        if returns:
            if not (array[last - 1] == ord("\r")).all():
                raise _NotPlainError
            last -= 1
        chosen = slice(self._shape.first, self._shape.first + self._shape.wanted)
        if (end[: chosen.start] > begin[: chosen.start]).any() or (end[chosen.stop :] > begin[chosen.stop :]).any():
            raise _NotPlainError  # something stands beside the list, or spaces do
        return _Fields(data, words_of(data), begin[chosen], end[chosen])

    def _digest(self, fields: _Fields) -> Digest:
        rows = fields.begin.shape[1]
        lines = np.arange(rows)
        numbers, odd = np.full((len(self._figures), rows), np.nan), np.zeros(rows, dtype=np.bool_)
        for figure, position in enumerate(self._plan.figures):
            if position != ABSENT:
                odd |= self._figure(fields, figure, position, numbers[figure])
        blank = np.isnan(numbers).all(axis=0) & ~odd
        places = [self._run(fields, run) for run in self._runs]
        for run, place in zip(self._runs, places, strict=True):
            odd |= _flagged(run.odd, place)
            if blank.any():
                blank &= np.array(run.blank)[place]
        plain = plain_figures(numbers, self._plan.tolerance) & ~odd
        strange = np.flatnonzero(~plain & ~blank)
        listed = strange[:MOST_ODD].tolist()
        keys = [Key(place, (), len(run.odd)) for run, place in zip(self._runs, places, strict=True) if run.keys]
        cells, sums = self._by_column(summed(Block(lines, keys, numbers), plain))
        return Digest(
            keys=cells,
            sums=sums,
            odd_rows=[self._cells(fields, row) for row in listed],
            odd_lines=listed,
            odd=len(strange),
            rows=rows - int(blank.sum()),
            height=rows,
            evidence=[Evidence(set(each.evidence.own), set(each.evidence.file)) for each in self._figures],
        )

    def _figure(self, fields: _Fields, figure: int, position: int, values: Any) -> Flags:
        """Enter a column's numbers; which of its texts are none."""
        begin, length = fields.begin[position], fields.end[position] - fields.begin[position]
        if length.max(initial=0) > WORD:
            raise _NotPlainError
        known = self._figures[figure]

        def learn(row: int) -> None:
            text = self._text(fields, position, row)
            number = number_of(text, self._signs[figure])
            known.values.append(np.nan if number is None else number)
            known.odd.append(number is None and bool(text.strip()))
            known.evidence.see(text)

        places = known.lookup.places(word(fields.words, begin, length), learn)
        values[:] = np.array(known.values)[places]
        return _flagged(known.odd, places)

    def _text(self, fields: _Fields, position: int, row: int) -> str:
        return fields.data[fields.begin[position, row] : fields.end[position, row]].decode()

    def _run(self, fields: _Fields, run: _Run) -> Any:
        """The places of what columns hold together."""

        def learn(row: int) -> None:
            text = fields.data[begin[row] : begin[row] + length[row]].decode()
            fresh = [
                meaning[part] for meaning, part in zip(run.meanings, text.split(self._shape.separator), strict=True)
            ]
            for codes, meant in zip(run.codes, fresh, strict=True):
                codes.append(meant.code)
            run.odd.append(any([meant.odd for meant in fresh]))  # noqa: C419  a list is quicker here
            run.blank.append(all([meant.blank for meant in fresh]))  # noqa: C419

        begin = fields.begin[run.columns[0]]
        length = fields.end[run.columns[-1]] - begin
        if length.max(initial=0) > LONGEST:
            raise _NotPlainError
        return run.lookup.places(mixed(fields.words, begin, length), learn)

    def _by_column(self, sums: Sums) -> tuple[list[list[Cell]], Sums]:
        """Groups by runs as groups by keys."""
        cells: dict[int, list[Cell]] = {}
        places: dict[int, Any] = {}
        for run, place in zip([run for run in self._runs if run.keys], sums.places[:-1], strict=True):
            for position, codes, meanings in zip(run.columns, run.codes, run.meanings, strict=True):
                cells[position], places[position] = list(meanings.cells), np.array(codes)[place]
        order = self._plan.keys
        by_key = np.array([*(places[position] for position in order), sums.places[-1]], dtype=np.int64)
        return [cells[position] for position in order], Sums(by_key, sums.sums, sums.counts, sums.first)

    def _cells(self, fields: _Fields, row: int) -> list[Cell]:
        return [cell_of_text(self._text(fields, position, row)) for position in range(self._shape.wanted)]


def _runs(plan: Plan) -> list[_Run]:
    columns: list[range] = []
    for position in range(len(plan.titles)):
        if position in plan.figures:
            continue
        last = columns[-1] if columns else None
        if last and last.stop == position and (last.start in plan.keys) == (position in plan.keys):
            columns[-1] = range(last.start, position + 1)
        else:
            columns.append(range(position, position + 1))
    needed = frozenset(plan.keys) - frozenset(plan.optional)
    return [_Run(run, run.start in plan.keys, [position in needed for position in run]) for run in columns]


def _flagged(flags: list[bool], places: Any) -> Flags:
    """Flags of places as flags of the rows."""
    if not any(flags):
        return np.zeros(len(places), dtype=np.bool_)
    return np.asarray(np.array(flags)[places])
