"""``resultatkontrakt profile``, and what a profile does to the imports after it."""

import json

import pytest

from macros.cli import main
from macros.steps import proposing
from schemas.issues.issue import Place
from schemas.translations import Target, Translation, Translations
from schemas.words.vocabulary import words
from tests.unit.macros.command_line import run

JKS = "Jobcenter Skelbækgade"
HEADER = "Center;Indikator;Periode;Værdi"
OWN_HEADER = "Afdeling;Nøgle;Tid;Udfald"
OWN = [f"{JKS};activation_degree;2009-0{month};5{month},5" for month in range(1, 6)]
COLUMNS = '[columns]\n"Afdeling" = "centre"\n"Nøgle" = "measure"\n"Tid" = "period"\n"Udfald" = "value"'
CASES = ["Kontor;Sag;Frist;Holdt"] + [f"{JKS};S{n};{n:02d}-01-2009;{n:02d}-01-2009" for n in range(1, 9)]
CROSSTAB = ["Gennemsnitlig aktiveringsgrad på 56 pct.;;;", ";jan 2009;feb 2009;mar 2009", f"{JKS};53,5;54;55"]


def taken(capsys, *arguments):
    """The exit code, the figures (measure, period, value) and the codes of the findings."""
    code = main([*(str(each) for each in arguments), "--json"])
    found = json.loads(capsys.readouterr().out)
    figures = [(row["measure"], row["period"], row["value"]) for row in found["observations"]]
    return code, figures, {issue["code"] for issue in found["issues"]}


@pytest.fixture
def target(workbook):
    return workbook("Jobcenter Skelbækgade 2009")


@pytest.mark.parametrize(("lines", "layout"), [([HEADER, *OWN], "list"), (CROSSTAB, "crosstab"), (CASES, "cases")])
@pytest.mark.parametrize("known", [False, True])
def test_the_layout_is_proposed(lines, layout, known, csv_file, target, capsys):
    extra = ["--workbook", target] if known else []
    code, text = run(capsys, "profile", csv_file(*lines), *extra)
    assert code == 0
    assert f'layout = "{layout}"' in text


@pytest.mark.parametrize("lines", [["Måned;1;2;3", f"{JKS};53;54;55"], ["Center;jan;feb;mar", f"{JKS};53;54;55"]])
def test_months_that_name_no_year_are_months_without_a_workbook_too(lines, csv_file, capsys):
    code, text = run(capsys, "profile", csv_file("Gennemsnitlig aktiveringsgrad på 56 pct.", *lines))
    assert (code, "jan" in text.replace("(»jan«", "")) == (0, False)
    assert 'layout = "crosstab"' in text


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (["Center;jan;feb", f"{JKS};53;54"], {"B1", "C1"}),
        ([HEADER, f"{JKS};activation_degree;jan;53", f"{JKS};activation_degree;2009-02;54"], {"C2"}),
        (["Udtræk 2009", "Center;jan;feb", f"{JKS};53;54"], set()),
    ],
)
def test_without_a_workbook_their_year_is_asked_for(lines, where, csv_file, capsys):
    main(["validate", str(csv_file(*lines)), "--json"])
    issues = json.loads(capsys.readouterr().out)["issues"]
    assert {issue["cell"] for issue in issues if issue["code"] == "year_missing"} == where
    assert not any("2000" in issue["message"] for issue in issues)


def test_a_file_that_is_no_table_is_refused(csv_file, tmp_path, capsys):
    assert run(capsys, "profile", csv_file("Kære alle", "God sommer"))[0] == 1
    assert run(capsys, "profile", tmp_path / "væk.csv")[0] == 3


def test_an_unknown_sheet_is_refused_with_the_sheets_there_are(sheets, capsys):
    path = sheets({"LIS": [HEADER.split(";"), [JKS, "activation_degree", "2009-01", 51]], "Noter": [["Hej"]]})
    code, text = run(capsys, "profile", path, "--sheet", "Ark9")
    assert code == 1
    assert "Ark9" in text
    assert "LIS, Noter" in text
    assert run(capsys, "profile", path, "--sheet", "LIS")[0] == 0


def test_a_profile_is_never_written_over(csv_file, tmp_path, capsys):
    out = tmp_path / "udtræk.profil.toml"
    assert run(capsys, "profile", csv_file(OWN_HEADER, *OWN), "--out", out)[0] == 0
    before = out.read_bytes()
    code, text = run(capsys, "profile", csv_file(OWN_HEADER, *OWN), "--out", out)
    assert (code, out.name in text) == (3, True)
    assert out.read_bytes() == before
    assert run(capsys, "profile", csv_file(OWN_HEADER, *OWN), "--out", tmp_path / "væk" / "a.profil.toml")[0] == 3


def test_the_profile_written_beside_the_workbook_is_used_by_the_next_import(csv_file, target, capsys):
    export = csv_file(OWN_HEADER, *OWN)
    assert taken(capsys, "import", target, export)[0] == 1
    out = target.with_name("udtræk.profil.toml")
    assert run(capsys, "profile", export, "--workbook", target, "--out", out)[0] == 0
    code, figures, _ = taken(capsys, "import", target, export)
    assert code == 0
    assert figures[0] == ("activation_degree", "2009-01", 51.5)
    assert len(figures) == len(OWN)


def test_a_given_profile_is_used_for_validate_and_import(csv_file, profile_file, target, capsys):
    export, profile = csv_file(OWN_HEADER, *OWN), profile_file('layout = "list"', COLUMNS)
    assert run(capsys, "validate", target, export)[0] == 1
    assert run(capsys, "validate", target, export, "--profile", profile)[0] == 0
    assert run(capsys, "import", target, export, "--profile", profile)[0] == 0
    assert run(capsys, "import", target, export, "--profile", profile.with_name("væk.toml"))[0] == 3


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (['layuot = "list"'], "layuot"),
        (['layout = "liste"'], "layout"),
        (['layout = "list"', "[match]", 'file = ["*"]'], "match.file"),
        (['decimal = ","'], "decimal"),
        (['period = "i fjor"'], "period"),
        (["aggregate = 1"], "aggregate"),
        (["[parts]", '"Antal" = "count"'], "parts.Antal"),
        (["[scales]", '"Antal" = "mange"'], "scales"),
        (['layout = "cases"', "[[rules]]", 'measure = "x"', 'kind = "sum"'], "rules[1].kind"),
        (["rules = 3"], "rules"),
        (["rules = [3]"], "rules"),
        (["match = 3"], "match"),
        (["cases = []"], "cases"),
        (["[columns]", '"Tid" = 3'], "columns"),
        (["[[rules]]", "where = 3"], "where"),
        (["[[rules]]", "[rules.points]", '"Medhold" = "en"'], "points"),
        (["year = true"], "year"),
        (["layout = "], "given.toml"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_key(lines, words, csv_file, profile_file, target, capsys):
    before = target.read_bytes()
    code, text = run(
        capsys, "import", target, csv_file(HEADER, *OWN), "--profile", profile_file(*lines, name="given.toml")
    )
    assert code == 1
    assert words in text
    assert target.read_bytes() == before


def test_a_wrong_profile_beside_the_workbook_is_refused(csv_file, profile_file, target, capsys):
    profile_file('layuot = "list"', name="min.profil.toml")
    code, text = run(capsys, "import", target, csv_file(HEADER, *OWN))
    assert code == 1
    assert "min.profil.toml" in text
    assert "layuot" in text


def test_two_profiles_that_fit_equally_are_refused(csv_file, profile_file, target, capsys):
    for name in ("a.profil.toml", "b.profil.toml"):
        profile_file('layout = "list"', '[match]\nfiles = ["udtræk*"]', COLUMNS, name=name)
    code, text = run(capsys, "import", target, csv_file(OWN_HEADER, *OWN))
    assert code == 1
    assert "a.profil.toml, b.profil.toml" in text
    profile_file('layout = "list"', '[match]\nfiles = ["udtræk*"]\nwords = ["Tid"]', COLUMNS, name="b.profil.toml")
    assert run(capsys, "import", target, csv_file(OWN_HEADER, *OWN))[0] == 0  # one names more than the other


@pytest.mark.parametrize(
    ("profile", "lines", "figures"),
    [
        (
            [f'[measures]\n"Aktgrad" = "activation_degree"\n"Diverse" = ""\n[centres]\n"SKG" = "{JKS}"'],
            [HEADER, "SKG;Aktgrad;2009-01;51,5", "SKG;Diverse;2009-01;7", "SKG;Diverse;2009-01;x"],
            [("activation_degree", "2009-01", 51.5)],
        ),
        (
            ["aggregate = true"],
            [HEADER, f"{JKS};company_placements;2009-01;20", f"{JKS};company_placements;2009-01;30"],
            [("company_placements", "2009-01", 50.0)],
        ),
        (
            ['[scales]\n"electricity_use" = 1000'],
            [HEADER, f"{JKS};electricity_use;2009-01;1,5", f"{JKS};activation_degree;2009-01;51"],
            [("electricity_use", "2009-01", 1500.0), ("activation_degree", "2009-01", 51.0)],
        ),
        (
            ['decimal = "point"'],
            [HEADER, f"{JKS};electricity_use;2009-01;1.472"],
            [("electricity_use", "2009-01", 1.472)],
        ),
        (
            ['decimal = "comma"'],
            [HEADER, f"{JKS};electricity_use;2009-01;1.472"],
            [("electricity_use", "2009-01", 1472.0)],
        ),
        (
            ['period = "2009-02"'],
            ["Center;Indikator;Værdi", f"{JKS};activation_degree;51"],
            [("activation_degree", "2009-02", 51.0)],
        ),
        (
            [f'centre = "{JKS}"'],
            ["Indikator;Periode;Værdi", "activation_degree;2009-02;51"],
            [("activation_degree", "2009-02", 51.0)],
        ),
        (
            [f'centre = "{JKS}"', 'measure = "activation_degree"'],
            ["Periode;Værdi", "2009-02;51", "2009-03;52"],
            [("activation_degree", "2009-02", 51.0), ("activation_degree", "2009-03", 52.0)],
        ),
        (
            ["year = 2009"],
            [HEADER, f"{JKS};activation_degree;marts;51"],
            [("activation_degree", "2009-03", 51.0)],
        ),
    ],
)  # fmt: skip
def test_what_a_profile_says_is_done(profile, lines, figures, csv_file, profile_file, target, capsys):
    given = profile_file('layout = "list"', *profile)
    code, found, codes = taken(capsys, "import", target, csv_file(*lines), "--profile", given)
    assert (code, found) == (0, figures), codes


def test_parts_and_the_measure_of_a_crosstab(csv_file, profile_file, target, capsys):
    lines = [";Holdt;Alle", f"{JKS};19;20"]
    profile = profile_file(
        'layout = "crosstab"',
        'measure = "offers_on_time"',
        'period = "2009-01"',
        '[parts]\n"Holdt" = "numerator"\n"Alle" = "denominator"',
    )
    code = main(["import", str(target), str(csv_file(*lines)), "--profile", str(profile), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert code == 0, found
    (row,) = found["observations"]
    assert (row["numerator"], row["denominator"], row["period"]) == (19.0, 20.0, "2009-01")


@pytest.mark.parametrize(
    ("profile", "code", "found"),
    [
        ('[scales]\n"company_placement" = 1000', 0, ("profile_unused", "scales.company_placement")),
        ('[scales]\n"company_placements" = 1000', 0, None),
        ('[columns]\n"Afdelng" = "centre"', 0, ("profile_unused", "columns.Afdelng")),
        ('[columns]\n"Center" = "centre"\n"Værdi" = "value"', 0, None),
        (f'[centres]\n"{JKS}" = "Jobcenter Skelbaekgade"', 1, ("profile_target", "Jobcenter Skelbaekgade")),
        ('[centres]\n"Et andet sted" = "Jobcenter Skelbaekgade"', 0, None),
        ('[measures]\n"company_placements" = "praktik"', 1, ("profile_target", "praktik")),
    ],
)
def test_what_comes_to_nothing_in_a_profile_is_said(profile, code, found, csv_file, profile_file, target, capsys):
    export = csv_file(HEADER, f"{JKS};company_placements;2009-01;20")
    given = profile_file(profile)
    assert main(["validate", str(export), "--workbook", str(target), "--profile", str(given), "--json"]) == code
    issues = json.loads(capsys.readouterr().out)["issues"]
    said = {(issue["code"], issue["value"]) for issue in issues if issue["code"].startswith("profile_")}
    assert said == ({found} if found else set())


@pytest.mark.parametrize(
    ("measure", "periods", "code"),
    [
        ("stock_non_western", ("uge 2 2009", "uge 3 2009"), 1),
        ("activation_degree", ("uge 2 2009", "uge 3 2009"), 1),
        ("stock_non_western", ("uge 2 2009", "uge 2 2009"), 0),
        ("stock_non_western", ("2009-01", "2009-01"), 0),
        ("company_placements", ("uge 2 2009", "uge 3 2009"), 0),
    ],
)
def test_weeks_of_what_is_no_sum_are_not_added(measure, periods, code, csv_file, profile_file, target, capsys):
    export = csv_file(HEADER, *(f"{JKS};{measure};{period};20" for period in periods))
    found = taken(capsys, "validate", export, "--workbook", target, "--profile", profile_file("aggregate = true"))
    assert (found[0], "parts_over_time" in found[2]) == (code, code == 1)


def test_periods_of_the_sheet_of_names_are_told_for_no_profile_can_say_them(csv_file, monkeypatch, capsys, tmp_path):
    said = Translations((Translation("Årets anden md.", Target.PERIOD, "2009-02", Place("w.xlsx"), None, "feb 2009"),))
    labels = proposing._labels(None, words())[0]
    monkeypatch.setattr(proposing, "_labels", lambda *_: (labels, said))
    out = tmp_path / "en.profil.toml"
    code, text = run(capsys, "profile", csv_file(HEADER, *OWN), "--out", out)
    assert (code, "»Årets anden md.« = feb 2009" in text, "»udtræk.csv«" in text) == (0, True, True)
    assert "# Perioder med egne navne" in out.read_text(encoding="utf-8")
