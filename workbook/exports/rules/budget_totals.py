"""Rows of a list of budget lines that are totals of accounts or of months: left out, and held against their parts."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from schemas.cells import BLANK, CellKind, RawTable
from schemas.fields import Field, Table
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import says
from schemas.masking import Amount
from schemas.reading import Understood, fields_of
from schemas.tables import BudgetLines
from schemas.text.amounts import ORE_A_KRONE, kroner
from schemas.thresholds import MOST_DECIMALS
from schemas.words.vocabulary import Words

_KEYS = (BudgetLines.ACCOUNT, BudgetLines.PERIOD)
_AMOUNTS = (BudgetLines.BUDGET, BudgetLines.ACTUAL)


def without_budget_totals(raw: RawTable, table: type[Table], labels: Labels) -> tuple[RawTable, RawTable]:
    """The lines of a list of budgets, and those that are totals of its accounts or of its months.

    Args:
        raw: The list.
        table: What it is a list of; others than budget lines have none of these.
        labels: What is known.

    Returns:
        Two lists as long as the one given, rows of the other kind blank, so that a row's place tells where it stood.
    """
    known = fields_of(raw, table)
    at = [known.index(field) for field in _KEYS if field in known] if table is BudgetLines else []
    total = [
        any(
            row[position].kind is CellKind.TEXT and _is_total(known[position], row[position].text, labels)
            for position in at
        )
        for row in raw.rows
    ]
    blank = [BLANK] * len(raw.header)
    rows = [blank if is_total else row for is_total, row in zip(total, raw.rows, strict=True)]
    totals = [row if is_total else blank for is_total, row in zip(total, raw.rows, strict=True)]
    return (replace(raw, rows=rows) if any(total) else raw), replace(raw, rows=totals)


def _is_total(field: Field | None, text: str, labels: Labels) -> bool:
    """Whether a row sums up accounts (by a word for a total alone: ``Drift i alt`` may be an account) or months."""
    return says(text, "total_words") if field == BudgetLines.ACCOUNT else labels.is_mere_total(text)


def budget_total_issues(
    totals: RawTable, lines: Understood, read: Callable[[RawTable], Understood], labels: Labels, words: Words
) -> list[Issue]:
    """Findings about the totals of a list of budgets.

    Args:
        totals: The rows of totals; all others blank.
        lines: What the list's other rows are.
        read: Reads a list.
        labels: What is known.
        words: The language.

    Returns:
        Errors for totals that differ from the sum of the lines they cover by more than the rounding of what is
        printed, and a warning that says how many were left out.
    """
    there = [number for number, row in enumerate(totals.rows) if any(cell is not BLANK for cell in row)]
    if not there:
        return []
    of_all, parts = read(totals), _by_what_is_alike(records(lines.frame))
    found: list[Issue] = []
    for row, total in numbered(of_all.frame):
        summed = [field for field in _KEYS if _is_total(field, of_all.value(row, field), labels)]
        covered = parts.get(_alike(total, summed[0]), []) if len(summed) == 1 else []
        for name in _AMOUNTS:
            found += _differing(of_all, row, total, name, covered, words)
    first = totals.row_numbers[there[0]]
    place = Place(totals.file, totals.sheet, first, "", totals.address(there[0], 0))
    return [*found, Issue("totals_left_out", place, details={"count": len(there), "first": first})]


def _alike(record: Record, summed: Field) -> tuple[object, ...]:
    """What a total and the lines that it covers have alike: all but what it sums up."""
    return (summed, *(record[field] for field in (BudgetLines.CENTRE, *_KEYS) if field != summed))


def _by_what_is_alike(parts: Sequence[Record]) -> dict[tuple[object, ...], list[Record]]:
    """The lines that totals of accounts cover, and those that totals of months cover."""
    found: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for part in parts:
        for summed in _KEYS:
            found[_alike(part, summed)].append(part)
    return found


def _differing(
    of_all: Understood, row: int, total: Record, name: Field, covered: Sequence[Record], words: Words
) -> Iterator[Issue]:
    amounts = [part[name] for part in covered if not is_missing(part[name])]
    if is_missing(total[name]) or not amounts:
        return
    factor = _factor(of_all, row, name)
    room = sum(_half_unit(int(amount), factor) for amount in (total[name], *amounts))
    if abs(int(total[name]) - sum(map(int, amounts))) > room:
        shown = [Amount(words.number(kroner(int(each)))) for each in (total[name], sum(map(int, amounts)))]
        yield Issue("total_disagrees", of_all.place(row, name), shown[0], {"parts": len(amounts), "expected": shown[1]})


def _factor(of_all: Understood, row: int, name: Field) -> float:
    """What the printed amount was multiplied by: 1000 under ``1.000 kr.``."""
    raw, at = of_all.raw, of_all.positions.get(name)
    return raw.factors[row][at] if raw.factors and at is not None else 1.0


def _half_unit(amount: int, factor: float) -> float:
    """Half of the last digit that an amount is printed with, in ``øre``: what its rounding may hide."""
    units = (factor * ORE_A_KRONE / 10**decimals for decimals in range(MOST_DECIMALS + 1))
    return next((unit / 2 for unit in units if unit >= 1 and amount % unit == 0), 0.0)
