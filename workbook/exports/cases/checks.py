"""What may be wrong with the rows of a case list: each check a flag, all counted in one query and judged by pandera."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis

from schemas.profiles.export_profile import CaseKind
from workbook.exports.cases.case_expressions import fitting, points_of
from workbook.exports.cases.columns import wanted
from workbook.exports.cases.keys import CENTRE, COUNT, PRIVATE, Keys, has_cpr


@dataclass(frozen=True)
class Check:
    """A check.

    Args:
        code: The finding's code.
        column: The header of the column that it is about.
        name: The column's name in the table.
        flag: Whether a group, or a row, is at fault.
        shown: Whether the finding may repeat what stands there.
        details: What the finding's text needs.
    """

    code: str
    column: str
    name: str
    flag: Any
    shown: bool = True
    details: Mapping[str, object] = field(default_factory=dict)


def note(code: str, column: str, name: str, flag: Any, shown: bool = True, **details: object) -> Check:
    """A check, by its code."""
    return Check(code, column, name, flag.fill_null(False), shown, details)


def checks(table: Any, keys: Keys) -> list[Check]:
    """The checks of a case list.

    Args:
        table: Groups or rows, as ``facts.read`` gives them.
        keys: Their keys.
    """
    centre = keys.cases.centre
    found = [note("case_centre_blank", centre, keys.columns[centre], table[CENTRE].isnull(), shown=False)]
    found += _of_dates(table, keys)
    for position in range(len(keys.cases.rules)):
        found += _of_rule(table, keys, position)
    return [*found, *_of_privacy(table, keys)]


def _of_dates(table: Any, keys: Keys) -> list[Check]:
    counted = wanted(keys.cases).counted
    found = []
    for column, key in keys.dates.items():
        name = keys.columns[column]
        personal = _personal(table, key)
        found.append(note("case_date_unreadable", column, name, table[f"{key}_wrong"] & ~personal))
        if column in counted:
            asked = _any(_asking(table, keys, column))
            found.append(note("case_date_blank", column, name, table[f"{key}_blank"] & asked, shown=False))
        if keys.cases.extracted:
            drawn = date.fromisoformat(keys.cases.extracted)
            found.append(note("case_after_extracted", column, name, table[f"{key}_later"], extracted=drawn))
    return found


def _asking(table: Any, keys: Keys, column: str) -> list[Any]:
    """The filters of the rules that cannot count a case without a date."""
    from workbook.exports.cases.columns import counted_columns

    rules = enumerate(keys.cases.rules)
    return [fitting(table, keys, position) for position, rule in rules if column in counted_columns(rule)]


def _any(flags: Sequence[Any]) -> Any:
    found = ibis.literal(False)
    for flag in flags:
        found = found | flag
    return found


def _of_rule(table: Any, keys: Keys, position: int) -> list[Check]:
    found = []
    rule, fits = keys.cases.rules[position], fitting(table, keys, position)
    if rule.kind in {CaseKind.WITHIN_DAYS, CaseKind.DAYS}:
        start, end = keys.dates[rule.start], keys.dates[rule.end]
        name = keys.columns[rule.end]
        is_back = table[f"back{position}"]
        found.append(note("case_end_before_start", rule.end, name, fits & is_back, start=rule.start))
        if rule.kind is CaseKind.DAYS and not keys.cases.extracted:
            is_open = table[f"{end}_blank"] & ~table[f"{start}_blank"] & ~table[f"{start}_wrong"]
            found.append(note("case_spell_open", rule.end, name, fits & is_open, shown=False))
    if rule.kind is CaseKind.POINTS:
        outcome = table[keys.outcomes[rule.outcome]]
        unknown = points_of(rule, outcome).isnull() & ~has_cpr(outcome) & ~table[f"{keys.dates[rule.month]}_blank"]
        known = ", ".join(rule.points)
        found.append(
            note("case_outcome_unknown", rule.outcome, keys.columns[rule.outcome], fits & unknown, known=known)
        )
    return found


def _of_privacy(table: Any, keys: Keys) -> list[Check]:
    """Personal numbers, in whichever column of text they stand."""
    flags = {keys.cases.centre: has_cpr(table[CENTRE])}
    flags |= {column: has_cpr(table[key]) for column, key in keys.outcomes.items()}
    flags |= {column: _personal(table, key) for column, key in keys.dates.items()}
    found = [(column, keys.columns[column], flag) for column, flag in flags.items()]
    found += [(column, name, table[PRIVATE] == number) for number, (column, name) in enumerate(keys.others, start=1)]
    return [note("case_cpr", column, name, flag, shown=False) for column, name, flag in found]


def _personal(table: Any, key: str) -> Any:
    """Whether a date column's text is a personal number."""
    return table[f"{key}_cpr"] if f"{key}_cpr" in table.columns else ibis.literal(False)


def tally(table: Any, made: Sequence[Check]) -> Any:
    """How many cases each check is about, in one row: ``cases`` of all, and ``f0``, ``f1`` ... of the checks."""
    cases = table[COUNT]
    counts = {f"f{number}": ibis.ifelse(each.flag, cases, 0).sum() for number, each in enumerate(made)}
    return table.aggregate(cases=cases.sum(), **counts)


def failing(counts: Sequence[int]) -> list[int]:
    """The positions of the checks that any case fails, as pandera judges them."""
    if not any(counts):
        return []
    import pandas as pd
    import pandera.ibis as pa

    judged = ibis.memtable(pd.DataFrame({"cases": pd.Series(list(counts), dtype="int64")}))
    schema = pa.DataFrameSchema({"cases": pa.Column(int, pa.Check.equal_to(0))})
    try:
        schema.validate(judged, lazy=True)
    except pa.errors.SchemaErrors as problem:
        return sorted(int(index) for error in problem.schema_errors for index in error.failure_cases["index"])
    return []
