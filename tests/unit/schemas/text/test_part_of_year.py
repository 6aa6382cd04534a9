"""Targets of a part of the year, by what title and note say."""

import pytest

from schemas.text.part_of_year import is_of_part, is_of_unknown_part

UNKNOWN = "Tallet er 1. kvartals. Om måltallet er kvartalets eller årets, kan ikke ses."


@pytest.mark.parametrize(
    ("title", "note", "is_part", "is_unknown"),
    [
        ("Nye virksomhedspraktikker og løntilskud, første halvår", "", True, False),
        ("Point for formalitetsklager med medhold, 2. kvartal", "", True, False),
        ("New placements, first half-year", "", True, False),
        ("Afgangsrate holdes", "Måltallet er halvårsraten, som skal holdes på niveauet fra 2007.", True, False),
        ("Point for klager", "Måltallet er 2. kvartals. 1 point for helt medhold.", True, False),
        ("Point for klager", "The target is that of the second quarter.", True, False),
        ("Sygefravær", UNKNOWN, True, True),
        ("Absence", "Whether the target is the quarter's or the year's cannot be seen.", True, True),
        ("Fri af forsørgelse 6 måneder efter start", "Tallet er 1. kvartals. Måltallet er årets.", False, False),
        ("Statusmøde holdes hvert kvartal", "", False, False),
        ("Fald i sager", "Årets måltal 25 pct. fald i forhold til 4. kvartal 2007. Vejen er jævn.", False, False),
        ("Point", "Måltallet er niveauet i 2. kvartal 2007.", False, False),
        ("Sager over 52 uger", "Måltallet er årets niveau.", False, False),
    ],
)
def test_of_which_part_of_the_year_a_target_is(title, note, is_part, is_unknown):
    assert is_of_part(title, note) is is_part
    assert is_of_unknown_part(note) is is_unknown
