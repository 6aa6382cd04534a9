"""Names that resemble known ones are told from names of others."""

import pytest

from schemas.lexicon.resemblance import Resemblance


@pytest.mark.parametrize(
    ("names", "alike", "other"),
    [
        (
            ["klager", "virksomhedspraktik", "rettidige jobsamtaler"],
            ["klage", "Klager i alt", "antal klager", "klgaer", "Praktik", "rettidige samtaler", "Klager (000's)"],
            ["gæld", "Fleksjob", "udgift pr. elev", "beboere", "Mentor"],
        ),
        (
            ["jobcenter nordhavn", "center a"],
            ["Jobcenter Norhavn", "Nordhavn", "JC Nordhavn", "JobcenterNordhavn"],
            ["Jobcenter Sydhavn", "Jobcenter Roskilde", "Naboby", "Center B"],
        ),
        (["0101", "0999"], ["101", "0102"], ["3456"]),
    ],
)
def test_resemblance_is_generous_to_misspellings_and_not_to_others(names, alike, other):
    resembles = Resemblance(names)
    assert [name for name in alike if not resembles.of(name)] == []
    assert [name for name in other if resembles.of(name)] == []
