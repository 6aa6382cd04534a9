"""Whatever is wrong with an export, the workbook stays byte for byte and nothing is left beside it."""

import json
import tempfile

import pytest

from macros.cli import main

JKS = "Jobcenter Skelbækgade"
HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner"
GOOD = f"{JKS};activation_degree;2009-01;51"
FILES = {
    "file_encrypted": b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
    "file_type": b"PK\x05\x06" + b"\0" * 18,
    "file_unreadable": b"PK\x03\x04" + b"\0" * 200,
    "no_table": "Kære alle;\nGod sommer;\n".encode(),
    "ratio_not_summed": f"{HEADER}\n{GOOD}\n{GOOD}\n".encode(),
}
PROFILES = {"ratio_not_summed": 'layout = "list"\naggregate = true\n[match]\nfiles = ["*"]\n'}
WRONG = {
    "profile_unreadable": "layout = ",
    "profile_value": 'layout = "liste"',
    "profile_key": 'layuot = "list"',
}


@pytest.fixture
def refused(workbook, tmp_path, monkeypatch, capsys):
    """Import files into a workbook; the exit code and the codes of the errors."""
    target = workbook("Jobcenter Skelbækgade 2009")
    temporary = tmp_path / "midlertidig"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    def run(*files, profile=""):
        if profile:
            target.with_name("min.profil.toml").write_text(profile, encoding="utf-8")
        before, beside = target.read_bytes(), set(target.parent.iterdir())
        code = main(["import", str(target), *(str(file) for file in files), "--json"])
        found = json.loads(capsys.readouterr().out)
        assert target.read_bytes() == before
        assert set(target.parent.iterdir()) == beside
        assert list(temporary.iterdir()) == []
        assert found["observations"] == []
        return code, {issue["code"] for issue in found["issues"] if issue["severity"] == "error"}

    return run


@pytest.mark.parametrize("code", FILES)
def test_an_export_that_is_wrong(code, refused, tmp_path):
    export = tmp_path / "udtræk.dat"
    export.write_bytes(FILES[code])
    exit_code, codes = refused(export, profile=PROFILES.get(code, ""))
    assert exit_code in {1, 3}
    assert code in codes


@pytest.mark.parametrize("code", WRONG)
def test_a_profile_that_is_wrong(code, refused, csv_file):
    assert refused(csv_file(HEADER, GOOD), profile=WRONG[code]) == (1, {code})


def test_one_wrong_file_refuses_the_right_ones_too(refused, csv_file, tmp_path):
    good = csv_file(HEADER, GOOD, name="god.csv")
    bad = csv_file(HEADER, f"{JKS};activation_degree;2009-02;x", name="ond.csv")
    assert refused(good, bad) == (1, {"not_a_number"})
    assert refused(good, tmp_path / "væk.csv") == (3, {"file_missing"})
    assert refused(good, tmp_path) == (3, {"file_is_folder"})


def test_a_file_given_twice_is_doubled(refused, csv_file):
    good = csv_file(HEADER, GOOD)
    assert refused(good, good) == (1, {"duplicate_observation"})
