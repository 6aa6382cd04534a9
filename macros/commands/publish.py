"""``resultatkontrakt publish``: the figures as an accessible statistical workbook, with tidy csv beside it."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options, workbooks
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument(
        "workbooks", nargs="+", type=Path, metavar="WORKBOOK|DIR", help=words.text("cli_workbook_or_folder")
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=words.text("cli_publish_out"))
    parser.add_argument("--as-of", type=reporting_date(words), metavar="DATE", help=words.text("cli_as_of"))
    parser.add_argument("--replace", action="store_true", help=words.text("cli_publish_replace"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.publishing.publishing import publish
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.showing import as_json, issue_records

    found = workbooks(*options.workbooks)
    done = publish(
        found.paths,
        options.out,
        words,
        datetime.now(),
        as_of=options.as_of,
        replace=options.replace,
    )
    done.issues[:0] = found.issues
    if options.json:
        tables = [
            {"table": table.key, "file": table.file, "rows": len(table.rows)} for table in done.publication.tables
        ]
        issues = issue_records(done.issues, words)
        say(as_json(workbook=done.paths[0], as_of=done.as_of, tables=tables, issues=issues))
        return ExitCode.DONE
    for line in finding_lines(done.issues, words):
        say(line)
    for path in done.paths:
        say(words.text("made", path=path))
    return ExitCode.DONE


def _refused(options: Options) -> dict[str, object]:
    return {"workbook": None, "as_of": options.as_of, "tables": []}


COMMAND = Command("publish", _arguments, _run, json=True, tables=True, refused=_refused)
