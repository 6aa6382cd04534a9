"""Counts a case list: one reading of its rows for figures and checks, a second one only where there are findings."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.cells import Grid
from schemas.profiles.export_profile import Cases, ExportProfile
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from workbook.exports.cases.case_figures import CaseFigure, CaseFigures
from workbook.exports.cases.case_findings import MOST_ROWS, case_issues, rejected_issues
from workbook.exports.cases.columns import grouped_columns, incomplete, matched
from workbook.exports.cases.lines import NotUtf8Error, Reading, UnevenError
from workbook.exports.cases.opened import OpenCaseList
from workbook.exports.cases.source import opened

if TYPE_CHECKING:
    from workbook.exports.cases.keys import Keys

_GROUPS, _TEXTS, _FACTS = "case_groups", "case_texts", "case_facts"


def aggregate_cases(source: Path | Grid | str, profile: ExportProfile) -> CaseFigures:
    """Count a case list's figures where its rows are.

    Args:
        source: A csv or parquet file, a sheet, or a connection URL (the table's name stands in the profile).
        profile: What the list looks like and what is counted.

    Returns:
        The figures in the order of centre, measure and month, with the findings.

    Raises:
        CannotOpenError: The list cannot be opened.
    """
    cases = profile.cases
    if issues := incomplete(cases, profile.path or profile.name):
        return CaseFigures(issues=issues)
    reading = Reading()
    while True:
        try:
            return _opened(source, cases, reading)
        except NotUtf8Error:
            if reading.is_utf_8 is False:
                raise
            reading = replace(reading, is_utf_8=False)
        except UnevenError:
            reading = replace(reading, evened=True)


def _opened(source: Path | Grid | str, cases: Cases, reading: Reading) -> CaseFigures:
    with opened(source, cases, reading) as found:
        columns, issues = matched(cases, found.headers, found.place)
        if issues:
            return CaseFigures(issues=issues)
        from workbook.exports.cases.keys import Keys, private_numbers

        grouped = {columns[name] for name in grouped_columns(cases)}
        types = found.table.schema()
        others = [(header, name) for header, name in found.headers if name not in grouped and types[name].is_string()]
        counted = _aggregated(found, Keys(cases, columns, others, found.embedded))
        return replace(counted, issues=[*found.issues, *private_numbers(found), *counted.issues])


def _aggregated(source: OpenCaseList, keys: "Keys") -> CaseFigures:
    from workbook.exports.cases.rule_facts import groups

    identified = keys.columns.get(keys.cases.case, "") if source.embedded else ""
    grouped, flags = groups(source.table, keys, identified)
    if source.embedded:
        return _counted(source, source, keys, _kept(source, _GROUPS, grouped), flags)
    from workbook.exports.cases.source import own_engine

    # Another engine groups its rows; what is left of them is few, and the rest is done at home.
    arrow = source.connection.to_pyarrow(grouped)
    with own_engine() as connection:
        home = replace(source, connection=connection, embedded=True)
        connection.con.register(_GROUPS, arrow)
        return _counted(source, home, keys, connection.table(_GROUPS), flags)


def _counted(source: OpenCaseList, home: OpenCaseList, keys: "Keys", kept: Any, flags: Sequence[str]) -> CaseFigures:
    """Figures and findings of groups.

    Args:
        source: Where the rows are.
        home: Where the groups are.
        keys: What the rows were grouped by.
        kept: The groups.
        flags: The flags that are packed in them.
    """
    from workbook.exports.cases.checks import checks, tally
    from workbook.exports.cases.duplicates import doubled_issues
    from workbook.exports.cases.keys import COUNT
    from workbook.exports.cases.rule_facts import unpacked

    rejected = rejected_issues(source)
    table = unpacked(kept, keys, flags) if flags else _facts(home, keys, kept)
    made = checks(table, keys)
    counts = {str(name): int(count or 0) for name, count in _records(home, tally(table, made))[0].items()}
    located = replace(source, numbered=None) if rejected else source  # lines left out are not numbered
    issues = case_issues(located, keys, made, [counts[f"f{number}"] for number in range(len(made))])
    issues += doubled_issues(located, keys, kept, MOST_ROWS)
    return CaseFigures(_figures(home, keys, table), [*rejected, *issues], counts[COUNT])


def _facts(home: OpenCaseList, keys: "Keys", grouped: Any) -> Any:
    """The facts of each group; each different text of a date is read once, and looked up."""
    from workbook.exports.cases.rule_facts import gathered, texts, unpacked

    known = texts(grouped, keys)
    facts, flags = gathered(grouped, keys, None if known is None else _kept(home, _TEXTS, known))
    return unpacked(_kept(home, _FACTS, facts), keys, flags)


def _kept(home: OpenCaseList, name: str, expression: Any) -> Any:
    """A relation under a name of its own: a table that goes with the connection."""
    return home.connection.create_table(name, expression, temp=True)


def _records(source: OpenCaseList, expression: Any) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = source.connection.to_pyarrow(expression).to_pylist()
    return records


def _figures(source: OpenCaseList, keys: "Keys", table: Any) -> list[CaseFigure]:
    import ibis

    from workbook.exports.cases.case_expressions import figures

    each = [figures(table, keys, position) for position in range(len(keys.cases.rules))]
    records = _records(source, ibis.union(*each) if len(each) > 1 else each[0])
    found = [_figure(record) for record in records]
    return sorted(found, key=lambda figure: (figure.centre, figure.measure, figure.period))


def _figure(record: dict[str, Any]) -> CaseFigure:
    year, month = divmod(record["month"], MONTHS_A_YEAR)
    return CaseFigure(
        centre=record["centre"],
        measure=record["measure"],
        period=Period(year, Grain.MONTH, month + 1),
        value=record["value"],
        numerator=record["numerator"],
        denominator=record["denominator"],
    )
