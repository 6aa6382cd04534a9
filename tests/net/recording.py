"""Writes down every sheet that any test reads: ``pytest --record-net FOLDER``, then ``python -m tests.net.collect FOLDER``.

A plugin that ``conftest.py`` loads; each worker of a run writes a file of its own.
"""

import json
import os
import sys
from collections import Counter
from functools import cached_property
from pathlib import Path

import hypothesis

from macros.steps import contract as contracts
from tests.net.stored import Stored, from_grid, from_table
from workbook.exports import read
from workbook.exports.profiles.choose import is_profile

_MOST_DRAWN = 40
"""Of the examples that hypothesis draws for a test; all others are kept."""
_MOST_BYTES = 300_000
_MOST_ROWS = 3_000
"""Larger files are left to their own tests."""
DRAWN = "drawn"
"""The workbook for which sheets are read that tests lay out without one."""
_LAYING_OUT = ("read_layout", "propose", "find_lists")


class Recorder:
    """Writes each file that is read.

    Args:
        folder: Where to.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._out = (folder / f"{os.getpid()}.jsonl").open("w", encoding="utf-8")
        self._workbooks = folder / "workbooks"
        self._workbooks.mkdir(exist_ok=True)
        self._drawn: Counter[str] = Counter()
        self._profiles: dict[int, tuple] = {}
        self._contracts: dict[int, tuple] = {}

    def start(self) -> None:
        """Stand between the tests and the reading."""
        file, sheet_reader = read.read_file, read.sheet_reader_for

        def reading(path, reader, readings):
            found = file(path, reader, readings)
            self._note(path, reader, readings, found)
            return found

        def with_profiles(paths, expected, words, options):
            reader, issues = sheet_reader(paths, expected, words, options)
            profile, folder = options.profile, next(iter(options.folders), None)
            given = (profile.name, profile.read_text(encoding="utf-8-sig")) if profile else None
            folders = [folder] if folder else [path.parent for path in paths]
            beside = [each for each in folders for each in each.glob("*.toml")] if profile is None else []
            own = {each.name: each.read_text("utf-8-sig", "replace") for each in beside if is_profile(each)}
            self._profiles[id(reader)] = (reader, given, own)  # the reader too: its number must not be used again
            return reader, issues

        read.read_file, read.sheet_reader_for = reading, with_profiles
        self._remember_contracts()

    def _remember_contracts(self) -> None:
        """Keep the workbook behind what exports are read for."""
        made = contracts.Contract.__dict__["expected"].func

        def expected(contract):
            found = made(contract)
            self._contracts[id(found)] = (found, contract)
            return found

        kept = cached_property(expected)
        kept.__set_name__(contracts.Contract, "expected")
        contracts.Contract.expected = kept

    def watch(self) -> None:
        """Stand before the functions that tests of the layout call, once the tests are collected."""
        for module in [
            each for name, each in sys.modules.items() if name.startswith("tests.unit.workbook.exports.tidy")
        ]:
            for name in _LAYING_OUT:
                if callable(function := getattr(module, name, None)):
                    setattr(module, name, self._before(function))

    def _before(self, function):
        def called(grid, *more, **named):
            self._write(Stored(self._test(), grid.file, DRAWN, grids=[from_grid(grid)]), None)
            return function(grid, *more, **named)

        return called

    def _note(self, path, reader, readings, found) -> None:
        _, given, own = self._profiles.get(id(reader), (None, None, {}))
        large = readings.is_large(path)
        if is_profile(path) or (large and path.stat().st_size > _MOST_BYTES):
            return
        content = path.read_bytes().decode("latin-1") if large else ""
        grids = None if large else [from_grid(grid) for grid in readings.grids(path)]
        workbook = self._workbook(self._contracts[id(reader._expected)][1]) if reader._expected else ""
        language = reader._words.language
        entry = Stored(self._test(), path.name, workbook, language, grids, content, given, own)
        self._write(entry, sorted({(issue.code, issue.place.cell) for each in found for issue in each.issues}))

    def _workbook(self, contract) -> str:
        present = [table.name for table in contracts._READ if table.name in contract.tables]
        tables = {name: from_table(contract.tables[name].raw) for name in present}
        told = {"name": contract.book.name, "language": contract.words.language, "tables": tables}
        text = json.dumps(told, sort_keys=True)
        key = Stored("", text).key
        (self._workbooks / f"{key}.json").write_text(text, encoding="utf-8")
        return key

    def _test(self) -> str:
        return os.environ.get("PYTEST_CURRENT_TEST", "").rsplit(" ", 1)[0]

    def _write(self, entry: Stored, found: object) -> None:
        long = any(len(grid["rows"]) > _MOST_ROWS for grid in entry.grids or ())
        if long or entry.test.startswith("tests/net/"):
            return
        if hypothesis.currently_in_test_context():
            self._drawn[entry.test] += 1
            if self._drawn[entry.test] > _MOST_DRAWN:
                return
        self._out.write(json.dumps({"entry": vars(entry), "found": found}) + "\n")
        self._out.flush()
