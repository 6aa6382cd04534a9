"""A centre's economy as an item of its own on its status meeting.

Source: contract 2009, section 4: the status meetings are also for following up on the economy.
"""

from macros.steps.documents.status_centre import StatusCentre
from macros.steps.documents.written import written
from macros.steps.economy.warning_texts import open_lines
from schemas.codes import Light, Unit
from schemas.economy_codes import WarningKind
from schemas.frames import Record, is_missing
from schemas.tables import BudgetFollowUp, WarningsDue
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words
from workbook.documents.model import Align, Block, Bullets, Cell, Column, DataTable, Paragraph, TextKind
from workbook.present import amount, target_text

_WIDTHS = (4.2, 3.1, 3.1, 3.1, 2.3, 3.1, 2.3, 2.2, 2.4)


def economy_blocks(centre: StatusCentre) -> list[Block]:
    """The centre's budgets with use and forecast, and the warnings of accounts that are not expected to be kept."""
    words = centre.words
    lines = [line for line in centre.economy(BudgetFollowUp) if _has_amounts(line)]
    if not lines:
        return [Paragraph(words.text("status_no_budget"), TextKind.OWED)]
    warned = [
        f"{words.light(Light(line[WarningsDue.LIGHT]))}: {_message(line, centre)}" for line in accounts_due(centre)
    ]
    blocks: list[Block] = [_table(lines, centre)]
    return [*blocks, Bullets(tuple(warned))] if warned else blocks


def accounts_due(centre: StatusCentre) -> list[Record]:
    """The open warnings of the centre's accounts, in their order: the worst first."""
    due = open_lines(centre.part.economy.found.frame(WarningsDue))
    return [
        line for line in due if line[WarningsDue.CENTRE] == centre.name and line[WarningsDue.KIND] == WarningKind.BUDGET
    ]


def account_name(line: Record, words: Words) -> str:
    """The account of a warning, by its name."""
    return words.show(WarningsDue.SUBJECT, str(line[WarningsDue.SUBJECT]))


def _message(line: Record, centre: StatusCentre) -> str:
    return f"{account_name(line, centre.words)}. {written(line[WarningsDue.MESSAGE])}"


def _has_amounts(line: Record) -> bool:
    return not (is_missing(line[BudgetFollowUp.BUDGET]) and is_missing(line[BudgetFollowUp.ACTUAL]))


def _table(lines: list[Record], centre: StatusCentre) -> DataTable:
    words = centre.words
    heads = ("account", "year_budget", "budget", "use", "use_share", "year_end", "year_share", "limits", "light")
    left = frozenset({"account", "light"})
    return DataTable(
        words.text("status_budget_caption", day=words.day(centre.as_of)),
        tuple(
            Column(words.text(f"status_{head}"), Align.LEFT if head in left else Align.RIGHT, width)
            for head, width in zip(heads, _WIDTHS, strict=True)
        ),
        tuple(_row(line, words) for line in lines),
    )


def _row(line: Record, words: Words) -> tuple[Cell, ...]:
    light = line[BudgetFollowUp.LIGHT]
    year = line[BudgetFollowUp.CORRECTED]
    return (
        Cell(words.show(BudgetFollowUp.ACCOUNT, str(line[BudgetFollowUp.ACCOUNT]))),
        _kroner(line[BudgetFollowUp.YEAR_BUDGET] if is_missing(year) else year, words),
        _kroner(line[BudgetFollowUp.BUDGET], words),
        _kroner(line[BudgetFollowUp.ACTUAL], words),
        Cell(amount(line[BudgetFollowUp.USE], Unit.PCT, words)),
        _kroner(line[BudgetFollowUp.FORECAST], words),
        Cell(amount(line[BudgetFollowUp.FORECAST_USE], Unit.PCT, words)),
        Cell(_limits(line, words)),
        Cell("–") if is_missing(light) else Cell(words.light(Light(light)), Light(light)),
    )


def _kroner(value: object, words: Words) -> Cell:
    """An amount in whole kroner."""
    shown = None if is_missing(value) else float(kroner(int(str(value))))
    return Cell(amount(shown, Unit.KR, words, count=0))


def _limits(line: Record, words: Words) -> str:
    """What the use of the year may be: ``85–100 %``, ``højst 100 %``."""
    low, high = line[BudgetFollowUp.FLOOR], line[BudgetFollowUp.CEILING]
    if is_missing(low) and is_missing(high):
        return "–"
    if is_missing(low) or is_missing(high):
        key, only = ("status_most", high) if is_missing(low) else ("status_least", low)
        return words.text(key, limit=amount(only, Unit.PCT, words, count=0))
    return target_text(low, high, Unit.PCT, words, 0)
