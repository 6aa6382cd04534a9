"""``resultatkontrakt update``: the register's state into workbooks that were made of it, every change listed first."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from macros.commands.command import Command, Options, workbooks
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say, table
from schemas.errors import ExitCode, RefusedError
from schemas.words.vocabulary import Words

if TYPE_CHECKING:
    from macros.steps.updating.plan import UpdatePlan


def _arguments(parser: Parser, words: Words) -> None:
    text = words.text
    parser.add_argument("workbooks", nargs="+", type=Path, metavar="WORKBOOK|DIR", help=text("cli_update_workbooks"))
    parser.add_argument("--from", dest="register", required=True, metavar="REGISTER", help=text("cli_update_from"))
    parser.add_argument("--dry-run", action="store_true", help=text("cli_update_dry_run"))
    parser.add_argument("--yes", action="store_true", help=text("cli_update_yes"))
    both = argparse.BooleanOptionalAction
    parser.add_argument("--recalculate", action=both, default=True, help=text("cli_update_recalculate"))
    parser.add_argument("--as-of", type=reporting_date(words), metavar="DATE", help=text("cli_update_as_of"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--overwrite", action="store_true", help=text("cli_update_overwrite"))
    which.add_argument("--keep", action="store_true", help=text("cli_update_keep"))


def _run(options: Options, words: Words) -> int:
    from datetime import datetime

    from macros.steps.updating.plan import KEEP, OVERWRITE, REFUSE, conflict_issues, plan_update
    from macros.steps.updating.update import How, update
    from macros.terminal.all_lines import told_of
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.updated_lines import updated_lines

    now = datetime.now()
    how = OVERWRITE if options.overwrite else KEEP if options.keep else REFUSE
    found = workbooks(*options.workbooks)
    plan = plan_update(found.paths, options.register, words, now)
    told = [*update_lines(plan, how, words), *finding_lines(plan.issues, words)]
    for line in [*finding_lines(found.issues, words), *told]:
        say(line)
    if not plan.lines and all(each.base is not None for each in plan.workbooks):
        say(words.text("update_nothing", register=plan.source.file))
        return ExitCode.DONE
    if options.dry_run:
        if how == REFUSE and plan.conflicts:
            say(words.text("update_would_refuse", count=len(plan.conflicts)))
            raise RefusedError(conflict_issues(plan))
        say(words.text("update_not_written"))
        return ExitCode.DONE
    if how == REFUSE and plan.conflicts and sys.stdin.isatty() and not options.yes:
        how = _answer(words.text("update_ask_conflicts", count=len(plan.conflicts)), OVERWRITE, words) or REFUSE
    elif not options.yes:
        if not sys.stdin.isatty():
            say(words.text("update_needs_yes"), sys.stderr)
            return ExitCode.WRONG_USAGE
        if not _answer(words.text("update_ask", count=len(plan.taken(how))), "yes", words):
            say(words.text("update_not_written"))
            return ExitCode.DONE
    done = update(plan, How(now, how, options.recalculate, options.as_of, told_of(words)))
    issues = [*done.issues, *(issue for each in done.outcomes for issue in each.issues)]
    for line in [*finding_lines(issues, words), *updated_lines(done, words)]:
        say(line)
    return ExitCode.DONE


def _answer(question: str, meant: str, words: Words) -> str:
    """What a yes means; blank for any other answer."""
    say(question)
    try:
        answer = input()
    except EOFError:
        return ""
    return meant if answer.strip().casefold() in words.text("answers_yes").split(";") else ""


def update_lines(plan: "UpdatePlan", how: str, words: Words) -> list[str]:
    """Every change, a line each: those that are taken, those that stay, those that somebody has to decide.

    Args:
        plan: The plan.
        how: What becomes of those that somebody has to decide.
        words: The user's language.
    """
    from macros.steps.updating.differences import Whose
    from macros.steps.updating.listed import together
    from macros.steps.updating.plan import KEEP, OVERWRITE, is_taken

    header = [words.text(f"update_{name}") for name in ("centre", "what", "field", "before", "after")]
    taken = [line for line in plan.lines if is_taken(line.whose, how)]
    own = [line for line in plan.lines if line.whose is Whose.WORKBOOK and line not in taken]
    left = [] if how == OVERWRITE else plan.undecided
    unsettled = "update_kept" if how == KEEP else "update_left"
    found: list[str] = []
    for key, lines in (("update_taken", taken), ("update_own", own), (unsettled, left)):
        if lines:
            shown = together(lines, len(plan.workbooks), words)
            found += [words.text(key, count=len(lines)), *table(header, [line.cells for line in shown]), ""]
    return found


COMMAND = Command("update", _arguments, _run, tables=True)
