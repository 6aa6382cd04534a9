"""Rolling over: next year's workbooks and register, all of them or none; this year's are only read."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from macros.steps.register import read_register
from macros.steps.register_book import register_book
from macros.steps.rolling.choice import Choice, require_known
from macros.steps.rolling.glance import glance, next_year
from macros.steps.rolling.new_place import all_or_nothing, require_empty, targets_of
from macros.steps.rolling.new_register import register_frames, to_be_decided
from macros.steps.rolling.new_workbook import RolledWorkbook, keep_register, make_workbook
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import Words
from workbook.closed.atomic import lock_of
from workbook.exports.profiles.choose import profile_endings

_ENDING = ".xlsx"


@dataclass
class RolledOver:
    """Next year.

    Args:
        year: The year.
        workbooks: Its workbooks.
        register: Its contract register.
        profiles: The names of the user's profiles that came along.
        issues: Warnings.
    """

    year: int
    workbooks: list[RolledWorkbook]
    register: Path
    profiles: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def paths(self) -> list[Path]:
        """Every workbook, then the register."""
        return [*(each.path for each in self.workbooks if each.path is not None), self.register]


def roll_over(
    paths: Sequence[Path],
    year: int | None,
    out: Path,
    chosen: Choice,
    words: Words,
    now: datetime,
    progress: Callable[[str], None],
) -> RolledOver:
    """Make next year's workbooks.

    Args:
        paths: The workbooks of the year that ends, all of one year.
        year: Next year; None for the one after the workbooks' own.
        out: A folder that holds no files, or is to be made.
        chosen: Which goals come along.
        words: The language of the register, and of what is said.
        now: The time, for the logs.
        progress: Told what happens.

    Returns:
        What was made, and what must be decided.

    Raises:
        CannotOpenError: A workbook cannot be read, the folder holds files or cannot be written in.
        RefusedError: The year is not the next one, or a workbook's own tables hold errors; nothing is made.
    """
    require_empty(out)
    issues = [Issue("roll_over_open", Place(path.name)) for path in paths if lock_of(path) is not None]
    seen = [glance(path) for path in paths]
    wanted = next_year(seen, year)
    require_known(chosen, [goal for each in seen for goal in each.goals], words)
    with all_or_nothing(out) as staging:
        made = []
        for target in targets_of(seen, wanted, staging):
            progress(target.path.stem)
            made.append(make_workbook(target, chosen, wanted, now, words))
        if not any(each.path for each in made):
            raise RefusedError([Issue("roll_over_no_goals", Place(), str(wanted))])
        register = staging / f"{words.text('rolled_register', year=wanted)}{_ENDING}"
        register_book(register, wanted, words, register_frames(made), to_be_decided(made, words))
        issues += _made_of(register, made, words)
        profiles = _profiles(paths, staging)
    placed = [replace(each, path=out / each.path.name) if each.path else each for each in made]
    return RolledOver(wanted, placed, out / register.name, profiles, [*issues, *_warnings(placed, wanted)])


def _profiles(paths: Sequence[Path], folder: Path) -> list[str]:
    """Copy the user's profiles that lie beside the workbooks; of two of one name the first."""
    copied: list[str] = []
    for place in dict.fromkeys(path.resolve().parent for path in paths):
        for file in sorted({file for ending in profile_endings() for file in place.glob(f"*{ending}")}):
            if file.is_file() and file.name not in copied:
                shutil.copyfile(file, folder / file.name)
                copied.append(file.name)
    return copied


def _made_of(path: Path, made: Sequence[RolledWorkbook], words: Words) -> list[Issue]:
    """Have each workbook keep what its register says, so that ``update`` tells later what has changed.

    Returns:
        What keeps the register from being read back: the workbooks may agree each for themselves, and not together.
    """
    try:
        register = read_register(path, words)
    except RefusedError as problem:
        first = next(issue for issue in problem.issues if issue.is_error)
        return [Issue("roll_over_register_refused", Place(path.name), first.message(words))]
    for each in made:
        if each.path is not None:
            keep_register(each.path, register, each.centre)
    return []


def _warnings(made: Sequence[RolledWorkbook], year: int) -> list[Issue]:
    """What must be known of all: years that are not approved, baselines that are others than the figures give."""
    issues = []
    not_closed = [each.old.name for each in made if not each.is_approved]
    if not_closed:
        details = {"count": len(not_closed), "as_of": Period(year - 1, Grain.YEAR).last_day}
        issues.append(Issue("roll_over_not_closed", Place(), ", ".join(not_closed), details))
    for each in made:
        lines = [line for line in each.lines if line.baseline.figures_give is not None or line.baseline.is_lost]
        if lines:
            numbers = ", ".join(line.number for line in lines)
            issues.append(Issue("roll_over_approved_differs", Place(each.old.name), numbers, {"count": len(lines)}))
    return issues
