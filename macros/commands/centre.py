"""``resultatkontrakt centre``: close, merge or split centres in the register."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from macros.terminal.change_days import day_argument
from macros.terminal.changed_register import change_register, decision_arguments
from schemas.words.vocabulary import Words

if TYPE_CHECKING:
    from macros.steps.contract_changes.centre_successors import NewCentre
    from macros.steps.contract_changes.opened import OpenRegister
    from macros.steps.contract_changes.planned import Planned
    from macros.steps.contract_changes.taken_over import Takeover

_CLOSE, _MERGE, _SPLIT = "close", "merge", "split"
_PARTS = ("keep", "to-date")
_TAKEN, _OPEN = "taken-over", "open"
_LEAST = 2
_WHOLE = 100.0
_ROUNDING = 1e-6


def _arguments(parser: Parser, words: Words) -> None:
    text = words.text
    parser.add_argument("what", choices=(_CLOSE, _MERGE, _SPLIT), help=text("cli_centre_what"))
    parser.add_argument("register", metavar="REGISTER", help=text("cli_changed_register"))
    parser.add_argument("centres", nargs="+", metavar="NAME", help=text("cli_centre_names"))
    parser.add_argument("--into", nargs="+", default=[], metavar="NAME", help=text("cli_centre_into"))
    parser.add_argument("--on", dest="last", type=day_argument(words, False), metavar="DATE", help=text("cli_last_day"))
    parser.add_argument(
        "--from", dest="first", type=day_argument(words, True), metavar="DATE", help=text("cli_first_day")
    )
    decision_arguments(parser, words)
    parser.add_argument("--targets", choices=_PARTS, default="", help=text("cli_centre_targets"))
    parser.add_argument("--keep", action="append", default=[], metavar="GOAL", help=text("cli_kept_target"))
    parser.add_argument("--new-targets", choices=(_TAKEN, _OPEN), help=text("cli_new_targets"))
    parser.add_argument("--target", action="append", default=[], metavar="VALUE", help=text("cli_taken_target"))
    parser.add_argument("--baseline", action="append", default=[], metavar="VALUE", help=text("cli_taken_baseline"))
    parser.add_argument("--shares", nargs="+", default=[], metavar="VALUE", help=text("cli_shares"))
    parser.add_argument("--short-name", nargs="+", default=[], metavar="NAME", help=text("cli_short_name"))
    parser.add_argument("--group", default="", metavar="NAME", help=text("cli_centre_group"))
    parser.add_argument("--dry-run", action="store_true", help=text("cli_change_dry_run"))


def _run(options: Options, words: Words) -> int:
    return change_register(options, words, _wrong(options, words), _planned)


def _wrong(options: Options, words: Words) -> str:
    """What is missing, or does not go together; empty where all is well."""
    lacking = ["--on"] if options.last is None and options.first is None else []
    if options.what != _CLOSE:
        lacking += [] if options.into else ["--into"]
        lacking += [] if options.new_targets else ["--new-targets"]
    if lacking:
        return words.text("cli_missing_arguments", names=", ".join(lacking))
    if options.what == _MERGE and len(options.into) != 1:
        return words.text("cli_merge_into_one")
    if options.what == _MERGE and len(options.centres) < _LEAST and options.centres == options.into:
        return words.text("cli_merge_into_one")
    if options.what == _SPLIT and (len(options.centres) != 1 or len(options.into) < _LEAST):
        return words.text("cli_split_one")
    if options.shares and (len(options.shares) != len(options.into) or _shares(options) is None):
        return words.text("cli_shares_wrong")
    given = (*options.target, *options.baseline)
    wrong = next((each for each in given if _number(each.rpartition("=")[2]) is None or "=" not in each), "")
    return words.text("cli_number_value", value=wrong) if wrong else ""


def _planned(opened: "OpenRegister", options: Options) -> "Planned":
    from datetime import timedelta

    from macros.steps.contract_changes.centre_changes import TargetsLeft, close_centre
    from macros.steps.contract_changes.centre_successors import merge, split
    from macros.steps.contract_changes.goal_changes import together
    from macros.steps.contract_changes.planned import Decision

    last = options.last if options.last is not None else options.first - timedelta(days=1)
    decision = Decision(last, options.reason, options.decided_by)
    left = TargetsLeft(options.targets, options.keep)
    if options.what == _CLOSE:
        names = [opened.centre(name) for name in options.centres]
        return together([close_centre(opened, name, decision, left) for name in names])
    into = _new_centres(options)
    if options.what == _MERGE:
        return merge(opened, options.centres, into[0], decision, left, _takeover(options))
    return split(opened, options.centres[0], into, decision, left, _takeover(options))


def _new_centres(options: Options) -> "list[NewCentre]":
    from macros.steps.contract_changes.centre_successors import NewCentre

    shorts = [*options.short_name, *[""] * len(options.into)]
    return [NewCentre(name, short, options.group) for name, short in zip(options.into, shorts, strict=False)]


def _takeover(options: Options) -> "Takeover":
    from macros.steps.contract_changes.taken_over import Takeover

    return Takeover(
        options.new_targets == _OPEN,
        _by_number(options.target),
        _by_number(options.baseline),
        dict(zip(options.into, _shares(options) or [], strict=False)),
    )


def _by_number(given: Sequence[str]) -> Mapping[tuple[str, str], float]:
    """Centre (blank for all) and number → figure, of ``1.2=300`` and ``Centre:1.2=300``."""
    from schemas.words.vocabulary import text_key

    found: dict[tuple[str, str], float] = {}
    for each in given:
        name, _, value = each.rpartition("=")
        centre, _, number = name.rpartition(":")
        found[centre.strip(), text_key(number)] = _number(value) or 0.0
    return found


def _shares(options: Options) -> list[float] | None:
    """The shares as fractions; None where they are no whole."""
    values = [_number(each.rstrip("%")) for each in options.shares]
    known = [value for value in values if value is not None]
    total = sum(known)
    if len(known) < len(values) or not any(abs(total - whole) < _ROUNDING for whole in (1.0, _WHOLE)):
        return None
    return [value / total for value in known]


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


COMMAND = Command("centre", _arguments, _run, tables=True)
