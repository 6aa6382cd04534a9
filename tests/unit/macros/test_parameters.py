"""Parameters count: their ranges, with what was probably meant, and the points of complaints."""

import json

import pytest

from macros.cli import main
from macros.steps.table_writing import write_table
from schemas.context import Context
from schemas.parameters import all_parameters, is_in_range, likely
from schemas.reading import frame_of, read_table
from schemas.rules.parameter_rules import PARAMETER_RULES
from schemas.tables import Goals, Parameters
from schemas.words.vocabulary import words
from workbook.closed.book import ClosedBook

JKS = "Jobcenter Skelbækgade"


def with_values(path, table, name_field, values, field):
    """Set values of a table, by the name in a column."""
    with ClosedBook(path) as book:
        raw = book.read(table.name)
        frame = read_table(table, raw, words()).frame
        for name, value in values.items():
            frame.loc[frame[name_field] == name, field] = value
        write_table(book, table.name, frame, words(), raw)
        book.save()


def validated(path, capsys):
    capsys.readouterr()
    code = main(["validate", str(path), "--json"])
    found = json.loads(capsys.readouterr().out)
    return code, [(each["code"], each["message"]) for each in found["issues"]]


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("tolerance", 5, "Menes der 0,05?"),
        ("tolerance", 10, "Menes der 0,1?"),
        ("purchase_floor", 0.85, "Menes der 85?"),
        ("purchase_ceiling", 1, "Menes der 100?"),
        ("budget_ceiling", 1.05, "Menes der 105?"),
        ("reward_per_person", 5, "Menes der 5000?"),
        ("points_partly_upheld", 50, "Menes der 0,5?"),
        ("tolerance", -0.1, ""),
        ("strategy_share", 0, ""),
    ],
)
def test_a_parameter_out_of_range_is_refused_with_the_likely_meaning(workbook, capsys, name, value, meant):
    path = workbook(f"{JKS} 2009")
    with_values(path, Parameters, Parameters.NAME, {name: value}, Parameters.VALUE)
    code, issues = validated(path, capsys)
    assert (code, [each[0] for each in issues]) == (1, ["parameter_range"])
    assert issues[0][1].endswith(meant or ".")


def test_a_floor_above_its_ceiling_is_refused(workbook, capsys):
    path = workbook(f"{JKS} 2009")
    with_values(path, Parameters, Parameters.NAME, {"purchase_floor": 105}, Parameters.VALUE)
    assert [each[0] for each in validated(path, capsys)[1]] == ["floor_above_ceiling"]


@pytest.mark.parametrize(
    ("values", "codes", "told"),
    [
        (
            {"red_chance": 0.6},
            ["chances_out_of_order"],
            "rød under 0,6, rød langt fra målet under 0,5, gul under 0,6666666667",
        ),
        ({"far_chance": 0.8}, ["chances_out_of_order"], "rød langt fra målet under 0,8"),
        ({"red_chance": 0.9, "far_chance": 0}, ["chances_out_of_order"], "rød under 0,9"),
        ({"red_chance": 0.9, "far_chance": None}, ["chances_out_of_order", "missing_value"], ""),
        ({"red_chance": 0.5, "yellow_chance": 0.5}, [], ""),
        ({"yellow_chance": 0}, [], ""),
        ({"yellow_chance": 30}, ["parameter_range"], ""),
    ],
)
def test_the_lights_chances_are_in_order(workbook, capsys, values, codes, told):
    path = workbook(f"{JKS} 2009")
    with_values(path, Parameters, Parameters.NAME, values, Parameters.VALUE)
    code, issues = validated(path, capsys)
    assert (code, [each[0] for each in issues]) == (1 if codes else 0, codes)
    assert told in " ".join(each[1] for each in issues)


def test_a_chance_that_the_sheet_lacks_is_the_shipped_one():
    frame = frame_of(Parameters, [{Parameters.NAME: "red_chance", Parameters.VALUE: 0.7}])
    rule = next(each for each in PARAMETER_RULES if each.code == "chances_out_of_order")
    assert rule.breaks(frame, Context()).tolist() == [True]
    frame[Parameters.VALUE] = 0.4
    assert rule.breaks(frame, Context()).tolist() == [False]


def test_a_goals_own_tolerance_is_one_too(workbook, capsys):
    path = workbook(f"{JKS} 2009")
    with_values(path, Goals, Goals.NUMBER, {"1.1": 5}, Goals.TOLERANCE)
    code, issues = validated(path, capsys)
    assert (code, issues[0][0]) == (1, "tolerance_range")
    assert "0,05" in issues[0][1]


def test_every_shipped_value_is_in_its_range():
    assert all(is_in_range(each.name, each.value) for each in all_parameters())
    assert is_in_range("the user's own", 1e9)
    assert [name for name in ("primo_day", "medio_day", "strategy_share", "surplus_rate") if is_in_range(name, 0)] == [
        "surplus_rate"
    ]
    assert likely(5, 0, 1, 0.1) == 0.05
    assert likely(-1, 0, 1, 0.1) is None


@pytest.mark.parametrize(
    ("rule", "measure", "target", "upper", "said"),
    [
        ("band", "purchase_budget_use", 0.85, 1, True),
        ("at_most", "operating_budget_use", 1, None, True),
        ("at_most", "errors", 0.5, None, False),
        ("at_most", "operating_forecast_07_deviation", 1, None, False),
        ("band", "purchase_budget_use", 85, 100, False),
    ],
)
def test_fractions_for_per_cent_of_a_budget_are_said(csv_file, capsys, rule, measure, target, upper, said):
    head = "År;Center;Mål nr.;Måltype;Mål;Indikator;Enhed;Regel;Måltal;Måltal, øvre;Opgøres som;Årsprofil"
    row = f"2011;{JKS};1;result;Mål;{measure};pct;{rule};{target};{upper or ''};mean;flat".replace(".", ",")
    codes = [each[0] for each in validated(csv_file(head, row), capsys)[1]]
    assert ("looks_like_fraction" in codes) == said


@pytest.mark.parametrize(("partly", "points"), [(None, 2.5), (0.25, 2.25)])
def test_points_of_complaints_upheld_in_part_are_the_parameters(workbook, csv_file, capsys, partly, points):
    path = workbook(f"{JKS} 2009")
    if partly is not None:
        with_values(path, Parameters, Parameters.NAME, {"points_partly_upheld": partly}, Parameters.VALUE)
    rows = [
        f"{JKS};K{n};0{n}-01-2009;{said};Formalitet"
        for n, said in enumerate(["Medhold", "Delvis medhold", "Medhold"], 1)
    ]
    export = csv_file("Enhed;Klage nr.;Afgjort;Udfald;Klagetype", *rows)
    capsys.readouterr()
    assert main(["import", str(path), str(export), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["value"] for row in found["observations"]] == [points]


def test_points_named_by_no_parameter_are_a_finding(workbook, csv_file, tmp_path, capsys):
    path = workbook(f"{JKS} 2009")
    (tmp_path / "klager.profil.toml").write_text(
        'layout = "cases"\n[match]\nfiles = ["*.csv"]\n[cases]\ncentre = "Enhed"\n[[rules]]\nmeasure = "m"\n'
        'kind = "points"\nmonth = "Afgjort"\noutcome = "Udfald"\npoints = { "Medhold" = "pointz" }\n',
        encoding="utf-8",
    )
    export = csv_file("Enhed;Afgjort;Udfald", f"{JKS};01-01-2009;Medhold")
    capsys.readouterr()
    assert main(["import", str(path), str(export), "--json"]) == 1
    issues = json.loads(capsys.readouterr().out)["issues"]
    assert [(each["code"], each["value"]) for each in issues][:1] == [("profile_value", "pointz")]
