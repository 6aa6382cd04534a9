"""What is kept of a workbook before it is replaced, and going back and forth: on small files that are no workbooks."""

import errno
import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import CannotOpenError, RefusedError
from workbook.closed import together
from workbook.closed.atomic import replacing
from workbook.closed.run_lock import writing_alone
from workbook.closed.together import place_together, staged
from workbook.closed.undo import going_back, history, keeping, places
from workbook.closed.undo.going_back import AGAIN, UNDO, go, way
from workbook.closed.undo.history import MOST_STEPS, read_history
from workbook.closed.undo.keeping import Run, keep_state
from workbook.closed.undo.places import copy_name, index_of, state_folder, verbatim

START = datetime(2009, 7, 20, 9, 30)
NOW = "2009-07-20T12:00:00"


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "Ærø 2009.xlsx"
    path.write_bytes(b"0")
    return path


def run_of(number=0, command="import"):
    return Run(command, START + timedelta(minutes=number), f"run{number}", "bente")


def write(path, content, run=None):
    run = run or run_of(int.from_bytes(content[:2], "big") % 50)
    with keeping.keeping(run), replacing(path, keep=keep_state) as file:
        file.write(content)
    return run


def back(path, what=UNDO, force=False):
    found = way(path, what)
    if found.changed and not force:
        raise RefusedError([])
    go(found, NOW, "bente")


def code_of(refused):
    return [issue.code for issue in refused.value.issues]


def copies(path):
    return sorted(each.name for each in state_folder(path).iterdir() if each.suffix == path.suffix)


# -- back and forth --------------------------------------------------------------------------------------------------


class Model:
    """What must come out: versions in a row, as any program's undo has them."""

    def __init__(self, content):
        self.contents, self.at, self.first, self.steps = [content], 0, 0, [None]

    def write(self, content):
        if content == self.contents[self.at]:
            return
        dropped = len(self.contents) - 1 - self.at
        self.aside = getattr(self, "aside", 0) + dropped
        self.contents = [*self.contents[: self.at + 1], content]
        self.at += 1
        while self.at - self.first + self.aside > MOST_STEPS:
            if self.aside:
                self.aside -= 1
            else:
                self.first += 1


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(st.sampled_from([UNDO, AGAIN]), st.integers(0, 3)), max_size=14))
def test_any_row_of_commands_and_undos_is_what_a_list_of_versions_gives(tmp_path_factory, acts):
    path = tmp_path_factory.mktemp("undo") / "bog.xlsx"
    path.write_bytes(b"start")
    model = Model(b"start")
    with mock.patch.object(os, "fsync"):  # a disk's time, of which each takes some
        lived(path, model, acts)


def lived(path, model, acts):
    for number, act in enumerate(acts):
        content = b"v%d.%s" % (number, b"x" * act) if isinstance(act, int) else None
        if content:
            write(path, content, run_of(number))
            model.write(content)
        else:
            place = model.at - 1 if act == UNDO else model.at + 1
            if model.first <= place < len(model.contents):
                back(path, act)
                model.at = place
            else:
                with pytest.raises(RefusedError) as refused:
                    back(path, act)
                assert code_of(refused) == [{UNDO: "nothing_to_undo", AGAIN: "nothing_again"}[act]]
        assert path.read_bytes() == model.contents[model.at]
        if state_folder(path).exists():
            known = read_history(path)
            assert len(known.steps) + len(known.aside) <= MOST_STEPS
            assert set(copies(path)) == known.files()


def test_two_steps_back_and_two_forth_byte_for_byte(book):
    for number in (1, 2):
        write(book, b"%d" % number)
    for what, content in ((UNDO, b"1"), (UNDO, b"0"), (AGAIN, b"1"), (AGAIN, b"2"), (UNDO, b"1")):
        back(book, what)
        assert book.read_bytes() == content
    assert [(act.what, act.person) for act in read_history(book).acts][-2:] == [(AGAIN, "bente"), (UNDO, "bente")]


def test_a_run_that_writes_a_workbook_twice_is_one_step(book):
    run = run_of(1, "upgrade")
    write(book, b"grafted", run)
    write(book, b"finished", run)
    assert [(step.command, step.run) for step in read_history(book).steps] == [("upgrade", "run1")]
    back(book)
    assert book.read_bytes() == b"0"
    back(book, AGAIN)
    assert book.read_bytes() == b"finished"


def test_what_was_undone_before_something_else_was_done_stays_as_a_copy(book):
    write(book, b"1", run_of(1))
    back(book)
    write(book, b"2", run_of(2))
    [aside] = read_history(book).aside
    assert (state_folder(book) / aside.after.file).read_bytes() == b"1"
    with pytest.raises(RefusedError):
        back(book, AGAIN)
    back(book)
    assert book.read_bytes() == b"0"


def test_nothing_is_kept_where_nothing_is_run_and_of_new_files_and_of_equal_ones(book):
    with replacing(book, keep=keep_state) as file:
        file.write(b"1")
    write(book, b"1")
    write(book.with_name("ny.xlsx"), b"1")
    assert not state_folder(book).exists()


# -- somebody else ---------------------------------------------------------------------------------------------------


def test_a_change_by_somebody_is_kept_when_it_is_taken_back_by_force(book):
    write(book, b"1")
    book.write_bytes(b"theirs")
    assert way(book, UNDO).changed
    back(book, force=True)
    assert book.read_bytes() == b"0"
    assert not way(book, AGAIN).changed
    back(book, AGAIN)
    assert book.read_bytes() == b"theirs"


def test_a_change_after_an_undo_is_kept_when_the_step_is_done_again_by_force(book):
    write(book, b"1")
    back(book)
    book.write_bytes(b"theirs")
    back(book, AGAIN, force=True)
    assert book.read_bytes() == b"1"
    back(book)
    assert book.read_bytes() == b"theirs"
    assert b"0" in {(state_folder(book) / name).read_bytes() for name in copies(book)}


def test_a_workbook_that_changes_between_looking_and_going_is_not_touched(book):
    write(book, b"1")
    found = way(book, UNDO)
    book.write_bytes(b"theirs")
    with pytest.raises(CannotOpenError) as refused:
        go(found, NOW, "")
    assert code_of(refused) == ["file_changed"]
    assert book.read_bytes() == b"theirs"


@pytest.mark.parametrize(("lock", "code"), [("~$Ærø 2009.xlsx", "file_locked"), ("", "file_busy")])
def test_an_open_workbook_is_not_touched(book, lock, code):
    write(book, b"1")
    found = way(book, UNDO)
    if lock:
        book.with_name(lock).touch()
        with pytest.raises(CannotOpenError) as refused:
            go(found, NOW, "")
    else:
        with writing_alone(book), pytest.raises(CannotOpenError) as refused:
            go(found, NOW, "")
    assert code_of(refused) == [code]
    assert book.read_bytes() == b"1"
    assert read_history(book).at == 1


def test_a_copy_that_is_gone_or_was_edited_is_said_and_the_workbook_stays(book):
    write(book, b"1")
    [name] = copies(book)
    (state_folder(book) / name).write_bytes(b"edited")
    with pytest.raises(CannotOpenError) as refused:
        way(book, UNDO)
    assert code_of(refused) == ["state_broken"]
    (state_folder(book) / name).unlink()
    with pytest.raises(CannotOpenError) as refused:
        way(book, UNDO)
    assert code_of(refused) == ["state_gone"]
    assert book.read_bytes() == b"1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"steps": [], "aside": [], "acts": [], "at": 3}',
        '{"steps": [{"before": {"digest": "00", "file": "../x.xlsx"}, "after": {"digest": "00", "file": ""}, '
        '"command": "", "when": "", "run": "", "person": "", "via": [], "changed": false}], "aside": [], "acts": [], "at": 1}',
    ],
)
def test_an_index_that_is_none_of_ours_is_told_and_gives_way(book, text):
    write(book, b"1")
    index_of(book).write_text(text, encoding="utf-8")
    with pytest.raises(history.UnreadableIndexError):
        read_history(book)
    write(book, b"2", run_of(9))
    back(book)
    assert book.read_bytes() == b"1"


# -- what goes wrong on the way --------------------------------------------------------------------------------------


class Killed(BaseException):
    """The process ends here."""


def killed(*_):
    raise Killed


def test_killed_between_keeping_and_replacing_the_workbook_is_as_before_and_nothing_is_lost(book, monkeypatch):
    write(book, b"1", run_of(1))
    with monkeypatch.context() as patch:
        patch.setattr("workbook.closed.atomic.put_in_place", killed)
        with pytest.raises(Killed):
            write(book, b"2", run_of(2))
        assert book.read_bytes() == b"1"
        with pytest.raises(Killed):
            back(book)
        assert book.read_bytes() == b"1"
    back(book)
    assert book.read_bytes() == b"0"
    back(book, AGAIN)
    assert book.read_bytes() == b"1"
    with pytest.raises(RefusedError):
        back(book, AGAIN)


def test_killed_in_the_second_writing_of_a_run_the_first_can_be_taken_back(book, monkeypatch):
    run = run_of(1, "upgrade")
    write(book, b"grafted", run)
    with monkeypatch.context() as patch:
        patch.setattr("workbook.closed.atomic.put_in_place", killed)
        with pytest.raises(Killed):
            write(book, b"finished", run)
    assert not way(book, UNDO).changed
    back(book)
    assert book.read_bytes() == b"0"


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_on_a_full_disk_nothing_is_replaced_without_a_copy(book, monkeypatch):
    monkeypatch.setattr(keeping, "_copied", full)
    with pytest.raises(CannotOpenError) as refused:
        write(book, b"1")
    assert code_of(refused) == ["disk_full"]
    assert book.read_bytes() == b"0"


def test_on_a_full_disk_the_oldest_steps_give_way(book, monkeypatch):
    for number in (1, 2, 3):
        write(book, b"%d" % number, run_of(number))
    real = keeping._copied

    def scarce(path, *of):
        return real(path, *of) if len(copies(path)) < 2 else full()

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "_copied", scarce)
        write(book, b"4", run_of(4))
    assert [step.run for step in read_history(book).steps] == ["run3", "run4"]
    back(book)
    assert book.read_bytes() == b"3"


def test_where_no_copy_may_be_made_the_work_is_done_and_that_is_told(book, monkeypatch):
    def forbidden(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", forbidden)
    run = write(book, b"1")
    assert book.read_bytes() == b"1"
    assert [(issue.code, issue.place.file) for issue in run.issues] == [("state_not_kept", book.name)]


def test_where_a_file_has_the_folders_name_the_work_is_done_and_that_is_told(book):
    book.with_name(places.FOLDER).write_text("mit eget")
    run = write(book, b"1")
    assert [issue.code for issue in run.issues] == ["state_not_kept"]
    assert book.read_bytes() == b"1"
    assert book.with_name(places.FOLDER).read_text() == "mit eget"


def test_without_hard_links_a_copy_is_made(book, monkeypatch):
    monkeypatch.setattr(os, "link", full)
    write(book, b"1")
    back(book)
    assert book.read_bytes() == b"0"


# -- bounds, names, rights -------------------------------------------------------------------------------------------


def test_the_oldest_steps_go_when_they_take_too_much_but_never_the_last(book, monkeypatch):
    monkeypatch.setattr(history, "MOST_BYTES", 10)
    for number in range(1, 5):
        write(book, b"%d" % number * 4, run_of(number))
    assert [(state_folder(book) / name).read_bytes() for name in copies(book)] == [b"2222", b"3333"]
    write(book, b"5" * 400, run_of(5))
    write(book, b"6", run_of(6))
    assert [(state_folder(book) / name).read_bytes() for name in copies(book)] == [b"5" * 400]


def test_files_of_others_in_the_folder_stay(book):
    write(book, b"1", run_of(1))
    for name in ("mit.xlsx", f"kopi af {copies(book)[0]}x"):
        (state_folder(book) / name).write_bytes(b"mit")
    other = book.with_name("b.xlsx")
    other.write_bytes(b"b0")
    write(other, b"b1", run_of(1))
    for number in range(2, 12):
        write(book, b"%d" % number, run_of(number))
    back(other)
    assert other.read_bytes() == b"b0"
    assert (state_folder(book) / "mit.xlsx").read_bytes() == b"mit"


@pytest.mark.skipif(sys.platform == "win32", reason="modes as POSIX has them")
@pytest.mark.parametrize("links", [True, False])
def test_copies_and_index_have_the_workbooks_rights_and_the_folder_its_folders(book, monkeypatch, links):
    if not links:
        monkeypatch.setattr(os, "link", full)
    book.chmod(0o640)
    book.parent.chmod(0o750)
    write(book, b"1")
    assert {each.stat().st_mode & 0o777 for each in state_folder(book).iterdir()} == {0o640}
    assert state_folder(book).stat().st_mode & 0o777 == 0o750
    back(book)
    assert book.stat().st_mode & 0o777 == 0o640


def test_names_fit_where_folders_are_deep_and_names_long():
    path = Path("/" + "mappe/" * 18) / ("Beskæftigelsescenter æøå " * 8 + ".xlsx")
    name = copy_name(path, "recalculate", NOW, set())
    assert len(str(path.parent / places.FOLDER / name)) <= 218
    assert name.endswith(".xlsx") and "2009-07-20 120000 recalculate" in name
    assert copy_name(path, "recalculate", NOW, {name}) != name
    far = Path("/" + "mappe/" * 60) / "a.xlsx"
    assert copy_name(far, "import", NOW, set()).startswith("a 2009")
    assert len(copy_name(Path("/") / ("\U0001f600" * 60 + ".xlsx"), "import", NOW, set()).encode()) < 255


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (r"C:\kort\bog.xlsx", r"C:\kort\bog.xlsx"),
        ("C:\\" + "m" * 250, "\\\\?\\C:\\" + "m" * 250),
        (r"\\server\del" + "\\" + "m" * 250, r"\\?\UNC\server\del" + "\\" + "m" * 250),
        ("\\\\?\\C:\\" + "m" * 250, "\\\\?\\C:\\" + "m" * 250),
        ("m" * 300, "m" * 300),
    ],
)
def test_long_paths_are_said_as_windows_takes_them(path, said):
    assert verbatim(path) == said


def test_the_index_holds_no_figures_and_names_its_workbook(book):
    write(book, b"1")
    told = json.loads(index_of(book).read_text(encoding="utf-8"))
    assert set(told) == {"workbook", "folder", "steps", "at", "aside", "acts"}
    assert told["workbook"] == book.name


def test_a_workbook_that_is_renamed_keeps_its_steps_and_a_copy_of_one_has_none(book):
    write(book, b"1", run_of(1))
    copy = book.with_name("kopi.xlsx")
    copy.write_bytes(b"1")
    with pytest.raises(RefusedError):
        back(copy)
    copy.unlink()
    renamed = book.rename(book.with_name("nyt navn.xlsx"))
    back(renamed)
    assert renamed.read_bytes() == b"0"
    for number in range(2, 9):
        write(renamed, b"%d" % number, run_of(number))
    assert set(copies(renamed)) == read_history(renamed).files()
    assert not index_of(book).exists()


def test_a_workbook_that_is_renamed_after_it_was_put_back_goes_forth_again(book):
    write(book, b"1", run_of(1))
    back(book)
    renamed = book.rename(book.with_name("nyt navn.xlsx"))
    back(renamed, AGAIN)
    assert renamed.read_bytes() == b"1"


def test_an_index_that_cannot_be_read_is_told_and_its_copies_are_kept(book):
    write(book, b"1", run_of(1))
    write(book, b"2", run_of(2))
    before = copies(book)
    assert len(before) == 2
    index_of(book).write_text("{kaput", encoding="utf-8")
    with pytest.raises(CannotOpenError) as refused:
        back(book)
    assert code_of(refused) == ["state_index_broken"]
    run = write(book, b"3", run_of(3))
    assert [issue.code for issue in run.issues] == ["state_index_set_aside"]
    assert not write(book, b"4", run_of(4)).issues
    assert set(before) < set(copies(book))
    back(book)
    assert book.read_bytes() == b"3"


def test_a_full_disk_does_not_let_an_undo_throw_anything_away(book, monkeypatch):
    write(book, b"1")
    found = way(book, UNDO)
    monkeypatch.setattr(going_back, "kept_copy", full)
    with pytest.raises(CannotOpenError) as refused:
        go(found, NOW, "")
    assert code_of(refused) == ["disk_full"]
    assert book.read_bytes() == b"1"
    assert way(book, UNDO).target.digest == found.target.digest


# -- several workbooks at once ---------------------------------------------------------------------------------------


def together_written(paths, content, run):
    with keeping.keeping(run), staged(paths) as copies_:
        for each in copies_:
            with replacing(each.copy, keep=keep_state) as file:
                file.write(content)
        place_together(copies_)


def test_workbooks_that_are_put_in_place_together_are_kept_by_their_own_names(book):
    paths = [book, book.with_name("b.xlsx")]
    paths[1].write_bytes(b"0")
    together_written(paths, b"1", run_of(1))
    assert [path.read_bytes() for path in paths] == [b"1", b"1"]
    assert sorted(each.name for each in book.parent.iterdir()) == ["Fortryd", "b.xlsx", book.name]
    for path in paths:
        assert [step.run for step in read_history(path).steps] == ["run1"]
        back(path)
        assert path.read_bytes() == b"0"


def test_what_was_kept_for_workbooks_that_were_put_back_is_no_step(book, monkeypatch):
    paths = [book, book.with_name("b.xlsx")]
    paths[1].write_bytes(b"0")
    real, calls = together._replace, []

    def failing(new, path):
        calls.append(path)
        if len(calls) == 2:
            raise CannotOpenError([])
        real(new, path)

    monkeypatch.setattr(together, "_replace", failing)
    with pytest.raises(CannotOpenError):
        together_written(paths, b"1", run_of(1))
    assert [path.read_bytes() for path in paths] == [b"0", b"0"]
    for path in paths:
        with pytest.raises(RefusedError) as refused:
            back(path)
        assert code_of(refused) == ["nothing_to_undo"]


def test_without_room_for_all_copies_no_workbook_of_several_is_replaced(book, monkeypatch):
    paths = [book, book.with_name("b.xlsx")]
    paths[1].write_bytes(b"0")
    monkeypatch.setattr(keeping, "_copied", full)
    with pytest.raises(CannotOpenError) as refused:
        together_written(paths, b"1", run_of(1))
    assert code_of(refused) == ["disk_full"]
    assert [path.read_bytes() for path in paths] == [b"0", b"0"]
