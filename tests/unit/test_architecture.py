"""The drawing in ``docs/architecture.md`` names the layers that import-linter keeps, in the same order."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
TOP = ""
"""What the layers of the whole project stand in."""


def drawn(page):
    """The drawing's layers by what they stand in: a line a layer, indented below the name that ends with a colon."""
    [drawing] = re.findall(r"^```text\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    found, container = {TOP: []}, TOP
    for line in drawing.splitlines():
        name = re.split(r"\s{2,}", line.strip())[0]
        if line.startswith(" ") and name.endswith(":"):
            container = name.removesuffix(":")
            found[container] = []
        else:
            found[container if line.startswith(" ") else TOP].append(name)
    return found


def kept():
    """The layers of the contracts, in the same form."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = [contract for contract in linter["contracts"] if contract["type"] == "layers"]
    return {container: each["layers"] for each in layers for container in each.get("containers", [TOP])}


def test_the_drawing_is_what_the_linter_keeps():
    assert drawn(PAGE) == kept()


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("\nmacros ", "\nmakros "),
        ("\n    tidy ", "\n    tidier "),
        ("\n    cases | large ", "\n    cases "),
        ("\n    files ", "\n    extra   a layer too many\n    files "),
        ("workbook.exports:", "workbook.imports:"),
    ],
)
def test_a_drawing_that_differs_is_seen(there, instead):
    assert PAGE.count(there) == 1
    assert drawn(PAGE.replace(there, instead)) != kept()


def test_the_order_of_the_lines_counts():
    lines = PAGE.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("    tidy "))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    assert drawn("\n".join(lines) + "\n") != kept()
