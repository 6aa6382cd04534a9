"""What a contract promises its citizens, how it was kept, and what pays for it.

Source: steering model 2006: the contract tells citizens which help to expect, which offers and when; it mirrors the
level of service that was chosen, and is to be tied closely to the budget.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from macros.steps.documents.contract_source import ContractSource
from macros.steps.documents.goal_appendix import budgets_now, whole_kroner
from macros.steps.documents.written import written
from macros.steps.economy.services import of_year
from schemas.codes import Basis, Light, Rule, Unit, Verdict, YesNo
from schemas.context import Context
from schemas.document_codes import CitizenPart
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import BudgetFollowUp, BudgetLines, CitizenLines, Goals, Results, Services
from schemas.text.goal_lists import goal_list
from schemas.text.periods import ANY_YEAR, MONTHS_A_YEAR, Grain, is_period, parse_period
from schemas.words.vocabulary import Words, code_of, text_key
from udfs.economy.amounts import exact, whole_ore
from workbook.documents.model import Cell
from workbook.documents.prose.shown_figures import LEAST_SHOWN, PERSONS
from workbook.documents.prose.targets import target_in_words
from workbook.present import amount

_PARTS_OF_NAME = re.compile(r"[,(]")


@dataclass(frozen=True)
class Promise:
    """A promise to citizens.

    Args:
        text: What is promised, in plain words.
        when: When it is given; blank where that is not said.
        goal: The goal that measures it; None where it names none that is known.
    """

    text: str
    when: str
    goal: Record | None


def promises_of(source: ContractSource, lines: Sequence[Record]) -> list[Promise]:
    """The promises of a target group: its own, then the marked goals that no line of any group speaks of.

    Args:
        source: The contract.
        lines: The group's lines.
    """
    by_number = {str(goal[Goals.NUMBER]): goal for goal in records(source.goals)}
    known = list(by_number)
    found = []
    for line in _promised(lines):
        numbers = goal_list(line[CitizenLines.GOAL], known).goals
        goals: list[Record | None] = [by_number[number] for number in numbers]
        text, when = written(line[CitizenLines.TEXT]), written(line[CitizenLines.GIVEN])
        found += [Promise(text, when, goal) for goal in goals or [None]]
    spoken = {number for line in _promised(records(source.paper(CitizenLines))) for number in _numbers(line, known)}
    unspoken = [goal for number, goal in by_number.items() if is_promised(goal) and number not in spoken]
    return [*found, *(Promise(written(goal[Goals.TITLE]), "", goal) for goal in unspoken)]


def is_promised(goal: Record) -> bool:
    """Whether a goal is marked as a promise to citizens."""
    return bool(goal[Goals.PROMISE] == YesNo.YES)


def _promised(lines: Sequence[Record]) -> list[Record]:
    return [line for line in lines if line[CitizenLines.PART] == CitizenPart.PROMISE]


def _numbers(line: Record, known: Sequence[str]) -> tuple[str, ...]:
    return goal_list(line[CitizenLines.GOAL], known).goals


def has_promises(source: ContractSource) -> bool:
    """Whether a contract promises citizens anything, by a line or by a marked goal."""
    return bool(_promised(records(source.paper(CitizenLines)))) or any(map(is_promised, records(source.goals)))


def unmarked(source: ContractSource) -> list[Issue]:
    """The goals that measure promises and that the contract does not mark, in one finding."""
    goals = {str(goal[Goals.NUMBER]): goal for goal in records(source.goals)}
    lines = _promised(records(source.paper(CitizenLines)))
    numbers = dict.fromkeys(number for line in lines for number in _numbers(line, list(goals)))
    told = ", ".join(number for number in numbers if not is_promised(goals[number]))
    return [Issue("promise_not_marked", value=told, details={"centre": source.holder})] if told else []


def promise_cells(promise: Promise, source: ContractSource) -> tuple[Cell, ...]:
    """A promise as a row: what, when, what was agreed, and, where there are figures, how it goes."""
    words, goal = source.words, promise.goal
    asked = words.text("citizen_not_measured") if goal is None else how_often(goal, words)
    cells = (Cell(promise.text), Cell(promise.when or "–"), Cell(asked))
    if source.followed is None or source.followed.is_empty:
        return cells
    row = source.results.get(str(goal[Goals.NUMBER])) if goal is not None else None
    return (*cells, Cell(_so_far(row, words)), _kept(row, words))


def how_often(goal: Record, words: Words) -> str:
    """How often a promise is to be kept, as one says it to a citizen; other targets as the contract says them."""
    target = goal[Goals.TARGET]
    plain = goal[Goals.UNIT] == Unit.PCT and goal[Goals.RULE] == Rule.AT_LEAST and goal[Goals.BASIS] == Basis.ABSOLUTE
    if not plain or is_missing(target) or not float(target).is_integer():
        return target_in_words(goal, words)
    always = float(target) >= HUNDRED_PER_CENT
    return words.text("citizen_always" if always else "citizen_in_hundred", count=int(target))


def _so_far(row: Record | None, words: Words) -> str:
    if row is None or is_missing(row[Results.SHOWN_RESULT]):
        return "–"
    value, unit = float(row[Results.SHOWN_RESULT]), str(row[Results.SHOWN_UNIT])
    if unit in PERSONS and 0 < value < LEAST_SHOWN:
        return words.text("citizen_few", fewest=LEAST_SHOWN)
    return amount(value, unit, words, count=int(row[Results.DECIMALS]))


def _kept(row: Record | None, words: Words) -> Cell:
    """Whether a promise is kept, in words beside the light."""
    if row is None:
        return Cell("–")
    light, verdict = Light(row[Results.LIGHT]), row[Results.VERDICT]
    over = verdict in {Verdict.MET, Verdict.NOT_MET}
    text = words.text(f"citizen_{verdict}" if over else f"citizen_light_{light}")
    return Cell(f"{words.light(light)}: {text}", light)


@dataclass(frozen=True)
class Paid:
    """What pays for what citizens get.

    Args:
        name: The account or service.
        texts: What it pays for.
        budget: What is set aside for the year in øre; None where that is not known.
        used: What is used; None where that is not known.
        part: The part of the year that the amounts are of, in words; blank for all of it.
    """

    name: str
    texts: list[str]
    budget: int | None
    used: int | None
    part: str = ""

    @property
    def is_known(self) -> bool:
        """Whether any amount is known."""
        return self.budget is not None or self.used is not None


def paid_by(source: ContractSource, lines: Sequence[Record]) -> list[Paid]:
    """What pays for the help and the offers of a target group, each account or service once."""
    texts: dict[str, list[str]] = {}
    for line in lines:
        if name := written(line[CitizenLines.ACCOUNT]):
            texts.setdefault(name, []).append(written(line[CitizenLines.TEXT]))
    return [_paid(source, name, list(dict.fromkeys(said))) for name, said in texts.items()]


def _paid(source: ContractSource, name: str, texts: list[str]) -> Paid:
    account = code_of(BudgetLines.ACCOUNT, name) or name
    shown, budgets = source.words.show(BudgetLines.ACCOUNT, account), budgets_now(source)
    if account in budgets:
        ore, months = budgets[account]
        part = source.words.text("contract_months_of", months=months, all=MONTHS_A_YEAR)
        return Paid(shown, texts, ore, _used(source, account), part if months < MONTHS_A_YEAR else "")
    services = [
        row
        for row in records(of_year(source.services, source.year))
        if text_key(str(row[Services.SERVICE])) == text_key(name)
    ]
    if not services:
        return Paid(shown, texts, None, None)
    priced = [
        whole_ore(exact(float(row[Services.BUDGETED_ACTIVITY])) * int(row[Services.UNIT_PRICE]))
        for row in services
        if not is_missing(row[Services.UNIT_PRICE]) and not is_missing(row[Services.BUDGETED_ACTIVITY])
    ]
    costs = [int(row[Services.ACTUAL_COST]) for row in services if not is_missing(row[Services.ACTUAL_COST])]
    return Paid(name, texts, sum(priced) if priced else None, sum(costs) if costs else None, _part_in(name))


def _part_in(name: str) -> str:
    """The part of the year that the name of a service ends with (``Praktik, 1. halvår``); blank where it names none.

    The catalogue of services has a column of years and none of periods: what is of a part of one says so in its name.
    """
    *_, last = _PARTS_OF_NAME.split(name.strip().rstrip(")"))
    is_part = is_period(last, ANY_YEAR) and parse_period(last, ANY_YEAR).grain != Grain.YEAR
    return last.strip() if is_part else ""


def _used(source: ContractSource, account: str) -> int | None:
    """What was used of an account up to the reporting date."""
    if source.followed is None:
        return None
    for row in records(source.followed.budgets):
        if row[BudgetFollowUp.ACCOUNT] == account and not is_missing(row[BudgetFollowUp.ACTUAL]):
            return int(row[BudgetFollowUp.ACTUAL])
    return None


def unknown_accounts(source: ContractSource) -> list[Issue]:
    """Accounts and services that citizens' lines name and that are none: said once each, where there are any."""
    names, near = _account_names(source), Context(words=source.words).near
    return [
        Issue("citizen_account_unknown", value=name, details={"centre": source.holder, "near": near(name, names)})
        for name in names_unknown(source, paid_by(source, records(source.paper(CitizenLines))))
    ]


def names_unknown(source: ContractSource, paid: Sequence[Paid]) -> list[str]:
    """The names among what pays that are neither accounts nor services; none where a contract has neither yet."""
    known = {text_key(name) for name in _account_names(source)}
    found = dict.fromkeys(each.name for each in paid if each.budget is None)
    return [name for name in found if text_key(name) not in known] if known else []


def _account_names(source: ContractSource) -> list[str]:
    budgets = [source.words.show(BudgetLines.ACCOUNT, account) for account in budgets_now(source)]
    return [*budgets, *dict.fromkeys(str(name) for name in source.services[Services.SERVICE])]


def paid_cells(paid: Paid, words: Words) -> tuple[Cell, ...]:
    """What pays, for what, and how much, as a row."""
    unknown = words.text("document_blank")
    budget, used = (unknown if ore is None else whole_kroner(abs(ore), words) for ore in (paid.budget, paid.used))
    if paid.part and paid.budget is not None:
        budget = words.text("citizen_part_of_year", amount=budget, part=paid.part)
    return Cell(paid.name), Cell("; ".join(paid.texts)), Cell(budget), Cell(used if paid.used is not None else "–")
