import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.values import (
    AmbiguousNumberError,
    Decimal,
    NumberError,
    decimal_of,
    is_absent,
    is_suppressed,
    parse_number,
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
    ],
)
def test_numbers(text, decimal, value, plain):
    number = parse_number(text, decimal)
    assert (number.value, number.plain) == (value, plain)


@pytest.mark.parametrize("text", ["1.472", "1,472", "-12.345"])
def test_a_thousand_or_a_decimal_is_never_guessed(text):
    with pytest.raises(AmbiguousNumberError):
        parse_number(text)


@pytest.mark.parametrize("text", ["abc", "1,2,3", "12 stk", "=1+1", "1.47,2", "nan", "inf", "1e5,2"])
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
