"""The versions of one workbook that are kept beside it, and the steps that led from one to the next."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from workbook.closed.undo.places import index_of, state_folder

MOST_STEPS = 5
"""Steps that are kept of a workbook: a month's end is an upgrade, an import, a recalculation, assessments, a close."""
MOST_BYTES = 100 * 1024 * 1024
"""Bytes that they may take together, for a cloud drive stores them too; the newest step is kept whatever it takes."""
MOST_ACTS = 50
"""How many times of going back or forth are remembered."""


class UnreadableIndexError(OSError):
    """An index is there and cannot be understood: half of it has come from a cloud drive, or somebody has edited it."""


@dataclass(frozen=True)
class Version:
    """A workbook as it was.

    Args:
        digest: Its SHA-256.
        file: The name of the copy in the folder of states; blank where none is kept.
    """

    digest: str
    file: str = ""


@dataclass(frozen=True)
class Step:
    """What one run of a command did to the workbook.

    Args:
        command: The command, or the button of the same name.
        when: When, as ISO 8601.
        run: The run, which may have written other workbooks too.
        person: Who.
        before: The workbook before.
        after: The workbook after.
        via: Digests that it had between, where the run wrote it more than once.
        changed: Whether somebody had changed the workbook when it was taken back all the same.
    """

    command: str
    when: str
    run: str
    person: str
    before: Version
    after: Version
    via: tuple[str, ...] = ()
    changed: bool = False

    def files(self) -> Iterator[str]:
        """The copies that it needs."""
        yield from (version.file for version in (self.before, self.after) if version.file)


@dataclass(frozen=True)
class Act:
    """One time that somebody went back or forth: the workbook's own log is what it was, and tells nothing of it.

    Args:
        what: ``undo`` or ``again``.
        when: When, as ISO 8601.
        person: Who.
        command: The command that was taken back, or done again.
        of: When that had been.
    """

    what: str
    when: str
    person: str
    command: str
    of: str


@dataclass(frozen=True)
class History:
    """The steps of one workbook.

    Args:
        steps: From the oldest; each begins where the one before ended, unless somebody changed the workbook between.
        at: How many of them are done: those from there on were taken back, and can be done again.
        aside: Steps taken back after which something else was done: only their copies are there.
        acts: Who went back or forth, and when.
    """

    steps: tuple[Step, ...] = ()
    at: int = 0
    aside: tuple[Step, ...] = ()
    acts: tuple[Act, ...] = field(default=())

    @property
    def last(self) -> Step | None:
        """The step that going back takes back."""
        return self.steps[self.at - 1] if self.at else None

    @property
    def next(self) -> Step | None:
        """The step that was taken back last."""
        return self.steps[self.at] if self.at < len(self.steps) else None

    def knows(self, digest: str) -> bool:
        """Whether the workbook is as our own commands left it."""
        return _fits(self.steps, self.at, digest)

    def located(self, digest: str) -> "History":
        """The same history with the place in it where the workbook stands.

        A run that was killed between keeping and replacing told of a step that never came; what the file holds tells.

        Args:
            digest: Of the workbook as it is.
        """
        places = sorted(range(len(self.steps) + 1), key=lambda place: abs(place - self.at))
        found = next((place for place in places if _fits(self.steps, place, digest)), self.at)
        # What was never written has no copy of its outcome, and cannot be done again.
        steps = (*self.steps[:found], *(step for step in self.steps[found:] if step.after.file))
        return replace(self, steps=steps, at=found)

    def copy_of(self, digest: str) -> str:
        """The copy that holds a version; blank where none does."""
        versions = (version for step in (*self.steps, *self.aside) for version in (step.before, step.after))
        return next((version.file for version in versions if version.file and version.digest == digest), "")

    def files(self) -> set[str]:
        """All copies that it needs."""
        return {name for step in (*self.steps, *self.aside) for name in step.files()}

    def acted(self, act: Act) -> "History":
        """The same with one more time of going back or forth."""
        return replace(self, acts=(*self.acts, act)[-MOST_ACTS:])

    def with_step(self, step: Step) -> "History":
        """The same with a step done now; steps taken back before it are set aside."""
        gone = tuple(replace(each, before=Version(each.before.digest)) for each in self.steps[self.at :])
        steps = (*self.steps[: self.at], step)
        return replace(self, steps=steps, at=len(steps), aside=(*self.aside, *gone))

    def bounded(self, folder: Path) -> "History":
        """The same without the oldest steps that there is no room for.

        Args:
            folder: Where the copies are.
        """
        kept = self
        while kept._count > 1 and (kept._count > MOST_STEPS or _size(folder, kept.files()) > MOST_BYTES):
            kept = kept.without_oldest()
        return kept

    @property
    def _count(self) -> int:
        return len(self.steps) + len(self.aside)

    def without_oldest(self) -> "History":
        """The same without what will be missed least: what was set aside, then the step furthest back."""
        if self.aside:
            return replace(self, aside=self.aside[1:])
        if self.at:
            return replace(self, steps=self.steps[1:], at=self.at - 1)
        return replace(self, steps=self.steps[:-1])


def _fits(steps: tuple[Step, ...], place: int, digest: str) -> bool:
    """Whether a workbook of a digest can stand at a place."""
    behind = place > 0 and digest in {steps[place - 1].after.digest, *steps[place - 1].via}
    return behind or (place < len(steps) and steps[place].before.digest == digest)


def _size(folder: Path, names: Iterable[str]) -> int:
    total = 0
    for name in names:
        try:
            total += os.stat(folder / name).st_size  # noqa: PTH116  a path may be longer than Path.stat takes
        except OSError:
            continue  # somebody has removed it
    return total


def read_history(path: Path) -> History:
    """What is kept of a workbook; nothing where it has no index.

    Args:
        path: The workbook, with links followed.

    Raises:
        OSError: The index cannot be read.
        UnreadableIndexError: It can, and is no index.
    """
    return _read(index_of(path))[1]


def renamed_index(path: Path, digest: str) -> Path | None:
    """The index of a workbook that bears another name now: it tells how the workbook came to be what it is.

    Args:
        path: The workbook.
        digest: Its digest.

    Raises:
        OSError: The folder cannot be read.
    """
    for index in sorted(state_folder(path).glob("*.json")):
        try:
            name, history = _read(index)
        except UnreadableIndexError:
            continue  # whose it is cannot be told
        is_gone = bool(name) and not (path.parent / name).exists()
        # One that was put back before it was renamed is what it was before the step.
        if is_gone and (history.knows(digest) or any(digest == step.after.digest for step in history.steps)):
            return index
    return None


def _read(index: Path) -> tuple[str, History]:
    """The name of the workbook that an index is of, and its history; blank where there is none."""
    try:
        told = json.loads(index.read_text(encoding="utf-8"))
        return _name(told["workbook"]), _history(told)
    except (FileNotFoundError, NotADirectoryError):
        return "", History()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableIndexError(str(index)) from error


def _history(told: dict[str, Any]) -> History:
    steps, aside = (tuple(map(_step, told[key])) for key in ("steps", "aside"))
    at = int(told["at"])
    if not 0 <= at <= len(steps):
        raise ValueError(at)
    return History(steps, at, aside, tuple(Act(**act) for act in told["acts"]))


def _step(told: dict[str, Any]) -> Step:
    before, after = (Version(_digest(told[key]["digest"]), _name(told[key]["file"])) for key in ("before", "after"))
    return Step(**{**told, "before": before, "after": after, "via": tuple(told["via"])})


def _digest(text: str) -> str:
    bytes.fromhex(text)
    return text


def _name(text: str) -> str:
    """A name in the folder of states, and never one outside it."""
    if text and Path(text).name != text:
        raise ValueError(text)
    return text


def history_text(path: Path, history: History) -> str:
    """The index as it is written.

    Args:
        path: The workbook.
        history: What is kept of it.
    """
    told = {"workbook": path.name, "folder": state_folder(path).name, **asdict(history)}
    return json.dumps(told, ensure_ascii=False, indent=1)
