"""What all tests share: a folder of fresh workbooks, LibreOffice where it is installed, golden files."""

import gc
import hashlib
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock

import tests.drawing  # noqa: F401  loads the profile before any test is collected
from macros.buttons import kept_files
from macros.steps.consolidating import consolidate, write_consolidated
from macros.steps.contract import open_book, read_contract
from macros.steps.importing import import_exports
from macros.steps.new import new
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from macros.steps.upgrading import upgrade
from schemas.words.vocabulary import words
from tests.longest import LONGEST
from workbook.exports import guarded
from workbook.exports.child import done

# The server's engine is xlwings' PolyForm part; these are the tests' own words to it, before anything imports xlwings.
# The program itself never sets a key for anybody.
os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")


NOW = datetime(2009, 7, 20, 9, 30)
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[1] / "workbook" / "examples"
_FILLED = "Jobcenter Skelbækgade 2009 med tal"
_RECORDER = pytest.StashKey()


def pytest_addoption(parser):
    parser.addoption("--golden", action="store_true", help="write the golden files anew; read the diff afterwards")
    parser.addoption("--record-net", help="a folder: write down every sheet that a test reads (tests/net)")


def pytest_xdist_auto_num_workers():
    """One more than there are cores: tests in a browser or an office mostly wait."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config):
    config.option.loadscopereorder = False  # files are handed out in our order, not by how many tests they have
    if folder := config.getoption("--record-net"):
        from tests.net.recording import Recorder

        recorder = config.stash[_RECORDER] = Recorder(Path(folder))
        recorder.start()


_RARELY = (100_000, 20, 50)
"""What is made until it is searched for garbage: as rarely as in a command, of which each test is a short one."""


def pytest_collection_finish(session):
    gc.collect()
    gc.freeze()  # what was loaded until now stays; searching it again and again took a twelfth of all time
    gc.set_threshold(*_RARELY)
    if (recorder := session.config.stash.get(_RECORDER, None)) is not None:
        recorder.watch()


_NEEDS = {"office": {"office"}, "browser": {"browser"}, "server": {"server", "ours", "guarded", "project"}}
"""Marker -> the fixtures that make a test need it, so that nobody has to remember the marker."""


_SLOW = (
    "unit/workbook/exports/large/",
    "unit/workbook/exports/cases/",
    "unit/workbook/exports/test_guarded.py",
    "unit/workbook/exports/files/test_old_excel.py",
    "unit/macros/test_bad_workbooks.py",
    "unit/macros/test_buttons.py",
    "unit/macros/test_case_import.py",
    "unit/macros/test_consolidating.py",
    "unit/macros/test_lean.py",
    "unit/macros/test_registers.py",
    "unit/macros/test_upgrading.py",
    "end_to_end/",
    "corpus/",
)
"""Folders and files of tests that a developer's loop leaves out; single slow tests bear the marker themselves."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    places = {item.path: item.path.relative_to(here).as_posix() for item in items}
    order = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(places[item.path], len(order)))
    for item in items:
        if places[item.path].startswith(_SLOW):
            item.add_marker("slow")
        for marker, fixtures in _NEEDS.items():
            if fixtures & set(item.fixturenames):
                item.add_marker(marker)


@pytest.fixture
def golden(request):
    """Compare a text with a golden file, or write it with ``--golden``."""

    def compare(name, text):
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


class _ChildHere:
    """Does the job of a reader's process in this one, when its result is asked for."""

    def __init__(self, job, folder, bounds):
        self._job = job

    def result(self):
        return done(self._job)

    def end(self):
        """Nothing runs."""


@pytest.fixture(autouse=True)
def _reading_here(request, monkeypatch):
    """Exports are read in the tests' process, which takes a quarter of the time; ``own_process`` tests what is real."""
    if request.node.get_closest_marker("own_process") is None:
        monkeypatch.setattr(guarded, "_Child", _ChildHere)


@pytest.fixture(autouse=True)
def _kept_here(request, monkeypatch, tmp_path_factory):
    """What buttons keep for *Fortryd* lies in the run's own folder, each test's by itself."""
    base = tmp_path_factory.getbasetemp() / "kept"
    own = hashlib.sha256(request.node.nodeid.encode()).hexdigest()
    monkeypatch.setattr(kept_files, "log_folder", lambda: base / own)


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id):
    """Files made once a run, whichever worker is first: ``once("name", make)`` is the folder that ``make`` filled.

    Tests work on copies of them.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def made(name, make):
        folder, half = shared / f"once {name}", shared / f"half {name}"
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                shutil.rmtree(half, ignore_errors=True)  # of a worker for which it went wrong
                half.mkdir()
                make(half)
                half.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def _made(once):
    """Workbooks made once a run; tests work on copies."""
    return once("workbooks", _make)


def _make(folder):
    for year in ("2007", "2008", "2009", "2011"):
        new(read_register(year, words()), None, folder, words(), example=year == "2009")
    filled = folder / f"{_FILLED}.xlsx"
    shutil.copy(folder / "Jobcenter Skelbækgade 2009.xlsx", filled)
    import_exports(filled, [EXAMPLES / "example_2009.csv", EXAMPLES / "example_2009_budget.csv"], NOW)


@pytest.fixture
def workbook(_made, tmp_path):
    """A copy of a made workbook: ``workbook("Jobcenter København 2008")``."""

    def copy(name="Jobcenter København 2008"):
        target = tmp_path / f"{name}.xlsx"
        shutil.copy(_made / f"{name}.xlsx", target)
        return target

    return copy


@pytest.fixture(scope="session")
def contract(_made):
    """Skelbækgade 2009, read once: the contract that exports are read for."""
    book, language = open_book(_made / "Jobcenter Skelbækgade 2009.xlsx")
    with book:
        yield read_contract(book, language)


@pytest.fixture
def filled(workbook):
    """Skelbækgade 2009 with eighteen made-up months."""
    return workbook(_FILLED)


@pytest.fixture
def recalculated(_made, once, tmp_path):
    """Skelbækgade 2009 with its figures, as of the end of June."""

    def make(folder):
        path = shutil.copy(_made / f"{_FILLED}.xlsx", folder)
        recalculate(Path(path), None, NOW)

    return Path(shutil.copy(once("recalculated", make) / f"{_FILLED}.xlsx", tmp_path))


@pytest.fixture
def together(filled, once, tmp_path):
    """The consolidated workbook of Skelbækgade 2009 with its figures, beside that one."""

    def make(folder):
        write_consolidated(consolidate([filled], None, NOW.date(), words()), folder / "samlet.xlsx", words(), NOW)

    return Path(shutil.copy(once("together", make) / "samlet.xlsx", tmp_path))


OLD = sorted((Path(__file__).parent / "old").glob("*.xlsx"))
"""Workbooks of earlier versions."""


@pytest.fixture
def upgraded(once, tmp_path):
    """A copy of an old workbook that was brought up to today's: ``upgraded(path)``."""

    def make(folder):
        for path in OLD:
            upgrade(Path(shutil.copy(path, folder)), NOW)

    return lambda path: Path(shutil.copy(once("upgraded", make) / path.name, tmp_path / "opgraderet.xlsx"))


def write_csv(path, *lines, encoding="utf-8-sig"):
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


@pytest.fixture
def csv_file(tmp_path):
    """Write a csv of lines: ``csv_file("Center;Indikator;Periode;Værdi", "JKM;x;2008-01;5")``."""
    return lambda *lines, name="udtræk.csv", encoding="utf-8-sig": write_csv(tmp_path / name, *lines, encoding=encoding)


def _soffice():
    return shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Convert a file, or several in one start, in LibreOffice; skipped with a word where it is missing, never in CI."""
    program = _soffice()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing, and in CI its tests must run")
        pytest.skip("LibreOffice is not installed: install libreoffice-calc to run the tests that open our files in it")
    profile = tmp_path_factory.mktemp("profile")

    def convert(path, kind, out):
        paths = path if isinstance(path, list) else [path]
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                out,
                *paths,
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        made = [Path(out) / f"{Path(each).stem}.{kind.split(':')[0]}" for each in paths]
        return made if isinstance(path, list) else made[0]

    return convert


@pytest.fixture
def home(tmp_path):
    """A home with Danish letters, spaces and a percent sign's neighbour."""
    folder = tmp_path / "Jørgen Ærø & Åse"
    folder.mkdir()
    return folder


@pytest.fixture
def machine(home):
    """Make a machine with that home: ``machine("darwin", bits=32)``."""
    from tests.hosts.fake_machine import FakeMachine

    def make(platform="win32", **changes):
        return FakeMachine(home, platform, **changes)

    return make
