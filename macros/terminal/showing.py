"""Results and findings for a terminal and as JSON."""

import json
import math
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from macros.terminal.console import table
from schemas.codes import Verdict
from schemas.fields import Kind, Table
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue
from schemas.tables import Results
from schemas.text.amounts import kroner
from schemas.text.periods import Period
from schemas.words.vocabulary import Words
from workbook.documents.prose.assessments import assessed_otherwise, both_texts, light_text
from workbook.present import amount, target_text, telling_shares

_TITLE_WIDTH = 52
_FIGURES = frozenset({3, 4, 5})  # positions of the columns of figures, centre first


def table_records(frame: pd.DataFrame, model: type[Table]) -> list[dict[str, object]]:
    """The rows of a frame under the field names of its table, as JSON holds them: unrounded, absent ones null.

    Amounts are in kroner.
    """
    fields = [field for field in model.fields if field in frame]
    rows = records(frame[[str(field) for field in fields]])
    kinds = {str(field): field.kind for field in fields}
    return [{name: _jsonable(value, kinds[name]) for name, value in row.items()} for row in rows]


def _jsonable(value: object, kind: Kind | None = None) -> object:
    if kind is Kind.AMOUNT and isinstance(value, int):
        return float(kroner(value))
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if kind is Kind.WHOLE else float(value)
    return value


def as_json(**parts: object) -> str:
    """One JSON object; paths are written with forward slashes only where the system does."""
    return json.dumps(parts, ensure_ascii=False, default=_default)


def _default(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    converted = _jsonable(value)
    return converted if converted is not value else str(value)


def issue_records(issues: Iterable[Issue], words: Words) -> list[dict[str, object]]:
    """Findings under the field names of the issues table."""
    return [issue.record(words) for issue in issues]


def issue_lines(issues: Sequence[Issue], words: Words) -> list[str]:
    """Findings for a terminal: where, what, and what to do, which is said once for several in a row; errors first."""
    lines: list[str] = []
    said = ""
    for issue in sorted(issues, key=lambda each: not each.is_error):
        place = issue.place
        where = ", ".join(part for part in (place.file, place.sheet, place.cell) if part)
        head = f"{words.word(issue.severity)}" + (f" ({where})" if where else "")
        suggestion = f"    → {issue.suggestion(words)}"
        if suggestion == said:
            lines.pop()
        lines += [f"{head}: {issue.message(words)}", suggestion]
        said = suggestion
    return lines


def issue_counts(issues: Sequence[Issue], words: Words) -> str:
    """How many errors and warnings, in words."""
    errors = sum(issue.is_error for issue in issues)
    return words.text("about_issues_value", errors=errors, warnings=len(issues) - errors)


def results_lines(results: pd.DataFrame, words: Words, by_centre: bool = False) -> list[str]:
    """Results for a terminal: goal, target, result, difference, where there is one the chance, and the light."""
    has_chance = bool(results[Results.CHANCE].notna().any())
    names = (
        Results.NUMBER,
        Results.TITLE,
        Results.SHOWN_TARGET,
        Results.SHOWN_RESULT,
        Results.SHOWN_DIFFERENCE,
        *([Results.CHANCE] if has_chance else []),
        Results.LIGHT,
    )
    header = [words.title(Results, Results.CENTRE), *(words.title(Results, name) for name in names)]
    made_of = by_centre and Results.MADE_OF in results and bool(results[Results.MADE_OF].notna().any())
    header += [words.title(Results, Results.MADE_OF)] if made_of else []
    rows = []
    for row in records(results):
        unit, count = str(row[Results.SHOWN_UNIT]), int(row[Results.DECIMALS])
        rows.append(
            [
                str(row[Results.CENTRE]),
                str(row[Results.NUMBER]),
                _short(str(row[Results.TITLE] or row[Results.MEASURE])),
                target_text(row[Results.SHOWN_TARGET], row[Results.SHOWN_TARGET_MAX], unit, words, count),
                amount(row[Results.SHOWN_RESULT], unit, words, count=count),
                amount(row[Results.SHOWN_DIFFERENCE], unit, words, sign=True, count=count),
                *([_chance(row, words)] if has_chance else []),
                light_text(row, words),
                *([str(row[Results.MADE_OF] or "")] if made_of else []),
            ]
        )
    start = 0 if by_centre else 1
    figures = _FIGURES | {max(_FIGURES) + 1} if has_chance else _FIGURES
    shown = frozenset(column - start for column in figures)
    return table(header[start:], [cells[start:] for cells in rows], shown)


def _chance(row: Record, words: Words) -> str:
    chance = row[Results.CHANCE]
    is_open = row[Results.VERDICT] == Verdict.OPEN
    return telling_shares(chance, chance, words)[0] if is_open and not is_missing(chance) else "–"


def assessed_lines(results: pd.DataFrame, words: Words, by_centre: bool = False) -> list[str]:
    """The goals that were assessed otherwise than computed, for a terminal: both lights, each with its reason."""
    lines = []
    for row in records(assessed_otherwise(results)):
        where = f"{row[Results.CENTRE]}, " if by_centre else ""
        lines.append(f"{where}{row[Results.NUMBER]} {row[Results.TITLE] or row[Results.MEASURE]}")
        lines += [f"    {text}" for text in both_texts(row, words)]
    return lines


def assessed_block(results: pd.DataFrame, words: Words, by_centre: bool = False) -> list[str]:
    """The same under a heading and with a blank line after; nothing where no goal was assessed otherwise."""
    lines = assessed_lines(results, words, by_centre)
    heading = words.text("assessed_heading", count=len(assessed_otherwise(results)))
    return [heading, *lines, ""] if lines else []


def _short(text: str) -> str:
    return text if len(text) <= _TITLE_WIDTH else text[: _TITLE_WIDTH - 1] + "…"
