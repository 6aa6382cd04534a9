"""Several files written in one step: all of them or none, whatever fails at whichever of them."""

import errno
import stat
from pathlib import Path

import pytest

from schemas.errors import CannotOpenError
from workbook.closed import together
from workbook.closed.together import place_together, staged

NAMES = ("a.xlsx", "b.xlsx", "c.xlsx")


@pytest.fixture
def files(tmp_path):
    """Three files of old content."""
    paths = [tmp_path / name for name in NAMES]
    for path in paths:
        path.write_bytes(b"old " + path.name.encode())
    return paths


def work(files):
    with staged(files) as copies:
        for each in copies:
            each.copy.write_bytes(b"new " + each.path.name.encode())
        place_together(copies)


def contents(files):
    return [path.read_bytes().split()[0] for path in files]


def left(folder):
    return sorted(path.name for path in folder.iterdir() if path.name not in NAMES)


def test_all_are_replaced_and_nothing_is_left_beside_them(files, tmp_path):
    files[1].chmod(0o640)
    work(files)
    assert contents(files) == [b"new"] * 3
    assert stat.S_IMODE(files[1].stat().st_mode) == 0o640
    assert left(tmp_path) == []


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(errno.EACCES, "open"), "file_locked"),
        (OSError(errno.ENOSPC, "full"), "disk_full"),
        (OSError(errno.EROFS, "read-only"), "cannot_write"),
        (KeyboardInterrupt(), None),
    ],
)
def test_a_failure_at_any_of_them_puts_the_others_back(files, tmp_path, monkeypatch, at, error, code):
    real = together.put_in_place

    def failing(new, path):
        if path == files[at] and new.read_bytes().startswith(b"new"):
            raise error
        real(new, path)

    monkeypatch.setattr(together, "put_in_place", failing)
    with pytest.raises(CannotOpenError if code else KeyboardInterrupt) as caught:
        work(files)
    assert contents(files) == [b"old"] * 3
    assert left(tmp_path) == []
    if code:
        assert [(issue.code, issue.place.file) for issue in caught.value.issues] == [(code, NAMES[at])]


def test_no_room_for_the_copies_changes_nothing(files, tmp_path, monkeypatch):
    real, copied = together.shutil.copyfile, []

    def full(source, target):
        copied.append(source)
        if len(copied) == 4:
            raise OSError(errno.ENOSPC, "full")
        return real(source, target)

    monkeypatch.setattr(together.shutil, "copyfile", full)
    with pytest.raises(CannotOpenError) as caught:
        work(files)
    assert [issue.code for issue in caught.value.issues] == ["disk_full"]
    assert contents(files) == [b"old"] * 3
    assert left(tmp_path) == []


def test_every_file_that_is_open_or_read_only_is_named_before_anything_is_done(files, tmp_path):
    lock = tmp_path / "~$a.xlsx"
    lock.write_bytes(b"\x03Ane")
    files[2].chmod(0o444)
    with pytest.raises(CannotOpenError) as caught:
        work(files)
    assert [(issue.code, issue.place.file) for issue in caught.value.issues] == [
        ("file_locked", "a.xlsx"),
        ("file_read_only", "c.xlsx"),
    ]
    assert left(tmp_path) == ["~$a.xlsx"]


@pytest.mark.parametrize("change", ["opened", "saved", "removed"])
def test_a_file_that_somebody_takes_meanwhile_keeps_all_as_they_are(files, change):
    with pytest.raises(CannotOpenError) as caught, staged(files) as copies:
        for each in copies:
            each.copy.write_bytes(b"new")
        match change:
            case "opened":
                files[2].with_name(".~lock.c.xlsx#").write_text("somebody")
            case "saved":
                files[2].write_bytes(b"theirs")
            case "removed":
                files[2].unlink()
        place_together(copies)
    code = "file_locked" if change == "opened" else "file_changed"
    assert [(issue.code, issue.place.file) for issue in caught.value.issues] == [(code, "c.xlsx")]
    assert contents(files[:2]) == [b"old"] * 2


def test_what_cannot_be_put_back_is_kept_and_told(files, tmp_path, monkeypatch):
    real = together.put_in_place

    def failing(new, path):
        if path == files[1] or (path == files[0] and not new.read_bytes().startswith(b"new")):
            raise OSError(errno.EIO, "gone")
        real(new, path)

    monkeypatch.setattr(together, "put_in_place", failing)
    with pytest.raises(CannotOpenError) as caught:
        work(files)
    stuck = caught.value.issues[0]
    assert (stuck.code, stuck.place.file) == ("not_put_back", "a.xlsx")
    assert Path(stuck.value).read_bytes() == b"old a.xlsx"
    assert len(left(tmp_path)) == 1


def test_workbooks_of_several_folders_are_one_step(files, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    moved = files[2].rename(other / "c.xlsx")
    work([*files[:2], moved])
    assert contents([*files[:2], moved]) == [b"new"] * 3
    assert [path.name for path in other.iterdir()] == ["c.xlsx"]


def test_a_link_stays_a_link(files, tmp_path):
    link = tmp_path / "link.xlsx"
    link.symlink_to(files[0])
    work([link])
    assert link.is_symlink()
    assert contents([files[0]]) == [b"new"]


def test_a_file_that_is_made_with_others_is_gone_where_one_of_them_fails(files, tmp_path, monkeypatch):
    made, real = tmp_path / "new.csv", together.put_in_place

    def place(new, path):
        if path.name == "c.xlsx" and "old" not in new.parts:
            raise PermissionError(errno.EACCES, "open")
        real(new, path)

    def all_of_them():
        with staged([made], is_kept=False) as first, staged(files) as rest:
            for each in (*first, *rest):
                each.copy.write_bytes(b"new")
            place_together([*first, *rest])

    with monkeypatch.context() as patched:
        patched.setattr(together, "put_in_place", place)
        with pytest.raises(CannotOpenError):
            all_of_them()
    assert (contents(files), made.exists()) == ([b"old"] * 3, False)
    all_of_them()
    assert (contents(files), made.read_bytes()) == ([b"new"] * 3, b"new")


def test_a_file_that_somebody_has_made_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "new.csv"
    with staged([path]) as copies:
        copies[0].copy.write_bytes(b"ours")
        path.write_bytes(b"theirs")
        with pytest.raises(CannotOpenError) as refused:
            place_together(copies)
    assert ([each.code for each in refused.value.issues], path.read_bytes()) == (["file_changed"], b"theirs")
