"""What a goal's source says of its table and of where its figures come from; and what figures are made of."""

import pytest

from schemas.text.cited_tables import cited_source, cited_table
from schemas.text.parts import parts_of


@pytest.mark.parametrize(
    ("text", "year", "table", "source"),
    [
        ("Halvårsopfølgning 2008, tabel 4. Kilde: BIFs Borgerklagestatistik", 2008, 4, "BIFs Borgerklagestatistik"),
        ("Halvårsopfølgning 2008, tabel 9 (teksten under tabel 8 siger andet). Kilde: LIS.", 2008, 9, "LIS"),
        ("Half-year follow-up 2008, table 21. Source: Accounts 2008", 2008, 21, "Accounts 2008"),
        ("Halvårsopfølgning 2008, tabel 4", 2009, None, ""),
        ("Indstilling 8. februar 2007 (BIU 21/2007), tabel 1", 2007, None, ""),
        ("Resultatkontrakt 2009, Resultatmål 1.1", 2009, None, ""),
        ("Kilde: Årsrapport 2008, tabel 3", 2008, None, "Årsrapport 2008, tabel 3"),
        ("", 2008, None, ""),
    ],
)
def test_tables_and_sources(text, year, table, source):
    assert (cited_table(text, year), cited_source(text)) == (table, source)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("131 virksomhedspraktikker + 150 løntilskud", ((131.0, "virksomhedspraktikker"), (150.0, "løntilskud"))),
        ("1.200 timer; 3,5 årsværk", ((1200.0, "timer"), (3.5, "årsværk"))),
        ("praktik", ((None, "praktik"),)),
        ("1.2.3 ting", ((None, "1.2.3 ting"),)),
        ("10\n20 løntilskud", ((10.0, ""), (20.0, "løntilskud"))),
    ],
)
def test_parts(text, parts):
    assert parts_of(text) == parts
