"""How sure a sheet's layout is that nobody has said: what is proposed instead, and what is told of it."""

from typing import TYPE_CHECKING

from schemas.cells import Grid
from schemas.issues.issue import Issue, Place, errors
from schemas.lexicon.labels import Labels
from schemas.profiles.export_profile import ExportProfile, Layout, Switch
from schemas.tables import Observations
from schemas.text.first_names import first_names
from schemas.thresholds import FEWEST_KNOWN, MOST_SHOWN
from workbook.exports.rules.unknown_names import HEADINGS
from workbook.exports.sheet_layout import SheetLayout
from workbook.exports.tidy.list_headers import is_field_title

if TYPE_CHECKING:
    from workbook.exports.profiles.propose import Proposal

_HUNDRED = 100


def better_layout(grid: Grid, laid: SheetLayout, labels: Labels) -> "Proposal | None":
    """A layout that explains the sheet better than a crosstab does, told by what stands in its columns."""
    if laid.layout is Layout.LIST or (laid.layout is Layout.CROSSTAB and not errors(laid.issues)):
        return None
    from workbook.exports.profiles.propose import propose

    found = propose(grid, labels, laid)
    is_other = found is not None and found.profile.layout is not Layout.CROSSTAB
    return found if found and is_other and found.confidence >= FEWEST_KNOWN else None


def unsure_layout(grid: Grid, proposal: "Proposal", labels: Labels) -> Issue:
    """What a sheet looks like, proposed and never taken; named is what its headers do not say."""
    title = labels.words.title
    known = proposal.profile.columns
    guessed = [f"{each} = {title(Observations, name)}?" for each, name in known.items() if not is_field_title(each)]
    unknown = [f"{label} = ?" for pairs in proposal.unknown.values() for label, _ in pairs]
    parts = [*guessed, *unknown] or [f"{each} = {title(Observations, name)}" for each, name in known.items()]
    about = {
        "layout": labels.words.text(f"layout_{proposal.profile.layout}"),
        "parts": first_names(parts, MOST_SHOWN),
        HEADINGS: _headings(proposal),
    }
    return Issue("layout_unsure", Place(grid.file, grid.sheet), "", about)


def _headings(proposal: "Proposal") -> tuple[tuple[str, str], ...]:
    """The titles of a list that are not understood, each with the field that its cells look like."""
    guessed = [(title, field) for title, field in proposal.profile.columns.items() if not is_field_title(title)]
    pairs = (pair for section in proposal.unknown.values() for pair in section)
    return (*guessed, *pairs)


def layout_issues(grid: Grid, laid: SheetLayout, profile: ExportProfile, labels: Labels) -> list[Issue]:
    """What was found about labels; where nobody has said how the sheet lies, also how sure the layout is."""
    if Switch.FIND_LAYOUT not in profile.on or laid.layout is not Layout.CROSSTAB:
        return laid.issues
    place = Place(grid.file, grid.sheet)
    details = {"layout": labels.words.text("layout_crosstab")}
    if not errors(laid.issues):
        sure = int(laid.confidence * _HUNDRED)
        return [Issue("layout_proposed", place, details={**details, "sure": sure}), *laid.issues]
    unclear = list(dict.fromkeys(issue.value or str(issue.details.get("what", "")) for issue in errors(laid.issues)))
    parts = ", ".join(f"{each} = ?" for each in unclear[:MOST_SHOWN] if each)
    return [Issue("layout_unsure", place, details={**details, "parts": parts}), *laid.issues]
