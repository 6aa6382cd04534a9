"""The vocabulary, the issue catalogue and the parameters are whole, and agree with the code."""

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from schemas import codes, economy_codes, tables
from schemas.fields import Kind, Table
from schemas.issues.issue import Issue, Place, catalogue
from schemas.measures import account_measure, deviation_measure
from schemas.parameters import all_parameters, in_force
from schemas.words.vocabulary import LANGUAGES, code_of, entries, words
from workbook.exports.rules.text_rules import text_rules

ROOT = Path(__file__).parents[3]
ALL_TABLES = [
    each for each in vars(tables).values() if isinstance(each, type) and issubclass(each, Table) and each is not Table
]
SOURCES = [path for room in ("schemas", "udfs", "workbook", "macros") for path in (ROOT / room).rglob("*.py")]
WORDED = [
    path
    for ending in ("*.bas", "*.html", "*.xml")
    for room in ("workbook", "macros")
    for path in (ROOT / room).rglob(ending)
]


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_every_field_has_a_title_in_both_languages(table):
    for language in LANGUAGES:
        titles = [words(language).title(table, field) for field in table.fields]
        assert all(titles)
        assert len(set(titles)) == len(titles), "two columns of a table may not share a title"


def test_every_table_has_a_title_in_both_languages():
    assert set(entries()["tables"]) == {table.name for table in ALL_TABLES}
    assert all(words(language).table(table) for language in LANGUAGES for table in ALL_TABLES)


def test_every_code_has_a_word_that_reads_back():
    for table in ALL_TABLES:
        for field in (field for field in table.fields if field.kind in {Kind.CODE, Kind.OPEN_CODE}):
            for code in field.codes:
                for language in LANGUAGES:
                    assert code_of(field, words(language).show(field, code)) == code
                assert code_of(field, code.value.upper()) == code


def test_every_enumeration_is_in_the_vocabulary():
    known = entries()["codes"]
    for enumeration in (
        each
        for module in (codes, economy_codes)
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    ):
        assert set(known[enumeration.__name__]) == {code.value for code in enumeration}


def _keys(path):
    """The texts that a macro's source or a page asks for."""
    found = re.findall(r"\$\{(\w+)\}|text\([\"'](\w+)[\"']\)", path.read_text(encoding="utf-8"))
    return [key for pair in found for key in pair if key]


@pytest.mark.slow
def test_every_text_asked_for_exists_and_every_text_is_asked_for():
    texts = set(entries()["texts"])
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    source += "".join(path.read_text(encoding="utf-8") for path in WORDED)
    source += "".join(f'"{key}"' for path in WORDED for key in _keys(path))
    assert set(re.findall(r"text\(\s*\"(\w+)\"", source)) <= texts
    # Families of texts are asked for by a key that is put together.
    families = set(re.findall(r"f\"(\w+_)\{", source))
    quoted = set(re.findall(r"(?=[\"'](\w+)[\"'])", source))  # ahead, for one quotation mark may end and begin a word
    assert {text for text in texts - quoted if not text.startswith(tuple(families))} == set()


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_issue_is_worded_in_both_languages_with_the_same_details(code):
    entry = catalogue()[code]
    assert entry["severity"] in {"error", "warning"}
    names = []
    for language in LANGUAGES:
        parts = entry[language]
        assert parts["title"] and parts["message"] and parts["suggestion"]
        names.append({name for part in parts.values() for _, name, _, _ in Formatter().parse(part) if name})
    assert names[0] == names[1]


def test_every_issue_raised_is_in_the_catalogue_and_the_other_way_round():
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    raised = set(
        re.findall(r"(?:Issue|RowRule|BrokenCellError|_NotValidError|note|note_once|_obstacle)\(\s*\"(\w+)\"", source)
    )
    raised |= set(re.findall(r"\"(file_\w+)\"", source)) & set(catalogue())
    raised |= {code for rule in text_rules() for code in rule.findings.values()}
    assert raised <= set(catalogue())
    assert set(catalogue()) - raised == set()


def test_a_finding_knows_its_place():
    issue = Issue("not_a_number", Place("a.csv", "", 3, "Værdi", "D3"), "abc")
    record = issue.record(words())
    assert (record["cell"], record["row"], record["severity"]) == ("D3", 3, "error")
    assert "abc" in record["message"]


def test_parameters_have_unit_source_and_date():
    for parameter in all_parameters():
        assert parameter.valid_from <= date.today()
        for language in LANGUAGES:
            assert parameter.unit[language] and parameter.source[language] and parameter.description[language]


def test_the_purchase_floor_changed_in_2008():
    assert in_force(2007)["purchase_floor"].value == 95
    assert in_force(2008)["purchase_floor"].value == 85
    assert in_force(2011)["purchase_floor"].value == 85
    assert in_force(2009)["tolerance"].value == 0.10


def test_the_measures_that_budget_accounts_feed():
    assert account_measure("purchase") == "purchase_budget_use"
    assert account_measure("Lønpulje") == "Lønpulje_use"
    assert deviation_measure("operating", 7) == "operating_forecast_07_deviation"


def test_the_clock_is_only_in_macros():
    for path in SOURCES:
        if path.relative_to(ROOT).parts[0] != "macros":
            assert not re.search(r"\.now\(|\.today\(|\.utcnow\(", path.read_text(encoding="utf-8")), path


READERS_OF_DANISH = {
    "periods.py", "period_patterns.py", "part_of_year.py", "deadline_lists.py", "deadline_words.py", "goal_lists.py",
    "demo.py", "console.py",
}  # fmt: skip
"""Files that recognise what people write in Danish, or hold a Danish name of a place."""


def test_no_danish_letters_outside_the_vocabulary():
    """Every Danish word a user sees lives in the vocabulary; docstrings and comments may name a Danish title."""
    import ast

    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
                allowed = path.name in READERS_OF_DANISH or "``" in node.value
                assert allowed or not re.search("[æøåÆØÅ]", node.value), (path, node.value)
