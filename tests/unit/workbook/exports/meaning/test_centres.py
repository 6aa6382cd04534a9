"""What labels claim of a centre together."""

import pytest

from tests.unit.workbook.exports.tidy.drawn import labels
from workbook.exports.meaning.centres import narrower


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("Nord", "Nord", "Nord"),
        ("Nord", "Jobcentre", "Nord"),
        ("Jobcentre", "Nord", "Nord"),
        ("Vest", "Jobcentre", None),
        ("Nord", "Syd", None),
        ("spent", "spent", "spent"),
        ("spent", "activation", None),
    ],
)
def test_of_a_group_and_its_centre_the_centre_is_meant(one, other, both):
    assert narrower(one, other, labels()) == both
