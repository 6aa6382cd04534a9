"""What the register says otherwise than a workbook, and whose change it is: by what the workbook was last made of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from macros.steps.updating.state import KEYED, Key, Row, State
from schemas.fields import Field, Table
from schemas.tables import Centres, Goals, Measures
from schemas.text.last_year import is_last_years


class Whose(Enum):
    """Whose change a difference is."""

    REGISTER = auto()
    """The register's: it is taken."""
    WORKBOOK = auto()
    """The workbook's own: it is told, and stays."""
    BOTH = auto()
    """Both have changed it, each otherwise."""
    RECORD = auto()
    """The register changes, or lacks, what stood in it when the workbook was made: two people have changed it."""
    UNKNOWN = auto()
    """Nobody knows: the workbook does not tell what it was made of."""
    ALONG = auto()
    """The register's, of a decision of which somebody has to decide another part: it follows that."""


CONFLICTS = frozenset({Whose.BOTH, Whose.RECORD, Whose.UNKNOWN})
"""Differences that somebody has to decide."""
_LEVEL = frozenset(
    map(
        str,
        (
            Goals.MEASURE, Goals.UNIT, Goals.RULE, Goals.BASIS, Goals.TARGET, Goals.TARGET_MAX, Goals.BASELINE,
            Goals.BASELINE_PERIOD, Goals.SUMMARY, Goals.PROFILE,
        ),
    )
)  # fmt: skip
"""What a goal asks for: a line on record is not changed in this, but followed by a new one."""
_APART: dict[type[Table], frozenset[str]] = {
    Goals: frozenset(
        {Goals.PARAMETER, Goals.FOCUS, Goals.SOURCE, Goals.RESPONSIBLE, Goals.TO_COMMITTEE, Goals.PROMISE}
    ),
    Centres: frozenset({Centres.SHORT_NAME, Centres.GROUP, Centres.IN_TOTAL}),
    Measures: frozenset({Measures.RESPONSIBLE, Measures.SOURCE, Measures.LAG}),
}
"""What of a row stands for itself; the rest is one decision: who decided it, and why, belong to what they decided."""


@dataclass(frozen=True)
class Difference:
    """One thing that the register says otherwise.

    Args:
        table: In which table.
        key: The row's key; of a paper its number in the table.
        field: The field; None for a whole row.
        before: What the workbook says: a value, or a row; None where it lacks the row.
        after: What the register says; None where it lacks the row.
        whose: Whose change it is.
        was: What the register said when the workbook was last made of it; None where that is nothing, or not known.
    """

    table: type[Table]
    key: Key
    field: Field | None
    before: object
    after: object
    whose: Whose
    was: object = None


def differences(workbook: State, register: State, base: State | None) -> list[Difference]:
    """All that a register says otherwise than a workbook.

    Args:
        workbook: What the workbook says.
        register: What the register says of it.
        base: What the register said when the workbook was made or last updated; None where that is not known.
    """
    found: list[Difference] = []
    for table in KEYED:
        if table not in register.keyed:
            continue
        known = None if base is None else base.keyed.get(table, {})
        found += _keyed(table, workbook.keyed.get(table, {}), register.keyed[table], known)
    for table, rows in register.papers.items():
        known_rows = None if base is None else base.papers.get(table, [])
        found += _paper(table, workbook.papers.get(table, []), rows, known_rows)
    return found


def _keyed(
    table: type[Table], workbook: Mapping[Key, Row], register: Mapping[Key, Row], base: Mapping[Key, Row] | None
) -> Iterator[Difference]:
    for key in dict.fromkeys([*register, *workbook]):
        ours, theirs = workbook.get(key), register.get(key)
        was = None if base is None else base.get(key)
        if ours is None or theirs is None:
            whose = _whose_row(ours, theirs, was, is_known=base is not None)
            if whose is not None and not (theirs is None and table is not Goals):
                yield Difference(table, key, None, ours, theirs, whose, was)
            continue
        yield from _whole(_of_row(table, key, ours, theirs, was, base is not None))


def _of_row(
    table: type[Table], key: Key, ours: Row, theirs: Row, was: Row | None, is_known: bool
) -> Iterator[Difference]:
    """The fields of a row that both have, but otherwise."""
    for field in table.fields:
        name = str(field)
        one, other = ours.get(name), theirs.get(name)
        if not same(one, other):
            whose = _whose(table, name, one, other, was, is_known)
            yield Difference(table, key, field, one, other, whose, None if was is None else was.get(name))


def _whole(row: Iterable[Difference]) -> list[Difference]:
    """A row's differences, those of one decision together: no line is half one person's and half another's."""
    found = list(row)
    if not any(each.whose in CONFLICTS and _is_decision(each) for each in found):
        return found
    return [
        replace(each, whose=Whose.ALONG) if each.whose is Whose.REGISTER and _is_decision(each) else each
        for each in found
    ]


def _is_decision(each: Difference) -> bool:
    return str(each.field) not in _APART.get(each.table, frozenset())


def _whose_row(ours: Row | None, theirs: Row | None, was: Row | None, is_known: bool) -> Whose | None:
    """Whose change it is that one of them lacks a row."""
    if theirs is None:
        if was is not None:
            on_record = Whose.REGISTER if _is_undecided(was) else Whose.RECORD
            return on_record if _same_row(ours, was) else Whose.BOTH
        return Whose.WORKBOOK if is_known else Whose.UNKNOWN
    if was is None:
        return Whose.REGISTER
    return Whose.WORKBOOK if was == theirs else Whose.BOTH


def _whose(table: type[Table], name: str, ours: object, theirs: object, was: Row | None, is_known: bool) -> Whose:
    if was is None:  # where the workbook says nothing, nothing of anybody's is lost
        return Whose.REGISTER if ours is None else Whose.BOTH if is_known else Whose.UNKNOWN
    before = was.get(name)
    if same(ours, before):
        is_on_record = table is Goals and name in _LEVEL and not _is_undecided(was)
        return Whose.RECORD if is_on_record else Whose.REGISTER
    return Whose.WORKBOOK if same(theirs, before) else Whose.BOTH


def _is_undecided(was: Row) -> bool:
    """Whether a goal came along from the year before, and what it asks for was nobody's decision yet."""
    return is_last_years(str(was.get(str(Goals.NOTE)) or ""))


def _paper(
    table: type[Table], workbook: Sequence[Row], register: Sequence[Row], base: Sequence[Row] | None
) -> Iterator[Difference]:
    """Rows that the register has got or lost; rows of the workbook's own stay, and are nobody's business."""
    for number, row in enumerate(register):
        if row not in workbook and (base is None or row not in base):
            yield Difference(table, (str(number),), None, None, row, Whose.REGISTER)
    for number, row in enumerate(workbook):
        if base is not None and row in base and row not in register:
            yield Difference(table, (str(number),), None, row, None, Whose.REGISTER)


def _same_row(ours: Row | None, was: Row) -> bool:
    """Whether a workbook's row says what the register said of it, as far as the register said anything."""
    return ours is not None and all(same(ours.get(name), value) for name, value in was.items())


def same(one: object, other: object) -> bool:
    """Whether two values are the same as far as cells keep them."""
    if isinstance(one, float) and isinstance(other, float):
        return f"{one:.12g}" == f"{other:.12g}"
    return one == other
