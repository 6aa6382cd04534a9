"""The walk of the first ten minutes, run from the guide's own text: its commands, what it says comes out, its cells.

The demo itself is tested elsewhere; here stands in its place what it begins with.
"""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from macros.cli import main
from macros.steps.demo import write_inputs
from schemas.words.vocabulary import entries, words
from tests.end_to_end.walked.edits import type_cell
from workbook.builder.guide_page import STEPS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"da": DOCS / "de-foerste-ti-minutter.md", "en": DOCS / "first-ten-minutes.md"}
_NOT_RUN = ("python ", "resultatkontrakt demo", "resultatkontrakt --language en demo")
"""The set-up, and the demo, which the README's first command runs in a test of its own."""


@dataclass
class Action:
    """What the guide asks for: commands, and what they are said to print; or cells to fill in.

    Args:
        commands: The lines of a block.
        is_refused: Whether the last of them is refused.
        printed: Texts that come out, in this order; an ellipsis stands for anything.
        cells: Sheet, row, column and value.
    """

    commands: list[str] = field(default_factory=list)
    is_refused: bool = False
    printed: list[str] = field(default_factory=list)
    cells: list[tuple[str, str, str, str]] = field(default_factory=list)


def actions(text):
    """The actions of a page, in their order."""
    found = []
    blocks = re.finditer(r"^```(\w+)( refused)?\n(.*?)^```$|^(\|[^\n]*\|\n)+", text, flags=re.MULTILINE | re.DOTALL)
    for block in blocks:
        kind, refused, body = block[1], block[2], block[3]
        if kind == "sh":
            found.append(Action(body.splitlines(), bool(refused)))
        elif kind == "text":
            found[-1].printed = body.splitlines()
        else:
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block[0].splitlines()]
            if len(rows[0]) == len(("sheet", "row", "column", "value")):
                found.append(Action(cells=[tuple(row) for row in rows[2:]]))
    return found


@pytest.fixture(params=PAGES)
def language(request, tmp_path, monkeypatch):
    """A folder with what the demo begins with, to walk in."""
    monkeypatch.chdir(tmp_path)
    Path("demo").mkdir()
    write_inputs(Path("demo"), words(request.param))
    return request.param


def test_each_step_does_what_the_guide_says(language, capsys):
    edited = None
    for action in actions(PAGES[language].read_text(encoding="utf-8")):
        for cell in action.cells:
            type_cell(edited, *cell)
        said = [run(each, capsys) for each in action.commands if not each.startswith(_NOT_RUN)]
        codes = [code for code, _ in said]
        assert codes == [0] * (len(said) - action.is_refused) + [1] * (action.is_refused and bool(said)), "".join(
            out for _, out in said
        )
        check_printed(action.printed, "".join(out for _, out in said))
        for command in action.commands:
            edited = next((path for path in map(Path, shlex.split(command)) if path.suffix == ".xlsx"), edited)


def run(command, capsys):
    """Run a line of the guide: its exit code, and what it prints."""
    program, *arguments = shlex.split(command)
    if program == "mkdir":
        Path(arguments[0]).mkdir()
        return 0, ""
    assert program == "resultatkontrakt"
    capsys.readouterr()
    code = main(arguments)
    return code, "".join(capsys.readouterr())


def check_printed(lines, out):
    """Each line comes out, after the one before it."""
    start = 0
    for line in lines:
        pattern = ".*".join(map(re.escape, line.split("…")))
        match = re.search(pattern, out[start:])
        assert match, f"{line}\n--- not in ---\n{out[start:]}"
        start += match.end()


@pytest.mark.parametrize("language", PAGES)
def test_its_steps_are_those_of_the_sheet_in_the_workbook(language):
    text = PAGES[language].read_text(encoding="utf-8")
    titles = re.findall(r"^## \d+\. (.*)$", text, flags=re.MULTILINE)
    assert titles == [words(language).text(f"guide_{step.key}_title") for step in STEPS]


def test_both_pages_ask_for_the_same():
    danish, english = (actions(page.read_text(encoding="utf-8")) for page in PAGES.values())
    plain = [[each.replace("--language en ", "") for each in action.commands] for action in english]
    assert [action.commands for action in danish] == plain
    assert [len(action.cells) for action in danish] == [len(action.cells) for action in english]


@pytest.mark.parametrize("language", PAGES)
def test_buttons_and_sheets_are_called_what_they_are_called(language):
    named = set(re.findall(r"\*([^*]+)\*", PAGES[language].read_text(encoding="utf-8")))
    texts = entries()["texts"]
    buttons = {each[language] for key, each in texts.items() if key.startswith("button_")}
    sheets = {each[language] for each in entries()["sheets"].values()}
    assert named - buttons - sheets == set()


@pytest.mark.parametrize("language", PAGES)
def test_the_sheet_leads_to_the_sheets_it_speaks_of(language, tmp_path):
    from macros.steps.new import new
    from macros.steps.register import read_register

    path = tmp_path / "ny.xlsx"
    new(read_register("2009", words(language)), None, path, words(language))
    book = openpyxl.load_workbook(path)
    sheet = book[words(language).sheet("guide")]
    links = [cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink]
    assert len(links) == sum(len(step.sheets) for step in STEPS)
    assert {link.partition("!")[0].strip("'") for link in links} <= set(book.sheetnames)
