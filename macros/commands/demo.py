"""``resultatkontrakt demo``: the whole job on the published figures of 2008."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from macros.terminal.console import progress, say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("--out", type=Path, default=Path("demo"), help=words.text("cli_demo_out"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.demo import EXPLAINED, run_demo
    from macros.terminal.showing import assessed_lines, issue_lines, results_lines
    from workbook.documents.prose.assessments import assessed_otherwise

    done = run_demo(options.out, words, datetime.now(), progress)
    results = done.consolidated.results
    until = words.day(done.examples.as_of)
    blocks = [
        (words.text("demo_results"), results_lines(results, words, by_centre=True)),
        (
            words.text("assessed_heading", count=len(assessed_otherwise(results))),
            assessed_lines(results, words, by_centre=True),
        ),
        (words.text("demo_groups"), results_lines(done.consolidated.groups, words, by_centre=True)),
        (words.text("demo_example", as_of=until), results_lines(done.examples.results, words, by_centre=True)),
        (words.text("demo_printed", count=len(done.printed)), issue_lines(done.printed, words)),
        (words.text("demo_overview", count=len(done.overview)), issue_lines(done.overview, words)),
        (words.text("demo_paths"), [str(path) for path in done.paths]),
        (
            words.text("demo_next"),
            [
                words.text("demo_next_open", path=done.shown, front=words.sheet("front"), guide=words.sheet("guide")),
                words.text("demo_next_explain", path=done.shown, goal=EXPLAINED),
                words.text("demo_next_own", folder=options.out, register=done.paths[0].name),
            ],
        ),
    ]
    for title, lines in blocks:
        say(f"\n{title}\n{'=' * len(title)}")
        for line in lines:
            say(line)
    return ExitCode.DONE


COMMAND = Command("demo", _arguments, _run, tables=True, keeps=False)
