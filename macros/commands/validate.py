"""``resultatkontrakt validate``: check exports, registers and workbooks; nothing is written."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options, expanded, workbooks
from macros.lazy_imports import load_tables
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE|DIR", help=words.text("cli_validate_files"))
    parser.add_argument("--workbook", type=Path, metavar="WORKBOOK", help=words.text("cli_validate_workbook"))
    parser.add_argument("--profile", type=Path, metavar="PROFILE", help=words.text("cli_given_profile"))


def _files(options: Options) -> list[Path]:
    return expanded(options.files)


def _run(options: Options, words: Words) -> int:
    from workbook.exports.guarded import FileReaders

    files = _files(options)
    # Reading starts before the libraries that check what was read are loaded, which takes as long.
    with FileReaders(path for path in files if not path.is_dir()) as readings:
        load_tables()
        from macros.steps.all_workbooks.validating_all import validate_all
        from macros.steps.validating import validate_files
        from macros.terminal.finding_lines import finding_lines, groups_and_issues
        from macros.terminal.findings_page import check_page, paged
        from macros.terminal.showing import as_json, issue_counts, table_records
        from schemas.issues.issue import errors
        from schemas.tables import BudgetLines, Observations
        from workbook.exports.read import ReadOptions

        check_page(options.html, files)
        folders = workbooks(*(path for path in files if path.is_dir()))
        read_by = ReadOptions(options.profile, readings)
        if folders.of_folder:
            done = validate_all(folders, [path for path in files if not path.is_dir()], words, read_by)
        else:
            done = validate_files(files, options.workbook, words, read_by)
    code = ExitCode.REFUSED if errors(done.issues) else ExitCode.DONE
    if options.json:
        say(
            as_json(
                files=done.files,
                observations=table_records(done.observations, Observations),
                budget_lines=table_records(done.budget_lines, BudgetLines),
                **groups_and_issues(done.issues, words),
            )
        )
        return paged(options, done.issues, files, datetime.now(), words, code)
    for line in finding_lines(done.issues, words):
        say(line)
    found = {
        "observations": len(done.observations),
        "budget_lines": len(done.budget_lines),
        "goals": len(done.goals),
        "counts": issue_counts(done.issues, words),
    }
    say(words.text("valid" if code == ExitCode.DONE else "refused", **found))
    return paged(options, done.issues, files, datetime.now(), words, code)


def _refused(options: Options) -> dict[str, object]:
    return {"files": options.files, "observations": [], "budget_lines": []}


COMMAND = Command("validate", _arguments, _run, json=True, page=True, grouped=True, refused=_refused, read=_files)
