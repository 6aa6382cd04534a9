"""Explain: how the figures of one goal of a workbook arose, down to the files and cells that they came from."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from macros.steps.compute import Computed
from macros.steps.contract import Contract, is_consolidated, open_book, read_contract
from macros.steps.economy.corrected import with_corrected
from macros.steps.explaining.asked import Asked, chosen, steps_for
from macros.steps.explaining.back_test_steps import back_test_steps
from macros.steps.explaining.evidence import evidence
from macros.steps.explaining.light_steps import light_steps, shown_steps
from macros.steps.explaining.material import learned_cells, observations_of
from macros.steps.explaining.model_steps import model_steps
from macros.steps.explaining.next_light_steps import next_light_steps
from macros.steps.explaining.outlook_steps import bound_steps, method_steps, rest_steps
from macros.steps.explaining.picture_steps import picture_steps
from macros.steps.explaining.result_steps import comparison_steps, result_steps
from macros.steps.explaining.sample_steps import sample_steps
from macros.steps.explaining.step import Explanation, Input, Step
from macros.steps.explaining.subject import EarlierLine, Subject
from macros.steps.explaining.target_steps import target_steps
from macros.steps.explaining.trace import Trace
from macros.steps.explaining.version_steps import version_steps
from macros.steps.recalculating import assessed_results, reporting_date
from schemas.fields import Field, Kind, Table
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import Place
from schemas.reading import Understood, read_table
from schemas.tables import Centres, Goals, Measures, Results
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words
from udfs.goals.goal_columns import in_force
from udfs.goals.validity import validity
from udfs.goals.versions import beside
from workbook.digests import sha256
from workbook.port import Book

_ROW = "_row"
"""A column beside goals: the row of the contract that each line stands in."""
_NOISE = 1e-9


def explain(workbook: Path, asked: Asked, today: date, words: Words) -> Explanation:
    """Explain a goal of a closed workbook; nothing is written.

    Args:
        workbook: One of our workbooks, a centre's or a consolidated one.
        asked: What is to be explained.
        today: Today, for a workbook without data.
        words: The reader's language.

    Raises:
        CannotOpenError: It cannot be read, or is not ours.
        RefusedError: Its tables hold errors, or it has no such goal or figure.
    """
    if is_consolidated(workbook):
        from macros.steps.explaining.explain_total import explain_consolidated

        return explain_consolidated(workbook, asked, words)
    book, language = open_book(workbook)
    with book:
        return explain_book(book, language, asked, today, words, sha256(workbook))


def explain_book(book: Book, language: Words, asked: Asked, today: date, words: Words, digest: str = "") -> Explanation:
    """Explain a goal of a book.

    Args:
        book: One of our workbooks, closed or open.
        language: Its language.
        asked: What is to be explained.
        today: Today, for a workbook without data.
        words: The reader's language.
        digest: The file's SHA-256, where it is a file.

    Raises:
        CannotOpenError: A table is gone.
        RefusedError: Its tables hold errors, or it has no such goal or figure.
    """
    ready = prepare(book, language, asked.as_of, today, digest)
    place = Place(book.name)
    at = chosen(ready.goals, asked, ready.contract.frame(Centres), place, words)
    about = ready.subject(at, words)
    notes = _stale(ready.before, about.row, words) if asked.as_of is None else []
    return explanation(about, asked, book.name, digest, notes)


@dataclass(frozen=True)
class Prepared:
    """A workbook read and computed, so that each of its goals can be explained.

    Args:
        contract: Its tables.
        before: The sheet of results as it stands.
        goals: The goals in force, with the rows that they stand in.
        computed: The results as computed, and what the back-test makes of intervals.
        assessed: Those with the assessments.
        trace: What it knows of its figures.
        as_of: The reporting date.
    """

    contract: Contract
    before: Understood
    goals: pd.DataFrame
    computed: Computed
    assessed: pd.DataFrame
    trace: Trace
    as_of: date

    def subject(self, at: int, words: Words) -> Subject:
        """What the steps of a goal are told from.

        Args:
            at: Its position among the goals in force.
            words: The reader's language.
        """
        contract, trace = self.contract, self.trace
        goal, row = records(self.goals.iloc[[at]])[0], records(self.assessed.iloc[[at]])[0]
        observations, items = observations_of(contract, trace, goal)
        alone = self.goals.iloc[[at]].reset_index(drop=True)
        months = validity(contract.goals, alone, contract.year)
        return Subject(
            row,
            records(self.computed.results.iloc[[at]])[0],
            goal,
            evidence(alone, observations, items, months, contract.year, running_month(self.as_of)),
            lambda field: _cells(trace, Goals, int(goal[_ROW]), goal, field),
            lambda name: [trace.parameter(name)],
            lambda field: _assessed(trace, self.before, row, field),
            _catalogue(trace, goal),
            words,
            float(self.computed.spread[at]),
            learned_cells(trace, goal),
            _earlier(trace, at, self.as_of),
        )


def prepare(book: Book, language: Words, as_of: date | None, today: date, digest: str = "") -> Prepared:
    """Read and compute a book; nothing is written.

    Args:
        book: One of our workbooks.
        language: Its language.
        as_of: The reporting date; None for the one of its sheet of results.
        today: Today, for a workbook without data.
        digest: The file's SHA-256, where it is a file.
    """
    contract = read_contract(book, language)
    before = read_table(Results, book.read(Results.name), language, contract.year)
    day = as_of or _day_of(before) or reporting_date(contract, today)
    contract = with_corrected(contract, day)
    goals = in_force(contract.goals.assign(**{_ROW: contract.goals.index}), day)
    computed, assessed = assessed_results(book, contract, day)
    return Prepared(contract, before, goals, computed, assessed.results, Trace(contract, digest), day)


def explanation(about: Subject, asked: Asked, file: str, digest: str, notes: Sequence[str]) -> Explanation:
    """The steps that are asked for, with what they are about.

    Raises:
        RefusedError: There is no such figure.
    """
    row = about.row
    goal: dict[str, object] = {
        "number": row[Results.NUMBER],
        "centre": row[Results.CENTRE],
        "title": row[Results.TITLE],
        "measure": row[Results.MEASURE],
        "as_of": row[Results.AS_OF].isoformat(),
        "file": file,
        "sha256": digest or None,
    }
    return Explanation(goal, steps_for([*steps_of(about)], asked.figure, about.words), notes, bool(asked.figure))


def steps_of(about: Subject) -> list[Step]:
    """Every step, each after those that it uses; figures that no step is about come last, with what they rest on."""
    told = [*_told_steps(about)]
    known = {step.figure for step in told}
    used = [field for field in _RESTS_ON if str(field) in known]
    others = [
        about.step(field, about.text("explain_other"), uses=used)
        for field in Results.fields
        if field.kind in _FIGURES and str(field) not in known and field != Results.DECIMALS and about.has(field)
    ]
    return [*told, *others]


_FIGURES = frozenset({Kind.FIGURE, Kind.SHARE, Kind.WHOLE})
_RESTS_ON = (Results.RESULT, Results.MONTHS_OF_GOAL, Results.TARGET, Results.TARGET_TO_DATE, Results.FORECAST)


def _told_steps(about: Subject) -> Iterator[Step]:
    yield from result_steps(about)
    yield from target_steps(about)
    yield from comparison_steps(about)
    yield from bound_steps(about)
    yield from method_steps(about)
    yield from model_steps(about)
    yield from rest_steps(about)
    yield from sample_steps(about)
    yield from back_test_steps(about)
    yield from light_steps(about)
    yield from next_light_steps(about)
    yield from shown_steps(about)
    yield from version_steps(about)
    yield from picture_steps(about)


def _day_of(before: Understood) -> date | None:
    """The reporting date of the sheet of results; None where nothing has been computed yet."""
    frame = before.frame
    computed = frame[frame[Results.RESULT].notna()]
    days = [day for day in computed[Results.AS_OF] if isinstance(day, date)]
    return max(days, default=None)


def _cells(trace: Trace, table: type[Table], index: int, record: Record, field: Field) -> list[Input]:
    """The cell of a field, where the workbook has its column."""
    understood = trace.contract.tables[table.name]
    if field not in understood.positions:
        return []
    words = trace.contract.words
    value = record[field]
    shown = understood.value(index, field)
    told = None if is_missing(value) else value if isinstance(value, float) else str(value)
    if field.kind is Kind.FIGURE and isinstance(value, float):
        shown = shown if is_missing(value) else words.number(value)
    return [Input(words.title(table, field), told, shown or "–", trace.at(table, index, field))]


def _assessed(trace: Trace, before: Understood, row: Record, field: Field) -> list[Input]:
    """The cell of an assessment on the sheet of results."""
    for index, record in numbered(before.frame):
        if (record[Results.CENTRE], record[Results.NUMBER]) == (row[Results.CENTRE], row[Results.NUMBER]):
            shown = before.value(index, field)
            title = trace.contract.words.title(Results, field)
            return [Input(title, shown, shown, trace.spot(before.place(index, field)))]
    return []


def _catalogue(trace: Trace, goal: Record) -> list[Input]:
    """The cells of the catalogue that say what the measure's figures may be; the goal's unit where it has no line."""
    contract = trace.contract
    if Measures.name in contract.tables:
        for index, line in numbered(contract.frame(Measures)):
            if line[Measures.MEASURE] == goal[Goals.MEASURE]:
                fields = (Measures.UNIT, Measures.KIND, Measures.LOWER, Measures.UPPER)
                return [each for field in fields for each in _cells(trace, Measures, index, line, field)]
    return _cells(trace, Goals, int(goal[_ROW]), goal, Goals.UNIT)


def _earlier(trace: Trace, at: int, as_of: date) -> EarlierLine | None:
    """The version before the one in force."""
    register = trace.contract.goals
    found = beside(register.assign(**{_ROW: register.index}), as_of)
    lines = records(found.lines)
    pairs = zip(lines, found.goal.tolist(), found.is_earlier, strict=True)
    line = next((line for line, goal, is_earlier in pairs if goal == at and is_earlier), None)
    if line is None:
        return None
    return EarlierLine(line, lambda field: _cells(trace, Goals, int(line[_ROW]), line, field))


def _stale(before: Understood, row: Record, words: Words) -> list[str]:
    """What is said where the sheet of results shows other figures than its inputs give now."""
    key = (row[Results.CENTRE], row[Results.NUMBER])
    lines = [record for record in records(before.frame) if (record[Results.CENTRE], record[Results.NUMBER]) == key]
    if not lines:
        return [words.text("explain_not_computed")]
    shown = lines[0]
    fields = [field for field in before.positions if field.kind in {Kind.FIGURE, Kind.SHARE} and field in row]
    others = [field for field in fields if not _same(shown[field], row[field])]
    others += [field for field in (Results.COMPUTED_LIGHT,) if shown[field] != row[field]]
    if not others:
        return []
    titles = ", ".join(words.title(Results, field) for field in others)
    return [words.text("explain_stale", sheet=before.raw.sheet, figures=titles)]


def _same(one: object, other: object) -> bool:
    if is_missing(one) or is_missing(other):
        return is_missing(one) and is_missing(other)
    return (
        isinstance(one, float) and isinstance(other, float) and math.isclose(one, other, rel_tol=_NOISE, abs_tol=_NOISE)
    )
