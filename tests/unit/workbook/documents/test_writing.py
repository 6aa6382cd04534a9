"""Documents as files: whole or not at all, and never over what somebody else wrote."""

import io
import shutil
import zipfile
from datetime import datetime

import docx
import pytest

from schemas.errors import CannotOpenError, ExitCode, RefusedError
from schemas.words.vocabulary import words
from tests.unit.workbook.documents.sample import document
from workbook.closed import atomic
from workbook.documents import pdf
from workbook.documents.fingerprints import marked_pdf
from workbook.documents.writing import write_document, write_template

NOW = datetime(2009, 7, 20, 9, 30)
SIMPLE = document(blocks=())


def write(path, **more):
    return write_document(SIMPLE, path, words(), NOW, **more)


def refusal(path, **more):
    """The one finding of a refused writing, and its exit code; the folder is as it was."""
    before = {each: each.read_bytes() for each in path.parent.glob("*") if each.is_file()}
    with pytest.raises((CannotOpenError, RefusedError)) as caught:
        write(path, **more)
    assert {each: each.read_bytes() for each in path.parent.glob("*") if each.is_file()} == before
    [issue] = caught.value.issues
    return issue.code, caught.value.exit_code


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_what_we_wrote_is_replaced_and_what_somebody_edited_is_not(tmp_path, ending):
    path = tmp_path / f"rapport.{ending}"
    write(path)
    write(path)
    edit(path)
    assert refusal(path) == ("document_edited", ExitCode.REFUSED)
    write(path, replace=True)
    write(path)


def edit(path):
    if path.suffix == ".docx":
        file = docx.Document(path)
        file.paragraphs[0].text = "Rettet"
        file.save(path)
    else:
        path.write_text(path.read_text(encoding="utf-8").replace("Halv", "Hel"), encoding="utf-8")


def test_a_word_file_packed_anew_is_not_edited_and_one_saved_by_word_is(tmp_path):
    path, copy = tmp_path / "rapport.docx", tmp_path / "kopi.docx"
    write(path)
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as same:
        for name in reversed(package.namelist()):
            same.writestr(name, package.read(name))
    shutil.move(copy, path)
    write(path)


@pytest.mark.parametrize("name", ["rapport.docx", "rapport.html", "rapport.pdf"])
def test_a_file_of_somebody_elses_is_not_replaced(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"mine")
    assert refusal(path) == ("document_edited", ExitCode.REFUSED)


def test_a_pdf_is_known_again_and_an_edited_one_too(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "pdf_of_word", lambda _content, _name: b"%PDF-1.7\n%%EOF\n")
    path = tmp_path / "rapport.pdf"
    write(path)
    write(path)
    assert path.read_bytes() == marked_pdf(b"%PDF-1.7\n%%EOF\n")
    path.write_bytes(path.read_bytes() + b"noget mere")
    assert refusal(path) == ("document_edited", ExitCode.REFUSED)


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("rapport 2008.docx", "~$pport 2008.docx"),
        ("rapport.docx", "~$apport.docx"),
        ("notat.docx", "~$notat.docx"),
        ("rapport.docx", ".~lock.rapport.docx#"),
        ("rapport.html", "~$rapport.html"),
    ],
)
def test_a_file_open_in_word_is_said_and_stays(tmp_path, name, lock):
    path = tmp_path / name
    write(path)
    (tmp_path / lock).write_bytes(b"\x05Jens \x00")
    assert refusal(path) == ("file_locked", ExitCode.CANNOT_OPEN)


@pytest.mark.parametrize("lock", ["~$rapport 2008.docx", "~$apport 2008.docx"])
def test_a_lock_as_other_programs_name_it_counts_where_no_other_file_has_it(tmp_path, lock):
    (tmp_path / lock).touch()
    assert refusal(tmp_path / "rapport 2008.docx") == ("file_locked", ExitCode.CANNOT_OPEN)


def test_the_lock_of_another_file_is_none(tmp_path):
    (tmp_path / "~$rapport 2008.docx").touch()
    (tmp_path / "2.rapport 2008.docx").touch()
    write(tmp_path / "rapport 2008.docx")


def test_a_folder_in_which_nobody_may_write(tmp_path, monkeypatch):
    monkeypatch.setattr(atomic.os, "access", lambda *_: False)
    path = tmp_path / "rapport.docx"
    assert refusal(path) == ("folder_locked", ExitCode.CANNOT_OPEN)
    with pytest.raises(CannotOpenError) as caught:
        write(path)
    assert str(tmp_path) in caught.value.issues[0].message(words())


def test_a_folder_that_does_not_let_a_file_be_made(tmp_path, monkeypatch):
    def denied(**_):
        raise PermissionError(13, "denied")

    monkeypatch.setattr(atomic.tempfile, "mkstemp", denied)
    assert refusal(tmp_path / "rapport.docx") == ("folder_locked", ExitCode.CANNOT_OPEN)


@pytest.mark.parametrize(
    ("name", "code"),
    [("rapport.doc", "not_document_name"), ("rapport", "not_document_name"), ("mangler/r.docx", "folder_missing")],
)
def test_places_where_no_document_can_go(tmp_path, name, code):
    with pytest.raises(CannotOpenError) as caught:
        write(tmp_path / name)
    assert [issue.code for issue in caught.value.issues] == [code]


def test_a_folder_of_the_documents_name(tmp_path):
    (tmp_path / "rapport.docx").mkdir()
    assert refusal(tmp_path / "rapport.docx") == ("file_is_folder", ExitCode.CANNOT_OPEN)


def test_a_template_is_for_word_and_is_not_overwritten(tmp_path):
    template = tmp_path / "egen.docx"
    write_template(template, words(), NOW)
    assert refusal(tmp_path / "rapport.html", template=template) == ("template_of_page", ExitCode.REFUSED)
    assert refusal(template, template=template, replace=True) == ("template_is_document", ExitCode.REFUSED)


def test_a_template_to_begin_with_is_a_new_word_file(tmp_path):
    path = tmp_path / "egen.docx"
    write_template(path, words(), NOW)
    for name, code in (("egen.docx", "file_exists"), ("egen.doc", "not_template_name")):
        with pytest.raises(CannotOpenError) as caught:
            write_template(tmp_path / name, words(), NOW)
        assert [issue.code for issue in caught.value.issues] == [code]


def test_pdf_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setenv(pdf.PROGRAM, str(tmp_path / "soffice"))
    assert refusal(tmp_path / "rapport.pdf") == ("pdf_needs_libreoffice", ExitCode.CANNOT_OPEN)


@pytest.mark.parametrize(
    ("script", "seconds", "code"), [("exit 1", 20, "pdf_failed"), ("sleep 20", 0.3, "pdf_too_slow")]
)
def test_a_libreoffice_that_makes_nothing(tmp_path, monkeypatch, script, seconds, code):
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv(pdf.PROGRAM, str(program))
    with pytest.raises(CannotOpenError) as caught:
        pdf.pdf_of_word(b"", "rapport.pdf", seconds)
    assert [issue.code for issue in caught.value.issues] == [code]


def test_a_program_that_cannot_be_started(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_bytes(b"\x00")
    monkeypatch.setenv(pdf.PROGRAM, str(program))
    with pytest.raises(CannotOpenError) as caught:
        pdf.pdf_of_word(b"", "rapport.pdf")
    assert [issue.code for issue in caught.value.issues] == ["pdf_failed"]


def test_the_same_text_in_word_and_on_the_page(tmp_path):
    """What is said does not depend on how it is written."""
    path = tmp_path / "rapport.docx"
    write_document(document(), path, words(), NOW)
    found = {line.text for line in docx.Document(io.BytesIO(path.read_bytes())).paragraphs}
    page = tmp_path / "rapport.html"
    write_document(document(), page, words(), NOW)
    text = page.read_text(encoding="utf-8")
    for line in ("[Skriv baggrunden her.]", "Forklaring mangler.", "Kilde: LIS, uge 30.", "Note: simpelt gennemsnit."):
        assert line in found
        assert line in text
