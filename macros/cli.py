"""The command line: one command a button, the same steps behind both."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from macros.commands import checking
from macros.commands.arguments import build_parser, language_of
from macros.lazy_imports import TEST_DATA, leave_out, load_tables
from macros.terminal.console import say
from schemas.errors import ExitCode, StepError
from schemas.words.vocabulary import Words, words
from workbook.shipped import register_years

_RARELY = (200_000, 50, 50)
"""How many new objects start the garbage collection."""
_OF_OTHERS = {"xlwings", "uvicorn"}
"""Libraries that hold on to an Excel or a port, and let go of it when a process ends in good order."""


def program() -> int:
    """Run the command line as a process of its own."""
    gc.set_threshold(*_RARELY)  # a command is short, and loads libraries with hundreds of thousands of objects
    leave_out(TEST_DATA)
    code = main()
    if not _OF_OTHERS & sys.modules.keys():
        # Everything is said and closed; to free every object first takes a tenth of the time of a command.
        with suppress(OSError):  # a reader that has gone away
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: The words after the program's name.

    Returns:
        0 done; 1 the data was refused; 2 wrong usage; 3 a file cannot be opened.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    vocabulary = words(language_of(given))
    try:
        options = build_parser(vocabulary, register_years()).parse_args(given)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        if options.command in _ON_TABLES:
            load_tables()
        return _COMMANDS[options.command](options, vocabulary)
    except StepError as problem:
        return _refuse(problem, options, vocabulary)
    except KeyboardInterrupt:
        return ExitCode.REFUSED
    except Exception as error:  # noqa: BLE001  the one place where a traceback is kept from the user
        return _unexpected(error, vocabulary)


def _refuse(problem: StepError, options: argparse.Namespace, vocabulary: Words) -> int:
    from macros.terminal.finding_lines import finding_lines, groups_and_issues
    from macros.terminal.findings_page import told
    from macros.terminal.showing import as_json, issue_counts, issue_records

    page: Path | None = getattr(options, "html", None)
    problem, made = told(problem, page, checking.files_read(options), datetime.now(), vocabulary)
    if getattr(options, "json", False):
        both = groups_and_issues(problem.issues, vocabulary)
        found = both if options.command in _CHECKING else {"issues": issue_records(problem.issues, vocabulary)}
        say(as_json(**_refused_parts(options), **found))
        return problem.exit_code
    for line in finding_lines(problem.issues, vocabulary):
        say(line, sys.stderr)
    key = "refused" if problem.exit_code == ExitCode.REFUSED else "cannot_open"
    say(vocabulary.text(key, counts=issue_counts(problem.issues, vocabulary)), sys.stderr)
    if made:
        say(vocabulary.text("html_made", path=page), sys.stderr)
    return problem.exit_code


def _unexpected(error: Exception, vocabulary: Words) -> int:
    from macros.crash_log import record

    issue = record(error)
    say(f"{issue.message(vocabulary)} {issue.suggestion(vocabulary)}", sys.stderr)
    return ExitCode.CANNOT_OPEN


def _progress(text: str) -> None:
    """Long work shows progress on a terminal and none in a pipe."""
    if sys.stderr.isatty():
        say(f"  {text} …", sys.stderr)


def _demo(options: argparse.Namespace, vocabulary: Words) -> int:
    from macros.commands.demo import run_demo
    from macros.terminal.showing import issue_lines, results_lines

    done = run_demo(options.out, vocabulary, datetime.now(), _progress)
    until = vocabulary.day(done.example.as_of)
    blocks = [
        (vocabulary.text("demo_results"), results_lines(done.consolidated.results, vocabulary, by_centre=True)),
        (vocabulary.text("demo_groups"), results_lines(done.consolidated.groups, vocabulary, by_centre=True)),
        (
            vocabulary.text("demo_example", as_of=until),
            results_lines(done.example.results, vocabulary),
        ),
        (vocabulary.text("demo_printed", count=len(done.printed)), issue_lines(done.printed, vocabulary)),
        (vocabulary.text("demo_overview", count=len(done.overview)), issue_lines(done.overview, vocabulary)),
        (vocabulary.text("demo_paths"), [str(path) for path in done.paths]),
    ]
    for title, lines in blocks:
        say(f"\n{title}\n{'=' * len(title)}")
        for line in lines:
            say(line)
    return ExitCode.DONE


def _new(options: argparse.Namespace, vocabulary: Words) -> int:
    from macros.steps.new import new
    from macros.steps.register import read_register
    from macros.terminal.showing import issue_lines

    register = read_register(options.register, vocabulary)
    made = new(register, options.centre, options.out, vocabulary, options.example, options.macros)
    for line in [*issue_lines(made.issues, vocabulary), *(vocabulary.text("made", path=path) for path in made.paths)]:
        say(line)
    return ExitCode.DONE


def _recalculate(options: argparse.Namespace, vocabulary: Words) -> int:
    from macros.steps.recalculating import recalculate, recalculated
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.showing import as_json, issue_records, results_lines, table_records
    from schemas.tables import Results

    done = recalculate(options.workbook, options.as_of, datetime.now())
    if options.json:
        results, issues = table_records(done.results, Results), issue_records(done.issues, vocabulary)
        say(as_json(workbook=done.workbook, as_of=done.as_of, results=results, issues=issues))
        return ExitCode.DONE
    for line in [*results_lines(done.results, vocabulary), "", *finding_lines(done.issues, vocabulary)]:
        say(line)
    say(recalculated(done, vocabulary))
    return ExitCode.DONE


def _consolidate(options: argparse.Namespace, vocabulary: Words) -> int:
    import pandas as pd

    from macros.steps.consolidating import consolidate, write_consolidated
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.showing import as_json, issue_records, results_lines, table_records
    from schemas.errors import CannotOpenError
    from schemas.issues.issue import Issue, Place
    from schemas.tables import Results

    if options.out.suffix.casefold() != ".xlsx":
        raise CannotOpenError([Issue("not_xlsx_name", Place(options.out.name))])
    now = datetime.now()
    workbooks = checking.expanded(options.workbooks)
    done = consolidate(workbooks, options.as_of, now.date(), vocabulary)
    write_consolidated(done, options.out, vocabulary, now)
    if options.json:
        both = pd.concat([done.results, done.groups], ignore_index=True) if len(done.groups) else done.results
        results, issues = table_records(both, Results), issue_records(done.issues, vocabulary)
        say(as_json(workbook=options.out, as_of=done.as_of, results=results, issues=issues))
        return ExitCode.DONE
    for line in [*results_lines(done.groups, vocabulary, by_centre=True), "", *finding_lines(done.issues, vocabulary)]:
        say(line)
    counts = {"workbooks": len(workbooks), "goals": len(done.results), "groups": len(done.groups)}
    say(vocabulary.text("consolidated", **counts))
    say(vocabulary.text("made", path=options.out))
    return ExitCode.DONE


def _attach(options: argparse.Namespace, vocabulary: Words) -> int:
    from macros.buttons.attach import attach

    return attach(options.workbook, options.do, vocabulary)


def _serve(options: argparse.Namespace, vocabulary: Words) -> int:
    from macros.serving.serve import Options, serve

    return serve(Options(options.host, options.port, options.hostname, options.cert, options.key), vocabulary)


def _doctor(options: argparse.Namespace, vocabulary: Words) -> int:
    from macros.setup.commands import run_doctor

    return run_doctor(options.json, vocabulary)


def _install(options: argparse.Namespace, vocabulary: Words) -> int:
    from macros.setup.commands import run_install
    from macros.setup.template import template_maker

    return run_install(options.folder, options.dry_run, vocabulary, template_maker(vocabulary))


_CHECKING = frozenset({"validate", "import"})
"""These load the libraries of tables themselves, once reading has begun."""
_ON_TABLES = frozenset({"demo", "new", "profile", "recalculate", "consolidate"})
_COMMANDS: dict[str, Callable[[argparse.Namespace, Words], int]] = {
    "demo": _demo,
    "new": _new,
    "validate": checking.validate,
    "import": checking.import_,
    "profile": checking.profile,
    "recalculate": _recalculate,
    "consolidate": _consolidate,
    "attach": _attach,
    "serve": _serve,
    "doctor": _doctor,
    "install": _install,
}


def _refused_parts(options: argparse.Namespace) -> dict[str, object]:
    """What ``--json`` prints of a command that was refused, before the issues."""
    nothing: dict[str, object] = {"observations": [], "budget_lines": []}
    if options.command == "validate":
        return {"files": options.files, **nothing}
    if options.command == "import":
        return {"files": options.exports, **nothing}
    workbook = options.workbook if options.command == "recalculate" else options.out
    return {"workbook": workbook, "as_of": options.as_of, "results": []}
