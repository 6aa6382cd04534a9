"""What a report to the committee rests on: one reporting date, goals that go there, and which centres are missing."""

from datetime import date

from macros.steps.centre_lives import lives_of
from macros.steps.documents.material import Material, goes_to_committee
from macros.steps.total_members import missing_members
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals
from schemas.words.vocabulary import Words

_NAMED = 3
"""Workbooks of a reporting date that a message names."""


def require_basis(material: Material) -> None:
    """A report is of one day, and of one goal at least.

    Args:
        material: The workbooks.

    Raises:
        RefusedError: Workbooks with figures have different reporting dates, or no goal goes to the committee.
    """
    words = material.words
    issues = []
    files: dict[date, list[str]] = {}
    for part in material.parts:
        if part.has_data:
            files.setdefault(part.as_of, []).append(part.path.name)
    if len(files) > 1:
        told = "; ".join(f"{words.day(day)} ({_named(names, words)})" for day, names in sorted(files.items()))
        issues.append(Issue("different_dates", Place(), told, {"day": words.day(min(files))}))
    if not goes_to_committee(material.together.goals).any():
        issues.append(Issue("no_committee_goals", Place(), str(len(material.together.goals))))
    if issues:
        raise RefusedError(issues)


def _named(files: list[str], words: Words) -> str:
    shown = ", ".join(files[:_NAMED])
    more = len(files) - _NAMED
    return words.text("report_files_more", files=shown, count=more) if more > 0 else shown


def absent(material: Material) -> list[str]:
    """The centres of the total that have no workbook here, themselves or by their group, and are open.

    Args:
        material: The workbooks.
    """
    holders = {str(name) for name in material.together.goals[Goals.CENTRE]}
    holders |= {name for part in material.parts for name in part.closed}
    total = material.words.text("total_name")
    standing = lives_of(material.centres, material.year).standing(material.centres, material.as_of)
    return missing_members(standing, holders, total).get(total, [])


def unmarked(material: Material) -> list[str]:
    """The centres whose workbooks are here, but none of whose goals goes to the committee, since others' are marked.

    Args:
        material: The workbooks.
    """
    goals = material.together.goals
    shown = set(goals.loc[goes_to_committee(goals), Goals.CENTRE])
    return [str(name) for name in dict.fromkeys(goals[Goals.CENTRE]) if name not in shown]


def left_out_centres(material: Material) -> list[Issue]:
    """A finding for each workbook with a centre that the report leaves out though nobody marked its goals no.

    Args:
        material: The workbooks.
    """
    names = set(unmarked(material))
    return [
        Issue("none_for_committee", Place(part.path.name), str(name))
        for part in material.parts
        for name in dict.fromkeys(part.goals[Goals.CENTRE])
        if name in names and part.goals.loc[part.goals[Goals.CENTRE] == name, Goals.TO_COMMITTEE].isna().any()
    ]
