"""``resultatkontrakt import``: bring exports into a workbook, all or nothing."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options, expanded
from macros.lazy_imports import load_tables
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help=words.text("cli_workbook"))
    parser.add_argument("exports", nargs="+", type=Path, metavar="EXPORT", help=words.text("cli_exports"))
    parser.add_argument("--profile", type=Path, metavar="PROFILE", help=words.text("cli_given_profile"))


def _files(options: Options) -> list[Path]:
    return expanded(options.exports)


def _run(options: Options, words: Words) -> int:
    from workbook.exports.guarded import FileReaders

    files = _files(options)
    with FileReaders(files) as readings:
        load_tables()
        from macros.steps.importing import ROWS_OF_OTHERS, import_exports, summary
        from macros.terminal.finding_lines import finding_lines, groups_and_issues
        from macros.terminal.findings_page import check_page, paged
        from macros.terminal.showing import as_json, table_records
        from schemas.tables import BudgetLines, Observations
        from workbook.exports.read import ReadOptions

        check_page(options.html, files)
        read_by = ReadOptions(options.profile, readings)
        done = import_exports(options.workbook, files, datetime.now(), read_by)
    issues = [*done.export.issues, *done.changes.differences]
    if options.json:
        rows = done.export.rows
        say(
            as_json(
                files=done.export.files,
                observations=table_records(rows[Observations], Observations),
                budget_lines=table_records(rows[BudgetLines], BudgetLines),
                **groups_and_issues([*issues, *done.repeated], words),
            )
        )
        return paged(options, issues, files, datetime.now(), words, ExitCode.DONE)
    told = [issue for issue in issues if issue.code != ROWS_OF_OTHERS]  # the summary says them
    for line in [*finding_lines(told, words), summary(done, words)]:
        say(line)
    return paged(options, issues, files, datetime.now(), words, ExitCode.DONE)


def _refused(options: Options) -> dict[str, object]:
    return {"files": options.exports, "observations": [], "budget_lines": []}


COMMAND = Command("import", _arguments, _run, json=True, page=True, grouped=True, refused=_refused, read=_files)
