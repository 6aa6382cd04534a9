"""Reasons and notes: a row of results in, a text out; every why has its sentence, for an open and an ended year."""

import pytest

from schemas.codes import Rule, Summary, Unit
from schemas.tables import Results
from schemas.why import Why
from schemas.words.vocabulary import LANGUAGES, words
from workbook.documents.prose.reasons import Grounds, note, reason

ROW = {
    Results.UNIT: Unit.PCT, Results.RULE: Rule.AT_LEAST, Results.SUMMARY: Summary.RATIO, Results.MONTHS: 6,
    Results.RESULT: 81.0, Results.TARGET: 95.0, Results.TARGET_MAX: None, Results.TARGET_TO_DATE: 95.0,
    Results.FORECAST: 83.0, Results.FORECAST_ALTERNATIVE: 81.0, Results.REQUIRED: 109.0, Results.REQUIRED_MAX: None,
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("months", [6, 12])
@pytest.mark.parametrize("why", list(Why))
def test_every_why_has_a_sentence(why, months, language):
    text = reason({**ROW, Results.MONTHS: months}, Grounds(why), words(language))
    assert text and "{" not in text


@pytest.mark.parametrize(
    ("change", "grounds", "text"),
    [
        (
            {},
            Grounds(Why.IMPOSSIBLE),
            "Resten af året kræver 109,0 %, og det kan ikke lade sig gøre (årets måltal 95,0 %)",
        ),
        ({}, Grounds(Why.MISSES_FAR), "Prognosen er 83,0 % mod årets måltal 95,0 %; det er uden for tolerancen"),
        ({}, Grounds(Why.NO_DATA, lacks_baseline=True), words().text("why_no_baseline")),
        (
            {Results.RULE: Rule.BAND, Results.TARGET: 85.0, Results.TARGET_MAX: 100.0, Results.REQUIRED_MAX: -3.0},
            Grounds(Why.IMPOSSIBLE),
            "Resten af året kræver −3,0 %, og det kan ikke lade sig gøre (årets måltal 85,0 % – 100,0 %)",
        ),
    ],
)
def test_the_sentences_hold_the_figures(change, grounds, text):
    assert reason({**ROW, **change}, grounds, words()) == text


@pytest.mark.parametrize(
    ("change", "grounds", "keys"),
    [
        ({Results.RESULT: None}, Grounds(Why.NO_DATA), []),
        ({}, Grounds(Why.BEHIND), ["note_equal_volumes"]),
        ({}, Grounds(Why.BEHIND, is_simple=True), ["note_simple", "note_equal_volumes"]),
        ({Results.SUMMARY: Summary.SUM}, Grounds(Why.BEHIND), ["note_a_month"]),
        ({Results.SUMMARY: Summary.LAST}, Grounds(Why.BEHIND, is_stock=True), ["note_change_a_month"]),
        ({Results.FORECAST_ALTERNATIVE: None, Results.REQUIRED: None}, Grounds(Why.MEETS), ["note_one_method"]),
        ({Results.MONTHS: 12}, Grounds(Why.MEETS), []),
    ],
)
def test_notes(change, grounds, keys):
    assert note({**ROW, **change}, grounds, words()) == (" ".join(words().text(key) for key in keys) or None)
