"""What the commands that change the register share: who decided it, how it is carried out, and what is said of it."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from macros.terminal.arguments import Parser
from macros.terminal.console import say
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words

if TYPE_CHECKING:
    from macros.commands.command import Options
    from macros.steps.contract_changes.opened import OpenRegister
    from macros.steps.contract_changes.planned import Planned


def decision_arguments(parser: Parser, words: Words) -> None:
    """Why, and who decided it."""
    text = words.text
    parser.add_argument("--reason", required=True, metavar="TEXT", help=text("cli_change_reason"))
    parser.add_argument("--decided-by", required=True, metavar="NAME", help=text("cli_change_decided_by"))


def change_register(
    options: "Options", words: Words, problem: str, planned: "Callable[[OpenRegister, Options], Planned]"
) -> int:
    """Change the register as the arguments say, and say what was done.

    Args:
        options: The arguments, with ``register`` and ``dry_run``.
        words: The user's language.
        problem: What is wrong with the arguments; blank where nothing is.
        planned: Makes the change of the opened register.
    """
    from macros.steps.contract_changes.opened import open_register

    if problem:
        say(words.text("cli_wrong_usage", problem=problem), sys.stderr)
        return ExitCode.WRONG_USAGE
    opened = open_register(options.register, words)
    return _told_change(opened, planned(opened, options), options.dry_run)


def _told_change(opened: "OpenRegister", planned: "Planned", is_dry: bool) -> int:
    """Write a change, and say what was done.

    Args:
        opened: The register.
        planned: The change.
        is_dry: Whether nothing is to be written.
    """
    from macros.steps.contract_changes.applying import apply
    from macros.terminal.finding_lines import finding_lines

    done = apply(opened, planned, is_dry)
    last = opened.words.text("register_would_change")
    if not is_dry:
        last = opened.words.text("register_changed", files=", ".join(path.name for path in done.paths))
    for line in [*finding_lines(done.issues, opened.words), *done.told, last]:
        say(line)
    return ExitCode.DONE
