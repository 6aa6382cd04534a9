"""Titles of columns of budget lines: the field they head, and of how many months their amounts are."""

import pytest

from schemas.lexicon.budget_titles import budget_title, chosen_titles

TITLES = """
    Budget                          budget   month
    Korrigeret budget               budget   month
    Korr. budget (1.000 kr.)        budget   month
    Budget i mio. kr.               budget   month
    Årsbudget                       budget   year
    Årets budget                    budget   year
    Korrigeret årsbudget            budget   year
    Budget hele året                budget   year
    Budget 2025                     budget   year
    Akkumuleret budget              budget   to_date
    Budget jan.-sep.                budget   to_date
    Budget til dato                 budget   to_date
    Forbrug                         actual   month
    Faktisk                         actual   month
    Periodens forbrug               actual   month
    Forbrug til dato                actual   to_date
    Forbrug ÅTD                     actual   to_date
    ÅTD forbrug                     actual   to_date
    Forbrug, år til dato            actual   to_date
    Akk. forbrug                    actual   to_date
    Forbrug akk. sep. 2025          actual   to_date
    Forbrug jan-sep 2025            actual   to_date
    Forbrug januar - september 2025 actual   to_date
    Actual YTD                      actual   to_date
    Forventet årsforbrug            forecast month
"""
NONE = ["Rest", "Afvigelse", "Forbrugspct.", "Forbrug i pct.", "Regnskab 2024", "Center", ""]


@pytest.mark.parametrize("line", TITLES.strip().splitlines())
def test_titles(line):
    *title, field, reach = line.split()
    told = budget_title(" ".join(title))
    assert (told.field, told.reach) == (field, reach)


@pytest.mark.parametrize("title", NONE)
def test_titles_of_other_columns(title):
    assert budget_title(title) is None


@pytest.mark.parametrize(
    ("titles", "chosen"),
    [
        (["Center", "Konto", "Budget", "Korrigeret budget", "Forbrug"], [3, 4]),
        (["Konto", "Vedtaget budget", "Budget", "Forbrug til dato", "Periodens forbrug"], [2, 4]),
        (["Center", "Indikator", "Budget", "Forbrug"], []),
    ],
)
def test_the_column_in_force_is_chosen_and_only_beside_accounts(titles, chosen):
    assert list(chosen_titles(titles)) == chosen
