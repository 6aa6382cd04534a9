"""What is said of all that went along, or could not."""

from collections.abc import Iterable, Sequence

from schemas.issues.issue import Issue, Place
from workbook.closed.around.filters import Shown
from workbook.closed.around.formula_stream import Stuck
from workbook.closed.edits import TableWrite
from workbook.notes import NotePlan, kept_notes

_NAMED = 5  # places and rows named in one line; the rest are counted


def issues_of(place: Place, seen: Shown, plan: NotePlan[TableWrite], has_slicer: bool) -> list[Issue]:
    """What is said of one sheet.

    Args:
        place: The file and the sheet.
        seen: The filters cleared and rows shown.
        plan: Where its comments go.
        has_slicer: Whether slicers stand on the sheet; they keep their place, and choose all again.
    """
    found = []
    if seen.cleared:
        found.append(Issue("filter_of_slicer_cleared" if has_slicer and seen.filters else "filter_cleared", place))
    if seen.unfiltered:
        found.append(Issue("hidden_rows_shown", place, listed(seen.unfiltered)))
    if seen.hidden:
        found.append(Issue("hidden_rows_written", place, listed(seen.hidden)))
    return [*found, *kept_notes(place, plan)]


def stuck_issues(file: str, stuck: Sequence[Stuck]) -> list[Issue]:
    """One line for all references that could not follow."""
    if not stuck:
        return []
    places = list(dict.fromkeys(f"{each.where} ({each.reference})" for each in stuck))
    return [Issue("references_stay", Place(file), listed(places), {"count": len(places)})]


def listed(items: Iterable[object]) -> str:
    """The first of several, and how many more there are."""
    texts = [str(each) for each in items]
    more = len(texts) - _NAMED
    return ", ".join(texts[:_NAMED]) + (f" … (+{more})" if more > 0 else "")
