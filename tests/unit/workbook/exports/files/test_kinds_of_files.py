"""What a file is, is told by its content: pages from the web come under a spreadsheet's name."""

import zipfile

import pytest

from schemas.errors import CannotOpenError
from workbook.exports.files.plain_tables import read_file

LOGIN = '<html><body><form><INPUT name="p" type="password"></form></body></html>'
TABLE = "<table><tr><th>Center</th></tr><tr><td>Jobcenter Skelbækgade</td></tr></table>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (LOGIN, "file_login_page"),
        (f"<!DOCTYPE html>\n{'<p>x</p>' * 2_000}{LOGIN}", "file_login_page"),
        ("<html><body><p>Siden er flyttet</p></body></html>", "file_web_page"),
        ("\n  <html><table><tr><td>&nbsp;</td></tr></table></html>", "file_web_page"),
        ('<?xml version="1.0"?><rss><channel/></rss>', "file_web_page"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["udtræk.xls", "udtræk.xlsx", "udtræk.csv"])
def test_pages_from_the_web_are_named_as_such(tmp_path, content, code, encoding, name):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    with pytest.raises(CannotOpenError) as refused:
        read_file(path)
    assert [(issue.code, issue.place.file) for issue in refused.value.issues] == [(code, name)]


@pytest.mark.parametrize("content", [TABLE, f"\n  <html>{TABLE}</html>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_with_a_table_is_read(tmp_path, content, encoding):
    path = tmp_path / "udtræk.xls"
    path.write_bytes(content.encode(encoding))
    (raw,) = read_file(path)
    assert (raw.header, raw.rows[0][0].value) == (["Center"], "Jobcenter Skelbækgade")


def test_a_text_document_is_of_another_kind(tmp_path):
    path = tmp_path / "udtræk.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(CannotOpenError) as refused:
        read_file(path)
    assert [issue.code for issue in refused.value.issues] == ["file_type"]


@pytest.mark.parametrize("text", ["Center;Værdi\n<5;1\n", "<5;Center\n1;2\n", "<Center>;Værdi\nx;1\n"])
def test_a_csv_may_hold_less_than_signs(tmp_path, text):
    path = tmp_path / "udtræk.csv"
    path.write_text(text, encoding="utf-8")
    assert len(read_file(path)[0].rows) == 1


def test_a_utf_16_file_that_was_cut_short_is_read_as_far_as_it_goes(tmp_path):
    path = tmp_path / "udtræk.csv"
    path.write_bytes("Center;Værdi\nØ;1\n😀".encode("utf-16")[:-2])
    assert read_file(path)[0].rows[0][0].text == "Ø"
    path.write_bytes(("a;b\n" + "😀" * 3_000 + ";1\n").encode("utf-16") + b"x")
    assert len(read_file(path)[0].rows) == 2
