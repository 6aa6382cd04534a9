"""Findings in groups, as a reader takes them in: the same thing in the same sheet of the same file is one line.

What can change a figure comes first, and readings that lose nothing last: they are one line a kind.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.codes import Severity
from schemas.issues.issue import Bearing, Issue, Place
from schemas.masking import masked
from schemas.tables import IssueGroups
from schemas.words.vocabulary import Words

MOST_OF_A_CODE = 2_000
"""Findings of one code that a sheet lists; whoever has more of them corrects the cause, not each cell."""


@dataclass(frozen=True)
class IssueGroup:
    """Findings of one code in one sheet of one file; in all of its sheets where the code says so.

    Args:
        issues: The findings, at least one, in the order in which they were found.
    """

    issues: tuple[Issue, ...]

    @property
    def first(self) -> Issue:
        """The finding that stands for the group."""
        return self.issues[0]

    @property
    def code(self) -> str:
        """The code that the findings share."""
        return self.first.code

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return self.first.severity

    @property
    def is_one_line(self) -> bool:
        """Whether one of the findings, with their number, says all that is to be read."""
        return self.first.bearing is Bearing.LOSSLESS or (self.first.is_across_sheets and self.count > 1)

    @property
    def sheet(self) -> str:
        """The sheet of all of them; empty where they are of several."""
        sheets = {issue.place.sheet for issue in self.issues}
        return sheets.pop() if len(sheets) == 1 else ""

    @property
    def count(self) -> int:
        """How many findings."""
        return len(self.issues)

    @property
    def place(self) -> Place:
        """The first place that names a cell; the first finding's where none does."""
        return next((issue.place for issue in self.issues if issue.place.cell), self.first.place)

    def record(self, words: Words) -> dict[str, object]:
        """The group as a line of the table of groups."""
        return {
            IssueGroups.CODE: self.code,
            IssueGroups.SEVERITY: self.severity.value,
            IssueGroups.COUNT: self.count,
            IssueGroups.TITLE: self.first.title(words),
            IssueGroups.SUGGESTION: self.first.suggestion(words),
            IssueGroups.FILE: self.first.place.file or None,
            IssueGroups.SHEET: masked(self.sheet) or None,
            IssueGroups.FIRST_PLACE: self.place.cell or None,
        }


def grouped(issues: Iterable[Issue]) -> list[IssueGroup]:
    """Findings by code, file and sheet, readings that lose nothing by code, file and column.

    Errors come first, then what can change a figure, then the largest groups, then as they were found.
    """
    found: dict[tuple[str, ...], list[Issue]] = {}
    for issue in issues:
        found.setdefault(_kind(issue), []).append(issue)
    groups = [IssueGroup(tuple(each)) for each in found.values()]
    order = list(Bearing)
    return sorted(
        groups, key=lambda group: (group.severity is not Severity.ERROR, order.index(group.first.bearing), -group.count)
    )


def _kind(issue: Issue) -> tuple[str, ...]:
    """What findings of one group share."""
    if issue.bearing is Bearing.LOSSLESS:
        return issue.code, issue.place.file, "", issue.place.column
    return issue.code, issue.place.file, "" if issue.is_across_sheets else issue.place.sheet


def within_limit(issues: Sequence[Issue], words: Words, most: int = MOST_OF_A_CODE) -> list[Issue]:
    """Findings with at most so many of each code, errors first; how many more there are is a finding of its own.

    Args:
        issues: The findings.
        words: The language that a code's title is told in.
        most: How many of a code are kept.
    """
    taken: Counter[str] = Counter()
    kept: list[Issue] = []
    firsts: dict[str, Issue] = {}
    for issue in sorted(issues, key=lambda each: not each.is_error):
        firsts.setdefault(issue.code, issue)
        taken[issue.code] += 1
        if taken[issue.code] <= most:
            kept.append(issue)
    return kept + [
        Issue("findings_left_out", value=firsts[code].title(words), details={"count": count - most, "shown": most})
        for code, count in taken.items()
        if count > most
    ]
