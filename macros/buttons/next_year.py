"""The button *Next year*: this year's saved workbooks, which year, which goals stay behind; a new folder."""

from datetime import datetime

from macros.buttons.desk import Desk, Wanted
from macros.steps.rolling.choice import choice
from macros.steps.rolling.glance import glance
from macros.steps.rolling.new_place import require_empty
from macros.steps.rolling.roll_over import RolledOver, roll_over
from schemas.roll_over_codes import BaselineSource
from schemas.words.vocabulary import Words

_NAMED = 3
"""Warnings that the message names; the command line tells them all."""


def next_year(desk: Desk, language: Words, now: datetime) -> tuple[str, bool]:
    """Make next year's workbooks of saved ones.

    Args:
        desk: The host.
        language: The language of what is told.
        now: The time.

    Returns:
        What is told to the user, and whether it was refused.
    """
    paths = desk.files(Wanted.WORKBOOKS, language.text("choose_rolled"))
    if not paths:
        return language.text("nothing_chosen"), False
    answer = desk.choose(language.text("ask_next_year"), str(glance(paths[0]).year + 1))
    if answer is None:
        return language.text("nothing_chosen"), False
    if not answer.isdigit():
        return language.text("not_a_year", answer=answer), True
    folder = desk.place_for(Wanted.REGISTER, language.text("choose_folder"), "")
    if folder is None:
        return language.text("nothing_chosen"), False
    out = folder / answer
    require_empty(out)  # before a question whose answer would be lost
    named = desk.choose(language.text("ask_dropped"), "")
    if named is None:
        return language.text("nothing_chosen"), False
    dropped = choice(named.replace(",", " ").split())
    desk.progress(language.text("progress_making"))
    done = roll_over(paths, int(answer), out, dropped, language, now, desk.progress)
    desk.made(done.paths)
    return _told(done, desk.where(out), language), False


def _told(done: RolledOver, where: str, language: Words) -> str:
    """What was made, in a sentence, then the most important warnings."""
    lines = [line for each in done.workbooks for line in each.lines]
    carried = sum(line.is_carried for line in lines)
    text = language.text(
        "done_roll_over",
        count=len(done.paths) - 1,
        year=done.year,
        folder=where,
        carried=carried,
        dropped=len(lines) - carried,
        taken=sum(each.baselines(BaselineSource.APPROVED, BaselineSource.FIGURES) for each in done.workbooks),
        missing=sum(each.baselines(BaselineSource.MISSING) for each in done.workbooks),
        sheet=language.sheet("validation"),
    )
    warnings = [issue.message(language) for issue in done.issues]
    return "\n".join([text, *warnings[:_NAMED]])
