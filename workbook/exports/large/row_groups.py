"""A frame of records summed by group, and the rows told that no group can stand for."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from operator import itemgetter
from typing import NamedTuple

import polars as pl

from schemas.cells import BLANK, Cell, CellKind
from schemas.lexicon.labels import Labels
from schemas.masking import JOINT, holds_cpr
from schemas.text.values import Decimal
from workbook.exports.files.delimited import bare
from workbook.exports.large.condensed import ABSENT, MOST_IRREGULAR, Condensed, Plan
from workbook.exports.large.group_tables import Group, Irregular, condensed_table
from workbook.exports.large.number_texts import Evidence, NumberColumn, decimals, is_mixed, number_of
from workbook.exports.large.polars_expressions import FIGURES, among, any_true, exact_sum, may_be_summed
from workbook.exports.large.records import BESIDE, LINE, column

_STATE, _MARK, _SIZE = "state", "mark", "size"
_NOT_PLAIN = re.compile('["\r\n]')
_PRIVATE = rf"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{{2}}{JOINT}[0-9]{{4}}|[\d&&[^0-9]]"
"""What every personal number looks like, and some other texts do; digits of other scripts are looked at one by one."""


class NotPlainError(ValueError):
    """Records are not what they seem: quotes or lone line breaks stand in them, or something beside the wanted ones."""


class _State(IntEnum):
    """What a row is."""

    PLAIN = 0
    ODD = 1
    BARE = 2
    """It has no figures, and nothing else but keys."""
    BESIDE = 3
    """Something stands beside its wanted columns."""


class _Found(NamedTuple):
    """A group as it was found."""

    keys: tuple[str | None, ...]
    state: int
    size: int
    first: int
    sums: tuple[float | None, ...]


class _Key(NamedTuple):
    """What the texts of a key are: a cell each, or what makes their rows irregular; and which of all are blank."""

    plain: Mapping[str | None, Cell]
    wrong: Collection[str | None]
    blank: Collection[str | None]


@dataclass(frozen=True)
class _Known:
    """What is known of the columns.

    Args:
        figures: Those of value, numerator and denominator; None for one that is absent, or is read as numbers.
        harmless: The texts of other columns that look like a personal number and are none.
        blank: The texts of other columns that are nothing but spaces.
    """

    figures: Sequence[NumberColumn | None]
    harmless: Mapping[str, Sequence[str]] = field(default_factory=dict)
    blank: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Frames:
    """A list's records.

    Args:
        texts: Every column as texts.
        records: The same, figures that begin as whole numbers as such.
        whole: The positions of those columns.
        wary: A quote or a line break tells that the records are not what they seem.
    """

    texts: pl.LazyFrame
    records: pl.LazyFrame
    whole: frozenset[int]
    wary: bool


class Grouping:
    """A list to be summed by group.

    Args:
        plan: What its columns are.
        file: The file's name.
        sample: The wanted fields of its first records.
        frames: Its records.
    """

    def __init__(self, plan: Plan, file: str, sample: Sequence[Sequence[str]], frames: Frames) -> None:
        self._plan, self._file, self._sample = plan, file, sample
        self._texts, self._records, self._whole, self._wary = frames.texts, frames.records, frames.whole, frames.wary
        self._keys = [column(position) for position in plan.keys]
        others = set(range(len(plan.titles))).difference(plan.keys, plan.figures)
        self._others = [column(position) for position in sorted(others)]
        self._beside = [name for name in self._records.collect_schema().names() if name.startswith(BESIDE)]

    def condensed(self) -> Condensed:
        """The groups and the irregular rows.

        Raises:
            NotPlainError: The records are not what they seem.
            polars.exceptions.PolarsError: The file cannot be read so.
        """
        evidence = self._sampled()
        known = _Known(self._columns(decimals(evidence)))
        found = self._groups(known)
        if any(group.state == _State.ODD for group in found):
            known = self._understood(evidence, found)
            found = self._groups(known)
        keys = self._read(found)
        regular, strange = [], 0
        for group in found:
            cells = [cell for key, text in zip(keys, group.keys, strict=True) if (cell := key.plain.get(text))]
            if group.state == _State.PLAIN and len(cells) == len(keys):
                regular.append(Group(cells, group.sums, group.size, group.first))
            elif not (group.state == _State.BARE and _are_blank(keys, group)):
                strange += group.size
        irregular = self._irregular(known, keys, strange) if strange else Irregular([], [], 0)
        table = condensed_table(self._file, self._plan, regular, irregular)
        return replace(table, signs=tuple(decimals(evidence)), is_mixed=is_mixed(evidence))

    def _sampled(self) -> list[Evidence]:
        """What the first records show of decimal signs."""
        evidence = [Evidence() for _ in self._plan.figures]
        keys = self._plan.keys
        rows = [row for row in self._sample if not any(_is_total(row[key]) for key in keys if key < len(row))]
        for each, position in zip(evidence, self._plan.figures, strict=True):
            if position != ABSENT:
                each.see(row[position] for row in rows if position < len(row))
        return evidence

    def _columns(self, signs: Sequence[Decimal]) -> list[NumberColumn | None]:
        return [
            None if position == ABSENT or position in self._whole else NumberColumn(column(position), sign)
            for position, sign in zip(self._plan.figures, signs, strict=True)
        ]

    def _states(self, known: _Known) -> pl.LazyFrame:
        """Each row's line, keys, figures and state."""
        irregular = [each.irregular for each in known.figures if each]
        irregular += [self._suspect(name) & ~among(name, known.harmless.get(name, ())) for name in self._others]
        if self._plan.watched:
            words = list(self._plan.watched)
            lowered = (pl.col(name).str.strip_chars().str.to_lowercase() for name in self._others)
            irregular += [text.is_in(words).fill_null(False) for text in lowered]
        beside = [pl.col(name).str.contains(r"[\S\r\n]").fill_null(False) for name in self._beside]
        filled = [~among(name, [None, *known.blank.get(name, ())]) for name in self._others]
        numbers = [
            self._number(position, each).alias(name)
            for position, each, name in zip(self._plan.figures, known.figures, FIGURES, strict=True)
        ]
        told = {"beside": any_true(beside), "irregular": any_true(irregular), "filled": any_true(filled)}
        state = (
            pl.when("beside")
            .then(_State.BESIDE.value)
            .when("irregular")
            .then(_State.ODD.value)
            .when(may_be_summed(self._plan.tolerance))
            .then(_State.PLAIN.value)
            .when(any_true([pl.col("filled"), *(pl.col(name).is_not_null() for name in FIGURES)]))
            .then(_State.ODD.value)
            .otherwise(_State.BARE.value)
        )
        return self._records.select(LINE, *self._keys, *numbers, **told).with_columns(state.alias(_STATE))

    def _suspect(self, name: str) -> pl.Expr:
        looks = f"{_PRIVATE}|{_NOT_PLAIN.pattern}" if self._wary else _PRIVATE
        return pl.col(name).str.contains(looks).fill_null(False)

    def _number(self, position: int, known: NumberColumn | None) -> pl.Expr:
        if known:
            return known.number
        return pl.lit(None, pl.Float64) if position == ABSENT else pl.col(column(position)).cast(pl.Float64)

    def _groups(self, known: _Known) -> list[_Found]:
        # One small number in place of four keys: what the row is, and which figures it has.
        given = [pl.col(name).is_not_null().cast(pl.UInt8) * (1 << at) for at, name in enumerate(FIGURES)]
        mark = sum(given, pl.col(_STATE).cast(pl.UInt8) * (1 << len(FIGURES))).alias(_MARK)
        groups = self._states(known).group_by(*self._keys, mark)
        sums = [exact_sum(name) for name in FIGURES]
        frame = groups.agg(pl.len().alias(_SIZE), pl.col(LINE).min(), *sums).collect(engine="streaming")
        keys = len(self._keys)
        found = []
        for row in frame.iter_rows():
            marked, size, first, *totals = row[keys:]
            state, has = divmod(marked, 1 << len(FIGURES))
            here = tuple(total if has >> at & 1 else None for at, total in enumerate(totals))
            found.append(_Found(row[:keys], state, size, first, here))
        if any(group.state == _State.BESIDE for group in found):
            raise NotPlainError
        self._watch(text for group in found for text in group.keys)
        return found

    def _watch(self, texts: Iterable[str | None]) -> None:
        if self._wary and any(text and _NOT_PLAIN.search(text) for text in texts):
            raise NotPlainError

    def _understood(self, evidence: list[Evidence], found: Sequence[_Found]) -> _Known:
        """What the texts mean that are no plain numbers; the evidence of rows that are no totals is added to."""
        signs = decimals(evidence)
        keys = [(name, {group.keys[at] for group in found}) for at, name in enumerate(self._keys)]
        of_all = any_true([among(name, [text for text in texts if text and _is_total(text)]) for name, texts in keys])
        while True:
            columns = self._columns(signs)
            for each, column_known in zip(evidence, columns, strict=True):
                if column_known:
                    each.see(self._distinct(column_known.name, column_known.strange & ~of_all))
            if decimals(evidence) == signs:
                break
            signs = decimals(evidence)  # a later text told more: others are strange now
        strange = [self._distinct(each.name, each.strange) if each else [] for each in columns]
        figures = [
            each and replace(each, known=_meant(each, texts)) for each, texts in zip(columns, strange, strict=True)
        ]
        looked_at = {
            name: self._distinct(name, self._suspect(name) | ~pl.col(name).str.contains(r"\S")) for name in self._others
        }
        return _Known(
            figures,
            harmless={name: [text for text in texts if not holds_cpr(text)] for name, texts in looked_at.items()},
            blank={name: [text for text in texts if not text.strip()] for name, texts in looked_at.items()},
        )

    def _distinct(self, name: str, wanted: pl.Expr) -> list[str]:
        frame = self._records.filter(wanted).select(pl.col(name).unique()).collect(engine="streaming")
        texts: list[str] = frame[name].to_list()
        self._watch(texts)
        return texts

    def _read(self, found: Sequence[_Found]) -> list[_Key]:
        """What the texts of the keys are; each distinct one is looked at once."""
        keys = []
        for at, position in enumerate(self._plan.keys):
            cells = {text: _cell(text) for text in {group.keys[at] for group in found}}
            blank = {text for text, cell in cells.items() if cell.kind is CellKind.BLANK}
            private = {text for text in cells if text and holds_cpr(text)}
            wrong = private if position in self._plan.optional else private | blank
            keys.append(_Key({text: cell for text, cell in cells.items() if text not in wrong}, wrong, blank))
        return keys

    def _irregular(self, known: _Known, keys: Sequence[_Key], size: int) -> Irregular:
        """The irregular rows: of that state, with a key that may not be as it is, and bare ones with a key."""
        named = list(zip(self._keys, keys, strict=True))
        state = pl.col(_STATE)
        is_odd = any_true([state != _State.PLAIN.value, *(among(name, key.wrong) for name, key in named)])
        is_blank = pl.all_horizontal(state == _State.BARE.value, *(among(name, key.blank) for name, key in named))
        rows = self._states(known).filter(is_odd & ~is_blank)
        lines = rows.select(pl.col(LINE).bottom_k(MOST_IRREGULAR)).collect(engine="streaming")[LINE].sort()
        texts = [column(position) for position in range(len(self._plan.titles))]
        listed = self._texts.filter(pl.col(LINE).is_in(lines.implode())).select(LINE, *texts)
        records = sorted(listed.collect(engine="streaming").iter_rows(), key=itemgetter(0))
        self._watch(text for _, *texts in records for text in texts)
        cells = [[_cell(text) for text in texts] for _, *texts in records]
        return Irregular(cells, [line for line, *_ in records], size)


def _are_blank(keys: Sequence[_Key], group: _Found) -> bool:
    return all(text in key.blank for key, text in zip(keys, group.keys, strict=True))


def _is_total(text: str) -> bool:
    """Whether a key says that its row is a total, which tells nothing of the other rows."""
    return Labels().total(bare(text)) is not None


def _meant(known: NumberColumn, texts: Sequence[str]) -> dict[str, float | None]:
    """The numbers and blanks among texts."""
    numbers = {text: number_of(text, known.decimal) for text in texts}
    return {text: number for text, number in numbers.items() if number is not None or not text.strip()}


def _cell(text: str | None) -> Cell:
    """A cell of a csv as the ordinary reader gives it."""
    shown = bare(text or "")
    return Cell(CellKind.TEXT, shown) if shown.strip() else BLANK
