"""Lines that say what a table was filtered by."""

import pytest

from schemas.lexicon.filters import filters_in, kind_filtered, year_filtered


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Applied filters:\nType is Mål\nÅr is 2009", [("Type", "Mål"), ("År", "2009")]),
        ("Anvendte filtre:\nAldersgruppe er 16-29 år", [("Aldersgruppe", "16-29 år")]),
        ("Filter: Alder = 16-29 år", [("Alder", "16-29 år")]),
        ("Filtre: Kun kvinder", [("Filtre", "Kun kvinder")]),
        ("Køn: Kvinder", [("Køn", "Kvinder")]),
        ("Kvinder", []),
        ("", []),
        ("Applied filters:", []),
    ],
)
def test_each_line_is_a_name_and_a_value(text, pairs):
    assert filters_in(text) == pairs


@pytest.mark.parametrize(
    ("text", "year"),
    [("År: 2008", 2008), ("Applied filters:\nÅr is 2008", 2008), ("Periode: 2008", 2008), ("Filter: År = 2008", 2008),
     ("År: (Alle)", None), ("Note: 2008", None), ("2008", None), ("År: 2008 og 2009", None)],
)  # fmt: skip
def test_a_year_that_is_filtered_by(text, year):
    assert year_filtered(text) == year


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Type: Mål", "Mål"), ("Applied filters:\nScenarie is Budget", "Budget"), ("Type er Prognose", "Prognose"),
     ("Type: Resultat", ""), ("Mål: 650", ""), ("Type: Mål og med", "")],
)  # fmt: skip
def test_a_kind_of_other_figures(text, kind):
    assert kind_filtered(text) == kind
