"""Which names look like a slip of the hand for another, and which are different on purpose."""

import pytest

from schemas.text.likeness import resembling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jobcenter Nordhavn", "Jobcenter Norhavn"),
        ("Jobcenter Nordhavn", "Jobcenter Nordhavnn"),
        ("Jobcenter Nordhavn", "Jobcenter Nordhaun"),
        ("Jobcenter Nordhavn", "Jobcenter Nordahvn"),
        ("Jobcenter Nordhavn", "Jobcnter Nordhavn"),
        ("Jobcenter Nordhavn", "jobcenter nordhavn"),
        ("Jobcenter Nordhavn", "Jobcenter Nord-havn"),
        ("Jobcenter Nordhavn", "JobcenterNordhavn"),
        ("Musvågevej", "Musvågsvej"),
    ],
)
def test_a_slip(one, other):
    assert resembling([one, other]) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jobcenter Nord", "Jobcenter Syd"),
        ("Jobcenter Vesterbro", "Jobcenter Østerbro"),
        ("Jobcenter Nordhavn", "Jobcenter Sydhavn"),
        ("Center A", "Center B"),
        ("Afdeling 11", "Afdeling 12"),
        ("Jobcenter2024", "Jobcenter2025"),
        ("CKB", "CAB"),
        ("Jobcenter Skelbækgade", "Jobcenter Skelbækgade Nord"),
        ("Jobcenter København", "JC København"),
        ("", "A"),
    ],
)
def test_no_slip(one, other):
    assert resembling([one, other]) == []


def test_each_pair_is_told_once_in_the_order_of_the_names():
    names = ["Nordhavn", "Ørestad", "Norhavn", "Øresatd", "Nordhavn"]
    assert resembling(names) == [("Nordhavn", "Norhavn"), ("Ørestad", "Øresatd")]


def test_thousands_of_names_take_no_time():
    assert resembling(f"Afdeling {number}" for number in range(5_000)) == []
