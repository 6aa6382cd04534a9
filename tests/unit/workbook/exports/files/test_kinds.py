"""The kind of a file is told by its content, whatever it is called."""

import os
import zipfile

import pytest

from schemas.errors import CannotOpenError
from tests.unit.workbook.raw_xlsx import make
from workbook.exports.files.file_kinds import FileKind, kind_of
from workbook.vba.compound import compound_file

SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
PAGE = "<html><body><table><tr><td>1</td></tr></table></body></html>"
XML_2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
ARCHIVE = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'


def packed(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "."), content)
    return path


def written(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def code_of(path):
    with pytest.raises(CannotOpenError) as refused:
        kind_of(path)
    (issue,) = refused.value.issues
    return issue.code


@pytest.mark.parametrize(("content", "kind"), [
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", FileKind.OLD),
    (b"\x09\x08\x08\x00\x00\x05\x05\x00", FileKind.OLD),
    (b"\x09\x04\x06\x00\x00\x00\x10\x00", FileKind.OLD),
    (b"\x09\x02\x06\x00\x00\x00\x10\x00", FileKind.OLD),
    (b"\x09\x00\x04\x00\x00\x00\x10\x00", FileKind.OLD),
    (PAGE, FileKind.MARKUP),
    (f"\ufeff\n {PAGE}", FileKind.MARKUP),
    (PAGE.encode("utf-16"), FileKind.MARKUP),
    (PAGE.encode("utf-16-le"), FileKind.MARKUP),
    (f"<!-- lavet af LIS -->{PAGE}", FileKind.MARKUP),
    ("<style>td {x: y}</style><table><tr><td>1</td></tr></table>", FileKind.MARKUP),
    (f"<br />\n<b>Notice</b>: Undefined index<br />{PAGE}", FileKind.MARKUP),
    (XML_2003, FileKind.MARKUP),
    (ARCHIVE, FileKind.MARKUP),
    (f"From: <LIS>\r\nSubject: x\r\n{ARCHIVE}", FileKind.MARKUP),
    ("Center;Værdi\nA;1\n", FileKind.DELIMITED),
    ("ID;Periode;Værdi\nB;2008;1\n", FileKind.DELIMITED),
    ("<Center>;<p>\nA;1\n", FileKind.DELIMITED),
    ("[Mål].[Navn];Værdi\nA;1\n", FileKind.DELIMITED),
    ("MIME-Version: 1.0;x\nA;1\n", FileKind.DELIMITED),
    ("\tVærdi\nA\t1\n", FileKind.DELIMITED),
    ("Center\tVærdi\nÅ\t1\n".encode("utf-16-le"), FileKind.DELIMITED),
    ("\tVærdi\nÅ\t1\n".encode("utf-16-le"), FileKind.DELIMITED),
    ("Center\tVærdi\nÅ\t1\n".encode("utf-16-be"), FileKind.DELIMITED),
    ("Ærø;1\n".encode("cp1252"), FileKind.DELIMITED),
    (b"A;1\n\x1a", FileKind.DELIMITED),
])  # fmt: skip
@pytest.mark.parametrize("name", ["udtræk.xls", "udtræk.xlsx", "udtræk.csv", "udtræk"])
def test_texts_and_bare_streams(tmp_path, content, kind, name):
    assert kind_of(written(tmp_path / name, content)) is kind


@pytest.mark.parametrize("content", [
    b"%PDF-1.7\n1 0 obj\n", b"{\\rtf1\\ansi Center}", b"GIF89a;;;", b"PAR1\x15\x04", b"\x1f\x8b\x08\x00abc", b"7z\xbc\xaf\x27\x1c",
    b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", b"PK\x05\x06" + bytes(18), b"\x00\x01\x02\x03",
    b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K1\r\nE\r\n", b'{"rows": []}', b'[{"center": 1}]', b"\x01\x02\x03\x04\x05\x06abc",
])  # fmt: skip
def test_what_is_no_table_is_of_another_kind(tmp_path, content):
    assert code_of(written(tmp_path / "udtræk.csv", content)) == "file_type"


def test_packages(tmp_path):
    assert kind_of(make(tmp_path / "a.csv", "<row/>")) is FileKind.WORKBOOK
    assert (
        kind_of(packed(tmp_path / "b", xl_workbook="", **{"xl/workbook.bin": "", "_rels/.rels": ""})) is FileKind.BINARY
    )
    assert kind_of(packed(tmp_path / "c", mimetype=SPREADSHEET)) is FileKind.OPEN_DOCUMENT
    assert kind_of(packed(tmp_path / "d", mimetype=f"{SPREADSHEET}-template")) is FileKind.OPEN_DOCUMENT
    assert kind_of(packed(tmp_path / "e", content__xml="<x/>")) is FileKind.OPEN_DOCUMENT
    for members in (
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"},
        {"word/document.xml": "<x/>", "_rels/.rels": "<x/>", "[Content_Types].xml": "<x/>"},
        {"ppt/presentation.xml": "<x/>", "_rels/.rels": "<x/>"},
        {"udtræk.csv": "a;b"},
    ):
        assert code_of(packed(tmp_path / "f.xlsx", **members)) == "file_type"


def test_compound_files(tmp_path):
    for name in ("Workbook", "Book"):
        assert kind_of(written(tmp_path / "a", compound_file({name: b"x" * 5000}))) is FileKind.OLD
    for streams, code in (
        ({"WordDocument": b"Workbook".decode().encode("utf-16-le")}, "file_type"),
        ({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}, "file_encrypted"),
        ({"\tDRMContent": b"x", "Workbook": b"x"}, "file_encrypted"),
    ):
        assert code_of(written(tmp_path / "b.xls", compound_file(streams))) == code
    whole = compound_file({"Workbook": b"x" * 50_000})
    assert code_of(written(tmp_path / "c.xls", whole[: len(whole) // 2])) == "file_unreadable"


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "file_empty"), (b" \r\n\n\t", "no_table"), (b"PK\x03\x04abc", "file_unreadable")]
)
def test_empty_and_broken(tmp_path, content, code):
    assert code_of(written(tmp_path / "a.xlsx", content)) == code


def test_what_is_no_file(tmp_path):
    assert code_of(tmp_path) == "file_is_folder"
    assert code_of(tmp_path / "findes ikke.csv") == "file_missing"
    assert code_of(tmp_path / "a\0b.csv") == "file_unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on Windows")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "rør.csv")
    assert code_of(tmp_path / "rør.csv") == "file_is_device"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the system's master may read all")
def test_a_file_that_may_not_be_read(tmp_path):
    path = written(tmp_path / "a.csv", "a;b")
    path.chmod(0)
    assert code_of(path) == "file_locked"


def test_a_locked_file(tmp_path, monkeypatch):
    path = written(tmp_path / "a.csv", "a;b")

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert code_of(path) == "file_locked"
