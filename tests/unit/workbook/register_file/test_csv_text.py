"""A csv register changed field by field: separator, encoding, quotes and line ends stay as they are."""

import codecs

import pytest

from schemas.errors import RefusedError
from workbook.exports.files.headed import headed
from workbook.exports.files.plain_tables import read_grids
from workbook.register_file.csv_text import changed_csv, new_csv
from workbook.register_file.row_changes import RowChange, TableChange

LINES = ["Center;Mål nr.;Note", 'Å;1;"a; b"', "", 'Ø;2;"to\nlinjer"', "Æ;3;"]
AFTER = ["Center;Mål nr.;Note;Ny", 'Å;1;"a; b";', "", 'Ø;2;"x; y";ja', "Å;4;;nej", "Æ;3;;"]
CODINGS = {
    "utf-8": (b"", "utf-8"),
    "utf-8 with its mark": (codecs.BOM_UTF8, "utf-8"),
    "windows": (b"", "cp1252"),
    "utf-16": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16, the other way round": (codecs.BOM_UTF16_BE, "utf-16-be"),
}


def changed(tmp_path, content, rows, titles=()):
    path = tmp_path / "register.csv"
    path.write_bytes(content)
    return changed_csv(content, TableChange(headed(read_grids(path)[0]), rows, titles))


@pytest.mark.parametrize(("mark", "coding"), CODINGS.values(), ids=CODINGS)
@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("hint", ["", "sep=;"])
def test_only_what_changes_is_written(tmp_path, mark, coding, end, hint):
    def held(lines):
        return mark + end.join([*([hint] if hint else []), *lines, ""]).encode(coding)

    rows = [RowChange({2: "x; y", 3: "ja"}, row=1), RowChange({0: "Å", 1: "4", 2: None, 3: "nej"}, after=1)]
    assert changed(tmp_path, held(LINES), rows, ["Ny"]) == held(AFTER)


def test_a_last_line_without_an_end_gets_one(tmp_path):
    new = RowChange({0: "B", 1: "2"}, after=0)
    assert changed(tmp_path, b"Center,Nr\nA,1", [new]) == b"Center,Nr\nA,1\nB,2\n"


def test_a_letter_that_the_encoding_lacks_is_refused_by_name(tmp_path):
    with pytest.raises(RefusedError) as refused:
        changed(tmp_path, "Center;Nr\nÅ;1\n".encode("cp1252"), [RowChange({0: "Łódź"}, row=0)])
    [issue] = refused.value.issues
    assert (issue.code, issue.value[0]) == ("register_letter_unknown", "Ł")


def test_letters_that_are_broken_already_are_not_written_over(tmp_path):
    content = codecs.BOM_UTF8 + b"Center;Nr\n\xe5;1\n" + "æøåæøåæøåæøå;2\n".encode() * 3
    with pytest.raises(RefusedError) as refused:
        changed(tmp_path, content, [RowChange({1: "9"}, row=0)])
    assert [issue.code for issue in refused.value.issues] == ["register_letters_broken"]


def test_a_list_beside_it_is_written_as_it_is():
    assert new_csv("A;B\r\nå;1\r\n".encode("cp1252"), [["Ø", "x;y"]]) == 'Ø;"x;y"\r\n'.encode("cp1252")
