"""What each button does. Every one ends with one clear message: what changed, or why nothing did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from macros.buttons.beside import saved_workbooks
from macros.buttons.desk import Desk, Wanted
from macros.buttons.names_of_exports import list_refused, preview_text
from macros.buttons.undoing import undo, undoable
from macros.crash_log import record
from macros.steps.contract import language_of, read_contract
from macros.steps.findings_sheet import write_findings
from macros.steps.importing import import_into, summary
from macros.steps.recalculating import recalculate_book, recalculated
from schemas.cells import RawTable, column_letters
from schemas.errors import CannotOpenError, ExitCode, RefusedError, StepError
from schemas.issues.issue import Issue, errors
from schemas.reading import read_table
from schemas.tables import Goals, IssueGroups, Issues, Results
from schemas.words.vocabulary import Words, words
from workbook.exports.read import ReadOptions
from workbook.live.book import LiveBook

if TYPE_CHECKING:
    from macros.steps.explaining.asked import Asked

_NAMED = 3  # findings that a message names itself; the sheet lists them all


@dataclass(frozen=True)
class Outcome:
    """How a button went.

    Args:
        text: The message.
        bad: Whether it was refused or failed.
    """

    text: str
    bad: bool = False


def press(button: str, desk: Desk, now: datetime) -> Outcome:
    """Do what a button says.

    Args:
        button: One of ``BUTTONS``.
        desk: The host.
        now: The time, for logs.

    Returns:
        What was told to the user.
    """
    language = words()
    try:
        language = _language(desk)
        outcome = Outcome(*undoable(button, desk, language, now, lambda: _pressed(button, desk, language, now)))
    except Exception as error:  # noqa: BLE001  the one place where a traceback is kept from the user
        outcome = Outcome(desk.failed(record(error), language), bad=True)
    desk.tell(outcome.text, outcome.bad)
    return outcome


def _pressed(button: str, desk: Desk, language: Words, now: datetime) -> tuple[str, bool]:
    try:
        outcome = BUTTONS[button](desk, language, now)
    except StepError as problem:
        outcome = _refused(problem, desk, language)
    return outcome.text, outcome.bad


def _language(desk: Desk) -> Words:
    try:
        return language_of(desk.book())
    except CannotOpenError:
        return words()  # some buttons need no workbook of ours; those that do will say so


def _import(desk: Desk, language: Words, now: datetime) -> Outcome:
    book = _ours(desk)
    paths = desk.files(Wanted.EXPORTS, language.text("choose_exports"))
    if not paths:
        return Outcome(language.text("nothing_chosen"))
    desk.progress(language.text("progress_reading"))
    shown = desk.paths_by_name(paths)
    try:
        done = import_into(book, language, paths, now, ReadOptions(shown=shown))
    except StepError as problem:
        return _refused(problem, desk, language, shown)
    desk.progress(language.text("progress_writing"))
    book.save()
    text = language.text("done_import", files=len(paths), summary=summary(done, language))
    return _with_notices(text, [*done.export.issues, *done.changes.differences], book, language)


def _preview(desk: Desk, language: Words, _now: datetime) -> Outcome:
    paths = desk.files(Wanted.EXPORTS, language.text("choose_exports"))
    return Outcome(preview_text(_ours(desk), paths, desk, language) if paths else language.text("nothing_chosen"))


def _validate(desk: Desk, language: Words, _now: datetime) -> Outcome:
    book = _ours(desk)
    desk.progress(language.text("progress_reading"))
    contract = read_contract(book, language)
    issues = [*contract.issues, *contract.translated[1]]
    if errors(issues):
        raise RefusedError(issues)
    write_findings(book, issues, language)
    book.save()
    return _with_notices(language.text("done_validate"), issues, book, language)


def _recalculate(desk: Desk, language: Words, now: datetime) -> Outcome:
    book = _ours(desk)
    desk.progress(language.text("progress_computing"))
    done = recalculate_book(book, language, None, now)
    desk.progress(language.text("progress_writing"))
    book.save()
    text = "\n".join(filter(None, (recalculated(done, language), done.back.sentence(language))))
    return _with_notices(text, done.issues, book, language)


def _explain(desk: Desk, language: Words, now: datetime) -> Outcome:
    from macros.steps.explaining.asked import Asked
    from macros.steps.explaining.explain import explain_book
    from macros.terminal.explanation_lines import explanation_lines

    book = _ours(desk)
    asked = _goal_of(desk.selected(), book, language)
    if asked is None:
        number = desk.ask(language.text("ask_goal"))
        if not number:
            return Outcome(language.text("explain_select", sheet=language.sheet("follow_up")))
        asked = Asked(number)
    desk.progress(language.text("progress_computing"))
    told = explain_book(book, language, asked, now.date(), language)
    return Outcome(desk.read(explanation_lines(told, language), language))


def _goal_of(selected: tuple[str, int] | None, book: LiveBook, language: Words) -> "Asked | None":
    """The goal in whose row the selected cell stands, on the sheet of results or of the contract."""
    from macros.steps.explaining.asked import Asked

    for table in (Results, Goals):
        raw = book.read(table.name)
        if selected is not None and selected[0] == raw.sheet and selected[1] in set(raw.row_numbers):
            at = [*raw.row_numbers].index(selected[1])
            frame = read_table(table, raw, language).frame
            if at in frame.index:
                row = frame.loc[at]
                return Asked(str(row[table.NUMBER]), str(row[table.CENTRE]))
    return None


def _consolidate(desk: Desk, language: Words, now: datetime) -> Outcome:
    from macros.steps.consolidating import consolidate, write_consolidated

    paths = saved_workbooks(desk, language)
    if not paths:
        return Outcome(language.text("nothing_chosen"))
    desk.progress(language.text("progress_consolidate"))
    done = consolidate(paths, None, now.date(), language)
    name = f"{language.text('consolidated_title', year=done.year)}.xlsx"
    out = desk.place_for(Wanted.WORKBOOKS, language.text("choose_consolidated"), name)
    if out is None:
        return Outcome(language.text("nothing_chosen"))
    write_consolidated(done, out, language, now)
    desk.made([out])
    counts = {"workbooks": len(paths), "goals": len(done.results), "groups": len(done.groups)}
    return Outcome(f"{language.text('consolidated', **counts)}\n{language.text('made', path=desk.where(out))}")


def _report(desk: Desk, language: Words, now: datetime) -> Outcome:
    from macros.buttons.documents import report

    return Outcome(*report(desk, language, now))


def _import_all(desk: Desk, language: Words, now: datetime) -> Outcome:
    from macros.buttons.all_centres import import_all

    return Outcome(*import_all(desk, language, now))


def _register(desk: Desk, language: Words, now: datetime) -> Outcome:
    from macros.buttons.registers import new_register

    return Outcome(*new_register(desk, language, now))


def _new(desk: Desk, language: Words, _now: datetime) -> Outcome:
    from macros.steps.new import new
    from macros.steps.register import read_register

    paths = desk.files(Wanted.REGISTER, language.text("choose_register"))
    folder = desk.place_for(Wanted.REGISTER, language.text("choose_folder"), "") if paths else None
    if folder is None:
        return Outcome(language.text("nothing_chosen"))
    desk.progress(language.text("progress_making"))
    made = new(read_register(paths[0], language), None, folder, language)
    desk.made(made.paths)
    names = "\n".join(path.name for path in made.paths)
    return Outcome(f"{language.text('done_new', count=len(made.paths), folder=desk.where(folder))}\n{names}")


def _upgrade(desk: Desk, language: Words, now: datetime) -> Outcome:
    from macros.steps.upgrading import lacking, upgrade

    paths = desk.files(Wanted.WORKBOOKS, language.text("choose_upgraded"))
    if not paths:
        return Outcome(language.text("nothing_chosen"))
    desk.progress(language.text("progress_reading"))
    found = [lacking(path) for path in paths]
    older = [each for each in found if each.changed]
    listed = "\n".join(f"{each.path.name}: {each.brief}" for each in older)
    if older and not desk.agrees(f"{language.text('upgrade_asked')}\n{listed}"):
        return Outcome(language.text("nothing_chosen"))
    desk.progress(language.text("progress_writing"))
    lines, bad = [f"{each.path.name}: {each.brief}" for each in found if not each.changed], False
    for each in older:
        try:
            upgrade(each.path, now)
            desk.made([each.path])
        except StepError as problem:  # the others are upgraded all the same, and each is told
            bad = True
            lines += [f"{each.path.name}: {issue.message(language)}" for issue in problem.issues[:_NAMED]]
        else:
            lines.append(f"{each.path.name}: {each.brief}")
    lines += [issue.message(language) for each in found for issue in each.issues]
    return Outcome("\n".join(lines), bad)


def _roll_over(desk: Desk, language: Words, now: datetime) -> Outcome:
    from macros.buttons.next_year import next_year

    return Outcome(*next_year(desk, language, now))


def _undo(desk: Desk, language: Words, now: datetime) -> Outcome:
    return Outcome(*undo(desk, language, now))


def _goal(desk: Desk, language: Words, now: datetime) -> Outcome:
    from macros.buttons.change_contract import change_contract

    try:
        asked = _goal_of(desk.selected(), _ours(desk), language)
    except CannotOpenError:  # a register is changed also where no workbook of ours is open
        asked = None
    return Outcome(*change_contract(desk, language, (asked.centre or "", asked.number) if asked else ("", ""), now))


def _update(desk: Desk, language: Words, now: datetime) -> Outcome:
    from macros.buttons.update_workbooks import update_workbooks

    return Outcome(*update_workbooks(desk, language, now))


BUTTONS: dict[str, Callable[[Desk, Words, datetime], Outcome]] = {
    "import": _import,
    "preview": _preview,
    "validate": _validate,
    "recalculate": _recalculate,
    "undo": _undo,
    "explain": _explain,
    "import_all": _import_all,
    "consolidate": _consolidate,
    "report": _report,
    "register": _register,
    "new": _new,
    "goal": _goal,
    "update": _update,
    "roll_over": _roll_over,
    "upgrade": _upgrade,
}


def _ours(desk: Desk) -> LiveBook:
    """The open workbook, if it is one of ours.

    Raises:
        CannotOpenError: It is not.
    """
    book = desk.book()
    language_of(book)
    return book


def _with_notices(text: str, issues: Sequence[Issue], book: LiveBook, language: Words) -> Outcome:
    """A message of success, with what else must be said: warnings that the sheet lists, and what the writing met."""
    lines = [text]
    warnings = len(issues) - len(errors(issues))
    if warnings:
        lines.append(language.text("see_warnings", count=warnings, sheet=language.sheet("validation")))
    lines += [notice.message(language) for notice in book.notices]
    return Outcome("\n".join(lines))


def _refused(problem: StepError, desk: Desk, language: Words, shown: Mapping[str, Path] | None = None) -> Outcome:
    """A refusal: its findings stand on the sheet Validering, which is opened at the first ones."""
    lines = [f"{issue.message(language)} {issue.suggestion(language)}" for issue in problem.issues[:_NAMED]]
    if problem.exit_code != ExitCode.REFUSED:
        return Outcome("\n".join(lines), bad=True)
    names = list_refused(problem, lambda: _ours(desk))
    problem = names.problem
    listed = _listed(problem, desk, language, shown)
    count = len(errors(problem.issues))
    sheet = listed.sheet if listed else language.sheet("validation")
    details = {"count": count, "warnings": len(problem.issues) - count, "sheet": sheet}
    if listed is None:
        return Outcome("\n".join([language.text("refused_unlisted", **details), *lines]), bad=True)
    place = names.place or (sheet, f"{column_letters(listed.first_column)}{listed.header_row + 1}")
    desk.show(*place)
    first = next((issue for issue in problem.issues if issue.is_error), problem.issues[0])
    told = [language.text("refused_button", **details), first.message(language), *names.told(language)]
    return Outcome("\n".join(told), bad=True)


def _listed(problem: StepError, desk: Desk, language: Words, shown: Mapping[str, Path] | None) -> RawTable | None:
    """Write the findings to the workbook's own table of them; nothing else changes. None where it is gone or locked."""
    try:
        book = _ours(desk)
        table = book.read(IssueGroups.name if IssueGroups.name in book.tables() else Issues.name)
        write_findings(book, problem.issues, language, shown)
        book.save()
    except StepError:
        return None
    return table
