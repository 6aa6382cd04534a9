"""Findings for a terminal and as JSON: in groups first, then one by one."""

import shutil
from collections.abc import Sequence

from macros.terminal.console import printable, table
from macros.terminal.showing import issue_lines, issue_records
from schemas.issues.grouping import IssueGroup, grouped
from schemas.issues.issue import Bearing, Issue
from schemas.tables import IssueGroups
from schemas.words.vocabulary import Words

_MOST_OF_A_GROUP, _MOST_OTHERS = 20, 8
"""So many of a group are shown: errors and what may change a figure one by one, others as many as are read."""
_AT_A_GLANCE = 9
"""So many warnings need no table of their groups above them."""
_NARROWEST, _WIDEST = 60, 120  # columns of a terminal that a table is made for
_GAPS = 6  # columns between four columns of a table
_COUNT = frozenset({3})  # the position of the column of counts


def finding_lines(issues: Sequence[Issue], words: Words, width: int | None = None) -> list[str]:
    """Findings for a terminal.

    Args:
        issues: The findings.
        words: The user's language.
        width: The terminal's columns; by default those of the one that the program runs in.

    Returns:
        A table of the groups where there is more to read than fits on a glance, then at most twenty errors or warnings
        that may change a figure of each group, and eight others; of readings that lose nothing one line a kind,
        whatever file and column they are of.
    """
    groups = grouped(issues)
    kinds = _kinds(groups)
    read = sum(1 if _is_one_line(kind) else sum(group.count for group in kind) for kind in kinds)
    table_first = len(issues) > 1 and (read > _AT_A_GLANCE or any(issue.is_error for issue in issues))
    lines = [*group_table(groups, words, width or shutil.get_terminal_size().columns), ""] if table_first else []
    for kind in kinds:
        if _is_one_line(kind):
            lines.append(one_line(IssueGroup(tuple(issue for group in kind for issue in group.issues)), words))
            continue
        shown = [issue for group in kind for issue in group.issues[: _most(group)]]
        lines += [
            *issue_lines(shown, words),
            *(_rest(group, words) for group in kind if group.count > _most(group)),
        ]
    return [printable(line) for line in lines]


def _kinds(groups: Sequence[IssueGroup]) -> list[list[IssueGroup]]:
    """Groups of one kind beside each other: of several files they are read as one, and their remedy is said once."""
    kinds: dict[str, list[IssueGroup]] = {}
    for group in groups:
        kinds.setdefault(group.first.kind, []).append(group)
    return list(kinds.values())


def _is_one_line(kind: Sequence[IssueGroup]) -> bool:
    """Whether one of the findings of a kind, with their number, says all that is to be read."""
    return all(group.is_one_line for group in kind) or (len(kind) > 1 and kind[0].first.is_across_sheets)


def _rest(group: IssueGroup, words: Words) -> str:
    """How many findings of a group are not shown."""
    where = f"({place})" if (place := ", ".join(_place(group))) else ""
    title = group.first.title(words)
    text = words.text("findings_more", count=group.count - _most(group), title=title, where=where)
    return " ".join(text.split())


def _most(group: IssueGroup) -> int:
    """How many of a group are shown: of errors, and of what may change a figure, each is to be looked at."""
    weighs = group.first.is_error or group.first.bearing is Bearing.FIGURE
    return _MOST_OF_A_GROUP if weighs else _MOST_OTHERS


def one_line(group: IssueGroup, words: Words) -> str:
    """A group as one line: how many, and the first of them."""
    first = group.first
    in_one_file = len({issue.place.file for issue in group.issues}) == 1
    cell = "" if group.count > 1 else first.place.cell
    where = ", ".join(part for part in (first.place.file, group.sheet, cell) if part) if in_one_file else ""
    place = (first.place.cell or (first.place.sheet if not group.sheet else "")) if in_one_file else first.place.text
    alike = words.text("findings_alike", count=group.count, place=place, message=first.message(words))
    text = first.message(words) if group.count == 1 else " ".join(alike.split())
    return f"{words.word(group.severity)}" + (f" ({where})" if where else "") + f": {text}"


def group_table(groups: Sequence[IssueGroup], words: Words, width: int) -> list[str]:
    """Groups in columns: severity, what, where, how many; no line is wider than the terminal."""
    header = [
        words.title(IssueGroups, IssueGroups.SEVERITY),
        words.title(IssueGroups, IssueGroups.TITLE),
        words.text("findings_where"),
        words.title(IssueGroups, IssueGroups.COUNT),
    ]
    rows = [
        [words.word(group.severity), group.first.title(words), ", ".join(_place(group)), str(group.count)]
        for group in groups
    ]
    severity, what, _, count = (max(len(row[column]) for row in (header, *rows)) for column in range(len(header)))
    left = min(max(width, _NARROWEST), _WIDEST) - 1 - severity - count - _GAPS  # a full line would break on Windows
    what = min(what, left // 2)
    return table(header, [[row[0], _cut(row[1], what), _cut(row[2], left - what), row[3]] for row in rows], _COUNT)


def groups_and_issues(issues: Sequence[Issue], words: Words) -> dict[str, list[dict[str, object]]]:
    """Findings as JSON holds them: each, and their groups."""
    return {
        "issues": issue_records(issues, words),
        "groups": [group.record(words) for group in grouped(issues)],
    }


def _place(group: IssueGroup) -> list[str]:
    return [part for part in (group.first.place.file, group.sheet) if part]


def _cut(text: str, width: int) -> str:
    text = printable(text)
    return text if len(text) <= width else text[: width - 1] + "…"
