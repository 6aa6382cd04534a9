"""A proposal as TOML for the user to edit: what is known stands there, the rest as comments, every key explained."""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from schemas.profiles.export_profile import LEFT_OUT, ExportProfile, Layout
from schemas.words.vocabulary import Words
from workbook.exports.profiles.propose import CENTRES, COLUMNS, MEASURES, Proposal

_WIDTH = 110
_HUNDRED = 100
_SINGLE = (
    ("centre", '"Jobcenter ..."'),
    ("measure", '"offers_on_time"'),
    ("period", '"2009-06"'),
    ("year", "2009"),
    ("decimal", '"comma"'),
    ("aggregate", "true"),
    ("totals", '"ignore"'),
    ("not_mine", '["..."]'),
    ("accumulated", "true"),
    ("budget_is", '"year"'),
)
"""The keys that need not stand, each with an example."""
_EXAMPLE_RULE = (
    "[[rules]]",
    'measure = "..."',
    'kind = "within_days"',
    'month = "..."',
    'start = "..."',
    'end = "..."',
    "days = 14",
    'outcome = "..."',
    'points = { "..." = "points_upheld", "..." = "points_partly_upheld", "..." = 0 }',
    'where = { "..." = ["..."] }',
)


def quoted(text: str) -> str:
    """A text as TOML quotes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def profile_text(
    proposal: Proposal, words: Words, others: Sequence[tuple[str, float]] = (), unsaid: Sequence[str] = ()
) -> str:
    """Write a proposal.

    Args:
        proposal: What is known and what is not.
        words: The user's language.
        others: The file's other sheets, each with how much of it is understood.
        unsaid: What a workbook's sheet of names says and no profile can, each name with its meaning.

    Returns:
        TOML that reads back as the profile.
    """
    left = ["", *_said(words.text("profile_help_unsaid", names="; ".join(unsaid)))] if unsaid else []
    return "\n".join([*_lines(proposal, words, others), *left]) + "\n"


def _lines(proposal: Proposal, words: Words, others: Sequence[tuple[str, float]]) -> Iterator[str]:
    profile = proposal.profile
    ending = words.text("profile_ending")
    sure = int(proposal.confidence * _HUNDRED)
    yield from _said(words.text("profile_help_file", sure=sure, ending=ending))
    for sheet, much in others:
        yield from _said(words.text("profile_help_sheet", sheet=sheet, sure=int(much * _HUNDRED)))
    yield ""
    yield f"name = {quoted(profile.name)}"
    yield from _said(words.text("profile_help_layout"))
    yield f"layout = {quoted(profile.layout)}"
    yield ""
    for key, example in _SINGLE:
        yield from _said(words.text(f"profile_help_{key}"))
        yield (
            f"not_mine = [{', '.join(map(quoted, profile.not_mine))}]"
            if _is_said(key, profile)
            else f"# {key} = {example}"
        )
    yield from _match(proposal, words)
    if profile.layout is Layout.CASES:
        yield from _cases(proposal, words)
        return
    known: dict[str, Mapping[str, str]] = {
        COLUMNS: profile.columns,
        CENTRES: profile.centres,
        MEASURES: profile.measures,
    }
    for section, pairs in known.items():
        if section != COLUMNS or profile.layout is Layout.LIST:
            yield from _section(section, pairs, proposal.unknown.get(section, ()), words)
    yield from _section("parts", profile.parts, (), words)
    yield from _section("scales", {}, (), words)


def _is_said(key: str, profile: ExportProfile) -> bool:
    return key == "not_mine" and bool(profile.not_mine)


def _said(text: str) -> list[str]:
    """Lines of comment, without the control characters that a sheet's name may hold and TOML forbids."""
    safe = "".join(each if each.isprintable() else " " for each in text)
    return [f"# {line}" for line in textwrap.wrap(safe, _WIDTH)]


def _match(proposal: Proposal, words: Words) -> Iterator[str]:
    match = proposal.profile.match
    yield ""
    yield "[match]"
    yield from _said(words.text("profile_help_match"))
    yield f"files = [{', '.join(map(quoted, match.files))}]"
    if match.sheets:
        yield f"sheets = [{', '.join(map(quoted, match.sheets))}]"
    yield '# words = ["..."]'


def _section(section: str, pairs: Mapping[str, str], unknown: Sequence[tuple[str, str]], words: Words) -> Iterator[str]:
    yield ""
    yield f"[{section}]"
    yield from _said(words.text(f"profile_help_{section}"))
    for label, name in pairs.items():
        yield f"{quoted(label)} = {quoted(name)}"
    for label, near in unknown:
        yield from _said(words.text("profile_near" if near else "profile_unknown"))
        yield f"# {quoted(label)} = {quoted(near or (LEFT_OUT if section == COLUMNS else ''))}"


def _cases(proposal: Proposal, words: Words) -> Iterator[str]:
    yield ""
    yield "[cases]"
    yield from _said(words.text("profile_help_cases"))
    yield f"{'' if proposal.profile.cases.centre else '# '}centre = {quoted(proposal.profile.cases.centre)}"
    yield '# case = "..."'
    yield '# extracted = "2009-07-15"'
    yield ""
    yield from _said(words.text("profile_help_rules"))
    listed = (("profile_days", "days"), ("profile_others", COLUMNS))
    for key, section in listed:
        titles = ", ".join(quoted(title) for title, _ in proposal.unknown.get(section, ()))
        if titles:
            yield from _said(words.text(key, titles=titles))
    yield from (f"# {line}" for line in _EXAMPLE_RULE)
    yield ""
    yield from _said(words.text("profile_help_source"))
    yield "# [source]"
    yield '# url = "postgres://server/database"'
    yield '# table = "..."'
