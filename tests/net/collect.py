"""Puts what runs of ``pytest --record-net FOLDER`` wrote into the net: ``python -m tests.net.collect FOLDER``.

Sheets that are there stay there; new ones are added under the file of tests that read them first. The answers of new ones
are what comes out today; ``pytest -m net --golden`` writes the answers of all.
"""

import json
import re
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.net.recording import DRAWN
from tests.net.replay import answer
from tests.net.stored import (
    ANSWERS,
    SHEETS,
    WORKBOOKS,
    Stored,
    load,
    load_workbooks,
    save,
    save_workbooks,
)
from tests.unit.workbook.exports.tidy.drawn import CENTRES, MEASURES


def main(folder: Path) -> None:
    """Add what a folder holds."""
    for each in (SHEETS, ANSWERS):
        each.mkdir(exist_ok=True)
    workbooks = load_workbooks() if WORKBOOKS.exists() else {}
    for path in sorted((folder / "workbooks").glob("*.json")):
        workbooks[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    workbooks.setdefault(DRAWN, _drawn(workbooks))
    save_workbooks(workbooks)
    known: dict[str, list[Stored]] = {path.name: load(path) for path in sorted(SHEETS.glob("*.gz"))}
    keys = {entry.key for entries in known.values() for entry in entries}
    found = defaultdict(list, known)
    unlike = 0
    for entry, findings in _recorded(folder):
        if entry.key in keys:
            continue
        keys.add(entry.key)
        unlike += findings is not None and not _is_like(entry, findings)
        found[f"{Path(entry.test.split('::')[0]).stem.removeprefix('test_')}.jsonl.gz"].append(entry)
    for name, entries in found.items():
        save(SHEETS / name, entries)
    print(f"{sum(map(len, found.values()))} sheets, {len(keys)} keys; {unlike} come out otherwise than in their test")


def _recorded(folder: Path) -> list[tuple[Stored, list[list[str]] | None]]:
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    told = [json.loads(line) for line in lines]
    return sorted(((Stored(**each["entry"]), each["found"]) for each in told), key=lambda pair: pair[0].test)


def _is_like(entry: Stored, findings: list[list[str]]) -> bool:
    """Whether all that was found in the test is found again; what is said of the whole import may be more."""
    with tempfile.TemporaryDirectory() as folder:
        lines = answer(entry, Path(folder))
    again = {(code, place.rsplit("!", 1)[1]) for line in lines if (at := re.fullmatch(r"  (\w+) (.*!\S*)(?: x\d+)?", line))
             for code, place in [at.groups()]}  # fmt: skip
    missing = {tuple(each) for each in findings} - again
    if missing:
        print(entry.test, sorted(missing)[:3])
    return not missing


def _drawn(workbooks: dict) -> dict:
    """A workbook of the centres and measures that drawn sheets name, made of one of ours."""
    model = next(each for each in workbooks.values() if each["tables"]["goals"]["rows"])
    tables = {**model["tables"]}
    goals = tables["goals"]
    header = goals["header"]
    rows = []
    for row, (title, measure) in zip(goals["rows"], MEASURES.items(), strict=False):
        told = {"Center": CENTRES[0], "Mål": title, "Indikator": measure, "Enhed": "count"}
        assert told.keys() <= set(header)
        rows.append([["TEXT", told[name]] if name in told else cell for name, cell in zip(header, row, strict=True)])
    tables["goals"] = {**goals, "rows": rows, "row_numbers": goals["row_numbers"][: len(rows)]}
    for name in ("observations", "budget_lines"):
        tables[name] = {**tables[name], "rows": [], "row_numbers": []}
    centres = tables["centres"]
    made = [["Nord", "N", "Jobcentre", "Ja"], ["Syd", "S", "Jobcentre", "Ja"], ["Vest", "V", "", "Ja"]]
    assert len(centres["header"]) == len(made[0]), centres["header"]
    cells = [[["TEXT", text] if text else ["BLANK"] for text in row] for row in made]
    tables["centres"] = {**centres, "rows": cells, "row_numbers": centres["row_numbers"][: len(cells)]}
    return {**model, "name": "tegnet.xlsx", "tables": tables}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
