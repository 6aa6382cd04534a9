"""What is kept of workbooks, on a terminal and as JSON: the newest step first."""

from collections.abc import Sequence
from pathlib import Path

from macros.steps.undoing import Listed, kept_in, moment
from macros.terminal.console import printable, table
from schemas.words.vocabulary import Words
from workbook.closed.undo.history import MOST_BYTES, MOST_STEPS, Step

_MEGABYTE = 1 << 20


def listed_paths(paths: Sequence[Path]) -> list[Path]:
    """The workbooks that are asked for; of a folder, those of which something is kept."""
    return [each for path in paths for each in (kept_in(path) if path.is_dir() else [path])]


def state_lines(found: Listed, words: Words) -> list[str]:
    """What is kept of a workbook.

    Args:
        found: Its steps.
        words: The user's language.
    """
    history = found.history
    if not history.steps and not history.aside:
        return [words.text("undo_nothing_kept", file=found.path.name)]
    bounds = {"most": MOST_STEPS, "megabytes": MOST_BYTES // _MEGABYTE}
    head = words.text("undo_list_head", file=found.path.name, folder=found.folder, **bounds)
    rows = [
        [moment(step.when), step.command, _state(at, found, words), printable(told)]
        for at, (step, told) in enumerate(zip(history.steps, found.told, strict=True))
    ]
    set_aside = [
        [moment(step.when), step.command, words.text("undo_aside", file=step.after.file), ""] for step in history.aside
    ]
    titles = [words.text(f"undo_column_{name}") for name in ("when", "command", "state", "changed")]
    acts = [
        words.text(f"undo_act_{act.what}", when=moment(act.when), command=act.command, of=moment(act.of))
        + (f" ({act.person})" if act.person else "")
        for act in history.acts
    ]
    said = [words.text("undo_list_changed")] if found.changed else []
    return [head, *table(titles, [*reversed(rows), *reversed(set_aside)]), *said, *acts, ""]


def _state(at: int, found: Listed, words: Words) -> str:
    if at == found.history.at - 1:
        return words.text("undo_state_last")
    return words.text("undo_state_undone") if at >= found.history.at else ""


def step_record(step: Step) -> dict[str, object]:
    """A step as JSON."""
    return {"command": step.command, "when": step.when, "run": step.run, "before": step.before.digest}


def state_record(found: Listed) -> dict[str, object]:
    """What is kept of a workbook, as JSON."""
    history = found.history
    states = [
        {**step_record(step), "changed": told or None, "undone": at >= history.at, "copy": step.before.file or None}
        for at, (step, told) in enumerate(zip(history.steps, found.told, strict=True))
    ]
    acts = [{"what": act.what, "when": act.when, "command": act.command, "person": act.person} for act in history.acts]
    return {
        "workbook": found.path,
        "folder": found.folder,
        "states": states[::-1],
        "acts": acts,
        "changed_since": found.changed,
    }
