"""The names that a title may hold."""

from schemas.lexicon.labels import Labels
from schemas.lexicon.title_names import names_in


def test_a_long_text_above_a_table_is_a_note():
    assert len(names_in("bla " * 8000 + "juni 2008", Labels())) == 1
    assert "Jobsamtaler" in names_in("Jobsamtaler, juni 2008", Labels())
