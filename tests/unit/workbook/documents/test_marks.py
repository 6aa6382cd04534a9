"""What every page of a document says of its figures."""

import pytest

from schemas.words.vocabulary import words
from workbook.documents.marks import mark_of
from workbook.documents.model import Document

DRAFT, EXAMPLE = "UDKAST – tallene er ikke låst", "Eksempeldata: tallene er opdigtede og må ikke bruges"


@pytest.mark.parametrize(
    ("is_draft", "is_example", "said"),
    [(False, False, ""), (True, False, DRAFT), (False, True, EXAMPLE), (True, True, f"{DRAFT}. {EXAMPLE}")],
)
def test_figures_that_are_not_locked_or_made_up_are_said_to_be_so(is_draft, is_example, said):
    assert mark_of(Document("Rapport", (), is_draft=is_draft, is_example=is_example), words()) == said
