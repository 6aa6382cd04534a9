"""The functions of the cells: an economist's cases, columns, what other programs hand over, and help texts."""

import csv
import datetime as dt
import inspect
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text.values import NumberError, parse_number
from schemas.words.function_help import LONGEST_HELP, function_names, function_words
from schemas.words.vocabulary import words
from tests import ROOT
from udfs.cells import excel
from udfs.cells.call import MOST_CELLS

TABLE = (ROOT / "tests" / "cases" / "functions.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(TABLE.splitlines(), delimiter=";"))
NUMBERS_AS_TEXT = ("<5", "1.472", "95,4 %")


def repeated(token):
    """A cell of a range, ``_`` for a blank one, ``_*3`` for three of them."""
    blank, _, count = token.partition("*")
    return [""] * int(count or 1) if blank == "_" else [token]


def typed(text):
    """An argument as a cell would hold it: a number where it is one, ``{81 _ 83}`` for a range."""
    if text.startswith("{"):
        return [[typed(cell) for each in text.strip("{}").split() for cell in repeated(each)]]
    if text in NUMBERS_AS_TEXT:
        return text
    try:
        return parse_number(text).value if text else None
    except NumberError:
        return text


def shown(value):
    return f"{value:%d-%m-%Y}" if isinstance(value, dt.date) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['function']}({case['arguments']})")
def test_cases_of_the_economist(case):
    function = getattr(excel, case["function"])
    [[found]] = function(*(typed(text) for text in case["arguments"].split("|")))
    expected = typed(case["expected"])
    if isinstance(expected, float) and isinstance(found, float):
        assert found == pytest.approx(expected)
    else:
        assert shown(found) == (case["expected"] if isinstance(expected, str) or isinstance(found, dt.date) else "")


def test_every_function_has_a_case_and_help_of_at_most_255_characters_in_both_languages():
    assert {case["function"] for case in CASES} == set(function_names())
    for language in ("da", "en"):
        for name in function_names():
            described = function_words(name, words(language))
            parameters = inspect.signature(getattr(excel, name)).parameters
            assert list(parameters) == [argument.key for argument in described.arguments]
            assert sum(each.default is each.empty for each in parameters.values()) == described.required
            for text in (described.help, *(argument.help for argument in described.arguments)):
                assert 0 < len(text) <= LONGEST_HELP, (name, language, len(text))
            assert all(argument.name.isidentifier() for argument in described.arguments), name


def test_a_column_spills_and_each_row_has_its_own_message():
    column = [[81.0], [None], ["x"], ["#N/A"], [-2146826281], [{"type": "Error", "basicValue": "#REF!"}]]
    found = [row[0] for row in excel.DIFFERENCE(column, 95)]
    assert found[:2] == [-14.0, ""]
    assert found[2].startswith("Fejl: resultat »x«")
    assert found[3:] == [f"Fejl: resultat har fejlværdien {error}" for error in ("#N/A", "#DIV/0!", "#REF!")]


def test_a_row_meets_a_column_as_in_excel_and_unequal_columns_are_refused_with_their_sizes():
    assert excel.DIFFERENCE([[1.0, 2.0]], [[1.0], [3.0]]) == [[0.0, 1.0], [-2.0, -1.0]]
    [[message]] = excel.DIFFERENCE([[1.0], [2.0]], [[1.0], [2.0], [3.0]])
    assert "resultat 2×1" in message
    assert "måltal_til_dato 3×1" in message
    side = int(MOST_CELLS**0.5) + 1
    [[message]] = excel.DIFFERENCE([[1.0]] * side, [[1.0] * side])
    assert str(MOST_CELLS) in message


def test_an_error_of_our_own_is_a_sentence_and_stands_in_the_log(monkeypatch, caplog):
    monkeypatch.setattr(excel.functions.targets, "target_level", lambda *_: 1 / 0)
    assert excel.TARGET_LEVEL(95) == [[excel.WORDS.text("cell_unexpected")]]
    assert "ZeroDivisionError" in caplog.text


def test_too_few_and_too_many_arguments_are_said():
    assert excel.BUDGET_USE(1) == [["Fejl: BUDGET_USE skal have 2 til 2 argumenter"]]
    assert "3 argumenter" in excel.BUDGET_CHECK(1, 2, 3, 4)[0][0]


def test_a_reward_is_shared_among_centres_and_adds_up():
    shares = excel.REWARD(120, 100, 5000, [[1.2], [0.5], [None]], [[10.0], [20.0], [30.0]])
    assert shares == [[50_000.0], [50_000.0], [0.0]]


def test_a_date_in_a_cell_is_a_period_whether_as_date_or_as_a_spreadsheet_stores_it():
    assert excel.PERIOD_END([[dt.datetime(2008, 6, 3)], [39602.0]]) == [[dt.datetime(2008, 6, 30)]] * 2


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["#N/A", -2146826246]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "basicValue", "x"]), inner, max_size=2)
    ),
    max_leaves=12,
)


@given(st.sampled_from(function_names()), st.lists(ANYTHING, max_size=11))
def test_whatever_a_cell_holds_the_answer_is_rows_of_plain_cells_and_never_an_error(name, arguments):
    answer = getattr(excel, name)(*arguments)
    for cell in (cell for row in answer for cell in row):
        assert isinstance(cell, str | float | dt.datetime)
        assert not isinstance(cell, float) or np.isfinite(cell)


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=20))
def test_a_column_gives_what_its_rows_give_one_by_one(rows):
    actual, budget = [[a] for a, _ in rows], [[b] for _, b in rows]
    assert excel.BUDGET_USE(actual, budget) == [excel.BUDGET_USE(a, b)[0] for a, b in rows]


def test_a_reward_is_not_shared_out_while_a_centres_figure_cannot_be_read():
    whole = excel.REWARD(120, 100, 5000, [[1], [1], [1]], [[10], [20], [30]])
    assert [row[0] for row in whole] == pytest.approx([16_666.67, 33_333.33, 50_000], abs=0.01)
    spoilt = excel.REWARD(120, 100, 5000, [[1], ["abc"], [1]], [[10], [20], [30]])
    assert [spoilt[0][0], spoilt[2][0]] == ["", ""]
    assert "abc" in spoilt[1][0]


def test_currency_cells_count_like_other_figures():
    assert excel.BUDGET_USE([[Decimal("70")], ["30"]], [[Decimal("100")], [100.0]]) == [[70.0], [30.0]]


@pytest.mark.parametrize("error", [-2146826246, -2146826237, {"type": "Error", "basicValue": "#N/A"}])
def test_an_error_cell_is_named_as_such_in_every_kind_of_argument(error):
    for found in (excel.DIFFERENCE(error, 1), excel.DIFFERENCE(1, 1, error), excel.PERIOD_END(error)):
        assert "#" in found[0][0]
        assert "2146826" not in found[0][0]
        assert "type" not in found[0][0]


def test_a_comparison_says_whether_the_target_is_out_of_reach():
    lights = excel.TRAFFIC_LIGHT(81, 95, 96, 95, 0.1, None, None, None, None, [[True], [False]])
    assert lights == [["Rød"], ["Gul"]]


def test_a_number_and_the_same_digits_as_text_are_two_cells():
    found = excel.PERIOD_END([[39629], ["39629"]])
    assert found[0][0] == dt.datetime(2008, 6, 30)
    assert found[1][0].startswith("Fejl")
