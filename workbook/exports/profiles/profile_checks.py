"""What a user's profile says that comes to nothing on a sheet: names that are not there, or that mean nothing."""

from collections.abc import Collection

from schemas.cells import CellKind, Grid
from schemas.expected import Expected
from schemas.issues.issue import Issue, Place
from schemas.lexicon.match import label_key
from schemas.lexicon.scale_texts import scale_of
from schemas.profiles.export_profile import ExportProfile, Switch
from schemas.tables import Goals
from schemas.text.values import without_mark


def profile_issues(
    grid: Grid, profile: ExportProfile, expected: Expected | None, measures: Collection[str]
) -> list[Issue]:
    """Findings about a profile of the user's, as a sheet was read by it.

    Args:
        grid: The sheet.
        profile: The profile.
        expected: The contract; without one no name is known to be wrong.
        measures: The measures that were read.

    Returns:
        Errors for labels of the sheet that are said to be a centre or a measure which the workbook does not have;
        warnings for headers and scales that the sheet has no label for.
    """
    if Switch.HOLD_TO_PROFILE not in profile.on:
        return []
    texts = {cell.text for row in grid.rows.values() for cell in row.values() if cell.kind is CellKind.TEXT}
    there = {label_key(each) for text in texts for each in (text, scale_of(without_mark(text))[0])}
    unused = [f"columns.{title}" for title in profile.columns if label_key(title) not in there]
    unused += [f"scales.{label}" for label in profile.scales if label_key(label) not in there and label not in measures]
    where = Place(profile.path or profile.name)
    found = [Issue("profile_unused", where, each, {"sheet": grid.sheet or grid.file}) for each in unused]
    return [*found, *(_targets(profile, expected, there) if expected else [])]


def _targets(profile: ExportProfile, expected: Expected, there: Collection[str]) -> list[Issue]:
    centres = {label_key(name) for name in expected.names}
    goals = {label_key(str(measure)) for measure in expected.goals[Goals.MEASURE]}
    said = [("centres", label, name, centres) for label, name in profile.centres.items() if name]
    said += [("measures", label, measure, goals) for label, measure in profile.measures.items() if measure]
    return [
        Issue("profile_target", Place(profile.path or profile.name), name, {"key": f"{section}.{label}"})
        for section, label, name, known in said
        if label_key(label) in there and label_key(name) not in known
    ]
