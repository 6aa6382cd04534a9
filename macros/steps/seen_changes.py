"""What somebody has changed in a workbook since the log last told of it: parameters, assessments, typed figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import pandas as pd

from macros.steps.changed_figures import named
from macros.steps.contract import Contract
from macros.steps.log import LONGEST_DETAIL, LogLine, log_line, log_lines
from macros.steps.log_goals import GoalsOfFigures
from macros.steps.tracing import Key, OldOrigins, Provenance
from schemas.fields import Table
from schemas.frames import Record, is_missing, records
from schemas.parameters import in_force
from schemas.tables import EXPORT_TABLES, KEYS, LogLines, Parameters, Results
from schemas.words.vocabulary import Words
from schemas.written import written

_IS, _BEFORE = " = ", " ("
_BETWEEN = ";"
_LONGEST_LINE = 900
"""Letters of a line, so that a cell shows it."""
_NOTHING = "–"


def seen_changes(
    contract: Contract,
    now: datetime,
    origins: OldOrigins,
    results: pd.DataFrame | None = None,
    lapsed: Sequence[Record] = (),
) -> list[LogLine]:
    """Lines of the log about what was changed by hand and has not been logged yet.

    Args:
        contract: The workbook, before anything is written to it.
        now: When it is seen.
        origins: What the workbook knows of where its figures came from.
        results: The results with the assessments in force; None where a step does not look at them.
        lapsed: The lines of the results table whose assessments have lapsed.
    """
    words = contract.words
    logged = [*log_lines(contract.book.read(LogLines.name)).values()]
    step = words.text("step_parameter")
    lines = [log_line(step, each, now) for each in _parameters(contract, _told(logged, "parameter", words))]
    step, goals = words.text("step_typed"), GoalsOfFigures(contract.goals)
    typed = typed_lines(contract, origins, _told(logged, "typed", words))
    lines += [log_line(step, each, now, goals=goals.of([key])) for each, key in typed]
    if results is not None:
        step, told = words.text("step_assessment"), _told(logged, "assessment", words)
        assessed = _assessments(results, told, lapsed, words)
        lines += [log_line(step, each, now, goals=[goal]) for each, goal in assessed]
    return lines


def _told(logged: Iterable[LogLine], step: str, words: Words) -> list[str]:
    """What the log's lines of a step say, in order."""
    name = words.text(f"step_{step}")
    return [str(line.get(LogLines.DETAIL) or "") for line in logged if line.get(LogLines.STEP) == name]


def _parameters(contract: Contract, told: Iterable[str]) -> Iterator[str]:
    """Parameters that are others than the log tells last, or than the shipped ones where it tells nothing.

    One that the sheet does not have counts as shipped: a workbook of an earlier version lacks later ones.
    """
    words = contract.words
    shipped = {name: words.number(each.value) for name, each in in_force(contract.year).items()}
    known = dict(shipped)
    for detail in told:
        name, _, rest = detail.partition(_IS)
        value = rest.partition(_BEFORE)[0]
        known[name] = shipped.get(name, value) if value == _NOTHING else value
    standing = {
        str(row[Parameters.NAME]): words.number(row[Parameters.VALUE]) for row in records(contract.frame(Parameters))
    }
    for name in dict.fromkeys([*standing, *known]):
        value, before = standing.get(name, shipped.get(name, _NOTHING)), known.get(name, _NOTHING)
        if value != before:
            yield f"{name}{_IS}{value}{_BEFORE}{words.text('log_before', before=before)})"


def typed_lines(contract: Contract, origins: OldOrigins, told: Sequence[str]) -> Iterator[tuple[str, Key]]:
    """Figures that no import wrote and that the log does not tell yet, many in a line; each with what it is about."""
    for table in EXPORT_TABLES:
        groups: dict[str, list[Record]] = {}
        for record in records(contract.frame(table)):
            if origins.provenance(key_of(table, record), written(table, record)) is Provenance.TYPED:
                groups.setdefault(typed_head(table, record, contract.words), []).append(record)
        for head, group in groups.items():
            for line in _fresh(table, head, group, typed_figures(head, told)):
                yield line, key_of(table, group[0])


def key_of(table: type[Table], record: Record) -> Key:
    """What origins are found by: table, centre, measure (account) and period."""
    return (table.name, *(record[column] for column in KEYS[table]))


def typed_head(table: type[Table], record: Record, words: Words) -> str:
    """What a line about typed figures begins with: the centre, and the measure or the account by its word."""
    centre, what, _ = (record[column] for column in KEYS[table])
    return f"{centre}, {named(table, what, words)}:"


def typed_figures(head: str, told: Iterable[str]) -> dict[str, str]:
    """The figures of a centre and measure that lines of the log tell: period -> figures, the last line's counting."""
    found = {}
    for detail in told:
        if detail.startswith(head):
            for part in detail.removeprefix(head).split(_BETWEEN):
                period, _, figures = part.strip().partition(" ")
                found[period] = figures
    return found


def _fresh(table: type[Table], head: str, group: Iterable[Record], known: Mapping[str, str]) -> Iterator[str]:
    line = head
    for record in group:
        period, figures = str(record[KEYS[table][-1]]), written(table, record)
        if known.get(period) == figures:
            continue
        part = f" {period} {figures}{_BETWEEN}"
        if line != head and len(line) + len(part) > _LONGEST_LINE:
            yield line.rstrip(_BETWEEN)
            line = head
        line += part
    if line != head:
        yield line.rstrip(_BETWEEN)


def _assessments(
    results: pd.DataFrame, told: Sequence[str], lapsed: Sequence[Record], words: Words
) -> Iterator[tuple[str, str]]:
    """Assessments that lapse, those that are new or others than the log tells last, and those that are taken back.

    Each with the number of its goal.
    """
    gone, ended = words.text("log_assessment_gone"), words.text("log_assessment_lapsed", told="")
    lines = [(_head(row, words) + ended + _assessment(row, words), str(row[Results.NUMBER])) for row in lapsed]
    yield from lines
    told = [*told, *(line for line, _ in lines)]
    for row in records(results):
        head, goal = _head(row, words), str(row[Results.NUMBER])
        last = next((detail for detail in reversed(told) if detail.startswith(head)), "")
        if is_missing(row[Results.ASSESSMENT]):
            if last and last != head + gone and not last.startswith(head + ended):
                yield head + gone, goal
            continue
        detail = head + _assessment(row, words)
        if detail[:LONGEST_DETAIL].split() != last.split():
            yield detail, goal


def _head(row: Record, words: Words) -> str:
    """What a line about an assessment begins with: its goal."""
    return words.text("of_goal", number=row[Results.NUMBER], centre=row[Results.CENTRE], told="")


def _assessment(row: Record, words: Words) -> str:
    return words.text(
        "log_assessment",
        light=words.show(Results.ASSESSMENT, str(row[Results.ASSESSMENT])),
        reason=row[Results.ASSESSMENT_REASON],
        author=row[Results.ASSESSED_BY],
        on=words.day(row[Results.ASSESSED_ON]),
        as_of=words.day(row[Results.AS_OF]),
    )
