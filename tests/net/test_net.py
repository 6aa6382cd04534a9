"""Nothing that a test reads comes out otherwise than it did: ``pytest -m net``; ``--golden`` writes the answers anew.

A wanted difference is a commit of its own, whose diff of ``answers/`` is read and whose message says why.
"""

import pytest

from tests.net.replay import answer
from tests.net.stored import ANSWERS, SHEETS, answers_in, load

pytestmark = pytest.mark.net
FILES = sorted(path.name.split(".")[0] for path in SHEETS.glob("*.gz"))


@pytest.mark.parametrize("name", FILES)
def test_every_sheet_comes_out_as_it_did(name, tmp_path, request):
    entries = load(SHEETS / f"{name}.jsonl.gz")
    found = {}
    for number, entry in enumerate(entries):
        folder = tmp_path / str(number)
        folder.mkdir()
        found[entry.key] = answer(entry, folder)
    path = ANSWERS / f"{name}.txt"
    if request.config.getoption("--golden"):
        blocks = ["\n".join([f"{entry.key} {entry.test}", *found[entry.key]]) for entry in entries]
        path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    stored = dict(answers_in(path.read_text(encoding="utf-8")))
    tests = {entry.key: entry.test for entry in entries}
    different = {f"{key} {tests[key]}": (lines, found[key]) for key, lines in stored.items() if lines != found.get(key)}
    assert stored.keys() == found.keys()
    assert different == {}


def test_the_net_is_wide():
    assert len(FILES) >= 20
    assert sum(len(load(SHEETS / f"{name}.jsonl.gz")) for name in FILES) >= 1500
