"""The button *Opdatér fra register*: register and workbooks are chosen, every change is listed, and a yes writes it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from macros.buttons.beside import beside, open_one, others
from macros.buttons.desk import Desk, Wanted
from macros.buttons.listed_question import OF_AN_ANSWER, listed_question
from macros.steps.contract import is_ours
from macros.steps.updating.listed import Line, shortened, together
from macros.steps.updating.plan import KEEP, OVERWRITE, REFUSE, UpdatePlan, plan_update
from macros.steps.updating.register_beside import register_beside
from macros.steps.updating.update import How, Updated, update
from macros.terminal.updated_lines import updated_lines
from schemas.words.vocabulary import Words
from workbook.live.book import LiveBook

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
    how = _how(plan, register, desk, language)
    if how is None:
        return language.text("nothing_chosen"), False
    desk.progress(language.text("progress_writing"))
    done = update(plan, How(now, how, told=partial(_progress, desk, language)), opened)
    desk.made([each.path for each in done.outcomes if each.path in workbooks])
    if not done.outcomes:
        return language.text("update_not_written"), False
    return listed_question(updated_lines(done, language), met(done, opened, language), language), False


def met(done: Updated, opened: LiveBook | None, language: Words) -> str:
    """What is told last of an update: how many warnings there are, and what writing to the open workbook met.

    Args:
        done: What it did.
        opened: The open workbook, where it was among them.
        language: The user's language.
    """
    warnings = sum(each.warnings for each in done.outcomes) + len(done.issues)
    told = [language.text("update_warnings", count=warnings)] if warnings else []
    return "\n".join(told + ([notice.message(language) for notice in opened.notices] if opened is not None else []))


def _chosen(desk: Desk, language: Words, opened: LiveBook | None) -> tuple[Path | None, list[Path]]:
    """The register, and the closed workbooks: those beside the open one, or those that the user chooses.

    A pane hands over all files at once.
    """
    if opened is not None and (known := register_beside(opened, language)) is not None:
        return known, others(beside(desk, opened, language, "choose_updated"), opened)
    paths = desk.files(Wanted.REGISTER, language.text("choose_register"))
    registers = [path for path in paths if not is_ours(path)]
    ours = [path for path in paths if path not in registers]
    if len(registers) != 1:
        return None, []
    if opened is not None:
        return registers[0], others(ours or beside(desk, opened, language, "choose_updated"), opened)
    if not ours:
        ours = [path for path in desk.files(Wanted.WORKBOOKS, language.text("choose_updated")) if path not in paths]
    return registers[0], ours


def _how(plan: UpdatePlan, register: Path, desk: Desk, language: Words) -> str | None:
    """What becomes of the differences; None where the user thinks better of it."""
    about = {"register": register.name, "folder": register.parent.name, "count": len(plan.workbooks)}
    taken = [language.text("update_of", **about), *changes_told(plan, plan.taken(REFUSE), language)]
    if not plan.conflicts:
        question = language.text("update_ask", count=len(plan.taken(REFUSE)))
        return REFUSE if desk.agrees(listed_question(taken, question, language)) else None
    left = [language.text("update_left", count=len(plan.undecided)), *changes_told(plan, plan.undecided, language)]
    question = listed_question([*left, *taken], language.text("update_choose"), language, OF_AN_ANSWER)
    answer = desk.choose(question, "")
    return REFUSE if answer == "" else _HOW.get((answer or "").strip())


def changes_told(plan: UpdatePlan, lines: Sequence[Line], language: Words) -> list[str]:
    """A line for each change, as a question lists them; what several workbooks get alike is one.

    Args:
        plan: The plan that they are of.
        lines: The changes.
        language: The user's language.
    """
    return [
        f"{each.centre}, {each.what} {each.field}: {shortened(each.before)} → {shortened(each.after)}"
        for each in together(lines, len(plan.workbooks), language)
    ]


def _progress(desk: Desk, language: Words, done: int, count: int) -> None:
    desk.progress(language.text("all_progress", done=done, count=count))
