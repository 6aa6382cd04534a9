"""A file is replaced in one step by one writer at a time; nothing of its own is lost, and nothing of ours is left."""

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from schemas.errors import CannotOpenError
from workbook.closed import atomic, run_lock
from workbook.closed.atomic import must_be_new, replacing
from workbook.closed.run_lock import PREFIX, SUFFIX, beside, writing_alone
from workbook.temporary import OLD

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="what only POSIX systems have")
_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="extended attributes as Linux has them")


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "gammel.xlsx"
    path.write_bytes(b"before")
    return path


def replaced(path, content=b"after"):
    with replacing(path) as file:
        file.write(content)


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def code_of(refused):
    return [issue.code for issue in refused.value.issues]


# -- one writer at a time --------------------------------------------------------------------------------------------


def test_a_second_writer_is_refused_and_the_first_goes_on(old):
    with replacing(old) as file:
        with pytest.raises(CannotOpenError) as refused:
            replaced(old, b"theirs")
        file.write(b"ours")
    assert code_of(refused) == ["file_busy"]
    assert old.read_bytes() == b"ours"
    replaced(old)  # and nothing is locked afterwards
    assert names(old.parent) == [old.name]


def test_names_that_a_file_system_may_take_as_one_are_locked_together():
    assert beside(Path("Ærø.xlsx")) == beside(Path("ærø.XLSX"))
    assert beside(Path("a.xlsx")) != beside(Path("b.xlsx"))
    assert len(beside(Path("x" * 250))) < 40  # a name may be as long as the file system allows


HOLDING = """
import sys, pathlib
from workbook.closed.run_lock import writing_alone
with writing_alone(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.slow
def test_a_killed_process_leaves_no_lock(old):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(old)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[4],
    )
    with process:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(CannotOpenError) as refused:
            replaced(old)
        process.kill()
    assert code_of(refused) == ["file_busy"]
    replaced(old)
    assert names(old.parent) == [old.name]


@_POSIX
def test_a_lock_file_whose_owner_is_gone_is_taken_over(old):
    old.with_name(f"{beside(old)}{SUFFIX}").touch()
    replaced(old)
    assert names(old.parent) == [old.name]


@pytest.mark.parametrize("error", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_drive_without_locks_is_written_all_the_same(old, monkeypatch, error):
    def none(_):
        raise OSError(error, "no locks")

    monkeypatch.setattr(run_lock, "_lock", none)
    replaced(old)
    assert old.read_bytes() == b"after"


@pytest.mark.slow
def test_many_writers_at_once_are_written_one_by_one(old):
    """Each adds a line to what it has read; whoever is told that it wrote has its line in the file."""
    old.write_text("")
    told = []

    def add(number):
        def same():
            if old.read_text() != before:
                raise CannotOpenError([])

        for _ in range(20):
            before = old.read_text()
            try:
                with replacing(old, same) as file:
                    file.write(f"{before}{number}\n".encode())
            except CannotOpenError:
                continue
            told.append(str(number))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(old.read_text().split()) == sorted(told)
    assert told
    assert names(old.parent) == [old.name]


def test_what_is_found_wrong_at_the_last_moment_stops_the_writing(old):
    new = old.with_name("ny.xlsx")
    with pytest.raises(CannotOpenError) as refused, replacing(new, lambda: must_be_new(new)) as file:
        file.write(b"ours")
        new.write_bytes(b"theirs")
    assert code_of(refused) == ["file_exists"]
    assert new.read_bytes() == b"theirs"
    assert names(old.parent) == [old.name, new.name]


def test_a_file_that_somebody_opens_meanwhile_is_not_written(old):
    lock = old.with_name(f"~${old.name}")  # as Excel leaves beside an open file
    with pytest.raises(CannotOpenError) as refused, replacing(old) as file:
        file.write(b"ours")
        lock.touch()
    assert code_of(refused) == ["file_locked"]
    assert old.read_bytes() == b"before"
    assert names(old.parent) == sorted([old.name, lock.name])


# -- leftovers -------------------------------------------------------------------------------------------------------


def test_what_killed_runs_left_goes_and_all_else_stays(old):
    folder = old.parent
    own = folder / f"{beside(old)}-abc{SUFFIX}"
    ancient = folder / f"{PREFIX}0123456789ab-abc{SUFFIX}"
    recent = folder / f"{PREFIX}0123456789ab-def{SUFFIX}"  # of another file, which somebody may be writing
    theirs = [folder / ".abcdef.tmp", folder / "~$gammel.xlsx.tmp", folder / f"{PREFIX}note.txt"]
    for path in (own, ancient, recent, *theirs):
        path.touch()
    for path in (ancient, *theirs):
        then = path.stat().st_mtime - OLD - 60
        os.utime(path, (then, then))
    replaced(old)
    assert set(names(folder)) == {old.name, recent.name, *(path.name for path in theirs)}


def test_without_a_lock_only_what_is_old_goes(old, monkeypatch):
    monkeypatch.setattr(run_lock, "_taken", lambda *_: None)
    left = old.with_name(f"{beside(old)}-abc{SUFFIX}")
    left.touch()
    with writing_alone(old):
        assert left.exists()


# -- what a file has beside its content ------------------------------------------------------------------------------


@_POSIX
def test_mode_and_owner_stay(old):
    old.chmod(0o640)
    as_root = os.geteuid() == 0
    group = 12345 if as_root else os.getgroups()[-1]
    os.chown(old, 23456 if as_root else -1, group)
    before = old.stat()
    replaced(old)
    after = old.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


@_POSIX
def test_an_owner_that_cannot_be_kept_does_not_stop_the_writing(old, monkeypatch):
    if os.geteuid() == 0:
        os.chown(old, 23456, 12345)
    asked = []

    def refused(_path, owner, group):
        asked.append((owner, group))
        raise PermissionError(errno.EPERM, "not yours")

    monkeypatch.setattr(os, "chown", refused)
    replaced(old)
    assert old.read_bytes() == b"after"
    assert not asked or asked[-1][0] == -1  # the group alone was tried too


@_LINUX
def test_extended_attributes_stay(old):
    try:
        os.setxattr(old, "user.sag", b"2009-17")
    except OSError:
        pytest.skip("this file system keeps no extended attributes")
    replaced(old)
    assert os.getxattr(old, "user.sag") == b"2009-17"


# -- what stands in the way ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_said_as_such(old, monkeypatch, error):
    def full(_):
        raise OSError(error, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotOpenError) as refused:
        replaced(old)
    assert code_of(refused) == ["disk_full"]
    assert old.read_bytes() == b"before"
    assert names(old.parent) == [old.name]


def test_a_program_that_looks_into_the_file_for_a_moment_is_waited_for(old, monkeypatch):
    """As Windows refuses to rename over a file that a virus scanner has open."""
    refusals = iter([True, True, False])
    rename = Path.replace

    def busy(self, target):
        if next(refusals):
            raise PermissionError(errno.EACCES, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(atomic, "_RENAMES", 3)
    monkeypatch.setattr(atomic, "_PAUSE", 0.001)
    replaced(old)
    assert old.read_bytes() == b"after"
