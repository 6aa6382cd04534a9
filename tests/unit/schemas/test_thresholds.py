"""The numbers by which readings are judged stand in one table, each with its reason and a use."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "schemas" / "thresholds.py"
CODE = ("resultatkontrakt", "schemas", "udfs", "workbook", "macros")
READING = (
    *(f"workbook/exports/{folder}" for folder in ("tidy", "meaning", "rules", "rows", "profiles")),
    "schemas/lexicon",
)
FEWEST_WORDS = 20
"""Of a reason: what is counted, and what goes wrong on both sides, cannot be said in fewer."""
NO_CHOICES = {
    "schemas/lexicon/match.py _MARK": "letters of the longest mark of a note, with room for it",
    "schemas/lexicon/match.py TEXTS_KEPT": "size of a cache",
    "schemas/lexicon/nearest.py _BITS": "bits of a whole number",
    "schemas/lexicon/nearest.py _KEPT": "size of a cache",
    "schemas/lexicon/time_headings.py _YEAR_DIGITS": "digits of a year",
    "workbook/exports/meaning/ratio_parts.py _PAIR": "a count and its share",
    "workbook/exports/profiles/choose.py _LARGEST": "bytes of a file, against bombs",
    "workbook/exports/profiles/profile_text.py _HUNDRED": "per cent of a whole",
    "workbook/exports/profiles/unsure.py _HUNDRED": "per cent of a whole",
    "workbook/exports/profiles/profile_text.py _WIDTH": "width of a printed line",
    "workbook/exports/rows/budget_figures.py _SCALES": "thousands and millions",
    "workbook/exports/rows/own_rows.py NOBODY": "stands for no workbook",
    "workbook/exports/rows/own_rows.py _LEFT_OUT": "stands for no workbook",
    "workbook/exports/rules/double_years.py _CENTURY": "years of a century",
    "workbook/exports/rules/period_lengths.py _NO_MONTHS": "stands for no number of months",
    "workbook/exports/tidy/header_band.py _GLANCES_A_STEP": "what a step of work costs",
    "workbook/exports/tidy/regions.py _BLANK_BETWEEN": "rows with one blank between them are two apart",
}
"""Numbers that stand where they are used, for nobody could choose another: name → what it is."""


def assigned(source):
    """The names that a module gives values, each with the value and the statement that follows."""
    body = ast.parse(source).body
    for statement, after in zip(body, [*body[1:], None], strict=True):
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and statement.value is not None:
                yield target.id, statement.value, after


def is_number(value):
    """Whether a value is written as a number, as several, or as what numbers come to (``4 << 20``)."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, int | float) and not isinstance(value.value, bool)
    if isinstance(value, ast.UnaryOp):
        return is_number(value.operand)
    if isinstance(value, ast.BinOp):
        return is_number(value.left) and is_number(value.right)
    return isinstance(value, ast.Tuple | ast.List | ast.Set) and bool(value.elts) and all(map(is_number, value.elts))


def numbers_of(source):
    return [name for name, value, _ in assigned(source) if is_number(value)]


def without_reason(source):
    """The numbers that no docstring of some length follows."""
    return [name for name, value, after in assigned(source) if is_number(value) and not _is_reason(after)]


def _is_reason(statement):
    value = statement.value if isinstance(statement, ast.Expr) else None
    text = value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
    return len(text.split()) >= FEWEST_WORDS and text.endswith(".")


def taken_from_table(source):
    """The names that a module imports from the table and makes use of."""
    tree = ast.parse(source)
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "schemas.thresholds"
        for alias in node.names
    }
    return imported & {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def read(path):
    return path.read_text(encoding="utf-8")


def test_each_number_has_a_reason():
    assert numbers_of(read(TABLE))
    assert without_reason(read(TABLE)) == []


def test_each_number_is_used():
    modules = (path for folder in CODE for path in (ROOT / folder).rglob("*.py") if path != TABLE)
    used = set().union(*(taken_from_table(read(path)) for path in modules))
    assert used == set(numbers_of(read(TABLE)))


def test_the_reading_has_no_numbers_of_its_own():
    there = {
        f"{path.relative_to(ROOT).as_posix()} {name}"
        for folder in READING
        for path in (ROOT / folder).rglob("*.py")
        for name in numbers_of(read(path))
    }
    assert there == set(NO_CHOICES)


SENTENCES = "Words of a label, and why. " * 5
REASON = f'"""{SENTENCES.strip()}"""'


@pytest.mark.parametrize("after", ["", '"""Words."""', "_OTHER = 4", f"# {REASON}", f'"""{SENTENCES}and"""'])
def test_a_number_without_reason_is_seen(after):
    assert without_reason(f"_MOST: Final = 4\n{after}\n")[0] == "_MOST"


def test_a_number_with_a_reason_passes():
    assert without_reason(f"_MOST: Final = 4\n{REASON}\n") == []


@pytest.mark.parametrize("value", ["4", "0.7", "-1", "1 << 20", "10 * 2", "(1_000, 1_000_000)", "1e-6"])
def test_a_number_of_its_own_is_seen(value):
    for line in (f"_MOST = {value}", f"_MOST: Final = {value}", f"_MOST: int = {value}"):
        assert numbers_of(line) == ["_MOST"]


@pytest.mark.parametrize("line", ["_IS = True", '_TEXT = "4"', "_NONE = ()", "_FROM = other(4)", "_LATER: int", "4"])
def test_what_is_no_number_passes(line):
    assert numbers_of(line) == []


def test_an_import_alone_is_no_use():
    line = "from schemas.thresholds import MOSTLY\n"
    assert taken_from_table(line) == set()
    assert taken_from_table(f"{line}print(MOSTLY)\n") == {"MOSTLY"}
