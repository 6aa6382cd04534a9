"""Writing findings to a book: each with a link to its place, and above them in groups with counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from macros.steps.table_writing import write_table
from schemas.cells import RawTable
from schemas.codes import Severity
from schemas.issues.grouping import IssueGroup, grouped, within_limit
from schemas.issues.issue import Issue
from schemas.reading import frame_of
from schemas.tables import IssueGroups, Issues, Measures, Parameters
from schemas.words.vocabulary import Words, headers, text_key, titles_by_field
from workbook.layout import IssueCounts
from workbook.links import linked, quoted
from workbook.port import Book, Formula

_CODE = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b(?!\.\w)")  # and no name of a file
_TITLED = ((Measures, Measures.MEASURE, Measures.TITLE), (Parameters, Parameters.NAME, Parameters.TITLE))


@dataclass(frozen=True)
class StepBefore:
    """A step that another one goes on from before both are saved: its findings are still to be read.

    Args:
        issues: Its findings, which the sheet of findings holds beside that one's own.
        paths: Where the files lie that they name, by name.
    """

    issues: Sequence[Issue] = ()
    paths: Mapping[str, Path] | None = None


NO_STEP = StepBefore()


def write_findings(book: Book, issues: Sequence[Issue], words: Words, paths: Mapping[str, Path] | None = None) -> None:
    """Write the findings of a run to a book's sheet of them.

    Args:
        book: The workbook.
        issues: Every finding.
        words: The workbook's language.
        paths: Where the files lie that findings name, by name.

    A workbook of an older layout has no table of groups: there the cells are plain addresses, for its column is text,
    in which an open Excel would show a link's formula. In one of a later one the findings stand below the groups, and
    must never move: their number of rows is fixed.
    """
    standing = set(book.tables())
    newer = IssueGroups.name in standing
    raw = book.read(Issues.name)
    frame = issues_frame(issues, words, book.name, paths or {}) if newer else issues_frame(issues, words)
    titles = _titles(book)
    for told in (Issues.MESSAGE, Issues.SUGGESTION):
        frame[told] = frame[told].map(lambda text: with_titles(text, titles), na_action="ignore")
    write_table(book, Issues.name, _over_links(frame, raw) if newer else frame, words, raw)
    if newer:
        groups = book.read(IssueGroups.name)
        most = len(groups.rows) if groups.header_row < raw.header_row else 0
        write_table(book, IssueGroups.name, groups_frame(issues, words, book.name, paths or {}, most), words, groups)
    if IssueCounts.name in standing:
        write_table(book, IssueCounts.name, issue_counts_frame(issues), words)


def with_titles(text: str, titles: Mapping[str, str]) -> str:
    """A text with the titles of measures for their codes; a code of one word may be a word like any other, and stays.

    Args:
        text: What is told of a finding.
        titles: Code → title.
    """
    return _CODE.sub(lambda code: titles.get(code.group(), code.group()), text)


def _titles(book: Book) -> dict[str, str]:
    """The titles of measures and parameters that stand on the workbook's sheets, by their codes."""
    found: dict[str, str] = {}
    for table, code, title in _TITLED:
        raw = book.read(table.name) if table.name in book.tables() else None
        at = {} if raw is None else titles_by_field(table, raw.header)
        if raw is None or not {code, title} <= set(at):
            continue
        codes, names = (list(raw.header).index(at[field]) for field in (code, title))
        found |= {row[codes].text: row[names].text for row in raw.rows if row[names].text}
    return found


def issues_frame(
    issues: Sequence[Issue], words: Words, own: str | None = None, paths: Mapping[str, Path] | None = None
) -> pd.DataFrame:
    """Findings as rows of the issues table, errors first, with at most so many of a code as a sheet lists.

    Args:
        issues: Every finding.
        words: The language.
        own: The name of the workbook they are written to; None for cells without links.
        paths: Where the files lie that findings name, by name.
    """
    rows = []
    for issue in within_limit(issues, words):
        record = issue.record(words)
        if own is not None:
            record[Issues.CELL] = linked(issue.place, own, paths or {})
        rows.append(record)
    return frame_of(Issues, rows)


def groups_frame(
    issues: Sequence[Issue], words: Words, own: str, paths: Mapping[str, Path], most: int = 0
) -> pd.DataFrame:
    """Groups of findings as the rows of their table.

    Args:
        issues: Every finding.
        words: The language.
        own: The name of the workbook they are written to.
        paths: Where the files lie that findings name, by name.
        most: How many rows the table always has in a workbook of an earlier layout, whose findings stand below it;
            the last then tells of further groups. 0 where it grows.
    """
    groups = grouped(issues)
    shown = groups if not most or len(groups) <= most else groups[: most - 1]
    rows = [_group_row(group, words, own, paths) for group in shown]
    if rest := groups[len(shown) :]:
        told = words.text("groups_left_out", count=len(rest))
        rows.append({IssueGroups.TITLE: told, IssueGroups.COUNT: sum(group.count for group in rest)})
    return frame_of(IssueGroups, [*rows, *[{}] * (most - len(rows))])


def _group_row(group: IssueGroup, words: Words, own: str, paths: Mapping[str, Path]) -> dict[str, object]:
    return group.record(words) | {IssueGroups.FIRST_PLACE: linked(group.place, own, paths)}


def issue_counts_frame(issues: Sequence[Issue]) -> pd.DataFrame:
    """How many errors and warnings."""
    severities = [issue.severity for issue in issues]
    rows = [
        {IssueCounts.SEVERITY: severity.value, IssueCounts.COUNT: severities.count(severity)} for severity in Severity
    ]
    return frame_of(IssueCounts, rows)


def _over_links(frame: pd.DataFrame, raw: RawTable) -> pd.DataFrame:
    """Plain addresses that come where a link stands, as formulas too.

    A cell that already shows what it shall is left as it is, and an earlier run's link may show the same address.
    """
    known = headers(Issues)
    place = next((at for at, title in enumerate(raw.header) if known.get(text_key(title)) == Issues.CELL), None)
    if place is None:
        return frame
    cells = frame[Issues.CELL].tolist()
    for row, value in enumerate(cells[: len(raw.rows)]):
        if isinstance(value, str) and raw.rows[row][place].formula:
            cells[row] = Formula(quoted(value), value)
    return frame.assign(**{Issues.CELL: pd.Series(cells, index=frame.index, dtype=object)})
