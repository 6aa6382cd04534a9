"""Case lists through the import: the shipped profiles, every kind of file, and lists behind a connection."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from macros.cli import main

JKS = "Jobcenter Skelbækgade"
LISTS = {
    "contact_interviews_on_time": (
        ["Enhed", "Samtale nr.", "Samtale senest", "Samtale holdt"],
        [[JKS, f"S{n}", date(2009, 1, 10 + n), date(2009, 1, 10 if n else 20)] for n in range(10)],
        (None, 9.0, 10.0),
    ),
    "upheld_formal_complaints": (
        ["Enhed", "Klage nr.", "Afgjort", "Udfald", "Klagetype"],
        [
            [JKS, f"K{n}", date(2009, 1, n + 1), outcome, "Formalitet"]
            for n, outcome in enumerate(["Medhold", "Delvis medhold", "Ikke medhold", "Medhold"])
        ],
        (2.5, None, None),
    ),
    "sickness_absence": (
        ["Enhed", "Første fraværsdag", "Sidste fraværsdag", "Fraværsårsag"],
        [[JKS, date(2009, 1, 5), date(2009, 1, 9), "Syg"], [JKS, date(2009, 1, 12), date(2009, 1, 12), "Ferie"]],
        (5.0, None, None),
    ),
}
INTERVIEWS = LISTS["contact_interviews_on_time"]


def written(rows):
    return [";".join(f"{each:%d-%m-%Y}" if isinstance(each, date) else each for each in row) for row in rows]


def taken(capsys, *arguments):
    """The exit code, the figures by measure, and the codes of the findings."""
    code = main([*(str(each) for each in arguments), "--json"])
    out = capsys.readouterr()
    assert "Traceback" not in out.out + out.err
    found = json.loads(out.out)
    figures = {row["measure"]: (row["value"], row["numerator"], row["denominator"]) for row in found["observations"]}
    return code, figures, [issue["code"] for issue in found["issues"]]


@pytest.fixture
def target(workbook):
    return workbook("Jobcenter Skelbækgade 2009")


@pytest.fixture
def cases(csv_file, sheets, tmp_path):
    """Write a case list as csv, xlsx or parquet."""

    def write(kind, titles, rows):
        if kind == "xlsx":
            return sheets({"Sager": [titles, *rows]}, name="sager.xlsx")
        if kind == "csv":
            return csv_file(";".join(titles), *written(rows), name="sager.csv")
        import pyarrow as pa
        from pyarrow import parquet

        columns = {title: [row[at] for row in rows] for at, title in enumerate(titles)}
        parquet.write_table(pa.table(columns), tmp_path / "sager.parquet")
        return tmp_path / "sager.parquet"

    return write


@pytest.fixture(params=[False, True])
def large(request, monkeypatch):
    """Case lists counted here from their cells, and in the process of their own."""
    if request.param:
        monkeypatch.setattr("workbook.exports.guarded.is_large", lambda path: True)
    return request.param


@pytest.mark.parametrize("measure", LISTS)
def test_the_shipped_profiles_count(measure, cases, large, target, capsys):
    titles, rows, expected = LISTS[measure]
    code, figures, codes = taken(capsys, "import", target, cases("csv", titles, rows))
    assert (code, figures) == (0, {measure: expected}), codes


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_every_kind_of_file_gives_the_same(kind, cases, target, capsys):
    titles, rows, expected = INTERVIEWS
    code, figures, codes = taken(capsys, "import", target, cases(kind, titles, rows))
    assert (code, figures) == (0, {"contact_interviews_on_time": expected}), codes


def test_spellings_of_one_centre_are_added(cases, large, target, capsys):
    titles, rows, expected = INTERVIEWS
    spelt = [["JKS", *row[1:]] if at % 2 else row for at, row in enumerate(rows)]
    code, figures, codes = taken(capsys, "import", target, cases("csv", titles, spelt))
    assert (code, figures) == (0, {"contact_interviews_on_time": expected})
    assert "label_taken" in codes


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([JKS, "S0", date(2009, 1, 10), date(2009, 1, 10)], "case_doubled"),
        ([JKS, "S99", "31-02-2009", ""], "case_date_unreadable"),
        (["Jobcenter Skelbækgaed", "S99", date(2009, 1, 10), date(2009, 1, 10)], "unknown_centre"),
        ([JKS, "010190-1234", date(2009, 1, 10), date(2009, 1, 10)], "number"),
    ],
)
def test_errors_leave_the_workbook_byte_identical(row, expected, cases, large, target, capsys):
    titles, rows, _ = INTERVIEWS
    export = cases("csv", titles, [*rows, row])
    before, beside = target.read_bytes(), set(target.parent.iterdir())
    code, _, codes = taken(capsys, "import", target, export)
    if expected == "number":
        expected = "case_cpr" if large else "cpr_number"
    assert (code, expected in codes) == (1, True), codes
    assert target.read_bytes() == before
    assert set(target.parent.iterdir()) == beside


def behind(url, table="samtaler"):
    return [
        'layout = "cases"',
        f'[source]\nurl = "{url}"\ntable = "{table}"',
        '[cases]\ncentre = "enhed"\ncase = "nr"',
        '[[rules]]\nmeasure = "contact_interviews_on_time"\nkind = "on_time"',
        'month = "senest"\nstart = "senest"\nend = "holdt"',
    ]


@pytest.fixture
def database(tmp_path):
    import duckdb

    path = tmp_path / "sager.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table samtaler (enhed varchar, nr varchar, senest date, holdt date)")
        connection.executemany("insert into samtaler values (?, ?, ?, ?)", INTERVIEWS[1])
    return path


def test_the_cases_behind_a_connection_are_counted(database, profile_file, target, capsys):
    export = profile_file(*behind(f"duckdb:///{database.as_posix()}"), name="samtaler.profil.toml")
    code, figures, codes = taken(capsys, "import", target, export)
    assert (code, figures) == (0, {"contact_interviews_on_time": INTERVIEWS[2]}), codes


@pytest.mark.parametrize("behind_a_connection", [False, True])
def test_a_command_in_a_process_of_its_own_counts(behind_a_connection, cases, database, profile_file, target):
    """There pandas has loaded without a library that the count needs."""
    connection = profile_file(*behind(f"duckdb:///{database.as_posix()}"), name="samtaler.profil.toml")
    export = connection if behind_a_connection else cases("xlsx", *INTERVIEWS[:2])
    command = [sys.executable, "-m", "resultatkontrakt", "import", str(target), str(export), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[3])
    row = json.loads(done.stdout)["observations"][0]
    assert (row["value"], row["numerator"], row["denominator"]) == INTERVIEWS[2]


@pytest.mark.parametrize(
    "url",
    [
        "postgres://127.0.0.1:1/lis",
        "nonsense://x",
        "duckdb:////nowhere/at/all/x.duckdb",
        "postgres://u:hemmelig@127.0.0.1:1/lis",
    ],
)
def test_a_connection_that_cannot_be_reached(url, profile_file, target, capsys):
    export = profile_file(*behind(url), name="samtaler.profil.toml")
    before = target.read_bytes()
    code = main(["import", str(target), str(export)])
    out = capsys.readouterr()
    assert code == 3
    assert "hemmelig" not in out.out + out.err
    assert "Traceback" not in out.out + out.err
    assert "uventet" not in (out.out + out.err).casefold()
    assert target.read_bytes() == before


def test_a_table_that_is_not_there(database, profile_file, target, capsys):
    export = profile_file(*behind(f"duckdb:///{database.as_posix()}", "findes_ikke"), name="samtaler.profil.toml")
    assert main(["import", str(target), str(export)]) == 3
    assert "uventet" not in capsys.readouterr().err.casefold()


MEASURE = "contact_interviews_on_time"
RULE = '[[rules]]\nmeasure = "{measure}"\nkind = "{kind}"\nmonth = "Frist"\nstart = "Frist"\nend = "Holdt"\n'
PROFILE = 'layout = "cases"\n[cases]\ncentre = "Enhed"\n{cases}' + RULE
DAYS = [f"1{day}-0{month}-2009" for month in (1, 2) for day in range(9)]
HELD = "\n".join(["Enhed;Frist;Holdt", *(f"{JKS};{day};{day}" for day in DAYS)])


def test_days_after_the_contract_year_are_left_out_and_said(capsys, csv_file, target):
    path = csv_file("Enhed;Første fraværsdag;Sidste fraværsdag;Fraværsårsag", f"{JKS};30-12-2009;03-01-2010;Syg")
    code, figures, codes = taken(capsys, "validate", path, "--workbook", target)
    assert (code, figures) == (0, {"sickness_absence": (2, None, None)})
    assert "case_month_after_year" in codes


@pytest.mark.parametrize(("drawn", "months"), [("2009-02-15", 1), ("2009-02-28", 2)])
def test_a_month_that_is_not_over_is_left_out_and_said(capsys, csv_file, target, profile_file, drawn, months):
    given = profile_file(PROFILE.format(measure=MEASURE, kind="on_time", cases=f"extracted = {drawn}\n"))
    main(["validate", str(csv_file(*HELD.split("\n"))), "--workbook", str(target), "--profile", str(given), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [row["period"] for row in found["observations"]] == ["2009-01", "2009-02"][:months]
    open_months = [issue["value"] for issue in found["issues"] if issue["code"] == "case_month_open"]
    assert open_months == (["2009-02"] if months == 1 else [])


@pytest.mark.parametrize(("kind", "code"), [("on_time", 0), ("count", 1), ("points", 1), ("days", 1)])
def test_a_rule_counts_what_its_measure_is_measured_in(capsys, csv_file, target, profile_file, kind, code):
    more = '\noutcome = "Holdt"\npoints = { "x" = 1 }' if kind == "points" else ""
    given = profile_file(PROFILE.format(measure=MEASURE, kind=kind, cases="") + more)
    found = taken(capsys, "validate", csv_file(*HELD.split("\n")), "--workbook", target, "--profile", given)
    assert (found[0], "case_rule_unit" in found[2]) == (code, code == 1)


def test_a_cover_beside_the_list_is_left_out(capsys, sheets, target, profile_file):
    given = profile_file(PROFILE.format(measure=MEASURE, kind="on_time", cases=""))
    pages = {"Forside": [["Udtræk fra LIS"]], "Sager": [line.split(";") for line in HELD.split("\n")]}
    code, figures, codes = taken(capsys, "validate", sheets(pages), "--workbook", target, "--profile", given)
    assert (code, set(figures)) == (0, {MEASURE})
    assert "sheet_left_out" in codes
    alone = sheets({"Forside": pages["Forside"]})
    code, _, codes = taken(capsys, "validate", alone, "--workbook", target, "--profile", given)
    assert (code, "case_column_missing" in codes) == (1, True)
