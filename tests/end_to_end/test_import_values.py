"""Figures as a LIS and its readers write them, through the command line: each conversion listed with its cell."""

import json

import pytest

from macros.cli import main

HEADER = "Center;Indikator;Periode;Værdi"
LINE = "Jobcenter Skelbækgade;sickness_absence;2009-{month:02d};{text}"


def validated(csv_file, capsys, *texts):
    path = csv_file(HEADER, *(LINE.format(month=month, text=text) for month, text in enumerate(texts, start=1)))
    code = main(["validate", "--json", str(path)])
    return code, json.loads(capsys.readouterr().out)


def test_what_is_written_in_another_way_is_taken_and_listed(csv_file, capsys):
    texts = ("9,5", "9,5-", "(9,5)", "ca. 9", "9,5*", "9,5\u00b9\u207e", "9,5 procentpoint")
    _, found = validated(csv_file, capsys, *texts)
    assert [row["value"] for row in found["observations"]] == [9.5, -9.5, -9.5, 9.0, 9.5, 9.5, 9.5]
    listed = {issue["cell"]: issue["value"] for issue in found["issues"] if issue["code"] == "coerced_value"}
    assert listed == {f"D{row}": text for row, text in enumerate(texts, start=2) if text != "9,5"}


@pytest.mark.parametrize("text", ["#I/T", "#DIVISION/0!", "#VÆRDI!"])
def test_an_error_of_a_formula_is_named(csv_file, capsys, text):
    code, found = validated(csv_file, capsys, "9,5", text)
    assert code == 1
    assert [(issue["code"], issue["cell"]) for issue in found["issues"] if issue["severity"] == "error"] == [
        ("error_value", "D3")
    ]
