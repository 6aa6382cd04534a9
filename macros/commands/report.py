"""``resultatkontrakt report``: a document out of workbooks, for the committee, a meeting or the contract's parties."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options, workbooks
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say
from schemas.document_codes import DocumentKind
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    kinds = [kind.value for kind in DocumentKind]
    parser.add_argument(
        "workbooks", nargs="+", type=Path, metavar="WORKBOOK|DIR", help=words.text("cli_workbook_or_folder")
    )
    parser.add_argument("--kind", choices=kinds, required=True, help=words.text("cli_report_kind"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=words.text("cli_report_out"))
    parser.add_argument("--centre", metavar="NAME", help=words.text("cli_report_centre"))
    parser.add_argument("--template", type=Path, metavar="FILE", help=words.text("cli_report_template"))
    parser.add_argument("--as-of", type=reporting_date(words), metavar="DATE", help=words.text("cli_as_of"))
    parser.add_argument("--replace", action="store_true", help=words.text("cli_report_replace"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.documents.making import make_document
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.showing import as_json, issue_records

    found = workbooks(*options.workbooks)
    done = make_document(
        DocumentKind(options.kind),
        found.paths,
        options.out,
        words,
        datetime.now(),
        as_of=options.as_of,
        centre=options.centre,
        template=options.template,
        replace=options.replace,
    )
    done.issues[:0] = found.issues
    if options.json:
        say(as_json(document=options.out, as_of=done.as_of, issues=issue_records(done.issues, words)))
        return ExitCode.DONE
    for line in finding_lines(done.issues, words):
        say(line)
    say(words.text("made", path=options.out))
    return ExitCode.DONE


def _refused(options: Options) -> dict[str, object]:
    return {"document": options.out, "as_of": options.as_of}


COMMAND = Command("report", _arguments, _run, json=True, tables=True, refused=_refused)
