"""The rows of one table on their way to a workbook: only its own, checked by its contract, with their own figures."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

import pandas as pd

from schemas.context import Context
from schemas.expected import Expected
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels
from schemas.profiles.export_profile import ExportProfile
from schemas.reading import Understood, with_figures
from schemas.rules.validation import validate
from schemas.tables import Observations
from schemas.words.vocabulary import Words, text_key
from workbook.exports.rows.list_rows import rows_of_holders, with_source
from workbook.exports.rows.own_figures import own_figures
from workbook.exports.rows.table_rows import SheetRead, TableRows
from workbook.exports.rules.foreign import without_foreign_rows
from workbook.exports.rules.long_texts import long_texts
from workbook.exports.rules.percents import percent_issues
from workbook.exports.rules.summing import non_additive_period_issues, summed, week_issues
from workbook.exports.rules.unit_conflicts import unit_issues
from workbook.exports.rules.year_to_date import drop_year_to_date

_NOT_OWN = frozenset({"title_no_results", "budget_to_date", "budget_of_year"})
"""Findings that figures are not their periods' own; the figures themselves need not tell it too."""
NOBODY = -1
"""The number of rows that are none of the workbooks'."""
_LEFT_OUT = -2


@dataclass(frozen=True)
class Owners:
    """The workbooks that a sheet is read for at once.

    Args:
        contracts: Their contracts; none where it is read for one workbook, or without any.
        elsewhere: The centres of further workbooks, which take their rows in a reading of their own.
    """

    contracts: Sequence[Expected] = ()
    elsewhere: frozenset[str] = frozenset()


ALONE = Owners()


@dataclass(frozen=True)
class Taker:
    """What rows are taken by.

    Args:
        expected: The contract they are for; without one they are taken as they stand.
        labels: The labels that are known.
        context: What the checks need to know.
        profile: What the user has said of the sheet.
        words: The language of the findings.
        number: Which of the workbooks that the sheet is read for.
    """

    expected: Expected | None
    labels: Labels
    context: Context
    profile: ExportProfile
    words: Words
    number: int = 0


def take_rows(understood: Understood, taker: Taker, found: SheetRead) -> list[Issue]:
    """Take the rows of a table that are the workbook's own.

    Args:
        understood: The rows.
        taker: What they are taken by.
        found: Rows and findings are added here.

    Returns:
        The findings of the rows themselves, which are among those added.
    """
    context, profile, expected = taker.context, taker.profile, taker.expected
    if expected:
        understood, others = without_foreign_rows(rows_of_holders(understood, expected, taker.labels), taker.labels)
        found.foreign.update(others)
    understood = drop_year_to_date(understood, context)
    given = {text_key(title) for title in profile.columns}
    findings = _findings(understood, context, given)
    whole = list(findings)
    frame = with_figures(with_source(understood, understood.raw.file, context.extracted))
    found.issues += [] if context.parts else week_issues(understood)
    if context.parts and expected:
        found.issues += non_additive_period_issues(understood, expected.goals)
    if context.parts:
        place = Place(understood.raw.file, understood.raw.sheet)
        frame, further = summed(understood.table, frame, context, place)
        findings += further
    said = any(issue.code in _NOT_OWN for issue in found.issues)
    frame, further = own_figures(understood, frame, profile, expected, taker.words, said)
    found.issues += [*findings, *further]
    found.parts.append(TableRows(replace(understood, frame=frame), understood.raw.file, taker.number))
    return whole


def _findings(understood: Understood, context: Context, given: Set[str]) -> list[Issue]:
    """What is wrong with the rows of a table."""
    findings = [*validate(understood, context), *percent_issues(understood, context)]
    return [*findings, *unit_issues(understood, context, given), *long_texts(understood)]


def take_for_each(
    understood: Understood, takers: Sequence[Taker], elsewhere: frozenset[str], found: SheetRead
) -> list[Issue]:
    """Take the rows of a table for several workbooks at once, each its own as if the sheet were read for it alone.

    Args:
        understood: The rows.
        takers: What those of each workbook are taken by; the last one is for all of them joined, by which rows of
            nobody are told.
        elsewhere: The centres of further workbooks, which take their rows in a reading of their own.
        found: Rows and findings are added here: what concerns one workbook's rows alone among its own.

    Returns:
        The findings of rows that no workbook may have, and of the table as a whole.
    """
    *own, joint = takers
    if joint.expected is None:
        return take_rows(understood, joint, found)
    understood = rows_of_holders(_without(understood, elsewhere), joint.expected, joint.labels)
    owners = _owners(understood, own, joint.expected)
    told = _by_owner(understood, owners)
    for taker in own:
        mine = owners == taker.number
        if not mine.any():
            continue
        part = SheetRead(issues=list(found.issues))
        take_rows(replace(understood, frame=understood.frame[mine], issues=told.get(taker.number, [])), taker, part)
        found.own.setdefault(taker.number, []).extend(part.issues[len(found.issues) :])
        found.foreign.update(part.foreign)
        found.parts += part.parts
    found.issues += _of_no_contract(understood, owners)
    rest = replace(understood, frame=understood.frame[owners == NOBODY], issues=told.get(NOBODY, []))
    rest, others = without_foreign_rows(rest, joint.labels)
    found.foreign.update(others)
    findings = validate(rest, joint.context)
    found.issues += findings
    return findings


def _without(understood: Understood, centres: frozenset[str]) -> Understood:
    """A table without the rows of some centres, and what was found in them."""
    frame = understood.frame
    if not centres or Observations.CENTRE not in frame:
        return understood
    out = frame[Observations.CENTRE].isin(centres)
    told = _by_owner(understood, out.map({True: _LEFT_OUT, False: NOBODY}))
    return replace(understood, frame=frame[~out], issues=told.get(NOBODY, []))


def _owners(understood: Understood, own: Sequence[Taker], joint: Expected) -> "pd.Series[int]":
    """Which workbook each row is for; rows of measures that only other workbooks have are for none."""
    frame = understood.frame
    numbers = {holder: taker.number for taker in own if taker.expected for holder in taker.expected.holders}
    if Observations.CENTRE not in frame:
        return pd.Series(NOBODY, index=frame.index, dtype=int)
    owners = frame[Observations.CENTRE].map(numbers).fillna(NOBODY).astype(int)
    if understood.table is not Observations:
        return owners
    units = {taker.number: taker.expected.units for taker in own if taker.expected}
    pairs = zip(owners, frame[Observations.MEASURE], strict=True)
    out = [owner != NOBODY and measure in joint.units and measure not in units[owner] for owner, measure in pairs]
    return owners.mask(pd.Series(out, index=frame.index, dtype=bool), _LEFT_OUT)


def _by_owner(understood: Understood, owners: "pd.Series[int]") -> dict[int, list[Issue]]:
    """The findings of reading by whose rows they stand at; what stands at no row is said of the table as a whole."""
    wanted = {issue.place.cell for issue in understood.issues if issue.place.cell}
    at: dict[str, set[int]] = {}
    for row, owner in owners.items() if wanted else ():
        for field in understood.positions:
            cell = understood.place(int(str(row)), field).cell
            if cell in wanted:
                at.setdefault(cell, set()).add(int(owner))
    told: dict[int, list[Issue]] = {}
    for issue in understood.issues:
        for owner in at.get(issue.place.cell, {NOBODY}) - {_LEFT_OUT}:
            told.setdefault(owner, []).append(issue)
    return told


def _of_no_contract(understood: Understood, owners: "pd.Series[int]") -> list[Issue]:
    """That rows were left out whose measure other workbooks have, but not that of their centre."""
    out = understood.frame[owners == _LEFT_OUT]
    if not len(out):
        return []
    named = ", ".join(sorted(set(map(str, out[Observations.MEASURE]))))
    place = Place(understood.raw.file, understood.raw.sheet)
    return [Issue("measure_of_others", place, named, {"count": len(out)})]


def slim(part: TableRows) -> TableRows:
    """Rows with no more of their sheet than they stand in, to be handed to another process."""
    understood = part.understood
    raw, kept = understood.raw, list(dict.fromkeys(map(int, understood.frame.index)))
    at = {row: number for number, row in enumerate(kept)}
    frame = understood.frame.set_axis([at[int(row)] for row in understood.frame.index], axis=0)
    return replace(part, understood=replace(understood, frame=frame, raw=raw.kept(kept), issues=[]))
