"""The table of price elements of 2006: its ten pairs, and which parties are of which kind."""

from collections import Counter

import pytest

from schemas.codes import Element
from schemas.reading import frame_of
from schemas.service_pairs import is_known_pair, is_own, own_parties, pairs_of, service_pairs
from schemas.tables import Centres
from schemas.words.vocabulary import words

OWN = own_parties(
    frame_of(
        Centres,
        [
            {Centres.CENTRE: "Jobcenter Nord", Centres.SHORT_NAME: "JKN", Centres.GROUP: "Jobcenter København"},
            {Centres.CENTRE: "CKB", Centres.GROUP: "Beskæftigelsescentrene"},
            {Centres.CENTRE: "Ydelsesservice", Centres.SHORT_NAME: "YDS"},
            {Centres.CENTRE: "Center for Job på Særlige Vilkår"},
        ],
    )
)
CONTACT, PLACEMENT, BENEFIT, OFFER = Element


def test_the_table_has_ten_pairs():
    assert Counter(pair.element for pair in service_pairs()) == {CONTACT: 1, PLACEMENT: 3, BENEFIT: 1, OFFER: 5}
    assert len(set(service_pairs())) == 10


@pytest.mark.parametrize(
    ("element", "purchaser", "provider", "known"),
    [
        (CONTACT, "Jobcentre", "Jobcentre", True),
        (CONTACT, "Jobcenter Nord", "JKN", True),
        (CONTACT, "Jobcenter Nord", "CKB", False),
        (CONTACT, "Jobcenter Nord", "Firma ApS", False),
        (PLACEMENT, "Jobcenter Nord", "Center for job og formidling", True),
        (PLACEMENT, "jobcenter nord", "ckb", True),
        (PLACEMENT, "JKN", "Eksterne aktører", True),
        (PLACEMENT, "JKN", "Anden aktør A/S", True),
        (PLACEMENT, "Ydelsesservice", "CKB", False),
        (BENEFIT, "YDS", "Ydelsesservice", True),
        (BENEFIT, "Jobcenter Nord", "Ydelsesservice", False),
        (OFFER, "Jobcenter København", "Beskæftigelsescentre", True),
        (OFFER, "Jobcenter Nord", "Sprogcenter Vest", True),
        (OFFER, "Jobcenter Nord", "Uddannelsesinstitutioner", True),
        (OFFER, "Jobcenter Nord", "Virksomheder", True),
        (OFFER, "Jobcenter Nord", "AOF", True),
        (OFFER, "Jobcenter Nord", "Jobcenter Nord", False),
        (OFFER, "AOF", "CKB", False),
        (OFFER, None, "AOF", True),
        (OFFER, "Center for Job på Særlige Vilkår", "CKB", True),
        (CONTACT, "Jobcenter Nord", None, True),
    ],
)
def test_which_pairs_are_known(element, purchaser, provider, known):
    assert is_known_pair(element, purchaser, provider, OWN) == known


def test_who_is_the_administrations_own():
    assert all(is_own(name, OWN) for name in ("ckb", "YDS", "Beskæftigelsescentrene", "Jobcentre", "Ydelsesservice"))
    assert not any(is_own(name, OWN) for name in ("AOF", "Eksterne leverandører", "Sprogcentre", "Virksomheder"))


def test_the_pairs_of_an_element_in_words():
    assert pairs_of(BENEFIT, words()) == "Ydelsesservice → Ydelsesservice"
    assert pairs_of(OFFER, words("en")).count("job centres → ") == 5
