"""The command line: it tells commands apart, runs one, and words what stops it."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options
from macros.commands.every import COMMANDS
from macros.kept_runs import folder_lines, kept_lines, new_run
from macros.lazy_imports import TEST_DATA, leave_out, load_tables
from macros.terminal.arguments import Parser, Version, language_of
from macros.terminal.console import say
from schemas.errors import ExitCode, StepError
from schemas.words.vocabulary import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from workbook.closed.undo.keeping import keeping

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
        options = build_parser(vocabulary).parse_args(given)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    command = COMMANDS[options.command]
    try:
        if command.tables:
            load_tables()
        return _kept(command, options, vocabulary)
    except StepError as problem:
        return _refuse(problem, command, options, vocabulary)
    except KeyboardInterrupt:
        return ExitCode.REFUSED
    except Exception as error:  # noqa: BLE001  the one place where a traceback is kept from the user
        return _unexpected(error, vocabulary)


def _kept(command: Command, options: Options, vocabulary: Words) -> int:
    """Run a command; each workbook that it writes is kept before, and where it cannot be, that is told."""
    if not command.keeps:
        return command.run(options, vocabulary)
    with keeping(new_run(command.name, datetime.now())) as run:
        try:
            return command.run(options, vocabulary)
        finally:
            if not getattr(options, "json", False):
                for line in folder_lines(run, vocabulary):
                    say(line)
            for line in kept_lines(run, vocabulary):
                say(line, sys.stderr)


def build_parser(vocabulary: Words) -> Parser:
    """The parser of all commands.

    Args:
        vocabulary: The language of help and messages.
    """
    Parser.vocabulary = vocabulary
    text = vocabulary.text
    common = Parser(add_help=False)
    common.add_argument("-h", "--help", action="help", help=text("cli_help"))
    common.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help=text("cli_language"))
    as_json = Parser(add_help=False)
    as_json.add_argument("--json", action="store_true", help=text("cli_json"))
    page = Parser(add_help=False)
    page.add_argument("--html", type=Path, metavar="FILE", help=text("cli_html"))
    parser = Parser(prog="resultatkontrakt", description=text("cli_about"), add_help=False, parents=[common])
    parser.add_argument("--version", action=Version, nargs=0, help=text("cli_version"))
    added = parser.add_subparsers(dest="command", required=True, title=text("cli_commands"), metavar="")
    for command in COMMANDS.values():
        about = text(f"cli_{command.name.replace('-', '_')}")
        parents = [common, *([as_json] if command.json else []), *([page] if command.page else [])]
        one: Parser = added.add_parser(command.name, help=about, description=about, add_help=False, parents=parents)
        command.arguments(one, vocabulary)
    return parser


def _refuse(problem: StepError, command: Command, options: Options, vocabulary: Words) -> int:
    from macros.terminal.finding_lines import finding_lines, groups_and_issues
    from macros.terminal.findings_page import told
    from macros.terminal.showing import as_json, issue_counts, issue_records

    page: Path | None = getattr(options, "html", None)
    problem, made = told(problem, page, command.read(options), datetime.now(), vocabulary)
    if getattr(options, "json", False):
        both = groups_and_issues(problem.issues, vocabulary)
        found = both if command.grouped else {"issues": issue_records(problem.issues, vocabulary)}
        say(as_json(**command.refused(options), **found))
        return problem.exit_code
    for line in finding_lines(problem.issues, vocabulary):
        say(line, sys.stderr)
    key = "refused" if problem.exit_code == ExitCode.REFUSED else "cannot_open"
    key = "refused_listed" if any(issue.code.startswith("names_listed") for issue in problem.issues) else key
    say(vocabulary.text(key, counts=issue_counts(problem.issues, vocabulary)), sys.stderr)
    if made:
        say(vocabulary.text("html_made", path=page), sys.stderr)
    return problem.exit_code


def _unexpected(error: Exception, vocabulary: Words) -> int:
    from macros.crash_log import record

    issue = record(error)
    say(f"{issue.message(vocabulary)} {issue.suggestion(vocabulary)}", sys.stderr)
    return ExitCode.CANNOT_OPEN
