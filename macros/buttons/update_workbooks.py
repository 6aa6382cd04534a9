"""The button *Opdatér fra register*: register and workbooks are chosen, every change is listed, and a yes writes it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from macros.buttons.beside import open_one, others
from macros.buttons.desk import Desk, Wanted
from macros.steps.contract import is_ours
from macros.steps.updating.listed import Line
from macros.steps.updating.plan import KEEP, OVERWRITE, REFUSE, UpdatePlan, plan_update
from macros.steps.updating.update import How, update
from macros.terminal.updated_lines import updated_lines
from schemas.words.vocabulary import Words
from workbook.live.book import LiveBook

_NAMED = 10
"""Changes that a question names before it counts the others; the command lists them all."""
_HOW = {"1": OVERWRITE, "2": KEEP}


def update_workbooks(desk: Desk, language: Words, now: datetime) -> tuple[str, bool]:
    """Bring a register's changes into saved workbooks.

    Args:
        desk: The host.
        language: The user's language.
        now: The time.

    Returns:
        What is told to the user, and whether it was refused.
    """
    opened = open_one(desk) if desk.has_own_files else None
    register, workbooks = _chosen(desk, language, opened)
    if register is None or not (workbooks or opened):
        return language.text("nothing_chosen"), False
    desk.progress(language.text("progress_reading"))
    plan = plan_update(workbooks, register, language, now, opened)
    if not plan.lines:
        return language.text("update_nothing", register=plan.source.file), False
    how = _how(plan, desk, language)
    if how is None:
        return language.text("nothing_chosen"), False
    desk.progress(language.text("progress_writing"))
    done = update(plan, How(now, how, told=partial(_progress, desk, language)), opened)
    desk.made([each.path for each in done.outcomes if each.path in workbooks])
    told = updated_lines(done, language)
    warnings = sum(each.warnings for each in done.outcomes) + len(done.issues)
    told += [language.text("update_warnings", count=warnings)] if warnings else []
    told += [notice.message(language) for notice in opened.notices] if opened is not None else []
    return "\n".join(told or [language.text("update_not_written")]), False


def _chosen(desk: Desk, language: Words, opened: LiveBook | None) -> tuple[Path | None, list[Path]]:
    """The register, and the closed workbooks; a pane hands over all files at once."""
    paths = desk.files(Wanted.REGISTER, language.text("choose_register"))
    registers = [path for path in paths if not is_ours(path)]
    ours = [path for path in paths if path not in registers]
    if len(registers) != 1:
        return None, []
    if not ours:
        found = desk.files(Wanted.WORKBOOKS, language.text("choose_updated"))
        ours = [path for path in found if path not in paths]
    return registers[0], ours if opened is None else others(ours, opened)


def _how(plan: UpdatePlan, desk: Desk, language: Words) -> str | None:
    """What becomes of the differences; None where the user thinks better of it."""
    taken = _listed(plan.taken(REFUSE), language)
    if not plan.conflicts:
        question = "\n".join([*taken, language.text("update_ask", count=len(plan.taken(REFUSE)))])
        return REFUSE if desk.agrees(question) else None
    left = [language.text("update_left", count=len(plan.conflicts)), *_listed(plan.conflicts, language)]
    answer = desk.choose("\n".join([*taken, *left, language.text("update_choose")]), "")
    return REFUSE if answer == "" else _HOW.get((answer or "").strip())


def _listed(lines: Sequence[Line], language: Words) -> list[str]:
    told = [f"{each.centre}, {each.what} {each.field}: {each.before} → {each.after}" for each in lines[:_NAMED]]
    more = len(lines) - _NAMED
    return told + ([language.text("and_more", count=more)] if more > 0 else [])


def _progress(desk: Desk, language: Words, done: int, count: int) -> None:
    desk.progress(language.text("all_progress", done=done, count=count))
