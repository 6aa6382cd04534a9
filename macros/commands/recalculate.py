"""``resultatkontrakt recalculate``: results, forecasts, lights, budget use and the front page of a workbook."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from macros.commands.command import Command, Options, workbooks
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say
from macros.terminal.economy_keys import nothing
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words

if TYPE_CHECKING:
    from macros.steps.all_workbooks.folder import Workbooks


def _arguments(parser: Parser, words: Words) -> None:
    either = words.text("cli_workbook_or_folder")
    parser.add_argument("workbooks", nargs="+", type=Path, metavar="WORKBOOK|DIR", help=either)
    parser.add_argument("--as-of", type=reporting_date(words), metavar="DATE", help=words.text("cli_as_of"))
    parser.add_argument("--learned-from", type=Path, metavar="FILE", help=words.text("cli_learned_from"))


def _run(options: Options, words: Words) -> int:
    found = workbooks(*options.workbooks)
    if found.of_folder or len(found.paths) > 1:
        return _each(options, found, words)
    return _one(options, found.paths[0], words)


def _one(options: Options, workbook: Path, words: Words) -> int:
    from macros.steps.change_texts import change_sentences
    from macros.steps.recalculating import recalculate, recalculated
    from macros.terminal.economy_records import economy_records
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.showing import as_json, assessed_block, issue_records, results_lines, table_records
    from macros.terminal.warning_lines import warning_lines
    from schemas.tables import Changes, Results, WarningsDue

    done = recalculate(workbook, options.as_of, datetime.now(), options.learned_from)
    if options.json:
        results, issues = table_records(done.results, Results), issue_records(done.issues, words)
        changes = table_records(done.back.frame, Changes)
        parts = {"results": results, "changes": changes, **economy_records(done.economy), "issues": issues}
        say(as_json(workbook=done.workbook, as_of=done.as_of, **parts))
        return ExitCode.DONE
    assessed = assessed_block(done.results, words)
    warned = warning_lines(done.economy.frame(WarningsDue), words)
    for line in [*results_lines(done.results, words), "", *warned, *assessed, *finding_lines(done.issues, words)]:
        say(line)
    moved = change_sentences(done.back.changes, words)
    for line in [*([done.back.sentence(words)] if moved else []), *(f"    {each}" for each in moved)]:
        say(line)
    say(recalculated(done, words))
    return ExitCode.DONE


def _each(options: Options, found: "Workbooks", words: Words) -> int:
    """Each of several workbooks, side by side."""
    from macros.steps.all_workbooks.each import for_each, require_any
    from macros.steps.all_workbooks.recalculating_each import recalculate_one
    from macros.terminal.all_lines import recalculated_records, recalculated_table, told_of
    from macros.terminal.each_lines import failures_told
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.showing import as_json, issue_records

    step = partial(recalculate_one, as_of=options.as_of, now=datetime.now(), learned_from=options.learned_from)
    done = for_each(found.paths, step, told_of(words))
    require_any(done)
    fresh = [each.given for each in done if each.given is not None]
    if options.json:
        failed = [issue for each in done if each.error for issue in each.error.issues]
        issues = issue_records([*found.issues, *failed], words)
        say(as_json(workbooks=recalculated_records(fresh, words), issues=issues))
        return max((each.error.exit_code for each in done if each.error), default=ExitCode.DONE)
    for line in [*finding_lines(found.issues, words), *recalculated_table(fresh, words)]:
        say(line)
    return failures_told(done, words)


def _refused(options: Options) -> dict[str, object]:
    return {
        "workbook": next(iter(options.workbooks)),
        "as_of": options.as_of,
        "results": [],
        "changes": [],
        **nothing(),
    }


COMMAND = Command("recalculate", _arguments, _run, json=True, tables=True, refused=_refused)
