"""Reasons and notes: a row of results in, a text out; every why has its sentence, for open and ended years and every rule."""

import pytest

from schemas.codes import Rule, Summary, Unit, Verdict
from schemas.tables import Results
from schemas.why import Why
from schemas.words.vocabulary import LANGUAGES, words
from workbook.documents.prose.reasons import Grounds, note, reason

ROW = {
    Results.SHOWN_UNIT: Unit.PCT, Results.RULE: Rule.AT_LEAST, Results.SUMMARY: Summary.RATIO,
    Results.MONTHS: 6, Results.MONTHS_COUNTED: 6, Results.MONTHS_OF_GOAL: 12, Results.VERDICT: Verdict.OPEN,
    Results.RESULT: 81.0, Results.TARGET: 95.0, Results.BASELINE: None, Results.TOLERANCE: 0.1, Results.DECIMALS: 1,
    Results.SHOWN_RESULT: 81.0, Results.SHOWN_TARGET: 95.0, Results.SHOWN_TARGET_MAX: None,
    Results.SHOWN_YEAR_TARGET: 95.0, Results.SHOWN_YEAR_TARGET_MAX: None, Results.SHOWN_FORECAST: 83.0,
    Results.SHOWN_ALTERNATIVE: 81.0, Results.FORECAST_ALTERNATIVE: 81.0, Results.REQUIRED: 109.0,
    Results.SHOWN_REQUIRED: 109.0, Results.SHOWN_REQUIRED_MAX: None,
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize("why", list(Why))
def test_every_why_has_a_sentence(why, is_over, rule, language):
    text = reason({**ROW, Results.RULE: rule}, Grounds(why, is_over=is_over), words(language))
    assert text and "{" not in text


@pytest.mark.parametrize(
    ("change", "grounds", "text"),
    [
        (
            {},
            Grounds(Why.IMPOSSIBLE),
            "Resten af året kræver 109,0 %, og det kan ikke lade sig gøre (årets måltal 95,0 %)",
        ),
        (
            {},
            Grounds(Why.MISSES_FAR),
            "Prognosen er 83,0 % mod årets måltal 95,0 %; det er uden for tolerancen på 9,5 %-point",
        ),
        ({}, Grounds(Why.NO_DATA, lacks_baseline=True), words().text("why_no_baseline")),
        (
            {Results.TOLERANCE: 0.0},
            Grounds(Why.MISSES_FAR),
            "Prognosen er 83,0 % mod årets måltal 95,0 %, og her er ingen tolerance",
        ),
        (
            {
                Results.RULE: Rule.BAND,
                Results.SHOWN_YEAR_TARGET: 85.0,
                Results.SHOWN_YEAR_TARGET_MAX: 100.0,
                Results.SHOWN_REQUIRED_MAX: 131.0,
            },
            Grounds(Why.IMPOSSIBLE),
            "Resten af året kræver 109,0–131,0 %, og det kan ikke lade sig gøre (årets måltal 85,0–100,0 %)",
        ),
        ({}, Grounds(Why.MET), "Årets måltal 95,0 % er allerede nået med 81,0 %"),
        ({}, Grounds(Why.MET, is_over=True), "Året endte på 81,0 % og nåede årets måltal 95,0 %"),
        ({Results.RULE: Rule.MILESTONE}, Grounds(Why.NOT_MET), "Milepælen blev ikke nået"),
        (
            {Results.DECIMALS: 2, Results.SHOWN_FORECAST: 3.4, Results.SHOWN_YEAR_TARGET: 3.43, Results.TARGET: 3.43},
            Grounds(Why.MISSES_NEAR),
            "Prognosen er 3,40 % mod årets måltal 3,43 %; det er inden for tolerancen på 0,34 %-point",
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
        ({Results.VERDICT: Verdict.MET}, Grounds(Why.MET), []),
    ],
)
def test_notes(change, grounds, keys):
    assert note({**ROW, **change}, grounds, words()) == (" ".join(words().text(key) for key in keys) or None)
