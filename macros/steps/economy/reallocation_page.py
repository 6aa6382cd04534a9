"""The page on which a reallocation is tried out: formulas that any spreadsheet program calculates, nothing is booked.

The law is that of ``udfs/economy/budget_light.py``, word for word; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from macros.steps.try_out_examples import column
from schemas.cells import CellValue
from schemas.codes import Light, YesNo
from schemas.fields import Field, Table
from schemas.frames import Record, is_missing, records
from schemas.tables import BudgetFollowUp, Results
from schemas.words.vocabulary import Words
from udfs.economy.budget_light import DEVIATIONS, budget_chance, budget_lights
from udfs.goals.arrays import NOISE
from udfs.goals.lights import LightRule
from workbook.opc.refs import in_brackets
from workbook.port import Formula
from workbook.present import plain
from workbook.reallocation import (
    Chosen,
    LightBasis,
    ReallocationAccounts,
    ReallocationCentres,
    ReallocationForm,
    ReallocationOutcome,
    ReallocationRules,
)

_LAST_DAY = (12, 31)
_HUNDRED = 100.0
_LOOKED_UP: Mapping[Field, Field] = {
    ReallocationOutcome.FORECAST: BudgetFollowUp.FORECAST,
    ReallocationOutcome.FLOOR: BudgetFollowUp.FLOOR,
    ReallocationOutcome.CEILING: BudgetFollowUp.CEILING,
    ReallocationOutcome.LOW: BudgetFollowUp.FORECAST_LOW,
    ReallocationOutcome.HIGH: BudgetFollowUp.FORECAST_HIGH,
}
"""The columns that stand as in the budget follow-up."""
_ROWS = ((Chosen.FROM, False), (Chosen.FROM, True), (Chosen.TO, False), (Chosen.TO, True))
"""The lines of the outcome: whose, and whether after the reallocation."""


@dataclass(frozen=True)
class Choice:
    """What is chosen when the page is made: nothing is moved yet."""

    from_centre: str = ""
    to_centre: str = ""
    account: str = ""


def first_date(results: pd.DataFrame, as_of: date) -> date:
    """The earliest reporting date of the centres: the year is over for all of them only when it is for the last one.

    Args:
        results: The results of all centres.
        as_of: The date where there are none.
    """
    return min(results[Results.AS_OF].tolist(), default=as_of)


def reallocation_page(
    follow_up: pd.DataFrame, lights: LightRule, year: int, as_of: date, words: Words
) -> dict[str, pd.DataFrame]:
    """The tables of the page, with formulas and what they give as the page is made.

    Args:
        follow_up: The budget follow-up of all centres.
        lights: The chances at which lights change.
        year: The contract year.
        as_of: The reporting date.
        words: The language.

    Returns:
        Table name → its lines.
    """
    lines = records(follow_up)
    choice = _first_choice(lines)
    is_over = as_of >= date(year, *_LAST_DAY)
    formulas = _Formulas(words)
    accounts = dict.fromkeys(words.show(BudgetFollowUp.ACCOUNT, str(line[BudgetFollowUp.ACCOUNT])) for line in lines)
    centres = dict.fromkeys(str(line[BudgetFollowUp.CENTRE]) for line in lines)
    return {
        ReallocationForm.name: _form(choice, bool(lines), formulas, words),
        ReallocationOutcome.name: _outcome(lines, choice, lights, is_over, formulas, words),
        ReallocationRules.name: _rules(lights, is_over, words),
        ReallocationCentres.name: pd.DataFrame({"centre": list(centres)}, dtype=object),
        ReallocationAccounts.name: pd.DataFrame({"account": list(accounts)}, dtype=object),
    }


def _first_choice(lines: list[Record]) -> Choice:
    """The account that most centres have; from the centre with most room, to the one with least."""
    if not lines:
        return Choice()
    accounts = [str(line[BudgetFollowUp.ACCOUNT]) for line in lines]
    account = max(dict.fromkeys(accounts), key=accounts.count)
    own = [line for line in lines if line[BudgetFollowUp.ACCOUNT] == account]
    own.sort(key=lambda line: np.nan_to_num(line[BudgetFollowUp.FORECAST_USE], nan=_HUNDRED))
    return Choice(str(own[0][BudgetFollowUp.CENTRE]), str(own[-1][BudgetFollowUp.CENTRE]), account)


class _Formulas:
    """The page's formulas, in one language: tables and cells by their names.

    Args:
        words: The language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._is_account = f"({column(BudgetFollowUp, BudgetFollowUp.ACCOUNT, words)}={Chosen.ACCOUNT})"

    def cell(self, field: Field) -> str:
        """A cell of the same line of the outcome."""
        return f"{ReallocationOutcome.name}[[#This Row],[{in_brackets(self._words.title(ReallocationOutcome, field))}]]"

    def chosen(self, centre: str) -> str:
        """Which lines of the follow-up are a centre's, of the account that is chosen."""
        return f"({column(BudgetFollowUp, BudgetFollowUp.CENTRE, self._words)}={centre})*{self._is_account}"

    def found(self, source: Field, more: str = "") -> str:
        """A figure of the follow-up; blank where it has none."""
        own, figures = self.chosen(self.cell(ReallocationOutcome.CENTRE)), column(BudgetFollowUp, source, self._words)
        return f'IF(SUMPRODUCT({own}*ISNUMBER({figures}))=0,"",SUMPRODUCT({own},{figures}){more})'

    def use(self) -> str:
        """The forecast in per cent of the budget."""
        budget, forecast = self.cell(ReallocationOutcome.BUDGET), self.cell(ReallocationOutcome.FORECAST)
        return f'IF(AND(ISNUMBER({budget}),ISNUMBER({forecast})),IF({budget}=0,"",100*{forecast}/{budget}),"")'

    def spread(self) -> str:
        """The standard deviation; 0 where the forecast alone decides."""
        low, high = self.cell(ReallocationOutcome.LOW), self.cell(ReallocationOutcome.HIGH)
        return f"IF(AND(ISNUMBER({low}),ISNUMBER({high})),({high}-{low})/(2*{LightBasis.DEVIATIONS}),0)"

    def within(self) -> str:
        """Whether the forecast lies within its limits."""
        use, floor, ceiling = map(
            self.cell, (ReallocationOutcome.USE, ReallocationOutcome.FLOOR, ReallocationOutcome.CEILING)
        )
        above = f'IF({floor}="",TRUE,{use}>={floor}-{LightBasis.NOISE})'
        below = f'IF({ceiling}="",TRUE,{use}<={ceiling}+{LightBasis.NOISE})'
        return f"AND({above},{below})"

    def chance(self) -> str:
        """The chance that the year ends within its limits."""
        use, floor, ceiling = map(
            self.cell, (ReallocationOutcome.USE, ReallocationOutcome.FLOOR, ReallocationOutcome.CEILING)
        )
        spread = self.cell(ReallocationOutcome.SPREAD)
        above = f'IF({ceiling}="",1,{self._under(ceiling)})'
        below = f'IF({floor}="",0,{self._under(floor)})'
        likely = f"IF({spread}>0,MAX(0,{above}-{below}),IF({self.within()},1,0))"
        return f'IF(OR({use}="",AND({floor}="",{ceiling}="")),"",{likely})'

    def _under(self, limit: str) -> str:
        budget, forecast, spread = map(
            self.cell, (ReallocationOutcome.BUDGET, ReallocationOutcome.FORECAST, ReallocationOutcome.SPREAD)
        )
        return f"NORMSDIST(SIGN({budget})*({limit}/100*{budget}-{forecast})/{spread})"

    def light(self) -> str:
        """The light: at the year's end kept or not; before it by the chance."""
        chance = self.cell(ReallocationOutcome.CHANCE)
        none, red, yellow, green = (
            f'"{self._words.light(light)}"' for light in (Light.NONE, Light.RED, Light.YELLOW, Light.GREEN)
        )
        yes = f'{LightBasis.IS_OVER}="{self._words.word(YesNo.YES)}"'
        is_red = f"OR({chance}<{LightBasis.RED},AND(NOT({self.within()}),{chance}<{LightBasis.FAR}))"
        before = f"IF({is_red},{red},IF({chance}<{LightBasis.YELLOW},{yellow},{green}))"
        return f'IF({chance}="",{none},IF({yes},IF({self.within()},{green},{red}),{before}))'

    def said(self) -> str:
        """What speaks against the choice."""
        text = {
            key: f'"{self._words.text(f"reallocation_{key}")}"'
            for key in ("choose", "same", "no_amount", "sign", "no_from", "no_to", "too_much", "nothing_booked")
        }
        budget = column(BudgetFollowUp, BudgetFollowUp.CORRECTED, self._words)
        from_own, to_own = self.chosen(Chosen.FROM), self.chosen(Chosen.TO)
        tests = (
            (f'OR({Chosen.FROM}="",{Chosen.TO}="",{Chosen.ACCOUNT}="")', text["choose"]),
            (f"{Chosen.FROM}={Chosen.TO}", text["same"]),
            (f"SUMPRODUCT({from_own}*ISNUMBER({budget}))=0", text["no_from"]),
            (f"SUMPRODUCT({to_own}*ISNUMBER({budget}))=0", text["no_to"]),
            (f"NOT(ISNUMBER({Chosen.AMOUNT}))", text["no_amount"]),
            (f"{Chosen.AMOUNT}<0", text["sign"]),
            (
                f"AND(SUMPRODUCT({from_own},{budget})>0,{Chosen.AMOUNT}>SUMPRODUCT({from_own},{budget}))",
                text["too_much"],
            ),
        )
        formula = text["nothing_booked"]
        for test, said in reversed(tests):
            formula = f"IF({test},{said},{formula})"
        return formula


def _form(choice: Choice, has_lines: bool, formulas: _Formulas, words: Words) -> pd.DataFrame:
    account = words.show(BudgetFollowUp.ACCOUNT, choice.account) if choice.account else None
    missing = "choose" if not has_lines else "same" if choice.from_centre == choice.to_centre else "nothing_booked"
    said = Formula(formulas.said(), words.text(f"reallocation_{missing}"))
    values: dict[Chosen, object] = {
        Chosen.FROM: choice.from_centre or None,
        Chosen.TO: choice.to_centre or None,
        Chosen.ACCOUNT: account,
        Chosen.AMOUNT: 0.0,
        Chosen.SAID: said,
    }
    return _lines(
        ReallocationForm,
        [(words.text(f"line_{key}"), value, words.text(f"hint_{key}")) for key, value in values.items()],
    )


def _rules(lights: LightRule, is_over: bool, words: Words) -> pd.DataFrame:
    values: dict[LightBasis, object] = {
        LightBasis.RED: lights.red,
        LightBasis.FAR: lights.far,
        LightBasis.YELLOW: lights.yellow,
        LightBasis.DEVIATIONS: DEVIATIONS,
        LightBasis.IS_OVER: words.word(YesNo.YES if is_over else YesNo.NO),
        LightBasis.NOISE: NOISE * _HUNDRED,
    }
    return _lines(
        ReallocationRules,
        [(words.text(f"line_{key}"), value, words.text(f"hint_{key}")) for key, value in values.items()],
    )


def _lines(table: type[Table], rows: list[tuple[str, object, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[str(field) for field in table.fields], dtype=object)


def _outcome(
    lines: list[Record], choice: Choice, lights: LightRule, is_over: bool, formulas: _Formulas, words: Words
) -> pd.DataFrame:
    by_centre = {line[BudgetFollowUp.CENTRE]: line for line in lines if line[BudgetFollowUp.ACCOUNT] == choice.account}
    rows = []
    for party, is_after in _ROWS:
        centre = choice.from_centre if party is Chosen.FROM else choice.to_centre
        cached = _cached(by_centre.get(centre, {}), lights, is_over, words)
        moved = f"{'-' if party is Chosen.FROM else ''}N({Chosen.AMOUNT})" if is_after else "0"
        more = f"+{formulas.cell(ReallocationOutcome.MOVED)}"
        texts = {
            ReallocationOutcome.CENTRE: f'{party}&""',
            ReallocationOutcome.MOVED: moved,
            ReallocationOutcome.BUDGET: formulas.found(BudgetFollowUp.CORRECTED, more),
            **{field: formulas.found(source) for field, source in _LOOKED_UP.items()},
            ReallocationOutcome.USE: formulas.use(),
            ReallocationOutcome.SPREAD: formulas.spread(),
            ReallocationOutcome.CHANCE: formulas.chance(),
            ReallocationOutcome.LIGHT: formulas.light(),
        }
        row: dict[str, object] = {str(field): Formula(text, cached[field]) for field, text in texts.items()}
        row[ReallocationOutcome.CENTRE] = Formula(texts[ReallocationOutcome.CENTRE], centre)
        row[ReallocationOutcome.WHEN] = words.text("reallocation_after" if is_after else "reallocation_before")
        rows.append(row)
    return pd.DataFrame(rows, columns=[str(field) for field in ReallocationOutcome.fields], dtype=object)


def _cached(line: Record, lights: LightRule, is_over: bool, words: Words) -> dict[Field, CellValue]:
    """What the formulas of a line give while nothing is moved."""
    looked_up = {ReallocationOutcome.BUDGET: BudgetFollowUp.CORRECTED, **_LOOKED_UP}
    figures = {field: line.get(source) for field, source in looked_up.items()}
    numbers = {field: float("nan" if is_missing(value) else str(value)) for field, value in figures.items()}
    year = numbers[ReallocationOutcome.BUDGET]
    ahead, low, high = (
        numbers[field] for field in (ReallocationOutcome.FORECAST, ReallocationOutcome.LOW, ReallocationOutcome.HIGH)
    )
    floor, ceiling = numbers[ReallocationOutcome.FLOOR], numbers[ReallocationOutcome.CEILING]
    chance = float(budget_chance(ahead, low, high, year, floor, ceiling))
    light = list(Light)[int(budget_lights(ahead, year, floor, ceiling, chance, lights, is_over))]
    spread = (high - low) / (2.0 * DEVIATIONS)
    values: dict[Field, object] = {
        ReallocationOutcome.CENTRE: None,
        ReallocationOutcome.MOVED: 0.0,
        **figures,
        ReallocationOutcome.USE: _HUNDRED * ahead / year if year else None,
        ReallocationOutcome.SPREAD: 0.0 if np.isnan(spread) else spread / _HUNDRED,
        ReallocationOutcome.CHANCE: chance,
        ReallocationOutcome.LIGHT: light,
    }
    shown = {field: plain(field, value, words) for field, value in values.items()}
    return {field: "" if value is None or isinstance(value, Formula) else value for field, value in shown.items()}
