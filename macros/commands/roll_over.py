"""``resultatkontrakt roll-over``: next year's workbooks and register, made of this year's."""

from datetime import datetime
from pathlib import Path

from macros.commands.command import Command, Options, workbooks
from macros.terminal.arguments import Parser
from macros.terminal.console import progress, say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words


def _arguments(parser: Parser, words: Words) -> None:
    about = words.text("cli_roll_over_workbooks")
    parser.add_argument("workbooks", nargs="+", type=Path, metavar="WORKBOOK|DIR", help=about)
    parser.add_argument("--year", type=int, metavar="YEAR", help=words.text("cli_roll_over_year"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=words.text("cli_roll_over_out"))
    named = parser.add_mutually_exclusive_group()
    for option in ("drop", "keep"):
        about = words.text(f"cli_roll_over_{option}")
        # An argument of a group bears its words as they stand: a parser's own words them.
        named.add_argument(f"--{option}", action="append", default=[], metavar=words.text("metavar_goal"), help=about)


def _run(options: Options, words: Words) -> int:
    from macros.steps.rolling.choice import choice
    from macros.steps.rolling.roll_over import roll_over
    from macros.terminal.finding_lines import finding_lines
    from macros.terminal.roll_over_lines import roll_over_lines, roll_over_record
    from macros.terminal.showing import as_json

    found = workbooks(*options.workbooks)
    chosen = choice(options.drop, options.keep)
    done = roll_over(found.paths, options.year, options.out, chosen, words, datetime.now(), progress)
    done.issues[:0] = found.issues
    if options.json:
        say(as_json(**roll_over_record(done, words)))
        return ExitCode.DONE
    lines = [*finding_lines(done.issues, words), *roll_over_lines(done, words)]
    for line in [*lines, words.text("made", path=done.register)]:
        say(line)
    return ExitCode.DONE


def _refused(options: Options) -> dict[str, object]:
    return {"year": options.year, "workbooks": [], "register": None, "profiles": []}


COMMAND = Command("roll-over", _arguments, _run, json=True, tables=True, refused=_refused, keeps=False)
