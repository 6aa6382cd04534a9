"""Readers in processes of their own: whatever one does, the user is told of its file alone, and nothing is left behind."""

import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from schemas.cells import CellKind
from schemas.errors import CannotOpenError
from workbook.exports import guarded
from workbook.exports.guarded import BOUNDS, Bounds, FileReaders

pytestmark = pytest.mark.own_process

LINES = "Center;Værdi\nJobcenter Skelbækgade;51,5\n"
SHORT = Bounds(seconds=1.0, patience=2.0)
FOR_EVER = "import time\nwhile True: time.sleep(1)"
TALKING = "import sys\nwhile True: sys.stdout.write('x' * 65536); sys.stderr.write('x' * 65536)"
BUSY = "while True: pass"
HUNGRY = "kept = []\nwhile True: kept.append(bytearray(b'x') * (1 << 23)); import time; time.sleep(0.02)"
GREEDY = "kept = bytearray(1 << 40)"


def _readers() -> list[psutil.Process]:
    """The readers that run; other tests' browsers may run beside them."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if any("workbook.exports.child" in part for part in process.cmdline()):
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


@pytest.fixture(autouse=True)
def nothing_left(tmp_path, monkeypatch):
    """No process and no temporary folder outlives a test."""
    temporary = tmp_path / "midlertidig mappe"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = set(_readers())
    yield
    assert set(_readers()) == before
    assert list(temporary.iterdir()) == []


@pytest.fixture
def file(tmp_path):
    def write(name="udtræk.csv", text=LINES):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def reader(monkeypatch):
    """Have files whose name holds ``ond`` read by other code; all others are read as ever."""

    def put(code):
        head = f"import sys, pickle\njob = pickle.load(open(sys.argv[2], 'rb'))\nif 'ond' in job.path.name:\n{_inner(code)}\n"
        start = "import sys; sys.path.insert(0, sys.argv[1])\n"
        call = "from workbook.exports.child import main; main(sys.argv[2], sys.argv[3], int(sys.argv[4]))"
        monkeypatch.setattr(guarded, "_START", start + head)
        monkeypatch.setattr(guarded, "_CALL", call)

    return put


def _inner(code):
    return "\n".join(f"    {line}" for line in code.splitlines())


def refused(readings, path):
    with pytest.raises(CannotOpenError) as caught:
        readings.grids(path)
    (issue,) = caught.value.issues
    return issue


def texts(grids):
    return [cell.text for grid in grids for row in grid.rows.values() for cell in row.values()]


@pytest.mark.parametrize(
    ("code", "bounds"), [(FOR_EVER, SHORT), (TALKING, SHORT), (BUSY, replace(SHORT, patience=30.0))]
)
def test_a_reader_that_never_ends_is_stopped_in_time(code, bounds, file, reader):
    reader(code)
    bad, good = file("ond.csv"), file("god.csv")
    began = time.monotonic()
    with FileReaders([bad, good], bounds) as readings:
        issue = refused(readings, bad)
        assert (issue.code, issue.place.file) == ("file_reader_slow", "ond.csv")
        assert issue.value == "1" if code == BUSY else issue.value in {"1", "2"}
        assert time.monotonic() - began < 15
    with FileReaders([bad, good], replace(SHORT, seconds=30.0)) as readings:
        assert "51,5" in texts(readings.grids(good))


def test_a_reader_that_waits_for_its_turn_is_not_stopped(file, reader):
    """A busy machine gives it a small share of a processor: what counts is what it took of that."""
    reader("import time\ntime.sleep(1.5)")
    path = file("ond.csv")
    with FileReaders([path], Bounds(seconds=1.0, patience=30.0)) as readings:
        assert "51,5" in texts(readings.grids(path))


def test_a_reader_that_takes_all_memory_is_stopped(file, reader):
    reader(HUNGRY)
    with FileReaders([], Bounds(memory=200 << 20)) as readings:
        issue = refused(readings, file("ond.csv"))
        assert (issue.code, issue.value) == ("file_reader_memory", "200")
        assert "51,5" in texts(readings.grids(file("god.csv")))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no process's addresses; there the parent watches")
def test_the_system_refuses_more_memory_than_a_file_may_take(file, monkeypatch):
    """The bound set in the child itself; then the reader ends, and a file of its own is not blamed for others."""
    start = "import sys; sys.path.insert(0, sys.argv[1]); import workbook.exports.child as c\n"
    monkeypatch.setattr(guarded, "_START", start + "c.done = lambda job: bytearray(1 << 40)\n")
    monkeypatch.setattr(guarded, "_CALL", "c.main(sys.argv[2], sys.argv[3], int(sys.argv[4]))")
    with FileReaders([]) as readings:
        assert refused(readings, file()).code in {"file_reader_ended", "file_reader_memory"}


@pytest.mark.parametrize(
    "code",
    [
        "import os; os._exit(0)",
        "import os; os._exit(7)",
        "import os; os.abort()",
        "raise RuntimeError('unforeseen')",
        "raise SystemExit(3)",
        "open(sys.argv[3], 'wb').close(); sys.exit()",
        "open(sys.argv[3], 'wb').write(b'no answer'); sys.exit()",
        "open(sys.argv[3], 'wb').write(b'\\x80\\x05\\x95'); sys.exit()",
        "open(sys.argv[3], 'wb').write(b'cno_such_module\\nthing\\n.'); sys.exit()",
        "open(sys.argv[3], 'wb').write(b'cworkbook\\nno_such_thing\\n.'); sys.exit()",
        "open(sys.argv[3], 'wb').write(b'K\\x01K\\x02\\x93.'); sys.exit()",
        "import os; os.mkdir(sys.argv[3]); sys.exit()",
    ],
)
def test_a_reader_that_ends_without_an_answer_is_told_by_its_file(code, file, reader):
    reader(code)
    bad, good = file("ond.csv"), file("god.csv")
    with FileReaders([bad, good]) as readings:
        issue = refused(readings, bad)
        assert (issue.code, issue.place.file) == ("file_reader_ended", "ond.csv")
        assert "51,5" in texts(readings.grids(good))


def test_an_error_of_the_reader_itself_crosses_as_it_is(tmp_path):
    path = tmp_path / "rapport.pdf"
    path.write_bytes(b"%PDF-1.4\n")
    with FileReaders([path]) as readings:
        assert refused(readings, path).code == "file_type"
        assert refused(readings, path).code == "file_type"  # asked again, read again


@pytest.mark.parametrize(
    "name",
    [
        "Ærø Åse blåbærgrød.csv",
        "med mellemrum og 'tegn' & %PATH%.csv",
        "日本語 🙂.csv",
        "-c.csv",
        f"{'meget ' * 15}dyb/{'mappe' * 20}/{'lang' * 30}/udtræk.csv",
    ],
)
def test_paths_of_every_kind(name, file):
    path = file(name)
    with FileReaders([path]) as readings:
        grids = readings.grids(path)
    assert (grids[0].file, texts(grids)[-1]) == (path.name, "51,5")


def test_relative_paths_mean_what_they_meant_at_the_start(file, tmp_path, monkeypatch):
    file("mappe/udtræk.csv")
    monkeypatch.chdir(tmp_path)
    with FileReaders([Path("mappe/udtræk.csv")]) as readings:
        assert "51,5" in texts(readings.grids(Path("mappe/udtræk.csv")))
        assert "51,5" in texts(readings.grids(Path("mappe") / ".." / "mappe" / "udtræk.csv"))


def test_a_file_that_goes_away_is_missing(file, reader):
    path = file("ond.csv")
    reader("import time, os\nwhile os.path.exists(job.path): time.sleep(0.05)")
    with FileReaders([path]) as readings:
        path.unlink()
        assert refused(readings, path).code == "file_missing"


def test_missing_files_and_folders_are_told_by_their_readers(tmp_path):
    with FileReaders([tmp_path / "væk.csv", tmp_path]) as readings:
        assert refused(readings, tmp_path / "væk.csv").code == "file_missing"
        assert refused(readings, tmp_path).code == "file_is_folder"


def test_more_files_than_cores_and_one_twice(file):
    paths = [file(f"{number}.csv", f"Center;Værdi\nA;{number}\n") for number in range((os.cpu_count() or 1) + 3)]
    with FileReaders([*paths, paths[0]]) as readings:
        started = _readers()
        assert len(started) <= (os.cpu_count() or 1)
        assert [texts(readings.grids(path))[-1] for path in paths] == [str(n) for n in range(len(paths))]
        assert readings.grids(paths[0]) is readings.grids(paths[0])


def test_leaving_early_ends_what_still_reads(file, reader):
    reader(FOR_EVER)
    with FileReaders([file("ond.csv"), file("ond2.csv")]):
        assert _readers()


def test_an_error_of_the_caller_ends_what_still_reads(file, reader):
    reader(FOR_EVER)
    with pytest.raises(ZeroDivisionError), FileReaders([file("ond.csv")]):
        _ = 1 / 0


def test_a_program_that_cannot_start_is_told_and_leaves_nothing(file, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(file("ingen python")))
    with pytest.raises(CannotOpenError) as caught, FileReaders([file()]) as readings:
        readings.grids(file())
    assert [issue.code for issue in caught.value.issues] == ["file_reader_missing"]


def test_heads_of_a_large_csv_are_few_rows(file, monkeypatch):
    path = file(text="Center;Værdi\n" + "A;1\n" * 200_000)
    monkeypatch.setattr(guarded, "is_large", lambda _: True)
    with FileReaders([path]) as readings:
        (head,) = readings.heads(path)
    assert 100 < len(head.rows) < 150_000
    assert next(iter(head.rows[1].values())).kind is CellKind.TEXT


def test_larger_files_may_take_more_and_none_without_end():
    assert BOUNDS.time_for(10 << 20) > BOUNDS.time_for(1)
    assert BOUNDS.memory_for(10 << 20) > BOUNDS.memory_for(1)
    assert BOUNDS.time_for(1 << 50) == BOUNDS.most_seconds
    assert BOUNDS.memory_for(1 << 50) == BOUNDS.most_memory
