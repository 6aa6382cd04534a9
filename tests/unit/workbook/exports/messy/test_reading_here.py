"""The tests of messy exports read in their own process; here that is held against the command line, sheet by sheet."""

import json
from pathlib import Path

import pytest

from macros.cli import main
from tests.corpus.test_corpus import CASES, HERE
from tests.unit.workbook.exports.messy.reading_here import shown_of

_EVERY = 6
SAMPLE = sorted({case.file for case in CASES if not case.profile})[::_EVERY]


@pytest.mark.own_process
@pytest.mark.parametrize("name", SAMPLE)
def test_the_command_line_shows_the_same(name, contract, own_workbook, capsys):
    path = Path(HERE) / "files" / name
    code = main(["validate", str(path), "--workbook", str(own_workbook), "--json"])
    shown = json.loads(capsys.readouterr().out)
    code_here, here = shown_of([path], contract)
    here = json.loads(json.dumps(here, default=str))
    assert code == code_here
    assert shown["observations"] == here["observations"]
    assert shown["issues"] == here["issues"]
    assert shown["groups"] == here["groups"]


def test_the_sample_is_large_enough():
    assert len(SAMPLE) >= 18
