"""``resultatkontrakt import``: bring exports into a workbook, all or nothing."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from macros.commands.command import Command, Options, expanded
from macros.lazy_imports import load_tables
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words

if TYPE_CHECKING:
    from workbook.exports.read import ReadOptions


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help=words.text("cli_workbook"))
    parser.add_argument("exports", nargs="+", type=Path, metavar="EXPORT", help=words.text("cli_exports"))
    parser.add_argument("--profile", type=Path, metavar="PROFILE", help=words.text("cli_given_profile"))
    parser.add_argument("--preview", action="store_true", help=words.text("cli_preview"))
    parser.add_argument("--list-names", action="store_true", help=words.text("cli_list_names"))


def _files(options: Options) -> list[Path]:
    return expanded(options.exports)


def _run(options: Options, words: Words) -> int:
    from workbook.exports.guarded import FileReaders

    files = _files(options)
    with FileReaders(files) as readings:
        load_tables()
        from macros.steps.importing import ROWS_OF_OTHERS, import_exports, summary
        from macros.steps.listing_names import UnknownNamesError, list_in_file
        from macros.terminal.finding_lines import finding_lines, groups_and_issues
        from macros.terminal.findings_page import check_page, paged
        from macros.terminal.showing import as_json, table_records
        from schemas.tables import BudgetLines, Observations
        from workbook.exports.read import ReadOptions

        check_page(options.html, files)
        read_by = ReadOptions(options.profile, readings)
        if options.preview:
            return _preview(options, files, read_by, words)
        try:
            done = import_exports(options.workbook, files, datetime.now(), read_by)
        except UnknownNamesError as problem:
            raise (list_in_file(options.workbook, problem) if options.list_names else problem) from problem
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


def _preview(options: Options, files: list[Path], read_by: "ReadOptions", words: Words) -> int:
    """Show how the exports are read; the workbook is not touched."""
    from macros.steps.previewing import preview
    from macros.terminal.finding_lines import groups_and_issues
    from macros.terminal.findings_page import paged
    from macros.terminal.preview_lines import name_records, preview_lines, preview_records
    from macros.terminal.showing import as_json

    shown = preview(options.workbook, files, read_by)
    code = ExitCode.REFUSED if shown.is_refused else ExitCode.DONE
    if options.json:
        found = groups_and_issues(shown.issues, words)
        say(as_json(files=files, sheets=preview_records(shown), names=name_records(shown), **found))
    else:
        for line in preview_lines(shown, words):
            say(line)
    return paged(options, shown.issues, files, datetime.now(), words, code)


def _refused(options: Options) -> dict[str, object]:
    return {"files": options.exports, "observations": [], "budget_lines": []}


COMMAND = Command("import", _arguments, _run, json=True, page=True, grouped=True, refused=_refused, read=_files)
