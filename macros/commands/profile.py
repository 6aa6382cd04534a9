"""``resultatkontrakt profile``: propose a profile for an export, on the screen or in a file."""

from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words

_HUNDRED = 100


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("export", type=Path, metavar="EXPORT", help=words.text("cli_profile_export"))
    parser.add_argument("--workbook", type=Path, metavar="WORKBOOK", help=words.text("cli_profile_workbook"))
    parser.add_argument("--sheet", metavar="NAME", help=words.text("cli_profile_sheet"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=words.text("cli_profile_out"))


def _run(options: Options, words: Words) -> int:
    from macros.steps.proposing import propose_profile, write_profile

    done = propose_profile(options.export, options.workbook, options.sheet, words)
    if options.out is None:
        say(done.text)
        return ExitCode.DONE
    write_profile(done, options.out)
    sure = int(done.proposal.confidence * _HUNDRED)
    say(words.text("profile_written", path=options.out, sure=sure, sheet=done.proposal.sheet or options.export.name))
    if done.unsaid:
        say(words.text("profile_help_unsaid", names="; ".join(done.unsaid)))
    return ExitCode.DONE


COMMAND = Command("profile", _arguments, _run, tables=True)
