"""``resultatkontrakt recalculate``: results, forecasts, lights, budget use and the front page of a workbook."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say
from macros.terminal.economy_keys import nothing
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help=words.text("cli_workbook"))
    parser.add_argument("--as-of", type=reporting_date(words), metavar="DATE", help=words.text("cli_as_of"))
    parser.add_argument("--learned-from", type=Path, metavar="FILE", help=words.text("cli_learned_from"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.change_texts import change_sentences
    from macros.steps.recalculating import recalculate, recalculated
    from macros.terminal.economy_records import economy_records
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.showing import as_json, assessed_block, issue_records, results_lines, table_records
    from macros.terminal.warning_lines import warning_lines
    from schemas.tables import Changes, Results, WarningsDue

    done = recalculate(options.workbook, options.as_of, datetime.now(), options.learned_from)
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


def _refused(options: Options) -> dict[str, object]:
    return {"workbook": options.workbook, "as_of": options.as_of, "results": [], "changes": [], **nothing()}


COMMAND = Command("recalculate", _arguments, _run, json=True, tables=True, refused=_refused)
