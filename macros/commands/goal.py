"""``resultatkontrakt goal``: add, close or renegotiate a goal in the register."""

from typing import TYPE_CHECKING

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from macros.terminal.change_days import day_argument
from macros.terminal.changed_register import change_register, decision_arguments
from schemas.words.vocabulary import Words

if TYPE_CHECKING:
    from macros.steps.contract_changes.opened import OpenRegister
    from macros.steps.contract_changes.planned import Planned

_ADD, _CLOSE, _RENEGOTIATE = "add", "close", "renegotiate"
_KINDS = ("substantial", "method")
_PARTS = ("keep", "to-date")
_FIELD = "field_"


def _arguments(parser: Parser, words: Words) -> None:
    from macros.steps.contract_changes.given_fields import GIVEN
    from schemas.tables.contract import Goals

    text = words.text
    parser.add_argument("what", choices=(_ADD, _CLOSE, _RENEGOTIATE), help=text("cli_goal_what"))
    parser.add_argument("register", metavar="REGISTER", help=text("cli_changed_register"))
    parser.add_argument("number", metavar="GOAL", help=text("cli_goal_number"))
    parser.add_argument("--centre", action="append", default=[], metavar="NAME", help=text("cli_goal_centre"))
    for name, is_first in (("--from", True), ("--on", False)):
        day = day_argument(words, is_first)
        parser.add_argument(name, dest="day", type=day, metavar="DATE", help=text("cli_change_day"))
    decision_arguments(parser, words)
    parser.add_argument("--like", metavar="GOAL", help=text("cli_goal_like"))
    parser.add_argument("--like-centre", metavar="NAME", help=text("cli_goal_like_centre"))
    parser.add_argument("--version-kind", choices=_KINDS, help=text("cli_goal_kind"))
    parser.add_argument("--targets", choices=_PARTS, default="", help=text("cli_goal_targets"))
    for field in GIVEN:
        about = text("cli_goal_field", title=words.title(Goals, field).replace("%", "%%"))
        option = f"--{field.replace('_', '-')}"
        parser.add_argument(option, dest=f"{_FIELD}{field}", metavar="VALUE", help=about)
    parser.add_argument("--dry-run", action="store_true", help=text("cli_change_dry_run"))


def _run(options: Options, words: Words) -> int:
    return change_register(options, words, _wrong(options, words), _planned)


def _wrong(options: Options, words: Words) -> str:
    """What is missing, or does not go together; empty where all is well."""
    lacking = [] if options.day is not None else ["--on" if options.what == _CLOSE else "--from"]
    if options.what == _RENEGOTIATE and options.version_kind is None:
        lacking.append("--version-kind")
    if lacking:
        return words.text("cli_missing_arguments", names=", ".join(lacking))
    return ""


def _planned(opened: "OpenRegister", options: Options) -> "Planned":
    from macros.steps.contract_changes.given_fields import GIVEN
    from macros.steps.contract_changes.goal_changes import Ending, add_goal, close_goal, renegotiate_goal, together
    from macros.steps.contract_changes.planned import Decision
    from macros.steps.contract_changes.read_given import typed
    from schemas.codes import VersionKind
    from schemas.tables import Goals

    decision = Decision(options.day, options.reason, options.decided_by)
    texts = {field: getattr(options, f"{_FIELD}{field}") for field in GIVEN}
    given = typed({field: text for field, text in texts.items() if text is not None}, opened.year, opened.words)
    if options.what == _ADD:
        names = [opened.listed(name) for name in options.centre] or opened.only_centre()
        model = opened.centre(options.like_centre) if options.like_centre else ""
        plans = [
            add_goal(
                opened, each, options.number, given, decision, (model or each, options.like) if options.like else None
            )
            for each in names
        ]
        return together(plans)
    names = opened.whose(options.number, options.centre)
    if options.what == _CLOSE:
        target = given.get(Goals.TARGET)
        ending = Ending(options.targets, target if isinstance(target, float) else None)
        return together([close_goal(opened, each, options.number, decision, ending) for each in names])
    kind = VersionKind(options.version_kind)
    return together([renegotiate_goal(opened, each, options.number, given, decision, kind) for each in names])


COMMAND = Command("goal", _arguments, _run, tables=True)
