"""Personal numbers are found and never worded; figures stay figures."""

import pytest

from schemas.issues.issue import Issue, Place
from schemas.masking import Amount, holds_cpr, masked
from schemas.words.vocabulary import words

MASK = "XXXXXX-XXXX"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("010203-1234", MASK),
        ("Jens 0102031234.", f"Jens {MASK}."),
        ("010203 1234 og 311299-9999", f"{MASK} og {MASK}"),
        ("010203\u20131234", MASK),  # hyphens that a word processor makes, and spaces
        ("010203\u20111234", MASK),
        ("010203 - 1234", MASK),
        ("010203\u00a01234", MASK),
        ("0102031234.0", f"{MASK}.0"),
        ("0102031234,5", "0102031234,5"),
        ("102031234", MASK),  # a spreadsheet dropped its leading zero
        ("320203-1234", "320203-1234"),  # no such day
        ("12345678901", "12345678901"),
        ("uge 102031234", "uge 102031234"),
        ("1.472.000.000", "1.472.000.000"),
        ("", ""),
    ],
)
def test_what_looks_like_a_personal_number_is_masked(text, shown):
    assert masked(text) == shown


def test_a_known_figure_is_not():
    assert masked(Amount("1203041234")) == "1203041234"


def test_a_number_is_read_with_its_leading_zero():
    assert holds_cpr("102031234", number=True)
    assert not holds_cpr("102031234")


def test_a_finding_never_words_one_wherever_it_stands():
    cpr = "010203-1234"
    found = [
        Issue(
            "unknown_centre", Place("a.csv", "", 2, "Center", "A2"), cpr, {"choices": f"{cpr} eller BIF", "near": ""}
        ),
        Issue("not_a_number", Place("a.csv", "", 2, cpr, "A2"), cpr),
        Issue("sheet_left_out", Place("a.xlsx", cpr), cpr),  # a sheet for each citizen
    ]
    for issue in found:
        for language in ("da", "en"):
            assert cpr not in str(issue.record(words(language)))
            assert MASK in str(issue.record(words(language)))
