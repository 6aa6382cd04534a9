"""Findings as one page for whoever made the export: self-contained, without scripts, and every text escaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from importlib.resources import files
from string import Template

from schemas.codes import Severity
from schemas.issues.grouping import IssueGroup, grouped
from schemas.issues.issue import Issue
from schemas.masking import masked
from schemas.tables import IssueGroups, Issues
from schemas.words.vocabulary import Words

MOST_OF_A_GROUP = 500
"""Findings of a group that the page lists: a page must go through a mail system."""
_CONTROLS = dict.fromkeys((*range(32), 127, *range(128, 160), *range(55296, 57344)), "�")
"""What no page can hold; line breaks and tabs go too, for they say nothing there."""


@dataclass(frozen=True)
class Page:
    """What a page tells.

    Args:
        issues: The findings.
        files: The names of the files that were read.
        made: When.
        refused: Whether the data was refused.
    """

    issues: Sequence[Issue]
    files: Sequence[str]
    made: datetime
    refused: bool


def issues_page(page: Page, words: Words) -> str:
    """The page as HTML.

    Args:
        page: What it tells.
        words: The reader's language.

    Returns:
        A whole document, to be written as UTF-8. It asks for nothing outside itself. Personal numbers are not in it.
    """
    groups = grouped(page.issues)
    counts = {severity: sum(issue.severity is severity for issue in page.issues) for severity in Severity}
    template = Template(files("workbook").joinpath("documents", "issues_page.html").read_text(encoding="utf-8"))
    return template.substitute(
        language=words.language,
        heading=_text(words.text("page_heading")),
        verdict=_text(words.text("page_refused" if page.refused else "page_accepted")),
        about=_text(words.text("page_about")),
        files_title=_text(words.text("page_files")),
        files="".join(f"<li>{_text(name)}</li>" for name in page.files),
        made_title=_text(words.text("page_made")),
        made=_text(f"{words.day(page.made.date())} {page.made:%H:%M}"),
        counts="".join(_count(severity, count, words) for severity, count in counts.items()),
        overview=_overview(groups, words),
        groups="".join(_section(number, group, words) for number, group in enumerate(groups, start=1)),
        foot=_text(words.text("page_foot")),
    )


def _count(severity: Severity, count: int, words: Words) -> str:
    several = words.text("page_errors" if severity is Severity.ERROR else "page_warnings")
    word = words.word(severity).casefold() if count == 1 else several
    return f'<li class="{severity.value}"><strong>{count}</strong> {_text(word)}</li>'


def _overview(groups: Sequence[IssueGroup], words: Words) -> str:
    """A line for each group, which leads to its findings further down the page."""
    if not groups:
        return f"<p>{_text(words.text('page_nothing'))}</p>"
    fields = (
        IssueGroups.SEVERITY,
        IssueGroups.COUNT,
        IssueGroups.TITLE,
        IssueGroups.FILE,
        IssueGroups.SHEET,
        IssueGroups.SUGGESTION,
    )
    lines = []
    for number, group in enumerate(groups, start=1):
        record = group.record(words)
        cells = [
            _badge(group.severity, words),
            f'<span class="number">{group.count}</span>',
            f'<a href="#g{number}">{_text(record[IssueGroups.TITLE])}</a>',
            *(_text(record[field]) for field in fields[3:]),
        ]
        lines.append(_row(cells))
    return _table([words.title(IssueGroups, field) for field in fields], lines, "overview")


def _section(number: int, group: IssueGroup, words: Words) -> str:
    """A group: what it is, what to do, and its findings."""
    fields = (Issues.FILE, Issues.SHEET, Issues.CELL, Issues.VALUE, Issues.MESSAGE, Issues.SUGGESTION)
    shown = group.issues[: 1 if group.is_one_line else MOST_OF_A_GROUP]
    lines = []
    for issue in shown:
        record = issue.record(words)
        lines.append(_row([_text(record[field]) for field in fields]))
    more = group.count - len(shown)
    rest = f'<p class="more">{_text(words.text("page_more", count=more))}</p>' if more else ""
    title = f"{_badge(group.severity, words)} {_text(group.first.title(words))} ({group.count})"
    listed = _table([words.title(Issues, field) for field in fields], lines, "findings")
    return f'<section id="g{number}" class="{group.severity.value}"><h2>{title}</h2>{listed}{rest}</section>\n'


def _badge(severity: Severity, words: Words) -> str:
    """The severity as a word, which the colour only repeats."""
    return f'<span class="badge {severity.value}">{_text(words.word(severity))}</span>'


def _table(header: Sequence[str], lines: Sequence[str], kind: str) -> str:
    titles = "".join(f'<th scope="col">{_text(title)}</th>' for title in header)
    body = "\n".join(lines)
    table = f'<table class="{kind}"><thead><tr>{titles}</tr></thead><tbody>\n{body}\n</tbody></table>'
    return f'<div class="wide">{table}</div>'


def _row(cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _text(value: object) -> str:
    """A text as the page can hold it: nothing in it is markup, and no personal number is left."""
    return "" if value is None else escape(masked(str(value).translate(_CONTROLS)))
