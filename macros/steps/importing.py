"""Bringing exports in: validated first, refused whole or taken whole, with a list of what changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from macros.steps.contract import Contract, is_ours, open_book, read_contract, understood_as
from macros.steps.writing import issues_frame, log_line, write_log, write_table
from schemas.context import Context
from schemas.errors import RefusedError
from schemas.fields import Table
from schemas.issues import Issue, Place, errors
from schemas.models import validate
from schemas.reading import Understood, empty, frame_of, read_table
from schemas.tables import EXPORT_TABLES, MARK, BudgetLines, Goals, Issues, Observations
from schemas.vocabulary import Words
from workbook.closed.atomic import check_writable
from workbook.exports.files import read_file

_KEYS: dict[type[Table], list[str]] = {
    Observations: [Observations.CENTRE, Observations.MEASURE, Observations.PERIOD],
    BudgetLines: [BudgetLines.CENTRE, BudgetLines.ACCOUNT, BudgetLines.PERIOD],
}
_FIGURES: dict[type[Table], list[str]] = {
    Observations: [Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR],
    BudgetLines: [BudgetLines.BUDGET, BudgetLines.ACTUAL, BudgetLines.FORECAST],
}


@dataclass
class Export:
    """What exports hold, as it was understood.

    Args:
        files: The files read.
        rows: Table → its rows.
        issues: Every finding.
    """

    files: list[Path]
    rows: dict[type[Table], pd.DataFrame]
    issues: list[Issue] = field(default_factory=list)

    def require_valid(self) -> None:
        """Refuse exports with errors.

        Raises:
            RefusedError: With every finding.
        """
        if errors(self.issues):
            raise RefusedError(self.issues)


@dataclass
class Imported:
    """What an import did: for each table the rows added, changed and left as they were."""

    export: Export
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    differences: list[Issue] = field(default_factory=list)


def read_exports(paths: Sequence[Path], contract: Contract | None, words: Words) -> Export:
    """Read and validate exports.

    Args:
        paths: The files.
        contract: The workbook they are for; without one, centres and measures are taken as they stand.
        words: The user's language.

    Returns:
        What was understood, with every finding; nothing is refused here.

    Raises:
        CannotOpenError: A file cannot be read.
    """
    context = contract.context() if contract else Context(words=words)
    parts: dict[type[Table], list[pd.DataFrame]] = {table: [] for table in EXPORT_TABLES}
    issues: list[Issue] = []
    for path in paths:
        found = False
        for raw in read_file(path):
            table = understood_as(EXPORT_TABLES, raw.header)
            if table is None:
                issues.append(Issue("sheet_left_out", Place(raw.file, raw.sheet), raw.sheet or raw.file))
                continue
            found = True
            understood = read_table(table, raw, words, context.year)
            understood = _own_rows(understood, contract) if contract else understood
            findings = validate(understood, context)
            if not len(raw.rows) and not errors(findings):
                findings.append(Issue("empty_table", Place(raw.file, raw.sheet), details={"table": table.name}))
            issues += findings
            parts[table].append(_with_source(understood, path))
        if not found:
            issues.append(Issue("no_table", Place(path.name)))
    rows = {table: pd.concat(frames, ignore_index=True) if frames else empty(table) for table, frames in parts.items()}
    issues += _across_files(rows, len(paths))
    return Export(list(paths), rows, issues)


def _own_rows(understood: Understood, contract: Contract) -> Understood:
    """The rows of the workbook's own centres, short names replaced; rows of other known centres are only counted."""
    column = Observations.CENTRE
    frame = understood.frame.copy()
    if column not in frame or not len(frame):
        return understood
    aliases = contract.aliases()
    names = [aliases.get(name, name) for name in frame[column]]
    frame[column] = pd.Series(names, index=frame.index, dtype=object)
    others = frame[column].isin(contract.known_centres()) & ~frame[column].isin(contract.holders)
    if not others.any():
        return replace(understood, frame=frame)
    other_names = ", ".join(sorted(set(frame.loc[others, column])))
    place = Place(understood.raw.file, understood.raw.sheet)
    left_out = {understood.raw.row_numbers[int(row)] for row in frame.index[others]}
    kept = [issue for issue in understood.issues if issue.is_error or issue.place.row not in left_out]
    note = Issue("other_centre", place, other_names, {"count": int(others.sum())})
    return replace(understood, frame=frame[~others], issues=[*kept, note])


def _with_source(understood: Understood, path: Path) -> pd.DataFrame:
    frame = understood.frame
    if understood.table is not Observations:
        return frame
    named = [source or path.name for source in frame[Observations.SOURCE]]
    return frame.assign(**{Observations.SOURCE: pd.Series(named, index=frame.index, dtype=object)})


def _across_files(rows: dict[type[Table], pd.DataFrame], files: int) -> list[Issue]:
    """Rows that stand in more than one of the files."""
    if files < len(("one", "another")):
        return []
    frame = rows[Observations]
    doubled = frame[frame.duplicated(_KEYS[Observations], keep="first")]
    return [
        Issue(
            "duplicate_observation",
            Place(str(row[Observations.SOURCE])),
            str(row[Observations.PERIOD]),
            {"centre": row[Observations.CENTRE], "measure": row[Observations.MEASURE]},
        )
        for row in doubled.to_dict("records")
    ]


def import_exports(workbook: Path, paths: Sequence[Path], now: datetime) -> Imported:
    """Bring exports into a workbook: all of it or nothing.

    Args:
        workbook: One of our workbooks.
        paths: The exports.
        now: The time of the import, for the log.

    Returns:
        What changed.

    Raises:
        CannotOpenError: A file cannot be read or written.
        RefusedError: The exports hold errors; the workbook is untouched.
    """
    check_writable(workbook)
    book, words = open_book(workbook)
    with book:
        contract = read_contract(book, words)
        export = read_exports(paths, contract, words)
        export.require_valid()
        done = Imported(export)
        merged = {table: _merge(table, contract.frame(table), new, done, workbook) for table, new in export.rows.items()}
        findings = [*contract.issues, *export.issues, *done.differences]
        for table, frame in merged.items():
            if len(export.rows[table]):
                write_table(book, table.name, frame, words, contract.tables[table.name].raw)
        write_table(book, Issues.name, issues_frame(findings, words), words)
        detail = summary(done, words)
        write_log(book, [log_line(words.text("step_import"), detail, now, path) for path in paths], words)
        book.save()
    return done


def summary(done: Imported, words: Words) -> str:
    """What an import did, in a sentence."""
    return words.text("imported", added=done.added, changed=done.changed, unchanged=done.unchanged)


def _merge(table: type[Table], old: pd.DataFrame, new: pd.DataFrame, done: Imported, workbook: Path) -> pd.DataFrame:
    """Old rows with new figures in place, and new rows after them, so that a user's columns beside stay in line."""
    keys = _KEYS[table]
    if not len(new):
        return old
    positions = {key: row for row, key in enumerate(old[keys].itertuples(index=False, name=None))}
    merged = old.reset_index(drop=True).to_dict("records")
    for record in new.to_dict("records"):
        key = tuple(record[column] for column in keys)
        if key not in positions:
            merged.append(record)
            positions[key] = len(merged) - 1
            done.added += 1
            continue
        before = merged[positions[key]]
        if _same_figures(table, before, record):
            done.unchanged += 1
        else:
            done.changed += 1
            done.differences.append(_difference(table, before, record, workbook))
            merged[positions[key]] = {**before, **{name: value for name, value in record.items() if not _missing(value) or name in _FIGURES[table] or name == MARK}}
    columns = list(old.columns)
    frame = frame_of(table, [{str(name): row.get(name) for name in columns} for row in merged])
    if table is Observations:
        frame[MARK] = pd.Series([row.get(MARK) for row in merged], dtype=object)
    return frame


def _missing(value: object) -> bool:
    return value is None or value != value  # noqa: PLR0124  NaN is not itself


def _same_figures(table: type[Table], before: dict[str, object], after: dict[str, object]) -> bool:
    names = [*_FIGURES[table], *([MARK] if table is Observations else [])]
    return all(before.get(name) == after.get(name) or (_missing(before.get(name)) and _missing(after.get(name))) for name in names)


def _difference(table: type[Table], before: dict[str, object], after: dict[str, object], workbook: Path) -> Issue:
    _, what, period = (after[column] for column in _KEYS[table])
    details = {"centre": after[_KEYS[table][0]], "measure": what, "period": period, "old": _figures(table, before)}
    return Issue("month_figure", Place(workbook.name), _figures(table, after), details)


def _figures(table: type[Table], record: dict[str, object]) -> str:
    shown = [f"{record[name]:.10g}" for name in _FIGURES[table] if not _missing(record.get(name))]
    return " / ".join(shown) or str(record.get(MARK) or "–")


@dataclass
class Validated:
    """What validation understood of each kind of file."""

    files: list[Path]
    observations: pd.DataFrame
    budget_lines: pd.DataFrame
    goals: pd.DataFrame
    issues: list[Issue]


def validate_files(paths: Sequence[Path], workbook: Path | None, words: Words) -> Validated:
    """Validate workbooks, registers and exports without writing anything.

    Args:
        paths: Any of them; one of our workbooks among them is what the exports are checked against.
        workbook: The workbook to check exports against, if it is not among the files.
        words: The user's language.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: A workbook's own tables, or a register, hold errors.
    """
    ours = [path for path in paths if is_ours(path)]
    contract = None
    if workbook or ours:
        book, own = open_book(workbook or ours[0])
        with book:
            contract = read_contract(book, own)
    registers = [path for path in paths if path not in ours and _is_register(path)]
    exports = [path for path in paths if path not in ours and path not in registers]
    export = read_exports(exports, contract, words) if exports else Export([], {table: empty(table) for table in EXPORT_TABLES})
    issues = [*(contract.issues if contract else []), *export.issues]
    goals = contract.goals if contract else empty(Goals)
    for path in registers:
        from macros.steps.register import read_register

        register = read_register(path, words)
        goals, issues = register.goals, [*issues, *register.issues]
    observations = export.rows[Observations]
    lines = export.rows[BudgetLines]
    if contract and not exports:
        observations, lines = contract.frame(Observations), contract.frame(BudgetLines)
    return Validated(list(paths), observations, lines, goals, issues)


def _is_register(path: Path) -> bool:
    return any(understood_as((Goals, *EXPORT_TABLES), raw.header) is Goals for raw in read_file(path))
