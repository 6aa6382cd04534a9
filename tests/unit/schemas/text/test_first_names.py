"""The first of many names: all where they are few, a sign where there are more."""

import pytest

from schemas.text.first_names import first_names

CASES = [([], ""), (["a"], "a"), (["a", "b"], "a, b"), (["a", "b", "c"], "a, b, …")]


@pytest.mark.parametrize(("names", "told"), CASES)
def test_two_are_shown(names, told):
    assert first_names(names, 2) == told


def test_names_that_hold_commas_stand_between_other_signs():
    assert first_names(["a, b", "c", "d"], 2, "; ") == "a, b; c; …"
