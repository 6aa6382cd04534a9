"""What comes out of an export, told as lines: whether it is taken, the rows, then every finding."""

from collections import defaultdict

from macros.steps.importing import read_for
from schemas.errors import ExitCode, StepError
from schemas.fields import Kind
from schemas.frames import is_missing, records
from schemas.issues.issue import errors
from schemas.tables import EXPORT_TABLES, MARK, BudgetLines, Issues, Observations
from schemas.text.amounts import kroner
from tests.unit.workbook.exports.messy.reading_here import Here
from workbook.exports.child import Work
from workbook.exports.read import ReadOptions

LINE_BREAK = "⏎"
"""Stands for a line break within a cell."""
INDENT = "    "
"""Before what belongs to the line above."""
_DIGITS = ".10g"
_WHOLE = "whole"
"""Where a finding is about no cell."""
_NOTHING = "-"
"""Stands for what a row lacks."""
_FIRST = {
    Observations: (Observations.MEASURE, Observations.PERIOD, Observations.VALUE),
    BudgetLines: (BudgetLines.ACCOUNT, BudgetLines.PERIOD),
}
"""What every row tells, without a name beside it."""


def told(path, contract, profile=None, large=False, names_sheets=False):
    """What comes out of an export, as lines.

    Args:
        path: The export.
        contract: The workbook it is read for.
        profile: The profile to read it by.
        large: Whether it is read as large files are.
        names_sheets: Whether cells are told with their sheet.

    Returns:
        The lines; and whether all of the file was read at once, as large files are not.
    """
    readings = Here(large)
    try:
        export = read_for(contract, [path], contract.words, ReadOptions(profile, readings))
    except StepError as problem:
        how = "refused" if problem.exit_code == ExitCode.REFUSED else "cannot be opened"
        lines = [how, *_said(problem.issues, contract.words, names_sheets)]
    else:
        issues = [*contract.issues, *export.issues]
        rows = _rows(export, path, next(iter(contract.expected.holders)))
        said = _said(issues, contract.words, names_sheets)
        lines = _refused(rows, said) if errors(issues) else _taken(rows, said)
    return lines, Work.GRIDS in readings.asked


def _taken(rows, said):
    return ["taken:", *rows, *said] if rows else ["taken: nothing", *said]


def _refused(rows, said):
    return ["refused", *said, *(["understood, but not taken:", *rows] if rows else [])]


def _rows(export, path, own):
    return _aligned(
        [_row(table, record, path, own) for table in EXPORT_TABLES for record in records(export.rows[table])]
    )


def _row(table, record, path, own):
    """A row's cells: what it is of, when, the figure; then by its name whatever else is not as one expects it."""
    amounts = {str(field) for field in table.fields if field.kind is Kind.AMOUNT}
    expected = {Observations.CENTRE: own, Observations.SOURCE: path.name}
    shown = {
        name: _plain(kroner(value) if name in amounts else value)
        for name, value in record.items()
        if not is_missing(value) and expected.get(name) != value
    }
    if table is Observations and is_missing(record[Observations.CENTRE]):
        shown[Observations.CENTRE] = _NOTHING
    if MARK in shown:
        shown[Observations.VALUE] = shown.pop(MARK)
    first = [shown.pop(name, _NOTHING) for name in _FIRST[table]]
    return [*first, *(f"{name} {text}" for name, text in shown.items())]


def _plain(value):
    """A figure with the decimal sign of a Dane, a day as one writes it, all else as it stands."""
    if hasattr(value, "strftime"):
        return f"{value:%d-%m-%Y}"
    return f"{value:{_DIGITS}}".replace(".", ",") if isinstance(value, float) else str(value)


def _said(issues, words, names_sheets):
    """A line for each kind of finding, errors first, with the cells it is about in the order they are read."""
    kinds = defaultdict(list)
    for issue in sorted(issues, key=_reading_order):
        record = issue.record(words)
        named = record[Issues.VALUE] or _lacking(issue)
        where = _where(issue.place, names_sheets)
        told = f"{where}: {named}".replace("\n", LINE_BREAK) if named else where
        kinds[record[Issues.SEVERITY], issue.code].append(told)
    if not kinds:
        return ["said: nothing"]
    return ["said:", *_aligned([[severity, code, " | ".join(places)] for (severity, code), places in kinds.items()])]


def _reading_order(issue):
    place = issue.place
    letters = place.cell.rstrip("0123456789")
    return not issue.is_error, issue.code, place.sheet, place.row or 0, len(letters), letters, issue.value


def _where(place, names_sheet):
    where = place.cell or (f"row {place.row}" if place.row else "")
    if names_sheet and place.sheet:
        where = f"{place.sheet}!{where}".removesuffix("!")
    return where or _WHOLE


def _lacking(issue):
    """What is missing or uncertain, where a finding is about no cell and has no value."""
    details = issue.details
    return "" if issue.place.cell else str(details.get("parts") or details.get("what") or issue.place.column)


def _aligned(rows):
    """Rows as lines, each column as wide as what stands in it and has something beside it."""
    widths = defaultdict(int)
    for row in rows:
        for at, text in enumerate(row[:-1]):
            widths[at] = max(widths[at], len(text))
    lines = (" | ".join(text.ljust(widths[at]) for at, text in enumerate(row)) for row in rows)
    return [f"{INDENT}{line.rstrip()}" for line in lines]
