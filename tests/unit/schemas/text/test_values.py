import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text.values import (
    AmbiguousNumberError,
    Decimal,
    NumberError,
    decimal_of,
    hidden_below,
    is_absent,
    is_error_text,
    is_suppressed,
    parse_number,
    without_hedge,
)


@pytest.mark.parametrize(
    ("text", "decimal", "value", "plain"),
    [
        ("95,4", Decimal.COMMA, 95.4, True),
        ("95,4 %", Decimal.COMMA, 95.4, False),
        ("95,4\u00a0%", Decimal.COMMA, 95.4, False),
        ("1.472,5", Decimal.COMMA, 1472.5, False),
        ("1.472", Decimal.COMMA, 1472.0, False),
        ("1.472", Decimal.POINT, 1.472, True),
        ("1,472.5", Decimal.POINT, 1472.5, False),
        ("1 472", Decimal.UNKNOWN, 1472.0, False),
        ("\u22123,2", Decimal.COMMA, -3.2, False),
        ("-3,2", Decimal.UNKNOWN, -3.2, True),
        ("0,954", Decimal.UNKNOWN, 0.954, True),
        ("80 pct.", Decimal.UNKNOWN, 80.0, False),
        ("3,2-", Decimal.COMMA, -3.2, False),
        ("+3,2", Decimal.COMMA, 3.2, True),
        ("+1.472", Decimal.COMMA, 1472.0, False),
        ("+2,6 %", Decimal.UNKNOWN, 2.6, False),
        ("(3,2)", Decimal.COMMA, -3.2, False),
        ("(3,2 %)", Decimal.COMMA, -3.2, False),
        ("(3,2) %", Decimal.COMMA, -3.2, False),
        ("5 procentpoint", Decimal.UNKNOWN, 5.0, False),
        ("5,5 %-point", Decimal.COMMA, 5.5, False),
        ("12,4\u00b9\u207e", Decimal.COMMA, 12.4, False),
        ("12,4\u00b2", Decimal.COMMA, 12.4, False),
        ("12,4 1)", Decimal.COMMA, 12.4, False),
        ("1.250*", Decimal.COMMA, 1250.0, False),
        ("95 %**", Decimal.UNKNOWN, 95.0, False),
    ],
)
def test_numbers(text, decimal, value, plain):
    number = parse_number(text, decimal)
    assert (number.value, number.plain) == (value, plain)


@pytest.mark.parametrize("text", ["1.472", "1,472", "-12.345", "(1.472)", "1.472*", "1.472-"])
def test_a_thousand_or_a_decimal_is_never_guessed(text):
    with pytest.raises(AmbiguousNumberError):
        parse_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "(-3)",
        "-3-",
        "--3",
        "()",
        "-",
        "(3",
        "3)",
        "12,41)",
        "365-385",
        "ca. 300",
        "1,2,3",
        "12 stk",
        "=1+1",
        "1.47,2",
        "nan",
        "inf",
        "1e5,2",
    ],
)
def test_not_numbers(text):
    with pytest.raises(NumberError):
        parse_number(text)


def test_the_column_tells_the_decimal_sign():
    assert decimal_of(["1.472", "95,4"]) is Decimal.COMMA
    assert decimal_of(["1.472", "95.4"]) is Decimal.POINT
    assert decimal_of(["1.472", "12"]) is Decimal.UNKNOWN
    assert decimal_of(["95,4", "95.4"]) is Decimal.UNKNOWN


def test_missing_suppressed_and_zero_are_three_things():
    assert is_suppressed("<5")
    assert is_suppressed("..")
    assert is_suppressed("< 5")
    assert not is_suppressed("0")
    assert is_absent("-")
    assert is_absent(" ")
    assert not is_absent("0")
    assert not is_absent("<5")


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 4)))
def test_round_trip(value):
    danish = f"{value:,.4f}".translate(str.maketrans(",.", ".,"))
    assert parse_number(danish, Decimal.COMMA).value == pytest.approx(value, abs=1e-9)
    assert parse_number(f"{value:.4f}", Decimal.POINT).value == value


@given(st.text(max_size=20), st.sampled_from(list(Decimal)))
def test_never_anything_but_a_number_or_its_error(text, decimal):
    try:
        parse_number(text, decimal)
    except NumberError:
        pass


@pytest.mark.parametrize(
    ("text", "figure"),
    [("ca. 300", "300"), ("min. 80 pct.", "80 pct."), ("Mindst 5", "5"), ("ca. -3", "-3"), ("cafe 3", "cafe 3")],
)
def test_words_before_a_figure(text, figure):
    assert without_hedge(text) == figure


def test_errors_of_formulas_as_a_csv_has_them():
    assert all(map(is_error_text, ["#I/T", "#DIVISION/0!", " #værdi! ", "#N/A"]))
    assert not any(map(is_error_text, ["#", "#1", "", "I/T"]))


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False), st.sampled_from(["{}-", "({})", "({} %)", "{} pct.-"]))
def test_what_a_ledger_writes_below_zero_is_below_zero(number, form):
    size = f"{abs(number):.2f}".replace(".", ",")
    assert parse_number(form.format(size), Decimal.COMMA).value == -float(abs(number))


@given(st.text(alphabet="0123456789.,-()*%¹² ⁾+eE<#'−ca", max_size=14))
def test_parsing_raises_nothing_but_its_own_error(text):
    try:
        parse_number(without_hedge(text))
    except NumberError:
        assert decimal_of([text]) in set(Decimal)


@pytest.mark.parametrize(
    ("text", "below"), [("<5", 5), (" < 10 ", 10), ("..", None), (".", None), ("…", None), ("4", None)]
)
def test_what_a_hidden_count_lies_below(text, below):
    assert hidden_below(text) == below
