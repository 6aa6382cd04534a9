"""The names of a sheet beside its rows: those nothing is known of, and those the user has said the meaning of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from schemas.cells import CellKind, Grid
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels
from schemas.masking import MASK
from schemas.profiles.export_profile import ExportProfile, Switch
from schemas.translations import Translation, Translations, profile_words
from workbook.exports.rows.table_rows import SheetRead
from workbook.exports.rules.unknown_names import tells_names, unknown_names


def with_names(
    found: SheetRead,
    grid: Grid,
    said_by: tuple[Translations, ExportProfile],
    labels_of: Callable[[ExportProfile], Labels],
    whole: bool,
) -> SheetRead:
    """What was read of a sheet, with the names on it.

    Args:
        found: What was read.
        grid: The sheet, without personal numbers; of a large one its head and what is irregular.
        said_by: What the user has said names mean, and the profile that the sheet was read by.
        labels_of: What is known by a profile.
        whole: Whether all of the sheet's cells are there.
    """
    said, profile = said_by
    used: frozenset[str] = frozenset()
    if said.lines:
        used = said.found_in([grid.sheet, *_texts(grid), *_texts_of_rows(found)])
        found.issues += _overruled(said.of(used), profile) if Switch.HOLD_TO_PROFILE in profile.on else []
    if not found.foreign and not any(map(tells_names, found.every)):
        return replace(found, translated=used)
    place = Place(grid.file, grid.sheet)
    names = unknown_names(found.every, found.foreign, labels_of(profile), place, grid if whole else None)
    return replace(found, translated=used, names=[each for each in names if MASK not in each.name])


def _texts(grid: Grid) -> Iterator[str]:
    return (cell.text for row in grid.rows.values() for cell in row.values() if cell.kind is CellKind.TEXT)


def _texts_of_rows(found: SheetRead) -> Iterator[str]:
    """The texts of rows that the grid of a large sheet lacks."""
    raws = (part.understood.raw for part in found.parts)
    return (cell.text for raw in raws for row in raw.rows for cell in row if cell.kind is CellKind.TEXT)


def _overruled(lines: Sequence[Translation], profile: ExportProfile) -> list[Issue]:
    """Names of which a profile of the user's says something else: it wins."""
    spoken = profile_words(profile)
    return [
        Issue(
            "translation_overruled", line.place, line.name, {"said": line.said, "profile": profile.path or profile.name}
        )
        for line in lines
        if line.key in spoken and (line.target, line.value) not in spoken[line.key]
    ]
