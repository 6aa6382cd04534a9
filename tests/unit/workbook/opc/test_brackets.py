"""A column's title between the brackets of a formula."""

import pytest

from workbook.opc.refs import in_brackets


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Mål", "Mål"),
        ("The group's mean", "The group''s mean"),
        ("Andel [pct.]", "Andel '[pct.']"),
        ("# i alt", "'# i alt"),
    ],
)
def test_what_means_something_in_a_formula_has_an_apostrophe(title, written):
    assert in_brackets(title) == written
