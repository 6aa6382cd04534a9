"""Which totals stand in the report: only those that every centre of theirs is in."""

from types import SimpleNamespace

import pytest

from macros.steps.documents.report_totals import total_lines
from schemas.reading import frame_of
from schemas.tables import Centres, Results
from schemas.words.vocabulary import words

CENTRES = frame_of(Centres, [{"centre": name, "group": "G", "in_total": "no"} for name in ("A", "B", "C")])


@pytest.mark.parametrize(("inside", "count"), [({"A", "B", "C"}, 1), ({"A", "B"}, 0)])
def test_a_total_that_a_centre_is_left_out_of_is_not_in_the_report(inside, count):
    groups = frame_of(Results, [{"centre": "G", "number": "m", "measure": "m", "title": "M"}])
    together = SimpleNamespace(groups=groups, inside={("G", "m"): frozenset(inside)})
    material = SimpleNamespace(words=words(), together=together, centres=CENTRES)
    lines = [SimpleNamespace(row={"measure": "m"}, centre=name, goal={}) for name in "ABC"]
    assert len(list(total_lines(material, lines))) == count
