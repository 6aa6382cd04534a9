"""The installation: what it writes, that it keeps what was there, and that every failure is a clear finding."""

import errno
import os
import tempfile
from pathlib import Path

import pytest

from macros.commands.install import run_install
from macros.setup import places
from macros.setup.check_result import Status
from macros.setup.doctor import examine
from macros.setup.install import install, report_lines
from macros.setup.settings import merged, our_settings, read_settings
from macros.setup.shortcut import shortcut
from schemas.errors import CannotOpenError
from schemas.words.vocabulary import words

TEMPLATE = "Resultatkontrakt skabelon.xlsm"
SHORTCUT = "Resultatkontrakt i Excel.cmd"


def make(content=b"PK new"):
    return lambda path: path.write_bytes(content) and None


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def keys(report):
    return [entry.key for entry in report.entries]


def refused(machine, folder=None, template=None, language="da"):
    """What the installation says when it cannot be done."""
    with pytest.raises(CannotOpenError) as caught:
        install(machine, words(language), template or make(), folder)
    [issue] = caught.value.issues
    for each in ("da", "en"):
        assert "{" not in issue.message(words(each)) + issue.suggestion(words(each))
    return issue


def test_windows(machine):
    asked = machine()
    report = install(asked, words(), make())
    folder = asked.home / "AppData" / "Roaming" / "resultatkontrakt"
    assert report.folder == folder and report.changed
    assert keys(report) == ["folder", "template", "settings", "shortcut", "trust"]
    assert set(files(folder)) == {TEMPLATE, SHORTCUT}
    assert (folder / TEMPLATE).read_bytes() == b"PK new"
    assert asked.registry(places.TRUSTED_OURS, "Path") == f"{folder}\\"
    assert asked.registry(places.TRUSTED_OURS, "AllowSubfolders") == 1
    assert asked.registry(places.TRUSTED_OURS, "Description")
    settings = read_settings((asked.home / ".xlwings" / "xlwings.conf").read_bytes(), "cp1252")
    assert settings == {
        "INTERPRETER_WIN": str(asked.executable),
        "UDF MODULES": "udfs.excel",
        "ADD_WORKBOOK_TO_PYTHONPATH": "false",
        "SHOW CONSOLE": "False",
    }


@pytest.mark.parametrize(
    ("platform", "folder", "config"),
    [
        ("darwin", "Documents/resultatkontrakt", "Library/Containers/com.microsoft.Excel/Data/xlwings.conf"),
        ("linux", "resultatkontrakt", ".xlwings/xlwings.conf"),
    ],
)
def test_elsewhere(machine, platform, folder, config):
    asked = machine(platform)
    report = install(asked, words(), make())
    assert set(files(asked.home)) == {f"{folder}/{TEMPLATE}", config}
    assert b"\r" not in (asked.home / config).read_bytes()
    assert keys(report) == ["folder", "template", "settings"]
    assert asked.keys == {}


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_second_run_changes_nothing(machine, platform, language):
    asked = machine(platform)
    install(asked, words(language), make())
    before, registry = files(asked.home), dict(asked.keys)
    times = {path: path.stat().st_mtime_ns for path in asked.home.rglob("*")}
    report = install(asked, words(language), make())
    assert not report.changed
    assert (files(asked.home), asked.keys) == (before, registry)
    assert {path: path.stat().st_mtime_ns for path in asked.home.rglob("*")} == times
    assert words(language).text("install_nothing") in report_lines(report, words(language))


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_a_dry_run_writes_nothing_and_says_the_same(machine, platform):
    asked = machine(platform)
    registry = dict(asked.keys)
    dry = install(asked, words(), make(), dry=True)
    assert list(asked.home.rglob("*")) == [] and asked.keys == registry
    done = install(asked, words(), make())
    assert dry.entries == done.entries
    assert report_lines(dry, words())[1:] == report_lines(done, words())[1:]
    assert report_lines(dry, words())[0] != report_lines(done, words())[0]


def test_the_doctor_is_content_afterwards(machine):
    asked = machine()
    for path in (asked.executable, asked.executable.parents[1] / "xlwings64-0.37.8.dll"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    install(asked, words(), make())
    asked.keys[places.TRUSTED_OURS, "Path"] = asked.registry(places.TRUSTED_OURS, "Path").rstrip("\\")
    found = examine(asked, "0.37.8")
    assert [each.check for each in found if each.status in {Status.BAD, Status.WARNING}] == []


def test_a_changed_template_is_kept(machine):
    asked = machine()
    folder = install(asked, words(), make(b"first")).folder
    (folder / TEMPLATE).write_bytes(b"mine")
    report = install(asked, words(), make(b"second"))
    assert "template_moved" in keys(report)
    assert (folder / TEMPLATE).read_bytes() == b"second"
    assert (folder / "Resultatkontrakt skabelon.gammel.xlsm").read_bytes() == b"mine"
    (folder / TEMPLATE).write_bytes(b"mine again")
    install(asked, words(), make(b"second"))
    kept = {path.read_bytes() for path in folder.glob("*gammel*")}
    assert kept == {b"mine", b"mine again"}


def test_a_template_open_in_excel_is_left_alone(machine):
    asked = machine()
    folder = install(asked, words(), make(b"first")).folder
    (folder / f"~${TEMPLATE}").write_bytes(b"")
    assert refused(asked, template=make(b"second")).code == "file_locked"
    assert (folder / TEMPLATE).read_bytes() == b"first"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b'"A","1"\r\n"B","2"\r\n'),
        (b'"X","y"\r\n', b'"X","y"\r\n"A","1"\r\n"B","2"\r\n'),
        (b'"X","y"', b'"X","y"\n"A","1"\n"B","2"\n'),  # no end of line at the end
        (b'"b","9"\n"X","\xf8"\n', b'"B","2"\n"X","\xf8"\n"A","1"\n'),  # in its place; others byte for byte
        (b'"A","0"\r\n"X","y"\r\n"a","9"\r\n', b'"A","1"\r\n"X","y"\r\n"B","2"\r\n'),  # twice: once remains
        (b'nonsense\r\n\r\n"A","1"\r\n', b'nonsense\r\n\r\n"A","1"\r\n"B","2"\r\n'),
        (b'"B","2"\n"A","1"', b'"B","2"\n"A","1"'),  # right already
        (b'"X","1,2 ""q"""\n', b'"X","1,2 ""q"""\n"A","1"\n"B","2"\n'),
    ],
)
def test_the_users_own_settings_stay(before, after):
    new = merged(before, {"A": "1", "B": "2"}, "cp1252")
    assert new == after
    assert merged(new, {"A": "1", "B": "2"}, "cp1252") == new


def test_settings_are_read_as_vba_and_xlwings_read_them(machine, monkeypatch):
    import xlwings
    from xlwings.utils import read_user_config

    asked = machine("linux")
    install(asked, words(), make())
    monkeypatch.setattr(xlwings, "USER_CONFIG_FILE", str(places.config_file(asked)))
    assert read_user_config() == {key.lower(): value for key, value in our_settings(asked).items()}


def test_settings_are_in_the_windows_code_page(machine):
    asked = machine()
    install(asked, words(), make())
    assert "Jørgen Ærø".encode("cp1252") in places.config_file(asked).read_bytes()


@pytest.mark.parametrize("encoding", ["ansi", "oem"])
def test_letters_that_windows_lacks_are_a_finding(machine, encoding):
    asked = machine(executable=Path("/Программы/python.exe"))
    setattr(asked, "oem" if encoding == "ansi" else "ansi", "utf-8")
    assert refused(asked).code == "install_letters"
    assert files(asked.home) == {}


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_shortcut_in_the_users_home_needs_no_code_page(machine, language):
    text = shortcut(machine(executable=machine().home / "miljo" / "python.exe"), words(language)).decode("ascii")
    assert text.startswith("@echo off\r\n") and text.count("\r\n") == text.count("\n")
    assert f'"%USERPROFILE%{os.sep}miljo{os.sep}python.exe" -m resultatkontrakt attach' in text
    assert ("--language en" in text) == (language == "en")


def test_the_shortcut_elsewhere_is_in_the_prompts_code_page(machine):
    content = shortcut(machine(executable=Path("/Værktøj 100%/python.exe")), words())
    assert '"/Værktøj 100%%/python.exe"'.encode("cp850") in content


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ((places.TRUSTED_POLICY, "AllLocationsDisabled"), 1),
        ((places.TRUSTED_COMMON_POLICY, "Allow User Locations"), 0),
    ],
)
def test_policy_forbids_the_folder(machine, key, value):
    asked = machine()
    asked.keys[key] = value
    report = install(asked, words(), make())
    assert keys(report)[-1] == "trust_forbidden"
    assert asked.registry(places.TRUSTED_OURS, "Path") is None
    assert (report.folder / TEMPLATE).exists()
    assert any("IT" in line and str(report.folder) in line for line in report_lines(report, words()))


def test_the_registry_may_not_be_written(machine):
    asked = machine(refuses=True)
    assert refused(asked).code == "install_not_trusted"
    assert set(files(places.trusted_folder(asked))) == {TEMPLATE, SHORTCUT}


def test_appdata_on_a_server_is_not_chosen(machine):
    asked = machine()
    asked.environ |= {"APPDATA": "\\\\server\\profiler\\jø", "LOCALAPPDATA": str(asked.home / "Local")}
    assert install(asked, words(), make()).folder == asked.home / "Local" / "resultatkontrakt"
    del asked.environ["LOCALAPPDATA"]
    assert places.trusted_folder(asked) == asked.home / "AppData" / "Local" / "resultatkontrakt"


def test_a_folder_of_ones_own(machine):
    asked = machine()
    folder = asked.home / "Mål & midler" / "skabeloner"
    report = install(asked, words(), make(), folder)
    assert report.folder == folder and (folder / TEMPLATE).exists()
    assert asked.registry(places.TRUSTED_OURS, "Path") == f"{folder}\\"
    moved = install(asked, words(), make(), asked.home / "andet sted")
    assert "trust" in keys(moved)


def test_a_file_in_the_way_of_the_folder(machine):
    asked = machine()
    (asked.home / "AppData").write_text("x")
    assert refused(asked).code == "install_folder"


def test_a_folder_in_the_way_of_a_file(machine):
    asked = machine()
    (places.trusted_folder(asked) / TEMPLATE).mkdir(parents=True)
    assert refused(asked).code == "install_unreadable"


def test_a_folder_that_may_not_be_made(machine, monkeypatch):
    def mkdir(*_args, **_kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    asked = machine()
    asked.home.joinpath("AppData").mkdir()
    monkeypatch.setattr(tempfile, "TemporaryDirectory", _Scratch)
    monkeypatch.setattr(Path, "mkdir", mkdir)
    assert refused(asked).code == "install_folder"


class _Scratch:
    """A temporary folder that is made before folders may no longer be made."""

    folder = tempfile.mkdtemp()

    def __enter__(self):
        return self.folder

    def __exit__(self, *_):
        return None


@pytest.mark.parametrize("method", ["stat", "mkdir", "read_bytes"])
def test_a_folder_that_may_not_be_looked_into(machine, monkeypatch, method):
    asked = machine()
    inside, original = asked.home / "låst", getattr(Path, method)

    def locked(path, *args, **kwargs):
        if path.is_relative_to(inside):
            raise PermissionError(errno.EACCES, "Permission denied")
        return original(path, *args, **kwargs)

    monkeypatch.setattr(Path, method, locked)
    assert refused(asked, inside / "dybt" / "nede").code in {"install_folder", "install_unreadable"}


def test_a_read_only_folder(machine, monkeypatch):
    def mkstemp(*_args, **_kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    asked = machine()
    places.trusted_folder(asked).mkdir(parents=True)
    monkeypatch.setattr(tempfile, "mkstemp", mkstemp)
    issue = refused(asked)
    assert issue.code == "install_folder" and issue.value == str(places.trusted_folder(asked))


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may write anywhere"
)
def test_a_folder_that_is_really_read_only(machine):
    asked = machine()
    folder = places.trusted_folder(asked)
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    assert refused(asked).code == "install_folder"


def test_read_only_settings(machine):
    asked = machine()
    path = places.config_file(asked)
    path.parent.mkdir()
    path.write_bytes(b'"X","y"\r\n')
    path.chmod(0o444)
    assert refused(asked).code == "file_read_only"
    assert path.read_bytes() == b'"X","y"\r\n'


def test_a_full_disk(machine):
    def full(_path):
        raise OSError(errno.ENOSPC, "No space left on device")

    asked = machine()
    assert refused(asked, template=full).code == "install_no_room"
    assert files(asked.home) == {}


def test_what_failed_half_way_is_run_again(machine):
    asked = machine(refuses=True)
    refused(asked)
    asked.refuses = False
    report = install(asked, words(), make())
    assert [entry.key for entry in report.entries if entry.changed] == ["trust"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_it_says(machine, capsys, language):
    asked = machine()
    assert run_install(None, True, words(language), make(), asked) == 0
    assert run_install(None, False, words(language), make(), asked) == 0
    out = capsys.readouterr().out
    for word in ("VBAWarnings", "Trusted Locations", "d4f940ab", "92e97fa1", "https", "docs/it-afdelingen.md"):
        assert word in out
    assert "{" not in out


def test_what_stood_in_the_settings_and_the_shortcut_is_kept_beside(machine):
    asked = machine()
    config = asked.home / ".xlwings" / "xlwings.conf"
    config.parent.mkdir(parents=True)
    other = b'"INTERPRETER_WIN","C:\\Andet projekt\\python.exe"\r\n"UDF MODULES","mit_modul"\r\n'
    config.write_bytes(other)
    folder = asked.home / "AppData" / "Roaming" / "resultatkontrakt"
    folder.mkdir(parents=True)
    (folder / SHORTCUT).write_bytes(b"min egen")
    for dry in (True, False):
        report = install(asked, words(), make(), dry=dry)
        assert {"settings_moved", "shortcut_moved"} <= set(keys(report))
        assert any("UDF MODULES=mit_modul" in line for line in report_lines(report, words()))
    assert (config.parent / "xlwings.gammel.conf").read_bytes() == other
    assert (folder / SHORTCUT.replace(".cmd", ".gammel.cmd")).read_bytes() == b"min egen"
    assert not install(asked, words(), make()).changed
