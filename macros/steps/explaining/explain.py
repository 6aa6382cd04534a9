"""Explain: how the figures of one goal of a workbook arose, down to the files and cells that they came from."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from macros.steps.contract import Contract, is_consolidated, open_book, read_contract
from macros.steps.explaining.evidence import evidence
from macros.steps.explaining.light_steps import light_steps, shown_steps
from macros.steps.explaining.material import observations_of
from macros.steps.explaining.outlook_steps import bound_steps, outlook_steps
from macros.steps.explaining.result_steps import comparison_steps, result_steps
from macros.steps.explaining.step import Explanation, Input, Step
from macros.steps.explaining.subject import Subject
from macros.steps.explaining.target_steps import target_steps
from macros.steps.explaining.trace import Trace
from macros.steps.recalculating import assessed_results, reporting_date
from macros.steps.table_writing import sha256
from schemas.context import Context
from schemas.errors import RefusedError
from schemas.fields import Field, Kind, Table
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import Issue, Place
from schemas.reading import Understood, read_table
from schemas.tables import Centres, Goals, Measures, Results
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words, text_key
from udfs.goals.goal_columns import in_force
from udfs.goals.validity import validity
from workbook.port import Book

_ROW = "_row"
"""A column beside goals: the row of the contract that each line stands in."""
_NOISE = 1e-9


@dataclass(frozen=True)
class Asked:
    """What is to be explained.

    Args:
        number: The goal's number.
        centre: Whose, where several centres have one of that number; empty where it is not said.
        figure: The figure, by its field or its title; empty for all.
        as_of: The reporting date; None for the one of the sheet of results.
    """

    number: str
    centre: str = ""
    figure: str = ""
    as_of: date | None = None


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
        computed: The results as computed.
        assessed: Those with the assessments.
        trace: What it knows of its figures.
        as_of: The reporting date.
    """

    contract: Contract
    before: Understood
    goals: pd.DataFrame
    computed: pd.DataFrame
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
            records(self.computed.iloc[[at]])[0],
            goal,
            evidence(alone, observations, items, months, contract.year, running_month(self.as_of)),
            lambda field: _cells(trace, Goals, int(goal[_ROW]), goal, field),
            lambda name: [trace.parameter(name)],
            lambda field: _assessed(trace, self.before, row, field),
            _catalogue(trace, goal),
            words,
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
    goals = in_force(contract.goals.assign(**{_ROW: contract.goals.index}), day)
    computed, assessed = assessed_results(book, contract, day)
    return Prepared(contract, before, goals, computed.results, assessed.results, Trace(contract, digest), day)


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
    return Explanation(goal, _asked_for([*steps_of(about)], asked.figure, about.words), notes, bool(asked.figure))


def steps_of(about: Subject) -> Iterator[Step]:
    """Every step, each after those that it uses."""
    yield from result_steps(about)
    yield from target_steps(about)
    yield from comparison_steps(about)
    yield from bound_steps(about)
    yield from outlook_steps(about)
    yield from light_steps(about)
    yield from shown_steps(about)


def _asked_for(steps: Sequence[Step], figure: str, words: Words) -> Sequence[Step]:
    """The step of a figure after all that it uses, directly or not; all steps where no figure is asked for."""
    if not figure:
        return steps
    named = {text_key(name): step for step in steps for name in (step.title, step.figure)}
    wanted = named.get(text_key(figure))
    if wanted is None:
        choices = ", ".join(step.figure for step in steps)
        near = Context(words=words).near(figure, [name for step in steps for name in (step.title, step.figure)])
        raise RefusedError([Issue("no_such_figure", Place(), figure, {"near": near, "choices": choices})])
    by_figure = {step.figure: step for step in steps}
    needed, left = {wanted.figure}, [wanted]
    while left:
        fresh = [str(name) for name in left.pop().uses if str(name) in by_figure and str(name) not in needed]
        needed.update(fresh)
        left += [by_figure[name] for name in fresh]
    return [step for step in steps if step.figure in needed]


def chosen(goals: pd.DataFrame, asked: Asked, centres: pd.DataFrame, place: Place, words: Words) -> int:
    """The position of the goal that is asked for.

    Args:
        goals: The goals (or results), one line each.
        asked: What is asked for.
        centres: The centres, for their short names.
        place: The workbook, for findings.
        words: The language.

    Raises:
        RefusedError: There is none, or there are several.
    """
    keys = list(zip(goals[Goals.CENTRE].map(str), goals[Goals.NUMBER].map(str), strict=True))
    wanted = text_key(asked.centre)
    short = {str(row[Centres.CENTRE]): text_key(str(row[Centres.SHORT_NAME] or "")) for row in records(centres)}
    theirs = [
        at for at, (centre, _) in enumerate(keys) if not wanted or wanted in {text_key(centre), short.get(centre)}
    ]
    if not theirs:
        names = list(dict.fromkeys(centre for centre, _ in keys))
        near = Context(words=words).near(asked.centre, names)
        raise RefusedError(
            [Issue("no_such_centre", place, asked.centre, {"choices": f"{', '.join(names)}. {near}".strip()})]
        )
    found = [at for at in theirs if text_key(keys[at][1]) == text_key(asked.number)]
    if not found:
        numbers = list(dict.fromkeys(keys[at][1] for at in theirs))
        near = _nearest(asked.number, numbers, words)
        details = {"near": near, "choices": ", ".join(numbers)}
        raise RefusedError([Issue("no_such_goal", place, asked.number, details)])
    if len(found) > 1:
        names = [keys[at][0] for at in found]
        raise RefusedError([Issue("goal_of_several", place, asked.number, {"centres": ", ".join(names)})])
    return found[0]


def _nearest(number: str, numbers: Sequence[str], words: Words) -> str:
    """The number that was probably meant: one that resembles it, or one of the same first part."""
    if near := Context(words=words).near(number, numbers):
        return near
    head = number.strip().replace(",", ".")
    same = next((each for each in numbers if each == head or each.split(".")[0] == head.split(".")[0]), "")
    return words.text("did_you_mean", name=same) if same else ""


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
