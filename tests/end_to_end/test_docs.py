"""The README, the help and the commands agree."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from macros.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (
    "demo", "new", "validate", "import", "profile", "recalculate", "consolidate", "attach", "serve", "doctor", "install",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_a_place_in_the_readme(capsys, command):
    assert main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("brug: ")
    assert f"resultatkontrakt {command}" in README
    for option in re.findall(r"^  (--[\w-]+)", text, flags=re.MULTILINE):
        if option not in {"--language"}:
            assert option in README, f"{command} {option}"


def test_the_help_names_every_command_and_no_other(capsys):
    assert main(["--help"]) == 0
    assert set(re.findall(r"^    (\w+) ", capsys.readouterr().out, flags=re.MULTILINE)) == set(COMMANDS)


def test_ci_runs_exactly_the_readmes_test_command():
    command = re.search(r"```\n(.*pytest.*)\n```", README)[1]
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason_in_the_readme():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = re.split(r"[\[<>=]", requirement)[0]
        assert re.search(rf"^\| {name} \|", README, flags=re.MULTILINE | re.IGNORECASE), name


def test_a_console_in_a_danish_code_page_never_breaks(filled):
    for encoding in ("cp850", "cp1252", "ascii"):
        done = subprocess.run(
            [sys.executable, "-m", "resultatkontrakt", "recalculate", str(filled)],
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONIOENCODING": encoding, "PATH": ""},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert b"Opgjort pr." in done.stdout


def test_module_and_version():
    done = subprocess.run(
        [sys.executable, "-m", "resultatkontrakt", "--version"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert re.fullmatch(r"resultatkontrakt \d+\.\d+\.\d+\n", done.stdout)
