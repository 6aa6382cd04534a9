"""The words in a goal's note that say its target is last year's."""

import pytest

from schemas.text.last_year import is_last_years, last_years_target, without_last_year
from schemas.words.vocabulary import words


@pytest.mark.parametrize(("note", "told", "rest"), [
    ("Måltal fra 2009: ikke aftalt for 2010. Aftalt med centret.", True, "Aftalt med centret."),
    ("Aftalt med centret. måltal fra 2009: ikke aftalt for 2010.", True, "Aftalt med centret."),
    ("Target of 2009: not agreed for 2010.", True, ""),
    ("Måltal fra 2009 gælder fortsat.", False, "Måltal fra 2009 gælder fortsat."),
    ("", False, ""),
])  # fmt: skip
def test_the_words_are_known_and_taken_away(note, told, rest):
    assert (is_last_years(note), without_last_year(note)) == (told, rest)


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_written_is_read(language):
    text = last_years_target(2011, words(language))
    assert "2010" in text and "2011" in text
    assert is_last_years(text)
