"""Profile: what is understood of an export, written as a profile for the user to edit."""

from dataclasses import dataclass, replace
from pathlib import Path

from macros.steps.contract import open_book, read_contract
from schemas.errors import CannotOpenError, RefusedError
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels
from schemas.profiles.export_profile import NO_PROFILE
from schemas.rules.private import without_cpr
from schemas.translations import NONE_SAID, Target, Translations, with_translations
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable, replacing
from workbook.exports.guarded import FileReaders
from workbook.exports.meaning.known_labels import labels_for
from workbook.exports.profiles.profile_text import profile_text
from workbook.exports.profiles.propose import Proposal, propose
from workbook.exports.work import counted


@dataclass(frozen=True)
class Proposed:
    """A proposal as it was written.

    Args:
        proposal: What is known.
        text: The TOML.
        path: Where it was written; None where it was not.
        unsaid: What the workbook's sheet of names says and no profile can, each name with its meaning.
    """

    proposal: Proposal
    text: str
    path: Path | None = None
    unsaid: tuple[str, ...] = ()


def propose_profile(export: Path, workbook: Path | None, sheet: str | None, words: Words) -> Proposed:
    """Propose a profile for an export.

    Args:
        export: The export.
        workbook: The workbook it is for, whose centres and goals are the known names.
        sheet: The sheet to propose it for; otherwise the one that most is understood of.
        words: The user's language.

    Raises:
        CannotOpenError: A file cannot be read.
        RefusedError: No sheet is a table that we know of, or the one asked for does not exist.
    """
    labels, said = _labels(workbook, words)
    with FileReaders([export]) as readings:
        grids = readings.looked_at(export)
        if sheet is not None and all(grid.sheet != sheet for grid in grids):
            choices = ", ".join(grid.sheet for grid in grids)
            raise RefusedError([Issue("no_such_sheet", Place(export.name), sheet, {"choices": choices})])
        with counted(export.name):
            found = [each for grid in grids if (each := propose(without_cpr(grid)[0], labels)) is not None]
    wanted = [each for each in found if sheet in {None, each.sheet}]
    if not wanted:
        raise RefusedError([Issue("no_table", Place(export.name))])
    best = max(wanted, key=lambda each: each.confidence)
    best = replace(best, profile=with_translations(replace(best.profile, name=export.stem), said))
    others = [(each.sheet, each.confidence) for each in found if each.sheet != best.sheet]
    unsaid = tuple(f"»{line.name}« = {line.said}" for line in said.lines if line.target is Target.PERIOD)
    return Proposed(best, profile_text(best, words, others, unsaid), unsaid=unsaid)


def _labels(workbook: Path | None, words: Words) -> tuple[Labels, Translations]:
    """What is known, and what the workbook's sheet of names says of it."""
    if workbook is None:
        return labels_for(None, NO_PROFILE, words), NONE_SAID
    book, language = open_book(workbook)
    with book:
        expected = read_contract(book, language).expected
        return labels_for(expected, NO_PROFILE, words), expected.translations


def write_profile(proposed: Proposed, path: Path) -> Proposed:
    """Write a proposal, never over a profile that is there already.

    Raises:
        CannotOpenError: There is one already, or it cannot be written.
    """
    if path.exists():
        raise CannotOpenError([Issue("profile_exists", Place(path.name))])
    check_writable(path)
    with replacing(path) as file:
        file.write(proposed.text.encode("utf-8"))
    return replace(proposed, path=path)
