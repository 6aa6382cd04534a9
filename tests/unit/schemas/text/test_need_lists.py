"""What a meeting needs, as people write it."""

import pytest

from schemas.document_codes import Need
from schemas.text.need_lists import need_list


@pytest.mark.parametrize(
    ("text", "needs", "unknown"),
    [
        ("tal, kommentarer, redegørelser", [Need.FIGURES, Need.COMMENTS, Need.ACCOUNTS], []),
        ("Tal og godkendelse.", [Need.FIGURES, Need.APPROVAL], []),
        ("godkendelse; TAL; tal", [Need.FIGURES, Need.APPROVAL], []),
        ("figures and comments", [Need.FIGURES, Need.COMMENTS], []),
        ("belønningens grundlag\nprognoser", [Need.FORECASTS, Need.REWARD], []),
        ("tal, kaffe", [Need.FIGURES], ["kaffe"]),
        ("", [], []),
        (None, [], []),
        (float("nan"), [], []),
    ],
)
def test_needs_are_read_as_people_write_them(text, needs, unknown):
    found = need_list(text)
    assert (list(found.needs), list(found.unknown)) == (needs, unknown)
