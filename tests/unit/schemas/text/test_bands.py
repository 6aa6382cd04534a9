"""Targets written as a band in one cell of a register."""

import pytest

from macros.steps.register import read_register
from schemas.errors import RefusedError
from schemas.tables import Goals
from schemas.text.bands import band_of
from schemas.words.vocabulary import words


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("365-385", ("365", "385")),
        ("365–385", ("365", "385")),
        ("365 − 385", ("365", "385")),
        ("80-90 pct.", ("80", "90 pct.")),
        ("80 pct. - 90 pct.", ("80 pct.", "90 pct.")),
        ("0,5-1,5", ("0,5", "1,5")),
        ("ca. 365-385", ("365", "385")),
        ("1.000-2.000", ("1.000", "2.000")),  # thousands or decimals: the column tells
        ("-5", None),
        ("−5", None),
        ("5-", None),
        ("−5-3", None),  # a band below zero is not guessed
        ("-5--3", None),
        ("365", None),
        ("1-2-3", None),
        ("uge 1-2", None),
        ("a-b", None),
        ("", None),
    ],
)
def test_which_texts_are_bands(text, bounds):
    assert band_of(text) == bounds


HEADER = "År;Center;Mål nr.;Måltype;Mål;Indikator;Enhed;Regel;Måltal;Opgøres som;Årsprofil"
LINE = "2009;Nord;1;Resultatmål;Elever;pupils;antal;{rule};{target};seneste værdi;samme hele året"


def register(csv_file, *lines, header=HEADER):
    return read_register(csv_file(header, *lines, name="kontrakt.csv"), words())


@pytest.mark.parametrize("more", ["", ";Måltal, øvre"])
def test_a_band_in_a_register_with_and_without_a_column_for_the_upper_bound(csv_file, more):
    lines = [
        LINE.format(rule="mellem", target="365-385"),
        LINE.format(rule="mindst", target="300").replace(";1;", ";2;"),
    ]
    found = register(csv_file, *(line + ";" * bool(more) for line in lines), header=HEADER + more)
    assert found.goals[Goals.TARGET].tolist() == [365, 300]
    assert found.goals[Goals.TARGET_MAX].fillna(-1).tolist() == [385, -1]
    [issue] = [each for each in found.issues if each.value == "365-385"]
    assert (issue.code, issue.place.cell) == ("coerced_value", "I2")


@pytest.mark.parametrize(
    ("target", "code"), [("385-365", "band_reversed"), ("−5-3", "not_a_number"), ("365", "band_without_upper")]
)
def test_what_is_no_band_is_refused(csv_file, target, code):
    with pytest.raises(RefusedError) as refused:
        register(csv_file, LINE.format(rule="mellem", target=target))
    assert code in {issue.code for issue in refused.value.issues}


def test_two_upper_bounds_are_refused(csv_file):
    with pytest.raises(RefusedError) as refused:
        register(csv_file, LINE.format(rule="mellem", target="365-385") + ";390", header=HEADER + ";Måltal, øvre")
    assert "not_a_number" in {issue.code for issue in refused.value.issues}
