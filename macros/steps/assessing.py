"""The administration's own light beside the computed one: in force until the next reporting date, then in the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from macros.steps.user_columns import user_columns
from schemas.cells import CellValue, RawTable
from schemas.errors import RefusedError
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import Issue, Place, errors
from schemas.reading import Understood
from schemas.tables import AssessedGoals, History, Results
from schemas.words.vocabulary import LANGUAGES, Words, headers, text_key, words
from workbook.documents.prose.assessments import assessed_otherwise, assessment_text, is_otherwise

_KEY = [Results.CENTRE, Results.NUMBER]
_OWN = (Results.ASSESSMENT_REASON, Results.ASSESSED_BY, Results.ASSESSED_ON)
_TREND = "trend"


@dataclass
class Assessed:
    """Results with assessments.

    Args:
        results: The results table.
        raw: The table as it stands in the workbook.
        user_columns: Columns of the user's own, each value beside its goal wherever the goal now stands.
        order: The results' places in the order in which the user has sorted the table; empty where goals came or went.
        lapsed: The lines of the results table whose assessments lapsed.
        issues: Assessments that lapsed; columns that stay where they stand though goals moved.
    """

    results: pd.DataFrame
    raw: RawTable
    user_columns: dict[str, list[CellValue]] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    lapsed: list[Record] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def is_of_another_date(before: Understood, as_of: date) -> bool:
    """Whether a table of results stands as of another reporting date, and tells nothing of this one."""
    dates = before.frame[Results.AS_OF].tolist()
    return bool(dates) and not any(is_missing(day) or day == as_of for day in dates)


def assess(
    results: pd.DataFrame, before: Understood, as_of: date, vocabulary: Words, kept: Sequence[Record] = ()
) -> Assessed:
    """Carry assessments over to fresh results.

    Args:
        results: The computed results.
        before: The results table as the user left it.
        as_of: The new reporting date.
        vocabulary: The workbook's language.
        kept: The lines of the history of the date, where the table stands as of another one: who goes back to a date
            finds its assessments.

    Returns:
        The results: where an assessment is in force it is the light, with the person's reason; the computed light and
        its reason stay beside it. One made for another reporting date has lapsed, and one whose goal is gone.

    Raises:
        RefusedError: An assessment lacks its reason, author or date, or is no light.
    """
    if errors(before.issues):
        raise RefusedError(before.issues)
    out = results.copy()
    done = Assessed(out, before.raw)
    positions = {key: row for row, key in enumerate(results[_KEY].itertuples(index=False, name=None))}
    incomplete = []
    for index, record in numbered(before.frame):
        position = positions.get((record[Results.CENTRE], record[Results.NUMBER]))
        if record[Results.ASSESSMENT] is None:
            continue
        if position is None:
            done.lapsed += [record] if _is_whole(record) else []
            continue
        missing = [vocabulary.title(Results, name) for name in _OWN if record[name] is None]
        if missing:
            place = before.place(index, Results.ASSESSMENT)
            details = {"missing": ", ".join(missing).lower()}
            incomplete.append(Issue("assessment_incomplete", place, str(record[Results.NUMBER]), details))
        elif record[Results.AS_OF] in {None, as_of}:
            _lay_over(out, position, record, vocabulary)
        else:
            done.lapsed.append(record)
    if incomplete:
        raise RefusedError(incomplete)
    for line in kept:
        position = positions.get((line[History.CENTRE], line[History.GOAL]))
        if position is not None and all(line[name] is not None for name in (Results.ASSESSMENT, *_OWN)):
            _lay_over(out, position, line, vocabulary)
    done.issues += [_lapsed(record, before, vocabulary) for record in done.lapsed]
    done.order = _order(positions, before)
    done.user_columns, left = _user_columns(results, before)
    if not done.order:
        place = Place(before.raw.file, before.raw.sheet)
        done.issues += [Issue("user_column_stays", place, title) for title in left]
    return done


def _order(positions: Mapping[tuple[object, object], int], before: Understood) -> list[int]:
    """Where the table holds just the goals of the results: their places in its order, so that it stays sorted."""
    keys = [(record[Results.CENTRE], record[Results.NUMBER]) for _, record in numbered(before.frame)]
    if len(before.raw.rows) != len(keys) or len(positions) != len(keys) or set(keys) != positions.keys():
        return []
    return [positions[key] for key in keys]


def _is_whole(record: Record) -> bool:
    """Whether an assessment has been in force: it tells who, when, why, and for which reporting date."""
    return all(record[name] is not None for name in (*_OWN, Results.AS_OF))


def _lay_over(out: pd.DataFrame, position: int, record: Record, vocabulary: Words) -> None:
    """Put an assessment on its goal: its light is in force; the computed light and its reason stay as they are."""
    row = out.index[position]
    out.at[row, Results.LIGHT] = record[Results.ASSESSMENT]
    for name in (Results.ASSESSMENT, *_OWN):
        out.at[row, name] = record[name]
    (line,) = records(out.iloc[[position]])
    out.at[row, Results.SHOWN_ASSESSMENT] = assessment_text(line, vocabulary)
    if is_otherwise(line):
        out.at[row, Results.TO_NEXT_LIGHT] = None  # it is the computed light's way, and another one is in force


def assessed_goals(results: pd.DataFrame) -> pd.DataFrame:
    """The goals that are assessed otherwise than computed, both lights with both reasons, as the sheet lists them."""
    found = assessed_otherwise(results)
    return found[[str(field) for field in AssessedGoals.fields]].reset_index(drop=True)


def _lapsed(record: Record, before: Understood, vocabulary: Words) -> Issue:
    held = vocabulary.day(record[Results.AS_OF])
    details = {
        "assessment": vocabulary.show(Results.ASSESSMENT, str(record[Results.ASSESSMENT])),
        "assessed_on": record[Results.ASSESSED_ON],
        "old": f"{held} ({record[Results.ASSESSED_BY]}: {record[Results.ASSESSMENT_REASON]})",
    }
    return Issue("assessment_lapsed", Place(before.raw.file, before.raw.sheet), str(record[Results.NUMBER]), details)


def _user_columns(results: pd.DataFrame, before: Understood) -> tuple[dict[str, list[CellValue]], list[str]]:
    """The user's own columns of values, moved with their goals; columns of formulas stay where they stand.

    Returns:
        The moved columns, and the titles of those that mix values with formulas and cannot be moved.
    """
    known = headers(Results)
    rows = {(record[Results.CENTRE], record[Results.NUMBER]): index for index, record in numbered(before.frame)}
    order = [rows.get(key) for key in results[_KEY].itertuples(index=False, name=None)]
    return user_columns(
        before.raw, lambda title: text_key(title) in known or title[:4].isdigit() or _is_trend(title), order
    )


def _is_trend(title: str) -> bool:
    return any(text_key(title) == text_key(words(language).title(Results, _TREND)) for language in LANGUAGES)
