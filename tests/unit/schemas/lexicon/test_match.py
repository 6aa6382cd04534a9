"""One matcher reads one lexicon: each way of matching on a table of texts, and nothing compares by hand."""

import ast
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.lexicon.labels import PARTS_OF_WORDS
from schemas.lexicon.lexicon import LEXICON, cue_words
from schemas.lexicon.match import Match, rest_of, says, value_of, values_of, word_of, words_of
from schemas.toml_data import data
from schemas.words.vocabulary import LANGUAGES

ROOT = Path(__file__).parents[4]
CODE = ("resultatkontrakt", "schemas", "udfs", "workbook", "macros")
CLASSES = data(LEXICON)
LINES_OF_A_CLASS = {"match", "form", "not_after", *LANGUAGES}
READERS = ("cue_words", "cue_spellings", "cue_values", "cue_class")
MATCHING = ("schemas/lexicon/lexicon.py", "schemas/lexicon/match.py")


def mode_of(key):
    return Match(CLASSES[key].get("match", Match.EQUAL))


MODES = {mode: sorted(key for key in CLASSES if mode_of(key) is mode) for mode in Match}
MATCHED = sorted(set(CLASSES) - set(MODES[Match.PATTERN]))


# ---- each way of matching ------------------------------------------------------------------------------------------

TEXTS = [
    # the class, a text, and the word that it says
    ("total_words", "I alt", "i alt"),
    ("total_words", "  I  ALT: ", "i alt"),
    ("total_words", "Total*", "total"),
    ("total_words", "Hele BIF [1]", "hele bif"),
    ("total_words", "Hele BIF (1)", "hele bif"),
    ("total_words", "Drift i alt", ""),
    ("total_words", "Totaler i alt", ""),
    ("total_words", "", ""),
    ("part_ignore", "ÅR-TIL-DATO", "år-til-dato"),
    ("part_ignore", "Målopfyldelse i pct.", "målopfyldelse i pct."),
    ("part_ignore", "Måltallene", ""),
    ("year_headers", "Kalenderår:", "kalenderår"),
    ("scales", "1.000 kr.", "1.000 kr."),
    ("scales", "1.000 kr.*", ""),
    ("note_starts", "Bemærkning til tabellen", "bemærk"),
    ("note_starts", "Kilde: DREAM", "kilde:"),
    ("note_starts", "Se bemærkning", ""),
    ("note_starts", "", ""),
    ("metadata_starts", "Dato", "dato"),
    ("metadata_starts", "Sagsnr.: 12", "sagsnr"),
    ("metadata_starts", "Datoer", ""),
    ("metadata_starts", "Næstekærlighed", ""),
    ("metadata_starts", "Anden dato", ""),
    ("filter_starts", "Kun kvinder", "kun"),
    ("filter_starts", "Kun: kvinder", "kun"),
    ("filter_starts", "Ekskl. moms", "ekskl."),
    ("filter_starts", "Kun", ""),
    ("filter_starts", "Kun:", ""),
    ("filter_starts", "Kunder", ""),
    ("filter_starts", "Ikke kun kvinder", ""),
    ("running_words", "Løbende jan", "løbende"),
    ("running_words", "Løbende", ""),
    ("running_words", "Løbendejan", ""),
    ("denying_words", "Ikke til tiden", "ikke"),
    ("denying_words", "Ikke", ""),
    ("denying_words", "Ikke-vestlige", ""),
    ("doubtful_year_words", "Er ændret i 2008", "ændr"),
    ("doubtful_year_words", "(ændringer)", "ændr"),
    ("doubtful_year_words", "Uændret", ""),
    ("doubtful_year_words", "", ""),
    ("drawn_words", "Opdateret den 15-07-2009", "opdateret"),
    ("drawn_words", "LastUpdated 2009-07-15", "lastupdated"),
    ("drawn_words", "LIS-udtræksdato: 1. maj", "udtræksdato"),
    ("drawn_words", "Uddannet", ""),
    ("drawn_words", "Moms fratrukket", ""),
    ("as_of_words", "(pr. 30-06-2008)", "pr."),
    ("as_of_words", "Sprog", ""),
    ("since_words", "Siden nytår", "siden"),
    ("since_words", "Sidenhen", ""),
    ("no_results_words", "Nyt budget, 2009", "budget"),
    ("no_results_words", "(ÅTD)", "åtd"),
    ("no_results_words", "Budgetter", ""),
    ("no_results_words", "Mellembudget", ""),
    ("no_results_words", "Ikke akkumuleret", ""),
    ("no_results_words", "Uden prognose", ""),
    ("no_results_words", "ekskl. skøn", ""),
    ("no_results_words", "Ikke akkumuleret, men budget", "budget"),
    ("no_results_words", "", ""),
    ("cpr_words", "Borgerens CPR-nummer", "cpr"),
    ("cpr_words", "Medarbejderpersonnummer", "personnummer"),
    ("cpr_words", "Person", ""),
]


@pytest.mark.parametrize(("key", "text", "word"), TEXTS)
def test_a_text_says_a_word_as_its_class_tells(key, text, word):
    assert word_of(text, key) == word
    assert says(text, key) is bool(word)


def test_each_way_of_matching_is_in_the_table():
    assert {mode_of(key) for key, _, _ in TEXTS} == set(Match) - {Match.PATTERN, Match.ENDS}  # no class ends so alone


@pytest.mark.parametrize(
    ("key", "how", "text", "word", "rest"),
    [
        ("total_words", Match.ENDS, "Nord i alt", "i alt", "nord"),
        ("total_words", Match.ENDS, "Nord grand total:", "grand total", "nord"),
        ("total_words", Match.ENDS, "I alt", "", "i alt"),
        ("total_words", Match.ENDS, "Antalialt", "", "antalialt"),
        ("total_words", Match.LEADS, "Total for Nord", "total", "for nord"),
        ("total_words", Match.LEADS, "Totalt", "", "totalt"),
        ("scales", Match.ENDS, "Forbrug i mio. kr.", "mio. kr.", "forbrug i"),
        ("no_results_words", Match.EQUAL, "Nyt budget", "", "nyt budget"),
        ("budget_titles", Match.WHOLE_WORD, "Årets budget dd.", "budget", None),
    ],
)
def test_a_call_may_say_otherwise_than_the_class(key, how, text, word, rest):
    assert word_of(text, key, how) == word
    assert rest is None or rest_of(text, key, how) == rest


def test_a_class_tells_what_is_left_of_a_text():
    assert rest_of("Enhed: mio. kr.", "unit_leads") == "mio. kr."
    assert rest_of("alle tal i procent", "unit_leads") == "procent"
    assert rest_of("Indsats", "unit_leads") == "indsats"


def test_words_tell_what_they_mean():
    assert value_of("Pct.-point", "unit_words") == "pct_point"
    assert value_of("Hele året", "lengths") == 12
    assert value_of("Hele", "lengths") is None
    assert values_of("Ugetal, og pr. kvartal", "longer_words") == [3, 0]


def test_of_several_words_the_first_of_the_class_counts():
    found = words_of("Indeks og prognose", "no_results_words")
    assert list(found) == [word for word in cue_words("no_results_words") if word in {"indeks", "prognose"}]
    assert word_of("Indeks og prognose", "no_results_words") == found[0]


# ---- all words of the lexicon --------------------------------------------------------------------------------------


def words_in(*modes):
    return st.sampled_from([(key, word) for mode in modes for key in MODES[mode] for word in cue_words(key)])


LETTERS = st.sampled_from("abeghkmntuæøåÅ")
CASES = st.sampled_from([str.lower, str.upper, str.capitalize])


@pytest.mark.parametrize("key", MATCHED)
def test_each_word_is_found_in_a_text_of_it_alone(key):
    behind = " x" if mode_of(key) is Match.LEADS else ""
    assert [word for word in cue_words(key) if word not in words_of(f"{word}{behind}", key)] == []
    assert list(words_of("", key)) == list(words_of(" \u00a0", key)) == []


@given(words_in(Match.EQUAL), CASES, st.sampled_from(["{}", " {} ", "\u00a0{}", "{}\u200b"]))
def test_a_text_that_is_a_word_says_it(of, case, around):
    key, word = of
    assert word_of(around.format(case(word)), key) == word


@given(words_in(Match.EQUAL, Match.WHOLE_WORD, Match.FIRST_WORDS, Match.LEADS), LETTERS, st.booleans())
def test_a_word_with_a_letter_more_is_another(of, letter, before):
    key, word = of
    text = f"{letter}{word}" if before else f"{word}{letter}"
    is_joined = (word[0] if before else word[-1]).isalnum()  # ``pr.`` and what follows are two words
    assert not is_joined or word not in words_of(text, key)


@given(words_in(Match.WHOLE_WORD), st.sampled_from(["({})", "tal: {}, alt", "a/{}-b", "{}\nb"]))
def test_signs_beside_a_word_do_not_hide_it(of, around):
    key, word = of
    assert word in words_of(around.format(word), key)


@given(words_in(Match.WHOLE_WORD), st.sampled_from(cue_words("denying_words")))
def test_a_denial_takes_back_the_word_behind_it(of, denial):
    key, word = of
    assert (word in words_of(f"{denial} {word}", key)) is ("not_after" not in CLASSES[key] or word in denial)


# ---- one table -----------------------------------------------------------------------------------------------------

BY_HAND = {
    "schemas/lexicon/budget_titles.py _field": "which of two budgets is in force is told by the order of the words",
    "schemas/lexicon/budget_titles.py budget_title": "a word may be glued to a title, or stand in the middle of one",
    "schemas/text/values.py _error_texts": "figures are read below the matcher, which reads marks with their help",
    "workbook/exports/meaning/known_labels.py labels_for": "names of areas, which labels are compared with as centres",
    "workbook/exports/rules/kinds.py other_kinds": "words that large lists are searched for, column by column",
    "workbook/exports/meaning/surroundings.py _text": "a word that is written, and not looked for",
}
"""Where words are read without the matcher: the function → why."""
OTHERWISE = {
    "schemas/lexicon/budget_titles.py tells_amounts": "a title that is not understood may hold a budget's title",
    "schemas/lexicon/scale_texts.py scale_of": "a unit stands in brackets, or ends a label",
    "schemas/lexicon/labels.py total": "a total is named after its word, or before it",
    "schemas/lexicon/labels.py _totalled": "a total is named after its word",
    "schemas/lexicon/labels.py total_of": "a total is named after its word, or before it",
    "schemas/lexicon/unit_texts.py unit_in": "a unit is one with a word for a total behind it",
    "workbook/exports/meaning/ratio_parts.py _share_of_total": "a numerator is named after its word",
    "workbook/exports/rules/text_tests.py rows_of_other_figures": "a remark speaks of targets, and is none unless it is the word alone",
}
"""Where a text holds a word in another way than its class says: the function → why."""


@cache
def functions():
    """Each function of the project, by its module and name, and the statements of modules."""
    found = []
    for path in (path for folder in CODE for path in (ROOT / folder).rglob("*.py")):
        module, tree = path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
        inside = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        found += [(f"{module} {node.name}", node) for node in inside]
    return found


def names_in(node):
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def modes_in(node):
    """The ways of matching that a function names."""
    attributes = (each for each in ast.walk(node) if isinstance(each, ast.Attribute))
    return {each.attr for each in attributes if isinstance(each.value, ast.Name) and each.value.id == "Match"}


def reads_by_hand(source):
    """The functions of a module that read the lexicon's words themselves."""
    return [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef) and _reads(node)]


def _reads(node):
    return not names_in(node).isdisjoint(READERS)


def texts_in_code():
    """Every text that stands in code, where a class is named."""
    found = set()
    for path in (path for folder in CODE for path in (ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {each.value for each in ast.walk(tree) if isinstance(each, ast.Constant)}
    return found


def test_a_class_says_nothing_that_is_not_known():
    assert {line for each in CLASSES.values() for line in each} <= LINES_OF_A_CLASS
    assert {each["form"] for each in CLASSES.values() if "form" in each} <= {"text", "label"}
    assert {each["not_after"] for each in CLASSES.values() if "not_after" in each} <= set(CLASSES)
    assert [key for key in CLASSES if not set(LANGUAGES) <= set(CLASSES[key])] == []


def test_what_goes_without_saying_is_not_said():
    assert [key for key, each in CLASSES.items() if each.get("match") == Match.EQUAL] == []


def test_each_class_is_used():
    by_part = {f"part_{part.value}" for part in PARTS_OF_WORDS}  # named by what they stand for
    by_class = {each["not_after"] for each in CLASSES.values() if "not_after" in each}
    assert set(CLASSES) - texts_in_code() - by_class == by_part - texts_in_code()


def test_patterns_are_of_classes_that_say_so():
    in_code = {
        call.args[0].value
        for _, node in functions()
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "either"
    }
    assert in_code == set(MODES[Match.PATTERN])


def test_words_are_compared_by_the_matcher_alone():
    there = {name for name, node in functions() if _reads(node) and not name.startswith(MATCHING)}
    assert there == set(BY_HAND)


def test_a_call_that_says_otherwise_has_a_reason():
    there = {name for name, node in functions() if modes_in(node) and not name.startswith(MATCHING)}
    assert there == set(OTHERWISE)


@pytest.mark.parametrize(
    "line",
    [
        'return label_key(text) in cue_words("total_words")',
        'return any(word in text for word in cue_words("total_words"))',
        'return text.startswith(cue_spellings("total_words"))',
        'return cue_values("scales").get(text)',
    ],
)
def test_a_comparison_by_hand_is_seen(line):
    assert reads_by_hand(f"def is_total(text):\n    {line}\n") == ["is_total"]
    assert reads_by_hand('def is_total(text):\n    return says(text, "total_words")\n') == []
