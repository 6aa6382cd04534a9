"""Kroner and whole øre: one becomes the other exactly, rounded once, and sums do not depend on their order."""

import math
from datetime import date
from decimal import Decimal as Exact

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.cells import Cell, CellKind
from schemas.fields import Kind
from schemas.frames import records
from schemas.reading import empty, frame_of
from schemas.tables import BudgetFollowUp, BudgetLines
from schemas.text.amounts import MOST_ORE, AmountError, Kroner, kroner, ore_of
from schemas.text.coercion import ColumnToRead, coerce_column
from schemas.text.values import Decimal
from schemas.words.vocabulary import words

THOUSAND, MILLION = 1000.0, 1_000_000.0
AMOUNTS = st.integers(-MOST_ORE, MOST_ORE)


def taken(value, factor=1.0, code="", decimal=Decimal.COMMA):
    """What an amount's column makes of a cell: the value, and the codes and readings that are listed."""
    kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
    column = ColumnToRead(BudgetLines.BUDGET, False, decimal, 2009, words(), [factor])
    found = coerce_column(column, [Cell(kind, value, code)])
    return found.values[0], [(each.code, each.details.get("taken")) for each in found.findings]


@pytest.mark.parametrize(
    ("value", "factor", "ore"),
    [
        ("1.234,56", 1.0, 123_456),
        ("1234,5", 1.0, 123_450),
        ("(1.234,56)", 1.0, -123_456),
        ("12,50-", 1.0, -1_250),
        ("ca. 300", 1.0, 30_000),
        ("0,005", 1.0, 1),
        ("-0,005", 1.0, -1),
        ("0,00499999999999999999999", 1.0, 0),
        ("0,015", 1.0, 2),  # as a float it lies below the half
        ("1,005", 1.0, 101),
        ("58,9", MILLION, 5_890_000_000),
        ("4,35", MILLION, 435_000_000),
        ("0,285", THOUSAND, 28_500),
        ("1,00000000000000000049", MILLION, 100_000_000),
        ("9.000.000.000.000", 1.0, 900_000_000_000_000),
        ("9999999999999,99", 1.0, 999_999_999_999_999),
        ("ja", 1.0, 100),
        (1000 / 3, 1.0, 33_333),
        (2000 / 3, 1.0, 66_667),
        (0.005, 1.0, 1),
        (-0.005, 1.0, -1),
        (1.005, 1.0, 101),
        (0.1 + 0.2, 1.0, 30),
        (58.9, MILLION, 5_890_000_000),
        (1e-300, 1.0, 0),
        (9e12, 1.0, 900_000_000_000_000),
    ],
)
def test_kroner_become_whole_ore_exactly(value, factor, ore):
    found, _ = taken(value, factor)
    assert (found, type(found)) == (ore, int)


@pytest.mark.parametrize(
    ("value", "factor", "listed"),
    [
        (333.333, 1.0, []),
        ("1234,56", 1.0, [("coerced_value", "1234,56")]),
        ("58,9", MILLION, [("coerced_value", "58900000")]),
        (5200.0005, THOUSAND, [("coerced_value", "5200000,5")]),
        ("-", 1.0, [("coerced_value", "blank")]),
    ],
)
def test_what_is_listed_is_in_kroner(value, factor, listed):
    blank = words().text("taken_as_blank")
    assert taken(value, factor)[1] == [(code, blank if text == "blank" else text) for code, text in listed]


def test_a_percent_format_counts_as_it_does_for_figures():
    assert taken(0.954, code="0.0%") == (9_540, [("coerced_value", "95,4")])


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (math.nan, (None, [])),
        (math.inf, (None, [("amount_too_large", None)])),
        (1e13, (MOST_ORE, [])),
        (1.0000001e13, (None, [("amount_too_large", None)])),
        (-1e300, (None, [("amount_too_large", None)])),
        ("9" * 40, (None, [("amount_too_large", None)])),
    ],
)
def test_what_is_no_amount_is_said(value, found):
    assert taken(value) == found


@pytest.mark.parametrize("amount", ["1e999999999", "1e99999999999999999999", "inf", math.nan])
def test_no_decimal_is_too_odd_to_be_refused(amount):
    with pytest.raises(AmountError):
        ore_of(amount)


@pytest.mark.parametrize(("factor", "ore"), [(THOUSAND, 12_345_678), (0.001, 12), (1 / 3, 4_115)])
def test_a_factor_is_multiplied_before_rounding(factor, ore):
    assert ore_of("123.45678", factor) == ore


@pytest.mark.parametrize(("ore", "shown"), [(5_890_000_000, 58_900_000.0), (520_000_050, 5_200_000.5), (-1, -0.01)])
def test_ore_are_shown_as_kroner(ore, shown):
    assert kroner(ore) == shown
    assert repr(float(kroner(ore))) == repr(shown)


@given(AMOUNTS)
def test_an_amount_comes_back_from_a_cell_as_it_was(ore):
    assert ore_of(kroner(ore)) == ore
    assert ore_of(float(f"{kroner(ore):.15g}")) == ore  # as many digits as a spreadsheet keeps


@given(st.decimals(-(10**6), 10**6, allow_nan=False, places=7), st.sampled_from([1.0, THOUSAND, MILLION]))
def test_no_amount_is_further_away_than_half_an_ore(amount, factor):
    exact = amount * Exact(factor) * 100
    found = ore_of(str(amount), factor)
    assert abs(found - exact) <= Exact("0.5")
    assert ore_of(str(-amount), factor) == -found


def test_a_tenth_and_two_tenths_summed_a_thousand_times():
    assert sum([0.1, 0.2] * 1000) != 300.0
    parts = [taken(0.1)[0], taken(0.2)[0]] * 1000
    assert kroner(sum(parts)) == 300.0


@given(st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_parts_sum_to_their_total_in_any_order(parts, random):
    texts = [f"{part // 100 if part >= 0 else -(-part // 100)},{abs(part) % 100:02d}" for part in parts]
    texts = [f"-{text.lstrip('-')}" if part < 0 else text for text, part in zip(texts, parts, strict=True)]
    random.shuffle(texts)
    frame = frame_of(BudgetLines, [{BudgetLines.ACTUAL: taken(text)[0]} for text in texts])
    assert int(frame[BudgetLines.ACTUAL].sum()) == sum(parts)


@pytest.mark.parametrize("stands, same", [(1000 / 3, True), (333.33, True), (333.34, False), (math.inf, False)])
def test_a_cell_that_reads_as_the_same_ore_holds_the_amount(stands, same):
    assert Kroner(333.33).stands_in(stands) is same


@pytest.mark.parametrize("table", [BudgetLines, BudgetFollowUp])
def test_a_missing_amount_stays_missing_and_turns_no_other_into_a_float(table):
    largest = MOST_ORE - 1
    frame = frame_of(table, [{"budget": largest}, {"budget": math.nan}, {"budget": None}, {"budget": pd.NA}])
    assert [row["budget"] for row in records(frame)] == [largest, None, None, None]
    amounts = [field for field in table.fields if field.kind is Kind.AMOUNT]
    assert {"budget", "actual"} <= set(amounts)
    assert {str(made[field].dtype) for made in (frame, empty(table)) for field in amounts} == {"Int64"}


def test_a_date_is_no_amount():
    column = ColumnToRead(BudgetLines.BUDGET, False, Decimal.COMMA, 2009, words())
    found = coerce_column(column, [Cell(CellKind.DATE, date(2009, 5, 22))])
    assert [each.code for each in found.findings] == ["date_for_number"]
