"""``resultatkontrakt consolidate``: many workbooks into one, groups and total rebuilt from their parts."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options, workbooks
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say
from macros.terminal.economy_keys import nothing
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument(
        "workbooks", nargs="+", type=Path, metavar="WORKBOOK|DIR", help=words.text("cli_workbook_or_folder")
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=words.text("cli_consolidate_out"))
    parser.add_argument("--as-of", type=reporting_date(words), metavar="DATE", help=words.text("cli_as_of"))


def _run(options: Options, words: Words) -> int:
    import pandas as pd

    from macros.steps.consolidating import consolidate, write_consolidated
    from macros.terminal.economy_records import economy_records
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.showing import as_json, assessed_block, issue_records, results_lines, table_records
    from schemas.errors import CannotOpenError
    from schemas.issues.issue import Issue, Place
    from schemas.tables import Results

    if options.out.suffix.casefold() != ".xlsx":
        raise CannotOpenError([Issue("not_xlsx_name", Place(options.out.name))])
    now = datetime.now()
    found = workbooks(*options.workbooks)
    done = consolidate(found.paths, options.as_of, now.date(), words)
    done.issues[:0] = found.issues
    write_consolidated(done, options.out, words, now)
    if options.json:
        both = pd.concat([done.results, done.groups], ignore_index=True) if len(done.groups) else done.results
        results, issues = table_records(both, Results), issue_records(done.issues, words)
        parts = {"results": results, **economy_records(done.economy), "issues": issues}
        say(as_json(workbook=options.out, as_of=done.as_of, **parts))
        return ExitCode.DONE
    assessed = assessed_block(done.results, words, by_centre=True)
    for line in [*results_lines(done.groups, words, by_centre=True), "", *assessed, *finding_lines(done.issues, words)]:
        say(line)
    say(words.text("consolidated", workbooks=len(found.paths), goals=len(done.results), groups=len(done.groups)))
    say(words.text("made", path=options.out))
    return ExitCode.DONE


def _refused(options: Options) -> dict[str, object]:
    return {"workbook": options.out, "as_of": options.as_of, "results": [], **nothing()}


COMMAND = Command("consolidate", _arguments, _run, json=True, tables=True, refused=_refused)
