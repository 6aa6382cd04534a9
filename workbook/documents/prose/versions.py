"""Renegotiated goals as sentences: what the target was, how the result lies by it, and which one comes.

Source: the contracts of 2009 (section 4) and of 2011 (section 3); design section 1: the old target stays on record.
"""

import math
from dataclasses import dataclass

from schemas.codes import Unit, VersionKind
from schemas.frames import Record, is_missing
from schemas.tables import Goals, Results
from schemas.words.vocabulary import Words
from workbook.present import amount, target_text

_NOISE = 1e-9
_MEASURED_BY = (Goals.MEASURE, Goals.UNIT, Goals.SUMMARY)
_ALIKE = (Results.TARGET, Results.TARGET_MAX, Results.TARGET_TO_DATE, Results.SHOWN_TARGET, Results.SHOWN_TARGET_MAX)
"""The figures of a target, under the same names in results and in what a version asks for."""
_ENDS = " .;,"


@dataclass(frozen=True)
class Version:
    """A version beside the one in force.

    Args:
        line: Its line of the contract.
        figures: What it asks for, by the names of ``udfs.goals.versions.Asked``.
        is_change: Whether its printed figures are the change on its baseline.
    """

    line: Record
    figures: Record
    is_change: bool

    @property
    def unit(self) -> str:
        """The unit of its printed figures."""
        return Unit.PCT if self.is_change else str(self.line[Goals.UNIT])


def is_comparable(line: Record, other: Record) -> bool:
    """Whether two versions are about one figure: the same measure, in the same unit, summed up alike."""
    return all(line[name] == other[name] for name in _MEASURED_BY)


def against_earlier(row: Record, current: Record, earlier: Version, words: Words) -> str:
    """A renegotiated goal's result against the target that it had before.

    Args:
        row: The goal's line of the results table.
        current: The version in force.
        earlier: The version before it.
        words: The language.
    """
    figures, count = earlier.figures, int(row[Results.DECIMALS])
    rule = _rule(current, earlier, words)
    kind = current[Goals.VERSION_KIND] or VersionKind.SUBSTANTIAL

    def both(field: str) -> str:
        return rule + target_text(figures[field], figures[f"{field}_max"], earlier.unit, words, count)

    return words.text(
        _tail(row, current, earlier),
        head=words.text(f"version_head_{kind}", **_about(current, words)),
        target=both("shown_target"),
        year=both("shown_year_target"),
        title=earlier.line[Goals.TITLE] or earlier.line[Goals.MEASURE],
        result=amount(figures["shown_result"], earlier.unit, words, count=count),
        difference=amount(figures["shown_difference"], earlier.unit, words, sign=True, count=count),
    )


def _tail(row: Record, current: Record, earlier: Version) -> str:
    """The key of the sentence."""
    figures = earlier.figures
    if is_missing(figures["target"]):
        return "version_unknown"
    if is_missing(figures["shown_difference"]) or earlier.unit == Unit.YES_NO:
        return "version_year"
    if not is_comparable(current, earlier.line):
        return "version_other_figure"
    is_same = (
        all(_same(row[name], figures[name]) for name in _ALIKE) and current[Goals.RULE] == earlier.line[Goals.RULE]
    )
    return "version_same" if is_same else "version_against"


def from_later(current: Record, later: Version, count: int, words: Words) -> str:
    """A target that is agreed, and not in force yet.

    Args:
        current: The version in force.
        later: The version that comes.
        count: Decimals.
        words: The language.
    """
    figures = later.figures
    what = "method" if later.line[Goals.VERSION_KIND] == VersionKind.METHOD else "target"
    target = target_text(figures["shown_year_target"], figures["shown_year_target_max"], later.unit, words, count)
    unknown = "_unknown" if is_missing(figures["target"]) else ""
    return words.text(
        f"version_later_{what}{unknown}", target=_rule(current, later, words) + target, **_about(later.line, words)
    )


def _about(line: Record, words: Words) -> dict[str, str]:
    """Since when a version is valid, who decided it, and why."""
    said = [str(line[name]).strip(_ENDS) for name in (Goals.DECIDED_BY, Goals.REASON) if not is_missing(line[name])]
    return {"start": words.day(line[Goals.VALID_FROM]), "by": f" ({': '.join(said)})" if said else ""}


def _rule(current: Record, other: Version, words: Words) -> str:
    """The rule of another version, where it is not that of the one in force."""
    rule = other.line[Goals.RULE]
    return "" if rule == current[Goals.RULE] else f"{words.show(Goals.RULE, str(rule))} "


def _same(left: float | None, right: float | None) -> bool:
    if is_missing(left) or is_missing(right) or left is None or right is None:
        return is_missing(left) and is_missing(right)
    return math.isclose(left, right, rel_tol=_NOISE, abs_tol=_NOISE)
