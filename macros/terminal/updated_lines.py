"""What an update did, a line a workbook: its changes, as of when it was recalculated, lights that changed."""

from macros.steps.all_workbooks.outcome import Outcome
from macros.steps.updating.update import Updated
from schemas.words.vocabulary import Words


def updated_lines(done: Updated, words: Words) -> list[str]:
    """A line for each workbook that was written."""
    return [_line(each, words) for each in done.outcomes]


def _line(each: Outcome, words: Words) -> str:
    about: dict[str, object] = {"file": each.path.name, "count": each.changed}
    if each.as_of is None:
        return words.text("update_done" if each.changed else "update_same", **about)
    line = words.text("update_done_as_of", **about, day=words.day(each.as_of))
    lights = ", ".join(moved.text(words) for moved in each.lights)
    return f"{line} {words.text('update_lights', lights=lights)}" if lights else line
