"""Publishing: read the workbooks, hide what is small, write a statistical workbook and csv, all of them or none."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from datetime import date, datetime
from pathlib import Path

from macros.steps.documents.material import read_material
from macros.steps.publishing.publication import publication_of
from schemas.errors import CannotOpenError, not_written
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable, replacing
from workbook.publishing.model import Publication
from workbook.publishing.statistical_workbook import statistical_workbook
from workbook.publishing.tidy_csv import tidy_csv


@dataclass(frozen=True)
class Published:
    """What was published.

    Args:
        paths: The files, the workbook first.
        as_of: The reporting date.
        publication: What they hold.
        issues: Warnings.
    """

    paths: list[Path]
    as_of: date
    publication: Publication
    issues: list[Issue] = field(default_factory=list)


def publish(
    paths: Sequence[Path],
    folder: Path,
    words: Words,
    now: datetime,
    *,
    as_of: date | None = None,
    replace: bool = False,
) -> Published:
    """Publish the figures of workbooks.

    Args:
        paths: Our workbooks.
        folder: Where the files go; it is made where it is missing.
        words: The language.
        now: The time.
        as_of: The reporting date; without one, each workbook's own.
        replace: Whether files of these names that are there already may be replaced.

    Raises:
        StepError: A workbook cannot be read, files are there already, or cannot be written.
    """
    _check(folder)
    material = read_material(paths, as_of, now.date(), words)
    publication = publication_of(material)
    contents = {publication.file: statistical_workbook(publication, words, now)}
    contents |= {table.file: tidy_csv(table) for table in publication.tables}
    written = _written(folder, contents, paths if replace else None)
    return Published(
        written, material.as_of, publication, [*material.together.issues, *_left(folder, material.year, contents)]
    )


def _left(folder: Path, year: int, contents: dict[str, bytes]) -> list[Issue]:
    """What an earlier publication of the year left in the folder: it does not belong to the figures beside it."""
    names = sorted(path.name for path in folder.glob(f"*-{year}.csv") if path.name not in contents)
    return [Issue("published_left", Place(folder.name), ", ".join(names))] if names else []


def _check(folder: Path) -> None:
    """Refuse, before anything is read, a place that is no folder and cannot become one.

    Raises:
        CannotOpenError: A file is there, or the folder that it stands in is missing or locked.
    """
    if folder.is_dir():
        try:
            check_writable(folder / "-")
        except CannotOpenError as error:  # it is the folder that is said, not a file that nobody asked for
            raise CannotOpenError([replaced(issue, place=Place(folder.name)) for issue in error.issues]) from error
    elif folder.exists():
        raise CannotOpenError([Issue("folder_is_file", Place(folder.name))])
    else:
        check_writable(folder)


def _written(folder: Path, contents: dict[str, bytes], kept: Sequence[Path] | None) -> list[Path]:
    """Write all files; each takes its place when all are written.

    Args:
        folder: Where.
        contents: Name -> content.
        kept: The only files that may not be replaced; None where none may.

    Raises:
        CannotOpenError: One is there already, is open elsewhere or cannot be written: then none is.
    """
    places = {folder / name: content for name, content in contents.items()}
    own = None if kept is None else {path.resolve() for path in kept}
    taken = [path.name for path in places if path.exists() and (own is None or path.resolve() in own)]
    if taken:
        raise CannotOpenError([Issue("published_before", Place(folder.name), ", ".join(taken))])
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise not_written(folder.name, error) from error
    for path in places:
        check_writable(path)
    with ExitStack() as together:
        for path, content in places.items():
            together.enter_context(replacing(path)).write(content)
    return list(places)
