"""Records of texts summed by group, a block at a time, and the records told that no group can stand for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.cells import BLANK, Cell, CellKind
from schemas.lexicon.labels import Labels
from schemas.masking import JOINT, holds_cpr
from schemas.text.values import Decimal
from workbook.exports.files.delimited import bare
from workbook.exports.large.condensed import ABSENT, Condensed, Plan
from workbook.exports.large.group_sums import Collected, Flags, Key, RowBlock, Sums, Whole, plain_figures, summed
from workbook.exports.large.number_texts import Evidence, FigureTexts, decimals, figures_of, is_mixed
from workbook.exports.large.parallel import in_order
from workbook.exports.large.text_blocks import TextBlock, TextColumn, texts_at

_PRIVATE = rf"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{{2}}{JOINT}[0-9]{{4}}|[^\P{{Nd}}0-9]"
"""What every personal number looks like, and some other texts do; digits of other scripts are looked at one by one."""
_FEW = 100
"""So many texts are looked at one by one before pyarrow has compiled what finds those that look private."""
_KEPT = 1 << 16
"""So many keys are looked at once for all blocks."""
T = TypeVar("T")


@dataclass(frozen=True)
class _Digest:
    """What is left of a block: groups, irregular rows, and what its strange figures may show of the decimal sign."""

    keys: Sequence[Sequence[Cell]]
    sums: Sums
    block: TextBlock
    irregular: Whole
    strange: Sequence[Sequence[str]]


@dataclass(frozen=True)
class _Figure:
    """A column of figures, and what its texts mean."""

    column: TextColumn
    meant: FigureTexts

    def strange_texts(self, rows: Flags) -> list[str]:
        """The distinct strange texts of some rows."""
        there = np.zeros(len(self.column.distinct), dtype=np.bool_)
        there[self.column.places[rows]] = True
        chosen = self.meant.strange[there[self.meant.strange]]
        return texts_at(self.column.distinct, chosen)


class BlockReader:
    """Sums the regular rows of a block, as the decimal signs are known so far.

    Args:
        plan: What the columns are.
        signs: The decimal sign of each figure.
    """

    def __init__(self, plan: Plan, signs: Sequence[Decimal]) -> None:
        self._plan, self._signs = plan, signs
        self._others = sorted(set(range(len(plan.titles))).difference(plan.keys, plan.figures))
        self._watched = pa.array(sorted(plan.watched), pa.string())

    def digest(self, block: TextBlock) -> _Digest:
        """The groups and the irregular rows of a block."""
        keys = [_key(block.columns[position]) for position in self._plan.keys]
        figures = [
            None if position == ABSENT else _figure(block.columns[position], sign)
            for position, sign in zip(self._plan.figures, self._signs, strict=True)
        ]
        rows = RowBlock(block.lines, keys, self._numbers(block, figures))
        irregular = self._irregular(block, figures)
        regular = plain_figures(rows.figures, self._plan.tolerance) & ~irregular & ~self._wrong(block, keys)
        others = np.flatnonzero(~regular)
        return _Digest(
            keys=[key.cells for key in keys],
            sums=summed(rows, regular, exact=True),
            block=block,
            irregular=others[~self._are_empty(block, rows, irregular, others)],
            strange=_strange(block, self._plan, figures),
        )

    @staticmethod
    def _numbers(block: TextBlock, figures: Sequence[_Figure | None]) -> Any:
        nothing = np.full(len(block.lines), np.nan)
        return np.array([each.column.of_rows(each.meant.numbers) if each else nothing for each in figures])

    def _irregular(self, block: TextBlock, figures: Sequence[_Figure | None]) -> Flags:
        """Rows with a figure that is none, or with a text beside keys and figures that is private or watched."""
        found = np.zeros(len(block.lines), dtype=np.bool_)
        for each in figures:
            if each and each.meant.irregular.any():
                found |= each.column.of_rows(each.meant.irregular)
        for column in (block.columns[position] for position in self._others):
            told = _private(column) | self._is_watched(column)
            if told.any():
                found |= column.of_rows(told)
        return found

    def _is_watched(self, column: TextColumn) -> Flags:
        lowered = pc.utf8_lower(pc.utf8_trim_whitespace(column.distinct))
        return np.asarray(pc.is_in(lowered, self._watched).to_numpy(zero_copy_only=False))

    def _wrong(self, block: TextBlock, keys: Sequence[Key]) -> Flags:
        """Rows with a key that is private, or blank where it may not be."""
        found = np.zeros(len(block.lines), dtype=np.bool_)
        for position, key in zip(self._plan.keys, keys, strict=True):
            told = _private(block.columns[position])
            if position not in self._plan.optional:
                told |= _are_blank(key)
            if told.any():
                found |= told[key.codes]
        return found

    def _are_empty(self, block: TextBlock, rows: RowBlock, irregular: Flags, chosen: Whole) -> Flags:
        """Which of some rows hold nothing."""
        empty = ~irregular[chosen] & np.isnan(rows.figures[:, chosen]).all(axis=0)
        for key in rows.keys:
            empty &= _are_blank(key)[key.codes[chosen]]
        for column in (block.columns[position] for position in self._others):
            left = np.flatnonzero(empty)
            empty[left] = [not text.strip() for text in column.texts(chosen[left])]
        return empty


class Grouping:
    """A list to be summed by group.

    Args:
        plan: What its columns are.
        file: The file's name.
        sample: The wanted fields of its first records.
    """

    def __init__(self, plan: Plan, file: str, sample: Sequence[Sequence[str]]) -> None:
        self._plan, self._file, self._sample = plan, file, sample

    def condensed(self, parts: Callable[[], Iterable[T]], block_of: Callable[[T], TextBlock]) -> Condensed:
        """The groups and the irregular rows.

        Args:
            parts: Called for the parts of the file, each time from the first on.
            block_of: Called, on every core, for the records of a part.
        """
        evidence = self._sampled()
        while True:
            signs = decimals(evidence)
            collected = self._pass(parts(), block_of, signs, evidence)
            if decimals(evidence) == signs:
                return replace(collected.condensed(), signs=tuple(signs), is_mixed=is_mixed(evidence))
            # a text told more of the signs: others are strange now, and all are read again

    def _sampled(self) -> list[Evidence]:
        """What the first records show of decimal signs."""
        evidence = [Evidence() for _ in self._plan.figures]
        keys = self._plan.keys
        rows = [row for row in self._sample if not any(_is_total(row[key]) for key in keys if key < len(row))]
        for each, position in zip(evidence, self._plan.figures, strict=True):
            if position != ABSENT:
                each.see(row[position] for row in rows if position < len(row))
        return evidence

    def _pass(
        self,
        parts: Iterable[T],
        block_of: Callable[[T], TextBlock],
        signs: Sequence[Decimal],
        evidence: Sequence[Evidence],
    ) -> Collected:
        """Read all records once; the evidence of those that are no totals is added to."""
        reader = BlockReader(self._plan, signs)
        collected = Collected(self._file, self._plan, exact=True)
        collected.formats = None
        for digest in in_order(lambda part: reader.digest(block_of(part)), parts):
            collected.add(digest.keys, digest.sums)
            listed = digest.irregular[: collected.room()]
            rows = [[_cell(text) for text in texts] for texts in digest.block.texts(listed)]
            collected.add_odd(rows, digest.block.lines[listed].tolist(), len(digest.irregular))
            for each, texts in zip(evidence, digest.strange, strict=True):
                each.see(texts)
        return collected


def _figure(column: TextColumn, sign: Decimal) -> _Figure:
    return _Figure(column, figures_of(column.distinct, sign))


def _key(column: TextColumn) -> Key:
    return Key(column.places, [*map(_cell, column.distinct.to_pylist())])


def _are_blank(key: Key) -> Flags:
    return np.array([cell.kind is CellKind.BLANK for cell in key.cells], dtype=np.bool_)


def _private(column: TextColumn) -> Flags:
    """Which texts hold a personal number."""
    places = np.arange(len(column.distinct))
    if len(places) > _FEW:
        places = np.flatnonzero(pc.match_substring_regex(column.distinct, _PRIVATE).to_numpy(zero_copy_only=False))
    texts = texts_at(column.distinct, places)
    return column.flags([at for at, text in zip(places.tolist(), texts, strict=True) if holds_cpr(text)])


def _strange(block: TextBlock, plan: Plan, figures: Sequence[_Figure | None]) -> list[list[str]]:
    """The strange texts of each figure, but those of totals, which tell nothing of the other rows."""
    if not any(each and len(each.meant.strange) for each in figures):
        return [[] for _ in figures]
    keys = [block.columns[position] for position in plan.keys]
    of_totals = np.zeros(len(block.lines), dtype=np.bool_)
    for key in keys:
        told = key.flags([at for at, text in enumerate(key.distinct.to_pylist()) if _is_total(text)])
        of_totals |= key.of_rows(told)
    return [each.strange_texts(~of_totals) if each else [] for each in figures]


@lru_cache(_KEPT)
def _is_total(text: str) -> bool:
    """Whether a key says that its row is a total."""
    return Labels().total(bare(text)) is not None


def _cell(text: str) -> Cell:
    """A cell of a csv as the ordinary reader gives it."""
    shown = bare(text)
    return Cell(CellKind.TEXT, shown) if shown.strip() else BLANK
