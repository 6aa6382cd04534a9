"""What both the purchaser and the provider have in their catalogues counts once."""

import pytest

from schemas.frames import records
from schemas.reading import frame_of
from schemas.tables import Centres, Services
from udfs.economy.services_once import Catalogue, once

YEAR = 2009
NORD, SYD = "Jobcenter Nord", "Jobcenter Syd"
CENTRES = frame_of(Centres, [{Centres.CENTRE: NORD, Centres.SHORT_NAME: "JCN"}, {Centres.CENTRE: SYD}])


def line(centre, purchaser, provider, actual=1.0, unit="forløb", year=YEAR, price=100):
    return {
        Services.YEAR: year, Services.CENTRE: centre, Services.SERVICE: "Praktik", Services.ELEMENT: "placement",
        Services.PURCHASER: purchaser, Services.PROVIDER: provider, Services.ACTIVITY_UNIT: unit,
        Services.UNIT_PRICE: price, Services.ACTUAL_ACTIVITY: actual,
    }  # fmt: skip


def brought(*books):
    """Workbooks of holders and lines, together."""
    catalogues = [
        Catalogue(f"{number}.xlsx", frame_of(Services, lines), holders)
        for number, (holders, lines) in enumerate(books, start=1)
    ]
    return once(catalogues, CENTRES, YEAR)


def activities(found):
    return [row[Services.ACTUAL_ACTIVITY] for row in records(found.services)]


@pytest.mark.parametrize(
    ("first", "second", "counted"),
    [
        (line(NORD, NORD, SYD, 1), line(SYD, NORD, SYD, 2), [2]),  # the provider's
        (line(NORD, "jcn", SYD, 1), line(SYD, " jobcenter  nord", "JOBCENTER SYD", 2), [2]),
        (line(NORD, NORD, SYD, 1), line(SYD, NORD, SYD, None), [1]),  # the provider does not know it
        (line(NORD, NORD, "AOF", 1), line(NORD, NORD, "AOF", 2), [1]),  # one centre's in two workbooks: the first
        (line(NORD, NORD, SYD, 1), line(SYD, NORD, SYD, 2, unit="uger"), [1, 2]),
        (line(NORD, NORD, SYD, 1), line(SYD, SYD, NORD, 2), [1, 2]),
        (line(NORD, None, "AOF", 1), line(SYD, None, "AOF", 2), [1, 2]),  # each has bought its own
        (line(NORD, "Forvaltningen", "AOF", 1), line(SYD, "Forvaltningen", "AOF", 2), [1, 2]),
        (line(NORD, NORD, SYD, 1), line(SYD, NORD, SYD, 2, year=2008), [1]),
    ],
)
def test_two_workbooks(first, second, counted):
    assert activities(brought(([NORD], [first]), ([SYD], [second]))) == counted


def test_who_had_it_and_whether_the_figures_differ():
    mine, same, other = line(NORD, NORD, SYD, 3), line(SYD, NORD, SYD, 3), line(SYD, NORD, SYD, 3, price=90)
    for second, differs in ((same, False), (other, True)):
        [shared] = brought(([NORD], [mine]), ([SYD], [second])).shared
        assert (shared.used, shared.others, shared.differs) == (("2.xlsx", SYD), [("1.xlsx", NORD)], differs)


def test_two_centres_of_one_workbook_are_two_who_have_it():
    found = brought(([NORD, SYD], [line(NORD, NORD, SYD, 1), line(SYD, NORD, SYD, 2)]))
    assert activities(found) == [2]
    assert [each.used for each in found.shared] == [("1.xlsx", SYD)]


def test_what_is_one_centres_alone_is_not_touched():
    lines = [line(NORD, NORD, SYD, 1), line(NORD, NORD, SYD, 2)]
    assert activities(brought(([NORD], lines))) == [1, 2]
    assert activities(brought(([NORD], lines), ([SYD], []))) == [1, 2]
    assert activities(brought()) == []
