"""Which columns a profile's rules ask for, and which of the list's they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from schemas.issues.issue import Issue, Place
from schemas.profiles.export_profile import CaseKind, CaseRule, Cases
from schemas.thresholds import DEEPEST_ROW, MOST_SHOWN, NAMES_ALIKE
from schemas.words.vocabulary import text_key

_NEEDS = {
    CaseKind.ON_TIME: ("month", "start", "end"),
    CaseKind.WITHIN_DAYS: ("month", "start", "end"),
    CaseKind.POINTS: ("month", "outcome"),
    CaseKind.COUNT: ("month",),
    CaseKind.DAYS: ("start", "end"),
}
_DATES = ("month", "start", "end")


@dataclass(frozen=True)
class WantedColumn:
    """The headers that a profile names, each once and in order.

    Args:
        dates: Columns of dates.
        counted: Of these, the ones that say in which month a case counts, or how long: blank, it does not.
        outcomes: Columns of outcomes.
        filters: Columns of filters.
    """

    dates: tuple[str, ...]
    counted: tuple[str, ...]
    outcomes: tuple[str, ...]
    filters: tuple[str, ...]


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def date_columns(rule: CaseRule) -> tuple[str, ...]:
    """The columns of dates that a rule asks for."""
    return _once([getattr(rule, key) for key in _NEEDS[rule.kind] if key in _DATES])


def counted_columns(rule: CaseRule) -> tuple[str, ...]:
    """The columns of dates without which a rule cannot count a case; the end alone may be blank."""
    return _once([getattr(rule, key) for key in _NEEDS[rule.kind] if key in _DATES and key != "end"])


def wanted(cases: Cases) -> WantedColumn:
    """What a profile's rules ask for."""
    rules = cases.rules
    return WantedColumn(
        dates=_once([name for rule in rules for name in date_columns(rule)]),
        counted=_once([name for rule in rules for name in counted_columns(rule)]),
        outcomes=_once([rule.outcome for rule in rules if rule.kind is CaseKind.POINTS]),
        filters=_once([name for rule in rules for name in rule.where]),
    )


def incomplete(cases: Cases, file: str) -> list[Issue]:
    """What a profile must say and does not."""
    keys = [] if cases.centre else [("cases.centre", "")]
    keys += [] if cases.rules else [("rules", "")]
    for rule in cases.rules:
        needed = ("measure", *_NEEDS[rule.kind], *(("points",) if rule.kind is CaseKind.POINTS else ()))
        keys += [(key, rule.measure) for key in needed if not getattr(rule, key)]
        keys += [("days", rule.measure)] * (rule.kind is CaseKind.WITHIN_DAYS and rule.days is None)
    found = [Issue("case_rule_incomplete", Place(file), key, {"measure": measure}) for key, measure in keys]
    return [*found, *_contradicting(cases, file)]


def _contradicting(cases: Cases, file: str) -> list[Issue]:
    """Rules that count the same cases of a measure twice, and a limit of days where no rule of days is."""
    found = [
        Issue("case_rule_unused", Place(file), "days", {"measure": rule.measure, "kind": str(rule.kind)})
        for rule in cases.rules
        if rule.days is not None and rule.kind is not CaseKind.WITHIN_DAYS
    ]
    about = [(rule.measure, dict(rule.where)) for rule in cases.rules if rule.measure]
    again = (measure for at, (measure, where) in enumerate(about) if (measure, where) in about[:at])
    return found + [Issue("case_rule_twice", Place(file), measure) for measure in dict.fromkeys(again)]


def header_row(rows: Sequence[Sequence[str]], cases: Cases) -> int:
    """The position of the header: the first row with most of the columns that the profile names."""
    names = {text_key(name) for name in named_columns(cases)}
    hits = [len(names & {text_key(text) for text in row if text}) for row in rows[:DEEPEST_ROW]]
    return hits.index(max(hits)) if hits else 0


def named_columns(cases: Cases) -> tuple[str, ...]:
    """The headers that a profile names, each once."""
    asked = wanted(cases)
    return _once([cases.centre, cases.case, *asked.dates, *asked.outcomes, *asked.filters])


def matched(cases: Cases, headers: Sequence[tuple[str, str]], place: Place) -> tuple[dict[str, str], list[Issue]]:
    """Find the columns that a profile names.

    Args:
        cases: The profile's case list.
        headers: Each header and the name of its column in the table, in the list's order.
        place: Where the list is, for findings.

    Returns:
        The profile's spelling → name of the column, and a finding for each column that is not there, or is there twice.
    """
    known: dict[str, list[tuple[str, str]]] = {}
    for header, column in headers:
        known.setdefault(text_key(header), []).append((header, column))
    found, issues = {}, []
    for name in named_columns(cases):
        fitting = known.get(text_key(name), [])
        if len(fitting) == 1:
            found[name] = fitting[0][1]
            continue
        near = get_close_matches(text_key(name), known, n=MOST_SHOWN, cutoff=NAMES_ALIKE)
        shown = ", ".join(known[each][0][0] for each in near) or ", ".join(header for header, _ in headers)
        issues.append(Issue("case_column_missing", place, name, {"known": shown}))
    return found, issues


def grouped_columns(cases: Cases) -> tuple[str, ...]:
    """The columns that rows are grouped by as they stand; filters are not, for only whether they fit counts."""
    asked = wanted(cases)
    return _once([cases.centre, *asked.dates, *asked.outcomes])
