"""``resultatkontrakt import``: bring exports into a workbook, or into all centres', all or nothing."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from macros.commands.command import Command, Options, expanded
from macros.lazy_imports import load_tables
from macros.terminal.arguments import Parser, reporting_date
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words, words

if TYPE_CHECKING:
    from macros.steps.all_workbooks.folder import Workbooks
    from workbook.exports.guarded import FileReaders
    from workbook.exports.read import ReadOptions


def _arguments(parser: Parser, words: Words) -> None:
    text = words.text
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK|DIR", help=text("cli_import_workbook"))
    parser.add_argument("exports", nargs="+", type=Path, metavar="EXPORT", help=text("cli_exports"))
    parser.add_argument("--profile", type=Path, metavar="PROFILE", help=text("cli_given_profile"))
    both = argparse.BooleanOptionalAction
    parser.add_argument("--recalculate", action=both, default=None, help=text("cli_import_recalculate"))
    parser.add_argument("--as-of", type=reporting_date(words), metavar="DATE", help=text("cli_as_of"))
    parser.add_argument("--preview", action="store_true", help=text("cli_preview"))
    parser.add_argument("--list-names", action="store_true", help=text("cli_list_names"))


def _files(options: Options) -> list[Path]:
    return expanded(options.exports)


def _run(options: Options, words: Words) -> int:
    from workbook.exports.guarded import FileReaders

    files = _files(options)
    # Workbooks may stand before the exports; reading starts with what is surely one.
    with FileReaders(reversed(files)) as readings:
        load_tables()
        from macros.steps.all_workbooks.folder import leading_workbooks, workbooks_of
        from macros.terminal.findings_page import check_page
        from workbook.exports.read import ReadOptions

        further, files = leading_workbooks(files)
        check_page(options.html, files)
        found = workbooks_of([*expanded([options.workbook]), *further])
        read_by = ReadOptions(options.profile, readings)
        if options.preview:
            return _preview(options, found.paths, files, read_by, readings, words)
        if options.list_names:
            return _names(options, found.paths, files, read_by, words)
        if found.of_folder or len(found.paths) > 1 or options.recalculate:
            return _by_all(options, found, files, read_by, words)
        return _by_one(options, found.paths[0], files, read_by, words)


def _by_one(options: Options, workbook: Path, files: list[Path], read_by: "ReadOptions", words: Words) -> int:
    from macros.steps.importing import ROWS_OF_OTHERS, import_exports, summary
    from macros.terminal.finding_lines import finding_lines, groups_and_issues
    from macros.terminal.findings_page import paged
    from macros.terminal.showing import as_json, table_records
    from schemas.tables import BudgetLines, Observations

    done = import_exports(workbook, files, datetime.now(), read_by)
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


def _preview(
    options: Options,
    workbooks: list[Path],
    files: list[Path],
    read_by: "ReadOptions",
    readings: "FileReaders",
    words: Words,
) -> int:
    """Show how the exports are read; the workbook is not touched."""
    from macros.steps.all_workbooks.previewing_all import preview_all
    from macros.steps.previewing import preview
    from macros.terminal.finding_lines import groups_and_issues
    from macros.terminal.findings_page import paged
    from macros.terminal.preview_lines import name_records, preview_lines, preview_records, previews_lines
    from macros.terminal.showing import as_json

    each = (
        preview_all(workbooks, files, words, read_by, readings)
        if len(workbooks) > 1
        else [preview(workbook, files, read_by) for workbook in workbooks]
    )
    issues = list({(issue.code, issue.place, issue.value): issue for shown in each for issue in shown.issues}.values())
    code = ExitCode.REFUSED if any(shown.is_refused for shown in each) else ExitCode.DONE
    if options.json:
        sheets = [record for shown in each for record in preview_records(shown)]
        names = [record for shown in each for record in name_records(shown)]
        say(as_json(files=files, sheets=sheets, names=names, **groups_and_issues(issues, words)))
    else:
        for line in preview_lines(each[0], words) if len(each) == 1 else previews_lines(each, issues, words):
            say(line)
    return paged(options, issues, files, datetime.now(), words, code)


def _names(options: Options, workbooks: list[Path], files: list[Path], read_by: "ReadOptions", words: Words) -> int:
    """List the names that are not known; no figure is written, also where the exports could be taken."""
    from macros.steps.all_workbooks.names_alone import list_alone
    from macros.terminal.finding_lines import finding_lines, groups_and_issues
    from macros.terminal.findings_page import paged
    from macros.terminal.showing import as_json

    told = list_alone(workbooks, files, words, read_by, datetime.now().date())
    issues = [told] if told is not None else []
    if options.json:
        say(as_json(files=files, **groups_and_issues(issues, words)))
    else:
        for line in [*finding_lines(issues, words), words.text("names_alone" if issues else "names_all_known")]:
            say(line)
    return paged(options, issues, files, datetime.now(), words, ExitCode.DONE)


def _by_all(options: Options, found: "Workbooks", files: list[Path], read_by: "ReadOptions", words: Words) -> int:
    from macros.steps.all_workbooks.importing_all import How, import_by_all
    from macros.steps.importing import ROWS_OF_OTHERS
    from macros.terminal.all_lines import all_records, all_sentence, all_table, to_check, told_of
    from macros.terminal.finding_lines import finding_lines, groups_and_issues
    from macros.terminal.findings_page import paged
    from macros.terminal.showing import as_json

    how = How(datetime.now(), options.recalculate is not False, options.as_of, read_by, told_of(words))
    done = import_by_all(found.paths, files, words, how)
    done.whole[:0] = found.issues
    if options.json:
        say(as_json(**all_records(done, words), **groups_and_issues(done.whole, words)))
        return paged(options, done.issues, files, datetime.now(), words, ExitCode.DONE)
    said = [issue for issue in done.whole if issue.code != ROWS_OF_OTHERS]
    for each in done.outcomes:
        said += each.figures_to_check
    closing = ["", all_sentence(done, words), *to_check(done, words)]
    for line in [*finding_lines(said, words), "", *all_table(done, words), *closing]:
        say(line)
    if any(each.warnings for each in done.outcomes):
        say(words.text("all_see_warnings", sheet=words.sheet("validation")))
    return paged(options, done.issues, files, datetime.now(), words, ExitCode.DONE)


def _refused(options: Options) -> dict[str, object]:
    """The keys that the same command prints where it is not refused, with no rows."""
    files: dict[str, object] = {"files": options.exports}
    if options.preview:
        return {**files, "sheets": [], "names": []}
    if options.list_names:
        return files
    if options.recalculate or options.workbook.is_dir() or len(expanded([options.workbook])) > 1:
        from macros.steps.all_workbooks.importing_all import ImportedByAll
        from macros.terminal.all_lines import all_records

        return {**all_records(ImportedByAll([]), words()), **files}
    return {**files, "observations": [], "budget_lines": []}


COMMAND = Command("import", _arguments, _run, json=True, page=True, grouped=True, refused=_refused, read=_files)
