"""Copies that two people's saving at once has made, and files that are in the cloud alone."""

import pytest

from schemas.errors import CannotOpenError, is_in_cloud, not_read, not_written
from workbook.closed.conflict_copies import copies_of, copy_and_original, is_copy_of
from workbook.opc import package


@pytest.mark.parametrize(
    ("name", "other", "copied"),
    [
        ("Jobcenter 2009-DESKTOP-AB12CD.xlsx", "Jobcenter 2009.xlsx", True),
        ("Jobcenter 2009-PC1.xlsx", "Jobcenter 2009.xlsx", True),
        ("Jobcenter 2009-PC1 (2).xlsx", "Jobcenter 2009.xlsx", True),
        ("Jobcenter 2009-PC1.xlsm", "Jobcenter 2009.xlsx", False),
        ("Jobcenter 2009 (Bo's conflicted copy 2026-11-30).xlsx", "Jobcenter 2009.xlsx", True),
        ("Jobcenter 2009 (konflikt fra PC1).xlsx", "Jobcenter 2009.xlsx", True),
        ("Jobcenter 2009 (1).xlsx", "Jobcenter 2009.xlsx", True),
        ("Jobcenter 2009 - Kopi.xlsx", "Jobcenter 2009.xlsx", True),
        ("Jobcenter 2009 - Copy (2).xlsx", "Jobcenter 2009.xlsx", True),
        ("Kopi af Jobcenter 2009.xlsx", "Jobcenter 2009.xlsx", True),
        ("Copy of Jobcenter 2009.xlsx", "Jobcenter 2008.xlsx", False),
        ("Jobcenter 2009-Nord.xlsx", "Jobcenter 2009.xlsx", False),
        ("Jobcenter 2009.xlsx", "Jobcenter 2009.xlsx", False),
        ("Jobcenter 2009 B.xlsx", "Jobcenter 2009.xlsx", False),
        ("J\u00e6gers-PC1.xlsx", "Ja\u0308gers.xlsx", False),
        ("\u00c5-PC1.xlsx", "A\u030a.xlsx", True),
    ],
)
def test_names_of_copies(name, other, copied):
    assert is_copy_of(name, other) is copied
    assert copy_and_original(other, name) == ((name, other) if copied else None)


def test_copies_beside_a_file(tmp_path):
    names = ["a.xlsx", "a-PC1.xlsx", "a (1).xlsx", "b-PC1.xlsx", "~$a.xlsx"]
    assert copies_of(tmp_path / "a.xlsx", names) == ["a (1).xlsx", "a-PC1.xlsx"]


def _cloud_error(number=362):
    error = OSError(22, "The cloud file provider is not running")
    error.winerror = number
    return error


@pytest.mark.parametrize(("number", "is_so"), [(362, True), (404, True), (426, True), (32, False), (None, False)])
def test_what_windows_says_of_files_in_the_cloud(number, is_so):
    assert is_in_cloud(_cloud_error(number)) is is_so


def test_a_file_that_cannot_be_downloaded_is_told_so(tmp_path, monkeypatch):
    path = tmp_path / "bog.xlsx"
    path.write_bytes(b"PK")

    def not_here(*_):
        raise _cloud_error()

    monkeypatch.setattr(package.zipfile, "ZipFile", not_here)
    with pytest.raises(CannotOpenError) as refused:
        package.Package(path)
    assert [issue.code for issue in refused.value.issues] == ["file_in_cloud"]
    for error in (not_read(path, _cloud_error()), not_written(path.name, _cloud_error())):
        assert [issue.code for issue in error.issues] == ["file_in_cloud"]
