"""The README, the pages in docs, the help and the commands agree."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from macros.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / ".github").rglob("*.md")])
SYSTEM = {name: os.environ[name] for name in ("SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA") if name in os.environ}
"""What no program on Windows starts without."""
COMMANDS = (
    "demo", "register", "new", "validate", "import", "profile", "recalculate", "close", "reopen", "consolidate",
    "explain", "report", "template", "publish", "goal", "centre", "update", "roll-over", "upgrade", "undo",
    "attach", "serve", "doctor", "install",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_a_place_among_the_commands(capsys, command):
    assert main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("brug: ")
    assert f"| `resultatkontrakt {command}" in COMMANDS_PAGE
    for option in re.findall(r"^  (--[\w-]+)", text, flags=re.MULTILINE):
        if option not in {"--language"}:
            assert option in COMMANDS_PAGE, f"{command} {option}"


def test_the_help_names_every_command_and_no_other(capsys):
    assert main(["--help"]) == 0
    assert set(re.findall(r"^    ([\w-]+) ", capsys.readouterr().out, flags=re.MULTILINE)) == set(COMMANDS)


def test_ci_runs_exactly_the_readmes_test_command():
    command = re.search(r"```\n(.*pytest.*)\n```", README)[1]
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason_in_the_readme():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = re.split(r"[\[<>=]", requirement)[0]
        assert re.search(rf"^\| {name} \|", README, flags=re.MULTILINE | re.IGNORECASE), name


_PATH = r"`((?:\.\w+|\w+)(?:/[\w.-]+)*/[\w.-]*|[\w-]+\.(?:md|toml|csv))`"
"""A path in a text: it has a slash, or is a file of a kind that stands at the root."""


@pytest.mark.parametrize("page", [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md")])
def test_every_path_that_is_named_exists(page):
    named = re.findall(_PATH, page.read_text(encoding="utf-8"))
    rooms = [ROOT, *(ROOT / room for room in ("schemas", "udfs", "workbook", "macros"))]
    assert len(named) > 10
    assert [path for path in named if not any((room / path).exists() for room in rooms)] == []


def _heads(text):
    """The anchors of a page's headings, as a browser of repositories makes them."""
    titles = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", page.read_text(encoding="utf-8")):
        path, _, head = "".join(link).partition("#")
        if not path.startswith(("http:", "https:")):
            target = page.parent / path if path else page
            assert target.exists(), path
            assert not head or head in _heads(target.read_text(encoding="utf-8")), link


def test_every_document_is_in_the_index():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = {f"../{page.name}" for page in ROOT.glob("*.md")} | {page.name for page in (ROOT / "docs").glob("*.md")}
    assert pages - {"index.md"} == set(re.findall(r"^\| \[[^]]+\]\(([^)]+)\)", index, flags=re.MULTILINE))


def test_a_console_in_a_danish_code_page_never_breaks(filled):
    for encoding in ("cp850", "cp1252", "ascii"):
        done = subprocess.run(
            [sys.executable, "-m", "resultatkontrakt", "recalculate", str(filled)],
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONIOENCODING": encoding, "PATH": "", **SYSTEM},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert b"Opgjort pr." in done.stdout


def test_module_and_version():
    done = subprocess.run(
        [sys.executable, "-m", "resultatkontrakt", "--version"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert re.fullmatch(r"resultatkontrakt \d+\.\d+\.\d+\n", done.stdout)
