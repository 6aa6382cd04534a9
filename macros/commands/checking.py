"""The commands on exports: validate, import, profile."""

import argparse
import glob
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from macros.lazy_imports import load_tables
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def expanded(paths: Sequence[Path]) -> list[Path]:
    """Paths with wildcards spelt out: the Windows prompt hands ``*.xlsx`` over as it stands."""
    found: list[Path] = []
    for path in paths:
        wild = glob.has_magic(str(path)) and not path.exists()
        matches = sorted(map(Path, glob.glob(str(path)))) if wild else []  # noqa: PTH207  folders may be wild too
        # The lock files of open workbooks match too, and are no workbooks.
        found += [match for match in matches if not match.name.startswith("~$")] or [path]
    return found


def files_read(options: argparse.Namespace) -> list[Path]:
    """The files that a command checks."""
    return expanded(getattr(options, "files", None) or getattr(options, "exports", None) or [])


def validate(options: argparse.Namespace, vocabulary: Words) -> int:
    """Check files, and say what was found."""
    from workbook.exports.guarded import FileReaders

    # Reading starts before the libraries that check what was read are loaded, which takes as long.
    with FileReaders(files_read(options)) as readings:
        load_tables()
        from macros.steps.validating import validate_files
        from macros.terminal.finding_lines import finding_lines, groups_and_issues
        from macros.terminal.findings_page import check_page, paged
        from macros.terminal.showing import as_json, issue_counts, table_records
        from schemas.issues.issue import errors
        from schemas.tables import BudgetLines, Observations
        from workbook.exports.read import ReadOptions

        check_page(options.html, files_read(options))
        done = validate_files(files_read(options), options.workbook, vocabulary, ReadOptions(options.profile, readings))
    code = ExitCode.REFUSED if errors(done.issues) else ExitCode.DONE
    if options.json:
        say(
            as_json(
                files=done.files,
                observations=table_records(done.observations, Observations),
                budget_lines=table_records(done.budget_lines, BudgetLines),
                **groups_and_issues(done.issues, vocabulary),
            )
        )
        return paged(options, done.issues, files_read(options), datetime.now(), vocabulary, code)
    for line in finding_lines(done.issues, vocabulary):
        say(line)
    found = {
        "observations": len(done.observations),
        "budget_lines": len(done.budget_lines),
        "goals": len(done.goals),
        "counts": issue_counts(done.issues, vocabulary),
    }
    say(vocabulary.text("valid" if code == ExitCode.DONE else "refused", **found))
    return paged(options, done.issues, files_read(options), datetime.now(), vocabulary, code)


def import_(options: argparse.Namespace, vocabulary: Words) -> int:
    """Bring exports into a workbook, and say what was done."""
    from workbook.exports.guarded import FileReaders

    with FileReaders(files_read(options)) as readings:
        load_tables()
        from macros.steps.importing import import_exports, summary
        from macros.terminal.finding_lines import finding_lines, groups_and_issues
        from macros.terminal.findings_page import check_page, paged
        from macros.terminal.showing import as_json, table_records
        from schemas.tables import BudgetLines, Observations
        from workbook.exports.read import ReadOptions

        check_page(options.html, files_read(options))
        read_by = ReadOptions(options.profile, readings)
        done = import_exports(options.workbook, files_read(options), datetime.now(), read_by)
    issues = [*done.export.issues, *done.changes.differences]
    if options.json:
        rows = done.export.rows
        say(
            as_json(
                files=done.export.files,
                observations=table_records(rows[Observations], Observations),
                budget_lines=table_records(rows[BudgetLines], BudgetLines),
                **groups_and_issues(issues, vocabulary),
            )
        )
        return paged(options, issues, files_read(options), datetime.now(), vocabulary, ExitCode.DONE)
    for line in [*finding_lines(issues, vocabulary), summary(done, vocabulary)]:
        say(line)
    return paged(options, issues, files_read(options), datetime.now(), vocabulary, ExitCode.DONE)


def profile(options: argparse.Namespace, vocabulary: Words) -> int:
    """Propose a profile, on the screen or in a file."""
    from macros.steps.proposing import propose_profile, write_profile

    done = propose_profile(options.export, options.workbook, options.sheet, vocabulary)
    if options.out is None:
        say(done.text)
        return ExitCode.DONE
    write_profile(done, options.out)
    sure = int(done.proposal.confidence * 100)
    say(vocabulary.text("profile_written", path=options.out, sure=sure, sheet=done.proposal.sheet))
    return ExitCode.DONE
